"""/vote: one changeable vote a person on each set of pictures, mostly cast through the ballot."""

from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.lookup import hidden, voted_on
from commands.core.reply import Reply
from commands.core.showing import redraw, short, votable
from storage.problem import Problem
from storage.records import Ballots, Generation

PROMPT_CHARS = 40  # the answer is a line in a pop-up


async def vote(call: Call, variant: Annotated[int, Within(1, 4)], generation: int | None = None) -> Reply:
    """Count the vote; voting again moves it. The author's own vote does not count."""
    chosen = await voted_on(call, generation)
    if generation is None and not _open(call, chosen):
        chosen = await _newest_open(call) or chosen
    if len(chosen.variants) == 1:
        raise Problem("nothing-to-vote")
    if not votable(chosen):
        raise Problem("own-vote")
    if chosen.hidden_at is not None:  # a moderator has come here, who may see it
        raise await hidden(call.house, chosen)
    if variant > len(chosen.variants):
        raise Problem("no-such-variant", given=variant, choices=len(chosen.variants))
    if chosen.request.asked_by == call.member:
        raise Problem("own-vote")
    storage = call.house.storage
    before = await storage.votes.of(chosen.id, call.member)
    await storage.votes.cast(chosen.id, call.member, variant, call.house.now(), reacted=call.sender.reacted)
    visible = call.settings.ballots is Ballots.VISIBLE
    if visible:
        await redraw(call.house, chosen)
    moved = before is not None and before.variant != variant
    told = call.say(
        "vote-moved" if moved else "vote-counted",
        variant=variant,
        number=str(chosen.id),
        prompt=short(chosen.request.prompt, PROMPT_CHARS),
        hidden="no" if visible else "yes",
    )
    return Reply(told, private=True)


def _open(call: Call, one: Generation) -> bool:
    over = one.vote_closed_at is not None or (one.vote_closes_at is not None and one.vote_closes_at <= call.house.now())
    return votable(one) and not over and one.hidden_at is None


async def _newest_open(call: Call) -> Generation | None:
    """Who names no set means one on which there still is a vote, even when the newest set has none."""
    found = await call.house.storage.generations.open_votes(call.room.platform)
    return next((one for one in found if one.request.room == call.room and _open(call, one)), None)
