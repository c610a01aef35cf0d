"""Replicate: a failed prediction may be a refusal in the model's own words, and the list of predictions says what had left."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generation.catalog import Model
from generation.ports import Findable
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    Refused,
    Upstream,
)
from generation.providers.later import Job
from generation.providers.replicate import ReplicateProvider
from generation.ratio import Ratio
from generation.rows import Input, Inputs, Sizing
from storage.records import Audience
from tests.generation.providers.cases import handed_in_once
from tests.generation.providers.desk import JPEG, KEY, NO_INPUT, Desk, Says, order, safe

BASE = "https://api.replicate.com"
SUBMIT = f"POST {BASE}/v1/models/someone/painter/predictions"
LIST = f"GET {BASE}/v1/predictions"
POLL = f"{BASE}/v1/predictions/p-1"
PICTURE = "https://replicate.delivery/xezq/1.jpg"
TICKET = Job("p-1", POLL).ticket
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReplicateProvider, "first_s", 0)
    monkeypatch.setattr(ReplicateProvider, "most_s", 0)


def row(**changes: Any) -> Model:
    return Desk.model(**({"provider": "replicate", "route": "someone/painter", "seed": True} | changes))


def replicate(desk: Desk, own: Model | None = None) -> ReplicateProvider:
    return ReplicateProvider(desk.tools(own or row()), base=BASE, key=KEY)


def prediction(number: int = 1, **changes: Any) -> dict[str, Any]:
    url = f"{BASE}/v1/predictions/p-{number}"
    plain = {"id": f"p-{number}", "model": "someone/painter", "status": "starting", "input": {"prompt": "a fox", "seed": 7}}
    return plain | {"created_at": NOW.isoformat(), "urls": {"get": url, "cancel": f"{url}/cancel"}} | changes


def problem(status: int, detail: str, **headers: str) -> Says:
    return Says(status, json={"title": "Sorry", "detail": detail, "status": status}, headers=headers)


async def failed(desk: Desk) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await replicate(desk).collect(safe(), order(row()), TICKET)
    assert KEY not in f"{caught.value!r} {caught.value}"
    return caught.value


@pytest.mark.parametrize(("audience", "told"), [(Audience.CHILDREN, 1), (Audience.TEENS, 1), (Audience.ADULTS, 2)])
async def test_the_younger_the_room_the_less_gets_through(desk: Desk, audience: Audience, told: int) -> None:
    degrees = {Audience.CHILDREN: 1, Audience.TEENS: 1, Audience.ADULTS: 2}
    own = row(safety={"safety_tolerance": degrees, "disable_safety_checker": dict.fromkeys(Audience, False)})
    desk.says(SUBMIT, Says(201, json=prediction()))
    await replicate(desk, own).submit(safe(audience=audience), order(own))
    sent = desk.sent[0].json["input"]
    assert (sent["safety_tolerance"], sent["disable_safety_checker"]) == (told, False)


async def test_a_fox_is_painted(desk: Desk) -> None:
    desk.says(SUBMIT, Says(201, json=prediction()))
    done = prediction(status="succeeded", output=[PICTURE])
    desk.says(f"GET {POLL}", Says(json=prediction(status="processing")), Says(json=done))
    desk.says(f"GET {PICTURE}", Says(content=JPEG))
    here = replicate(desk)
    ticket = await here.submit(safe("a fox"), order(row()))
    (one,) = await here.collect(safe("a fox"), order(row()), ticket)
    assert (one.data, one.seed) == (JPEG, 7)
    wish = {"prompt": "a fox, friendly", "output_format": "jpg", "width": 1024, "height": 1024, "seed": 7}
    assert desk.sent[0].json == {"input": wish}  # and nothing that turns a safety checker off
    assert [sent.headers.get("authorization") for sent in desk.sent] == [f"Bearer {KEY}"] * 3 + [None]


async def test_one_picture_may_stand_alone(desk: Desk) -> None:
    desk.says(f"GET {POLL}", Says(json=prediction(status="succeeded", output=PICTURE)))
    desk.says(f"GET {PICTURE}", Says(content=JPEG))
    assert len(await replicate(desk).collect(safe(), order(row()), TICKET)) == 1


async def test_what_the_row_takes_is_sent_under_its_names(desk: Desk) -> None:
    own = row(
        route="someone/painter?megapixels=1",
        seed=False,
        negative_prompt=True,
        sizing=Sizing.RATIO,
        aspect_ratios={Ratio(3, 2): "3:2"},
        inputs=Inputs(Input("image_input", 5), NO_INPUT, NO_INPUT, NO_INPUT, NO_INPUT, NO_INPUT),
    )
    desk.says(SUBMIT, Says(201, json=prediction()))
    given = (desk.given("image_prompt"), desk.given("image_prompt"))
    await replicate(desk, own).submit(safe(), order(own, 7, 8, ratio="3:2", inputs=given))
    wish = desk.sent[0].json["input"]
    assert (wish["aspect_ratio"], wish["negative_prompt"], wish["num_outputs"]) == ("3:2", "weapons, blood", 2)
    assert [one[:23] for one in wish["image_input"]] == ["data:image/jpeg;base64,"] * 2
    assert wish["megapixels"] == 1
    assert {"seed", "width"}.isdisjoint(wish)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("NSFW content detected. Try running it again, or try a different prompt.", "output"),
        ("The input or output was flagged as sensitive. Please try again with different inputs. (E005)", "input"),
        ("Your prompt violates our content policy", "input"),
        ("Request Moderated", "input"),
    ],
)
async def test_a_refusal_is_a_failed_prediction(desk: Desk, text: str, stage: str) -> None:
    desk.says(f"GET {POLL}", Says(json=prediction(status="failed", error=text)))
    error = await failed(desk)
    assert isinstance(error, Refused)
    assert error.stage == stage


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (Says(json=prediction(status="failed", error="CUDA out of memory")), Upstream),
        (Says(json=prediction(status="failed", error="Prediction timed out after 60s")), Upstream),
        (Says(json=prediction(status="canceled", error=None)), Upstream),
        (Says(json=prediction(status="aborted")), Upstream),
        (Says(json=prediction(status="succeeded", output=None)), Lost),
        (Says(json=prediction(status="succeeded", output=[])), Lost),
        (Says(json=prediction(status="succeeded", output={"seed": 7})), Lost),
        (Says(json=prediction(status="succeeded", output="https://evil.example.org/1.jpg")), Lost),
        (Says(json=prediction(status="succeeded", output="http://replicate.delivery/1.jpg")), Lost),
    ],
)
async def test_a_prediction_that_comes_to_nothing(desk: Desk, says: Says, error: type[ProviderError]) -> None:
    desk.says(f"GET {POLL}", says)
    assert type(await failed(desk)) is error


async def test_the_key_is_carried_to_no_foreign_address(desk: Desk) -> None:
    desk.says(SUBMIT, Says(201, json=prediction(urls={"get": "https://replicate.delivery/v1/predictions/p-1"})))
    here = replicate(desk)
    ticket = await here.submit(safe(), order(row()))
    with pytest.raises(Upstream, match="not this vendor"):
        await here.collect(safe(), order(row()), ticket)
    await here.give_up(ticket)
    assert len(desk.sent) == 1


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (problem(401, f"You did not pass a valid token: {KEY}"), BadKey),
        (problem(402, "You have insufficient credit to run this model."), OutOfCredit),
        (problem(404, "The requested resource could not be found."), ModelGone),
        (problem(422, "- input.width: Must be less than or equal to 1440\n"), BadRequest),
        (Says(201, json={"status": "starting"}), Lost),
    ],
)
async def test_an_order_that_is_not_taken_is_handed_in_once(desk: Desk, says: Says, error: type[ProviderError]) -> None:
    await handed_in_once(desk, replicate(desk), order(row()), SUBMIT, says, error)


async def test_what_had_left_is_found_by_model_seed_and_time(desk: Desk) -> None:
    here, wish = replicate(desk), order(row(), 7)
    assert isinstance(here, Findable)
    before = (NOW - timedelta(hours=1)).isoformat()
    others = [
        prediction(1, model="someone/else"),
        prediction(2, input={"seed": 8}),
        prediction(3, created_at=before),
        prediction(4, created_at="yesterday"),
        prediction(5, input=None),
        "garbage",
        prediction(6),
    ]
    desk.says(LIST, Says(json={"results": others, "next": f"{BASE}/v1/predictions?cursor=abc"}))
    desk.says(f"{LIST}?cursor=abc", Says(json={"results": [prediction(7)], "next": None}))
    assert await here.find(wish, NOW, None, ()) == Job("p-6", f"{BASE}/v1/predictions/p-6").ticket
    first = Job("p-6", f"{BASE}/v1/predictions/p-6").ticket
    second = Job("p-7", f"{BASE}/v1/predictions/p-7").ticket
    assert await here.find(wish, NOW, None, {first}) == second
    assert await here.find(wish, NOW, None, {first, second}) is None


async def test_a_look_that_fails_is_told(desk: Desk) -> None:
    desk.says(LIST, Says(json={"results": [], "next": "https://example.org/?cursor=abc"}))
    with pytest.raises(Upstream, match="not this vendor"):
        await replicate(desk).find(order(row()), NOW, None, ())
    desk.says(LIST, problem(401, "no"))
    with pytest.raises(BadKey):
        await replicate(desk).find(order(row()), NOW, None, ())


async def test_the_doctor_is_told_whose_account_it_is(desk: Desk) -> None:
    desk.says(f"GET {BASE}/v1/account", Says(json={"username": "someone"}), problem(401, "no"))
    assert await replicate(desk).check() == "account someone"
    with pytest.raises(BadKey):
        await replicate(desk).check()
