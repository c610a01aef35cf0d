"""Orders wait in a line for a place at a service: as many are there as it takes, and whoever pauses holds up nobody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generation.breaker import IN_A_ROW
from generation.line import Line
from generation.orders import Orders
from generation.pool import Pool
from generation.providers.errors import ProviderError, RateLimited, Timeout, Upstream
from generation.spool import Spool
from storage.problem import Problem
from tests.generation.providers.desk import safe
from tests.generation.vendors import NOW, ROW, WISH, Busy, Killed, Remembering, Vendor, keys, office, seeds


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


async def begun(orders: Orders, key: str = "pincel-5") -> asyncio.Task[list[dict[str, Any]]]:
    """An order for one that is being handed in, or waits to be."""
    handing_in = asyncio.create_task(orders.submit(safe(), replace(WISH, seeds=(1,), key=key), ROW, 0.5))
    await asyncio.sleep(0.05)
    return handing_in


async def test_the_time_that_a_service_has_begins_when_its_turn_has_come(tmp_path: Path, pool: Pool) -> None:
    """Nobody is told that it took too long who had only waited in the line."""
    vendor = Busy(1)
    orders = office(vendor, tmp_path, pool)
    parts = await (await begun(orders, "pincel-4"))
    handing_in = await begun(orders)
    await asyncio.sleep(0.6)
    assert not handing_in.done()
    vendor.may.set()
    await orders.collect(safe(), parts, 5)
    assert keys(await handing_in) == ["pincel-5-1"]


@pytest.mark.parametrize("at_once", [1, 2, 5])
async def test_as_many_are_with_a_service_as_it_takes_until_they_are_fetched(tmp_path: Path, pool: Pool, at_once: int) -> None:
    vendor = Busy(at_once)
    orders = office(vendor, tmp_path, pool)
    parts = await orders.submit(safe(), replace(WISH, seeds=(1, 2, 3, 4, 5)), ROW)
    assert (len(vendor.paid), len(parts)) == (at_once, 5), "the others wait here"
    collecting = asyncio.create_task(orders.collect(safe(), parts, 5))
    await asyncio.sleep(0.02)
    assert len(vendor.paid) == at_once
    vendor.may.set()
    assert seeds(await collecting) == [1, 2, 3, 4, 5]
    assert vendor.most == at_once


@pytest.mark.parametrize("ends", ["collect", "call_off"])
async def test_what_was_handed_in_before_a_crash_keeps_its_place(tmp_path: Path, pool: Pool, ends: str) -> None:
    vendor = Busy(1)
    vendor.may.set()
    before = await (await begun(office(vendor, tmp_path, pool), "pincel-4"))
    orders = office(vendor, tmp_path, pool)  # and then the process was killed
    handing_in = await begun(orders)
    assert vendor.paid == ["pincel-4-1"]
    await (orders.collect(safe(), before, 5) if ends == "collect" else orders.call_off("pincel-4", "vendor"))
    await handing_in
    assert vendor.paid == ["pincel-4-1", "pincel-5-1"]


async def test_nobody_waits_for_a_place_that_is_his_own(tmp_path: Path, pool: Pool) -> None:
    """Before a crash the second part had left and the first, which the service had put off, had not."""
    vendor, spool = Busy(1), Spool(tmp_path, pool)
    await spool.begun("pincel-5-2", NOW, "vendor")
    await spool.got("pincel-5-2", "ticket of pincel-5-2")
    vendor.may.set()
    orders = office(vendor, tmp_path, pool)
    async with asyncio.timeout(5):
        parts = await orders.submit(safe(), replace(WISH, seeds=(1, 2)), ROW)
        assert seeds(await orders.collect(safe(), parts, 5)) == [1, 2]
    assert vendor.paid == ["pincel-5-1"]


async def test_who_lets_go_does_not_wait_for_a_place_any_more(tmp_path: Path, pool: Pool) -> None:
    vendor = Busy(1)
    orders = office(vendor, tmp_path, pool)
    await (await begun(orders, "pincel-4"))
    handing_in = await begun(orders)
    await orders.call_off("pincel-5", "vendor")
    with pytest.raises(Problem, match="cancelled"):
        await handing_in
    assert (vendor.paid, await orders.owed("pincel-5")) == (["pincel-4-1"], 0)


@pytest.mark.parametrize("kind", [Busy, Remembering])
async def test_what_the_records_do_not_want_any_more_is_not_bought(tmp_path: Path, pool: Pool, kind: type[Vendor]) -> None:
    """It waits in this process's line, and another one was told: cancelled, forgotten, or all paid models stopped."""
    said: list[Problem] = []

    async def still(key: str) -> None:
        assert key == "pincel-5"
        for problem in said:
            raise problem

    vendor = kind(1) if kind is Busy else kind()
    vendor.at_once = 1  # type: ignore[attr-defined] # as a row says
    orders = office(vendor, tmp_path, pool, still=still)
    parts = await orders.submit(safe(), WISH, ROW)
    said.append(Problem("stopped-meanwhile"))
    if isinstance(vendor, Busy):
        vendor.may.set()
    assert seeds(await orders.collect(safe(), parts, 5)) == [1], "what is paid for is fetched"
    assert (vendor.paid, await orders.owed("pincel-5")) == (["pincel-5-1"], 1)


