"""fal: three addresses a job, refusals as a fault of the body or a flag on the picture, and the key only ever at fal's."""

from typing import Any

import pytest

from generation.catalog import Model
from generation.providers.errors import (
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Refused,
    Upstream,
)
from generation.providers.fal import FalProvider
from generation.providers.later import Job
from generation.ratio import Ratio
from generation.rows import Input, Inputs, Shape, Sizing
from storage.records import Audience
from tests.generation.providers.cases import handed_in_once
from tests.generation.providers.desk import JPEG, KEY, NO_INPUT, Desk, Says, order, picture, safe

BASE = "https://queue.fal.run"
SUBMIT = f"POST {BASE}/fal-ai/flux/krea"
JOB = f"{BASE}/fal-ai/flux/requests/r-1"
PICTURE = "https://v3b.fal.media/files/1.jpeg"
TAKEN = Says(
    json={
        "status": "IN_QUEUE",
        "request_id": "r-1",
        "status_url": f"{JOB}/status",
        "response_url": JOB,
        "cancel_url": f"{JOB}/cancel",
        "queue_position": 2,
    }
)
COMPLETED = Says(json={"status": "COMPLETED", "request_id": "r-1", "response_url": JOB})
YES = dict.fromkeys(Audience, True)
TICKET = Job(f"{JOB}/cancel", f"{JOB}/status").ticket


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FalProvider, "first_s", 0)
    monkeypatch.setattr(FalProvider, "most_s", 0)


def row(**changes: Any) -> Model:
    plain = {"provider": "fal", "route": "fal-ai/flux/krea", "seed": True, "safety": {"enable_safety_checker": YES}}
    return Desk.model(**(plain | changes))


def fal(desk: Desk, own: Model | None = None) -> FalProvider:
    return FalProvider(desk.tools(own or row()), base=BASE, key=KEY)


def result(*urls: str, **more: Any) -> Says:
    return Says(json={"images": [{"url": url, "content_type": "image/jpeg"} for url in urls], **more})


def faulty(kind: str, *loc: str, status: int = 422) -> Says:
    fault = {
        "loc": list(loc),
        "msg": f"no {KEY}",
        "type": kind,
        "url": f"https://docs.fal.ai/errors#{kind}",
        "input": "secret words",
    }
    return Says(status, json={"detail": [fault]}, headers={"x-fal-retryable": "false"})


async def failed(desk: Desk, *seeds: int) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await fal(desk).collect(safe(), order(row(), *seeds), TICKET)
    assert KEY not in f"{caught.value!r} {caught.value}"
    return caught.value


@pytest.mark.parametrize(("audience", "told"), [(Audience.CHILDREN, "1"), (Audience.TEENS, "1"), (Audience.ADULTS, "2")])
async def test_the_younger_the_room_the_less_gets_through(desk: Desk, audience: Audience, told: str) -> None:
    """Whatever goes with every order of that row."""
    degrees = {Audience.CHILDREN: "1", Audience.TEENS: "1", Audience.ADULTS: "2"}
    own = row(route="fal-ai/flux/krea?safety_tolerance=6", safety={"safety_tolerance": degrees, "enable_safety_checker": YES})
    desk.says(SUBMIT, TAKEN)
    await fal(desk, own).submit(safe(audience=audience), order(own))
    assert (desk.sent[0].json["safety_tolerance"], desk.sent[0].json["enable_safety_checker"]) == (told, True)


async def test_a_fox_is_painted(desk: Desk) -> None:
    desk.says(SUBMIT, TAKEN)
    desk.says(f"GET {JOB}/status", Says(202, json={"status": "IN_QUEUE", "queue_position": 1}), COMPLETED)
    desk.says(f"GET {JOB}", result(PICTURE, seed=99, has_nsfw_concepts=[False]))
    desk.says(f"GET {PICTURE}", Says(content=JPEG))
    here = fal(desk)
    ticket = await here.submit(safe("a fox"), order(row()))
    (one,) = await here.collect(safe("a fox"), order(row()), ticket)
    assert (one.data, one.seed) == (JPEG, 99)
    assert desk.sent[0].json == {
        "prompt": "a fox, friendly",
        "enable_safety_checker": True,
        "output_format": "jpeg",
        "image_size": {"width": 1024, "height": 1024},
        "seed": 7,
    }
    assert desk.sent[0].headers["x-fal-store-io"] == "0"
    assert [sent.headers.get("authorization") for sent in desk.sent] == [f"Key {KEY}"] * 4 + [None]
    assert KEY not in ticket


async def test_what_the_row_takes_is_sent_under_its_names(desk: Desk) -> None:
    one, many = Input("image_url", 1, strength_field="strength", strength_range=(0.0, 0.95)), Input("refs", 3, shape=Shape.URLS)
    own = row(
        seed=False,
        negative_prompt=True,
        sizing=Sizing.RATIO,
        aspect_ratios={Ratio(16, 9): "16:9"},
        inputs=Inputs(NO_INPUT, one, many, NO_INPUT, NO_INPUT, NO_INPUT),
    )
    desk.says(SUBMIT, TAKEN)
    given = (desk.given("init_image", JPEG, 1.0), desk.given("style_reference", picture("PNG")))
    await fal(desk, own).submit(safe(), order(own, 7, 8, ratio="16:9", negative="hats", inputs=given))
    sent = desk.sent[0].json
    assert (sent["aspect_ratio"], sent["negative_prompt"], sent["num_images"]) == ("16:9", "weapons, blood, hats", 2)
    assert (sent["image_url"][:23], sent["refs"][0][:22], sent["strength"]) == (
        "data:image/jpeg;base64,",
        "data:image/png;base64,",
        0.95,
    )
    assert {"seed", "image_size"}.isdisjoint(sent)


