"""Getting a reply into a channel: by the interaction while it lives, then as the bot, and never twice."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakValueDictionary

import discord
import structlog

from bot.discord.keys import tokens_on
from bot.discord.packing import Packed, packed
from bot.discord.people import PLATFORM, channel_id_of, room_of
from bot.discord.render import DIGITS, by_reactions, shortened
from bot.discord.troubles import Trouble, trouble
from bot.recent import Recent
from commands.core.call import House
from commands.core.reply import Reply, Unreachable
from commands.core.words import FALLBACK
from storage.records import MessageRef, Room

T = TypeVar("T")
TOKEN_S = 14 * 60.0  # it dies after 15 minutes, and the picture must be through by then
THREAD_NAME_CHARS = 100
LOOKED_BACK = 25  # messages, for one that was posted in the moment of a crash
SMALLER = 4
KEPT = "…"  # what stands for a moment in a promise that was made to the wrong people
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Token:
    """What an interaction lends for a quarter of an hour: the right to edit its answer. In memory only."""

    hook: discord.Webhook
    file_bytes: int
    until: float


class Posting:
    """`deliver` is the face's; `answer` is the first answer to what somebody did."""

    def __init__(self, house: House, client: discord.Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._house = house
        self._client = client
        self._clock = clock
        self._tokens: Recent[str, Token] = Recent()
        self._shown: Recent[str, tuple[str, ...]] = Recent()  # pictures that hang in a message already
        self._balloted: Recent[str, None] = Recent()  # messages with all their digits
        self._reactable: Recent[int, bool] = Recent()  # channels that are in no cache
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._newest: Recent[str, Reply] = Recent()

    async def answer(
        self, interaction: discord.Interaction, room: Room, reply: Reply, locale: str, *, hidden: bool, private: bool
    ) -> MessageRef:
        """Put a reply in place of the promised one; `hidden`: only the caller sees the promise, `private`: only they shall.

        Returns where it stands. Raises what the library raises.
        """
        reactable = not private and await self._votes_by_reaction(room, reply)
        if hidden is not private:
            # The promise was made to the wrong people. It must be kept before it can go: until then every further message is
            # taken for the promised one, and is seen by whom that was for.
            await interaction.edit_original_response(content=KEPT)

        async def put(pack: Packed) -> discord.Message:
            if hidden is private:
                return await interaction.edit_original_response(**pack.edit())
            return await interaction.followup.send(**pack.new(), ephemeral=private, wait=True)

        message, pack = await self._put(put, reply, locale, interaction.filesize_limit, reactable)
        if hidden is not private:
            await _dropped(interaction)
        for text in pack.parts.more:
            await interaction.followup.send(text, ephemeral=private)
        ref = MessageRef(room, str(message.id))
        self._tokens.keep(ref.id, Token(interaction.followup, interaction.filesize_limit, self._clock() + TOKEN_S))
        await self._after(ref, reply, reactable)
        return ref

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        """Post a reply, or edit `replacing` into it; where that message is gone, post anew what people still wait for.

        Raises Unreachable, and LookupError when a message that was read once is gone: whoever took it away meant it.
        """
        if replacing is not None:
            if await self._edited(replacing, reply):
                return replacing
            waiting = await self._house.storage.generations.by_message(replacing)
            if waiting is None or waiting.delivered_at is not None:
                raise LookupError(replacing.id)
        return await self._sent(room, reply)

    async def open_thread(self, ref: MessageRef, reply: Reply) -> bool:
        """Open the thread that a game wants on its message. False where none can be: then it is played in the channel."""
        channel = self._client.get_channel(channel_id_of(ref.room))
        if not isinstance(channel, discord.TextChannel) or reply.challenge is None:
            return False
        try:
            thread = await channel.get_partial_message(int(ref.id)).create_thread(name=shortened(reply.thread, THREAD_NAME_CHARS))
        except discord.HTTPException as error:
            _log.info("discord.no_thread", code=error.code, room=ref.room.id)
            return False
        await self._house.storage.challenges.threaded(reply.challenge, room_of(thread, thread.id))
        return True

    async def _edited(self, ref: MessageRef, reply: Reply) -> bool:
        turn = self._turns.setdefault(ref.id, asyncio.Lock())
        self._newest.keep(ref.id, reply)
        async with turn:
            newest = self._newest.get(ref.id, reply)
            if newest is not reply and _hashes(newest) == _hashes(reply) == self._shown.get(ref.id):
                # Only words have changed, and somebody with newer ones waits behind us (many votes at once).
                return True
            try:
                return await self._edit(ref, reply)
            finally:
                if self._newest.get(ref.id) is reply:
                    del self._newest[ref.id]

    async def _edit(self, ref: MessageRef, reply: Reply) -> bool:
        """As whom it can be done; False when the message is gone."""
        reactable = await self._votes_by_reaction(ref.room, reply)
        same = not reply.files and self._shown.get(ref.id) == _hashes(reply)
        locale = await self._locale(ref.room)
        number = int(ref.id)
        message = self._client.get_partial_messageable(channel_id_of(ref.room)).get_partial_message(number)
        token = self._tokens.get(ref.id)
        if token is not None and self._clock() < token.until:
            hook = token.hook
            try:
                await self._put(
                    lambda pack: hook.edit_message(number, **pack.edit()), reply, locale, token.file_bytes, reactable, same=same
                )
            except discord.HTTPException as error:
                if trouble(error) not in (Trouble.TOKEN_GONE, Trouble.MESSAGE_GONE, Trouble.ROOM_CLOSED):
                    raise
                _log.info("discord.token_gone", code=error.code)
                self._tokens.pop(ref.id, None)
            else:
                await self._after(ref, reply, reactable)
                return True
        try:
            await self._put(lambda pack: message.edit(**pack.edit()), reply, locale, self._limit(ref.room), reactable, same=same)
        except discord.HTTPException as error:
            if trouble(error) not in (Trouble.MESSAGE_GONE, Trouble.ROOM_CLOSED):
                raise
            _log.info("discord.message_gone", code=error.code)
            return False
        await self._after(ref, reply, reactable)
        return True

    async def _sent(self, room: Room, reply: Reply) -> MessageRef:
        try:
            channel, room = await self._open(room)
            reactable = await self._votes_by_reaction(room, reply)
            message = await self._there_already(channel, reply) or await self._post(channel, room, reply, reactable)
        except discord.HTTPException as error:
            if trouble(error) in (Trouble.ROOM_CLOSED, Trouble.MESSAGE_GONE):
                raise Unreachable(f"Discord refused with {error.code}") from None
            raise
        ref = MessageRef(room, str(message.id))
        await self._after(ref, reply, reactable)
        return ref

    async def _post(self, channel: discord.abc.Messageable, room: Room, reply: Reply, reactable: bool) -> discord.Message:
        message, pack = await self._put(
            lambda pack: channel.send(**pack.new(), nonce=nonce(room, reply, 0)),
            reply,
            await self._locale(room),
            self._limit(room),
            reactable,
        )
        for place, text in enumerate(pack.parts.more, start=1):
            await channel.send(text, nonce=nonce(room, reply, place))
        return message

    async def _put(
        self, put: Callable[[Packed], Awaitable[T]], reply: Reply, locale: str, limit: int, reactable: bool, *, same: bool = False
    ) -> tuple[T, Packed]:
        """Send a reply; where its files are refused all the same (a proxy, a smaller server), smaller ones and at last none."""
        for most in (limit, limit // SMALLER):
            pack = await packed(self._house, reply, locale, most, reactions=reactable, pictures=not same)
            try:
                return await put(pack), pack
            except discord.HTTPException as error:
                if trouble(error) is not Trouble.TOO_LARGE:
                    raise
                _log.warning("discord.files_refused", limit_bytes=most)
        pack = await packed(self._house, reply, locale, 0, reactions=reactable, pictures=not same)
        return await put(pack), pack

    async def _there_already(self, channel: discord.abc.Messageable, reply: Reply) -> discord.Message | None:
        """The message with exactly this picture set, if it was posted in the moment of a crash: the nonce is short-lived."""
        wanted = {one.token for one in reply.buttons if ":" in one.token}
        if reply.ballot is None or not wanted:
            return None
        try:
            async for message in channel.history(limit=LOOKED_BACK):
                if message.author == self._client.user and wanted <= tokens_on(message):
                    return message
        except discord.HTTPException as error:
            _log.info("discord.no_history", code=error.code)
        return None

    async def _open(self, room: Room) -> tuple[discord.abc.Messageable, Room]:
        if room.id.startswith("@"):
            dm = await self._client.create_dm(discord.Object(int(room.id[1:])))
            return dm, Room(PLATFORM, str(dm.id))
        return self._client.get_partial_messageable(channel_id_of(room)), room

    async def _after(self, ref: MessageRef, reply: Reply, reactable: bool) -> None:
        self._shown.keep(ref.id, _hashes(reply))
        if reactable:
            await self._place_digits(ref, reply)

    async def _place_digits(self, ref: MessageRef, reply: Reply) -> None:
        if reply.ballot is None or ref.id in self._balloted:
            return
        message = self._client.get_partial_messageable(channel_id_of(ref.room)).get_partial_message(int(ref.id))
        try:
            for digit in DIGITS[: reply.ballot.choices]:
                await message.add_reaction(digit)
        except discord.HTTPException as error:
            # The pictures are there, and people can vote with /vote: no reason to deliver everything again.
            _log.warning("discord.no_reactions", code=error.code, room=ref.room.id)
            return
        self._balloted.keep(ref.id, None)

    async def _votes_by_reaction(self, room: Room, reply: Reply) -> bool:
        return by_reactions(reply, reactions=True) and await self._can_react(room)

    async def _can_react(self, room: Room) -> bool:
        number = channel_id_of(room)
        channel = self._client.get_channel(number)
        if channel is None and number not in self._reactable:
            try:
                found = await self._client.fetch_channel(number)
            except discord.HTTPException:
                # A server where somebody uses the bot without it being there.
                found = None
            if isinstance(found, discord.abc.GuildChannel | discord.Thread):
                channel = found  # an archived thread, which no memory holds
            else:
                self._reactable.keep(number, isinstance(found, discord.DMChannel))
        if channel is None:
            return self._reactable[number]
        if isinstance(channel, discord.abc.PrivateChannel):
            return isinstance(channel, discord.DMChannel)
        try:
            may = channel.permissions_for(channel.guild.me)
        except discord.ClientException:  # a thread whose channel is not for us
            return False
        return may.view_channel and may.add_reactions and may.read_message_history

    def _limit(self, room: Room) -> int:
        """Bytes that one file may have there."""
        guild = getattr(self._client.get_channel(channel_id_of(room)), "guild", None)
        return discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES if guild is None else guild.filesize_limit

    async def _locale(self, room: Room) -> str:
        settings = await self._house.storage.rooms.settings(room)
        return self._house.words.match(settings.language) or FALLBACK


async def _dropped(interaction: discord.Interaction) -> None:
    try:
        await interaction.delete_original_response()
    except discord.HTTPException as error:
        _log.info("discord.promise_stays", code=error.code)


def nonce(room: Room, reply: Reply, place: int) -> str:
    """The same for the same message in the same place, so that Discord posts a repeated one once; at most 25 signs."""
    said = (room.id, reply.text, _hashes(reply), [one.filename for one in reply.files], reply.pending, reply.challenge, place)
    return hashlib.blake2b(repr(said).encode(), digest_size=12).hexdigest()


def _hashes(reply: Reply) -> tuple[str, ...]:
    return tuple(one.sha256 for one in reply.pictures)
