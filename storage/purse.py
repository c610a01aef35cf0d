"""The purse: what wishes may cost, reserved when they are accepted, settled or given back when they end, entry by entry.

Entries stand in the ledger, sums that are limited in the table of purses: both are written where the wish is changed, at once.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, and_, case, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import accounts_of
from storage.database import Database, upsert
from storage.names import name_there
from storage.problem import Problem
from storage.records import GenerationRequest, Member, Painting, Room, Status
from storage.schema import generation, halt, ledger, of_member, person, purse

EVERYWHERE: Final = Room("", "")
PAID: Final = "paid"
_PRIVATE: Final = "@"  # the room of a forgotten person's private chats
_WARN_AT: Final = 80  # per cent of a limit
_RESERVED: Final = ledger.c.kind == "reserve"
# What is spent or set aside: reserved less given back. What is settled was reserved before.
_SIGN: Final = case((_RESERVED, 1), (ledger.c.kind.in_(("refund", "return")), -1), else_=0)
# Understood by SQLite and PostgreSQL; SQLAlchemy has it only in each one's own dialect.
_WHOSE: Final = ("generation_id", "model", "platform", "member", "room_platform", "room", "booked_at")
_OPEN: Final = text(
    "INSERT INTO purse (room_platform, room, period, spent, warned) VALUES (:platform, :room, :period, 0, 0) ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Caps:
    """What everybody together may spend in a room and its threads, and in all rooms (`month_micro_usd`); None: no limit.

    Days and months are UTC's, money is millionths of a dollar.
    """

    room_day_units: int | None = None
    room_month_micro_usd: int | None = None
    month_micro_usd: int | None = None
    painting: Painting = Painting.ON


NO_CAPS: Final = Caps()


@dataclass(frozen=True, slots=True)
class Spending:
    """Who or which room spent how much. `member` None: people who asked to be forgotten."""

    units: int
    micro_usd: int
    member: Member | None = None
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    """One sum that a wish adds to."""

    name: str  # of its warning: `budget-warning-<name>`
    room: Room
    period: str
    cost: int
    cap: int | None


def day_of(moment: datetime) -> datetime:
    """The midnight (UTC) with which its day begins."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def month_of(moment: datetime) -> datetime:
    """The midnight (UTC) with which its month begins."""
    return day_of(moment).replace(day=1)


def next_day(moment: datetime) -> datetime:
    """When the units of the day are whole again."""
    return day_of(moment) + timedelta(days=1)


def next_month(moment: datetime) -> datetime:
    """When the money of the month is whole again."""
    return month_of(month_of(moment) + timedelta(days=31))


def outermost(room: Room) -> Room:
    """The room around all threads: they have one purse, or else each new thread would bring a new one."""
    return room if room.parent is None else outermost(room.parent)


def inside(column: Column[str], room: Room) -> ColumnElement[bool]:
    """The room itself and its threads. No LIKE: ids may hold its wildcards."""
    return or_(column == room.id, func.substr(column, 1, len(room.id) + 1) == f"{room.id}/")


async def reserve(
    connection: AsyncConnection, room: Room, *, units: int, micro_usd: int, caps: Caps, now: datetime
) -> tuple[str, ...]:
    """Add to the sums of all rooms and of this one. Answers of which limits the last fifth is reached, each the first time only.

    Problems "painting-off", "painting-stopped" (where: "room" or "all"), "room-budget-spent" (units, left), "money-spent" (where).
    """
    if caps.painting is Painting.OFF:
        raise Problem("painting-off")
    if micro_usd and caps.painting is Painting.FREE:
        raise Problem("painting-stopped", where="room")
    if micro_usd and await _halted(connection) is not None:
        raise Problem("painting-stopped", where="all")
    warned = []
    # Always in this order: two that wait for each other's rows would wait for ever.
    for one in _sums(room, units, micro_usd, caps, now):
        spent = await _add(connection, one, now)
        if spent is None and one.name == "room-units":
            left = max(0, (one.cap or 0) - await _spent(connection, one.room, one.period))
            raise Problem("room-budget-spent", units=units, left=left)
        if spent is None:
            raise Problem("money-spent", where="all" if one.room == EVERYWHERE else "room")
        if one.cap and spent * 100 >= one.cap * _WARN_AT and await _first_warning(connection, one):
            warned.append(one.name)
    return tuple(warned)


