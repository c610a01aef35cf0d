"""Rooms: what their moderators chose, and rooms that get another id."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import or_
from typing import Any, Final

from sqlalchemy import Row, and_, delete, exists, select, update
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
_STRICTEST: Final = (Audience.CHILDREN, Audience.TEENS, Audience.ADULTS)
_SLOWEST: Final = (Painting.OFF, Painting.FREE, Painting.ON)
_PLENTY: Final = 10**9


def stricter(one: Audience, other: Audience) -> Audience:
    """The younger of the two."""
    return min(one, other, key=_STRICTEST.index)


def _slower(one: Painting, other: Painting) -> Painting:
    return min(one, other, key=_SLOWEST.index)


def _smaller_cap(one: int, other: int) -> int:
    return min(one or _PLENTY, other or _PLENTY) % _PLENTY  # 0 is none


# What protects people and purses: how a thread's and its room's become one, and what a thread has that says nothing of its own.
_NEVER_LOOSER: Final[Mapping[str, tuple[Callable[[Any, Any], Any], Any]]] = {
    "audience": (stricter, Audience.ADULTS),
    "approval": (or_, False),
    "painting": (_slower, Painting.ON),
    "reports_hide_at": (min, _PLENTY),
    "retention_days": (min, _PLENTY),
    "daily_units": (min, _PLENTY),
    "room_units": (_smaller_cap, 0),
    "monthly_cents": (min, _PLENTY),
}


class Rooms:
    """A room that was never changed has the settings of the room around it, or else the defaults of `RoomSettings`.

    Whoever loosens a thread loosens nothing of what protects people: `read_settings`.
    """

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
        """Keep all of these settings for their room; of what protects people a thread keeps only what it has of its own."""
        async with self._database.writing() as connection:
            if settings.room.parent is not None:
                settings = await _own(connection, settings)
            key = {"platform": settings.room.platform, "room": settings.room.id}
            await upsert(connection, room_settings, key, _values(settings))

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
    """As `Rooms.settings`, within a transaction.

    For whom a thread draws, whether each picture is approved, what is paid and the rest of `_NEVER_LOOSER` is never looser than
    around it, and its cases are told where those around it are unless it names a room itself: whatever it once copied, a change
    around it is not lost on it.
    """
    settings = await _read(connection, room)
    around = room.parent
    while around is not None:
        outer = await _read(connection, around)
        both = {name: join(getattr(settings, name), getattr(outer, name)) for name, (join, _) in _NEVER_LOOSER.items()}
        settings = replace(settings, **both, log_room=settings.log_room or outer.log_room)
        around = around.parent
    return settings


def _values(settings: RoomSettings) -> dict[str, object]:
    return {
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


async def _own(connection: AsyncConnection, settings: RoomSettings) -> RoomSettings:
    """Without what only holds because it holds around it, so that it goes with that again; what was said here before stays said."""
    before, row = await read_settings(connection, settings.room), await _row(connection, settings.room)
    loosest = {name: value for name, (_, value) in _NEVER_LOOSER.items()}
    kept = _record(settings.room, row) if row is not None else RoomSettings(settings.room, **loosest)
    same = (name for name in (*loosest, "log_room") if getattr(settings, name) == getattr(before, name))
    return replace(settings, **{name: getattr(kept, name) for name in same})


async def _row(connection: AsyncConnection, room: Room) -> Row[Any] | None:
    here = select(room_settings).where(room_settings.c.platform == room.platform, room_settings.c.room == room.id)
    return (await connection.execute(here)).first()


async def _read(connection: AsyncConnection, room: Room) -> RoomSettings:
    """What was kept for this room, or else for the next one around it."""
    around: Room | None = room
    while around is not None:
        row = await _row(connection, around)
        if row is not None:
            return _record(room, row)
        around = around.parent
    return RoomSettings(room)


def _record(room: Room, row: Row[Any]) -> RoomSettings:
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
