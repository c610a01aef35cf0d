"""Typed lines for those whose chat has a field for each option."""

import pytest

from commands.core.filled import filled_in
from commands.core.markup import plain
from commands.menu import MENU
from tests.commands.game_room import words


@pytest.mark.parametrize(
    ("line", "locale", "read"),
    [
        ("--ratio", "en", "ratio"),
        ("--vote_with", "en", "vote_with"),
        ("/imagine a red fox --ratio 3:2 --count 2", "en", "/imagine prompt:a red fox ratio:3:2 count:2"),
        ("/imagine un zorro --cantidad 2", "es", "/imagine idea:un zorro cantidad:2"),
        ('/challenge --prompt "your secret"', "en", "/challenge prompt:your secret"),
        ("/challenge --close", "en", "/challenge close:True"),
        ("/challenge --close yes", "en", "/challenge close:True"),
        ("/challenge --picture 12", "zh", "/challenge 图片:12"),
        ("/help imagine", "en", "/help command:imagine"),
        ("/help", "en", "/help"),
        ("/settings --units", "en", "/settings units:"),
        ("/start share_x", "en", "/start share_x"),
        ("12-kqxwzbnm", "en", "12-kqxwzbnm"),
        ("/nonsense --at all", "en", "/nonsense at: all"),
        ("a -- b", "en", "a -- b"),
    ],
)
def test_options_go_by_name(line: str, locale: str, read: str) -> None:
    assert filled_in(line, MENU, words(), locale) == read


@pytest.mark.parametrize("locale", words().locales)
@pytest.mark.parametrize("name", [one.name for one in MENU.values() if one.listed])
def test_no_example_has_dashes(name: str, locale: str) -> None:
    assert "--" not in filled_in(plain(words().say(locale, f"cmd-{name}.example")), MENU, words(), locale)
