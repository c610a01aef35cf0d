"""One row of models.toml: its columns, what follows from them, and the strict reader that refuses a row with a mistake."""

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast

from generation.ratio import Ratio
from storage.problem import Problem

LOCALES: Final = ("en", "es", "zh")


class RowError(ValueError):
    """A mistake in models.toml; the message names file, row and column."""


class Status(StrEnum):
    """Can the model still paint."""

    LIVE = "live"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class Sizing(StrEnum):
    """How the provider wants to be told the size."""

    RATIO = "ratio"
    PIXELS = "pixels"
    BOTH = "ratio+pixels"
    FIXED = "fixed"


class Prompting(StrEnum):
    """What the model makes of a prompt: follows instructions in it, or draws whatever words stand in it."""

    INSTRUCTIONS = "instructions"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Input:
    """A kind of picture the model takes. `field` is the wire name, `max` how many: 0 none, -1 no limit stated."""

    field: str
    max: int
    strength_field: str = ""
    strength_range: tuple[float, float] | None = None
    edit: str = ""  # of a mask: which part is painted anew


@dataclass(frozen=True, slots=True)
class Inputs:
    """All kinds of input pictures; every row speaks about each."""

    image_prompt: Input
    init_image: Input
    style_reference: Input
    image_styles_lora: Input
    character_reference: Input
    mask: Input


@dataclass(frozen=True, slots=True)
class Model:
    """One row of models.toml; that file's head explains each column."""

    id: str
    title: str
    strength: dict[str, str] = field(hash=False)
    speed: int
    quality: int
    provider: str
    route: str
    prompting: Prompting
    status: Status
    shutdown: str
    replaced_by: str
    successor: dict[str, str] = field(hash=False)
    images_per_generation: int
    provider_batch: int
    compute_units: tuple[float, float] | None
    seconds: float
    usd: tuple[float, float] | None
    sizing: Sizing
    aspect_ratios: tuple[Ratio, ...]
    resolutions: tuple[str, ...]
    pixels: tuple[int, int, int] | None
    max_resolution: tuple[int, int]
    seed: bool
    negative_prompt: bool
    quality_levels: tuple[str, ...]
    raw: bool
    creativity: tuple[str, ...]
    presets: tuple[str, ...]
    source_type: str
    source: str
    inputs: Inputs

    def cost_units(self, count: int) -> int:
        """Whole compute units to reserve for `count` pictures: the most they may cost. A live row always has a price."""
        if self.compute_units is None:
            raise RowError(f"models.toml, row {self.id!r}: compute_units are unknown, it cannot be used")
        return math.ceil(count * self.compute_units[1])

    def size(self, ratio: Ratio) -> tuple[int, int]:
        """Width and height in pixels of a picture of that ratio.

        Raises Problem "ratio-not-offered" (ratio=, title=, offered=) when the model draws other ratios only.
        """
        if self.sizing is Sizing.FIXED:
            width, height = self.max_resolution
            if ratio != Ratio(width, height):
                raise Problem("ratio-not-offered", ratio=ratio.text, title=self.title, offered=Ratio(width, height).text)
            return width, height
        if self.pixels is None:
            if ratio not in self.aspect_ratios:
                offered = ", ".join(other.text for other in self.aspect_ratios)
                raise Problem("ratio-not-offered", ratio=ratio.text, title=self.title, offered=offered)
            return ratio.size(max(self.max_resolution))
        least, most, step = self.pixels
        return cast("tuple[int, int]", tuple(max(side - side % step, least) for side in ratio.size(most)))


def _mistake(text: str) -> Any:
    raise RowError(text)


def _text(value: Any) -> str:
    return value if isinstance(value, str) and value.strip() else _mistake("must be a text that is not empty")


def _text_or_empty(value: Any) -> str:
    return value if isinstance(value, str) else _mistake('must be a text ("" for none)')


def _yes_or_no(value: Any) -> bool:
    return value if isinstance(value, bool) else _mistake("must be true or false")


def _number(value: Any) -> float:
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
    return float(value) if good else _mistake("must be a number of at least 0")


