"""Tokens, markup, limits and words: the small values everything else rests on."""

import string
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.core.limits import PEOPLE_KEPT, RateLimit
from commands.core.markup import Markup, escape, instant, plain, spans
from commands.core.tokens import LIMIT_BYTES, parts_of, token
from commands.core.words import Words
from storage.problem import Problem

PART = st.text(string.ascii_letters + string.digits + "._+-", max_size=12)


@given(PART.filter(bool), st.lists(PART, max_size=3))
def test_a_token_comes_back_as_it_was_made(command: str, arguments: list[str]) -> None:
    made = token(command, *arguments)
    assert len(made.encode("ascii")) <= LIMIT_BYTES
    assert parts_of(made) == (command, tuple(arguments))


def test_a_token_leaves_out_what_is_none() -> None:
    assert token("favourite", None, 12) == "favourite::12"


@pytest.mark.parametrize("argument", ["a b", "ñ", ":", "x" * 70])
def test_what_does_not_fit_a_token_is_our_mistake(argument: str) -> None:
    with pytest.raises(ValueError, match="token"):
        token("vote", argument)


@pytest.mark.parametrize("forged", ["", ":", "vote:é", "vote:" + "9" * 99, "vote:2\n", "'; drop table votes; --"])
def test_a_forged_token_is_refused_kindly(forged: str) -> None:
    with pytest.raises(Problem, match="button-broken"):
        parts_of(forged)


@given(st.text())
def test_what_people_write_is_never_markup(text: str) -> None:
    assert [style for style, _ in spans(escape(text))] in ([], ["plain"])
    assert plain(escape(text)) == text


@given(st.text(), st.text(min_size=1))
def test_bold_holds_exactly_its_text(before: str, inside: str) -> None:
    marked = f"{escape(before)}**{escape(inside)}**"
    assert list(spans(marked))[-1] == ("bold", inside)
    assert plain(marked) == before + inside


@given(st.text(), st.text(min_size=1))
def test_what_is_veiled_is_exactly_its_text(before: str, inside: str) -> None:
    marked = f"{escape(before)}||{escape(inside)}||"
    assert list(spans(marked))[-1] == ("veiled", inside)
    assert plain(marked) == before + inside
    assert ("veiled", inside) not in list(spans(escape(f"||{inside}||"))), "a person's own bars cover nothing"


def test_code_and_bold_in_one_line() -> None:
    assert list(spans(r"a **b** `c*d` e\*")) == [
        ("plain", "a "), ("bold", "b"), ("plain", " "), ("code", "c*d"), ("plain", " e*"),
    ]  # fmt: skip


@pytest.mark.parametrize("day", [True, False])
def test_a_moment_is_said_by_the_clock_of_the_face(day: bool) -> None:
    moment = datetime(2026, 11, 22, 18, 15, tzinfo=UTC)
    text = f"**Until** {instant(moment, day=day)}."
    assert plain(text) == ("Until 2026-11-22 18:15 UTC." if day else "Until 18:15 UTC.")
    heard: list[tuple[datetime, bool]] = []

    def clock(when: datetime, day: bool) -> str:
        heard.append((when, day))
        return "tea time"

    assert list(spans(text, clock)) == [("bold", "Until"), ("plain", " "), ("plain", "tea time"), ("plain", ".")]
    assert heard == [(moment, day)]
    assert plain(escape("<t:1795285800:t>")) == "<t:1795285800:t>", "a person's own is no moment"


def test_a_person_in_a_hurry_waits_and_another_does_not() -> None:
    now = 0.0
    limit = RateLimit(per_minute=60, burst=2, clock=lambda: now)
    assert [limit.wait_s("alice") for _ in range(3)] == [0, 0, 1]
    assert limit.wait_s("bob") == 0
    now = 1.0
    assert limit.wait_s("alice") == 0
    assert limit.wait_s("alice") > 0


@given(st.floats(0.5, 600), st.integers(1, 20), st.lists(st.floats(0, 3), max_size=40))
def test_who_waits_as_long_as_was_said_gets_in(per_minute: float, burst: int, pauses: list[float]) -> None:
    now = 0.0
    limit = RateLimit(per_minute=per_minute, burst=burst, clock=lambda: now)
    for pause in pauses:
        now += pause
        waits = limit.wait_s("alice")
        assert waits == int(waits)
        if waits:
            now += waits
            assert limit.wait_s("alice") == 0, waits


def test_lines_that_are_piped_in_are_all_told_the_same_true_time() -> None:
    limit = RateLimit(per_minute=40, burst=3, clock=lambda: 0.0)
    assert [limit.wait_s("alice") for _ in range(6)] == [0, 0, 0, 2, 2, 2], "one and a half seconds are not one"


def test_the_limit_keeps_a_bounded_number_of_people() -> None:
    limit = RateLimit(clock=lambda: 0.0)
    for person in range(PEOPLE_KEPT + 50):
        limit.wait_s(person)
    assert len(limit._buckets) == PEOPLE_KEPT


def test_words_escape_people_and_trust_markup() -> None:
    words = Words({"en": "hello = Hi **{ $name }**!"})
    assert words.say("en", "hello", name="*Ana*") == r"Hi **\*Ana\***!"
    assert words.say("en", "hello", name=Markup("`Ana`")) == "Hi **`Ana`**!"


def test_words_fall_back_to_english_and_then_to_the_key() -> None:
    words = Words({"en": "only-english = Hello", "es": "otro = Hola"})
    assert words.say("es", "only-english") == "Hello"
    assert words.say("fr", "only-english") == "Hello"
    assert words.say("es", "no-such-key") == "no-such-key"


def test_a_value_that_is_missing_does_not_hide_the_rest() -> None:
    words = Words({"en": "left = { $left } left"})
    assert words.say("en", "left").endswith("left")


def test_a_broken_paragraph_is_said_in_english_and_else_by_its_key() -> None:
    words = Words({"en": "fine = yes\nbroken = { $x ->\n", "es": "fine = { $y\n"})
    assert [words.say(*said) for said in (("es", "fine"), ("es", "broken"), ("en", "fine"))] == ["yes", "broken", "yes"]


def test_a_paragraph_is_all_that_stands_until_the_next_one() -> None:
    words = Words(
        {
            "en": dedent("""\
                # A remark is nobody's paragraph.
                first = { $n ->
                    [one] one
                   *[other] many
                } foxes
                    .hint =
                        One line

                        and another
                # Neither is this one: x = 1
                only-parts =
                    .shown = here
                last =
                    far down
                """)
        }
    )
    assert words.keys() == {"first", "first.hint", "only-parts.shown", "last"}
    said = [words.say("en", key, n=2) for key in ("first", "first.hint", "only-parts.shown", "last")]
    assert said == ["many foxes", "One line\n\nand another", "here", "far down"]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("es-419", "es"), ("zh_TW", "zh"), ("zh-Hans-CN", "zh"), ("EN-gb", "en"), ("pt-BR", None), ("", None), (None, None)],
)
def test_client_languages_are_matched(tag: str | None, locale: str | None) -> None:
    assert Words.load().match(tag) == locale


def test_a_new_language_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "en.ftl").write_text("hi = Hi")
    (tmp_path / "fr.ftl").write_text("hi = Salut\nbye = À bientôt\n    .now = maintenant")
    words = Words.load(tmp_path)
    assert words.locales == ("en", "fr")
    assert words.say("fr", "hi") == "Salut"
    assert words.say("fr", "bye.now") == "maintenant"
    assert words.keys("fr") == {"hi", "bye", "bye.now"}
    assert words.has("bye.now", "fr")
    assert not words.has("bye")