async def test_a_flagged_picture_is_left_out(desk: Desk) -> None:
    desk.says(f"GET {JOB}/status", COMPLETED)
    desk.says(f"GET {JOB}", result(f"{PICTURE}?1", f"{PICTURE}?2", has_nsfw_concepts=[True, False]))
    desk.says(f"GET {PICTURE}", Says(content=JPEG))
    assert len(await fal(desk).collect(safe(), order(row(), 7, 8), TICKET)) == 1
    assert desk.sent[-1].url == f"{PICTURE}?2"
    desk.says(f"GET {JOB}", result(PICTURE, has_nsfw_concepts=[True]))
    error = await failed(desk)
    assert isinstance(error, Refused)
    assert error.stage == "output"
    assert error.owed, "it was painted"


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (faulty("content_policy_violation", "body", "prompt"), Refused),
        (faulty("content_policy_violation"), Refused),
        (faulty("generation_timeout", status=504), Upstream),
        (faulty("downstream_service_unavailable", status=400), Upstream),
        (faulty("no_media_generated"), Upstream),
        (faulty("image_too_large", "body", "image_url"), BadRequest),
        (Says(404, json={"detail": "Request not found"}), Lost),
        (result(), Lost),
        (Says(json={"images": [None, {"url": 7}]}), Lost),
        (Says(json={"images": "x", "has_nsfw_concepts": "y"}), Lost),
        (Says(content=b"<html>"), Lost),
        (Says(json=[1]), Lost),
        (Says(503, headers={"x-fal-error-type": "runner_disconnected"}), Upstream),
        (Says(503), Lost),
        (result("https://evil.example.org/1.jpeg"), Lost),
        (result("http://v3b.fal.media/1.jpeg"), Lost),
        (result("https://fal.media.example.org/1.jpeg"), Lost),
    ],
)
async def test_a_result_that_is_none(desk: Desk, says: Says, error: type[ProviderError]) -> None:
    desk.says(f"GET {JOB}/status", COMPLETED)
    desk.says(f"GET {JOB}", says)
    found = await failed(desk)
    assert type(found) is error
    assert found.owed == (error is Lost), "what failed by their own word is not paid"
    assert "secret" not in str(found)
    if isinstance(found, BadRequest):
        assert found.field == "image_url"
    if isinstance(found, Refused):
        assert (found.stage, found.categories) == ("input", ("content_policy_violation",))


@pytest.mark.parametrize(
    ("error_type", "error"),
    [("content_policy_violation", Refused), ("request_timeout", Upstream), ("runner_server_error", Upstream)],
)
async def test_completed_may_carry_the_error(desk: Desk, error_type: str, error: type[ProviderError]) -> None:
    desk.says(f"GET {JOB}/status", Says(json={"status": "COMPLETED", "error": "sorry", "error_type": error_type}))
    assert type(await failed(desk)) is error
    assert len(desk.sent) == 1


@pytest.mark.parametrize("says", [Says(json={"status": "LOST"}), Says(json={}), Says(content=b'{"status'), Says(500)])
async def test_a_state_that_is_none(desk: Desk, says: Says) -> None:
    desk.says(f"GET {JOB}/status", says)
    assert type(await failed(desk)) is Lost


async def test_the_key_is_carried_to_no_foreign_address(desk: Desk) -> None:
    with pytest.raises(Upstream, match="not this vendor"):
        await fal(desk).collect(safe(), order(row()), Job(f"{JOB}/cancel", "https://fal.run.example.org/status").ticket)
    await fal(desk).give_up(Job("https://example.org/cancel", f"{JOB}/status").ticket)
    assert desk.sent == []


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (Says(403, json={"detail": "User is locked. Reason: Exhausted balance. Top up your balance."}), OutOfCredit),
        (Says(404, json={"detail": "Application 'flux' not found"}), ModelGone),
        (faulty("missing", "body", "image_url"), BadRequest),
        (Says(503, headers={"x-fal-retryable": "true"}), RateLimited),
        (Says(503, headers={"x-fal-retryable": "false"}), Upstream),
        (Says(504, headers={"x-fal-error-type": "startup_timeout"}), Upstream),
        (Says(json={"request_id": "r-1"}), Lost),
        (Says(json={"status_url": f"{JOB}/elsewhere", "cancel_url": f"{JOB}/cancel"}), Lost),
    ],
)
async def test_an_order_that_is_not_taken_is_handed_in_once(desk: Desk, says: Says, error: type[ProviderError]) -> None:
    await handed_in_once(desk, fal(desk), order(row()), SUBMIT, says, error)


async def test_the_doctor_can_not_look_for_nothing(desk: Desk) -> None:
    assert await fal(desk).check() is None
    assert desk.sent == []
