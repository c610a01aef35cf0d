"""How often one person may call: a token bucket each, bounded in number."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

PEOPLE_KEPT = 10_000
HAIR_S = 1e-6


class RateLimit:
    """`burst` calls at once, refilled at `per_minute`. In memory on purpose: after a restart everybody starts fresh."""

    def __init__(self, *, per_minute: float = 30, burst: int = 12, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_minute / 60
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait_s(self, who: Hashable) -> float:
        """0 when this call is fine (and counted), else the whole seconds after which the next one is."""
        now = self._clock()
        left, then = self._buckets.pop(who, (float(self._burst), now))
        left = min(float(self._burst), left + (now - then) * self._per_second)
        allowed = left >= 1 - HAIR_S
        self._buckets[who] = (left - 1 if allowed else left, now)
        if len(self._buckets) > PEOPLE_KEPT:
            self._buckets.popitem(last=False)
        # Rounded up, a hair aside: who waits for as long as was said gets in.
        return 0.0 if allowed else float(math.ceil((1 - left) / self._per_second - HAIR_S))
