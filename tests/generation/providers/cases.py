"""How each provider's vendor says that it took an order, paints, has painted, failed, refused and stopped: recorded shapes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from generation.ports import ImageProvider, Order
from generation.providers.bfl import BflProvider
from generation.providers.errors import ProviderError
from generation.providers.fal import FalProvider
from generation.providers.gemini import GeminiProvider
from generation.providers.horde import HordeProvider
from generation.providers.krea import KreaProvider
from generation.providers.openai import OpenAIImagesProvider, ServerImagesProvider, azure
from generation.providers.replicate import ReplicateProvider
from generation.providers.sdapi import SdApiProvider
from tests.generation.providers.desk import KEY, Desk, Says, safe

Made = Callable[..., Any]


States = dict[str, Says]  # by where they are asked for


@dataclass(frozen=True)
class Later:
    """How a vendor answers that paints later: to an order, and of a job that waits, is done, failed, was refused, was stopped."""

    taken: Says
    waits: States
    done: States
    failed: States
    refused: States
    stop: str = ""
    stopped: States | None = None


@dataclass(frozen=True)
class Case:
    """A provider, where it hands orders in (below `base`), how its vendor refuses, and what it answers when it paints.

    `drew`: at once, from the picture in base64. `picture`: where its pictures lie.
    """

    made: Made
    base: str
    path: str
    refusal: Says | None = None  # None: it says no later, or never (tests of its own)
    route: str = "m"
    picture: str = ""
    drew: Callable[[str], Says] | None = None
    later: Later | None = None


def _azure(*given: Any, **named: Any) -> OpenAIImagesProvider:
    return OpenAIImagesProvider(*given, **named, shape=azure("v"))


BLOCKED = Says(400, json={"error": {"code": "moderation_blocked", "message": "no"}})
BLOB = "https://oaidalleapiprodscus.blob.core.windows.net/1.jpg"


def _openai(picture: str) -> Says:
    return Says(json={"data": [{"url" if picture.startswith("https:") else "b64_json": picture}]})


def _gemini(picture: str) -> Says:
    return Says(json={"candidates": [{"content": {"parts": [{"inlineData": {"data": picture}}]}}]})


def _sdapi(picture: str) -> Says:
    return Says(json={"images": [picture]})


def _one(where: str, **state: Any) -> States:
    return {where: Says(json=state)}


KREA, BFL, POLL = "GET https://api.krea.ai/jobs/1", "https://delivery-eu1.bfl.ai/1.jpg", "GET https://api.bfl.ai/v1/get_result?id=1"
FAL, FALS = "https://queue.fal.run/m/requests/1", "https://v3b.fal.media/1.jpg"
HORDE, HORDES = "https://aihorde.net/api/v2/generate", "https://a223539ccf6caa2d76459c9727d276e6.r2.cloudflarestorage.com/1.webp"
CHECK, STATUS = f"GET {HORDE}/check/1", f"GET {HORDE}/status/1"
REPLICATE = "https://api.replicate.com/v1/predictions/1"
NO_PROMPT = {"loc": ["body", "prompt"], "msg": "no", "type": "content_policy_violation"}
AWAY = Says(raises=httpx.ConnectError)
OVER = {"done": True, "faulted": False}
CASES = {
    "krea": Case(
        KreaProvider,
        "https://api.krea.ai",
        "/m",
        Says(400, json={"error": "content moderation"}),
        "/m",
        "https://gen.krea.ai/1.jpg",
        later=Later(
            Says(json={"job_id": "1", "status": "queued"}),
            _one(KREA, status="processing"),
            _one(KREA, status="completed", result={"urls": ["https://gen.krea.ai/1.jpg"]}),
            _one(KREA, status="failed", error={"code": "timeout", "message": "the provider timed out"}),
            _one(KREA, status="failed", error={"code": "unknown"}),
            "DELETE https://api.krea.ai/jobs/1",
            _one(KREA, status="cancelled"),
        ),
    ),
    "openai": Case(OpenAIImagesProvider, "https://api.openai.com/v1", "/images/generations", BLOCKED, picture=BLOB, drew=_openai),
    "azure": Case(
        _azure, "https://x.openai.azure.com", "/openai/deployments/m/images/generations", BLOCKED, picture=BLOB, drew=_openai
    ),
    "server": Case(ServerImagesProvider, "http://127.0.0.1:1234/v1", "/images/generations", BLOCKED, picture=BLOB, drew=_openai),
    "gemini": Case(
        GeminiProvider,
        "https://generativelanguage.googleapis.com",
        "/v1beta/models/m:generateContent",
        Says(json={"promptFeedback": {"blockReason": "SAFETY"}}),
        drew=_gemini,
    ),
    "fal": Case(
        FalProvider,
        "https://queue.fal.run",
        "/m",
        Says(422, json={"detail": [NO_PROMPT]}),
        picture=FALS,
        later=Later(
            Says(json={"status_url": f"{FAL}/status", "cancel_url": f"{FAL}/cancel"}),
            _one(f"GET {FAL}/status", status="IN_QUEUE"),
            _one(f"GET {FAL}/status", status="COMPLETED") | _one(f"GET {FAL}", images=[{"url": FALS}]),
            _one(f"GET {FAL}/status", status="COMPLETED")
            | {f"GET {FAL}": Says(504, json={"detail": [{"type": "generation_timeout"}]})},
            _one(f"GET {FAL}/status", status="COMPLETED") | {f"GET {FAL}": Says(422, json={"detail": [NO_PROMPT]})},
            f"PUT {FAL}/cancel",
            _one(f"GET {FAL}/status", status="COMPLETED", error_type="request_timeout"),
        ),
    ),
    "horde": Case(
        HordeProvider,
        "https://aihorde.net/api",
        "/v2/generate/async",
        Says(400, json={"rc": "CorruptPrompt", "message": "no"}),
        picture=HORDES,
        later=Later(
            Says(202, json={"id": "1"}),
            _one(CHECK, done=False, faulted=False),
            _one(CHECK, **OVER) | _one(STATUS, generations=[{"img": HORDES, "seed": "7"}]),
            _one(CHECK, done=False, faulted=True),
            _one(CHECK, **OVER) | _one(STATUS, generations=[{"img": HORDES, "seed": "7", "censored": True}]),
            f"DELETE {HORDE}/status/1",
            _one(CHECK, done=False, faulted=True),
        ),
    ),
    "bfl": Case(
        BflProvider,
        "https://api.bfl.ai",
        "/v1/m",
        picture=BFL,
        later=Later(
            Says(json={"id": "1"}),
            _one(POLL, status="Pending"),
            _one(POLL, status="Ready", result={"sample": BFL}),
            _one(POLL, status="Error"),
            _one(POLL, status="Content Moderated"),
        ),
    ),
    "replicate": Case(
        ReplicateProvider,
        "https://api.replicate.com",
        "/v1/models/m/predictions",
        picture="https://replicate.delivery/1.jpg",
        later=Later(
            Says(201, json={"id": "1", "urls": {"get": REPLICATE}}),
            _one(f"GET {REPLICATE}", status="processing"),
            _one(f"GET {REPLICATE}", status="succeeded", output=["https://replicate.delivery/1.jpg"]),
            _one(f"GET {REPLICATE}", status="failed", error="Prediction timed out after 60s"),
            _one(f"GET {REPLICATE}", status="failed", error="NSFW content detected"),
            f"POST {REPLICATE}/cancel",
            _one(f"GET {REPLICATE}", status="canceled"),
        ),
    ),
    "sdapi": Case(SdApiProvider, "http://127.0.0.1:7860", "/sdapi/v1/txt2img", route="", drew=_sdapi),
}
LATER = [name for name, case in CASES.items() if case.later]
PICTURES = [name for name, case in CASES.items() if case.picture]


async def handed_in_once(
    desk: Desk, provider: ImageProvider, wish: Order, where: str, says: Says, error: type[ProviderError]
) -> None:
    """An order that is answered like this is told by this very error, without the key, and is not handed in again."""
    desk.says(where, says)
    with pytest.raises(error) as caught:
        await provider.submit(safe(), wish)
    assert type(caught.value) is error
    assert KEY not in f"{caught.value!r} {caught.value}"
    assert len(desk.sent) == 1
