"""What all providers share: how an HTTP failure is told, how pictures go in and come out, and the base of submit-and-poll."""

import asyncio
import json
import random
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final
from urllib.parse import parse_qsl

import structlog

from generation.catalog import Catalog, Model
from generation.imaging.masks import mask_for
from generation.imaging.upload import to_send
from generation.pool import Pool
from generation.ports import AT_ONCE, Order, Painted
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Timeout,
    Unreachable,
    Upstream,
)
from generation.providers.http import Answer, Ask, Http, decoded, encoded, packed, within
from generation.rows import Prompting
from generation.safety.prompt import SafePrompt
from generation.spool import Spool

Pictures = Callable[[str], Awaitable[bytes]]  # the bytes of a stored picture by its sha256
LONGEST_PAUSE_S: Final = 60.0  # whatever Retry-After says: a job is not forgotten
LOOKS: Final = 3  # at a job that was to be stopped
LOST_POLLS: Final = 5  # in a row: a vendor that is away for a moment still paints
SEEDS: Final = 2**63  # that the records hold: a vendor may name a larger one
MASK: Final = "mask"  # the role whose picture belongs to the first of the others
_TAG: Final = re.compile(r"<(?=/?[^\W\d])")
_BELOW: Final = re.compile(r":(?: *-)+(?= *[\w.])")  # "(clothes:-2)" paints what is left when they are taken away
_TOO_MANY: Final = 429
_GONE: Final = 410
_THEIR_FAULT: Final = 500
_MEANING: Final[Mapping[int, Callable[[str], ProviderError]]] = {
    401: BadKey,
    402: OutOfCredit,
    403: BadKey,
    408: Timeout,
    504: Timeout,
}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What every provider is given: the client, the rows, the pool for CPU work, the stored pictures and the spool."""

    http: Http
    catalog: Catalog
    pool: Pool
    pictures: Pictures
    spool: Spool


@dataclass(frozen=True, slots=True)
class Given:
    """An input picture with its bytes as they leave the house: encoded anew, nothing but pixels. See Order.inputs.

    `url` and `ref`: where the vendor keeps it and what it calls it, once `prepared` has brought it there.
    """

    role: str
    data: bytes
    mime: str
    strength: float | None
    url: str = ""
    ref: str = ""

    @property
    def text(self) -> str:
        """Its bytes in base64. CPU work."""
        return encoded(self.data)


@dataclass(frozen=True, slots=True)
class Pending:
    """Not ready. `progress` is 0..1 where the vendor tells."""

    progress: float | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """Ready, and the vendor tells the pictures at another address, `result_url`, which is asked next and classified as well."""


@dataclass(frozen=True, slots=True)
class Done:
    """Ready: addresses, `data:` URLs or bare base64, one a picture; seeds where the vendor tells them."""

    pictures: Sequence[str]
    seeds: Sequence[int] = ()


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


class Provider:
    """The part that does not depend on how a vendor hands pictures out. `hosts`: where its results lie (with their subdomains).

    `at_once`: how many orders may be handed in at the same time, as its row says (bot/painters.py).
    """

    remote = True
    at_once: int = AT_ONCE
    name: ClassVar[str]
    hosts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, tools: Tools, *, base: str, key: str = "") -> None:
        self._tools = tools
        self._base = base.rstrip("/")
        self._key = key

    def row(self, order: Order) -> Model:
        """The model's row, which says what the vendor calls things. Raises ModelGone when the row was deleted meanwhile."""
        row = self._tools.catalog.row(order.model)
        if row is None:
            raise ModelGone(text=f"{order.model} has no row")
        return row

    @staticmethod
    def words(prompt: SafePrompt, row: Model) -> str:
        """The prompt as this kind of model understands it: the whole metaprompt, or the words and what the picture shall be.

        A model that can not read so much gets the shorter one. Raises BadRequest where that is too long for it as well.
        """
        most = row.prompt_most or len(prompt.text)
        text = prompt.text if row.prompting is Prompting.INSTRUCTIONS and len(prompt.text) <= most else prompt.positive
        if 0 < row.prompt_most < len(text):
            raise BadRequest("prompt", f"{len(text)} characters for {row.id}, which reads {row.prompt_most}")
        return text

    async def inputs(self, order: Order) -> tuple[Given, ...]:
        """The order's input pictures; a mask in the size of the first other one, in the form that the row says.

        Raises Problem "picture-gone", what to_send and what mask_for raise.
        """
        given: list[Given] = []
        for one in sorted(order.inputs, key=lambda one: one.role == MASK):
            data = await self._tools.pool.run(to_send, await self._tools.pictures(one.sha256))
            if one.role == MASK:
                if not given:
                    raise BadRequest(MASK, "a mask without a picture")
                data = await self._tools.pool.run(mask_for, data, given[0].data, self.row(order).inputs.mask.edit)
            mime = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
            given.append(Given(one.role, data, mime, one.strength))
        return tuple(given)

    async def fetched(self, found: Sequence[str], seeds: Sequence[int]) -> tuple[Painted, ...]:
        """The pictures themselves, at most one a seed. Raises Upstream when there is none: that was no success."""
        pictures = []
        for source, seed in zip(found, seeds, strict=False):
            inline = source.startswith("data:") or not source.startswith(("https://", "http://"))
            data, mime = (
                await self._tools.pool.run(decoded, source)
                if inline
                else await self._tools.http.download(source, hosts=self.hosts, trusted=self._base)
            )
            pictures.append(Painted(data, mime, seed % SEEDS))
        if not pictures:
            raise Upstream("a success without a picture")
        return tuple(pictures)

    async def read(self, answer: Answer) -> dict[str, Any]:
        """An answer that must be an object. Raises Upstream."""
        return await self._tools.pool.run(answer.object) if answer.large else answer.object()

    async def check(self) -> str | None:
        """A free and harmless look, for `pincel doctor`: a short text of facts, or None where this vendor has no such look.

        Raises what an order would: BadKey, OutOfCredit, Unreachable ...
        """
        return None

    def failure(self, answer: Answer) -> ProviderError:
        """What an HTTP status that is no success means. Vendors with words of their own look at those first, then come here."""
        text = f"HTTP {answer.status} {answer.said}"
        text = text.replace(self._key, "…") if self._key else text  # some repeat the key that they do not know
        if answer.status == _TOO_MANY:
            return RateLimited(answer.retry_after_s, text)
        if answer.status == _GONE:
            return ModelGone(text=text)
        if answer.status in _MEANING:
            return _MEANING[answer.status](text)
        return BadRequest("", text) if answer.status < _THEIR_FAULT else Upstream(text)


@contextmanager
def taken() -> Iterator[None]:
    """What was handed in has arrived: what is wrong with the answer is no reason to believe that nothing is to be paid."""
    try:
        yield
    except Unreachable:
        raise
    except Upstream as error:
        raise Lost(error.text) from None


def wire(row: Model) -> tuple[str, dict[str, str]]:
    """The name that stands in a row's route (possibly ""), and the fields that go with every order: those after its "?"."""
    name, _, fields = row.route.partition("?")
    return name, dict(parse_qsl(fields.replace("+", "%2B")))  # samplers are called "DPM++ 2M"


def untagged(text: str) -> str:
    """Words that open no tag and weigh nothing below zero: local servers read "<lora:...>" and weights out of a prompt."""
    return _BELOW.sub(":", _TAG.sub(" ", text))


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
        row, given = self.row(order), await self.prepared(await self.inputs(order))
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
