"""How soon a command is acknowledged, and what an idle bot weighs: an empty echo bot and Pincel on the same loopback servers.

Both run at the same time, each as a process of its own on servers of its own, and are asked by turns, so that whatever else the
machine does slows both.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.fakes.discord import Asked, FakeDiscord
from bench.fakes.telegram import FakeTelegram
from bench.pipeline import percentile

ROOT = Path(__file__).parents[1]
START_S = 60.0
STEADY = (20, 200)  # a second, in all
BURST = (100, 500)
DRAIN_S = 400.0
QUIET_S = 8.0
PROMPT = "a red fox under a tree"


@dataclass
class Bot:
    """A bot process and the servers it talks to."""

    name: str
    discord: FakeDiscord
    process: asyncio.subprocess.Process

    def memory_mib(self) -> float:
        """What the process holds now (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024

    async def asked(self, person: int) -> Asked:
        return await self.discord.asks("imagine", {"prompt": PROMPT, "count": 1}, by=person)


@asynccontextmanager
async def running(name: str, folder: Path) -> AsyncIterator[Bot]:
    """A bot that is connected to a Discord and a Telegram of its own."""
    async with AsyncExitStack() as servers:
        discord = await servers.enter_async_context(FakeDiscord.running())
        telegram = await servers.enter_async_context(FakeTelegram.running())
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        if name == "echo":
            words = [str(ROOT / "bench" / "echo.py"), discord.api, telegram.api]
        else:
            words = ["-c", "from bot.command_line import main; raise SystemExit(main(['run']))"]
            environment |= {
                "PINCEL_DISCORD_TOKEN": "bench",
                "PINCEL_DISCORD_API": discord.api,
                "PINCEL_TELEGRAM_TOKEN": "1:bench",
                "PINCEL_TELEGRAM_API": telegram.api,
                "PINCEL_DATA": str(folder / "data"),
                "PINCEL_CALLS_AT_ONCE": "1000",
                "PINCEL_LOG_LEVEL": "warning",
            }
        process = await asyncio.create_subprocess_exec(sys.executable, *words, env=environment, cwd=folder)
        try:
            async with asyncio.timeout(START_S):
                await discord.ready.wait()
                await telegram.ready.wait()
            yield Bot(name, discord, process)
        finally:
            if process.returncode is None:
                process.terminate()
            await asyncio.wait_for(process.wait(), 30)


async def ask(bots: list[Bot], per_second: int, number: int, first: int) -> dict[str, list[Asked]]:
    """Ask the bots by turns, evenly spread; the answers' times stand in what is returned."""
    asked: dict[str, list[Asked]] = {bot.name: [] for bot in bots}
    began = time.perf_counter()
    for index in range(number):
        await asyncio.sleep(max(0.0, began + index / per_second - time.perf_counter()))
        for bot in bots:
            asked[bot.name].append(await bot.asked(first + index))
    for bot in bots:
        await bot.discord.until(lambda bot=bot: all(one.acks for one in asked[bot.name]), 60)  # type: ignore[misc] # mypy knows no defaults of lambdas
    return asked


def show(name: str, asked: list[Asked]) -> tuple[float, float]:
    times = [one.ack_ms for one in asked]
    p50, p99 = statistics.median(times), percentile(times, 0.99)
    print(f"  {name:7} ack p50 {p50:6.2f} ms · p99 {p99:6.1f} ms · max {max(times):7.1f} ms  ({len(times)} commands)", flush=True)
    return p50, p99


async def drained(bot: Bot, asked: list[Asked]) -> int:
    """How many results are there when none is missing or the time is up."""

    def done() -> int:
        posts = bot.discord.posts
        return sum(one.message in posts and bool(posts[one.message].attachments) for one in asked)

    try:
        await bot.discord.until(lambda: done() == len(asked), DRAIN_S)
    except TimeoutError:
        print("  ran out of patience", flush=True)
    return done()


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with running("echo", Path(folder)) as echo, running("pincel", Path(folder)) as pincel:
            await asyncio.sleep(QUIET_S)
            empty, whole = echo.memory_mib(), pincel.memory_mib()
            print(f"  idle memory: echo {empty:.0f} MiB, pincel {whole:.0f} MiB: {whole / empty:.2f} times", flush=True)
            warm = await ask([echo, pincel], 2, 4, 1)  # the encoder is loaded with the first wish
            await drained(pincel, warm["pincel"])
            print(f"  /imagine, {STEADY[0]} a second to each, {STEADY[1]} in all", flush=True)
            steady = await ask([echo, pincel], *STEADY, first=1000)
            one, _ = show("echo", steady["echo"])
            many, late = show("pincel", steady["pincel"])
            print(f"  pincel / echo: {many / one:.2f} times at p50; p99 {late:.1f} ms", flush=True)
            print(f"  results: {await drained(pincel, steady['pincel'])} of {len(steady['pincel'])}", flush=True)
            print(f"  burst: {BURST[1]} /imagine at {BURST[0]} a second", flush=True)
            burst = await ask([pincel], *BURST, first=5000)
            show("pincel", burst["pincel"])
            began = time.perf_counter()
            there = await drained(pincel, burst["pincel"])
            print(f"  results: {there} of {BURST[1]} after {time.perf_counter() - began:.0f} s more", flush=True)
            print(f"  memory then: pincel {pincel.memory_mib():.0f} MiB", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
