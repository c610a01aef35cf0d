"""Cases: what moderators may be asked to look at, from when it came up until it is decided and its words are past."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import home_of
from storage.audit import append, keep_aside
from storage.database import Database
from storage.moderated import NOBODY, PRIVATE
from storage.names import name_there
from storage.problem import Problem
from storage.purse import outermost, return_units
from storage.records import Audience, Case, CaseKind, CaseState, CaseTally, Held, Member, Room
from storage.reports import found_harmless, hide, show
from storage.rooms import read_settings
from storage.schema import generation, name_of, person
from storage.schema_moderation import alias, has_person, is_open, moderation_case, strike, suspension
from storage.strikes import RECENT, take_back

HELD_BACK: Final = (CaseKind.PICTURE, CaseKind.APPROVAL)  # nobody has seen what they are about
DECIDED: Final = (CaseState.APPROVED, CaseState.REFUSED)
TELLING: Final = timedelta(minutes=1)  # so long the telling of a decision may be under way
NEWS: Final = timedelta(weeks=2)  # so long a decision is news to its person


class Cases:
    """People are home accounts. A thread's cases are in the queue of the room around it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(
        self,
        kind: CaseKind,
        state: CaseState,
        *,
        room: Room,
        private: bool,
        member: Member,
        locale: str,
        audience: Audience,
        category: str,
        rule: str,
        text: str = "",
        command: str = "",
        generation_id: int | None = None,
        now: datetime,
    ) -> Case:
        """A new case, `NOTED` or `OPEN`; an open one of the same kind for the same picture set and room is the same case.

        Problem "generation-gone" when the set was forgotten.
        """
        if state in DECIDED:
            raise ValueError("a case begins undecided")
        async with self._database.writing() as connection:
            if generation_id is not None:
                there = select(generation.c.id).where(generation.c.id == generation_id)
                if (await connection.execute(there)).first() is None:
                    raise Problem("generation-gone")
                if state is CaseState.OPEN:
                    known = await _open_twin(connection, generation_id, kind, room)
                    if known is not None:
                        return known
            home = await home_of(connection, member)
            values = {"platform": home.platform, "member": home.id, "room_platform": room.platform, "room": room.id}
            values |= {"around": outermost(room).id, "locale": locale, "category": category, "rule": rule, "command": command}
            statement = insert(moderation_case).values(
                **values,
                kind=kind,
                state=state,
                private=private,
                audience=audience,
                text=text,
                generation_id=generation_id,
                opened_at=now,
            )
            number = (await connection.execute(statement.returning(moderation_case.c.id))).scalar_one()
            return await _must(connection, number)

    async def get(self, case_id: int) -> Case | None:
        """The case of that number."""
        async with self._database.reading() as connection:
            return await _get(connection, case_id)

    async def appeal(self, case_id: int, member: Member, now: datetime) -> Case:
        """Its own person asks a moderator to look; one that waits already is left as it is.

        Problems "case-gone", "case-not-yours", "case-decided".
        """
        async with self._database.writing() as connection:
            case = await _get(connection, case_id)
            if case is None or not case.member.platform:
                raise Problem("case-gone")
            if case.member != await home_of(connection, member):
                raise Problem("case-not-yours")
            if case.state in DECIDED:
                raise Problem("case-decided")
            if case.state is CaseState.OPEN:
                return case
            if case.generation_id is not None:
                known = await _open_twin(connection, case.generation_id, case.kind, case.room)
                if known is not None:
                    return known
            this = and_(moderation_case.c.id == case_id, moderation_case.c.state == CaseState.NOTED)
            await connection.execute(update(moderation_case).where(this).values(state=CaseState.OPEN, appealed_at=now))
            return await _must(connection, case_id)

    async def decide(self, case_id: int, state: CaseState, by: Member, now: datetime) -> Case:
        """Decide it, once: of two at the same instant one is told that it is done. Also one that nobody appealed.

        With it, together: the row of the audit trail; approved, its pictures are seen again, unless something else about them waits
        or was refused, and words weigh no more against their person; a report that is refused hides them for good; refused before
        anybody saw them they cost their person nothing. After a crash all of it is there, or nothing.

        Problems "case-gone" (also when neither words nor person nor picture are left), "case-decided".
        """
        if state not in DECIDED:
            raise ValueError("a decision is yes or no")
        undecided = moderation_case.c.state.in_((CaseState.NOTED, CaseState.OPEN))
        something = or_(is_open, has_person)
        async with self._database.writing() as connection:
            home = await home_of(connection, by)
            this = update(moderation_case).where(moderation_case.c.id == case_id, undecided, something)
            values = {"decided_at": now, "decided_by_platform": home.platform, "decided_by": home.id}
            changed = await connection.execute(this.values(state=state, **values))
            case = await _get(connection, case_id)
            if case is None or (changed.rowcount == 0 and case.state not in DECIDED):
                raise Problem("case-gone")
            if changed.rowcount == 0:
                raise Problem("case-decided")
            facts = {"kind": case.kind.value, "category": case.category or "none"}
            subject = f"case:{case_id}"
            row = await append(connection, f"case-{state.value}", room=case.room, actor=by, subject=subject, facts=facts, now=now)
            if case.generation_id is not None:
                await _settle(connection, case, case.generation_id, now)
            elif case.state is CaseState.APPROVED:
                await take_back(connection, case.member, case.room, case.opened_at)
        keep_aside(*row)
        return case

    async def told(self, case_id: int) -> None:
        """Its person has been told what was decided: then no language is kept any more in which they are to be."""
        async with self._database.writing() as connection:
            await connection.execute(update(moderation_case).where(moderation_case.c.id == case_id).values(locale=""))

    async def untold(self, member: Member, platform: str, now: datetime) -> tuple[Case, ...]:
        """A person's cases of this platform of which they have not been told what was decided, oldest first.

        Neither those decided within `TELLING`, for that may be happening, nor before `NEWS`.
        """
        columns = moderation_case.c
        theirs = (columns.platform == member.platform, columns.member == member.id, columns.room_platform == platform)
        owed = (columns.state.in_(DECIDED), columns.locale != "", columns.decided_at.between(now - NEWS, now - TELLING))
        async with self._database.reading() as connection:
            rows = await connection.execute(_chosen(*theirs, *owed).order_by(columns.id))
            return tuple(_record(row) for row in rows.all())

    async def queue(self, rooms: Collection[Room] | None, limit: int) -> list[Case]:
        """What waits in these rooms and their threads, oldest first; None: in private chats, where the bot's owners decide."""
        waits = [is_open, moderation_case.c.private.is_(rooms is None)]
        if rooms is not None:
            if not rooms:
                return []
            waits.append(or_(*(_around(room) for room in {outermost(room) for room in rooms})))
        async with self._database.reading() as connection:
            rows = await connection.execute(_chosen(*waits).order_by(moderation_case.c.id).limit(limit))
            return [_record(row) for row in rows.all()]

    async def waiting(self, room: Room | None) -> int:
        """How many wait in a room and its threads; None: in private chats."""
        async with self._database.reading() as connection:
            return await _waiting(connection, room)

    async def of_generation(self, generation_id: int) -> tuple[Case, ...]:
        """All cases about a picture set, in the order in which they came up."""
        about = _chosen(moderation_case.c.generation_id == generation_id).order_by(moderation_case.c.id)
        async with self._database.reading() as connection:
            return tuple(_record(row) for row in (await connection.execute(about)).all())

    async def of_member(self, member: Member, limit: int) -> tuple[Case, ...]:
        """The newest cases of a person, newest first."""
        mine = and_(moderation_case.c.platform == member.platform, moderation_case.c.member == member.id)
        async with self._database.reading() as connection:
            newest = await connection.execute(_chosen(mine).order_by(moderation_case.c.id.desc()).limit(limit))
            return tuple(_record(row) for row in newest.all())

    async def tally(self, room: Room, since: datetime) -> CaseTally:
        """What came up and was decided in a room and its threads since then, and how many wait."""
        here = and_(_around(outermost(room)), moderation_case.c.private.is_(False))
        opened = and_(here, moderation_case.c.opened_at >= since)
        kinds = select(moderation_case.c.kind, func.count()).where(opened).group_by(moderation_case.c.kind)
        categories = select(moderation_case.c.category, func.count()).where(opened).group_by(moderation_case.c.category)
        appealed = select(func.count()).select_from(moderation_case).where(here, moderation_case.c.appealed_at >= since)
        decided = select(moderation_case.c.state, func.count()).where(here, moderation_case.c.decided_at >= since)
        async with self._database.reading() as connection:
            states = {str(row[0]): int(row[1]) for row in await connection.execute(decided.group_by(moderation_case.c.state))}
            return CaseTally(
                opened={CaseKind(row[0]): int(row[1]) for row in await connection.execute(kinds)},
                categories={str(row[0]): int(row[1]) for row in await connection.execute(categories)},
                appealed=int((await connection.execute(appealed)).scalar_one()),
                approved=states.get(CaseState.APPROVED, 0),
                refused=states.get(CaseState.REFUSED, 0),
                waiting=await _waiting(connection, room),
            )

    async def purge(self, now: datetime) -> int:
        """Take words and person out of what is past its room's retention; answers of how many cases. What counts them stays.

        A case begins anew with its appeal. One that still waits is refused with that: nobody looked, and nothing is left to look
        at but its picture, which stays hidden. Suspensions that are over and strikes of more than four weeks go, too.
        """
        rooms = select(moderation_case.c.room_platform, moderation_case.c.room, moderation_case.c.around).distinct()
        late: list[tuple[Room, ColumnElement[bool]]] = []
        async with self._database.reading() as connection:
            for row in (await connection.execute(rooms.where(has_person, moderation_case.c.opened_at <= now))).all():
                room, around = Room(row.room_platform, row.room), Room(row.room_platform, row.around)
                past = _past(room, around, now - timedelta(days=(await read_settings(connection, room)).retention_days))
                if (await connection.execute(select(moderation_case.c.id).where(past).limit(1))).first() is not None:
                    late.append((room, past))
        purged = 0
        for room, past in late:  # one after the other: a big room's words must not keep all others from voting
            async with self._database.writing() as connection:
                purged += await _purge(connection, room, past, now)
        async with self._database.writing() as connection:
            await connection.execute(delete(suspension).where(suspension.c.until <= now))
            await connection.execute(delete(strike).where(strike.c.at <= now - RECENT))
        return purged


