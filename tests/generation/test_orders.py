"""Orders: in parts, noted before they leave, looked for after a crash, and kind to a provider that is in trouble."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generation.breaker import IN_A_ROW, Breaker
from generation.orders import TRIES, Orders
from generation.pool import Pool
from generation.ports import Order, Painted, Unhurried
from generation.providers.errors import BadKey, ProviderError, RateLimited, Refused, Timeout, Unreachable, Upstream
from generation.providers.local import LocalProvider
from generation.safety.prompt import SafePrompt
from generation.spool import Spool
from storage.problem import Problem
from tests.generation.providers.desk import JPEG, Desk, order, safe

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROW = replace(Desk.model(), provider="vendor", provider_batch=1)
WISH = order(ROW, 1, 2, 3, 4, key="pincel-5")


class Killed(BaseException):
    """The process ended."""


class Vendor:
    """Counts what it was paid for. `dies`: what happens after it took an order, before its answer arrives."""

    remote = True

    def __init__(self) -> None:
        self.paid: list[str] = []
        self.stopped: list[str] = []
        self.dies: Callable[[str], BaseException | None] = lambda _key: None
        self.refuses: Callable[[str], ProviderError | None] = lambda _key: None
        self.loses: Callable[[str], ProviderError | None] = lambda _key: None

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        assert prompt.words
        if error := self.refuses(order.key):
            raise error
        self.paid.append(order.key)
        if end := self.dies(order.key):
            raise end
        return f"ticket of {order.key}"

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        assert (prompt.words, ticket) == (safe().words, f"ticket of {order.key}")
        if error := self.loses(order.key):
            raise error
        return [Painted(JPEG, "image/jpeg", seed) for seed in order.seeds]

    async def give_up(self, ticket: str) -> None:
        self.stopped.append(ticket)


class Remembering(Vendor):
    """A vendor that can be asked what it was handed."""

    async def find(self, order: Order, since: datetime, before: datetime | None, taken: Collection[str]) -> str | None:
        assert since == NOW
        assert before is None or before > since
        ticket = f"ticket of {order.key}"
        return ticket if order.key in self.paid and ticket not in taken else None


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


def office(vendor: Vendor, folder: Path, pool: Pool, breaker: Breaker | None = None) -> Orders:
    return Orders({"vendor": vendor}, Spool(folder, pool), lambda: NOW, breaker=breaker, pause_s=0.001)


def seeds(collected: tuple[Sequence[Painted], int]) -> list[int]:
    """Of the pictures that came; none may have been painted beside."""
    painted, lost = collected
    assert lost == 0
    return [one.seed for one in painted]


def keys(parts: Sequence[dict[str, Any]]) -> list[str]:
    return [part["order"]["key"] for part in parts]


@pytest.mark.parametrize(("batch", "sent"), [(1, [1, 1, 1, 1]), (2, [2, 2]), (3, [3, 1]), (4, [4])])
async def test_an_order_goes_out_in_parts(tmp_path: Path, pool: Pool, batch: int, sent: list[int]) -> None:
    orders = office(Vendor(), tmp_path, pool)
    parts = await orders.submit(safe(), WISH, replace(ROW, provider_batch=batch))
    assert [len(part["order"]["seeds"]) for part in parts] == sent
    assert seeds(await orders.collect(safe(), parts, 5)) == [1, 2, 3, 4]


async def test_after_a_crash_nothing_is_handed_in_twice(tmp_path: Path, pool: Pool) -> None:
    vendor = Vendor()
    first = await office(vendor, tmp_path, pool).submit(safe(), WISH, ROW)
    again = await office(vendor, tmp_path, pool).submit(safe(), WISH, ROW)  # the step's answer was lost with the process
    assert again == first
    assert len(vendor.paid) == 4


@pytest.mark.parametrize(("kind", "paid"), [(Remembering, 4), (Vendor, 5)])
async def test_what_left_before_the_crash_is_looked_for(tmp_path: Path, pool: Pool, kind: type[Vendor], paid: int) -> None:
    vendor = kind()
    vendor.dies = lambda key: Killed() if key == "pincel-5-3" else None
    with pytest.raises(Killed):
        await office(vendor, tmp_path, pool).submit(safe(), WISH, ROW)
    vendor.dies = lambda _key: None
    orders = office(vendor, tmp_path, pool)
    assert keys(await orders.submit(safe(), WISH, ROW)) == [f"pincel-5-{number}" for number in (1, 2, 3, 4)]
    assert len(vendor.paid) == paid, "who can not be asked is paid once more, for the one part in question"


async def test_a_part_that_is_refused_does_not_take_the_others_along(tmp_path: Path, pool: Pool) -> None:
    vendor = Vendor()
    vendor.refuses = lambda key: Refused() if key.endswith("-2") else None
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), WISH, ROW)
    vendor.loses = lambda key: Upstream() if key.endswith("-3") else None
    assert seeds(await orders.collect(safe(), parts, 5)) == [1, 4]


async def test_when_no_part_is_taken_the_reason_is_told(tmp_path: Path, pool: Pool) -> None:
    vendor = Vendor()
    vendor.refuses = lambda _key: Refused("input", ("violence",))
    with pytest.raises(Refused):
        await office(vendor, tmp_path, pool).submit(safe(), WISH, ROW)


@pytest.mark.parametrize("error", [RateLimited(0.001), RateLimited(None), Unreachable()])
async def test_what_was_certainly_not_taken_is_handed_in_again(tmp_path: Path, pool: Pool, error: ProviderError) -> None:
    vendor, tries = Vendor(), []

    def refuses(key: str) -> ProviderError | None:
        tries.append(key)
        return error if len(tries) < TRIES else None

    vendor.refuses = refuses
    one = replace(WISH, seeds=(1,))
    assert keys(await office(vendor, tmp_path, pool).submit(safe(), one, ROW)) == ["pincel-5-1"]
    assert (len(tries), len(vendor.paid)) == (TRIES, 1)


@pytest.mark.parametrize("error", [Timeout(), Upstream(), Refused(), BadKey(), RateLimited(3600)])
async def test_what_may_have_been_taken_is_not(tmp_path: Path, pool: Pool, error: ProviderError) -> None:
    vendor = Vendor()
    vendor.dies = lambda _key: error
    with pytest.raises(type(error)):
        await office(vendor, tmp_path, pool).submit(safe(), replace(WISH, seeds=(1,)), ROW)
    assert len(vendor.paid) == 1


async def test_what_another_process_has_on_its_way_is_not_taken_for_it(tmp_path: Path, pool: Pool) -> None:
    vendor, one = Remembering(), replace(WISH, seeds=(1,))
    vendor.dies = lambda _key: Timeout()
    await Spool(tmp_path, pool).begun("pincel-9-1", NOW, "vendor")
    with pytest.raises(Timeout):
        await office(vendor, tmp_path, pool).submit(safe(), one, ROW)


@pytest.mark.parametrize("error", [Timeout(), Upstream()])
async def test_what_may_have_been_taken_is_looked_for_at_once(tmp_path: Path, pool: Pool, error: ProviderError) -> None:
    vendor, one = Remembering(), replace(WISH, seeds=(1,))
    vendor.dies = lambda _key: error
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), one, ROW)
    assert seeds(await orders.collect(safe(), parts, 5)) == [1]
    vendor.refuses = lambda _key: error
    with pytest.raises(type(error)):
        await orders.submit(safe(), replace(one, key="pincel-6"), ROW)
    assert vendor.paid == ["pincel-5-1"], "what is not there may be on its way, and is not handed in once more"


async def test_a_vendor_that_dawdles_is_told_that_nobody_waits(tmp_path: Path, pool: Pool) -> None:
    class Dawdling(Vendor):
        async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
            await asyncio.Event().wait()
            return await super().collect(prompt, order, ticket)

    vendor = Dawdling()
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), replace(WISH, seeds=(1,)), ROW)
    with pytest.raises(Timeout):
        await orders.collect(safe(), parts, 0.05)
    assert vendor.stopped == ["ticket of pincel-5-1"]


async def test_who_waits_in_the_line_of_this_computer_is_not_given_up_for_it(tmp_path: Path, pool: Pool) -> None:
    """Twelve pictures ahead, half a minute each: that is no fault of the model's."""

    class Home(Vendor):
        unhurried = True

        async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
            await asyncio.sleep(0.1)
            return await super().collect(prompt, order, ticket)

    orders = office(Home(), tmp_path, pool)
    parts = await orders.submit(safe(), replace(WISH, seeds=(1,)), ROW)
    assert seeds(await orders.collect(safe(), parts, 0.02)) == [1]
    assert isinstance(LocalProvider, Unhurried)


