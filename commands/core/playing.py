"""How a person comes into a game: which one is meant, whether it still runs, and whether they may play."""

from dataclasses import replace

from commands.challenge import solution
from commands.core.call import Call
from commands.core.moderating import may_act
from commands.core.reply import Reply
from storage.problem import Problem
from storage.records import Challenge

NUMBER_DIGITS = 16


async def joined(call: Call, code: str | None) -> Challenge | Reply:
    """The running game that the caller may play (of that code, or the room's), or what somebody reads who comes too late.

    Raises Problem "no-challenge", "challenge-not-ready", "own-challenge", "seen-challenge" and "suspended".
    """
    game = await game_of(call, code)
    too_late = await _over(call, game)
    if too_late is not None:
        return too_late
    if call.room not in (game.room, game.thread):  # from a private chat, into which nobody's time-out reaches
        await may_act(call.house, call.member, game.room, moderator=False)
    _may_play(call, game)
    return game


async def game_of(call: Call, code: str | None) -> Challenge:
    """The room's game, or the one of that code, open or closed; in its own room the number alone will do.

    From a private chat a code, which only the game's room is told, opens that room's game: there people guess unseen where a chat
    has no private answers. Numbers can be counted, so they open nothing of another room.
    Raises Problem "no-challenge" when there is none, "challenge-not-ready" while its picture is being painted.
    """
    games = call.house.storage.challenges
    code = code.strip().lstrip("#") if code else None
    game = await (games.by_code(code) if code else games.latest(call.room))
    if (
        game is not None
        and call.room not in (game.room, game.thread)
        and not (call.sender.private and game.room.platform == call.room.platform)
    ):
        game = None
    if game is None and code and code.isascii() and code.isdigit() and len(code) < NUMBER_DIGITS:
        game = await games.get(int(code))
        game = game if game is not None and call.room in (game.room, game.thread) else None
    if game is None:
        raise Problem("no-challenge")
    if game.started_at is None and game.closed_at is None:
        raise Problem("challenge-not-ready")
    return game


async def _over(call: Call, game: Challenge) -> Reply | None:
    """What somebody reads who comes too late; None while the game runs."""
    if not game.secrets:
        return Reply(call.say("challenge-taken-back"), private=True)
    if game.closed_at is not None:
        told_now = await solution(call.house, game, call.locale)
        return replace(told_now, text=f"{call.say('challenge-too-late')}\n{told_now.text}", private=True)
    if call.house.now() >= game.closes_at:
        return Reply(call.say("challenge-time-up"), private=True)
    return None


def _may_play(call: Call, game: Challenge) -> None:
    """Who made the secret or saw it cannot play. Raises Problem "own-challenge" or "seen-challenge"."""
    if game.author == call.member:
        raise Problem("own-challenge")
    if call.member in game.seen_by:
        raise Problem("seen-challenge")
