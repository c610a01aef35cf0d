"""An idle bot holds little: what only work needs comes with the first work, and what a start has freed goes back to the system."""

import ctypes
import gc
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Generic, TypeVar

from generation.pool import Pool
from generation.ports import ImageProvider, Order, Painted, Score, Scorer
from generation.safety.prompt import SafePrompt

T = TypeVar("T")
_FULL: Final = 2  # the generation of objects whose collection is a full one


class Lazy(Generic[T]):
    """Something that is made when it is first asked for: once, by whichever thread comes first."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._made: list[T] = []
        self._making = threading.Lock()

    def __call__(self) -> T:
        """It; whoever comes while it is being made waits. What could not be made is tried again by the next."""
        with self._making:
            if self._make is not None:
                self._made.append(self._make())
                self._make = None
            return self._made[0]


class LaterScorer:
    """A scorer that is loaded with the first guess."""

    def __init__(self, scorer: Lazy[Scorer]) -> None:
        self._scorer = scorer

    def score(self, secret: str, guess: str) -> Score:
        """Satisfies ports.Scorer."""
        return self._scorer().score(secret, guess)


class LaterPainter:
    """A painter of this process that is loaded, in the pool, with its first order."""

    remote = False

    def __init__(self, painter: Lazy[ImageProvider], pool: Pool) -> None:
        self._painter, self._pool = painter, pool

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """Satisfies ports.ImageProvider."""
        return await (await self._pool.run(self._painter)).submit(prompt, order)

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        """Satisfies ports.ImageProvider."""
        return await (await self._pool.run(self._painter)).collect(prompt, order, ticket)


class ShortPauses:
    """Keeps the garbage collector's pauses short: what a start has made is there to stay, and need not be looked through each time.

    A full collection looks at every object there is: 180,000 after a start, 80 to 100 ms in which nobody is answered. So they are
    set aside (gc.freeze), and once more after a collection that took long: the first picture brings its own 50,000. Only some
    times, for what is set aside in a ring is never freed.
    """

    def __init__(self, *, long_s: float = 0.015, times: int = 5) -> None:
        self._long_s = long_s
        self._left = times
        self._began = 0.0

    def begin(self) -> None:
        """Set aside what is there now, and watch from now on."""
        gc.collect()
        gc.freeze()
        gc.callbacks.append(self.watch)

    def end(self) -> None:
        """Watch no more; what is set aside is looked at again."""
        gc.callbacks.remove(self.watch)
        gc.unfreeze()

    def watch(self, phase: str, info: Mapping[str, int]) -> None:
        """What the collector calls at the beginning and at the end of each of its rounds."""
        if info["generation"] < _FULL:
            return
        if phase == "start":
            self._began = time.perf_counter()
        elif time.perf_counter() - self._began >= self._long_s and self._left:
            self._left -= 1
            gc.freeze()


async def give_back(pool: Pool) -> None:
    """Return free memory, about 5 MiB after a start (some 10 ms, off the loop); nothing where the C library knows no such call."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # TypeError: Windows has no such library
        return
    trim = getattr(library, "malloc_trim", None)
    if trim is not None:
        await pool.run(trim, 0)
