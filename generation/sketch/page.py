"""The sheet a sketch is painted on: soft layers, ridges, stamps and glows, each cheap at full size."""

import math
import random
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.palettes import Colour, mix
from generation.sketch.scene import Part

Plane = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
NOISE = 256  # px, side of the repeating noise tile


@lru_cache(maxsize=8)
def noise_tile(kind: str) -> Plane:
    """A repeating tile of values 0..1: "cloud" (soft, many scales), "fine" (short waves), "white" (no structure)."""
    source = np.random.default_rng({"cloud": 11, "fine": 12, "white": 13, "wash": 14, "sand": 15}[kind])
    white = source.standard_normal((NOISE, NOISE)).astype(np.float32)
    if kind != "white":
        across = np.fft.fftfreq(NOISE)
        radius = np.maximum(np.hypot(across[:, None], across[None, :]), 1 / NOISE)
        power = {"cloud": 1.7, "fine": 0.9, "wash": 2.2, "sand": 0.5}[kind]
        low = {"cloud": 2, "fine": 14, "wash": 1, "sand": 20}[kind] / NOISE
        shaped = np.fft.fft2(white) * np.where(radius < low, 0, radius**-power)
        white = np.real(np.fft.ifft2(shaped)).astype(np.float32)
    ranks = np.argsort(np.argsort(white, axis=None)).reshape(white.shape)
    return (ranks / white.size).astype(np.float32)


def noise(kind: str, width: int, height: int, step: float, start: tuple[int, int]) -> Plane:
    """Noise for `width` x `height` samples: `step` tile pixels per sample, beginning at `start` of the tile."""
    tile = noise_tile(kind)
    rows = (start[0] + np.arange(height) * step).astype(np.int64) % NOISE
    columns = (start[1] + np.arange(width) * step).astype(np.int64) % NOISE
    return np.asarray(tile[rows[:, None], columns[None, :]])


def bytes_of(plane: Plane) -> Bytes:
    """A plane of 0..1 as bytes."""
    return np.asarray(np.clip(plane * 255 + 0.5, 0, 255), np.float32).astype(np.uint8)


@lru_cache(maxsize=1)
def _spot() -> Image.Image:
    """A soft round spot: 255 in the middle, 0 at the rim."""
    axis = np.linspace(-1, 1, 129, dtype=np.float32)
    away = np.sqrt(axis[:, None] ** 2 + axis[None, :] ** 2)
    return Image.fromarray(bytes_of(np.clip(1 - away, 0, 1) ** 1.6))


