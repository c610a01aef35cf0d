"""/settings: what a room's moderators decide for it: all of it, or what was just changed."""

from dataclasses import asdict, replace
from typing import Annotated, Any

from commands.core.call import Call
from commands.core.command import Within
from commands.core.game import LONGEST_MINUTES, MOST_TRIES
from commands.core.log_room import announce, asks_here, asks_off, confirmed, offered
from commands.core.names import Listed
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import Audience, Ballots, CaseKind, Painting, ResultsAs, Room, RoomSettings, VoteWith

OWN = "auto"
LOOKED_AT = 100  # of what waits


async def settings(
    call: Call,
    audience: Audience | None = None,
    model: str | None = None,
    units: Annotated[int, Within(0, 100_000)] | None = None,
    language: str | None = None,
    ballots: Ballots | None = None,
    vote_minutes: Annotated[int, Within(1, LONGEST_MINUTES)] | None = None,
    challenge_minutes: Annotated[int, Within(1, LONGEST_MINUTES)] | None = None,
    tries: Annotated[int, Within(1, MOST_TRIES)] | None = None,
    vote_with: VoteWith | None = None,
    results_as: ResultsAs | None = None,
    painting: Painting | None = None,
    room_units: Annotated[int, Within(0, 1_000_000)] | None = None,
    money: Annotated[float, Within(0, 10_000)] | None = None,
    approval: bool | None = None,
    log: str | None = None,
    reports: Annotated[int, Within(1, 100)] | None = None,
    retention: Annotated[int, Within(1, 365)] | None = None,
) -> Reply:
    """Change what is named and show how that stands now; without any option show all of the room's settings.

    What was hidden before a change stays so until a moderator has looked; then the answer says how much that is, and where.

    `log`: "here" in the room that shall hear of cases, then that room's id in this one within an hour; "off" for none.
    """
    if asks_here(log):
        return await offered(call)
    words = call.house.words
    if model is not None:
        model = OWN if _own(model) else call.house.catalog.get(model).id
    if language is not None and not _own(language) and words.called(language) is None:
        raise Problem("unknown-language", given=language[:40], choices=Listed((*words.locales, OWN), "or"))
    changes: dict[str, Any] = {
        "audience": audience,
        "default_model": model,
        "daily_units": units,
        "language": words.called(language) if language else None,
        "ballots": ballots,
        "vote_minutes": vote_minutes,
        "challenge_minutes": challenge_minutes,
        "guess_tries": tries,
        "vote_with": vote_with,
        "results_as": results_as,
        "painting": painting,
        "room_units": room_units,
        "monthly_cents": None if money is None else round(money * 100),
        "approval": approval,
        "reports_hide_at": reports,
        "retention_days": retention,
    }
    changes = {name: value for name, value in changes.items() if value is not None}
    if language is not None and _own(language):
        changes["language"] = None
    if log is not None:
        changes["log_room"] = None if asks_off(log) else (await confirmed(call, log)).id
    wished = replace(call.settings, **changes)
    if wished != call.settings:
        await call.house.storage.rooms.change(wished)
    changed = await call.house.storage.rooms.settings(call.room)  # what holds around a thread can be stricter
    if changed != call.settings:
        await _noted(call, changed)
        if changed.log_room is not None and changed.log_room != call.settings.log_room:
            await announce(call, Room(call.room.platform, changed.log_room))
    if language is not None:
        known = await call.house.storage.people.known(call.member, call.house.now())
        call = replace(call, locale=words.first(known.language, changed.language, call.sender.client_locale))
    return await _answer(call, changed, overruled=changed != wished)


async def _answer(call: Call, changed: RoomSettings, *, overruled: bool) -> Reply:
    """What was named, as it stands now; all where nothing was."""
    named = [name for name, value in call.arguments.items() if value is not None]
    lines = [call.say("settings-changed" if changed != call.settings else "settings-shown")]
    lines += [line for name, line in _shown(call, changed).items() if name in named or not named]
    if overruled:
        lines.append(call.say("settings-around"))
    waiting = await _still_hidden(call, changed)
    if waiting:
        lines.append(call.say("settings-still-hidden", count=waiting))
    if named:
        lines.append(call.say("settings-all"))
    look = Button(call.say("log-button-look"), token("moderation"), "🛡")
    return Reply("\n".join(lines), buttons=(look,) if waiting else (), private=True, locale=call.locale)


async def _still_hidden(call: Call, changed: RoomSettings) -> int:
    """How many sets a change would not have hidden, and wait all the same: nobody is shown what a moderator was to look at."""
    kinds = {CaseKind.APPROVAL} if call.settings.approval and not changed.approval else set()
    if changed.reports_hide_at > call.settings.reports_hide_at:
        kinds.add(CaseKind.REPORT)
    if not kinds or (call.sender.private and not call.owner):
        return 0
    storage, found = call.house.storage, set()
    for case in await storage.cases.queue([call.room], LOOKED_AT):
        if case.kind in kinds and case.generation_id is not None:
            generation = await storage.generations.get(case.generation_id)
            if generation is not None and generation.hidden_at is not None:
                found.add(generation.id)
    return len(found)


async def _noted(call: Call, changed: RoomSettings) -> None:
    """Who moderates can look up who changed what; of another room it only says that there is one."""
    before, after = asdict(call.settings), asdict(changed)
    news = {name: value for name, value in after.items() if value != before[name]}
    facts = {name: ("yes" if value else "no") if name == "log_room" else str(value) for name, value in news.items()}
    # Of a private chat it is known whose it is, so that it is forgotten with them.
    room = Room.private_with(call.member) if call.sender.private else call.room
    await call.house.storage.audit.append("settings-changed", room=room, actor=call.member, facts=facts, now=call.house.now())


def _own(text: str) -> bool:
    return text.strip().casefold() == OWN


def _shown(call: Call, now: RoomSettings) -> dict[str, str]:
    """A line for each option, by its name."""
    model = call.house.catalog.usual(now.default_model)
    lines: dict[str, dict[str, object]] = {
        "audience": {"value": now.audience.value},
        "painting": {"value": now.painting.value},
        "model": {"value": now.default_model},
        "units": {"value": now.daily_units, "model": model.title, "price": model.cost_units(1)},
        "room_units": {"value": now.room_units},
        "money": {"value": now.monthly_cents / 100},
        "language": {"value": now.language or OWN},
        "ballots": {"value": now.ballots.value},
        "vote_minutes": {"value": now.vote_minutes},
        "challenge_minutes": {"value": now.challenge_minutes},
        "tries": {"value": now.guess_tries},
        "vote_with": {"value": now.vote_with.value},
        "results_as": {"value": now.results_as.value},
        "approval": {"value": "yes" if now.approval else "no"},
        "log": {"value": "yes" if now.log_room is not None else "no"},
        "reports": {"value": now.reports_hide_at},
        "retention": {"value": now.retention_days},
    }
    return {name: call.say(f"settings-{name.replace('_', '-')}", **values) for name, values in lines.items()}
