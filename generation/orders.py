"""Handing an order to a provider and fetching it: in parts of what the provider makes at once, and never paid twice."""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import structlog

from generation.breaker import Breaker
from generation.catalog import Model
from generation.ports import AT_ONCE, Findable, ImageProvider, Limited, Narrow, Order, Painted, Stoppable, Unhurried
from generation.providers.errors import BadKey, Lost, ProviderError, RateLimited, Timeout, Unreachable, Upstream
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
T = TypeVar("T")


class Orders:
    """What stands between the pipeline and the providers: no more of them leave at the same time than a service takes."""

    def __init__(
        self,
        providers: Mapping[str, ImageProvider],
        spool: Spool,
        now: Callable[[], datetime],
        *,
        breaker: Breaker | None = None,
        pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        self.breaker = breaker or Breaker()
        self._providers = providers
        self._spool = spool
        self._now = now
        self._pause_s = pause_s
        self._let_go: deque[str] = deque(maxlen=_REMEMBERED)  # orders for which nobody waits any more
        self._places: dict[str, asyncio.Semaphore] = {}

    async def submit(self, prompt: SafePrompt, order: Order, model: Model, patience_s: float | None = None) -> list[dict[str, Any]]:
        """Hand in an order, a part for each `provider_batch` pictures. Answers the parts that were taken, with their tickets.

        A part that was not taken within `patience_s` from when it left may have been all the same: it has None for its ticket.
        To be called again after a crash: what has a ticket is not handed in again, and what may have left is looked for first.
        Raises a ProviderError when no part was taken, a Timeout before others, and Problem "cancelled" when it was called off.
        """
        self.breaker.check(model.provider)
        seeds, batch = order.seeds, model.provider_batch
        parts = [
            replace(order, key=f"{order.key}-{number}", seeds=seeds[start : start + batch])
            for number, start in enumerate(range(0, len(seeds), batch), start=1)
        ]
        tickets = await self._all(model.provider, [self._taken(prompt, part, model.provider, patience_s) for part in parts])
        self.breaker.taken(model.provider)
        return [
            {"order": asdict(part), "provider": model.provider, "ticket": ticket if isinstance(ticket, str) else None}
            for part, ticket in zip(parts, tickets, strict=True)
            if isinstance(ticket, str | Timeout | Lost)
        ]

    async def collect(
        self, prompt: SafePrompt, submitted: Sequence[Mapping[str, Any]], patience_s: float
    ) -> tuple[list[Painted], int]:
        """Wait for all parts, at most `patience_s`; then the provider is told that nobody waits. What came of them counts.

        Answers the pictures, and how many more the provider may have painted. Raises as `submit` when nothing came.
        """
        provider = str(submitted[0]["provider"])
        taken = [part for part in submitted if part["ticket"] is not None]
        results = await self._all(provider, [self._painted(prompt, part, patience_s) for part in taken])
        if not any(isinstance(result, BaseException) for result in results):
            self.breaker.succeeded(provider)
        lost = [part for part, result in zip(taken, results, strict=True) if isinstance(result, Timeout | Lost)]
        lost += [part for part in submitted if part["ticket"] is None]
        painted = [one for result in results if not isinstance(result, BaseException) for one in result]
        return painted, sum(len(part["order"]["seeds"]) for part in lost)

    async def call_off(self, key: str, name: str) -> None:
        """Nobody waits for the parts of this order any more: what was not handed in yet is not."""
        self._let_go.append(key)
        provider: object = self._providers.get(name)
        if isinstance(provider, Stoppable):
            for ticket in await self._spool.tickets_of(key):
                await provider.give_up(ticket)

    def width(self, name: str) -> float:
        """How many orders are painted there at the same time, as far as it is known: infinity where the service has a line."""
        provider: object = self._providers.get(name)
        return provider.at_once if isinstance(provider, Narrow) else math.inf

    async def hold(self, key: str) -> None:
        """From here on no further part of this order leaves; those that have go on until it is called off."""
        self._let_go.append(key)

    async def left(self, key: str) -> bool:
        """Whether any part of this order has gone to a service: then it may have to be paid."""
        return await self._spool.left(key)

    async def settled(self, key: str) -> None:
        """The order is done with: what was noted of its parts is not needed any more."""
        await self._spool.drop(key)

    async def sweep(self) -> None:
        """Drop what nobody came for in a day."""
        await self._spool.sweep(self._now() - KEPT)

    async def _all(self, provider: str, parts: Sequence[Coroutine[Any, Any, T]]) -> list[T | Exception]:
        """What became of each, or why nothing did; raised when nothing came of any."""
        results = await asyncio.gather(*parts, return_exceptions=True)
        told: list[T | Exception] = []
        for result in results:
            if isinstance(result, BaseException):
                if not isinstance(result, ProviderError | Problem):
                    raise result
                _log.warning("provider.failed", provider=provider, error=str(result))
            told.append(result)
        errors = [one for one in told if isinstance(one, Exception)]
        if errors and len(errors) == len(told):
            # What may have been painted is told first: it may have to be paid.
            kinds = (Timeout, Lost, ProviderError, Exception)
            error = next(one for kind in kinds for one in errors if isinstance(one, kind))
            if isinstance(error, ProviderError):
                self.breaker.failed(provider, error)
            raise error
        return told

    def _provider(self, name: str) -> ImageProvider:
        """Raises BadKey when the operator has taken its key away since the order was accepted."""
        if name not in self._providers:
            raise BadKey(f"{name} is not set up any more")
        return self._providers[name]

    async def _taken(self, prompt: SafePrompt, part: Order, name: str, patience_s: float | None) -> str:
        """Handed in; once more after a while where it certainly was not taken (`again`), and nobody waits behind it meanwhile."""
        provider = self._provider(name)
        if not provider.remote:
            return await provider.submit(prompt, part)
        ticket = await self._spool.ticket(part.key)
        if ticket is not None:
            return ticket
        pause = self._pause_s
        for left in reversed(range(TRIES)):
            try:
                # Whoever waits for a place has not left: the time that a service has begins when its turn has come.
                async with self._place(name, provider), asyncio.timeout(patience_s):
                    self.breaker.still(name)
                    return await self._handed_in(provider, prompt, part, name)
            except TimeoutError:
                raise Timeout("the order was not taken in time") from None
            except (RateLimited, Unreachable) as error:
                asked = error.retry_after_s if isinstance(error, RateLimited) else None
                if not left or (asked or 0.0) > LONGEST_PAUSE_S:
                    raise
                _log.info("provider.again", error=str(error), tries_left=left)
            await asyncio.sleep(max(pause, asked or 0.0))
            pause *= 2
        raise AssertionError("a loop that ends by returning or raising")  # pragma: no cover

    def _place(self, name: str, provider: ImageProvider) -> asyncio.Semaphore:
        """One of the places for orders that are handed in to a service at the same time.

        To those that can be asked one after the other: after a crash at most one is in question, and what the service has no owner
        for is that one.
        """
        if name not in self._places:
            most = provider.at_once if isinstance(provider, Limited) else AT_ONCE
            self._places[name] = asyncio.Semaphore(1 if isinstance(provider, Findable) else most)
        return self._places[name]

    async def _handed_in(self, provider: ImageProvider, prompt: SafePrompt, part: Order, name: str) -> str:
        """Noted before it leaves, and when its ticket is there. What was noted and has none is looked for."""
        self._wanted(part)
        ticket: str | None = None
        since = await self._spool.begun(part.key, self._now(), name)
        if since is not None and isinstance(provider, Findable):
            ticket = await self._looked_for(provider, part, since, name)
            if ticket is None:
                await self._spool.again(part.key, self._now(), name)
        if ticket is None:
            began = self._now()
            try:
                self._wanted(part)  # it may have been let go of while it was noted
                ticket = await provider.submit(prompt, part)
            except (ProviderError, Problem) as error:
                if isinstance(error, Unreachable) or not isinstance(error, Timeout | Upstream):
                    await self._spool.stayed(part.key)  # certainly not taken
                    raise
                if not isinstance(provider, Findable) or not await self._spool.alone(part.key, name):
                    raise
                # It is paid for if it is there. It is not handed in once more: it may be on its way.
                with suppress(ProviderError):
                    ticket = await self._looked_for(provider, part, began, name)
                if ticket is None:
                    raise
        await self._spool.got(part.key, ticket)
        if self._called_off(part) and isinstance(provider, Stoppable):
            await provider.give_up(ticket)  # it was on its way when its person let go of it
        return ticket

    async def _looked_for(self, provider: Findable, part: Order, since: datetime, name: str) -> str | None:
        before = await self._spool.following(since, name)  # others' orders wait for no turn of this one's
        ticket = await provider.find(part, since, before, await self._spool.tickets(since - LOOKED_BACK))
        _log.info("provider.looked", order=part.key, found=ticket is not None)
        return ticket

    def _wanted(self, part: Order) -> None:
        if self._called_off(part):
            raise Problem("cancelled")

    def _called_off(self, part: Order) -> bool:
        return part.key.rpartition("-")[0] in self._let_go

    async def _painted(self, prompt: SafePrompt, part: Mapping[str, Any], patience_s: float) -> Sequence[Painted]:
        provider, ticket, order = self._provider(str(part["provider"])), str(part["ticket"]), Order.of(part["order"])
        try:
            async with asyncio.timeout(None if isinstance(provider, Unhurried) else patience_s):
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
