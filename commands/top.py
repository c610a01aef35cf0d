"""/top: who leads the guessing games of this room, this month or another one."""

from commands.core.call import Call
from commands.core.game import is_season, medal, season_of
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import Standing

SHOWN = 10
COUNTED = 1000  # further down nobody asks for their place


async def top(call: Call, season: str | None = None) -> Reply:
    """The table of a season ("2026-11"; a season is a month in UTC), with one's own line where it is further down."""
    now = season_of(call.house.now())
    season = season.strip() if season else now
    if not is_season(season):
        raise Problem("bad-season", given=season[:40], example=now)
    # In the thread of a game it is the table of the room in which that was opened.
    game = await call.house.storage.challenges.latest(call.room)
    room = call.room if game is None else game.room
    table = await call.house.storage.challenges.standings(room, season, COUNTED)
    again = (Button(call.say("challenge-button-again"), token("challenge"), "🎲", Tone.MAIN),) if season == now else ()
    if not table:
        return Reply(call.say("top-empty", season=season, current="yes" if season == now else "no"), buttons=again)
    lines = [call.say("top-title", season=season)]
    if not table[0].points:
        lines.append(call.say("top-nobody", season=season))
    lines += [_line(call, rank, one) for rank, one in enumerate(table[:SHOWN], start=1)]
    own = next((rank for rank, one in enumerate(table, start=1) if one.member == call.member), None)
    if own is not None and own > SHOWN:
        lines += ["…", _line(call, own, table[own - 1])]
    # The same message for all: others read along, so it says whose line it is.
    lines.append(call.say("top-mine", name=call.account.name, rank=own or 0, players=len(table)))
    return Reply("\n".join(lines), buttons=again)


def _line(call: Call, rank: int, one: Standing) -> str:
    return call.say(
        "top-line",
        place=medal(rank, one.points),
        name=one.member.name,
        points=one.points,
        games=one.games,
        wins=one.wins,
        streak=one.streak_days,
        best=one.best_score,
    )
