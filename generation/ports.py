"""The ports of this room: what a provider, a moderator and a scorer must be able to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol, Self, runtime_checkable

from generation.safety.prompt import SafePrompt
from storage.records import Audience, InputPicture

# Orders that are with a service at the same time where its row says no other number: most publish none, for it depends on the
# plan, and what is too much for them they put off themselves or take later.
AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Order:
    """What to paint, beside the words. `seeds` has one seed a picture; `key` is stable over retries (idempotency key).

    What is None or empty was not asked for, and the row has been asked whether the model takes the rest.
    """

    key: str
    model: str
    route: str
    ratio: str
    width: int
    height: int
    seeds: tuple[int, ...]
    style: str | None = None
    negative: str = ""
    quality: str | None = None
    resolution: str | None = None
    raw: bool | None = None
    creativity: str | None = None
    inputs: tuple[InputPicture, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """The order that `dataclasses.asdict` took apart."""
        inputs = tuple(InputPicture(**one) for one in stored.get("inputs", ()))
        return cls(**{**stored, "seeds": tuple(stored["seeds"]), "inputs": inputs})


@dataclass(frozen=True, slots=True)
class Painted:
    """One picture as the provider gave it: `data` are the original bytes, passed through unchanged.

    `drawn` are the prompt's words that are in it: none at all means an empty page, which nobody gets; None means that this painter
    can not tell.
    """

    data: bytes
    mime: str
    seed: int
    drawn: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()


class ImageProvider(Protocol):
    """Submit is a durable step of its own, collecting is the next: a crash between them must not pay twice.

    `remote`: its orders leave this process, and handing one in twice may cost twice.
    """

    remote: bool

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """Hand the order in; the answer is a ticket (text) that survives a restart."""
        ...

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        """Wait for the pictures of a ticket; one per seed."""
        ...


@runtime_checkable
class Findable(Protocol):
    """A provider that can look up what it was handed: after a crash nobody knows whether a paid order had left."""

    async def find(self, order: Order, since: datetime, before: datetime | None, taken: Collection[str]) -> str | None:
        """The ticket of this very order, handed in at `since` or later, that is none of `taken`; None when it never arrived.

        `before`: when the next order was about to leave, so this one had arrived by then or never did; None where there was none.
        """
        ...


@runtime_checkable
class Limited(Protocol):
    """A provider of which it is known how many orders may be with it at the same time."""

    at_once: int


@runtime_checkable
class Narrow(Protocol):
    """A provider that paints no more orders at the same time than it is handed: who is behind them waits for their pictures."""

    narrow: bool
    at_once: int


@runtime_checkable
class Unhurried(Protocol):
    """A provider with a line of its own, which itself ends what takes too long: who waits there is not given up for it."""

    unhurried: bool


@runtime_checkable
class Stoppable(Protocol):
    """A provider that can be told that nobody waits any more."""

    async def give_up(self, ticket: str) -> bool:
        """Whether by its own word nothing comes of it now, and nothing is to be paid. Never raises for what it says."""
        ...


@runtime_checkable
class Closable(Protocol):
    """A provider that has something to end when the house closes."""

    async def close(self) -> None:
        """Nothing is asked of it afterwards."""
        ...


class Verdict(StrEnum):
    """What a moderator thinks of a text or picture."""

    ALLOW = "allow"
    REVIEW = "review"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the rule that led to it (for example "lexicon.weapons") and the categories it touches."""

    verdict: Verdict
    rule: str = ""
    categories: tuple[str, ...] = ()


class Moderator(Protocol):
    """A layer of the guard. It judges text that the guard has already freed of disguises."""

    def judge(self, text: str, audience: Audience) -> Judgement:
        """CPU work of at most a few milliseconds; runs in the pool."""
        ...


class Judge(Protocol):
    """A model elsewhere that reads what the layers let pass: another opinion, which can only make the guard stricter."""

    async def judge(self, text: str, audience: Audience) -> Judgement | None:
        """None: no answer, so the layers' verdict stands. `text` is cleaned and at most as long as a prompt."""
        ...


@dataclass(frozen=True, slots=True)
class Score:
    """How near a guess is: `points` 0..100, `hits` the secret's elements (in the secret's words) that the guess named."""

    points: int
    hits: tuple[str, ...]
    elements: tuple[str, ...]


class Scorer(Protocol):
    """Scores by meaning, whichever of the three languages either side is in."""

    def score(self, secret: str, guess: str) -> Score:
        """CPU work of about 5 ms; runs in the pool."""
        ...
