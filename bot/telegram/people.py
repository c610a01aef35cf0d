"""Who somebody is in a chat: their name, their room, and whether they moderate it."""

import asyncio
import time
from collections.abc import Callable, Collection
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, Chat, ChatMemberRestricted, Message, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.recent import Recent
from bot.telegram.sending import PLATFORM, Address
from storage.records import Member, Room

FRESH_S = 60.0  # who is no administrator any more decides for no longer than this
SEEN_S = 60.0  # who left a group acts from outside for no longer than this
UNSURE_S, STALE_S = 15.0, 600.0
AWAY = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
_log = structlog.get_logger(__name__)


def member_of(user: User) -> Member:
    """A person."""
    return Member(PLATFORM, str(user.id), user.full_name)


def author_of(message: Message) -> Member | None:
    """Who wrote a message; None where it was no person or group that could be answered.

    Who writes in the name of a chat (an administrator who stays anonymous, a channel) is that chat.
    """
    if message.sender_chat is not None:
        return Member(PLATFORM, str(message.sender_chat.id), message.sender_chat.effective_name or "")
    if message.from_user is None or message.from_user.is_bot:
        return None
    return member_of(message.from_user)


def room_of(message: Message) -> Room:
    """The room a message stands in; a forum's topics are rooms of their own."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Address(message.chat.id, topic).room


def is_private(chat: Chat) -> bool:
    """Whether it is a one-to-one chat with the bot."""
    return chat.type == ChatType.PRIVATE


class Moderators:
    """The administrators of a chat and who is in it, asked again after a while."""

    def __init__(self, bot: Bot, owners: Collection[str] = (), clock: Callable[[], float] = time.monotonic) -> None:
        """`owners`: who may everywhere what administrators may."""
        self._bot = bot
        self._owners = owners
        self._clock = clock
        # When they were told, when they are to be asked for again, and who they are.
        self._known: Recent[int, tuple[float, float, frozenset[int]]] = Recent()
        self._there: Recent[tuple[int, int], float] = Recent()
        self._asking: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # gone when nobody waits

    async def moderates(self, member: int, chat: int) -> bool:
        """Whether this person is an administrator there, or speaks as the group itself. In a private chat only owners are."""
        if str(member) in self._owners:
            return True
        if chat > 0:
            return False
        return member == chat or member in await self._administrators(chat)

    async def is_there(self, member: int, chat: int) -> bool:
        """Whether this person is in that group."""
        if self._clock() < self._there.get((member, chat), 0.0):
            return True
        try:
            found = await self._bot.get_chat_member(chat, member)
        except TelegramError as error:
            _log.info("telegram.not_there", chat=chat, reason=error.message)
            return False
        there = found.is_member if isinstance(found, ChatMemberRestricted) else found.status not in AWAY
        if there:
            self._there.keep((member, chat), self._clock() + SEEN_S)
        return there

    async def is_administrator(self, chat: int) -> bool:
        """Whether the bot itself is one; then it hears of reactions, too."""
        return chat < 0 and self._bot.id in await self._administrators(chat)

    async def _administrators(self, chat: int) -> frozenset[int]:
        # Of many who speak at once in a group that is new to us, the first one asks.
        async with self._asking.setdefault(chat, asyncio.Lock()):
            now = self._clock()
            told_at, again_at, found = self._known.get(chat, (now - STALE_S, now, frozenset[int]()))
            if now < again_at:
                return found
            try:
                found = frozenset(one.user.id for one in await self._bot.get_chat_administrators(chat))
            except TelegramError as error:
                # Those who were it a moment ago are it still. Where nobody is known that means no: nobody may, for a little while.
                _log.warning("telegram.no_administrators", chat=chat, reason=error.message)
                self._known.keep(chat, (told_at, now + UNSURE_S, found if now - told_at < STALE_S else frozenset()))
            else:
                self._known.keep(chat, (now, now + FRESH_S, found))
            return self._known[chat][2]
