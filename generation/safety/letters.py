"""Finds lines of writing in a picture and reads them: what goes into the two models of an OCR and what comes out, numpy only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

SIDE_PX: Final = 448  # of the longer side where writing is looked for: letters of 36 pixels of 1,024 are found, smaller often
STEP_PX: Final = 32  # the finder takes multiples of this only
INK: Final = 0.3  # from which value on the finder means a pixel is writing
SURE: Final = 0.5  # and in the mean a whole line
LEAST_PX: Final = 3
ROOM: Final = 1.6  # the finder marks the inside of letters: its boxes grow by this times area / outline
LINE_PX: Final = 48  # how high the reader wants its lines
LONGEST_PX: Final = 960
UPRIGHT: Final = 1.5  # higher than this times its width a line is turned
MOST_LINES: Final = 16  # the largest
MEAN: Final = 127.5  # pixels go in as -1..1
Box = tuple[int, int, int, int]  # left, top, right, bottom
Floats = npt.NDArray[np.float32]


@dataclass(slots=True)
class _Blot:
    """Pixels that touch each other."""

    box: list[int]
    area: int
    sum: float
    of: "_Blot | None" = field(default=None)

    def root(self) -> "_Blot":
        blot = self
        while blot.of is not None:
            blot = blot.of
        return blot


def to_find(picture: Image.Image) -> Floats:
    """The picture as the finder takes it: (1, 3, height, width), blue first, -1..1."""
    scale = SIDE_PX / max(picture.size)
    width, height = (max(STEP_PX, round(side * scale / STEP_PX) * STEP_PX) for side in picture.size)
    return _batch(picture.resize((width, height), Image.Resampling.BILINEAR))


def boxes(ink: Floats, size: tuple[int, int]) -> list[Box]:
    """Where writing is in a picture of this size, the largest first; `ink` is the finder's answer, (height, width), 0..1."""
    height, width = ink.shape
    across, down = size[0] / width, size[1] / height
    found = []
    for blot in _blots(ink):
        left, top, right, bottom = blot.box
        wide, high = right - left, bottom - top
        if blot.sum / blot.area < SURE or min(wide, high) < LEAST_PX:
            continue
        room = ROOM * wide * high / (2 * (wide + high))
        box = (
            max(0, round((left - room) * across)),
            max(0, round((top - room) * down)),
            min(size[0], round((right + room) * across)),
            min(size[1], round((bottom + room) * down)),
        )
        found.append(box)
    return sorted(found, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))[:MOST_LINES]


def in_order(found: Sequence[Box]) -> list[Box]:
    """As one reads them: by lines, from left to right."""
    left = sorted(found, key=lambda box: box[1] + box[3])
    ordered: list[Box] = []
    while left:
        first = left[0]
        line = [box for box in left if box[1] + box[3] < 2 * first[3]]
        ordered += sorted(line, key=lambda box: box[0])
        left = [box for box in left if box not in line]
    return ordered


def to_read(picture: Image.Image, box: Box) -> Floats:
    """One line as the reader takes it: (1, 3, 48, width)."""
    line = picture.crop(box)
    if line.height > UPRIGHT * line.width:
        line = line.transpose(Image.Transpose.ROTATE_90)
    width = min(LONGEST_PX, max(LINE_PX // 3, round(LINE_PX * line.width / line.height)))
    return _batch(line.resize((width, LINE_PX), Image.Resampling.BILINEAR))


def spelled(steps: Floats, signs: Sequence[str]) -> tuple[str, float]:
    """The text of one line and how sure the reader is of it, 0..1; `steps` is its answer, (steps, signs), the first sign none."""
    best = steps.argmax(axis=1)
    told = (best != 0) & (np.concatenate(([0], best[:-1])) != best)  # the same sign twice in a row is one, unless none is between
    if not told.any():
        return "", 0.0
    return "".join(signs[int(number)] for number in best[told]), float(steps.max(axis=1)[told].mean())


def _batch(picture: Image.Image) -> Floats:
    pixels = np.asarray(picture, dtype=np.float32)[:, :, ::-1] / MEAN - 1
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])


def _blots(ink: Floats) -> Iterator[_Blot]:
    """Row by row: runs of writing that touch one of the row above, also at a corner, belong to it."""
    every: list[_Blot] = []
    above: list[tuple[int, int, _Blot]] = []
    for row in range(ink.shape[0]):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], (ink[row] > INK).astype(np.int8), [0]))))
        here = []
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            blot = _Blot([start, row, end, row + 1], end - start, float(ink[row, start:end].sum()))
            every.append(blot)
            for other_start, other_end, other in above:
                if other_start <= end and other_end >= start:
                    _join(other.root(), blot.root())
            here.append((start, end, blot))
        above = here
    return (blot for blot in every if blot.of is None)


def _join(one: _Blot, other: _Blot) -> None:
    if one is other:
        return
    other.of = one
    one.area += other.area
    one.sum += other.sum
    one.box[:2] = map(min, one.box[:2], other.box[:2])
    one.box[2:] = map(max, one.box[2:], other.box[2:])
