"""When the guard said no: a kind sentence, a case that its person can have looked at again, and a pause for who tries on and on."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from commands.core.call import Attachment, Call, House
from commands.core.markup import escape
from commands.core.moderating import DISCREET, TOLD, category, log
from commands.core.playing import game_of
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from commands.core.wishes import WORDS, Wish, refused_in, tidy
from generation.ports import Verdict
from generation.safety.policy import Category, Refused
from generation.safety.telling import tells, written_in
from storage.problem import Problem
from storage.purse import outermost
from storage.records import Case, CaseKind, CaseState, Member, Room

WINDOW: Final = timedelta(minutes=10)
PATIENT_TRIES: Final = 3
WAITS_S: Final = (10, 30, 120, 600)  # after the third refusal within the window, the fourth, ...
MINUTES_FROM_S: Final = 90
MANY: Final = float(PATIENT_TRIES)  # strikes, as many as make somebody wait: moderators hear of it
MANY_AGAIN: Final = timedelta(days=1)
MANY_TOLD: Final = "strikes-many"

# What weighs against a person in a room; halved every week. Who shares a telephone number or is not well did nobody wrong.
WEIGHTS: Final[Mapping[str, float]] = {
    Category.MINORS: 5.0,
    Category.SEXUAL: 2.0,
    Category.HATE: 2.0,
    Category.EXTREMISM: 2.0,
    Category.NUDITY: 1.0,
    Category.GORE: 1.0,
    Category.VIOLENCE: 1.0,
    Category.DRUGS: 1.0,
    Category.PROFANITY: 1.0,
    Category.INJECTION: 1.0,
    Category.REAL_PEOPLE: 1.0,
    Category.ROOM: 1.0,
    Category.WEAPONS: 0.5,
    Category.ALCOHOL: 0.5,
    Category.GAMBLING: 0.5,
    Category.SCATOLOGY: 0.5,
    Category.SCARY: 0.25,
    Category.PRIVATE: 0.0,
    Category.SELF_HARM: 0.0,
    Category.CHARACTERS: 0.0,
    Category.HELP: 0.0,
    Category.UNAVAILABLE: 0.0,
}
# A call for help is answered and nothing more: no case, no count, no word to anybody. Who reads the queue of a family's or a
# class's room may be the very person it is about, and a child who sees that its words are passed on does not ask again. When the
# guard could not answer, nobody was refused anything either.
UNTOLD: Final[frozenset[str]] = frozenset({Category.HELP, Category.UNAVAILABLE})
_UNSAYABLE: Final = re.compile(r"[^A-Za-z0-9_.:/+#-]")


async def refused(call: Call, refusal: Refused) -> Reply:
    """The answer. It costs nothing; what a person typed just now becomes a case, other words do not (theirs of an earlier day)."""
    why, wish = str(refusal.details["category"]), refused_in(call, refusal.words)
    told = bool(wish) and why not in UNTOLD | DISCREET and await call.house.pool.run(tells, refusal.words, refusal.review)
    locale = answered_in(call.house, refusal, call.locale, told=told)
    call = replace(call, locale=locale)
    lines = [call.say("problem-refused", **refusal.details)]
    answer = Reply(lines[0], private=True, locale=locale, problem=refusal.key)
    if why in UNTOLD or wish is None:
        return replace(answer, overheard=why == Category.HELP and wish is not None and not call.sender.private)
    if told:
        return await _perhaps_told(call, refusal, wish, answer)
    if wish.option not in WORDS:  # what shall be left out: nobody reads it, nobody may allow it, but who tries on and on waits
        await _tried(call, why)
        return answer
    case = await _noted(call, refusal, wish)
    buttons: list[Button] = []
    if suggestion := str(refusal.details.get("suggestion", "")):
        lines.append(call.say("refused-suggestion", words=suggestion))
        if wish.option == "prompt" and wish.whole and case.text:
            buttons.append(Button(call.say("refused-button-try"), token("proceed", case.id, "yes"), "🎨", Tone.MAIN))
    _appealable(call, case, lines, buttons)
    if wait_s := await _counted(call, refusal, wish, case):
        lines.append(call.say("refused-wait", **_span(wait_s)))
    # Others have read it where it was typed: a face takes it away there, if it can.
    return replace(answer, text="\n".join(lines), buttons=tuple(buttons), overheard=not call.sender.private)


def answered_in(house: House, refusal: Refused, locale: str, *, told: bool = False) -> str:
    """The language of an answer: who may be in need reads it in the one they wrote, if it is one of ours."""
    if told or refusal.details["category"] in (Category.HELP, Category.SELF_HARM):
        return house.words.first(written_in(refusal.words), locale)
    return locale


async def _perhaps_told(call: Call, refusal: Refused, wish: Wish, answer: Reply) -> Reply:
    """Words that may tell what somebody does to their person: refused, and otherwise like a call for help.

    Nothing is counted or told and nobody waits; a case that its person may appeal is nobody's to see until they do.
    """
    lines, buttons = [answer.text, call.say("refused-told")], list[Button]()
    if wish.option in WORDS and not _closed(call, refusal):
        _appealable(call, await _noted(call, refusal, wish, told=True), lines, buttons)
    return replace(answer, text="\n".join(lines), buttons=tuple(buttons), overheard=not call.sender.private)


def _appealable(call: Call, case: Case, lines: list[str], buttons: list[Button]) -> None:
    """Say how somebody may look again, if there is anybody who could."""
    if case.text and (call.house.owners or not case.private):
        lines.append(call.say("refused-appeal", button=call.say("refused-button-appeal"), number=str(case.id)))
        buttons.append(Button(call.say("refused-button-appeal"), token("appeal", case.id), "✋"))


async def tried(call: Call, problem: str) -> None:
    """A picture that somebody brought was refused, or that clothes be left out: it counts for the pause, and weighs nothing.

    For the check may be wrong, and what shall be left out accuses nobody.
    """
    if problem == "negative-refused":
        await _tried(call, "negative")
    elif problem == "upload-refused":
        given = call.arguments.values()
        if call.sender.attachments or any(isinstance(one, Attachment) and not one.numbers for one in given):
            await _tried(call, "picture")


async def _tried(call: Call, category: str) -> None:
    if category not in DISCREET:
        await call.house.storage.strikes.add(call.member, call.room, category, 0.0, call.house.now())


def has_words(call: Call) -> bool:
    """Whether it brings words for others to see."""
    return any(call.arguments.get(name) for name in WORDS)


async def let_in(call: Call) -> None:
    """Who was refused several times in a row waits longer and longer with the next words; everything else goes on.

    Read from what is kept, so a restart shortens nobody's wait. Problem "refused-too-often" (count, unit).
    """
    if has_words(call) and (wait_s := await waits_s(call.house, call.member)):
        raise Problem("refused-too-often", **_span(wait_s))


async def waits_s(house: House, member: Member) -> int:
    """For how many seconds no words of this person are taken; 0: now."""
    now, strikes = house.now(), house.storage.strikes
    tries = await strikes.tries(member, now - WINDOW)
    newest = await strikes.newest(member) if tries >= PATIENT_TRIES else None
    if newest is None:
        return 0
    wait = WAITS_S[min(tries - PATIENT_TRIES, len(WAITS_S) - 1)]
    return max(0, -int((now - newest).total_seconds() - wait))


def _closed(call: Call, refusal: Refused) -> bool:
    """Whether it is what no room may allow, or nobody's business."""
    why = str(refusal.details["category"])
    return why in DISCREET or call.house.guard.policy.on_floor(refusal.review.verdict, (why,))


