"""Kill -9 at ten random moments while forty accepted jobs run: all are delivered, none twice."""

import asyncio
import random
import signal
from pathlib import Path

import pytest

from storage.storage import Storage
from tests.walks.crash_hub import Hub, start

JOBS = 40
KILLS = 10


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_forty_jobs_survive_ten_kills(tmp_path: Path) -> None:
    chance = random.Random(2026)  # noqa: S311 - moments of a test
    hub, data = Hub(), tmp_path / "data"
    socket = tmp_path / "hub.sock"
    server = await asyncio.start_unix_server(hub.talk, str(socket))
    bot = await start(data, socket, JOBS)
    try:
        async with asyncio.timeout(60):
            await hub.ready.wait()
        for kill in range(KILLS):
            # Between two results, at any point of submit, collect, finish and deliver of the next ones.
            await hub.until(min(JOBS, len(hub.results) + chance.randint(1, 2)), within_s=60)
            await asyncio.sleep(chance.uniform(0, 0.25))
            assert len(hub.results) < JOBS, f"the jobs were done before kill {kill + 1}"
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
            bot = await start(data, socket, 0)
        await hub.until(JOBS, within_s=90)
        await asyncio.sleep(1)  # a second delivery would come now
    finally:
        bot.kill()
        await bot.wait()
        server.close()

    assert len(hub.results) == JOBS
    assert set(hub.posts.values()) == {1}, "one message a wish: the placeholder, edited into the result"
    storage = await Storage.open(data)
    try:
        assert await storage.generations.undelivered() == ()
        for number in range(JOBS):
            generation = await storage.generations.get(number + 1)
            assert generation is not None
            assert len(generation.variants) == 1
            assert generation.cost_units == 1, "charged once"
            assert hub.results[generation.request.room.id] == [generation.variants[0].sha256]
    finally:
        await storage.close()
