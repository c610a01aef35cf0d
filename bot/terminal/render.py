"""A Reply as it looks in a terminal: who speaks, a bar of their colour, the text, pictures, ballot and numbered buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.terminal.pictures import Blocks
from bot.terminal.prose import Prose
from commands.core.markup import spans
from commands.core.reply import Ballot, Button, Reply
from commands.core.words import Words

BOT = "Pincel"
BOT_COLOUR = "bright_yellow"
COLOURS = ("cyan", "magenta", "green", "bright_blue", "bright_red", "bright_cyan", "bright_magenta", "bright_green")
WIDTH = 88  # longer lines are tiring to read
BAR = "▎ "
GAP = "   "
# Escape sequences and marks that turn the direction of a line would let one person repaint another's screen.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STYLES = {"plain": "", "bold": "bold", "code": "bright_cyan", "veiled": "dim italic"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or file of a reply where it lies now, and as coloured blocks where the terminal can show them."""

    path: Path
    alt: str = ""
    blocks: Blocks | None = None


@dataclass(frozen=True, slots=True)
class Bubble:
    """What one person (or the bot) says: a name over a bar in their colour."""

    name: str
    colour: str
    content: RenderableType
    note: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, WIDTH)
        heading = Text(shown_text(self.name), style=f"bold {self.colour}", overflow="ellipsis", no_wrap=True)
        if self.note:
            heading.append(f" · {self.note}", style="not bold italic dim")
        yield from console.render(heading, options.update(width=width))
        bar = Segment(BAR, Style.parse(self.colour))
        for line in console.render_lines(self.content, options.update(width=width - len(BAR)), pad=False):
            yield bar
            yield from line
            yield Segment.line()


@dataclass(frozen=True, slots=True)
class Row:
    """Short texts side by side; one that does not fit begins the next line whole."""

    items: Sequence[Text]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text(overflow="fold")
        for item in self.items:
            if line and line.cell_len + len(GAP) + item.cell_len > options.max_width:
                yield line
                line = Text(overflow="fold")
            line.append(GAP if line else "").append_text(item)
        yield line


@dataclass(frozen=True, slots=True)
class Address:
    """Where a file lies. One that is too long goes on at any sign: torn at its blanks, the arrow would stand alone."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console
        plain = self.text.plain
        ends, cells = [], 0
        for index, sign in enumerate(plain):
            cells += cell_len(sign)
            if cells > options.max_width:
                ends.append(index)
                cells = cell_len(sign)
        for line in self.text.divide(ends):
            line.no_wrap, line.overflow = True, "ignore"
            yield line


def bubble(words: Words, locale: str, reply: Reply, shown: Sequence[Shown] = (), only_to: str = "", code: str = "") -> Bubble:
    """What the bot says. `shown`: the reply's pictures and files, saved; `only_to`: whom a private reply is for.

    `code`: the letters that stand before the numbers of its buttons, so that each can be pressed as long as it can be seen.
    """
    note = words.say(locale, "terminal-only-to", name=only_to) if only_to else ""
    content: list[RenderableType] = []
    if reply.text:
        content.append(Prose(marked(reply.text)))
    for one in shown:
        content.extend(_picture(one))
    if reply.ballot is not None:
        content.append(_ballot(words, locale, reply.ballot))
    if reply.buttons:
        content.append(_buttons(reply.buttons, code))
    return Bubble(BOT, BOT_COLOUR, Group(*content), shown_text(_plain(note)))


def said(name: str, colour: str, text: str, note: str = "") -> Bubble:
    """What a person says, exactly as typed; `note`: to whom."""
    return Bubble(name, colour, Prose(Text(shown_text(text))), shown_text(_plain(note)))


def marked(text: str) -> Text:
    """The house's small markdown in the terminal's own styles."""
    whole = Text(overflow="fold")
    for style, piece in spans(text, _here):
        # What was printed nobody can cover again: it stands apart, so that eyes can pass over it.
        whole.append(f"▒ {shown_text(piece)} ▒" if style == "veiled" else shown_text(piece), style=_STYLES[style])
    return whole


def _here(moment: datetime, day: bool) -> str:
    """A moment as the clock on this machine's wall says it."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if day else f"{moment.astimezone():%H:%M}"


def shown_text(text: str) -> str:
    """Text without signs that would command the terminal."""
    return _UNSHOWN.sub("�", text)


def _plain(text: str) -> str:
    return "".join(piece for _, piece in spans(text))


def _picture(one: Shown) -> list[RenderableType]:
    # An address in the text's style: terminals that can, open the file with a click.
    path = Address(Text(f"→ {one.path}", style=Style(color="bright_black", link=one.path.absolute().as_uri())))
    if one.blocks is not None:
        return [one.blocks, path]
    return [path, Prose(Text(f"  {shown_text(one.alt)}", style="italic dim"))] if one.alt else [path]


def _ballot(words: Words, locale: str, ballot: Ballot) -> RenderableType:
    choices = []
    for choice in range(1, ballot.choices + 1):
        votes = "" if ballot.counts is None else f" ({ballot.counts[choice - 1]})"
        won = ballot.winner == choice
        sign = "★" if won else "●" if ballot.closed else "○"
        choices.append(Text(f"{sign} {choice}{votes}", style=f"bold {BOT_COLOUR}" if won else ""))
    if not ballot.closed:
        choices.append(marked(words.say(locale, "terminal-ballot", choices=ballot.choices)))
    return Row(choices)


def _buttons(buttons: Sequence[Button], code: str) -> RenderableType:
    """`a1 Retry   a2 Reuse`: the code is what one types."""
    labels = []
    for number, button in enumerate(buttons, start=1):
        label = Text(f"{code}{number}", style="bold bright_cyan")
        labels.append(label.append(" " + shown_text(_plain(f"{button.emoji} {button.label}".strip())), style="not bold default"))
    return Row(labels)
