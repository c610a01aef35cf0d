"""OpenAI's image API, and every server that speaks it: Azure's deployments, stable-diffusion.cpp and others.

Longer than most, because each of these has addresses, fields and refusals of its own.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from urllib.parse import quote

from generation.catalog import Model, Status
from generation.ports import Order
from generation.providers.at_once import AtOnceProvider
from generation.providers.base import Done, Given, Tools, untagged, wire
from generation.providers.errors import BadKey, BadRequest, ModelGone, OutOfCredit, ProviderError, Refused
from generation.providers.fields import listed, negative, objects, seeded, slots, told_error, within
from generation.providers.http import Answer, Ask
from generation.safety.prompt import SafePrompt

AZURE_VERSION: Final = "2025-04-01-preview"
EXTRAS: Final = "sd_cpp_extra_args"
_REFUSALS: Final = frozenset(
    {"moderation_blocked", "content_policy_violation", "contentFilter", "content_filter", "ResponsibleAIPolicyViolation"}
)
_NO_MONEY: Final = frozenset({"insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached"})
_GONE: Final = frozenset({"model_not_found", "model_deprecated", "DeploymentNotFound"})
_NOT_KNOWN: Final = 401
_NOT_ALLOWED: Final = 403


@dataclass(frozen=True, slots=True)
class Shape:
    """How a server is addressed: its path (`{what}` is generations or edits), where the key goes, where its models are told.

    `named`: the model's name stands in the body. `models` is "" where there is no such list.
    """

    path: str = "/images/{what}"
    header: str = "Authorization"
    scheme: str = "Bearer "
    named: bool = True
    models: str = "/models"


def azure(version: str = AZURE_VERSION) -> Shape:
    """Azure OpenAI: the base is the resource's own (https://<resource>.openai.azure.com), a row's route names the deployment."""
    return Shape(f"/openai/deployments/{{model}}/images/{{what}}?api-version={version}", "api-key", "", named=False, models="")


class OpenAIImagesProvider(AtOnceProvider):
    """A row's route is the model ("" where a server has one only), and after "?" the fields that go with every order.

    `resolutions` such as "1536x1024" are the only sizes where there are any. `seed` and the negative prompt go into fields of their
    name; with `sd_cpp_extra_args=<JSON>` in the route they go, with that JSON, into the tag that stable-diffusion.cpp reads out of
    the prompt.
    """

    name = "openai"
    hosts: ClassVar = ("oaidalleapiprodscus.blob.core.windows.net", "dalleprodsec.blob.core.windows.net")

    def __init__(self, tools: Tools, *, base: str, key: str = "", shape: Shape | None = None) -> None:
        super().__init__(tools, base=base, key=key)
        self._shape = shape or Shape()

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """JSON to generate, a form with the pictures to edit."""
        model, fields = wire(row)
        extras = fields.pop(EXTRAS, None)
        body: dict[str, Any] = {"prompt": untagged(self.words(prompt, row)), "n": len(order.seeds), "size": _size(row, order)}
        body |= {name: int(value) if value.isdecimal() else value for name, value in fields.items()}
        if "moderation" in body:
            body["moderation"] = "auto"  # whatever a row says: "low" is for nobody here
        if order.quality:
            body["quality"] = order.quality
        if order.style in row.presets:
            body["style"] = order.style
        if self._shape.named and model:
            body["model"] = model
        own: dict[str, Any] = dict(seeded(order, row))
        if unwanted := untagged(negative(prompt, order, row)):
            own["negative_prompt"] = unwanted
        if extras is None:
            body |= own
        else:
            # No words can open this tag: `untagged` has seen to it, in the negative ones too.
            body["prompt"] += f"\n<{EXTRAS}>{json.dumps({**json.loads(extras), **own})}</{EXTRAS}>"
        url = self._base + self._shape.path.format(model=quote(model, safe=""), what="edits" if given else "generations")
        if not given:
            return Ask("POST", url, self._who(), json=body, wait_s=self.patience(row))
        body.pop("moderation", None)  # the form has no such part, and "auto" is its default
        form = {name: str(value) for name, value in body.items()}
        named = [(slot.field, one) for slot, own in slots(given, row).items() for one in own]
        several = {field for field, times in Counter(field for field, _ in named).items() if times > 1}
        files = [
            (f"{field}[]" if field in several else field, (f"picture.{one.mime.partition('/')[2]}", one.data, one.mime))
            for field, one in named  # a name that comes twice is an error there, unless it says that it is a list
        ]
        return Ask("POST", url, self._who(), form=form, files=files, wait_s=self.patience(row))

    def found(self, answer: dict[str, Any]) -> Done:
        """Base64 or addresses. What was filtered has neither."""
        items = objects(answer.get("data"))
        pictures = [source for one in items if isinstance(source := one.get("b64_json") or one.get("url"), str)]
        filtered = [name for one in items for name in _filtered(one.get("content_filter_results"))]
        if not pictures and filtered:
            raise Refused("output", tuple(dict.fromkeys(filtered)), "the picture was filtered")
        return Done(pictures)

    def failure(self, answer: Answer) -> ProviderError:
        """By the code in the body, which says more than the status."""
        plain = super().failure(answer)
        error = told_error(answer)
        inner = within(error.get("inner_error") or error.get("innererror"))
        codes = {code for code in (error.get("code"), error.get("type"), inner.get("code")) if isinstance(code, str)}
        if codes & _REFUSALS:
            details = within(error.get("moderation_details"))
            told = [name for name in listed(details.get("categories")) if isinstance(name, str)]
            stage = "output" if details.get("moderation_stage") == "output" else "input"
            return Refused(stage, tuple(told or _filtered(inner.get("content_filter_results"))), plain.text)
        if codes & _NO_MONEY:
            return OutOfCredit(plain.text)
        if codes & _GONE:
            return ModelGone(text=plain.text)
        if answer.status == _NOT_KNOWN:
            return BadKey(f"HTTP {answer.status} {error.get('code') or ''}")  # the message holds parts of the key
        return BadRequest(str(error.get("param") or ""), plain.text) if type(plain) is BadRequest else plain

    async def check(self) -> str | None:
        """Which models the server has. Raises ModelGone where it lacks one of our rows'."""
        if not self._shape.models:
            return None
        answer = await self._tools.http.send(Ask("GET", self._base + self._shape.models, self._who()))
        if answer.status == _NOT_ALLOWED:
            return "this key may not list models"  # a key can be allowed to paint only
        if not answer.ok:
            raise self.failure(answer)
        there = {one.get("id") for one in objects(answer.object().get("data"))}
        rows = [row for row in self._tools.catalog.models if row.provider == self.name and row.status is not Status.RETIRED]
        if missing := [model for row in rows if (model := wire(row)[0]) and model not in there]:
            raise ModelGone(text=f"not among the {len(there)} models of this server: {', '.join(missing)}")
        return f"{len(there)} models"

    def _who(self) -> dict[str, str]:
        return {self._shape.header: self._shape.scheme + self._key} if self._key else {}


class ServerImagesProvider(OpenAIImagesProvider):
    """A server of the operator's own, with rows of its own."""

    name = "server"


def _size(row: Model, order: Order) -> str:
    """Of the sizes that the row names the one nearest in shape, else what was ordered."""
    named = [tuple(map(int, name.split("x"))) for name in row.resolutions if name.replace("x", "", 1).isdecimal() and "x" in name]
    width, height = min(
        named or [(order.width, order.height)], key=lambda size: abs(size[0] * order.height - size[1] * order.width)
    )
    return f"{width}x{height}"


def _filtered(results: object) -> list[str]:
    return [name for name, found in within(results).items() if within(found).get("filtered") is True]
