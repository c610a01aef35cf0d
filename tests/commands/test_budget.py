"""/budget and its limits: what everybody sees, what moderators and owners see, warnings, the switch, and Auto without money."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from commands.core.budget import dollars
from generation.breaker import IN_A_ROW
from generation.catalog import Catalog
from generation.ports import AT_ONCE, Order, Painted
from generation.providers.errors import BadKey, Lost, Refused, Timeout, Upstream
from generation.rows import Status
from generation.spending import still
from storage import records
from storage.problem import Problem
from storage.purse import EVERYWHERE
from storage.records import Room
from tests.commands.studio import SQUARE, Studio, catalog

DEAR = "/imagine a red fox --count 1 --model dear"
DOLLAR = 1_000_000


@pytest.fixture
def bank(studio: Studio) -> Studio:
    """Here "dear" paints, too: a dollar and ten units a picture. Rita runs the bot; all rooms may spend nine dollars a month."""
    sketch = catalog().get("sketch")
    dear = replace(
        sketch,
        id="dear",
        title="Dear",
        status=Status.LIVE,
        provider="studio",
        compute_units=(10.0, 10.0),
        usd=(1.0, 1.0),
        quality=3,
    )
    rows = Catalog((*catalog().models, dear), ("studio",))
    studio.pipeline._catalog = rows
    studio.house = studio.dispatcher.house = replace(studio.house, catalog=rows, owners=frozenset({"rita"}), monthly_usd=9)
    return studio


async def spent(studio: Studio, room: Room = SQUARE) -> int:
    return await studio.storage.purse.money_this_month(room, studio.clock)


async def test_everybody_sees_what_they_have_left(bank: Studio) -> None:
    await bank.made("/imagine a red fox --count 3 --model sketch")
    told = await bank.ana("/budget")
    assert told.private
    assert "197 of 200 units left" in told.text
    assert "One picture by Dear costs 10 units." in told.text
    assert "00:00" in told.text
    assert "$" not in told.text
    assert told.buttons == ()
    assert "200 of 200" in (await bank.bob("/budget")).text


async def test_moderators_see_who_spent_what(bank: Studio) -> None:
    for person in (bank.ana, bank.bob, bank.bob):
        await bank.made(DEAR, by=person)
    await bank.storage.people.forget(bank.ana.member, now=bank.clock)
    lines = (await bank.olga.moderates("/budget")).text.splitlines()
    assert "This room this month: $3.00 of $5.00 spent, $2.00 left until 2026-12-01 00:00 UTC." in lines
    assert lines[-2:] == ["Bob: 20 units · $2.00", "People I was asked to forget: 10 units · $1.00"]
    for locale, shown in (("es", "3,00 de 5,00 US$"), ("zh", "3.00 美元")):
        assert shown in (await bank.olga.moderates.speaking(locale)("/budget")).text


async def test_owners_see_all_rooms_and_stop_what_costs_money(bank: Studio) -> None:
    await bank.made(DEAR)
    rita = bank.rita.at(Room("test", "elsewhere"))
    told = await rita("/budget")
    assert "All rooms this month: $1.00 of $9.00 spent" in told.text
    assert "test square: 10 units · $1.00" in told.text
    stopped = await rita.presses(told.token("budget"))
    assert "Paid models are stopped since 2026-11-21 18:00 UTC" in stopped.text
    refused = await bank.ana(DEAR)
    assert refused.reply.problem == "painting-stopped"
    assert "Whoever runs this bot has stopped" in refused.text
    assert "/imagine" not in refused.text
    assert "Paid models are stopped" in (await bank.ana("/budget")).text
    assert (await bank.ana("/imagine a red fox --count 1 --model sketch")).reply.pending
    await rita.presses(stopped.token("budget"))
    assert (await bank.ana(DEAR)).reply.pending


async def test_what_waits_when_it_is_stopped_is_not_begun(bank: Studio) -> None:
    waits, begun = await bank.ana(DEAR), await bank.bob(DEAR)
    free = await bank.cai("/imagine a blue fox --count 1 --model sketch")
    await bank.storage.generations.started(begun.number, safe_prompt="", metaprompt_id="")
    await bank.rita("/budget --stop yes")
    with pytest.raises(Problem, match="stopped-meanwhile"):  # not even a part more of what is begun
        await still(bank.storage, f"pincel-{begun.number}")
    await still(bank.storage, f"pincel-{free.number}")
    await bank.settles()
    assert "has stopped all paid models meanwhile" in waits.now.text
    assert "200 of 200" in (await bank.ana("/budget")).text
    assert begun.now.pictures
    assert free.now.pictures
    assert await spent(bank) == DOLLAR


@pytest.mark.parametrize("line", ["/budget --stop yes", "/budget --stop no"])
async def test_nobody_else_moves_the_switch(bank: Studio, line: str) -> None:
    for person in (bank.mallory, bank.olga.moderates):
        assert "Only whoever runs this bot" in (await person(line)).text
        assert (await person.presses("budget:yes")).reply.problem == "owners-only"
    assert await bank.storage.purse.stopped() is None


@pytest.mark.parametrize("word", ["now", "stop"])
async def test_a_word_too_many_is_told_kindly(bank: Studio, word: str) -> None:
    told = (await bank.ana(f"/budget {word}")).text
    assert told == f"/budget does not know what to do with “{word}”. Type /help budget for an example."
    assert await bank.storage.purse.stopped() is None


async def test_auto_paints_for_free_where_no_money_is_left(bank: Studio) -> None:
    first = await bank.ana("/imagine a red fox --count 1")
    assert (await bank.generation(first.number)).model == "dear"
    await bank.olga.moderates("/settings --money 1")
    told = await bank.ana("/imagine a red fox --count 1")
    made = await bank.generation(told.number)
    assert (made.model, made.why, made.cost_units) == ("sketch", "auto-free", 1)
    assert "Auto chose Sketch: it is free, and paid models have no money left here" in told.text
    refused = await bank.ana(DEAR)
    assert refused.reply.problem == "money-spent"
    assert "This room’s money" in refused.text
    assert "from the 1st on" in refused.text
    bank.clock += timedelta(days=12)
    assert (await bank.ana(DEAR)).reply.pending


async def test_all_rooms_together_have_a_limit_too(bank: Studio) -> None:
    for number in range(3):
        room = Room("test", f"room-{number}")
        await bank.olga.moderates.at(room)("/settings --money 9")
        for _ in range(3):
            assert (await bank.ana.at(room)(DEAR)).reply.pending
    refused = await bank.bob.at(Room("test", "another"))(DEAR)
    assert refused.reply.problem == "money-spent"
    assert "The bot’s money" in refused.text
    assert await spent(bank, EVERYWHERE) == 9 * DOLLAR


async def test_a_room_may_stop_what_costs_money_or_all_painting(bank: Studio) -> None:
    told = await bank.olga.moderates("/settings --painting free")
    assert "Painting: only with free models" in told.text
    assert "let only free models paint" in (await bank.ana(DEAR)).text
    assert (await bank.generation((await bank.ana("/imagine a red fox --count 1")).number)).model == "sketch"
    await bank.olga.moderates("/settings --pintar no")
    for line in ("/imagine a red fox", DEAR, "/challenge"):
        assert "Nothing is painted in this room" in (await bank.ana(line)).text
    assert "Painting: off" in (await bank.ana("/budget")).text
    await bank.olga.moderates("/settings --画图 开")
    assert (await bank.ana(DEAR)).reply.pending


async def test_everybody_together_may_have_a_limit_of_units(bank: Studio) -> None:
    assert "for everybody together: 25 a day" in (await bank.olga.moderates("/settings --room-units 25")).text
    for person in (bank.ana, bank.bob):
        assert (await person(DEAR)).reply.pending
    refused = await bank.cai(DEAR)
    assert refused.reply.problem == "room-budget-spent"
    assert "needs 10 units and this room has 5 left for all of you together" in refused.text
    assert "used 20 of 25 units today" in (await bank.cai("/budget")).text
    assert "no limit" in (await bank.olga.moderates("/settings --room-units 0")).text
    assert (await bank.cai(DEAR)).reply.pending


async def test_the_answer_that_comes_near_a_limit_says_so_once(bank: Studio) -> None:
    await bank.olga.moderates("/settings --units 40 --room-units 60 --money 5.5")
    assert "80 %" not in (await bank.made(DEAR)).text
    assert "80 %" not in (await bank.made(DEAR)).text
    told = await bank.ana("/imagine a blue fox --count 4 --model sketch")
    assert "80 %" not in told.text
    told = await bank.ana(DEAR, call="the fourth")
    assert "With this you have used over 80 % of your units" in told.text
    assert "moderators" not in told.text
    await bank.settles()
    assert "With this you have used over 80 %" in told.now.text, "also where the result takes its place"
    assert "80 %" not in (await bank.made("/imagine a fox --count 2 --model sketch")).text
    assert "80 %" not in (await bank.made(DEAR, by=bank.bob)).text
    both = (await bank.cai.at(Room("test", "square/thread"))(DEAR)).text
    assert "Everybody together has now used over 80 % of this room’s units" in both
    assert "For the moderators: over 80 % of this room’s money" in both
    assert "With this you" not in both


async def test_refusals_and_failures_cost_nothing(bank: Studio) -> None:
    async def refuses(_order: Order) -> list[Painted]:
        raise Refused("output", ("violence",))

    bank.brush.does = refuses
    await bank.made(DEAR)
    assert await spent(bank) == 0
    assert "200 of 200" in (await bank.ana("/budget")).text


async def no_picture(order: Order) -> list[Painted]:
    return [Painted(b"<html>", "image/png", seed) for seed in order.seeds]


def fails(error: Exception) -> Callable[[Order], Coroutine[Any, Any, list[Painted]]]:
    async def raises(_order: Order) -> list[Painted]:
        raise error

    return raises


@pytest.mark.parametrize(
    ("does", "money"),
    [
        (fails(Timeout()), DOLLAR),
        (fails(Lost("no word of the job: HTTP 500")), DOLLAR),  # five polls in a row; or what was fetched is no picture
        (fails(BadKey("taken away while it painted")), DOLLAR),
        (fails(OSError("the disk is full")), DOLLAR),
        (no_picture, DOLLAR),
        (fails(Upstream("a job that ended as 'failed'")), 0),
        (fails(Refused("output")), 0),
    ],
)
async def test_what_the_vendor_may_have_painted_counts_as_money_but_not_for_the_person(
    bank: Studio, does: Callable[[Order], Coroutine[Any, Any, list[Painted]]], money: int
) -> None:
    bank.brush.remote, bank.brush.does = True, does
    told = await bank.made(DEAR)
    assert "It cost you nothing." in told.text
    assert await spent(bank) == money
    assert "200 of 200" in (await bank.ana("/budget")).text
    waiting = await bank.ana(DEAR)
    await bank.ana(f"/cancel {waiting.number}")
    assert await spent(bank) == money, "nobody had begun with it"


async def test_what_never_left_counts_as_nothing(bank: Studio) -> None:
    """The service rests because others waited in vain for it."""
    bank.brush.remote = True
    for _ in range(IN_A_ROW):
        bank.pipeline._orders.breaker.failed("studio", Timeout())
    await bank.made(DEAR)
    assert (await bank.generation(1)).problem == "provider-timeout"
    assert (await spent(bank), bank.brush.orders) == (0, [])


@pytest.mark.parametrize(
    ("model", "units", "money", "said"),
    [("dear", 10, DOLLAR, "is paid for its work, so it still costs 10 units."), ("sketch", 0, 0, "It cost you nothing.")],
)
async def test_what_is_let_go_at_a_service_that_is_paid_stays_spent(
    bank: Studio, model: str, units: int, money: int, said: str
) -> None:
    """Else whoever cancels would have more units than others; what the ledger says is what was told."""
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def paints(order: Order) -> list[Painted]:
        begun.set()
        await goes_on.wait()
        return await bank.brush.paints(order)

    bank.brush.remote, bank.brush.does = True, paints
    waits = await bank.ana(f"/imagine a red fox --count 1 --model {model}")
    painting = asyncio.create_task(bank.settles())
    await begun.wait()
    assert said in (await bank.ana("/cancel")).text
    goes_on.set()
    await painting
    assert "was cancelled" in waits.now.text
    assert (await bank.generation(1)).cost_units == units
    assert await spent(bank) == money
    assert await bank.storage.purse.units_today(SQUARE, bank.clock) == units
    assert f"{200 - units} of 200" in (await bank.ana("/budget")).text
    for locale, word in (("es", "cuesta de todos modos"), ("zh", "不退了")):
        if units:
            assert word in bank.house.words.say(locale, "cancel-done-begun", prompt="x", units=units)


async def test_what_waits_for_its_turn_at_a_service_costs_nothing_when_it_is_let_go(bank: Studio) -> None:
    """It is being painted, by our records, but nothing of it has left the house."""
    order = "/imagine a red fox --count 1 --model dear"
    bank.brush.remote = True
    for number in range(AT_ONCE):
        await bank.pipeline._orders._spool.begun(f"another-{number}", bank.clock, "studio")
    await bank.ana(order)
    painting = asyncio.create_task(bank.settles())
    while (await bank.generation(1)).status is not records.Status.PAINTING:  # noqa: ASYNC110 - it is handed in soon
        await asyncio.sleep(0.01)
    assert "It cost you nothing" in (await bank.ana("/cancel")).text
    await painting
    assert bank.brush.orders == []
    assert (await bank.generation(1)).cost_units == await spent(bank) == 0


async def test_a_part_that_came_too_late_counts_as_money_but_not_for_the_person(bank: Studio) -> None:
    rows = Catalog([replace(row, provider_batch=1) for row in bank.house.catalog.models], ("studio",))
    bank.pipeline._catalog = rows

    async def half(order: Order) -> list[Painted]:
        if order.key.endswith("-2"):
            raise Timeout
        return await bank.brush.paints(order)

    bank.brush.does = half
    await bank.made("/imagine a red fox --count 2 --model dear")
    assert (await bank.generation(1)).cost_units == 10
    assert await spent(bank) == 2 * DOLLAR
    assert "190 of 200" in (await bank.ana("/budget")).text


async def test_less_is_paid_where_less_was_painted(bank: Studio) -> None:
    async def half(order: Order) -> list[Painted]:
        return (await bank.brush.paints(order))[:1]

    bank.brush.does = half
    told = await bank.ana("/imagine a red fox --count 2 --model dear")
    assert await spent(bank) == 2 * DOLLAR
    await bank.settles()
    assert await spent(bank) == DOLLAR
    assert (await bank.generation(told.number)).cost_units == 10


def test_dollars_are_whole_cents_and_none_too_few() -> None:
    assert [dollars(amount) for amount in (0, 1, 10_000, 10_001, 1_234_567)] == [0, 0.01, 0.01, 0.02, 1.24]
