"""/help: the menu, or all about one command, in three languages."""

import pytest

from commands.core.parse import parse
from commands.menu import COMMANDS, MENU
from tests.commands.studio import Studio


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_the_list_has_every_command_once(studio: Studio, locale: str) -> None:
    told = await studio.olga.moderates.speaking(locale)("/help")
    assert told.private
    lines = told.text.splitlines()[1:-1]
    assert [line.split()[0] for line in lines] == [f"/{command.name}" for command in COMMANDS if command.listed]


async def test_what_one_may_not_do_is_not_listed(studio: Studio) -> None:
    assert "/settings" not in (await studio.ana("/help")).text


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
@pytest.mark.parametrize("name", list(MENU))
async def test_one_command_with_all_its_options_and_an_example_that_works(studio: Studio, name: str, locale: str) -> None:
    told = await studio.ana.speaking(locale)(f"/help {name}")
    for option in MENU[name].options:
        assert f"--{option.name} " in told.text
    assert "cmd-" not in told.text
    example = studio.house.words.say(locale, f"cmd-{name}.example")
    typed = parse(example, MENU)
    assert typed is not None
    assert typed.command.name == name
    typed.command.bind(typed.given)


async def test_imagine_in_full(studio: Studio) -> None:
    lines = (await studio.ana("/help /Imagine")).text.splitlines()
    assert lines[0] == "/imagine – Draw pictures from your words"
    assert "--prompt What to draw, in your own words – needed" in lines
    assert "--count How many variants (1 to 4)" in lines
    assert "--seed A number that brings the same picture back (0 to 4294967295)" in lines
    assert any(line.startswith("--style How it is painted (storybook, watercolour,") for line in lines)
    assert lines[-1] == "For example: /imagine a red fox under a cherry tree --ratio 3:2 --count 2"


async def test_a_name_that_is_none(studio: Studio) -> None:
    assert (await studio.ana("/help imagin")).text == "I do not know /imagin. Did you mean /imagine?"
    assert "Type /help" in (await studio.ana("/help xyzzy")).text
