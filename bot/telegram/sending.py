"""One message of Telegram's: sent, or changed where it stands; done without what this server does not know."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import unescape
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.telegram.files import FileIds
from bot.telegram.render import PHOTO_BYTES, Album, Document, Part, Photo, Text
from bot.telegram.troubles import Trouble, trouble
from commands.core.reply import File, Picture
from storage.pictures import PictureStore
from storage.records import Room

PLATFORM = "telegram"
_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"\w\.[a-z]{2}", re.IGNORECASE)
_MOMENT = re.compile(r"</?tg-time[^>]*>")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a room is: the chat, and the topic in it."""

    chat: int
    topic: int | None = None

    @classmethod
    def of(cls, room: Room) -> "Address":
        """The address of a room; that of a person's private chat is the person's own number."""
        chat, _, topic = room.id.removeprefix("@").partition("/")
        return cls(int(chat), int(topic) if topic else None)

    @property
    def room(self) -> Room:
        return Room(PLATFORM, f"{self.chat}/{self.topic}" if self.topic else str(self.chat))


def preview(words: str) -> LinkPreviewOptions | None:
    """No preview of an address that somebody wrote into a wish; where no address can be, nothing is said about previews."""
    return LinkPreviewOptions(is_disabled=True) if _ADDRESS.search(words) else None


# Does it with these words, in this markup (None: none), uploading pictures although Telegram may know them.
Act = Callable[[str, str | None, bool], Awaitable[T]]


class Sending:
    """Raises what the library raises, but for markup and file names that the server does not know: then it does without them."""

    def __init__(self, bot: Bot, pictures: PictureStore, files: FileIds) -> None:
        self._bot = bot
        self._pictures = pictures
        self._files = files
        self._tells_moments = True  # until a server says that it is older than that

    async def size(self, picture: Picture) -> int:
        """Bytes of a picture, as far as it matters: on which side of the limit for photos."""
        known = (await self._files.known(picture.sha256)).get(picture.sha256)
        if known is not None:
            return PHOTO_BYTES + 1 if known.document else 0
        return len(await self._pictures.get(picture.sha256))

    async def new(self, part: Part, to: Address, answering: int | None) -> Message:
        """Send a message, below another one if that still stands."""
        below = ReplyParameters(answering, allow_sending_without_reply=True) if answering else None

        async def act(words: str, mode: str | None, upload: bool) -> Message:
            if isinstance(part, Text):
                return await self._bot.send_message(
                    to.chat,
                    words or "…",
                    parse_mode=mode,
                    reply_markup=part.keyboard,
                    reply_parameters=below,
                    message_thread_id=to.topic,
                    link_preview_options=preview(words),
                )
            if isinstance(part, Album):
                return await self._album(part, to, below, upload=upload)
            if isinstance(part, Photo) and not part.as_document:
                sent = await self._bot.send_photo(
                    to.chat,
                    await self._file(part.picture, upload=upload),
                    caption=words or None,
                    parse_mode=mode,
                    reply_markup=part.keyboard,
                    reply_parameters=below,
                    message_thread_id=to.topic,
                    filename=part.picture.filename,
                    has_spoiler=part.picture.veiled or None,
                )
                return self._learned(part.picture, sent)
            whole = part.file if isinstance(part, Document) else part.picture
            sent = await self._bot.send_document(
                to.chat,
                whole.data if isinstance(whole, File) else await self._file(whole, upload=upload),
                caption=words or None,
                parse_mode=mode,
                reply_markup=part.keyboard,
                reply_parameters=below,
                message_thread_id=to.topic,
                filename=whole.filename,
            )
            return sent if isinstance(whole, File) else self._learned(whole, sent)

        return await self._tried("" if isinstance(part, Album) else part.html, act)

    async def picture(self, part: Photo, to: Address, number: int) -> None:
        """Put a picture with its words in the place of a message, whatever stood there."""

        async def act(words: str, mode: str | None, upload: bool) -> None:
            media = await self._media(part.picture, words, mode, document=part.as_document, upload=upload)
            shown = await self._bot.edit_message_media(media, to.chat, number, reply_markup=part.keyboard)
            if isinstance(shown, Message):
                self._learned(part.picture, shown)

        await self._tried(part.html, act)

    async def caption(self, text: str, keyboard: InlineKeyboardMarkup | None, to: Address, number: int) -> None:
        """New words and buttons under a picture that stays."""

        async def act(words: str, mode: str | None, _: bool) -> None:
            await self._bot.edit_message_caption(to.chat, number, caption=words, parse_mode=mode, reply_markup=keyboard)

        await self._tried(text, act)

    async def text(self, part: Text, to: Address, number: int) -> None:
        """New words and buttons in the place of words."""

        async def act(words: str, mode: str | None, _: bool) -> None:
            await self._bot.edit_message_text(
                words or "…", to.chat, number, parse_mode=mode, reply_markup=part.keyboard, link_preview_options=preview(words)
            )

        await self._tried(part.html, act)

    async def keyboard(self, keyboard: InlineKeyboardMarkup | None, to: Address, number: int) -> None:
        """New buttons under words that stay."""
        await self._bot.edit_message_reply_markup(to.chat, number, reply_markup=keyboard)

    async def _album(self, part: Album, to: Address, below: ReplyParameters | None, *, upload: bool) -> Message:
        media = [await self._media(one, "", None, document=part.as_documents, upload=upload) for one in part.pictures]
        sent = await self._bot.send_media_group(to.chat, media, reply_parameters=below, message_thread_id=to.topic)
        for picture, shown in zip(part.pictures, sent, strict=False):
            self._learned(picture, shown)
        return sent[0]

    async def _media(
        self, picture: Picture, words: str, mode: str | None, *, document: bool, upload: bool
    ) -> InputMediaPhoto | InputMediaDocument:
        file = await self._file(picture, upload=upload)
        if document:
            return InputMediaDocument(file, caption=words or None, parse_mode=mode, filename=picture.filename)
        hidden = picture.veiled or None
        return InputMediaPhoto(file, caption=words or None, parse_mode=mode, filename=picture.filename, has_spoiler=hidden)

    async def _file(self, picture: Picture, *, upload: bool) -> bytes | str:
        known = None if upload else (await self._files.known(picture.sha256)).get(picture.sha256)
        return await self._pictures.get(picture.sha256) if known is None else known.file_id

    def _learned(self, picture: Picture, message: Message) -> Message:
        self._files.learn(picture.sha256, message)
        return message

    async def _tried(self, words: str, act: Act[T]) -> T:
        mode: str | None = ParseMode.HTML
        upload = False
        if not self._tells_moments:
            words = _MOMENT.sub("", words)
        while True:
            try:
                return await act(words, mode, upload)
            except TelegramError as error:
                kind = trouble(error)
                if kind is Trouble.UNREADABLE and _MOMENT.search(words):
                    self._tells_moments, words = False, _MOMENT.sub("", words)
                elif kind is Trouble.UNREADABLE and mode is not None:
                    mode, words = None, unescape(_TAG.sub("", words))
                elif kind is Trouble.FILE and not upload:
                    upload = True
                else:
                    raise
