"""Votes that were given while the bot was away, as a face finds them on the message."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import structlog

from commands.core.call import House
from commands.core.showing import redraw
from storage.problem import Problem
from storage.records import Ballots, Generation, Member

_log = structlog.get_logger(__name__)


async def recount(house: House, generation: Generation, chosen: Mapping[Member, Collection[int]], *, whole: bool = False) -> int:
    """Count what each person has chosen (several: nobody knows which came last, so the first). Answers how many votes changed.

    `whole`: these are all there are, so whose vote was a reaction and who has none any more has taken it back.

    They were given at their leisure, so the rate limit is not asked; bans are. What stands there when the time is up while the bot
    is away counts as given in time: the platform does not say when it was.
    """
    now = house.now()
    if generation.vote_closes_at is not None:
        now = min(now, generation.vote_closes_at - timedelta(milliseconds=1))
    counted = 0
    there: set[Member] = set()
    for member, choices in chosen.items():
        known = await house.storage.people.known(member, house.now())
        there.add(known.member)
        if not choices or known.banned_until is not None or known.member == generation.request.asked_by:
            continue
        vote = await house.storage.votes.of(generation.id, known.member)
        if vote is not None and vote.variant in choices:
            continue
        try:
            await house.storage.votes.cast(generation.id, known.member, min(choices), now, reacted=True)
        except Problem as problem:
            _log.info("ballot.not_counted", generation=generation.id, key=problem.key)
        else:
            counted += 1
    if whole:
        counted += await _taken_back(house, generation, there, now)
    if counted and (await house.storage.rooms.settings(generation.request.room)).ballots is Ballots.VISIBLE:
        await redraw(house, generation)
    return counted


async def _taken_back(house: House, generation: Generation, there: Collection[Member], now: datetime) -> int:
    """Withdraw the votes that were reactions of people who have none there any more. Answers how many."""
    gone = [member for member in await house.storage.votes.reacted(generation.id) if member not in there]
    for member in gone:
        try:
            await house.storage.votes.withdraw(generation.id, member, now)
        except Problem as problem:
            _log.info("ballot.not_withdrawn", generation=generation.id, key=problem.key)
            return 0
    return len(gone)