async def warns_person(
    connection: AsyncConnection, member: Member, room: Room, before: int, units: int, cap: int, now: datetime
) -> bool:
    """Whether this wish takes a person past four fifths of the day's units, the first time on this day."""
    if not units or (before + units) * 100 < cap * _WARN_AT:
        return False
    around = outermost(room)
    here = and_(ledger.c.room_platform == around.platform, inside(ledger.c.room, around), ledger.c.booked_at >= day_of(now))
    told = select(ledger.c.id).where(of_member(ledger, member), here, ledger.c.warned.startswith("units")).limit(1)
    return (await connection.execute(told)).first() is None


async def book(
    connection: AsyncConnection,
    generation_id: int,
    request: GenerationRequest,
    *,
    model: str,
    units: int,
    micro_usd: int,
    warned: tuple[str, ...],
    now: datetime,
) -> None:
    """Write down what was reserved for this wish; what is free leaves no entry."""
    if not (units or micro_usd):
        return
    who = {"platform": request.asked_by.platform, "member": request.asked_by.id}
    where = {"room_platform": request.room.platform, "room": request.room.id}
    values = {"generation_id": generation_id, "model": model, **who, **where, "booked_at": now}
    await _enter(connection, values, "reserve", units, micro_usd, now, " ".join(warned))


async def may_begin(connection: AsyncConnection, generation_id: int) -> None:
    """Problem "stopped-meanwhile": it costs money, which was stopped while it waited. Who has begun goes on: it is paid for."""
    if await _halted(connection) is None:
        return
    costs = and_(ledger.c.generation_id == generation_id, _RESERVED, ledger.c.micro_usd > 0)
    waits = and_(generation.c.id == ledger.c.generation_id, generation.c.status == Status.ACCEPTED)
    if (await connection.execute(select(ledger.c.id).join(generation, waits).where(costs))).first() is not None:
        raise Problem("stopped-meanwhile")


async def close(
    connection: AsyncConnection, generation_id: int, *, units: int | None, micro_usd: int | None, now: datetime
) -> None:
    """The wish has come to so much, at most what was reserved (None: to all of that); the rest is given back. Once."""
    entries = (await connection.execute(select(ledger).where(ledger.c.generation_id == generation_id))).mappings().all()
    if len(entries) != 1:  # it was free, or it is closed
        return
    held = entries[0]
    paid = held["units"] if units is None else min(units, held["units"])
    money = held["micro_usd"] if micro_usd is None else min(micro_usd, held["micro_usd"])
    values = {name: held[name] for name in _WHOSE}
    if paid or money:
        await _enter(connection, values, "settle", paid, money, now)
    await _give_back(connection, values, "refund", held["units"] - paid, held["micro_usd"] - money, now)


async def return_units(connection: AsyncConnection, generation_id: int, now: datetime) -> None:
    """Its person never had it, so its units are theirs again; its money is gone. Once, and after `close`."""
    this = ledger.c.generation_id == generation_id
    entries = {row["kind"]: row for row in (await connection.execute(select(ledger).where(this))).mappings()}
    if "settle" in entries and "return" not in entries:
        values = {name: entries["settle"][name] for name in _WHOSE}
        await _give_back(connection, values, "return", entries["settle"]["units"], 0, now)
    await connection.execute(update(generation).where(generation.c.id == generation_id).values(cost_units=0))


async def _give_back(
    connection: AsyncConnection, values: dict[str, Any], kind: str, units: int, micro_usd: int, now: datetime
) -> None:
    if units or micro_usd:
        await _enter(connection, values, kind, units, micro_usd, now)
    for one in _sums(Room(values["room_platform"], values["room"]), units, micro_usd, NO_CAPS, values["booked_at"]):
        there = and_(_row(one.room, one.period), purse.c.spent >= one.cost)
        await connection.execute(update(purse).where(there).values(spent=purse.c.spent - one.cost))


async def forget_spender(connection: AsyncConnection, member: Member, now: datetime) -> None:
    """Entries lose this person and their private chats, sums stay: forgetting must not be a way around a limit.

    Nor around their own: today's bear a mark by which `spent_forgotten` knows them again, and which goes when the day has passed.
    What is under way ends here: what nobody began costs nothing, the rest is paid for.
    """
    open_ = select(generation.c.id, generation.c.status).where(of_member(generation, member), generation.c.finished_at.is_(None))
    for row in (await connection.execute(open_)).all():
        nothing = 0 if row.status == Status.ACCEPTED else None
        await close(connection, row.id, units=nothing, micro_usd=nothing, now=now)
    alone = select(generation.c.id).where(of_member(generation, member), generation.c.private)
    accounts = {one.platform: one for one in reversed(await accounts_of(connection, member))}
    today = and_(of_member(ledger, member), ledger.c.booked_at >= day_of(now))
    for row in (await connection.execute(select(ledger.c.room_platform, ledger.c.room).where(today).distinct())).all():
        here = and_(today, ledger.c.room_platform == row.room_platform, ledger.c.room == row.room)
        mark = _mark(accounts.get(row.room_platform, member), Room(row.room_platform, row.room), now)
        await connection.execute(update(ledger).where(here).values(platform="", member=mark))
    await connection.execute(update(ledger).where(of_member(ledger, member)).values(platform="", member=""))
    await connection.execute(update(ledger).where(ledger.c.generation_id.in_(alone)).values(room=_PRIVATE))
    await _unmark(connection, now)


