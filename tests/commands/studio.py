"""A room for all commands: real storage, guard, words and pipeline; the painter, the clock and the queue of jobs are ours."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from PIL import Image

from commands.core.call import House, Sender
from commands.core.closing import close_due
from commands.core.delivery import deliver
from commands.core.dispatch import Dispatcher
from commands.core.limits import RateLimit
from commands.core.markup import plain
from commands.core.reply import Ballot, Button, Picture, Reply, Unreachable
from commands.menu import MENU
from generation.catalog import Catalog, Status
from generation.pipeline import Pipeline
from generation.pool import Pool
from generation.ports import Moderator, Order, Painted
from generation.safety.guard import Guard
from generation.safety.pictures import PictureCheck
from generation.safety.prompt import SafePrompt
from generation.sketch.deck import Deck
from generation.spool import Spool
from storage.records import Generation, Member, MessageRef, Room
from storage.storage import Storage
from tests.commands.game_room import DOG, glossary, meaning, scorer, words

PLATFORM = "test"
SQUARE = Room(PLATFORM, "square")
START = datetime(2026, 11, 21, 18, tzinfo=UTC)
LAVISH_UNITS = 30
BROKE = "Something broke"


@cache
def catalog() -> Catalog:
    """The real rows; one that costs a lot and makes two pictures at most; and one that is gone."""
    rows = Catalog.load()
    sketch = rows.get("sketch")
    lavish = replace(
        sketch,
        id="lavish",
        title="Lavish",
        status=Status.DEPRECATED,
        provider="studio",
        compute_units=(10.0, 30.0),
        images_per_generation=2,
    )
    gone = replace(
        sketch, id="gone", title="Gone", status=Status.RETIRED, replaced_by="sketch", successor={"en": "It was too slow."}
    )
    return Catalog((*rows.models, lavish, gone), ("studio",))


@cache
def layers() -> tuple[Moderator, ...]:
    """The real guard's layers, read once for all tests of this process."""
    meaning().vector("warm")
    return Guard.standard(meaning(), Pool())._moderators


