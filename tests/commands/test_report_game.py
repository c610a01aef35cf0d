"""/report --game: the picture of a game is hidden like any other, while the game goes on and its secret stays one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.commands.game_room import GameRoom, game_room
from tests.commands.test_challenge import leaks

REPORT, CLEAR = "/report scary --game yes", "/report --game yes --clear yes"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[GameRoom]:
    async with game_room(tmp_path / "data") as opened:
        yield opened


async def hidden(room: GameRoom) -> int:
    """A running game whose picture three people have reported."""
    number = await room.game()
    for name in ("bo", "cai", "dan"):
        told = await room.answer(name, REPORT)
        assert told.private
        assert leaks(told) == []
    assert "are hidden now" in told.text
    return number


async def test_it_is_hidden_and_the_game_goes_on(room: GameRoom) -> None:
    await room.game()
    (before,) = room.seen()
    assert "I have kept it" in await room.says("bo", REPORT)
    assert room.seen()[0].reply == before.reply
    for name in ("cai", "dan"):
        await room.says(name, REPORT)
    message, waits = room.seen()
    assert waits.text == "🛡 Something here waits for a moderator: /moderation"
    (veil,) = message.reply.pictures
    assert veil.filename == "hidden.png"
    assert "were reported" in message.text
    assert "What did I paint here?" in message.text
    assert leaks(message.reply) == []
    assert {one.token for one in before.reply.buttons} < {one.token for one in message.reply.buttons}
    assert "No game" not in await room.says("eve", "/guess a dog")
    assert (await room.house.storage.challenges.current(message.room)) is not None


async def test_its_end_does_not_show_it_either(room: GameRoom) -> None:
    await hidden(room)
    await room.ends()
    assert [one.filename for message in room.seen() for one in message.reply.pictures] == ["hidden.png"]


async def test_a_moderator_who_has_looked_shows_it_again(room: GameRoom) -> None:
    await room.game()
    before = room.seen()[0].reply
    assert "are hidden now" in await room.says("olga", REPORT, moderator=True)
    assert "hidden until a moderator" in await room.says("bo", REPORT)
    assert "hidden until a moderator" in await room.says("bo", CLEAR)
    assert "seen again" in await room.says("olga", CLEAR, moderator=True)
    assert room.seen()[0].reply == before
    assert "Only a moderator" in await room.says("bo", CLEAR)


async def test_only_where_it_is_played_and_where_there_is_one(room: GameRoom) -> None:
    assert "No game is running" in await room.says("bo", REPORT)
    await room.game()
    made = await room.house.storage.generations.get(1)
    assert made is not None
    assert "No game is running" in await room.says("bo", f"{REPORT} --generation {made.id}", alone=True)
    assert "find no pictures" in await room.says("bo", f"/report scary {made.id}"), "its number alone says nothing"


async def test_one_s_own_secret_too(room: GameRoom) -> None:
    await room.secret_of("ana", "a dog at the eiffel tower")
    await room.says("olga", REPORT, moderator=True)
    message = next(one for one in room.seen() if one.reply.challenge is not None)
    assert [one.filename for one in message.reply.pictures] == ["hidden.png"]
    assert leaks(message.reply) == []
