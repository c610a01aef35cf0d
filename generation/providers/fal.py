"""fal: many makers' models behind one queue. Each order names three addresses: its state, its result, and how to stop it."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from generation.catalog import Model
from generation.ports import Order
from generation.providers.base import Done, Given
from generation.providers.errors import (
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Refused,
    Upstream,
)
from generation.providers.fields import Fault, always, blamed, faults, guarded, negative, objects, pictured, seeded, sized
from generation.providers.http import Answer, Ask
from generation.providers.later import Job, JobProvider, Pending, Ready
from generation.safety.prompt import SafePrompt

_STATUS: Final = "/status"
_WAITING: Final = ("IN_QUEUE", "IN_PROGRESS")
_POLICY: Final = "content_policy_violation"
# By their word it came to nothing, and only what came out is paid (docs.fal.ai, pricing): also what took too long.
_FAILED: Final = frozenset(
    {
        "generation_timeout", "request_timeout", "startup_timeout", "no_media_generated",
        "downstream_service_error", "downstream_service_unavailable", "internal_server_error", "internal_error",
        "runner_connection_error", "runner_connection_refused", "runner_connection_timeout", "runner_disconnected",
        "runner_incomplete_response", "runner_scheduling_failure", "runner_server_error",
    }
)  # fmt: skip
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_THEIR_FAULT: Final = 500


class FalProvider(JobProvider):
    """`base`: https://queue.fal.run. A row's route is the model's id there."""

    name = "fal"
    hosts: ClassVar[tuple[str, ...]] = ("fal.media",)
    poll_hosts: ClassVar[tuple[str, ...]] = ("fal.run",)

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Key {self._key}"}

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        size = sized(order, row)
        route, extra = always(row)
        body: dict[str, Any] = {
            **extra,
            "prompt": self.words(prompt, row),
            "output_format": "jpeg",
            **guarded(prompt, row),
            **({"image_size": size} if "width" in size else size),
            **seeded(order, row),
            **pictured(given, row, data_url),
        }
        if len(order.seeds) > 1:
            body["num_images"] = len(order.seeds)
        if without := negative(prompt, order, row):
            body["negative_prompt"] = without
        # Prompts are people's own: nothing of them stays in the account's history.
        return Ask("POST", f"{self._base}/{route}", headers={"X-Fal-Store-IO": "0"}, json=body)

    def job_ref(self, answer: dict[str, Any]) -> Job:
        """The ticket holds the addresses for stopping and for the state: the vendor says not to make them up."""
        match answer:
            case {"status_url": str(url), "cancel_url": str(cancel)} if url.endswith(_STATUS):
                return Job(cancel, url)
        raise Upstream("an accepted order without its addresses")

    def poll_url(self, job: Job) -> str:
        return job.url

    def result_url(self, job: Job) -> str:
        return job.url.removesuffix(_STATUS)

    def cancel(self, job: Job) -> Ask | None:
        """What waits in the queue is taken out, what is being painted is asked to stop: both are answered alike."""
        return Ask("PUT", job.ref)

    def classify(self, answer: dict[str, Any]) -> Pending | Ready | Done:
        """A state, or the result; what a completed order failed of is told best where its result should be."""
        status = answer.get("status")
        if status in _WAITING:
            return Pending()
        kind = answer.get("error_type")
        if kind == _POLICY:
            raise Refused("input", (_POLICY,), str(answer.get("error", "")))
        if isinstance(kind, str) and kind in _FAILED:
            raise Upstream(f"{kind} {answer.get('error', '')}")
        if status == "COMPLETED" and "images" not in answer:
            return Ready()
        return _finished(answer)

    def ended(self, answer: Answer) -> ProviderError | None:
        """Where a result should be there may be faults of the order, or of whatever painted."""
        found = faults(answer, self._key)
        kind = next((fault.kind for fault in found if fault.kind in _FAILED), answer.headers.get("x-fal-error-type"))
        if kind in _FAILED:
            return Upstream(f"{kind} {'; '.join(fault.text for fault in found)}")
        return (_refusal(found) or blamed(found)) if found else None

    def failure(self, answer: Answer) -> ProviderError:
        if why := self.ended(answer):
            return why
        plain = super().failure(answer)
        text = plain.text
        if answer.status >= _THEIR_FAULT and answer.headers.get("x-fal-retryable", "").casefold() == "true":
            return RateLimited(answer.retry_after_s, text)  # by their word nothing was taken
        if answer.status == _FORBIDDEN and "balance" in text.casefold():
            return OutOfCredit(text)
        if answer.status == _NOT_FOUND:
            return ModelGone("", text) if "application" in text.casefold() else Upstream(text)
        return plain


def _refusal(found: Sequence[Fault]) -> Refused | None:
    for fault in found:
        if fault.kind == _POLICY:
            return Refused("input" if "body" in fault.place or not fault.place else "output", (_POLICY,), fault.text)
    return None


def data_url(one: Given) -> str:
    """A picture as an address that holds it."""
    return f"data:{one.mime};base64,{one.text}"


def _finished(answer: Mapping[str, Any]) -> Done:
    """The pictures that the vendor's own eye let through. Raises Refused when it let none, Lost when there are none.

    What it blacked out was painted, and is paid for.
    """
    images = objects(answer.get("images"))
    flags = answer.get("has_nsfw_concepts") or []
    flagged = [bool(flag) for flag in flags] if isinstance(flags, list) else []
    urls = [str(one.get("url", "")) for one in images]
    shown = [url for number, url in enumerate(urls) if url and not (number < len(flagged) and flagged[number])]
    if not shown:
        if any(flagged):
            refused = Refused("output", ("nsfw",), "has_nsfw_concepts")
            refused.owed = True
            raise refused
        raise Lost("a success without a picture")
    seed = answer.get("seed")
    return Done(shown, [seed] if len(shown) == len(urls) == 1 and isinstance(seed, int) else [])
