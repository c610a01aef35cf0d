"""Votes that were given while the bot was away, as a face finds them on the message."""

from collections.abc import Collection, Mapping
from datetime import timedelta

import structlog

from commands.core.call import House
from commands.core.showing import redraw
from storage.problem import Problem
from storage.records import Ballots, Generation, Member

_log = structlog.get_logger(__name__)


async def recount(house: House, generation: Generation, chosen: Mapping[Member, Collection[int]]) -> int:
    """Count what each person has chosen (several: nobody knows which came last, so the first). Answers how many votes are new.

    They were given at their leisure, so the rate limit is not asked; bans are. What stands there when the time is up while the bot
    is away counts as given in time: the platform does not say when it was.
    """
    now = house.now()
    if generation.vote_closes_at is not None:
        now = min(now, generation.vote_closes_at - timedelta(milliseconds=1))
    counted = 0
    for member, choices in chosen.items():
        known = await house.storage.people.known(member, house.now())
        if not choices or known.banned_until is not None or known.member == generation.request.asked_by:
            continue
        vote = await house.storage.votes.of(generation.id, known.member)
        if vote is not None and vote.variant in choices:
            continue
        try:
            await house.storage.votes.cast(generation.id, known.member, min(choices), now)
        except Problem as problem:
            _log.info("ballot.not_counted", generation=generation.id, key=problem.key)
        else:
            counted += 1
    if counted and (await house.storage.rooms.settings(generation.request.room)).ballots is Ballots.VISIBLE:
        await redraw(house, generation)
    return counted
