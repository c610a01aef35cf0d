"""A room in which people play guess-the-prompt: everything in it is real but the painter, the clock and the queue of jobs."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path

from PIL import Image, PngImagePlugin

from commands.challenge import challenge
from commands.core.call import House, Sender
from commands.core.closing import close_due
from commands.core.command import Command
from commands.core.delivery import deliver
from commands.core.dispatch import Dispatcher
from commands.core.limits import RateLimit
from commands.core.markup import plain
from commands.core.reply import Button, Reply
from commands.core.words import Words
from commands.guess import guess
from commands.hint import hint
from commands.moderation import moderation
from commands.report import report
from commands.top import top
from generation.catalog import Catalog
from generation.meaning import Meaning
from generation.pipeline import Pipeline
from generation.pool import Pool
from generation.ports import Order, Painted
from generation.safety.guard import Guard
from generation.safety.pictures import PictureCheck, Session, _session
from generation.safety.prompt import SafePrompt
from generation.scoring import MeaningScorer
from generation.sketch.deck import Deck, Secret
from generation.sketch.glossary import Glossary
from generation.sketch.reader import SceneReader
from generation.spool import Spool
from storage.records import Member, MessageRef, Room
from storage.storage import Storage

_COMMANDS = (
    Command.of(challenge),
    Command.of(guess),
    Command.of(hint),
    Command.of(top),
    Command.of(report),
    Command.of(moderation, moderators=True, private=True),
)
MENU: Mapping[str, Command] = {one.name: one for one in _COMMANDS}
SQUARE = Room("test", "square")
START = datetime(2026, 11, 21, 18, tzinfo=UTC)


@cache
def meaning() -> Meaning:
    """One encoder for all tests of this process: it takes a second to load."""
    return Meaning()


@cache
def scorer() -> MeaningScorer:
    """One scorer too, with its vocabulary."""
    return MeaningScorer(meaning())


@cache
def glossary() -> Glossary:
    """One glossary too; its vocabulary is read when a picture is first told of."""
    return Glossary(SceneReader().lexicon)


@cache
def session() -> Session:
    """The real picture check's model, loaded once."""
    return _session()


@cache
def words() -> Words:
    """The words that people read, in three languages: half a second to parse."""
    return Words.load()


DOG = Secret(
    prompts={
        "en": "a dog next to the Eiffel Tower at dawn",
        "es": "un perro junto a la torre Eiffel al amanecer",
        "zh": "黎明时埃菲尔铁塔旁的一只狗",
    },
    category={"en": "journeys", "es": "viajes", "zh": "旅行"},
)


class GivingAway:
    """A painter that is done at once and, like many a real one, writes the prompt into the file."""

    remote = False

    def __init__(self) -> None:
        self.broken = False
        self.missing: tuple[str, ...] = ()

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """The ticket is the secret, which is all this painter knows."""
        assert order.seeds
        return prompt.words

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> list[Painted]:
        """One small picture a seed."""
        assert prompt.words == ticket
        if self.broken:
            return []
        recipe = PngImagePlugin.PngInfo()
        recipe.add_text("parameters", ticket)
        out = BytesIO()
        Image.linear_gradient("L").convert("RGB").resize((96, 96)).save(out, "PNG", pnginfo=recipe)
        return [Painted(out.getvalue(), "image/png", seed, drawn=(ticket,), missing=self.missing) for seed in order.seeds]


@dataclass
class Waiting:
    """Stands for the durable queue, which has tests of its own: jobs wait here until the room says `painted`."""

    jobs: list[int] = field(default_factory=list)

    async def enqueue(self, generation_id: int, *, queue: str, person: str, slow: bool = False, begun: bool = False) -> None:  # noqa: ARG002 - as Jobs
        """Keep the number."""
        assert queue == "test"
        assert person
        self.jobs.append(generation_id)


@dataclass(frozen=True)
class Shown:
    """A message of the bot that a room sees, as it is now."""

    room: Room
    reply: Reply

    @property
    def text(self) -> str:
        return plain(self.reply.text)


