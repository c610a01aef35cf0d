"""Durable jobs: run once, in turns, by the right process; taken up after a restart; forgotten when they are old."""

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dbos import DBOS

from generation import jobs as jobs_module
from generation.jobs import Jobs
from storage.jobs_file import set_aside

Work = Callable[[int], Coroutine[None, None, None]]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not true():  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.02)


async def ended(jobs: Jobs, number: int) -> None:
    async with asyncio.timeout(15):
        while await jobs.open(number):  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.02)


class Worker:
    """Notes what it was given; a number in `hangs` is never done with."""

    def __init__(self, *hangs: int, seconds: float = 0.0) -> None:
        self.done: list[int] = []
        self.begun: list[int] = []
        self._hangs = hangs
        self._seconds = seconds

    async def __call__(self, number: int) -> None:
        self.begun.append(number)
        if number in self._hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(self._seconds)
        self.done.append(number)

    async def until(self, *numbers: int, begun: bool = False) -> None:
        await until(lambda: set(numbers) <= set(self.begun if begun else self.done))


@asynccontextmanager
async def at_work(folder: Path, work: Work, *queues: str, at_once: int = 4) -> AsyncIterator[Jobs]:
    """Jobs of one process."""
    jobs = Jobs(folder, work, at_once=at_once)
    await jobs.start(queues or ("chat",))
    try:
        yield jobs
    finally:
        await jobs.stop(grace_s=0)


@contextmanager
def held(folder: Path, *slots: int) -> Iterator[None]:
    """These slots belong to other processes, which live."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [(folder / f"slot-{slot}.lock").open("a+") for slot in slots]
    try:
        for file in files:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        for file in files:
            file.close()


async def test_enqueued_twice_is_one_job(tmp_path: Path) -> None:
    worker = Worker()
    async with at_work(tmp_path, worker) as jobs:
        for _ in range(2):
            await jobs.enqueue(7, queue="chat", person="ana")
        await worker.until(7)
        await jobs.enqueue(7, queue="chat", person="ana")
        await jobs.enqueue(8, queue="chat", person="ana")
        await worker.until(8)
        assert worker.begun == [7, 8]


async def test_what_was_interrupted_goes_on_at_the_next_start(tmp_path: Path) -> None:
    first = Worker(1, 2)
    async with at_work(tmp_path, first) as jobs:
        await jobs.enqueue(1, queue="chat", person="ana")
        await jobs.enqueue(2, queue="chat", person="bob")
        await first.until(1, begun=True)
        assert await jobs.open(1)
    second = Worker()
    async with at_work(tmp_path, second) as jobs:
        await second.until(1, 2)
        await asyncio.sleep(0.1)
        assert not await jobs.open(1)
    assert sorted(second.begun) == [1, 2]


async def test_what_had_begun_gets_its_turn_though_newer_jobs_wait_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold the places with a service for which they wait."""
    monkeypatch.setattr(jobs_module, "SLOW_TIMES", 1)
    first = Worker(1)
    async with at_work(tmp_path, first, at_once=1) as jobs:
        await jobs.enqueue(1, queue="chat", person="ana", slow=True)
        await first.until(1, begun=True)
        for number in range(2, 40):
            await jobs.enqueue(number, queue="chat", person=f"p{number}", slow=True)
    # Killed twice: what was resumed is resumed again.
    for _ in range(2):
        again = Worker(*range(1, 40))
        async with at_work(tmp_path, again, at_once=1):
            await again.until(1, begun=True)
    heir = Worker(*(number for number in range(2, 40) if number not in again.begun))
    async with at_work(tmp_path, heir, at_once=1) as jobs:
        await heir.until(*again.begun)
        # As when the jobs' own file was lost: the records know that it had begun.
        await jobs.enqueue(99, queue="chat", person="ana", slow=True, begun=True)
        await heir.until(99)


async def test_another_faces_jobs_are_left_alone(tmp_path: Path) -> None:
    worker = Worker(2)
    async with at_work(tmp_path, worker, "chat", "forum") as jobs:
        await jobs.enqueue(2, queue="forum", person="ana")
        await worker.until(2, begun=True)
    chat = Worker()
    async with at_work(tmp_path, chat, "chat") as jobs:
        await jobs.enqueue(1, queue="chat", person="ana")
        await jobs.enqueue(3, queue="forum", person="ana")
        await chat.until(1)
        await asyncio.sleep(0.5)  # two rounds of asking the queues
        assert await jobs.open(2)
        assert await jobs.open(3)
    assert chat.begun == [1]
    forum = Worker()
    async with at_work(tmp_path, forum, "forum"):
        await forum.until(2, 3)


