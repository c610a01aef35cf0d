"""Delivery: the placeholder becomes the result or a kind sentence, in the language that was asked in, once."""

from pathlib import Path

import pytest

from commands.core.delivery import deliver
from generation.ports import Order, Painted
from storage.records import Member, Room
from tests.commands.studio import PLATFORM, SQUARE, START, Studio, opened


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


async def test_a_room_that_is_gone_is_no_loss_the_person_is_told_alone(studio: Studio) -> None:
    wish = await studio.ana.speaking("es")("/imagine a red fox --count 2")
    studio.gone.add(SQUARE)
    await studio.settles()
    assert "Painting" in wish.now.text or "Pintando" in wish.now.text
    assert studio.posted[-1].room == Room(PLATFORM, "@ana")
    told = studio.last
    assert told.text.startswith("📮 No pude escribir en la sala donde pediste esto, así que aquí lo tienes:\n«a red fox»")
    assert told.pictures
    assert told.reply.ballot is None, "nobody else is there to vote"
    assert [one.token.split(":")[0] for one in told.buttons] == ["retry", "reuse", "favourite", "download"]
    done = await studio.generation(1)
    assert (done.message, done.kept_at) == (studio.posted[-1], None)
    assert studio.last.reply.meant_for == SQUARE
    assert SQUARE.id not in studio.last.text, "a number says nothing to anybody"
    assert done.delivered_at is not None
    await deliver(studio.house, done)  # the bot was killed before it had noted that
    assert len(studio.posted) == 2, "edited, not posted twice"


async def test_a_sorry_finds_its_person_too(studio: Studio) -> None:
    studio.brush.does = breaks
    await studio.ana("/imagine a red fox")
    studio.gone.add(SQUARE)
    await studio.settles()
    assert studio.posted[-1].room == Room(PLATFORM, "@ana")
    assert "could not be painted" in studio.last.text


async def test_who_can_not_be_reached_at_all_finds_it_in_the_gallery_and_is_told_once(studio: Studio) -> None:
    await studio.made("/imagine a blue fox --count 1")
    studio.gone |= {SQUARE, Room(PLATFORM, "@ana")}
    for _ in range(2):
        wish = await studio.dispatcher.typed(studio.ana.sender(None), "/imagine a red fox --count 1")
        assert wish is not None
        await studio.settles()
    assert (await studio.generation(2)).kept_at == START
    assert (await studio.generation(2)).delivered_at == START, "it is not tried for ever"
    assert "could not" not in (await studio.ana("/gallery favourites")).text
    assert "2 results could not be brought to you" not in (await studio.bob("/gallery")).text
    gallery = await studio.ana("/gallery")
    assert gallery.text.splitlines()[1] == "📮 2 results could not be brought to you; they are here."
    assert "#3" in gallery.text
    assert "brought" not in (await studio.ana("/gallery")).text


async def test_of_linked_accounts_the_one_of_that_chat_is_told(studio: Studio) -> None:
    home = Member("elsewhere", "ana-home", "Ana")
    links = studio.storage.links
    code = await links.offer(home, START)
    _, claim = await links.claim(studio.ana.member, code, START)
    await links.agree(studio.ana.member, claim, START)
    await links.confirm(home, claim, START)
    await studio.ana("/imagine a red fox --count 1")
    studio.gone.add(SQUARE)
    await studio.settles()
    assert (await studio.generation(1)).request.asked_by == home
    assert studio.posted[-1].room == Room(PLATFORM, "@ana")


async def test_a_game_whose_room_is_gone_is_over(studio: Studio) -> None:
    await studio.ana("/challenge")
    studio.gone.add(SQUARE)
    await studio.settles()
    assert len(studio.posted) == 1, "its secret is told to nobody"
    assert await studio.storage.challenges.current(SQUARE) is None
    assert await studio.passes(days=1) == 0


async def test_a_room_that_is_gone_is_not_told_for_ever_how_things_ended(studio: Studio) -> None:
    await studio.made()
    await studio.ana("/challenge")
    await studio.settles()
    studio.gone.add(SQUARE)
    assert await studio.passes(days=1) == 2
    assert await studio.passes(days=1) == 0
    studio.gone.clear()
    assert await studio.passes(days=1) == 0


async def test_a_chat_that_is_down_is_something_else(studio: Studio) -> None:
    await studio.made()
    studio.refuses = True
    assert await studio.passes(days=1) == 0
    studio.refuses = False
    assert await studio.passes(days=1) == 1
