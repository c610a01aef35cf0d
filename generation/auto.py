"""Auto: the row that is good at what a prompt is after, within price and health."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any, Final

from generation.rows import Model, RowError

AUTO_FILE: Final = "auto.toml"
USUAL_PICTURES: Final = 4  # of a wish that names no number, where the model makes as many


class Goal(StrEnum):
    """What somebody wants of a picture. `GENERAL`: nothing in particular."""

    PHOTO = "photo"
    TEXT = "text"
    GRAPHIC = "graphic"
    CHARACTER = "character"
    COMPLEX = "complex"
    QUICK = "quick"
    PRECISE = "precise"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Best:
    """One table of auto.toml; that file's head explains each column."""

    best: tuple[str, ...]
    near: tuple[str, ...]


Chart = Mapping[Goal, Best]


def load_chart(ids: Collection[str]) -> Chart:
    """The shipped auto.toml, for rows of these ids. Raises what `read_chart` raises."""
    return read_chart(resources.files("generation").joinpath(AUTO_FILE).read_text(encoding="utf-8"), ids)


def read_chart(text: str, ids: Collection[str]) -> Chart:
    """Read and check auto.toml. Raises `RowError` naming goal and column: that is a developer's mistake, not a person's."""
    chart = {goal: Best(**columns) for goal, columns in goal_tables(text, AUTO_FILE, ("best", "near")).items()}
    for goal, row in chart.items():
        if strange := {*row.near} - {*Goal} | {goal} & {*row.near}:
            raise RowError(f"{AUTO_FILE}, {goal}: column 'near' has {min(strange)!r}, which is no other goal")
        if unknown := [model_id for model_id in row.best if model_id not in ids]:
            raise RowError(f"{AUTO_FILE}, {goal}: column 'best' has {unknown[0]!r}, which is no row of models.toml")
    return chart


def goal_tables(text: str, name: str, columns: Sequence[str]) -> dict[Goal, dict[str, tuple[str, ...]]]:
    """A file with a table for each goal, all columns lists of texts. Raises `RowError` naming file, goal and column."""
    tables = tomllib.loads(text)
    if {*tables} != {*Goal}:
        raise RowError(f"{name}: the tables must be {', '.join(Goal)}; there are {', '.join(tables)}")
    for goal, table in tables.items():
        if {*table} != {*columns}:
            raise RowError(f"{name}, {goal}: the columns must be {', '.join(columns)}")
    return {
        goal: {column: _texts(tables[goal][column], f"{name}, {goal}: column {column!r}") for column in columns} for goal in Goal
    }


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
        raise RowError(f"{where} must be a list of texts that are not empty")
    if len({*value}) < len(value):
        raise RowError(f"{where} says something twice")
    return tuple(value)


def pictures_of(model: Model, count: int) -> int:
    """How many pictures a wish for `count` gets; 0 is one that names no number."""
    return count or min(USUAL_PICTURES, model.images_per_generation)


def choose(
    rows: Sequence[Model],
    chart: Chart,
    goal: Goal,
    *,
    units: Callable[[Model], int],
    units_left: int,
    avoid: Collection[str] = (),
) -> tuple[Model, str]:
    """Of rows that can all do it (at least one), the one for this goal and the words key that says why, which takes its `title`.

    The goal's best rows come first, then those of near goals, then the rest by quality and their own order. Providers in `avoid`
    are asked only where there is no other. When `units_left` pays for none the cheapest is named, so that the refusal of the budget
    can show a true price.
    """
    own, near = _lists(chart, goal)
    place = {model_id: number for number, model_id in enumerate([*own, *near])}
    ranked = sorted(rows, key=lambda model: (place.get(model.id, len(place)), -model.quality))
    awake = [model for model in ranked if model.provider not in avoid] or ranked
    payable = [model for model in awake if units(model) <= units_left]
    if not payable:
        return min(awake, key=units), "auto-cheapest"
    chosen = payable[0]
    if chosen is not awake[0]:
        return chosen, "auto-affordable"
    if chosen is not ranked[0]:
        return chosen, "auto-resting"
    return chosen, f"auto-{goal}" if chosen.id in own else "auto-near" if chosen.id in near else "auto-best"


def _lists(chart: Chart, goal: Goal) -> tuple[list[str], list[str]]:
    """The best rows of a goal, and those of its near goals that are none of them."""
    if goal not in chart:
        return [], []
    own = chart[goal].best
    near = dict.fromkeys(model_id for other in chart[goal].near for model_id in chart[Goal(other)].best)
    return list(own), [model_id for model_id in near if model_id not in own]
