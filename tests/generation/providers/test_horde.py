"""AI Horde: asked politely, under a name; what its machines censor, refuse or give up is told apart."""

import base64
from typing import Any

import pytest

from generation.catalog import Catalog, Model
from generation.ports import Painted
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Refused,
    Upstream,
)
from generation.providers.horde import ANONYMOUS, HordeProvider
from generation.providers.later import Job
from generation.ratio import Ratio
from generation.rows import Input, Inputs
from tests.generation.providers.cases import handed_in_once
from tests.generation.providers.desk import JPEG, KEY, NO_INPUT, Desk, Says, order, picture, safe
from tests.generation.providers.oracle import Oracle

BASE = "https://aihorde.net/api"
SUBMIT = f"POST {BASE}/v2/generate/async"
CHECK = f"GET {BASE}/v2/generate/check/job-1"
STATUS = f"GET {BASE}/v2/generate/status/job-1"
BUCKET = "https://a223539ccf6caa2d76459c9727d276e6.r2.cloudflarestorage.com/stable-horde"
TAKEN = Says(202, json={"id": "job-1", "kudos": 12.0})
DONE = Says(json={"done": True, "faulted": False, "is_possible": True, "waiting": 0, "wait_time": 0})
WEBP = picture("WEBP")
TICKET = Job("job-1").ticket
ROWS = [one for one in Catalog.load().models if one.provider == "horde"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setattr(HordeProvider, "first_s", 0)
    monkeypatch.setattr(HordeProvider, "most_s", 0)
    desk.holds = Oracle("ai-horde", under="/api").check


def row(**changes: Any) -> Model:
    return Desk.model(
        **({"provider": "horde", "route": "Some Model XL", "seed": True, "negative_prompt": True, "provider_batch": 4} | changes)
    )


def horde(desk: Desk, own: Model | None = None, key: str = KEY) -> HordeProvider:
    return HordeProvider(desk.tools(own or row()), base=BASE, key=key, contact="https://example.org/pincel")


def made(number: int = 1, **changes: Any) -> dict[str, Any]:
    plain = {"img": f"{BUCKET}/{number}.webp?X-Amz-Expires=1800", "seed": str(70 + number), "censored": False, "state": "ok"}
    return plain | changes


def finished(*generations: dict[str, Any]) -> Says:
    return Says(json={"done": True, "faulted": False, "generations": list(generations)})


async def collected(desk: Desk, *seeds: int) -> tuple[Painted, ...]:
    return tuple(await horde(desk).collect(safe(), order(row(), *seeds), TICKET))


async def failed(desk: Desk) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await collected(desk)
    assert KEY not in f"{caught.value!r} {caught.value}"
    return caught.value


async def test_four_foxes_are_painted(desk: Desk) -> None:
    desk.says(SUBMIT, TAKEN)
    desk.says(CHECK, Says(json={"done": False, "faulted": False, "is_possible": True, "queue_position": 3, "wait_time": 40}), DONE)
    desk.says(STATUS, finished(*(made(number) for number in (1, 2, 3, 4))))
    for number in (1, 2, 3, 4):
        desk.says(f"GET {BUCKET}/{number}.webp", Says(content=WEBP))
    here, wish = horde(desk), order(row(), 7, 8, 9, 10, negative="hats", width=576, height=448)
    ticket = await here.submit(safe("a fox"), wish)
    painted = await here.collect(safe("a fox"), wish, ticket)
    assert [(one.mime, one.seed) for one in painted] == [("image/webp", seed) for seed in (71, 72, 73, 74)]
    assert desk.sent[0].json == {
        "prompt": "a fox, friendly ### weapons, blood, hats",
        "models": ["Some Model XL"],
        "params": {"width": 576, "height": 448, "n": 4, "seed": "7", "seed_variation": 1},
        "nsfw": False,
        "censor_nsfw": True,
        "trusted_workers": True,
        "replacement_filter": True,
        "allow_downgrade": True,
        "shared": False,
        "r2": True,
    }
    assert [sent.url for sent in desk.sent].count(STATUS.removeprefix("GET ")) == 1  # ten a minute are allowed
    assert {sent.headers.get("apikey") for sent in desk.sent[:4]} == {KEY}
    assert all("apikey" not in sent.headers and "client-agent" not in sent.headers for sent in desk.sent[4:])


async def test_who_asks_is_told_and_no_key_is_a_key(desk: Desk) -> None:
    desk.says(SUBMIT, TAKEN)
    await horde(desk, key="").submit(safe(), order(row()))
    name, number, contact = desk.sent[0].headers["client-agent"].split(":", 2)
    assert (name, contact) == ("pincel", "https://example.org/pincel")
    assert number[0].isdigit()
    assert desk.sent[0].headers["apikey"] == ANONYMOUS


async def test_nobody_turns_words_into_negative_ones(desk: Desk) -> None:
    desk.says(SUBMIT, TAKEN)
    await horde(desk).submit(safe("a fox ### friendly, clothes"), order(row(), 7))
    assert desk.sent[0].json["prompt"].count("###") == 1
    assert desk.sent[0].json["prompt"].endswith("### weapons, blood")
    assert "seed_variation" not in desk.sent[0].json["params"]


async def test_what_a_model_always_needs_stands_in_its_route(desk: Desk) -> None:
    own = row(route="Quick Model (fp8)?steps=4&cfg_scale=1.5&karras=true&sampler_name=k_euler")
    desk.says(SUBMIT, TAKEN)
    await horde(desk, own).submit(safe(), order(own))
    assert desk.sent[0].json["models"] == ["Quick Model (fp8)"]
    extra = {"steps": 4, "cfg_scale": 1.5, "karras": True, "sampler_name": "k_euler"}
    assert extra.items() <= desk.sent[0].json["params"].items()


async def test_only_what_the_row_takes_is_sent(desk: Desk) -> None:
    own = row(seed=False, negative_prompt=False)
    desk.says(SUBMIT, TAKEN)
    await horde(desk, own).submit(safe("a fox"), order(own, negative="hats"))
    assert desk.sent[0].json["prompt"] == "a fox, friendly"
    assert set(desk.sent[0].json["params"]) == {"width", "height", "n"}


async def test_a_picture_to_begin_from(desk: Desk) -> None:
    init = Input("source_image", 1, strength_field="denoising_strength", strength_range=(0.01, 1.0))
    own = row(inputs=Inputs(NO_INPUT, init, NO_INPUT, NO_INPUT, NO_INPUT, NO_INPUT))
    desk.says(SUBMIT, TAKEN)
    await horde(desk, own).submit(safe(), order(own, inputs=(desk.given("init_image", JPEG, 0.25),)))
    sent = desk.sent[0].json
    assert base64.b64decode(sent["source_image"]).startswith(b"\xff\xd8\xff")
    assert (sent["source_processing"], sent["params"]["denoising_strength"]) == ("img2img", 0.75), "in the house 1 keeps all"


async def test_what_was_blacked_out_is_left_out(desk: Desk) -> None:
    desk.says(CHECK, DONE)
    csam = made(2, gen_metadata=[{"type": "censorship", "value": "csam"}])
    desk.says(STATUS, finished(made(1, censored=True), csam, made(3, state="censored"), made(4)))
    desk.says(f"GET {BUCKET}/4.webp", Says(content=WEBP))
    assert [one.seed for one in await collected(desk, 7, 8, 9, 10)] == [74]
    desk.says(STATUS, finished(made(1, censored=True), csam))
    error = await failed(desk)
    assert isinstance(error, Refused)
    assert (error.stage, error.categories) == ("output", ("csam",))


async def test_a_picture_may_lie_in_the_answer(desk: Desk) -> None:
    desk.says(CHECK, DONE)
    desk.says(STATUS, finished(made(img=base64.b64encode(WEBP).decode(), seed="a little seed")))
    (one,) = await collected(desk, 7)
    assert (one.data, one.seed) == (WEBP, 7)


@pytest.mark.parametrize("state", [{"faulted": True, "is_possible": True}, {"faulted": False, "is_possible": False}])
async def test_what_the_horde_gives_up_is_said_at_once(desk: Desk, state: dict[str, bool]) -> None:
    desk.says(CHECK, Says(json={"done": False, **state}))
    assert type(await failed(desk)) is Upstream
    assert len(desk.sent) == 1


@pytest.mark.parametrize(
    "says",
    [
        Says(json={"waiting": 1}),
        Says(json=[]),
        Says(404, json={"message": "Request not found", "rc": "RequestNotFound"}),
        Says(content=b"<html>we are moving</html>"),
        Says(content=b'{"done": tr'),
        Says(500),
    ],
)
async def test_a_job_that_comes_to_nothing(desk: Desk, says: Says) -> None:
    desk.says(CHECK, says)
    assert type(await failed(desk)) is Lost


@pytest.mark.parametrize(
    "generations", [None, [], ["x"], [{"seed": "1"}], [made(img="http://aihorde.net/1.webp")], [made(img="!!")]]
)
async def test_done_without_a_picture_is_a_failure(desk: Desk, generations: Any) -> None:
    desk.says(CHECK, DONE)
    desk.says(STATUS, Says(json={"done": True, "generations": generations}))
    assert type(await failed(desk)) is Lost


async def test_done_that_stays_without_pictures_is_asked_again_in_peace(desk: Desk) -> None:
    desk.says(CHECK, DONE)
    desk.says(STATUS, Says(json={"done": True}), Says(json={"done": True}), finished(made()))
    desk.says(f"GET {BUCKET}/1.webp", Says(content=WEBP))
    assert len(await collected(desk, 7)) == 1
    assert [sent.url for sent in desk.sent].count(STATUS.removeprefix("GET ")) == 3


def rc(status: int, name: str, **headers: str) -> Says:
    return Says(status, json={"message": f"{name}, said the Horde to {KEY}", "rc": name}, headers=headers)


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (rc(400, "Profanity"), Refused),
        (rc(403, "KudosUpfront"), OutOfCredit),
        (rc(403, "SharedKeyEmpty"), OutOfCredit),
        (rc(429, "TooManyPrompts"), RateLimited),
        (rc(403, "TooManyPrompts"), RateLimited),
        (rc(401, "InvalidAPIKey"), BadKey),
        (rc(403, "BannedClientAgent"), BadKey),
        (rc(403, "TimeoutIP"), BadKey),
        (rc(400, "UnsupportedModel"), ModelGone),
        (rc(503, "MaintenanceMode"), Upstream),
        (rc(400, "InvalidSize"), BadRequest),
        (rc(400, "SomethingNew"), BadRequest),
        (Says(429, content=b"2 per 1 second"), RateLimited),
        (Says(400, json=["strange"]), BadRequest),
        (Says(202, json={"message": "thanks"}), Lost),
    ],
)
async def test_an_order_that_is_not_taken_is_handed_in_once(desk: Desk, says: Says, error: type[ProviderError]) -> None:
    await handed_in_once(desk, horde(desk), order(row()), SUBMIT, says, error)


