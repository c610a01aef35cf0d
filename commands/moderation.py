"""/moderation: what waits for a moderator's word, page by page: refused words, doubtful pictures, wishes for approval, reports."""

from dataclasses import replace
from enum import StrEnum

from commands.core.call import Call
from commands.core.deciding import decide as settle
from commands.core.markup import instant
from commands.core.moderating import category, decides, in_charge
from commands.core.names import Listed, Name
from commands.core.refusing import MANY, many_lately, shown_words
from commands.core.reply import Button, Picture, Reply, Tone
from commands.core.showing import sheet_of
from commands.core.tokens import token
from generation.safety.policy import Category
from storage.problem import Problem
from storage.records import Case, CaseKind, CaseState, Generation

LOOKED_AT = 200  # of the oldest


class Decision(StrEnum):
    """What a moderator says to a case; `ALLOW`: approved, and its words may be painted here from now on."""

    APPROVE = "approve"
    REFUSE = "refuse"
    ALLOW = "allow"


async def moderation(call: Call, case: int | None = None, decide: Decision | None = None, after: int | None = None) -> Reply:
    """The oldest case that waits, or the one of that number; with `decide`, the word on it. `after`: the next page.

    Cases of a room are for its moderators and those of the room where they are told; of private chats, for who runs the bot.
    Problems "moderate-in-room", "decide-which" (a word on no case), "case-gone" (also for one that is not theirs to see) and as
    `deciding.decide`.
    """
    in_charge(call)
    if case is not None:
        chosen = await call.house.storage.cases.get(case)
        if chosen is None or not await decides(call, chosen):
            raise Problem("case-gone")
        if decide is None:
            return await _page(call, chosen, 0)
        return await _decided(call, chosen, decide)
    if decide is not None:
        raise Problem("decide-which")
    waiting = await _queue(call)
    passed = None if after is None else await call.house.storage.cases.get(after)
    rest = [one for one in waiting if passed is None or _place(one) > _place(passed)]
    if rest:
        page = await _page(call, rest[0], len(waiting), last=len(rest) == 1)
    else:
        page = Reply(call.say("moderation-empty", more="yes" if waiting else "no"), private=True)
    return page if after is not None else await _with_many(call, page)


async def _with_many(call: Call, page: Reply) -> Reply:
    """The first page, and whom somebody should talk with: those who got many strikes within a day, and still have them."""
    lately = frozenset() if call.sender.private else await many_lately(call.house, call.room)
    if not lately:
        return page
    heavy = await call.house.storage.strikes.recent(call.room, call.house.now())
    names = Listed((one.name or one.id for one, weight, _ in heavy if one in lately and round(weight, 1) >= MANY), "comma")
    if not names.items:
        return page
    people = Button(call.say("moderation-button-people"), token("member"), "👥")
    return replace(page, text=f"{page.text}\n{call.say('moderation-many', names=names)}", buttons=(*page.buttons, people))


async def _queue(call: Call) -> list[Case]:
    """What this person may decide here, oldest first; reports come last, for whoever appeals waits for an answer."""
    storage = call.house.storage
    rooms = [] if call.sender.private else [call.room, *await storage.rooms.told_in(call.room)]
    if call.room.parent is not None:
        rooms += await storage.rooms.told_in(call.room.parent)
    found = await storage.cases.queue(rooms, LOOKED_AT)
    if call.owner:
        found += await storage.cases.queue(None, LOOKED_AT)
    return sorted(found, key=_place)


def _place(case: Case) -> tuple[bool, int]:
    return case.kind is CaseKind.REPORT, case.id


async def _decided(call: Call, case: Case, decision: Decision) -> Reply:
    allow = decision is Decision.ALLOW
    state = CaseState.REFUSED if decision is Decision.REFUSE else CaseState.APPROVED
    if case.kind is CaseKind.WORDS and case.category == Category.ROOM and allow:
        raise Problem("case-own-rule")
    try:
        await settle(call, case, state, allow=allow)
        added = "yes" if allow and case.kind is CaseKind.WORDS else "no"
    except Problem as problem:
        if problem.key not in ("too-many-phrases", "phrase-too-long", "phrase-empty"):
            raise
        added = "full" if problem.key == "too-many-phrases" else "long"
    left = len(await _queue(call))
    refused = "no" if case.kind is CaseKind.WORDS else "hidden"  # of pictures nothing was refused before
    approved = refused if decision is Decision.REFUSE else "yes"
    text = call.say("moderation-done", number=str(case.id), approved=approved, added=added, left=left)
    more = Button(call.say("moderation-button-next"), token("moderation"), "➡️", Tone.MAIN)
    return Reply(text, buttons=(more,) if left else (), private=True)


