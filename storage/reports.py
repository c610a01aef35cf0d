"""Reports: who found that a picture set should not be where it is, and whether it is hidden for it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, upsert
from storage.problem import Problem
from storage.purse import outermost
from storage.records import CaseKind, CaseState, Held, Member, Reason, Room
from storage.schema import generation, report
from storage.schema_moderation import is_open, moderation_case

# Who reported so many sets of one author that moderators found harmless is heard, but hides nothing more of that author's.
HARMLESS: Final = 2
DOUBTED: Final = timedelta(days=28)  # for so long


class Reports:
    """One for each person and set. Hidden is a set as long as no moderator has looked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        generation_id: int,
        member: Member,
        reason: Reason,
        now: datetime,
        *,
        hides_at: int,
        moderator: bool = False,
        room: Room | None = None,
    ) -> bool:
        """Keep a report; a second one of the same person changes its reason. Problem "generation-gone".

        `room`: whose moderators decide about it.

        True only for the one with which `hides_at` people have reported it, or a moderator: that hides the set. Those that a
        moderator has looked at count no more, and neither does the same person's again (but a moderator can think better of it),
        nor that of somebody who keeps reporting this author for nothing (`HARMLESS`).
        """
        async with self._database.writing() as connection:
            columns = generation.c
            there = select(columns.hidden_at, columns.platform, columns.member).where(columns.id == generation_id)
            found = (await connection.execute(there)).first()
            if found is None:
                raise Problem("generation-gone")
            key = {"generation_id": generation_id, "platform": member.platform, "member": member.id}
            again = {"cleared_at": None} if moderator else {}
            where = {} if room is None else {"room_platform": room.platform, "around": outermost(room).id}
            await upsert(connection, report, key, {"reason": reason.value, "at": now, **where, **again})
            counts = (report.c.generation_id == generation_id, report.c.cleared_at.is_(None))
            believed = (
                select(func.count()).select_from(report).where(*counts, _harmless(found.platform, found.member, now) < HARMLESS)
            )
            count = int((await connection.execute(believed)).scalar_one())
            if found.hidden_at is not None or (count < hides_at and not moderator):
                return False
            await connection.execute(
                update(generation).where(generation.c.id == generation_id).values(hidden_at=now, held=Held.REPORTED)
            )
            return True

    async def by(self, generation_id: int, limit: int, room: Room | None = None) -> tuple[Member, ...]:
        """Who has reported it (in that room) since a moderator last looked, the first ones first; for nobody's eyes."""
        standing = _standing(generation_id, None if room is None else [room])
        people = select(report.c.platform, report.c.member).where(*standing).order_by(report.c.at).limit(limit)
        async with self._database.reading() as connection:
            return tuple(Member(row.platform, row.member) for row in (await connection.execute(people)).all())

    async def reasons(self, generation_id: int) -> dict[Reason, int]:
        """How many gave each reason since a moderator last looked, the most frequent first."""
        count = func.count().label("people")
        standing = (report.c.generation_id == generation_id, report.c.cleared_at.is_(None))
        counted = select(report.c.reason, count).where(*standing).group_by(report.c.reason).order_by(count.desc(), report.c.reason)
        async with self._database.reading() as connection:
            return {Reason(row.reason): int(row.people) for row in (await connection.execute(counted)).all()}

    async def standing(self, member: Member, since: datetime, *, besides: int) -> int:
        """How many other sets a person has reported since then, of those that no moderator has cleared."""
        theirs = (report.c.platform == member.platform, report.c.member == member.id, report.c.generation_id != besides)
        count = select(func.count()).select_from(report).where(*theirs, report.c.at >= since, report.c.cleared_at.is_(None))
        async with self._database.reading() as connection:
            return int((await connection.execute(count)).scalar_one())

    async def clear(self, generation_id: int, now: datetime, rooms: Collection[Room] | None = None) -> None:
        """A moderator has looked and found nothing: the set is seen again, and these people cannot hide it once more.

        `rooms`: only for what came from them (None: from anywhere), what was refused there, too. One that is hidden for another
        reason, or waits or was refused in another room, stays so until that is decided.
        """
        async with self._database.writing() as connection:
            await connection.execute(update(report).where(*_standing(generation_id, rooms)).values(cleared_at=now))
            columns = moderation_case.c
            cases = (columns.generation_id == generation_id, columns.kind == CaseKind.REPORT)
            undone = update(moderation_case).where(*cases, columns.state == CaseState.REFUSED, *_of(moderation_case, rooms))
            await connection.execute(undone.values(state=CaseState.APPROVED))
            against = select(columns.id).where(*cases, or_(is_open, columns.state == CaseState.REFUSED)).limit(1)
            if rooms is not None and (await connection.execute(against)).first() is not None:
                return
            reported = (generation.c.id == generation_id, generation.c.held == Held.REPORTED)
            await connection.execute(update(generation).where(*reported).values(hidden_at=None, held=None))


def _of(table: Table, rooms: Collection[Room] | None) -> list[ColumnElement[bool]]:
    """What belongs to these rooms; what nobody knows the room of belongs to all."""
    if rooms is None:
        return []
    here = (and_(table.c.room_platform == room.platform, table.c.around == outermost(room).id) for room in rooms)
    return [or_(table.c.around.is_(None), *here)]


def _standing(generation_id: int, rooms: Collection[Room] | None) -> list[ColumnElement[bool]]:
    return [report.c.generation_id == generation_id, report.c.cleared_at.is_(None), *_of(report, rooms)]


def _harmless(platform: str, member: str, now: datetime) -> ColumnElement[int]:
    """How many sets of this author the person of a report has reported lately that a moderator then found harmless."""
    before, theirs = report.alias(), generation.alias()
    counted = select(func.count()).select_from(before).join(theirs, theirs.c.id == before.c.generation_id)
    same = (before.c.platform == report.c.platform, before.c.member == report.c.member)
    of_author = (theirs.c.platform == platform, theirs.c.member == member)
    return counted.where(*same, before.c.cleared_at > now - DOUBTED, *of_author).scalar_subquery()


async def hide(connection: AsyncConnection, generation_id: int, why: Held, now: datetime) -> bool:
    """As `Generations.hold`, within a transaction, and without a word where there is no such set."""
    this = generation.c.id == generation_id
    seen = update(generation).where(this, generation.c.hidden_at.is_(None)).values(hidden_at=now, held=why)
    if (await connection.execute(seen)).rowcount:
        return True
    if why is not Held.REPORTED:
        await connection.execute(update(generation).where(this, generation.c.held == Held.REPORTED).values(held=why))
    return False


async def found_harmless(connection: AsyncConnection, generation_id: int, now: datetime, room: Room | None) -> None:
    """The reports that came from a room (None: all) hide the set no more."""
    here = _standing(generation_id, None if room is None else [room])
    await connection.execute(update(report).where(*here).values(cleared_at=now))


async def show(connection: AsyncConnection, generation_id: int, now: datetime, room: Room | None = None) -> bool:
    """As `Generations.release`, within a transaction; `room`: where that was decided."""
    await found_harmless(connection, generation_id, now, room)
    hidden = and_(generation.c.id == generation_id, generation.c.hidden_at.is_not(None))
    return (await connection.execute(update(generation).where(hidden).values(hidden_at=None, held=None))).rowcount > 0
