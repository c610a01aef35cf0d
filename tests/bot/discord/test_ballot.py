"""Votes by reaction: one each, movable, also those given while nobody listened; every other emoji is none of our business."""

import discord
import pytest

from bot.discord.render import DIGITS
from commands.core.reply import Ballot, Reply
from storage.records import GenerationRequest, Member, Variant
from tests.bot.discord.bed import Bed


class Set:
    """A picture set by Alice that hangs in #art and is being voted on."""

    def __init__(self, bed: Bed, number: int, message: discord.Message) -> None:
        self.bed = bed
        self.number = number
        self.message = message

    async def counts(self) -> tuple[int, ...]:
        return (await self.bed.app.house.storage.votes.tally(self.number)).counts

    async def of(self, name: str) -> int | None:
        vote = await self.bed.app.house.storage.votes.of(self.number, Member("discord", str(getattr(self.bed, name).id)))
        return None if vote is None else vote.variant

    async def react(self, name: str, emoji: str, *, on: bool = True) -> None:
        await getattr(self.bed, name).set_reaction(self.message, emoji, reacted=on)

    def reactions(self) -> dict[str, int]:
        now = next(one for one in self.bed.art.history() if one.id == self.message.id)
        return {str(one.emoji): one.count for one in now.reactions}


@pytest.fixture
async def hung(bed: Bed) -> Set:
    house = bed.app.house
    alice = Member("discord", str(bed.alice.id), "alice")
    request = GenerationRequest(alice, bed.room, "en", "a red fox", count=3, seed=7)
    made = await house.storage.generations.accept(
        request, key="k", model="sketch", why="", cost_units=1, now=bed.clock(), day_limit_units=100
    )
    sha256 = await house.storage.pictures.put(b"bytes")
    variants = [Variant(index, sha256, 7, 64, 64, "image/png") for index in (1, 2, 3)]
    await house.storage.generations.finished(
        made.id, variants=variants, sheet_sha256=sha256, drawn=(), missing=(), seconds=1.0, now=bed.clock()
    )
    ref = await bed.face.deliver(bed.room, Reply("Vote!", ballot=Ballot(made.id, 3, None, closed=False)))
    await house.storage.generations.placed(made.id, ref)
    await house.storage.generations.vote_opened(made.id, bed.clock.now.replace(hour=13))
    return Set(bed, made.id, bed.last())


async def test_a_second_vote_moves_the_first_and_its_reaction_goes(hung: Set) -> None:
    await hung.react("bob", "1️⃣")
    assert await hung.counts() == (1, 0, 0)
    await hung.react("bob", "3️⃣")
    assert await hung.counts() == (0, 0, 1)
    assert hung.reactions() == {"1️⃣": 1, "2️⃣": 1, "3️⃣": 2}


async def test_a_vote_can_be_taken_back(hung: Set) -> None:
    await hung.react("bob", "2️⃣")
    await hung.react("bob", "2️⃣", on=False)
    assert await hung.counts() == (0, 0, 0)
    assert await hung.of("bob") is None


async def test_an_older_reaction_that_goes_takes_no_vote_with_it(hung: Set) -> None:
    everyone = hung.bed.guild.default_role
    await hung.react("bob", "1️⃣")
    hung.bed.env.inject_error("DELETE", "/channels/*/reactions/*", status=403, code=50013, times=None)
    await hung.react("bob", "2️⃣")
    assert hung.reactions()["1️⃣"] == 2, f"{everyone.name} may not remove others' reactions here"
    await hung.react("bob", "1️⃣", on=False)
    assert await hung.of("bob") == 2


@pytest.mark.parametrize("emoji", ["🦊", "4️⃣", "5️⃣", "❤️"])
async def test_other_emoji_change_nothing(hung: Set, emoji: str) -> None:
    await hung.react("bob", emoji)
    assert await hung.counts() == (0, 0, 0)


async def test_reactions_on_other_messages_are_not_looked_at_twice(hung: Set) -> None:
    message = await hung.bed.carol.send(hung.bed.art, "1 or 2?")
    since = len(hung.bed.env.http_requests)
    await hung.bed.bob.react(message, "1️⃣")
    assert len(hung.bed.env.http_requests) == since
    assert await hung.counts() == (0, 0, 0)


