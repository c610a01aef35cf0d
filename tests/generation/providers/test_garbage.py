"""Whatever a vendor answers, a provider tells pictures or one of the closed set of errors, and never the key."""

import json
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.providers.base import Done, Tools
from generation.providers.bfl import BflProvider
from generation.providers.errors import ProviderError
from generation.providers.fal import FalProvider
from generation.providers.horde import HordeProvider
from generation.providers.http import Answer
from generation.providers.krea import KreaProvider
from generation.providers.later import Job, JobProvider
from generation.providers.replicate import ReplicateProvider
from tests.generation.providers.desk import KEY

KINDS: tuple[type[JobProvider], ...] = (KreaProvider, BflProvider, HordeProvider, FalProvider, ReplicateProvider)
NAMES = (
    *("status", "id", "result", "sample", "seed", "details", "polling_url", "progress", "detail", "error", "error_type", "message"),
    *("rc", "done", "faulted", "is_possible", "generations", "img", "censored", "gen_metadata", "type", "value", "loc", "msg"),
    *("images", "url", "has_nsfw_concepts", "status_url", "cancel_url", "output", "urls", "get", "job_id", "replacement"),
)
WORDS = (
    *(
        "Ready",
        "Pending",
        "Error",
        "Request Moderated",
        "Task not found",
        "COMPLETED",
        "IN_QUEUE",
        "succeeded",
        "failed",
        "starting",
    ),
    *("content_policy_violation", "generation_timeout", "CorruptPrompt", "TooManyPrompts", "censorship", "NSFW", "body", "", KEY),
    *("https://example.org/1.jpg", "https://example.org/status", "7"),
)
PLAIN = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.sampled_from(WORDS)
JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5), max_leaves=12
)


def parts(*names: str) -> st.SearchStrategy[Any]:
    """A list of objects with some of these fields."""
    return JSON | st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(names, JSON)), max_size=2)


LISTS = {
    "detail": parts("loc", "msg", "type"),
    "generations": parts("img", "seed", "censored", "state", "gen_metadata"),
    "images": parts("url"),
    "has_nsfw_concepts": JSON,
    "status": JSON,
    "rc": JSON,
    "output": JSON,
}
OBJECTS = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6) | st.fixed_dictionaries({}, optional=LISTS)


def provider(kind: type[JobProvider]) -> JobProvider:
    return kind(cast("Tools", None), base="https://example.org", key=KEY)  # reading an answer needs no tools


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=65)
@given(answer=OBJECTS)
def test_a_state(kind: type[JobProvider], answer: dict[str, Any]) -> None:
    try:
        state = provider(kind).classify(answer)
    except ProviderError:
        return
    if isinstance(state, Done):
        assert all(isinstance(one, str) for one in state.pictures)
        assert all(isinstance(seed, int) for seed in state.seeds)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50)
@given(answer=OBJECTS)
def test_an_order_that_was_taken(kind: type[JobProvider], answer: dict[str, Any]) -> None:
    here = provider(kind)
    try:
        job = here.job_ref(answer)
    except ProviderError:
        return
    assert Job.of(job.ticket) == job
    assert here.poll_url(job)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=65)
@given(
    status=st.sampled_from((400, 401, 402, 403, 404, 410, 422, 429, 500, 503, 504)),
    body=st.binary(max_size=20) | (JSON | OBJECTS).map(lambda value: json.dumps(value).encode()),
    headers=st.dictionaries(
        st.sampled_from(("retry-after", "x-fal-retryable", "x-fal-error-type")), st.sampled_from(("true", "5", "?"))
    ),
)
def test_a_failure(kind: type[JobProvider], status: int, body: bytes, headers: dict[str, str]) -> None:
    error = provider(kind).failure(Answer(status, headers, body))
    assert isinstance(error, ProviderError)
    assert KEY not in f"{error} {error!r}"
