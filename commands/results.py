"""/results: how a vote stands, and its end: by time, by the author or by a moderator."""

from contextlib import suppress
from dataclasses import replace

from commands.core.call import Call, House
from commands.core.copies import announcement, placed, table
from commands.core.lookup import hidden, voted_on
from commands.core.reply import Reply, Unreachable
from commands.core.showing import read_by, redraw, votable
from commands.publish import fit
from storage.problem import Problem
from storage.records import Ballots, Generation


async def results(call: Call, generation: int | None = None, close: bool = False) -> Reply:
    """Show the vote; with `close` the author or a moderator ends it now and the winner is announced."""
    chosen = await voted_on(call, generation)
    if generation is None and len(chosen.variants) == 1:
        # A single picture that came since takes no vote away.
        chosen = await call.house.storage.generations.latest_in(call.room, several=True) or chosen
    if len(chosen.variants) == 1:
        raise Problem("nothing-to-vote")
    if not votable(chosen):
        raise Problem("no-vote-in-private")
    if chosen.hidden_at is not None and chosen.vote_closes_at is None:  # nobody has seen it, so there is no vote yet
        raise await hidden(call.house, chosen)
    if chosen.vote_closed_at is None and close:
        if not (call.sender.moderator or chosen.request.asked_by == call.member):
            raise Problem("not-yours-to-close")
        return await _close(call, chosen)
    if chosen.vote_closed_at is not None:
        chosen = await read_by(call.house, chosen, call.locale)
        told = await announcement(call.house, chosen, await call.house.storage.votes.tally(chosen.id), call.locale)
        # Its end was announced: who would close it again need not tell everybody once more.
        return replace(told, private=close or chosen.request.room != call.room)
    # The rules of the room where people vote: an author may look from elsewhere, and must not see more there.
    if (await call.house.storage.rooms.settings(chosen.request.room)).ballots is Ballots.HIDDEN:
        return Reply(call.say("results-hidden", number=str(chosen.id)), private=True)
    tally = await call.house.storage.votes.tally(chosen.id)
    return Reply(call.say("results-so-far", number=str(chosen.id)) + "\n" + table(call.house, tally, call.locale))


async def _close(call: Call, chosen: Generation) -> Reply:
    house, room = call.house, chosen.request.room
    told = await close_vote(house, chosen, call.locale)
    if room != call.room:
        # Closed by its author from elsewhere: those who voted are told where they voted.
        there = await close_vote(house, chosen, chosen.request.locale)
        with suppress(Unreachable):  # then there is nobody left to tell
            await placed(house, there, await house.deliver(room, there))
        await house.storage.generations.vote_announced(chosen.id, house.now())
        try:
            await fit(call, chosen)
        except Problem:  # its author's own picture, but not for everybody here
            return replace(told, private=True)
        return told
    return replace(told, ends_vote=chosen.id)


async def close_vote(house: House, generation: Generation, locale: str) -> Reply:
    """End the vote and name the winner; may be called again for the same vote with the same answer."""
    await house.storage.generations.vote_closed(generation.id, now=house.now())
    closed = await house.storage.generations.get(generation.id)
    if closed is None:
        raise Problem("generation-gone")
    await redraw(house, closed)
    closed = await read_by(house, closed, locale)
    return await announcement(house, closed, await house.storage.votes.tally(generation.id), locale)
