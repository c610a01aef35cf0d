"""The sketch painter's sprites: vendored Noto vectors and own drawings, rendered to trimmed pictures on demand."""

import io
import json
import lzma
import re
import threading
import tomllib
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.recolour import MainArea, main_area, repainting, rimmed

ART = Path(__file__).parent / "art"
CACHE_BYTES = 96 * 1024 * 1024
# Sprites are rendered at these heights (px) and scaled down to the one asked for, so that neighbouring sizes share a rendering and
# the result does not depend on what was asked for before. Flat art bears enlarging beyond the last.
RUNGS = (64, 96, 128, 192, 256, 384, 512, 768)
# resvg keeps Python's global lock while it works (measured: 20 to 30 ms at 512 px, mostly PNG encoding). Strips of this many
# pixels bring that down to 3 to 7 ms a call, between which the event loop gets its turn.
STRIP_PX = 32 * 1024
SOLID = 24  # alpha from which a pixel counts as part of the sprite's outline

Point = tuple[float, float]
_SVG = re.compile(r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ([1-9]\d*) ([1-9]\d*)">(.*)</svg>\s*', re.DOTALL)


class Facing(StrEnum):
    """Which way the sprite looks."""

    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Anchors:
    """Points of a trimmed sprite as fractions of its width and height, from the top left."""

    seat: Point  # where a rider sits or a thing stands on it
    hand: Point  # where a held thing goes
    head: Point  # where the brim of a hat goes
    ground: Point  # the point that touches the ground
    facing: Facing = Facing.FRONT
    eyes: Point | None = None  # their middle, where spectacles go; without it they go below the brim of a hat
    rim: float = 0.52  # share of the height from which on its front hides what is inside

    def flipped(self) -> "Anchors":
        """The anchors of the mirrored sprite."""
        seat, hand, head, ground = ((1 - x, y) for x, y in (self.seat, self.hand, self.head, self.ground))
        mirrored = {Facing.LEFT: Facing.RIGHT, Facing.RIGHT: Facing.LEFT, Facing.FRONT: Facing.FRONT}
        eyes = (1 - self.eyes[0], self.eyes[1]) if self.eyes is not None else None
        return Anchors(seat, hand, head, ground, mirrored[self.facing], eyes, self.rim)


@dataclass(frozen=True, slots=True)
class _Vector:
    """A drawing before rendering: what stands inside <svg>, and its canvas in user units."""

    body: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """A drawing's opaque box in user units (left, top, right, bottom) and its anchors."""

    box: tuple[float, float, float, float]
    anchors: Anchors


class _Noto:
    """The vendored icons: an index that is read at once and blocks that are unpacked when first needed."""

    def __init__(self, folder: Path) -> None:
        index = json.loads((folder / "noto.json").read_text("utf-8"))
        self._file = folder / "noto.bin"
        self._blocks: list[list[int]] = index["blocks"]
        self.icons: dict[str, list[int]] = index["icons"]
        self.people = frozenset[str](index["people"])
        self._unpacked = lru_cache(maxsize=None)(self._unpack)  # 7 MB when all are open

    def _unpack(self, block: int) -> bytes:
        offset, length = self._blocks[block]
        with self._file.open("rb") as file:
            file.seek(offset)
            return lzma.decompress(file.read(length))

    def vector(self, art: str) -> _Vector:
        block, offset, length = self.icons[art]
        return _Vector(self._unpacked(block)[offset : offset + length].decode(), 128, 128)


class Sprites:
    """All art by name. Safe to use from several threads; the pictures it gives belong to the caller."""

    def __init__(self, folder: Path, *, cache_bytes: int = CACHE_BYTES) -> None:
        self._noto = _Noto(folder)
        self._own = {file.stem: file for file in sorted((folder / "own").glob("*.svg"))}
        self.names = frozenset(self._noto.icons) | frozenset(self._own)
        with (folder / "anchors.toml").open("rb") as file:
            self._hand_set = tomllib.load(file)
        self._people = self._noto.people | frozenset(self._hand_set.pop("people", ()))
        self._shapes: dict[str, _Shape] = {}  # a few hundred bytes each, at most one a name
        self._main_areas: dict[str, MainArea] = {}  # likewise
        self._cache: OrderedDict[tuple[str, int, str | None], Image.Image] = OrderedDict()
        self._cache_limit = cache_bytes
        self._lock = threading.Lock()
        self.cached_bytes = 0

    @classmethod
    def load(cls) -> Self:
        """Read the indices (some 10 ms); drawings are read when first asked for."""
        return cls(ART)

    def has(self, art: str) -> bool:
        """Whether `art` names a sprite."""
        return art in self.names

    def image(self, art: str, height_px: int, colour: str | None = None, *, flip: bool = False) -> Image.Image:
        """The sprite as RGBA, trimmed to its outline, exactly `height_px` high; KeyError if there is no such (readable) art.

        `colour` is one of `scene.COLOURS`: the sprite's main area takes it and keeps its shading.
        """
        height = max(1, height_px)
        rung = next((rung for rung in RUNGS if rung >= height), RUNGS[-1])
        base = self._base(art, rung, colour)
        width = max(1, round(base.width * height / base.height))
        sized = base.copy() if base.size == (width, height) else base.resize((width, height), Image.Resampling.BICUBIC)
        return sized.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if flip else sized

    def anchors(self, art: str) -> Anchors:
        """Where things meet the sprite; KeyError if there is no such (readable) art."""
        return self._shape(art).anchors

    def _base(self, art: str, rung: int, colour: str | None) -> Image.Image:
        key = (art, rung, colour)
        with self._lock:
            found = self._cache.get(key)
            if found is not None:
                self._cache.move_to_end(key)
                return found
        if colour is None:
            made = self._render_trimmed(art, rung)
        else:
            plain, main = self._base(art, rung, None), self._main_area(art)
            made = plain.filter(repainting(main, colour))
            if colour == "black":
                made = rimmed(plain, made, main)
        with self._lock:
            if key not in self._cache:
                self._cache[key] = made
                self.cached_bytes += _bytes_of(made)
            while self.cached_bytes > self._cache_limit and self._cache:
                _, dropped = self._cache.popitem(last=False)
                self.cached_bytes -= _bytes_of(dropped)
        return made

    def _main_area(self, art: str) -> MainArea:
        found = self._main_areas.get(art)
        if found is None:
            found = main_area(self._base(art, 96, None), keep_skin=art in self._people)
            self._main_areas[art] = found
        return found

    def _render_trimmed(self, art: str, height: int) -> Image.Image:
        vector = self._vector(art)
        left, top, right, bottom = self._shape(art).box
        scale = height / (bottom - top)
        # One unit more on each side, then an exact trim: the box was measured at a small size.
        left, top = max(0, left - 1), max(0, top - 1)
        right, bottom = min(vector.width, right + 1), min(vector.height, bottom + 1)
        roomy = _render(vector, (left, top, right, bottom), (round((right - left) * scale), round((bottom - top) * scale)))
        return roomy.crop(_outline(roomy))

    def _shape(self, art: str) -> _Shape:
        found = self._shapes.get(art)
        if found is None:
            found = self._shapes[art] = self._measure(art)
        return found

    def _measure(self, art: str) -> _Shape:
        vector = self._vector(art)
        try:
            whole = _render(vector, (0, 0, vector.width, vector.height), (vector.width, vector.height))
        except ValueError as error:
            raise KeyError(art) from error
        box = _outline(whole)
        if box is None:
            raise KeyError(art)
        opaque = np.asarray(whole.crop(box).getchannel("A")) >= SOLID
        given = self._hand_set.get(art, {})
        return _Shape(box, _anchors(opaque, given))

    def _vector(self, art: str) -> _Vector:
        own = self._own.get(art)
        if own is None:
            return self._noto.vector(art)
        found = _SVG.fullmatch(own.read_text("utf-8"))
        if found is None:
            raise KeyError(art)
        return _Vector(found[3], int(found[1]), int(found[2]))


def _outline(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of the pixels that are not nearly clear."""
    return picture.getchannel("A").point(lambda alpha: 255 if alpha >= SOLID else 0).getbbox()


def _anchors(opaque: npt.NDArray[np.bool_], given: dict[str, Any]) -> Anchors:
    """Hand-set points where `given` has them, the rest guessed from the outline."""
    height, width = opaque.shape
    columns = np.arange(width) + 0.5

    def middle(rows: npt.NDArray[np.bool_]) -> float:
        weights = rows.sum(axis=0)
        return float((columns * weights).sum() / max(1, weights.sum()) / width)

    band = max(1, height // 20)
    tops = np.where(opaque.any(axis=0), opaque.argmax(axis=0), height)
    saddle = float(np.median(tops[width * 2 // 5 : width * 3 // 5 + 1])) / height
    facing = Facing(given.get("facing", Facing.FRONT))
    hand = {Facing.LEFT: 0.12, Facing.RIGHT: 0.88, Facing.FRONT: 0.82}[facing]
    return Anchors(
        seat=_point(given.get("seat"), (0.5, min(0.9, saddle + 0.04))),
        hand=_point(given.get("hand"), (hand, 0.6)),
        head=_point(given.get("head"), (middle(opaque[: 2 * band]), 0.06)),
        ground=_point(given.get("ground"), (middle(opaque[-band:]), 1.0)),
        facing=facing,
        eyes=_point(given["eyes"], (0.5, 0.5)) if "eyes" in given else None,
        rim=float(given.get("rim", 0.52)),
    )


def _point(given: list[float] | None, fallback: Point) -> Point:
    return (given[0], given[1]) if given else fallback


def _render(vector: _Vector, box: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """The part `box` (user units) of the drawing at `size` pixels, in strips (see STRIP_PX); ValueError if it is no drawing."""
    import resvg_py  # noqa: PLC0415 - 2 MiB that a bot which never painted need not hold

    left, top, right, bottom = box
    width, height = size
    rows = max(8, STRIP_PX // width)
    across, down = width / (right - left), height / (bottom - top)
    picture = Image.new("RGBA", size)
    for first in range(0, height, rows):
        count = min(rows, height - first)
        moved = f"translate({-left * across:.4f} {-top * down - first:.4f}) scale({across:.6f} {down:.6f})"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{count}">'
            f'<g transform="{moved}">{vector.body}</g></svg>'
        )
        data = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
        with Image.open(io.BytesIO(data)) as strip:
            picture.paste(strip.convert("RGBA"), (0, first))
    return picture


def _bytes_of(picture: Image.Image) -> int:
    return picture.width * picture.height * 4
