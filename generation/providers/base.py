"""What all providers share: how an HTTP failure is told, and how pictures go in and come out."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from urllib.parse import parse_qsl

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
from generation.providers.http import Answer, Http, decoded, encoded
from generation.rows import Prompting
from generation.safety.prompt import SafePrompt
from generation.spool import Spool

Pictures = Callable[[str], Awaitable[bytes]]  # the bytes of a stored picture by its sha256
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
class Done:
    """Ready: addresses, `data:` URLs or bare base64, one a picture; seeds where the vendor tells them."""

    pictures: Sequence[str]
    seeds: Sequence[int] = ()


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
