"""Votes of the time in which the bot was away: counted without hurry, without the banned, and as given in time."""

from datetime import timedelta

from commands.core.ballot import recount
from commands.core.limits import RateLimit
from storage.records import MessageRef
from tests.commands.studio import Studio


async def test_what_stands_on_the_message_counts(studio: Studio) -> None:
    made = await studio.made()
    await studio.cai.votes(made.ballot, 1)
    seen = {studio.bob.member: {2}, studio.cai.member: {2}, studio.dan.member: {1, 2}, studio.ana.member: {1}}
    assert await recount(studio.house, await studio.generation(1), seen) == 3
    assert (await studio.storage.votes.tally(1)).counts == (1, 2), "the author's own does not count, a moved one once"
    assert await recount(studio.house, await studio.generation(1), seen) == 0


async def test_many_votes_of_one_person_meet_no_rate_limit(studio: Studio) -> None:
    for number in range(1, 6):
        await studio.made(f"/imagine a red fox --count 2 --seed {number}")
    studio.dispatcher._limit = RateLimit(per_minute=1, burst=1)
    for number in range(1, 6):
        assert await recount(studio.house, await studio.generation(number), {studio.bob.member: {1}}) == 1


async def test_who_is_banned_has_no_vote(studio: Studio) -> None:
    await studio.made()
    await studio.storage.people.ban(studio.bob.member, studio.clock + timedelta(days=1), "spam")
    assert await recount(studio.house, await studio.generation(1), {studio.bob.member: {1}}) == 0


async def test_when_the_time_was_up_meanwhile_it_still_counts(studio: Studio) -> None:
    await studio.made()
    studio.clock += timedelta(hours=3)
    assert await recount(studio.house, await studio.generation(1), {studio.bob.member: {2}}) == 1
    await studio.passes(seconds=1)
    assert (await studio.generation(1)).winner == 2
    assert await recount(studio.house, await studio.generation(1), {studio.cai.member: {1}}) == 0, "closed is closed"


async def test_a_reaction_that_has_gone_takes_its_vote_along(studio: Studio) -> None:
    made = await studio.made()
    one = await studio.generation(1)
    await studio.cai.votes(made.ballot, 1)
    assert await recount(studio.house, one, {studio.bob.member: {2}, studio.dan.member: {2}}, whole=True) == 2
    assert await recount(studio.house, one, {studio.bob.member: {2}}) == 0, "these may be only some"
    assert await recount(studio.house, one, {studio.bob.member: {2}}, whole=True) == 1
    assert (await studio.storage.votes.tally(1)).counts == (1, 1), "cai's was given by button"
    await studio.storage.generations.placed(1, MessageRef(one.request.room, "posted anew"))
    assert await recount(studio.house, one, {}, whole=True) == 0, "bob's reaction was on the message that is gone"


async def test_a_vote_that_comes_while_the_reactions_are_read_stays(studio: Studio) -> None:
    await studio.made()
    one, votes = await studio.generation(1), studio.storage.votes
    for person in (studio.bob, studio.cai, studio.dan):
        await votes.cast(1, person.member, 1, studio.clock, reacted=True)
    since = studio.clock
    studio.clock += timedelta(seconds=1)
    await votes.cast(1, studio.bob.member, 2, studio.clock, reacted=True)
    await votes.cast(1, studio.eve.member, 2, studio.clock, reacted=True)
    stale = {studio.bob.member: {1}, studio.cai.member: {1}}
    assert await recount(studio.house, one, stale, whole=True, since=since) == 1, "only dan's has gone"
    assert (await votes.tally(1)).counts == (1, 2)


async def test_a_visible_count_is_shown_anew(studio: Studio) -> None:
    await studio.olga.moderates("/settings --ballots visible")
    made = await studio.made()
    await recount(studio.house, await studio.generation(1), {studio.bob.member: {2}})
    assert made.now.ballot.counts == (0, 1)
