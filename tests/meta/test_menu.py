"""Every command is in the menu, has words in every language, and fits the limits of Discord and of Telegram."""

import re
from pathlib import Path

import pytest

from commands.core.command import Command, Option
from commands.core.markup import plain
from commands.core.names import folded
from commands.core.parse import parse
from commands.core.words import Words
from commands.menu import COMMANDS, MENU

ROOT = Path(__file__).parents[2]
WORDS = Words.load()
LOCALES = WORDS.locales
# Both platforms at once: Discord takes - and capitals of other scripts, Telegram only these.
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
OPTION = re.compile(r"[-_\w]{1,32}")  # Discord, of any script; a typed line reads it after two dashes
CHOICE = re.compile(r"[-\w]{1,100}")  # without blanks, so that it can be typed without quotes
MOST_OPTIONS = 25  # Discord, options of a command and choices of an option
MOST_COMMANDS = 100  # Discord's global commands and Telegram's menu
DESCRIPTION = range(3, 101)  # Telegram: 3 to 256 characters, Discord: 1 to 100

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
every_locale = pytest.mark.parametrize("locale", LOCALES)


def test_every_file_is_in_the_menu_and_every_line_of_the_menu_is_a_file() -> None:
    files = {path.stem.replace("_", "-") for path in (ROOT / "commands").glob("*.py")} - {"--init--", "menu"}
    assert files == set(MENU)
    assert len(MENU) == len(COMMANDS) <= MOST_COMMANDS


@every_command
def test_names_fit_both_platforms(command: Command) -> None:
    assert NAME.fullmatch(command.name)
    assert len(command.options) <= MOST_OPTIONS
    assert all(NAME.fullmatch(option.name) for option in command.options)
    assert all(len(option.choices) <= MOST_OPTIONS for option in command.options)


@every_command
def test_what_is_needed_comes_first(command: Command) -> None:
    needed = [option.required for option in command.options]
    assert needed == sorted(needed, reverse=True)  # Discord's order; a typed line fills them in order, too


@every_locale
@every_command
def test_words_stand_in_every_language_and_fit(command: Command, locale: str) -> None:
    keys = [f"cmd-{command.name}", *(f"cmd-{command.name}.{option.name}" for option in command.options)]
    for key in keys:
        assert WORDS.has(key, locale), f"{locale}.ftl lacks {key}"
        assert len(plain(WORDS.say(locale, key))) in DESCRIPTION, f"{key} in {locale}.ftl is too short or too long"


@every_locale
@every_command
def test_the_example_in_help_works(command: Command, locale: str) -> None:
    assert WORDS.has(f"cmd-{command.name}.example", locale), f"{locale}.ftl lacks cmd-{command.name}.example"
    typed = parse(WORDS.say(locale, f"cmd-{command.name}.example"), MENU, WORDS)
    assert typed is not None
    assert typed.command == command
    typed.command.bind(typed.given, WORDS)


@every_locale
@every_command
def test_options_and_choices_have_a_name_in_every_language(command: Command, locale: str) -> None:
    for option in command.options:
        for name in (option.called, *map(option.choice, option.choices)):
            assert WORDS.has(name.key, locale), f"{locale}.ftl lacks {name.key}"
            said = WORDS.name(locale, name)
            assert locale != "en" or said == name, f"{name.key} in en.ftl must be {name}: the README says so"
            if name == option.called:
                assert OPTION.fullmatch(said), f"{name.key} in {locale}.ftl is no name for a chat platform: {said}"
                assert said == said.lower()
            else:
                assert CHOICE.fullmatch(said), f"{name.key} in {locale}.ftl must be one word: {said}"


@every_command
def test_a_name_means_one_thing_whatever_language_it_is_of(command: Command) -> None:
    for names in (
        [(option.name, WORDS.everywhere(option.called.key)) for option in command.options],
        *([(value, WORDS.everywhere(option.choice(value).key)) for value in option.choices] for option in command.options),
    ):
        meant: dict[str, str] = {}
        for name, called in names:
            for word in (name, *called):
                assert meant.setdefault(folded(word), name) == name, f"{word} is both {name} and {meant[folded(word)]}"


def test_no_names_are_left_of_options_that_are_gone() -> None:
    options = [option for command in COMMANDS for option in command.options]
    known = {name.key for option in options for name in (option.called, *map(option.choice, option.choices))}
    assert {key for key in WORDS.keys("en") if key.startswith("option-")} == known


@every_locale
def test_no_words_are_left_of_commands_that_are_gone(locale: str) -> None:
    known = {f"cmd-{command.name}" for command in COMMANDS}
    known |= {f"cmd-{command.name}.{part}" for command in COMMANDS for part in ("example", *_names(command.options))}
    assert {key for key in WORDS.keys(locale) if key.startswith("cmd-")} <= known


def _names(options: tuple[Option, ...]) -> list[str]:
    return [option.name for option in options]
