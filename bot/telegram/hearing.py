"""What a message asks for: a command, a wish in plain words, or nothing of ours."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from telegram import Bot, Message, MessageEntity
from telegram.error import TelegramError

from bot.telegram.people import is_private
from commands.core.call import Attachment
from commands.core.parse import slashed
from storage.problem import Problem

FILE_BYTES = 20_000_000  # larger files no bot gets from Telegram's own server
ABOUT_SOMEBODY = "member"  # the command that is about a person
_COMMAND = re.compile(r"\s*/(?P<name>\w{1,32})(?:@(?P<bot>\w+))?(?=\s|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as people call it."""

    id: int
    username: str

    def wrote(self, message: Message | None) -> bool:
        """Whether a message is the bot's own."""
        return message is not None and message.from_user is not None and message.from_user.id == self.id


def line_of(message: Message, me: Me, menu: Collection[str]) -> str | None:
    """The typed command a message is; None: nobody was talking to the bot.

    In a private chat plain words, or a picture with or without a caption, are a wish. In a group that takes a command, a mention,
    or a reply to the bot; commands that are not ours are somebody else's there.
    """
    text = slashed(message.text or message.caption or "").rstrip()
    private = is_private(message.chat)
    command = _COMMAND.match(text)
    if command is not None:
        to = command["bot"]
        if to is not None and to.lower() != me.username.lower():
            return None
        ours = private or to is not None or command["name"].lower() in menu
        return _pointing(message, text, me) if ours and command["name"].lower() == ABOUT_SOMEBODY else text if ours else None
    if message.via_bot is not None:
        return None  # one of the pictures that we, or another bot, offer everywhere
    called = _without_mention(message, text, me)
    if private:
        wish = text if called is None else called
        return f"/imagine {wish}".rstrip() if wish or _picture(message) is not None else None
    if called is not None:
        return f"/imagine {called}".rstrip()
    return f"/imagine {text}" if text and me.wrote(message.reply_to_message) else None


def _pointing(message: Message, text: str, me: Me) -> str:
    """The command with whom it is about: who is mentioned, or, where nobody is named, whose message it answers.

    Only people without an @name are mentioned by their number; of an @name Telegram tells bots nothing.
    """
    mentioned = message.parse_entities([MessageEntity.TEXT_MENTION]) if message.text else {}
    for entity, words in mentioned.items():
        if entity.user is not None and entity.user.id != me.id:
            return text.replace(words, f"<@{entity.user.id}>", 1)
    below = message.reply_to_message
    # In a topic every message answers the one that opened it.
    opening = below is not None and (below.forum_topic_created is not None or below.message_id == message.message_thread_id)
    author = None if below is None or opening or below.sender_chat is not None else below.from_user
    if author is None or author.is_bot or not all(word.startswith("-") for word in text.split()[1:2]):
        return text
    return f"{text} --who <@{author.id}>"


def attachments_of(message: Message, bot: Bot) -> tuple[Attachment, ...]:
    """The picture that came with a message."""
    found = _picture(message)
    if found is None:
        return ()
    file_id, name, size = found

    async def read(limit: int) -> bytes:
        most = min(limit, FILE_BYTES)
        if size > most:
            raise Problem("upload-too-large", limit_mb=most // 2**20)
        try:
            file = await bot.get_file(file_id)
            if (file.file_size or 0) <= most:
                return bytes(await file.download_as_bytearray())
        except TelegramError:
            # Nothing of it is told on: its address holds our token.
            raise Problem("upload-broken") from None
        raise Problem("upload-too-large", limit_mb=most // 2**20)

    return (Attachment(name, size, read),)


def shows_picture(message: Message) -> bool:
    """Whether a picture came with a message."""
    return _picture(message) is not None


def _picture(message: Message) -> tuple[str, str, int] | None:
    """(file id, name, bytes) of a photo in its largest size, or of a picture sent as a file."""
    if message.photo:
        largest = message.photo[-1]
        return largest.file_id, f"{largest.file_unique_id}.jpg", largest.file_size or 0
    document = message.document
    if document is not None and (document.mime_type or "").startswith("image/"):
        return document.file_id, document.file_name or document.file_unique_id, document.file_size or 0
    return None


def _without_mention(message: Message, text: str, me: Me) -> str | None:
    """The words around a mention of the bot; None where it is not mentioned."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    named = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    for entity, words in named.items():
        mine = entity.user is not None and entity.user.id == me.id
        if mine or words.lower() == f"@{me.username}".lower():
            return " ".join(text.replace(words, " ", 1).split()).strip(" ,:;，：")
    return None