class GameRoom:
    """`await room.says("ana", "/guess a dog")` is what Ana reads; `room.seen()` is what everybody in the square reads."""

    def __init__(self, storage: Storage, pool: Pool, deck: Deck, folder: Path) -> None:
        self.now = START
        self.painter = GivingAway()
        self.queue = Waiting()
        self.messages: dict[MessageRef, Shown] = {}
        self.refuses = False
        self.pool = pool
        self._numbers = count(1)
        catalog = Catalog.load()
        guard = Guard.standard(meaning(), pool)
        pipeline = Pipeline(
            storage=storage,
            catalog=catalog,
            guard=guard,
            check=PictureCheck(pool, session=session()),
            providers={model.provider: self.painter for model in catalog.models},
            pool=pool,
            now=lambda: self.now,
            jobs_folder=folder / "jobs",
            spool=Spool(folder / "spool", pool),
        )
        pipeline._jobs = self.queue  # type: ignore[assignment] # the durable queue is not under test here
        self.pipeline = pipeline
        self.house = House(
            storage=storage,
            pipeline=pipeline,
            catalog=catalog,
            guard=guard,
            scorer=scorer(),
            deck=deck,
            glossary=glossary(),
            words=words(),
            pool=pool,
            deliver=self._deliver,
            now=lambda: self.now,
        )
        self.dispatcher = Dispatcher(self.house, MENU, RateLimit(per_minute=6000, burst=1000))

    async def says(self, name: str, line: str, *, alone: bool = False, moderator: bool = False, locale: str = "en") -> str:
        """Somebody types a line, in the square or `alone` with the bot; the answer as plain text."""
        return plain((await self.answer(name, line, alone=alone, moderator=moderator, locale=locale)).text)

    async def answer(self, name: str, line: str, *, alone: bool = False, moderator: bool = False, locale: str = "en") -> Reply:
        """The same, as a reply; a public one is a message in the room."""
        sender = self._sender(name, alone=alone, moderator=moderator, locale=locale)
        reply = await self.dispatcher.typed(sender, line)
        assert reply is not None
        await self._post(sender.room, reply)
        return reply

    async def presses(self, name: str, button: Button, *, locale: str = "en") -> Reply:
        """Somebody presses a button in the square."""
        sender = self._sender(name, alone=False, moderator=False, locale=locale)
        reply = await self.dispatcher.pressed(sender, button.token)
        await self._post(sender.room, reply)
        return reply

    async def painted(self) -> None:
        """The painter comes to the end of its work."""
        while self.queue.jobs:
            number = self.queue.jobs.pop(0)
            if self.painter.broken:
                await self.pipeline._fail(number, "painting-failed")
            else:
                submitted = await self.pipeline._submit(number)
                await self.pipeline._finish(number, await self.pipeline._collect(number, submitted))
            await deliver(self.house, await self.pipeline._generation(number))

    async def game(self, line: str = "/challenge") -> int:
        """A running game with the dog at the tower: its number."""
        await self.answer("olga", line)
        await self.painted()
        running = await self.house.storage.challenges.current(SQUARE)
        assert running is not None
        return running.id

    async def code(self) -> str:
        """The code of the newest game in the square."""
        newest = await self.house.storage.challenges.latest(SQUARE)
        assert newest is not None
        return newest.code

    async def secret_of(self, author: str, secret: str, line: str = "/challenge") -> int:
        """A running game with somebody's own secret, by way of their private chat: its number."""
        await self.answer(author, f'/challenge --prompt "{secret}"', alone=True)
        await self.painted()
        mine = await self.house.storage.generations.by_member(Member("test", author), before=None, limit=1)
        opened = await self.answer(author, f"{line} --picture {mine[0].id}")
        assert opened.challenge is not None
        return opened.challenge

    async def ends(self) -> str:
        """The time is up; what the square reads then."""
        self.now += timedelta(days=1)
        assert await close_due(self.house) == 1
        return self.seen()[-1].text

    def seen(self, room: Room = SQUARE) -> list[Shown]:
        """The messages in a room, oldest first."""
        return [shown for shown in self.messages.values() if shown.room == room]

    async def _deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        if self.refuses:
            raise ConnectionError("the chat is down")
        message = replacing or MessageRef(room, str(next(self._numbers)))
        self.messages[message] = Shown(room, reply)
        return message

    async def _post(self, room: Room, reply: Reply) -> None:
        if not reply.private:
            await self.dispatcher.placed(reply, await self._deliver(room, reply))

    def _sender(self, name: str, *, alone: bool, moderator: bool, locale: str) -> Sender:
        member = Member("test", name, name.capitalize())
        room = Room("test", f"alone-with-{name}") if alone else SQUARE
        return Sender(member, room, f"call-{next(self._numbers)}", moderator=moderator, private=alone, client_locale=locale)


@asynccontextmanager
async def game_room(folder: Path, deck: Deck | None = None) -> AsyncIterator[GameRoom]:
    """A room on a data folder; its deck has the one secret of the dog, unless another is given."""
    storage = await Storage.open(folder)
    pool = Pool()
    try:
        yield GameRoom(storage, pool, deck or Deck((DOG,)), folder)
    finally:
        await storage.close()
        pool.close()
