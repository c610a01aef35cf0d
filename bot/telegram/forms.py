"""Asking for what a button left out: in a private chat, or with a question that is answered by a reply. Nothing is remembered."""

from urllib.parse import parse_qs, quote, urlsplit

from telegram import Bot, ForceReply, Message, MessageEntity
from telegram.constants import ParseMode

from bot.telegram.render import chunks
from bot.telegram.sending import NO_PREVIEW, Address
from commands.core.dispatch import Form
from commands.core.markup import plain
from commands.core.words import Words

PLACEHOLDER = 64
PAYLOAD = 64
_SIGN = "✍️"


def private_link(username: str, payload: str = "") -> str:
    """The address that opens our private chat; `payload` comes back as `/start payload`."""
    return f"https://t.me/{username}?start={payload}" if payload else f"https://t.me/{username}"


def payload_of(form: Form) -> str | None:
    """What a link must carry so that the private chat knows what is asked for; None where no link says it."""
    code = form.given.get("challenge", "")
    return f"guess_{code}" if form.command.name == "guess" and code else None


async def ask(
    bot: Bot, words: Words, locale: str, form: Form, token: str, to: Address, *, name: str = "", answering: int | None = None
) -> None:
    """Ask for the first field. The question holds the token in the address of its first sign, where the answer finds it again.

    `name`: whom a group's question is for.
    """
    field = plain(words.say(locale, f"cmd-{form.command.name}.{form.fields[0].name}"))
    question = words.say(locale, "telegram-ask", what=field, name=name or "none")
    # Behind the sign, an address of our own that also does something sensible when it is opened.
    link = f"{private_link(bot.username)}?ask={quote(token, safe='')}"
    await bot.send_message(
        to.chat,
        f'<a href="{link}">{_SIGN}</a> {chunks(question, 1000)[0]}',
        parse_mode=ParseMode.HTML,
        reply_markup=ForceReply(selective=True, input_field_placeholder=field[:PLACEHOLDER]),
        reply_to_message_id=answering,
        allow_sending_without_reply=True,
        message_thread_id=to.topic,
        link_preview_options=NO_PREVIEW,
    )


def asked(message: Message, me: int) -> str | None:
    """The token in the question of ours that this message answers; None when it answers none."""
    question = message.reply_to_message
    if question is None or question.from_user is None or question.from_user.id != me:
        return None
    for entity in question.entities:
        if entity.type == MessageEntity.TEXT_LINK and entity.offset == 0 and entity.url:
            return next(iter(parse_qs(urlsplit(entity.url).query).get("ask", ())), None)
    return None
