"""How long one person waits when somebody else has two hundred wishes ahead, beside an empty queue; ours and a service's."""

import asyncio
import statistics
import time
from dataclasses import replace

from bench.fakes.queued import FakeQueue
from bench.pipeline import PLATFORM, Silent, bot
from bot.app import App
from commands.core.call import Sender
from storage.records import Member, MessageRef, Room

CROWD = 200
ALONE = 5
CALM_S = 0.5


async def ask(app: App, face: Silent, who: str, number: int, model: str) -> asyncio.Event:
    """Send a wish; the event comes with its pictures."""
    room = Room(PLATFORM, f"{who}-{number}")
    settings = await app.house.storage.rooms.settings(room)
    await app.house.storage.rooms.change(replace(settings, daily_units=10_000))
    told = face.told[room.id] = asyncio.Event()
    line = f"/imagine a red fox on a hill --count 1 --seed {number} --model {model}"
    reply = await app.dispatcher.typed(Sender(Member(PLATFORM, who, who), room, f"{who}-{number}"), line)
    if reply is None or reply.pending is None:
        raise RuntimeError(reply)
    await app.dispatcher.placed(reply, MessageRef(room, "message"))
    return told


async def waits(app: App, face: Silent, who: str, number: int, model: str) -> float:
    """Seconds from the wish to its picture."""
    started = time.perf_counter()
    await (await ask(app, face, who, number, model)).wait()
    return time.perf_counter() - started


async def compare(app: App, face: Silent, model: str, title: str) -> None:
    """An empty queue, then the same with the crowd ahead."""
    await waits(app, face, f"warm-{model}", 0, model)
    alone = statistics.median([await waits(app, face, f"alone-{model}-{number}", number, model) for number in range(ALONE)])
    crowd = [await ask(app, face, f"crowd-{model}", number, model) for number in range(CROWD)]
    await asyncio.sleep(CALM_S)
    behind = [await waits(app, face, f"behind-{model}-{number}", number, model) for number in range(ALONE)]
    left = sum(not told.is_set() for told in crowd)
    slowest = max(behind)
    print(
        f"{title}: alone {alone:.2f} s; with {CROWD} of one person ahead median {statistics.median(behind):.2f} s, "
        f"slowest {slowest:.2f} s = {slowest / alone:.2f} times (asked: 3); {left} of the crowd still waited"
    )


async def main() -> None:
    async with FakeQueue.running(seconds=1.0) as queue, bot(krea_key="a-key", krea_api=queue.api) as (app, face):
        await compare(app, face, "sketch", "sketch painter")
        await compare(app, face, "krea-2-turbo", "a service")


if __name__ == "__main__":
    asyncio.run(main())
