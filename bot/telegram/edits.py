"""Edits of one message, one at a time and not too often: of several that wait, the last one counts."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

EVERY_S = 3.0
KEPT = 2_000
_log = structlog.get_logger(__name__)

Act = Callable[[], Awaitable[None]]


class _Line:
    """The edits of one message."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.not_before = 0.0
        self.waiting: Act | None = None
        self.task: asyncio.Task[None] | None = None


class Edits:
    """At most one edit of a message in `every_s` where it may wait."""

    def __init__(self, every_s: float = EVERY_S, busy: Callable[[int], bool] = lambda _: False) -> None:
        """`busy`: whether a chat has no room for edits that may wait."""
        self._every_s = every_s
        self._busy = busy
        self._lines: OrderedDict[tuple[int, int], _Line] = OrderedDict()
        self._ending = asyncio.Event()

    async def do(self, chat: int, message: int, act: Act, *, may_wait: bool) -> None:
        """Edit a message. `may_wait`: answer at once when it was edited a moment ago, and edit later what is newest then.

        An edit that may not wait is made before this returns, and overtakes those that do.
        """
        line = self._line((chat, message))
        early = line.task is not None or line.lock.locked() or time.monotonic() < line.not_before
        if may_wait and (early or self._busy(chat)):
            line.waiting = act
            if line.task is None:
                line.task = asyncio.create_task(self._later(chat, line), name="telegram-edit")
            return
        if not may_wait:
            line.waiting = None
        line.not_before = time.monotonic() + self._every_s
        async with line.lock:
            await act()

    async def finish(self) -> None:
        """Make the edits that wait, now, and see those under way through: the bot is about to stop."""
        self._ending.set()
        lines = tuple(self._lines.values())
        await asyncio.gather(*(line.task for line in lines if line.task is not None))
        for line in lines:
            async with line.lock:
                pass

    async def _later(self, chat: int, line: _Line) -> None:
        try:
            while line.waiting is not None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(max(0.0, line.not_before - time.monotonic())):
                        await self._ending.wait()
                if self._busy(chat) and not self._ending.is_set():
                    line.not_before = time.monotonic() + self._every_s
                    continue
                await self._make(line)
        finally:
            line.task = None

    async def _make(self, line: _Line) -> None:
        act, line.waiting = line.waiting, None
        if act is None:
            return
        line.not_before = time.monotonic() + self._every_s
        try:
            async with line.lock:
                await act()
        except Exception:  # noqa: BLE001 - nobody waits for this one, and the next edit brings the same
            _log.exception("telegram.edit_failed")

    def _line(self, message: tuple[int, int]) -> _Line:
        line = self._lines.setdefault(message, _Line())
        self._lines.move_to_end(message)
        if len(self._lines) > KEPT:
            idle = next(
                (key for key, one in self._lines.items() if one.task is None and not one.lock.locked() and one is not line), None
            )
            if idle is not None:
                del self._lines[idle]
        return line
