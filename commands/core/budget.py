"""Accepting a wish at the cost of the person who asks."""

from commands.core.call import Call
from storage.problem import Problem
from storage.records import Generation, GenerationRequest


async def paid(call: Call, request: GenerationRequest) -> Generation:
    """The accepted generation. Raises Problem "budget-spent", or "painting-off" where the room gives nobody any units."""
    try:
        return await call.house.pipeline.accept(request, key=call.sender.id, day_limit_units=call.settings.daily_units)
    except Problem as problem:
        if problem.key == "budget-spent" and not call.settings.daily_units:
            # Tomorrow there would be none either.
            raise Problem("painting-off") from None
        raise
