"""/proceed: goes on with a wish that was refused: as a moderator approved it, or in the safer words that were suggested."""

from dataclasses import replace

from commands.core.call import Call
from commands.core.moderating import may_act
from commands.core.reply import Reply, Unreachable
from commands.core.wishes import Wish
from generation.safety.policy import Refused
from storage.problem import Problem
from storage.records import Case, CaseKind, CaseState


async def proceed(call: Call, case: int, suggested: bool = False) -> Reply:
    """Paint it in the room for which it was approved, wherever the button was pressed.

    Only its own person can, and with `suggested` before anybody has decided, too. What it says passes the guard like every wish:
    an approved one because a moderator has read these very words. Problems "case-gone", "case-not-yours", "case-not-approved",
    "case-send-again", "suspended" and those of the command itself.
    """
    found = await call.house.storage.cases.get(case)
    if found is None or found.kind is not CaseKind.WORDS or not found.text:
        raise Problem("case-gone")
    if found.member != call.member:
        raise Problem("case-not-yours")
    wish = Wish.read(found.command)
    if wish is None or wish.option != "prompt" or not wish.whole:
        raise Problem("case-send-again")
    if not suggested and found.state is not CaseState.APPROVED:
        raise Problem("case-not-approved")
    words = await _suggested(call, found) if suggested else found.text
    there = await _there(call, found)
    await may_act(there.house, there.member, there.room, moderator=there.sender.moderator)
    command = call.menu[wish.command]
    given = command.bind({**wish.given, wish.option: words}, call.house.words)
    there = replace(there, command=command.name, arguments=given)
    reply = await command.function(there, **given)
    return reply if there.room == call.room else await _elsewhere(call, there, reply)


async def _suggested(call: Call, case: Case) -> str:
    """The safer words, found anew: they are made of the refused ones, so nobody keeps them."""
    rules = await call.house.storage.house_rules.of(case.room)
    try:
        await call.house.guard.safe_prompt(case.text, audience=case.audience, ratio="1:1", rules=rules)
    except Refused as refusal:
        if suggestion := str(refusal.details.get("suggestion", "")):
            return suggestion
        raise Problem("case-gone") from None
    return case.text  # meanwhile the room allows it


async def _there(call: Call, case: Case) -> Call:
    """The same person as somebody in the room of the case; of what they may do there, nothing is known."""
    if case.room == call.room:
        return call
    sender = replace(call.sender, room=case.room, private=case.private, moderator=False, attachments=(), message=None)
    settings = await call.house.storage.rooms.settings(case.room)
    chosen = await call.house.storage.people.language(call.member)
    return replace(call, sender=sender, settings=settings, locale=call.house.words.first(chosen, settings.language, call.locale))


async def _elsewhere(call: Call, there: Call, reply: Reply) -> Reply:
    """Promise the pictures where they were wished for, and say so here."""
    house = call.house
    try:
        message = await house.deliver(there.room, replace(reply, locale=there.locale))
    except Unreachable:
        return replace(reply, private=True)  # painted it is all the same; who cannot be told there finds it in their gallery
    if reply.pending is not None:
        await house.storage.generations.promised(reply.pending, message)
    return Reply(call.say("proceed-there"), private=True, meant_for=there.room)
