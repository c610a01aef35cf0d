"""Moderating: whose cases somebody may decide, and how all whom it concerns are told."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Final

import structlog

from commands.core.call import Call, House
from commands.core.markup import instant, left_until
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from generation.safety.policy import Category
from storage.problem import Problem
from storage.purse import outermost
from storage.records import Case, CaseKind, CaseState, Generation, Held, Member, MessageRef, Room

# Nobody is pointed at for these: no message goes to the moderators, no case of it is theirs to open, nothing weighs, nobody waits,
# and the words (a telephone number, what somebody wants to do to themselves) are not kept.
DISCREET: Final[frozenset[str]] = frozenset({Category.SELF_HARM, Category.PRIVATE})
# With this before its rule, a case is nobody's to see until its person appeals: it may tell what was done to them.
TOLD: Final = "told."
APPEALED: Final = "case-appealed"  # in the trail
CALLED: Final = "room-called"
STILL_NEW: Final = timedelta(hours=1)  # while no chat took it, it is tried again
_log = structlog.get_logger(__name__)


def in_charge(call: Call) -> None:
    """Nobody is moderator of their own private chat but who runs the bot. Problem "moderate-in-room"."""
    if call.sender.private and not call.owner:
        raise Problem("moderate-in-room")


async def decides(call: Call, case: Case) -> bool:
    """Whether this person may see and decide a case: where it came up, where it is told, or as one who runs the bot."""
    if case.kind is CaseKind.WORDS and case.category in DISCREET:
        return False
    if case.state is CaseState.NOTED and case.rule.startswith(TOLD):
        return False
    if call.owner:
        return True
    if case.private or call.sender.private or not call.sender.moderator or case.room.platform != call.room.platform:
        return False
    here = outermost(call.room)
    if outermost(case.room) == here:
        return True
    log_room = (await call.house.storage.rooms.settings(case.room)).log_room
    return log_room is not None and outermost(Room(case.room.platform, log_room)) == here


async def may_act(house: House, member: Member, room: Room, *, moderator: bool) -> None:
    """Whether somebody is shut out of a room for a while. Who moderates it cannot be: no slip of a colleague's shall do that.

    Problem "suspended" (until, reason).
    """
    now = house.now()
    until = None if moderator else await house.storage.suspensions.until(member, room, now)
    if until is not None:
        found = await house.storage.suspensions.here(room, now)
        reason = next((one.reason for one in found if one.member == member), "")
        raise Problem("suspended", until=instant(until, day=True), reason=reason or "none", **left_until(until, now))


async def told(house: House, room: Room, reply: Reply, replacing: MessageRef | None = None) -> bool:
    """Tell a room in passing: when the chat refuses, what was decided still counts. Whether it was told."""
    try:
        await house.deliver(room, reply, replacing)
    except Exception as error:  # noqa: BLE001 - a face may fail in any way
        _log.warning("moderation.not_told", platform=room.platform, room=room.id, error=type(error).__name__)
        return False
    return True


Said = Callable[[str], Reply]  # what is told, in that language


async def log(house: House, room: Room, said: Said) -> Room | None:
    """Tell the room in which this one's cases are told, if there is one; answers it. No words of people go there."""
    settings = await house.storage.rooms.settings(room)
    if settings.log_room is None:
        return None
    there = Room(room.platform, settings.log_room)
    locale = house.words.first((await house.storage.rooms.settings(there)).language, settings.language)
    reply = said(locale)
    await told(house, there, Reply(reply.text, buttons=reply.buttons, locale=locale, meant_for=room))
    return there


async def call_moderators(house: House, case: Case, said: Said) -> None:
    """Something new was reported in a room: it is told where its cases are told; else the room reads that something waits.

    That is once an hour of the clock at most, and neither whose nor what it is.
    """
    if await log(house, case.room, said) is not None:
        return
    tally = await house.storage.cases.tally(case.room, house.now().replace(minute=0, second=0, microsecond=0))
    if tally.opened.get(CaseKind.REPORT, 0) <= 1:
        await _something_waits(house, case)


