"""The one private pool for CPU work: Pillow, ONNX, resvg and the encoder never run on the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """Two threads (measured: more only adds loop lag). Never `asyncio.to_thread`: DBOS makes that executor unbounded."""

    def __init__(self, threads: int = 2) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pincel-cpu")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in the pool and wait for it without blocking the loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*args, **kwargs))

    async def within(self, seconds: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `run`, but TimeoutError when it takes longer once a thread has begun with it: waiting for one does not count."""
        loop, begun = asyncio.get_running_loop(), list[float]()

        def noted() -> T:
            begun.append(loop.time())  # to wake the loop for this would cost the work its turn
            return work(*args, **kwargs)

        running = loop.run_in_executor(self._threads, noted)
        left = seconds
        try:
            while left > 0:
                if (await asyncio.wait((running,), timeout=left))[0]:
                    return await running
                left = begun[0] + seconds - loop.time() if begun else seconds
        finally:
            running.cancel()
        raise TimeoutError

    def close(self) -> None:
        """End the threads; work not yet begun is dropped."""
        self._threads.shutdown(wait=True, cancel_futures=True)
