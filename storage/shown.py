"""Where picture sets stand beside their own message: shown in other rooms by their people, or as the winner of a vote."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, select

from storage.database import Database, upsert
from storage.problem import Problem
from storage.records import MessageRef, Room
from storage.schema import copied, generation, in_room, published


@dataclass(frozen=True, slots=True)
class Copy:
    """A message that shows a set once more, in this language; `won`: it tells the winner of its vote."""

    message: MessageRef
    won: bool
    locale: str


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

    async def placed(self, generation_id: int, copy: Copy) -> None:
        """Keep where a set stands once more. Nothing for one that is forgotten meanwhile."""
        at = copy.message
        key = {"message_platform": at.room.platform, "message_room": at.room.id, "message": at.id}
        async with self._database.writing() as connection:
            there = select(generation.c.id).where(generation.c.id == generation_id)
            if (await connection.execute(there)).first() is not None:
                values = {"won": copy.won, "locale": copy.locale}
                await upsert(connection, copied, {"generation_id": generation_id, **key}, values)

    async def copies(self, generation_id: int) -> tuple[Copy, ...]:
        """All further messages of a set."""
        of = select(copied).where(copied.c.generation_id == generation_id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(of.order_by(copied.c.message_room, copied.c.message))).all()
        return tuple(
            Copy(MessageRef(Room(row.message_platform, row.message_room), row.message), row.won, row.locale) for row in rows
        )

    async def traced(self, generation_id: int) -> bool:
        """Whether of all rooms it was shown in, and of its winner's announcement, the messages are known."""
        known = copied.c.generation_id == generation_id
        at = and_(copied.c.message_platform == published.c.room_platform, copied.c.message_room == published.c.room)
        lost = select(published.c.room).where(published.c.generation_id == generation_id, ~exists().where(known, at, ~copied.c.won))
        untold = select(generation.c.id).where(
            generation.c.id == generation_id, generation.c.winner.is_not(None), ~exists().where(known, copied.c.won)
        )
        async with self._database.reading() as connection:
            found = [(await connection.execute(one.limit(1))).first() for one in (lost, untold)]
        return found == [None, None]
