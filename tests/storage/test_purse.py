"""The purse: what is not used comes back, each limit holds for everybody together, and warns once when it comes near."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.problem import Problem
from storage.purse import EVERYWHERE, Caps
from storage.records import CaseKind, Generation, Member, Painting, Room
from storage.schema import ledger, purse
from storage.storage import Storage
from tests.storage.account_book import CENT, GARDEN, TOPIC, accepted, balanced, done, failed, refused, waits
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM

Wish = Callable[..., Awaitable[Generation]]


@pytest.fixture
def wish(storage: Storage) -> Wish:
    """An accepted wish with a key of its own."""
    count = 0

    async def make(member: Member = ANA, room: Room = ROOM, **more: Any) -> Generation:
        nonlocal count
        count += 1
        return await accepted(storage, member, room, **{"key": f"key-{count}", **more})

    return make


async def entries(storage: Storage) -> list[tuple[int, str, int, int]]:
    """(generation, kind, units, money) of the whole ledger."""
    async with storage._database.reading() as connection:
        columns = (ledger.c.generation_id, ledger.c.kind, ledger.c.units, ledger.c.micro_usd)
        return [tuple(row) for row in (await connection.execute(select(*columns).order_by(ledger.c.id))).all()]


async def test_what_is_not_used_comes_back(storage: Storage, wish: Wish) -> None:
    made = await wish(units=8, money=16 * CENT)
    assert await storage.purse.money_this_month(ROOM, NOON) == 16 * CENT
    for _ in range(2):
        await done(storage, made, units=6, money=12 * CENT)
    await failed(storage, made)
    assert await entries(storage) == [
        (made.id, "reserve", 8, 16 * CENT),
        (made.id, "settle", 6, 12 * CENT),
        (made.id, "refund", 2, 4 * CENT),
    ]
    assert await storage.purse.money_this_month(ROOM, NOON) == 12 * CENT
    assert await storage.purse.money_this_month(EVERYWHERE, NOON) == 12 * CENT
    assert await storage.purse.units_today(ROOM, NOON) == 6


async def test_a_failure_costs_nothing_and_what_is_free_leaves_no_entry(storage: Storage, wish: Wish) -> None:
    made = await wish(money=4 * CENT)
    await failed(storage, made)
    assert [entry[1:] for entry in await entries(storage)] == [("reserve", 2, 4 * CENT), ("refund", 2, 4 * CENT)]
    free = await wish(units=0)
    await done(storage, free, 0, 0)
    assert len(await entries(storage)) == 2
    assert await storage.purse.money_this_month(ROOM, NOON) == await storage.purse.units_today(ROOM, NOON) == 0


async def test_money_that_is_gone_all_the_same_stays_counted_once_painting_has_begun(storage: Storage, wish: Wish) -> None:
    waits, paints = await wish(money=4 * CENT), await wish(money=4 * CENT)
    await storage.generations.started(paints.id, safe_prompt="", metaprompt_id="")
    for made in (waits, paints):
        await failed(storage, made, gone=4 * CENT)
    assert await storage.purse.money_this_month(ROOM, NOON) == 4 * CENT
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == 0
    assert [entry[:2] for entry in await entries(storage)][-2:] == [(paints.id, "settle"), (paints.id, "refund")]


async def test_units_that_are_gone_as_well_stay_counted(storage: Storage, wish: Wish) -> None:
    waits, paints = await wish(money=4 * CENT), await wish(money=4 * CENT)
    await storage.generations.started(paints.id, safe_prompt="", metaprompt_id="")
    for made in (waits, paints):
        gone: dict[str, Any] = {"spent_units": None, "spent_micro_usd": None}
        await storage.generations.failed(made.id, problem="cancelled", error_id=None, now=NOON, **gone)
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == await storage.purse.units_today(ROOM, NOON) == 2
    assert (await entries(storage))[-2:] == [(waits.id, "refund", 2, 4 * CENT), (paints.id, "settle", 2, 4 * CENT)]


async def test_what_moderators_keep_back_costs_its_person_nothing_and_the_room_its_money(storage: Storage, wish: Wish) -> None:
    held, reported, lapses = [await wish(units=units, money=CENT) for units in (4, 2, 2)]
    for made, units in ((held, 3), (reported, 2), (lapses, 2)):
        await done(storage, made, units, CENT)
    for kind in (CaseKind.PICTURE, CaseKind.APPROVAL):
        await refused(storage, held, kind)  # twice is once
    await refused(storage, reported, CaseKind.REPORT)  # whoever reported it has seen it
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == await storage.purse.units_today(ROOM, NOON) == 4
    assert await storage.purse.money_this_month(ROOM, NOON) == 3 * CENT
    assert (await entries(storage))[-1] == (held.id, "return", 3, 0)
    await waits(storage, lapses)
    await storage.cases.purge(NOON + timedelta(days=400))
    assert await storage.purse.units_today(ROOM, NOON) == 2
    await balanced(storage)


async def test_a_wish_that_is_repeated_is_reserved_once(storage: Storage, wish: Wish) -> None:
    first = await wish(key="k", money=CENT)
    assert await wish(key="k", money=CENT) == first
    assert len(await entries(storage)) == 1


@pytest.mark.parametrize(
    ("caps", "problem", "details"),
    [
        (Caps(room_month_micro_usd=10 * CENT), "money-spent", {"where": "room"}),
        (Caps(month_micro_usd=10 * CENT), "money-spent", {"where": "all"}),
        (Caps(room_day_units=5), "room-budget-spent", {"units": 2, "left": 1}),
    ],
)
async def test_each_limit_holds_for_everybody_together(
    storage: Storage, wish: Wish, caps: Caps, problem: str, details: dict[str, object]
) -> None:
    for member in (ANA, BO):
        await wish(member, money=5 * CENT, caps=caps)
    with pytest.raises(Problem) as refused:
        await wish(CAI, TOPIC, money=CENT, caps=caps)  # a thread has the purse of the room around it
    assert (refused.value.key, refused.value.details) == (problem, details)
    assert len(await entries(storage)) == 2
    assert len(await storage.generations.undelivered()) == 2
    if details.get("where") == "room" or problem == "room-budget-spent":
        await wish(CAI, GARDEN, money=CENT, caps=caps)
    if problem == "money-spent":
        await wish(CAI, units=1, caps=caps)  # what costs no money goes on
    later = NOON + timedelta(days=1 if problem == "room-budget-spent" else 12)
    await wish(CAI, money=CENT, caps=caps, now=later)


async def test_a_thread_brings_nobody_new_units(storage: Storage, wish: Wish) -> None:
    mine = {"units": 3, "limit": 8}
    await wish(**mine)
    await wish(room=TOPIC, **mine)
    for room in (ROOM, TOPIC, Room(ROOM.platform, f"{ROOM.id}/another")):
        assert await storage.generations.spent_units(ANA, room, NOON) == 6
        with pytest.raises(Problem, match="budget-spent"):
            await wish(room=room, **mine)
    await wish(BO, TOPIC, **mine)
    await wish(room=GARDEN, **mine)


async def test_nothing_of_the_month_is_given_to_the_next(storage: Storage, wish: Wish) -> None:
    """A wish of November that fails in December makes December no cheaper."""
    last = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    first = last + timedelta(minutes=2)
    made = await wish(money=7 * CENT, now=last)
    await wish(money=2 * CENT, now=first)
    await storage.generations.failed(made.id, problem="x", error_id=None, now=first)
    assert await storage.purse.money_this_month(ROOM, last) == 0
    assert await storage.purse.money_this_month(ROOM, first) == 2 * CENT
    assert [one.micro_usd for one in await storage.purse.spenders(ROOM, first, 9)] == [2 * CENT]


async def test_stopped_is_what_costs_money_until_it_goes_on(storage: Storage, wish: Wish) -> None:
    assert await storage.purse.stopped() is None
    for later in (0, 5):
        await storage.purse.stop(True, NOON + timedelta(minutes=later))
    assert await storage.purse.stopped() == NOON
    with pytest.raises(Problem, match="painting-stopped") as refused:
        await wish(money=1)
    assert refused.value.details == {"where": "all"}
    await wish()
    await storage.purse.stop(False, NOON)
    await wish(money=1)


async def test_a_room_may_paint_only_what_is_free_or_nothing(wish: Wish) -> None:
    await wish(caps=Caps(painting=Painting.FREE))
    with pytest.raises(Problem, match="painting-stopped") as refused:
        await wish(money=1, caps=Caps(painting=Painting.FREE))
    assert refused.value.details == {"where": "room"}
    with pytest.raises(Problem, match="painting-off"):
        await wish(units=0, caps=Caps(painting=Painting.OFF))


async def test_each_limit_warns_once_at_four_fifths(storage: Storage, wish: Wish) -> None:
    caps = Caps(room_day_units=20, room_month_micro_usd=10 * CENT, month_micro_usd=20 * CENT)

    async def told(member: Member = ANA, **more: Any) -> tuple[str, ...]:
        made = await wish(member, **{"units": 0, "limit": 10, "caps": caps} | more)
        return await storage.purse.warnings(made.id)

    assert await told(units=7) == ()
    assert await told(units=1, key="again") == ("units",)
    assert await told(units=1, key="again") == ("units",), "the same wish is answered in the same way"
    assert await told(units=1) == ()
    assert await told(BO, units=7) == ("room-units",)
    assert await told(BO, units=1, now=NOON + timedelta(days=1)) == ()
    assert await told(money=7 * CENT) == ()
    assert await told(money=CENT) == ("room-money",)
    assert await told(money=CENT) == ()
    assert await told(money=0, units=0) == ()
    caps = Caps(room_month_micro_usd=11 * CENT, month_micro_usd=11 * CENT)  # a new limit warns anew
    assert await told(money=CENT) == ("all-money", "room-money")


async def test_who_spent_what(storage: Storage, wish: Wish) -> None:
    await done(storage, await wish(ANA, units=3, money=9 * CENT), 2, 6 * CENT)
    await wish(BO, TOPIC, units=1, money=7 * CENT)
    await failed(storage, await wish(CAI, units=9, money=9 * CENT))
    await wish(CAI, GARDEN, units=5)
    told = [(one.member, one.units, one.micro_usd) for one in await storage.purse.spenders(TOPIC, NOON, 9)]
    assert told == [(BO, 1, 7 * CENT), (ANA, 2, 6 * CENT)]
    assert [one.member.name for one in await storage.purse.spenders(ROOM, NOON, 1) if one.member] == ["Bo"]
    rooms = [(one.room, one.units, one.micro_usd) for one in await storage.purse.rooms(NOON, 9)]
    assert rooms == [(TOPIC, 1, 7 * CENT), (ROOM, 2, 6 * CENT), (GARDEN, 5, 0)]
    assert await storage.purse.rooms(NOON + timedelta(days=30), 9) == ()


async def test_forgetting_takes_the_person_out_and_leaves_the_sums(storage: Storage, wish: Wish) -> None:
    alone = Room(ANA.platform, "dm-1")
    spent = [await wish(money=3 * CENT, room=room, private=room == alone) for room in (ROOM, alone)]
    for made in spent:
        await done(storage, made, 2, 3 * CENT)
    waits, paints = await wish(money=CENT), await wish(money=5 * CENT)
    await storage.generations.started(paints.id, safe_prompt="", metaprompt_id="")
    known = await storage.people.export(ANA)
    assert [(one["kind"], one["generation_id"], one["micro_usd"]) for one in known["spending"]] == [  # type: ignore[attr-defined] # a list
        (kind, made.id, money)
        for kind, made, money in [
            ("reserve", spent[0], 3 * CENT),
            ("reserve", spent[1], 3 * CENT),
            ("settle", spent[0], 3 * CENT),
            ("settle", spent[1], 3 * CENT),
            ("reserve", waits, CENT),
            ("reserve", paints, 5 * CENT),
        ]
    ]
    await storage.people.forget(ANA, now=NOON)
    assert (await storage.people.export(ANA))["spending"] == []
    # Nobody had begun with one of them, so it costs nothing; the other is being painted and will be paid for.
    assert await storage.purse.money_this_month(ROOM, NOON) == 8 * CENT
    assert [(one.member, one.micro_usd) for one in await storage.purse.spenders(ROOM, NOON, 9)] == [(None, 8 * CENT)]
    assert Room(ANA.platform, "@") in [one.room for one in await storage.purse.rooms(NOON, 9)]
    await balanced(storage)


async def test_forgetting_brings_nobody_new_units_on_the_same_day(storage: Storage, wish: Wish) -> None:
    alone = Room(ANA.platform, "dm-1")
    await done(storage, await wish(units=3), 2, 0)
    await wish(room=TOPIC, units=4)  # nobody has begun with it
    await done(storage, await wish(room=alone, private=True), 2, 0)
    await wish(BO)
    await storage.people.forget(ANA, now=NOON)
    for _ in range(2):
        for member, room, units in [
            (ANA, ROOM, 2),
            (ANA, TOPIC, 2),
            (ANA, alone, 2),
            (ANA, GARDEN, 0),
            (BO, ROOM, 2),
            (CAI, ROOM, 0),
        ]:
            assert await storage.generations.spent_units(member, room, NOON) == units
        await storage.people.forget(ANA, now=NOON)
    with pytest.raises(Problem, match="budget-spent"):
        await wish(units=2, limit=3)
    assert await storage.generations.spent_units(ANA, ROOM, NOON + timedelta(days=1)) == 0
    await balanced(storage)


async def test_who_asked_to_be_forgotten_is_not_in_the_ledger(storage: Storage, wish: Wish) -> None:
    """But for a mark that only somebody who knows them already could read, and that not after the day."""
    await wish(room=Room(ANA.platform, f"dm-{ANA.id}"), private=True)
    await wish(now=NOON - timedelta(days=1))
    for _ in range(2):
        await done(storage, await wish(), 2, 0)
    await storage.people.forget(ANA, now=NOON)

    async def members() -> list[str]:
        async with storage._database.reading() as connection:
            columns = (ledger.c.platform, ledger.c.member, ledger.c.room)
            rows = (await connection.execute(select(*columns))).all()
        assert not any(ANA.id in row for row in rows)
        return sorted({row.member for row in rows if row.platform == ""})

    nobody, *marks = await members()
    assert (nobody, [len(mark) for mark in marks]) == ("", [64, 64])
    assert [one.member for one in await storage.purse.spenders(ROOM, NOON, 9)] == [None]
    await wish(BO, now=NOON + timedelta(days=1))
    assert await members() == [""]


async def test_forgetting_both_accounts_brings_neither_new_units(storage: Storage, wish: Wish) -> None:
    code = await storage.links.offer(ANA, NOON)
    _, claim = await storage.links.claim(BO, code, NOON)
    await storage.links.agree(BO, claim, NOON)
    await storage.links.confirm(ANA, claim, NOON)
    await done(storage, await wish(ANA), 2, 0)
    await done(storage, await wish(ANA, GARDEN), 2, 0)
    await storage.people.forget(ANA, now=NOON)
    assert await storage.generations.spent_units(ANA, ROOM, NOON) == 2
    assert await storage.generations.spent_units(BO, GARDEN, NOON) == 2


async def test_linked_accounts_spend_together_and_part_again(storage: Storage, wish: Wish) -> None:
    await wish(ANA, money=2 * CENT)
    await wish(BO, GARDEN, money=3 * CENT)
    code = await storage.links.offer(ANA, NOON)
    _, claim = await storage.links.claim(BO, code, NOON)
    await storage.links.agree(BO, claim, NOON)
    await storage.links.confirm(ANA, claim, NOON)
    assert [one.member for one in await storage.purse.spenders(GARDEN, NOON, 9)] == [ANA]
    await storage.links.part(ANA)
    assert [one.member for one in await storage.purse.spenders(GARDEN, NOON, 9)] == [BO]
    assert [one.member for one in await storage.purse.spenders(ROOM, NOON, 9)] == [ANA]


async def test_a_room_that_moves_takes_its_purse_along(storage: Storage, wish: Wish) -> None:
    old, new = Room("telegram", "-5"), Room("telegram", "-1005")
    made = await wish(BO, Room("telegram", "-5/9"), money=4 * CENT)
    await wish(BO, new, money=CENT)
    for _ in range(2):
        await storage.rooms.moved(old, new)
        assert await storage.purse.money_this_month(new, NOON) == 5 * CENT
        assert await storage.purse.money_this_month(old, NOON) == 0
    await failed(storage, made)
    assert await storage.purse.money_this_month(new, NOON) == CENT
    await balanced(storage)


async def test_sums_of_long_ago_are_let_go(storage: Storage, wish: Wish) -> None:
    for days in (0, 20, 45):
        await wish(money=CENT, now=NOON + timedelta(days=days))
    async with storage._database.reading() as connection:
        periods = set((await connection.execute(select(purse.c.period))).scalars())
    assert periods == {"2026-12", "2026-12-11", "2027-01", "2027-01-05"}
