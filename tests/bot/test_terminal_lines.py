"""What a typed line means in the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.lines import Line, read_line


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("", None),
        ("   ", None),
        ("/imagine a red fox", Line(text="/imagine a red fox")),
        ("hello everybody", Line(text="hello everybody")),
        ("as bob", Line(who="bob")),
        ("as bob: /guess a red fox", Line(who="bob", text="/guess a red fox")),
        ("As Ana María: vote 2", Line(who="Ana María", variant=2)),
        ("as 小明：/guess 狐狸", Line(who="小明", text="/guess 狐狸")),
        ("as bob:", Line(who="bob")),
        ("as bob: b3", Line(who="bob", button="b3")),
        ("as you can see it works", Line(text="as you can see it works")),
        ("a3", Line(button="a3")),
        ("[AB12]", Line(button="ab12")),
        ("#3", Line(text="#3")),
        ("3", Line(number=3)),
        ("vote 2 #12", Line(variant=2, generation=12)),
        ("vota 2", Line(variant=2)),
        ("投票2", Line(variant=2)),
        ('dm: /challenge --prompt "a fox"', Line(text='/challenge --prompt "a fox"', aside=True)),
        ("DM bob: /guess a fox", Line(who="bob", text="/guess a fox", aside=True)),
        ("as bob: dm: hola", Line(who="bob", text="hola", aside=True)),
        ("私聊：你好", Line(text="你好", aside=True)),
        ("dm", Line(text="dm")),
        ("vote 2", Line(variant=2)),
        ("VOTE 4", Line(variant=4)),
        ("vote for me", Line(text="vote for me")),
        ("exit", Line(end=True)),
        ("as bob: exit", Line(who="bob", end=True)),
        ("1000", Line(text="1000")),
    ],
)
def test_lines(typed: str, meaning: Line | None) -> None:
    assert read_line(typed) == meaning


@given(st.text(max_size=200))
def test_any_text_means_something_or_nothing(typed: str) -> None:
    line = read_line(typed)
    assert (line is None) == (not typed.strip())


@given(st.text(max_size=100).map(lambda text: "/" + text))
def test_a_command_reaches_the_bot_as_typed(typed: str) -> None:
    assert read_line(typed) == (Line(end=True) if typed.strip().casefold() in ("/exit", "/quit") else Line(text=typed.strip()))
