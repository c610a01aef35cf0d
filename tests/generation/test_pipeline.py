"""The story of a picture, with every way in which it can go wrong: nothing lost, nothing twice, nothing charged for nothing.

More than 400 lines, because every way is tried on the same press.
"""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from dbos import DBOS
from structlog.testing import capture_logs

from generation import jobs as jobs_module
from generation.pipeline import Pipeline
from generation.pool import Pool
from generation.ports import Judgement, Order, Painted, Verdict
from generation.safety.guard import Guard
from generation.safety.pictures import PictureCheck
from generation.spool import Spool
from storage.problem import Problem
from storage.records import Audience, Case, CaseState, Generation, GenerationRequest, Held, Member, MessageRef, Room, Status
from storage.storage import Storage
from tests.commands.studio import SQUARE, START, Brush, Calm, Studio, catalog, layers, opened, tile

ANA = Member("chat", "ana", "Ana")
HALL = Room("chat", "hall")
FOX = GenerationRequest(asked_by=ANA, room=HALL, locale="en", prompt="a red fox", model="sketch", count=2, seed=7, variety=0.0)
LIMIT = 10


@pytest.fixture
async def studio(data_folder: Path) -> AsyncIterator[Studio]:
    """Where jobs are not durable, and therefore quick."""
    async with opened(data_folder) as made:
        yield made


class Press:
    """A pipeline on a data folder with real jobs; the painter and the chat are ours."""

    def __init__(self, storage: Storage, pool: Pool, folder: Path, brush: Brush) -> None:
        self.storage = storage
        self.brush = brush
        self.delivered: list[Generation] = []
        self.refusals = 0
        self.pipeline = Pipeline(
            storage=storage,
            catalog=catalog(),
            guard=Guard(layers(), pool),
            check=PictureCheck(pool, session=Calm()),
            providers={"sketch": brush, "studio": brush},
            pool=pool,
            now=lambda: START,
            jobs_folder=folder / "jobs",
            spool=Spool(folder / "spool", pool),
        )

    async def start(self, *platforms: str) -> None:
        await self.pipeline.start(platforms or ("chat",), self._deliver)

    async def accept(self, request: GenerationRequest = FOX, key: str = "call-1") -> Generation:
        """Accepted, and the placeholder stands in the room."""
        made = await self.pipeline.accept(request, key=key, day_limit_units=LIMIT)
        await self.storage.generations.placed(made.id, MessageRef(request.room, f"m{made.id}"))
        return made

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(15):
            while not true():  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(0.02)

    async def ended(self, number: int = 1) -> Generation:
        """Wait for the end of its job; the generation as it stands then."""
        async with asyncio.timeout(15):
            while await self.pipeline._jobs.open(number):  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(0.02)
        found = await self.storage.generations.get(number)
        assert found is not None
        return found

    async def _deliver(self, generation: Generation) -> None:
        if self.refusals > 0:
            self.refusals -= 1
            raise ConnectionError("the chat is down")
        self.delivered.append(generation)


@asynccontextmanager
async def press(folder: Path, brush: Brush | None = None) -> AsyncIterator[Press]:
    storage, pool = await Storage.open(folder), Pool()
    made = Press(storage, pool, folder, brush or Brush())
    try:
        yield made
    finally:
        await made.pipeline._jobs.stop(grace_s=0)
        await storage.close()
        pool.close()


async def spent(one: Press) -> int:
    return await one.storage.generations.spent_units(ANA, HALL, START)


async def test_from_words_to_the_room(data_folder: Path) -> None:
    async with press(data_folder) as one:
        await one.start()
        made = await one.accept()
        assert made.status is Status.ACCEPTED
        await one.until(lambda: bool(one.delivered))
        done = await one.ended()
        assert done.status is Status.DONE
        assert done.delivered_at == START
        assert [variant.seed for variant in done.variants] == [7, 8]
        assert [await one.storage.pictures.get(variant.sha256) for variant in done.variants] == [tile(7), tile(8)]
        assert done.sheet_sha256 is not None
        assert "a red fox" in done.safe_prompt
        assert await spent(one) == 2
        (order,) = one.brush.orders
        assert (order.key, order.ratio, order.width, order.height) == ("pincel-1-1", "1:1", 1024, 1024)


async def test_one_interaction_is_one_generation(data_folder: Path) -> None:
    async with press(data_folder) as one:
        await one.start()
        first, second = await one.accept(), await one.accept()
        assert first.id == second.id
        await one.ended()
        assert (await one.accept()).status is Status.DONE
        assert len(one.delivered) == len(one.brush.orders) == 1
        assert await spent(one) == 2


