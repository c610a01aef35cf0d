"""The encoder: shapes, cache, threads, languages."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.meaning import DIMENSIONS, Meaning, canonical


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning()


def test_a_vector_has_unit_length_and_cannot_be_changed(meaning: Meaning) -> None:
    vector = meaning.vector("a red fox")
    assert vector.shape == (DIMENSIONS,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 1


def test_capitals_width_and_spaces_do_not_matter(meaning: Meaning) -> None:
    assert np.array_equal(meaning.vector("Eiffel  TOWER\n"), meaning.vector("eiffel ｔｏｗｅｒ"))


def test_translations_are_near_and_strangers_far(meaning: Meaning) -> None:
    english, spanish, chinese, other = meaning.vectors(
        ["a dog on the beach", "un perro en la playa", "一只狗在海滩上", "quarterly tax report"]
    )
    assert english @ spanish > 0.7
    assert english @ chinese > 0.6
    assert english @ other < 0.3


def test_no_texts_give_no_vectors(meaning: Meaning) -> None:
    assert meaning.vectors([]).shape == (0, DIMENSIONS)


def test_the_cache_is_bounded() -> None:
    small = Meaning(remember=2)
    batch = small.vectors(["one", "two", "three", "one"])
    assert len(small._vectors) == 2
    assert np.array_equal(batch[0], batch[3])
    assert small.vector("one") @ batch[0] == pytest.approx(1, abs=1e-5)


def test_threads_may_ask_at_once_and_it_loads_once() -> None:
    fresh = Meaning()
    texts = [f"{number % 5} kites over a lake" for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(fresh.vector, texts))
    for text, vector in zip(texts, together, strict=True):
        assert vector @ fresh.vector(text) == pytest.approx(1, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_at_all_has_a_vector(text: str) -> None:
    vector = _SHARED.vector(text)
    assert np.isfinite(vector).all()
    assert canonical(f"  {text} ") == canonical(text)


_SHARED = Meaning(remember=8)