class Page:
    """A picture while it is painted. Lengths are pixels; `unit` is the length that things are measured by.

    `flat` leaves out soft noise (styles with areas of one colour), `cut` gives every layer the shadow of cut paper.
    """

    def __init__(self, width: int, height: int, seed: int, *, cut: bool = False, flat: bool = False) -> None:
        self.width, self.height = width, height
        self.unit = min(width, height) * (max(width, height) / min(width, height)) ** 0.22
        self.random = random.Random(seed)
        self.picture = Image.new("RGB", (width, height))
        self.things = Image.new("L", (width, height))  # where things stand: styles treat them with more care
        self.cut, self.flat = cut, flat
        self.without: frozenset[Part] = frozenset()  # what the backdrop must not show

    # soft layers

    def wash(self, plane: Plane) -> None:
        """Cover the page with a small picture (rows, columns, 3) of 0..255, smoothly enlarged."""
        small = Image.fromarray(np.clip(plane, 0, 255).astype(np.uint8))
        self.picture = small.resize((self.width, self.height), Image.Resampling.BILINEAR)

    def veil(self, colour: Colour, alpha: Plane, box: tuple[int, int, int, int] | None = None) -> None:
        """Lay a colour over the page (or `box`), as strong as the small plane `alpha` of 0..1 says."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        if right <= left or bottom <= top:
            return
        mask = Image.fromarray(bytes_of(alpha)).resize((right - left, bottom - top), Image.Resampling.BILINEAR)
        self.picture.paste(colour, (left, top, right, bottom), mask)

    def mist(self, top: float, bottom: float, colour: Colour, strength: float, *, rising: bool = True) -> None:
        """Fog that lies between two heights: thickest at `bottom` (or in the middle), with drifting edges."""
        first, last = max(0, int(top)), min(self.height, int(bottom))
        if last - first < 4 or strength <= 0:
            return
        rows, columns = max(4, (last - first) // 8), max(4, self.width // 8)
        height = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
        shape = height**1.3 if rising else np.sin(height * math.pi)
        drift = self.noise("cloud", columns, rows, 0.7)
        self.veil(
            colour, np.asarray(np.clip(shape * (0.55 + 0.9 * drift), 0, 1) * strength, np.float32), (0, first, self.width, last)
        )

    def noise(self, kind: str, columns: int, rows: int, step: float) -> Plane:
        """Noise of this page: the place on the tile comes from the seed."""
        start = (self.random.randrange(NOISE), self.random.randrange(NOISE))
        return noise(kind, columns, rows, step, start)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light around a point, added to what is there."""
        left, top = round(x - radius), round(y - radius)
        size = max(2, round(2 * radius))
        box = (max(0, left), max(0, top), min(self.width, left + size), min(self.height, top + size))
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        scale = 129 / size
        part = _spot().resize(
            (box[2] - box[0], box[3] - box[1]),
            Image.Resampling.BILINEAR,
            box=(
                (box[0] - left) * scale,
                (box[1] - top) * scale,
                min(129, (box[2] - left) * scale),
                min(129, (box[3] - top) * scale),
            ),
        )
        light = Image.merge("RGB", [part.point([int(value * share / 255 * strength) for value in range(256)]) for share in colour])
        self.picture.paste(ImageChops.screen(self.picture.crop(box), light), box[:2])

    # hard layers

    def ridge(self, profile: Plane, top: Colour, bottom: Colour, *, depth: float | None = None, texture: float = 0.0) -> None:
        """Land below the line `profile` (one height in px per column): from colour `top` to `bottom` over `depth` px."""
        first = max(0, int(profile.min()) - 1)
        if first >= self.height:
            return
        rows = self.height - first
        heights = np.arange(first, self.height, dtype=np.float32)[:, None]
        mask = np.clip(heights - profile[None, :] + 0.5, 0, 1)
        self.lay(
            Image.fromarray(bytes_of(np.asarray(mask, np.float32))), (0, first), top, bottom, depth=depth or rows, texture=texture
        )

    def lay(
        self, mask: Image.Image, at: tuple[int, int], top: Colour, bottom: Colour, *, depth: float = 0, texture: float = 0.0
    ) -> None:
        """Paint through a mask with a vertical blend of two colours and, if `texture` > 0, gentle mottling."""
        if self.cut:
            self.shade(mask, at, 0.4)
        if top == bottom and (texture == 0 or self.flat):
            self.picture.paste(top, (at[0], at[1], at[0] + mask.width, at[1] + mask.height), mask)
            return
        mottled = texture > 0 and not self.flat
        rows = max(2, mask.height // 4) if mottled else mask.height
        along = np.clip(np.linspace(0, mask.height, rows, dtype=np.float32) / max(1, depth or mask.height), 0, 1)[:, None, None]
        if self.flat:
            along = np.round(along * 3) / 3
        blend = np.array(top, np.float32) + (np.array(bottom, np.float32) - np.array(top, np.float32)) * along
        if mottled:
            mottle = self.noise("cloud", max(2, mask.width // 4), rows, 1.1)[..., None] - 0.5
            blend = blend * (1 + texture * mottle)
        fill = Image.fromarray(np.clip(blend, 0, 255).astype(np.uint8))
        # A plain gradient is one column, stretched; that is several times cheaper than blending.
        fill = fill.resize(mask.size, Image.Resampling.BILINEAR if mottled else Image.Resampling.NEAREST)
        self.picture.paste(fill, at, mask)

    def shade(self, mask: Image.Image, at: tuple[int, int], strength: float) -> None:
        """The soft shadow of a layer of paper, a little below and to the right of `mask`."""
        offset = max(2, round(self.unit * 0.011))
        small = mask.reduce(4) if min(mask.size) >= 8 else mask
        soft = small.filter(ImageFilter.BoxBlur(max(1, offset / 4))).point([int(value * strength) for value in range(256)])
        soft = soft.resize(mask.size, Image.Resampling.BILINEAR)
        self.picture.paste((20, 16, 30), (at[0] + offset // 2, at[1] + offset), soft)
        # Where the layer goes up to the page's edge its shadow is overpainted by the layer itself.

    def stamp(self, tones: list[tuple[Image.Image, Colour]], x: float, y: float, *, shadow: bool = True) -> None:
        """Paste masks with their colours, the lower middle of the stamp at (x, y)."""
        for number, (mask, colour) in enumerate(tones):
            at = (round(x - mask.width / 2), round(y - mask.height))
            if self.cut and shadow and number == 0:
                self.shade(mask, at, 0.4)
            self.picture.paste(colour, (at[0], at[1], at[0] + mask.width, at[1] + mask.height), mask)

    def polygon(
        self, points: list[tuple[float, float]], colour: Colour, *, bottom: Colour | None = None, alpha: float = 1.0
    ) -> None:
        """A smooth-edged filled polygon."""
        left, top = math.floor(min(p[0] for p in points)) - 1, math.floor(min(p[1] for p in points)) - 1
        left, top = max(-8, left), max(-8, top)
        right = min(self.width + 8, math.ceil(max(p[0] for p in points)) + 1)
        low = min(self.height + 8, math.ceil(max(p[1] for p in points)) + 1)
        if right - left < 1 or low - top < 1:
            return
        drawn = Image.new("L", ((right - left) * 2, (low - top) * 2))
        moved = [((x - left) * 2, (y - top) * 2) for x, y in points]
        ImageDraw.Draw(drawn).polygon(moved, fill=round(255 * alpha))
        mask = drawn.reduce(2)
        if bottom is None:
            if self.cut and alpha == 1:
                self.shade(mask, (left, top), 0.3)
            self.picture.paste(colour, (left, top, left + mask.width, top + mask.height), mask)
        else:
            self.lay(mask, (left, top), colour, bottom)

    def rectangle(self, left: float, top: float, right: float, bottom: float, colour: Colour, *, low: Colour | None = None) -> None:
        """A filled rectangle, cut off at the page."""
        box = (max(0, round(left)), max(0, round(top)), min(self.width, round(right)), min(self.height, round(bottom)))
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        if low is None:
            self.picture.paste(colour, box)
        else:
            self.lay(Image.new("L", (box[2] - box[0], box[3] - box[1]), 255), box[:2], colour, low)

    def line(self, points: list[tuple[float, float]], colour: Colour, thick: float, alpha: float = 1.0) -> None:
        """A smooth line through points."""
        for (x0, y0), (x1, y1) in pairwise(points):
            length = math.hypot(x1 - x0, y1 - y0) or 1
            dx, dy = (y1 - y0) / length * thick / 2, -(x1 - x0) / length * thick / 2
            self.polygon([(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)], colour, alpha=alpha)

    def hills(self, base: float, rise: float, waves: float, *, sharp: float = 0.0) -> Plane:
        """A line of hills around height `base` (px), up to `rise` px high; `sharp` 0 is round, 1 craggy."""
        x = np.linspace(0, 1, self.width, dtype=np.float32)
        aspect = self.width / self.height
        line = np.zeros(self.width, np.float32)
        weight, share = 0.0, 1.0
        for octave in range(2 + round(3 * sharp)):
            phase = self.random.random() * 6.283
            stretch = waves * aspect**0.6 * 1.9**octave * (0.85 + 0.3 * self.random.random())
            wave = np.sin(x * stretch * 6.283 + phase)
            if sharp > 0:
                crag = 1 - 2 * np.abs((x * stretch + phase) % 1 * 2 - 1)
                wave = wave * (1 - sharp) + crag * sharp
            line += np.asarray(wave * share, np.float32)
            weight += share
            share *= 0.45
        return np.asarray(base - rise * (0.5 + 0.5 * line / weight), np.float32)


def toward(colour: Colour, haze: Colour, distance: float) -> Colour:
    """Aerial perspective: far colours take the haze's."""
    return mix(colour, haze, distance)
