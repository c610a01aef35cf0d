"""The Discord face: its connection, its start and its orderly end."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import aiohttp
import discord
import structlog

from bot.discord.ballot import Ballots
from bot.discord.chat import Chat
from bot.discord.keys import TokenKey
from bot.discord.menu import digest, in_sync, payload, synced
from bot.discord.posting import Posting
from bot.settings import Settings
from commands.core.dispatch import Dispatcher
from commands.core.markup import plain
from commands.core.reply import Reply
from commands.core.words import FALLBACK
from storage.problem import Problem
from storage.records import MessageRef, Room

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
AUTHENTICATION_FAILED = 4004  # the token was reset while we talked
READY_S = 60.0
GRACE_S = 10.0  # for what people are being answered at the very end
_log = structlog.get_logger(__name__)


class DiscordAdapter:
    """`run` talks until it is cancelled. Nothing happens before that."""

    def __init__(self, dispatcher: Dispatcher, settings: Settings) -> None:
        self._settings = settings
        self._house = dispatcher.house
        self.client = Connection(dispatcher, settings)
        self.connected = self.client.caught_up

    async def run(self) -> None:
        """Connect, and stay connected. Raises Problem "discord-token" when Discord does not know the token."""
        reach(self._settings)
        try:
            await self._log_in()
            await self.client.connect(reconnect=True)
        except discord.ConnectionClosed as error:
            if error.code == AUTHENTICATION_FAILED:
                raise Problem("discord-token") from None
            raise
        finally:
            await self.client.end()

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        """Post a reply, or edit `replacing` into it. Raises Unreachable when nothing of ours gets into that room.

        What was owed from before a restart waits until we know our servers. Raises TimeoutError when that takes too long.
        """
        async with asyncio.timeout(READY_S):
            await self.client.knows_its_servers.wait()
        return await self.client.posting.deliver(room, reply, replacing)

    async def _log_in(self) -> None:
        secret = self._settings.discord_token
        wait_s = FIRST_WAIT_S
        while True:
            try:
                await self.client.login(secret.get_secret_value().strip() if secret else "")
            except discord.LoginFailure:
                raise Problem("discord-token") from None
            except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
                # Discord or the network is down; it comes back.
                _log.warning("discord.no_login", reason=type(error).__name__, again_in_s=wait_s)
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, LONGEST_WAIT_S)
            else:
                return


def reach(settings: Settings) -> None:
    """Use the operator's own address of the API. The library has one for all its clients, and no other way to change it."""
    if settings.discord_api:
        discord.http.Route.BASE = settings.discord_api


class Connection(discord.AutoShardedClient):
    """The library's client with our ears: servers, and reactions also in private chats. No intent that Discord must approve."""

    def __init__(self, dispatcher: Dispatcher, settings: Settings) -> None:
        words = dispatcher.house.words
        super().__init__(
            intents=discord.Intents(guilds=True, guild_reactions=True, dm_reactions=True),
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity(plain(words.say(FALLBACK, "discord-presence"))),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        owners = frozenset(settings.owners)
        self.posting = Posting(dispatcher.house, self)
        self._dispatcher = dispatcher
        self._folder = settings.data
        self._chat = Chat(dispatcher, self.posting, owners=owners, guilds=frozenset(settings.discord_guilds))
        self._ballots = Ballots(dispatcher, self, owners)
        self.knows_its_servers = asyncio.Event()
        self.caught_up = asyncio.Event()  # with the votes of the time it was away
        self._under_way: set[asyncio.Task[Any]] = set()
        self.add_dynamic_items(TokenKey)

    async def setup_hook(self) -> None:
        """Give Discord the menu, if it is another one than the last time."""
        commands = payload(self._dispatcher.menu, self._dispatcher.house.words)
        number = self.application_id or 0
        wanted = digest(commands, number)
        if in_sync(self._folder, wanted):
            return
        try:
            await self.http.bulk_upsert_global_commands(number, commands)
        except discord.HTTPException as error:
            # With the older menu most of it works, and the next start tries again.
            _log.error("discord.menu_refused", code=error.code, status=error.status, reason=error.text)
            return
        synced(self._folder, wanted)
        _log.info("discord.menu_synced", commands=len(commands))

    async def on_ready(self) -> None:
        """Catch up with the votes; Discord says this again after every longer gap."""
        _log.info("discord.ready", servers=len(self.guilds))
        self.knows_its_servers.set()
        try:
            await self._held(self._ballots.recount())
        finally:
            self.caught_up.set()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self._held(self._chat.happened(interaction))

    async def pressed(self, interaction: discord.Interaction, token: str) -> None:
        """A button, by its token."""
        await self._held(self._chat.pressed(interaction, token))

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        await self._held(self._ballots.added(event))

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        await self._held(self._ballots.removed(event))

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Whatever went wrong in an event: a line in the log, without what people wrote."""
        _log.exception("discord.error", event=event_method)

    async def end(self) -> None:
        """Let what is under way be answered, then leave."""
        waiting = {task for task in self._under_way if task is not asyncio.current_task()}
        if waiting:
            await asyncio.wait(waiting, timeout=GRACE_S)
        await self.close()

    async def _held(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.current_task()
        if task is None:
            await work
            return
        self._under_way.add(task)
        try:
            await work
        finally:
            self._under_way.discard(task)
