"""Services that count what they are paid for, and an office that hands orders in to them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generation.breaker import Breaker
from generation.orders import Orders
from generation.pool import Pool
from generation.ports import Order, Painted
from generation.providers.errors import ProviderError
from generation.safety.prompt import SafePrompt
from generation.spool import Spool
from tests.generation.providers.desk import JPEG, Desk, order, safe

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROW = replace(Desk.model(), provider="vendor", provider_batch=1)
WISH = order(ROW, 1, 2, 3, 4, key="pincel-5")


class Killed(BaseException):
    """The process ended."""


class Vendor:
    """Counts what it was paid for. `dies`: what happens after it took an order, before its answer arrives."""

    remote = True

    def __init__(self) -> None:
        self.paid: list[str] = []
        self.stopped: list[str] = []
        self.listens = True
        self.dies: Callable[[str], BaseException | None] = lambda _key: None
        self.refuses: Callable[[str], ProviderError | None] = lambda _key: None
        self.loses: Callable[[str], ProviderError | None] = lambda _key: None

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        assert prompt.words
        if error := self.refuses(order.key):
            raise error
        self.paid.append(order.key)
        if end := self.dies(order.key):
            raise end
        return f"ticket of {order.key}"

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        assert (prompt.words, ticket) == (safe().words, f"ticket of {order.key}")
        if error := self.loses(order.key):
            raise error
        return [Painted(JPEG, "image/jpeg", seed) for seed in order.seeds]

    async def give_up(self, ticket: str) -> bool:
        self.stopped.append(ticket)
        return self.listens


class Remembering(Vendor):
    """A vendor that can be asked what it was handed."""

    async def find(self, order: Order, since: datetime, before: datetime | None, taken: Collection[str]) -> str | None:
        assert since == NOW
        assert before is None or before > since
        ticket = f"ticket of {order.key}"
        return ticket if order.key in self.paid and ticket not in taken else None


class Slow(Vendor):
    """Takes an order, but the first part of each, only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.may = asyncio.Event()
        self.busy = self.most = 0
        self.at_once = 8

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        if not order.key.endswith("-1"):
            self.asked.set()
            self.busy += 1
            self.most = max(self.most, self.busy)
            await self.may.wait()
            self.busy -= 1
        return await super().submit(prompt, order)


class Busy(Vendor):
    """Paints what it was handed until it is let; counts how many orders it has at the same time."""

    def __init__(self, at_once: int) -> None:
        super().__init__()
        self.at_once = at_once
        self.may = asyncio.Event()
        self.has = self.most = 0

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        self.has += 1
        self.most = max(self.most, self.has)
        await asyncio.sleep(0)
        return await super().submit(prompt, order)

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        await self.may.wait()
        self.has -= 1
        return await super().collect(prompt, order, ticket)


def office(
    vendor: Vendor,
    folder: Path,
    pool: Pool,
    breaker: Breaker | None = None,
    still: Callable[[str], Awaitable[None]] | None = None,
) -> Orders:
    return Orders({"vendor": vendor}, Spool(folder, pool), lambda: NOW, breaker=breaker, pause_s=0.001, still=still)


def seeds(collected: tuple[Sequence[Painted], int]) -> list[int]:
    """Of the pictures that came; none may have been painted beside."""
    painted, lost = collected
    assert lost == 0
    return [one.seed for one in painted]


def keys(parts: Sequence[dict[str, Any]]) -> list[str]:
    return [part["order"]["key"] for part in parts]
