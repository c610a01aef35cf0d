"""Black Forest Labs: what is sent fits their document, refusals are words under HTTP 200, and the key stays with them."""

import base64
from io import BytesIO

import httpx
import pytest
from PIL import Image

from generation.catalog import Catalog, Model
from generation.ports import Painted
from generation.providers.bfl import BflProvider
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
from generation.providers.later import Job
from generation.ratio import Ratio
from generation.rows import Input, Sizing, Status
from storage.records import Audience
from tests.generation.providers.cases import handed_in_once
from tests.generation.providers.desk import JPEG, KEY, NO_INPUT, NO_INPUTS, Desk, Says, order, picture, safe
from tests.generation.providers.oracle import Oracle

BASE = "https://api.bfl.ai"
SUBMIT = f"POST {BASE}/v1/flux-pro-1.1"
POLL = "https://api.eu1.bfl.ai/v1/get_result?id=job-1"
PICTURE = "https://delivery-eu1.bfl.ai/results/1.jpeg?sig=abc"
TAKEN = Says(json={"id": "job-1", "polling_url": POLL, "cost": 4.0})
TICKET = Job("job-1", POLL).ticket


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setattr(BflProvider, "first_s", 0)
    monkeypatch.setattr(BflProvider, "most_s", 0)
    desk.holds = Oracle("bfl").check


TOLERANCE = {Audience.CHILDREN: 0, Audience.TEENS: 1, Audience.ADULTS: 2}


def flux(route: str = "flux-pro-1.1", **changes: object) -> Model:
    plain = {"provider": "bfl", "route": route, "seed": True, "safety": {"safety_tolerance": TOLERANCE}}
    return Desk.model(**(plain | changes))


def bfl(desk: Desk, row: Model | None = None) -> BflProvider:
    return BflProvider(desk.tools(row or flux()), base=BASE, key=KEY)


def ready(**result: object) -> Says:
    return Says(json={"id": "job-1", "status": "Ready", "result": {"sample": PICTURE, **result}})


def ended(status: str, **more: object) -> Says:
    return Says(json={"id": "job-1", "status": status, "result": None, **more})


async def painted(desk: Desk) -> Painted:
    return (await bfl(desk).collect(safe(), order(flux()), TICKET))[0]


async def failed(desk: Desk) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await bfl(desk).collect(safe(), order(flux()), TICKET)
    assert KEY not in str(caught.value)
    return caught.value


async def test_a_fox_is_painted(desk: Desk) -> None:
    desk.says(SUBMIT, TAKEN)
    desk.says(f"GET {POLL}", ended("Pending", progress=0.5), ready(seed=99))
    desk.says(f"GET {PICTURE}", Says(content=JPEG))
    here, row = bfl(desk), flux()
    ticket = await here.submit(safe("a fox"), order(row, 7))
    (one,) = await here.collect(safe("a fox"), order(row, 7), ticket)
    assert (one.data, one.mime, one.seed) == (JPEG, "image/jpeg", 99)
    assert desk.sent[0].json == {
        "prompt": "a fox, friendly",
        "prompt_upsampling": False,
        "safety_tolerance": 0,
        "output_format": "jpeg",
        "width": 1024,
        "height": 1024,
        "seed": 7,
    }
    assert [sent.headers.get("x-key") for sent in desk.sent] == [KEY, KEY, KEY, None]
    assert KEY not in ticket


@pytest.mark.parametrize(("audience", "tolerance"), TOLERANCE.items())
async def test_the_younger_the_room_the_less_gets_through(desk: Desk, audience: Audience, tolerance: int) -> None:
    desk.says(SUBMIT, TAKEN)
    await bfl(desk).submit(safe(audience=audience), order(flux()))
    assert desk.sent[0].json["safety_tolerance"] == tolerance


async def test_a_model_of_ratios_is_told_the_ratio_and_what_it_has_beside(desk: Desk) -> None:
    row = flux("flux-pro-1.1-ultra", sizing=Sizing.RATIO, aspect_ratios={Ratio(21, 9): "21:9"}, raw=True, seed=False)
    desk.says(f"POST {BASE}/v1/flux-pro-1.1-ultra", TAKEN)
    await bfl(desk, row).submit(safe(), order(row, ratio="7:3", raw=False))
    assert desk.sent[0].json["aspect_ratio"] == "21:9"
    assert desk.sent[0].json["raw"] is False
    assert {"seed", "width", "height"}.isdisjoint(desk.sent[0].json)


