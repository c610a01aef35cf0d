"""/budget: what I have left today; for moderators who spent what, for the bot's owners all rooms and the switch that stops it."""

from collections.abc import AsyncIterator

from commands.core.budget import CENT_MICRO_USD, dollars
from commands.core.call import Call
from commands.core.markup import instant
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Problem
from storage.purse import EVERYWHERE, next_day, next_month
from storage.records import Painting

SPENDERS = 10
ROOMS = 5


async def budget(call: Call, stop: bool | None = None) -> Reply:
    """Units for everybody, money for moderators; with `stop` the bot's owners stop all paid models, or let them go on."""
    if stop is not None:
        if not call.owner:
            raise Problem("owners-only")
        await call.house.storage.purse.stop(stop, call.house.now())
    lines = [line async for line in _own(call)]
    if call.sender.moderator or call.owner:
        lines += [line async for line in _of_the_room(call)]
    if not call.owner:
        return Reply("\n".join(lines), private=True)
    lines += [line async for line in _of_all_rooms(call)]
    return Reply("\n".join(lines), buttons=(await _switch(call),), private=True)


async def _own(call: Call) -> AsyncIterator[str]:
    now, purse, settings = call.house.now(), call.house.storage.purse, call.settings
    spent = await call.house.storage.generations.spent_units(call.member, call.room, now)
    left = max(0, settings.daily_units - spent)
    again = instant(next_day(now), day=False)
    yield call.say("budget-own", left=left, limit=settings.daily_units, again=again)
    if settings.room_units:
        yield call.say("budget-together", spent=await purse.units_today(call.room, now), limit=settings.room_units)
    model = call.house.catalog.usual(settings.default_model)
    yield call.say("budget-price", model=model.title, price=model.cost_units(1))
    if settings.painting is not Painting.ON:
        yield call.say("settings-painting", value=settings.painting.value)
    stopped = await purse.stopped()
    if stopped is not None:
        yield call.say("budget-stopped", since=instant(stopped, day=True))


async def _of_the_room(call: Call) -> AsyncIterator[str]:
    now, purse = call.house.now(), call.house.storage.purse
    limit = call.settings.monthly_cents * CENT_MICRO_USD
    yield _month(call, "budget-month", await purse.money_this_month(call.room, now), limit)
    for one in await purse.spenders(call.room, now, SPENDERS):
        name = "none" if one.member is None else one.member.name or one.member.id
        yield call.say("budget-spender", name=name, known="no" if one.member is None else "yes", **_spent(one.units, one.micro_usd))


async def _of_all_rooms(call: Call) -> AsyncIterator[str]:
    now, purse = call.house.now(), call.house.storage.purse
    spent, limit = await purse.money_this_month(EVERYWHERE, now), call.house.monthly_usd
    yield _month(call, "budget-everywhere", spent, (limit or 0) * 100 * CENT_MICRO_USD)
    for one in await purse.rooms(now, ROOMS):
        if one.room is not None:
            room, platform = one.room.id, one.room.platform
            yield call.say("budget-room", platform=platform, room=room, **_spent(one.units, one.micro_usd))


async def _switch(call: Call) -> Button:
    if await call.house.storage.purse.stopped() is None:
        return Button(call.say("button-stop-paid"), token("budget", "yes"), "🛑", Tone.DANGER)
    return Button(call.say("button-go-on"), token("budget", "no"), "▶️", Tone.MAIN)


def _month(call: Call, key: str, spent: int, limit: int) -> str:
    left = max(0, limit - spent) // CENT_MICRO_USD / 100
    again = instant(next_month(call.house.now()), day=True)
    return call.say(key, spent=dollars(spent), limit=dollars(limit), left=left, again=again)


def _spent(units: int, micro_usd: int) -> dict[str, float]:
    return {"units": units, "money": dollars(micro_usd)}
