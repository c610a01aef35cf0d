"""/vote: one changeable vote a person, hidden or visible, not on one's own wish, and only while the vote is open."""

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from commands.core.closing import Later, close_due
from tests.commands.studio import SQUARE, Studio, opened


async def test_a_vote_is_private_and_changeable(studio: Studio) -> None:
    made = await studio.made()
    first = await studio.bob.votes(made.ballot, 1)
    assert first.private
    assert (
        first.text
        == "✅ You voted for picture 1 of #1 (“a red fox”). The count is secret until the vote closes; you can change your mind."
    )
    assert (await studio.bob.votes(made.ballot, 2)).text == "🔄 Your vote moved to picture 2 of #1 (“a red fox”)."
    again = await studio.bob.votes(made.ballot, 2)
    assert "You voted for picture 2" in again.text
    assert (await studio.storage.votes.tally(1)).counts == (0, 1)


async def test_the_newest_set_when_none_is_named(studio: Studio) -> None:
    await studio.made()
    studio.clock = studio.clock.replace(minute=1)
    await studio.made("/imagine a green frog --count 2 --seed 9", studio.carol)
    await studio.bob("/vote 2")
    assert (await studio.storage.votes.tally(2)).counts == (0, 1)
    await studio.bob("/vote 1 1")
    assert (await studio.storage.votes.tally(1)).counts == (1, 0)


async def test_ones_own_wish_is_for_the_others(studio: Studio) -> None:
    made = await studio.made()
    assert "It is your own wish" in (await studio.ana.votes(made.ballot, 1)).text
    assert (await studio.storage.votes.tally(1)).counts == (0, 0)


async def test_hidden_until_it_closes(studio: Studio) -> None:
    made = await studio.made()
    assert "secret" not in made.text, "of reactions anybody sees the number"
    await studio.olga.moderates("/settings --vote_with buttons")
    made = await studio.made()
    await studio.bob.votes(made.ballot, 1)
    assert made.now.ballot.counts is None
    assert "stays secret" in made.now.text
    assert (await studio.bob("/results")).text == "🤫 The vote on #2 is still open and its count is secret."
    await studio.ana("/results --close")
    closed = made.now.ballot
    assert closed.counts == (1, 0)
    assert closed.winner == 1


async def test_visible_when_the_room_wants_so(studio: Studio) -> None:
    await studio.olga.moderates("/settings --ballots visible")
    made = await studio.made()
    assert "You can change your vote until it closes" in made.text
    told = await studio.bob.votes(made.ballot, 2)
    assert told.text.endswith("You can change your mind until the vote closes.")
    assert made.now.ballot.counts == (0, 1)
    table = await studio.carol("/results")
    assert not table.private
    assert "🗳 The vote on #1 so far:" in table.text
    assert "1: 0\n2: ▇▇▇▇▇▇▇▇ 1" in table.text


async def test_what_is_not_there_cannot_be_voted_for(studio: Studio) -> None:
    assert "no finished pictures in this room yet" in (await studio.bob("/vote 1")).text
    made = await studio.made()
    assert (await studio.bob.votes(made.ballot, 3)).text == "There is no picture 3 here; choose 1 to 2."
    assert "from 1 to 4" in (await studio.bob.votes(made.ballot, 5)).text
    assert (await studio.bob("/vote 1 77")).text == "I find no pictures #77 here."
    studio.clock = studio.clock.replace(minute=1)
    await studio.made("/imagine a green frog --count 1")
    assert "nothing to choose from" in (await studio.bob("/vote 1 2")).text


async def test_too_late_is_too_late(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 1)
    assert await studio.passes(minutes=59) == 0
    assert "moved" in (await studio.bob.votes(made.ballot, 2)).text
    studio.clock = studio.clock.replace(hour=19, minute=0)  # it is time, but nobody has closed it yet
    assert "closed already" in (await studio.carol.votes(made.ballot, 1)).text
    assert await studio.passes(minutes=0) == 1
    assert "closed already" in (await studio.carol.votes(made.ballot, 1)).text
    assert (await studio.storage.votes.tally(1)).counts == (0, 1)


async def test_a_tie_goes_to_who_got_there_first_and_the_room_is_told(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 2)
    studio.clock = studio.clock.replace(minute=1)
    await studio.carol.votes(made.ballot, 1)
    told = await studio.ana("/results --close")
    assert "🏆 Picture 2 wins with one vote! A wish by Ana." in told.text
    assert "Pictures 1 and 2 had the same number of votes; 2 got there first." in told.text
    assert told.pictures[0].sha256 == (await studio.generation(1)).variants[1].sha256


