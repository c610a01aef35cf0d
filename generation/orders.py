"""Handing an order to a provider and fetching it: in parts of what the provider makes at once, and never paid twice."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from generation.breaker import Breaker
from generation.catalog import Model
from generation.ports import Findable, ImageProvider, Order, Painted, Stoppable
from generation.providers.errors import BadKey, ProviderError, RateLimited, Timeout, Unreachable
from generation.ratio import Ratio
from generation.safety.prompt import SafePrompt
from generation.seeds import seeds_of
from generation.spool import Spool
from storage.problem import Problem
from storage.records import GenerationRequest

TRIES: Final = 4
FIRST_PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 60.0  # who asks for more is told to the person: nobody waits an hour for a fox
KEPT: Final = timedelta(days=1)  # what nobody came for
LOOKED_BACK: Final = timedelta(minutes=10)  # an order that left before ours may have arrived at the same time
_REMEMBERED: Final = 1_000
_log = structlog.get_logger(__name__)


class Orders:
    """What stands between the pipeline and the providers. `at_once`: orders that one provider works on at a time."""

    def __init__(
        self,
        providers: Mapping[str, ImageProvider],
        spool: Spool,
        now: Callable[[], datetime],
        *,
        breaker: Breaker | None = None,
        at_once: int = 8,
        pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        self.breaker = breaker or Breaker()
        self._providers = providers
        self._spool = spool
        self._now = now
        self._pause_s = pause_s
        self._let_go: deque[str] = deque(maxlen=_REMEMBERED)  # orders for which nobody waits any more
        self._turn: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._room: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(at_once))

    async def submit(self, prompt: SafePrompt, order: Order, model: Model, patience_s: float | None = None) -> list[dict[str, Any]]:
        """Hand in an order, a part for each `provider_batch` pictures. Answers the parts that were taken, with their tickets.

        To be called again after a crash: what has a ticket is not handed in again, and what may have left is looked for first.
        Raises the first ProviderError when no part was taken, and when not all were within `patience_s`: Timeout, or RateLimited
        where none of them had left. Problem "cancelled" when it was called off meanwhile.
        """
        self.breaker.check(model.provider)
        seeds, batch = order.seeds, model.provider_batch
        parts = [
            replace(order, key=f"{order.key}-{number}", seeds=seeds[start : start + batch])
            for number, start in enumerate(range(0, len(seeds), batch), start=1)
        ]
        try:
            async with asyncio.timeout(patience_s):
                tickets = await self._all(model.provider, [self._taken(prompt, part, model.provider) for part in parts])
        except TimeoutError:
            await self.call_off(order.key, model.provider)
            if await self._spool.left(order.key):
                raise Timeout("the order was not taken in time") from None
            raise RateLimited(text="the order's turn did not come in time") from None
        self.breaker.taken(model.provider)
        return [
            {"order": asdict(part), "provider": model.provider, "ticket": ticket}
            for part, ticket in zip(parts, tickets, strict=True)
            if ticket is not None
        ]

    async def collect(self, prompt: SafePrompt, submitted: Sequence[Mapping[str, Any]], patience_s: float) -> list[Painted]:
        """Wait for all parts, at most `patience_s`; then the provider is told that nobody waits. What came of them counts.

        Raises the first ProviderError when nothing came.
        """
        provider = str(submitted[0]["provider"])
        parts = [self._painted(prompt, part, patience_s) for part in submitted]
        painted = await self._all(provider, parts)
        if None not in painted:
            self.breaker.succeeded(provider)
        return [one for own in painted for one in own or ()]

    async def call_off(self, key: str, name: str) -> None:
        """Nobody waits for the parts of this order any more: what was not handed in yet is not."""
        self._let_go.append(key)
        provider: object = self._providers.get(name)
        if isinstance(provider, Stoppable):
            for ticket in await self._spool.tickets_of(key):
                await provider.give_up(ticket)

    async def settled(self, key: str) -> None:
        """The order is done with: what was noted of its parts is not needed any more."""
        await self._spool.drop(key)

    async def sweep(self) -> None:
        """Drop what nobody came for in a day."""
        await self._spool.sweep(self._now() - KEPT)

    async def _all(self, provider: str, parts: Sequence[Any]) -> list[Any]:
        """What became of each; None for those that failed, unless all did."""
        results = await asyncio.gather(*parts, return_exceptions=True)
        errors = [result for result in results if isinstance(result, BaseException)]
        for error in errors:
            if not isinstance(error, ProviderError | Problem):
                raise error
            _log.warning("provider.failed", provider=provider, error=str(error))
        if errors and len(errors) == len(results):
            told = next((error for error in errors if isinstance(error, ProviderError)), errors[0])
            if isinstance(told, ProviderError):
                self.breaker.failed(provider, told)
            raise told
        return [None if isinstance(result, BaseException) else result for result in results]

    def _provider(self, name: str) -> ImageProvider:
        """Raises BadKey when the operator has taken its key away since the order was accepted."""
        if name not in self._providers:
            raise BadKey(f"{name} is not set up any more")
        return self._providers[name]

    async def _taken(self, prompt: SafePrompt, part: Order, name: str) -> str:
        provider = self._provider(name)
        if not provider.remote:
            return await provider.submit(prompt, part)
        ticket = await self._spool.ticket(part.key)
        if ticket is not None:
            return ticket
        async with self._room[name]:
            if not isinstance(provider, Findable):
                return await self._handed_in(provider, prompt, part, name)
            # One after the other: after a crash at most one is in question, and what the provider has no owner for is that one.
            async with self._turn[name]:
                return await self._handed_in(provider, prompt, part, name)

    async def _handed_in(self, provider: ImageProvider, prompt: SafePrompt, part: Order, name: str) -> str:
        """Noted before it leaves, and when its ticket is there. What was noted and has none is looked for."""
        ticket: str | None = None
        since = await self._spool.begun(part.key, self._now(), name)
        if since is not None and isinstance(provider, Findable):
            before = await self._spool.following(since, name)  # others' orders wait for no turn of this one's
            ticket = await provider.find(part, since, before, await self._spool.tickets(since - LOOKED_BACK))
            _log.info("provider.looked", order=part.key, found=ticket is not None)
            if ticket is None:
                await self._spool.again(part.key, self._now(), name)
        if ticket is None:
            ticket = await self._insisted(provider, prompt, part)
        await self._spool.got(part.key, ticket)
        if self._called_off(part) and isinstance(provider, Stoppable):
            await provider.give_up(ticket)  # it was on its way when its person let go of it
        return ticket

    def _called_off(self, part: Order) -> bool:
        return part.key.rpartition("-")[0] in self._let_go

    async def _insisted(self, provider: ImageProvider, prompt: SafePrompt, part: Order) -> str:
        """Handed in; once more after a while where it certainly was not taken (`again`)."""
        pause = self._pause_s
        for left in reversed(range(TRIES)):
            if self._called_off(part):
                raise Problem("cancelled")
            try:
                return await provider.submit(prompt, part)
            except (RateLimited, Unreachable) as error:
                asked = error.retry_after_s if isinstance(error, RateLimited) else None
                if not left or (asked or 0.0) > LONGEST_PAUSE_S:
                    raise
                _log.info("provider.again", error=str(error), tries_left=left)
                await asyncio.sleep(max(pause, asked or 0.0))
                pause *= 2
        raise AssertionError("a loop that ends by returning or raising")  # pragma: no cover

    async def _painted(self, prompt: SafePrompt, part: Mapping[str, Any], patience_s: float) -> Sequence[Painted]:
        provider, ticket, order = self._provider(str(part["provider"])), str(part["ticket"]), Order.of(part["order"])
        try:
            async with asyncio.timeout(patience_s):
                return await provider.collect(prompt, order, ticket)
        except ProviderError:
            if self._called_off(order):  # as we asked for: no fault of the provider's
                raise Problem("cancelled") from None
            raise
        except TimeoutError:
            if isinstance(provider, Stoppable):
                await provider.give_up(ticket)
            raise Timeout(f"no picture after {patience_s:g} s") from None


def order_of(key: str, request: GenerationRequest, model: Model) -> Order:
    """What a request asks of a model. Raises what `Model.size` raises."""
    width, height = model.size(Ratio.parse(request.ratio))
    return Order(
        key=key,
        model=model.id,
        route=model.route,
        ratio=request.ratio,
        width=width,
        height=height,
        seeds=seeds_of(request),
        style=request.style,
        negative=request.negative,
        quality=request.quality,
        resolution=request.resolution,
        raw=request.raw,
        creativity=request.creativity,
        inputs=request.inputs,
    )
