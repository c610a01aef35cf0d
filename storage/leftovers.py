"""Picture files on which no record stands any more, such as a killed process leaves: deleted at the start, little by little."""

import secrets
import time
from collections.abc import Collection
from typing import Final

import structlog
from sqlalchemy import select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
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
        if (await connection.execute(select(generation.c.id).where(generation.c.finished_at.is_(None)).limit(1))).first():
            return 0
    deleted = 0
    first = secrets.randbelow(FOLDERS)
    for turn in range(FOLDERS):
        if time.monotonic() > until:
            break
        names = await pictures.older((first + turn) % FOLDERS, OLD_S)
        if names:
            async with database.reading() as connection:
                used = await still_used(connection, names)
            for sha256 in names:
                if sha256 not in used:
                    await pictures.discard(sha256)
                    deleted += 1
    if deleted:
        _log.info("pictures.swept", files=deleted)
    return deleted


async def still_used(connection: AsyncConnection, candidates: Collection[str], *, made: bool = False) -> set[str]:
    """Which of these pictures (sha256) somebody's generation or game still stands on; `made`: not only by going by them."""
    stands = picture.c.role != "input" if made else true()
    used: set[str] = set()
    ordered = sorted(candidates)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        used.update((await connection.execute(select(picture.c.sha256).where(picture.c.sha256.in_(some), stands))).scalars())
        shown = select(challenge.c.picture_sha256).where(challenge.c.picture_sha256.in_(some))
        used.update(one for one in (await connection.execute(shown)).scalars() if one is not None)
    return used
