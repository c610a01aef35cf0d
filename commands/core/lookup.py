"""Finding the picture set a person means, and only one they may see."""

from dataclasses import replace

from commands.core.call import Call, House
from storage.problem import Problem
from storage.records import Generation, Room, Status


async def finished(call: Call, number: int | None) -> Generation:
    """The generation of that number, or the room's newest when none is given.

    A number from another room is as good as unknown, unless it was published here: tokens can be forged. One's own pictures are
    found from anywhere.
    Raises Problem "no-pictures-yet", "no-such-pictures", "pictures-not-ready", "hidden-until-checked" (reported), and "refused" for
    what this room's audience may not see.
    """
    storage = call.house.storage
    if number is None:
        newest = await storage.generations.latest_in(call.room)
        if newest is None:
            raise Problem("no-pictures-yet")
        return _seen(call, newest)
    generation = await storage.generations.get(number)
    mine = generation is not None and generation.request.asked_by == call.member
    here = generation is not None and (generation.request.room == call.room or await storage.shown.has(generation.id, call.room))
    # The picture of a running challenge is not shown through its number: its prompt is the secret.
    if generation is None or generation.request.purpose != "imagine" or not (mine or here):
        raise Problem("no-such-pictures", number=str(number))
    if generation.status in (Status.ACCEPTED, Status.PAINTING):
        raise Problem("pictures-not-ready")
    if generation.status is Status.FAILED:
        raise Problem("no-such-pictures", number=str(number))
    if generation.request.room != call.room:
        # It may have been painted for older people than those here.
        await call.house.guard.safe_prompt(generation.request.prompt, audience=call.audience, ratio=generation.request.ratio)
        generation = await named_in(call.house, generation, call.room)
    return _seen(call, generation)


async def named_in(house: House, generation: Generation, room: Room) -> Generation:
    """The same, asked for by whatever name its person goes by in this room: a name from another platform is theirs to keep."""
    asker = generation.request.asked_by
    named = replace(asker, name=await house.storage.people.called(asker, room.platform))
    return replace(generation, request=replace(generation.request, asked_by=named))


def _seen(call: Call, generation: Generation) -> Generation:
    """The same, if it is not hidden: then moderators look at it, and who made it does so alone."""
    alone = call.sender.private and generation.request.asked_by == call.member
    if generation.hidden_at is not None and not (call.sender.moderator or alone):
        raise Problem("hidden-until-checked")
    return generation


async def voted_on(call: Call, number: int | None) -> Generation:
    """The same, where its vote is held: a set that was only published here is voted on in the room it was made in."""
    generation = await finished(call, number)
    if generation.request.room != call.room and generation.request.asked_by != call.member:
        raise Problem("no-such-pictures", number=str(generation.id))
    return generation
