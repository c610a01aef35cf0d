"""A Reply as Telegram's messages: HTML escaped once, photos or documents within the limits, inline keyboards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from commands.core.markup import in_utc, plain, spans
from commands.core.reply import Ballot, Button, File, Picture, Reply, Tone
from commands.core.tokens import LIMIT_BYTES

# Counted after the markup is read, in UTF-16 as Telegram counts places in a text.
CAPTION, TEXT, ALERT, COPIED, LABEL = 1024, 4096, 200, 256, 60
PHOTO_BYTES, PHOTO_SIDES, PHOTO_RATIO = 10_000_000, 10_000, 20
PHOTO_MIMES = frozenset({"image/jpeg", "image/png", "image/webp"})
ALBUM = 10
ELSEWHERE = "|"  # between a token and the room it acts in: no token has it
ROW_SIGNS, ROW_BUTTONS = 30, 3  # what a phone shows of a row without cutting the labels
CHOICES = ("1️⃣", "2️⃣", "3️⃣", "4️⃣")
# A reaction can only be one of Telegram's own, and no digits are among them: these stand for the pictures, in order.
REACTIONS = ("👍", "❤", "🔥", "🎉")
# The day is shown by its date, the time short, both in the reader's own time zone.
_TIME, _DAY_AND_TIME = "t", "dt"
_TAGS = {"bold": "b", "code": "code", "veiled": "tg-spoiler"}
_STYLES = {Tone.MAIN: "primary", Tone.DANGER: "danger", Tone.PLAIN: None}


@dataclass(frozen=True, slots=True)
class Text:
    """A message of words alone."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with a caption; `as_document` when it is no photo by Telegram's rules."""

    picture: Picture
    html: str = ""
    keyboard: InlineKeyboardMarkup | None = None
    as_document: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file to download."""

    file: File
    html: str = ""
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Album:
    """Two to ten pictures side by side, which take no buttons."""

    pictures: tuple[Picture, ...]
    as_documents: bool = False


Part = Text | Photo | Document | Album


def messages(reply: Reply, sizes: Sequence[int] = (), *, reactions: bool = False, room: str = "") -> tuple[Part, ...]:
    """The messages of a reply in the order in which they are sent. `sizes`: bytes of its pictures, in order.

    One picture carries the text and the buttons; several are an album, and the message after it carries them. Text that is too
    long goes on in messages of its own. `reactions`: say which reaction counts for which picture; `room`: see `keyboard`.
    """
    keys = keyboard(reply, reactions=reactions, room=room)
    shown: list[Part] = []
    texts = [] if not reply.text.strip() else chunks(reply.text, CAPTION if len(reply.pictures) == 1 else TEXT)
    if len(reply.pictures) == 1:
        caption = texts.pop(0) if texts else ""
        shown.append(Photo(reply.pictures[0], caption, None, as_document(reply.pictures[0], *sizes[:1])))
    else:
        shown.extend(_albums(reply.pictures, sizes))
    shown.extend(Text(html) for html in texts)
    shown.extend(Document(file) for file in reply.files)
    if keys is None:
        return tuple(shown)
    bearer = _bearer(reply, shown)
    part = shown[bearer] if bearer is not None else None
    if bearer is None or part is None or isinstance(part, Album):
        return (*shown, Text(CHOICES[0] if reply.ballot else "⬇", keys))
    shown[bearer] = replace(part, keyboard=keys)
    return tuple(shown)


def message(reply: Reply, size: int = 0, *, reactions: bool = False) -> Text | Photo:
    """The one message that a reply becomes when it takes another's place: what is too long for it ends with "…"."""
    keys = keyboard(reply, reactions=reactions)
    if not reply.pictures:
        return Text(first_of(reply.text, TEXT), keys)
    picture = reply.pictures[0]
    return Photo(picture, first_of(reply.text, CAPTION), keys, as_document(picture, size))


def as_document(picture: Picture, size: int = 0) -> bool:
    """Whether a picture of `size` bytes is none that Telegram takes as a photo; as a document it keeps every byte."""
    long, short = max(picture.width, picture.height), max(1, min(picture.width, picture.height))
    fits = size <= PHOTO_BYTES and picture.width + picture.height <= PHOTO_SIDES and long <= PHOTO_RATIO * short
    return not (fits and picture.mime in PHOTO_MIMES)


def keyboard(reply: Reply, *, reactions: bool = False, room: str = "") -> InlineKeyboardMarkup | None:
    """The ballot's row, then the buttons, at most three in a row and no more than a phone can show.

    `room`: where the buttons act, if that is not where they are: behind each token, as far as Telegram has room for it.
    """
    rows: list[list[InlineKeyboardButton]] = []
    if reply.ballot is not None and not reply.ballot.closed:
        rows.append([_choice(reply.ballot, number, reactions=reactions) for number in range(1, reply.ballot.choices + 1)])
    rows.extend(_rows([_key(button, room) for button in reply.buttons]))
    if 0 < len(reply.line) <= COPIED:
        rows.append([InlineKeyboardButton("📋", copy_text=CopyTextButton(reply.line))])
    return InlineKeyboardMarkup(rows) if rows else None


