"""/start: the tour, and where deep links lead."""

import pytest

from commands.core.sharing import share_code
from tests.commands.studio import Studio


@pytest.mark.parametrize(("locale", "hello"), [("en", "Hello, Ana!"), ("es", "¡Hola, Ana!"), ("zh", "你好，Ana！")])
async def test_three_short_messages_worth(studio: Studio, locale: str, hello: str) -> None:
    told = await studio.ana.alone.speaking(locale)("/start")
    assert told.private
    assert hello in told.text
    assert len(told.text.split("\n\n")) == 3
    assert all(len(paragraph) < 300 for paragraph in told.text.split("\n\n"))
    assert [one.token for one in told.buttons] == ["imagine", "language", "help"]
    form = studio.dispatcher.form("imagine")
    assert form is not None
    assert form.fields[0].name == "prompt"


async def test_it_is_not_in_help_and_nobody_is_lost_by_a_strange_link(studio: Studio) -> None:
    assert "/start" not in (await studio.ana("/help")).text
    assert "I am Pincel" in (await studio.ana.alone("/start whatever")).text


async def test_a_link_to_a_game(studio: Studio) -> None:
    await studio.olga("/challenge")
    await studio.settles()
    game = await studio.storage.challenges.current(studio.ana.room)
    assert game is not None
    told = await studio.ana.alone(f"/start guess_{game.code}")
    assert told.private
    assert game.code in told.text
    assert (await studio.ana.alone("/start guess_1-zzzzzzzz")).text == studio.house.words.say("en", "problem-no-challenge")


async def test_a_code_that_somebody_was_given(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 2 --seed 7", studio.ana.alone)
    given = (await studio.ana.alone("/reuse 1")).text.split("/start ")[1].split()[0]
    assert given.startswith("share_1-")
    told = await studio.bob.alone(f"/start {given}")
    assert told.private
    assert told.pictures
    assert told.reply.line.startswith('/imagine "a red fox" --model sketch')
    assert told.text.endswith(told.reply.line)
    assert told.buttons == (), "what it shows belongs to another room"


@pytest.mark.parametrize(
    "payload", ["share_", "share_1", "share_2", "share_x", "share_-1", "share_１", f"share_{'9' * 30}", "share_1-0123456789abcdef"]
)
async def test_nobody_comes_to_a_picture_by_counting(studio: Studio, payload: str) -> None:
    await studio.made("/imagine a red fox --count 1")
    await studio.ana("/publish 1")
    told = await studio.bob.alone(f"/start {payload}")
    assert told.text.startswith("I have nothing to show for this link.")


async def test_a_secret_is_not_shared(studio: Studio) -> None:
    await studio.ana.alone('/challenge --prompt "a red fox"')
    await studio.settles()
    code = share_code(await studio.generation(1))
    assert "nothing to show" in (await studio.bob.alone(f"/start share_{code}")).text