async def _noted(call: Call, refusal: Refused, wish: Wish, *, told: bool = False) -> Case:
    """The case; of what no room may allow, and of what is nobody's business, without the words.

    Where the guard only doubts, nobody is accused of anything: that is no row of the trail.
    """
    why, storage, now = str(refusal.details["category"]), call.house.storage, call.house.now()
    certain = refusal.review.verdict is Verdict.BLOCK
    room, private = await _place(call)
    await storage.people.seen(call.account)  # those who decide read a name
    case = await storage.cases.note(
        CaseKind.WORDS,
        CaseState.NOTED,
        room=room,
        private=private,
        member=call.member,
        locale=call.locale,
        audience=(await storage.rooms.settings(room)).audience,
        category=why,
        rule=f"{TOLD if told else ''}{refusal.details['rule']}",
        text="" if _closed(call, refusal) else tidy(refusal.words),
        command=str(wish),
        now=now,
    )
    if certain and not told and why in call.house.guard.policy.floor - DISCREET:
        facts = {"category": why, "rule": _UNSAYABLE.sub("-", case.rule)[:64]}
        await storage.audit.append("floor-block", room=room, actor=call.member, subject=f"case:{case.id}", facts=facts, now=now)
    return case


async def _counted(call: Call, refusal: Refused, wish: Wish, case: Case) -> int:
    """What it weighs against its person; answers for how many seconds they wait now.

    A doubtful guess is no try: who looks at a picture says what is in it. A doubtful prompt counts for the pause, and does not
    weigh.
    """
    certain = refusal.review.verdict is Verdict.BLOCK
    if case.category in DISCREET or (wish.option == "text" and not certain):
        return 0
    weight = WEIGHTS.get(case.category, 1.0) if certain else 0.0
    strikes, now = call.house.storage.strikes, call.house.now()
    # At the very moment of the case: should a moderator approve it, this one is taken back.
    await strikes.add(call.member, case.room, case.category, weight, case.opened_at)
    if weight and not case.private:
        standing = await strikes.standing(call.member, case.room, now)
        name = await call.house.storage.people.called(call.member, case.room.platform)
        many = round(standing, 1) >= MANY and call.member not in await many_lately(call.house, case.room)
        if many:
            await call.house.storage.audit.append(MANY_TOLD, room=case.room, actor=None, subject=call.member, now=now)

        def said(locale: str) -> Reply:
            say = call.house.words.say
            values = {"name": name, "number": str(case.id), "strikes": f"{standing:.1f}"}
            lines = [say(locale, "log-refused", category=category(call.house, locale, case.category), **values)]
            if many:
                lines.append(say(locale, "log-many", name=name))
            who = Button(say(locale, "moderation-button-member"), token("member", f"c{case.id}"), "👤")
            return Reply("\n".join(lines), buttons=(who,))

        await log(call.house, case.room, said)
    return await waits_s(call.house, call.member)


async def many_lately(house: House, room: Room) -> frozenset[Member]:
    """Who got many strikes in a room or its threads within a day, as the trail has it: of each it is said once."""
    rows = await house.storage.audit.entries(outermost(room), house.now() - MANY_AGAIN, actions=(MANY_TOLD,))
    return frozenset(one.member for one in rows if one.member is not None)


async def _place(call: Call) -> tuple[Room, bool]:
    """The room whose people would have read it: a guess, also from a private chat or its own thread, is for its game's."""
    if call.command != "guess":
        return call.room, call.sender.private
    code = call.arguments.get("challenge")
    room = (await game_of(call, None if code is None else str(code))).room
    return room, call.sender.private and room == call.room


def _span(seconds: int) -> dict[str, int | str]:
    if seconds < MINUTES_FROM_S:
        return {"count": seconds, "unit": "seconds"}
    return {"count": -(-seconds // 60), "unit": "minutes"}


def shown_words(text: str, limit: int = 800) -> str:
    """Refused words for those who decide, short enough for every chat."""
    return escape(text if len(text) <= limit else text[: limit - 1].rstrip() + "…")
