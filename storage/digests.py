"""What is done once a day: which rooms are due for the digest of their cases, and that none is told twice."""

from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import head
from storage.database import Database, upsert
from storage.records import Room
from storage.schema import room_settings
from storage.schema_moderation import digest

AT_HOUR: Final = 6  # UTC: before school in Europe, the evening before in America


class Digests:
    """Days are UTC's, as dates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime) -> tuple[Room, ...]:
        """Rooms whose cases are told somewhere and that were not told today's digest yet; threads are in that of their room."""
        now = now.astimezone(UTC)
        if now.hour < AT_HOUR:
            return ()
        mine = and_(digest.c.room_platform == room_settings.c.platform, digest.c.room == room_settings.c.room)
        logged = select(room_settings.c.platform, room_settings.c.room).outerjoin(digest, mine)
        late = or_(digest.c.day.is_(None), digest.c.day < now.date().isoformat())
        logged = logged.where(room_settings.c.log_room > "", late)
        async with self._database.reading() as connection:
            rooms = [Room(row.platform, row.room) for row in (await connection.execute(logged)).all()]
        return tuple(sorted((room for room in rooms if room.parent is None), key=lambda room: (room.platform, room.id)))

    async def told(self, room: Room, day: date) -> bool:
        """Whether somebody has taken this day's digest upon them."""
        async with self._database.reading() as connection:
            return _done(await _last(connection, room), day)

    async def sent(self, room: Room, day: date) -> bool:
        """Take this day's digest upon oneself: True for one caller only, also after a restart. Ask before it is sent.

        So a room is never told twice; when the bot dies in between, it is not told on that day.
        """
        if await self.told(room, day):  # nearly always: then nobody waits for the writer
            return False
        async with self._database.writing() as connection:
            if _done(await _last(connection, room), day):
                return False
            number, hashed = await head(connection)
            values = {"day": day.isoformat(), "audit_id": number, "audit_hash": hashed}
            await upsert(connection, digest, {"room_platform": room.platform, "room": room.id}, values)
            return True


async def _last(connection: AsyncConnection, room: Room) -> str | None:
    here = select(digest.c.day).where(digest.c.room_platform == room.platform, digest.c.room == room.id)
    return (await connection.execute(here)).scalar_one_or_none()


def _done(last: str | None, day: date) -> bool:
    return last is not None and last >= day.isoformat()
