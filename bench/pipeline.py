"""From /imagine to the stored contact sheet, and what twenty of them do to the event loop."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from bot.app import App, opened
from bot.settings import Settings
from commands.core.call import Sender
from commands.core.reply import Reply
from storage.records import Member, MessageRef, Room

PLATFORM = "bench"
PROMPTS = (
    "Dog next to the Eiffel Tower at dawn",
    "a bunny on a horse holding a lollipop in a foggy meadow with daffodils",
    "un paisaje futurista al atardecer con autos voladores",
    "一只猫在月光下的森林里",
    "three penguins in a snowy city",
)
TICK_S = 0.001


class Silent:
    """A face that only notes when a room got its pictures."""

    def __init__(self) -> None:
        self.told: dict[str, asyncio.Event] = {}

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        if reply.pictures:
            self.told[room.id].set()
        return replacing or MessageRef(room, "message")


@asynccontextmanager
async def bot(**settings: object) -> AsyncIterator[tuple[App, Silent]]:
    """A whole bot on a folder of its own, set up like this."""
    with tempfile.TemporaryDirectory() as folder:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
        read = Settings.read(env_file=None, data=Path(folder), log_level="error", calls_at_once=1000, **settings)
        async with opened(read) as app:
            face = Silent()
            await app.start({PLATFORM: face})
            yield app, face


async def imagine(app: App, face: Silent, number: int, count: int = 4) -> float:
    """Seconds from "accepted" to the contact sheet, stored and delivered."""
    sender = Sender(Member(PLATFORM, f"person-{number}", "P"), Room(PLATFORM, f"room-{number}"), f"call-{number}")
    reply = await app.dispatcher.typed(sender, f"/imagine {PROMPTS[number % len(PROMPTS)]} --count {count} --seed {number}")
    if reply is None or reply.pending is None:
        raise RuntimeError(reply)
    accepted = time.perf_counter()
    told = face.told[sender.room.id] = asyncio.Event()
    await app.dispatcher.placed(reply, MessageRef(sender.room, "message"))
    await told.wait()
    return time.perf_counter() - accepted


async def lags(stop: asyncio.Event) -> list[float]:
    """How late a sleep of one millisecond ends, in milliseconds, again and again."""
    late = []
    while not stop.is_set():
        due = time.perf_counter() + TICK_S
        await asyncio.sleep(TICK_S)
        late.append((time.perf_counter() - due) * 1000)
    return late


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of them lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def main() -> None:
    async with bot() as (app, face):
        for number in range(3):
            await imagine(app, face, number)  # warm: the encoder, the sprites, the picture check
        alone = [await imagine(app, face, number) for number in range(10, 20)]
        median = statistics.median(alone)
        print(f"accepted -> contact sheet stored and delivered, count 4: median {median:.2f} s, max {max(alone):.2f} s")

        stop = asyncio.Event()
        ticking = asyncio.create_task(lags(stop))
        started = time.perf_counter()
        await asyncio.gather(*(imagine(app, face, number) for number in range(100, 120)))
        took = time.perf_counter() - started
        stop.set()
        late = await ticking
        print(
            f"20 at once: {took:.1f} s, {80 / took:.1f} pictures/s; event loop lag p50 {percentile(late, 0.5):.1f} ms, "
            f"p99 {percentile(late, 0.99):.1f} ms, max {max(late):.1f} ms"
        )


if __name__ == "__main__":
    asyncio.run(main())
