"""Accepting a wish at the cost of the person who asks, within what its room and the whole bot may spend."""

from commands.core.call import Call, House
from storage.problem import Problem
from storage.purse import Caps
from storage.records import Generation, GenerationRequest

CENT_MICRO_USD = 10_000


async def paid(call: Call, request: GenerationRequest) -> Generation:
    """The accepted generation. Raises what the pipeline raises, and Problem "painting-off" where nobody has any units."""
    try:
        return await call.house.pipeline.accept(
            request, key=call.sender.id, day_limit_units=call.settings.daily_units, caps=caps(call)
        )
    except Problem as problem:
        if problem.key == "budget-spent" and not call.settings.daily_units:
            # Tomorrow there would be none either.
            raise Problem("painting-off") from None
        raise


def caps(call: Call) -> Caps:
    """What everybody together may spend, here and in all rooms."""
    settings, limit = call.settings, call.house.monthly_usd
    return Caps(
        room_day_units=settings.room_units or None,
        room_month_micro_usd=settings.monthly_cents * CENT_MICRO_USD,
        month_micro_usd=None if limit is None else limit * 100 * CENT_MICRO_USD,
        painting=settings.painting,
    )


async def warned(house: House, generation: Generation, locale: str) -> list[str]:
    """A line for each limit of which this wish took the last fifth."""
    return [house.words.say(locale, f"budget-warning-{name}") for name in await house.storage.purse.warnings(generation.id)]


def dollars(micro_usd: int) -> float:
    """Dollars with whole cents, no cent too few."""
    return -(-micro_usd // CENT_MICRO_USD) / 100
