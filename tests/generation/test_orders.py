"""Orders: in parts, noted before they leave, looked for after a crash, and kind to a provider that is in trouble."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generation.breaker import IN_A_ROW, Breaker
from generation.orders import TRIES, Orders
from generation.pool import Pool
from generation.ports import Order, Painted, Unhurried
from generation.providers.errors import BadKey, Lost, ProviderError, RateLimited, Refused, Timeout, Unreachable, Upstream
from generation.providers.local import LocalProvider
from generation.safety.prompt import SafePrompt
from generation.spool import Spool
from storage.problem import Problem
from tests.generation.providers.desk import safe
from tests.generation.vendors import NOW, ROW, WISH, Killed, Remembering, Slow, Vendor, keys, office, seeds


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


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


@pytest.mark.parametrize(("error", "lost"), [(Lost(), 1), (Timeout(), 1), (Upstream("a job that failed"), 0)])
async def test_a_part_that_may_be_painted_is_counted(tmp_path: Path, pool: Pool, error: ProviderError, lost: int) -> None:
    vendor = Vendor()
    orders = office(vendor, tmp_path, pool)
    vendor.dies = lambda key: error if key.endswith("-2") else None
    parts = await orders.submit(safe(), WISH, ROW)
    vendor.loses = lambda key: error if key.endswith("-3") else None
    painted, unknown = await orders.collect(safe(), parts, 5)
    assert ([one.seed for one in painted], unknown) == ([1, 4], 2 * lost)


async def test_what_nobody_foresaw_in_one_part_does_not_take_the_paid_ones_along(tmp_path: Path, pool: Pool) -> None:
    def breaks(key: str, ends: str) -> None:
        if key.endswith(ends):
            raise KeyError("a field that is new")

    vendor = Vendor()
    orders = office(vendor, tmp_path, pool)
    vendor.dies = lambda key: breaks(key, "-2")
    parts = await orders.submit(safe(), WISH, ROW)
    vendor.loses = lambda key: breaks(key, "-3")
    painted, lost = await orders.collect(safe(), parts, 5)
    assert ([one.seed for one in painted], lost, await orders.owed(WISH.key)) == ([1, 4], 2, 4)
    vendor.loses = lambda key: breaks(key, "")
    with pytest.raises(KeyError):
        await orders.collect(safe(), parts, 5)


async def test_when_no_part_is_taken_the_reason_is_told(tmp_path: Path, pool: Pool) -> None:
    vendor, tried = Vendor(), list[str]()

    def refuses(key: str) -> ProviderError:
        tried.append(key)
        return Refused("input", ("violence",))

    vendor.refuses = refuses
    with pytest.raises(Refused):
        await office(vendor, tmp_path, pool).submit(safe(), WISH, ROW)
    assert tried == ["pincel-5-1"], "what the first is refused for is not tried three times more"


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


async def test_what_is_let_go_of_on_its_way_is_stopped_when_it_arrives(tmp_path: Path, pool: Pool) -> None:
    vendor = Slow()
    orders = office(vendor, tmp_path, pool)
    handing_in = asyncio.create_task(orders.submit(safe(), replace(WISH, seeds=(1, 2)), ROW))
    await vendor.asked.wait()
    while not await orders._spool.tickets_of(WISH.key):  # noqa: ASYNC110 - the other one is there first
        await asyncio.sleep(0.01)
    calling_off = asyncio.create_task(orders.call_off(WISH.key, "vendor"))
    await asyncio.sleep(0.02)
    vendor.may.set()
    await calling_off
    assert {*vendor.stopped} == {"ticket of pincel-5-1", "ticket of pincel-5-2"}
    assert await orders.owed(WISH.key) == 0
    await handing_in


@pytest.mark.parametrize(("listens", "owed"), [(True, 1), (False, 3)])
async def test_what_the_vendor_stops_by_its_own_word_costs_nothing(tmp_path: Path, pool: Pool, listens: bool, owed: int) -> None:
    """One of four was refused, and of one nobody knows whether it arrived."""
    vendor = Vendor()
    vendor.listens = listens
    vendor.refuses = lambda key: Refused() if key.endswith("-4") else None
    vendor.dies = lambda key: Timeout() if key.endswith("-2") else None
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), WISH, ROW)
    await orders.call_off(WISH.key, "vendor")
    assert await orders.owed(WISH.key) == owed
    with pytest.raises(Problem, match="cancelled"):
        await orders.collect(safe(), parts, 5)


async def test_what_may_have_to_be_paid_is_known_part_by_part(tmp_path: Path, pool: Pool) -> None:
    vendor = Vendor()
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), WISH, replace(ROW, provider_batch=1))
    assert await orders.owed(WISH.key) == 4
    blacked_out = Refused("output")
    blacked_out.owed = True  # it was painted all the same
    failures = {"-1": Upstream("a job that failed"), "-2": Lost(), "-3": blacked_out, "-4": Refused()}
    vendor.loses = lambda key: failures[key[-2:]]
    with pytest.raises(Lost):
        await orders.collect(safe(), parts, 5)
    assert await orders.owed(WISH.key) == 2
    await orders.settled(WISH.key)
    assert await orders.owed(WISH.key) == 0


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
    vendor.dies = lambda key: Timeout() if key == lost else RateLimited(3600)
    with pytest.raises(Timeout):
        await office(vendor, tmp_path, pool).submit(safe(), replace(WISH, seeds=(1, 2)), ROW)


async def test_a_picture_that_is_lost_on_its_way_may_have_to_be_paid(tmp_path: Path, pool: Pool) -> None:
    vendor = Vendor()
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), WISH, replace(ROW, provider_batch=3))
    vendor.loses = lambda key: Timeout() if key.endswith("-1") else None
    painted, lost = await orders.collect(safe(), parts, 5)
    assert ([one.seed for one in painted], lost) == ([4], 3)


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
