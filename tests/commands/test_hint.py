"""/hint: a little more each time, for one person, at a price."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.records import Member
from tests.commands.game_room import GameRoom, game_room


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[GameRoom]:
    async with game_room(tmp_path / "data") as opened:
        yield opened


async def test_category_then_size_then_letters_then_a_word(room: GameRoom) -> None:
    await room.game()
    first = await room.answer("bob", "/hint")
    assert first.private
    assert "1. Category: journeys" in first.text
    assert "10 points more (10 in all)" in first.text
    assert [button.token for button in first.buttons] == [f"hint:{await room.code()}"]
    second = await room.says("bob", "/hint")
    assert "Category: journeys" in second, "private answers vanish, so the earlier hints are told again"
    assert "9 words" in second
    assert "a d·· n··· t· t·· E····· T···· a· d···" in await room.says("bob", "/hint")
    fourth = await room.answer("bob", "/hint")
    assert "4. One word of it" in fourth.text
    assert "That was the last hint" in fourth.text
    assert fourth.buttons == ()


async def test_reading_them_again_is_free(room: GameRoom) -> None:
    await room.game()
    for _ in range(6):
        text = await room.says("bob", "/hint")
    assert "all four hints" in text
    await room.answer("bob", "/guess a dog next to the Eiffel Tower at dawn")
    assert "60 points" in await room.ends()


async def test_each_person_takes_their_own(room: GameRoom) -> None:
    await room.game()
    await room.answer("bob", "/hint")
    await room.answer("bob", "/hint")
    assert "2." not in await room.says("ana", "/hint")


async def test_in_the_person_s_language(room: GameRoom) -> None:
    await room.game()
    for _ in range(4):
        spanish = await room.says("luis", "/hint", locale="es")
        chinese = await room.says("mei", "/hint", locale="zh")
    assert "Tema: viajes" in spanish
    assert "u· p····" in spanish
    assert "主题：旅行" in chinese
    assert "13 个汉字" in chinese
    assert "黎··埃··铁··的··狗" in chinese


async def test_the_word_is_one_that_was_not_found_yet(room: GameRoom) -> None:
    await room.game()
    await room.answer("bob", "/guess a dog at dawn")
    for _ in range(4):
        text = await room.says("bob", "/hint")
    word = text.split("One word of it: ")[1].splitlines()[0]
    assert word.lower() not in {"dog", "dawn"}
    assert word in "a dog next to the Eiffel Tower at dawn"


async def test_somebody_s_own_secret_has_no_category(room: GameRoom) -> None:
    await room.secret_of("ana", "a green frog on a boat")
    assert "1. It has 6 words" in await room.says("bob", "/hint")
    second = await room.says("bob", "/hint")
    assert "2. There are" in second
    assert "frog" not in second


@pytest.mark.parametrize(("locale", "one"), [("en", "It has one word."), ("es", "Tiene una palabra.")])
async def test_one_word_is_one_word(room: GameRoom, locale: str, one: str) -> None:
    await room.secret_of("ana", "frog")
    assert one in await room.says("bob", "/hint", locale=locale)


async def test_an_author_who_was_forgotten_leaves_a_game_that_is_over(room: GameRoom) -> None:
    await room.secret_of("ana", "a green frog on a boat")
    await room.house.storage.people.forget(Member("test", "ana"))
    for line in ("/hint", "/guess a frog", "/guess"):
        answer = await room.answer("bob", line)
        assert answer.private
        assert "has taken it back" in answer.text
    assert "painting a secret" in await room.says("bob", "/challenge")


async def test_who_needs_none_pays_for_none(room: GameRoom) -> None:
    number = await room.game("/challenge --tries 1")
    await room.answer("ana", "/guess a dog next to the Eiffel Tower at dawn")
    assert "solved it already" in await room.says("ana", "/hint")
    await room.answer("bob", "/guess soup")
    assert "your one try" in await room.says("bob", "/hint")
    challenges = room.house.storage.challenges
    for guess in await challenges.guesses(number):
        assert await challenges.hints(number, guess.member) == 0


async def test_no_game_and_a_game_that_is_over(room: GameRoom) -> None:
    assert "/challenge" in await room.says("bob", "/hint")
    await room.game()
    room.now += timedelta(days=1)
    assert "Time is up" in await room.says("bob", "/hint")
    await room.ends()
    assert "The secret was" in await room.says("bob", "/hint")


async def test_the_button_under_the_picture_is_the_command(room: GameRoom) -> None:
    await room.game()
    button = room.seen()[0].reply.buttons[1]
    assert "Category" in (await room.presses("bob", button)).text
