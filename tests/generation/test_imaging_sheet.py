"""The contact sheet: its grid, its size, its badges, and what it costs."""

import io
import os
from collections.abc import Sequence

import pytest
from PIL import Image, ImageChops, ImageDraw

from generation.imaging.sheet import contact_sheet, grid

COLOURS = ["#c0392b", "#2980b9", "#27ae60", "#f1c40f"]


def picture(width: int, height: int, colour: str = "#2980b9", kind: str = "PNG", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height), colour).save(file, kind)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def sheet_of(sizes: Sequence[tuple[int, int]], kind: str = "PNG") -> Image.Image:
    return opened(contact_sheet([picture(*size, colour, kind) for size, colour in zip(sizes, COLOURS * 4, strict=False)]))


@pytest.mark.parametrize(
    ("count", "shape", "columns_rows"),
    [
        (1, 1, (1, 1)), (2, 1, (2, 1)), (2, 1.5, (1, 2)), (2, 0.66, (2, 1)), (3, 1, (2, 2)), (3, 3, (1, 3)), (3, 0.5, (3, 1)),
        (4, 1, (2, 2)), (4, 1.78, (2, 2)), (4, 0.5625, (2, 2)), (4, 3, (1, 4)), (4, 1 / 3, (4, 1)),
    ],
)  # fmt: skip
def test_the_grid_suits_count_and_shape(count: int, shape: float, columns_rows: tuple[int, int]) -> None:
    assert grid(count, shape) == columns_rows


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_four_pictures_each_in_its_place_with_a_number(kind: str) -> None:
    sheet = sheet_of([(512, 512)] * 4, kind)
    assert sheet.format == "JPEG"
    assert 1024 < sheet.width == sheet.height < 1060
    for index, (left, top) in enumerate([(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]):
        seen = sheet.getpixel((int(sheet.width * left), int(sheet.height * top)))
        wanted = Image.new("RGB", (1, 1), COLOURS[index]).getpixel((0, 0))
        assert isinstance(seen, tuple)
        assert isinstance(wanted, tuple)
        assert max(abs(one - other) for one, other in zip(seen, wanted, strict=True)) < 8


def test_the_badges_are_different_and_readable_on_a_phone() -> None:
    # All cells alike, so that two cells differ by their numbers only.
    sheet = opened(contact_sheet([picture(512, 512, "#808080")] * 4))
    half = sheet.width // 2
    cells = [sheet.crop((x, y, x + half, y + half)) for y in (0, half) for x in (0, half)]
    corners = [cell.crop((5, 5, 110, 110)) for cell in cells]
    for index, one in enumerate(corners):
        for other in corners[index + 1 :]:
            assert ImageChops.difference(one, other).getbbox() is not None
    # A phone shows the sheet about 360 points wide; a badge must be at least 16 of them, dark with a light number.
    dark = corners[0].convert("L").point(lambda value: 255 if value < 70 else 0).getbbox()
    assert dark is not None
    assert (dark[2] - dark[0]) * 360 / sheet.width >= 16
    assert shades(corners[0])[0] < 45
    assert shades(corners[0])[-1] > 240


def shades(image: Image.Image) -> list[int]:
    """The grey levels that occur."""
    return [level for level, count in enumerate(image.convert("L").histogram()) if count]


def test_a_single_picture_has_no_badge() -> None:
    sheet = opened(contact_sheet([picture(300, 200, "#808080")]))
    inner = shades(sheet.crop((10, 10, 150, 150)))
    assert inner[-1] - inner[0] < 6


def test_a_last_row_that_is_not_full_stands_in_the_middle() -> None:
    sheet = sheet_of([(300, 300)] * 3)
    assert sheet.getpixel((20, sheet.height - 40)) == pytest.approx((250, 249, 246), abs=6)
    assert sheet.getpixel((sheet.width // 2, sheet.height - 40)) == pytest.approx((39, 174, 96), abs=8)


@pytest.mark.parametrize(
    "sizes", [[(1024, 341)] * 4, [(341, 1024)] * 4, [(4096, 4096)] * 4, [(640, 480)] * 16, [(3000, 1000)] * 16]
)
def test_any_sheet_is_within_telegrams_bounds(sizes: list[tuple[int, int]]) -> None:
    sheet = sheet_of(sizes, "JPEG")
    assert sheet.width + sheet.height <= 10_000
    assert max(sheet.width, sheet.height) / min(sheet.width, sheet.height) <= 20


def test_cells_are_at_most_1024_and_pictures_never_enlarged() -> None:
    assert sheet_of([(4096, 2048)] * 4, "JPEG").width <= 2 * 1024 + 40
    assert sheet_of([(64, 64)] * 4).width <= 2 * 64 + 20
    assert opened(contact_sheet([picture(900, 900)] * 4, cell_px=256)).width <= 2 * 256 + 12


def test_pictures_of_other_shapes_and_modes_are_fitted_in() -> None:
    transparent = Image.new("RGBA", (512, 300), (0, 0, 0, 0))
    ImageDraw.Draw(transparent).rectangle((100, 100, 200, 200), fill=(255, 0, 0, 255))
    file = io.BytesIO()
    transparent.save(file, "PNG")
    sheet = opened(
        contact_sheet([picture(512, 512), file.getvalue(), picture(200, 512, mode="L", colour="gray"), picture(512, 512)])
    )
    assert sheet.mode == "RGB"
    assert sheet.getpixel((int(sheet.width * 0.95), int(sheet.height * 0.25))) == pytest.approx((250, 249, 246), abs=6)


def test_the_same_pictures_give_the_same_bytes_also_without_memfd(monkeypatch: pytest.MonkeyPatch) -> None:
    images = [picture(128, 128, colour) for colour in COLOURS]
    with_memfd = contact_sheet(images)
    monkeypatch.delattr(os, "memfd_create", raising=False)
    assert contact_sheet(images) == with_memfd


def test_refuses_no_pictures_too_many_and_broken_ones() -> None:
    with pytest.raises(ValueError, match="1 to 16"):
        contact_sheet([])
    with pytest.raises(ValueError, match="1 to 16"):
        contact_sheet([picture(8, 8)] * 17)
    with pytest.raises(OSError, match="truncated"):
        contact_sheet([picture(900, 900, kind="JPEG")[:-2000]] * 2)
