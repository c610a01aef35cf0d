"""Google's Gemini at its maker's: Nano Banana and its kin. A refusal is a success without a picture, with a reason beside it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from generation.catalog import Model, Status
from generation.ports import Order
from generation.providers.at_once import AtOnceProvider
from generation.providers.base import Done, Given, wire
from generation.providers.errors import BadKey, BadRequest, ModelGone, OutOfCredit, ProviderError, RateLimited, Refused, Upstream
from generation.providers.fields import objects, seeded, slots, told_error, within
from generation.providers.http import Answer, Ask
from generation.ratio import Ratio
from generation.safety.prompt import SafePrompt

BASE: Final = "https://generativelanguage.googleapis.com"
_STRICTEST: Final = [
    {"category": f"HARM_CATEGORY_{harm}", "threshold": "BLOCK_LOW_AND_ABOVE"}
    for harm in ("HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT")
]
_REFUSALS: Final = frozenset(
    {
        "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "ESCALATION", "NO_IMAGE",
        "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "IMAGE_OTHER",
    }
)  # fmt: skip
_EXHAUSTED: Final = "RESOURCE_EXHAUSTED"
_NOT_KNOWN: Final = frozenset({"API_KEY_INVALID", "API_KEY_EXPIRED", "CREDENTIALS_MISSING"})


class GeminiProvider(AtOnceProvider):
    """A row's route is the model's name. One picture a call."""

    name = "gemini"

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """The words first, then the pictures, in the order in which they were given."""
        model, _ = wire(row)
        pictures = [one for own in slots(given, row).values() for one in own]
        parts: list[dict[str, Any]] = [{"text": self.words(prompt, row)}]
        parts += [{"inlineData": {"mimeType": one.mime, "data": one.text}} for one in pictures]
        image = {"aspectRatio": row.spelled(Ratio.parse(order.ratio))}
        if row.resolutions:
            image["imageSize"] = order.resolution or row.resolutions[0]
        body = {
            "contents": [{"role": "user", "parts": parts}],
            "generationConfig": {"responseModalities": ["IMAGE"], "imageConfig": image, **seeded(order, row)},
            "safetySettings": _STRICTEST,
        }
        return Ask("POST", f"{self._base}/v1beta/models/{model}:generateContent", self._who(), json=body, wait_s=self.patience(row))

    def found(self, answer: dict[str, Any]) -> Done:
        """The pictures that were meant for us: a model that thinks draws first tries, too."""
        feedback = within(answer.get("promptFeedback"))
        if reason := feedback.get("blockReason"):
            raise Refused("input", _harms(feedback) or (str(reason),), str(feedback.get("blockReasonMessage") or reason))
        candidates = objects(answer.get("candidates"))
        parts = [part for one in candidates for part in objects(within(one.get("content")).get("parts")) if not part.get("thought")]
        pictures = [data for part in parts if isinstance(data := within(part.get("inlineData")).get("data"), str)]
        ended = [one for one in candidates if one.get("finishReason") in _REFUSALS]
        if not pictures and ended:
            reason = str(ended[0]["finishReason"])
            raise Refused("output", _harms(ended[0]) or (reason,), str(ended[0].get("finishMessage") or reason))
        return Done(pictures)

    def failure(self, answer: Answer) -> ProviderError:
        """By `error.status` and its `details`: a key that is wrong is an HTTP 400 here."""
        plain = super().failure(answer)
        error = told_error(answer)
        status, details = error.get("status"), objects(error.get("details"))
        if any(one.get("reason") in _NOT_KNOWN for one in details):
            return BadKey(f"HTTP {answer.status} {status}")
        if status == "INVALID_ARGUMENT":
            wrong = [str(fault.get("field") or "") for one in details for fault in objects(one.get("fieldViolations"))]
            return BadRequest(next(iter(wrong), ""), plain.text)
        # The free plan has no such model ("limit: 0"), or is not for this country: billing must be switched on.
        if status == "FAILED_PRECONDITION" or (status == _EXHAUSTED and "limit: 0" in plain.text):
            return OutOfCredit(plain.text)
        if status == _EXHAUSTED:
            return RateLimited(answer.retry_after_s or _delay(details), plain.text)
        if status == "DEADLINE_EXCEEDED":
            return Upstream(plain.text)  # Google's own word: a request that fails with 400 or 500 is not charged
        return ModelGone(text=plain.text) if status == "NOT_FOUND" else plain

    async def check(self) -> str | None:
        """Whether each model of our rows is there."""
        rows = [row for row in self._tools.catalog.models if row.provider == self.name and row.status is not Status.RETIRED]
        for model in dict.fromkeys(wire(row)[0] for row in rows):
            answer = await self._tools.http.send(Ask("GET", f"{self._base}/v1beta/models/{model}", self._who()))
            if not answer.ok:
                raise self.failure(answer)
        return f"{len(rows)} models" if rows else None

    def _who(self) -> dict[str, str]:
        return {"x-goog-api-key": self._key}


def _delay(details: Sequence[Mapping[str, Any]]) -> float | None:
    """Seconds, from a RetryInfo such as {"retryDelay": "34s"}."""
    for one in details:
        try:
            return float(str(one["retryDelay"]).removesuffix("s"))
        except (KeyError, ValueError):
            continue
    return None


def _harms(rated: Mapping[str, Any]) -> tuple[str, ...]:
    """The categories for which something was blocked."""
    return tuple(str(one.get("category")) for one in objects(rated.get("safetyRatings")) if one.get("blocked") is True)