async def _settle(connection: AsyncConnection, case: Case, generation_id: int, now: datetime) -> None:
    """What the decision means for the pictures."""
    if case.state is CaseState.APPROVED:
        if case.kind is CaseKind.REPORT:
            await found_harmless(connection, generation_id, now, case.room)
        others = and_(moderation_case.c.generation_id == generation_id, moderation_case.c.id != case.id)
        # What was reported in another room, too, is for its moderators as well: nobody's friends undo what they have not decided.
        kinds = (*HELD_BACK, CaseKind.REPORT) if case.kind is CaseKind.REPORT else HELD_BACK
        waits = and_(is_open, moderation_case.c.kind.in_(kinds))
        refused = and_(moderation_case.c.state == CaseState.REFUSED, moderation_case.c.kind != CaseKind.WORDS)
        against = select(moderation_case.c.id).where(others, or_(waits, refused)).limit(1)
        if (await connection.execute(against)).first() is None:
            await show(connection, generation_id, now, case.room)
    elif case.kind is CaseKind.REPORT:
        await hide(connection, generation_id, Held.REPORTED, now)
    elif case.kind in HELD_BACK:
        await return_units(connection, generation_id, now)


def _past(room: Room, around: Room, until: datetime) -> ColumnElement[bool]:
    """The cases of a room that still have a person and began before then. The columns of an index come first."""
    since = func.coalesce(moderation_case.c.appealed_at, moderation_case.c.opened_at)
    here = and_(_around(around), moderation_case.c.opened_at <= until)
    return and_(here, moderation_case.c.room == room.id, since <= until, has_person)


