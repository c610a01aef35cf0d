"""Durable jobs: what was accepted is finished, also after a crash, with DBOS Transact on its own SQLite file."""

import asyncio
import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar

import structlog
from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID, StepOptions, WorkflowStatus

from storage.jobs_file import fold, jobs_engine, set_aside

P = ParamSpec("P")
T = TypeVar("T")
Workflow = Callable[[int], Coroutine[Any, Any, None]]

# Raise it only when the order of the steps changes: DBOS resumes jobs of the same version only (its default, a hash of the code,
# would do so at every deployment). A job of another version is let go at the next start; the pipeline sees in its records that
# the wish is still owed and begins it anew, with the same key for the provider.
VERSION = "jobs-v2"
FILE = "jobs.sqlite3"
POLL_S = 0.2
EACH = 2  # jobs of one person at once
SLOW_TIMES = 64  # as many jobs that mostly wait at once as such that work here: a service that hangs keeps few of them
AGAIN_POLL_S = 1.0  # a start puts something there, and seldom anything else
INSISTS = 3  # times, a second and two apart: longer would keep the others waiting (the pipeline comes back to it)
INSISTS_AFTER_S = 1.0
_FINISHED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_log = structlog.get_logger(__name__)


class Jobs:
    """Three queues per face, the first two with a partition per person: somebody's fifty jobs do not delay another person's one.

    What mostly waits (slow models, and whatever a service paints) has a queue of its own, where many run at once, so that what is
    painted here never waits for it. What of that had begun when a process ended goes on in the third, all at once: it may hold
    places with a service (`line.py`) for which newer jobs wait, and would never get a turn behind those.

    A process works only on the queues of its own faces, so that a result is delivered by the process that can. `folder` gets
    `jobs.sqlite3` and one lock file per running process (slot). DBOS's executor id is the slot and something new at every start:
    two processes must never share it, or each would run the other's jobs again, and DBOS itself takes up nothing: `_adopt` does.
    """

    def __init__(self, folder: Path, work: Workflow, *, at_once: int = 4) -> None:
        self._folder = folder
        self._work = work
        self._at_once = at_once
        self._file = jobs_engine(folder / FILE)
        self._lock: IO[str] | None = None
        self._life = ""
        # DBOS blocks while it starts, enqueues and stops. asyncio's own executor is not for this: DBOS replaces it.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="pincel-jobs")
        self._handler: Workflow | None = None
        self._running: set[asyncio.Task[object]] = set()
        self._stopping = False

    async def start(self, queues: Sequence[str]) -> None:
        """Open the queues and take up what a crash left behind. Must run inside the loop on which the jobs shall run."""
        self._folder.mkdir(parents=True, exist_ok=True)
        slot, self._lock = _take_slot(self._folder)
        damaged = await asyncio.get_running_loop().run_in_executor(self._threads, set_aside, self._folder / FILE)
        if damaged is not None:
            _log.error("jobs.file_damaged", moved_to=str(damaged))
        self._life = f"{slot}.{secrets.token_hex(4)}"
        config: DBOSConfig = {
            "name": "pincel",
            "system_database_url": str(self._file.url),
            "system_database_engine": self._file,
            "application_version": VERSION,
            "executor_id": self._life,
            # Nothing here waits for DBOS's messages, so its poller has nothing to ask; but stopping waits for its next round.
            "notification_listener_polling_interval_sec": 0.1,
            "log_level": "ERROR",
            "console_log_level": "ERROR",
        }
        DBOS(config=config)
        work = self._work

        @DBOS.workflow(name="paint")
        async def paint(generation_id: int) -> None:
            task = asyncio.current_task()
            if task is None or self._stopping:
                # Taken from the queue in the last moment: the next start takes it up.
                raise asyncio.CancelledError
            self._running.add(task)
            try:
                await work(generation_id)
            finally:
                self._running.discard(task)

        self._handler = paint
        lanes = [(name, slow) for name in queues for slow in (False, True)]
        again = [_resumed(_queue(name, slow=True)) for name in queues]
        DBOS.listen_queues([_queue(name, slow=slow) for name, slow in lanes] + again)
        # Launched inside the loop: the workflows then run on this loop and may use its objects.
        DBOS.launch()
        for name, slow in lanes:
            at_once = self.width(slow=slow)
            await DBOS.register_queue_async(
                _queue(name, slow=slow), worker_concurrency=at_once, partition_concurrency=EACH, polling_interval_sec=POLL_S
            )
        for queue in again:
            await DBOS.register_queue_async(queue, polling_interval_sec=AGAIN_POLL_S)
        await self._adopt(slot)
        await self._let_go(await DBOS.list_workflows_async(status="ENQUEUED", load_input=False, load_output=False))

    async def enqueue(self, generation_id: int, *, queue: str, person: str, slow: bool = False, begun: bool = False) -> None:
        """Commit a job; enqueuing the same generation twice is one job. `slow`: it mostly waits. `begun`: by an earlier job."""
        if self._handler is None:
            raise RuntimeError("The jobs are not started")
        # Who it is stands in the records only, where /forget deletes it.
        key = hashlib.blake2b(person.encode(), digest_size=8).hexdigest()
        own = _queue(queue, slow=slow)
        lane = _resumed(own) if begun else own
        with SetWorkflowID(f"generation-{generation_id}"), SetEnqueueOptions(queue_partition_key=key if lane == own else None):
            await DBOS.enqueue_workflow_async(lane, self._handler, generation_id)

    def width(self, *, slow: bool) -> int:
        """How many jobs of that kind this process works on at once, of one platform."""
        return self._at_once * (SLOW_TIMES if slow else 1)

    async def open(self, generation_id: int) -> bool:
        """Whether a job for this generation waits or runs."""
        job = await DBOS.get_workflow_status_async(f"generation-{generation_id}")
        return job is not None and job.status not in _FINISHED

    async def forget(self, *generation_ids: int) -> None:
        """Delete the records of jobs that have ended, if there are any, without a trace: then they may be enqueued anew."""
        await DBOS.delete_workflows_async([f"generation-{one}" for one in generation_ids])
        await asyncio.get_running_loop().run_in_executor(self._threads, fold, self._file)

    @staticmethod
    async def step(name: str, work: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a part of a job once: after a crash its stored answer is used instead.

        `work` is an async function itself (DBOS runs a lambda that returns a coroutine in a thread); it takes and returns plain
        str, int, list and dict only, for DBOS pickles them.
        """
        return await DBOS.run_step_async({"name": name}, work, *args, **kwargs)

    @staticmethod
    async def insist(name: str, work: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """A step that is tried again for a while when it raises, because it talks to somebody who may be away for a moment."""
        again: StepOptions = {"name": name, "retries_allowed": True, "max_attempts": INSISTS, "interval_seconds": INSISTS_AFTER_S}
        return await DBOS.run_step_async(again, work, *args, **kwargs)

    async def _adopt(self, own: str) -> None:
        """Free the jobs of processes that died: their slot's lock is free, and we hold it while we do.

        They go on first, for whoever serves that face: nobody else could deliver them.
        """
        for path in sorted(self._folder.glob("slot-*.lock")):
            lock = None if path.stem == own else _try_lock(path)
            if lock is None and path.stem != own:
                continue
            try:
                under_way = await DBOS.list_workflows_async(status="PENDING", load_input=False, load_output=False)
                left = [job for job in under_way if job.executor_id != self._life and _slot(job.executor_id) == path.stem]
                for job in await self._let_go(left):
                    _log.info("job.adopted", job=job.workflow_id, slot=path.stem)
                    await DBOS.resume_workflow_async(job.workflow_id, queue_name=_resumed(job.queue_name or ""))
            finally:
                if lock is not None:
                    lock.close()

    @staticmethod
    async def _let_go(left: Sequence[WorkflowStatus]) -> Sequence[WorkflowStatus]:
        """Delete those of these jobs, on which nobody works, that are of other versions: nobody would ever resume them."""
        old = [job.workflow_id for job in left if job.app_version not in (VERSION, None)]
        if old:
            _log.info("jobs.of_another_version", jobs=old, version=VERSION)
            await DBOS.delete_workflows_async(old)
        return [job for job in left if job.workflow_id not in old]

    async def forget_finished(self, before: datetime) -> int:
        """Delete the records of at most 1,000 jobs accepted before that time that have ended; DBOS itself keeps them for ever."""
        old = await DBOS.list_workflows_async(status=list(_FINISHED), end_time=before.isoformat(), limit=1000, load_input=False)
        if old:
            await DBOS.delete_workflows_async([job.workflow_id for job in old])
            await asyncio.get_running_loop().run_in_executor(self._threads, fold, self._file)
        return len(old)

    async def stop(self, grace_s: int = 20) -> None:
        """Take no more jobs and let those under way end, for at most `grace_s`; the next start takes up the rest."""
        self._stopping = True
        grace_s = grace_s if self._running else 0
        loop = asyncio.get_running_loop()
        # Off the loop: DBOS waits for threads which themselves wait for this loop.
        await loop.run_in_executor(
            self._threads, lambda: DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=grace_s)
        )
        # They would go on without a queue to report to, upon a storage that is about to be closed.
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        self._threads.shutdown(wait=True)
        self._handler = None
        self._file.dispose()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _queue(name: str, *, slow: bool = False) -> str:
    return f"paint-{name}-slow" if slow else f"paint-{name}"


def _resumed(queue: str) -> str:
    """Where a job of this queue goes on that had begun."""
    return f"{queue.removesuffix('-slow')}-again" if queue.endswith("-slow") else queue


def _slot(executor: str | None) -> str:
    return (executor or "").partition(".")[0]


def _take_slot(folder: Path) -> tuple[str, IO[str]]:
    """The first free slot and its lock, which the kernel frees when the process ends, however it ends."""
    for number in range(64):
        path = folder / f"slot-{number}.lock"
        lock = _try_lock(path)
        if lock is not None:
            return path.stem, lock
    raise RuntimeError(f"64 processes already work in {folder}")


def _try_lock(path: Path) -> IO[str] | None:
    lock = path.open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
