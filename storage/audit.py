"""The audit trail: who decided what about whom, row after row, each with the hash of the row before.

A row holds no id and no words of anybody: rooms and people stand in it under random names (table `alias`). Whoever is forgotten
loses that name, and no row has to change. That none does is what the hashes are for.
"""

import asyncio
import hashlib
import json
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import structlog
from sqlalchemy import ColumnElement, Row, and_, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import home_of
from storage.columns import EPOCH, MILLISECOND
from storage.database import Database
from storage.names import name_there, remember
from storage.purse import inside
from storage.records import AuditEntry, Member, Room
from storage.schema import person
from storage.schema_moderation import alias, audit, digest

FIRST: Final = "0" * 64  # before the first row
_PAGE: Final = 500  # rows that are hashed in one go
_NAME: Final = re.compile(r"[A-Za-z0-9_.:/+#-]{0,64}")  # what programs say, not people: no blanks
_MEMBER: Final = "member"
_ROOM: Final = "room"
Fact = str | int | float | Member | Room
_log = structlog.get_logger(__name__)


class Audit:
    """The trail can be read, tested and grown, and nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._fits = (0, FIRST)  # up to this row the chain was found whole, since this program began

    async def append(
        self,
        action: str,
        *,
        room: Room | None,
        actor: Member | None,
        subject: Member | str = "",
        facts: Mapping[str, Fact] | None = None,
        now: datetime,
    ) -> str:
        """Add a row and answer its hash. `room` None: the whole bot. `actor` None: the bot itself.

        Members and rooms, also among the facts, are written as their aliases. All other words must be the program's own (letters,
        digits and `_.:/+#-`, at most 64): ValueError, for words of people would stand here for ever.
        """
        async with self._database.writing() as connection:
            number, hashed = await append(connection, action, room=room, actor=actor, subject=subject, facts=facts, now=now)
        keep_aside(number, hashed)
        return hashed

    async def entries(
        self, room: Room | None, since: datetime | None = None, limit: int = 1000, *, actions: Collection[str] = ()
    ) -> tuple[AuditEntry, ...]:
        """The newest `limit` rows of a room and its threads (None: all there are), oldest first; `actions`: of these alone."""
        newest = select(audit).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
        if since is not None:
            newest = newest.where(audit.c.at >= since)
        if actions:
            newest = newest.where(audit.c.action.in_(actions))
        if room is not None:
            here = and_(alias.c.kind == _ROOM, alias.c.platform == room.platform, inside(alias.c.id, room))
            newest = newest.where(audit.c.room.in_(select(alias.c.name).where(here)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(newest)).all()
            return await _entries(connection, list(reversed(rows)))

    async def head(self) -> tuple[int, str]:
        """Number and hash of the newest row: what somebody may keep aside. (0, "000...") while there is none."""
        async with self._database.reading() as connection:
            return await head(connection)

    async def broken(self, kept: tuple[int, str] | None = None, *, anew: bool = True) -> int | None:
        """The number of the first row that is not what was once written; None: all fits.

        Not `anew`: only from the last row on that this object has found whole, and that one; all rows before it are read once.

        Found are rows that were changed, added, exchanged or taken out, also the first and, by the database's own count of rows
        and the newest hash that each day's digest keeps, the last. Not found is the work of somebody who can write to the file and
        computes all following hashes anew, or cuts off the end and corrects these places, too: against them only a hash that was
        kept where they cannot write helps (`kept`: its number and beginning, from the log, an export or a digest that was sent).
        Rows that nobody ever wrote cannot be missed.
        """
        suspects: list[int] = []
        last, before = (0, FIRST) if anew else self._fits
        told = [kept] if kept else []
        async with self._database.reading() as connection:
            told.append((last, before))
            while True:
                page = select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(_PAGE)
                rows = (await connection.execute(page)).all()
                # All others wait for the event loop: a thread computes, and gives way.
                odd = await asyncio.to_thread(_first_odd, rows, before, last)
                if odd is not None:
                    return odd
                if rows:
                    before, last = rows[-1].hash, rows[-1].id
                    self._fits = (last, before)
                if len(rows) < _PAGE:
                    break
            told += [
                (row.audit_id, row.audit_hash) for row in await connection.execute(select(digest.c.audit_id, digest.c.audit_hash))
            ]
            for number, hashed in told:
                found = (await connection.execute(select(audit.c.hash).where(audit.c.id == number))).scalar_one_or_none()
                if number and (found is None or not found.startswith(hashed)):
                    suspects.append(int(number))
            if await _counted(connection) > last:
                suspects.append(last + 1)
        return min(suspects, default=None)


def keep_aside(number: int, hashed: str) -> None:
    """Write a row's hash into the log, once it is committed: see `Audit.broken`."""
    _log.info("audit.appended", number=number, hash=hashed)


async def append(
    connection: AsyncConnection,
    action: str,
    *,
    room: Room | None,
    actor: Member | None,
    subject: Member | str = "",
    facts: Mapping[str, Fact] | None = None,
    now: datetime,
) -> tuple[int, str]:
    """As `Audit.append`, within a transaction; answers number and hash.

    Two can not come after the same row: the transaction has SQLite's only lock to write, and `before` is unique in the table.
    """
    where = "" if room is None else await _room_alias(connection, room)
    if actor is not None and actor.name:
        await remember(connection, actor)  # those who read the trail read who it was
    who = "" if actor is None else await _member_alias(connection, actor)
    whom = await _member_alias(connection, subject) if isinstance(subject, Member) else _own(subject)
    said = {_own(name): await _plain(connection, value) for name, value in (facts or {}).items()}
    told = _canonical(said)
    last, before = await head(connection)
    number = max(last, await _counted(connection)) + 1  # an end that was cut off leaves a gap for ever
    hashed = _hash(before, number, _millis(now), _own(action), where, who, whom, told)
    row = {"action": action, "room": where, "actor": who, "subject": whom, "facts": told, "before": before, "hash": hashed}
    await connection.execute(insert(audit).values(id=number, at=now, **row))
    return number, hashed


