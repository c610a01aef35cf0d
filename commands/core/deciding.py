"""What follows from a moderator's word on a case: pictures are shown or stay away, words may be painted, both sides are told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from commands.challenge import redraw_game
from commands.core.call import Call, House
from commands.core.copies import redraw_all
from commands.core.moderating import category, log, tell
from commands.core.refusing import shown_words
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from commands.core.wishes import Wish
from storage.problem import Problem
from storage.purse import outermost
from storage.records import Case, CaseKind, CaseState, Generation, HouseRules, Member

MOST_TOLD: Final = 10  # of those who reported the same pictures
LATE: Final = timedelta(minutes=30)
SETTLED: Final = "case-settled"  # in the trail: its pictures stand as decided, but its person could not be told yet


async def decide(call: Call, case: Case, state: CaseState, *, allow: bool = False) -> Case:
    """Once and for all. `allow`: its words go among the phrases that the room allows.

    Problems "case-decided" (somebody was quicker), "case-floor" (nobody may allow this), "case-gone" (its words are),
    "case-own-pictures" (reports of one's own are for another moderator), "too-many-phrases" (then it is decided, but the phrase is
    not added).
    """
    house, now = call.house, call.house.now()
    if case.kind is CaseKind.REPORT and case.member == call.member and not call.owner:
        raise Problem("case-own-pictures")
    if case.kind is CaseKind.WORDS and state is CaseState.APPROVED:
        await _allowable(house, case)
    await house.storage.people.seen(call.account)
    number = case.generation_id
    before = None if number is None else await house.storage.generations.get(number)
    reporters = (
        () if number is None else await house.storage.reports.by(number, MOST_TOLD, case.room)
    )  # who counts no more once it is decided
    try:
        decided = await house.storage.cases.decide(case.id, state, call.member, now)
    except Problem as problem:
        if problem.key == "case-decided":  # it may have been the last thing before a crash
            await _caught_up(house, case, settled=number is None or await _settle(house, number))
        raise
    settled = number is None or await _settle(house, number)
    if number is not None:
        await _thank(house, decided, reporters)
    after = None if number is None else await house.storage.generations.get(number)
    # Nothing was hidden, and a report that was for nothing need trouble nobody; or it stays hidden, for another room looks, too.
    unchanged = before is not None and after is not None and (before.hidden_at is None or after.hidden_at is not None)
    if decided.kind is CaseKind.REPORT and state is CaseState.APPROVED and unchanged:
        await house.storage.cases.told(case.id)
    elif not await _tell(house, decided) and settled:
        await _keep_settled(house, decided)
    await _tell_log(call, decided)
    # A button can be forged: the wish of pictures that wait was not read as a phrase.
    if allow and case.text and case.kind is CaseKind.WORDS:
        await house.storage.house_rules.add(case.room, "allowed", case.text, call.member, now, said=case.member)
        subject = f"case:{case.id}"
        await house.storage.audit.append("phrase-allowed", room=case.room, actor=call.member, subject=subject, now=now)
    return decided


async def _allowable(house: House, case: Case) -> None:
    if not case.text:
        raise Problem("case-gone")
    # As `HousePhrases.of_words` has it painted: a phrase that the room blocks is no obstacle, what no room may allow is one.
    review = await house.guard.review(case.text, case.audience, HouseRules(allowed=(case.text,)))
    if not review.passes(case.audience):
        raise Problem("case-floor")


async def _settle(house: House, number: int) -> bool:
    """Bring everything that stands of the pictures up to date; whether they are seen was decided with the case.

    False: a chat refused. Where nobody knows what stands, there is nothing to be done.
    """
    generation = await house.storage.generations.get(number)
    return generation is None or await shown_anew(house, generation) or not await house.storage.shown.traced(number)


async def _keep_settled(house: House, case: Case) -> None:
    """Nobody sees the pictures once more in the room because their person cannot be told, over a restart neither."""
    if case.generation_id is not None:
        await house.storage.audit.append(SETTLED, room=case.room, actor=None, subject=f"case:{case.id}", now=house.now())


async def shown_anew(house: House, generation: Generation) -> bool:
    """Bring all that shows a set up to date; a vote or a game that waited begins now. False: some may stand as they were."""
    return await (redraw_game(house, generation) if generation.request.purpose == "challenge" else redraw_all(house, generation))


async def _caught_up(house: House, case: Case, *, settled: bool) -> bool:
    """What should have followed a decision of which nobody told its person: now it does. Whether they are told.

    `settled`: its pictures stand as decided.
    """
    owed = await house.storage.cases.untold(case.member, case.room.platform, house.now())
    if case.id not in {one.id for one in owed}:
        return False
    now_settled = not settled and case.generation_id is not None and await _settle(house, case.generation_id)
    done = await _tell(house, case)
    if now_settled and not done:
        await _keep_settled(house, case)
    return done


async def _tell(house: House, case: Case) -> bool:
    """Its person, alone: at once if their private chat is open to us, else (False) below an answer that only they read."""

    def to_person(locale: str) -> Reply:
        return _news(house, case, locale)

    done = await tell(house, case.member, case.room, to_person, locale=case.locale, private=case.private)
    if done:
        await house.storage.cases.told(case.id)
    return done


async def tell_late(house: House, platforms: Collection[str] | None = None) -> int:
    """Finish what a crash cut off lately, on these platforms (None: all): of how many decisions their person was told now.

    Who cannot be written to is asked for again and again only for `LATE`, and then reads it as `with_news` has it.
    """
    now, finished = house.now(), 0
    rows = await house.storage.audit.entries(None, now - LATE, actions=("case-approved", "case-refused", SETTLED))
    settled = {row.subject for row in rows if row.action == SETTLED}
    for subject in dict.fromkeys(row.subject for row in rows if row.action != SETTLED):
        case = await house.storage.cases.get(int(subject.removeprefix("case:")))
        if case is not None and (platforms is None or case.room.platform in platforms):
            finished += await _caught_up(house, case, settled=subject in settled)
    return finished


async def with_news(call: Call, reply: Reply) -> Reply:
    """The same answer and below it, where nobody else reads it, what was decided for its reader and could not be told them.

    Not below what a face may keep to itself: the answer to a vote, a line to fill in.
    """
    if not reply.private or not reply.text or reply.problem or reply.asks or reply.line or call.command == "vote":
        return reply
    for case in await call.house.storage.cases.untold(call.member, call.room.platform, call.house.now()):
        news = _news(call.house, case, call.locale)
        reply = replace(reply, text=f"{reply.text}\n\n{news.text}", buttons=(*reply.buttons, *news.buttons))
        await call.house.storage.cases.told(case.id)
    return reply


def _news(house: House, case: Case, locale: str) -> Reply:
    """What was decided, for its person alone."""
    say, approved = house.words.say, case.state is CaseState.APPROVED
    paints = case.kind is CaseKind.WORDS and approved and proceeds(case)
    values: Mapping[str, object] = {
        "kind": case.kind.value,
        "approved": "yes" if approved else "no",
        "number": str(case.id),
        "pictures": str(case.generation_id or 0),
        "again": "yes" if paints else "no",
    }
    text = str(say(locale, "case-told", **values))
    if case.text and case.kind is CaseKind.WORDS and approved:
        text += "\n" + say(locale, "moderation-words", words=shown_words(case.text))  # which of their wishes it is
    paint = Button(say(locale, "case-button-paint"), token("proceed", case.id), "🎨", Tone.MAIN)
    return Reply(text, buttons=(paint,) if paints else ())


async def _tell_log(call: Call, case: Case) -> None:
    """The room where cases are told, unless it was decided there. Nobody reads the words there."""
    house, say, approved = call.house, call.house.words.say, "yes" if case.state is CaseState.APPROVED else "no"
    settings = await house.storage.rooms.settings(case.room)
    if settings.log_room is None or settings.log_room in (call.room.id, outermost(call.room).id):
        return
    by = await house.storage.people.called(call.member, case.room.platform)

    def to_log(locale: str) -> Reply:
        why = category(house, locale, case.category)
        return Reply(say(locale, "log-decided", number=str(case.id), approved=approved, name=by or call.account.name, category=why))

    await log(house, case.room, to_log)


async def _thank(house: House, case: Case, reporters: Iterable[Member]) -> None:
    """Who reported pictures hears what was decided; alone, for nobody else learns who it was."""
    approved = "yes" if case.state is CaseState.APPROVED else "no"

    def said(locale: str) -> Reply:
        return Reply(house.words.say(locale, "case-thanks", approved=approved, pictures=str(case.generation_id or 0)))

    for one in reporters:
        if case.kind is CaseKind.REPORT and one not in (case.member, case.decided_by):
            await tell(house, one, case.room, said, locale=case.locale, private=False)


def proceeds(case: Case) -> bool:
    """Whether its person can go on at once with what was approved: nothing of the wish was lost."""
    wish = Wish.read(case.command)
    return bool(case.text) and wish is not None and wish.whole and wish.option == "prompt"
