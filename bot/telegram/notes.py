"""What is said of things that the bot cannot use, and to a group that it was just brought into."""

from dataclasses import dataclass

from telegram import Message

from bot.recent import Recent
from bot.telegram.hearing import Me, shows_picture
from bot.telegram.people import is_private
from bot.telegram.pictures import Pictures
from commands.core.limits import RateLimit

_OTHER = (
    "sticker",
    "voice",
    "video",
    "video_note",
    "audio",
    "animation",
    "document",
    "contact",
    "location",
    "poll",
    "dice",
    "story",
)


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of the words. `alone`: there is nothing else to answer."""

    key: str
    words: str = "no"  # whether words came along
    alone: bool = True


class Notes:
    """Says it kindly, and not again and again."""

    def __init__(self, me: Me, pictures: Pictures) -> None:
        self._me = me
        self._pictures = pictures
        self._albums: Recent[str, None] = Recent()
        # Who sends ten stickers in a row is told once.
        self._limit = RateLimit(per_minute=1, burst=1)

    def about(self, message: Message, line: str | None) -> Note | None:
        """What to say of a message that is the command `line`, if anything."""
        if self._brought_in(message):
            return Note("telegram-hello")
        if line is not None and shows_picture(message) and self._pictures.wanted:
            return Note("telegram-photo-words") if len(line.split(maxsplit=1)) == 1 else None
        if line is not None and shows_picture(message):
            # The pictures of an album come as messages of their own, and the words with the first of them.
            album = message.media_group_id
            again = album is not None and album in self._albums
            if album is not None:
                self._albums.keep(album, None)
            words = len(line.split(maxsplit=1)) > 1
            return Note("" if again else "telegram-photo", "yes" if words else "no", alone=not words)
        other = is_private(message.chat) and message.via_bot is None and any(getattr(message, kind) for kind in _OTHER)
        if line is None and other and not self._limit.wait_s(message.chat.id):
            return Note("telegram-other")
        return None

    def _brought_in(self, message: Message) -> bool:
        return bool(message.group_chat_created) or any(one.id == self._me.id for one in message.new_chat_members)
