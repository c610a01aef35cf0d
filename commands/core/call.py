"""What a person does: one call of one command, wherever it came from; and the house that commands work with."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from commands.core.reply import Reply
from commands.core.words import Words
from generation.catalog import Catalog
from generation.pipeline import Pipeline
from generation.pool import Pool
from generation.ports import Scorer
from generation.safety.guard import Guard
from generation.sketch.deck import Deck
from generation.sketch.glossary import Glossary
from storage.problem import Problem
from storage.records import Audience, Member, MessageRef, Room, RoomSettings
from storage.storage import Storage

if TYPE_CHECKING:
    from commands.core.command import Command  # a command takes a call, a call knows the menu

_NUMBER = r"#?\d{1,15}(?:[.\s]\s*p?\d{1,2})?"
_NUMBERS = re.compile(rf"{_NUMBER}(?:\s*[,;，、；]\s*{_NUMBER})*")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture that came with a call. `size` is what the platform says; `read` gives at most `limit` bytes or raises Problem.

    `numbers`: pictures of the bot itself instead, by their numbers as somebody typed them; then there is no file.
    """

    filename: str
    size: int
    read: Callable[[int], Awaitable[bytes]]
    numbers: str = ""

    @classmethod
    def numbered(cls, text: str) -> "Attachment | None":
        """Pictures by number: "12", "12.3", "#12 3", several with commas; "12.p1" is one that set 12 itself went by."""

        async def read(_limit: int) -> bytes:
            raise Problem("picture-number", given=text[:40])

        return cls("", 0, read, text.strip()) if _NUMBERS.fullmatch(text.strip()) else None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who acts, where and how, as a face saw it. `id` is the platform's interaction id: it makes a call idempotent."""

    member: Member
    room: Room
    id: str
    moderator: bool = False
    private: bool = False  # a one-to-one chat with the bot
    client_locale: str | None = None  # what the client app says, e.g. "es-ES"
    message: MessageRef | None = None  # the bot's message a button or reaction is on
    attachments: tuple[Attachment, ...] = ()
    reacted: bool = False  # what they do is a reaction on that message, which they can take away again
    account: Member | None = None  # which of their linked accounts acts; the dispatcher fills it in


class Deliver(Protocol):
    """Puts a reply into a room; `replacing` edits that message instead. Returns the message's reference."""

    async def __call__(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef: ...


@dataclass(frozen=True, slots=True)
class House:
    """All that commands may use; `bot/app.py:build` is the only place that fills it."""

    storage: Storage
    pipeline: Pipeline
    catalog: Catalog
    guard: Guard
    scorer: Scorer
    deck: Deck
    glossary: Glossary
    words: Words
    pool: Pool
    deliver: Deliver
    now: Callable[[], datetime]
    owners: frozenset[str] = frozenset()  # ids of the accounts that run this bot
    monthly_usd: int | None = None  # what all rooms together may spend in a month; None: no limit


@dataclass(frozen=True, slots=True)
class Call:
    """One use of one command by one person, with its language resolved and the room's settings at hand."""

    house: House
    sender: Sender
    locale: str
    settings: RoomSettings
    command: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)
    menu: "Mapping[str, Command]" = field(default_factory=dict)

    @property
    def member(self) -> Member:
        return self.sender.member

    @property
    def account(self) -> Member:
        """The very account that acts; `member` is the person, who may have others."""
        return self.sender.account or self.sender.member

    @property
    def owner(self) -> bool:
        """Whether it is somebody who runs this bot."""
        return self.account.id in self.house.owners

    @property
    def room(self) -> Room:
        return self.sender.room

    @property
    def audience(self) -> Audience:
        return self.settings.audience

    def say(self, key: str, **values: object) -> str:
        """The paragraph `key` in the caller's language, markup-safe."""
        return self.house.words.say(self.locale, key, **values)