async def _purge(connection: AsyncConnection, room: Room, past: ColumnElement[bool], now: datetime) -> int:
    waiting = select(moderation_case.c.id, moderation_case.c.kind, moderation_case.c.generation_id).where(past, is_open)
    for number, kind, generation_id in (await connection.execute(waiting)).all():
        if kind in HELD_BACK and generation_id is not None:
            await return_units(connection, generation_id, now)
        this = update(moderation_case).where(moderation_case.c.id == number)
        await connection.execute(this.values(state=CaseState.REFUSED, decided_at=now))
        await append(connection, "case-lapsed", room=room, actor=None, subject=f"case:{number}", now=now)
    nowhere = {"room": PRIVATE, "around": PRIVATE}  # else the number of the chat would name the person
    alone = update(moderation_case).where(past, moderation_case.c.private)
    private = (await connection.execute(alone.values(**NOBODY, **nowhere))).rowcount
    if private:
        named = and_(alias.c.kind == "room", alias.c.platform == room.platform, alias.c.id == room.id)
        await connection.execute(delete(alias).where(named))
    return private + (await connection.execute(update(moderation_case).where(past).values(NOBODY))).rowcount


def _around(room: Room) -> ColumnElement[bool]:
    return and_(moderation_case.c.room_platform == room.platform, moderation_case.c.around == room.id)


