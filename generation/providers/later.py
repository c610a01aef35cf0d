"""Vendors that paint later: an order is handed in, its job asked for until it has ended, and what came of it fetched."""

import asyncio
import json
import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

import structlog

from generation.catalog import Model
from generation.ports import Findable, Order, Painted
from generation.providers.base import Done, Given, Provider, taken
from generation.providers.errors import Lost, ProviderError, RateLimited, Timeout, Upstream
from generation.providers.http import Answer, Ask, packed, within
from generation.safety.prompt import SafePrompt

LONGEST_PAUSE_S: Final = 60.0  # whatever Retry-After says: a job is not forgotten
LOOKS: Final = 3  # at a job that was to be stopped
LOST_POLLS: Final = 5  # in a row: a vendor that is away for a moment still paints
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pending:
    """Not ready. `progress` is 0..1 where the vendor tells."""

    progress: float | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """Ready, and the vendor tells the pictures at another address, `result_url`, which is asked next and classified as well."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a vendor called the job, and where its state is read when it said so. `kept`: pictures that were brought there for it.

    Together they are the ticket.
    """

    ref: str
    url: str = ""
    kept: tuple[str, ...] = ()

    @property
    def ticket(self) -> str:
        """Text that survives a restart; holds no key."""
        return json.dumps([self.ref, self.url, *self.kept])

    @classmethod
    def of(cls, ticket: str) -> "Job":
        """The job of a ticket."""
        ref, url, *kept = json.loads(ticket)
        return cls(ref, url, tuple(kept))


