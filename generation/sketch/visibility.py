"""Whether each thing on a page can be seen: a drawing that others hide comes forward, or is reported."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.compose import Placed

LEAST: Final = 0.34  # of a drawing's own pixels that must be seen
_GRID: Final = 160  # px of the page's longer side on which that is measured
_LIFT: Final = 0.12  # of its height by which who is inside something looks out farther
_SMALLER: Final = 0.6

Outline = Callable[[Placed], Image.Image]  # a sprite's opacity ("L"), of any size
_Shares = dict[int, float]


def seen(placed: Sequence[Placed], outline: Outline, width: int, height: int) -> _Shares:
    """For each thing how much of its best seen copy is uncovered, as a share of that copy's pixels on the page."""
    scale = _GRID / max(width, height)
    over = np.zeros((max(1, round(height * scale)), max(1, round(width * scale))), bool)
    shares: _Shares = {}
    for sprite in reversed(placed):
        shape, top, left = _shape(sprite, outline, scale, over.shape)
        area = int(shape.sum())
        here = over[top : top + shape.shape[0], left : left + shape.shape[1]]
        if not sprite.lower:
            share = float((shape & ~here).sum() / area) if area else 0.0
            shares[sprite.thing] = max(shares.get(sprite.thing, 0.0), share)
        here |= shape
    return shares


def uncovered(placed: Sequence[Placed], outline: Outline, width: int, height: int) -> tuple[tuple[Placed, ...], tuple[int, ...]]:
    """The sprites with all things to be seen as far as that can be had, and the things that still are hidden."""
    best, shares = tuple(placed), seen(placed, outline, width, height)
    for thing in sorted(shares, key=lambda number: shares[number]):
        if shares[thing] >= LEAST:
            break
        for change in (_lifted, _forward, _small):
            tried = tuple(sorted(change(best, thing), key=lambda sprite: sprite.order))
            after = seen(tried, outline, width, height)
            if after[thing] >= LEAST and all(after[other] >= min(LEAST, shares[other]) for other in shares):
                best, shares = tried, after
                break
    return best, tuple(thing for thing, share in shares.items() if share < LEAST)


def _shape(sprite: Placed, outline: Outline, scale: float, page: tuple[int, int]) -> tuple[npt.NDArray[np.bool_], int, int]:
    """Where the sprite is opaque, cut at the page's edges, with its top and left there."""
    left, top = round(sprite.box[0] * scale), round(sprite.box[1] * scale)
    wide, tall = max(1, round((sprite.box[2] - sprite.box[0]) * scale)), max(1, round(sprite.height * scale))
    whole = np.asarray(outline(sprite).resize((wide, tall), Image.Resampling.BILINEAR)) > 127
    x, y = max(0, -left), max(0, -top)
    left, top = min(max(0, left), page[1]), min(max(0, top), page[0])
    return whole[y : y + page[0] - top, x : x + page[1] - left], top, left


def _forward(placed: Sequence[Placed], thing: int) -> list[Placed]:
    front = max(sprite.order for sprite in placed) + 0.001
    return [replace(one, order=front + one.order * 1e-6) if one.thing == thing and not one.lower else one for one in placed]


def _lifted(placed: Sequence[Placed], thing: int) -> list[Placed]:
    """Higher up, where something's lower part is painted over it."""
    if not any(sprite.lower for sprite in placed):
        return list(placed)
    made = []
    for one in placed:
        rise = 3 * _LIFT * one.height if one.thing == thing and one.tied else 0.0
        left, top, right, bottom = one.box
        made.append(replace(one, box=(left, top - rise, right, bottom - rise)))
    return made


def _small(placed: Sequence[Placed], thing: int) -> list[Placed]:
    """In front of all, but smaller, so that it does not hide others instead."""
    made = []
    for one in _forward(placed, thing):
        if one.thing == thing and not one.lower:
            left, top, right, bottom = one.box
            middle, half, tall = (left + right) / 2, (right - left) / 2 * _SMALLER, (bottom - top) * _SMALLER
            made.append(replace(one, box=(middle - half, bottom - tall, middle + half, bottom)))
        else:
            made.append(one)
    return made
