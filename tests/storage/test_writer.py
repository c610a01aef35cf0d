"""The single writer: jobs share transactions, only the broken one fails, and closing writes what waits."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import writer as writing
from storage.problem import Problem
from storage.schema import person
from storage.storage import Storage
from storage.writer import Writer

Work = Callable[[AsyncConnection], Awaitable[int]]


def adding(name: str) -> Work:
    """Adds one person; answers how many there are then."""

    async def work(connection: AsyncConnection) -> int:
        await connection.execute(insert(person).values(platform="test", member=name, name=name))
        return int((await connection.execute(select(func.count()).select_from(person))).scalar_one())

    return work


async def refused(_connection: AsyncConnection) -> int:
    raise Problem("vote-closed")


async def broken(connection: AsyncConnection) -> int:
    await adding("first")(connection)  # "first" is there already, or its own second time is refused
    return await adding("first")(connection)


async def names(storage: Storage) -> set[str]:
    async with storage._database.reading() as connection:
        return set((await connection.execute(select(person.c.member))).scalars())


async def test_a_crowd_shares_transactions(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    commits = 0
    real = storage._database.writing

    def counted() -> object:
        nonlocal commits
        commits += 1
        return real()

    monkeypatch.setattr(storage._database, "writing", counted)
    writer: Writer[int] = Writer(storage._database)
    answers = await asyncio.gather(*(writer.write(adding(str(number))) for number in range(100)))
    await writer.close()
    assert answers == list(range(1, 101))
    assert commits <= 3


async def test_only_the_broken_one_fails(storage: Storage) -> None:
    writer: Writer[int] = Writer(storage._database)
    jobs: list[Work] = [adding("a"), refused, adding("b"), broken, adding("c")]
    outcomes = await asyncio.gather(*(writer.write(job) for job in jobs), return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == ["int", "Problem", "int", "IntegrityError", "int"]
    assert await names(storage) == {"a", "b", "c"}
    await writer.close()


async def test_closing_writes_what_waits_also_before_a_full_queue(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "QUEUE", 5)
    monkeypatch.setattr(writing, "BATCH", 2)
    writer: Writer[int] = Writer(storage._database)
    jobs = [asyncio.create_task(writer.write(adding(str(number)))) for number in range(30)]
    await asyncio.sleep(0)
    await writer.close()
    assert await asyncio.gather(*jobs) == list(range(1, 31))
    with pytest.raises(RuntimeError, match="closed"):
        await writer.write(adding("late"))


async def test_who_stops_waiting_does_not_stop_the_work(storage: Storage) -> None:
    writer: Writer[int] = Writer(storage._database)
    impatient = asyncio.create_task(writer.write(adding("impatient")))
    patient = asyncio.create_task(writer.write(adding("patient")))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 2
    assert impatient.cancelled()
    assert await names(storage) == {"impatient", "patient"}
    await writer.close()


async def test_a_cancelled_write_leaves_nothing_and_blocks_nobody(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    inside = asyncio.Event()

    async def slow() -> None:
        async with storage._database.writing() as connection:
            await adding("half")(connection)
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await inside.wait()
    task.cancel()
    await asyncio.wait([task])
    async with storage._database.writing() as connection:
        assert await adding("whole")(connection) == 1
    await storage.close()
