"""The line before each service: no more orders are with it at the same time than it takes, whoever handed them in, and when."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from generation.ports import AT_ONCE, Findable, ImageProvider, Limited, Narrow
from generation.spool import Spool

LOOK_S: Final = 1.0  # between two looks for a place: another process may have given one up
LONGEST: Final = 600.0  # seconds; what was handed in before that is waited for by nobody any more


@dataclass
class _Service:
    turns: asyncio.Semaphore
    queue: asyncio.Lock = field(default_factory=asyncio.Lock)  # who waits for a place; first come, first served
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    entering: set[str] = field(default_factory=set)  # have a place, and no note in the spool yet
    full: bool = False  # somebody waits for a place


class Line:
    """A place is held from when an order is handed in until it is over there (`Spool.over`), also by other processes and lives.

    Who answers with the pictures themselves (`Narrow`) is over with an order when it is handed in: there a turn is a place.
    """

    def __init__(self, spool: Spool, now: Callable[[], datetime]) -> None:
        self._spool = spool
        self._now = now
        self._services: dict[str, _Service] = {}

    @staticmethod
    def width(provider: object) -> int:
        """How many orders may be with it at the same time."""
        return provider.at_once if isinstance(provider, Limited) else AT_ONCE

    async def place(
        self, name: str, provider: ImageProvider, key: str, still: Callable[[], Awaitable[None]], longest_s: float | None
    ) -> None:
        """Wait for a place. `still` raises where the order is not wanted any more, which ends the wait.

        What has its place already, as after a crash, waits behind nobody: they may wait for its own.
        """
        service = self._service(name, provider)
        if await self._entered(name, provider, key, longest_s, anew=False):
            return
        async with service.queue:
            service.moved.clear()
            while not await self._entered(name, provider, key, longest_s):
                service.full = True
                try:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_S):
                            await service.moved.wait()
                finally:
                    service.full = False
                await still()
                service.moved.clear()

    async def at_once(self, name: str, provider: ImageProvider, key: str, longest_s: float | None) -> bool:
        """Take a place if there is one for which nobody waits, or if it is there already."""
        service = self._service(name, provider)
        return await self._entered(name, provider, key, longest_s, anew=not service.full)

    @asynccontextmanager
    async def turn(self, name: str, provider: ImageProvider, key: str) -> AsyncIterator[None]:
        """One's turn to be handed in; whoever has it has a place.

        To those that can be asked one after the other: after a crash at most one is in question, and what the service has no owner
        for is that one.
        """
        service = self._service(name, provider)
        try:
            async with service.turns:
                yield
        finally:
            service.entering.discard(key)  # by now the spool has a note of it, if it left
            service.moved.set()

    async def busy(self, name: str, provider: ImageProvider) -> bool:
        """Whether it paints orders of ours: when it takes no more just now, it has no place, and will have one."""
        if isinstance(provider, Narrow):
            return False
        return bool(await self._spool.in_flight(name, self._now() - timedelta(seconds=LONGEST), taken=True))

    def moves(self, name: str) -> None:
        """An order is over: whoever waits for a place looks again."""
        if name in self._services:
            self._services[name].moved.set()

    async def _entered(self, name: str, provider: ImageProvider, key: str, longest_s: float | None, *, anew: bool = True) -> bool:
        """Whether it has a place now. Not `anew`: only where it had one."""
        if isinstance(provider, Narrow):
            return True
        service = self._service(name, provider)
        async with service.door:
            since = self._now() - timedelta(seconds=longest_s or LONGEST)
            entering = frozenset(service.entering)  # one that leaves while we look is in its note, or in this
            there = await self._spool.in_flight(name, since) | entering | service.entering
            if key not in there and (not anew or len(there) >= self.width(provider)):
                return False
            service.entering.add(key)
            return True

    def _service(self, name: str, provider: ImageProvider) -> _Service:
        if name not in self._services:
            turns = 1 if isinstance(provider, Findable) else self.width(provider)
            self._services[name] = _Service(asyncio.Semaphore(turns))
        return self._services[name]