async def test_a_key_that_was_taken_away_meanwhile(tmp_path: Path, pool: Pool) -> None:
    parts = await office(Vendor(), tmp_path, pool).submit(safe(), WISH, ROW)
    without = Orders({}, Spool(tmp_path, pool), lambda: NOW)
    with pytest.raises(BadKey):
        await without.collect(safe(), parts, 5)


async def test_a_failing_provider_rests_and_is_tried_again(tmp_path: Path, pool: Pool) -> None:
    clock = [0.0]
    breaker = Breaker(lambda: clock[0])
    vendor = Vendor()
    vendor.refuses = lambda _key: Upstream("HTTP 500")
    one = replace(WISH, seeds=(1,))
    orders = office(vendor, tmp_path, pool, breaker)
    for number in range(IN_A_ROW):
        assert not breaker.resting()
        with pytest.raises(Upstream):
            await orders.submit(safe(), replace(one, key=f"pincel-{number}"), ROW)
    assert breaker.resting() == {"vendor"}
    vendor.refuses = lambda _key: None
    with pytest.raises(Upstream):
        await orders.submit(safe(), one, ROW)
    assert vendor.paid == [], "it was not even asked"
    clock[0] += 31
    assert not breaker.resting()
    await orders.submit(safe(), one, ROW)
    assert not breaker.resting()


