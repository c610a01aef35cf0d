"""Which things go by one another's names, and that every name is one of a thing that the sketch knows."""

import pytest

from generation.kinship import _ALIKE, _KINDS, may_be
from generation.sketch.lexicon import Lexicon


@pytest.mark.parametrize(
    ("thing", "other"),
    [("ship", "sailboat"), ("poodle", "dog"), ("eagle", "bird"), ("man-cook", "cook"), ("woman-cook", "man-cook"), ("boy", "man")],
)
def test_these_may_be_meant(thing: str, other: str) -> None:
    assert may_be(thing, other)
    assert may_be(other, thing)


@pytest.mark.parametrize(
    ("thing", "other"),
    [("cat", "dog"), ("eagle", "duck"), ("sailboat", "automobile"), ("hot-dog", "dog"), ("rose", "tulip"), ("boy", "woman")],
)
def test_these_may_not(thing: str, other: str) -> None:
    assert not may_be(thing, other)


def test_a_person_may_be_anybody_but_no_animal() -> None:
    assert may_be("person", "chef", people=True)
    assert not may_be("person", "cat")


def test_every_name_is_known() -> None:
    known = set(Lexicon.load().nouns)
    named = {name for group in _ALIKE for name in group} | set(_KINDS) | {name for own in _KINDS.values() for name in own}
    assert named <= known
