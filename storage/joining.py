"""Two people become one and part again: all their rows, in one transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import accounts_of, forget_links, must_fit
from storage.database import upsert
from storage.moderated import join_moderated, part_moderated
from storage.records import Member
from storage.schema import (
    account,
    ban,
    challenge,
    favourite,
    generation,
    guess,
    hint,
    ledger,
    link_code,
    of_member,
    person,
    report,
    vote,
    witness,
)
from storage.votes import step_away

_GAME_TABLES = (witness, guess, hint)


async def join(connection: AsyncConnection, home: Member, guest: Member, now: datetime) -> None:
    """Make two people one: all that `guest` has is `home`'s from now on. Both are homes of their own so far."""
    await must_fit(connection, home, guest)
    await _join_votes(connection, home, guest)
    await _join_marks(connection, home, guest)
    await _join_games(connection, home, guest)
    # Chats number what people do each in their own way: so no two wishes of a person ever have the same key.
    keys = {"key": f"{guest.platform}:" + generation.c.key}
    await connection.execute(update(generation).where(of_member(generation, guest)).values(keys | _as(home)))
    await connection.execute(update(ledger).where(of_member(ledger, guest)).values(_as(home)))
    await join_moderated(connection, home, guest)
    await _join_bans(connection, home, guest)
    await _join_language(connection, home, guest)
    theirs = and_(account.c.home_platform == guest.platform, account.c.home_member == guest.id)
    await connection.execute(update(account).where(theirs).values(home_platform=home.platform, home_member=home.id))
    joined = {"home_platform": home.platform, "home_member": home.id, "at": now}
    await connection.execute(insert(account).values(platform=guest.platform, member=guest.id, **joined))
    for member in (home, guest):
        await connection.execute(delete(link_code).where(of_member(link_code, member)))


async def part(connection: AsyncConnection, member: Member) -> tuple[Member, ...]:
    """Give each account of a person back what was made in the rooms of its platform; answers the accounts, home first.

    What had become one stays so: a vote that no longer counted, a mark that stood twice. Language and ban hold for each of them.
    """
    home, *guests = await accounts_of(connection, member)
    for guest in guests:
        await _give_back(connection, home, guest)
    await forget_links(connection, home)
    return (home, *guests)


def _as(member: Member, prefix: str = "platform", name: str = "member") -> dict[str, str]:
    return {prefix: member.platform, name: member.id}


async def _join_votes(connection: AsyncConnection, home: Member, guest: Member) -> None:
    """One vote on each picture set, the later one; and none that counts on one's own."""
    votes = select(vote, generation.c.platform.label("of_platform"), generation.c.member.label("of"))
    votes = votes.join(generation, generation.c.id == vote.c.generation_id)
    found: dict[int, dict[Member, tuple[int, datetime, Member]]] = {}
    for member in (home, guest):
        for row in (await connection.execute(votes.where(of_member(vote, member)))).all():
            found.setdefault(row.generation_id, {})[member] = (row.variant, row.at, Member(row.of_platform, row.of))
    doubles: list[dict[str, Any]] = []
    uncounted: list[dict[str, Any]] = []
    for number, cast in found.items():
        keeps = max(cast, key=lambda member: cast[member][1])
        for member, (variant, _, author) in cast.items():
            if author != member and (member != keeps or author in (home, guest)):
                uncounted.append({"number": number, "choice": variant})
            if member != keeps:
                doubles.append({"number": number, "of_platform": member.platform, "of": member.id})
    # All at once each: a statement a vote would keep everybody from voting for half a minute when there are thousands.
    if doubles:
        whose = (vote.c.platform == bindparam("of_platform"), vote.c.member == bindparam("of"))
        await connection.execute(delete(vote).where(vote.c.generation_id == bindparam("number"), *whose), doubles)
    if uncounted:  # at most one a set, so the highest step is the one to go
        await connection.execute(step_away(bindparam("number"), bindparam("choice")), uncounted)
    await connection.execute(update(vote).where(of_member(vote, guest)).values(_as(home)))


async def _join_marks(connection: AsyncConnection, home: Member, guest: Member) -> None:
    await _without_doubles(connection, favourite, home, guest, favourite.c.generation_id, favourite.c.variant)
    await connection.execute(update(favourite).where(of_member(favourite, guest)).values(_as(home)))
    await _without_doubles(connection, report, home, guest, report.c.generation_id)
    await connection.execute(update(report).where(of_member(report, guest)).values(_as(home)))