class JobProvider(Provider, ABC):
    """Submit, poll, fetch. A vendor is its hooks: `headers`, `build`, `job_ref`, `poll_url`, `classify`, and `cancel` where it can.

    An order for several pictures comes in parts of the row's `provider_batch`, each noted in the spool (generation/orders.py).
    `poll_hosts`: where a vendor may keep the state of a job beside its base (with their subdomains); the key goes nowhere else.
    """

    poll_hosts: ClassVar[tuple[str, ...]] = ()
    first_s: ClassVar[float] = 1.0
    most_s: ClassVar[float] = 5.0
    grows: ClassVar[float] = 1.4

    @abstractmethod
    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """The request that hands the order in, without the headers that `headers` adds."""

    @abstractmethod
    def job_ref(self, answer: dict[str, Any]) -> Job:
        """What the vendor called the job. Raises ProviderError."""

    @abstractmethod
    def poll_url(self, job: Job) -> str:
        """Where its state is read."""

    @abstractmethod
    def classify(self, answer: dict[str, Any]) -> Pending | Ready | Done:
        """What a state means. Raises ProviderError for a job that came to nothing."""

    def result_url(self, job: Job) -> str:
        """Where a job that is `Ready` tells its pictures."""
        return self.poll_url(job)

    def cancel(self, job: Job) -> Ask | None:  # noqa: ARG002 - a hook: not every vendor has a way
        """The request that stops a job, or None where there is no way. Whether it did its state says (`give_up`)."""
        return None

    def ended(self, answer: Answer) -> ProviderError | None:  # noqa: ARG002 - a hook: most vendors do not
        """Why a job came to nothing, where a vendor says that with an HTTP failure; None: it could not be asked."""
        return None

    def drop(self, ref: str) -> Ask | None:  # noqa: ARG002 - a hook, as above
        """The request that deletes a picture that `prepared` brought, or None where none is kept."""
        return None

    @abstractmethod
    def headers(self) -> dict[str, str]:
        """Who we are."""

    async def prepared(self, given: Sequence[Given]) -> Sequence[Given]:
        """For vendors that want pictures uploaded first."""
        return given

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """Hand the order in; the ticket names the vendor's job. Never repeated here: it is paid."""
        row, given = self.row(order), await self._brought(order)
        kept = tuple(one.ref for one in given if one.ref)
        try:
            answer = await self._asked(await self._tools.pool.run(lambda: packed(self.build(prompt, order, row, given))))
            if not answer.ok:
                raise self.failure(answer)
            with taken():
                return replace(self.job_ref(await self.read(answer)), kept=kept).ticket
        except ProviderError as error:
            if not isinstance(error, Timeout):  # then it may be painting, and needs them
                await self._dropped(kept)
            raise

    async def _brought(self, order: Order) -> Sequence[Given]:
        """The pictures to go by, where the vendor wants them. What fails meanwhile has not left: nothing is to be paid."""
        try:
            return await self.prepared(await self.inputs(order))
        except ProviderError as error:
            error.owed = False
            raise
        except asyncio.CancelledError:
            if isinstance(self, Findable):  # of the others nobody knows what left before a crash
                await asyncio.shield(self._tools.spool.stayed(order.key))
            raise

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:  # noqa: ARG002 - the port's
        """Wait and fetch. However it ends, what was brought to the vendor for it does not stay there."""
        job = Job.of(ticket)
        try:
            painted = await self._waited(order, job)
        except ProviderError:
            await self._dropped(job.kept)
            raise
        await self._dropped(job.kept)
        return painted

    async def _waited(self, order: Order, job: Job) -> Sequence[Painted]:
        """Asked oftener at first. A lost poll is no lost job; after five in a row nobody knows: it may be painted."""
        with taken():
            url = self._own(self.poll_url(job))
        pause, lost, moved = self.first_s, 0, False
        while True:
            try:
                told = await self._told(url)
            except (RateLimited, Timeout, Upstream) as error:
                lost += 1
                if lost >= LOST_POLLS:
                    silent = error.again or isinstance(error, Timeout)
                    raise (Timeout if silent else Lost)(f"no word of the job: {error}") from None
                _log.info("poll.lost", provider=self.name, error=error)
                if isinstance(error, RateLimited):
                    pause = max(pause, min(error.retry_after_s or 0.0, LONGEST_PAUSE_S))
            except ProviderError as error:
                error.owed = True  # it says nothing of the job, which may be painted
                raise
            else:
                lost = 0
                state = self._state(told)
                with taken():
                    if isinstance(state, Done):
                        return await self.fetched(state.pictures, state.seeds or order.seeds)
                    if isinstance(state, Ready) and not moved:  # at once, but once: a vendor that goes on to say so is waited for
                        url, moved = self._own(self.result_url(job)), True
                        continue
            await asyncio.sleep(pause * random.uniform(0.9, 1.1))  # noqa: S311 - so that a hundred jobs do not ask in step
            pause = min(pause * self.grows, max(self.most_s, pause))

    async def _told(self, url: str) -> dict[str, Any] | ProviderError:
        """What is said of a job, or why it came to nothing. Raises ProviderError where it could not be asked."""
        answer = await self._asked(Ask("GET", url))
        if answer.ok:
            return await self.read(answer)
        if why := self.ended(answer):
            return why
        raise self.failure(answer)

    def _state(self, told: dict[str, Any] | ProviderError) -> Pending | Ready | Done:
        if isinstance(told, ProviderError):
            raise told
        return self.classify(told)

    async def give_up(self, ticket: str) -> bool:
        """Tell the vendor that nobody waits any more. Never raises a ProviderError: it was a courtesy.

        A thank you proves nothing, for a job may end in that moment: it is asked for once more or twice, and only a job that by the
        vendor's word has ended without a picture costs nothing.
        """
        job = Job.of(ticket)
        stopped = await self._courtesy("cancel", self.cancel(job)) and await self._nothing_came(job)
        await self._dropped(job.kept)
        return stopped

    async def _nothing_came(self, job: Job) -> bool:
        for _ in range(LOOKS):
            try:
                told = await self._told(self._own(self.poll_url(job)))
            except ProviderError:
                return False
            try:
                state = self._state(told)
            except ProviderError as error:
                return not error.owed
            if not isinstance(state, Pending):
                return False
            await asyncio.sleep(self.first_s)
        return False

    async def _dropped(self, refs: Sequence[str]) -> None:
        for ref in refs:
            await self._courtesy("drop", self.drop(ref))

    async def _courtesy(self, what: str, ask: Ask | None) -> bool:
        if ask is None:
            return False
        try:
            answer = await self._asked(ask)
            problem: object = "" if answer.ok else f"HTTP {answer.status}"
        except ProviderError as error:
            problem = error
        if problem:
            _log.info("courtesy.failed", provider=self.name, what=what, error=problem)
        return not problem

    def _own(self, url: str) -> str:
        """The address, if it is the vendor's. What a vendor names is asked with its key. Raises Upstream."""
        if not within(url, self.poll_hosts, self._base):
            raise Upstream("a job whose state is kept at a host that is not this vendor's")
        return url

    async def _asked(self, ask: Ask) -> Answer:
        self._own(ask.url)
        return await self._tools.http.send(replace(ask, headers={**self.headers(), **ask.headers}))
