"""The single writer: jobs from many people go into one transaction (group commit).

A commit costs as much as many upserts. While one transaction runs, the next jobs gather in the queue; each transaction takes
all that wait, up to `BATCH`. A job's answer is given only after the commit that holds it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.problem import Problem

T = TypeVar("T")
QUEUE: Final = 1_000  # jobs that may wait; who comes later waits to get into the queue
BATCH: Final = 64  # jobs in one transaction: bounds how long other writes wait


@dataclass(frozen=True, slots=True, eq=False)
class _Job(Generic[T]):
    work: Callable[[AsyncConnection], Awaitable[T]]
    answer: asyncio.Future[T]


class Writer(Generic[T]):
    """Start it inside the loop; `close` writes all that was handed in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: asyncio.Queue[_Job[T]] = asyncio.Queue(QUEUE)
        self._closed = False
        self._task = asyncio.create_task(self._run(), name="storage-writer")

    async def write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Do `work` in the next transaction and answer after its commit.

        `work` checks first and writes then: a Problem that it raises goes to its caller alone, and must not leave writes behind.
        It may be run again from the start when another job of its transaction failed. Who stops waiting does not stop the work.
        """
        if self._closed:
            raise RuntimeError("the storage is closed")
        job: _Job[T] = _Job(work, asyncio.get_running_loop().create_future())
        await self._queue.put(job)
        return await job.answer

    async def close(self) -> None:
        """Write what waits, then end."""
        self._closed = True
        await self._queue.join()
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _run(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            try:
                await self._together(batch)
            finally:
                for _ in batch:
                    self._queue.task_done()

    async def _together(self, batch: list[_Job[T]]) -> None:
        """All jobs in one transaction; if it breaks, each in its own, so that only the broken one fails."""
        outcomes: list[T | Problem] = []
        try:
            async with self._database.writing() as connection:
                for job in batch:
                    try:
                        outcomes.append(await job.work(connection))
                    except Problem as problem:
                        outcomes.append(problem)
        except Exception as error:  # noqa: BLE001 - whatever it was is handed to the one who asked for it
            if len(batch) == 1:
                _settle(batch[0], error)
            else:
                for job in batch:
                    await self._together([job])
            return
        for job, outcome in zip(batch, outcomes, strict=True):
            _settle(job, outcome)


def _settle(job: _Job[T], outcome: T | Exception) -> None:
    if job.answer.done():  # its caller has stopped waiting
        return
    if isinstance(outcome, Exception):
        job.answer.set_exception(outcome)
    else:
        job.answer.set_result(outcome)