async def test_the_doctor_is_told_who_we_are(desk: Desk) -> None:
    look = f"GET {BASE}/v2/find_user"
    desk.says(look, Says(json={"username": "someone#12", "kudos": 840.0}))
    assert await horde(desk).check() == "someone#12, 840 kudos"
    assert await horde(desk, key="").check() == "anonymous, 840 kudos"
    for says, error in ((rc(404, "UserNotFound"), BadKey), (Says(json={}), Upstream)):
        desk.says(look, says)
        with pytest.raises(error):
            await horde(desk).check()


@pytest.mark.parametrize("own", ROWS, ids=[one.id for one in ROWS])
async def test_every_row_fits_the_document_in_every_ratio(desk: Desk, own: Model) -> None:
    desk.says(SUBMIT, TAKEN)
    given = (desk.given("init_image", JPEG, 0.5),) if own.inputs.init_image.max else ()
    for text in ("1:1", "16:9", "9:16", "4:5", "2.35:1", "1:3", "3:1", "1.91:1"):
        width, height = own.size(Ratio.parse(text))
        await horde(desk, own).submit(safe(), order(own, *range(own.provider_batch), width=width, height=height, inputs=given))
    assert all(min(sent.json["params"][side] for side in ("width", "height")) >= 256 for sent in desk.sent)


def test_the_document_refuses_what_is_wrong() -> None:
    oracle = Oracle("ai-horde")
    oracle.refuses("POST /v2/generate/async", {"prompt": "x", "params": {"width": 500}})
    oracle.refuses("POST /v2/generate/async", {"prompt": "x", "params": {"seed": 7}})
    oracle.refuses("POST /v2/generate/async", {"prompt": "x", "source_processing": "magic"})
    oracle.refuses("POST /v2/generate/async", {"models": ["x"]})
