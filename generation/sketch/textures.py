"""Textures that pages share: grain, paper, pencil hatching, printer's dots, brush strokes; made once for a size and kept."""

import math
from functools import lru_cache

import numpy as np
from PIL import Image

from generation.sketch.page import NOISE, Plane, bytes_of, noise_tile

KEPT = 4  # sizes of a texture that are kept


def _tiled(tile: np.ndarray, width: int, height: int) -> np.ndarray:
    down, across = math.ceil(height / tile.shape[0]), math.ceil(width / tile.shape[1])
    return np.tile(tile, (down, across) + (1,) * (tile.ndim - 2))[:height, :width]


@lru_cache(maxsize=KEPT)
def grain(width: int, height: int, strength: int) -> Image.Image:
    """Film grain around 128, `strength` levels either way."""
    white, fine = noise_tile("white"), noise_tile("sand")
    plane = (white * 0.6 + fine * 0.4 - 0.5) * strength * 1.6
    tile = np.clip(128 + plane + 0.5, 0, 255).astype(np.uint8)
    return Image.fromarray(np.repeat(_tiled(tile, width, height)[..., None], 3, axis=2))


@lru_cache(maxsize=KEPT)
def fibres(width: int, height: int, colour: tuple[int, int, int], depth: int) -> Image.Image:
    """Paper of a colour with a tooth `depth` levels deep."""
    tile = noise_tile("fine") * 0.7 + noise_tile("sand") * 0.5
    relief = tile - np.roll(np.roll(tile, 1, axis=0), 1, axis=1)
    shade = -np.abs(relief) * depth * 1.6 - (1 - noise_tile("cloud")) * depth * 0.3
    plane = np.array(colour, np.float32)[None, None, :] + shade[..., None]
    return Image.fromarray(_tiled(np.clip(plane, 0, 255).astype(np.uint8), width, height))


@lru_cache(maxsize=KEPT)
def hatching(width: int, height: int, slope: float) -> Plane:
    """Pencil strokes in one direction: 0 on a stroke, 1 between."""
    source = np.random.default_rng(round(1000 + slope * 100))
    side = NOISE * 2
    white = source.standard_normal((side, side)).astype(np.float32)
    fy, fx = np.fft.fftfreq(side)[:, None], np.fft.fftfreq(side)[None, :]
    angle = math.atan(slope)
    along, across = fx * math.cos(angle) - fy * math.sin(angle), fx * math.sin(angle) + fy * math.cos(angle)
    shape = np.exp(-((along * 42) ** 2)) * np.exp(-(((np.abs(across) - 0.16) / 0.09) ** 2))
    lines = np.real(np.fft.ifft2(np.fft.fft2(white) * shape))
    ranks = np.argsort(np.argsort(lines, axis=None)).reshape(lines.shape)
    return np.asarray(_tiled((ranks / ranks.size).astype(np.float32), width, height))


@lru_cache(maxsize=KEPT)
def dots(width: int, height: int, step: float) -> Plane:
    """A printer's screen of dots `step` px apart, turned by 30 degrees; 0 in a dot's middle, 1 between dots."""
    x, y = np.arange(width, dtype=np.float32)[None, :], np.arange(height, dtype=np.float32)[:, None]
    u, v = (x * 0.866 + y * 0.5) * (math.pi / step), (y * 0.866 - x * 0.5) * (math.pi / step)
    return np.asarray(0.5 - 0.5 * np.cos(u) * np.cos(v), np.float32)


@lru_cache(maxsize=KEPT * 2)
def strokes(width: int, height: int, length: int) -> tuple[np.ndarray, np.ndarray, Image.Image]:
    """Brush strokes `length` px long: for each pixel where its stroke's colour is taken (dx, dy), and the paint's relief."""
    side = length * 8
    pick = np.random.default_rng(900 + length)
    dx, dy = np.zeros((side, side), np.int16), np.zeros((side, side), np.int16)
    relief = np.full((side, side), 0.86, np.float32)
    half = length / 2
    thick = max(2.0, length * 0.17)
    reach = math.ceil(half + thick)
    grid_y, grid_x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    count = int(5.2 * side * side / (length * thick * 2))
    for _ in range(count):
        cx, cy = int(pick.integers(side)), int(pick.integers(side))
        angle = 0.5 * math.sin(cx / side * math.tau) + 0.6 * math.cos(cy / side * math.tau) + float(pick.normal(0, 0.32))
        along, across = grid_x * math.cos(angle) + grid_y * math.sin(angle), grid_y * math.cos(angle) - grid_x * math.sin(angle)
        across = across + 0.10 * length * (along / half) ** 2 * 0.5
        inside = (np.abs(across) < thick * (1 - 0.35 * (along / half) ** 2)) & (np.abs(along) < half)
        rows, columns = np.nonzero(inside)
        ys, xs = (cy + rows - reach) % side, (cx + columns - reach) % side
        dx[ys, xs] = -(columns - reach).astype(np.int16)
        dy[ys, xs] = -(rows - reach).astype(np.int16)
        place = across[inside] / thick
        bristles = 0.035 * np.sin(place * 9 + pick.random() * 6) + 0.02 * np.sin(place * 23)
        relief[ys, xs] = np.asarray(
            0.885 + bristles - 0.09 * place**3 - 0.05 * (place > 0.8) + 0.045 * pick.standard_normal(), np.float32
        )
    shade = Image.fromarray(bytes_of(_tiled(relief, width, height)))
    return _tiled(dx, width, height).astype(np.int32), _tiled(dy, width, height).astype(np.int32), Image.merge("RGB", [shade] * 3)
