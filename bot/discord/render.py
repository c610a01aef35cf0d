"""A reply as Discord's message parts: text, buttons, and the words beside each picture. Pure functions."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from commands.core.markup import escape, plain, spans
from commands.core.reply import Button, Reply, Tone
from storage.records import VoteWith

# https://discord.com/developers/docs/resources/message
CONTENT_CHARS = 2000
ALT_CHARS = 1024
LABEL_CHARS = 80
FILES = 10
ROW_KEYS = 5
ROWS = 5
DIGITS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣")
LINE_TOKEN = "=line"  # noqa: S105 - not a secret: no command's token has this sign, so the face keeps this button for itself
_LINE = re.compile(r"(?P<fence>`{1,2}) ?(?P<line>/(?:(?!(?P=fence)).)+?) ?(?P=fence)(?!`)", re.DOTALL)
_EMOJI_FORM = "\ufe0f"
_RUN = re.compile("`{2,}")
_GAP = "\u200b"  # has no width
_MARK = "\ue000"  # private use: nobody's text has it, and it survives escaping


@dataclass(frozen=True, slots=True)
class Key:
    """A button as Discord wants it: `token` is its custom id."""

    token: str
    label: str
    emoji: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message holds besides its files.

    `more` are further messages for a text that is too long for one; `aside` is a box below the text, where more fits in, for a line
    that must stay in one piece.
    """

    content: str
    rows: tuple[tuple[Key, ...], ...] = ()
    more: tuple[str, ...] = ()
    aside: str = ""


def parts(reply: Reply, *, change: str = "", reactions: bool = True, spell: Callable[[str], str] = str) -> Parts:
    """The message of a reply.

    `change`: the label of the button that opens a typed line as a form. `reactions`: whether people can vote by reactions in that
    place; where they cannot, an open ballot has buttons. `spell`: how typed lines are said here.
    """
    whole, aside = content(reply.text, spell), ""
    if reply.line and len(whole) > CONTENT_CHARS:
        aside = _code(reply.line)
        whole = whole.replace(aside, "").strip()
    if reply.meant_for is not None and (number := reply.meant_for.id.rpartition("/")[2]).isdecimal():
        whole = f"<#{number}>\n{whole}"  # the app writes its name, for those who may see it
    first, *more = split(whole)
    keys = [Key(one.token, _label(one), qualified(one.emoji), one.tone) for one in reply.buttons]
    if reply.line and change:
        keys.append(Key(LINE_TOKEN, change[:LABEL_CHARS], "✏️", Tone.MAIN))
    rows = [tuple(keys[start : start + ROW_KEYS]) for start in range(0, len(keys), ROW_KEYS)]
    ballot = ballot_row(reply, reactions=reactions)
    if ballot:
        rows.insert(0, ballot)
    return Parts(first, tuple(rows[:ROWS]), tuple(more), aside)


def ballot_row(reply: Reply, *, reactions: bool) -> tuple[Key, ...]:
    """The vote buttons of an open ballot that is not voted on by reactions; with the counts where they are no secret."""
    ballot = reply.ballot
    if ballot is None or ballot.closed or by_reactions(reply, reactions=reactions):
        return ()
    counts = ballot.counts or (0,) * ballot.choices
    return tuple(
        Key(ballot.token(choice), f"{count}" if count else "", DIGITS[choice - 1])
        for choice, count in enumerate(counts[: len(DIGITS)], start=1)
    )


def by_reactions(reply: Reply, *, reactions: bool) -> bool:
    """Whether people vote on this reply by reactions."""
    ballot = reply.ballot
    return ballot is not None and not ballot.closed and reactions and ballot.vote_with is VoteWith.REACTIONS


def content(text: str, spell: Callable[[str], str] = str) -> str:
    """The house's small markdown as Discord's; `spell` says what stands in a code span."""
    pieces = []
    for style, piece in spans(text.replace(_MARK, ""), _stamp):
        if style == "bold":
            pieces.append(f"**{_plain(piece)}**")
        elif style == "code":
            pieces.append(_code(spell(piece)))
        elif style == "veiled":
            pieces.append(f"||{_plain(piece)}||")
        else:
            pieces.append(_plain(piece))
    return "".join(pieces)


def split(text: str, limit: int = CONTENT_CHARS) -> list[str]:
    """Texts of at most `limit` characters, cut at a line's end or between words; at least one, which may be empty."""
    rest, found = text, []
    while len(rest) > limit:
        cut = max(rest.rfind("\n", 1, limit + 1), 0) or max(rest.rfind(" ", limit // 2, limit + 1), 0) or limit
        while cut > 1 and rest[cut - 1] == "\\":
            cut -= 1  # an escape and its sign stay together
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip("\n ")
    return [*found, rest]


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, with a sign that there was more."""
    return text if len(text) <= limit else text[: limit - 1].rstrip("\\ ") + "…"


def qualified(emoji: str) -> str:
    """An emoji in the form that Discord knows: a sign that is text by default ("♥") asks to be shown as a picture."""
    if len(emoji) == 1 and unicodedata.east_asian_width(emoji) != "W":
        return emoji + _EMOJI_FORM
    return emoji


def choice_of(emoji: str) -> int | None:
    """Which variant a reaction means, from 1; None for every other emoji."""
    bare = emoji.replace(_EMOJI_FORM, "")
    return next((number for number, digit in enumerate(DIGITS, start=1) if digit.replace(_EMOJI_FORM, "") == bare), None)


def lines_in(shown: str) -> list[str]:
    """The typed commands in the code spans of a message of ours, as it came back from Discord."""
    return [found["line"].replace(_GAP, "") for found in _LINE.finditer(shown)]


def alts(reply: Reply) -> Sequence[str]:
    """The words beside each picture, cut to what Discord takes."""
    return [shortened(one.alt, ALT_CHARS) for one in reply.pictures]


def _code(text: str) -> str:
    # Two backticks side by side would end the box, and what follows them be anybody's markdown.
    text = _RUN.sub(lambda run: _GAP.join(run[0]), text)
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _plain(text: str) -> str:
    # No mention is drawn, and no address becomes a link with a preview: what stands here may be anybody's words.
    pieces = text.split(_MARK)
    return "".join(f"<{piece}>" if place % 2 else escape(piece).replace("://", "\\://") for place, piece in enumerate(pieces))


def _stamp(moment: datetime, day: bool) -> str:
    return f"{_MARK}t:{int(moment.timestamp())}:{'f' if day else 't'}{_MARK}"


def _label(button: Button) -> str:
    return shortened(plain(button.label), LABEL_CHARS)