def tile(seed: int) -> bytes:
    """A small PNG of one colour, which the seed decides."""
    out = BytesIO()
    Image.new("RGB", (64, 48), (seed % 256, seed // 256 % 256, seed // 65536 % 256)).save(out, "PNG")
    return out.getvalue()


class Calm:
    """A picture check's model to which all is safe."""

    def run(self, *_batch: object) -> list[Any]:
        return [np.array([[0.0, 0.0, 1.0]])]

    def get_inputs(self) -> list[Any]:
        return [self]

    name = "pixels"


class Brush:
    """A painter that is done at once. `does` may be replaced by what raises, waits or answers nonsense."""

    remote = False

    def __init__(self) -> None:
        self.drawn: tuple[str, ...] | None = ("fox",)
        self.missing: tuple[str, ...] = ()
        self.orders: list[Order] = []
        self.does: Callable[[Order], Coroutine[Any, Any, list[Painted]]] = self.paints

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        self.orders.append(order)
        return prompt.words

    async def collect(self, _prompt: SafePrompt, order: Order, _ticket: str) -> list[Painted]:
        return await self.does(order)

    async def paints(self, order: Order) -> list[Painted]:
        return [Painted(tile(seed), "image/png", seed, self.drawn, self.missing) for seed in order.seeds]


class Waiting:
    """Stands for the durable queue, which has tests of its own: jobs wait here until the room `settles`."""

    def __init__(self, _folder: Path, work: Callable[[int], Coroutine[Any, Any, None]], **_options: int) -> None:
        self.work = work
        self.jobs: list[int] = []

    async def enqueue(self, generation_id: int, *, queue: str, person: str, slow: bool = False, begun: bool = False) -> None:  # noqa: ARG002 - as Jobs
        assert queue == PLATFORM
        assert person.count(":") >= 1
        if generation_id not in self.jobs:
            self.jobs.append(generation_id)

    def width(self, *, slow: bool) -> int:
        return 4 if slow else 1

    async def forget(self, *generation_ids: int) -> None:
        """There are no records of jobs here."""
        assert all(one > 0 for one in generation_ids)

    @staticmethod
    async def step(_name: str, work: Callable[..., Coroutine[Any, Any, Any]], *args: object, **_options: object) -> Any:
        return await work(*args)

    insist = step


@dataclass(frozen=True)
class Told:
    """What one person was answered. A promised result takes its place in the room: `now`."""

    reply: Reply
    room: "Studio" = field(repr=False)
    ref: MessageRef | None = None

    @property
    def text(self) -> str:
        return plain(self.reply.text)

    @property
    def now(self) -> "Told":
        """The message as it stands now."""
        assert self.ref is not None
        return Told(self.room.messages[self.ref], self.room, self.ref)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return self.reply.buttons

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return self.reply.pictures

    @property
    def ballot(self) -> Ballot:
        assert self.reply.ballot is not None
        return self.reply.ballot

    @property
    def private(self) -> bool:
        return self.reply.private

    @property
    def number(self) -> int:
        """The number of the picture set that was promised."""
        assert self.reply.pending is not None, self.text
        return self.reply.pending

    @property
    def file(self) -> bytes:
        (file,) = self.reply.files
        return file.data

    def token(self, command: str) -> str:
        """The token of this command's button."""
        return next(button.token for button in self.buttons if button.token.split(":")[0] == command)


@dataclass(frozen=True)
class Person:
    """`await studio.ana("/imagine a fox")`; `studio.ana.moderates`, `.speaking("es")` and `.at(room)` are Ana in other roles."""

    studio: "Studio" = field(repr=False)
    member: Member
    room: Room = SQUARE
    moderator: bool = False
    private: bool = False
    locale: str | None = "en"

    @property
    def moderates(self) -> "Person":
        return replace(self, moderator=True)

    @property
    def alone(self) -> "Person":
        """In a chat with the bot only."""
        return replace(self, room=Room(PLATFORM, f"alone-with-{self.member.id}"), private=True)

    def at(self, room: Room) -> "Person":
        return replace(self, room=room)

    def speaking(self, locale: str | None) -> "Person":
        return replace(self, locale=locale)

    async def __call__(self, line: str, *, call: str | None = None) -> Told:
        """Types a line; `call` is the platform's id of it."""
        reply = await self.studio.dispatcher.typed(self.sender(call), line)
        assert reply is not None, f"not a command: {line}"
        return await self.studio.post(self.room, reply)

    async def presses(self, token: str) -> Told:
        """Presses a button, or what somebody made up."""
        return await self.studio.post(self.room, await self.studio.dispatcher.pressed(self.sender(None), token))

    async def votes(self, ballot: Ballot, choice: int) -> Told:
        return await self.presses(ballot.token(choice))

    def sender(self, call: str | None) -> Sender:
        name = call or f"call-{next(self.studio.numbers)}"
        return Sender(self.member, self.room, name, moderator=self.moderator, private=self.private, client_locale=self.locale)


class Studio:
    """Everybody who is named is in the square."""

    def __init__(self, storage: Storage, pool: Pool, folder: Path) -> None:
        self.clock = START
        self.brush = Brush()
        self.messages: dict[MessageRef, Reply] = {}
        self.posted: list[MessageRef] = []
        self.refuses = False
        self.gone: set[Room] = set()  # rooms that nothing gets into any more
        self.numbers = count(1)
        with patch("generation.pipeline.Jobs", Waiting):
            self.pipeline = Pipeline(
                storage=storage,
                catalog=catalog(),
                guard=Guard(layers(), pool),
                check=PictureCheck(pool, session=Calm()),
                providers={"sketch": self.brush, "studio": self.brush},
                pool=pool,
                now=lambda: self.clock,
                jobs_folder=folder / "jobs",
                spool=Spool(folder / "spool", pool),
            )
        self.house = House(
            storage=storage,
            pipeline=self.pipeline,
            catalog=catalog(),
            guard=self.pipeline._guard,
            scorer=scorer(),
            deck=Deck((DOG,)),
            glossary=glossary(),
            words=words(),
            pool=pool,
            deliver=self._deliver,
            now=lambda: self.clock,
        )
        self.dispatcher = Dispatcher(self.house, MENU, RateLimit(per_minute=6000, burst=1000))
        self.pipeline._deliver = self._hand_over

    @property
    def storage(self) -> Storage:
        return self.house.storage

    @property
    def waiting(self) -> list[int]:
        """Jobs that nobody has worked on yet."""
        return vars(self.pipeline._jobs)["jobs"]  # type: ignore[no-any-return] # a list[int] of Waiting

    def __getattr__(self, name: str) -> Person:
        return Person(self, Member(PLATFORM, name, name.capitalize()))

    @property
    def last(self) -> Told:
        """The newest message that anybody may read."""
        return Told(self.messages[self.posted[-1]], self, self.posted[-1])

    async def settles(self) -> None:
        """The painter comes to the end of its work."""
        while self.waiting:
            with patch("generation.pipeline.Jobs", Waiting), patch("generation.pipeline.PLACE_WAIT_S", 0.05):
                await self.pipeline._work(self.waiting.pop(0))

    async def made(self, line: str = "/imagine a red fox --count 2 --seed 7", by: Person | None = None) -> Told:
        """A finished picture set, of Ana if nobody is named: its message."""
        told = await (by or self.ana)(line)
        assert told.reply.pending is not None, told.text
        await self.settles()
        return told.now

    async def generation(self, number: int) -> Generation:
        found = await self.storage.generations.get(number)
        assert found is not None
        return found

    async def passes(self, **time: float) -> int:
        """Time goes by; how many votes and games ended."""
        self.clock += timedelta(**time)
        return await close_due(self.house)

    async def post(self, room: Room, reply: Reply) -> Told:
        if reply.private:
            return Told(reply, self)
        ref = await self._deliver(room, reply)
        await self.dispatcher.placed(reply, ref)
        return Told(reply, self, ref)

    async def _hand_over(self, generation: Generation) -> None:
        await deliver(self.house, generation)

    async def _deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        if self.refuses:
            raise ConnectionError("the chat is down")
        if room in self.gone:
            raise Unreachable
        message = replacing or MessageRef(room, f"message-{next(self.numbers)}")
        if replacing is None:
            self.posted.append(message)
        self.messages[message] = reply
        return message


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Studio]:
    """A studio on a data folder, old or new."""
    storage = await Storage.open(folder)
    pool = Pool()
    try:
        yield Studio(storage, pool, folder)
    finally:
        await storage.close()
        pool.close()
