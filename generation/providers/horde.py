"""AI Horde: volunteers' machines paint, without an account. Prompts go to strangers, so it is off until the operator says yes."""

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any, ClassVar, Final

from generation.catalog import Model
from generation.ports import Order
from generation.providers.base import Done, Given, Tools, untagged
from generation.providers.errors import (
    BadKey,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Refused,
    Upstream,
)
from generation.providers.fields import always, body_of, negative, objects, slots, strength
from generation.providers.http import Answer, Ask
from generation.providers.later import Job, JobProvider, Pending, Ready
from generation.safety.prompt import SafePrompt

ANONYMOUS: Final = "0000000000"
_APART: Final = "###"  # what stands behind it is the negative prompt
_SEED_DIGITS: Final = 20
_KINDS: Final[tuple[tuple[Callable[[str], ProviderError], str], ...]] = (
    (lambda text: Refused("input", (), text), "CorruptPrompt Profanity"),
    (OutOfCredit, "KudosUpfront SharedKeyEmpty SharedKeyExpired SharedKeyInsufficientKudos"),
    (BadKey, "InvalidAPIKey WrongCredentials UserNotFound AnonForbidden BannedClientAgent BadClientAgent"),
    (BadKey, "UnsafeIP UntrustedUnsafeIP TimeoutIP"),  # an hour and more: to knock again makes it longer
    (lambda text: ModelGone("", text), "UnsupportedModel UnexpectedModelName"),
    (Upstream, "MaintenanceMode NoValidWorkers RequestNotFound RequestExpired"),
)
_MEANING: Final = {name: kind for kind, names in _KINDS for name in names.split()}


class HordeProvider(JobProvider):
    """`base`: https://aihorde.net/api. `key`: ANONYMOUS, or an account's, which is served sooner.

    `contact`: where the Horde finds who runs this program, for its `Client-Agent`.
    """

    name = "horde"
    hosts: ClassVar[tuple[str, ...]] = ("a223539ccf6caa2d76459c9727d276e6.r2.cloudflarestorage.com",)  # the Horde's own bucket
    first_s: ClassVar[float] = 2.0
    most_s: ClassVar[float] = 10.0

    def __init__(self, tools: Tools, *, base: str, key: str = "", contact: str = "unknown") -> None:
        super().__init__(tools, base=base, key=key or ANONYMOUS)
        self._agent = f"pincel:{version('pincel')}:{contact}"

    def headers(self) -> dict[str, str]:
        return {"apikey": self._key, "Client-Agent": self._agent}

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """A picture may come out smaller than asked for: anonymous keys get no large ones while many wait, and none is worse."""
        name, extra = always(row)
        words = untagged(self.words(prompt, row)).replace(_APART, "")
        without = untagged(negative(prompt, order, row)).replace(_APART, "")
        params: dict[str, Any] = {**extra, "width": order.width, "height": order.height, "n": len(order.seeds)}
        if row.seed:
            params["seed"] = str(order.seeds[0])
            if len(order.seeds) > 1:
                params["seed_variation"] = 1  # as our own seeds follow each other
        body: dict[str, Any] = {
            "prompt": f"{words} {_APART} {without}" if without else words,
            "models": [name],
            "params": params,
            "nsfw": False,
            "censor_nsfw": True,
            "trusted_workers": True,  # the other ones are strangers to the Horde too
            "replacement_filter": True,  # else one bad prompt shuts this address out for everybody
            "allow_downgrade": True,
            "shared": False,
            "r2": True,
        }
        for slot, own in slots(given, row).items():
            body |= {slot.field: own[0].text, "source_processing": "img2img"}
            params |= strength(slot, own[0])
        return Ask("POST", f"{self._base}/v2/generate/async", json=body)

    def job_ref(self, answer: dict[str, Any]) -> Job:
        match answer:
            case {"id": str(ref)}:
                return Job(ref)
        raise Upstream("an accepted order without a number")

    def poll_url(self, job: Job) -> str:
        return f"{self._base}/v2/generate/check/{job.ref}"

    def classify(self, answer: dict[str, Any]) -> Pending | Ready | Done:
        """First the state, which may be asked often; then, once, the pictures, which may not."""
        if "generations" in answer:
            return _finished(answer["generations"])
        if answer.get("faulted"):
            raise Upstream("the Horde gave it up")
        if answer.get("is_possible") is False:
            raise Upstream("no machine of the Horde paints with this model now")
        if not isinstance(answer.get("done"), bool):
            raise Lost("a state that says neither done nor not")
        return Ready() if answer["done"] else Pending()

    def result_url(self, job: Job) -> str:
        return f"{self._base}/v2/generate/status/{job.ref}"

    def cancel(self, job: Job) -> Ask | None:
        """What is not begun is dropped; nothing here takes money."""
        return Ask("DELETE", self.result_url(job))

    def failure(self, answer: Answer) -> ProviderError:
        rc = body_of(answer).get("rc")
        plain = super().failure(answer)
        if rc == "TooManyPrompts":
            return RateLimited(answer.retry_after_s, f"{rc} {plain.text}")
        meaning = _MEANING.get(rc) if isinstance(rc, str) else None
        return meaning(f"{rc} {plain.text}") if meaning else plain

    async def check(self) -> str | None:
        """Who we are to the Horde, and the kudos that decide how long we wait."""
        answer = await self._asked(Ask("GET", f"{self._base}/v2/find_user"))
        if not answer.ok:
            raise self.failure(answer)
        match answer.object():
            case {"kudos": int() | float() as kudos, **rest}:
                return f"{'anonymous' if self._key == ANONYMOUS else rest.get('username', 'an account')}, {kudos:g} kudos"
        raise Upstream("no word of the account")


def _finished(generations: Any) -> Done:
    """The pictures that were not blacked out. Raises Refused when all were."""
    listed = objects(generations)
    shown = [one for one in listed if not _censored(one) and isinstance(one.get("img"), str)]
    if not shown and any(map(_censored, listed)):
        raise Refused("output", tuple(dict.fromkeys(word for one in listed for word in _censorship(one))), "censored")
    seeds = [str(one.get("seed", "")) for one in shown]
    numbers = [int(seed) for seed in seeds if seed.isdecimal() and len(seed) < _SEED_DIGITS]
    return Done([one["img"] for one in shown], numbers if len(numbers) == len(seeds) else [])


def _censored(one: Mapping[str, Any]) -> bool:
    return one.get("censored") is True or one.get("state") == "censored" or bool(_censorship(one))


def _censorship(one: Mapping[str, Any]) -> list[str]:
    return [str(note.get("value")) for note in objects(one.get("gen_metadata")) if note.get("type") == "censorship"]