def _whole(value: Any, least: int = 1, most: int = 1_000_000) -> int:
    good = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    return cast("int", value) if good else _mistake(f"must be a whole number, {least} to {most}")


def _one_to_three(value: Any) -> int:
    return _whole(value, 1, 3)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else _mistake("must be a list")


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(part) for part in _list(value))


def _span(value: Any) -> tuple[float, float]:
    if len(_list(value)) != 2:  # noqa: PLR2004 - a span has two ends
        _mistake("must be [least, most]")
    least, most = (_number(end) for end in value)
    return (least, most) if least <= most else _mistake("must be [least, most]")


def _strength(value: Any) -> tuple[float, float]:
    ends = [float(end) for end in _list(value) if isinstance(end, int | float)]
    return (ends[0], ends[1]) if len(ends) == len(value) == 2 and ends[0] < ends[1] else _mistake("must be [least, most]")  # noqa: PLR2004 - a span has two ends


def _pixels(value: Any) -> tuple[int, int, int] | None:
    if not _list(value):
        return None
    if len(value) != 3:  # noqa: PLR2004 - as the message says
        _mistake("must be [] or [smallest side, largest side, step]")
    least, most, step = (_whole(part) for part in value)
    return (least, most, step) if least <= most else _mistake("must be [] or [smallest side, largest side, step]")


def _resolution(value: Any) -> tuple[int, int]:
    sides = _text(value).split("x")
    if len(sides) != 2 or not all(side.isascii() and side.isdigit() for side in sides):  # noqa: PLR2004 - a picture has two sides
        _mistake('must read "WIDTHxHEIGHT"')
    return _whole(int(sides[0])), _whole(int(sides[1]))


def _ratios(value: Any) -> tuple[Ratio, ...]:
    try:
        return tuple(Ratio.parse(_text(part)) for part in _list(value))
    except Problem as problem:
        return cast("tuple[Ratio, ...]", _mistake(f"has the ratio {problem.details['given']!r}, which is none"))


def _iso_date(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat() if _text_or_empty(value) else ""
    except ValueError:
        return str(_mistake('must be an ISO date such as "2026-10-23", or ""'))


def _spoken(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) != set(LOCALES):
        _mistake(f"must have a sentence for each of {', '.join(LOCALES)}")
    return {locale: _text(value[locale]) for locale in LOCALES}


def _spoken_or_empty(value: Any) -> dict[str, str]:
    return _spoken(value) if value != {} else {}


def _columns(kind: type[Any], readers: Mapping[str, Callable[[Any], Any]], row: Any, optional: Mapping[str, Any]) -> Any:
    """Build `kind` from a table: each column read by its reader, none missing, none too many. RowError names the column."""
    if not isinstance(row, dict):
        _mistake("must be a table")
    names = [column.name for column in fields(kind)]
    if unknown := [name for name in row if name not in names]:
        _mistake(f"unknown column {unknown[0]!r}")
    read: dict[str, Any] = dict(optional)
    for name in names:
        if name in row:
            try:
                read[name] = readers[name](row[name])
            except RowError as mistake:
                raise RowError(f"column {name!r} {mistake}") from None
            except ValueError as mistake:
                raise RowError(f"column {name!r} has a value that is not allowed: {mistake}") from None
        elif name not in read:
            _mistake(f"column {name!r} is missing")
    return kind(**read)


_MASK_EDITS: Final = ("", "transparent", "white", "black")


def _edit(value: Any) -> str:
    return (
        value
        if isinstance(value, str) and value in _MASK_EDITS
        else _mistake(f"must be one of {', '.join(_MASK_EDITS[1:])} or empty")
    )


def _input(value: Any) -> Input:
    readers: dict[str, Callable[[Any], Any]] = {
        "field": _text_or_empty,
        "max": lambda given: _whole(given, -1, 1_000),
        "strength_field": _text,
        "strength_range": _strength,
        "edit": _edit,
    }
    read: Input = _columns(Input, readers, value, {"strength_field": "", "strength_range": None, "edit": ""})
    if bool(read.field) != bool(read.max):
        _mistake("must have a field and a max other than 0, or neither")
    return read


def _inputs(value: Any) -> Inputs:
    return cast("Inputs", _columns(Inputs, {column.name: _input for column in fields(Inputs)}, value, {}))


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "id": _text,
    "title": _text,
    "strength": _spoken,
    "speed": _one_to_three,
    "quality": _one_to_three,
    "provider": _text,
    "route": _text,
    "prompting": Prompting,
    "status": Status,
    "shutdown": _iso_date,
    "replaced_by": _text_or_empty,
    "successor": _spoken_or_empty,
    "images_per_generation": _whole,
    "provider_batch": _whole,
    "compute_units": _span,
    "seconds": _number,
    "usd": _span,
    "sizing": Sizing,
    "aspect_ratios": _ratios,
    "resolutions": _texts,
    "pixels": _pixels,
    "max_resolution": _resolution,
    "seed": _yes_or_no,
    "negative_prompt": _yes_or_no,
    "quality_levels": _texts,
    "raw": _yes_or_no,
    "creativity": _texts,
    "presets": _texts,
    "source_type": _text,
    "source": _text,
    "inputs": _inputs,
}


