"""The sieve before the guard's patterns: it may keep too much, and never keeps back what is in a text."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.safety.injection import Injection
from generation.safety.rules import Rules
from generation.safety.sieve import Sieve

RULES, INJECTION = Rules(), Injection()
SETS: dict[str, tuple[Sieve, Sequence[re.Pattern[str]]]] = {
    "rules": (RULES._sieve, [pattern for rule in RULES._rules for pattern in rule.find]),
    "injection": (INJECTION._sieve, INJECTION._rules),
}


def may(sieve: Sieve, text: str) -> set[int]:
    bits = sieve.may_hold(text)
    return {number for number in range(bits.bit_length()) if bits >> number & 1}


@pytest.mark.parametrize("name", SETS)
@given(st.data())
@settings(max_examples=300, deadline=None)
def test_what_matches_a_pattern_gets_through(name: str, data: st.DataObject) -> None:
    sieve, patterns = SETS[name]
    number = data.draw(st.integers(0, len(patterns) - 1))
    text = data.draw(st.from_regex(patterns[number]))
    assert number in may(sieve, text)


@pytest.mark.parametrize("name", SETS)
def test_of_what_people_write_nothing_is_kept_back(name: str) -> None:
    sieve, patterns = SETS[name]
    corpus = Path(__file__).parents[2] / "bench" / "safety-prompts.jsonl"
    texts = [json.loads(line)["text"].lower() for line in corpus.read_text("utf-8").splitlines()]
    texts += (Path(__file__).parent / "guard_help.tsv").read_text("utf-8").lower().splitlines()
    found = 0
    for text in texts:
        there = {number for number, pattern in enumerate(patterns) if pattern.search(text)}
        assert there <= may(sieve, text), text
        found += len(there)
    assert found > 50


@pytest.mark.parametrize("name", SETS)
def test_most_patterns_are_kept_back_from_a_harmless_wish(name: str) -> None:
    sieve, patterns = SETS[name]
    assert len(may(sieve, "a knight and a dragon sharing a pot of tea, watercolour")) < len(patterns) / 5


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (r"\bkill(?:s|ed)? (?:him|her)\b", ["he killed her"]),
        (r"colou?r", ["color", "colour"]),
        (r"(?:my|our) (?:cat|dog)(?!fish)", ["our dog"]),
        (r"(?<=very )bad", ["very bad"]),
        (r"^(?=.*red)(?=.*fox)", ["a fox so red"]),
        (r"[^a-z]{3}", ["123"]),
        (r"x*", [""]),
        (r"(?:abc|)d|e+", ["d", "ee"]),
        (r"(?i)shout", ["SHOUT"]),
        (r"(?i:loud)", ["LOUD"]),
        (r"(ab)\1", ["abab"]),
        (r"[裸露]", ["露"]),
        (r"a(?:bc){2,3}d", ["abcbcd"]),
        ("e.e", ["eye"]),
    ],
)
def test_each_part_of_a_pattern(pattern: str, texts: list[str]) -> None:
    compiled = re.compile(pattern)
    for text in texts:
        assert compiled.search(text)
        assert may(Sieve([re.compile("never"), compiled]), text) == {1}
