"""/cancel: let go of a wish that is still being painted."""

import structlog

from commands.core.call import Call, House
from commands.core.reply import Reply
from commands.core.showing import short
from generation.pipeline import CANCELLED
from storage.problem import Problem

_log = structlog.get_logger(__name__)


async def cancel(call: Call, generation: int | None = None) -> Reply:
    """Only one's own; the newest when none is named. What it costs is said: nothing, until a service is paid for painting it."""
    waiting = [one for one in await call.house.storage.generations.unfinished_of(call.member) if one.request.purpose == "imagine"]
    if generation is not None:
        waiting = [one for one in waiting if one.id == generation]
    if not waiting:
        raise Problem("nothing-to-cancel")
    chosen = waiting[0]
    if not await _let_go(call.house, chosen.id):
        raise Problem("nothing-to-cancel")  # it was ready in this very moment
    ended = await call.house.storage.generations.get(chosen.id)
    units = ended.cost_units if ended else 0
    told = {"prompt": short(chosen.request.prompt, 120), "number": str(chosen.id), "units": units}
    return Reply(call.say("cancel-done-begun" if units else "cancel-done", **told), private=True)


async def _let_go(house: House, number: int) -> bool:
    """Whether it is cancelled. That stands before the painter and the room are told: a chat that is down hears of it later."""
    try:
        return await house.pipeline.cancel(number)
    except Exception:
        left = await house.storage.generations.get(number)
        if left is None or left.problem != CANCELLED:
            raise
        _log.exception("cancel.not_told", generation=number)
        return True
