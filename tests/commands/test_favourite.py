"""/favourite: on and off again, of any picture one can see."""

from tests.commands.studio import Studio


async def test_on_and_off(studio: Studio) -> None:
    await studio.made()
    assert (await studio.bob("/favourite 2")).text == "♥ Picture 2 of #1 is now among your favourites."
    assert len((await studio.bob("/gallery favourites")).pictures) == 1
    assert (await studio.bob("/favourite 2 1")).text == "Picture 2 of #1 is no longer among your favourites."
    assert (await studio.bob("/gallery favourites")).pictures == ()


async def test_the_button_asks_which_when_there_are_several(studio: Studio) -> None:
    made = await studio.made("/imagine a red fox --count 3 --seed 7")
    which = await studio.bob.presses(made.token("favourite"))
    assert which.private
    assert [button.label for button in which.buttons] == ["1", "2", "3"]
    assert "Picture 3 of #1 is now" in (await studio.bob.presses(which.buttons[2].token)).text


async def test_one_picture_needs_no_question(studio: Studio) -> None:
    made = await studio.made("/imagine a red fox --count 1 --seed 7")
    assert "Picture 1 of #1 is now" in (await studio.bob.presses(made.token("favourite"))).text


async def test_each_person_has_their_own(studio: Studio) -> None:
    await studio.made()
    await studio.ana("/favourite 1")
    assert "is now among your favourites" in (await studio.bob("/favourite 1")).text
    assert len((await studio.ana("/gallery favourites")).pictures) == 1


async def test_what_is_not_there(studio: Studio) -> None:
    assert "no finished pictures" in (await studio.bob("/favourite")).text
    await studio.made()
    assert (await studio.bob("/favourite 3")).text == "There is no picture 3 here; choose 1 to 2."
    assert "from 1 to 4" in (await studio.bob("/favourite 9")).text
    assert (await studio.bob("/favourite 1 99")).text == "I find no pictures #99 here."
    assert (await studio.bob.alone("/favourite 1 1")).text == "I find no pictures #1 here."


async def test_where_there_is_only_one_picture_no_range_is_said(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 1")
    assert (await studio.bob("/favourite 2")).text == "There is no picture 2 here; it is only one."
