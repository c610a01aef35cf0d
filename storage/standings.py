"""The table of a room for a season, from its closed games (an open game's points would give its guesses away).

Of each game a person's best guess counts: the most points, and among equals the earlier guess. `points` adds these up. `wins`
are games in which this best guess was the best of all, above zero, the earlier one among equals, of a person who came near with
one of the guesses: a game has one winner at most.
`streak_days` is the run of UTC days on which the person played, in this room, a game that is closed by now; it ends with
`last_played`, the last such day, and both look across seasons. Order: points, wins, best score, then who came to it first.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from sqlalchemy import BigInteger, and_, case, desc, false, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import DAY_MS, EPOCH
from storage.names import name_there
from storage.records import Member, Room, Standing
from storage.schema import challenge, guess, in_room, person

# More points first, then the lower id: one number to compare, so that a season is grouped by an index instead of sorted by
# window functions (measured with 24,000 guesses: 131 ms those, 38 ms this). Room for 2**40 guesses of 2**22 points.
_STEP: Final = 2**40
NEAR: Final = 35  # score (0 to 100) without which nobody wins
_rank = type_coerce(guess.c.points, BigInteger) * _STEP - guess.c.id
_closed = challenge.c.closed_at.is_not(None)
_day = (type_coerce(guess.c.at, BigInteger) // DAY_MS).label("day")


async def read_standings(connection: AsyncConnection, room: Room, season: str, limit: int) -> tuple[Standing, ...]:
    """At most `limit` lines, best first."""
    best = (  # one row for each person in each game
        select(
            guess.c.challenge_id,
            guess.c.platform,
            guess.c.member,
            func.max(_rank).label("rank"),
            func.max(guess.c.points).label("points"),
            func.max(guess.c.score).label("score"),
        )
        .join(challenge, challenge.c.id == guess.c.challenge_id)
        .where(in_room(challenge, room), challenge.c.season == season, _closed)
        .group_by(guess.c.challenge_id, guess.c.platform, guess.c.member)
        .cte("best")
    )
    top = select(best.c.challenge_id, func.max(best.c.rank).label("rank")).group_by(best.c.challenge_id).cte("top")
    won = case((and_(best.c.rank == top.c.rank, best.c.points > 0, best.c.score >= NEAR), 1), else_=0)
    last_step = func.max(best.c.points * _STEP - best.c.rank)  # the id of the best guess
    sums = (
        select(
            best.c.platform,
            best.c.member,
            func.sum(best.c.points).label("points"),
            func.count().label("games"),
            func.sum(won).label("wins"),
            func.max(best.c.score).label("best_score"),
            last_step.label("last_step"),
        )
        .join(top, top.c.challenge_id == best.c.challenge_id)
        .group_by(best.c.platform, best.c.member)
        .order_by(desc("points"), desc("wins"), desc("best_score"), "last_step")
        .limit(limit)
        .subquery()
    )
    named = and_(person.c.platform == sums.c.platform, person.c.member == sums.c.member)
    order = (sums.c.points.desc(), sums.c.wins.desc(), sums.c.best_score.desc(), sums.c.last_step)
    name = name_there(sums.c.platform, sums.c.member, room.platform).label("name")
    lines = (await connection.execute(select(sums, name).outerjoin(person, named).order_by(*order))).all()
    days = await _days(connection, room, [(line.platform, line.member) for line in lines])
    return tuple(
        Standing(
            member=Member(line.platform, line.member, line.name or ""),
            points=int(line.points),
            games=line.games,
            wins=int(line.wins),
            streak_days=streak(days[line.platform, line.member]),
            best_score=line.best_score,
            last_played=max(days[line.platform, line.member], default=None),
        )
        for line in lines
    )


def streak(days: set[date]) -> int:
    """How many days in a row up to the last one."""
    day = max(days, default=None)
    run = 0
    while day in days:
        run += 1
        day -= timedelta(days=1)
    return run


async def _days(connection: AsyncConnection, room: Room, members: list[tuple[str, str]]) -> dict[tuple[str, str], set[date]]:
    found: dict[tuple[str, str], set[date]] = defaultdict(set)
    played = select(guess.c.platform, guess.c.member, _day).distinct().join(challenge, challenge.c.id == guess.c.challenge_id)
    # OR, because SQLite finds nothing by an index in a list of pairs.
    who = or_(*(and_(guess.c.platform == platform, guess.c.member == member) for platform, member in members), false())
    for row in await connection.execute(played.where(who, in_room(challenge, room), _closed)):
        found[row.platform, row.member].add(EPOCH.date() + timedelta(days=row.day))
    return found
