"""What rooms are made of: walls, floors, windows with the weather outside, curtains, lamps."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.backdrop.scenery import WHITE, far_ridges
from generation.sketch.light import Light, disc
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.scene import Time
from generation.sketch.weather import falling, sky

WOOD: Colour = (168, 112, 72)


def inside(light: Light, colour: Colour) -> Colour:
    """A colour of the room: lamps keep evenings warm."""
    tint = {
        Time.DAY: (1.0, 1.0, 1.0),
        Time.DAWN: (1.02, 0.93, 0.88),
        Time.SUNSET: (1.0, 0.84, 0.72),
        Time.NIGHT: (0.66, 0.60, 0.62),
    }[light.time]
    return times(colour, tint)


def view(page: Page, light: Light, left: float, top: float, wide: float, tall: float) -> None:
    """What is seen outside: a small landscape with the scene's time and weather."""
    width, height = max(16, round(wide)), max(16, round(tall))
    pane = Page(width, height, page.random.getrandbits(32), flat=page.flat)
    horizon = height * 0.78
    sky(pane, light, horizon)
    falling(pane, light, horizon, front=False)
    far_ridges(pane, light, horizon, 2, rise=0.2)
    line = pane.hills(horizon + height * 0.06, height * 0.06, 0.9)
    pane.ridge(line, light.land(light.harmony.near, 0.15), light.land(light.harmony.near))
    falling(pane, light, horizon, front=True)
    page.picture.paste(pane.picture, (round(left), round(top)))


def window(
    page: Page,
    light: Light,
    x: float,
    top: float,
    wide: float,
    tall: float,
    frame: Colour,
    *,
    curtains: Colour | None = None,
    bars: int = 2,
) -> None:
    """A window around `x` with its frame, sill and perhaps curtains, and its light on what is near."""
    left = x - wide / 2
    unit = page.unit
    rim = unit * 0.016
    page.rectangle(
        left - rim * 1.6, top - rim * 1.6, left + wide + rim * 1.6, top + tall + rim * 1.6, times(frame, (0.8, 0.78, 0.78))
    )
    page.rectangle(left - rim, top - rim, left + wide + rim, top + tall + rim, frame)
    view(page, light, left, top, wide, tall)
    for number in range(1, bars):
        bar = left + wide * number / bars
        page.rectangle(bar - rim * 0.4, top, bar + rim * 0.4, top + tall, frame)
    page.rectangle(left, top + tall * 0.46 - rim * 0.3, left + wide, top + tall * 0.46 + rim * 0.4, frame)
    page.rectangle(
        left - rim * 3,
        top + tall + rim,
        left + wide + rim * 3,
        top + tall + rim * 2.6,
        mix(frame, WHITE, 0.2),
        low=times(frame, (0.76, 0.74, 0.74)),
    )
    if curtains is not None:
        rod = top - rim * 3.2
        page.rectangle(left - wide * 0.26, rod - rim * 0.5, left + wide * 1.26, rod + rim * 0.3, times(frame, (0.55, 0.45, 0.4)))
        for side in (-1, 1):
            drape(page, left if side < 0 else left + wide, rod, wide * 0.24, tall * 1.22 + rim * 3, curtains, side)
    if not light.night:
        page.glow(x, top + tall * 0.5, max(wide, tall) * 0.95, light.glow, 0.16 if light.hidden else 0.28)


def drape(page: Page, edge: float, top: float, wide: float, tall: float, colour: Colour, side: int) -> None:
    """One curtain hanging in folds, outwards from `edge` on `side`."""
    folds = 5
    for number in range(folds):
        a, b = number / folds, (number + 1) / folds
        x0, x1 = edge + side * wide * (a - 0.25), edge + side * wide * (b - 0.25)
        sway = wide * 0.10 * side
        shade = times(colour, (0.82, 0.82, 0.84)) if number % 2 else colour
        page.polygon(
            [(x0, top), (x1, top), (x1 + sway, top + tall), (x0 + sway * 0.8, top + tall)],
            mix(shade, WHITE, 0.06),
            bottom=times(shade, (0.84, 0.82, 0.84)),
        )


def wall(page: Page, light: Light, floor: float, paint: Colour, pattern: str) -> None:
    """The back wall, lit from the window's side, with a quiet pattern."""
    tone = inside(light, paint)
    page.rectangle(0, 0, page.width, page.height, mix(tone, WHITE, 0.1), low=times(tone, (0.86, 0.85, 0.88)))
    _PATTERNS[pattern](page, floor, tone)


def _stripes(page: Page, floor: float, tone: Colour) -> None:
    step = page.unit * 0.075
    bright = mix(tone, WHITE, 0.15)
    for number in range(int(page.width / step) + 1):
        page.rectangle(number * step, 0, number * step + step * 0.42, floor, bright, low=times(tone, (0.94, 0.94, 0.95)))


