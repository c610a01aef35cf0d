"""The purse's books balance whatever happens: reserved = settled + given back, nothing below zero, no limit overdrawn."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.problem import Problem
from storage.purse import EVERYWHERE, Caps
from storage.records import CaseKind, Generation, Member, Status
from storage.storage import Storage
from tests.storage.account_book import CENT, GARDEN, TOPIC, accepted, balanced, done, failed, refused
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM


async def test_two_processes_at_once_never_overdraw(data_folder: Path) -> None:
    """Two programs with the same database ask for the same thirty people, and there is money for twelve."""
    both = [await Storage.open(data_folder) for _ in range(2)]
    caps = Caps(room_day_units=50, room_month_micro_usd=47 * CENT, month_micro_usd=61 * CENT)

    async def one(storage: Storage, number: int) -> Generation:
        room = ROOM if number % 2 else GARDEN
        return await accepted(storage, Member("discord", str(number)), room, key="k", units=3, money=5 * CENT, caps=caps)

    outcomes = await asyncio.gather(*(one(both[number % 2], number // 2) for number in range(60)), return_exceptions=True)
    made = [outcome for outcome in outcomes if isinstance(outcome, Generation)]
    refused = {outcome.key for outcome in outcomes if isinstance(outcome, Problem)}
    assert refused == {"money-spent"}
    assert len({outcome.id for outcome in made}) == await both[0].purse.money_this_month(EVERYWHERE, NOON) // (5 * CENT) == 12
    # Both look after the same wish at once: it is settled once.
    await asyncio.gather(*(done(storage, outcome, 3, CENT) for storage in both for outcome in made))
    assert await both[1].purse.money_this_month(EVERYWHERE, NOON) == 12 * CENT
    await balanced(both[0])
    for storage in both:
        await storage.close()


class Step(NamedTuple):
    """What happens next: to the wish of that number, or by that person in that room. Each may happen twice."""

    what: str
    who: int
    where: int
    units: int
    money: int
    again: bool


STEPS = st.builds(
    Step,
    st.sampled_from(("accept", "accept", "accept", "accept", "start", "finish", "fail", "cancel", "refuse", "forget", "restart")),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(0, 20),
    st.integers(0, 20),
    st.booleans(),
)
PEOPLE, ROOMS = (ANA, BO, CAI), (ROOM, TOPIC, GARDEN)
CAPS = Caps(room_day_units=40, room_month_micro_usd=30, month_micro_usd=45)


async def play(folder: Path, steps: Sequence[Step]) -> None:
    storage = await Storage.open(folder)
    try:
        for number, step in enumerate(steps):
            for _ in range(1 + step.again):
                if step.what == "restart":
                    await storage.close()
                    storage = await Storage.open(folder)
                with suppress(Problem):
                    await act(storage, step, f"key-{number}")
            await balanced(storage)
            assert await storage.purse.money_this_month(EVERYWHERE, NOON) <= 45
            for room in (ROOM, GARDEN):
                assert await storage.purse.money_this_month(room, NOON) <= 30
                assert await storage.purse.units_today(room, NOON) <= 40
    finally:
        await storage.close()


async def act(storage: Storage, step: Step, key: str) -> None:
    if step.what == "accept":
        who, where = PEOPLE[step.who], ROOMS[step.where]
        await accepted(storage, who, where, key=key, units=step.units, money=step.money, limit=25, caps=CAPS)
        assert await storage.generations.spent_units(who, where, NOON) <= 25
    elif step.what == "forget":
        await storage.people.forget(PEOPLE[step.who], now=NOON)
    open_ = await storage.generations.undelivered()  # all there are: nothing is delivered here
    if not open_ or step.what in ("accept", "forget", "restart"):
        return
    made = await storage.generations.get(open_[(step.who + 3 * step.where) % len(open_)])
    assert made is not None
    if step.what == "start":
        await storage.generations.started(made.id, safe_prompt="", metaprompt_id="")
    elif step.what == "finish":
        await done(storage, made, min(step.units, made.cost_units), step.money)
    elif step.what == "refuse":
        if made.status is Status.DONE:
            await refused(storage, made, CaseKind.APPROVAL if step.money % 2 else CaseKind.PICTURE)
    else:
        await failed(storage, made, gone=step.money if step.what == "cancel" else 0)


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(STEPS, max_size=14))
def test_reserved_is_settled_and_given_back_whatever_happens(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder) / "data", steps))
