"""/publish: shows a picture that I made elsewhere, mostly in private, to the room I am in."""

from commands.core.call import Call
from commands.core.copies import published
from commands.core.lookup import finished, hidden
from commands.core.reply import Reply
from storage.problem import Problem
from storage.records import Generation, Status

LOOKED_AT = 20  # of the newest, when no number is given


async def publish(call: Call, generation: int | None = None) -> Reply:
    """A new message for everybody here. Only who made a picture can: doing so is the consent.

    This room may be for younger people than the place where it was painted: the words pass the guard and the pictures the check
    for this room's audience. Where a moderator approves each picture, only a moderator shows one that was made elsewhere. Raises
    Problem "not-yours-to-publish", "approval-elsewhere", "not-for-this-room", what `finished` raises and, without a number,
    "nothing-to-publish" and "nothing-from-elsewhere".
    """
    if call.sender.private:
        return Reply(call.say("publish-how"), private=True)
    chosen = await _newest_from_elsewhere(call) if generation is None else await finished(call, generation)
    if chosen.request.asked_by != call.member:
        raise Problem("not-yours-to-publish")
    await fit(call, chosen)
    await call.house.storage.shown.add(chosen.id, call.room, call.house.now())
    locale = call.house.words.match(call.settings.language) or call.locale
    return await published(call.house, chosen, call.room, locale)


async def fit(call: Call, chosen: Generation) -> None:
    """Whether it may be shown where the call is made.

    Problems "refused", "not-for-this-room", "hidden-until-checked" and "approval-elsewhere".
    """
    house, request = call.house, chosen.request
    if chosen.hidden_at is not None:
        raise await hidden(call.house, chosen)
    if call.settings.approval and not call.sender.moderator and request.room != call.room:
        raise Problem("approval-elsewhere")
    rules = await house.storage.house_rules.of(call.room)
    await house.guard.safe_prompt(request.prompt, audience=call.audience, ratio=request.ratio, rules=rules)
    if not await house.pipeline.held.fit_for(chosen, call.audience, call.room):
        raise Problem("not-for-this-room")


async def _newest_from_elsewhere(call: Call) -> Generation:
    """What stands here already nobody means, nor what may not be shown here."""
    mine = await call.house.storage.generations.by_member(call.member, before=None, limit=LOOKED_AT)
    done = [one for one in mine if one.status is Status.DONE and one.request.purpose == "imagine"]
    for one in done:
        if one.request.room != call.room and one.hidden_at is None and await call.house.pipeline.held.fits(one, call.room):
            return one
    raise Problem("nothing-from-elsewhere" if done else "nothing-to-publish")
