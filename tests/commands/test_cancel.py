"""/cancel: one's own wish, while it is still awaited; it costs nothing and stays cancelled whatever the painter does."""

import pytest

from generation.ports import Order, Painted
from generation.safety.prompt import SafePrompt
from tests.commands.studio import BROKE, Brush, Studio


async def test_a_wish_is_let_go(studio: Studio) -> None:
    wish = await studio.ana("/imagine a red fox")
    told = await studio.ana("/cancel")
    assert told.text == "✖️ “a red fox” is cancelled. It cost you nothing."
    assert told.private
    assert wish.now.text == "✖️ “a red fox” was cancelled."
    await studio.settles()
    assert studio.brush.orders == [], "the painter was not even asked"
    assert wish.now.text == "✖️ “a red fox” was cancelled."
    assert (await studio.generation(1)).cost_units == 0


async def test_nobody_cancels_anothers(studio: Studio) -> None:
    wish = await studio.ana("/imagine a red fox")
    nothing = "Nothing of yours is being painted just now."
    assert (await studio.bob("/cancel")).text == nothing
    assert (await studio.bob(f"/cancel {wish.number}")).text == nothing
    await studio.settles()
    assert wish.now.pictures, "it was painted"
    assert (await studio.ana("/cancel")).text == nothing


async def test_the_newest_or_the_one_that_is_named(studio: Studio) -> None:
    first, second, third = [await studio.ana(f"/imagine a {colour} fox") for colour in ("red", "blue", "green")]
    assert "green" in (await studio.ana("/cancel")).text
    assert "red" in (await studio.ana(f"/cancel {first.number}")).text
    await studio.settles()
    assert [bool(one.now.pictures) for one in (first, second, third)] == [False, True, False]


async def test_in_the_language_of_the_wish(studio: Studio) -> None:
    wish = await studio.ana.speaking("es")("/imagine un zorro rojo")
    await studio.ana("/cancel")
    assert wish.now.text == "✖️ «un zorro rojo» se canceló."


async def test_units_come_back(studio: Studio) -> None:
    await studio.olga.moderates("/settings --units 4")
    await studio.ana("/imagine a red fox")
    assert "you have 0 left" in (await studio.ana("/imagine a blue fox")).text
    await studio.ana("/cancel")
    await studio.ana("/imagine a blue fox")
    assert studio.last.number == 2


async def test_what_another_process_lets_go_of_while_it_is_handed_in_is_not_waited_for(studio: Studio) -> None:
    waited_for: list[Order] = []

    async def painted(order: Order) -> list[Painted]:
        waited_for.append(order)
        return await studio.brush.paints(order)

    async def handed_in(prompt: SafePrompt, order: Order) -> str:
        generations = studio.house.storage.generations
        assert await generations.failed(1, problem="cancelled", error_id=None, now=studio.house.now())
        return await Brush.submit(studio.brush, prompt, order)

    studio.brush.does = painted
    studio.brush.submit = handed_in  # type: ignore[method-assign] # only here, and only for this wish
    wish = await studio.made("/imagine a red fox")
    assert (len(studio.brush.orders), waited_for) == (1, [])
    assert wish.now.text == "✖️ “a red fox” was cancelled."


async def test_a_chat_that_is_down_hears_of_it_later(studio: Studio) -> None:
    wish = await studio.ana("/imagine a red fox")
    studio.refuses = True
    assert (await studio.ana("/cancel")).text == "✖️ “a red fox” is cancelled. It cost you nothing."
    studio.refuses = False
    assert (await studio.generation(1)).delivered_at is None
    await studio.settles()
    assert studio.brush.orders == []
    assert wish.now.text == "✖️ “a red fox” was cancelled."
    assert (await studio.generation(1)).delivered_at is not None


async def test_what_could_not_be_cancelled_is_not_said_to_be(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    await studio.ana("/imagine a red fox")

    async def breaks(*_: object, **__: object) -> bool:
        raise OSError("the disk is gone")

    monkeypatch.setattr(studio.storage.generations, "failed", breaks)
    assert BROKE in (await studio.ana("/cancel")).text
