"""Everything that can go wrong with a provider: one closed set, with what each means for the person, the operator and the purse.

Whatever the error, the person pays nothing: the units come back (`Pipeline._fail`). What differs is what they are told
(`problem`, a words key), what the operator reads in the log (`str(error)`), whether the same order is handed in again, and whether
the room's money comes back too (`owed`: generation/orders.py writes it down, part by part).
"""

from collections.abc import Callable
from typing import ClassVar

_TOLD = 300  # characters of a vendor's own words that go into the log


class ProviderError(Exception):
    """A provider did not paint. `text` is the vendor's own word, shortened; it goes to the log, never to a person.

    `problem`: the words key that the person reads (`problem-<key>`). `again`: the order was certainly not taken, so handing it in
    once more cannot pay twice. `blames`: it says something about the provider's health (a circuit breaker counts it). `owed`: the
    picture may have to be paid all the same; not so what was certainly not taken, or came to nothing by the vendor's own word.
    """

    problem: ClassVar[str]
    again: ClassVar[bool] = False
    blames: ClassVar[bool] = False
    owed: bool = False

    def __init__(self, text: str = "") -> None:
        self.text = " ".join(text.split())[:_TOLD].rstrip()
        super().__init__(self.text)  # what `repr` shows goes to the log as well

    def __str__(self) -> str:
        return f"{type(self).__name__}: {self.text}" if self.text else type(self).__name__

    def __reduce__(self) -> tuple[Callable[..., "ProviderError"], tuple[object, ...]]:
        # A durable job stores the error of a step and raises it again after a restart.
        return type(self), self._parts()

    def _parts(self) -> tuple[object, ...]:
        return (self.text,)


class Refused(ProviderError):
    """The vendor's own moderation said no. `stage` is "input" or "output"; `categories` are the vendor's words, possibly none."""

    problem = "provider-refused"

    def __init__(self, stage: str = "input", categories: tuple[str, ...] = (), text: str = "") -> None:
        super().__init__(text)
        self.stage = stage
        self.categories = categories

    def _parts(self) -> tuple[object, ...]:
        return self.stage, self.categories, self.text


class RateLimited(ProviderError):
    """Too many at once. `retry_after_s`: how long the vendor asked us to wait, or None."""

    problem = "provider-busy"
    again = True

    def __init__(self, retry_after_s: float | None = None, text: str = "") -> None:
        super().__init__(text)
        self.retry_after_s = retry_after_s

    def _parts(self) -> tuple[object, ...]:
        return self.retry_after_s, self.text


class OutOfCredit(ProviderError):
    """The operator's account has no money left, or its plan does not hold this model."""

    problem = "provider-out-of-credit"
    blames = True


class BadKey(ProviderError):
    """The vendor does not know the operator's key, or it may not do this."""

    problem = "provider-bad-key"
    blames = True


class BadRequest(ProviderError):
    """The vendor did not understand the order: our row or code is wrong. `field` is its name for the culprit, or ""."""

    problem = "provider-bad-request"

    def __init__(self, field: str = "", text: str = "") -> None:
        super().__init__(text)
        self.field = field

    def _parts(self) -> tuple[object, ...]:
        return self.field, self.text


class ModelGone(ProviderError):
    """The vendor has switched this model off. `replacement` is the vendor's name for the one to use instead, or ""."""

    problem = "provider-model-gone"

    def __init__(self, replacement: str = "", text: str = "") -> None:
        super().__init__(text)
        self.replacement = replacement

    def _parts(self) -> tuple[object, ...]:
        return self.replacement, self.text


class Timeout(ProviderError):
    """No answer in time. Whether the order was taken is not known, so it is looked for before it is handed in again."""

    problem = "provider-timeout"
    blames = True
    owed = True


class Upstream(ProviderError):
    """The vendor is broken, or answers what is no answer (a success without a picture is a failure)."""

    problem = "provider-down"
    blames = True


class Lost(Upstream):
    """The vendor took the order, and what came of it can not be had: it may have to be paid, so its money stays booked."""

    problem = "provider-lost"
    owed = True


class Unreachable(Upstream):
    """No connection came about: the order never left."""

    again = True
