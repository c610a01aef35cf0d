"""Picture sets that their people have shown in other rooms than those they were made in."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Database, upsert
from storage.problem import Problem
from storage.records import Room
from storage.schema import generation, in_room, published


class Shown:
    """Gone with the picture set."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, generation_id: int, room: Room, now: datetime) -> None:
        """Its person shows it in this room. Again changes nothing but the time. Problem "generation-gone"."""
        async with self._database.writing() as connection:
            there = select(generation.c.id).where(generation.c.id == generation_id)
            if (await connection.execute(there)).first() is None:
                raise Problem("generation-gone")
            key = {"generation_id": generation_id, "room_platform": room.platform, "room": room.id}
            await upsert(connection, published, key, {"at": now})

    async def has(self, generation_id: int, room: Room | None = None) -> bool:
        """Whether it was shown in this room, or in any."""
        there = select(published.c.at).where(published.c.generation_id == generation_id)
        if room is not None:
            there = there.where(in_room(published, room))
        async with self._database.reading() as connection:
            return (await connection.execute(there.limit(1))).first() is not None
