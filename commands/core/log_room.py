"""Which room hears of this one's cases: named there first and confirmed here, by the same person, who so moderates both."""

from datetime import timedelta
from typing import Final

from commands.core.call import Call
from commands.core.moderating import told
from commands.core.names import folded
from commands.core.reply import Reply
from storage.problem import Problem
from storage.purse import outermost
from storage.records import Room

HERE: Final = frozenset({"here", "aqui", "这里", "在这里"})
OFF: Final = frozenset({"off", "no", "none", "ninguna", "apagado", "关", "无"})
OFFER: Final = "log-offered"
LASTS: Final = timedelta(hours=1)


async def offered(call: Call) -> Reply:
    """This room is ready to hear of others for an hour. The audit trail keeps who said so, also over a restart.

    Problem "moderate-in-room".
    """
    if call.sender.private:
        raise Problem("moderate-in-room")
    await call.house.storage.audit.append(OFFER, room=call.room, actor=call.member, now=call.house.now())
    line = f"/settings --log {call.room.id}"
    return Reply(call.say("log-offered", line=line), private=True)


async def confirmed(call: Call, given: str) -> Room:
    """The room of that id, if this very person offered it within the hour. Problems "log-not-offered" and "log-same-room"."""
    there = Room(call.room.platform, given.strip())
    if call.sender.private:
        raise Problem("moderate-in-room")
    if outermost(there) == outermost(call.room):
        raise Problem("log-same-room")
    since = call.house.now() - LASTS
    offers = await call.house.storage.audit.entries(there, since, actions=(OFFER,))
    if not any(one.room == there and one.actor == call.member for one in offers):
        raise Problem("log-not-offered")
    return there


async def announce(call: Call, there: Room) -> None:
    """Say in the log room that it is one now."""
    house = call.house
    locale = house.words.first((await house.storage.rooms.settings(there)).language, call.locale)
    await told(house, there, Reply(house.words.say(locale, "log-begins"), locale=locale, meant_for=call.room))


def asks_here(given: str | None) -> bool:
    """Whether somebody means the room they are in."""
    return given is not None and folded(given) in HERE


def asks_off(given: str) -> bool:
    """Whether somebody wants no log room any more."""
    return folded(given) in OFF
