"""The strict reader of models.toml: it refuses a row with a mistake, naming row and column."""

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final, cast

from generation.ratio import Ratio
from generation.rows import Input, Inputs, Model, Prompting, RowError, Shape, Sizing, Status
from storage.problem import Problem
from storage.records import Audience

LOCALES: Final = ("en", "es", "zh")


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


def _ratios(value: Any) -> dict[Ratio, str]:
    try:
        return {Ratio.parse(_text(part)): part for part in _list(value)}
    except Problem as problem:
        return cast("dict[Ratio, str]", _mistake(f"has the ratio {problem.details['given']!r}, which is none"))


def _prices(value: Any) -> dict[str, float]:
    return {name: _number(price) for name, price in value.items()} if isinstance(value, dict) else _mistake("must be a table")


def _safety(value: Any) -> dict[str, dict[str, Any]]:
    """Each field's value by audience; children's lets least through."""
    told: dict[str, Any] = value if isinstance(value, dict) else _mistake("must be a table")
    found = {name: one if isinstance(one, dict) else dict.fromkeys(Audience, one) for name, one in told.items()}
    for name, values in found.items():
        if set(values) != set(Audience):
            _mistake(f"must say for {name!r} one value, or one for each of {', '.join(Audience)}")
        ages = [values[audience] for audience in (Audience.CHILDREN, Audience.TEENS, Audience.ADULTS)]
        degrees = [] if ages.count(ages[0]) == len(ages) else [_degree(one) for one in ages]
        if degrees != sorted(degrees):
            _mistake(f"lets more of {name!r} through to children than to others")
    return found


def _degree(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float(str(_mistake("must have numbers where it differs by audience")))


def _origins(value: Any) -> dict[str, str]:
    columns = {column.name for column in fields(Model)}
    if not isinstance(value, dict) or not set(value) <= columns:
        _mistake("must be a table from columns to where they were read")
    return {name: _text(origin) for name, origin in value.items()}


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


_ROLES: Final = tuple(column.name for column in fields(Inputs))
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
        "least": _whole,
        "shape": Shape,
        "strength_field": _text,
        "strength_range": _strength,
        "edit": _edit,
    }
    optional = {"least": 0, "shape": Shape.OWN, "strength_field": "", "strength_range": None, "edit": ""}
    read: Input = _columns(Input, readers, value, optional)
    if read.field and not read.max:
        _mistake("must have a field and a max other than 0, or neither")
    return read


def _inputs(value: Any) -> Inputs:
    return cast("Inputs", _columns(Inputs, dict.fromkeys(_ROLES, _input), value, {}))


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
    "units_of": _prices,
    "app_units": _number,
    "seconds": _number,
    "usd": _span,
    "sizing": Sizing,
    "aspect_ratios": _ratios,
    "resolutions": _texts,
    "pixels": _pixels,
    "max_resolution": _resolution,
    "usual_px": _whole,
    "prompt_most": _whole,
    "seed": _yes_or_no,
    "negative_prompt": _yes_or_no,
    "quality_levels": _texts,
    "raw": _yes_or_no,
    "creativity": _texts,
    "presets": _texts,
    "safety": _safety,
    "source_type": _text,
    "source": _text,
    "sources": _origins,
    "inputs": _inputs,
}


# What a row may leave out, and what that means.
_OPTIONAL: Final[Mapping[str, Any]] = {
    "compute_units": None,
    "units_of": {},
    "app_units": None,
    "seconds": 0.0,
    "usd": None,
    "usual_px": 0,
    "prompt_most": 0,
    "safety": {},
    "sources": {},
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
            model: Model = _columns(Model, _READERS, row, _OPTIONAL)
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
    nameless = [role for role in _ROLES for one in [getattr(model.inputs, role)] if one.max and not one.field]
    if nameless and not retired:
        _mistake(f"column 'inputs' {nameless[0]!r} must have a field and a max other than 0, or neither")
    if unpriced := [name for name in model.units_of if name not in (*model.resolutions, *model.quality_levels, *_ROLES)]:
        _mistake(f"column 'units_of' has a price for {unpriced[0]!r}, which is no resolution, quality or input of it")


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
