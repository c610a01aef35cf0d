"""Where everything goes: sizes, places and order of painting, so that the page is full and nothing hides anything else."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from generation.sketch.boxes import OVERLAP, Box, covered, crowding, overlap, shrunk
from generation.sketch.clusters import Figures, clusters
from generation.sketch.items import Cluster, Item, copies, natural
from generation.sketch.layers import layer_on
from generation.sketch.lettered import flippable
from generation.sketch.plan import Ground, Plan
from generation.sketch.scene import Layer, Place, Relation, Scene
from generation.sketch.staging import LIGHTS, PLATES, SHELTERS, humble
from generation.sketch.view import Shot

TRIES = 120
_STACKED = 1.6  # a group that is so much higher than its main thing counts as several
_LOW = 0.42  # how large what must not hide a mountain is
MARGIN = 0.025  # of the page's width and height


@dataclass(frozen=True, slots=True)
class Placed:
    """One sprite on the page, in pixels. `order` grows towards the viewer; `distance` is 0 near, 1 lost in haze."""

    thing: int
    box: Box
    flip: bool
    order: float
    layer: Layer
    foot: float | None  # where it touches the ground; None when it floats
    distance: float = 0.0
    lower: bool = False
    tied: bool = False
    shown: float = 1.0  # the share of its height, from its top, that is seen
    main: bool = True  # false: a scattered copy, of which a few may be small

    @property
    def height(self) -> float:
        """Pixels."""
        return self.box[3] - self.box[1]


@dataclass(slots=True)
class _Unit:
    """A cluster with the layer it goes to on this page."""

    cluster: Cluster
    layer: Layer
    extent: Box
    size: float  # px that 1 of the cluster is high
    x: float = 0.0
    y: float = 0.0
    distance: float = 0.0
    turned: bool = False  # mirrored as a whole

    def box(self) -> Box:
        left, top, right, bottom = self.extent
        return self.x + left * self.size, self.y + top * self.size, self.x + right * self.size, self.y + bottom * self.size

    def boxes(self) -> list[Box]:
        """The boxes of all its sprites, in px."""
        return [self.box_of(item) for item in self.cluster.items]

    def box_of(self, item: Item) -> Box:
        """The box of one of its sprites, in px."""
        start = self.extent[0] + self.extent[2] - item.left - item.width if self.turned else item.left
        left, top = self.x + start * self.size, self.y + item.top * self.size
        return left, top, left + item.width * self.size, top + item.height * self.size


def compose(
    scene: Scene, plan: Plan, figures: Figures, pick: random.Random, width: int, height: int, shot: Shot
) -> tuple[Placed, ...]:
    """All sprites of a scene in order of painting. Every thing has at least one; the same `pick` and `shot` give the same page."""
    all_clusters = clusters(scene.things, figures, pick, width / height)
    units, scattered = [], []
    for cluster in all_clusters:
        layer = layer_on(scene.things[cluster.root], plan)
        if layer is Layer.SCATTER and any(item.tied for item in cluster.items):
            layer = Layer.GROUND if plan.ground is not Ground.NOTHING else Layer.SKY  # a bee on the flowers needs one large flower
        if layer is Layer.SCATTER:
            scattered.append(cluster)
        else:
            units.append(_Unit(cluster, layer, cluster.box, 1.0))
    page = _Arranger(scene, plan, figures, pick, width, height, shot)
    page.arrange(units)
    placed = [sprite for unit in units for sprite in page.sprites(unit)]
    placed += page.scatter(scattered, figures, placed)
    return tuple(sorted(placed, key=lambda sprite: sprite.order))


class _Arranger:
    """Tries arrangements until one is right; each try is a little smaller, so that one always is."""

    def __init__(
        self, scene: Scene, plan: Plan, figures: Figures, pick: random.Random, width: int, height: int, shot: Shot
    ) -> None:
        self.scene, self.plan, self.figures, self.pick, self.shot = scene, plan, figures, pick, shot
        self.width, self.height = width, height
        self.horizon = plan.horizon * height
        self.weight = dict.fromkeys(Layer, 1.0)
        self.lone = False  # one unit only stands on the ground or the water

    def arrange(self, units: list[_Unit]) -> None:
        """Set size, x, y of all units: the first arrangement without a fault, or the one with the least."""
        best: tuple[float, list[tuple[float, float, float, float, bool]]] | None = None
        for number in range(TRIES):
            self._try(units, 0.965 ** (number // 3))
            for unit in units:
                unit.turned = self._turned(unit)
            fault = self._fault(units)
            if best is None or fault < best[0]:
                best = (fault, [(unit.size, unit.x, unit.y, unit.distance, unit.turned) for unit in units])
            if fault <= 1e-9:
                break
        if best is not None:
            for unit, (size, x, y, distance, turned) in zip(units, best[1], strict=True):
                unit.size, unit.x, unit.y, unit.distance, unit.turned = size, x, y, distance, turned

    def _try(self, units: list[_Unit], shrink: float) -> None:
        tallest = {layer: max((unit.cluster.scale for unit in units if unit.layer is layer), default=0.0) for layer in Layer}
        largest = max(tallest.values(), default=1.0)
        near = max(tallest[Layer.GROUND], tallest[Layer.WATER], tallest[Layer.SKY], 0.6 * tallest[Layer.FAR]) or largest or 1.0
        # A dragon in the air is large beside a pan on the beach; towers are far away and count for less.
        self.weight = {layer: min(1.0, max(0.62, (tallest[layer] or near) / near)) for layer in Layer}
        by = {layer: [unit for unit in units if unit.layer is layer] for layer in Layer}
        low = by[Layer.GROUND] + ([] if self._free(Layer.WATER) else by[Layer.WATER])
        alone = not low
        self.lone = len(low) == 1
        self._stand(by[Layer.GROUND], shrink, self.plan.feet)
        if self._free(Layer.WATER):
            self._float(by[Layer.WATER], shrink, (self.plan.swim or (0.2, 0.8)), low=bool(by[Layer.GROUND]))
        elif by[Layer.WATER]:
            swim = self.plan.swim or self.plan.feet
            if by[Layer.GROUND]:
                self._stand(by[Layer.WATER], shrink * 0.8, (swim[0], swim[0] + (swim[1] - swim[0]) * 0.8))
            else:
                self._stand(by[Layer.WATER], shrink, (swim[0] + (swim[1] - swim[0]) * 0.5, swim[1]))
        self._tower(by[Layer.FAR], shrink, alone=alone)
        bottom = 0.86 if self.plan.ground is Ground.NOTHING else min(0.62, self.plan.horizon + 0.02)
        if self.plan.indoors:
            bottom = self.plan.horizon * 0.8
        top = 0.04
        alone = alone and not by[Layer.FAR]
        self._float(by[Layer.SKY], shrink, (top, bottom if not alone or self.plan.ground is Ground.NOTHING else 0.8), low=not alone)

    def _free(self, layer: Layer) -> bool:
        """Whether water things hang freely (under water) instead of lying on a surface."""
        return layer is Layer.WATER and self.plan.place is Place.UNDERWATER

    def _scale(self, units: Sequence[_Unit]) -> list[float]:
        """Natural heights relative to the largest, none lost beside it."""
        sizes = [unit.cluster.scale for unit in units]
        largest = max(sizes)
        return [max(size / largest, 0.36 if self._plain(unit) else 0.16) for size, unit in zip(sizes, units, strict=True)]

    def _plain(self, unit: _Unit) -> bool:
        """Whether the prompt asks for no size of its main thing."""
        return self.scene.things[unit.cluster.root].size == 1.0

    def _wished(self, units: Sequence[_Unit]) -> float:
        """Giants fill more of the page than others do, the tiny less."""
        size = max(self.scene.things[unit.cluster.root].size for unit in units)
        return min(1.4, max(0.5, math.pow(size, 0.4)))

    def _stand(self, units: list[_Unit], shrink: float, feet: tuple[float, float]) -> None:
        """Put units side by side on the ground between two heights, large ones behind."""
        if not units:
            return
        pick = self.pick
        share = self._scale(units)
        depth = [min(1.0, max(0.0, (0.8 - 0.55 * part if len(units) > 1 else 0.3) + 0.45 * pick.random())) for part in share]
        order = list(range(len(units)))
        pick.shuffle(order)
        tall = [unit.extent[3] - unit.extent[1] for unit in units]
        wide = [unit.extent[2] - unit.extent[0] for unit in units]
        # One unit of natural height in px: the tallest group takes its share of the page, all together fit its width.
        goal = self.height * (0.41 + 0.14 * pick.random()) * (1.06 if len(units) == 1 else 1.0) * self.weight[units[0].layer]
        wished = self._wished(units)
        goal *= wished * (max(0.95, self.shot.near) if wished > 1 else self.shot.near)
        goal *= min(1.25, max(1.0, (self.width / self.height) ** 0.3))
        goal *= 1.14 if max(tall) > 1.35 else 1.0  # a rider on a horse: both count
        by_height = goal / max(part * one * (0.8 + 0.2 * d) for part, one, d in zip(share, tall, depth, strict=True))
        total = sum(part * one * (0.8 + 0.2 * d) for part, one, d in zip(share, wide, depth, strict=True))
        room = self.width * (0.94 if len(units) < 3 else 1.12)
        by_width = min(room / total, self.width * 0.86 / max(part * one for part, one in zip(share, wide, strict=True)))
        main = min(by_height, by_width) * shrink
        spans = []
        for number, unit in enumerate(units):
            unit.size = main * share[number] * (0.8 + 0.2 * depth[number])
            unit.distance = 0.06 * (1 - depth[number])
            spans.append(wide[number] * unit.size)
        slack = self.width * (1 - 2 * MARGIN) - sum(spans)
        gaps = [pick.random() + 0.25 for _ in range(len(units) + 1)]
        if len(units) == 1:  # off the middle, as painters do
            gaps = [0.1 + pick.random(), 0.1 + pick.random()]
            if self.shot.aside is not None and self.lone:
                gaps = [self.shot.aside + 0.08 * pick.random(), 1 - self.shot.aside + 0.08 * pick.random()]
        scale = slack / sum(gaps)
        x = self.width * MARGIN
        for place, number in enumerate(order):
            unit = units[number]
            x += gaps[place] * scale if slack > 0 else 0.0
            left = x if slack > 0 else x + slack * place / max(1, len(units) - 1)
            unit.x = left - unit.extent[0] * unit.size
            x += spans[number]
            unit.y = (feet[0] + (feet[1] - feet[0]) * depth[number]) * self.height
            if self.plan.place is Place.TABLE and self.scene.things[unit.cluster.root].art in PLATES:  # it lies on the cloth
                unit.y = (0.9 + 0.06 * depth[number]) * self.height
                unit.size = min(unit.size, 0.97 * (unit.y - self.horizon) / tall[number])
            self._inside(unit)

    def _tower(self, units: list[_Unit], shrink: float, *, alone: bool) -> None:
        """Things on the horizon; alone on the page they come nearer and are large."""
        pick = self.pick
        if not units:
            return
        share = self._scale(units)
        total = sum(part * (unit.extent[2] - unit.extent[0]) for part, unit in zip(share, units, strict=True))
        order = list(range(len(units)))
        pick.shuffle(order)
        x = 0.0
        for number in order:
            unit = units[number]
            tall, wide = unit.extent[3] - unit.extent[1], unit.extent[2] - unit.extent[0]
            drop = (0.34 if alone else 0.06 + 0.06 * pick.random()) * (self.height - self.horizon)
            unit.y = self.horizon + drop
            goal = min(unit.y - self.height * 0.03, self.height * (0.66 + 0.12 * pick.random())) * share[number]
            low = humble(self.scene.things[unit.cluster.root], self.plan.place)
            goal *= _LOW if low else 1.0
            most = self.width * (_LOW if low else 0.9 if alone else 0.62) / len(units)
            unit.size = min(goal / tall, most / wide) * (shrink if alone else min(1.0, max(min(0.62, shrink * 2), shrink)))
            span = self.width / len(units) if alone else self.width * share[number] * wide / total
            unit.distance = 0.04 if alone else 0.16
            free = max(0.0, span - wide * unit.size)
            share_left = pick.random()
            if low and len(units) == 1:
                share_left = 0.1 * share_left if share_left < 0.5 else 1 - 0.1 * share_left
            unit.x = x + share_left * free - unit.extent[0] * unit.size
            x += span
            self._inside(unit)

    def _float(self, units: list[_Unit], shrink: float, band: tuple[float, float], *, low: bool) -> None:
        """Things in the air or in deep water, in a loose pattern between two heights."""
        pick = self.pick
        if not units:
            return
        share = self._scale(units)
        top, bottom = band[0] * self.height, band[1] * self.height
        count = len(units)
        columns = max(1, min(count, round(math.sqrt(count * self.width / max(1.0, bottom - top)))))
        rows = math.ceil(count / columns)
        order = list(range(count))
        pick.shuffle(order)
        goal = self.height * ((0.20 + 0.5 * min(0.55, band[1] - band[0]) * self.weight[units[0].layer] ** 2) if low else 0.54)
        for place, number in enumerate(order):
            unit = units[number]
            row, column = divmod(place, columns)
            here = min(columns, count - row * columns)
            cell_w, cell_h = self.width / here, (bottom - top) / rows
            tall, wide = unit.extent[3] - unit.extent[1], unit.extent[2] - unit.extent[0]
            many = len(unit.cluster.items) > 3 or tall > _STACKED
            most = goal * (2.0 if many else 1.0) * (0.75 + 0.25 * share[number]) * (share[number] if not low else 1.0)
            size = min(most / tall, cell_w * 0.92 / wide, (cell_h * 1.05) / tall)
            unit.size = size * shrink * (min(1.1, max(0.78, self.shot.near)) if low else min(1.0, max(0.7, self.shot.near)))
            if self.scene.things[unit.cluster.root].art in LIGHTS:
                unit.size = min(unit.size, self.height * 0.36 / min(tall, 1.0))
            slack_x, slack_y = cell_w - wide * unit.size, max(0.0, cell_h - tall * unit.size)
            unit.x = column * cell_w + slack_x * pick.random() - unit.extent[0] * unit.size
            unit.y = top + row * cell_h + slack_y * pick.random() - unit.extent[1] * unit.size
            unit.distance = 0.04
            self._inside(unit)

    def _inside(self, unit: _Unit) -> None:
        """Shrink and shift a unit until its whole box lies on the page."""
        edge_x, edge_y = self.width * MARGIN, self.height * MARGIN
        wide, tall = (unit.extent[2] - unit.extent[0]) * unit.size, (unit.extent[3] - unit.extent[1]) * unit.size
        fit = min(1.0, (self.width - 2 * edge_x) / wide, (self.height - 2 * edge_y) / tall)
        if fit < 1:
            unit.size *= fit
        left, top, right, bottom = unit.box()
        unit.x += max(0.0, edge_x - left) - max(0.0, right - (self.width - edge_x))
        unit.y += max(0.0, edge_y - top) - max(0.0, bottom - (self.height - edge_y * 0.4))

    def _fault(self, units: list[_Unit]) -> float:
        """How much units hide of one another beyond what is allowed, copy by copy."""
        fault = 0.0
        boxes = [unit.box() for unit in units]
        for number, unit in enumerate(units):
            for other in range(number):
                if overlap(boxes[number], boxes[other]) <= 0:
                    continue
                pair = {unit.layer, units[other].layer}
                limit = OVERLAP if Layer.FAR in pair else OVERLAP * (0.4 if len(pair) == 1 else 0.15)
                if pair == {Layer.FAR, Layer.SKY}:
                    limit = 0.0  # a gull beside the lamp of a lighthouse, not before it
                theirs = units[other].boxes()
                worst = max(overlap(mine, their) for mine in unit.boxes() for their in theirs)
                fault += max(0.0, worst - limit)
        return fault

    def sprites(self, unit: _Unit) -> list[Placed]:
        """The sprites of a placed unit."""
        bottom = unit.box()[3]
        base = {Layer.SKY: 50.0, Layer.FAR: 100.0, Layer.WATER: 200.0, Layer.GROUND: 200.0, Layer.SCATTER: 200.0}[unit.layer]
        made = []
        for number, item in enumerate(sorted(unit.cluster.items, key=lambda one: one.depth)):
            box = unit.box_of(item)
            order = base + bottom / self.height * 90 + number * 0.001
            floats = unit.layer is Layer.SKY or (unit.layer is Layer.WATER and self._free(unit.layer))
            thing = self.scene.things[item.thing]
            lifted = item.tied and thing.relation not in {Relation.UNDER, Relation.BEHIND, Relation.IN_FRONT}
            most = 0.08 if thing.art in SHELTERS else 0.45  # who is under an umbrella stands lower than its handle
            raised = bottom - box[3] > most * (box[3] - box[1]) and copies(thing) == 1
            foot = None if floats or lifted or raised else box[3]
            made.append(
                Placed(
                    item.thing,
                    box,
                    item.flip ^ unit.turned,
                    order,
                    unit.layer,
                    foot,
                    unit.distance,
                    item.lower,
                    item.tied,
                    item.shown,
                )
            )
        return made

    def _turned(self, unit: _Unit) -> bool:
        """Whether to mirror a whole cluster: its main thing looks into the page, not out of it."""
        things = self.scene.things
        if not all(flippable(things[item.thing].art) for item in unit.cluster.items):
            return False
        main = next(item for item in unit.cluster.items if item.thing == unit.cluster.root)
        facing = self.figures(things[unit.cluster.root].art).anchors.facing
        middle = unit.x + (unit.extent[0] + unit.extent[2]) / 2 * unit.size
        looks_left = (facing == "left") ^ main.flip
        return facing != "front" and self.pick.random() < 0.85 and looks_left == (middle < self.width / 2)

    def scatter(self, scattered: list[Cluster], figures: Figures, placed: list[Placed]) -> list[Placed]:
        """Several copies over the foreground, larger towards the viewer, beside the other things rather than over them."""
        made: list[Placed] = []
        pick, plan = self.pick, self.plan
        if plan.ground is Ground.NOTHING:
            band = (0.1, 0.95)
        elif plan.ground is Ground.WATER and plan.swim:
            band = plan.swim
        else:
            band = (plan.horizon + (1 - plan.horizon) * 0.22, 0.985)
        for cluster in scattered:
            thing = self.scene.things[cluster.root]
            aspect = figures(thing.art).aspect
            many = copies(thing)
            only = not placed
            size = self.height * (0.24 if only else 0.15) * min(1.15, max(0.75, natural(thing)))
            size = min(size, self.width * 0.26 / aspect)
            for number in range(many):
                best: tuple[float, Box] | None = None
                for attempt in range(48):
                    depth = (number + pick.random()) / many
                    foot = (band[0] + (band[1] - band[0]) * depth) * self.height
                    tall = size * (0.55 + 0.55 * depth) * (1 - 0.015 * attempt)
                    wide = tall * aspect
                    left = pick.random() * (self.width - wide)
                    box = (left, max(1.0, foot - tall), left + wide, max(1.0, foot - tall) + tall)
                    fault = sum(max(0.0, crowding(box, sprite.box, foot)) for sprite in placed) + 0.7 * sum(
                        overlap(box, other.box) for other in made
                    )
                    if best is None or fault < best[0]:
                        best = (fault, box)
                    if fault < 0.02:
                        break
                if best is None or (best[0] > OVERLAP and number >= max(1, thing.count)):
                    continue
                box = shrunk(best[1], [sprite.box for sprite in placed])
                foot_at = None if plan.ground is Ground.NOTHING else box[3]
                flip = pick.random() < 0.5 and flippable(thing.art)
                made.append(
                    Placed(cluster.root, box, flip, 200.0 + box[3] / self.height * 90, Layer.SCATTER, foot_at, main=number == 0)
                )
        return made


def hidden(sprites: Sequence[Placed], number: int) -> float:
    """The largest share of a sprite's box that one later, not tied sprite of another thing covers."""
    return max(
        (
            covered(sprites[number].box, later.box)
            for later in sprites[number + 1 :]
            if later.thing != sprites[number].thing and not later.tied and not sprites[number].tied
        ),
        default=0.0,
    )
