"""What moderation knows of a person and of a room: told, forgotten, joined with another account's, parted, moved."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, and_, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.purse import inside, outermost
from storage.records import CaseState, Member, Room
from storage.schema import generation, of_member, report, room_settings
from storage.schema_moderation import alias, digest, house_phrase, is_open, moderation_case, strike, suspension
from storage.strikes import RECENT, longest

PRIVATE: Final = "@"  # the room of private chats of people who are not known any more
# Of a case: nobody's words are left, and nobody can appeal.
NOBODY: Final[dict[str, Any]] = {"platform": "", "member": "", "text": "", "command": ""}
# Every pair of columns that names somebody who decided something, or whose words were allowed.
_BY: Final = (
    (moderation_case, "decided_by_platform", "decided_by"),
    (suspension, "by_platform", "by"),
    (house_phrase, "by_platform", "by"),
    (house_phrase, "said_platform", "said"),
)


async def told_of(connection: AsyncConnection, member: Member) -> dict[str, list[dict[str, Any]]]:
    """All of it, as columns of the tables; what was refused is the person's own words. Not by which rule: that is the guard's."""
    about = ("kind", "state", "category", "text", "command", "generation_id", "opened_at", "appealed_at", "decided_at")
    cases = [moderation_case.c[name] for name in ("id", "room_platform", "room", *about)]
    strikes = (strike.c.room_platform, strike.c.around.label("room"), strike.c.category, strike.c.weight, strike.c.at)
    ends = (suspension.c.room_platform, suspension.c.around.label("room"), suspension.c.until, suspension.c.reason)
    phrases = (house_phrase.c.room_platform, house_phrase.c.room, house_phrase.c.phrase, house_phrase.c.at)
    asked = {
        "cases": select(*cases).where(of_member(moderation_case, member)).order_by(moderation_case.c.id),
        "strikes": select(*strikes).where(of_member(strike, member)).order_by(strike.c.at, strike.c.id),
        "allowed": select(*phrases).where(_said_by(member)).order_by(house_phrase.c.id),
        "suspensions": select(*ends).where(of_member(suspension, member)).order_by(suspension.c.until),
    }
    return {name: [dict(row) for row in (await connection.execute(one)).mappings()] for name, one in asked.items()}


async def something_holds(connection: AsyncConnection, member: Member, now: datetime) -> bool:
    """What `forget_moderated` would keep."""
    shut = select(suspension.c.until).where(of_member(suspension, member), suspension.c.until > now)
    tried = select(strike.c.at).where(of_member(strike, member), strike.c.at > now - RECENT)
    return any([(await connection.execute(one.limit(1))).first() is not None for one in (shut, tried)])


async def forget_moderated(connection: AsyncConnection, member: Member, guests: tuple[Member, ...], now: datetime) -> None:
    """Cases lose person and words; what still holds against the person stays, without its reason, with each account in its rooms.

    The names under which they and their private chats stand in the audit trail mean nobody from now on. While their generations
    are still there: a case that waits is over, unless it is about another's picture, which is hidden.
    """
    alone = await _private_rooms(connection, member, guests)
    mine = of_member(moderation_case, member)
    others = or_(generation.c.platform != member.platform, generation.c.member != member.id)
    about_another = exists().where(generation.c.id == moderation_case.c.generation_id, others)
    await connection.execute(update(moderation_case).where(mine, is_open, ~about_another).values(state=CaseState.NOTED))
    await connection.execute(delete(house_phrase).where(_said_by(member)))
    private: dict[str, Any] = {"room": PRIVATE, "around": PRIVATE}
    await connection.execute(update(moderation_case).where(mine, moderation_case.c.private).values(private))
    await connection.execute(update(moderation_case).where(mine).values(NOBODY))
    for table, platform, name in _BY:
        by = and_(table.c[platform] == member.platform, table.c[name] == member.id)
        await connection.execute(update(table).where(by).values({platform: None, name: None}))
    await connection.execute(delete(alias).where(_means("member", member.platform, member.id)))
    for room in alone:
        await connection.execute(delete(alias).where(_means("room", room.platform, room.id)))
    await connection.execute(delete(suspension).where(of_member(suspension, member), suspension.c.until <= now))
    await connection.execute(update(suspension).where(of_member(suspension, member)).values(reason=""))
    await connection.execute(delete(strike).where(of_member(strike, member), strike.c.at <= now - RECENT))
    await connection.execute(update(strike).where(of_member(strike, member)).values(category=""))
    for guest in guests:
        await _give_back(connection, member, guest)


async def join_moderated(connection: AsyncConnection, home: Member, guest: Member) -> None:
    """All of `guest`'s is `home`'s; of two suspensions in one room the longer one holds."""
    as_home = {"platform": home.platform, "member": home.id}
    for table in (moderation_case, strike):
        await connection.execute(update(table).where(of_member(table, guest)).values(as_home))
    for row in (await connection.execute(select(suspension).where(of_member(suspension, guest)))).mappings().all():
        values = {name: row[name] for name in ("until", "reason", "by_platform", "by")}
        await longest(connection, as_home | {"room_platform": row["room_platform"], "around": row["around"]}, values)
    await connection.execute(delete(suspension).where(of_member(suspension, guest)))
    for table, platform, name in _BY:
        by = and_(table.c[platform] == guest.platform, table.c[name] == guest.id)
        await connection.execute(update(table).where(by).values({platform: home.platform, name: home.id}))
    named = update(alias).where(_means("member", guest.platform, guest.id))
    await connection.execute(named.values(platform=home.platform, id=home.id))


async def part_moderated(connection: AsyncConnection, home: Member, guest: Member) -> None:
    """What came up in the rooms of the guest's platform is the guest's again, and so is the name it had in the audit trail."""
    await _give_back(connection, home, guest)
    there = and_(of_member(moderation_case, home), moderation_case.c.room_platform == guest.platform)
    await connection.execute(update(moderation_case).where(there).values(platform=guest.platform, member=guest.id))
    for table, platform, name in _BY:
        by = and_(table.c[platform] == home.platform, table.c[name] == home.id, table.c.room_platform == guest.platform)
        await connection.execute(update(table).where(by).values({platform: guest.platform, name: guest.id}))
    named = update(alias).where(_means("member", home.platform, home.id), alias.c.made_on == guest.platform)
    await connection.execute(named.values(platform=guest.platform, id=guest.id))


async def move_moderated(connection: AsyncConnection, old: Room, new: Room) -> None:
    """A room has another id. What the new one has already stays; of two suspensions of one person the longer one holds."""
    if old == new:
        return
    around = outermost(new)
    double = _opened_twice(around)
    again = update(moderation_case).where(_inside(moderation_case, old), is_open, double)
    await connection.execute(again.values(state=CaseState.NOTED))
    reported = and_(report.c.room_platform == old.platform, report.c.around == old.id)
    await connection.execute(update(report).where(reported).values(room_platform=around.platform, around=around.id))
    cases = update(moderation_case).where(_inside(moderation_case, old))
    place = {"room_platform": new.platform, "room": moved_id(moderation_case.c.room, old, new)}
    await connection.execute(cases.values(place | {"around": around.id}))
    whole = and_(strike.c.room_platform == old.platform, strike.c.around == old.id)
    await connection.execute(update(strike).where(whole).values(room_platform=around.platform, around=around.id))
    shut = and_(suspension.c.room_platform == old.platform, suspension.c.around == old.id)
    for row in (await connection.execute(select(suspension).where(shut))).mappings().all():
        values = {name: row[name] for name in ("until", "reason", "by_platform", "by")}
        key = {"platform": row["platform"], "member": row["member"], "room_platform": around.platform, "around": around.id}
        await longest(connection, key, values)
    await connection.execute(delete(suspension).where(shut))
    for table, same in ((house_phrase, ("phrase",)), (digest, ())):
        other = table.alias()
        twice = and_(other.c.room_platform == new.platform, other.c.room == moved_id(table.c.room, old, new))
        twice = and_(twice, *(other.c[name] == table.c[name] for name in same))
        await connection.execute(delete(table).where(_inside(table, old), exists().where(twice).correlate(table)))
        place = {"room_platform": new.platform, "room": moved_id(table.c.room, old, new)}
        await connection.execute(update(table).where(_inside(table, old)).values(place))
    named = and_(alias.c.kind == "room", alias.c.platform == old.platform, inside(alias.c.id, old))
    await connection.execute(update(alias).where(named).values(platform=new.platform, id=moved_id(alias.c.id, old, new)))
    if old.platform == new.platform:
        told = and_(room_settings.c.platform == old.platform, inside(room_settings.c.log_room, old))
        await connection.execute(update(room_settings).where(told).values(log_room=moved_id(room_settings.c.log_room, old, new)))


def _opened_twice(around: Room) -> ColumnElement[bool]:
    """Whether the same waits for this room's moderators already."""
    twin = moderation_case.alias()
    same = and_(twin.c.generation_id == moderation_case.c.generation_id, twin.c.kind == moderation_case.c.kind)
    there = and_(twin.c.room_platform == around.platform, twin.c.around == around.id, twin.c.state == CaseState.OPEN)
    return exists().where(same, there).correlate(moderation_case)