def _dots(page: Page, floor: float, tone: Colour) -> None:
    step = page.unit * 0.085
    for row in range(int(floor / step) + 1):
        for column in range(int(page.width / step) + 2):
            disc(page, (column + 0.5 * (row % 2)) * step, row * step + step * 0.4, page.unit * 0.008, mix(tone, WHITE, 0.25))


def _tiles(page: Page, floor: float, tone: Colour) -> None:
    step, thin = page.unit * 0.07, max(1, page.unit * 0.003)
    line = times(tone, (0.9, 0.9, 0.92))
    for row in range(int(floor / step) + 1):
        page.rectangle(0, row * step, page.width, row * step + thin, line)
        for column in range(int(page.width / step) + 2):
            px = (column + 0.5 * (row % 2)) * step
            page.rectangle(px, row * step, px + thin, (row + 1) * step, line)


def _panels(page: Page, floor: float, tone: Colour) -> None:
    step, unit = page.unit * 0.2, page.unit
    for number in range(int(page.width / step) + 1):
        px = number * step
        page.rectangle(px + step * 0.08, floor - unit * 0.2, px + step * 0.92, floor - unit * 0.03, times(tone, (0.88, 0.86, 0.86)))
        page.rectangle(px + step * 0.1, floor - unit * 0.195, px + step * 0.92, floor - unit * 0.035, mix(tone, WHITE, 0.05))


_PATTERNS: dict[str, Callable[[Page, float, Colour], None]] = {
    "stripes": _stripes,
    "dots": _dots,
    "tiles": _tiles,
    "panels": _panels,
}


def boards(page: Page, light: Light, top: float, colour: Colour, *, vanish: float | None = None) -> None:
    """A wooden floor in perspective."""
    tone = inside(light, colour)
    page.rectangle(0, top, page.width, page.height, times(tone, (0.82, 0.80, 0.80)), low=mix(tone, (255, 230, 190), 0.12))
    middle = page.width * (0.5 if vanish is None else vanish)
    seam = times(tone, (0.66, 0.62, 0.60))
    for number in range(-12, 13):
        page.line(
            [(middle + number * page.width * 0.06, top), (middle + number * page.width * 0.19, page.height)],
            seam,
            page.unit * 0.003,
            0.6,
        )
    for _ in range(22):
        share = page.random.random()
        column = page.random.randrange(-11, 11)
        y = top + (page.height - top) * share
        x0 = middle + column * page.width * (0.06 + 0.13 * share)
        page.rectangle(
            x0, y, x0 + page.width * (0.06 + 0.13 * share), y + max(1.0, page.unit * 0.002 * (1 + share)), mix(seam, tone, 0.35)
        )
    page.rectangle(0, top - page.unit * 0.022, page.width, top, mix(tone, WHITE, 0.5), low=mix(tone, WHITE, 0.2))


def rug(page: Page, light: Light, top: float, colour: Colour) -> None:
    """An oval rug in rings."""
    x, y = page.width * 0.5, top + (page.height - top) * 0.55
    wide, tall = min(page.width * 0.44, page.unit * 0.62), (page.height - top) * 0.33
    angles = np.linspace(0, math.tau, 56)
    for grow, share in ((1.0, 0.0), (0.9, 0.6), (0.82, 0.0), (0.55, 0.45), (0.48, 0.1)):
        points = [(x + float(np.cos(a)) * wide * grow, y + float(np.sin(a)) * tall * grow) for a in angles]
        page.polygon(points, mix(inside(light, colour), inside(light, (255, 246, 226)), share))


def lamp_glow(page: Page, light: Light, x: float, y: float, radius: float) -> None:
    """Warm lamplight in the evening."""
    if light.time is not Time.DAY:
        page.glow(x, y, radius, (255, 206, 130), 0.55)


def picture_frame(page: Page, light: Light, x: float, y: float, size: float, number: int) -> None:
    """A small abstract picture on the wall."""
    page.rectangle(x - size * 0.5, y - size * 0.62, x + size * 0.5, y + size * 0.62, inside(light, (122, 84, 58)))
    page.rectangle(x - size * 0.42, y - size * 0.54, x + size * 0.42, y + size * 0.54, inside(light, (250, 244, 230)))
    tone = inside(light, (light.harmony.flower, light.harmony.near, light.harmony.warm)[number % 3])
    page.polygon([(x - size * 0.34, y + size * 0.42), (x - size * 0.05, y - size * 0.2), (x + size * 0.34, y + size * 0.42)], tone)
    disc(page, x + size * 0.16, y - size * 0.22, size * 0.11, inside(light, (255, 214, 110)))
