"""The bot as a process of its own that a test may kill: its chat is a socket to the test (see test_crash.py)."""

import asyncio
import json
import sys
from pathlib import Path

import structlog

from bot.app import opened
from bot.settings import Settings
from commands.core.call import Sender
from commands.core.reply import Reply
from storage.records import Member, MessageRef, Room

PLATFORM = "hub"


class Hub:
    """A face whose chat server lives in the test's process and therefore survives the kill."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._turn = asyncio.Lock()

    async def ask(self, **message: object) -> str:
        """Tell the hub something and wait for its answer."""
        async with self._turn:
            self._writer.write((json.dumps(message) + "\n").encode())
            await self._writer.drain()
            return (await self._reader.readline()).decode().strip()

    async def run(self) -> None:
        """Nobody types here: the test drives."""
        await asyncio.Event().wait()

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        answer = await self.ask(
            room=room.id,
            replacing=replacing.id if replacing else None,
            pictures=[picture.sha256 for picture in reply.pictures],
            pending=reply.pending,
        )
        return MessageRef(room, answer)


async def main(data: str, socket: str, jobs: int, model: str, count: int) -> None:
    reader, writer = await asyncio.open_unix_connection(socket)
    hub = Hub(reader, writer)
    # Results go over a line of their own, so that a slow one does not hold up what people type.
    results = Hub(*await asyncio.open_unix_connection(socket))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))  # its output is the test's
    settings = Settings.read(env_file=None, data=Path(data), log_level="error")
    async with opened(settings) as app:
        await app.start({PLATFORM: results})
        for number in range(jobs):
            sender = Sender(Member(PLATFORM, f"p{number}", f"P{number}"), Room(PLATFORM, f"r{number}"), f"call-{number}")
            wish = f"/imagine a red fox on a hill --count {count} --seed {number * 10} --model {model}"
            reply = await app.dispatcher.typed(sender, wish)
            assert reply is not None
            assert reply.pending is not None, reply.text
            await app.dispatcher.placed(reply, await hub.deliver(sender.room, reply))
        await hub.ask(ready=True)
        await app.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], int(sys.argv[5])))
