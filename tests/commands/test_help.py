"""/help: the menu, or all about one command, in three languages."""

import pytest

from commands.core.parse import parse
from commands.help import GROUPS
from commands.menu import COMMANDS, MENU
from tests.commands.studio import Studio


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_the_first_page_has_every_command_once_and_fits_a_screen(studio: Studio, locale: str) -> None:
    told = await studio.olga.moderates.speaking(locale)("/help")
    assert told.private
    first, *lines, last = told.text.splitlines()
    assert "/imagine" in first
    assert "/help imagine" in last
    named = [word for line in lines[1::2] for word in line.split()]
    assert sorted(named) == sorted(f"/{command.name}" for command in COMMANDS if command.listed)
    assert len(lines) + 2 < 20
    assert max(map(len, told.text.splitlines())) <= 110


async def test_a_command_of_no_group_is_listed_all_the_same(studio: Studio) -> None:
    named = {name for names in GROUPS.values() for name in names}
    assert "/language /help" in (await studio.ana("/help")).text
    assert not {"language", "help"} & named
    assert named <= set(MENU)


async def test_what_one_may_not_do_is_not_listed(studio: Studio) -> None:
    assert "/settings" not in (await studio.ana("/help")).text


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
@pytest.mark.parametrize("name", list(MENU))
async def test_one_command_with_all_its_options_and_an_example_that_works(studio: Studio, name: str, locale: str) -> None:
    told = await studio.ana.speaking(locale)(f"/help {name}")
    for option in MENU[name].options:
        assert f"--{option.name_in(studio.house.words, locale)} " in told.text
    assert "cmd-" not in told.text
    example = studio.house.words.say(locale, f"cmd-{name}.example")
    typed = parse(example, MENU, studio.house.words)
    assert typed is not None
    assert typed.command.name == name
    typed.command.bind(typed.given, studio.house.words)


async def test_options_and_choices_are_said_in_the_language(studio: Studio) -> None:
    spanish = (await studio.ana.speaking("es")("/help imagine")).text
    assert "--estilo Cómo se pinta (cuento, acuarela, píxel, neón, lápiz, óleo, cómic, papel, tinta)" in spanish
    assert "--forma" in spanish
    chinese = (await studio.ana.speaking("zh")("/help imagine")).text
    assert "--风格 用什么画风（故事书、水彩、像素、霓虹、铅笔、油画、漫画、剪纸、水墨）" in chinese
    assert "mías, favoritas" in (await studio.ana.speaking("es")("/help gallery")).text


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


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Units: one picture by Sketch costs 1. You have 7 a day here; new ones at midnight UTC."),
        ("es", "Unidades: una imagen de Sketch cuesta 1. Aquí tienes 7 al día; se renuevan a medianoche UTC."),
        ("zh", "点数：用 Sketch 画一张图要 1 点。你在这里每天有 7 点，UTC 零点重新发放。"),
    ],
)
async def test_what_a_unit_is_is_said_where_it_is_met_first(studio: Studio, locale: str, said: str) -> None:
    told = await studio.olga.moderates.speaking(locale)("/settings --units 7")
    assert "UTC" in told.text
    assert said in (await studio.ana.speaking(locale)("/help")).text
    await studio.olga.moderates("/settings --model lavish")
    assert "one picture by Lavish costs 30. You have 7" in (await studio.ana("/help")).text
    assert "one picture by Lavish costs 30 units" in (await studio.olga.moderates("/settings")).text


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/ayuda", "help"),
        ("/pista", "hint"),
        ("/adivinar un zorro", "guess"),
        ("/帮助", "help"),
        ("/画", "imagine"),
        ("/画廊", "gallery"),
        ("/ajustes", "settings"),
        ("/descarga", "download"),
    ],
)
async def test_a_command_by_the_name_another_language_has_for_it(studio: Studio, typed: str, command: str) -> None:
    told = await studio.bob(typed)
    _, _, rest = typed.partition(" ")
    assert told.text == (await studio.bob(f"/{command} {rest}".strip())).text
    assert told.reply.problem != "unknown-command"
    assert (await studio.bob(f"/help {typed.split(maxsplit=1)[0]}")).text == (await studio.bob(f"/help {command}")).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/画一只狐狸", "/imagine"),
        ("/stat", ""),
        ("/imagin", "/imagine"),
        ("/删除", "/forget"),
        ("/delete", "/forget"),
    ],
)
async def test_what_is_only_near_a_command_is_proposed(studio: Studio, typed: str, meant: str) -> None:
    text = (await studio.bob(typed)).text
    assert text.endswith(f"Did you mean {meant}?") if meant else "/start" not in text
    assert f"¿Quisiste decir {meant}" in (await studio.bob.speaking("es")(typed)).text or not meant
