"""/publish: a picture from elsewhere comes into a room when its owner wants it and the room's audience may see it."""

from unittest.mock import patch

import numpy as np

from storage.records import Room
from tests.commands.studio import Calm, Studio

CLUB = Room("test", "club")


async def test_from_my_private_chat_to_the_room(studio: Studio) -> None:
    mine = await studio.made("/imagine a red fox --count 2 --seed 7", studio.ana.alone)
    hidden = await studio.bob.presses(mine.token("reuse"))
    assert hidden.text == "I find no pictures #1 here."
    shown = await studio.ana("/publish 1")
    assert not shown.private
    assert shown.text.startswith("“a red fox” · by Ana\n")
    assert len(shown.pictures) == 1
    assert shown.reply.ballot is None
    # From now on it is one of the room's: its buttons work for everybody here, and nowhere else.
    assert '/imagine "a red fox"' in (await studio.bob.presses(shown.token("reuse"))).text
    assert (await studio.bob.presses(shown.token("favourite"))).text.startswith("♥ Which one?")
    assert (await studio.bob.at(CLUB).presses(shown.token("reuse"))).text == "I find no pictures #1 here."


async def test_the_newest_of_mine(studio: Studio) -> None:
    assert (await studio.ana("/publish")).text == "You have no finished pictures yet. Start with /imagine."
    await studio.olga.moderates("/settings --approval yes")
    await studio.made("/imagine a red fox --count 1")  # hidden, and of this very room
    assert (await studio.ana("/publish")).text.startswith("I find no recent pictures of yours from elsewhere")
    await studio.olga.moderates("/settings --approval no")
    await studio.made("/imagine a red fox --count 1", studio.ana.alone)
    await studio.made("/imagine a pink fox --count 1")
    await studio.made("/imagine a grey fox --count 1", studio.bob)
    await studio.ana.alone("/imagine a blue fox --count 1")  # not painted yet
    assert "“a red fox” · by Ana" in (await studio.ana("/publish")).text


async def test_only_its_owner(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 1")
    told = await studio.bob("/publish 1")
    assert told.private
    assert told.text == "Only the person who made a picture can show it somewhere else."
    assert (await studio.bob.at(CLUB)("/publish 1")).text == "I find no pictures #1 here."


async def test_alone_it_says_how(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 1", studio.ana.alone)
    told = await studio.ana.alone("/publish 1")
    assert told.private
    assert "in the room that should see it" in told.text
    assert not await studio.storage.shown.has(1)


async def test_the_rooms_own_guard_reads_the_words_again(studio: Studio) -> None:
    club = studio.ana.at(CLUB)
    await club.moderates("/settings --audience adults")
    await studio.made("/imagine people drinking whisky --count 1", club)
    told = await studio.ana("/publish 1")
    assert told.private
    assert not told.pictures
    assert not await studio.storage.shown.has(1)


async def test_and_the_picture_is_looked_at_again(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 1", studio.ana.alone)
    with patch.object(Calm, "run", lambda *_: [np.array([[0.0, 0.9, 0.1]])]):
        told = await studio.ana("/publish 1")
    assert told.private
    assert told.text == "This picture is not suitable for everybody here, so I do not show it in this room."
    assert not await studio.storage.shown.has(1)


async def test_a_secret_is_not_given_away(studio: Studio) -> None:
    await studio.ana.alone("/challenge --prompt a red fox")
    await studio.settles()
    assert (await studio.ana("/publish 1")).text == "I find no pictures #1 here."
    assert "no finished pictures" in (await studio.ana("/publish")).text


async def test_single_pictures_where_the_room_wants_them(studio: Studio) -> None:
    await studio.olga.moderates("/settings --results-as gallery --language es")
    await studio.made("/imagine a red fox --count 2", studio.ana.alone)
    shown = await studio.ana("/publish 1")
    assert len(shown.pictures) == 2
    assert shown.text.startswith("«a red fox» · de Ana"), "in the room's language"


async def test_the_vote_stays_where_it_is_held(studio: Studio) -> None:
    made = await studio.made("/imagine a red fox --count 2", studio.ana.at(CLUB))
    await studio.ana("/publish 1")
    for line in ("/vote 1 1", "/results 1", "/results 1 yes"):
        assert (await studio.bob.moderates(line)).text == "I find no pictures #1 here."
    assert (await studio.generation(1)).vote_closed_at is None
    assert "You voted" in (await studio.bob.at(CLUB).votes(made.ballot, 1)).text


async def test_its_owner_closes_a_vote_whose_room_is_gone(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 2", studio.ana.at(CLUB))
    studio.gone.add(CLUB)
    assert "without any vote" in (await studio.ana.alone("/results 1 yes")).text
    assert await studio.passes(days=1) == 0