async def test_who_waits_in_the_line_of_a_service_that_falls_does_not_try_it_one_after_the_other(
    tmp_path: Path, pool: Pool
) -> None:
    vendor = Slow()
    vendor.at_once = 1
    orders = office(vendor, tmp_path, pool)
    place = orders._place("vendor", vendor)
    await place.acquire()
    wishes = [orders.submit(safe(), replace(WISH, seeds=(1,), key=f"pincel-{number}"), ROW) for number in range(6)]
    handing_in = asyncio.gather(*wishes, return_exceptions=True)
    await asyncio.sleep(0.05)
    tried: list[str] = []

    def refuses(key: str) -> ProviderError:
        tried.append(key)
        return Upstream("HTTP 500")

    vendor.refuses = refuses
    place.release()
    assert [type(one) for one in await handing_in] == [Upstream] * 6
    assert len(tried) <= IN_A_ROW + 1, "one is on its way while the third failure is told"


def test_rests_grow_and_end_with_a_success() -> None:
    clock = [0.0]
    breaker = Breaker(lambda: clock[0])
    rests = []
    for _ in range(7):
        breaker.failed("vendor", BadKey())
        before = clock[0]
        while breaker.resting():
            clock[0] += 1
        rests.append(clock[0] - before)
    assert rests == [30, 60, 120, 240, 480, 600, 600]
    breaker.check("vendor")  # one tries it for all
    with pytest.raises(BadKey):
        breaker.check("vendor")
    breaker.succeeded("vendor")
    breaker.check("vendor")
    for _ in range(8):
        breaker.failed("vendor", Upstream())  # eight were under way when it fell
    clock[0] += 31
    assert not breaker.resting(), "that was one fall, and one rest"
    breaker.succeeded("vendor")
    for error in (Refused(), RateLimited()):
        for _ in range(9):
            breaker.failed("vendor", error)
    assert not breaker.resting(), "what says nothing about its health is not counted"


async def test_a_provider_that_takes_orders_and_paints_none_rests_as_well(tmp_path: Path, pool: Pool) -> None:
    clock = [0.0]
    breaker = Breaker(lambda: clock[0])
    vendor = Vendor()
    vendor.loses = lambda _key: Upstream("a job that failed")
    orders = office(vendor, tmp_path, pool, breaker)

    async def paints(number: int) -> None:
        parts = await orders.submit(safe(), replace(WISH, seeds=(1,), key=f"pincel-{number}"), ROW)
        await orders.collect(safe(), parts, 5)

    for number in range(IN_A_ROW):
        assert not breaker.resting()
        with pytest.raises(Upstream):
            await paints(number)
    assert breaker.resting() == {"vendor"}
    clock[0] += 31
    with pytest.raises(Upstream):
        await paints(8)
    clock[0] += 31
    assert breaker.resting() == {"vendor"}, "it took one more order after its rest, and that says nothing"
    clock[0] += 31
    vendor.loses = lambda _key: None
    await paints(9)
    assert not breaker.resting()


async def test_who_lets_go_of_wishes_does_not_put_the_provider_to_rest(tmp_path: Path, pool: Pool) -> None:
    vendor = Vendor()
    vendor.loses = lambda _key: Upstream("a job that ended as 'cancelled'")
    breaker = Breaker()
    orders = office(vendor, tmp_path, pool, breaker)
    for number in range(IN_A_ROW + 1):
        one = replace(WISH, seeds=(1,), key=f"pincel-{number}")
        parts = await orders.submit(safe(), one, ROW)
        await orders.call_off(one.key, "vendor")
        with pytest.raises(Problem, match="cancelled"):
            await orders.collect(safe(), parts, 5)
    assert not breaker.resting()


