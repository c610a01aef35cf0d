"""The words of wishes that were refused after they had been accepted: past the room's retention they go, too."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.records import CaseKind, CaseState, Room
from storage.rooms import read_settings
from storage.schema import challenge, generation, guess
from storage.schema_moderation import has_person, is_open, moderation_case

REFUSALS: Final = ("refused", "negative-refused", "picture-refused", "provider-refused")  # `generation.problem`
_BLANK: Final[dict[str, Any]] = {"prompt": "", "safe_prompt": "", "drawn": [], "missing": [], "options": {}}
_WORDS: Final = generation.c.prompt != ""


async def blank_refused(database: Database, now: datetime) -> int:
    """Overwrite the words of such wishes; answers of how many. To be called after `Cases.purge`.

    A set that a moderator refused, or that nobody looked at in time, loses them with its case; one that was refused while it was
    painted, as long after it ended as its room keeps what was refused. Its pictures stay as hidden as they were.
    """
    late: list[int] = []
    async with database.reading() as connection:
        late += (await connection.execute(select(generation.c.id).where(_WORDS, _decided()))).scalars()
        failed = and_(_WORDS, generation.c.finished_at <= now, generation.c.problem.in_(REFUSALS))
        columns = (generation.c.id, generation.c.room_platform, generation.c.room, generation.c.finished_at)
        until: dict[Room, datetime] = {}
        for row in (await connection.execute(select(*columns).where(failed))).all():
            room = Room(row.room_platform, row.room)
            if room not in until:
                until[room] = now - timedelta(days=(await read_settings(connection, room)).retention_days)
            if row.finished_at <= until[room]:
                late.append(row.id)
    for start in range(0, len(late), 500):
        async with database.writing() as connection:
            await _blank(connection, late[start : start + 500])
    return len(late)


def _decided() -> ColumnElement[bool]:
    case = moderation_case.c
    refused = and_(case.generation_id == generation.c.id, case.state == CaseState.REFUSED, case.kind != CaseKind.WORDS)
    waits = exists().where(case.generation_id == generation.c.id, is_open)  # another room's moderators are to look
    return and_(generation.c.hidden_at.is_not(None), exists().where(refused, ~has_person), ~waits)


async def _blank(connection: AsyncConnection, numbers: Collection[int]) -> None:
    """Also of a game that is over: its secret is the prompt, and what others hit is kept in the words of the secret."""
    await connection.execute(update(generation).where(generation.c.id.in_(numbers)).values(_BLANK))
    over = and_(challenge.c.generation_id.in_(numbers), challenge.c.closed_at.is_not(None))
    games = select(challenge.c.id).where(over)
    await connection.execute(update(guess).where(guess.c.challenge_id.in_(games)).values(hits=[]))
    await connection.execute(update(challenge).where(over).values(secrets={}))
