"""A circuit breaker per provider: who fails again and again rests for a while, and Auto steps around it."""

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from generation.providers.errors import BadKey, OutOfCredit, ProviderError

IN_A_ROW: Final = 3
REST_S: Final = 30.0
LONGEST_REST_S: Final = 600.0


@dataclass(slots=True)
class _State:
    failures: int = 0
    rests: int = 0
    until: float = 0.0
    tried: bool = False  # somebody was let through after a rest
    why: ProviderError | None = field(default=None)


class Breaker:
    """Counts what says something about a provider's health. Kept in memory: after a restart everybody has a new chance.

    Three such failures in a row, or a key or an account that is refused, and the provider rests for 30 s, then twice as long each
    time up to ten minutes. After a rest one order at a time is let through; the first that succeeds ends the matter.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._states: dict[str, _State] = {}

    def resting(self) -> frozenset[str]:
        """The providers that are not asked now."""
        now = self._clock()
        return frozenset(name for name, state in self._states.items() if state.until > now)

    def check(self, provider: str) -> None:
        """Raise what made the provider rest, if it rests. Otherwise whoever comes first after a rest tries it for all."""
        state = self._states.get(provider)
        if state is None or state.why is None:
            return
        if state.until > self._clock():
            raise _anew(state.why)
        state.until = self._clock() + REST_S  # the others wait for what becomes of this one
        state.tried = True

    def still(self, provider: str) -> None:
        """For who was let in and waited in a line: raise what made the provider rest meanwhile, if nobody tries it already."""
        state = self._states.get(provider)
        if state is not None and state.why is not None and not state.tried and state.until > self._clock():
            raise _anew(state.why)

    def taken(self, provider: str) -> None:
        """It took an order: the next need not wait for what becomes of that one."""
        state = self._states.get(provider)
        if state is not None and state.tried:
            state.until = self._clock()

    def succeeded(self, provider: str) -> None:
        """It painted."""
        self._states.pop(provider, None)

    def failed(self, provider: str, error: ProviderError) -> None:
        """Count it, if it is the provider's fault."""
        if not error.blames:
            return
        state = self._states.setdefault(provider, _State())
        state.failures += 1
        if state.why is not None and state.until > self._clock() and not state.tried:
            return  # it rests already: eight that were under way and fail together are no eight rests
        if state.failures >= IN_A_ROW or state.why is not None or isinstance(error, BadKey | OutOfCredit):
            state.until = self._clock() + min(REST_S * 2**state.rests, LONGEST_REST_S)
            state.rests += 1
            state.why = _anew(error)
            state.tried = False


def _anew(error: ProviderError) -> ProviderError:
    """The same for somebody else, whose order did not even leave: nothing is to be paid, and no traceback grows or holds words."""
    fresh = copy.copy(error)
    fresh.owed = False
    return fresh
