"""What somebody meant who typed no command, and what the people of the demo type, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo import SCENES, speaker
from bot.terminal.hints import meant, note_on
from bot.terminal.lines import read_line
from commands.core.parse import parse
from commands.core.words import Words
from commands.menu import MENU

WORDS = Words.load()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("imagin a fox", "/imagine a fox"),
        ("draw a fox in the snow", "/imagine a fox in the snow"),
        ("//vote 3", "/vote 3"),
        ("vota dos", "/vote 2"),
        ("投票 二", "/vote 2"),
        ("画一只狐狸", "/imagine 一只狐狸"),
        ("/猜 狐狸", "/guess 狐狸"),
        ("Adivina: un zorro", "/guess un zorro"),
        ("models", "/models"),
        ("ayuda", "/help"),
        ("¿?", "/help"),
        ("#7", "/results 7"),
        ("what a lovely day", "/help"),
        ("nice weather", None),
        ("森林里下雪了", None),
    ],
)
def test_what_was_meant(said: str, line: str | None) -> None:
    assert meant(said, MENU, WORDS) == line


@given(st.text(max_size=200))
def test_whatever_is_said_the_hint_is_one_short_command(said: str) -> None:
    line = meant(said, MENU, WORDS)
    assert line is None or (line.startswith("/") and "\n" not in line and len(line) < 160)


@pytest.mark.parametrize(
    ("typed", "aside", "note"),
    [
        ("/help", False, "terminal-help"),
        ("/help vote", False, None),
        ('/challenge --prompt "a fox"', False, "terminal-aside"),
        ('/challenge --idea "un zorro"', False, "terminal-aside"),
        ('/challenge --prompt "a fox"', True, None),
        ("/challenge 15", False, None),
        ("/nonsense", False, None),
        ("hello", False, None),
    ],
)
def test_what_is_added_about_terminals(typed: str, note: str | None, aside: bool) -> None:
    assert note_on(typed, MENU, WORDS, aside=aside) == note


@pytest.mark.parametrize("locale", WORDS.locales)
def test_the_people_of_the_demo_type_what_can_be_understood(locale: str) -> None:
    for scene in SCENES:
        lines = WORDS.say(locale, f"{scene}.lines").splitlines()
        assert speaker(lines[0])
        for typed in lines:
            line = read_line(typed)
            assert line is not None, typed
            assert line.who, typed
            if line.text is not None:
                command = parse(line.text, MENU, WORDS)
                assert command is not None, typed
                command.command.bind(command.given, WORDS)
