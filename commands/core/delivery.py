"""From a finished job to the room: the placeholder becomes the result, or a kind sentence."""

from dataclasses import replace

import structlog

from commands.challenge import announcement, bot_of, redraw_game
from commands.core.budget import warned
from commands.core.call import House
from commands.core.moderating import ask_to_look
from commands.core.reply import Reply, Unreachable
from commands.core.showing import picture_set, readable, redraw, result, short, vote_opened, why_failed
from generation.pipeline import CANCELLED
from storage.records import Generation, Room, Status

_log = structlog.get_logger(__name__)


async def deliver(house: House, generation: Generation) -> None:
    """Tell the room what became of a generation, in the language it was asked in. May be called again: it edits.

    It is read anew: who waited for their turn may find that its message is there meanwhile, that it is hidden, or forgotten.
    """
    found = await house.storage.generations.get(generation.id)
    if found is None:
        return
    generation = found
    reply = await (announcement(house, generation) if generation.request.purpose == "challenge" else _outcome(house, generation))
    if reply is None:
        return
    if not reply.locale:
        reply = replace(reply, locale=generation.request.locale)
    room = generation.request.room
    try:
        message = await house.deliver(room, reply, generation.message)
    except Unreachable:
        _log.warning("delivery.unreachable", generation=generation.id, room=room.id)
        await _elsewhere(house, generation, reply)
        return
    if message != generation.message:
        # The placeholder was lost in a crash, or somebody deleted it: from now on this message is the one to edit and to vote on.
        await house.storage.generations.placed(generation.id, message)
    if reply.challenge is not None:
        await house.storage.challenges.placed(reply.challenge, message)
    await ask_to_look(house, generation)
    now = await house.storage.generations.get(generation.id)
    if now is not None and now.hidden_at != generation.hidden_at:  # a report or a moderator was quicker than this message
        await (redraw_game(house, now) if now.request.purpose == "challenge" else redraw(house, now))


async def _elsewhere(house: House, generation: Generation, reply: Reply) -> None:
    """The room can not be told: then the person alone, or else it waits in their gallery. A game without a room is over."""
    asker, room = generation.request.asked_by, generation.request.room
    if asker == bot_of(room):
        if reply.challenge is not None:
            await house.storage.challenges.closed(reply.challenge, house.now())
            await house.storage.challenges.announced(reply.challenge, house.now())
        return
    accounts = await house.storage.people.accounts(asker)
    there = next((account for account in accounts if account.platform == room.platform), None)
    private = None if there is None else Room.private_with(there)
    if private is None or private == room:
        await house.storage.generations.kept(generation.id, house.now())
        return
    locale = generation.request.locale
    told = reply
    if reply.ballot is not None:  # nobody else is there to vote
        told = await picture_set(house, generation, await house.storage.rooms.settings(private), locale)
    told = replace(told, text="\n".join((house.words.say(locale, "delivery-elsewhere"), told.text)), meant_for=room)
    before = generation.message if generation.message is not None and generation.message.room == private else None
    try:
        message = await house.deliver(private, told, before)
    except Unreachable:
        await house.storage.generations.kept(generation.id, house.now())
        return
    await house.storage.generations.placed(generation.id, message)


async def _outcome(house: House, generation: Generation) -> Reply:
    request, say = generation.request, house.words.say
    wish = "…"  # what was refused is not said once more, nor what would be by now
    if generation.status is Status.FAILED and generation.problem != "refused":
        wish = await readable(house, request.room, request.asked_by, short(request.prompt, 120))
    if generation.problem == CANCELLED:
        return Reply(say(request.locale, "result-cancelled", prompt=wish))
    if generation.status is Status.FAILED:
        reason = say(request.locale, f"problem-{generation.problem}", **await why_failed(house.guard, generation))
        if generation.error_id:
            reason = say(request.locale, "result-reference", reason=reason, reference=generation.error_id)
        return Reply(say(request.locale, "result-failed", prompt=wish, reason=reason))
    shown = await result(house, await vote_opened(house, generation), request.locale)
    return replace(shown, text="\n".join((shown.text, *await warned(house, generation, request.locale))))
