"""A game in a thread of its own: opened on its message, played there, ended in both places, and never at the cost of the game."""

from typing import Any

import discord

from commands.core.game import secret_in
from storage.records import Challenge, Room
from tests.bot.discord.bed import Bed


async def opened(bed: Bed) -> tuple[Challenge, Any]:
    """A game that Dave wanted in a thread, and that thread."""
    await bed.dave.slash(bed.art, "challenge", thread=True)
    await bed.settles()
    game = await bed.app.house.storage.challenges.current(bed.room)
    assert game is not None
    (thread,) = bed.art.threads
    return game, thread


async def test_it_is_played_in_its_thread_also_after_a_restart(studio: Bed) -> None:
    bed = studio
    game, thread = await opened(bed)
    secret = secret_in(game, "en")
    assert thread.name == f"Guess the prompt #{game.id}"
    assert game.thread == Room("discord", f"{bed.art.id}/{thread.id}")
    assert secret not in " ".join(one.content for one in (*bed.art.history(), *thread.history()))
    await bed.bob.slash(thread, "guess", text="a green bicycle on the moon")
    assert [one.content for one in thread.history() if "bob" in one.content]
    assert not [one for one in bed.art.history() if "bob" in one.content], "the channel is not disturbed"
    await bed.restart()
    told = await bed.carol.slash(thread, "guess", text=secret)
    assert "100" in told.response.content
    assert len(await bed.app.house.storage.challenges.guesses(game.id)) == 2
    await bed.passes(minutes=31)
    for place in (thread, bed.art):
        assert secret in place.history()[-1].content
    told = await bed.bob.slash(thread, "top")
    assert "carol" in told.response.content, "the table is that of the channel"


async def test_who_ends_it_in_the_thread_ends_it_in_the_channel(studio: Bed) -> None:
    bed = studio
    game, thread = await opened(bed)
    await bed.dave.slash(thread, "challenge", close=True)
    for place in (thread, bed.art):
        assert [secret_in(game, "en") in one.content for one in place.history()].count(True) == 1
    await bed.passes(minutes=31)
    assert [secret_in(game, "en") in one.content for one in bed.art.history()].count(True) == 1


async def test_a_thread_that_is_gone_does_not_keep_the_end_from_the_channel(studio: Bed) -> None:
    bed = studio
    game, thread = await opened(bed)
    bed.env.inject_error("POST", f"/channels/{thread.id}/messages", status=404, code=10003, times=None)
    await bed.bob.slash(bed.art, "guess", text="a green bicycle on the moon")
    await bed.passes(minutes=31)
    assert secret_in(game, "en") in bed.last().content


async def test_where_no_thread_can_be_opened_it_is_played_in_the_channel(studio: Bed) -> None:
    bed = studio
    bed.env.inject_error("POST", "/channels/*/threads", status=403, code=50013)
    told = await bed.dave.slash(bed.art, "challenge", thread=True)
    (why,) = told.followups
    assert why.ephemeral
    assert "Create Public Threads" in why.content
    await bed.settles()
    game = await bed.app.house.storage.challenges.current(bed.room)
    assert game is not None
    assert game.thread is None
    await bed.bob.slash(bed.art, "guess", text=secret_in(game, "en"))
    assert any("bob" in one.content for one in bed.art.history())


async def test_in_a_thread_no_further_one_is_opened(studio: Bed) -> None:
    bed = studio
    start = await bed.carol.send(bed.art, "talk here")
    channel: Any = bed.face.client.get_channel(bed.art.id)
    made: discord.Thread = await channel.get_partial_message(start.id).create_thread(name="t")
    await bed.env.settle()
    handle = next(one for one in bed.art.threads if one.id == made.id)
    told = await bed.dave.slash(handle, "challenge", thread=True)
    assert "could not open a thread" in told.followups[0].content
    await bed.settles()
    assert len(bed.art.threads) == 1
