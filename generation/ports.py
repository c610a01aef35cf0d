"""The ports of this room: what a provider, a moderator and a scorer must be able to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from generation.safety.prompt import SafePrompt
from storage.records import Audience


@dataclass(frozen=True, slots=True)
class Order:
    """What to paint, beside the words. `seeds` has one seed a picture; `key` is stable over retries (idempotency key)."""

    key: str
    model: str
    route: str
    ratio: str
    width: int
    height: int
    seeds: tuple[int, ...]
    style: str | None = None


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
    """Submit is a durable step of its own, collecting is the next: a crash between them must not pay twice."""

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """Hand the order in; the answer is a ticket (text) that survives a restart."""
        ...

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        """Wait for the pictures of a ticket; one per seed."""
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