async def head(connection: AsyncConnection) -> tuple[int, str]:
    """Number and hash of the newest row."""
    rows = select(audit.c.id, audit.c.hash).where(audit.c.id > 0)  # all; said so, that SQLite goes to the last by its number
    newest = (await connection.execute(rows.order_by(audit.c.id.desc()).limit(1))).first()
    return (0, FIRST) if newest is None else (int(newest.id), newest.hash)


async def _counted(connection: AsyncConnection) -> int:
    """The highest number that a row ever had, as SQLite keeps it for itself; 0 where the database keeps none."""
    if connection.dialect.name != "sqlite":
        return 0
    counted = text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
    return int((await connection.execute(counted)).scalar_one_or_none() or 0)


def _first_odd(rows: Sequence[Row[Any]], before: str, last: int) -> int | None:
    """The number of the first row that does not come after number `last`, with the hash `before`, and those of the others."""
    for row in rows:
        if row.id != last + 1:
            return last + 1
        if row.before != before or row.hash != _hash(row.before, row.id, _millis(row.at), *_texts(row)):
            return int(row.id)
        before, last = row.hash, row.id
    return None


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _hash(before: str, *row: str | int) -> str:
    return hashlib.sha256(f"{before}\n{_canonical(row)}".encode("ascii")).hexdigest()


def _texts(row: Row[Any]) -> tuple[str, ...]:
    return row.action, row.room, row.actor, row.subject, row.facts


def _millis(moment: datetime) -> int:
    return (moment - EPOCH) // MILLISECOND


def _own(words: str) -> str:
    if _NAME.fullmatch(words) is None:
        raise ValueError(f"the audit trail takes the program's own words only, and these have {len(words)} signs")
    return words


async def _plain(connection: AsyncConnection, value: Fact) -> str | int | float:
    if isinstance(value, Member):
        return await _member_alias(connection, value)
    if isinstance(value, Room):
        return await _room_alias(connection, value)
    return _own(value) if isinstance(value, str) else value


async def _member_alias(connection: AsyncConnection, member: Member) -> str:
    home = await home_of(connection, member)
    return await _alias(connection, _MEMBER, home.platform, home.id, member.platform)


async def _room_alias(connection: AsyncConnection, room: Room) -> str:
    return await _alias(connection, _ROOM, room.platform, room.id, room.platform)


async def _alias(connection: AsyncConnection, kind: str, platform: str, number: str, made_on: str) -> str:
    """The name for this account or room; people whose accounts were joined may have several, one for each platform."""
    meant = and_(alias.c.kind == kind, alias.c.platform == platform, alias.c.id == number)
    names = (await connection.execute(select(alias.c.name, alias.c.made_on).where(meant).order_by(alias.c.name))).all()
    for row in names:
        if row.made_on == made_on:
            return str(row.name)
    name = f"{kind}-{secrets.token_hex(8)}"
    values = {"name": name, "kind": kind, "platform": platform, "id": number, "made_on": made_on}
    await connection.execute(insert(alias).values(values))
    return name


async def _entries(connection: AsyncConnection, rows: list[Row[Any]]) -> tuple[AuditEntry, ...]:
    rooms = {name: await _room(connection, name) for name in {row.room for row in rows}}
    people: dict[tuple[str, Room | None], Member | None] = {}
    for row in rows:
        for name in (row.actor, row.subject):
            if (name, rooms[row.room]) not in people:
                people[name, rooms[row.room]] = await _person(connection, name, rooms[row.room])
    return tuple(
        AuditEntry(
            number=row.id,
            at=row.at,
            action=row.action,
            room_alias=row.room,
            actor_alias=row.actor,
            subject=row.subject,
            facts=json.loads(row.facts),
            before=row.before,
            hash=row.hash,
            room=rooms[row.room],
            actor=people[row.actor, rooms[row.room]],
            member=people[row.subject, rooms[row.room]],
        )
        for row in rows
    )


async def _room(connection: AsyncConnection, name: str) -> Room | None:
    row = (await connection.execute(select(alias.c.platform, alias.c.id).where(_named(name, _ROOM)))).first()
    return None if row is None else Room(row.platform, row.id)


async def _person(connection: AsyncConnection, name: str, there: Room | None) -> Member | None:
    """By the name they have on the platform of that room. None also for what is no name, such as "case:12"."""
    if not name.startswith(f"{_MEMBER}-"):
        return None
    called = func.coalesce(name_there(alias.c.platform, alias.c.id, there.platform if there else ""), "").label("called")
    named = and_(person.c.platform == alias.c.platform, person.c.member == alias.c.id)
    known = select(alias.c.platform, alias.c.id, called).outerjoin(person, named).where(_named(name, _MEMBER))
    row = (await connection.execute(known)).first()
    return None if row is None else Member(row.platform, row.id, row.called)


def _named(name: str, kind: str) -> ColumnElement[bool]:
    return and_(alias.c.name == name, alias.c.kind == kind)
