"""Rooms: what their moderators chose, and rooms that get another id."""

from typing import Final

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, upsert
from storage.moderated import move_moderated, moved_id
from storage.purse import inside, move_sums
from storage.records import Audience, Ballots, Painting, ResultsAs, Room, RoomSettings, VoteWith
from storage.schema import challenge, generation, ledger, published, room_settings

# Every pair of columns that names a room.
_PLACES: Final = (
    (generation, "room_platform", "room"),
    (generation, "message_platform", "message_room"),
    (challenge, "room_platform", "room"),
    (challenge, "message_platform", "message_room"),
    (room_settings, "platform", "room"),
    (published, "room_platform", "room"),
    (ledger, "room_platform", "room"),
)


class Rooms:
    """A room that was never changed has the settings of the room around it, or else the defaults of `RoomSettings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, room: Room) -> RoomSettings:
        """What holds in this room; in a thread or topic that has nothing of its own, what holds around it."""
        async with self._database.reading() as connection:
            return await read_settings(connection, room)

    async def told_in(self, room: Room) -> tuple[Room, ...]:
        """The rooms whose cases are told in this one."""
        told = select(room_settings.c.room).where(room_settings.c.log_room == room.id, room_settings.c.platform == room.platform)
        async with self._database.reading() as connection:
            return tuple(
                Room(room.platform, name) for name in (await connection.execute(told.order_by(room_settings.c.room))).scalars()
            )

    async def change(self, settings: RoomSettings) -> None:
        """Keep all of these settings for their room."""
        values = {
            "audience": settings.audience,
            "default_model": settings.default_model,
            "daily_units": settings.daily_units,
            "language": settings.language,
            "ballots": settings.ballots,
            "vote_minutes": settings.vote_minutes,
            "challenge_minutes": settings.challenge_minutes,
            "guess_tries": settings.guess_tries,
            "vote_with": settings.vote_with,
            "results_as": settings.results_as,
            "room_units": settings.room_units,
            "monthly_cents": settings.monthly_cents,
            "painting": settings.painting,
            "approval": settings.approval,
            "log_room": settings.log_room,
            "retention_days": settings.retention_days,
            "reports_hide_at": settings.reports_hide_at,
        }
        async with self._database.writing() as connection:
            key = {"platform": settings.room.platform, "room": settings.room.id}
            await upsert(connection, room_settings, key, values)

    async def moved(self, old: Room, new: Room) -> None:
        """A chat gave a room another id (a Telegram group became a supergroup): all of it, threads too, is in the new one now.

        What the new room has already stays: its settings, and its running game, for which the old room's running game ends.
        May be called again.
        """
        async with self._database.writing() as connection:
            await _make_way(connection, old, new)
            await move_sums(connection, old, new)
            await move_moderated(connection, old, new)
            for table, platform, room in _PLACES:
                where = and_(table.c[platform] == old.platform, inside(table.c[room], old))
                moved = {platform: new.platform, room: moved_id(table.c[room], old, new)}
                await connection.execute(update(table).where(where).values(moved))


async def read_settings(connection: AsyncConnection, room: Room) -> RoomSettings:
    """As `Rooms.settings`, within a transaction."""
    around: Room | None = room
    while around is not None:
        here = select(room_settings).where(room_settings.c.platform == around.platform, room_settings.c.room == around.id)
        row = (await connection.execute(here)).first()
        if row is not None:
            break
        around = around.parent
    else:
        return RoomSettings(room)
    return RoomSettings(
        room=room,
        audience=Audience(row.audience),
        default_model=row.default_model,
        daily_units=row.daily_units,
        language=row.language,
        ballots=Ballots(row.ballots),
        vote_minutes=row.vote_minutes,
        challenge_minutes=row.challenge_minutes,
        guess_tries=row.guess_tries,
        vote_with=VoteWith(row.vote_with),
        results_as=ResultsAs(row.results_as),
        room_units=row.room_units,
        monthly_cents=row.monthly_cents,
        painting=Painting(row.painting),
        approval=row.approval,
        log_room=row.log_room,
        retention_days=row.retention_days,
        reports_hide_at=row.reports_hide_at,
    )


async def _make_way(connection: AsyncConnection, old: Room, new: Room) -> None:
    """Whatever would be there twice."""
    other = room_settings.alias()
    same = and_(other.c.platform == new.platform, other.c.room == moved_id(room_settings.c.room, old, new))
    here = and_(room_settings.c.platform == old.platform, inside(room_settings.c.room, old))
    await connection.execute(delete(room_settings).where(here, exists().where(same).correlate(room_settings)))
    other = published.alias()
    same = and_(other.c.room_platform == new.platform, other.c.room == moved_id(published.c.room, old, new))
    same = and_(same, other.c.generation_id == published.c.generation_id)
    here = and_(published.c.room_platform == old.platform, inside(published.c.room, old))
    await connection.execute(delete(published).where(here, exists().where(same).correlate(published)))
    other = challenge.alias()
    same = and_(other.c.room_platform == new.platform, other.c.room == moved_id(challenge.c.room, old, new))
    runs = and_(challenge.c.room_platform == old.platform, inside(challenge.c.room, old), challenge.c.closed_at.is_(None))
    ended = update(challenge).where(runs, exists().where(same, other.c.closed_at.is_(None)).correlate(challenge))
    await connection.execute(ended.values(closed_at=challenge.c.opened_at, closes_at=challenge.c.opened_at))