def moved_id(column: Column[str], old: Room, new: Room) -> ColumnElement[str]:
    """The new number of that room, or of a thread in it."""
    return literal(new.id) + func.substr(column, len(old.id) + 1)


async def _private_rooms(connection: AsyncConnection, member: Member, guests: tuple[Member, ...]) -> set[Room]:
    """The chats of two with the bot of which something is known; some chats number them like the person."""
    found = {room for one in (member, *guests) for room in (Room.private_with(one), Room(one.platform, one.id))}
    for table in (generation, moderation_case):
        rooms = select(table.c.room_platform, table.c.room).distinct().where(of_member(table, member), table.c.private)
        found.update(Room(row.room_platform, row.room) for row in (await connection.execute(rooms)).all())
    return found


async def _give_back(connection: AsyncConnection, home: Member, guest: Member) -> None:
    for table in (strike, suspension):
        there = and_(of_member(table, home), table.c.room_platform == guest.platform)
        await connection.execute(update(table).where(there).values(platform=guest.platform, member=guest.id))


def _said_by(member: Member) -> ColumnElement[bool]:
    return and_(house_phrase.c.said_platform == member.platform, house_phrase.c.said == member.id)


def _means(kind: str, platform: str, number: str) -> ColumnElement[bool]:
    return and_(alias.c.kind == kind, alias.c.platform == platform, alias.c.id == number)


def _inside(table: Table, room: Room) -> ColumnElement[bool]:
    return and_(table.c.room_platform == room.platform, inside(table.c.room, room))
