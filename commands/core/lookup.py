"""Finding the picture set a person means, and only one they may see."""

from dataclasses import replace

from commands.core.call import Call, House
from commands.core.showing import reason_hidden
from storage.problem import Problem
from storage.records import Generation, Held, Member, Room, Status


async def finished(call: Call, number: int | None, *, shown: bool = True) -> Generation:
    """The generation of that number, or the room's newest when none is given.

    A number from another room is as good as unknown, unless it was published here: tokens can be forged. One's own pictures are
    found from anywhere. `shown`: it is not only reported, so those who are here now must be old enough for it.
    Raises Problem "no-pictures-yet", "no-such-pictures", "pictures-not-ready", "hidden-until-checked" (why=), and "refused" and
    "not-for-this-room" for what this room's audience may not see.
    """
    storage = call.house.storage
    if number is None:
        newest = await storage.generations.latest_in(call.room)
        if newest is None:
            raise Problem("no-pictures-yet")
        return await _seen(call, newest, shown=shown)
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
        rules, request = await storage.house_rules.of(call.room), generation.request
        await call.house.guard.safe_prompt(request.prompt, audience=call.audience, ratio=request.ratio, rules=rules)
        generation = await named_in(call.house, generation, call.room)
    return await _seen(call, generation, shown=shown)


async def named_in(house: House, generation: Generation, room: Room) -> Generation:
    """The same, asked for by whatever name its person goes by in this room: a name from another platform is theirs to keep."""
    asker = generation.request.asked_by
    named = replace(asker, name=await house.storage.people.called(asker, room.platform))
    return replace(generation, request=replace(generation.request, asked_by=named))


def hidden_from(generation: Generation, member: Member) -> bool:
    """Whether this person must not see it before a moderator has looked. What was only reported, its own maker still has."""
    if generation.hidden_at is None:
        return False
    return generation.request.asked_by != member or generation.held not in (None, Held.REPORTED)


async def hidden(house: House, generation: Generation) -> Problem:
    """What is said to who asks for a hidden set."""
    return Problem("hidden-until-checked", why=await reason_hidden(house, generation))


async def _seen(call: Call, generation: Generation, *, shown: bool) -> Generation:
    """The same, if it suits who is here (`shown`) and is not hidden.

    If it is, moderators look at it, and who made what was reported does so alone.

    What was held before anybody saw it is looked at by the moderators of the room that it was made for only.
    """
    if shown and not await call.house.pipeline.held.fits(generation, call.room):
        raise Problem("not-for-this-room")
    if generation.hidden_at is None:
        return generation
    theirs = {generation.request.room, generation.request.room.parent} & {call.room, call.room.parent} - {None}
    if generation.held not in (None, Held.REPORTED):
        looks = call.sender.moderator and not call.sender.private and bool(theirs)
    else:
        looks = call.sender.moderator or (call.sender.private and not hidden_from(generation, call.member))
    if not looks:
        raise await hidden(call.house, generation)
    return generation


async def voted_on(call: Call, number: int | None) -> Generation:
    """The same, where its vote is held: a set that was only published here is voted on in the room it was made in."""
    generation = await finished(call, number)
    if generation.request.room != call.room and generation.request.asked_by != call.member:
        raise Problem("no-such-pictures", number=str(generation.id))
    return generation