@pytest.mark.parametrize(
    ("request_", "key"),
    [
        (replace(FOX, prompt="a naked woman"), "refused"),
        (replace(FOX, prompt=" "), "prompt-empty"),
        (replace(FOX, prompt="fox " * 2_500), "prompt-too-long"),
        (replace(FOX, model="dall-e-9"), "unknown-model"),
        (replace(FOX, ratio="1:9"), "bad-ratio"),
        (replace(FOX, model="lavish", count=3), "too-many-pictures"),
        (replace(FOX, model="lavish"), "budget-spent"),
    ],
)
async def test_what_is_refused_leaves_no_trace(studio: Studio, data_folder: Path, request_: GenerationRequest, key: str) -> None:
    with pytest.raises(Problem) as caught:
        await studio.pipeline.accept(request_, key="call-1", day_limit_units=LIMIT)
    assert caught.value.key == key
    assert await studio.storage.generations.undelivered() == ()
    assert await studio.storage.generations.get(1) is None
    assert studio.waiting == []
    assert list((data_folder / "pictures").glob("??/*")) == []


async def test_a_quote_before_the_run(studio: Studio) -> None:
    quote = studio.pipeline.quote(replace(FOX, model="gone", ratio="3:2"), units_left=9)
    assert (quote.model.id, quote.units, quote.why) == ("sketch", 2, "")
    assert quote.width > quote.height
    assert studio.pipeline.quote(replace(FOX, model="auto"), units_left=9).why == "auto-only"


async def raises(_order: Order) -> list[Painted]:
    raise ZeroDivisionError("out of paint")


async def hangs(_order: Order) -> list[Painted]:
    await asyncio.Event().wait()
    return []


async def gives_nothing(_order: Order) -> list[Painted]:
    return []


async def gives_garbage(order: Order) -> list[Painted]:
    return [Painted(b"no picture at all", "image/png", seed) for seed in order.seeds]


async def breaks_the_rules(_order: Order) -> list[Painted]:
    raise Problem("data-folder", path="/data", reason="read-only")


