"""Strikes, which weigh against a person in a room and halve every week, and suspensions, by which a room shuts somebody out."""

import math
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import home_of
from storage.database import Database, upsert
from storage.names import name_there
from storage.purse import outermost
from storage.records import Member, Room, Suspension
from storage.schema import name_of, of_member, person
from storage.schema_moderation import strike, suspension

HALVES_IN: Final = timedelta(days=7)
RECENT: Final = timedelta(days=28)  # older ones weigh less than a sixteenth, and go
MOST: Final = 50  # people in a room's list


def weighs(weight: float, age: timedelta) -> float:
    """What is left of a strike's weight. A clock that was set back makes none heavier."""
    return weight * math.pow(0.5, max(age, timedelta()) / HALVES_IN)


class Strikes:
    """People are home accounts; a thread's strikes are those of the room around it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, member: Member, room: Room, category: str, weight: float, now: datetime) -> None:
        """One more, of this weight (1.0: an ordinary one)."""
        async with self._database.writing() as connection:
            home = await home_of(connection, member)
            values = {"platform": home.platform, "member": home.id, "category": category, "weight": weight, "at": now}
            await connection.execute(insert(strike).values(**values, room_platform=room.platform, around=outermost(room).id))

    async def standing(self, member: Member, room: Room, now: datetime) -> float:
        """The sum of what is left of each."""
        all_ = select(strike.c.weight, strike.c.at).where(of_member(strike, member), _in(strike, room))
        async with self._database.reading() as connection:
            return sum(weighs(row.weight, now - row.at) for row in (await connection.execute(all_)).all())

    async def tries(self, member: Member, since: datetime) -> int:
        """How many a person got since then, in all rooms."""
        recent = select(func.count()).select_from(strike).where(of_member(strike, member), strike.c.at >= since)
        async with self._database.reading() as connection:
            return int((await connection.execute(recent)).scalar_one())

    async def newest(self, member: Member) -> datetime | None:
        """When a person got the last one, in any room."""
        latest = select(func.max(strike.c.at)).where(of_member(strike, member))
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(latest)).scalar_one_or_none()
        return found

    async def recent(self, room: Room, now: datetime) -> list[tuple[Member, float, int]]:
        """Who has strikes of the last four weeks here: what they weigh and how many they are, the heaviest first.

        What weighs nothing (words that were only doubted, a picture that was refused) puts nobody into this list.
        """
        named = name_there(strike.c.platform, strike.c.member, room.platform).label("name")
        columns = (strike.c.platform, strike.c.member, strike.c.weight, strike.c.at, named)
        here = (
            select(*columns)
            .outerjoin(person, name_of(strike))
            .where(_in(strike, room), strike.c.at > now - RECENT, strike.c.weight > 0)
        )
        found: dict[Member, list[float]] = defaultdict(list)
        async with self._database.reading() as connection:
            for row in (await connection.execute(here)).all():
                found[Member(row.platform, row.member, row.name or "")].append(weighs(row.weight, now - row.at))
        lines = [(member, sum(weights), len(weights)) for member, weights in found.items()]
        return sorted(lines, key=lambda line: (-line[1], line[0].platform, line[0].id))[:MOST]

    async def pardon(self, member: Member, room: Room) -> int:
        """Take all of a person's here away; answers how many they were."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(strike).where(of_member(strike, member), _in(strike, room)))).rowcount


class Suspensions:
    """One a person and room with its threads; a newer one replaces the older."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, member: Member, room: Room, until: datetime, reason: str, by: Member) -> None:
        """Shut somebody out of a room and its threads until then."""
        async with self._database.writing() as connection:
            home, judge = await home_of(connection, member), await home_of(connection, by)
            key = {"platform": home.platform, "member": home.id, "room_platform": room.platform, "around": outermost(room).id}
            values = {"until": until, "reason": reason, "by_platform": judge.platform, "by": judge.id}
            await upsert(connection, suspension, key, values)

    async def until(self, member: Member, room: Room, now: datetime) -> datetime | None:
        """The end of one that holds now."""
        holds = select(suspension.c.until).where(of_member(suspension, member), _in(suspension, room), suspension.c.until > now)
        async with self._database.reading() as connection:
            return (await connection.execute(holds)).scalar_one_or_none()

    async def lift(self, member: Member, room: Room) -> bool:
        """End it at once. False: there was none."""
        async with self._database.writing() as connection:
            there = delete(suspension).where(of_member(suspension, member), _in(suspension, room))
            return (await connection.execute(there)).rowcount > 0

    async def here(self, room: Room, now: datetime) -> tuple[Suspension, ...]:
        """Who is shut out of this room and its threads now; whoever may come back first stands first."""
        named = name_there(suspension.c.platform, suspension.c.member, room.platform).label("name")
        holds = select(suspension, named).outerjoin(person, name_of(suspension))
        holds = holds.where(_in(suspension, room), suspension.c.until > now).order_by(suspension.c.until, suspension.c.member)
        async with self._database.reading() as connection:
            return tuple(
                Suspension(
                    member=Member(row.platform, row.member, row.name or ""),
                    room=Room(row.room_platform, row.around),
                    until=row.until,
                    reason=row.reason,
                    by=None if row.by is None else Member(row.by_platform, row.by),
                )
                for row in (await connection.execute(holds)).all()
            )


async def take_back(connection: AsyncConnection, member: Member, room: Room, at: datetime) -> None:
    """The one of that very moment was a mistake."""
    await connection.execute(delete(strike).where(of_member(strike, member), _in(strike, room), strike.c.at == at))


async def longest(connection: AsyncConnection, key: dict[str, str], values: dict[str, object]) -> None:
    """Let the suspension with this key hold these values, unless it ends later by itself."""
    same = and_(*(suspension.c[name] == value for name, value in key.items()))
    held = (await connection.execute(select(suspension.c.until).where(same))).scalar_one_or_none()
    until = values["until"]
    if held is None or (isinstance(until, datetime) and held < until):
        await upsert(connection, suspension, key, values)


def _in(table: Table, room: Room) -> ColumnElement[bool]:
    around = outermost(room)
    return and_(table.c.room_platform == around.platform, table.c.around == around.id)
