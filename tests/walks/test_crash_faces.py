"""Kill -9 in the middle of everything, on Discord and on Telegram: nothing is lost and nothing comes twice."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.fakes.discord import FakeDiscord
from bench.fakes.discord_shapes import CHANNEL
from bench.fakes.discord_shapes import Post as DiscordPost
from bench.fakes.telegram import GROUP, FakeTelegram
from bench.fakes.telegram import Post as TelegramPost
from commands.core.game import secret_in
from storage.records import MessageRef, Room
from storage.storage import Storage

ROOT = Path(__file__).parents[2]
WISHES = 6
KILLS = 3
ONE, TWO = "1️⃣", "2️⃣"


class Bot:
    """`pincel run` as a process of its own, on servers that survive it."""

    def __init__(self, folder: Path, discord: FakeDiscord, telegram: FakeTelegram) -> None:
        self.data = folder / "data"
        self.discord = discord
        self.telegram = telegram
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def starts(self) -> None:
        """Until it is connected to both."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PINCEL_DISCORD_TOKEN": "secret",
            "PINCEL_DISCORD_API": self.discord.api,
            "PINCEL_TELEGRAM_TOKEN": "1:secret",
            "PINCEL_TELEGRAM_API": self.telegram.api,
            "PINCEL_DATA": str(self.data),
            "PINCEL_CALLS_AT_ONCE": "1000",
        }
        main = "from bot.command_line import main; raise SystemExit(main(['run']))"
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", main, env=environment, cwd=self._folder, stdout=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(60):
            await self.discord.ready.wait()
            await self.telegram.ready.wait()

    async def dies(self) -> None:
        """As if the power went."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()
        self.discord.ready.clear()
        self.telegram.ready.clear()


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Bot]:
    async with FakeDiscord.running() as discord, FakeTelegram.running() as telegram:
        bot = Bot(folder, discord, telegram)
        try:
            await bot.starts()
            yield bot
        finally:
            await bot.dies()


def pictures_on_discord(bot: Bot) -> list[DiscordPost]:
    """Results under which people vote."""
    return [post for post in bot.discord.posts.values() if post.attachments and ONE in post.reactions]


def pictures_on_telegram(bot: Bot) -> list[TelegramPost]:
    return [post for post in bot.telegram.posts.values() if post.media and any(one.startswith("vote:") for one in post.tokens)]


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_both_faces_survive_kills_in_the_middle_of_everything(tmp_path: Path) -> None:
    chance = random.Random(2026)  # noqa: S311 - moments of a test
    async with running(tmp_path) as bot:
        discord, telegram = bot.discord, bot.telegram
        # A game and a vote on each, open when the power goes.
        await discord.asks("challenge", {"minutes": 30})
        await telegram.says("/challenge 30")
        await discord.asks("imagine", {"prompt": "a red fox under a tree", "count": 2}, by=2)
        await telegram.says("/imagine a red fox under a tree --count 2", by=2)
        await discord.until(lambda: TWO in next(iter(pictures_on_discord(bot)), DiscordPost("", "", "")).reactions, 60)
        await telegram.until(lambda: pictures_on_telegram(bot), 60)
        first, on_telegram = pictures_on_discord(bot)[0], pictures_on_telegram(bot)[0]
        vote_for_two = next(one for one in on_telegram.tokens if one.startswith("vote:2:"))

        asked = []
        for number in range(WISHES):
            asked.append(await discord.asks("imagine", {"prompt": f"{number + 2} blue boats", "count": 2}, by=10 + number))
            await telegram.says(f"/imagine {number + 2} blue boats --count 2", by=10 + number)
        await discord.reacts(first, TWO, by=20)
        await telegram.presses(on_telegram, vote_for_two, by=20)
        await discord.until(lambda: all(one.acks for one in asked), 30)
        await telegram.until(lambda: _placeholders(bot) >= WISHES + 2, 30)
        await asyncio.sleep(0.5)  # Discord forgets what was asked in the instant of a crash; people then ask again

        for kill in range(KILLS):
            await asyncio.sleep(chance.uniform(0.1, 1.2))
            await bot.dies()
            # Votes that nobody hears: Discord's stay on the message, Telegram's wait.
            await discord.reacts(first, TWO, by=30 + kill, away=True)
            await telegram.presses(on_telegram, vote_for_two, by=30 + kill)
            await bot.starts()

        await discord.until(lambda: len(pictures_on_discord(bot)) == WISHES + 1, 90)
        await telegram.until(lambda: len(pictures_on_telegram(bot)) == WISHES + 1, 90)

        # Both games become due while the bot is away.
        await bot.dies()
        secrets = await _games_are_due(bot.data)
        await bot.starts()
        await discord.until(lambda: any(secrets["discord"] in post.content for post in discord.posts.values()), 30)
        await telegram.until(lambda: any(secrets["telegram"] in post.text for post in telegram.posts.values()), 30)
        await asyncio.sleep(2)  # whatever came twice would be there now

        storage = await Storage.open(bot.data)
        try:
            assert await storage.generations.undelivered() == ()
            found = await storage.generations.by_message(MessageRef(Room("discord", CHANNEL), first.id))
            assert found is not None
            assert (await storage.votes.tally(found.id)).counts == (0, 1 + KILLS)
            found = await storage.generations.by_message(MessageRef(Room("telegram", str(GROUP)), str(on_telegram.id)))
            assert found is not None
            assert (await storage.votes.tally(found.id)).counts == (0, 1 + KILLS)
        finally:
            await storage.close()
    assert sum(secrets["discord"] in post.content for post in discord.posts.values()) == 1, "told once"
    assert sum(secrets["telegram"] in post.text for post in telegram.posts.values()) == 1
    assert len(pictures_on_discord(bot)) == WISHES + 1, "each wish has one message with pictures"
    assert len(pictures_on_telegram(bot)) == WISHES + 1


def _placeholders(bot: Bot) -> int:
    return len(bot.telegram.posts)


async def _games_are_due(data: Path) -> dict[str, str]:
    """Both games' time is up; their secrets by platform."""
    storage = await Storage.open(data)
    secrets = {}
    try:
        for room in (Room("discord", CHANNEL), Room("telegram", str(GROUP))):
            game = await storage.challenges.current(room)
            assert game is not None
            await storage.challenges._change(game.id, closes_at=datetime.now(UTC) - timedelta(minutes=1))
            secrets[room.platform] = secret_in(game, "en")
    finally:
        await storage.close()
    return secrets
