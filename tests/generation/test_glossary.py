"""What a picture shows, told to readers of another language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.sketch.glossary import Glossary
from generation.sketch.lexicon import Lexicon, Tongue
from generation.sketch.reader import SceneReader

READER = SceneReader(Lexicon.load())
GLOSSARY = Glossary(READER.lexicon)


def told(prompt: str, locale: str) -> tuple[str, ...]:
    return GLOSSARY.said(READER.read(prompt).drawn, prompt, locale)


@pytest.mark.parametrize(
    ("prompt", "locale", "seen"),
    [
        ("a red fox in the snow at night", "en", ("red", "fox", "snow", "night")),
        ("a red fox in the snow at night", "es", ("rojo", "zorro", "nieve", "noche")),
        ("a red fox in the snow at night", "zh", ("红", "狐狸", "雪", "夜晚")),
        ("un zorro rojo en la nieve de noche", "en", ("fox", "red", "snow", "night")),
        ("un zorro rojo en la nieve de noche", "es", ("zorro", "rojo", "nieve", "noche")),
        ("月光下的猫", "es", ("gato", "luz de la luna")),
        ("two cats in the rain", "en", ("cats", "rain")),
        ("two cats in the rain", "es", ("gato", "lluvia")),
        ("🐱 in the rain", "es", ("gato", "lluvia")),
        ("two cats in the rain, watercolour", "en", ("cats", "rain")),
        ("a fox", "tlh", ("fox",)),
        ("", "es", ()),
    ],
)
def test_words_are_the_reader_s(prompt: str, locale: str, seen: tuple[str, ...]) -> None:
    assert sorted(told(prompt, locale)) == sorted(seen)


def test_a_word_that_two_languages_spell_alike_is_read_as_the_prompt_s() -> None:
    """To a Spanish reader "red" is a net."""
    assert "red" not in told("a red fox in the snow", "es")


def test_a_thing_has_a_name_in_every_language() -> None:
    """The lists are translated whole, so nothing that is drawn is left out for one of the readers."""
    known = GLOSSARY._called(READER.lexicon().forms[Tongue.EN]["dog"][0])
    assert known == {Tongue.EN: "dog", Tongue.ES: "perro", Tongue.ZH: "狗"}
    unnamed = [art for art, called in GLOSSARY._names.items() if isinstance(art, str) and len(called) < len(Tongue)]
    assert len(unnamed) < 0.02 * len(GLOSSARY._names)
    assert not [called for called in GLOSSARY._names.values() if any(sign in word for word in called.values() for sign in "/~=^!?")]


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=8), max_size=5), st.sampled_from(["en", "es", "zh"]))
def test_whatever_was_drawn_nothing_breaks(prompt: str, drawn: list[str], locale: str) -> None:
    said = GLOSSARY.said(drawn, prompt, locale)
    assert all(said)
    assert len(set(said)) == len(said) <= len(drawn)
