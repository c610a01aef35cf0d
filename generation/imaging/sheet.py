"""The contact sheet: all variants of a generation in one picture, each with the number that people vote with."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from generation.imaging.pixels import encoded

if TYPE_CHECKING:
    from PIL import Image

CELL_PX: Final = 1024
LONGEST_PX: Final = 10_000  # Telegram refuses photos whose width and height add up to more
MOST: Final = 16
QUALITY: Final = 90
_PAPER: Final = (250, 249, 246)
_INK: Final = (24, 24, 28)
_EMPTY_CELL_COSTS: Final = 0.35  # as much as a sheet 1.4 times as long as wide


def contact_sheet(images: Sequence[bytes], *, cell_px: int = CELL_PX) -> bytes:
    """A JPEG (quality 90) of 1 to 16 pictures in the grid that comes nearest to a square, with numbered badges.

    A cell is at most `cell_px` on its longer side and has the first picture's shape; pictures are shrunk, never enlarged. Takes
    about 40 ms for four JPEGs of 1024x1024, 130 ms for PNGs (their decoding). Raises what Pillow raises for a broken picture.
    """
    from PIL import Image  # noqa: PLC0415 - 4 MiB that a chat which is not asked for anything need not hold

    if not 1 <= len(images) <= MOST:
        raise ValueError(f"a contact sheet holds 1 to {MOST} pictures, not {len(images)}")
    opened = [Image.open(io.BytesIO(data)) for data in images]
    columns, rows = grid(len(opened), opened[0].width / opened[0].height)
    width, height = _cell(opened[0].size, columns + rows, cell_px)
    gutter = _gutter(width, height)
    sheet = Image.new("RGB", sheet_size(len(opened), *opened[0].size, cell_px=cell_px), _PAPER)
    for index, picture in enumerate(opened):
        row, column = divmod(index, columns)
        # A last row that is not full stands in the middle.
        free = columns - min(columns, len(opened) - row * columns)
        left = gutter + column * (width + gutter) + free * (width + gutter) // 2
        top = gutter + row * (height + gutter)
        shrunk = _shrunk(picture, width, height)
        place = (left + (width - shrunk.width) // 2, top + (height - shrunk.height) // 2)
        sheet.paste(shrunk, place, shrunk if shrunk.mode == "RGBA" else None)
        if len(opened) > 1:
            badge = _badge(index + 1, max(min(width, height) // 8, 24))
            inset = badge.width // 5
            sheet.paste(badge, (left + inset, top + inset), badge)
    return encoded(sheet, "JPEG", quality=QUALITY)


def sheet_size(count: int, width: int, height: int, *, cell_px: int = CELL_PX) -> tuple[int, int]:
    """Width and height in pixels of the sheet of `count` pictures of that size."""
    columns, rows = grid(count, width / height)
    cell = _cell((width, height), columns + rows, cell_px)
    gutter = _gutter(*cell)
    return columns * (cell[0] + gutter) + gutter, rows * (cell[1] + gutter) + gutter


def grid(count: int, shape: float) -> tuple[int, int]:
    """Columns and rows for `count` pictures of `shape` (width / height): as square as can be, few cells empty."""

    def cost(columns: int) -> float:
        rows = math.ceil(count / columns)
        return abs(math.log(columns * shape / rows)) + _EMPTY_CELL_COSTS * (columns * rows - count)

    columns = min(range(count, 0, -1), key=cost)  # of two equally good grids the wider one
    return columns, math.ceil(count / columns)


def _cell(first: tuple[int, int], cells_along: int, cell_px: int) -> tuple[int, int]:
    """A cell in the first picture's shape: no larger than the picture, `cell_px`, or what keeps the sheet in Telegram's bounds."""
    longest = min(max(first), cell_px, (LONGEST_PX - 400) // cells_along)
    scale = longest / max(first)
    return max(round(first[0] * scale), 1), max(round(first[1] * scale), 1)


def _gutter(width: int, height: int) -> int:
    return max(min(width, height) // 100, 2)


def _shrunk(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The picture as RGB(A) inside width x height. Big JPEGs are decoded small at once (`draft`), others go through `reduce`."""
    from PIL import Image  # noqa: PLC0415 - as above

    picture.draft("RGB", (width, height))
    factor = min(picture.width // width, picture.height // height)
    if factor > 1:
        picture.load()
        picture = picture.reduce(factor)
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode != mode:  # a conversion to the same mode would copy
        picture = picture.convert(mode)
    picture.thumbnail((width, height), Image.Resampling.LANCZOS)
    return picture


def _badge(number: int, size_px: int) -> Image.Image:
    """A dark disc with a light rim and the number, drawn four times as large and shrunk, which smooths its edge."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - as above

    fine = 4
    side = size_px * fine
    disc = Image.new("RGBA", (side, side), (*_PAPER, 0))
    draw = ImageDraw.Draw(disc)
    draw.ellipse((0, 0, side - 1, side - 1), fill=(*_PAPER, 255))
    rim = side // 16
    draw.ellipse((rim, rim, side - 1 - rim, side - 1 - rim), fill=(*_INK, 255))
    font = ImageFont.load_default(side * 0.62)
    draw.text(
        (side / 2, side / 2),
        str(number),
        font=font,
        fill=(255, 255, 255, 255),
        anchor="mm",
        stroke_width=side / 60,
        stroke_fill="white",
    )
    return disc.reduce(fine)
