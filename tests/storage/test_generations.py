"""Generations: round trips, the day's limit, each step once, pages, favourites, votes that are due."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from storage.problem import Problem
from storage.records import Audience, Generation, GenerationRequest, InputPicture, Member, MessageRef, Room, Status, Variant
from storage.storage import Storage
from tests.storage.conftest import ANA, BO, NOON, ROOM, Paint, sha

MESSAGE = MessageRef(Room("discord", "thread"), "m1")


async def test_every_field_comes_back(storage: Storage) -> None:
    parent = await storage.generations.accept(
        GenerationRequest(ANA, ROOM, "en", "first"), key="p", model="sketch", why="", cost_units=0, now=NOON, day_limit_units=0
    )
    request = GenerationRequest(
        asked_by=BO,
        room=Room("telegram", "-100"),
        locale="zh",
        prompt='红色的狐狸 🦊 "quoted"',
        model="auto",
        ratio="3:2",
        count=2,
        seed=2**62,
        variety=0.25,
        style="watercolour",
        audience=Audience.TEENS,
        parent=parent.id,
        purpose="challenge",
        inputs=(InputPicture("init_image", sha("e"), 0.4), InputPicture("style_reference", sha("f"))),
        negative="no rain",
        raw=False,
        creativity="low",
    )
    made = await storage.generations.accept(
        request, key="k", model="sketch", why="auto-free", cost_units=3, now=NOON, day_limit_units=3
    )
    assert made == Generation(
        id=made.id, request=request, status=Status.ACCEPTED, created_at=NOON, model="sketch", why="auto-free", cost_units=3
    )
    assert made.request.asked_by.name == "Bo"
    await storage.generations.started(made.id, safe_prompt="safe", metaprompt_id="meta")
    started = await storage.generations.get(made.id)
    assert started == replace(made, status=Status.PAINTING, safe_prompt="safe", metaprompt_id="meta")
    variants = (Variant(1, sha("a"), 7, 96, 64, "image/png"), Variant(2, sha("b"), 8, 96, 64, "image/webp"))
    done_at = NOON + timedelta(milliseconds=1234)
    await storage.generations.finished(
        made.id, variants=variants, sheet_sha256=sha("c"), drawn=["狐狸"], missing=["x"], seconds=1.25, now=done_at
    )
    await storage.generations.placed(made.id, MESSAGE)
    await storage.generations.delivered(made.id, done_at)
    await storage.generations.vote_opened(made.id, NOON + timedelta(hours=1))
    await storage.votes.cast(made.id, Member("web", "a-voter"), 2, done_at)
    assert await storage.generations.vote_closed(made.id, now=done_at)
    expected = replace(
        started,
        status=Status.DONE,
        variants=variants,
        sheet_sha256=sha("c"),
        drawn=("狐狸",),
        missing=("x",),
        seconds=1.25,
        finished_at=done_at,
        message=MESSAGE,
        delivered_at=done_at,
        vote_closes_at=NOON + timedelta(hours=1),
        vote_closed_at=done_at,
        winner=2,
    )
    assert await storage.generations.get(made.id) == expected
    assert await storage.generations.by_message(MESSAGE) == expected
    assert await storage.generations.by_message(replace(MESSAGE, id="other")) is None
    assert await storage.generations.get(10**9) is None


async def test_times_are_utc_milliseconds_and_never_naive(accept: Paint) -> None:
    local = datetime(2026, 11, 21, 20, 0, 0, 123_999, tzinfo=timezone(timedelta(hours=8)))
    made = await accept(now=local)
    assert made.created_at == datetime(2026, 11, 21, 12, 0, 0, 123_000, tzinfo=UTC)
    assert made.created_at.tzinfo is UTC
    with pytest.raises(Exception, match="naive"):
        await accept(now=datetime(2026, 11, 21))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize("prompt", ["", "nul\0byte", "lone \ud800 surrogate", "שלום", "🦊" * 2_000, "x" * 10_000])
async def test_odd_words_are_kept_as_a_database_can(prompt: str, accept: Paint) -> None:
    made = await accept(prompt=prompt)
    assert made.request.prompt == prompt.replace("\0", "\ufffd").replace("\ud800", "\ufffd")


async def test_the_same_key_of_the_same_person_is_the_same_generation(storage: Storage, accept: Paint) -> None:
    first = await accept(key="k", units=5, limit=5)
    assert await accept(key="k", units=5, limit=5) == first
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == 5
    assert (await accept(BO, key="k")).id != first.id


async def test_fifty_at_once_never_exceed_the_day(storage: Storage, accept: Paint) -> None:
    outcomes = await asyncio.gather(*(accept(units=3, limit=40) for _ in range(50)), return_exceptions=True)
    refused = [one for one in outcomes if isinstance(one, Problem)]
    assert len(outcomes) - len(refused) == 13
    assert {(one.key, one.details["units"], one.details["left"]) for one in refused} == {("budget-spent", 3, 1)}
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == 39


async def test_fifty_times_the_same_key_at_once_is_one(storage: Storage, accept: Paint) -> None:
    outcomes = await asyncio.gather(*(accept(key="same", units=3, limit=3) for _ in range(50)))
    assert len({one.id for one in outcomes}) == 1
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == 3


async def test_the_limit_is_per_person_room_and_utc_day(storage: Storage, accept: Paint) -> None:
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    await accept(units=5, limit=5, now=midnight - timedelta(milliseconds=1))
    with pytest.raises(Problem, match="budget-spent"):
        await accept(units=1, limit=5, now=midnight - timedelta(milliseconds=1))
    await accept(units=5, limit=5, now=midnight)
    await accept(units=5, limit=5, room=Room("discord", "other"))
    await accept(BO, units=5, limit=5)
    beijing = (midnight + timedelta(hours=1)).astimezone(timezone(timedelta(hours=8)))
    assert await storage.generations.spent_units(ANA, ROOM, beijing) == 5
    await accept(units=0, limit=0)  # what is free is never refused


async def test_a_failure_gives_the_units_back_once(storage: Storage, accept: Paint) -> None:
    made = await accept(units=5, limit=5)
    await storage.generations.failed(made.id, problem="painting-failed", error_id="e1", now=NOON)
    await storage.generations.failed(made.id, problem="other", error_id="e2", now=NOON + timedelta(hours=1))
    failed = await storage.generations.get(made.id)
    assert failed == replace(made, status=Status.FAILED, cost_units=0, problem="painting-failed", error_id="e1", finished_at=NOON)
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == 0
    await storage.generations.finished(made.id, variants=[], sheet_sha256=None, drawn=[], missing=[], seconds=1, now=NOON)
    await storage.generations.started(made.id, safe_prompt="late", metaprompt_id="late")
    assert await storage.generations.get(made.id) == failed


async def test_what_is_done_stays_done(storage: Storage, paint: Paint) -> None:
    done = await paint(units=5)
    await storage.generations.failed(done.id, problem="late", error_id=None, now=NOON)
    again = [Variant(1, sha("f"), 1, 1, 1, "image/png")]
    await storage.generations.finished(done.id, variants=again, sheet_sha256=None, drawn=[], missing=[], seconds=9, now=NOON)
    assert await storage.generations.get(done.id) == done


async def test_what_was_forgotten_is_a_problem_for_its_painter_only(storage: Storage) -> None:
    nothing = storage.generations
    with pytest.raises(Problem, match="generation-gone"):
        await nothing.started(99, safe_prompt="", metaprompt_id="")
    with pytest.raises(Problem, match="generation-gone"):
        await nothing.finished(99, variants=[], sheet_sha256=None, drawn=[], missing=[], seconds=0, now=NOON)
    await nothing.failed(99, problem="p", error_id=None, now=NOON)
    await nothing.placed(99, MESSAGE)
    await nothing.delivered(99, NOON)
    await nothing.vote_opened(99, NOON)
    assert not await nothing.vote_closed(99, now=NOON)


async def test_what_is_owed_and_who_is_ahead(storage: Storage, accept: Paint) -> None:
    first, second, third = [await accept() for _ in range(3)]
    assert [await storage.generations.ahead_of(one.id) for one in (first, second, third)] == [0, 1, 2]
    assert await storage.generations.undelivered() == (first.id, second.id, third.id)
    await storage.generations.failed(first.id, problem="p", error_id=None, now=NOON)
    assert await storage.generations.ahead_of(third.id) == 1
    await storage.generations.delivered(second.id, NOON)
    await storage.generations.delivered(second.id, NOON + timedelta(hours=1))
    assert await storage.generations.undelivered() == (first.id, third.id)
    told = await storage.generations.get(second.id)
    assert told is not None
    assert told.delivered_at == NOON


async def test_pages_hold_everything_once_newest_first(storage: Storage, accept: Paint) -> None:
    mine = [(await accept(ANA if number % 3 else BO)).id for number in range(20)]
    pages: list[int] = []
    before: int | None = None
    while page := await storage.generations.by_member(ANA, before=before, limit=4):
        assert len(page) <= 4
        pages += [one.id for one in page]
        before = page[-1].id
    assert pages == [one for number, one in reversed(list(enumerate(mine))) if number % 3]
    assert all(newer > older for newer, older in pairwise(pages))


async def test_the_latest_in_a_room_is_done_and_imagined(storage: Storage, accept: Paint, paint: Paint) -> None:
    assert await storage.generations.latest_in(ROOM) is None
    first = await paint(ANA)
    second = await paint(BO)
    await paint(ANA, purpose="challenge")
    await paint(ANA, room=Room("discord", "other"))
    await accept(ANA)
    assert await storage.generations.latest_in(ROOM) == second
    assert await storage.generations.latest_in(ROOM, ANA) == first
    assert await storage.generations.latest_in(ROOM, Member("discord", "nobody")) is None


async def test_favourites(storage: Storage, paint: Paint) -> None:
    sets = [await paint(ANA) for _ in range(3)]
    marks = [(sets[0], 2), (sets[1], 1), (sets[1], 3), (sets[2], 2)]
    for one, variant in marks:
        await storage.generations.set_favourite(BO, one.id, variant, True, NOON)
        await storage.generations.set_favourite(BO, one.id, variant, True, NOON)
    assert await storage.generations.is_favourite(BO, sets[0].id, 2)
    assert not await storage.generations.is_favourite(ANA, sets[0].id, 2)
    everything = await storage.generations.favourites(BO, before=None, limit=10)
    assert [(one.id, variant) for one, variant in everything] == [
        (sets[2].id, 2),
        (sets[1].id, 1),
        (sets[1].id, 3),
        (sets[0].id, 2),
    ]
    first = await storage.generations.favourites(BO, before=None, limit=2)
    assert first == everything[:3]  # a page does not end inside a generation
    assert await storage.generations.favourites(BO, before=first[-1][0].id, limit=2) == everything[3:]
    await storage.generations.set_favourite(BO, sets[0].id, 2, False, NOON)
    assert not await storage.generations.is_favourite(BO, sets[0].id, 2)
    assert await storage.generations.favourites(ANA, before=None, limit=2) == ()
    for number, variant in ((sets[0].id, 4), (sets[0].id, 0), (10**6, 1)):
        with pytest.raises(Problem, match="no-such-picture"):
            await storage.generations.set_favourite(BO, number, variant, True, NOON)


async def test_a_vote_closes_once_and_is_due_in_time(storage: Storage, paint: Paint) -> None:
    one, other, _never_opened = [await paint() for _ in range(3)]
    await storage.generations.vote_opened(one.id, NOON + timedelta(minutes=1))
    await storage.generations.vote_opened(other.id, NOON + timedelta(minutes=2))
    assert await storage.generations.votes_due(NOON) == ()
    assert await storage.generations.votes_due(NOON + timedelta(minutes=1)) == (one.id,)
    closing = [storage.generations.vote_closed(one.id, now=NOON) for _ in range(3)]
    assert sorted(await asyncio.gather(*closing)) == [False, False, True]
    await storage.generations.vote_opened(one.id, NOON + timedelta(days=1))
    both = (one.id, other.id)
    assert await storage.generations.votes_due(NOON + timedelta(days=2)) == both, "closed, but nobody was told yet"
    await storage.generations.vote_announced(one.id, NOON)
    assert await storage.generations.votes_due(NOON + timedelta(days=2)) == (other.id,)


async def test_ids_are_never_used_again(storage: Storage, accept: Paint) -> None:
    last = await accept(ANA)
    await storage.people.forget(ANA)
    assert (await accept(BO)).id > last.id


async def test_a_parent_that_is_gone_is_none(accept: Paint) -> None:
    assert (await accept(parent=10**9)).request.parent is None
