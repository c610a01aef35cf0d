"""/report: says that pictures should not be here; when several people do, they are hidden until a moderator has looked."""

from dataclasses import replace

from commands.core.call import Call
from commands.core.lookup import finished
from commands.core.reply import Reply
from commands.core.showing import redraw
from storage.problem import Problem
from storage.records import Reason

HIDES_AT = 3  # people


async def report(call: Call, reason: Reason = Reason.OTHER, generation: int | None = None, clear: bool = False) -> Reply:
    """Keep the report; nobody else learns who made it. A moderator's own hides at once, and `clear` shows the set again.

    Raises Problem "not-yours-to-clear" and what `finished` raises.
    """
    chosen = await finished(call, generation)
    reports, now = call.house.storage.reports, call.house.now()
    if clear:
        if not call.sender.moderator:
            raise Problem("not-yours-to-clear")
        await reports.clear(chosen.id, now)
        await redraw(call.house, replace(chosen, hidden_at=None))
        return Reply(call.say("report-cleared", number=str(chosen.id)), private=True)
    hides = await reports.add(chosen.id, call.member, reason, now, hides_at=1 if call.sender.moderator else HIDES_AT)
    if hides:
        await redraw(call.house, replace(chosen, hidden_at=now))
    hidden = hides or chosen.hidden_at is not None
    return Reply(call.say("report-thanks", number=str(chosen.id), hidden="yes" if hidden else "no"), private=True)
