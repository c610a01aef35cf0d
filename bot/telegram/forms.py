"""Asking for what a button left out: in a private chat, or with a question that is answered by a reply. Nothing is remembered."""

import base64
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

from telegram import Bot, ForceReply, Message, MessageEntity
from telegram.constants import ParseMode

from bot.telegram.render import ELSEWHERE
from bot.telegram.sending import Address, preview
from commands.core.dispatch import Form
from storage.records import Member, Room

PLACEHOLDER = 64
PAYLOAD = 64
_SIGN = "✍️"
_PRESS = "p_"


def private_link(username: str, payload: str = "") -> str:
    """The address that opens our private chat; `payload` comes back as `/start payload`."""
    return f"https://t.me/{username}?start={payload}" if payload else f"https://t.me/{username}"


def press_payload(token: str, room: Room) -> str | None:
    """What a link must carry so that opening the private chat presses this button about that room; None where it is too long."""
    coded = base64.urlsafe_b64encode(f"{token}{ELSEWHERE}{room.id}".encode()).decode().rstrip("=")
    return f"{_PRESS}{coded}" if len(_PRESS) + len(coded) <= PAYLOAD else None


def pressed_by(payload: str) -> str | None:
    """What the button carries that a link pressed; None when the link is about something else."""
    if not payload.startswith(_PRESS):
        return None
    coded = payload.removeprefix(_PRESS)
    try:
        return base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True).decode("ascii")
    except ValueError:
        return None


def payload_of(form: Form) -> str | None:
    """What a link must carry so that the private chat knows what is asked for; None where no link says it."""
    code = form.given.get("challenge", "")
    return f"guess_{code}" if form.command.name == "guess" and code else None


async def ask(bot: Bot, token: str, question: str, to: Address, *, whom: Member | None = None) -> None:
    """Ask for what is missing. The question holds the token in the address of its first sign, where the answer finds it again.

    `whom`: in a group, the person it is for; only they are shown the field to answer in.
    """
    # Behind the sign, an address of our own that also does something sensible when it is opened.
    link = f"{private_link(bot.username)}?ask={quote(token, safe='')}"
    name = f'<a href="tg://user?id={whom.id}">{escape(whom.name)}</a>: ' if whom is not None else ""
    await bot.send_message(
        to.chat,
        f'<a href="{link}">{_SIGN}</a> {name}{escape(question, quote=False)}',
        parse_mode=ParseMode.HTML,
        reply_markup=ForceReply(selective=True, input_field_placeholder=question[:PLACEHOLDER]),
        message_thread_id=to.topic,
        link_preview_options=preview(link),
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
