"""The desk and the oracle themselves: what is not allowed is found, and a foreign picture is not mistaken for the API."""

import pytest

from generation.providers.http import Ask
from tests.generation.providers.desk import JPEG, Desk, Says, Sent
from tests.generation.providers.oracle import Oracle, document, parts_of

KREA = Oracle("krea-images-2026-10-09")
GOOD = {"prompt": "a fox", "width": 1024, "height": 576}
FLUX = "POST /generate/image/bfl/flux-1-dev"


@pytest.mark.parametrize(
    "bad", [{}, GOOD | {"width": "wide"}, GOOD | {"width": 99_999}, GOOD | {"n": 4}, GOOD | {"imageUrl": "https://example.org/a"}]
)
def test_the_oracle_refuses_what_the_document_does_not_allow(bad: dict[str, object]) -> None:
    KREA.refuses(FLUX, bad)
    assert KREA.faults(FLUX, GOOD) == []


@pytest.mark.parametrize(
    ("name", "operation", "bad"),
    [
        ("openai-images", "POST /images/generations", {"prompt": "x", "n": 99}),
        ("azure-openai-images", "POST /deployments/{deployment-id}/images/generations", {"prompt": "x", "n": 2}),
        ("bfl", "POST /v1/flux-pro-1.1", {"prompt": "x", "width": 1000}),
        ("ai-horde", "POST /v2/generate/async", {"prompt": "x", "params": {"width": 500}}),
        ("ideogram", "POST /v1/ideogram-v3/generate", {"rendering_speed": "NEVER"}),
        ("recraft", "POST /v1/images/generations", {"prompt": "x", "size": "1x1"}),
        ("runway-images", "POST /v1/text_to_image", {"model": "gen4_image"}),
    ],
)
def test_every_document_refuses_something(name: str, operation: str, bad: dict[str, object]) -> None:
    Oracle(name).refuses(operation, bad)


async def test_the_desk_answers_in_turn_and_remembers(desk: Desk) -> None:
    desk.says("POST https://api.example.org/paint", Says(429), Says(json={"ok": True}))
    ask = Ask("POST", "https://api.example.org/paint?now=1", json={"prompt": "x"})
    assert [(await desk.http.send(ask)).status for _ in range(3)] == [429, 200, 200]
    assert [sent.json for sent in desk.sent] == [{"prompt": "x"}] * 3
    with pytest.raises(AssertionError, match="nobody said"):
        await desk.http.send(Ask("GET", "https://api.example.org/other"))


async def test_a_download_is_seen_under_its_name(desk: Desk) -> None:
    desk.says("GET https://gen.example.org/1.jpg", Says(content=JPEG))
    assert await desk.http.download("https://gen.example.org/1.jpg", hosts=("example.org",)) == (JPEG, "image/jpeg")
    assert (desk.sent[0].to, desk.sent[0].url) == ("93.184.216.34", "https://gen.example.org/1.jpg")


async def test_a_form_is_taken_apart(desk: Desk) -> None:
    desk.says("POST https://api.krea.ai/assets", Says(json={}))
    desk.holds = KREA.check
    await desk.http.send(Ask("POST", "https://api.krea.ai/assets", files=[("file", ("a.jpg", JPEG, "image/jpeg"))]))
    assert parts_of(desk.sent[0]) == {"file": [JPEG]}


def test_an_address_that_the_vendor_does_not_have_is_a_fault() -> None:
    if document("krea-images-2026-10-09") is None:
        pytest.skip("the vendor's document is not here")
    with pytest.raises(AssertionError, match="has no"):
        KREA.check(Sent("POST", "https://api.krea.ai/generate/image/nobody/nothing", {}, b"{}", ""))
    with pytest.raises(AssertionError, match="unknown 'colour'"):
        KREA.check(Sent("GET", "https://api.krea.ai/jobs?colour=red", {}, b"", ""))
    KREA.check(Sent("GET", "https://gen.krea.ai/images/1.png", {}, b"", ""))
