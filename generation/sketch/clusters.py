"""Things that belong together (a rider and its horse, a hat and its wearer, twelve penguins) as one group to be placed."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generation.sketch import staging
from generation.sketch.lettered import flippable
from generation.sketch.scene import Layer, Relation, Thing
from generation.sketch.sprites import Anchors
from generation.sketch.staging import CAKES, MOUNTS, SHELTERS, SWIMMERS, TOPPINGS

MOST = 12  # copies of a thing
_ASTRIDE = 0.3  # share of a rider's height that the mount's back hides
_LITTLE = 0.4  # natural height up to which a thing is not enlarged for its seat
_GROWN = 1.5  # natural height of a grown-up
_LONG = 0.7  # width per height from which a figure is an animal's
_IN_LINE, _FEW, _ROW = 5, 4, 9.0  # ducks in one row, candles that need not crowd, the aspect of a seat that is shared
_HULL = 0.55  # a rim from which on a ship has a hull to stand behind
_SHALLOW = 0.25  # share of the height below the rim: boats and balloons' baskets


@dataclass(frozen=True, slots=True)
class Figure:
    """A sprite's proportions: width per height, and its anchors."""

    aspect: float
    anchors: Anchors


Figures = Callable[[str], Figure]


@dataclass(slots=True)
class Item:
    """One copy of a thing inside a cluster: its box (y grows downwards, 0 is the ground) and how deep it is painted."""

    thing: int
    left: float
    top: float
    width: float
    height: float
    flip: bool
    depth: float = 0.0
    lower: bool = False  # only the lower part, painted again over what is inside
    tied: bool = False

    def moved(self, scale: float, dx: float, dy: float) -> "Item":
        """The item scaled about the origin, then shifted."""
        return Item(
            self.thing,
            self.left * scale + dx,
            self.top * scale + dy,
            self.width * scale,
            self.height * scale,
            self.flip,
            self.depth,
            self.lower,
            self.tied,
        )


@dataclass(slots=True)
class Cluster:
    """Items around a ground point (0, 0); the main copy is `scale` high before the page decides."""

    root: int
    items: list[Item] = field(default_factory=list)
    scale: float = 1.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything."""
        return (
            min(item.left for item in self.items),
            min(item.top for item in self.items),
            max(item.left + item.width for item in self.items),
            max(item.top + item.height for item in self.items),
        )


def natural(thing: Thing) -> float:
    """Heights as a picture book draws them: a tower is twice a dog, a ladybird half of it. A size asked for counts, too."""
    plain = math.sqrt(min(6.0, max(0.22, thing.scale / max(0.05, thing.size))))
    return plain * math.pow(min(4.0, max(0.25, thing.size)), 0.85)


def parents(things: Sequence[Thing]) -> list[int | None]:
    """For each thing the one it is tied to, without circles and without ties that the picture's depth expresses better."""
    tied: list[int | None] = []
    for number, thing in enumerate(things):
        of = thing.of
        usable = thing.relation in _JOINS and of is not None and of != number and 0 <= of < len(things)
        if usable and of is not None:
            base = things[of]
            spatial = thing.relation in {Relation.UNDER, Relation.BEHIND, Relation.IN_FRONT}
            if spatial and (Layer.FAR in {base.layer, thing.layer} or thing.layer is Layer.SCATTER or base.layer is Layer.SCATTER):
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


def copies(thing: Thing) -> int:
    """How many of a thing are drawn."""
    return max(1, min(MOST, thing.count))


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
        join = _Join(items, thing, things[child], part, anchors, figure.aspect, side, slots[child])
        return _JOINS[things[child].relation or Relation.ON](join)

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
        found[child] = (same.index(child), len(same)) if relation in {Relation.ON, Relation.INSIDE} else (0, 1)
    return found


def _extent(items: list[Item]) -> tuple[float, float, float, float]:
    return Cluster(0, items).box


def _spread(items: list[Item], share: float) -> list[Item]:
    """Items moved apart (or together) sideways, their sizes kept."""
    left, _, right, _ = _extent(items)
    middle = (left + right) / 2
    return [item.moved(1.0, (item.left + item.width / 2 - middle) * (share - 1), 0.0) for item in items]


def _fitted(part: list[Item], height: float, most_width: float) -> list[Item]:
    """`part` with its box `height` high, or smaller when too wide, its foot's middle at (0, 0)."""
    left, top, right, bottom = _extent(part)
    scale = min(height / max(1e-6, bottom - top), most_width / max(1e-6, right - left))
    return [item.moved(scale, -(left + right) / 2 * scale, -bottom * scale) for item in part]


