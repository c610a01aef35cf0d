"""Rooms: what their moderators chose."""

from sqlalchemy import select

from storage.database import Database, upsert
from storage.records import Audience, Ballots, Room, RoomSettings
from storage.schema import room_settings


class Rooms:
    """A room that was never changed has the defaults of `RoomSettings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, room: Room) -> RoomSettings:
        async with self._database.reading() as connection:
            here = select(room_settings).where(room_settings.c.platform == room.platform, room_settings.c.room == room.id)
            row = (await connection.execute(here)).first()
        if row is None:
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
        }
        async with self._database.writing() as connection:
            key = {"platform": settings.room.platform, "room": settings.room.id}
            await upsert(connection, room_settings, key, values)
