"""Nothing is paid twice, no picture of a person is left behind, and no key is told, when a vendor fails half way."""

import asyncio
import base64
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import httpx
import pytest
from PIL import Image

from generation.imaging.upload import MOST_BYTES
from generation.orders import Orders
from generation.providers.base import Given
from generation.providers.errors import BadKey, ProviderError, Timeout, Upstream
from generation.providers.krea import KreaProvider
from generation.providers.later import Job
from generation.providers.openai import OpenAIImagesProvider
from generation.rows import Input
from tests.generation.providers.desk import JPEG, KEY, NO_INPUTS, PNG, Desk, Says, order, safe

OPENAI = "https://api.openai.com/v1"
PAINT = f"POST {OPENAI}/images/generations"
STORED = "https://oaidalleapiprodscus.blob.core.windows.net/1.jpg"
KREA = "https://api.krea.ai"
WISH = f"POST {KREA}/generate/image"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.providers.http.FETCH_PAUSE_S", 0.0)


def asked(desk: Desk, what: str) -> int:
    return [str(sent) for sent in desk.sent].count(what)


async def painted_by_openai(desk: Desk, *fetching: Says) -> int:
    """How many pictures came of an order for one whose picture lies at an address that answers like this."""
    row = desk.model(provider="openai", route="gpt-image-2")
    openai = OpenAIImagesProvider(desk.tools(row), base=OPENAI, key=KEY)
    desk.says(PAINT, Says(json={"data": [{"url": STORED}]}))
    desk.says(f"GET {STORED}", *fetching)
    orders = Orders({"openai": openai}, desk.spool, lambda: datetime.now(UTC), pause_s=0.0)
    return len((await orders.collect(safe(), await orders.submit(safe(), order(row, key="pincel-4"), row), 5))[0])


async def test_a_picture_that_can_not_be_fetched_is_not_painted_again(desk: Desk) -> None:
    with pytest.raises(Timeout):
        await painted_by_openai(desk, Says(raises=httpx.ConnectError))
    assert asked(desk, PAINT) == 1


async def test_a_picture_that_can_not_be_fetched_for_a_moment_is_not_lost(desk: Desk) -> None:
    assert await painted_by_openai(desk, Says(raises=httpx.ConnectTimeout), Says(content=JPEG)) == 1
    assert asked(desk, PAINT) == 1


async def test_no_picture_is_lost_for_a_seed_that_no_record_holds(desk: Desk) -> None:
    openai = OpenAIImagesProvider(desk.tools(), base=OPENAI, key=KEY)
    painted = await openai.fetched([base64.b64encode(JPEG).decode()] * 3, [7, 2**63 - 1, 2**64 + 5])
    assert [one.seed for one in painted] == [7, 2**63 - 1, 5]


def krea(desk: Desk) -> KreaProvider:
    inputs = replace(NO_INPUTS, image_prompt=Input("image_urls", 4))
    return KreaProvider(desk.tools(desk.model(provider="krea", route="/generate/image", inputs=inputs)), base=KREA, key=KEY)


async def test_of_two_pictures_none_stays_there_when_the_second_does_not_arrive(desk: Desk) -> None:
    provider = krea(desk)
    two = (desk.given("image_prompt"), desk.given("image_prompt", PNG))
    desk.says(f"POST {KREA}/assets", Says(json={"id": "1", "image_url": "https://gen.krea.ai/1.jpg"}), Says(503))
    desk.says(f"DELETE {KREA}/assets/1", Says())
    with pytest.raises(Upstream):
        await provider.submit(safe(), order(desk.model(), inputs=two))
    assert str(desk.sent[-1]) == f"DELETE {KREA}/assets/1"


async def test_an_order_that_is_cut_short_while_its_pictures_are_brought_never_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = krea(desk)
    uploaded = provider._uploaded

    async def slow(number: int, one: Given) -> Given:
        await asyncio.sleep(0 if number == 1 else 5)
        return await uploaded(number, one)

    monkeypatch.setattr(provider, "_uploaded", slow)
    desk.says(f"POST {KREA}/assets", Says(json={"id": "1", "image_url": "https://gen.krea.ai/1.jpg"}))
    desk.says(f"DELETE {KREA}/assets/1", Says())
    row = desk.model(provider="krea", route="/generate/image")
    two = (desk.given("image_prompt"), desk.given("image_prompt", PNG))
    orders = Orders({"krea": provider}, desk.spool, lambda: datetime.now(UTC), pause_s=0.0)
    with pytest.raises(Timeout):
        await orders.submit(safe(), order(row, key="pincel-4", inputs=two), row, 0.5)
    assert [str(sent) for sent in desk.sent] == [f"POST {KREA}/assets", f"DELETE {KREA}/assets/1"]
    assert await orders.owed("pincel-4") == 0


async def test_a_result_larger_than_an_upload_can_be_gone_by(desk: Desk) -> None:
    large = Image.new("RGB", (2_000, 2_000))
    file = BytesIO()
    large.save(file, "PNG", compress_level=0)
    assert len(file.getvalue()) > MOST_BYTES
    (sent,) = await krea(desk).inputs(order(desk.model(), inputs=(desk.given("image_prompt", file.getvalue()),)))
    assert len(sent.data) <= MOST_BYTES


async def test_a_picture_does_not_stay_there_for_an_order_whose_answer_is_none(desk: Desk) -> None:
    provider = krea(desk)
    desk.says(f"POST {KREA}/assets", Says(json={"id": "1", "image_url": "https://gen.krea.ai/1.jpg"}))
    desk.says(f"DELETE {KREA}/assets/1", Says())
    desk.says(WISH, Says(json={"no": "number"}))
    with pytest.raises(Upstream):
        await provider.submit(safe(), order(desk.model(), inputs=(desk.given("image_prompt"),)))
    assert str(desk.sent[-1]) == f"DELETE {KREA}/assets/1"


@pytest.mark.parametrize("status", [400, 404, 410, 422])
@pytest.mark.parametrize("words", ["moderated", "job", "gone"])
async def test_what_krea_says_of_a_mistake_is_told_without_the_key(desk: Desk, status: int, words: str) -> None:
    for says in (Says(status, json={"message": f"{words} {KEY}"}), Says(status, content=b"<html>")):
        desk.says(WISH, says)
        with pytest.raises(ProviderError) as told:
            await krea(desk).submit(safe(), order(desk.model()))
        assert KEY not in f"{told.value} {told.value!r}"


async def test_kreas_doctor_tells_no_key(desk: Desk) -> None:
    desk.says(f"GET {KREA}/jobs", Says(json={"items": [], "next_cursor": None}), Says(401, json={"error": f"bad {KEY}"}))
    assert await krea(desk).check() == "api.krea.ai"
    with pytest.raises(BadKey) as bad:
        await krea(desk).check()
    assert KEY not in str(bad.value)


@pytest.mark.parametrize("away", [Says(429), Says(raises=httpx.ConnectError)])
async def test_a_job_of_which_nothing_is_heard_may_be_painted(desk: Desk, monkeypatch: pytest.MonkeyPatch, away: Says) -> None:
    """Of an order these words would mean that it was never taken, and its money would come back."""
    monkeypatch.setattr(KreaProvider, "first_s", 0)
    monkeypatch.setattr(KreaProvider, "most_s", 0)
    desk.says(f"GET {KREA}/jobs/1", away)
    with pytest.raises(Timeout):
        await krea(desk).collect(safe(), order(desk.model()), Job("1").ticket)
