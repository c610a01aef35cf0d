"""Trees, bushes, clouds and tufts as masks: drawn once, sized and coloured on every page anew."""

import math
import random
from collections.abc import Callable
from functools import cache, lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix
from generation.sketch.scene import Part

MASTER = 360  # px, height of a shape when it is drawn; pages use it smaller or a little larger
FINE = 2  # shapes are drawn so many times larger and reduced, for smooth edges
VARIANTS = 5

Masks = tuple[Image.Image, ...]  # trunk, dark, middle, light: whatever the kind has


class _Pen:
    """A mask under the pen, with points in fractions of its height (x may go beyond 1)."""

    def __init__(self, width: float) -> None:
        self.size = (round(width * MASTER), MASTER)
        self.mask = Image.new("L", (self.size[0] * FINE, MASTER * FINE))
        self.draw = ImageDraw.Draw(self.mask)
        self.scale = MASTER * FINE

    def dot(self, x: float, y: float, rx: float, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        s = self.scale
        self.draw.ellipse(((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s), fill=255)

    def area(self, points: list[tuple[float, float]]) -> None:
        self.draw.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=255)

    def stroke(self, points: list[tuple[float, float]], thick: float) -> None:
        self.draw.line(
            [(x * self.scale, y * self.scale) for x, y in points], fill=255, width=max(1, round(thick * self.scale)), joint="curve"
        )

    def done(self) -> Image.Image:
        return self.mask.reduce(FINE)


def _round_tree(pick: random.Random) -> Masks:
    width = 0.8
    trunk, dark, middle, light = (_Pen(width) for _ in range(4))
    trunk.area([(0.36, 1.0), (0.385, 0.6), (0.415, 0.6), (0.45, 1.0)])
    trunk.stroke([(0.4, 0.75), (0.3, 0.55)], 0.022)
    trunk.stroke([(0.4, 0.7), (0.52, 0.5)], 0.022)
    for _ in range(11):
        angle, away = pick.random() * 6.283, pick.random() ** 0.5
        x, y = 0.4 + math.cos(angle) * away * 0.22, 0.36 + math.sin(angle) * away * 0.2
        radius = 0.1 + 0.05 * pick.random()
        dark.dot(x, y, radius)
        middle.dot(x - 0.02, y - 0.025, radius * 0.86)
        if y < 0.42:
            light.dot(x - 0.045, y - 0.05, radius * 0.55)
    for pen, radius in ((dark, 0.2), (middle, 0.17)):
        pen.dot(0.4, 0.36, radius * 1.15, radius)
    return trunk.done(), dark.done(), middle.done(), light.done()


def _tall_tree(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(0.5) for _ in range(4))
    trunk.area([(0.225, 1.0), (0.24, 0.5), (0.26, 0.5), (0.28, 1.0)])
    wide = 0.15 + 0.04 * pick.random()
    for pen, shift, grow in ((dark, 0.0, 1.0), (middle, -0.015, 0.86), (light, -0.045, 0.42)):
        for step in range(7):
            share = step / 6
            radius = wide * (0.35 + 0.65 * math.sin((0.18 + share * 0.72) * math.pi)) * grow
            pen.dot(0.25 + shift + (pick.random() - 0.5) * 0.02, 0.12 + share * 0.58, radius, radius * 0.8 + 0.04)
    return trunk.done(), dark.done(), middle.done(), light.done()


def _pine(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(0.62) for _ in range(4))
    trunk.area([(0.285, 1.0), (0.295, 0.8), (0.325, 0.8), (0.335, 1.0)])
    tiers = 5
    for tier in range(tiers):
        top = 0.02 + tier * 0.155
        low = top + 0.3
        half = 0.09 + tier * 0.044 + pick.random() * 0.012
        lip = [(0.31 - half + half * 2 * n / 6, low + (0.018 if n % 2 else -0.012)) for n in range(7)]
        dark.area([(0.31, top), *reversed(lip)])
        middle.area([(0.305, top + 0.02), (0.31 + half * 0.25, low - 0.03), *[(x, y - 0.02) for x, y in reversed(lip[:5])]])
        light.area([(0.3, top + 0.03), (0.31 - half * 0.32, low - 0.05), (0.31 - half * 0.92, low - 0.03)])
    return trunk.done(), dark.done(), middle.done(), light.done()


def _palm(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(1.0) for _ in range(4))
    lean = (pick.random() - 0.5) * 0.22
    spine = [(0.5 - lean * (1 - t) ** 1.6, 1 - 0.68 * t) for t in (n / 8 for n in range(9))]
    for (x0, y0), (x1, y1), n in zip(spine, spine[1:], range(9), strict=False):
        trunk.stroke([(x0, y0), (x1, y1)], 0.052 - n * 0.003)
    cx, cy = spine[-1]
    for number in range(9):
        angle = math.pi * (-0.08 + 1.16 * number / 8) + (pick.random() - 0.5) * 0.14
        reach = 0.33 + 0.07 * pick.random()
        pen = (dark, middle, light)[number % 3] if number not in (0, 8) else dark
        tip = (cx + math.cos(angle) * reach, cy - math.sin(angle) * reach * 0.62 + 0.1)
        bend = (cx + math.cos(angle) * reach * 0.55, cy - math.sin(angle) * reach * 0.75 - 0.03)
        curve = [_between((cx, cy), bend, tip, t / 7) for t in range(8)]
        leaf = [(x, y - 0.035 * math.sin(math.pi * t / 7)) for t, (x, y) in enumerate(curve)]
        under = [(x, y + (0.05 if t % 2 else 0.02) * math.sin(math.pi * t / 7)) for t, (x, y) in enumerate(curve)]
        pen.area(leaf + under[::-1])
    trunk.dot(cx - 0.02, cy + 0.03, 0.026)
    trunk.dot(cx + 0.03, cy + 0.035, 0.026)
    return trunk.done(), dark.done(), middle.done(), light.done()


def _between(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], t: float) -> tuple[float, float]:
    """A point on the curve from a to c bent towards b."""
    u = 1 - t
    return u * u * a[0] + 2 * u * t * b[0] + t * t * c[0], u * u * a[1] + 2 * u * t * b[1] + t * t * c[1]


