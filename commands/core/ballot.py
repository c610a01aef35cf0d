"""Votes that were given while the bot was away, as a face finds them on the message."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import structlog

from commands.core.call import House
from commands.core.showing import redraw
from storage.problem import Problem
from storage.records import Ballots, Generation, Member, Vote

_log = structlog.get_logger(__name__)


async def recount(
    house: House,
    generation: Generation,
    chosen: Mapping[Member, Collection[int]],
    *,
    whole: bool = False,
    since: datetime | None = None,
) -> int:
    """Count what each person has chosen (several: nobody knows which came last, so the first). Answers how many votes changed.

    `whole`: these are all there are, so whose vote was a reaction and who has none any more has taken it back. `since`: when the
    face began to read them, which takes a while; a vote that came later was heard by itself, and is newer.

    They were given at their leisure, so the rate limit is not asked; bans and time-outs are. What stands there when the time is up
    while the bot is away counts as given in time: the platform does not say when it was.
    """
    now = house.now()
    if generation.vote_closes_at is not None:
        now = min(now, generation.vote_closes_at - timedelta(milliseconds=1))
    counted = 0
    there: set[Member] = set()
    for member, choices in chosen.items():
        known = await house.storage.people.known(member, house.now())
        there.add(known.member)
        out = known.banned_until or await house.storage.suspensions.until(known.member, generation.request.room, house.now())
        if not choices or out is not None or known.member == generation.request.asked_by:
            continue
        vote = await house.storage.votes.of(generation.id, known.member)
        if vote is not None and (vote.variant in choices or _newer(vote, since)):
            continue
        try:
            await house.storage.votes.cast(generation.id, known.member, min(choices), now, reacted=True)
        except Problem as problem:
            _log.info("ballot.not_counted", generation=generation.id, key=problem.key)
        else:
            counted += 1
    if whole:
        counted += await _taken_back(house, generation, there, now, since)
    if counted and (await house.storage.rooms.settings(generation.request.room)).ballots is Ballots.VISIBLE:
        await redraw(house, generation)
    return counted


async def _taken_back(
    house: House, generation: Generation, there: Collection[Member], now: datetime, since: datetime | None
) -> int:
    """Withdraw the votes that were reactions of people who have none there any more. Answers how many."""
    votes, gone = house.storage.votes, 0
    for member in await votes.reacted(generation.id):
        vote = None if member in there else await votes.of(generation.id, member)
        if vote is None or _newer(vote, since):
            continue
        try:
            await votes.withdraw(generation.id, member, now, variant=vote.variant)
        except Problem as problem:
            _log.info("ballot.not_withdrawn", generation=generation.id, key=problem.key)
            return 0
        gone += 1
    return gone


def _newer(vote: Vote, since: datetime | None) -> bool:
    return since is not None and vote.at > since
