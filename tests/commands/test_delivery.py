"""Delivery: the placeholder becomes the result or a kind sentence, in the language that was asked in, once."""

from pathlib import Path

import pytest

from commands.core.delivery import deliver
from generation.ports import Order, Painted
from tests.commands.studio import Studio, opened


async def breaks(_order: Order) -> list[Painted]:
    raise ZeroDivisionError("out of paint")


@pytest.mark.parametrize(
    ("locale", "vote", "sorry"),
    [
        ("en", "Which one do you like best?", "could not be painted"),
        ("es", "¿Cuál te gusta más?", "No se pudo pintar"),
        ("zh", "你最喜欢哪一张", "没能画出来"),
    ],
)
async def test_the_picture_that_comes_later_speaks_the_language_it_was_asked_in(
    studio: Studio, locale: str, vote: str, sorry: str
) -> None:
    wish = await studio.ana.speaking(locale)("/imagine a red fox --count 2")
    await studio.ana("/language en")  # she changes her mind meanwhile
    await studio.settles()
    assert vote in wish.now.text
    labels = {button.label for button in wish.now.buttons}
    assert labels == {
        studio.house.words.say(locale, f"button-{one}") for one in ("retry", "reuse", "favourite", "download", "close-vote")
    }
    studio.brush.does = breaks
    await studio.ana("/language auto")
    wish = await studio.ana.speaking(locale)("/imagine a red fox --count 2")
    await studio.settles()
    assert sorry in wish.now.text
    await studio.passes(hours=2)
    assert studio.last.text.startswith(studio.house.words.say(locale, "results-no-votes", number="1")[:2])


async def test_a_failure_has_a_code_and_no_buttons(studio: Studio) -> None:
    studio.brush.does = breaks
    wish = await studio.ana("/imagine a red **fox**")
    await studio.settles()
    error_id = (await studio.generation(1)).error_id
    assert wish.now.text == (
        "😕 “a red **fox**” could not be painted. "
        f"The painter did not answer. Please try again in a moment. (code {error_id}) It cost you nothing."
    )
    assert wish.now.buttons == ()


async def test_again_is_an_edit(studio: Studio) -> None:
    wish = await studio.ana("/imagine a red fox --count 2")
    await studio.settles()
    closes_at = (await studio.generation(1)).vote_closes_at
    await studio.passes(minutes=10)
    await deliver(studio.house, await studio.generation(1))
    assert len(studio.posted) == 1
    assert wish.now.ballot.choices == 2
    assert (await studio.generation(1)).vote_closes_at == closes_at, "a second delivery does not prolong the vote"


async def test_a_lost_placeholder_is_made_good_by_one_message(data_folder: Path) -> None:
    async with opened(data_folder) as studio:
        # The bot was killed after the wish was accepted and before its answer had a place in the room.
        reply = await studio.dispatcher.typed(studio.ana.sender(None), "/imagine a red fox --count 2")
        assert reply is not None
        await studio.settles()
        assert len(studio.posted) == 1
        assert (await studio.generation(1)).message == studio.posted[0]
        await deliver(studio.house, await studio.generation(1))
        assert len(studio.posted) == 1


async def test_a_game_from_the_deck_remembers_its_message(studio: Studio) -> None:
    opening = await studio.ana("/challenge")
    await studio.settles()
    running = await studio.storage.challenges.current(opening.ref.room if opening.ref else studio.ana.room)
    assert running is not None
    assert running.message == opening.ref
    assert "fox" not in opening.now.text
