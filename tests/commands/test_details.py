"""/details: all that is known of how a picture set was made, for who asks and may see it."""

import pytest

from tests.commands.studio import Studio


async def test_what_a_set_was_made_of(studio: Studio) -> None:
    await studio.made("/imagine a *red* fox --count 2 --seed 7 --style watercolour --ratio 3:2")
    told = await studio.bob("/details 1")
    assert told.private
    text = told.text
    assert "#1 “a *red* fox”" in text
    assert "Asked by Ana, 2026-11-21 18:00 UTC" in text
    assert "Sketch: 2 pictures in" in text
    assert "Seed 7 · ratio 3:2 · variety 0 · style: watercolour" in text
    one = await studio.generation(1)
    assert one.metaprompt_id
    assert one.metaprompt_id in text
    assert told.token("reuse") == "reuse:1"


async def test_what_was_made_from_another_says_from_which(studio: Studio) -> None:
    await studio.made()
    await studio.bob("/retry 1")
    await studio.settles()
    assert "Made again from #1" in (await studio.cai("/details")).text
    assert "style" not in (await studio.cai("/details")).text


async def test_a_very_long_prompt_leaves_room_for_the_rest(studio: Studio) -> None:
    await studio.made(f"/imagine {'a red fox and ' * 60} a dog --count 1")
    text = (await studio.bob("/details")).text
    assert len(text) < 2000
    assert "Seed" in text


@pytest.mark.parametrize(("locale", "words"), [("es", ("Lo pidió Ana", "Semilla 7")), ("zh", ("Ana 要的", "种子 7"))])
async def test_in_ones_own_language(studio: Studio, locale: str, words: tuple[str, ...]) -> None:
    await studio.made()
    text = (await studio.bob.speaking(locale)("/details 1")).text
    assert all(word in text for word in words)


async def test_not_of_another_room(studio: Studio) -> None:
    await studio.made(by=studio.ana.alone)
    assert "details" not in (await studio.bob("/details 1")).text
    assert "a red fox" not in (await studio.bob("/details 1")).text
    assert "a red fox" in (await studio.ana("/details 1")).text