def alert(reply: Reply) -> str | None:
    """The reply as what Telegram shows over the chat after a button; None where it is too much for that."""
    text = plain(reply.text)
    small = not (reply.pictures or reply.files or reply.buttons or reply.ballot or reply.line)
    return text if small and 0 < units(text) <= ALERT else None


def chunks(text: str, first: int, rest: int = TEXT) -> list[str]:
    """The house's markdown as pieces of HTML, the first of at most `first` signs, cut where a line or a word ends."""
    made, piece, room = [], _Piece(), first
    for style, words, moment in _spans(text):
        left = words
        while units(left) > room - piece.length:
            fits, left = _cut(left, room - piece.length, whole=bool(piece.length))
            piece.add(style, fits, moment)
            if piece.length:
                made.append(piece.html.strip())
                piece, room = _Piece(), rest
        piece.add(style, left, moment)
    if piece.html.strip():
        made.append(piece.html.strip())
    return made or [""]


def first_of(text: str, limit: int) -> str:
    """As much of a text as fits, as HTML."""
    html = chunks(text, limit)
    return html[0] if len(html) == 1 else chunks(text, limit - 2)[0] + " …"


def units(text: str) -> int:
    """The length of a text as Telegram counts it: signs beyond the basic plane, such as most emoji, are two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


class _Piece:
    """HTML that grows, and how long people will find it."""

    def __init__(self) -> None:
        self.html, self.length = "", 0

    def add(self, style: str, words: str, moment: tuple[datetime, bool] | None) -> None:
        if not words:
            return
        self.length += units(words)
        shown = escape(words, quote=False)
        if moment is not None:
            form = _DAY_AND_TIME if moment[1] else _TIME
            self.html += f'<tg-time unix="{int(moment[0].timestamp())}" format="{form}">{shown}</tg-time>'
        elif style == "plain":
            self.html += shown
        else:
            tag = _TAGS[style]
            self.html += f"<{tag}>{shown}</{tag}>"


def _spans(text: str) -> Iterator[tuple[str, str, tuple[datetime, bool] | None]]:
    told: list[tuple[datetime, bool]] = []

    def clock(moment: datetime, day: bool) -> str:
        told.append((moment, day))
        return in_utc(moment, day)

    for style, words in spans(text, clock):
        yield style, words, told.pop() if told else None


def _cut(words: str, room: int, *, whole: bool) -> tuple[str, str]:
    """(what fits, what is left): cut after a line, else after a word; `whole`: rather nothing than half a word."""
    at, used = 0, 0
    while at < len(words) and used + units(words[at]) <= room:
        used += units(words[at])
        at += 1
    for sign in ("\n", " "):
        end = words.rfind(sign, 0, at + 1)
        if end > 0:
            return words[:end], words[end + 1 :]
    return ("", words) if whole else (words[: max(1, at)], words[max(1, at) :])


def _albums(pictures: Sequence[Picture], sizes: Sequence[int]) -> Iterator[Part]:
    """Photos with photos and documents with documents: an album is of one kind."""
    known = [*sizes, *[0] * (len(pictures) - len(sizes))]
    for kind in (False, True):
        alike = [one for one, size in zip(pictures, known, strict=False) if as_document(one, size) is kind]
        for start in range(0, len(alike), ALBUM):
            group = tuple(alike[start : start + ALBUM])
            yield Photo(group[0], as_document=kind) if len(group) == 1 else Album(group, kind)


def _bearer(reply: Reply, shown: Sequence[Part]) -> int | None:
    """Which message carries the keyboard: the picture people vote on or guess at, because it will be edited; else the last."""
    if not shown:
        return None
    lasting = reply.ballot is not None or reply.challenge is not None
    return 0 if lasting and isinstance(shown[0], Photo) else len(shown) - 1


def _choice(ballot: Ballot, number: int, *, reactions: bool) -> InlineKeyboardButton:
    label = CHOICES[number - 1]
    if reactions:
        label += f" {REACTIONS[number - 1]}"
    if ballot.counts is not None:
        label += f" · {ballot.counts[number - 1]}"
    return InlineKeyboardButton(label, callback_data=ballot.token(number))


def acts_in(data: str) -> tuple[str, str]:
    """(token, room) of what a button carries; no room where it acts where it is. Anybody may have forged both."""
    token, _, room = data.partition(ELSEWHERE)
    return token, room


def _key(button: Button, room: str) -> InlineKeyboardButton:
    label = f"{button.emoji} {plain(button.label)}".strip()[:LABEL]
    there = f"{button.token}{ELSEWHERE}{room}" if room else button.token
    data = there if len(there.encode()) <= LIMIT_BYTES else button.token
    return InlineKeyboardButton(label, callback_data=data, style=_STYLES[button.tone])


def _rows(keys: Sequence[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    row: list[InlineKeyboardButton] = []
    for key in keys:
        signs = sum(len(one.text) for one in row) + len(key.text)
        if row and (len(row) == ROW_BUTTONS or signs > ROW_SIGNS):
            yield row
            row = []
        row.append(key)
    if row:
        yield row
