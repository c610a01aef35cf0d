"""A house with the Discord face inside a simulated Discord: no network, and a stop and start in between."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import discord
import discord.interactions
import discord.webhook.async_
import simcord

from bot.adapter import ChatAdapter
from bot.app import App, Kit, opened
from bot.discord.adapter import DiscordAdapter
from bot.settings import Settings
from commands.core.closing import close_due
from storage.records import Room
from tests.bot.discord.oracle import oracle

PLATFORM = "discord"


class Clock:
    """The time of the house; it stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Transport:
    """The simulated Discord for every task: the library looks its transport up by context, and jobs run in their own."""

    def __init__(self, env: simcord.Env) -> None:
        self._env = env

    def get(self) -> Any:
        return self._env._webhook_adapter

    def set(self, _adapter: object) -> None:
        """The simulation changes its own."""


class Bed:
    """A server with the channel #art; people come in by name, Alice moderates. `painting` False: no jobs, which start slowly."""

    def __init__(
        self, folder: Path, kit: Kit, patch: Callable[[Any, str, object], None], *, painting: bool = True, **given: object
    ) -> None:
        self.folder = folder
        self.clock = Clock()
        self._kit = kit
        self._patch = patch
        self._given = given
        self._painting = painting
        self._house = AsyncExitStack()
        self._people: dict[str, Any] = {}
        self.app: App
        self.face: DiscordAdapter
        self.env: simcord.Env
        self.guild: Any
        self.art: Any

    async def __aenter__(self) -> Self:
        await self._open()
        self.env = simcord.Env(self.face.client, shard_count=1, settle_timeout=30)
        transport = Transport(self.env)
        await self.env.start()
        for module in (discord.webhook.async_, discord.interactions):
            self._patch(module, "async_context", transport)
        self.guild = self.env.create_guild()
        self.art = self.guild.create_text_channel("art")
        moderators = self.guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
        self._people["alice"] = self.guild.add_member(self.env.create_user("alice"), roles=[moderators])
        return self

    async def __aexit__(self, *error: object) -> None:
        try:
            await self.env.shutdown()
        finally:
            await self._house.aclose()
        if error[0] is None:
            self.env.raise_errors()
            self.validate()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in {"app", "face", "env", "guild", "art"}:
            raise AttributeError(name)
        if name not in self._people:
            self._people[name] = self.guild.add_member(self.env.create_user(name))
        return self._people[name]

    @property
    def room(self) -> Room:
        return Room(PLATFORM, str(self.art.id))

    def requests(self, method: str, part: str = "") -> list[Any]:
        """What the bot asked of Discord, oldest first."""
        return [one for one in self.env.http_requests if one.method == method and part in one.path]

    def validate(self) -> None:
        """Everything that was sent is as Discord describes it."""
        known = oracle()
        for one in self.env.http_requests if known else ():
            if known:
                known.check(one.method, one.path, one.json)

    async def settles(self) -> None:
        """Every result that was promised is there."""
        async with asyncio.timeout(60):
            while await self.app.house.storage.generations.undelivered():  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(0.02)
        await self.env.settle()

    async def passes(self, **time: float) -> None:
        """Let time pass; what is due then ends."""
        self.clock.now += timedelta(**time)
        await close_due(self.app.house, (PLATFORM,))
        await self.env.settle()

    async def restart(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """The program ends and starts again on the same data folder; `meanwhile` happens while it is away."""
        ears = list(self.env.backend.subscribers)
        self.env.backend.subscribers.clear()
        meanwhile()
        self.env.backend.subscribers.extend(ears)
        await self._house.aclose()
        self._house = AsyncExitStack()
        await self._open()
        await self.env.restart_bot(self.face.client)

    def seen(self, name: str) -> list[discord.Message]:
        """What that person reads in #art, also what is for them alone."""
        return list(self.art.history(viewer=getattr(self, name)))

    def last(self, name: str = "alice") -> discord.Message:
        return self.seen(name)[-1]

    async def _open(self) -> None:
        settings = Settings.read(None, data=self.folder / "data", calls_at_once=1000, **self._given)
        self.app = await self._house.enter_async_context(opened(settings, now=self.clock, kit=self._kit))
        self.face = DiscordAdapter(self.app.dispatcher, settings)
        faces: dict[str, ChatAdapter] = {PLATFORM: self.face}
        if self._painting:
            await self.app.start(faces)
        else:
            self.app._faces.update(faces)
