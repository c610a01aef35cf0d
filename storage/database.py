"""The connections: several that read, one that writes; every write is one immediate transaction.

SQLite has one writer at a time. Writers therefore queue here, inside the process and in order, for the one connection that writes;
`BEGIN IMMEDIATE` takes SQLite's own lock at once, so what a transaction has read is still true when it writes. Readers see the last
commit (WAL) and never wait for the writer.
"""

import errno
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Table, and_, event, insert, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.problem import Problem

READERS: Final = 4
FOLD_MS: Final = 1000
BUSY: Final = "busy_timeout=5000"  # another process, such as `pincel db backup`, may hold the lock
# FULL: what was accepted survives a power cut, too. Votes share commits (`writer.py`), so the price is small.
PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    BUSY,
    "cache_size=-64000",  # KiB
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "secure_delete=ON",  # what people had forgotten is overwritten in the file, on systems whose SQLite would not by itself
)
DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNUSABLE: Final = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_BUSY,
    }
)


def problem_of(error: BaseException, path: Path) -> Problem | None:
    """What to tell people about an error of SQLite or the disk, or nothing (a bug).

    Problems "disk-full" (path), "data-folder" (path, reason), "database-broken" (path).
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest its detail
        if code == sqlite3.SQLITE_FULL:
            return Problem("disk-full", path=str(path))
        if code in _DAMAGED:
            return Problem("database-broken", path=str(path))
        if code in _UNUSABLE:
            return Problem("data-folder", path=str(path), reason=str(cause))
    if isinstance(cause, OSError):
        if cause.errno in DISK_FULL:
            return Problem("disk-full", path=str(path))
        return Problem("data-folder", path=str(path), reason=cause.strerror or str(cause))
    return None


def _engine(path: Path, size: int, begin: str, *pragmas: str) -> AsyncEngine:
    url = URL.create("sqlite+aiosqlite", database=str(path))
    # What breaks is logged, and the values of a statement are people's words.
    engine = create_async_engine(url, pool_size=size, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes late and never immediate: ours below
        cursor = connection.cursor()
        for pragma in (*PRAGMAS, *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


class Database:
    """One SQLite file, already migrated. `close` it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._readers = _engine(path, READERS, "BEGIN", "query_only=ON")
        self._writer = _engine(path, 1, "BEGIN IMMEDIATE")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one state of the database and cannot change it."""
        async with self._told(), self._readers.begin() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction of its own: commits at the end, rolls back on any exception. Problems "disk-full", "data-folder"."""
        async with self._told(), self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def _told(self) -> AsyncIterator[None]:
        try:
            yield
        except DBAPIError as error:
            problem = problem_of(error, self._path)
            if problem is None:
                raise
            raise problem from error

    async def fold(self) -> bool:
        """Write the write-ahead log into the file and empty it: what was deleted or overwritten would stand in it for days.

        False: others read or wrote just then, for longer than `FOLD_MS`; the next time, or `close`, does it.
        """
        async with self._told(), self._writer.connect() as connection:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            await raw.execute(f"PRAGMA busy_timeout={FOLD_MS}")  # people who vote wait meanwhile
            try:
                async with raw.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                    (busy, *_) = await cursor.fetchone()
            finally:
                await raw.execute(f"PRAGMA {BUSY}")
            return not busy

    async def close(self) -> None:
        """Close all connections; SQLite then folds its write-ahead log into the file."""
        await self._readers.dispose()
        await self._writer.dispose()


async def upsert(connection: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Make the row with this key hold these values. Two portable statements: nobody can write between them."""
    where = and_(*(table.c[column] == value for column, value in key.items()))
    if (await connection.execute(update(table).where(where).values(**values))).rowcount == 0:
        await connection.execute(insert(table).values(**key, **values))
