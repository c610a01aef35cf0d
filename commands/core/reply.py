"""What the bot says: a value that every face renders in its own way."""

from dataclasses import dataclass, field
from enum import StrEnum

from commands.core.tokens import token
from storage.records import Room, VoteWith


class Tone(StrEnum):
    """How a button looks."""

    PLAIN = "plain"
    MAIN = "main"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the store, with the words for those who cannot see it. `grid`: columns and rows of a contact sheet.

    `veiled`: not everybody wants to see it at once; a face shows it at a touch.
    """

    sha256: str
    filename: str
    mime: str
    alt: str
    width: int
    height: int
    grid: tuple[int, int] = (1, 1)
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A document to download: a zip of pictures, an export. `data` is at most a few MiB."""

    filename: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Button:
    """A command with its arguments filled in. `token` is at most 64 ASCII bytes (`tokens.py`)."""

    label: str
    token: str
    emoji: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Ballot:
    """An open or closed vote on variants 1..`choices`. `counts` is None while the tally is hidden."""

    generation_id: int
    choices: int
    counts: tuple[int, ...] | None
    closed: bool
    winner: int | None = None
    vote_with: VoteWith = VoteWith.REACTIONS

    def token(self, choice: int) -> str:
        """What a face sends when somebody votes for variant `choice`, by button, number or reaction."""
        return token("vote", choice, self.generation_id)


class Unreachable(Exception):  # noqa: N818 - a state of the chat, said in one word
    """No message of ours gets into that room: it is gone, closed to us, or the person blocked the bot. Trying again is no use."""


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a command answers.

    `text` is the house's small markdown: `**bold**`, `` `code` `` and line breaks; whatever a person wrote stands in it escaped
    (`markup.py`). `private`: only the caller sees it. `pending`: the generation whose result will replace this message.
    `challenge`: the challenge this message announces. `ends_vote` and `ends_challenge`: whose end it tells; the clock tells it once
    more to a room that did not get it. `publishes` and `winner_of`: the set that this message shows once more, beside its own:
    in another room, or with the winner of its vote. Faces report every message that stands in a room (`Dispatcher.placed`).
    `line`: a typed command to be changed and sent again (it stands in the text too); faces offer it as a form or to be copied.
    `asks`: the token of a form that people were told about here and a face may show them at once.
    `problem`: the key of what went wrong, where this says that; empty for an answer.
    `overheard`: what it answers holds a secret that was typed where others read it; faces take that away, or ask for it.
    `thread`: the name of a thread that a face opens on the message of `challenge`, where it has such.
    `meant_for`: the room that could not be told this; a face that can link to rooms names it.
    `locale`: the language it is in, for the lines a face itself adds; empty where nobody said so.
    """

    text: str = ""
    pictures: tuple[Picture, ...] = ()
    files: tuple[File, ...] = ()
    buttons: tuple[Button, ...] = ()
    ballot: Ballot | None = None
    private: bool = False
    pending: int | None = None
    challenge: int | None = None
    ends_vote: int | None = None
    ends_challenge: int | None = None
    publishes: int | None = None
    winner_of: int | None = None
    line: str = ""
    asks: str = ""
    problem: str = ""
    overheard: bool = False
    thread: str = ""
    meant_for: Room | None = None
    locale: str = ""
