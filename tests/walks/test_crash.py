"""Kill -9 at ten random moments while forty accepted jobs run: all are delivered, none twice."""

import asyncio
import json
import os
import random
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from storage.storage import Storage

BOT = Path(__file__).with_name("crash_bot.py")
ROOT = Path(__file__).parents[2]
JOBS = 40
KILLS = 10
EDIT_S = 0.15


class Hub:
    """A chat server in this process: a post makes a message, an edit changes one; both stay when the bot is killed."""

    def __init__(self) -> None:
        self.posts: Counter[str] = Counter()
        self.results: dict[str, list[str]] = {}
        self.edits = 0
        self.ready = asyncio.Event()
        self.changed = asyncio.Event()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            try:
                message = json.loads(line)
            except ValueError:
                break  # the bot was killed in the middle of a line
            if message.get("ready"):
                self.ready.set()
            elif message["replacing"] is None:
                self.posts[message["room"]] += 1
            if message.get("pictures"):
                self.edits += 1
                self.results[message["room"]] = message["pictures"]
            self.changed.set()
            if message.get("pictures"):
                await self.ready.wait()  # all forty are accepted before the first is delivered
                await asyncio.sleep(EDIT_S)  # the kill often comes between the edit and the bot's knowing of it
            writer.write(f"{message.get('replacing') or message.get('room')}\n".encode())
        writer.close()

    async def until(self, results: int, within_s: float) -> bool:
        """Wait until so many rooms have their picture."""
        async with asyncio.timeout(within_s):
            while len(self.results) < results:
                self.changed.clear()
                await self.changed.wait()
        return True


async def start(data: Path, socket: Path, jobs: int) -> asyncio.subprocess.Process:
    # The parent's folder of modules; nothing of the parent's state.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable, str(BOT), str(data), str(socket), str(jobs), env=environment, cwd=data.parent
    )


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
