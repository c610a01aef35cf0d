"""/retry: the same wish once more, differently, at the cost of whoever asks."""

from tests.commands.studio import Studio


async def test_the_same_wish_with_other_seeds(studio: Studio) -> None:
    made = await studio.made("/imagine a red fox --count 2 --seed 7 --ratio 3:2 --style neon")
    again = await studio.bob.presses(made.token("retry"))
    await studio.settles()
    old, new = await studio.generation(1), await studio.generation(again.number)
    assert (new.request.prompt, new.request.ratio, new.request.count, new.request.style) == ("a red fox", "3:2", 2, "neon")
    assert new.request.asked_by == studio.bob.member
    assert new.request.parent == 1
    assert new.request.variety > 0, "with the same seed and no variety it would be the same picture"
    assert {one.sha256 for one in old.variants}.isdisjoint(one.sha256 for one in new.variants)


async def test_in_the_language_and_for_the_audience_of_now(studio: Studio) -> None:
    await studio.made()
    await studio.olga.moderates("/settings --audience teens")
    again = await studio.bob.speaking("es")("/retry")
    new = await studio.generation(again.number)
    assert new.request.locale == "es"
    assert new.request.audience.value == "teens"


async def test_who_asks_pays(studio: Studio) -> None:
    await studio.olga.moderates("/settings --units 2")
    made = await studio.made()
    assert "you have 0 left" in (await studio.ana.presses(made.token("retry"))).text
    assert (await studio.bob.presses(made.token("retry"))).number == 2


async def test_of_a_room_where_one_is_not(studio: Studio) -> None:
    await studio.made()
    assert (await studio.bob.alone("/retry 1")).text == "I find no pictures #1 here."
    mine = await studio.ana.alone("/retry 1")
    assert (await studio.generation(mine.number)).request.room == studio.ana.alone.room
