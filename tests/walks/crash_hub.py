"""The chat server of the crash tests, and how the bot is started that they kill."""

import asyncio
import json
import os
import sys
from collections import Counter
from pathlib import Path

BOT = Path(__file__).with_name("crash_bot.py")
ROOT = Path(__file__).parents[2]
EDIT_S = 0.15


class Hub:
    """A chat server in this process: a post makes a message, an edit changes one; both stay when the bot is killed."""

    def __init__(self, edit_s: float = EDIT_S) -> None:
        self._edit_s = edit_s
        self.posts: Counter[str] = Counter()
        self.results: dict[str, list[str]] = {}
        self.edits = 0
        self.ready = asyncio.Event()
        self.changed = asyncio.Event()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            try:
                message = json.loads(line)
            except ValueError:
                break  # the bot was killed in the middle of a line
            if message.get("ready"):
                self.ready.set()
            elif message["replacing"] is None:
                self.posts[message["room"]] += 1
            if message.get("pictures"):
                self.edits += 1
                self.results[message["room"]] = message["pictures"]
            self.changed.set()
            if message.get("pictures"):
                await self.ready.wait()  # all forty are accepted before the first is delivered
                await asyncio.sleep(self._edit_s)  # the kill often comes between the edit and the bot's knowing of it
            writer.write(f"{message.get('replacing') or message.get('room')}\n".encode())
        writer.close()

    async def until(self, results: int, within_s: float) -> bool:
        """Wait until so many rooms have their picture."""
        async with asyncio.timeout(within_s):
            while len(self.results) < results:
                self.changed.clear()
                await self.changed.wait()
        return True


async def start(
    data: Path, socket: Path, jobs: int, model: str = "sketch", count: int = 1, **settings: str
) -> asyncio.subprocess.Process:
    # The parent's folder of modules; nothing of the parent's state.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return await asyncio.create_subprocess_exec(
        sys.executable, str(BOT), str(data), str(socket), str(jobs), model, str(count), env=environment, cwd=data.parent
    )