async def spent_forgotten(connection: AsyncConnection, member: Member, room: Room, now: datetime) -> int:
    """Units that this person spent today in this room and its threads before asking to be forgotten."""
    marks = [_mark(one, room, now) for one in await accounts_of(connection, member)]
    theirs = and_(ledger.c.platform == "", ledger.c.member.in_(marks), ledger.c.booked_at >= day_of(now))
    return int((await connection.execute(select(func.coalesce(func.sum(_SIGN * ledger.c.units), 0)).where(theirs))).scalar_one())


def _mark(member: Member, room: Room, at: datetime) -> str:
    """What stands in the ledger for somebody who asked to be forgotten, until the day ends; it is another one in each room."""
    meant = "\n".join((_day(at), member.platform, member.id, room.platform, outermost(room).id))
    return hashlib.sha256(meant.encode("utf-8", "replace")).hexdigest()


async def _unmark(connection: AsyncConnection, now: datetime) -> None:
    past = and_(ledger.c.platform == "", ledger.c.member != "", ledger.c.booked_at < day_of(now))
    await connection.execute(update(ledger).where(past).values(member=""))


async def move_sums(connection: AsyncConnection, old: Room, new: Room) -> None:
    """A room has another id: what it spent counts there."""
    there = and_(purse.c.room_platform == old.platform, purse.c.room == old.id)
    for row in (await connection.execute(select(purse).where(there))).mappings().all():
        if old != new:
            await connection.execute(_OPEN, {"platform": new.platform, "room": new.id, "period": row["period"]})
            now_there = _row(new, row["period"])
            await connection.execute(update(purse).where(now_there).values(spent=purse.c.spent + row["spent"]))
            await connection.execute(delete(purse).where(_row(old, row["period"])))


