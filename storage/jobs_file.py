"""The SQLite file of the durable jobs, opened as the job engine should have it."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry


def jobs_engine(path: Path) -> Engine:
    """A file of its own, beside the records: SQLite has one writer a file.

    DBOS would open it without WAL and with deferred transactions. WAL with synchronous=NORMAL survives a killed process.
    """
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def tune(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
