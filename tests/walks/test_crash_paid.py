"""Kill -9 at random moments while paid orders are under way: each is delivered once and paid once.

PINCEL_TEST_CRASH=300/20/1 runs it with 300 wishes of a picture and 20 kills; the ordinary run takes fewer, for time.
"""

import asyncio
import os
import random
import signal
from pathlib import Path

import pytest

from bench.fakes.queued import FakeQueue
from storage.storage import Storage
from tests.walks.crash_hub import Hub, start

JOBS, KILLS, COUNT = (int(part) for part in os.environ.get("PINCEL_TEST_CRASH", "32/3/1").split("/"))
MODEL = "krea-2-turbo"
LINGER_S = 0.05  # between the charge and the answer: many a kill comes just then
EDIT_S = 0.05  # at most so many are delivered between two kills


@pytest.mark.slow
@pytest.mark.timeout(60 + JOBS * COUNT * 2 + KILLS * 20)
async def test_paid_orders_survive_kills(tmp_path: Path) -> None:
    chance = random.Random(2026)  # noqa: S311 - moments of a test
    hub, data, socket = Hub(edit_s=EDIT_S), tmp_path / "data", tmp_path / "hub.sock"
    server = await asyncio.start_unix_server(hub.talk, str(socket))
    async with FakeQueue.running(seconds=0.2, linger=LINGER_S) as krea:
        key = {"PINCEL_KREA_KEY": "a-key", "PINCEL_KREA_API": krea.api}
        bot = await start(data, socket, JOBS, MODEL, COUNT, **key)
        try:
            async with asyncio.timeout(60 + JOBS):
                await hub.ready.wait()
            for kill in range(KILLS):
                await hub.until(min(JOBS, len(hub.results) + chance.randint(1, max(1, JOBS // KILLS // 2))), within_s=60)
                await asyncio.sleep(chance.uniform(0, 0.3))
                assert len(hub.results) < JOBS, f"the jobs were done before kill {kill + 1}"
                bot.send_signal(signal.SIGKILL)
                await bot.wait()
                bot = await start(data, socket, 0, MODEL, COUNT, **key)
            await hub.until(JOBS, within_s=60 + JOBS * COUNT)
            await asyncio.sleep(1)  # a second delivery would come now
        finally:
            bot.kill()
            await bot.wait()
            server.close()
        charges = krea.charges

    assert len(hub.results) == JOBS
    assert set(hub.posts.values()) == {1}, "one message a wish"
    assert charges["distinct"] == JOBS * COUNT, "all differ by their seed"
    assert charges["doubled"] == 0, "what had left was found again"
    assert charges["leaks"] == 0
    storage = await Storage.open(data)
    try:
        assert await storage.generations.undelivered() == ()
        units = [generation.cost_units for number in range(JOBS) if (generation := await storage.generations.get(number + 1))]
        assert len(units) == JOBS
        assert len(set(units)) == 1, "each charged once"
    finally:
        await storage.close()
    assert [path.name for path in (data / "jobs" / "spool").iterdir()] == ["settled"], "no picture is left of settled orders"
