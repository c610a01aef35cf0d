"""An idle bot holds little: what only work needs comes with the first work, and what a start has freed goes back to the system."""

import ctypes
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from generation.pool import Pool
from generation.ports import ImageProvider, Order, Painted, Score, Scorer
from generation.safety.prompt import SafePrompt

T = TypeVar("T")


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


async def give_back(pool: Pool) -> None:
    """Return free memory, about 5 MiB after a start (some 10 ms, off the loop); nothing where the C library knows no such call."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # TypeError: Windows has no such library
        return
    trim = getattr(library, "malloc_trim", None)
    if trim is not None:
        await pool.run(trim, 0)
