"""/challenge --thread: what the house does about a game that has a thread of its own."""

from storage.records import Room
from tests.commands.studio import SQUARE, Studio


async def test_a_game_with_a_thread_is_played_and_told_in_both_places(studio: Studio) -> None:
    wish = await studio.dan("/challenge --thread yes")
    await studio.settles()
    assert wish.reply.thread == "Guess the prompt #1"
    thread = Room(SQUARE.platform, f"{SQUARE.id}/7")
    await studio.storage.challenges.threaded(1, thread)
    assert "No game" not in (await studio.bob.at(thread)("/guess a green bicycle")).text
    assert len(await studio.storage.challenges.guesses(1)) == 1
    assert studio.posted[-1].room == thread
    assert await studio.passes(hours=1) == 1
    assert [one.room for one in studio.posted[-2:]] == [SQUARE, thread]
    alone = await studio.ana.alone("/challenge --thread yes")
    assert alone.reply.thread == ""
