"""Edits of one message, one at a time and not too often: of several that wait, the last one counts."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

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

    def __init__(self, every_s: float = EVERY_S) -> None:
        self._every_s = every_s
        self._lines: OrderedDict[Hashable, _Line] = OrderedDict()

    async def do(self, message: Hashable, act: Act, *, may_wait: bool) -> None:
        """Edit a message. `may_wait`: answer at once when it was edited a moment ago, and edit later what is newest then.

        An edit that may not wait is made before this returns, and overtakes those that do.
        """
        line = self._line(message)
        if may_wait and (line.task is not None or time.monotonic() < line.not_before):
            line.waiting = act
            if line.task is None:
                line.task = asyncio.create_task(self._later(line), name="telegram-edit")
            return
        if not may_wait:
            line.waiting = None
        line.not_before = time.monotonic() + self._every_s
        async with line.lock:
            await act()

    async def finish(self) -> None:
        """Make the edits that wait, now: the bot is about to stop."""
        lines = [line for line in self._lines.values() if line.task is not None]
        for line in lines:
            line.not_before = 0.0
            if line.task is not None:
                line.task.cancel()
        await asyncio.gather(*(line.task for line in lines if line.task is not None), return_exceptions=True)
        for line in lines:
            await self._make(line)

    async def _later(self, line: _Line) -> None:
        try:
            await asyncio.sleep(max(0.0, line.not_before - time.monotonic()))
        finally:
            line.task = None
        await self._make(line)

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

    def _line(self, message: Hashable) -> _Line:
        line = self._lines.setdefault(message, _Line())
        self._lines.move_to_end(message)
        if len(self._lines) > KEPT:
            idle = next((key for key, one in self._lines.items() if one.task is None and one is not line), None)
            if idle is not None:
                del self._lines[idle]
        return line
