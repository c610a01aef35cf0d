"""Handing an order to a provider and fetching it: in parts of what the provider makes at once, and never paid twice."""

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

import structlog

from generation.breaker import Breaker
from generation.catalog import Model
from generation.line import LONGEST, Line
from generation.ports import Findable, ImageProvider, Limited, Narrow, Order, Painted, Stoppable, Unhurried
from generation.providers.errors import BadKey, Lost, OutOfCredit, ProviderError, RateLimited, Timeout, Unreachable, Upstream
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
STOPPING_S: Final = 8.0  # for which whoever cancels waits for the service's word
_REMEMBERED: Final = 1_000
_LATER: Final = object()  # there was no place for it yet
_PASSING: Final = (Timeout, Lost, RateLimited)  # say nothing of the next part
_log = structlog.get_logger(__name__)
T = TypeVar("T")


class Orders:
    """What stands between the pipeline and the providers: no more are with a service at the same time than it takes (`line.py`)."""

    def __init__(
        self,
        providers: Mapping[str, ImageProvider],
        spool: Spool,
        now: Callable[[], datetime],
        *,
        breaker: Breaker | None = None,
        pause_s: float = FIRST_PAUSE_S,
        still: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        """`still` raises Problem where by the records nobody wants the order of this key any more, whoever has said so."""
        self.breaker = breaker or Breaker()
        self._providers = providers
        self._spool = spool
        self._now = now
        self._pause_s = pause_s
        self._still = still
        self._let_go: deque[str] = deque(maxlen=_REMEMBERED)  # orders for which nobody waits any more
        self._line = Line(spool, now)
        self._leaving: dict[str, asyncio.Event] = {}  # parts that are being handed in, and when that is done
        self._stopping: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def submit(self, prompt: SafePrompt, order: Order, model: Model, patience_s: float | None = None) -> list[dict[str, Any]]:
        """Hand in an order, a part for each `provider_batch` pictures. Answers the parts that were taken, with their tickets.

        A part that was not taken within `patience_s` from when it left may have been all the same: it has None for its ticket. One
        for which there is no place yet has none: `collect` hands it in. The first waits for a place.
        To be called again after a crash: what has a ticket is not handed in again, and what may have left is looked for first.
        Raises a ProviderError when no part was taken, a Timeout before others, and Problem "cancelled" when it was called off.
        """
        self.breaker.check(model.provider)
        seeds, batch = order.seeds, model.provider_batch
        parts = [
            replace(order, key=f"{order.key}-{number}", seeds=seeds[start : start + batch])
            for number, start in enumerate(range(0, len(seeds), batch), start=1)
        ]
        # One first: were its places taken by its own others, also before a crash, it would wait for them, and they for it.
        ahead = 0 if isinstance(self._providers.get(model.provider), Narrow) else 1
        alone = not await self._spool.owed(order.key)
        results: list[object] = []
        for some, wait in ((parts[:ahead], alone), (parts[ahead:], not ahead)):
            handing_in = (self._taken(prompt, part, model.provider, patience_s, wait=wait) for part in some)
            results += await asyncio.gather(*handing_in, return_exceptions=True)
            if any(isinstance(one, str) for one in results):  # a sibling is in: there will be a place
                results = [_LATER if isinstance(one, RateLimited) else one for one in results]
            if alone and isinstance(next(iter(results), None), BaseException) and not isinstance(results[0], _PASSING):
                break  # what is refused now is refused to the others as well, and none of them is there already
        tickets = self._told(model.provider, results)
        self.breaker.taken(model.provider)
        return [
            {"order": asdict(part), "provider": model.provider}
            | ({} if ticket is _LATER else {"ticket": ticket if isinstance(ticket, str) else None})
            for part, ticket in zip(parts, tickets, strict=True)
            if ticket is _LATER or isinstance(ticket, str) or (isinstance(ticket, ProviderError) and ticket.owed)
        ]

    async def collect(
        self, prompt: SafePrompt, submitted: Sequence[Mapping[str, Any]], patience_s: float
    ) -> tuple[list[Painted], int]:
        """Wait for all parts, each at most `patience_s`; then the provider is told that nobody waits. What came of them counts.

        Answers the pictures, and how many more the provider may have painted. Raises as `submit` when nothing came.
        """
        provider = str(submitted[0]["provider"])
        taken = [part for part in submitted if part.get("ticket", "") is not None]
        fetching = (self._painted(prompt, part, patience_s) for part in taken)
        results = self._told(provider, await asyncio.gather(*fetching, return_exceptions=True))
        if self._called_off(str(submitted[0]["order"]["key"])):
            raise Problem("cancelled")
        if not any(isinstance(result, BaseException) for result in results):
            self.breaker.succeeded(provider)
        lost = [part for part, result in zip(taken, results, strict=True) if isinstance(result, ProviderError) and result.owed]
        lost += [part for part in submitted if part not in taken]
        painted = [one for result in results if not isinstance(result, BaseException) for one in result]
        return painted, sum(len(part["order"]["seeds"]) for part in lost)

    async def call_off(self, key: str, name: str) -> None:
        """Nobody waits for the parts of this order any more: what was not handed in yet is not; the service is told of the rest.

        What it says is written down (`owed`); after `STOPPING_S` nobody waits for its word.
        """
        self._let_go.append(key)
        self._line.moves(name)
        provider: object = self._providers.get(name)
        if not isinstance(provider, Stoppable):
            return
        async with self._stopping.setdefault(key, asyncio.Lock()):
            with suppress(TimeoutError):  # what is being handed in is stopped when its number is there
                async with asyncio.timeout(STOPPING_S):
                    await asyncio.gather(*(done.wait() for part, done in self._leaving.items() if part.rpartition("-")[0] == key))
            tickets = await self._spool.tickets_of(key)
            await asyncio.gather(*(self._given_up(provider, part, ticket, name) for part, ticket in tickets.items()))

    async def _given_up(self, provider: Stoppable, part: str, ticket: str, name: str) -> bool:
        free = False
        with suppress(TimeoutError):
            async with asyncio.timeout(STOPPING_S):
                free = await provider.give_up(ticket)
        await self._over(part, name, free=free)
        return free

    async def _over(self, part: str, name: str, *, free: bool) -> bool:
        left = await self._spool.over(part, free=free)
        self._line.moves(name)
        return left

    def width(self, name: str, parts: int) -> float:
        """How many orders of so many parts are painted there at the same time, at least one; infinity where nothing is known."""
        provider: object = self._providers.get(name)
        return max(1.0, provider.at_once / max(1, parts)) if isinstance(provider, Limited) else math.inf

    def waits(self, row: Model) -> bool:
        """Whether a job of this row mostly waits, rather than work here."""
        return row.slow or (row.provider in self._providers and self._providers[row.provider].remote)

    async def owed(self, key: str) -> int:
        """How many pictures of this order a service may have to be paid for: what left, less what by its own word came to nothing.

        Of what is being called off when this is asked, that is waited for.
        """
        async with self._stopping.setdefault(key, asyncio.Lock()):
            return await self._spool.owed(key)

    async def settled(self, key: str) -> None:
        """The order is done with: what was noted of its parts is not needed any more."""
        await self._spool.drop(key)

    async def sweep(self) -> None:
        """Drop what nobody came for in a day."""
        await self._spool.sweep(self._now() - KEPT)

    def _told(self, provider: str, results: Sequence[T | BaseException]) -> list[T | Exception]:
        """What became of each, or why nothing did; raised when nothing came of any.

        What nobody foresaw in one part takes the others along only where there is nothing to take: they are paid for.
        """
        some = any(not isinstance(one, BaseException) and one is not _LATER for one in results)
        told: list[T | Exception] = []
        for result in results:
            if isinstance(result, ProviderError | Problem):
                _log.warning("provider.failed", provider=provider, error=result)
            elif isinstance(result, Exception) and some:
                _log.error("provider.unforeseen", provider=provider, error=result, exc_info=result)
                told.append(Lost(type(result).__name__))
                continue
            elif isinstance(result, BaseException):
                raise result
            told.append(result)
        errors = [one for one in told if isinstance(one, Exception)]
        blamed = next((one for one in errors if isinstance(one, BadKey | OutOfCredit)), None)
        if blamed is not None:  # true of all that come, whatever became of the others
            self.breaker.failed(provider, blamed)
        if errors and len(errors) == len([one for one in told if one is not _LATER]):
            # What may have been painted is told first: it may have to be paid.
            kinds = (Timeout, Lost, ProviderError, Exception)
            error = next(one for kind in kinds for one in errors if isinstance(one, kind))
            if isinstance(error, ProviderError) and blamed is None:
                self.breaker.failed(provider, error)
            raise error
        return told

    def _provider(self, name: str) -> ImageProvider:
        """Raises BadKey when the operator has taken its key away since the order was accepted."""
        if name not in self._providers:
            raise BadKey(f"{name} is not set up any more")
        return self._providers[name]

    async def _taken(self, prompt: SafePrompt, part: Order, name: str, patience_s: float | None, *, wait: bool = True) -> object:
        """Handed in; once more after a while where it certainly was not taken (`again`), and nobody waits behind it meanwhile.

        Answers its ticket, or `_LATER` where there is no place and it shall not `wait` for one.
        """
        provider = self._provider(name)
        if not provider.remote:
            return await provider.submit(prompt, part)
        ticket = await self._spool.ticket(part.key)
        if ticket is not None:
            return ticket
        pause, left, until = self._pause_s, TRIES, asyncio.get_running_loop().time() + LONGEST
        while True:
            if wait:
                await self._line.place(name, provider, part.key, lambda: self._wanted(part), patience_s)
            elif not await self._line.at_once(name, provider, part.key, patience_s):
                return _LATER
            try:
                # Whoever waits for a place has not left: the time that a service has begins when its turn has come.
                async with self._line.turn(name, provider, part.key), asyncio.timeout(patience_s):
                    self.breaker.still(name)
                    return await self._handed_in(provider, prompt, part, name)
            except TimeoutError:
                late = Timeout("the order was not taken in time")
                late.owed = await self._over(part.key, name, free=False)
                raise late from None
            except (RateLimited, Unreachable) as error:
                asked = error.retry_after_s if isinstance(error, RateLimited) else None
                full = isinstance(error, RateLimited) and await self._line.busy(name, provider)
                left -= not (full and asyncio.get_running_loop().time() < until)  # a place that is ours already is no failure
                if not left or (asked or 0.0) > LONGEST_PAUSE_S:
                    raise
                if full and not wait:
                    return _LATER
                _log.info("provider.again", error=error, tries_left=left)
            await asyncio.sleep(max(pause, asked or 0.0))
            pause = min(pause * 2, self._pause_s * 2**TRIES)

    async def _handed_in(self, provider: ImageProvider, prompt: SafePrompt, part: Order, name: str) -> str:
        done = self._leaving[part.key] = asyncio.Event()
        try:
            return await self._left(provider, prompt, part, name)
        finally:
            del self._leaving[part.key]
            done.set()

    async def _left(self, provider: ImageProvider, prompt: SafePrompt, part: Order, name: str) -> str:
        """Noted before it leaves, and when its ticket is there. What was noted and has none is looked for."""
        if self._called_off(part.key):
            raise Problem("cancelled")
        ticket: str | None = None
        since = await self._spool.begun(part.key, self._now(), name, len(part.seeds))
        if since is not None and isinstance(provider, Findable):
            ticket = await self._looked_for(provider, part, since, name)
            if ticket is None:
                await self._spool.again(part.key, self._now(), name, len(part.seeds))
        if ticket is None:
            # It may have been let go of while it was noted, or while it waited in the line. What can not be looked for may have
            # left before a crash: then its note stays.
            await self._wanted(part, noted=since is None or isinstance(provider, Findable))
            began = self._now()
            try:
                ticket = await provider.submit(prompt, part)
            except (ProviderError, Problem) as error:
                if isinstance(error, Unreachable) or not isinstance(error, Timeout | Upstream):
                    await self._spool.stayed(part.key)  # certainly not taken
                    raise
                # It is paid for if it is there. It is not handed in once more: it may be on its way.
                with suppress(ProviderError):
                    if isinstance(provider, Findable) and await self._spool.alone(part.key, name):
                        ticket = await self._looked_for(provider, part, began, name)
                if ticket is None:
                    await self._over(part.key, name, free=not error.owed)
                    raise
        await self._spool.got(part.key, ticket)
        if self._called_off(part.key) and isinstance(provider, Stoppable):
            await self._given_up(provider, part.key, ticket, name)  # it was on its way when its person let go of it
        return ticket

    async def _looked_for(self, provider: Findable, part: Order, since: datetime, name: str) -> str | None:
        before = await self._spool.following(since, name)  # others' orders wait for no turn of this one's
        ticket = await provider.find(part, since, before, await self._spool.tickets(since - LOOKED_BACK))
        _log.info("provider.looked", order=part.key, found=ticket is not None)
        return ticket

    async def _wanted(self, part: Order, *, noted: bool = False) -> None:
        """Problem "cancelled" and those of `still`, unless it is paid for: its pictures lie in the spool.

        `noted`: and has not left; what is not wanted leaves no note.
        """
        try:
            if self._still is not None and not await self._spool.has(part.key):
                await self._still(part.key.rpartition("-")[0])
            if self._called_off(part.key):
                raise Problem("cancelled")  # noqa: TRY301 - for the note's sake
        except BaseException:
            if noted:
                await asyncio.shield(self._spool.stayed(part.key))
            raise

    def _called_off(self, part: str) -> bool:
        return part.rpartition("-")[0] in self._let_go

    async def _painted(self, prompt: SafePrompt, part: Mapping[str, Any], patience_s: float) -> Sequence[Painted]:
        name, order = str(part["provider"]), Order.of(part["order"])
        if "ticket" not in part:  # there was no place for it
            part = {**part, "ticket": await self._taken(prompt, order, name, patience_s)}
        ticket = str(part["ticket"])
        try:
            provider = self._provider(name)
            async with asyncio.timeout(None if isinstance(provider, Unhurried) else patience_s):
                painted = await provider.collect(prompt, order, ticket)
        except ProviderError as error:
            error.owed = error.owed or isinstance(error, BadKey)  # it may be painted there, and nobody can ask any more
            await self._over(order.key, name, free=not error.owed)
            if self._called_off(order.key):  # as we asked for: no fault of the provider's
                raise Problem("cancelled") from None
            raise
        except TimeoutError:
            silent = Timeout(f"no picture after {patience_s:g} s")
            silent.owed = not (isinstance(provider, Stoppable) and await self._given_up(provider, order.key, ticket, name))
            raise silent from None
        except Exception:  # what nobody foresaw: it may be painted, and holds no place
            await self._over(order.key, name, free=False)
            raise
        await self._over(order.key, name, free=False)
        return painted


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