async def _page(call: Call, case: Case, waiting: int, *, last: bool = True) -> Reply:
    """A case as those see it who decide: the words and the pictures only at a touch."""
    house, storage = call.house, call.house.storage
    generation = None if case.generation_id is None else await storage.generations.get(case.generation_id)
    name = await storage.people.called(case.member, call.room.platform) if case.member.id else ""
    lines = [
        call.say(
            "moderation-case",
            number=str(case.id),
            kind=case.kind.value,
            waiting=waiting,
            pictures="none" if case.generation_id is None else str(case.generation_id),
        ),
        call.say(
            "moderation-facts",
            name=name or "?",
            time=instant(case.opened_at, day=True),
            category=_about(call, case),
            audience=case.audience.value,
            private="yes" if case.private else "no",
        ),
    ]
    if case.appealed_at is not None:
        lines.append(call.say("moderation-appealed", name=name or "?", time=instant(case.appealed_at, day=True)))
    if case.kind is CaseKind.REPORT and generation is not None:
        lines += await _reports(call, generation)
    words = case.text or (generation.request.prompt if generation is not None else "")
    if words:
        lines.append(call.say("moderation-words", words=shown_words(words)))
    pictures: tuple[Picture, ...] = ()
    if generation is not None and generation.variants:
        game = await storage.challenges.played_with(generation.id)
        if game is not None and game.closed_at is None:  # its secret stands beside the picture
            await storage.challenges.saw(game.id, call.member)
        pictures = (replace(sheet_of(house, generation, call.locale), veiled=True, filename=_filename(generation)),)
    elif not words:
        lines.append(call.say("moderation-nothing-left"))
    if case.state in (CaseState.APPROVED, CaseState.REFUSED):
        lines.append(call.say("moderation-decided", approved="yes" if case.state is CaseState.APPROVED else "no"))
    following = () if last else (Button(call.say("moderation-button-next"), token("moderation", None, None, case.id), "➡️"),)
    return Reply("\n".join(lines), pictures=pictures, buttons=(*_buttons(call, case), *following), private=True)


def _buttons(call: Call, case: Case) -> tuple[Button, ...]:
    def button(decision: Decision, emoji: str, tone: Tone) -> Button:
        return Button(call.say(f"moderation-button-{decision.value}"), token("moderation", case.id, decision.value), emoji, tone)

    member = Button(call.say("moderation-button-member"), token("member", f"c{case.id}"), "👤")
    somebody = bool(case.member.id) and ":" not in case.member.id  # neither forgotten nor the bot itself
    whose = (member,) if somebody and not case.private else ()
    if case.state in (CaseState.APPROVED, CaseState.REFUSED):
        return whose
    made = [button(Decision.APPROVE, "✅", Tone.MAIN), button(Decision.REFUSE, "🚫", Tone.DANGER)]
    if case.kind is CaseKind.WORDS and case.text and case.category != Category.ROOM:
        made.append(button(Decision.ALLOW, "🆗", Tone.PLAIN))
    return (*made, *whose)


def _about(call: Call, case: Case) -> str:
    """Why it came up: what the guard or the check objected to, or what those said who reported it."""
    what, _, reason = case.rule.partition(".")
    if case.kind is CaseKind.REPORT and what == "report":
        return call.house.words.name(call.locale, Name(reason, f"option-reason.{reason}"))
    return category(call.house, call.locale, case.category)


async def _reports(call: Call, generation: Generation) -> list[str]:
    """Why the set was reported since somebody last looked, and by how many; never by whom."""
    counted = await call.house.storage.reports.reasons(generation.id)
    if not counted:
        return []
    say = call.house.words.name
    rows = (f"{say(call.locale, Name(reason, f'option-reason.{reason}'))} {count}" for reason, count in counted.items())
    return [call.say("moderation-reported", people=sum(counted.values()), reasons=Listed(rows, "comma"))]


def _filename(generation: Generation) -> str:
    ending = "jpeg" if len(generation.variants) > 1 else generation.variants[0].mime.rpartition("/")[2]
    return f"pictures-{generation.id}.{ending.replace('jpeg', 'jpg')}"
