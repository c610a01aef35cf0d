"""Black Forest Labs: Flux at its maker's. A job tells where its state is read; a refusal is a word there, under HTTP 200."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from generation.catalog import Model
from generation.ports import Order
from generation.providers.base import Done, Given
from generation.providers.errors import Lost, ModelGone, OutOfCredit, ProviderError, Refused, Upstream
from generation.providers.fields import always, blamed, faults, guarded, seeded, sized, slots, strength
from generation.providers.http import Answer, Ask
from generation.providers.later import Job, JobProvider, Pending
from generation.safety.prompt import SafePrompt

_REFUSALS: Final[Mapping[str, str]] = {"Request Moderated": "input", "Content Moderated": "output"}
_ENDED: Final = frozenset({"Error", "Task not found"})
_NOT_FOUND: Final = 404


class BflProvider(JobProvider):
    """`base`: https://api.bfl.ai, or one of its regions. There is no way to stop a job: what was handed in is paid."""

    name = "bfl"
    hosts: ClassVar[tuple[str, ...]] = ("bfl.ai",)
    poll_hosts: ClassVar[tuple[str, ...]] = ("bfl.ai",)

    def headers(self) -> dict[str, str]:
        return {"x-key": self._key}

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """Several pictures of a role are numbered: `input_image`, `input_image_2`. A prompt is never rewritten by the vendor."""
        route, extra = always(row)
        body: dict[str, Any] = {
            **extra,
            "prompt": self.words(prompt, row),
            "prompt_upsampling": False,
            "output_format": "jpeg",
            **guarded(prompt, row),
            **sized(order, row),
            **seeded(order, row),
        }
        if row.raw and order.raw is not None:
            body["raw"] = order.raw
        for slot, own in slots(given, row).items():
            for number, one in enumerate(own, start=1):
                body[slot.field if number == 1 else f"{slot.field}_{number}"] = one.text
            body |= strength(slot, own[0])
        return Ask("POST", f"{self._base}/v1/{route}", json=body)

    def job_ref(self, answer: dict[str, Any]) -> Job:
        """A job whose `polling_url` is missing is asked for under its number: older answers had none."""
        match answer:
            case {"id": str(ref), "polling_url": str(url)}:
                return Job(ref, url)
            case {"id": str(ref)}:
                return Job(ref)
        raise Upstream("an accepted job without a number")

    def poll_url(self, job: Job) -> str:
        return job.url or f"{self._base}/v1/get_result?id={job.ref}"

    def classify(self, answer: dict[str, Any]) -> Pending | Done:
        status = answer.get("status")
        if not isinstance(status, str):
            raise Lost("a job without a status")
        if status in _REFUSALS:
            reasons = _texts(answer.get("details"))
            raise Refused(_REFUSALS[status], reasons, f"{status}: {', '.join(reasons)}")
        if status == "Ready":
            match answer.get("result"):
                case {"sample": str(url), "seed": int(seed)}:
                    return Done([url], [seed])
                case {"sample": str(url)}:
                    return Done([url])
            raise Lost("a success without a picture")
        if status in _ENDED:
            raise Upstream(f"a job that ended as {status!r}")
        progress = answer.get("progress")  # a status that is new here is no end: the wait is bounded anyway
        return Pending(progress if isinstance(progress, float) else None)

    def failure(self, answer: Answer) -> ProviderError:
        found, plain = faults(answer, self._key), super().failure(answer)
        if answer.status == _NOT_FOUND:
            unknown = b"Task not found" in answer.body  # a job may not have come round everywhere yet
            return Upstream(plain.text) if unknown else ModelGone("", plain.text)
        return blamed(found) if found else plain

    async def check(self) -> str | None:
        """The credits that are left; one is a cent of a dollar."""
        answer = await self._asked(Ask("GET", f"{self._base}/v1/credits"))
        if not answer.ok:
            raise self.failure(answer)
        credit = answer.object().get("credits")
        if not isinstance(credit, int | float):
            raise Upstream("no word of credits")
        if credit <= 0:
            raise OutOfCredit("no credits left")
        return f"{credit:g} credits"


def _texts(details: object) -> tuple[str, ...]:
    """All words in a refusal's details, whatever they are filed under."""
    lists = details.values() if isinstance(details, dict) else ()
    return tuple(word for found in lists for word in (found if isinstance(found, list) else [found]) if isinstance(word, str))
