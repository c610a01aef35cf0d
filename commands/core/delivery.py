"""From a finished job to the room: the placeholder becomes the result, or a kind sentence."""

from datetime import timedelta

from commands.challenge import announcement
from commands.core.call import House
from commands.core.reply import Reply
from commands.core.showing import result, short, why_failed
from storage.records import Generation, Status


async def deliver(house: House, generation: Generation) -> None:
    """Tell the room what became of a generation, in the language it was asked in. May be called again: it edits."""
    reply = await (announcement(house, generation) if generation.request.purpose == "challenge" else _outcome(house, generation))
    if reply is None:
        return
    room = generation.request.room
    message = await house.deliver(room, reply, generation.message)
    if generation.message is None:
        # The placeholder was lost in a crash: from now on this message is the one to edit.
        await house.storage.generations.placed(generation.id, message)
    if reply.challenge is not None:
        await house.storage.challenges.placed(reply.challenge, message)


async def _outcome(house: House, generation: Generation) -> Reply:
    request, say = generation.request, house.words.say
    if generation.status is Status.FAILED:
        reason = say(request.locale, f"problem-{generation.problem}", **why_failed(generation))
        if generation.error_id:
            reason = say(request.locale, "result-reference", reason=reason, reference=generation.error_id)
        return Reply(say(request.locale, "result-failed", prompt=short(request.prompt, 120), reason=reason))
    if len(generation.variants) > 1 and generation.vote_closes_at is None:
        settings = await house.storage.rooms.settings(request.room)
        closes_at = house.now() + timedelta(minutes=settings.vote_minutes)
        await house.storage.generations.vote_opened(generation.id, closes_at)
    return await result(house, generation, request.locale)
