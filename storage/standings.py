"""The table of a room for a season, from its closed games (an open game's points would give its guesses away).

Of each game a person's best guess counts: the most points, and among equals the earlier guess. `points` adds these up. `wins`
are games in which this best guess was the best of all, above zero, the earlier one among equals: a game has one winner at most.
`streak_days` is the run of UTC days on which the person played, in this room, a game that is closed by now; it ends with
`last_played`, the last such day, and both look across seasons. Order: points, wins, best score, then who came to it first.
"""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import BigInteger, Integer, case, desc, func, select, tuple_, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.records import Member, Room, Standing
from storage.schema import DAY_MS, EPOCH, challenge, guess, in_room, person

_closed = challenge.c.closed_at.is_not(None)
_day = (type_coerce(guess.c.at, BigInteger) // DAY_MS).label("day")


async def read_standings(connection: AsyncConnection, room: Room, season: str, limit: int) -> tuple[Standing, ...]:
    """At most `limit` lines, best first."""
    games = select(
        guess.c.platform,
        guess.c.member,
        guess.c.points,
        guess.c.score,
        guess.c.at,
        func.row_number().over(partition_by=guess.c.challenge_id, order_by=(desc(guess.c.points), guess.c.id)).label("of_all"),
        func.row_number()
        .over(
            partition_by=(guess.c.challenge_id, guess.c.platform, guess.c.member),
            order_by=(desc(guess.c.points), guess.c.id),
        )
        .label("of_mine"),
        func.max(guess.c.score).over(partition_by=(guess.c.challenge_id, guess.c.platform, guess.c.member)).label("top_score"),
    ).join(challenge, challenge.c.id == guess.c.challenge_id)
    best = games.where(in_room(challenge, room), challenge.c.season == season, _closed).subquery()
    won = case(((best.c.of_all == 1) & (best.c.points > 0), 1), else_=0)
    table = (
        select(
            best.c.platform,
            best.c.member,
            type_coerce(func.sum(best.c.points), Integer).label("points"),
            func.count().label("games"),
            type_coerce(func.sum(won), Integer).label("wins"),
            func.max(best.c.top_score).label("best_score"),
        )
        .where(best.c.of_mine == 1)
        .group_by(best.c.platform, best.c.member)
        .order_by(desc("points"), desc("wins"), desc("best_score"), func.max(best.c.at), best.c.platform, best.c.member)
        .limit(limit)
    )
    lines = (await connection.execute(table)).all()
    days = await _days(connection, room, [(line.platform, line.member) for line in lines])
    names = await _names(connection, [(line.platform, line.member) for line in lines])
    return tuple(
        Standing(
            member=Member(line.platform, line.member, names.get((line.platform, line.member), "")),
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
    who = tuple_(guess.c.platform, guess.c.member).in_(members)
    for row in await connection.execute(played.where(who, in_room(challenge, room), _closed)):
        found[row.platform, row.member].add(EPOCH.date() + timedelta(days=row.day))
    return found


async def _names(connection: AsyncConnection, members: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    known = select(person.c.platform, person.c.member, person.c.name).where(tuple_(person.c.platform, person.c.member).in_(members))
    return {(row.platform, row.member): row.name for row in await connection.execute(known)}
