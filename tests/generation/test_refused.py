"""Refused says why, and says what was refused only to whoever asks it."""

import copy
import pickle

import pytest

from generation.pool import Pool
from generation.ports import Verdict
from generation.safety.guard import Guard
from generation.safety.policy import Category, Refused, Review
from storage.problem import Problem
from storage.records import Audience
from tests.commands.studio import layers

_WORDS = "a nude man by the pool"


def _refused(suggestion: str = "") -> Refused:
    return Refused(_WORDS, Review(_WORDS, Verdict.BLOCK, "lexicon.nudity", ("nudity", "gore")), suggestion=suggestion)


def test_it_says_the_category_and_the_rule() -> None:
    refused = _refused("a man in a bathing suit by the pool")
    assert refused.key == "refused"
    assert refused.details == {
        "category": "nudity",
        "rule": "lexicon.nudity",
        "suggestion": "a man in a bathing suit by the pool",
    }
    assert (refused.words, refused.review.verdict) == (_WORDS, Verdict.BLOCK)


def test_its_words_stand_in_no_text_of_it() -> None:
    refused = _refused("a man in a bathing suit by the pool")
    for shown in (str(refused), repr(refused)):
        assert "pool" not in shown
        assert "nudity" in shown
    assert "nude" not in repr(refused.details)


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy])  # noqa: S301 - what jobs do with it
def test_a_job_stores_the_plain_problem(again: object) -> None:
    stored = again(_refused("a man by the pool"))  # type: ignore[operator] # one of the two above
    assert type(stored) is Problem
    assert stored.key == "refused"
    assert stored.details == {"category": "nudity", "rule": "lexicon.nudity", "suggestion": ""}
    assert b"pool" not in pickle.dumps(_refused("a man by the pool"))  # nor the suggestion, which is made of them


def test_without_a_category_a_layer_could_not_answer() -> None:
    assert Refused("x", Review("x", Verdict.BLOCK, "guard.unavailable")).details["category"] == Category.UNAVAILABLE


async def test_the_guard_raises_it_for_prompts_and_negative_words() -> None:
    pool = Pool(1)
    try:
        guard = Guard(layers(), pool)
        with pytest.raises(Refused) as prompt:
            await guard.safe_prompt(_WORDS, audience=Audience.CHILDREN, ratio="1:1")
        with pytest.raises(Refused) as negative:
            await guard.negative("fuck, shit", Audience.CHILDREN)
    finally:
        pool.close()
    assert (prompt.value.words, prompt.value.details["category"]) == (_WORDS, "nudity")
    assert (negative.value.words, negative.value.details["category"]) == ("fuck, shit", "profanity")
    assert negative.value.review.verdict is Verdict.BLOCK
