"""Tokens, markup, limits and words: the small values everything else rests on."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.core.limits import PEOPLE_KEPT, RateLimit
from commands.core.markup import Markup, escape, plain, spans
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


def test_code_and_bold_in_one_line() -> None:
    assert list(spans(r"a **b** `c*d` e\*")) == [
        ("plain", "a "), ("bold", "b"), ("plain", " "), ("code", "c*d"), ("plain", " e*"),
    ]  # fmt: skip


def test_a_person_in_a_hurry_waits_and_another_does_not() -> None:
    now = 0.0
    limit = RateLimit(per_minute=60, burst=2, clock=lambda: now)
    assert [limit.wait_s("alice") for _ in range(3)] == [0, 0, 1]
    assert limit.wait_s("bob") == 0
    now = 1.0
    assert limit.wait_s("alice") == 0
    assert limit.wait_s("alice") > 0


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


def test_a_broken_paragraph_is_found_when_loading() -> None:
    with pytest.raises(ValueError, match=r"en\.ftl"):
        Words({"en": "fine = yes\nbroken = { $x ->\n"})


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
