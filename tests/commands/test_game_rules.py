"""The rules of guess-the-prompt, as properties: points, warmth, seasons, ranking, and what hints leave to be found."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commands.core.game import (
    BAR_CELLS,
    HINTS,
    SOLVED,
    Warmth,
    bar,
    initials,
    is_season,
    points,
    ranking,
    season_of,
    warmth,
    word_count,
)
from storage.records import Guess, Member

SCORES = st.integers(0, 100)
TRIES = st.integers(1, 10)
HINTS_TAKEN = st.integers(0, HINTS)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ORDER = list(Warmth)


@given(SCORES, TRIES, HINTS_TAKEN)
def test_points_are_from_0_to_the_score(score: int, tries: int, hints: int) -> None:
    assert 0 <= points(score, tries_used=tries, hints=hints) <= score <= 100


@given(SCORES, SCORES, TRIES, HINTS_TAKEN)
def test_a_better_guess_is_never_worth_less(one: int, other: int, tries: int, hints: int) -> None:
    low, high = sorted((one, other))
    assert points(low, tries_used=tries, hints=hints) <= points(high, tries_used=tries, hints=hints)


@given(SCORES, TRIES, TRIES, HINTS_TAKEN, HINTS_TAKEN)
def test_tries_and_hints_never_add_points(score: int, tries: int, more_tries: int, hints: int, more_hints: int) -> None:
    before = points(score, tries_used=tries, hints=hints)
    assert points(score, tries_used=max(tries, more_tries), hints=max(hints, more_hints)) <= before


def test_the_formula_as_help_tells_it() -> None:
    assert points(100, tries_used=1, hints=0) == 100
    assert points(100, tries_used=3, hints=0) == 92
    assert points(100, tries_used=3, hints=2) == 72
    assert points(15, tries_used=1, hints=4) == 0


@given(SCORES, SCORES)
def test_warmth_and_bar_rise_with_the_score(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert ORDER.index(warmth(low)) <= ORDER.index(warmth(high))
    assert bar(low).count("▰") <= bar(high).count("▰")
    assert len(bar(low)) == BAR_CELLS


def test_solved_begins_at_90_and_only_a_full_score_fills_the_bar() -> None:
    assert warmth(SOLVED) is Warmth.SOLVED
    assert warmth(SOLVED - 1) is Warmth.HOT
    assert bar(99).count("▱") == 1
    assert "▱" not in bar(100)
    assert "▰" not in bar(0)


def test_a_season_is_the_month_in_utc() -> None:
    assert season_of(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == "2026-11"
    # In Madrid it is December already, in UTC it is not.
    assert season_of(datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))) == "2026-11"
    assert season_of(datetime(2026, 11, 30, 19, 0, tzinfo=timezone(timedelta(hours=-5)))) == "2026-12"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_every_moment_has_a_season_that_can_be_typed(moment: datetime) -> None:
    assert is_season(season_of(moment))


@given(st.text(max_size=10))
def test_what_is_no_month_is_no_season(text: str) -> None:
    assert not is_season(text + "-13")
    assert not is_season("now" + text)


GUESSES = st.lists(st.tuples(st.sampled_from("abc"), SCORES), max_size=12)


@given(GUESSES)
def test_the_best_guess_counts_and_the_earlier_of_equals_leads(rows: list[tuple[str, int]]) -> None:
    guesses = [made(number, who, worth) for number, (who, worth) in enumerate(rows, start=1)]
    table = ranking(guesses)
    assert {place.member.id for place in table} == {who for who, _ in rows}
    assert sum(place.guesses for place in table) == len(rows)
    for place in table:
        assert place.best.points == max(worth for who, worth in rows if who == place.member.id)
    for ahead, behind in pairwise(table):
        assert ahead.best.points > behind.best.points or (
            ahead.best.points == behind.best.points and ahead.best.id < behind.best.id
        )


def made(number: int, who: str, worth: int) -> Guess:
    member = Member("test", who, who.upper())
    return Guess(number, 1, member, "a fox", worth, worth, (), NOON + timedelta(seconds=number))


def test_initials_keep_the_shape_and_hide_the_rest() -> None:
    assert initials("A red fox, at dawn") == "A r·· f··, a· d···"
    assert initials("清晨的一只狗在塔旁边") == "清··一··在··边"
    assert word_count("A red fox, at dawn") == 5
    assert word_count("清晨的一只狗") == 6


@given(st.text("abcdefg 狐狸清晨,.", max_size=60))
def test_initials_give_no_letter_away_that_is_not_a_first_one(secret: str) -> None:
    veiled = initials(secret)
    assert len(veiled) == len(secret)
    for at, sign in enumerate(veiled):
        assert sign in (secret[at], "·")
    for (before, now), shown in zip(pairwise(secret), veiled[1:], strict=True) if secret.isascii() and secret else ():
        assert shown == "·" or not (before.isalpha() and now.isalpha())