async def call_late(house: House, platforms: Collection[str] | None = None) -> int:
    """Rooms of these platforms (None: all) without a log room read that something waits when somebody has appealed. How many did.

    Of appeals before the last quarter-hour began, so once in each: right after one, all who are there would know whose it is. The
    trail keeps that it was said, also over a restart.
    """
    quarter = _quarter(house.now())
    rows = await house.storage.audit.entries(None, quarter - STILL_NEW, actions=(APPEALED, CALLED))
    called = {row.room: _quarter(row.at) for row in rows if row.action == CALLED}
    new: dict[Room, Case] = {}
    for row in rows:
        case = await house.storage.cases.get(int(row.subject.removeprefix("case:"))) if row.action == APPEALED else None
        if case is None or case.private or case.state is not CaseState.OPEN or row.at >= quarter:
            continue
        heard = case.room in called and row.at < called[case.room]
        if not heard and (platforms is None or case.room.platform in platforms):
            new[case.room] = case
    done = 0
    for room, case in new.items():
        if (await house.storage.rooms.settings(room)).log_room is None and await _something_waits(house, case):
            await house.storage.audit.append(CALLED, room=room, actor=None, now=house.now())
            done += 1
    return done


def _quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


async def _something_waits(house: House, case: Case) -> bool:
    locale = house.words.first((await house.storage.rooms.settings(case.room)).language, case.locale)
    say = house.words.say
    look = Button(say(locale, "log-button-look"), token("moderation"), "🛡")
    return await told(house, case.room, Reply(say(locale, "room-something-waits"), buttons=(look,), locale=locale))


async def tell(house: House, member: Member, room: Room, said: Said, *, locale: str, private: bool) -> bool:
    """Tell somebody what became of theirs, in their private chat (`private`: the room is that already). False: it is closed to us.

    Never in the room: there it would say by name of whom something was refused or reported.
    """
    if not member.id or ":" in member.id:  # forgotten, or the bot itself
        return True
    known = await house.storage.people.known(member, house.now())
    locale = house.words.first(known.language, (await house.storage.rooms.settings(room)).language, locale)
    accounts = await house.storage.people.accounts(member)
    there = next((one for one in accounts if one.platform == room.platform), None)
    alone = room if private else None if there is None else Room.private_with(there)
    return alone is not None and await told(house, alone, _in(said(locale), locale, room))


async def tell_owners(house: House, platform: str, said: Said) -> None:
    """Cases of private chats are for those who run the bot: they hear of them in theirs, where that is on this platform."""
    for one in sorted(house.owners):
        owner = Member(platform, one)
        locale = house.words.first((await house.storage.people.known(owner, house.now())).language)
        await told(house, Room.private_with(owner), _in(said(locale), locale, None))


async def ask_to_look(house: House, generation: Generation) -> None:
    """Tell those who decide that a finished set waits for them; nothing for one that does not."""
    if generation.hidden_at is None or generation.held in (None, Held.REPORTED):
        return
    cases = await house.storage.cases.of_generation(generation.id)
    case = next((one for one in cases if one.state is CaseState.OPEN and one.kind is not CaseKind.REPORT), None)
    if case is None:
        return

    def said(locale: str) -> Reply:
        say = house.words.say
        text = say(locale, "log-held", pictures=str(generation.id), why=(generation.held or Held.DOUBTFUL).value)
        return Reply(text, buttons=(Button(say(locale, "log-button-look"), token("moderation", case.id), "🛡", Tone.MAIN),))

    await (tell_owners(house, case.room.platform, said) if case.private else log(house, case.room, said))


def category(house: House, locale: str, name: str) -> str:
    """A category as people say it, such as "weapons" in their language; where there is none, it is about pictures."""
    return house.words.say(locale, "category-name", category=name or "picture")


def _in(reply: Reply, locale: str, room: Room | None) -> Reply:
    buttons: tuple[Button, ...] = reply.buttons
    return Reply(reply.text, pictures=reply.pictures, buttons=buttons, locale=locale, meant_for=room)
