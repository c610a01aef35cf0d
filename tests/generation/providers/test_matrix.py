"""Every provider against the closed set of errors: the same trouble is told in the same word, whoever it comes from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from generation.providers.bfl import BflProvider
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Refused,
    Timeout,
    Unreachable,
    Upstream,
)
from generation.providers.fal import FalProvider
from generation.providers.gemini import GeminiProvider
from generation.providers.horde import HordeProvider
from generation.providers.krea import KreaProvider
from generation.providers.openai import OpenAIImagesProvider, ServerImagesProvider, azure
from generation.providers.replicate import ReplicateProvider
from generation.providers.sdapi import SdApiProvider
from tests.generation.providers.desk import KEY, Desk, Says, order, safe

Made = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """A provider, where it hands orders in (below `base`), and how its vendor refuses."""

    made: Made
    base: str
    path: str
    refusal: Says | None = None  # None: it says no later, or never (tests of its own)
    route: str = "m"


def _azure(*given: Any, **named: Any) -> OpenAIImagesProvider:
    return OpenAIImagesProvider(*given, **named, shape=azure("v"))


BLOCKED = Says(400, json={"error": {"code": "moderation_blocked", "message": "no"}})
CASES = {
    "krea": Case(KreaProvider, "https://api.krea.ai", "/m", Says(400, json={"error": "content moderation"}), "/m"),
    "openai": Case(OpenAIImagesProvider, "https://api.openai.com/v1", "/images/generations", BLOCKED),
    "azure": Case(_azure, "https://x.openai.azure.com", "/openai/deployments/m/images/generations", BLOCKED),
    "server": Case(ServerImagesProvider, "http://127.0.0.1:1234/v1", "/images/generations", BLOCKED),
    "gemini": Case(
        GeminiProvider,
        "https://generativelanguage.googleapis.com",
        "/v1beta/models/m:generateContent",
        Says(json={"promptFeedback": {"blockReason": "SAFETY"}}),
    ),
    "fal": Case(
        FalProvider,
        "https://queue.fal.run",
        "/m",
        Says(422, json={"detail": [{"loc": ["body", "prompt"], "msg": "no", "type": "content_policy_violation"}]}),
    ),
    "horde": Case(
        HordeProvider, "https://aihorde.net/api", "/v2/generate/async", Says(400, json={"rc": "CorruptPrompt", "message": "no"})
    ),
    "bfl": Case(BflProvider, "https://api.bfl.ai", "/v1/m"),
    "replicate": Case(ReplicateProvider, "https://api.replicate.com", "/v1/models/m/predictions"),
    "sdapi": Case(SdApiProvider, "http://127.0.0.1:7860", "/sdapi/v1/txt2img", route=""),
}
TROUBLE: tuple[tuple[Says, type[ProviderError]], ...] = (
    (Says(400), BadRequest),
    (Says(401), BadKey),
    (Says(402), OutOfCredit),
    (Says(403), BadKey),
    (Says(410), ModelGone),
    (Says(429, headers={"retry-after": "3"}), RateLimited),
    (Says(500, content=b"<html>"), Upstream),
    (Says(504), Timeout),
    (Says(200, content=b"<html>"), Lost),
    (Says(200, content=b'{"cut'), Lost),
    (Says(200, content=b"\xff\xfe"), Lost),
    (Says(200, json=[]), Lost),
    (Says(200, json={}), Lost),
    (Says(302, headers={"location": "http://127.0.0.1/"}), BadRequest),
    (Says(raises=httpx.ConnectError), Unreachable),
    (Says(raises=httpx.ConnectTimeout), Unreachable),
    (Says(raises=httpx.ReadTimeout), Timeout),
    (Says(raises=httpx.ReadError), Lost),
    (Says(raises=httpx.RemoteProtocolError), Lost),
)


@pytest.mark.parametrize("name", CASES)
async def test_the_same_trouble_is_the_same_word(desk: Desk, name: str) -> None:
    case = CASES[name]
    row = desk.model(provider=name, route=case.route)
    provider = case.made(desk.tools(row), base=case.base, key=KEY)
    refused = ((case.refusal, Refused),) if case.refusal else ()
    for number, (says, kind) in enumerate((*TROUBLE, *refused), start=1):
        desk.says(f"POST {case.base}{case.path}", replace(says, headers={"x-key": KEY, **says.headers}))
        with pytest.raises(ProviderError) as caught:
            await provider.submit(safe(), order(row))
        assert type(caught.value) is kind, (says, caught.value)
        assert len(desk.sent) == number, "what is paid for is asked for once, and no redirect is followed with a key"
        assert KEY not in f"{caught.value!r} {caught.value}"
        assert not isinstance(caught.value, RateLimited) or caught.value.retry_after_s == 3
        assert not isinstance(caught.value, Refused) or caught.value.stage == "input"


def test_the_set_is_closed() -> None:
    """Whoever adds an error says what it means here."""

    def below(kind: type[ProviderError]) -> set[type[ProviderError]]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    assert below(ProviderError) - {ProviderError} == {kind for _, kind in TROUBLE} | {Refused}
