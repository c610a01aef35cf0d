"""How one thing is joined to another: a rider to a horse, a hat to its wearer, a passenger to a boat."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from generation.sketch import staging
from generation.sketch.items import Item, copies, extent, fitted, natural, spread
from generation.sketch.scene import Layer, Pose, Relation, Thing
from generation.sketch.sprites import Anchors
from generation.sketch.staging import CAKES, MOUNTS, SHELTERS, TOPPINGS

_AT_TABLE = 0.6  # share of a figure above a table
_HIPS, _PAWS = 0.74, 0.84  # shares of a figure, an animal down to where it sits
_ASTRIDE = 0.3  # share of a rider's height that the mount's back hides
_PERCHED = 0.82  # up to this height beside the base a thing sits on its shoulder
_ASTRADDLE = 0.42  # of who rides what has no back
_LITTLE = 0.4  # natural height up to which a thing is not enlarged for its seat
_GROWN = 1.5  # natural height of a grown-up
_LONG = 0.7  # width per height from which a figure is an animal's
_FEW = 4  # candles that need not crowd
_HULL = 0.55  # a rim from which on a ship has a hull to stand behind
_PLATE = 0.67  # of the width of a drawing with a plate, knife and fork
_SHALLOW = 0.25  # share of the height below the rim: boats and balloons' baskets


@dataclass(slots=True)
class Join:
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
    def turn(self) -> int:
        """The side that is its own where several share a place."""
        return -self.side if self.slot[0] % 2 else self.side

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
        """Its foot on the seat; on a ship it stands behind the hull."""
        if self.base.art in staging.PLATES:
            return self._served()
        return self.inside() if self.base.layer is Layer.WATER and self.anchors.rim > _HULL else self._seated()

    def _seated(self) -> list[Item]:
        x, y = self.at(self.anchors.seat)
        if self.thing.art in TOPPINGS and self.base.art in CAKES:
            apart, room = (1.5, 0.62) if copies(self.thing) <= _FEW else (0.8, 0.74)
            row = fitted(spread(self.part, apart), 0.5, self.wide * room)
            return self.joined(row, x, y + 0.03, self.front)
        if self.base.art in staging.PEOPLE and self.ratio < _PERCHED and copies(self.thing) == 1:
            return self.joined(fitted(self.part, 0.32, 0.7 * self.wide), self.side * 0.46 * self.wide, -0.56, self.front)
        crowd = 1.0 if copies(self.thing) == 1 else 0.85
        most = max((0.8 if crowd == 1 else 1.15 if self.wide < 1 else 0.84) * self.wide, 0.7)
        x *= 1.0 if crowd == 1 else 0.6
        number, several = self.slot
        if several > 1:
            most = max(1.1 * self.wide, 0.9) / several
            x += (number - (several - 1) / 2) * most * 0.9
        tall = max(0.34, self.ratio * 0.75) if self.thing.scale <= _LITTLE else max(0.48, self.ratio)
        rider = fitted(self.part, min(1.2, tall) * crowd, most)
        if self.thing.pose is Pose.SITTING and not (self.base.art in MOUNTS | staging.PEOPLE or self.base.art in staging.WHEELS):
            return self._sat(rider, x, y)
        if self.part[0].width < _LONG * self.part[0].height:  # who stands otherwise, sits
            if self.base.art in staging.BEDS and self.thing.scale >= _GROWN:
                return self.joined(rider, x, -0.06, self.behind)
            sunk = _ASTRIDE if self.base.art in MOUNTS | staging.PEOPLE else _ASTRADDLE if self.base.art in staging.WHEELS else 0.0
            if sunk:
                return self.joined(rider, x, y + 0.05 - sunk * extent(rider)[1], self.behind)
        return self.joined(rider, x, y + 0.05, self.front)

    def _sat(self, rider: list[Item], x: float, y: float) -> list[Item]:
        """Down to the hips: the legs of who sits are not seen from the front."""
        standing = self.part[0].width < _LONG * self.part[0].height
        shown = _HIPS if standing else _PAWS
        for item in rider:
            if item.thing == self.part[0].thing:
                item.shown = shown
        low = (1 - shown) * max(item.height for item in rider if item.thing == self.part[0].thing)
        return self.joined(rider, x, y + 0.05 + low, self.front)

    def _served(self) -> list[Item]:
        """Small in the middle of a plate, which is seen from above; several dishes side by side."""
        number, several = self.slot
        room = _PLATE * self.wide * (0.6 if several == 1 else 0.8)
        part = _heaped(self.part) if copies(self.thing) > 1 else self.part
        dish = fitted(part, 0.6 * _PLATE * self.wide, room / several)
        middle = extent(dish)[1] / 2
        return self.joined(dish, (number - (several - 1) / 2) * room / several, -0.46 - middle, self.front)

    def over(self) -> list[Item]:
        """High above its middle, with air between."""
        guest = fitted(self.part, min(1.2, max(0.4, self.ratio)), max(1.3, self.wide))
        return self.joined(guest, 0.0, -1.14, self.front)

    def holding(self) -> list[Item]:
        """At the hand, outwards, so that the holder's face stays free."""
        x, y = self.at(self.anchors.hand)
        if self.thing.art == "kite":
            return self._flown(x, y)
        if self.thing.pose is Pose.EATEN:
            return self._eaten()
        if copies(self.thing) > 1 and self.thing.art not in staging.HELD_BY_FOOT:
            return self._armful()
        if self.thing.art in staging.HELD_ABOVE:
            held = fitted(self.part, min(1.25, max(0.95, 1.15 * self.wide)), 1.6)
            return self.joined(held, x * 0.8, min(-0.2, y + 0.14), self.behind)
        by_foot = self.thing.art in staging.HELD_BY_FOOT
        held = fitted(self.part, min(0.8, max(0.55, self.ratio)) if by_foot else min(0.52, max(0.36, self.ratio * 0.75)), 0.62)
        if by_foot and copies(self.thing) > 1:  # a bunch of balloons
            held = fitted(spread(self.part, 0.55), 0.85, 1.1)
        tall, half = -extent(held)[1], extent(held)[2]
        number, _ = self.slot
        turn = (1 if x >= 0 else -1) * (-1 if number % 2 else 1)  # the second is in the other hand
        beside = 0.85 if by_foot and self.wide > _LONG else 0.42 if by_foot else 0.30  # an animal's face is where its paw is
        if self.thing.art == "balloon":  # as wide as a face
            beside = 0.9
        out = max(abs(x), self.wide / 2 - 0.12) + half * beside + 0.3 * (number // 2)
        return self.joined(held, turn * out, y + 0.06 if by_foot else min(0.02, y + tall * 0.5), self.front)

    def _eaten(self) -> list[Item]:
        """The first at the mouth, the others in a heap on the ground."""
        x, y = self.at(self.anchors.head)
        turn = 1 if x >= 0 else -1
        if self.wide < _LONG:
            x, y, size = x + 0.13 * (1 if self.at(self.anchors.hand)[0] >= 0 else -1), y + 0.4, 0.22
        else:
            x, y, size = (x + turn * 0.2, y + 0.46, 0.26) if self.anchors.facing != "front" else (x + 0.14, y + 0.56, 0.26)
        first = self.joined(fitted(self.part[:1], size, size * 1.5), x, y, self.front)
        rest = self.part[1:] if copies(self.thing) > 1 else []
        if not rest:
            return first
        heap = fitted(_heaped(rest), 0.3, 0.5)
        return first + self.joined(heap, -turn * (self.wide / 2 + extent(heap)[2] * 0.7), 0.03, self.front)[len(self.items) :]

    def _armful(self) -> list[Item]:
        """Several in both arms, or before an animal's feet."""
        heap = fitted(_heaped(self.part), 0.32, 0.46)
        if self.wide < _LONG:
            return self.joined(heap, 0.0, max(-0.24, self.at(self.anchors.hand)[1] + 0.1), self.front)
        turn = 1 if self.at(self.anchors.head)[0] >= 0 else -1
        return self.joined(heap, turn * (self.wide / 2 + extent(heap)[2] * 0.5), 0.04, self.front)

    def _flown(self, x: float, y: float) -> list[Item]:
        """A kite high beside its holder, the end of its string in the hand."""
        turn = 1 if x >= 0 else -1
        kite = fitted(self.part, min(1.05, max(0.8, self.ratio)), 1.4)
        half = extent(kite)[2]
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
            return self._on_eyes(x, y, head)
        if self.thing.art in staging.ON_NECK:
            low = 0.58 if self.wide < _LONG else 0.72  # animals' heads are larger, and their chins lower
            return self.joined(fitted(self.part, 0.3, head * 0.8), x, y + low, self.front)
        if self.thing.art in staging.ON_BACK:
            return self.joined(fitted(self.part, 0.4, self.wide * 0.9), self.side * self.wide * 0.3, -0.2, self.behind)
        if self.thing.art in staging.ON_FEET:
            return self._shod()
        on_body = self.thing.art in staging.ON_BODY
        worn = fitted(self.part, 0.45, self.wide * 0.8) if on_body else fitted(self.part, 0.4, head * 1.15)
        return self.joined(worn, 0.0 if on_body else x, -0.1 if on_body else y + 0.07, self.front)

    def _on_eyes(self, x: float, y: float, head: float) -> list[Item]:
        """On the eyes where these are known, else below the brim at (x, y); `head` is how wide the head is."""
        if self.anchors.eyes is not None:
            x, y = self.at(self.anchors.eyes)
            pair = fitted(self.part, 0.2, head * 0.8)
            return self.joined(pair, x, y - extent(pair)[1] / 2, self.front)
        if self.base.art in staging.SMALL_HEADS:
            return self.joined(fitted(self.part, 0.12, head * 0.5), x, y + 0.09, self.front)
        return self.joined(fitted(self.part, 0.2, head * 0.8), x, y + (0.2 if self.wide < _LONG else 0.26), self.front)

    def _shod(self) -> list[Item]:
        """A shoe on the foremost and the hindmost foot."""
        shoe = fitted(self.part[:1], 0.2, 0.24)
        apart = 0.09 if self.wide < _LONG else 0.27 * self.wide
        return self.joined([item.moved(1.0, side * apart, 0.0) for side in (-1, 1) for item in shoe], 0.0, 0.02, self.front)

    def inside(self) -> list[Item]:
        """Looking out of the upper half, the lower half of the base painted over it again."""
        if self.base.art in staging.PLATES:
            return self._served()
        rim = self.anchors.rim
        if self.base.art in staging.WINGED:
            x, y = self.at(self.anchors.seat)
            return self.joined(fitted(self.part, 0.5, 0.5 * self.wide), x, y + 0.1, self.front)
        deep = 1.0 - rim
        room = self.wide * 0.74 * min(1.0, deep / 0.25)
        part = self.part if copies(self.thing) == 1 else spread(self.part, 0.62)
        number, several = self.slot
        most = room * (1.0 if len(part) + several == 2 else 1.15 if deep >= _SHALLOW else 1.7) / several
        guest = fitted(part, min(0.86, max(0.62, self.ratio * 0.9), deep * 2.6), most)
        tall = max(item.height for item in guest)
        if self.base.art in staging.COCKPITS:
            guest = fitted(part, 0.4, most := 0.36 * self.wide / several)
        x = (self.anchors.seat[0] - 0.5) * self.wide if deep < _SHALLOW or self.base.art in staging.COCKPITS else 0.0
        x += (number - (several - 1) / 2) * most * 0.95
        foot = -0.3 if self.base.art in staging.COCKPITS else min(-0.14, rim - 1.0 + 0.36 * tall)
        main = self.items[0]
        lower = Item(
            main.thing, main.left, main.top, main.width, main.height, main.flip, self.front + 1 + len(guest), lower=True, tied=True
        )
        return [*self.joined(guest, x, foot, self.front), lower]

    def under(self) -> list[Item]:
        """Below a shelter that is raised above it, or at the foot of something higher: a mushroom stays where it grows."""
        if self.base.art in SHELTERS or self.base.layer is Layer.SKY:
            guest = fitted(self.part, min(1.5, max(0.7, self.ratio)), max(1.4 * self.wide, 0.9) * math.sqrt(copies(self.thing)))
            tall = -extent(guest)[1]
            sunk = 0.62 if self.base.art.startswith("umbrella") else 0.04
            number, several = self.slot
            guest = [
                item.moved(0.85 if several > 1 else 1.0, (number - (several - 1) / 2) * 1.7 * self.wide / several, 0.0)
                for item in guest
            ]
            for item in guest:
                item.tied = True
                item.depth += self.behind
            if number:  # the first has raised it
                return self.items + guest
            return [item.moved(1.0, 0.0, -tall + sunk * min(1.0, tall)) for item in self.items] + guest
        return self.joined(
            fitted(self.part, min(0.46, max(0.34, self.ratio)), self.wide * 0.6 / (1 + 0.4 * (self.slot[1] - 1))),
            self.turn * self.wide * (0.16 if self.slot[1] == 1 else 0.24),
            0.05,
            self.front,
        )

    def at_back(self) -> list[Item]:
        """Half beside, half behind."""
        guest = fitted(self.part, min(2.0, max(0.7, self.ratio)), max(2.2, self.wide * 2))
        if self.base.art in staging.TABLES:  # they sit round it
            number, several = self.slot
            guest = fitted(self.part, min(1.5, max(0.9, self.ratio)), self.wide * 0.95 / several)
            tall = max(item.height for item in guest)
            for item in guest:
                item.shown = _AT_TABLE if item.height > 0.5 * tall else 1.0
            low = (1 - _AT_TABLE) * tall - 0.95
            return self.joined(guest, (number - (several - 1) / 2) * self.wide * 0.95 / several, low, self.behind)
        return self.joined(guest, self.turn * (self.wide / 2 + extent(guest)[2] * 0.42), -0.12, self.behind)

    def at_front(self) -> list[Item]:
        """Half beside, half before."""
        least = 0.3 if self.thing.scale <= _LITTLE else 0.4  # a ball is no boulder
        guest = fitted(self.part, min(0.9, max(least, self.ratio * 2.5 * least)), max(1.4, self.wide))
        return self.joined(guest, self.turn * (self.wide / 2 + extent(guest)[2] * 0.42), 0.1, self.front)


def _heaped(part: list[Item]) -> list[Item]:
    """Copies piled up as oranges are: a row of them, fewer in the next, each over the gaps of the row below."""
    wide, tall = part[0].width, part[0].height
    base = math.ceil((math.sqrt(8 * len(part) + 1) - 1) / 2)
    made: list[Item] = []
    row, rest = 0, list(part)
    while rest:
        here, rest = rest[: max(1, base - row)], rest[max(1, base - row) :]
        for number, item in enumerate(here):
            x = (number - (len(here) - 1) / 2) * wide * 0.8
            moved = item.moved(1.0, x - item.left - item.width / 2, -row * tall * 0.6 - item.top - item.height)
            moved.depth = -float(row)
            made.append(moved)
        row += 1
    return made


JOINS: dict[Relation, Callable[[Join], list[Item]]] = {
    Relation.ON: Join.on,
    Relation.HOLDING: Join.holding,
    Relation.WEARING: Join.wearing,
    Relation.INSIDE: Join.inside,
    Relation.UNDER: Join.under,
    Relation.BEHIND: Join.at_back,
    Relation.IN_FRONT: Join.at_front,
    Relation.OVER: Join.over,
}
