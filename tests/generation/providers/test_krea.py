"""Krea: what is asked holds before its documents, what it answers in every form becomes pictures or the right error."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.catalog import Catalog, Model, Status
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    Refused,
    Timeout,
    Upstream,
)
from generation.providers.krea import KreaProvider
from generation.providers.later import Job
from generation.ratio import Ratio
from generation.rows import Sizing
from tests.generation.providers.desk import JPEG, KEY, PNG, Desk, Says, Sent, order, safe
from tests.generation.providers.oracle import Oracle, parts_of

BASE = "https://api.krea.ai"
ORACLE = Oracle("krea-images-2026-10-09")
ROWS = [row for row in Catalog.load().models if row.provider == "krea" and row.status is Status.LIVE]
FLUX = next(row for row in ROWS if row.id == "flux")
POST = f"POST {BASE}/generate/image/bfl/flux-1-dev"
JOB = "550e8400-e29b-41d4-a716-446655440000"
GET = f"GET {BASE}/jobs/{JOB}"
TICKET = Job(JOB).ticket
PICTURE = "https://gen.krea.ai/images/071435b7.png"
ASSET = "https://gen.krea.ai/assets/1.jpg"


def state(status: str, result: Any = None, **more: Any) -> Says:
    return Says(json={"job_id": JOB, "status": status, "created_at": "2026-11-21T18:00:00.000Z", "result": result, **more})


DONE = state("completed", {"urls": [PICTURE]})


@pytest.fixture
def krea(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> KreaProvider:
    """Krea, which takes every order and has painted it at once; every request is held against its document."""
    monkeypatch.setattr(KreaProvider, "first_s", 0.0)
    monkeypatch.setattr(KreaProvider, "most_s", 0.0)
    for row in ROWS:
        desk.says(f"POST {BASE}{row.route.partition('?')[0]}", state("queued"))
    desk.says(GET, DONE)
    desk.says(f"POST {BASE}/assets", Says(json={"id": "1", "image_url": ASSET}))
    desk.says(f"DELETE {BASE}/assets/1", Says())
    desk.says(f"GET {PICTURE}", Says(content=PNG))
    desk.holds = ORACLE.check
    return KreaProvider(desk.tools(), base=f"{BASE}/", key=KEY)


async def paint(krea: KreaProvider, row: Model = FLUX, **changes: Any) -> Any:
    asked = order(row, **changes)
    return await krea.collect(safe(), asked, await krea.submit(safe(), asked))


async def test_a_fox_is_painted(krea: KreaProvider, desk: Desk) -> None:
    nowhere_yet = Says(404, json={"error": "Job not found"})
    desk.says(GET, nowhere_yet, *map(state, ("backlogged", "processing", "intermediate-complete", "brand-new")), DONE)
    (painted,) = await paint(krea, seeds=(7,))
    assert (painted.data, painted.mime, painted.seed) == (PNG, "image/png", 7)
    submitted = desk.sent[0]
    assert submitted.json == {"prompt": safe().positive, "width": 1024, "height": 1024, "seed": 7}
    assert submitted.headers["authorization"] == f"Bearer {KEY}"
    assert "authorization" not in desk.sent[-1].headers, "where the picture lies nobody gets the key"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
async def test_every_model_is_asked_as_its_document_says(krea: KreaProvider, desk: Desk, row: Model) -> None:
    """The plainest order, and the one with all that the row knows."""
    needed = tuple(desk.given(role) for role in row.needs)
    await paint(krea, row, inputs=needed)
    ratio = list(row.aspect_ratios)[-1].text if row.aspect_ratios else "3:2"
    roles = [
        role for role in ("image_prompt", "init_image", "style_reference", "character_reference") if getattr(row.inputs, role).max
    ]
    await paint(
        krea,
        row,
        seeds=(2**32 - 1,),
        ratio=ratio,
        width=1024,
        height=1024,
        negative="rain",
        quality=row.quality_levels[-1] if row.quality_levels else "best",
        resolution=row.resolutions[-1] if row.resolutions else None,
        raw=True,
        creativity=row.creativity[-1] if row.creativity else "wild",
        inputs=tuple(desk.given(role, JPEG, 0.5) for role in roles),
    )
    body = next(sent for sent in reversed(desk.sent) if "/generate/" in sent.url).json
    assert ("negative_prompt" in body) == row.negative_prompt
    assert {"quality": bool(row.quality_levels), "raw": row.raw, "creativity": bool(row.creativity)} == {
        name: name in body for name in ("quality", "raw", "creativity")
    }
    if row.aspect_ratios:
        assert body["aspect_ratio"] == list(row.aspect_ratios.values())[-1], "as Krea spells it"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(ROWS), st.sampled_from(["1:1", "16:9", "9:16", "4:5", "1:3", "3:1", "191:100"]), st.integers(0, 2**32 - 1))
async def test_no_shape_that_a_row_offers_is_refused(krea: KreaProvider, desk: Desk, row: Model, ratio: str, seed: int) -> None:
    shape = Ratio.parse(ratio)
    if row.sizing is Sizing.FIXED or (row.aspect_ratios and shape not in row.aspect_ratios):
        return
    width, height = row.size(shape)
    inputs = tuple(desk.given(role) for role in row.needs)
    await krea.submit(safe(), order(row, seed, ratio=shape.text, width=width, height=height, inputs=inputs))


def test_the_document_refuses_what_it_does_not_know() -> None:
    ORACLE.refuses(POST.replace(BASE, ""), {"prompt": "a", "imageUrl": ASSET})
    ORACLE.refuses("POST /generate/image/krea/krea-2/large", {"prompt": "a"})
    ORACLE.refuses("POST /generate/image/bfl/flux-1.1-pro", {"prompt": "a", "width": 2000, "height": 1024})


async def test_pictures_are_brought_first_and_stand_in_the_rows_shape(krea: KreaProvider, desk: Desk) -> None:
    inputs = (desk.given("init_image", JPEG, 2.0), desk.given("style_reference", PNG), desk.given("style_reference", JPEG, -5.0))
    await krea.submit(safe(), order(FLUX, inputs=inputs))
    *uploads, submitted = desk.sent
    files = [parts_of(sent)["file"][0] for sent in uploads]
    assert [file[:3] for file in files] == [b"\xff\xd8\xff", b"\x89PN", b"\xff\xd8\xff"]
    assert submitted.json["image_url"] == ASSET
    assert submitted.json["strength"] == 1.0
    assert [one["strength"] for one in submitted.json["image_style_references"]] == [0.5, -2.0]


async def test_a_picture_of_ours_does_not_stay_there(krea: KreaProvider, desk: Desk) -> None:
    """However it ends: painted, refused, not taken, given up; and when it can not be deleted nothing else is lost."""
    asked = order(FLUX, inputs=(desk.given("init_image"),))
    deleted = f"DELETE {BASE}/assets/1"

    def seen() -> int:
        return [str(sent) for sent in desk.sent].count(deleted)

    ticket = await krea.submit(safe(), asked)
    assert seen() == 0
    assert await krea.collect(safe(), asked, ticket)
    assert seen() == 1
    desk.says(GET, state("failed"))
    with pytest.raises(Refused):
        await krea.collect(safe(), asked, ticket)
    assert seen() == 2
    desk.says(f"DELETE {BASE}/jobs/{JOB}", Says())
    await krea.give_up(ticket)
    assert seen() == 3
    desk.says(deleted, Says(500))
    desk.says(POST, Says(402, json={"error": "no credits"}))
    with pytest.raises(OutOfCredit):
        await krea.submit(safe(), asked)
    assert seen() == 4
    desk.says(POST, Says(raises=httpx.ReadTimeout))
    with pytest.raises(Timeout):
        await krea.submit(safe(), asked)
    assert seen() == 4, "it may be painting, and needs it"


async def test_characters_have_names(krea: KreaProvider, desk: Desk) -> None:
    runway = next(row for row in ROWS if row.id == "runway-gen-4")
    await krea.submit(safe(), order(runway, inputs=(desk.given("character_reference"), desk.given("character_reference", PNG))))
    assert [one["tag"] for one in desk.sent[-1].json["reference_images"]] == ["character_1", "character_2"]


async def test_a_picture_that_the_model_does_not_take_is_our_mistake(krea: KreaProvider, desk: Desk) -> None:
    with pytest.raises(BadRequest) as refused:
        await krea.submit(safe(), order(FLUX, inputs=(desk.given("mask"),)))
    assert refused.value.field == "mask"
    assert not any("/generate/" in sent.url for sent in desk.sent), "nothing was paid"


@pytest.mark.parametrize(
    "answer", [Says(json={}), Says(json={"id": "1", "image_url": "https://x/" + "a" * 1024}), Says(content=b"<html>")]
)
async def test_an_upload_without_an_address(krea: KreaProvider, desk: Desk, answer: Says) -> None:
    desk.says(f"POST {BASE}/assets", answer)
    with pytest.raises(Upstream):
        await krea.submit(safe(), order(FLUX, inputs=(desk.given("init_image"),)))


async def test_a_prompt_that_is_too_long_for_a_model_is_made_shorter_or_refused(krea: KreaProvider, desk: Desk) -> None:
    told = replace(FLUX, id="told", prompting=type(FLUX.prompting).INSTRUCTIONS, prompt_most=50)
    krea._tools = desk.tools(told)
    await krea.submit(safe("a fox"), order(told))
    assert desk.sent[-1].json["prompt"] == safe("a fox").text
    await krea.submit(safe("a fox in a red boat"), order(told))
    assert desk.sent[-1].json["prompt"] == safe("a fox in a red boat").positive
    with pytest.raises(BadRequest):
        await krea.submit(safe("a fox " * 20), order(told))


GONE = {
    "error": "model_unavailable",
    "reason": "deprecated",
    "message": "The model 'image/a' was deprecated on 2026-04-27. Use 'image/b' instead.",
    "sunset_date": "2026-04-27",
    "replacement": "image/b",
}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Says(400, json={"error": "unknown field n"}), BadRequest),
        (Says(422, json={"error": "width"}), BadRequest),
        (Says(401, json={"error": f"no such key {KEY}"}), BadKey),
        (Says(404, json={"error": "no such route"}), ModelGone),
        (Says(410, json=GONE), ModelGone),
        (Says(200, json={"status": "queued"}), Lost),
        (Says(307, headers={"location": "https://api.krea.ai/elsewhere"}), BadRequest),
    ],
)
async def test_what_can_come_of_handing_it_in(
    krea: KreaProvider, desk: Desk, answer: Says, kind: type[ProviderError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.says(POST, answer)
    with pytest.raises(ProviderError) as raised:
        await krea.submit(safe(), order(FLUX))
    assert type(raised.value) is kind
    assert len(desk.sent) == 1, "a paid order is never handed in twice"
    assert KEY not in f"{raised.value!r} {raised.value} {caplog.text} {krea!r}"


async def test_a_model_that_is_gone_names_its_replacement(krea: KreaProvider, desk: Desk) -> None:
    desk.says(POST, Says(410, json=GONE))
    with pytest.raises(ModelGone) as gone:
        await krea.submit(safe(), order(FLUX))
    assert (gone.value.replacement, "2026-04-27" in str(gone.value)) == ("image/b", True)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (state("failed", None, error={"code": "unknown", "message": "generation failed"}), Refused),
        (state("failed", {"error": "content moderation"}), Refused),
        (state("failed"), Refused),
        (state("failed", None, error={"code": "timeout", "message": "the provider timed out"}), Upstream),
        (state("cancelled"), Upstream),
        (state("completed"), Lost),
        (state("completed", {"urls": []}), Lost),
        (state("completed", {"urls": {"glb": PICTURE}}), Lost),
        (state("completed", {"urls": ["http://gen.krea.ai/1.png"]}), Lost),
        (state("completed", {"urls": ["https://127.0.0.1/1.png"]}), Lost),
        (state("completed", {"urls": ["https://krea.ai.example.org/1.png"]}), Lost),
        (Says(json={"job_id": JOB}), Lost),
    ],
)
async def test_how_a_job_can_end_without_a_picture(krea: KreaProvider, desk: Desk, answer: Says, kind: type[ProviderError]) -> None:
    desk.says(GET, answer)
    with pytest.raises(ProviderError) as raised:
        await krea.collect(safe(), order(FLUX), TICKET)
    assert type(raised.value) is kind


async def test_both_forms_of_addresses(krea: KreaProvider, desk: Desk) -> None:
    desk.says(GET, state("completed", {"urls": [{"type": "image", "url": PICTURE}]}))
    (painted,) = await krea.collect(safe(), order(FLUX), TICKET)
    assert painted.data == PNG


SINCE = datetime.now(UTC) - timedelta(minutes=5)


def listed(*seconds: float, ahead_s: float = 0.0) -> Callable[[Sent], Says]:
    """Jobs made so many seconds after we began, by a clock that is ahead of ours and goes on while others are tested."""
    return lambda _sent: _listed(seconds, ahead_s)


def _listed(seconds: Sequence[float], ahead_s: float) -> Says:
    ahead = timedelta(seconds=ahead_s)
    items = [
        {"job_id": f"job-{number}", "status": "completed", "created_at": (SINCE + ahead + timedelta(seconds=one)).isoformat()}
        for number, one in enumerate(seconds)
    ]
    date = format_datetime((datetime.now(UTC) + ahead).replace(microsecond=0), usegmt=True)
    return Says(json={"items": items, "next_cursor": None}, headers={"date": date})


@pytest.mark.parametrize(
    ("jobs", "taken", "found"),
    [
        (listed(), (), None),
        (listed(3.0), (), "job-0"),
        (listed(3.0, 4.0), (), None),
        (listed(3.0, 4.0), ("job-0",), "job-1"),
        (listed(3.0), ("job-0",), None),
        (listed(-30.0), (), None),
        (listed(200.0), (), None),
        (listed(-30.0, 3.0, 200.0), (), "job-1"),
        (listed(3.0, ahead_s=300.0), (), "job-0"),
        (listed(-297.0, ahead_s=300.0), (), None),
    ],
)
async def test_a_lost_order_is_found_only_where_there_is_no_doubt(
    krea: KreaProvider, desk: Desk, jobs: Callable[[Sent], Says], taken: tuple[str, ...], found: str | None
) -> None:
    desk.says(f"GET {BASE}/jobs", jobs)
    tickets = {Job(one).ticket for one in taken} | {"pincel-3-1"}
    ticket = await krea.find(order(FLUX), SINCE, None, tickets)
    assert ticket == (Job(found).ticket if found else None)
    query = parse_qs(urlsplit(desk.sent[0].url).query)
    assert query["limit"] == ["1000"]
    assert datetime.fromisoformat(query["cursor"][0]) > SINCE + timedelta(seconds=90)


async def test_an_order_with_pictures_had_more_time_to_arrive(krea: KreaProvider, desk: Desk) -> None:
    desk.says(f"GET {BASE}/jobs", listed(130.0))
    assert await krea.find(order(FLUX, inputs=(desk.given("init_image"),)), SINCE, None, ()) == Job("job-0").ticket


async def test_a_lost_order_had_arrived_before_the_next_one_left(krea: KreaProvider, desk: Desk) -> None:
    """Two are in question after two crashes: each is looked for in its own time."""
    desk.says(f"GET {BASE}/jobs", listed(0.2, 20.2))
    assert await krea.find(order(FLUX), SINCE, SINCE + timedelta(seconds=15), ()) == Job("job-0").ticket
    assert await krea.find(order(FLUX), SINCE + timedelta(seconds=20), None, ()) == Job("job-1").ticket


@pytest.mark.parametrize("answer", [Says(401), Says(json={"items": [{}]}), Says(json={"items": 3}), Says(content=b"<html>")])
async def test_a_list_that_can_not_be_read_is_no_answer(krea: KreaProvider, desk: Desk, answer: Says) -> None:
    desk.says(f"GET {BASE}/jobs", answer)
    with pytest.raises(ProviderError):
        await krea.find(order(FLUX), SINCE, None, ())


def test_a_ticket_holds_no_key() -> None:
    assert json.loads(TICKET) == [JOB, ""]