class Purse:
    """What was spent, as people are told it; and the switch that stops all models that cost money."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stop(self, on: bool, now: datetime) -> None:
        """Stop all models that cost money, in all rooms at once, or let them go on."""
        async with self._database.writing() as connection:
            if not on:
                await connection.execute(delete(halt).where(halt.c.what == PAID))
            elif await _halted(connection) is None:
                await upsert(connection, halt, {"what": PAID}, {"at": now})

    async def stopped(self) -> datetime | None:
        """Since when they are stopped."""
        async with self._database.reading() as connection:
            return await _halted(connection)

    async def may_go_on(self, generation_id: int) -> None:
        """Problem "stopped-meanwhile": this wish costs money, which was stopped. What has been handed in by now is paid for."""
        costs = and_(ledger.c.generation_id == generation_id, _RESERVED, ledger.c.micro_usd > 0)
        async with self._database.reading() as connection:
            if await _halted(connection) is None:
                return
            if (await connection.execute(select(ledger.c.id).where(costs))).first() is not None:
                raise Problem("stopped-meanwhile")

    async def warnings(self, generation_id: int) -> tuple[str, ...]:
        """Of which limits this wish took the last fifth: "units", "room-units", "room-money", "all-money"."""
        told = select(ledger.c.warned).where(ledger.c.generation_id == generation_id, _RESERVED)
        async with self._database.reading() as connection:
            return tuple(((await connection.execute(told)).scalar_one_or_none() or "").split())

    async def units_today(self, room: Room, now: datetime) -> int:
        """Units that everybody spent today in this room and its threads."""
        async with self._database.reading() as connection:
            return await _spent(connection, outermost(room), _day(now))

    async def money_this_month(self, room: Room, now: datetime) -> int:
        """Millionths of a dollar that everybody spent this month in this room and its threads; `EVERYWHERE`: in all rooms."""
        async with self._database.reading() as connection:
            return await _spent(connection, outermost(room), _month(now))

    async def spenders(self, room: Room, now: datetime, limit: int) -> tuple[Spending, ...]:
        """Who spent how much this month in this room and its threads, the most money first."""
        around = outermost(room)
        here = and_(ledger.c.room_platform == around.platform, inside(ledger.c.room, around))
        columns = (ledger.c.platform, case((ledger.c.platform == "", ""), else_=ledger.c.member).label("member"))
        rows = await self._most(columns, here, now, limit)
        async with self._database.reading() as connection:
            found = []
            for row in rows:
                name = name_there(person.c.platform, person.c.member, around.platform)
                named = select(name).where(person.c.platform == row.platform, person.c.member == row.member)
                name_here = (await connection.execute(named)).scalar_one_or_none() or ""
                member = Member(row.platform, row.member, name_here) if row.platform else None
                found.append(Spending(int(row.units), int(row.micro_usd), member=member))
            return tuple(found)

    async def rooms(self, now: datetime, limit: int) -> tuple[Spending, ...]:
        """Which rooms spent how much this month, the most money first; threads count by themselves."""
        rows = await self._most((ledger.c.room_platform, ledger.c.room), ledger.c.room != "", now, limit)
        return tuple(Spending(int(row.units), int(row.micro_usd), room=Room(row.room_platform, row.room)) for row in rows)

    async def _most(self, by: tuple[ColumnElement[Any], ...], where: ColumnElement[bool], now: datetime, limit: int) -> list[Any]:
        units, money = func.sum(_SIGN * ledger.c.units), func.sum(_SIGN * ledger.c.micro_usd)
        month = and_(ledger.c.booked_at >= month_of(now), ledger.c.booked_at < next_month(now))
        sums = select(*by, units.label("units"), money.label("micro_usd")).where(where, month).group_by(*by)
        most = sums.having(units + money > 0).order_by(money.desc(), units.desc(), *by).limit(limit)
        async with self._database.reading() as connection:
            return list((await connection.execute(most)).all())


def _sums(room: Room, units: int, micro_usd: int, caps: Caps, at: datetime) -> Iterator[_Sum]:
    """The sums that these amounts count in."""
    around = outermost(room)
    if micro_usd:
        yield _Sum("all-money", EVERYWHERE, _month(at), micro_usd, caps.month_micro_usd)
        yield _Sum("room-money", around, _month(at), micro_usd, caps.room_month_micro_usd)
    if units:
        yield _Sum("room-units", around, _day(at), units, caps.room_day_units)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"


def _month(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m}"


def _row(room: Room, period: str) -> ColumnElement[bool]:
    return and_(purse.c.room_platform == room.platform, purse.c.room == room.id, purse.c.period == period)


async def _add(connection: AsyncConnection, one: _Sum, now: datetime) -> int | None:
    """The new sum; None when it would go past its limit."""
    fits = [_row(one.room, one.period)]
    if one.cap is not None:
        fits.append(purse.c.spent + one.cost <= one.cap)
    added = update(purse).where(*fits).values(spent=purse.c.spent + one.cost).returning(purse.c.spent)
    spent = (await connection.execute(added)).scalar_one_or_none()
    if spent is None:  # too much, or the first of its day or month
        await connection.execute(_OPEN, {"platform": one.room.platform, "room": one.room.id, "period": one.period})
        await connection.execute(delete(purse).where(purse.c.period < _month(month_of(now) - timedelta(days=1))))  # long past
        await _unmark(connection, now)
        spent = (await connection.execute(added)).scalar_one_or_none()
    return None if spent is None else int(spent)


async def _first_warning(connection: AsyncConnection, one: _Sum) -> bool:
    """Of this limit: a new one is warned about anew."""
    fresh = and_(_row(one.room, one.period), purse.c.warned != one.cap)
    return (await connection.execute(update(purse).where(fresh).values(warned=one.cap))).rowcount > 0


async def _spent(connection: AsyncConnection, room: Room, period: str) -> int:
    return int((await connection.execute(select(purse.c.spent).where(_row(room, period)))).scalar_one_or_none() or 0)


async def _halted(connection: AsyncConnection) -> datetime | None:
    return (await connection.execute(select(halt.c.at).where(halt.c.what == PAID))).scalar_one_or_none()


async def _enter(
    connection: AsyncConnection, values: dict[str, Any], kind: str, units: int, micro_usd: int, at: datetime, warned: str = ""
) -> None:
    entry = {"kind": kind, "units": units, "micro_usd": micro_usd, "at": at, "warned": warned}
    await connection.execute(insert(ledger).values(**values, **entry))
