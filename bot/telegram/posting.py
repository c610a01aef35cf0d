"""Replies on their way into a chat: sent, or put in the place of a message that stands there."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram.error import ChatMigrated, TelegramError

from bot.recent import Recent
from bot.telegram.edits import Edits
from bot.telegram.polls import Polls
from bot.telegram.render import CAPTION, Album, Photo, Text, first_of, message, messages
from bot.telegram.sending import Address, Sending
from bot.telegram.troubles import Trouble, trouble
from commands.core.call import House
from commands.core.reply import Reply, Unreachable
from commands.core.showing import sheet_of
from storage.records import MessageRef, Room


class Posting:
    """`send` and `edit`. Raises Unreachable where nothing of ours gets in; other refusals as the library tells them."""

    def __init__(
        self,
        sending: Sending,
        house: House,
        polls: Polls,
        marked: Callable[[int], Awaitable[bool]],
        busy: Callable[[int], bool],
    ) -> None:
        """`marked`: whether people's reactions in that chat reach us, so that a ballot says what they mean.

        `busy`: whether a chat takes so few messages more that what nobody waits for must stand back.
        """
        self._sending = sending
        self._house = house
        self._polls = polls
        self._marked = marked
        self._seen: Recent[tuple[int, int], Text | Photo] = Recent()
        self._busy = busy
        self.edits = Edits(busy=busy)

    def unsaid(self, room: Room, reply: Reply) -> bool:
        """Whether a group is so busy that a promise is better left out: its result comes as a message of its own."""
        return reply.pending is not None and reply.challenge is None and self._busy(Address.of(room).chat)

    async def send(self, room: Room, reply: Reply, *, answering: int | None = None, about: Room | None = None) -> MessageRef:
        """Put a reply into a room, below the message `answering` if that still stands. The message that can be edited later.

        `about`: the room in which its buttons act, if it is another one.
        """
        if room.id.startswith("@-"):
            raise Unreachable("who speaks in the name of a chat has no private one")
        address = Address.of(room)
        reply = await self._on_one_sheet(reply)
        if reply.ballot is not None and self._polls.of(reply.ballot.generation_id) is not None:
            reply = _without_choices(reply)
        try:
            return MessageRef(room, str(await self._send(address, reply, answering, about)))
        except ChatMigrated as news:
            return await self.send((await self.moved(address, news.new_chat_id)).room, reply, about=about)
        except TelegramError as error:
            if trouble(error) is Trouble.UNREACHABLE:
                raise Unreachable(error.message) from error
            raise

    async def edit(self, ref: MessageRef, reply: Reply) -> MessageRef:
        """Put a reply in the place of a message. Where that is gone: as a new one, if it is a result people still wait for."""
        address = Address.of(ref.room)
        if reply.pending is not None and self._busy(address.chat):
            return ref  # how far it is: the result itself would have to wait for that
        reply = await self._on_one_sheet(reply, ref)
        if reply.ballot is not None and reply.ballot.closed:
            await self._polls.close(reply.ballot.generation_id)
        if reply.ballot is None and reply.pending is None:
            # A set that is voted on no more before its vote is over was reported.
            hidden = await self._house.storage.generations.by_message(ref)
            if hidden is not None:
                await self._polls.take_away(hidden.id)
        polled = await self._polls.wanted(reply, address, busy=self._busy(address.chat))
        try:
            await self._edit(address, int(ref.id), _without_choices(reply) if polled else reply)
            if polled and not await self._polls.open(reply, address, int(ref.id)):
                await self._edit(address, int(ref.id), reply, may_wait=False)
        except ChatMigrated as news:
            # Messages of the old group can not be edited from the new one.
            address = await self.moved(address, news.new_chat_id)
            return await self._again(MessageRef(address.room, ref.id), address, reply)
        except TelegramError as error:
            kind = trouble(error)
            if kind is Trouble.UNREACHABLE:
                raise Unreachable(error.message) from error
            waiting = await self._house.storage.generations.by_message(ref) if kind is Trouble.GONE else None
            if waiting is None or waiting.delivered_at is not None:
                # What was read once is not posted again.
                raise
            return await self._again(ref, address, reply)
        return ref

    async def moved(self, old: Address, chat: int) -> Address:
        """A group became a supergroup, which has another number: everything of the old room belongs to the new one."""
        new = replace(old, chat=chat)
        await self._house.storage.rooms.moved(old.room, new.room)
        return new

    async def _on_one_sheet(self, reply: Reply, ref: MessageRef | None = None) -> Reply:
        """What people vote on, show elsewhere, or what takes the place of the message `ref`, is one picture here.

        Whatever the room chose:

        An album takes no buttons, and no message can be edited into one.
        """
        if len(reply.pictures) < 2 or (reply.ballot is None and reply.publishes is None and ref is None):  # noqa: PLR2004 - an album begins with two
            return reply
        generations = self._house.storage.generations
        if reply.ballot is not None:
            generation = await generations.get(reply.ballot.generation_id)
        elif reply.publishes is not None:
            generation = await generations.get(reply.publishes)
        else:
            generation = None if ref is None else await generations.by_message(ref)
        if generation is None:
            return reply
        return replace(reply, pictures=(sheet_of(self._house, generation, generation.request.locale),))

    async def _again(self, ref: MessageRef, address: Address, reply: Reply) -> MessageRef:
        waiting = await self._house.storage.generations.by_message(ref)
        placed = await self.send(address.room, reply)
        if waiting is not None:
            await self._house.storage.generations.placed(waiting.id, placed)
        return placed

    async def _send(self, address: Address, reply: Reply, answering: int | None, about: Room | None) -> int:
        """The number of the message that can be edited later."""
        sizes = [await self._sending.size(picture) for picture in reply.pictures]
        marked = reply.ballot is not None and await self._marked(address.chat)
        first = bearer = None
        for part in messages(reply, sizes, reactions=marked, room="" if about is None else about.id):
            sent = await self._sending.new(part, address, answering)
            first, answering = first or sent.message_id, None
            if isinstance(part, Text | Photo):
                self._seen.keep((address.chat, sent.message_id), part)
            if not isinstance(part, Album) and part.keyboard is not None:
                bearer = sent.message_id
        found = bearer or first
        if found is None:
            raise ValueError("A reply without anything in it can not be sent")
        return found

    async def _edit(self, address: Address, number: int, reply: Reply, *, may_wait: bool = True) -> None:
        size = await self._sending.size(reply.pictures[0]) if reply.pictures else 0
        part = message(reply, size, reactions=reply.ballot is not None and await self._marked(address.chat))
        caption = first_of(reply.text, CAPTION)

        async def act() -> None:
            seen = self._seen.get((address.chat, number))
            try:
                await self._change(seen, part, caption, address, number)
            except TelegramError as error:
                if trouble(error) is not Trouble.UNCHANGED:
                    raise
            self._seen.keep((address.chat, number), part)

        seen = self._seen.get((address.chat, number))
        # Nobody waits for new counts under a picture that is there; everything else is in its place before we say so.
        counts = _same_picture(seen, part) and reply.ballot is not None and not reply.ballot.closed
        await self.edits.do(address.chat, number, act, may_wait=may_wait and counts)

    async def _change(self, seen: Text | Photo | None, part: Text | Photo, caption: str, to: Address, number: int) -> None:
        """The smallest change from what stands there, as far as we know it."""
        if seen == part:
            return
        if isinstance(part, Photo):
            if not _same_picture(seen, part):
                await self._sending.picture(part, to, number)
            elif seen is not None and seen.html == part.html:
                await self._sending.keyboard(part.keyboard, to, number)
            else:
                await self._sending.caption(part.html, part.keyboard, to, number)
            return
        try:
            await self._sending.text(part, to, number)
        except TelegramError as error:
            if trouble(error) is not Trouble.NO_TEXT:
                raise
            # A picture stands there, and stays: only its words change.
            await self._sending.caption(caption, part.keyboard, to, number)


def _without_choices(reply: Reply) -> Reply:
    """The same without the row of votes, for a result under which a poll stands."""
    return replace(reply, ballot=None if reply.ballot is None else replace(reply.ballot, closed=True))


def _same_picture(seen: Text | Photo | None, part: Text | Photo) -> bool:
    return isinstance(seen, Photo) and isinstance(part, Photo) and seen.picture.sha256 == part.picture.sha256
