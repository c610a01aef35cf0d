"""The only place that picks implementations and wires them: settings in, a house with its dispatcher and faces out."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

import structlog

from bot.adapter import ChatAdapter, Remote
from bot.judges import judge_of
from bot.painters import painters, services
from bot.settings import Settings
from bot.thrift import LaterPainter, LaterScorer, Lazy
from commands.core.call import House
from commands.core.closing import Later, close_due
from commands.core.delivery import deliver as deliver_generation
from commands.core.dispatch import Dispatcher
from commands.core.limits import RateLimit
from commands.core.progress import EVERY_S as PROGRESS_EVERY_S
from commands.core.progress import Progress
from commands.core.reply import Reply
from commands.core.words import Words
from commands.menu import MENU
from generation.catalog import Catalog
from generation.meaning import Meaning
from generation.pipeline import Pipeline
from generation.pool import Pool
from generation.ports import Closable, ImageProvider, Judge, Scorer
from generation.safety.guard import Guard
from generation.safety.pictures import PictureCheck
from generation.safety.writing import Writing
from generation.sketch.deck import Deck
from generation.sketch.glossary import Glossary
from generation.sketch.reader import SceneReader
from generation.spool import Spool
from storage.records import Generation, MessageRef, Room
from storage.storage import Storage

if TYPE_CHECKING:
    from generation.goals import Goals
    from generation.sketch.sprites import Sprites

CLOSING_EVERY_S = 1.0
CATCH_UP_EVERY_S = 120.0
TIDY_EVERY_S = 600.0  # asks whether the day's tidying is done; nearly always it is
SETTLED = timedelta(minutes=1)
CLOSING_AT_LEAST_EVERY_S = 60.0
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kit:
    """What is read from files once and never changes; a test or the demo may bring its own."""

    words: Words
    catalog: Catalog
    deck: Deck
    sprites: Lazy["Sprites"]
    meaning: Meaning

    @classmethod
    def load(cls) -> Self:
        """The one that everybody uses."""
        return cls(Words.load(), Catalog.load(), Deck.load(), Lazy(_sprites), Meaning())


class App:
    """A house that is open. `start` with the faces, then `run`; `opened` stops it in order."""

    def __init__(self, house: House, dispatcher: Dispatcher, faces: dict[str, ChatAdapter]) -> None:
        self.house = house
        self.dispatcher = dispatcher
        self._faces = faces
        self._progress = Progress(house)

    async def start(self, faces: Mapping[str, ChatAdapter]) -> None:
        """Take up work for these platforms, also what was accepted before the last end."""
        self._faces.update(faces)

        async def deliver(generation: Generation) -> None:
            async with self._progress.turn(generation.id):
                await deliver_generation(self.house, generation)

        await self.house.pipeline.start(tuple(faces), deliver)

    async def run(self) -> None:
        """Talk on every face until the people of all of them are gone; votes and games end by the clock meanwhile.

        A face that breaks does not take the others down. Raises an ExceptionGroup of what broke when all have ended.
        """
        broken: list[Exception] = []

        async def talk(platform: str, face: ChatAdapter) -> None:
            try:
                await face.run()
            except Exception as error:  # noqa: BLE001 - told at the end, or at once when it was the only face
                _log.exception("face.ended", platform=platform)
                broken.append(error)

        clocks = [
            asyncio.create_task(self._close_what_is_due(), name="closing"),
            asyncio.create_task(self._tell_progress(), name="progress"),
        ]
        try:
            async with asyncio.TaskGroup() as talks:
                for platform, face in self._faces.items():
                    talks.create_task(talk(platform, face), name=platform)
            if broken:
                raise ExceptionGroup("faces that broke", broken)
        finally:
            for clock in clocks:
                clock.cancel()
            await asyncio.gather(*clocks, return_exceptions=True)

    async def _tell_progress(self) -> None:
        while True:
            await asyncio.sleep(PROGRESS_EVERY_S)
            try:
                await self._progress.tell(tuple(self._faces))
            except Exception:  # noqa: BLE001 - there is another chance in a few seconds
                _log.exception("progress.failed")

    async def _close_what_is_due(self) -> None:
        wait_s = CLOSING_EVERY_S
        later: Later = {}
        there: set[str] = set()
        catch_up_at, tidy_at = time.monotonic() + CATCH_UP_EVERY_S, time.monotonic()
        while True:
            try:
                if time.monotonic() >= tidy_at:
                    tidy_at = time.monotonic() + TIDY_EVERY_S
                    await self.house.storage.tidy(self.house.now())
                # Of a face that is not back yet nobody knows the last votes.
                back = {name for name, face in self._faces.items() if not isinstance(face, Remote) or face.connected.is_set()}
                if back != there:
                    there = back
                    later.clear()
                await close_due(self.house, there, later)
                if time.monotonic() >= catch_up_at:
                    await self.house.pipeline.catch_up(settled=SETTLED)
                    catch_up_at = time.monotonic() + CATCH_UP_EVERY_S
            except Exception:  # noqa: BLE001 - there is another chance, later each time: a full log helps nobody
                _log.exception("closing.failed")
                wait_s = min(wait_s * 2, CLOSING_AT_LEAST_EVERY_S)
            else:
                wait_s = CLOSING_EVERY_S
            await asyncio.sleep(wait_s)


def faces(app: App, settings: Settings) -> dict[str, ChatAdapter]:
    """The faces that have a token, by platform; none is connected yet. Their libraries are loaded only when they are needed."""
    found: dict[str, ChatAdapter] = {}
    if settings.discord_token is not None:
        from bot.discord.adapter import DiscordAdapter  # noqa: PLC0415 - a terminal chat need not load it

        found["discord"] = DiscordAdapter(app.dispatcher, settings)
    if settings.telegram_token is not None:
        from bot.telegram.adapter import TelegramAdapter  # noqa: PLC0415 - as above

        found["telegram"] = TelegramAdapter(app.dispatcher, settings)
    return found


@asynccontextmanager
async def opened(
    settings: Settings, *, now: Callable[[], datetime] = lambda: datetime.now(UTC), kit: Kit | None = None
) -> AsyncIterator[App]:
    """Open the data folder and build everything upon it; at the end, stop in order: jobs, threads, database.

    Raises Problem "data-folder", "database-newer", "disk-full", "judge-lacks" before anything else was begun.
    """
    jobs_log = logging.getLogger("dbos")
    if not jobs_log.handlers:
        # Without a handler of its own it would print on stderr, past our log and into the chat.
        jobs_log.addHandler(logging.NullHandler())
    storage = await Storage.open(settings.data, backups=settings.backups)
    pool = Pool(settings.threads)
    try:
        async with AsyncExitStack() as stack:
            app = build(settings, storage, pool, kit or Kit.load(), now, stack)
            stack.push_async_callback(app.house.pipeline.stop)
            yield app
    finally:
        pool.close()
        await storage.close()


def _elsewhere(
    settings: Settings, storage: Storage, pool: Pool, catalog: Catalog, spool: Spool, stack: AsyncExitStack
) -> tuple[Mapping[str, ImageProvider], Judge | None]:
    """The services and the judge that are set up; without any, nothing of theirs is loaded. Raises Problem "judge-lacks"."""
    if not services(settings) and settings.judge is None:
        return {}, None
    from generation.providers.base import Tools  # noqa: PLC0415 - brings the HTTP client
    from generation.providers.http import Http  # noqa: PLC0415 - as above

    http = Http()
    stack.push_async_callback(http.close)
    judge = judge_of(settings, http)
    found = painters(settings, Tools(http, catalog, pool, storage.pictures.get, spool))
    for provider in found.values():
        if isinstance(provider, Closable):
            stack.push_async_callback(provider.close)
    return found, judge


# What only a picture or a guess needs is 15 MiB, numpy and Pillow with it: a bot that is not asked for anything holds none of it.
def _sprites() -> "Sprites":
    from generation.sketch.sprites import Sprites  # noqa: PLC0415 - see above

    return Sprites.load()


def _sketch(reader: SceneReader, sprites: Lazy["Sprites"], pool: Pool) -> ImageProvider:
    from generation.sketch.painter import SketchPainter  # noqa: PLC0415 - as above

    return SketchPainter(reader, sprites(), pool)


def _scorer(meaning: Meaning) -> Scorer:
    from generation.scoring import MeaningScorer  # noqa: PLC0415 - as above

    return MeaningScorer(meaning)


def _goals(meaning: Meaning) -> "Goals":
    from generation.goals import Goals  # noqa: PLC0415 - as above

    return Goals(meaning)


def build(settings: Settings, storage: Storage, pool: Pool, kit: Kit, now: Callable[[], datetime], stack: AsyncExitStack) -> App:
    """Pick the implementations. What must be closed at the end is left to `stack`."""
    catalog = kit.catalog.with_providers([service.name for service in services(settings)])
    jobs_folder = settings.data / "jobs"
    spool = Spool(jobs_folder / "spool", pool)
    remote, judge = _elsewhere(settings, storage, pool, catalog, spool, stack)
    guard, reader = Guard.standard(kit.meaning, pool, judge), SceneReader()
    goals = Lazy(lambda: _goals(kit.meaning))
    pipeline = Pipeline(
        storage=storage,
        catalog=catalog,
        guard=guard,
        check=PictureCheck(pool),
        writing=Writing.found(pool),
        providers={"sketch": LaterPainter(Lazy(lambda: _sketch(reader, kit.sprites, pool)), pool), **remote},
        pool=pool,
        now=now,
        jobs_folder=jobs_folder,
        spool=spool,
        read_goal=lambda prompt: goals().goal(prompt),
    )
    faces: dict[str, ChatAdapter] = {}

    async def deliver(room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        return await faces[room.platform].deliver(room, reply, replacing)

    house = House(
        storage=storage,
        pipeline=pipeline,
        catalog=catalog,
        guard=guard,
        scorer=LaterScorer(Lazy(lambda: _scorer(kit.meaning))),
        deck=kit.deck,
        glossary=Glossary(reader.lexicon),
        words=kit.words,
        pool=pool,
        deliver=deliver,
        now=now,
        owners=frozenset(settings.owners),
        monthly_usd=settings.monthly_usd,
    )
    limit = RateLimit(per_minute=settings.calls_per_minute, burst=settings.calls_at_once)
    return App(house, Dispatcher(house, MENU, limit), faces)