async def test_it_closes_by_the_clock_and_the_room_is_told_once(studio: Studio) -> None:
    await studio.olga.moderates("/settings --vote-minutes 5")
    made = await studio.made()
    await studio.bob.votes(made.ballot, 2)
    assert await studio.passes(minutes=5) == 1
    assert "Picture 2 wins" in studio.last.text
    assert "🏁 The vote is closed. Picture 2 won." in made.now.text
    assert made.now.ballot.closed
    assert not [button for button in made.now.buttons if button.token.startswith("results")]
    assert await studio.passes(minutes=5) == 0
    assert await close_due(studio.house) == 0


async def test_nobody_voted(studio: Studio) -> None:
    made = await studio.made()
    await studio.passes(hours=2)
    assert studio.last.text == "🏁 The vote on #1 closed without any vote."
    assert "Nobody voted" in made.now.text


async def test_when_the_chat_is_down_the_room_is_told_later(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 1)
    studio.refuses = True
    assert await studio.passes(hours=2) == 0
    studio.refuses = False
    assert await studio.passes(minutes=1) == 1
    assert "Picture 1 wins" in studio.last.text


async def test_a_room_that_can_not_be_told_is_asked_ever_more_rarely(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = 0.0
    monkeypatch.setattr("commands.core.closing.time.monotonic", lambda: seconds)
    await studio.made()
    studio.clock += timedelta(hours=2)
    studio.refuses = True
    later: Later = {}
    tries: list[float] = []
    for _ in range(20):
        with capture_logs() as logs:
            assert await close_due(studio.house, None, later) == 0
        tries += [seconds for entry in logs if entry["event"] == "closing.failed"]
        seconds += 1
    assert tries == [0, 2, 6, 14]
    studio.refuses = False
    seconds = 30
    assert await close_due(studio.house, None, later) == 1
    assert ("vote", 1) not in later


async def test_another_platforms_vote_is_for_the_process_that_can_tell_it(studio: Studio) -> None:
    made = await studio.made()
    studio.clock += timedelta(hours=2)
    assert await close_due(studio.house, ("forum",)) == 0
    assert (await studio.generation(1)).vote_closed_at is None
    assert await close_due(studio.house, ("forum", SQUARE.platform)) == 1
    assert made.now.ballot.closed


async def test_a_vote_counts_although_the_message_can_not_be_edited(studio: Studio) -> None:
    await studio.olga.moderates("/settings --ballots visible")
    made = await studio.made()
    studio.refuses = True
    assert "You voted for picture 2" in (await studio.bob.votes(made.ballot, 2)).text
    assert (await studio.storage.votes.tally(1)).counts == (0, 1)


async def test_a_vote_outlives_a_restart(data_folder: Path) -> None:
    async with opened(data_folder) as before:
        made = await before.made()
        await before.bob.votes(made.ballot, 1)
    async with opened(data_folder) as after:
        assert "moved to picture 2" in (await after.bob.votes(made.ballot, 2)).text
        assert await after.passes(hours=2) == 1
        assert after.messages[after.posted[-1]].text.startswith("🏆 **Picture 2 wins** with one vote")
        assert (await after.generation(1)).request.room == SQUARE


async def test_who_names_no_set_means_one_that_can_still_be_voted_on(studio: Studio) -> None:
    """The newest set has one picture only, and after it the newest open vote is meant; an expired one is never."""
    await studio.made()
    studio.clock += timedelta(minutes=1)
    await studio.made("/imagine a green frog --count 1 --seed 9", studio.carol)
    assert "You voted for picture 2" in (await studio.bob("/vote 2")).text
    assert (await studio.storage.votes.tally(1)).counts == (0, 1)
    await studio.ana("/results 1 --close")
    assert "only one picture" in (await studio.bob("/vote 2")).text


async def test_a_set_of_one_picture_has_nothing_to_vote_on_whatever_the_number(studio: Studio) -> None:
    await studio.made("/imagine a green frog --count 1 --seed 9")
    assert "only one picture" in (await studio.bob("/vote 2 1")).text


async def test_the_number_may_be_a_word(studio: Studio) -> None:
    made = await studio.made()
    for line in ("/vote two", "/vote dos", "/vote 二"):
        assert "picture 2" in (await studio.bob(line)).text
    assert (await studio.storage.votes.tally(made.ballot.generation_id)).counts == (0, 1)
