"""Picture files on which no record stands any more, such as a killed process leaves: deleted at the start, little by little."""

import secrets
import time
from typing import Final

import structlog
from sqlalchemy import select

from storage.database import Database
from storage.generations import UNFINISHED
from storage.pictures import FOLDERS, PictureStore
from storage.schema import challenge, generation, picture

OLD_S: Final = 86_400.0  # younger files may be about to get their record
PATIENCE_S: Final = 1.0  # nobody shall wait for the bot because of it
_AT_ONCE: Final = 500  # SQLite takes 32,766 values in a statement, PostgreSQL 65,535
_log = structlog.get_logger(__name__)


async def sweep(database: Database, pictures: PictureStore, *, patience_s: float = PATIENCE_S) -> int:
    """Delete what is a day old and belongs to nobody; answers how many files.

    It begins somewhere and ends after `patience_s`, so that every file has its turn at some start. While anything is being
    painted nothing is deleted: those pictures get their record only when all of them are there.
    """
    until = time.monotonic() + patience_s
    async with database.reading() as connection:
        if (await connection.execute(select(generation.c.id).where(generation.c.status.in_(UNFINISHED)).limit(1))).first():
            return 0
    deleted = 0
    first = secrets.randbelow(FOLDERS)
    for turn in range(FOLDERS):
        if time.monotonic() > until:
            break
        names = await pictures.older((first + turn) % FOLDERS, OLD_S)
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            for sha256 in sorted(set(some) - await _with_a_record(database, some)):
                await pictures.discard(sha256)
                deleted += 1
    if deleted:
        _log.info("pictures.swept", files=deleted)
    return deleted


async def _with_a_record(database: Database, names: tuple[str, ...]) -> set[str]:
    async with database.reading() as connection:
        made = (await connection.execute(select(picture.c.sha256).where(picture.c.sha256.in_(names)))).scalars()
        shown = select(challenge.c.picture_sha256).where(challenge.c.picture_sha256.in_(names))
        return {*made, *(one for one in (await connection.execute(shown)).scalars() if one is not None)}
