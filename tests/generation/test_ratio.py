"""Picture shapes: what is read, what is refused, which sizes follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.ratio import NAMES, PRESETS, Ratio
from storage.problem import Problem


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3:2", "3:2"),
        ("16x9", "16:9"),
        ("16 X 9", "16:9"),
        ("1920x1080", "16:9"),
        ("1.91:1", "191:100"),
        ("1,5:1", "3:2"),
        ("4/5", "4:5"),
        ("\uff11\uff16\uff1a\uff19", "16:9"),  # full-width digits and colon, as Chinese keyboards type them
        ("3×2", "3:2"),
        ("16比9", "16:9"),
        (" Square ", "1:1"),
        ("CUADRADO", "1:1"),
        ("正方形", "1:1"),
        ("vertical", "2:3"),
        ("横版", "3:2"),
        ("story", "9:16"),
        ("TikTok", "9:16"),
        ("抖音", "9:16"),
        ("instagram", "4:5"),
        ("YouTube", "16:9"),
        ("link", "191:100"),
        ("1:3", "1:3"),
        ("3:1", "3:1"),
    ],
)
def test_reads(typed: str, read: str) -> None:
    assert str(Ratio.parse(typed)) == read


@pytest.mark.parametrize(
    ("typed", "shown"), [("link", "1.91:1"), ("2.35:1", "2.35:1"), ("21:9", "21:9"), ("1080x1920", "9:16"), ("1:1.91", "1:1.91")]
)
def test_is_shown_as_people_write_it(typed: str, shown: str) -> None:
    assert Ratio.parse(typed).shown == shown


@pytest.mark.parametrize(
    "typed",
    ["0:1", "1:0", "0:0", "1:1000", "1000:1", "banana", "", "   ", "-1:2",
     "1:-2", "3", "3:", "3:2:1", "1e9:1", "nan:1", "9" * 400 + ":1",
     "1:3.0001", "3.01:1", "٣:٢", "1:1\x00", "a" * 10_000, "99999999:99999999"],
)  # fmt: skip
def test_refuses_with_what_was_typed(typed: str) -> None:
    with pytest.raises(Problem) as refused:
        Ratio.parse(typed)
    assert refused.value.key == "bad-ratio"
    assert len(str(refused.value.details["given"])) <= 41
    assert typed.startswith(str(refused.value.details["given"]).rstrip("…")[:5]) or not typed.strip()


def test_is_in_lowest_terms_and_compares_so() -> None:
    assert Ratio(4, 2) == Ratio(2, 1)
    assert Ratio(1080, 1920).text == "9:16"
    assert Ratio(7, 7) == Ratio.SQUARE
    with pytest.raises(Problem):
        Ratio(10, 1)


def test_every_name_is_found_in_any_capitals() -> None:
    assert set(PRESETS) <= set(NAMES)
    for name, ratio in NAMES.items():
        assert Ratio.parse(name.upper()) == ratio


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(64, 4096))
def test_sizes_are_multiples_of_8_and_near_the_shape(width: int, height: int, longest: int) -> None:
    try:
        ratio = Ratio(width, height)
    except Problem:
        assert width > 3 * height or height > 3 * width
        return
    assert Ratio.parse(ratio.text) == ratio
    across, down = ratio.size(longest)
    assert across % 8 == 0
    assert down % 8 == 0
    assert max(across, down) == longest // 8 * 8
    assert (across > down) <= (width > height)
    shorter = max(across, down) * min(width, height) / max(width, height)
    assert abs(min(across, down) - shorter) <= 4


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    try:
        Ratio.parse(text)
    except Problem as refused:
        assert refused.key == "bad-ratio"  # noqa: PT017 - any other exception is the failure
