"""What several vendors' bodies have in common: size, seed, negative words and pictures under the names that a row gives them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generation.catalog import Model
from generation.ports import Order
from generation.providers.base import MASK, Given, wire
from generation.providers.errors import BadRequest, Upstream
from generation.providers.http import Answer
from generation.ratio import Ratio
from generation.rows import Input, Shape, Sizing
from generation.safety.prompt import SafePrompt


def always(row: Model) -> tuple[str, dict[str, Any]]:
    """The name in a row's route and the fields behind its "?", which go with every order: numbers and truth values as such."""
    name, found = wire(row)
    return name, {field: _value(text) for field, text in found.items()}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def sized(order: Order, row: Model) -> dict[str, Any]:
    """`width` and `height` in pixels, or `aspect_ratio`; nothing where the model has one size or paints into a given picture."""
    if row.sizing is Sizing.FIXED or any(one.role == MASK for one in order.inputs):
        return {}
    if row.sizing is Sizing.RATIO:
        return {"aspect_ratio": row.spelled(Ratio.parse(order.ratio))}
    return {"width": order.width, "height": order.height}


def seeded(order: Order, row: Model) -> dict[str, int]:
    """`seed`, where the model takes one."""
    return {"seed": order.seeds[0]} if row.seed else {}


def negative(prompt: SafePrompt, order: Order, row: Model) -> str:
    """What must not appear, the person's own words last; "" where the model does not take it apart."""
    return ", ".join(part for part in (prompt.negative, order.negative) if part) if row.negative_prompt else ""


def guarded(prompt: SafePrompt, row: Model) -> dict[str, Any]:
    """What the row says of the vendor's own moderation, for those who will see the picture."""
    return {name: values[prompt.audience] for name, values in row.safety.items()}


def slots(given: Sequence[Given], row: Model) -> dict[Input, list[Given]]:
    """The pictures by the row's column for their role. Raises BadRequest for a role that the model does not take."""
    found: dict[Input, list[Given]] = {}
    for one in given:
        slot: Input | None = getattr(row.inputs, one.role, None)
        if slot is None or not slot.field:
            raise BadRequest(one.role, f"{row.id} takes no {one.role}")
        found.setdefault(slot, []).append(one)
    return found


_ANEW: Final = frozenset({"denoising_strength", "prompt_strength"})


def pictured(given: Sequence[Given], row: Model, text: Callable[[Given], str]) -> dict[str, Any]:
    """The pictures as `text` writes them: one where the model takes one, else a list; with the first one's strength."""
    body: dict[str, Any] = {}
    for slot, own in slots(given, row).items():
        alone = slot.shape is Shape.URL or (slot.shape is Shape.OWN and slot.max == 1)
        body[slot.field] = text(own[0]) if alone else [text(one) for one in own]
        body |= strength(slot, own[0])
    return body


def strength(slot: Input, one: Given) -> dict[str, float]:
    """How much the picture counts, kept within what the model allows; nothing where nobody asked or it can not be said.

    In the house 1 keeps all of the picture. Fields of some names say the opposite: how much is painted anew.
    """
    if one.strength is None or not slot.strength_field:
        return {}
    least, most = slot.strength_range or (0.0, 1.0)
    counts = round(1 - one.strength, 3) if slot.strength_field in _ANEW else one.strength
    return {slot.strength_field: min(max(counts, least), most)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a request by a vendor's word. `place`: the way to the field.

    What was sent is no part of it, though vendors repeat it: it is somebody's prompt or picture.
    """

    kind: str
    place: tuple[str, ...]
    text: str


def faults(answer: Answer, hide: str = "") -> Sequence[Fault]:
    """The faults as web frameworks list them: `{"detail": [{"loc", "msg", "type"}]}`; empty where they do not. `hide`: the key."""
    found = objects(body_of(answer).get("detail"))
    return [Fault(str(one.get("type")), _place(one.get("loc")), _without(hide, str(one.get("msg", "")))) for one in found]


def _without(key: str, text: str) -> str:
    return text.replace(key, "…") if key else text


def _place(loc: object) -> tuple[str, ...]:
    return tuple(str(step) for step in loc) if isinstance(loc, list) else ()


def blamed(found: Sequence[Fault]) -> BadRequest:
    """The faults as an error, which names the first one's field."""
    fields = [".".join(step for step in one.place if step != "body") for one in found]
    return BadRequest(fields[0], "; ".join(f"{field} {one.text}" for field, one in zip(fields, found, strict=True)))


def within(value: object) -> Mapping[str, Any]:
    """What should be an object; an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """What should be a list; an empty one where it is none."""
    return value if isinstance(value, list) else []


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects in what should be a list of them."""
    return [one for one in listed(value) if isinstance(one, dict)]


def body_of(answer: Answer) -> Mapping[str, Any]:
    """The object that a failure's body is; an empty one where it is none."""
    try:
        return within(answer.json())
    except Upstream:
        return {}


def told_error(answer: Answer) -> Mapping[str, Any]:
    """What stands under `error`; nothing where that is a mere text, or there is none."""
    return within(body_of(answer).get("error"))
