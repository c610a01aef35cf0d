"""Strikes halve every week and are a room's with its threads; suspensions shut out of it, and house phrases add to its rules."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.problem import Problem
from storage.records import HouseRules, Member, Room
from storage.storage import Storage
from storage.strikes import weighs
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM

THREAD = Room("discord", "plaza/7")
ELSEWHERE = Room("discord", "garden")
WEEK = timedelta(days=7)


async def test_strikes_add_up_and_halve_every_week(storage: Storage) -> None:
    await storage.people.seen(ANA)
    for room, weight in ((ROOM, 1.0), (THREAD, 2.0), (ELSEWHERE, 5.0)):
        await storage.strikes.add(ANA, room, "gore", weight, NOON)
    await storage.strikes.add(BO, THREAD, "hate", 4.0, NOON + WEEK)
    await storage.strikes.add(CAI, ROOM, "scary", 0.0, NOON)  # only doubted: that is held against nobody
    for here in (ROOM, THREAD):
        assert await storage.strikes.standing(ANA, here, NOON) == 3.0
        assert await storage.strikes.standing(ANA, here, NOON + 2 * WEEK) == 0.75
    assert await storage.strikes.standing(CAI, ROOM, NOON) == 0.0
    assert await storage.strikes.tries(ANA, NOON) == 3
    assert await storage.strikes.tries(ANA, NOON + timedelta(seconds=1)) == 0
    lines = await storage.strikes.recent(THREAD, NOON + WEEK)
    assert lines == [(BO, 4.0, 1), (ANA, 1.5, 2)]
    assert [member.name for member, _, _ in lines] == ["", "Ana"]
    assert await storage.strikes.recent(ROOM, NOON + 4 * WEEK) == [(BO, 0.5, 1)]
    assert await storage.strikes.pardon(ANA, THREAD) == 2
    assert await storage.strikes.standing(ANA, ROOM, NOON) == 0.0
    assert await storage.strikes.standing(ANA, ELSEWHERE, NOON) == 5.0


@given(st.floats(0, 100), st.timedeltas(-WEEK, 60 * WEEK), st.timedeltas(timedelta(), 60 * WEEK))
def test_a_strike_never_grows(weight: float, age: timedelta, more: timedelta) -> None:
    assert 0 <= weighs(weight, age + more) <= weighs(weight, age) <= weight


STRIKES = st.lists(st.tuples(st.floats(0.1, 5), st.integers(0, 90 * 24)), max_size=6)


def test_what_weighs_never_grows_by_itself(data_folder: Path) -> None:
    """Hours go by, and every day what weighs nothing any more is deleted."""
    with asyncio.Runner() as runner:
        storage = runner.run(Storage.open(data_folder))

        async def weights(given_: list[tuple[float, int]]) -> list[float]:
            await storage.strikes.pardon(ANA, ROOM)
            for weight, hours in given_:
                await storage.strikes.add(ANA, ROOM, "gore", weight, NOON - timedelta(hours=hours))
            found = []
            for days in (0, 1, 20, 80, 200):
                now = NOON + timedelta(days=days)
                found.append(await storage.strikes.standing(ANA, ROOM, now))
                await storage.cases.purge(now)
                found.append(await storage.strikes.standing(ANA, ROOM, now))
            return found

        @settings(max_examples=8, deadline=None)
        @given(STRIKES)
        def falls(given_: list[tuple[float, int]]) -> None:
            found = runner.run(weights(given_))
            assert found == sorted(found, reverse=True)
            late = sum(weight / 16 for weight, hours in given_ if hours >= 28 * 24)
            assert found[0] - found[1] <= late + 0.001, "what is deleted weighed hardly anything"
            assert found[-1] == 0.0

        falls()
        runner.run(storage.close())


async def test_strikes_go_after_four_weeks(storage: Storage) -> None:
    await storage.strikes.add(ANA, ROOM, "gore", 1.0, NOON)
    await storage.cases.purge(NOON + 4 * WEEK - timedelta(seconds=1))
    assert await storage.strikes.newest(ANA) == NOON
    await storage.cases.purge(NOON + 4 * WEEK)
    assert await storage.strikes.newest(ANA) is None


async def test_a_suspension_holds_in_the_room_and_its_threads_until_it_ends(storage: Storage) -> None:
    end = NOON + timedelta(hours=1)
    await storage.suspensions.add(ANA, THREAD, NOON + timedelta(days=9), "by mistake", CAI)
    await storage.suspensions.add(ANA, ROOM, end, "shouting", CAI)
    await storage.suspensions.add(BO, ROOM, end + WEEK, "", CAI)
    for room in (ROOM, THREAD):
        assert await storage.suspensions.until(ANA, room, NOON) == end, "the newer one replaces the older"
        assert await storage.suspensions.until(ANA, room, end) is None
        first, second = await storage.suspensions.here(room, NOON)
        assert (first.member, first.room, first.until, first.reason, first.by) == (ANA, ROOM, end, "shouting", CAI)
        assert second.member == BO
    assert await storage.suspensions.until(ANA, ELSEWHERE, NOON) is None
    assert await storage.suspensions.lift(BO, THREAD)
    assert not await storage.suspensions.lift(BO, ROOM)
    await storage.cases.purge(end)
    assert await storage.suspensions.here(ROOM, NOON) == ()


async def test_phrases_of_a_room_hold_in_its_threads(storage: Storage) -> None:
    phrases = storage.house_rules
    assert await phrases.of(ROOM) == HouseRules()
    assert await phrases.add(THREAD, "blocked", "slime", CAI, NOON)
    assert await phrases.add(ROOM, "blocked", " Mr.  Perez ", CAI, NOON)
    assert await phrases.add(ROOM, "allowed", "Blood Moon", CAI, NOON)
    assert not await phrases.add(ROOM, "allowed", "blood moon", CAI, NOON)
    assert await phrases.of(ROOM) == HouseRules(("Mr. Perez",), ("Blood Moon",))
    assert await phrases.of(THREAD) == HouseRules(("Mr. Perez", "slime"), ("Blood Moon",))
    assert await phrases.of(ELSEWHERE) == HouseRules()
    assert await phrases.add(ROOM, "blocked", "BLOOD MOON", CAI, NOON), "it changes its kind"
    assert await phrases.of(ROOM) == HouseRules(("Mr. Perez", "Blood Moon"), ())
    assert await phrases.remove(ROOM, "blood  moon")
    assert not await phrases.remove(ROOM, "slime"), "that is the thread's own"
    assert await phrases.of(ROOM) == HouseRules(("Mr. Perez",))


async def test_how_many_phrases_and_which(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.house_rules.MOST", 2)
    for nothing in ("", "  ", "!?"):
        with pytest.raises(Problem, match="phrase-empty"):
            await storage.house_rules.add(ROOM, "allowed", nothing, CAI, NOON)
    with pytest.raises(Problem, match="phrase-too-long"):
        await storage.house_rules.add(ROOM, "allowed", "x" * 501, CAI, NOON)
    for phrase in ("one", "two"):
        await storage.house_rules.add(ROOM, "blocked", phrase, CAI, NOON)
    with pytest.raises(Problem, match="too-many-phrases") as caught:
        await storage.house_rules.add(ROOM, "blocked", "three", CAI, NOON)
    assert caught.value.details == {"limit": 2}
    assert await storage.house_rules.add(ROOM, "allowed", "two", Member("discord", "9"), NOON), "no new one"
    await storage.house_rules.add(THREAD, "blocked", "three", CAI, NOON)
