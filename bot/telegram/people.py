"""Who somebody is in a chat: their name, their room, and whether they moderate it."""

import time
from collections.abc import Callable, Collection

import structlog
from telegram import Bot, Chat, ChatMemberRestricted, Message, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.recent import Recent
from bot.telegram.sending import PLATFORM, Address
from storage.records import Member, Room

FRESH_S = 300.0
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
    """The administrators of a chat, asked again after five minutes."""

    def __init__(self, bot: Bot, owners: Collection[str] = (), clock: Callable[[], float] = time.monotonic) -> None:
        """`owners`: who may everywhere what administrators may."""
        self._bot = bot
        self._owners = owners
        self._clock = clock
        self._known: Recent[int, tuple[float, frozenset[int]]] = Recent()

    async def moderates(self, member: int, chat: int) -> bool:
        """Whether this person is an administrator there, or speaks as the group itself. In a private chat only owners are."""
        if str(member) in self._owners:
            return True
        if chat > 0:
            return False
        return member == chat or member in await self._administrators(chat)

    async def is_there(self, member: int, chat: int) -> bool:
        """Whether this person is in that group."""
        try:
            found = await self._bot.get_chat_member(chat, member)
        except TelegramError as error:
            _log.info("telegram.not_there", chat=chat, reason=error.message)
            return False
        return found.is_member if isinstance(found, ChatMemberRestricted) else found.status not in AWAY

    async def is_administrator(self, chat: int) -> bool:
        """Whether the bot itself is one; then it hears of reactions, too."""
        return chat < 0 and self._bot.id in await self._administrators(chat)

    async def _administrators(self, chat: int) -> frozenset[int]:
        asked_at, found = self._known.get(chat, (-FRESH_S, frozenset()))
        if self._clock() - asked_at < FRESH_S:
            return found
        try:
            found = frozenset(one.user.id for one in await self._bot.get_chat_administrators(chat))
        except TelegramError as error:
            # Not being sure means no: what only moderators may, nobody may for a while.
            _log.warning("telegram.no_administrators", chat=chat, reason=error.message)
            found = frozenset()
        self._known.keep(chat, (self._clock(), found))
        return found
