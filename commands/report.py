"""/report: says that pictures should not be here; when several people do, they are hidden until a moderator has looked."""

from commands.core.call import Call
from commands.core.copies import redraw_all
from commands.core.lookup import finished
from commands.core.reply import Reply
from storage.problem import Problem
from storage.records import Reason

HIDES_AT = 3  # people


async def report(call: Call, reason: Reason = Reason.OTHER, generation: int | None = None, clear: bool = False) -> Reply:
    """Keep the report; nobody else learns who made it. A moderator's own hides at once, and `clear` shows the set again.

    That is for the moderators of the room it was made in, or, when that was a private chat, of one it was shown in: in a room of
    their own its author is a moderator, too. Raises Problem "not-yours-to-clear" and what `finished` raises.
    """
    chosen = await finished(call, generation)
    reports, now = call.house.storage.reports, call.house.now()
    if clear:
        made_here = chosen.request.room == call.room
        shown_here = chosen.request.private and chosen.request.asked_by != call.member
        if not (call.sender.moderator and (made_here or shown_here)):
            raise Problem("not-yours-to-clear")
        await reports.clear(chosen.id, now)
        await redraw_all(call.house, chosen)
        return Reply(call.say("report-cleared", number=str(chosen.id)), private=True)
    hides = await reports.add(chosen.id, call.member, reason, now, hides_at=1 if call.sender.moderator else HIDES_AT)
    hidden = hides or chosen.hidden_at is not None
    told = [call.say("report-thanks", number=str(chosen.id), hidden="yes" if hidden else "no")]
    # Not only for the one that hides: a chat that was down may be there again.
    if hidden and not await redraw_all(call.house, chosen):
        told.append(call.say("report-elsewhere"))
    return Reply("\n".join(told), private=True)
