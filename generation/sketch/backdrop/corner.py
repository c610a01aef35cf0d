"""What stands in a room's corner: a lamp, a plant, a bookcase or a toy chest, in turn with the page's colours."""

from collections.abc import Callable
from typing import Final

from generation.sketch.backdrop.interior import inside, lamp_glow
from generation.sketch.backdrop.scenery import WHITE, greens
from generation.sketch.light import Light, contact_shadow, disc
from generation.sketch.page import Page
from generation.sketch.palettes import HARMONIES, Colour, mix, times
from generation.sketch.shapes import plant

# Successive seeds have successive harmonies five apart, so their numbers modulo four are all different.
_FLOORS: Final[tuple[Colour, ...]] = ((168, 112, 72), (206, 168, 124), (126, 84, 62), (184, 138, 92))
_BOOKS: Final[tuple[Colour, ...]] = ((190, 74, 62), (62, 116, 140), (224, 178, 84), (96, 142, 96), (150, 96, 150), (236, 222, 190))


def turn(light: Light) -> int:
    """0 to 3, another one for each picture of a wish."""
    return next(number for number, harmony in enumerate(HARMONIES) if harmony.name == light.harmony.name) % len(_FLOORS)


def flooring(light: Light) -> Colour:
    """The colour of the boards."""
    return _FLOORS[turn(light)]


def corner(page: Page, light: Light, x: float, foot: float) -> None:
    """Put the furniture of this page with its foot at (x, foot), px."""
    _FURNITURE[turn(light)](page, light, x, foot)


def _lamp(page: Page, light: Light, x: float, foot: float) -> None:
    unit = page.unit
    page.rectangle(x - unit * 0.006, foot - unit * 0.44, x + unit * 0.006, foot, inside(light, (90, 70, 60)))
    contact_shadow(page, x, foot, unit * 0.13, 0.35)
    shade = [(-0.045, -0.54), (0.045, -0.54), (0.085, -0.42), (-0.085, -0.42)]
    page.polygon([(x + unit * dx, foot + unit * dy) for dx, dy in shade], inside(light, (255, 232, 180)))
    lamp_glow(page, light, x, foot - unit * 0.46, unit * 0.42)


def _fern(page: Page, light: Light, x: float, foot: float) -> None:
    unit = page.unit
    clay = inside(light, mix((196, 104, 64), light.harmony.warm, 0.3))
    contact_shadow(page, x, foot, unit * 0.18, 0.4)
    for lean, tall in ((-0.045, 0.30), (0.045, 0.32), (0.0, 0.40)):
        plant(page, "palm", x + unit * lean, foot - unit * 0.10, unit * tall, greens(light, (70, 140, 84), 0.0, (110, 130, 70)))
    pot = [(-0.075, -0.13), (0.075, -0.13), (0.052, 0.0), (-0.052, 0.0)]
    page.polygon([(x + unit * dx, foot + unit * dy) for dx, dy in pot], clay, bottom=times(clay, (0.72, 0.7, 0.7)))
    page.rectangle(x - unit * 0.084, foot - unit * 0.15, x + unit * 0.084, foot - unit * 0.118, mix(clay, WHITE, 0.15))


def _bookcase(page: Page, light: Light, x: float, foot: float) -> None:
    unit, pick = page.unit, page.random
    wood = inside(light, (150, 104, 70))
    left, right, top = x - unit * 0.13, x + unit * 0.13, foot - unit * 0.56
    contact_shadow(page, x, foot, unit * 0.3, 0.4)
    page.rectangle(left, top, right, foot, wood, low=times(wood, (0.8, 0.78, 0.78)))
    for shelf in range(4):
        low = top + unit * (0.135 * (shelf + 1))
        page.rectangle(left + unit * 0.012, low - unit * 0.12, right - unit * 0.012, low, times(wood, (0.55, 0.52, 0.54)))
        px = left + unit * 0.018
        while px < right - unit * 0.045:
            thick, high = unit * (0.014 + 0.016 * pick.random()), unit * (0.075 + 0.035 * pick.random())
            if pick.random() > 0.12:
                page.rectangle(px, low - high, px + thick, low, inside(light, pick.choice(_BOOKS)))
            px += thick + unit * 0.002


def _chest(page: Page, light: Light, x: float, foot: float) -> None:
    unit = page.unit
    paint = inside(light, mix((92, 160, 190), light.harmony.flower, 0.35))
    left, right, top = x - unit * 0.15, x + unit * 0.15, foot - unit * 0.19
    contact_shadow(page, x, foot, unit * 0.32, 0.4)
    for dx, dy, radius, tone in (
        (-0.07, -0.21, 0.055, (236, 92, 84)),
        (0.0, -0.23, 0.05, (255, 206, 84)),
        (0.08, -0.2, 0.05, (110, 180, 110)),
    ):
        disc(page, x + unit * dx, foot + unit * dy, unit * radius, inside(light, tone))
        disc(page, x + unit * (dx - 0.016), foot + unit * (dy - 0.018), unit * radius * 0.25, mix(inside(light, tone), WHITE, 0.55))
    page.rectangle(left, top, right, foot, paint, low=times(paint, (0.8, 0.8, 0.84)))
    page.rectangle(left - unit * 0.008, top - unit * 0.012, right + unit * 0.008, top + unit * 0.022, mix(paint, WHITE, 0.3))
    page.rectangle(x - unit * 0.02, top + unit * 0.008, x + unit * 0.02, top + unit * 0.05, inside(light, (240, 196, 92)))


_FURNITURE: Final[tuple[Callable[[Page, Light, float, float], None], ...]] = (_lamp, _fern, _bookcase, _chest)
