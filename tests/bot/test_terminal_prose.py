"""How lines break in a terminal, in any of the three languages."""

import io
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.terminal.prose import Prose, folds


def lines_of(text: str, width: int) -> list[str]:
    begins = [0, *folds(text, width), len(text)]
    return [text[begin:end].rstrip() for begin, end in pairwise(begins)]


def test_chinese_breaks_between_signs_and_no_line_begins_with_a_comma() -> None:
    assert lines_of("红狐狸、雪人、小猫和小狗。", 12) == ["红狐狸、雪", "人、小猫和小", "狗。"]
    assert lines_of("你好，“红狐狸”在这里", 8) == ["你好，", "“红狐狸”", "在这里"]


def test_a_picture_sign_stays_with_the_words_after_it() -> None:
    assert lines_of("😕 “雪地里的红狐狸”没能画出来。", 12)[0] == "😕 “雪地里的"


def test_words_stay_whole_where_they_fit() -> None:
    assert lines_of("a red fox under a cherry tree", 10) == ["a red fox", "under a", "cherry", "tree"]
    assert lines_of("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


@given(st.text(st.sampled_from("ab 、。“”红狐狸😕\N{VARIATION SELECTOR-16}"), max_size=80), st.integers(4, 30))
@example("aaa、狐 、", 4)
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    assert "".join(lines_of(text, width)).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines_of(text, width))


@pytest.mark.parametrize("width", [20, 40])
def test_styles_and_empty_lines_stay(width: int) -> None:
    console = Console(width=width, file=io.StringIO(), color_system=None, record=True)
    console.print(Prose(Text("One\n\n红狐狸、雪人、小猫和小狗，还有一只大熊。")))
    shown = console.export_text().splitlines()
    assert shown[:2] == ["One", ""]
    assert not any(line.startswith(("、", "，", "。")) for line in shown)