async def test_what_its_person_let_go_of_is_not_handed_in_once_more(tmp_path: Path, pool: Pool) -> None:
    vendor, tried = Vendor(), asyncio.Event()
    orders = office(vendor, tmp_path, pool)

    def refuses(_key: str) -> ProviderError | None:
        tried.set()
        return RateLimited(0.05)

    vendor.refuses = refuses
    handing_in = asyncio.create_task(orders.submit(safe(), replace(WISH, seeds=(1,)), ROW))
    await tried.wait()
    await orders.call_off(WISH.key, "vendor")
    vendor.refuses = lambda _key: None
    with pytest.raises(Problem, match="cancelled"):
        await handing_in
    assert vendor.paid == []


class Slow(Vendor):
    """Takes an order, but the first part of each, only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.may = asyncio.Event()
        self.busy = self.most = 0
        self.at_once = 8

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        if not order.key.endswith("-1"):
            self.asked.set()
            self.busy += 1
            self.most = max(self.most, self.busy)
            await self.may.wait()
            self.busy -= 1
        return await super().submit(prompt, order)


async def test_what_is_let_go_of_on_its_way_is_stopped_when_it_arrives(tmp_path: Path, pool: Pool) -> None:
    vendor = Slow()
    orders = office(vendor, tmp_path, pool)
    handing_in = asyncio.create_task(orders.submit(safe(), replace(WISH, seeds=(1, 2)), ROW))
    await vendor.asked.wait()
    while not await orders._spool.tickets_of(WISH.key):  # noqa: ASYNC110 - the other one is there first
        await asyncio.sleep(0.01)
    await orders.call_off(WISH.key, "vendor")
    vendor.may.set()
    await handing_in
    assert {*vendor.stopped} == {"ticket of pincel-5-1", "ticket of pincel-5-2"}


async def test_what_was_not_taken_in_time_may_have_to_be_paid(tmp_path: Path, pool: Pool) -> None:
    vendor = Slow()
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), replace(WISH, seeds=(1, 2)), ROW, 0.1)
    assert [part["ticket"] for part in parts] == ["ticket of pincel-5-1", None]
    painted, lost = await orders.collect(safe(), parts, 5)
    assert ([one.seed for one in painted], lost) == ([1], 1)


@pytest.mark.parametrize("lost", ["pincel-5-1", "pincel-5-2"])
async def test_of_several_reasons_the_one_that_may_cost_money_is_told(tmp_path: Path, pool: Pool, lost: str) -> None:
    vendor = Vendor()
    vendor.dies = lambda key: Timeout() if key == lost else Upstream()
    with pytest.raises(Timeout):
        await office(vendor, tmp_path, pool).submit(safe(), replace(WISH, seeds=(1, 2)), ROW)


async def test_a_picture_that_is_lost_on_its_way_may_have_to_be_paid(tmp_path: Path, pool: Pool) -> None:
    vendor = Vendor()
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), WISH, replace(ROW, provider_batch=3))
    vendor.loses = lambda key: Timeout() if key.endswith("-1") else None
    painted, lost = await orders.collect(safe(), parts, 5)
    assert ([one.seed for one in painted], lost) == ([4], 3)


async def test_the_time_that_a_service_has_begins_when_its_turn_has_come(tmp_path: Path, pool: Pool) -> None:
    """Nobody is told that it took too long who had only waited in the line."""
    vendor = Slow()
    vendor.at_once = 1
    orders = office(vendor, tmp_path, pool)
    place = orders._place("vendor", vendor)
    await place.acquire()
    handing_in = asyncio.create_task(orders.submit(safe(), replace(WISH, seeds=(1,)), ROW, 0.5))
    await asyncio.sleep(0.7)
    place.release()
    assert keys(await handing_in) == ["pincel-5-1"]


@pytest.mark.parametrize("at_once", [1, 2, 3])
async def test_as_many_leave_at_the_same_time_as_the_service_takes(tmp_path: Path, pool: Pool, at_once: int) -> None:
    vendor = Slow()
    vendor.at_once = at_once
    orders = office(vendor, tmp_path, pool)
    handing_in = asyncio.create_task(orders.submit(safe(), replace(WISH, seeds=(1, 2, 3, 4, 5)), ROW))
    await vendor.asked.wait()
    for _ in range(20):
        await asyncio.sleep(0.005)
    assert vendor.busy == at_once
    vendor.may.set()
    await handing_in
    assert vendor.most == at_once


@pytest.mark.parametrize("kind", [Vendor, Remembering])
async def test_nobody_waits_behind_one_that_pauses(tmp_path: Path, pool: Pool, kind: type[Vendor]) -> None:
    """A service that asked one order to come again in a while has room for the others meanwhile."""
    vendor, told = kind(), asyncio.Event()
    vendor.at_once = 1  # type: ignore[attr-defined] # as a row says

    def refuses(key: str) -> ProviderError | None:
        if key != "pincel-1-1" or told.is_set():
            return None
        told.set()
        return RateLimited(0.3)

    vendor.refuses = refuses
    orders = office(vendor, tmp_path, pool)
    one = replace(WISH, seeds=(1,))
    pausing = asyncio.create_task(orders.submit(safe(), replace(one, key="pincel-1"), ROW))
    await told.wait()
    await orders.submit(safe(), replace(one, key="pincel-2"), ROW)
    assert not pausing.done()
    await pausing
    assert vendor.paid == ["pincel-2-1", "pincel-1-1"]


async def test_an_order_that_pauses_is_not_in_question(tmp_path: Path, pool: Pool) -> None:
    """After a crash it must not be taken for the one that left while it waited."""
    vendor, spool = Vendor(), Spool(tmp_path, pool)
    vendor.refuses = lambda _key: RateLimited(3600)
    orders = office(vendor, tmp_path, pool)
    with pytest.raises(RateLimited):
        await orders.submit(safe(), replace(WISH, seeds=(1,)), ROW)
    assert not await orders.left(WISH.key)
    assert await spool.begun("pincel-5-1", NOW) is None
    vendor.refuses = lambda _key: None
    vendor.dies = lambda _key: Timeout()
    with pytest.raises(Timeout):
        await orders.submit(safe(), replace(WISH, seeds=(1,), key="pincel-9"), ROW)
    assert await orders.left("pincel-9")


class Listing(Vendor):
    """A vendor that tells of its jobs when they were made, and nothing of what was asked for."""

    async def find(self, order: Order, since: datetime, before: datetime | None, taken: Collection[str]) -> str | None:
        assert order.seeds
        assert since == NOW
        assert before is None
        return next((ticket for ticket in (f"ticket of {key}" for key in self.paid) if ticket not in taken), None)


@pytest.mark.parametrize("settled", [False, True])
async def test_a_lost_order_never_finds_the_pictures_of_another(tmp_path: Path, pool: Pool, settled: bool) -> None:
    """The other left a second before, and was painted, and perhaps delivered, when ours is looked for: it is nobody else's."""
    vendor = Listing()
    clock = [NOW - timedelta(seconds=1)]
    orders = Orders({"vendor": vendor}, Spool(tmp_path, pool), lambda: clock[0])
    one = replace(WISH, seeds=(1,))
    await orders.submit(safe(), replace(one, key="pincel-4"), ROW)
    clock[0] = NOW
    assert await Spool(tmp_path, pool).begun("pincel-5-1", NOW) is None  # and then the process was killed
    if settled:
        await orders.settled("pincel-4")
    (mine,) = await orders.submit(safe(), one, ROW)
    assert mine["ticket"] == "ticket of pincel-5-1"
    await orders.settled("pincel-5")
    spool = Spool(tmp_path, pool)
    assert await spool.sweep(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert len(await spool.tickets(NOW - timedelta(minutes=1))) == 2
    await spool.sweep(datetime.now(UTC) + timedelta(hours=1))
    assert not await spool.tickets(NOW - timedelta(minutes=1)), "in a day they are forgotten"


async def test_what_left_for_another_provider_says_nothing_of_when_ours_arrived(tmp_path: Path, pool: Pool) -> None:
    """They do not wait for each other: ours may have arrived long after the other left."""

    class Asked(Vendor):
        async def find(self, order: Order, since: datetime, before: datetime | None, taken: Collection[str]) -> str | None:
            assert (order.seeds, since, before, taken) == ((1,), NOW, None, {"theirs"})
            return "mine"

    spool = Spool(tmp_path, pool)
    assert await spool.begun("pincel-5-1", NOW, "vendor") is None  # and then the process was killed
    assert await spool.begun("pincel-6-1", NOW + timedelta(milliseconds=5), "another") is None
    await spool.got("pincel-6-1", "theirs")
    (mine,) = await office(Asked(), tmp_path, pool).submit(safe(), replace(WISH, seeds=(1,)), ROW)
    assert mine["ticket"] == "mine"
