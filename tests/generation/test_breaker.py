"""A service that fails again and again rests, is tried again by one for all, and its rests grow."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from generation.breaker import IN_A_ROW, Breaker
from generation.pool import Pool
from generation.providers.errors import BadKey, OutOfCredit, ProviderError, RateLimited, Refused, Timeout, Upstream
from tests.generation.providers.desk import safe
from tests.generation.vendors import ROW, WISH, Busy, Vendor, office, seeds


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


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


async def test_what_made_it_rest_is_told_anew_to_everybody(tmp_path: Path, pool: Pool) -> None:
    """The trouble of another wish: its money is not booked for one that did not leave, and its words are not kept."""
    breaker = Breaker(lambda: 0.0)
    vendor = Busy(1)
    orders = office(vendor, tmp_path, pool, breaker)
    parts = await orders.submit(safe(), WISH, ROW)
    collecting = asyncio.create_task(orders.collect(safe(), parts, 5))
    await asyncio.sleep(0)
    for _ in range(IN_A_ROW):
        breaker.failed("vendor", Timeout("of others"))
    vendor.may.set()
    assert seeds(await collecting) == [1], "none is counted as lost"
    assert vendor.paid == ["pincel-5-1"]
    told: list[ProviderError] = []
    for ask in (breaker.check, breaker.still):
        with pytest.raises(Timeout, match="of others") as caught:
            ask("vendor")
        told.append(caught.value)
    assert told[0] is not told[1]
    assert [one.owed for one in told] == [False, False]


@pytest.mark.parametrize(("error", "rests"), [(BadKey(), True), (OutOfCredit(), True), (Refused(), False)])
async def test_a_key_that_is_refused_half_way_makes_it_rest(tmp_path: Path, pool: Pool, error: ProviderError, rests: bool) -> None:
    vendor, breaker = Vendor(), Breaker(lambda: 0.0)
    vendor.refuses = lambda key: error if key.endswith("-3") else None
    assert len(await office(vendor, tmp_path, pool, breaker).submit(safe(), WISH, ROW)) == 3
    assert bool(breaker.resting()) is rests


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
