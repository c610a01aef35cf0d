"""Before the database is opened: the data folder, a backup copy, and the migrations; all or nothing."""

import asyncio
import errno
import functools
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, Executable, create_engine, create_mock_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.database import problem_of
from storage.problem import Problem
from storage.schema import metadata

if TYPE_CHECKING:
    from alembic.config import Config

FILE: Final = "pincel.db"
PICTURES: Final = "pictures"
COPIES: Final = "backups"
BACKUPS: Final = 3  # copies that stay
COPIES_LAST: Final = timedelta(days=30)  # what was forgotten or past its time shall not live on in them
MIGRATIONS: Final = Path(__file__).parent / "migrations"  # beside this file: also where the package is installed
_REVISION: Final = re.compile(r"^revision = ['\"](\w+)['\"]", re.MULTILINE)
_STAMPED: Final = re.compile(r"pincel-(\d{8}T\d{6}\.\d{6})Z-\w+\.(?:db|part)")
_STAMP: Final = "%Y%m%dT%H%M%S.%f"
_BUSY_MS: Final = 30_000  # another process may be migrating the same file
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What `upgrade` did: the revision before (None: no database yet) and now, and the copy made before, if one was needed."""

    before: str | None
    now: str
    backup: Path | None


async def upgrade(folder: Path, *, backups: int = BACKUPS) -> Upgraded:
    """Make the data folder if it is missing and bring its database to this version. Problems as in `Storage.open`."""
    return await _aside(lambda: _upgrade(folder, backups))


async def backup(folder: Path) -> Path:
    """Copy the database (not the pictures) into `folder/backups`, also while the bot runs; none of the copies there is deleted now.

    Problems "data-folder" (path, reason; also when there is no database), "disk-full" (path).
    """
    return await _aside(lambda: _backup(folder))


async def drop_old_copies(folder: Path, now: datetime) -> int:
    """Delete the copies in `folder/backups` that are older than `COPIES_LAST`, by the time in their names; answers how many."""
    return await _aside(lambda: _drop_old_copies(folder / COPIES, now))


def config() -> "Config":
    """Alembic's settings, without any file."""
    from alembic.config import Config  # noqa: PLC0415 - 6 MiB that a bot whose database is up to date need not hold

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def newest() -> str:
    """The newest revision: that of the last file by its number, as a test holds true."""
    last = max(MIGRATIONS.glob("versions/v*.py"))
    found = _REVISION.search(last.read_text(encoding="utf-8"))
    if found is None:
        raise RuntimeError(f"{last.name} names no revision")
    return found[1]


async def _aside(work: Callable[[], T]) -> T:
    with ThreadPoolExecutor(1, thread_name_prefix="pincel-upgrade") as thread:
        return await asyncio.get_running_loop().run_in_executor(thread, work)


def _upgrade(folder: Path, backups: int) -> Upgraded:
    path = folder / FILE
    with _told(folder):
        (folder / PICTURES).mkdir(parents=True, exist_ok=True)
        _try_to_write(folder, path)
        before, head = _revision(path), newest()
        if before is None:
            _change(path, lambda connection: _create(connection, head))
            return Upgraded(None, head, None)
        if before == head:
            return Upgraded(before, head, None)
        from alembic.script import ScriptDirectory  # noqa: PLC0415 - as in `config`

        settings = config()
        script = ScriptDirectory.from_config(settings)
        if before not in {one.revision for one in script.walk_revisions()}:
            raise Problem("database-newer", path=str(path), revision=before)
        copy = _copy(path, folder / COPIES, before, backups)
        _change(path, lambda connection: _migrate(connection, settings))
        return Upgraded(before, head, copy)


def _drop_old_copies(copies: Path, now: datetime) -> int:
    dropped = 0
    for file in copies.glob("pincel-*"):
        stamped = _STAMPED.fullmatch(file.name)
        if stamped and datetime.strptime(stamped[1], _STAMP).replace(tzinfo=UTC) <= now - COPIES_LAST:
            file.unlink(missing_ok=True)
            dropped += 1
    return dropped


def _try_to_write(folder: Path, path: Path) -> None:
    """Now, with a clear sentence, rather than in the middle of somebody's vote."""
    with tempfile.TemporaryFile(dir=folder):
        pass
    with path.open("ab"):  # makes the file if it is missing: an empty one is a fresh start
        pass


def _backup(folder: Path) -> Path:
    path = folder / FILE
    with _told(folder):
        revision = _revision(path)
        if revision is None:
            raise Problem("data-folder", path=str(path), reason=os.strerror(errno.ENOENT))
        return _copy(path, folder / COPIES, revision, None)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, DBAPIError) as error:
        problem = problem_of(error, folder)
        if problem is None:
            raise
        raise problem from error


def _revision(path: Path) -> str | None:
    """The revision in a database file; None when there is no file, or an empty one. A database of something else is a Problem."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    with closing(sqlite3.connect(path, timeout=_BUSY_MS / 1000)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" in tables:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if row is not None:
                return str(row[0])
        if tables:
            raise Problem("data-folder", path=str(path), reason="it is no database of Pincel")
    return None


def _copy(path: Path, copies: Path, revision: str, keep: int | None) -> Path:
    """A whole copy (`VACUUM INTO` a temporary name, then renamed), of which the newest `keep` stay."""
    copies.mkdir(exist_ok=True)
    target = copies / f"pincel-{datetime.now(UTC):{_STAMP}}Z-{revision}.db"
    part = target.with_suffix(".part")
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_MS / 1000)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if keep is not None:
        for old in sorted(copies.glob("pincel-*.db"))[: -max(1, keep)]:
            old.unlink()
    return target


def _change(path: Path, change: Callable[[Connection], None]) -> None:
    """In one transaction, foreign keys off: else a table that is rebuilt would take its children's rows with it."""
    engine = _engine(path)
    try:
        with engine.begin() as connection:
            change(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migrations left rows without their parents: {broken[:3]}")
    finally:
        engine.dispose()


def _create(connection: Connection, head: str) -> None:
    """The tables of today; nothing when another process was first.

    A test holds them equal to what all migrations make. Without these a first start is half a second faster and keeps 8 MiB free.
    """
    if connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").first() is not None:
        return
    for statement in _statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (head,))


@functools.cache
def _statements() -> tuple[str, ...]:
    """What makes tables, indices and triggers. Kept: putting it together takes as long as running it, and tests do that often."""
    made: list[str] = []

    def note(statement: Executable, *_: object, **__: object) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)))  # type: ignore[attr-defined] # all that makes something has it

    engine = create_mock_engine("sqlite://", note)
    metadata.create_all(engine, checkfirst=False)
    return tuple(made)


def _migrate(connection: Connection, settings: "Config") -> None:
    from alembic import command  # noqa: PLC0415 - as in `config`

    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)), poolclass=NullPool, connect_args={"timeout": _BUSY_MS / 1000}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # so that CREATE and ALTER TABLE are inside our transaction
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
