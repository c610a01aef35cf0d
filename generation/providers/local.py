"""A diffusers model on this computer: it paints in a process of its own, one picture at a time, and nothing leaves the house."""

import asyncio
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Final

from generation.ports import Order, Painted
from generation.providers.base import Provider, Tools
from generation.providers.errors import BadRequest, Upstream
from generation.providers.fields import always, negative
from generation.providers.local_folder import Fault, index_of, lacking
from generation.providers.local_process import Limits, LocalProcess
from generation.safety.prompt import SafePrompt
from storage.problem import Problem

_WORKER: Final = "generation.providers.local_worker"
_REMEMBERED: Final = 1_000
_GB: Final = 1e9


class LocalProvider(Provider):
    """`base`: a folder as diffusers saves it. `options`: what its pipeline takes beside, "num_inference_steps=4&guidance_scale=0".

    The ticket is the order's key. A crash loses what was being painted, so whoever collects then has it painted again: it costs
    nothing but time. `remote`, so that tickets are noted and an order can be called off.
    """

    name: ClassVar[str] = "local"
    narrow = unhurried = True  # one picture after the other, whoever asked for it; the process has limits of its own

    def __init__(
        self,
        tools: Tools,
        *,
        base: str,
        key: str = "",
        options: str = "",
        command: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> None:
        """`command`: what starts the worker, for tests."""
        super().__init__(tools, base=base, key=key)
        self._folder = Path(base).expanduser()
        self._options = options
        worker = command or (sys.executable, "-m", _WORKER, "--model", str(self._folder))
        self._process = LocalProcess(worker, limits or Limits())
        self._turn = asyncio.Lock()  # first come, first served
        self._jobs: dict[str, asyncio.Task[str]] = {}
        self._done: dict[str, float] = {}
        self._let_go: deque[str] = deque(maxlen=_REMEMBERED)

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """Put the order in the queue. Raises BadRequest for what the model does not take."""
        self._begin(prompt, order)
        return order.key

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        """Wait for the picture. Raises ProviderError, and Problem "cancelled" when it was given up."""
        if ticket in self._let_go:
            raise Problem("cancelled")
        job = self._jobs.get(ticket) or self._begin(prompt, order)
        try:
            picture = await asyncio.shield(job)
        except asyncio.CancelledError:
            if job.cancelled():
                raise Problem("cancelled") from None
            raise
        finally:
            if job.done():
                self._jobs.pop(ticket, None)
        return await self.fetched([picture], order.seeds)

    async def give_up(self, ticket: str) -> bool:
        """Take it out of the queue, or stop it after the step that it is at."""
        self._let_go.append(ticket)
        if job := self._jobs.pop(ticket, None):
            job.cancel()
        return True

    def progress(self, ticket: str) -> float | None:
        """How far a picture is, 0..1; None where it waits or nothing is known of it."""
        return self._done.get(ticket)

    async def check(self) -> str:
        """Whether the folder and the packages are as they must be; the model is not loaded for that."""
        index = await self._tools.pool.run(_looked_at, self._folder)
        size = await self._tools.pool.run(_weight, self._folder)
        return f"{index['_class_name']}, {size / _GB:.1f} GB"

    async def close(self) -> None:
        """End the process with everything that it was doing."""
        jobs = [*self._jobs.values()]
        for job in jobs:
            job.cancel()
        self._process.kill()
        await asyncio.gather(*jobs, return_exceptions=True)
        await self._process.end()

    def _begin(self, prompt: SafePrompt, order: Order) -> asyncio.Task[str]:
        row = self.row(order)
        if order.inputs:
            raise BadRequest(order.inputs[0].role, f"{row.id} paints from words alone")
        fields = row.route.partition("?")[2]
        ask: dict[str, Any] = {
            "job": order.key,
            "prompt": self.words(prompt, row),
            "negative": negative(prompt, order, row),
            "width": order.width,
            "height": order.height,
            "seed": order.seeds[0],
            "fields": always(replace(row, route=f"?{fields}&{self._options}"))[1],
        }
        job = asyncio.create_task(self._painted(ask), name=f"local {order.key}")
        job.add_done_callback(_heard)
        self._jobs[order.key] = job
        return job

    async def _painted(self, ask: dict[str, Any]) -> str:
        async with self._turn:
            key = ask["job"]
            try:
                return await self._process.asked(ask, lambda done: self._done.update({key: done}))
            finally:
                self._done.pop(key, None)


def _heard(job: asyncio.Task[str]) -> None:
    """Whoever was to collect it may be gone: then its error is nobody's."""
    if not job.cancelled():
        job.exception()


def _looked_at(folder: Path) -> dict[str, Any]:
    try:
        index = index_of(folder)
    except Fault as fault:
        raise Upstream(str(fault)) from None
    if missing := lacking():
        raise Upstream(missing)
    return index


def _weight(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*/*.safetensors"))
