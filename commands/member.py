"""/member: what weighs against somebody here; shuts them out for some hours, forgives them, or, by who runs the bot, bans them."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.markup import instant, left_until
from commands.core.moderating import category, decides, in_charge
from commands.core.names import Listed, folded
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Problem
from storage.purse import outermost
from storage.records import Case, CaseKind, CaseState, Member, Room

MOST_HOURS = 30 * 24
MOST_DAYS = 3650
SHOWN = 10
CASES_SHOWN = 5
LOOKED_AT = 50
_CASE = re.compile(r"(?:c|case|caso|事项)\s*(\d{1,15})", re.IGNORECASE)
_SET = re.compile(r"#(\d{1,15})")
_MENTION = re.compile(r"<@!?(\d{1,20})>")
_NUMBER = re.compile(r"\d{5,20}")
_TOKEN = re.compile(r"[A-Za-z0-9._+-]{1,24}")


class Why(StrEnum):
    """Why somebody is shut out: said to them in their own language."""

    WORDS = "words"
    PICTURES = "pictures"
    OTHERS = "others"
    OTHER = "other"


async def member(
    call: Call,
    who: str | None = None,
    hours: Annotated[float, Within(0, MOST_HOURS)] | None = None,
    why: Why = Why.OTHER,
    pardon: bool = False,
    ban: Annotated[int, Within(0, MOST_DAYS)] | None = None,
    after: int = 0,
) -> Reply:
    """Whom it is about: a mention, an id, a name with strikes here, a case ("c12") or a set ("#12"); nobody: all with strikes.

    `hours` 0 ends a time-out, `ban` (days, all rooms) 0 ends a ban; `after`: a later page of all. Nobody does this to themselves or
    to who runs the bot; whoever moderates this room is not held up by a time-out here. Problems "moderate-in-room",
    "no-such-member", "member-yourself", "member-owner", "ban-owners-only".
    """
    in_charge(call)
    if call.sender.private and ban is None:
        raise Problem("moderate-in-room")
    if who is None:
        return await _everybody(call, max(0, after))
    whom, room = await _meant(call, who)
    if hours is not None or ban is not None:
        _not_by_accident(call, whom)
    done = []
    if hours is not None:
        done.append(await _time_out(call, whom, room, hours, why))
    if pardon:
        await call.house.storage.strikes.pardon(whom, room)
        await call.house.storage.audit.append("pardoned", room=room, actor=call.member, subject=whom, now=call.house.now())
        done.append(call.say("member-pardoned"))
    if ban is not None:
        done.append(await _ban(call, whom, ban, why))
    return await _card(call, whom, room, who, done)


def _end(call: Call, until: datetime) -> str:
    """A moment to come, and in how long that is: no clock of the reader's need be right."""
    return call.say("until-when", time=instant(until, day=True), **left_until(until, call.house.now()))


async def _everybody(call: Call, after: int) -> Reply:
    """Who has strikes here, and who is shut out: a page of each, behind so many people."""
    house, now = call.house, call.house.now()
    until = after + SHOWN
    striking, shut = await house.storage.strikes.recent(call.room, now), await house.storage.suspensions.here(call.room, now)
    recent = striking[after:until]
    lines = [call.say("member-title", count=len(striking))]
    lines += [
        call.say("member-line", name=one.name or one.id, strikes=f"{weight:.1f}", count=count) for one, weight, count in recent
    ]
    for out in shut[after:until]:
        lines.append(call.say("member-out", name=out.member.name or out.member.id, until=_end(call, out.until)))
    refs = [(one, await _reference(call, one)) for one, _, _ in recent]
    buttons = [Button(one.name or one.id, token("member", ref), "👤") for one, ref in refs if ref is not None]
    if max(len(striking), len(shut)) > until:
        buttons.append(Button(call.say("button-more"), token("member", *[None] * 5, until), "➡️"))
    return Reply("\n".join(lines), buttons=tuple(buttons), private=True)


async def _meant(call: Call, who: str) -> tuple[Member, Room]:
    """Somebody and the room it is about: a case's own, else this one."""
    storage, text, platform = call.house.storage, who.strip(), call.room.platform
    if (found := _CASE.fullmatch(text)) is not None:
        case = await storage.cases.get(int(found[1]))
        if case is None or not case.member.id or not await decides(call, case):
            raise Problem("no-such-member", given=text[:40])
        return case.member, case.room
    if (found := _SET.fullmatch(text)) is not None:
        return await _who_made(call, int(found[1])), call.room
    mention = _MENTION.fullmatch(text)
    number = mention[1] if mention else text if _NUMBER.fullmatch(text) else None
    name = folded(text.removeprefix("@"))
    for account in (Member(platform, number),) if number else (Member(platform, text), Member(platform, name)):
        named = (await storage.people.accounts(account))[0]
        if named.name or number:
            return await storage.people.canonical(account), call.room
    here = [one for one, _, _ in await storage.strikes.recent(call.room, call.house.now())]
    here += [one.member for one in await storage.suspensions.here(call.room, call.house.now())]
    # Who is forgotten has no name any more, and their break goes on: their button says the id.
    exact = next((one for one in here if one.id == text), None)
    if exact is not None:
        return exact, call.room
    alike = {one for one in here if folded(one.name) == name}
    if len(alike) != 1:  # two of the same name: nobody is meant by accident
        raise Problem("no-such-member", given=text[:40])
    return alike.pop(), call.room