async def test_several_pictures_are_numbered_and_arrive_anew_encoded(desk: Desk) -> None:
    four = Input("input_image", 4)
    row = flux("flux-kontext-pro", sizing=Sizing.RATIO, inputs=_inputs(image_prompt=four))
    desk.says(f"POST {BASE}/v1/flux-kontext-pro", TAKEN)
    given = (desk.given("image_prompt", JPEG), desk.given("image_prompt", picture("PNG", colour="blue")))
    await bfl(desk, row).submit(safe(), order(row, inputs=given))
    sent = desk.sent[0].json
    assert set(sent) >= {"input_image", "input_image_2"}
    assert base64.b64decode(sent["input_image"]).startswith(b"\xff\xd8\xff")
    assert base64.b64decode(sent["input_image_2"]).startswith(b"\x89PNG")


async def test_how_much_a_picture_counts_stays_within_what_the_model_allows(desk: Desk) -> None:
    remix = Input("image_prompt", 1, strength_field="image_prompt_strength", strength_range=(0.0, 1.0))
    row = flux("flux-pro-1.1-ultra", sizing=Sizing.RATIO, inputs=_inputs(image_prompt=remix))
    desk.says(f"POST {BASE}/v1/flux-pro-1.1-ultra", TAKEN)
    await bfl(desk, row).submit(safe(), order(row, inputs=(desk.given("image_prompt", JPEG, 1.7),)))
    assert desk.sent[0].json["image_prompt_strength"] == 1.0


async def test_a_mask_is_white_where_it_is_painted_anew_and_the_size_is_the_pictures(desk: Desk) -> None:
    row = flux("flux-pro-1.0-fill", inputs=_inputs(init_image=Input("image", 1), mask=Input("mask", 1, edit="white")))
    desk.says(f"POST {BASE}/v1/flux-pro-1.0-fill", TAKEN)
    await bfl(desk, row).submit(safe(), order(row, inputs=(desk.given("mask", _hole()), desk.given("init_image"))))
    sent = desk.sent[0].json
    mask = Image.open(BytesIO(base64.b64decode(sent["mask"]))).convert("L")
    assert (mask.size, mask.getpixel((10, 10)), mask.getpixel((0, 0))) == ((32, 24), 255, 0)
    assert {"width", "height", "aspect_ratio"}.isdisjoint(sent)


async def test_a_picture_that_the_model_does_not_take_is_our_mistake(desk: Desk) -> None:
    with pytest.raises(BadRequest) as caught:
        await bfl(desk).submit(safe(), order(flux(), inputs=(desk.given("style_reference"),)))
    assert caught.value.field == "style_reference"
    assert desk.sent == []


@pytest.mark.parametrize(("status", "stage"), [("Request Moderated", "input"), ("Content Moderated", "output")])
async def test_a_refusal_is_a_word(desk: Desk, status: str, stage: str) -> None:
    desk.says(f"GET {POLL}", ended(status, details={"Moderation Reasons": ["Derivative Works Filter"]}))
    error = await failed(desk)
    assert isinstance(error, Refused)
    assert (error.stage, error.categories) == (stage, ("Derivative Works Filter",))


@pytest.mark.parametrize("says", [ended("Error", details={"error": "worker died"}), ended("Task not found")])
async def test_what_they_say_has_failed_is_not_to_be_paid(desk: Desk, says: Says) -> None:
    desk.says(f"GET {POLL}", says)
    assert type(await failed(desk)) is Upstream


@pytest.mark.parametrize(
    "says",
    [
        Says(404, json={"id": "job-1", "status": "Task not found"}),
        Says(json={"id": "job-1", "status": "Ready", "result": None}),
        Says(json={"id": "job-1", "status": "Ready", "result": {"sample": None}}),
        Says(json={"id": "job-1"}),
        Says(json=["Ready"]),
        Says(content=b"<html>busy</html>"),
        Says(content=b'{"id": "job-1", "sta'),
        Says(502, content=b"bad gateway"),
        ready(sample="http://delivery-eu1.bfl.ai/1.jpeg"),
        ready(sample="https://bfl.ai.example.org/1.jpeg"),
        ready(sample="https://127.0.0.1/1.jpeg"),
    ],
)
async def test_what_is_no_picture_is_a_failure(desk: Desk, says: Says) -> None:
    desk.says(f"GET {POLL}", says)
    assert type(await failed(desk)) is Lost


async def test_a_lost_poll_is_no_lost_job_but_five_are(desk: Desk) -> None:
    lost = Says(raises=httpx.ReadTimeout)
    desk.says(f"GET {POLL}", lost, Says(429, headers={"retry-after": "0"}), Says(503), lost, ready())
    desk.says(f"GET {PICTURE}", Says(content=JPEG))
    assert (await painted(desk)).seed == 7
    desk.says(f"GET {POLL}", lost)
    assert type(await failed(desk)) is Timeout
    assert len([sent for sent in desk.sent if sent.url == POLL]) == 10