@pytest.mark.parametrize(
    ("does", "problem"),
    [
        (raises, "painting-failed"),
        (hangs, "provider-timeout"),
        (gives_nothing, "painting-failed"),
        (gives_garbage, "not-a-picture"),
        (breaks_the_rules, "painting-failed"),
    ],
)
async def test_a_painter_that_fails_costs_nothing(
    studio: Studio,
    data_folder: Path,
    does: Callable[[Order], Coroutine[None, None, list[Painted]]],
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generation.pipeline.SLOWNESS", 0)
    studio.pipeline._patience_s = 0.1
    studio.brush.does = does
    wish = await studio.ana("/imagine a red fox --count 2")
    with capture_logs() as logs:
        await studio.settles()
    failed = await studio.generation(1)
    assert failed.status is Status.FAILED
    assert failed.problem == problem
    assert failed.delivered_at == studio.clock
    assert failed.cost_units == 0
    assert await studio.storage.generations.spent_units(studio.ana.member, SQUARE, studio.clock) == 0
    assert failed.error_id
    assert [entry for entry in logs if entry.get("reference") == failed.error_id]
    assert list((data_folder / "pictures").glob("??/*")) == []
    assert wish.now.text.startswith("😕 “a red fox” could not be painted.")
    assert wish.now.text.endswith(f"(code {failed.error_id}) It cost you nothing.")
    assert "{" not in wish.now.text


async def test_pictures_that_do_not_pass_are_left_out(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    async def judge(data: bytes, audience: Audience) -> Judgement:
        assert audience is Audience.CHILDREN
        return Judgement(Verdict.BLOCK if data == tile(8) else Verdict.ALLOW, "picture.gore", ("gore",))

    monkeypatch.setattr(studio.pipeline.held._check, "judge", judge)
    await studio.made("/imagine a red fox --count 3 --seed 7")
    done = await studio.generation(1)
    assert [(variant.index, variant.seed) for variant in done.variants] == [(1, 7), (2, 9)]
    assert done.cost_units == 2, "what nobody sees costs nothing"
    assert await studio.storage.generations.spent_units(studio.ana.member, SQUARE, studio.clock) == 2


async def test_what_is_no_picture_is_left_out(studio: Studio) -> None:
    async def half(order: Order) -> list[Painted]:
        good = await studio.brush.paints(order)
        return [good[0], replace(good[1], data=good[1].data[:60])]

    studio.brush.does = half
    await studio.made("/imagine a red fox --count 2 --seed 7")
    done = await studio.generation(1)
    assert [(variant.seed, variant.width, variant.height) for variant in done.variants] == [(7, 64, 48)], "the picture's own size"
    assert (done.cost_units, done.sheet_sha256) == (1, None), "one picture needs no sheet"


async def test_refused_at_the_last_moment(studio: Studio) -> None:
    wish = await studio.ana("/imagine a red fox")

    class Stricter:
        """Between the wish and the painting the rules were changed."""

        async def safe_prompt(self, *_words: str, **_room: object) -> object:
            raise Problem("refused", category="weapons", rule="new")

    studio.pipeline._guard = Stricter()  # type: ignore[assignment] # as much of a guard as is used
    with capture_logs() as logs:
        await studio.settles()
    failed = await studio.generation(1)
    assert (failed.status, failed.problem, failed.cost_units) == (Status.FAILED, "refused", 0)
    assert "This does not fit the rules of this room." in wish.now.text
    assert studio.brush.orders == []
    assert not [entry for entry in logs if entry["event"].startswith("words.")]


async def test_a_crash_between_the_row_and_the_job_is_made_good(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with press(data_folder) as one:
        await one.start()
        monkeypatch.setattr(one.pipeline, "_enqueue", _killed)
        with pytest.raises(KeyboardInterrupt):
            await one.accept()
    async with press(data_folder) as two:
        await two.start()
        await two.storage.generations.placed(1, MessageRef(HALL, "m1"))
        await two.until(lambda: bool(two.delivered))
        assert (await two.ended()).status is Status.DONE


async def _killed(_generation: Generation) -> None:
    raise KeyboardInterrupt


async def test_what_was_being_painted_goes_on_after_a_restart(data_folder: Path) -> None:
    async with press(data_folder) as one:
        one.brush.does = hangs
        await one.start()
        await one.accept()
        await one.until(lambda: bool(one.brush.orders))
    async with press(data_folder) as two:
        await two.start()
        await two.until(lambda: bool(two.delivered))
        assert (await two.ended()).status is Status.DONE
        assert two.brush.orders == [], "it was submitted before the end: the ticket is kept, nothing is ordered twice"
        assert await spent(two) == 2


async def test_who_dies_between_painting_and_asking_a_moderator_shows_nothing(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The set is there, its case is not yet: what the next process delivers is held, and there is one case."""
    dying = asyncio.Event()

    async def dies(*_: object, **__: object) -> Case:
        dying.set()
        return await asyncio.Event().wait()  # type: ignore[return-value] # it never returns

    async with press(data_folder) as one:
        await one.storage.rooms.change(replace(await one.storage.rooms.settings(HALL), approval=True))
        monkeypatch.setattr(one.storage.cases, "note", dies)
        await one.start()
        await one.accept()
        await asyncio.wait_for(dying.wait(), 15)
    async with press(data_folder) as two:
        there = await two.storage.generations.get(1)
        assert there is not None
        assert (there.status, there.held) == (Status.DONE, Held.APPROVAL)
        await two.start()
        await two.until(lambda: bool(two.delivered))
        assert [found.held for found in two.delivered] == [Held.APPROVAL]
        assert [case.state for case in await two.storage.cases.of_generation(1)] == [CaseState.OPEN]


async def test_a_chat_that_is_away_for_a_moment(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "INSISTS_AFTER_S", 0.01)
    async with press(data_folder) as one:
        one.refusals = 2
        await one.start()
        await one.accept()
        await one.until(lambda: bool(one.delivered))
        assert (await one.ended()).delivered_at == START
        assert len(one.delivered) == len(one.brush.orders) == 1


async def test_a_chat_that_is_away_for_long_gets_it_after_the_next_start(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "INSISTS_AFTER_S", 0.001)
    async with press(data_folder) as one:
        one.refusals = 99
        await one.start()
        await one.accept()
        assert (await one.ended()).delivered_at is None
    async with press(data_folder) as two:
        await two.start()
        await two.until(lambda: bool(two.delivered))
        done = await two.ended()
        assert done.delivered_at == START
        assert done.status is Status.DONE
        assert two.brush.orders == [], "painted once"
        assert await spent(two) == 2


async def test_another_platforms_wishes_wait_for_their_own_face(data_folder: Path) -> None:
    async with press(data_folder) as one:
        with pytest.raises(RuntimeError, match="not started"):
            await one.accept()  # the row is there, the job is not
    async with press(data_folder) as two:
        await two.start("forum")
        assert not await two.pipeline._jobs.open(1)
        assert await two.storage.generations.undelivered() == (1,)
    async with press(data_folder) as three:
        await three.start("forum", "chat")
        await three.storage.generations.placed(1, MessageRef(HALL, "m1"))
        await three.until(lambda: bool(three.delivered))


async def test_who_asked_to_be_forgotten_is_told_nothing(data_folder: Path) -> None:
    async with press(data_folder) as one:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def waits(order: Order) -> list[Painted]:
            begun.set()
            await go_on.wait()
            return await one.brush.paints(order)

        one.brush.does = waits
        await one.start()
        await one.accept()
        await begun.wait()
        await one.storage.people.forget(ANA)
        await one.pipeline.forget([1])
        go_on.set()
        async with asyncio.timeout(15):
            while await one.pipeline._jobs.open(1):  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(0.02)
        await one.accept(replace(FOX, asked_by=Member("chat", "bob", "Bob"), seed=99), "call-2")
        await one.until(lambda: bool(one.delivered))
        assert [found.request.asked_by.id for found in one.delivered] == ["bob"]
        assert await one.storage.generations.get(1) is None
        kept = {path.name for path in (data_folder / "pictures").glob("??/*")}
        bobs = one.delivered[0]
        assert kept == {*(variant.sha256 for variant in bobs.variants), bobs.sheet_sha256}


async def test_the_placeholder_is_waited_for_but_not_for_ever(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.pipeline.PLACE_WAIT_S", 0.1)
    async with press(data_folder) as one:
        await one.start()
        await one.pipeline.accept(FOX, key="call-1", day_limit_units=LIMIT)
        await one.until(lambda: bool(one.delivered))
        assert one.delivered[0].message is None


async def test_a_wish_that_is_being_accepted_gets_no_second_job(data_folder: Path) -> None:
    async with press(data_folder) as one:
        await one.start()
        with patch.object(one.pipeline._jobs, "enqueue") as enqueue:
            await one.accept()  # the row is there, the job not yet
            enqueue.reset_mock()
            await one.pipeline.catch_up(settled=timedelta(minutes=1))
            enqueue.assert_not_called()
            await one.pipeline.catch_up()
            enqueue.assert_called_once()


async def test_an_empty_page_is_nobodys_also_after_a_restart(data_folder: Path) -> None:
    async with press(data_folder) as one:
        one.brush.drawn, one.brush.missing = (), ("relativity",)
        one.refusals = 99
        await one.start()
        await one.accept()
        await one.until(lambda: one.refusals < 99)
        assert await spent(one) == 0, "given back before the chat knows"
    async with press(data_folder) as two:
        await two.start()
        await two.until(lambda: bool(two.delivered))
        done = await two.ended()
        assert (done.status, done.problem, done.missing) == (Status.FAILED, "nothing-drawn", ("relativity",))
        assert (done.variants, done.cost_units, done.error_id) == ((), 0, None)
        assert two.brush.orders == []
    assert list((data_folder / "pictures").glob("??/*")) == []


async def test_wishes_of_an_older_version_are_begun_anew(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.orders.Orders.waits", lambda _orders, _row: True)  # as a service's
    with monkeypatch.context() as older:
        older.setattr(jobs_module, "VERSION", "jobs-v0")
        async with press(data_folder) as one:
            one.brush.does = hangs
            await one.start()
            for number in (1, 2, 3):
                await one.accept(key=f"call-{number}")
            await one.until(lambda: len(one.brush.orders) == 2)  # two at a time: the third still waits in the queue
    async with press(data_folder) as two:
        await two.start()
        await two.until(lambda: len(two.delivered) == 3)
        assert [(await two.ended(number)).status for number in (1, 2, 3)] == [Status.DONE] * 3
        assert sorted(order.key for order in two.brush.orders) == ["pincel-1-1", "pincel-2-1", "pincel-3-1"], (
            "by these keys a provider knows them"
        )
        assert await spent(two) == 6, "and nobody pays twice"
        jobs = [await DBOS.get_workflow_status_async(f"generation-{number}") for number in (1, 2, 3)]
        lanes = [job.queue_name.removeprefix("paint-chat-") for job in jobs if job and job.queue_name]
        assert lanes == ["again", "again", "slow"], "what may hold a place there goes first"


async def test_a_process_of_another_version_that_lives_keeps_its_jobs(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(jobs_module, "VERSION", "jobs-v0")
        async with press(data_folder) as one:
            one.brush.does = hangs
            await one.start()
            await one.accept()
            await one.until(lambda: bool(one.brush.orders))
    (slot,) = (data_folder / "jobs").glob("slot-*.lock")
    with slot.open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        async with press(data_folder) as two:
            await two.start()
            await asyncio.sleep(0.3)
            assert await two.pipeline._jobs.open(1)
            assert two.brush.orders == []
