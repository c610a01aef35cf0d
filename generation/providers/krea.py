"""Krea: many makers' models behind one shape. A job is handed in, asked for until it is completed, and one picture fetched.

Longer than most, because pictures have to be brought there first, and a refusal there has no name.
"""

import asyncio
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from generation.catalog import Model
from generation.ports import Order
from generation.providers.base import Done, Given
from generation.providers.errors import Lost, ModelGone, ProviderError, Refused, Upstream
from generation.providers.fields import always, body_of, negative, sized, slots, strength
from generation.providers.http import Answer, Ask
from generation.providers.krea_lost import latest, listing, made_between
from generation.providers.later import Job, JobProvider, Pending
from generation.rows import Input, Shape
from generation.safety.prompt import SafePrompt

URL_CHARS: Final = 1024  # the longest address that a body may hold
SEEDS: Final = 2**31  # one of the models takes no larger ones; the others do not mind
HALF: Final = 0.5
_POLICY: Final = re.compile(r"moderat|content.polic|safety|nsfw|sensitive|prohibited|inappropriate", re.IGNORECASE)
_TROUBLE: Final = re.compile(r"time.?out|timed out|internal|overload|capacity|unavailable|server|provider|upstream", re.IGNORECASE)
_GONE: Final = 410
_NOT_FOUND: Final = 404
_INVALID: Final = frozenset({400, 422})


class KreaProvider(JobProvider):
    """`base`: https://api.krea.ai. The key is best one of its own: a lost job is recognised by nobody else having made one then."""

    name = "krea"
    hosts: ClassVar[tuple[str, ...]] = ("krea.ai",)
    first_s: ClassVar[float] = 2.0

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"}

    async def prepared(self, given: Sequence[Given]) -> Sequence[Given]:
        """Pictures are brought to Krea first: a body holds addresses only."""
        brought: list[Given] = []
        try:
            for number, one in enumerate(given, start=1):
                brought.append(await self._uploaded(number, one))
        except BaseException:  # also when nobody waits any more: pictures of people do not stay there
            await asyncio.shield(self._dropped([one.ref for one in brought]))
            raise
        return brought

    async def _uploaded(self, number: int, one: Given) -> Given:
        file = (f"{number}.{one.mime.partition('/')[2]}", one.data, one.mime)
        answer = await self._asked(Ask("POST", f"{self._base}/assets", files=[("file", file)]))
        if not answer.ok:
            raise self.failure(answer)
        match answer.object():
            case {"id": str(ref), "image_url": str(url)} if 0 < len(url) <= URL_CHARS:
                return replace(one, url=url, ref=ref)
        raise Upstream("an uploaded picture without an address that can be used")

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """What the row names and nothing else: an unknown field is refused."""
        route, body = always(row)
        body |= {"prompt": self.words(prompt, row), **sized(order, row)}
        if row.resolutions:
            body["resolution"] = order.resolution or row.resolutions[0]
        if row.seed:
            body["seed"] = order.seeds[0] % SEEDS
        if unwanted := negative(prompt, order, row):
            body["negative_prompt"] = unwanted
        if row.quality_levels and order.quality:
            body["quality"] = order.quality
        if row.creativity and order.creativity:
            body["creativity"] = order.creativity
        if row.raw and order.raw is not None:
            body["raw"] = order.raw
        for slot, own in slots(given, row).items():
            body |= _pictures(slot, own)
        return Ask("POST", self._base + route, json=body)

    def job_ref(self, answer: dict[str, Any]) -> Job:
        match answer:
            case {"job_id": str(ref)}:
                return Job(ref)
        raise Upstream("an accepted job without a number")

    def poll_url(self, job: Job) -> str:
        return f"{self._base}/jobs/{job.ref}"

    def cancel(self, job: Job) -> Ask:
        """They take every such request, also one that comes too late."""
        return Ask("DELETE", f"{self._base}/jobs/{job.ref}")

    def drop(self, ref: str) -> Ask:
        return Ask("DELETE", f"{self._base}/assets/{ref}")

    def classify(self, answer: dict[str, Any]) -> Pending | Done:
        """`intermediate-complete` is no end, and a status that is new here neither: the wait is bounded anyway."""
        status, result = answer.get("status"), answer.get("result")
        if status == "completed":
            urls = result.get("urls") if isinstance(result, dict) else None
            found = [one.get("url") if isinstance(one, dict) else one for one in urls] if isinstance(urls, list) else []
            return Done([url for url in found if isinstance(url, str)])
        if status == "failed":
            raise _failed(answer)
        if not isinstance(status, str):
            raise Lost("a job without a status")
        if status == "cancelled":
            raise Upstream(f"a job that ended as {status!r}")
        return Pending()

    def failure(self, answer: Answer) -> ProviderError:
        plain = super().failure(answer)
        text = plain.text
        if answer.status == _GONE:
            told = body_of(answer)
            message = str(told.get("message") or text)
            return ModelGone(str(told.get("replacement") or ""), message.replace(self._key, "…") if self._key else message)
        if answer.status == _NOT_FOUND:  # of a job: it may not have come round everywhere yet
            return Upstream(text) if "job" in text.lower() else ModelGone(text=text)
        if answer.status in _INVALID and _POLICY.search(text):
            return Refused("input", (), text)
        return plain

    async def find(self, order: Order, since: datetime, before: datetime | None, taken: Collection[str]) -> str | None:
        """The job of this order if it is beyond doubt (`krea_lost.py`). With two that might be it none is taken."""
        until = latest(since, before, len(order.inputs))
        answer = await self._asked(Ask("GET", f"{self._base}/jobs?{listing(until)}"))
        if not answer.ok:
            raise self.failure(answer)
        ours = {Job.of(ticket).ref for ticket in taken if ticket.startswith("[")}  # other providers' tickets are no lists
        found = [ref for ref in made_between(answer, since, until) if ref not in ours]
        return Job(found[0]).ticket if len(found) == 1 else None

    async def check(self) -> str | None:
        """Whether the key is taken; of the balance Krea's API says nothing."""
        answer = await self._asked(Ask("GET", f"{self._base}/jobs?limit=1"))
        if not answer.ok:
            raise self.failure(answer)
        answer.object()
        return urlsplit(self._base).hostname


def _pictures(slot: Input, own: Sequence[Given]) -> dict[str, Any]:
    """The pictures of one role in the shape that its row names."""
    if slot.shape is Shape.URL:
        return {slot.field: own[0].url, **strength(slot, own[0])}
    if slot.shape is Shape.TAGGED:
        return {slot.field: [{"url": one.url, "tag": f"character_{number}"} for number, one in enumerate(own, start=1)]}
    if slot.shape is Shape.OBJECTS:
        least, most = slot.strength_range or (0.0, 1.0)
        counts = [HALF if one.strength is None else min(max(one.strength, least), most) for one in own]
        return {slot.field: [{"url": one.url, "strength": count} for one, count in zip(own, counts, strict=True)]}
    return {slot.field: [one.url for one in own]}


def _failed(answer: dict[str, Any]) -> ProviderError:
    """Newer answers have `error` beside the status, older ones in the result.

    What the moderation stops comes without a name, so only trouble that is named as such is trouble.
    """
    result = answer.get("result")
    error = answer.get("error") or (result.get("error") if isinstance(result, dict) else None)
    parts = [error.get("code"), error.get("message")] if isinstance(error, dict) else [error]
    text = " ".join(part for part in parts if isinstance(part, str))
    if _TROUBLE.search(text) and not _POLICY.search(text):
        return Upstream(f"a job that failed: {text}")
    return Refused("output", (), text or "a job that failed without a word")
