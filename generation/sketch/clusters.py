"""Things that belong together (a rider and its horse, a hat and its wearer, twelve penguins) as one group to be placed."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generation.sketch.items import Cluster, Item, copies, extent, natural
from generation.sketch.joins import JOINS, Join
from generation.sketch.lettered import flippable
from generation.sketch.scene import Layer, Relation, Thing
from generation.sketch.sprites import Anchors
from generation.sketch.staging import LANDFORMS, SWIMMERS

# A seat, a cabin, two hands, two sides.
_SHARED = frozenset({Relation.ON, Relation.INSIDE, Relation.HOLDING, Relation.UNDER, Relation.BEHIND, Relation.IN_FRONT})
_IN_LINE, _ROW = 5, 9.0  # ducks in one row, the aspect of a seat that is shared


@dataclass(frozen=True, slots=True)
class Figure:
    """A sprite's proportions: width per height, and its anchors."""

    aspect: float
    anchors: Anchors


Figures = Callable[[str], Figure]


def parents(things: Sequence[Thing]) -> list[int | None]:
    """For each thing the one it is tied to, without circles and without ties that the picture's depth expresses better."""
    tied: list[int | None] = []
    for number, thing in enumerate(things):
        of = thing.of
        usable = thing.relation in JOINS and of is not None and of != number and 0 <= of < len(things)
        if usable and of is not None:
            base = things[of]
            spatial = thing.relation in {Relation.UNDER, Relation.BEHIND, Relation.IN_FRONT}
            strewn = any(one.layer is Layer.SCATTER and copies(one) > 1 for one in (base, thing))
            peeps = thing.relation is Relation.BEHIND and thing.layer is not Layer.FAR and base.art not in LANDFORMS
            if spatial and ((Layer.FAR in {base.layer, thing.layer} and not peeps) or strewn):
                usable = False
        tied.append(of if usable else None)
    for number in range(len(things)):
        seen, at = {number}, tied[number]
        while at is not None:
            if at in seen:
                tied[number] = None
                break
            seen.add(at)
            at = tied[at]
    return tied


def clusters(things: Sequence[Thing], figures: Figures, pick: random.Random, aspect: float) -> list[Cluster]:
    """All roots with what is tied to them; `aspect` is the page's width per height."""
    tied = parents(things)
    children: dict[int, list[int]] = {}
    for number, of in enumerate(tied):
        if of is not None:
            children.setdefault(of, []).append(number)
    made = []
    for number, of in enumerate(tied):
        if of is None:
            flip = pick.random() < 0.5
            made.append(
                Cluster(number, _with_children(number, things, children, figures, pick, flip, aspect), natural(things[number]))
            )
    return made


def _with_children(
    number: int,
    things: Sequence[Thing],
    children: dict[int, list[int]],
    figures: Figures,
    pick: random.Random,
    flip: bool,
    aspect: float,
) -> list[Item]:
    """The items of a thing and all that is tied to it; one copy of the thing is 1 high."""
    thing = things[number]
    figure = figures(thing.art)
    flip = flip and flippable(thing.art)
    single = [Item(number, -figure.aspect / 2, -1.0, figure.aspect, 1.0, flip)]
    count = copies(thing)
    each: list[list[Item]] = [[*single] for _ in range(count)]
    anchors = figure.anchors.flipped() if flip else figure.anchors
    side = 1 if pick.random() < 0.5 else -1

    slots = _slots(children.get(number, ()), things)

    def tie(items: list[Item], child: int, part: list[Item]) -> list[Item]:
        join = Join(items, thing, things[child], part, anchors, figure.aspect, side, slots[child])
        return JOINS[things[child].relation or Relation.ON](join)

    for child in children.get(number, ()):
        seated = things[child].relation in {Relation.ON, Relation.INSIDE}
        wide = aspect if not seated else 1.0 if things[child].layer is Layer.SCATTER else _ROW  # flowers make a bunch
        part = _with_children(child, things, children, figures, pick, flip, wide)
        everywhere = things[child].relation is Relation.WEARING or (count > 1 and copies(things[child]) == count)
        if everywhere and count > 1:
            alone = [*things[:child], replace(things[child], count=1), *things[child + 1 :]]
            one = _with_children(child, alone, children, figures, pick, flip, aspect)
            each = [tie(items, child, one) for items in each]
        else:
            at = -1 if things[child].relation is Relation.IN_FRONT else 0  # the nearest or the farthest
            each[at] = tie(each[at], child, part)
    if count == 1:
        return each[0]
    if thing.art in SWIMMERS and thing.relation is None and count <= _IN_LINE:
        aspect = _ROW  # a river has room for one row
    return _group(each, figure.aspect, pick, aspect, thing.layer is Layer.SKY or thing.relation is Relation.FLYING)


def _slots(children: Sequence[int], things: Sequence[Thing]) -> dict[int, tuple[int, int]]:
    """For each child its number among those with the same place on or in the base, and how many these are."""
    found = {}
    for child in children:
        relation = things[child].relation
        same = [other for other in children if things[other].relation is relation]
        found[child] = (same.index(child), len(same)) if relation in _SHARED else (0, 1)
    return found


def _group(each: list[list[Item]], wide: float, pick: random.Random, aspect: float, loose: bool) -> list[Item]:
    """Copies in staggered rows: those behind look through the gaps of those before."""
    count = len(each)
    columns = min(count, max(1, math.ceil(math.sqrt(count * aspect * 1.25 / max(0.35, wide)))))
    if count <= 3 and aspect > 0.6 * wide:
        columns = count
    rows = math.ceil(count / columns)
    columns = math.ceil(count / rows)
    placed: list[Item] = []
    step_x, step_y = wide * (1.5 if loose else 1.08 if rows == 1 else 1.2), 1.25 if loose else 0.62
    number = 0
    for row in range(rows):  # the first row is the farthest
        here = min(columns, count - number) if row == rows - 1 else columns
        for column in range(here):
            jitter_x, jitter_y = (
                (pick.random() - 0.5) * wide * (0.3 if loose else 0.12),
                (pick.random() - 0.5) * (0.4 if loose else 0.09),
            )
            x = (column - (here - 1) / 2) * step_x + (0.5 * step_x if row % 2 and here == columns else 0.0) + jitter_x
            y = -(rows - 1 - row) * step_y + jitter_y
            size = 0.94 + 0.12 * pick.random()
            for item in each[number]:
                shifted = item.moved(size, x, y)
                shifted.depth += y * 10
                placed.append(shifted)
            number += 1
    return _grounded(placed)


def _grounded(items: list[Item]) -> list[Item]:
    """Items shifted so that the group's foot is at (0, 0)."""
    left, _, right, bottom = extent(items)
    return [item.moved(1.0, -(left + right) / 2, -bottom) for item in items]
