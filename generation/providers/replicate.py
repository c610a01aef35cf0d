"""Replicate: official models by owner and name. It lists its predictions, so an order that may have left can be looked for."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from generation.catalog import Model
from generation.ports import Order
from generation.providers.base import Done, Given
from generation.providers.errors import Lost, ModelGone, ProviderError, Refused, Upstream
from generation.providers.fal import data_url
from generation.providers.fields import always, guarded, negative, pictured, seeded, sized
from generation.providers.http import Answer, Ask
from generation.providers.later import Job, JobProvider, Pending
from generation.safety.prompt import SafePrompt

_WAITING: Final = ("starting", "processing")
_ENDED: Final = ("failed", "canceled", "aborted")
# A refusal is a failed prediction with words of the model's own; these are the usual ones, and where they say what was refused.
_REFUSALS: Final[Mapping[str, str]] = {
    "nsfw": "output",
    "flagged as sensitive": "input",
    "content policy": "input",
    "content_policy": "input",
    "moderation": "input",
    "moderated": "input",
    "safety": "input",
    "prohibited": "input",
}
_GONE: Final = frozenset({404, 410})
_SKEW: Final = timedelta(seconds=30)  # by which their clock may be behind ours
_PAGES: Final = 3  # of a hundred predictions


class ReplicateProvider(JobProvider):
    """`base`: https://api.replicate.com. A row's route is "owner/name"."""

    name = "replicate"
    hosts: ClassVar[tuple[str, ...]] = ("replicate.delivery",)

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"}

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        route, extra = always(row)
        wish: dict[str, Any] = {
            **extra,
            "prompt": self.words(prompt, row),
            "output_format": "jpg",
            **guarded(prompt, row),
            **sized(order, row),
            **seeded(order, row),
            **pictured(given, row, data_url),
        }
        if len(order.seeds) > 1:
            wish["num_outputs"] = len(order.seeds)
        if without := negative(prompt, order, row):
            wish["negative_prompt"] = without
        return Ask("POST", f"{self._base}/v1/models/{route}/predictions", json={"input": wish})

    def job_ref(self, answer: dict[str, Any]) -> Job:
        match answer:
            case {"id": str(ref), "urls": {"get": str(url)}}:
                return Job(ref, url)
            case {"id": str(ref)}:
                return Job(ref)
        raise Upstream("an accepted prediction without a number")

    def poll_url(self, job: Job) -> str:
        return job.url or f"{self._base}/v1/predictions/{job.ref}"

    def cancel(self, job: Job) -> Ask | None:
        """Official models are paid by the picture: a prediction that ended as `canceled` has none."""
        return Ask("POST", f"{self.poll_url(job)}/cancel")

    def classify(self, answer: dict[str, Any]) -> Pending | Done:
        status = answer.get("status")
        if status in _WAITING:
            return Pending()
        if status == "succeeded":
            output = answer.get("output")
            return Done([one for one in (output if isinstance(output, list) else [output]) if isinstance(one, str)])
        text = str(answer.get("error") or "")
        for words, stage in _REFUSALS.items():
            if words in text.casefold():
                raise Refused(stage, (), text)
        # Also where it says that it timed out: what came of nothing is not paid, and by their word nothing comes of it any more.
        raise (Upstream if status in _ENDED else Lost)(f"a prediction that ended as {status!r}: {text}")

    def failure(self, answer: Answer) -> ProviderError:
        error = super().failure(answer)
        return ModelGone("", error.text) if answer.status in _GONE else error

    async def find(self, order: Order, since: datetime, before: datetime | None, taken: Collection[str]) -> str | None:  # noqa: ARG002 - the seed says enough
        """A prediction of this model and seed that began at `since` or later; of a model without seeds, of this model."""
        row = self.row(order)
        url = f"{self._base}/v1/predictions?{urlencode({'created_after': (since - _SKEW).isoformat()})}"
        for _ in range(_PAGES):
            answer = await self._asked(Ask("GET", url))
            if not answer.ok:
                raise self.failure(answer)
            page = answer.object()
            listed = page.get("results")
            for one in listed if isinstance(listed, list) else ():
                if _ours(one, order, row, since) and (ticket := self.job_ref(one).ticket) not in taken:
                    return ticket
            if not isinstance(page.get("next"), str):
                break
            url = page["next"]
        return None

    async def check(self) -> str | None:
        """Whose account it is."""
        answer = await self._asked(Ask("GET", f"{self._base}/v1/account"))
        if not answer.ok:
            raise self.failure(answer)
        return f"account {answer.object().get('username', 'without a name')}"


def _ours(one: Any, order: Order, row: Model, since: datetime) -> bool:
    match one:
        case {"model": str(model), "created_at": str(created), "input": {**wish}} if model == always(row)[0]:
            try:
                young = datetime.fromisoformat(created) >= since - _SKEW
            except (ValueError, TypeError):
                return False
            return young and (not row.seed or wish.get("seed") == order.seeds[0])
    return False