async def _join_games(connection: AsyncConnection, home: Member, guest: Member) -> None:
    for platform, member in (("author_platform", "author"), ("opener_platform", "opener")):
        theirs = and_(challenge.c[platform] == guest.platform, challenge.c[member] == guest.id)
        await connection.execute(update(challenge).where(theirs).values(_as(home, platform, member)))
    other = hint.alias()
    both = and_(other.c.challenge_id == hint.c.challenge_id, of_member(hint, home))
    of_guest = and_(other.c.platform == guest.platform, other.c.member == guest.id)
    more = select(other.c.taken).where(other.c.challenge_id == hint.c.challenge_id, of_guest).scalar_subquery()
    # Both were told the first ones: who took more of them has taken all.
    raised = update(hint).where(of_member(hint, home), exists().where(both, of_guest, other.c.taken > hint.c.taken))
    await connection.execute(raised.values(taken=more))
    await _without_doubles(connection, hint, home, guest, hint.c.challenge_id)
    await _without_doubles(connection, witness, home, guest, witness.c.challenge_id)
    for table in _GAME_TABLES:
        await connection.execute(update(table).where(of_member(table, guest)).values(_as(home)))
    await _without_same_guesses(connection, home)
    # Who set a secret or saw it can not have guessed it, under whatever name. Games that are over stay as they were told.
    seen = or_(
        and_(challenge.c.author_platform == home.platform, challenge.c.author == home.id),
        challenge.c.id.in_(select(witness.c.challenge_id).where(of_member(witness, home))),
    )
    running = select(challenge.c.id).where(challenge.c.closed_at.is_(None), seen)
    await connection.execute(delete(guess).where(of_member(guess, home), guess.c.challenge_id.in_(running)))


async def _without_same_guesses(connection: AsyncConnection, home: Member) -> None:
    """The same words count once in a game, the first time."""
    mine = select(guess.c.id, guess.c.challenge_id, guess.c.text).where(of_member(guess, home)).order_by(guess.c.id)
    said: set[tuple[int, str]] = set()
    for row in (await connection.execute(mine)).all():
        words = (row.challenge_id, row.text.casefold())
        if words in said:
            await connection.execute(delete(guess).where(guess.c.id == row.id))
        said.add(words)


async def _without_doubles(connection: AsyncConnection, table: Table, home: Member, guest: Member, *same: Column[int]) -> None:
    """What both have, only `home` keeps."""
    other = table.alias()
    equal: list[ColumnElement[bool]] = [other.c[column.name] == column for column in same]
    kept = exists().where(other.c.platform == home.platform, other.c.member == home.id, *equal).correlate(table)
    await connection.execute(delete(table).where(of_member(table, guest), kept))


async def _join_bans(connection: AsyncConnection, home: Member, guest: Member) -> None:
    """The longer one holds."""
    both = select(ban.c.until, ban.c.reason).where(or_(of_member(ban, home), of_member(ban, guest)))
    longest = (await connection.execute(both.order_by(ban.c.until.desc()).limit(1))).first()
    if longest is not None:
        await upsert(connection, ban, _as(home), {"until": longest.until, "reason": longest.reason})
        await connection.execute(delete(ban).where(of_member(ban, guest)))


async def _join_language(connection: AsyncConnection, home: Member, guest: Member) -> None:
    """Home's, or the guest's if home has chosen none."""
    theirs = (await connection.execute(select(person.c.language).where(of_member(person, guest)))).scalar_one_or_none()
    if theirs is not None:
        none = and_(of_member(person, home), person.c.language.is_(None))
        await connection.execute(update(person).where(none).values(language=theirs))


async def copy_ban(connection: AsyncConnection, home: Member, guest: Member) -> None:
    """Parting is no way around a ban."""
    held = (await connection.execute(select(ban.c.until, ban.c.reason).where(of_member(ban, home)))).first()
    if held is not None:
        await upsert(connection, ban, _as(guest), {"until": held.until, "reason": held.reason})


async def _give_back(connection: AsyncConnection, home: Member, guest: Member) -> None:
    there = generation.c.room_platform == guest.platform
    made, games = select(generation.c.id).where(there), select(challenge.c.id).where(challenge.c.room_platform == guest.platform)
    for table in (vote, favourite, report):
        theirs = and_(of_member(table, home), table.c.generation_id.in_(made))
        await connection.execute(update(table).where(theirs).values(_as(guest)))
    for table in _GAME_TABLES:
        theirs = and_(of_member(table, home), table.c.challenge_id.in_(games))
        await connection.execute(update(table).where(theirs).values(_as(guest)))
    for platform, member in (("author_platform", "author"), ("opener_platform", "opener")):
        theirs = and_(challenge.c[platform] == home.platform, challenge.c[member] == home.id)
        theirs = and_(theirs, challenge.c.room_platform == guest.platform)
        await connection.execute(update(challenge).where(theirs).values(_as(guest, platform, member)))
    prefix = f"{guest.platform}:"
    own = and_(of_member(generation, home), there)
    called = and_(own, func.substr(generation.c.key, 1, len(prefix)) == prefix)
    await connection.execute(
        update(generation).where(called).values(_as(guest) | {"key": func.substr(generation.c.key, len(prefix) + 1)})
    )
    await connection.execute(update(generation).where(own).values(_as(guest)))
    spent = and_(of_member(ledger, home), ledger.c.room_platform == guest.platform)
    await connection.execute(update(ledger).where(spent).values(_as(guest)))
    await part_moderated(connection, home, guest)
    await copy_ban(connection, home, guest)
    spoken = (await connection.execute(select(person.c.language).where(of_member(person, home)))).scalar_one_or_none()
    await connection.execute(update(person).where(of_member(person, guest)).values(language=spoken))
