"""/report: says that pictures should not be here; when several people do, they are hidden until a moderator has looked."""

from datetime import timedelta
from typing import Final

from commands.challenge import redraw_game
from commands.core.call import Call
from commands.core.copies import redraw_all
from commands.core.deciding import decide
from commands.core.lookup import finished, hidden
from commands.core.moderating import call_moderators, decides, log
from commands.core.reply import Button, Reply, Tone
from commands.core.showing import why_hidden
from commands.core.tokens import token
from storage.problem import Problem
from storage.purse import outermost
from storage.records import Case, CaseKind, CaseState, Generation, Reason, Room

MOST_A_DAY: Final = 10  # sets that one person has reported and no moderator has cleared: others want to be heard, too
DAY: Final = timedelta(days=1)


async def report(
    call: Call, reason: Reason = Reason.OTHER, generation: int | None = None, clear: bool = False, game: bool = False
) -> Reply:
    """Keep the report; nobody else learns who made it. A moderator's own hides at once, and `clear` shows the set again.

    That is for the moderators of a room that has a case of it, and undoes what was said in that room alone; never for its author,
    who may well moderate a room of their own (whoever runs the bot excepted). `game`: the picture of the latest game here, which
    goes on without it. Each room's first report opens a case, which its moderators decide in their queue.
    Raises Problem "not-yours-to-clear", "reports-enough", "no-challenge" and what `finished` raises.
    """
    chosen = await (_played(call, generation) if game else finished(call, generation, shown=False))
    redrawn = redraw_game if game else redraw_all
    reports, now = call.house.storage.reports, call.house.now()
    if clear:
        theirs = await _theirs(call, chosen)
        # What was reported before there were cases is for the room it was made in.
        old = call.sender.moderator and (game or chosen.request.room == call.room) and not await _reported(call, chosen)
        if not (call.owner or ((theirs or old) and chosen.request.asked_by != call.member)):
            raise Problem("not-yours-to-clear")
        await _cleared(call, chosen, theirs, None if call.owner or old else {case.room for case in theirs})
        await redrawn(call.house, chosen)
        still = await call.house.storage.generations.get(chosen.id)
        if still is not None and still.hidden_at is not None:  # for something else than reports
            return Reply(await why_hidden(call.house, still, call.locale), private=True)
        return Reply(call.say("report-cleared", number=str(chosen.id)), private=True)
    if not call.sender.moderator and await reports.standing(call.member, now - DAY, besides=chosen.id) >= MOST_A_DAY:
        raise Problem("reports-enough", count=MOST_A_DAY)
    hides_at = call.settings.reports_hide_at
    moderator, room = call.sender.moderator, _decided_in(call, chosen)
    hides = await reports.add(chosen.id, call.member, reason, now, hides_at=hides_at, moderator=moderator, room=room)
    hidden = hides or chosen.hidden_at is not None
    await _case(call, chosen, reason, hides=hides)
    told = [call.say("report-thanks", number=str(chosen.id), hidden="yes" if hidden else "no")]
    # Not only for the one that hides: a chat that was down may be there again.
    if hidden and not await redrawn(call.house, chosen):
        told.append(call.say("report-elsewhere"))
    return Reply("\n".join(told), private=True)


def _decided_in(call: Call, chosen: Generation) -> Room | None:
    """Whose moderators decide about a report: of the room in which it disturbs; a private chat has nobody, so where it was made.

    None: that is private, too.
    """
    request = chosen.request
    if call.sender.private:
        return None if request.private else request.room
    return request.room if outermost(request.room) == outermost(call.room) else call.room


async def _case(call: Call, chosen: Generation, reason: Reason, *, hides: bool) -> None:
    """One case a set and room, however many report it; where its cases are told is heard of the first report and when it hides."""
    cases, request = call.house.storage.cases, chosen.request
    room = _decided_in(call, chosen)
    place = outermost(room or call.room)
    open_before = [one for one in await _reported(call, chosen) if one.state is CaseState.OPEN and outermost(one.room) == place]
    case = await cases.note(
        CaseKind.REPORT,
        CaseState.OPEN,
        room=room or call.room,
        private=room is None,
        member=request.asked_by,
        locale=request.locale,
        audience=request.audience,
        category="",
        rule=f"report.{reason.value}",
        generation_id=chosen.id,
        now=call.house.now(),
    )
    if open_before and not hides:
        return

    def said(locale: str) -> Reply:
        say = call.house.words.say
        values = {"number": str(case.id), "pictures": str(chosen.id), "hidden": "yes" if hides else "no"}
        text = say(locale, "log-reported", reason=reason.value, **values)
        return Reply(text, buttons=(Button(say(locale, "log-button-look"), token("moderation", case.id), "🛡", Tone.MAIN),))

    if case.private:
        return
    if hides:  # what stands in its place then has a button for moderators
        await log(call.house, case.room, said)
    else:
        await call_moderators(call.house, case, said)


async def _reported(call: Call, chosen: Generation) -> list[Case]:
    return [one for one in await call.house.storage.cases.of_generation(chosen.id) if one.kind is CaseKind.REPORT]


async def _theirs(call: Call, chosen: Generation) -> list[Case]:
    """The cases of its reports that this person may decide, or has refused and may think better of."""
    states = (CaseState.OPEN, CaseState.REFUSED)
    return [one for one in await _reported(call, chosen) if one.state in states and await decides(call, one)]


async def _cleared(call: Call, chosen: Generation, theirs: list[Case], rooms: set[Room] | None) -> None:
    """A moderator has looked: that decides what is open of it, and everybody is told as after a word in the queue."""
    now, storage = call.house.now(), call.house.storage
    open_ = [case for case in theirs if case.state is CaseState.OPEN]
    for case in open_:
        await decide(call, case, CaseState.APPROVED)
    if not open_:
        facts = {"pictures": chosen.id}
        await storage.audit.append("report-cleared", room=call.room, actor=call.member, facts=facts, now=now)
    await storage.reports.clear(chosen.id, now, rooms)


async def _played(call: Call, number: int | None) -> Generation:
    """The picture of the game that was played here with set `number`, or of the latest one. Problem "no-challenge"."""
    games = call.house.storage.challenges
    opened = await (games.latest(call.room) if number is None else games.played_with(number))
    if opened is None or call.room not in (opened.room, opened.thread) or opened.picture_sha256 is None:
        raise Problem("no-challenge")
    chosen = await call.house.storage.generations.get(opened.generation_id)
    if chosen is None or not chosen.variants:  # its author asked to be forgotten
        raise Problem("no-challenge")
    if chosen.hidden_at is not None and not call.sender.moderator:
        raise await hidden(call.house, chosen)
    return chosen
