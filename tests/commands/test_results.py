"""/results: who may look, who may close, and what the room is told; and the result message itself."""

from datetime import timedelta

import pytest

from tests.commands.studio import BROKE, SQUARE, Studio


async def test_the_result_says_what_it_is(studio: Studio) -> None:
    studio.brush.missing = ("astrolabe", "quokka")
    made = await studio.made("/imagine a red **fox** --count 2 --seed 7 --ratio 3:2")
    title, facts, missing, vote = made.text.splitlines()
    assert title == "“a red **fox**” · by Ana"
    assert facts.startswith("Sketch · seed 7 · 3:2 · 2 units · ")
    assert facts.endswith(" s · #1")
    assert missing == "I could not draw: astrolabe and quokka"
    assert vote == "🗳 Which one do you like best? Vote for 1 to 2. You can change your vote until it closes."
    assert made.ballot.choices == 2
    assert [button.label for button in made.buttons] == ["Again", "Change", "Favourite", "Zip", "Close the vote"]
    (sheet,) = made.pictures
    assert sheet.mime == "image/jpeg"
    assert "2 numbered pictures" in sheet.alt
    assert await studio.storage.pictures.get(sheet.sha256)


async def test_one_picture_is_no_vote(studio: Studio) -> None:
    made = await studio.made("/imagine a red fox --count 1 --seed 7")
    assert made.reply.ballot is None
    assert "Vote" not in made.text
    (picture,) = made.pictures
    assert picture.sha256 == (await studio.generation(1)).variants[0].sha256
    assert "close" not in [button.label for button in made.buttons]
    assert "nothing to choose from" in (await studio.bob("/results")).text
    assert await studio.passes(days=1) == 0


async def test_each_button_works_when_pressed(studio: Studio) -> None:
    made = await studio.made()
    assert "/imagine" in (await studio.ana.presses(made.token("reuse"))).text
    assert (await studio.ana.presses(made.token("favourite"))).text == "♥ Which one?"
    assert len((await studio.ana.presses(made.token("download"))).reply.files) == 1
    assert (await studio.ana.presses(made.token("retry"))).number == 2
    assert "closed without any vote" in (await studio.ana.presses(made.token("results"))).text


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_somebody_elses_press_stays_harmless(studio: Studio, locale: str) -> None:
    made = await studio.made()
    for button in made.buttons:
        told = await studio.mallory.speaking(locale).presses(button.token)
        assert BROKE not in told.text
        assert "problem-" not in told.text
    assert (await studio.generation(1)).vote_closed_at is None
    assert (await studio.generation(2)).request.asked_by.id == "mallory", "who presses Again pays for it"
    elsewhere = studio.mallory.alone
    for button in made.buttons:
        told = await elsewhere.presses(button.token)
        assert told.private
        assert told.reply.pictures == ()
        assert told.reply.files == ()
        assert told.text == "I find no pictures #1 here."


async def test_the_author_and_moderators_close_and_nobody_else(studio: Studio) -> None:
    made = await studio.made()
    assert "Only the person who made the wish or a moderator" in (await studio.bob("/results --close")).text
    assert made.now.ballot.closed is False
    assert "closed without any vote" in (await studio.ana("/results --close")).text
    other = await studio.made("/imagine a green frog --count 2", studio.bob)
    told = await studio.olga.moderates.presses(other.token("results"))
    assert "#2 closed without any vote" in told.text
    assert not told.private


async def test_a_closed_vote_is_told_again_to_whoever_asks(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 1)
    await studio.ana("/results --close")
    assert "Picture 1 wins" in (await studio.mallory("/results --close")).text
    assert "Picture 1 wins" in (await studio.mallory("/results 1")).text
    assert await studio.passes(days=1) == 0, "told once by the author, not again by the clock"


async def test_a_vote_of_another_room_keeps_that_rooms_rules(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 1)
    await studio.ana.alone.moderates("/settings --ballots visible")
    told = await studio.ana.alone("/results 1")
    assert told.text == "🤫 The vote on #1 is still open and its count is secret."


async def test_closing_from_elsewhere_tells_the_room_of_the_vote(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 2)
    await studio.ana.alone("/results 1 --close")
    told = [studio.messages[one].text for one in studio.posted if one.room == SQUARE]
    assert "**Picture 2 wins**" in told[-1]


async def test_pictures_that_are_not_there_yet(studio: Studio) -> None:
    assert "no finished pictures in this room yet" in (await studio.bob("/results")).text
    wish = await studio.ana("/imagine a red fox --count 2")
    assert "still being painted" in (await studio.bob(f"/results {wish.number}")).text
    await studio.storage.generations.failed(wish.number, problem="painting-failed", error_id=None, now=studio.clock)
    assert (await studio.bob(f"/results {wish.number}")).text == "I find no pictures #1 here."


async def test_a_winner_that_the_chat_did_not_take_is_told_when_the_time_is_up(studio: Studio) -> None:
    await studio.made()
    await studio.bob("/vote 2")
    studio.refuses = True
    with pytest.raises(ConnectionError):
        await studio.ana("/results --close")
    studio.refuses = False
    before = len(studio.posted)
    assert await studio.passes(days=1) == 1
    assert "Picture 2 wins" in studio.last.text
    assert len(studio.posted) == before + 1
    assert await studio.passes(days=1) == 0, "once"


async def test_a_winner_that_was_read_is_not_told_again(studio: Studio) -> None:
    await studio.made()
    await studio.bob("/vote 2")
    assert "Picture 2 wins" in (await studio.ana("/results --close")).text
    assert await studio.passes(days=1) == 0


async def test_a_closed_vote_is_not_told_to_the_room_once_more(studio: Studio) -> None:
    await studio.made()
    await studio.ana("/results --close")
    again = await studio.bob("/results --close 1")
    assert again.private
    assert "closed without any vote" in again.text
    assert not (await studio.bob("/results 1")).private


async def test_a_result_says_in_which_language_it_is(studio: Studio) -> None:
    """So that a face's own lines around it are in the same one."""
    await studio.olga.moderates("/settings --language zh")
    made = await studio.made()
    assert made.reply.locale == "zh"
    assert (await studio.ana("/results --close")).reply.locale == "zh"


async def test_a_single_picture_that_came_since_takes_no_vote_away(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.now.ballot, 2)
    studio.clock += timedelta(minutes=1)
    await studio.made("/imagine a green frog --count 1 --seed 9", studio.carol)
    assert "Picture 2 wins" in (await studio.ana("/results --close yes")).text
