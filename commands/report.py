"""/report: says that pictures should not be here; when several people do, they are hidden until a moderator has looked."""

from commands.challenge import redraw_game
from commands.core.call import Call
from commands.core.copies import redraw_all
from commands.core.lookup import finished, hidden
from commands.core.reply import Reply
from storage.problem import Problem
from storage.records import Generation, Reason

HIDES_AT = 3  # people


async def report(
    call: Call, reason: Reason = Reason.OTHER, generation: int | None = None, clear: bool = False, game: bool = False
) -> Reply:
    """Keep the report; nobody else learns who made it. A moderator's own hides at once, and `clear` shows the set again.

    That is for the moderators of the room it was made in, or, when that was a private chat, of one it was shown in: in a room of
    their own its author is a moderator, too. `game`: the picture of the latest game here, which goes on without it.
    Raises Problem "not-yours-to-clear", "no-challenge" and what `finished` raises.
    """
    chosen = await (_played(call, generation) if game else finished(call, generation))
    redrawn = redraw_game if game else redraw_all
    reports, now = call.house.storage.reports, call.house.now()
    if clear:
        made_here = game or chosen.request.room == call.room
        shown_here = chosen.request.private and chosen.request.asked_by != call.member
        if not (call.sender.moderator and (made_here or shown_here)):
            raise Problem("not-yours-to-clear")
        await reports.clear(chosen.id, now)
        await redrawn(call.house, chosen)
        return Reply(call.say("report-cleared", number=str(chosen.id)), private=True)
    hides = await reports.add(chosen.id, call.member, reason, now, hides_at=1 if call.sender.moderator else HIDES_AT)
    hidden = hides or chosen.hidden_at is not None
    told = [call.say("report-thanks", number=str(chosen.id), hidden="yes" if hidden else "no")]
    # Not only for the one that hides: a chat that was down may be there again.
    if hidden and not await redrawn(call.house, chosen):
        told.append(call.say("report-elsewhere"))
    return Reply("\n".join(told), private=True)


async def _played(call: Call, number: int | None) -> Generation:
    """The picture of the game that was played here with set `number`, or of the latest one. Problem "no-challenge"."""
    games = call.house.storage.challenges
    opened = await (games.latest(call.room) if number is None else games.played_with(number))
    if opened is None or call.room not in (opened.room, opened.thread) or opened.picture_sha256 is None:
        raise Problem("no-challenge")
    chosen = await call.house.storage.generations.get(opened.generation_id)
    if chosen is None or not chosen.variants:  # its author asked to be forgotten
        raise Problem("no-challenge")
    if chosen.hidden_at is not None and not call.sender.moderator:
        raise hidden(chosen)
    return chosen