async def test_one_that_leaves_while_another_looks_has_its_place(tmp_path: Path, pool: Pool) -> None:
    vendor = Busy(1)
    spool = Spool(tmp_path, pool)
    line = Line(spool, lambda: NOW)
    looked, may = asyncio.Event(), asyncio.Event()

    async def in_flight(by: str, since: datetime, *, taken: bool = False) -> frozenset[str]:
        found = await Spool.in_flight(spool, by, since, taken=taken)
        looked.set()
        await may.wait()
        return found

    assert await line.at_once("vendor", vendor, "pincel-1-1", None)
    spool.in_flight = in_flight  # type: ignore[method-assign] # a disk that takes its time
    other = asyncio.create_task(line.at_once("vendor", vendor, "pincel-2-1", None))
    await looked.wait()
    async with line.turn("vendor", vendor, "pincel-1-1"):
        await spool.begun("pincel-1-1", NOW, "vendor")
    may.set()
    assert not await other


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("kind", [Vendor, Remembering])
async def test_after_a_crash_what_holds_the_places_waits_behind_nobody(
    tmp_path: Path, pool: Pool, kind: type[Vendor], width: int
) -> None:
    """Newer orders are quicker to the line than the resumed one, and wait for the places that its parts have."""
    vendor = kind()
    vendor.at_once = width  # type: ignore[attr-defined] # as a row says
    vendor.dies = lambda key: Killed() if key == f"pincel-5-{width}" else None
    wish = replace(WISH, seeds=tuple(range(1, width + 1)))
    with pytest.raises(Killed):
        await office(vendor, tmp_path, pool).submit(safe(), wish, ROW)
    vendor.dies = lambda _key: None
    orders = office(vendor, tmp_path, pool)
    newer = [await begun(orders, f"pincel-{number}") for number in (6, 7)]
    async with asyncio.timeout(5):
        parts = await orders.submit(safe(), wish, ROW)
        with suppress(Timeout):  # where nobody can be asked what became of the last
            assert len((await orders.collect(safe(), parts, 5))[0]) == width
        for number, one in zip((6, 7), newer, strict=True):
            assert keys(await one) == [f"pincel-{number}-1"]
            await orders.collect(safe(), await one, 5)


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
    parts = await orders.submit(safe(), replace(one, key="pincel-2"), ROW)
    assert seeds(await orders.collect(safe(), parts, 5)) == [1]
    assert not pausing.done()
    await pausing
    assert vendor.paid == ["pincel-2-1", "pincel-1-1"]


async def test_a_service_that_takes_fewer_than_its_row_says_is_waited_for(tmp_path: Path, pool: Pool) -> None:
    """It paints three at a time, for longer than anybody would try again, and says that there were too many."""
    vendor, most = Busy(8), [3]
    vendor.refuses = lambda _key: RateLimited() if len(vendor.paid) >= most[0] else None
    orders = office(vendor, tmp_path, pool)

    async def wish(number: int) -> list[int]:
        parts = await orders.submit(safe(), replace(WISH, key=f"pincel-{number}"), ROW)
        return seeds(await orders.collect(safe(), parts, 5))

    both = asyncio.gather(wish(1), wish(2))
    await asyncio.sleep(0.1)
    assert (len(vendor.paid), both.done()) == (3, False)
    most[0] = 8  # three are ready, and it has places again
    vendor.may.set()
    assert [*await both] == [[1, 2, 3, 4]] * 2


async def test_an_order_that_pauses_is_not_in_question(tmp_path: Path, pool: Pool) -> None:
    """After a crash it must not be taken for the one that left while it waited."""
    vendor, spool = Vendor(), Spool(tmp_path, pool)
    vendor.refuses = lambda _key: RateLimited(3600)
    orders = office(vendor, tmp_path, pool)
    with pytest.raises(RateLimited):
        await orders.submit(safe(), replace(WISH, seeds=(1,)), ROW)
    assert await orders.owed(WISH.key) == 0
    assert await spool.begun("pincel-5-1", NOW) is None
    vendor.refuses = lambda _key: None
    vendor.dies = lambda _key: Timeout()
    with pytest.raises(Timeout):
        await orders.submit(safe(), replace(WISH, seeds=(1,), key="pincel-9"), ROW)
    assert await orders.owed("pincel-9") == 1


async def test_who_waits_in_the_line_of_a_service_that_falls_does_not_try_it_one_after_the_other(
    tmp_path: Path, pool: Pool
) -> None:
    vendor = Busy(1)
    orders = office(vendor, tmp_path, pool)
    ahead = await (await begun(orders, "pincel-99"))
    handing_in = asyncio.gather(*[await begun(orders, f"pincel-{number}") for number in range(6)], return_exceptions=True)
    tried: list[str] = []

    def refuses(key: str) -> ProviderError:
        tried.append(key)
        return Upstream("HTTP 500")

    vendor.refuses = refuses
    vendor.may.set()
    await orders.collect(safe(), ahead, 5)
    assert [type(one) for one in await handing_in] == [Upstream] * 6
    assert len(tried) <= IN_A_ROW + 1, "one is on its way while the third failure is told"
