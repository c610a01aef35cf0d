"""What the bot may not do in a chat: said once, and exactly."""

import structlog
from telegram.error import TelegramError

from bot.recent import Recent
from bot.telegram.posting import Posting
from commands.core.call import House
from commands.core.reply import Reply, Unreachable
from commands.core.words import FALLBACK
from storage.records import Member, Room

# Parts of Telegram's descriptions, and the right they speak of.
_RIGHTS = (("photo", "photos"), ("document", "files"), ("not enough rights", "messages"), ("have no rights", "messages"))
_CODES = (("chat_send_photos", "photos"), ("chat_send_docs", "files"), ("chat_write_forbidden", "messages"))
_log = structlog.get_logger(__name__)


def missing(reason: str) -> str | None:
    """The right that a refusal speaks of: "photos", "files" or "messages"; None when it is about something else."""
    said = reason.lower()
    if "rights" not in said:
        return next((right for code, right in _CODES if code in said), None)
    return next((right for sign, right in _RIGHTS if sign in said), None)


class Rights:
    """Remembers what was said in this run of the bot."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._posting = posting
        self._told: Recent[tuple[str, str], None] = Recent()

    async def explain(self, room: Room, closed: Unreachable, member: Member | None = None) -> None:
        """Say which right is missing: in the room where words are allowed there, else to the person who asked."""
        right = missing(str(closed))
        _log.warning("telegram.unreachable", room=room.id, right=right, reason=str(closed))
        if right is None or (room.id, right) in self._told:
            return
        self._told.keep((room.id, right), None)
        to = room if right != "messages" else Room.private_with(member) if member is not None else None
        if to is None:
            return
        words, settings = self._house.words, await self._house.storage.rooms.settings(room)
        chosen = (await self._house.storage.people.known(member, self._house.now())).language if member is not None else None
        locale = words.match(settings.language) or words.match(chosen) or FALLBACK
        try:
            await self._posting.send(to, Reply(words.say(locale, "telegram-missing-right", right=right)))
        except (TelegramError, Unreachable) as error:
            _log.info("telegram.not_explained", room=room.id, reason=str(error))
