"""Whole conversations: the real house in a temporary folder, people who type, vote and press, and a clock that can be moved."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from bot.app import App, Kit, opened
from bot.settings import Pictures, Settings
from bot.terminal.adapter import PLATFORM, Said, TerminalAdapter
from commands.core.closing import close_due
from commands.core.markup import plain
from commands.core.reply import Ballot, Button, Picture, Reply
from storage.records import Member


class Clock:
    """The time of the house; it stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Message:
    """What the bot said, as a person reads it."""

    said: Said

    @property
    def reply(self) -> Reply:
        return self.said.reply

    @property
    def text(self) -> str:
        return plain(self.reply.text)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return self.reply.pictures

    @property
    def buttons(self) -> tuple[Button, ...]:
        return self.reply.buttons

    @property
    def ballot(self) -> Ballot | None:
        return self.reply.ballot


class Person:
    """Somebody in the room: `await chat.bob("/imagine a fox")`, `await chat.bob.votes(2)`, `await chat.bob.presses("Again")`."""

    def __init__(self, face: TerminalAdapter, name: str) -> None:
        self._face = face
        self.member: Member = face.person(name)

    async def __call__(self, text: str) -> Reply:
        return await self._face.says(self.member, text)

    async def votes(self, variant: int, generation: int | None = None) -> Reply:
        return await self._face.votes(self.member, variant, generation)

    async def numbers(self, number: int) -> Reply:
        return await self._face.numbers(self.member, number)

    async def presses(self, button: str) -> Reply:
        return await self._face.presses(self.member, button)


class Chat:
    """A room; every name is somebody in it, and Alice, who came first, moderates."""

    def __init__(self, app: App, face: TerminalAdapter, clock: Clock, out: Path) -> None:
        self.app = app
        self.out = out
        self._face = face
        self._clock = clock
        self._face.person("Alice")

    def __getattr__(self, name: str) -> Person:
        return Person(self._face, name.capitalize())

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(Message(said) for said in self._face.messages)

    @property
    def last(self) -> Message:
        return self.messages[-1]

    def seen_by(self, person: Person) -> tuple[Message, ...]:
        """What that person can read: everything that was not for somebody else only."""
        return tuple(message for message in self.messages if message.said.to in (None, person.member))

    async def settles(self) -> None:
        """Wait for every result that was promised."""
        assert await self._face.settles(30), "a promised result never came"

    async def passes(self, **time: float) -> None:
        """Let time pass: `await chat.passes(minutes=30)`; what is due then ends."""
        self._clock.now += timedelta(**time)
        await close_due(self.app.house)


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The files of the house, read once for all walks."""
    return Kit.load()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def screen() -> io.StringIO:
    """What the terminal shows."""
    return io.StringIO()


@asynccontextmanager
async def talking(folder: Path, kit: Kit, clock: Clock, screen: io.StringIO, **settings: object) -> AsyncIterator[Chat]:
    """A fresh house with one room, set up like this."""
    read = Settings.read(None, data=folder / "data", calls_at_once=1000, **settings)
    async with opened(read, now=clock, kit=kit) as app:
        console = Console(file=screen, width=80, color_system=None)
        face = TerminalAdapter(app.dispatcher, console=console, out=folder / "out", locale="en", pictures=Pictures.PATHS)
        await app.start({PLATFORM: face})
        yield Chat(app, face, clock, folder / "out")


@pytest.fixture
async def chat(tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO) -> AsyncIterator[Chat]:
    """A fresh house with one room."""
    async with talking(tmp_path, kit, clock, screen) as chat:
        yield chat
