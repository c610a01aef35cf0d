"""The pictures that come with a wish: those of its message, of its album, or the one that it answers."""

import asyncio
from typing import Final

from telegram import Bot, Message

from bot.recent import Recent
from bot.telegram.hearing import Me, attachments_of, shows_picture
from bot.telegram.people import room_of
from commands.core.call import Attachment, House
from commands.core.parse import slashed
from storage.records import MessageRef

ALBUM_S: Final = 1.0  # the pictures of an album come as messages of their own, one right behind the other
_COMMAND: Final = "imagine"


class Pictures:
    """Looks at messages only where somebody here can paint by a picture."""

    def __init__(self, bot: Bot, house: House, me: Me) -> None:
        self._bot = bot
        self._house = house
        self._me = me
        self._albums: Recent[str, list[Message]] = Recent()

    @property
    def wanted(self) -> bool:
        """Whether any model here goes by pictures."""
        return any(row.inputs.image_prompt.max or row.inputs.init_image.max for row in self._house.catalog.usable)

    def heard(self, message: Message) -> None:
        """To be told of every message at once: an album is whole when its last one is there."""
        album = message.media_group_id
        if album is not None and shows_picture(message):
            self._albums.keep(album, [*self._albums.get(album, []), message])

    async def of(self, message: Message, line: str) -> tuple[Attachment, ...] | None:
        """What came with the message that is the command `line`. None: another message of its album speaks for it."""
        if not self.wanted or not line.startswith(f"/{_COMMAND}"):
            return attachments_of(message, self._bot)
        if not shows_picture(message):
            return await self._answered(message)
        if message.media_group_id is None:
            return attachments_of(message, self._bot)
        await asyncio.sleep(ALBUM_S)
        album = sorted(self._albums.get(message.media_group_id, [message]), key=lambda one: one.message_id)
        speaker = next((one for one in album if one.caption), album[0])
        if speaker.message_id != message.message_id:
            return None
        return tuple(picture for one in album for picture in attachments_of(one, self._bot))

    async def _answered(self, message: Message) -> tuple[Attachment, ...]:
        """The picture that a command answers; of our own results the set itself. Who only talks to us does not mean it."""
        picture = message.reply_to_message
        if picture is None or not shows_picture(picture):
            return ()
        if not self._me.wrote(picture):
            return attachments_of(picture, self._bot)
        if not slashed(message.text or "").startswith("/"):
            return ()
        shown = MessageRef(room_of(message), str(picture.message_id))
        found = await self._house.storage.generations.by_message(shown, threads=True)
        numbered = None if found is None else Attachment.numbered(str(found.id))
        return () if numbered is None else (numbered,)