def read_rows(toml: str, file: str = "models.toml") -> tuple[Model, ...]:
    """All rows of a models file, checked one by one and against each other. Raises RowError."""
    try:
        document = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as mistake:
        raise RowError(f"{file}: {mistake}") from mistake
    if set(document) != {"model"}:
        raise RowError(f"{file}: must hold [[model]] rows and nothing else")
    models = []
    for place, row in enumerate(document["model"], start=1):
        name = row.get("id") if isinstance(row, dict) and "id" in row else f"number {place}"
        try:
            model: Model = _columns(Model, _READERS, row, {"compute_units": None, "seconds": 0.0, "usd": None})
            _sound(model)
        except RowError as mistake:
            raise RowError(f"{file}, row {name!r}: {mistake}") from None
        models.append(model)
    _sound_together(models, file)
    return tuple(models)


def _sound(model: Model) -> None:
    """What the columns of one row must say together."""
    retired = model.status is Status.RETIRED
    if not retired and (model.compute_units is None or not model.seconds):
        _mistake("column 'compute_units' or 'seconds' is missing; only a retired row may leave them out")
    if retired and not (model.replaced_by and model.successor):
        _mistake("a retired row needs 'replaced_by' and a 'successor' sentence per language")
    if model.sizing in {Sizing.PIXELS, Sizing.BOTH} and model.pixels is None:
        _mistake("column 'pixels' must say the bounds when 'sizing' speaks of pixels")
    if model.sizing in {Sizing.RATIO, Sizing.BOTH} and not model.aspect_ratios:
        _mistake("column 'aspect_ratios' must not be empty when 'sizing' speaks of ratios")


def _sound_together(models: list[Model], file: str) -> None:
    """Ids and titles are each one row's alone, and every replacement ends at a row that can paint."""
    by_name: dict[str, str] = {}
    for model in models:
        for name in {model.id.casefold(), model.title.casefold()}:
            if name in by_name or name == "auto":
                raise RowError(
                    f"{file}, row {model.id!r}: the name {name!r} is taken by {by_name.get(name, 'the automatic choice')!r}"
                )
            by_name[name] = model.id
    by_id = {model.id: model for model in models}
    for model in models:
        seen = {model.id}
        step = model
        while step.replaced_by:
            if step.replaced_by not in by_id:
                raise RowError(f"{file}, row {step.id!r}: replaced_by {step.replaced_by!r} does not exist")
            step = by_id[step.replaced_by]
            if step.id in seen:
                raise RowError(f"{file}, row {model.id!r}: its replacements run in a circle")
            seen.add(step.id)
            if step.status is not Status.RETIRED:
                break
    if not any(model.status is not Status.RETIRED for model in models):
        raise RowError(f"{file}: every row is retired, nothing can paint")
