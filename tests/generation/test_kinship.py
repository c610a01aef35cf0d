"""Which things go by one another's names, and that every name is one of a thing that the sketch knows."""

import pytest

from generation.kinship import _ALIKE, _KINDS, _PEOPLE, may_be, may_look
from generation.sketch.lexicon import Lexicon


@pytest.mark.parametrize(
    ("thing", "other"),
    [
        ("ship", "sailboat"),
        ("poodle", "dog"),
        ("eagle", "bird"),
        ("man-cook", "cook"),
        ("woman-cook", "man-cook"),
        ("boy", "man"),
        ("woman-dancing", "ballerina"),
        ("man-cook", "chef"),
    ],
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
    assert may_be("person", "chef")
    assert not may_be("person", "dragon")
    assert not may_be("person", "cat")


def test_a_pirate_looks_like_a_man() -> None:
    assert may_look("man", "pirate")
    assert may_look("woman-cook", "woman")
    assert not may_look("man", "dragon")
    assert not may_look("king", "queen")


def test_every_name_is_known() -> None:
    known = set(Lexicon.load().nouns)
    assert {name for name in _PEOPLE if name in known or f"person-{name}" in known or f"man-{name}" in known} == _PEOPLE
    named = {name for group in _ALIKE for name in group} | set(_KINDS) | {name for own in _KINDS.values() for name in own}
    assert named <= known