@pytest.mark.parametrize(
    "url",
    [
        "https://api.bfl.ai.example.org/v1/get_result?id=1",
        "https://notbfl.ai/v1/get_result?id=1",
        "http://api.bfl.ai/v1/get_result?id=1",
        "https://api.bfl.ai@example.org/get",
        "https://[::1/get",
        "https://169.254.169.254/latest",
        "/v1/get_result?id=1",
    ],
)
async def test_the_key_is_carried_to_no_foreign_address(desk: Desk, url: str) -> None:
    desk.says(SUBMIT, Says(json={"id": "job-1", "polling_url": url}))
    here = bfl(desk)
    ticket = await here.submit(safe(), order(flux()))
    with pytest.raises(Upstream, match="not this vendor"):
        await here.collect(safe(), order(flux()), ticket)
    assert len(desk.sent) == 1


async def test_a_job_without_an_address_is_asked_for_under_its_number(desk: Desk) -> None:
    desk.says(SUBMIT, Says(json={"id": "job-1"}))
    desk.says(f"GET {BASE}/v1/get_result?id=job-1", ready())
    desk.says(f"GET {PICTURE}", Says(content=JPEG))
    here = bfl(desk)
    assert len(await here.collect(safe(), order(flux()), await here.submit(safe(), order(flux())))) == 1


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (Says(402, json={"detail": "Insufficient credits"}), OutOfCredit),
        (Says(403, json={"detail": f"Not authenticated: {KEY}"}), BadKey),
        (Says(404, json={"detail": "Not Found"}), ModelGone),
        (Says(json={"status": "fine"}), Lost),
    ],
)
async def test_an_order_that_is_not_taken_is_handed_in_once(desk: Desk, says: Says, error: type[ProviderError]) -> None:
    await handed_in_once(desk, bfl(desk), order(flux()), SUBMIT, says, error)


async def test_a_fault_names_its_field_and_does_not_repeat_the_prompt(desk: Desk) -> None:
    fault = {"loc": ["body", "width"], "msg": "must be a multiple of 32", "type": "multiple_of", "input": "the secret prompt"}
    desk.says(SUBMIT, Says(422, json={"detail": [fault]}))
    with pytest.raises(BadRequest) as caught:
        await bfl(desk).submit(safe(), order(flux()))
    assert (caught.value.field, caught.value.text) == ("width", "width must be a multiple of 32")


async def test_the_doctor_is_told_of_credits(desk: Desk) -> None:
    credit = f"GET {BASE}/v1/credits"
    desk.says(credit, Says(json={"credits": 12.5}))
    assert await bfl(desk).check() == "12.5 credits"
    for says, error in ((Says(json={"credits": 0}), OutOfCredit), (Says(403), BadKey), (Says(json={}), Upstream)):
        desk.says(credit, says)
        with pytest.raises(error):
            await bfl(desk).check()


ROWS = [row for row in Catalog.load().models if row.provider == "bfl" and row.status is not Status.RETIRED]


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
async def test_every_row_fits_the_document(desk: Desk, row: Model) -> None:
    slots = {role: slot for role in NO_INPUTS.__slots__ if (slot := getattr(row.inputs, role)).max}
    desk.says(f"POST {BASE}/v1/{row.route}", TAKEN)
    given = [desk.given(role, _hole() if role == "mask" else JPEG) for role, slot in slots.items() for _ in range(slot.max)]
    for ratio in row.aspect_ratios or (Ratio(1, 1), Ratio(16, 9)):
        width, height = row.size(ratio)
        changes = {"ratio": ratio.text, "width": width, "height": height, "raw": True if row.raw else None}
        await bfl(desk, row).submit(safe(), order(row, inputs=tuple(given), **changes))
        if not any(slot.least for slot in slots.values()):
            await bfl(desk, row).submit(safe(), order(row, **changes))
    known = Oracle("bfl").schema(f"POST /v1/{row.route}")["properties"]  # the document lets unknown fields pass
    sent = {name for one in desk.sent for name in one.json} - {"prompt_upsampling"}  # some have no such thing to switch off
    assert sent <= set(known)
    assert {slot.field for slot in slots.values()} <= sent


def test_the_document_refuses_what_is_wrong() -> None:
    oracle = Oracle("bfl")
    oracle.refuses("POST /v1/flux-pro-1.1", {"prompt": "x", "width": 1000})
    oracle.refuses("POST /v1/flux-pro-1.1", {"prompt": "x", "safety_tolerance": 7})
    oracle.refuses("POST /v1/flux-kontext-pro", {"aspect_ratio": "1:1"})
    oracle.refuses("POST /v1/flux-pro-1.0-fill", {"prompt": "x", "mask": "AAAA"})


def _inputs(**own: Input) -> object:
    return type(NO_INPUTS)(**{name: own.get(name, NO_INPUT) for name in NO_INPUTS.__slots__})


def _hole() -> bytes:
    mask = Image.new("RGBA", (32, 24), (0, 0, 0, 255))
    mask.paste((0, 0, 0, 0), (8, 8, 16, 16))
    out = BytesIO()
    mask.save(out, "PNG")
    return out.getvalue()
