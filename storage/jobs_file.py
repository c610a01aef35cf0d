"""The SQLite file of the durable jobs, opened as the job engine should have it."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from storage.database import FOLD_MS

# What a step has answered holds words of a wish: forgotten, it is overwritten.
PRAGMAS: Final = ("busy_timeout=30000", "foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")


def jobs_engine(path: Path) -> Engine:
    """A file of its own, beside the records: SQLite has one writer a file.

    DBOS would open it without WAL and with deferred transactions. WAL with synchronous=FULL survives a
    killed process and a power cut; NORMAL would save 8 % and survive only the former.
    """
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def tune(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        if sqlite3.sqlite_version_info < (3, 42):
            cast("sqlite3.Connection", connection).create_function("unixepoch", 1, _unixepoch)

    return engine


def fold(engine: Engine) -> None:
    """Write the write-ahead log into the file and empty it, as `Database.fold` does."""
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA busy_timeout={FOLD_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA {PRAGMAS[0]}")


def set_aside(path: Path) -> Path | None:
    """Where a jobs' file that no database can read was moved to; None: it is sound, or there is none.

    It holds only how far each job has come. What is owed stands in the records, from which jobs are made anew.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()  # noqa: S608 - the file's own tables
    except sqlite3.OperationalError:
        raise  # busy, or a disk that fails: the file itself may be sound
    except sqlite3.DatabaseError:
        aside = path.with_name(f"{path.stem}-damaged-{time.time_ns()}{path.suffix}")
        path.rename(aside)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        return aside
    return None


def _unixepoch(modifier: str) -> float:
    """What SQLite answers from 3.42 on.

    From Python 3.12 on DBOS takes it for granted in its columns' defaults, but Python runs on the system's SQLite, and Debian 12
    has 3.40, where the answer is NULL.
    """
    if modifier != "subsec":
        raise ValueError(modifier)
    return time.time()