def _bush(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(1.9) for _ in range(4))
    for _ in range(9):
        x = 0.35 + pick.random() * 1.2
        radius = 0.2 + 0.16 * pick.random()
        y = 0.98 - radius * (0.8 + 0.6 * pick.random()) * (1 - abs(x - 0.95) * 0.5)
        dark.dot(x, y, radius)
        middle.dot(x - 0.03, y - 0.04, radius * 0.85)
        light.dot(x - 0.08, y - 0.09, radius * 0.45)
    dark.area([(0.25, 0.99), (0.4, 0.7), (1.5, 0.7), (1.65, 0.99)])
    return trunk.done(), dark.done(), middle.done(), light.done()


def _bamboo(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(0.4) for _ in range(4))
    lean = (pick.random() - 0.5) * 0.05
    for joint in range(9):
        y0, y1 = 1 - joint * 0.115, 1 - (joint + 1) * 0.115 + 0.008
        x0, x1 = 0.2 + lean * joint / 9, 0.2 + lean * (joint + 1) / 9
        middle.stroke([(x0, y0), (x1, y1)], 0.034)
        light.stroke([(x0 - 0.008, y0), (x1 - 0.008, y1)], 0.009)
        dark.stroke([(x1 - 0.02, y1), (x1 + 0.02, y1)], 0.012)
        if joint > 2:
            for _ in range(2):
                side = pick.choice((-1, 1))
                length, fall = 0.1 + 0.08 * pick.random(), 0.02 + 0.08 * pick.random()
                (middle if pick.random() < 0.6 else dark).area(
                    [
                        (x1, y1),
                        (x1 + side * length * 0.5, y1 + fall * 0.2),
                        (x1 + side * length, y1 + fall),
                        (x1 + side * length * 0.45, y1 + fall * 0.7),
                    ]
                )
    return trunk.done(), dark.done(), middle.done(), light.done()


def _cactus(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(0.66) for _ in range(4))
    left, right = 0.45 + 0.15 * pick.random(), 0.4 + 0.15 * pick.random()
    for pen, thick, shift in ((dark, 0.15, 0.0), (middle, 0.105, -0.014), (light, 0.018, -0.035)):
        pen.stroke([(0.33 + shift, 1.0), (0.33 + shift, 0.1)], thick)
        pen.dot(0.33 + shift, 0.1, thick / 2)
        for side, height in ((-1, left), (1, right)):
            x = 0.33 + side * 0.2 + shift
            pen.stroke([(0.33 + shift, height + 0.18), (x, height + 0.18), (x, height - 0.08)], thick * 0.75)
            pen.dot(x, height - 0.08, thick * 0.375)
            pen.dot(x, height + 0.18, thick * 0.375)
    return trunk.done(), dark.done(), middle.done(), light.done()


