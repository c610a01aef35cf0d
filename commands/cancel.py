"""/cancel: let go of a wish that is still being painted."""

from commands.core.call import Call
from commands.core.reply import Reply
from commands.core.showing import short
from storage.problem import Problem


async def cancel(call: Call, generation: int | None = None) -> Reply:
    """Only one's own; the newest when none is named. It costs nothing, and the place where it was awaited says so."""
    waiting = [one for one in await call.house.storage.generations.unfinished_of(call.member) if one.request.purpose == "imagine"]
    if generation is not None:
        waiting = [one for one in waiting if one.id == generation]
    if not waiting:
        raise Problem("nothing-to-cancel")
    chosen = waiting[0]
    if not await call.house.pipeline.cancel(chosen.id):
        raise Problem("nothing-to-cancel")  # it was ready in this very moment
    return Reply(call.say("cancel-done", prompt=short(chosen.request.prompt, 120), number=str(chosen.id)), private=True)