@dataclass(slots=True)
class _Join:
    """Joins `part` (what is tied, its main copy 1 high) to `items` (the base, 1 high and `wide` wide)."""

    items: list[Item]
    base: Thing
    thing: Thing
    part: list[Item]
    anchors: Anchors
    wide: float
    side: int
    slot: tuple[int, int] = (0, 1)  # its number among those that share the seat or the inside, and how many they are

    @property
    def ratio(self) -> float:
        """How high the tied thing naturally is beside the base."""
        return natural(self.thing) / natural(self.base)

    @property
    def front(self) -> float:
        return max(item.depth for item in self.items) + 1

    @property
    def behind(self) -> float:
        return min(item.depth for item in self.items) - 1 - sum(1 for _ in self.part)

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """An anchor in the cluster's coordinates."""
        return (point[0] - 0.5) * self.wide, point[1] - 1.0

    def joined(self, placed: list[Item], dx: float, dy: float, depth: float) -> list[Item]:
        shifted = [item.moved(1.0, dx, dy) for item in placed]
        for item in shifted:
            item.depth += depth
            item.tied = True
        return self.items + shifted

    def on(self) -> list[Item]:
        """Its foot on the seat."""
        x, y = self.at(self.anchors.seat)
        if self.base.layer is Layer.WATER and self.anchors.rim > _HULL:
            return self.inside()
        if self.thing.art in TOPPINGS and self.base.art in CAKES:
            spread, room = (1.5, 0.62) if copies(self.thing) <= _FEW else (0.8, 0.74)
            row = _fitted(_spread(self.part, spread), 0.5, self.wide * room)
            return self.joined(row, x, y + 0.03, self.front)
        crowd = 1.0 if copies(self.thing) == 1 else 0.85
        most = max((0.8 if crowd == 1 else 1.15 if self.wide < 1 else 0.84) * self.wide, 0.7)
        x *= 1.0 if crowd == 1 else 0.6
        number, several = self.slot
        if several > 1:
            most = max(1.1 * self.wide, 0.9) / several
            x += (number - (several - 1) / 2) * most * 0.9
        tall = max(0.34, self.ratio * 0.75) if self.thing.scale <= _LITTLE else max(0.48, self.ratio)
        rider = _fitted(self.part, min(1.2, tall) * crowd, most)
        if self.base.art in MOUNTS and self.part[0].width < _LONG * self.part[0].height:
            return self.joined(rider, x, y + 0.05 - _ASTRIDE * _extent(rider)[1], self.behind)  # who stands otherwise, sits
        if self.base.art in staging.BEDS and self.thing.scale >= _GROWN and self.part[0].width < _LONG * self.part[0].height:
            return self.joined(rider, x, -0.06, self.behind)
        return self.joined(rider, x, y + 0.05, self.front)

    def holding(self) -> list[Item]:
        """At the hand, outwards, so that the holder's face stays free."""
        x, y = self.at(self.anchors.hand)
        if self.thing.art == "kite":
            return self._flown(x, y)
        if self.thing.art in staging.HELD_ABOVE:
            held = _fitted(self.part, min(1.25, max(0.95, 1.15 * self.wide)), 1.6)
            return self.joined(held, x * 0.8, min(-0.2, y + 0.14), self.behind)
        by_foot = self.thing.art in staging.HELD_BY_FOOT
        held = _fitted(self.part, min(0.8, max(0.55, self.ratio)) if by_foot else min(0.52, max(0.36, self.ratio * 0.75)), 0.62)
        tall, half = -_extent(held)[1], _extent(held)[2]
        turn = 1 if x >= 0 else -1
        beside = 0.85 if by_foot and self.wide > _LONG else 0.42 if by_foot else 0.30  # an animal's face is where its paw is
        out = max(abs(x), self.wide / 2 - 0.12) + half * beside
        return self.joined(held, turn * out, y + 0.06 if by_foot else min(0.02, y + tall * 0.5), self.front)

    def _flown(self, x: float, y: float) -> list[Item]:
        """A kite high beside its holder, the end of its string in the hand."""
        turn = 1 if x >= 0 else -1
        kite = _fitted(self.part, min(1.05, max(0.8, self.ratio)), 1.4)
        half = _extent(kite)[2]
        for item in kite:
            item.flip = turn < 0  # the string hangs down at the drawing's left
        return self.joined(
            kite, turn * (max(abs(x), self.wide / 2 - (0.06 if self.wide < _LONG else 0.2)) + half - 0.02), y + 0.02, self.front
        )

    def wearing(self) -> list[Item]:
        """Clothes in their place: a hat on the head, spectacles on the eyes, a scarf round the neck."""
        x, y = self.at(self.anchors.head)
        head = min(0.62 * self.wide, 0.42)  # people are narrow and mostly head, animals are long
        if self.thing.art in staging.ON_EYES:
            return self.joined(_fitted(self.part, 0.2, head * 0.8), x, y + (0.2 if self.wide < _LONG else 0.26), self.front)
        if self.thing.art in staging.ON_NECK:
            low = 0.58 if self.wide < _LONG else 0.72  # animals' heads are larger, and their chins lower
            return self.joined(_fitted(self.part, 0.3, head * 0.8), x, y + low, self.front)
        if self.thing.art in staging.ON_BODY:
            return self.joined(_fitted(self.part, 0.45, self.wide * 0.8), 0.0, -0.1, self.front)
        return self.joined(_fitted(self.part, 0.4, head * 1.15), x, y + 0.07, self.front)

    def inside(self) -> list[Item]:
        """Looking out of the upper half, the lower half of the base painted over it again."""
        rim = self.anchors.rim
        if self.base.art in staging.WINGED:
            x, y = self.at(self.anchors.seat)
            return self.joined(_fitted(self.part, 0.5, 0.5 * self.wide), x, y + 0.1, self.front)
        deep = 1.0 - rim
        room = self.wide * 0.74 * min(1.0, deep / 0.25)
        part = self.part if copies(self.thing) == 1 else _spread(self.part, 0.62)
        number, several = self.slot
        most = room * (1.0 if len(part) + several == 2 else 1.15 if deep >= _SHALLOW else 1.7) / several
        guest = _fitted(part, min(0.86, max(0.62, self.ratio * 0.9), deep * 2.6), most)
        tall = max(item.height for item in guest)
        if self.base.art in staging.COCKPITS:
            guest = _fitted(part, 0.4, most := 0.36 * self.wide / several)
        x = (self.anchors.seat[0] - 0.5) * self.wide if deep < _SHALLOW or self.base.art in staging.COCKPITS else 0.0
        x += (number - (several - 1) / 2) * most * 0.95
        foot = -0.3 if self.base.art in staging.COCKPITS else min(-0.14, rim - 1.0 + 0.36 * tall)
        main = self.items[0]
        lower = Item(
            main.thing, main.left, main.top, main.width, main.height, main.flip, self.front + 1 + len(guest), lower=True, tied=True
        )
        return [*self.joined(guest, x, foot, self.front), lower]

    def under(self) -> list[Item]:
        """Below a shelter that is raised above it, or at the foot of something higher."""
        if self.base.art in SHELTERS or self.base.layer is Layer.SKY or self.ratio > 0.95:
            guest = _fitted(self.part, min(1.5, max(0.7, self.ratio)), max(1.4 * self.wide, 0.9) * math.sqrt(copies(self.thing)))
            tall = -_extent(guest)[1]
            sunk = 0.62 if self.base.art.startswith("umbrella") else 0.04
            for item in guest:
                item.tied = True
                item.depth += self.behind
            return [item.moved(1.0, 0.0, -tall + sunk * min(1.0, tall)) for item in self.items] + guest
        return self.joined(
            _fitted(self.part, min(0.46, max(0.34, self.ratio)), self.wide * 0.6), self.side * self.wide * 0.16, 0.05, self.front
        )

    def at_back(self) -> list[Item]:
        """Half beside, half behind."""
        guest = _fitted(self.part, min(2.0, max(0.7, self.ratio)), max(2.2, self.wide * 2))
        return self.joined(guest, self.side * (self.wide / 2 + _extent(guest)[2] * 0.42), -0.12, self.behind)

    def at_front(self) -> list[Item]:
        """Half beside, half before."""
        least = 0.3 if self.thing.scale <= _LITTLE else 0.4  # a ball is no boulder
        guest = _fitted(self.part, min(0.9, max(least, self.ratio * 2.5 * least)), max(1.4, self.wide))
        return self.joined(guest, self.side * (self.wide / 2 + _extent(guest)[2] * 0.42), 0.1, self.front)


_JOINS: dict[Relation, Callable[[_Join], list[Item]]] = {
    Relation.ON: _Join.on,
    Relation.HOLDING: _Join.holding,
    Relation.WEARING: _Join.wearing,
    Relation.INSIDE: _Join.inside,
    Relation.UNDER: _Join.under,
    Relation.BEHIND: _Join.at_back,
    Relation.IN_FRONT: _Join.at_front,
}


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
    left, _, right, bottom = _extent(items)
    return [item.moved(1.0, -(left + right) / 2, -bottom) for item in items]