def _tuft(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(1.6) for _ in range(4))
    for number in range(13):
        x = 0.45 + 0.7 * number / 12
        tip_x, tip_y = x + (x - 0.8) * 0.9 + (pick.random() - 0.5) * 0.3, 0.08 + 0.5 * pick.random() + abs(x - 0.8) * 0.4
        bend = (x + (tip_x - x) * 0.2, tip_y + 0.3)
        left = [_between((x - 0.035, 1.0), bend, (tip_x, tip_y), t / 5) for t in range(6)]
        right = [_between((x + 0.035, 1.0), (bend[0] + 0.03, bend[1]), (tip_x, tip_y), t / 5) for t in range(6)]
        (dark, middle, light)[number % 3].area(left + right[::-1])
    return trunk.done(), dark.done(), middle.done(), light.done()


def _weed(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(0.7) for _ in range(4))
    for number, pen in enumerate((dark, middle, dark, light, middle)):
        x, phase, top = 0.2 + number * 0.08, pick.random() * 6, 0.03 + 0.45 * pick.random()
        line = [(x + 0.045 * math.sin(phase + t * 0.8) * (t / 9), 1 - (1 - top) * t / 9) for t in range(10)]
        left = [(px - 0.034 * (1 - t / 10), y) for t, (px, y) in enumerate(line)]
        right = [(px + 0.034 * (1 - t / 10), y) for t, (px, y) in enumerate(line)]
        pen.area(left + right[::-1])
    return trunk.done(), dark.done(), middle.done(), light.done()


def _leaf(pick: random.Random) -> Masks:
    """A big jungle plant: broad leaves from one point."""
    trunk, dark, middle, light = (_Pen(1.5) for _ in range(4))
    for number in range(9):
        angle = math.pi * (0.1 + 0.8 * number / 8) + (pick.random() - 0.5) * 0.2
        reach = 0.6 + 0.3 * pick.random()
        tip = (0.75 + math.cos(angle) * reach * 0.75, 1.0 - math.sin(angle) * reach)
        wide = 0.1 + 0.04 * pick.random()
        normal = (-(tip[1] - 1.0) / reach, (tip[0] - 0.75) / reach)
        middle_of = (0.75 + (tip[0] - 0.75) * 0.55, 1.0 + (tip[1] - 1.0) * 0.55)
        edges = []
        for side in (1, -1):
            bend = (middle_of[0] + normal[0] * wide * 1.6 * side, middle_of[1] + normal[1] * wide * 1.6 * side)
            edges.append([_between((0.75, 1.0), bend, tip, t / 7) for t in range(8)])
        pen = (dark, middle)[number % 2]
        pen.area(edges[0] + edges[1][::-1])
        light.stroke([(0.75, 1.0), middle_of, tip], 0.008)
    return trunk.done(), dark.done(), middle.done(), light.done()


def _coral(pick: random.Random) -> Masks:
    trunk, dark, middle, light = (_Pen(0.9) for _ in range(4))

    def branch(x: float, y: float, angle: float, length: float, thick: float) -> None:
        tip = (x + math.cos(angle) * length, y - math.sin(angle) * length)
        dark.stroke([(x, y), tip], thick)
        dark.dot(*tip, thick / 2)
        middle.stroke([(x - 0.008, y - 0.008), (tip[0] - 0.008, tip[1] - 0.008)], thick * 0.6)
        if length > 0.12:
            for turn in (-0.5, 0.45):
                branch(*tip, angle + turn + (pick.random() - 0.5) * 0.4, length * 0.74, thick * 0.78)
        else:
            light.dot(tip[0] - 0.006, tip[1] - 0.006, thick * 0.26)

    branch(0.45, 1.0, math.pi / 2, 0.27, 0.085)
    return trunk.done(), dark.done(), middle.done(), light.done()


_KINDS: dict[str, Callable[[random.Random], Masks]] = {
    "round": _round_tree,
    "tall": _tall_tree,
    "pine": _pine,
    "palm": _palm,
    "bush": _bush,
    "bamboo": _bamboo,
    "cactus": _cactus,
    "tuft": _tuft,
    "weed": _weed,
    "leaf": _leaf,
    "coral": _coral,
}