async def _who_made(call: Call, number: int) -> Member:
    """Whose picture set that is, made in this room or a thread of it. Problem "no-such-member"."""
    made = await call.house.storage.generations.get(number)
    request = None if made is None else made.request
    here = request is not None and not request.private and outermost(request.room) == outermost(call.room)
    if request is None or not here or not request.asked_by.id or ":" in request.asked_by.id:  # forgotten, or the bot's own
        raise Problem("no-such-member", given=f"#{number}")
    return request.asked_by


def _not_by_accident(call: Call, whom: Member) -> None:
    if whom == call.member:
        raise Problem("member-yourself")
    if whom.id in call.house.owners:
        raise Problem("member-owner")


async def _time_out(call: Call, whom: Member, room: Room, hours: float, reason: Why) -> str:
    storage, now = call.house.storage, call.house.now()
    if not hours:
        await storage.suspensions.lift(whom, room)
        await storage.audit.append("suspension-lifted", room=room, actor=call.member, subject=whom, now=now)
        return call.say("member-back")
    until = now + timedelta(hours=hours)
    await storage.suspensions.add(whom, room, until, reason.value, call.member)
    facts = {"hours": hours, "reason": reason.value}
    await storage.audit.append("suspended", room=room, actor=call.member, subject=whom, facts=facts, now=now)
    return call.say("member-timed-out", until=_end(call, until))


async def _ban(call: Call, whom: Member, days: int, reason: Why) -> str:
    if not call.owner:
        raise Problem("ban-owners-only")
    storage, now = call.house.storage, call.house.now()
    until = now + timedelta(days=days)
    await storage.people.ban(whom, until, reason.value)
    action = "banned" if days else "ban-lifted"
    facts = {"days": days, "reason": reason.value}
    await storage.audit.append(action, room=None, actor=call.member, subject=whom, facts=facts, now=now)
    return call.say("member-banned", until=_end(call, until)) if days else call.say("member-back")


async def _card(call: Call, whom: Member, room: Room, who: str, done: list[str]) -> Reply:
    """One person: strikes, what they were for, time-out and ban, and what can be done."""
    storage, now = call.house.storage, call.house.now()
    name = await storage.people.called(whom, room.platform) or whom.name or whom.id
    standing = await storage.strikes.standing(whom, room, now)
    lines = [*done, call.say("member-card", name=name, strikes=f"{standing:.1f}")]
    theirs = await storage.cases.of_member(whom, SHOWN)
    cases = [one for one in theirs if _weighs(one) and await decides(call, one)][:CASES_SHOWN]
    if cases:
        named = [(str(one.id), category(call.house, call.locale, one.category)) for one in cases]
        told = Listed((call.say("member-case", number=number, category=why) for number, why in named), "comma")
        lines.append(call.say("member-cases", cases=told))
    until = await storage.suspensions.until(whom, room, now)
    if until is not None:
        lines.append(call.say("member-out", name=name, until=_end(call, until)))
    banned = await storage.people.banned_until(whom, now)
    if banned is not None:
        lines.append(call.say("member-is-banned", until=_end(call, banned)))
    found = _CASE.fullmatch(who.strip())
    ref = f"c{found[1]}" if found else await _reference(call, whom)
    if ref is None or whom == call.member:
        return Reply("\n".join(lines), private=True)
    out = (
        [Button(call.say("member-button-back"), token("member", ref, 0), "🔓")]
        if until is not None
        else [
            Button(call.say("member-button-hours", hours=hours), token("member", ref, hours), "⏸", Tone.DANGER) for hours in (1, 24)
        ]
    )
    if standing:
        out.append(Button(call.say("member-button-pardon"), token("member", ref, None, None, "yes"), "🕊"))
    return Reply("\n".join(lines), buttons=tuple(out), private=True)


def _weighs(case: Case) -> bool:
    """Whether it is held against somebody: neither what was found to be fine nor pictures at which nobody has looked yet."""
    waits = case.state is CaseState.OPEN and case.kind in (CaseKind.PICTURE, CaseKind.APPROVAL)
    return not waits and case.state is not CaseState.APPROVED


async def _reference(call: Call, whom: Member) -> str | None:
    """What a button can carry of a person: their id on this very platform, else (where ids are names) a case of theirs here."""
    accounts = await call.house.storage.people.accounts(whom)
    here = next((one.id for one in accounts if one.platform == call.room.platform), "")
    if _TOKEN.fullmatch(here):
        return here
    around = outermost(call.room)
    for one in await call.house.storage.cases.of_member(whom, LOOKED_AT):
        if not one.private and outermost(one.room) == around and await decides(call, one):
            return f"c{one.id}"
    return None