async def test_a_dead_processs_jobs_are_adopted_but_only_by_who_can_deliver_them(tmp_path: Path) -> None:
    dead = Worker(1, 2)
    with held(tmp_path, 0, 1):
        async with at_work(tmp_path, dead, "chat", "forum") as jobs:
            await jobs.enqueue(1, queue="chat", person="ana")
            await jobs.enqueue(2, queue="forum", person="ana")
            await dead.until(1, 2, begun=True)
    assert (tmp_path / "slot-2.lock").exists()
    heir = Worker()
    async with at_work(tmp_path, heir, "chat") as jobs:
        await heir.until(1)
        await asyncio.sleep(0.5)
        assert await jobs.open(2)
    assert heir.begun == [1]


async def test_a_living_processs_jobs_are_not_touched(tmp_path: Path) -> None:
    other = Worker(1)
    async with at_work(tmp_path, other) as jobs:
        await jobs.enqueue(1, queue="chat", person="ana")
        await other.until(1, begun=True)
    newcomer = Worker()
    with held(tmp_path, 0):  # the slot in which job 1 runs
        async with at_work(tmp_path, newcomer) as jobs:
            await jobs.enqueue(2, queue="chat", person="bob")
            await newcomer.until(2)
            await asyncio.sleep(0.5)
    assert newcomer.begun == [2]


def test_every_process_has_a_slot_of_its_own_until_there_is_none(tmp_path: Path) -> None:
    name, lock = jobs_module._take_slot(tmp_path)
    other, other_lock = jobs_module._take_slot(tmp_path)
    assert (name, other) == ("slot-0", "slot-1")
    lock.close()
    again, again_lock = jobs_module._take_slot(tmp_path)
    assert again == "slot-0", "a slot is free as soon as its process is gone"
    with held(tmp_path, *range(2, 64)), pytest.raises(RuntimeError, match="64 processes"):
        jobs_module._take_slot(tmp_path)
    other_lock.close()
    again_lock.close()


async def test_many_jobs_of_one_do_not_hold_up_another(tmp_path: Path) -> None:
    worker = Worker(seconds=0.3)
    async with at_work(tmp_path, worker) as jobs:
        for number in range(1, 11):
            await jobs.enqueue(number, queue="chat", person="ana")
        await jobs.enqueue(99, queue="chat", person="bob")
        await worker.until(99)
        assert len(worker.done) < 8, "Bob's one did not wait for all of Ana's ten"


async def test_old_records_are_forgotten_and_open_jobs_are_not(tmp_path: Path) -> None:
    worker = Worker(2)
    async with at_work(tmp_path, worker) as jobs:
        await jobs.enqueue(1, queue="chat", person="ana")
        await jobs.enqueue(2, queue="chat", person="bob")
        await worker.until(1)
        await worker.until(2, begun=True)
        await asyncio.sleep(0.1)
        now = datetime.now(UTC)
        assert await jobs.forget_finished(now - timedelta(days=1)) == 0
        assert await jobs.forget_finished(now + timedelta(days=1)) == 1
        assert await DBOS.get_workflow_status_async("generation-1") is None
        assert await jobs.open(2)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("jobs.sqlite3*"))


async def test_a_job_that_ended_badly_may_be_enqueued_anew(tmp_path: Path) -> None:
    tries = 0

    async def work(_number: int) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise RuntimeError("once")

    async with at_work(tmp_path, work) as jobs:
        await jobs.enqueue(1, queue="chat", person="ana")
        await ended(jobs, 1)
        await jobs.enqueue(1, queue="chat", person="ana")
        assert not await jobs.open(1)
        assert b"generation-1" in on_disk(tmp_path)
        await jobs.forget(1, 2)
        assert b"generation-1" not in on_disk(tmp_path), "its steps' answers hold words"
        await jobs.enqueue(1, queue="chat", person="ana")
        assert await jobs.open(1)
        await until(lambda: tries == 2)
        await ended(jobs, 1)


async def test_insisting_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "INSISTS_AFTER_S", 0.01)
    tries: list[int] = []

    async def knock(number: int) -> str:
        tries.append(number)
        if len(tries) < 3:
            raise ConnectionError("nobody at home")
        return "come in"

    answers: list[str] = []

    async def work(number: int) -> None:
        answers.append(await Jobs.insist("knock", knock, number))

    async with at_work(tmp_path, work) as jobs:
        await jobs.enqueue(5, queue="chat", person="ana")
        await until(lambda: bool(answers))
    assert answers == ["come in"]
    assert tries == [5, 5, 5]


async def test_nothing_is_accepted_before_the_start(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path, Worker())
    with pytest.raises(RuntimeError, match="not started"):
        await jobs.enqueue(1, queue="chat", person="ana")
    await jobs.stop()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look like one" * 40, b"short"])
async def test_a_damaged_file_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "jobs.sqlite3"
    path.write_bytes(content)
    aside = set_aside(path)
    assert aside is not None
    assert aside.read_bytes() == content
    assert not path.exists()
    assert set_aside(path) is None


def test_a_sound_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "jobs.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE one (x)")
    assert set_aside(path) is None
    assert path.exists()