async def _waiting(connection: AsyncConnection, room: Room | None) -> int:
    waits = select(func.count()).select_from(moderation_case).where(is_open, moderation_case.c.private.is_(room is None))
    if room is not None:
        waits = waits.where(_around(outermost(room)))
    return int((await connection.execute(waits)).scalar_one())


def _chosen(*where: ColumnElement[bool]) -> Select[Any]:
    columns = moderation_case.c
    name = name_there(columns.platform, columns.member, columns.room_platform)
    return select(moderation_case, name.label("name")).outerjoin(person, name_of(moderation_case)).where(*where)


async def _get(connection: AsyncConnection, case_id: int) -> Case | None:
    row = (await connection.execute(_chosen(moderation_case.c.id == case_id))).first()
    return None if row is None else _record(row)


async def _must(connection: AsyncConnection, case_id: int) -> Case:
    case = await _get(connection, case_id)
    if case is None:
        raise Problem("case-gone")
    return case


async def _open_twin(connection: AsyncConnection, generation_id: int, kind: CaseKind, room: Room) -> Case | None:
    same = (moderation_case.c.generation_id == generation_id, moderation_case.c.kind == kind, _around(outermost(room)), is_open)
    row = (await connection.execute(_chosen(*same))).first()
    return None if row is None else _record(row)


def _record(row: Row[Any]) -> Case:
    return Case(
        id=row.id,
        kind=CaseKind(row.kind),
        state=CaseState(row.state),
        room=Room(row.room_platform, row.room),
        private=row.private,
        member=Member(row.platform, row.member, row.name or ""),
        locale=row.locale,
        audience=Audience(row.audience),
        category=row.category,
        rule=row.rule,
        text=row.text,
        command=row.command,
        generation_id=row.generation_id,
        opened_at=row.opened_at,
        appealed_at=row.appealed_at,
        decided_at=row.decided_at,
        decided_by=None if row.decided_by is None else Member(row.decided_by_platform, row.decided_by),
    )
