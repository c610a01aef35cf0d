"""Getting a reply into a channel: by the interaction while it lives, then as the bot, and never twice."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from weakref import WeakValueDictionary

import discord
import structlog

from bot.discord.keys import view
from bot.discord.recent import Recent
from bot.discord.render import CONTENT_CHARS, DIGITS, FILES, Parts, alts, by_reactions, content, parts, shortened
from bot.discord.rooms import PLATFORM, channel_id_of, room_of
from bot.discord.troubles import Trouble, trouble
from commands.core.call import House
from commands.core.reply import Picture, Reply, Unreachable
from commands.core.words import FALLBACK
from generation.imaging.fit import fit
from storage.problem import Problem
from storage.records import MessageRef, Room

TOKEN_S = 14 * 60.0  # it dies after 15 minutes, and the picture must be through by then
REQUEST_BYTES = 25 * 2**20  # of one request, whatever a single file may have
OVERHEAD_BYTES = 64 * 2**10
_EXTENSIONS = {"image/jpeg": "jpg", "image/webp": "webp", "image/png": "png"}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Token:
    """What an interaction lends for a quarter of an hour: the right to edit its answer. In memory only."""

    hook: discord.Webhook
    file_bytes: int
    until: float


@dataclass(frozen=True, slots=True)
class Load:
    """A file ready to be sent."""

    filename: str
    data: bytes
    alt: str | None

    def file(self) -> discord.File:
        """Anew for each request: the library reads it to its end."""
        return discord.File(BytesIO(self.data), self.filename, description=self.alt)


class Post:
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
        self, interaction: discord.Interaction, room: Room, reply: Reply, *, hidden: bool, private: bool
    ) -> MessageRef:
        """Put a reply in place of the promised one; `hidden`: only the caller sees the promise, `private`: only they shall.

        Returns where it stands. Raises what the library raises.
        """
        locale = self._house.words.match(interaction.locale.value) or FALLBACK
        reactable = not private and by_reactions(reply, reactions=True) and await self._can_react(room)
        shown, loads = await self._made(reply, locale, self._limit(room, interaction.filesize_limit), reactable)
        message: discord.Message
        if hidden == private:
            message = await interaction.edit_original_response(
                content=shown.content, attachments=[load.file() for load in loads], view=view(shown.rows)
            )
        else:
            # The promise was made to the wrong people: another message in its place.
            await interaction.delete_original_response()
            message = await interaction.followup.send(
                shown.content or discord.utils.MISSING,
                files=[load.file() for load in loads],
                view=view(shown.rows) or discord.utils.MISSING,
                ephemeral=private,
                wait=True,
            )
        for text in shown.more:
            await interaction.followup.send(text, ephemeral=private)
        ref = MessageRef(room, str(message.id))
        self._tokens.keep(ref.id, Token(interaction.followup, interaction.filesize_limit, self._clock() + TOKEN_S))
        self._shown.keep(ref.id, _hashes(reply))
        if reactable:
            await self._place_digits(ref, reply)
        return ref

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        """Post a reply, or edit `replacing` into it; where that message is gone, post it anew. Raises Unreachable."""
        if replacing is not None and await self._edited(replacing, reply):
            return replacing
        return await self._sent(room, reply)

    async def _edited(self, ref: MessageRef, reply: Reply) -> bool:
        turn = self._turns.setdefault(ref.id, asyncio.Lock())
        self._newest.keep(ref.id, reply)
        async with turn:
            newest = self._newest.get(ref.id, reply)
            if newest is not reply and _hashes(newest) == _hashes(reply) == self._shown.get(ref.id):
                # Only words have changed, and somebody with newer ones waits behind us (many votes at once).
                return True
            return await self._edit(ref, reply)

    async def _edit(self, ref: MessageRef, reply: Reply) -> bool:
        reactable = by_reactions(reply, reactions=True) and await self._can_react(ref.room)
        token = self._tokens.get(ref.id)
        if token is not None and self._clock() < token.until:
            try:
                await self._edit_by(token.hook.edit_message, (int(ref.id),), ref, reply, token.file_bytes, reactable)
            except discord.HTTPException as error:
                if trouble(error) is not Trouble.TOKEN_GONE and trouble(error) is not Trouble.MESSAGE_GONE:
                    raise
                _log.info("discord.token_gone", code=error.code)
                self._tokens.pop(ref.id, None)
            else:
                await self._after(ref, reply, reactable)
                return True
        channel = self._client.get_partial_messageable(channel_id_of(ref.room))
        message = channel.get_partial_message(int(ref.id))
        try:
            await self._edit_by(message.edit, (), ref, reply, self._limit(ref.room), reactable)
        except discord.HTTPException as error:
            if trouble(error) in (Trouble.MESSAGE_GONE, Trouble.ROOM_CLOSED):
                _log.info("discord.message_gone", code=error.code)
                return False
            raise
        await self._after(ref, reply, reactable)
        return True

    async def _edit_by(
        self, edit: Callable[..., object], where: tuple[int, ...], ref: MessageRef, reply: Reply, limit: int, reactable: bool
    ) -> None:
        same = not reply.files and self._shown.get(ref.id) == _hashes(reply)
        shown, loads = await self._made(reply, await self._locale(ref.room), limit, reactable, pictures=not same)
        text = shortened(shown.content + ("\n…" if shown.more else ""), CONTENT_CHARS)
        attachments = {} if same else {"attachments": [load.file() for load in loads]}
        await edit(*where, content=text, view=view(shown.rows), **attachments)  # type: ignore[misc] # both edits are coroutines

    async def _sent(self, room: Room, reply: Reply) -> MessageRef:
        try:
            channel, room = await self._open(room)
            reactable = by_reactions(reply, reactions=True) and await self._can_react(room)
            shown, loads = await self._made(reply, await self._locale(room), self._limit(room), reactable)
            message = await channel.send(
                shown.content or None,
                files=[load.file() for load in loads],
                view=view(shown.rows) or discord.utils.MISSING,
                nonce=nonce(room, reply, 0),
            )
            for place, text in enumerate(shown.more, start=1):
                await channel.send(text, nonce=nonce(room, reply, place))
        except discord.HTTPException as error:
            if trouble(error) in (Trouble.ROOM_CLOSED, Trouble.MESSAGE_GONE):
                raise Unreachable(f"Discord refused with {error.code}") from None
            raise
        ref = MessageRef(room, str(message.id))
        await self._after(ref, reply, reactable)
        return ref

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
            self._reactable.keep(channel_id_of(ref.room), trouble(error) is not Trouble.ROOM_CLOSED)
            return
        self._balloted.keep(ref.id, None)

    async def _can_react(self, room: Room) -> bool:
        number = channel_id_of(room)
        channel = self._client.get_channel(number)
        if channel is None and number in self._reactable:
            return self._reactable[number]
        if channel is None:
            try:
                found = await self._client.fetch_channel(number)
            except discord.HTTPException:
                # A server where somebody uses the bot without it being there.
                self._reactable.keep(number, False)
                return False
            self._reactable.keep(number, isinstance(found, discord.DMChannel))
            return isinstance(found, discord.DMChannel)
        if isinstance(channel, discord.abc.PrivateChannel):
            return isinstance(channel, discord.DMChannel)
        may = channel.permissions_for(channel.guild.me)
        return may.view_channel and may.add_reactions and may.read_message_history

    async def _made(
        self, reply: Reply, locale: str, limit: int, reactable: bool, *, pictures: bool = True
    ) -> tuple[Parts, list[Load]]:
        """A reply's message and files; what is too large for this place is told in words."""
        loads, lost = await self._loads(reply, limit) if pictures else ([], 0)
        say = self._house.words.say
        made = parts(reply, change=say(locale, "discord-change"), reactions=reactable)
        text = made.content
        if lost:
            notice = content(say(locale, "discord-too-large", count=lost))
            text = f"{shortened(text, CONTENT_CHARS - len(notice) - 1)}\n{notice}".strip()
        if not text and not loads and not reply.pictures:
            text = "✓"  # Discord refuses an empty message
        return Parts(text, made.rows, made.more), loads

    async def _loads(self, reply: Reply, limit: int) -> tuple[list[Load], int]:
        count = min(FILES, len(reply.pictures) + len(reply.files))
        room_bytes = min(limit, (REQUEST_BYTES - OVERHEAD_BYTES) // max(1, count))
        loads, lost = [], 0
        for picture, alt in zip(reply.pictures, alts(reply), strict=True):
            try:
                loads.append(await self._load(picture, alt, room_bytes))
            except Problem as problem:
                _log.warning("discord.picture_left_out", key=problem.key, sha256=picture.sha256)
                lost += 1
        fitting = [one for one in reply.files if len(one.data) <= room_bytes]
        loads += [Load(one.filename, one.data, None) for one in fitting]
        lost += len(reply.files) - len(fitting) + max(0, len(loads) - FILES)
        return loads[:FILES], lost

    async def _load(self, picture: Picture, alt: str, limit: int) -> Load:
        data = await self._house.storage.pictures.get(picture.sha256)
        if len(data) <= limit:
            return Load(picture.filename, data, alt)
        data, mime = await self._house.pool.run(fit, data, picture.mime, limit_bytes=limit)
        stem = picture.filename.rpartition(".")[0] or picture.filename
        return Load(f"{stem}.{_EXTENSIONS[mime]}", data, alt)

    def _limit(self, room: Room, told: int | None = None) -> int:
        """Bytes that one file may have there."""
        if told is not None:
            return told
        guild = getattr(self._client.get_channel(channel_id_of(room)), "guild", None)
        return discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES if guild is None else guild.filesize_limit

    async def _locale(self, room: Room) -> str:
        settings = await self._house.storage.rooms.settings(room)
        return self._house.words.match(settings.language) or FALLBACK

    def rooms_of(self, channel_id: int) -> Room | None:
        """The room of a channel that is in the cache."""
        channel = self._client.get_channel(channel_id)
        return None if channel is None else room_of(channel, channel_id)


def nonce(room: Room, reply: Reply, place: int) -> str:
    """The same for the same message in the same place, so that Discord posts a repeated one once; at most 25 signs."""
    said = (room.id, reply.text, _hashes(reply), [one.filename for one in reply.files], reply.pending, reply.challenge, place)
    return hashlib.blake2b(repr(said).encode(), digest_size=12).hexdigest()


def _hashes(reply: Reply) -> tuple[str, ...]:
    return tuple(one.sha256 for one in reply.pictures)
