"""Orders wait in a line for a place at a service: as many leave as it takes, and whoever pauses holds up nobody."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from generation.breaker import IN_A_ROW
from generation.pool import Pool
from generation.providers.errors import ProviderError, RateLimited, Timeout, Upstream
from generation.spool import Spool
from tests.generation.providers.desk import safe
from tests.generation.vendors import NOW, ROW, WISH, Remembering, Slow, Vendor, keys, office


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


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