@cache  # kinds x variants, about 10 MB when all are in use
def _masters(kind: str, variant: int) -> tuple[Masks, ...]:
    """The shape at full height and at halves of it, down to an eighth: small plants are cheap that way."""
    full = _KINDS[kind](random.Random(f"{kind}-{variant}"))
    return full, *(tuple(mask.reduce(factor) for mask in full) for factor in (2, 4, 8))


@lru_cache(maxsize=1024)
def _sized(kind: str, variant: int, tall: int, mirrored: bool) -> tuple[tuple[Image.Image, int, int, int] | None, ...]:
    """Each tone's cropped mask, its left edge from the foot's middle, its top above the foot, its number; `tall` px in all."""
    levels = _masters(kind, variant)
    level = next((number for number in (3, 2, 1) if MASTER >> number >= tall), 0)
    made: list[tuple[Image.Image, int, int, int] | None] = []
    for number, mask in enumerate(levels[level]):
        wide = max(1, round(mask.width * tall / mask.height))
        sized = mask.resize((wide, tall), Image.Resampling.BILINEAR)
        if mirrored:
            sized = sized.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        box = sized.getbbox()
        made.append(None if box is None else (sized.crop(box), box[0] - wide // 2, box[1] - tall, number))
    return tuple(made)


_TREES = frozenset({"round", "tall", "pine", "palm"})


def plant(page: Page, kind: str, x: float, y: float, height: float, colours: tuple[Colour, Colour, Colour, Colour]) -> None:
    """Stand a plant with its foot at (x, y); colours are trunk, dark, middle, light."""
    variant, mirrored = page.random.randrange(VARIANTS), page.random.random() < 0.5
    if Part.TREES in page.without and kind in _TREES:
        return
    # Heights in steps of a sixteenth, so that a wood shares its masks.
    step = 2 ** max(0, round(height).bit_length() - 5)
    tall = max(3, round(height / step) * step)
    left, foot = round(x), round(y)
    tones = [tone for tone in _sized(kind, variant, tall, mirrored) if tone is not None]
    if page.cut:
        for mask, dx, dy, _ in tones[:2]:
            page.shade(mask, (left + dx, foot + dy), 0.4)
    for mask, dx, dy, number in tones:
        at = (left + dx, foot + dy)
        page.picture.paste(colours[number], (*at, at[0] + mask.width, at[1] + mask.height), mask)


def cloud(
    page: Page, x: float, y: float, width: float, top: Colour, bottom: Colour, *, strength: float = 1.0, flat: float = 0.4
) -> None:
    """A heap of puffs with its middle at (x, y), lit from above; `flat` is its height per width."""
    pick = page.random
    wide, tall = max(8, round(width)), max(6, round(width * flat))
    small = Image.new("L", (wide, tall))
    pen = ImageDraw.Draw(small)
    puffs = 7 + int(pick.random() * 4)
    floor = tall * 0.86
    for number in range(puffs):
        share = (number + 0.5) / puffs
        radius = tall * (0.14 + 0.34 * math.sin(share * math.pi) * (0.65 + 0.45 * pick.random()))
        px = wide * (0.1 + 0.8 * share)
        py = floor - radius * (0.75 + 0.5 * pick.random() * math.sin(share * math.pi))
        pen.ellipse((px - radius, max(0, py - radius), px + radius, min(tall - 1, py + radius)), fill=255)
    pen.rounded_rectangle((wide * 0.08, floor - tall * 0.2, wide * 0.92, floor), radius=tall * 0.1, fill=255)
    soft = small if page.flat else small.filter(ImageFilter.BoxBlur(max(0.7, width * 0.006)))
    if strength < 1:
        soft = soft.point([int(value * strength) for value in range(256)])
    left, upper = round(x - wide / 2), round(y - tall / 2)
    page.lay(soft, (left, upper), top, bottom)
    if not page.flat:
        inner = ImageChops.offset(soft, round(width * 0.03), round(width * 0.035))
        rim = (
            ImageChops.subtract(soft, inner)
            .filter(ImageFilter.BoxBlur(max(1, width * 0.008)))
            .point([value * 2 // 3 for value in range(256)])
        )
        page.picture.paste(
            mix(top, (255, 255, 255), 0.5 if sum(top) > 520 else 0.08), (left, upper, left + wide, upper + tall), rim
        )
