"""/reuse: the line that made a picture; typed again it makes the same picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.core.parse import parse, quoted
from commands.menu import MENU
from tests.commands.studio import Studio

LINES = [
    "/imagine a red fox --count 2 --seed 7 --ratio 3:2 --style watercolour",
    '/imagine "two  blanks --count 9" --count 1 --seed 3',
    '/imagine a "fox of 3 inches" --count 1 --seed 3',
    "/imagine «un zorro “rojo”» --count 1 --seed 5 --model lavish",
    "/imagine 雪地里的“红狐狸” --count 1 --seed 6 --variety 0",
    "/imagine a *bold* `code` fox_trot | <b> \\ @here --count 1 --seed 8",
]


@pytest.mark.parametrize("line", LINES)
async def test_there_and_back_again(studio: Studio, line: str) -> None:
    made = await studio.made(line)
    told = await studio.bob.presses(made.token("reuse"))
    assert told.private
    copied = told.text.splitlines()[1]
    assert told.reply.line == copied
    assert copied.startswith("/imagine ")
    await studio.made(copied, studio.bob)
    old, new = await studio.generation(1), await studio.generation(2)
    assert new.request.prompt == old.request.prompt
    assert [one.sha256 for one in new.variants] == [one.sha256 for one in old.variants]
    assert (new.request.style, new.request.ratio, new.model) == (old.request.style, old.request.ratio, old.model)


async def test_a_free_seed_is_told(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 1")
    seed = (await studio.generation(1)).request.seed
    assert f"--seed {seed} --variety 0" in (await studio.ana("/reuse")).text


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip() and not set('"”»」') <= set(text)))
def test_any_prompt_in_quotes_is_read_back(prompt: str) -> None:
    typed = parse(f"/imagine {quoted(prompt)} --count 1", MENU)
    assert typed is not None
    assert typed.given == {"prompt": prompt, "count": "1"}


async def test_of_nothing(studio: Studio) -> None:
    assert "no finished pictures" in (await studio.ana("/reuse")).text
    assert (await studio.ana("/reuse 5")).text == "I find no pictures #5 here."