async def test_ones_own_wish_gets_no_vote_and_is_told_why_once(hung: Set) -> None:
    await hung.react("alice", "1️⃣")
    await hung.react("alice", "2️⃣")
    assert await hung.counts() == (0, 0, 0)
    assert hung.reactions() == {"1️⃣": 1, "2️⃣": 1, "3️⃣": 1}
    told = [one.json["content"] for one in hung.bed.requests("POST", "/messages") if "own wish" in (one.json["content"] or "")]
    assert len(told) == 1


async def test_who_wants_no_messages_gets_none(hung: Set) -> None:
    hung.bed.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    await hung.react("alice", "1️⃣")
    assert await hung.counts() == (0, 0, 0)


async def test_votes_of_the_night_are_counted_in_the_morning(hung: Set) -> None:
    bed = hung.bed
    await hung.react("bob", "1️⃣")
    await hung.react("dave", "1️⃣")
    helper = bed.guild.add_member(bed.env.create_user("robot", bot=True))
    people = (bed.carol, bed.dave, helper)

    def meanwhile() -> None:
        for person, digit in zip(people, (DIGITS[2], DIGITS[1], DIGITS[0]), strict=True):
            bed.env.backend.set_reaction(bed.art.id, hung.message.id, digit, person.id, True)

    await bed.restart(meanwhile)
    assert await hung.of("carol") == 3
    # Dave has two reactions now: nobody knows that the new one is newer, so his vote stays.
    assert await hung.of("dave") == 1
    assert await hung.counts() == (2, 0, 1)
    assert await bed.app.house.storage.votes.of(hung.number, Member("discord", str(helper.id))) is None


async def test_a_reaction_taken_away_at_night_is_a_vote_taken_back(hung: Set) -> None:
    bed = hung.bed
    for name in ("bob", "carol"):
        await hung.react(name, "2️⃣")

    def meanwhile() -> None:
        bed.env.backend.set_reaction(bed.art.id, hung.message.id, DIGITS[1], bed.bob.id, False)

    await bed.restart(meanwhile)
    assert (await hung.of("bob"), await hung.of("carol")) == (None, 2)
    assert await hung.counts() == (0, 1, 0)


async def test_who_clears_a_message_of_all_reactions_takes_nobodys_vote(hung: Set) -> None:
    bed = hung.bed
    await hung.react("bob", "2️⃣")

    def meanwhile() -> None:
        for digit in DIGITS[:3]:
            for person in (bed.bob.id, bed.face.client.user.id if bed.face.client.user else 0):
                bed.env.backend.set_reaction(bed.art.id, hung.message.id, digit, person, False)

    await bed.restart(meanwhile)
    assert await hung.counts() == (0, 1, 0)


async def test_a_vote_given_by_command_is_not_lost_in_the_recount(hung: Set) -> None:
    await hung.bed.bob.slash(hung.bed.art, "vote", variant=2, generation=hung.number)
    await hung.bed.restart()
    assert await hung.of("bob") == 2


async def test_a_set_that_was_deleted_meanwhile_does_not_hinder_the_start(hung: Set) -> None:
    await hung.bed.restart(lambda: hung.bed.env.backend.delete_message(hung.bed.art.id, hung.message.id))
    assert (await hung.bed.bob.slash(hung.bed.art, "top")).acknowledged


async def test_votes_by_button_are_private(hung: Set) -> None:
    bed = hung.bed
    await bed.alice.slash(bed.art, "settings", vote_with="buttons")
    settings = await bed.app.house.storage.rooms.settings(bed.room)
    await bed.face.deliver(
        bed.room, Reply("Vote!", ballot=Ballot(hung.number, 3, None, closed=False, vote_with=settings.vote_with))
    )
    result = await bed.bob.click(bed.last(), custom_id=f"vote:2:{hung.number}")
    assert result.response.ephemeral
    assert await hung.of("bob") == 2


async def test_a_set_that_was_deleted_can_be_voted_on_where_it_was_posted_anew(hung: Set) -> None:
    bed = hung.bed
    await bed.alice.slash(bed.art, "settings", ballots="visible")
    bed.env.backend.delete_message(bed.art.id, hung.message.id)
    for name in ("bob", "carol"):
        await getattr(bed, name).slash(bed.art, "vote", variant=2, generation=hung.number)
    anew = [one for one in bed.art.history() if "Vote for" in one.content]
    assert len(anew) == 1, "once, not with every vote"
    await bed.dave.set_reaction(anew[0], DIGITS[0], reacted=True)
    assert await hung.counts() == (1, 2, 0)
