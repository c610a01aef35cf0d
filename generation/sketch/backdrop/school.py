"""The backdrop of a schoolyard: the school behind its paved yard with the lines of a ball court."""

from generation.sketch.backdrop.buildings import LAMP, lit
from generation.sketch.backdrop.scenery import WHITE, far_ridges, wood
from generation.sketch.light import Light, disc
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.plan import Plan
from generation.sketch.weather import sky


def schoolyard(page: Page, light: Light, plan: Plan) -> None:
    """A long schoolhouse with rows of windows, a clock over its door, trees, a hoop and painted lines."""
    horizon, unit = plan.horizon * page.height, page.unit
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 1)
    wood(page, light, horizon + unit * 0.01, unit * 0.2, ("round",), light.harmony.far, 0.3, gap=0.9)
    _school(page, light, page.width * (0.42 + 0.16 * page.random.random()), horizon + unit * 0.015)
    yard = light.land(light.floor(mix((206, 178, 150), light.harmony.warm, 0.12)))
    page.rectangle(0, horizon, page.width, page.height, mix(yard, light.haze, 0.25), low=times(yard, (0.84, 0.82, 0.82)))
    wood(page, light, horizon + unit * 0.012, unit * 0.06, ("bush",), light.harmony.near, 0.2, gap=1.1)
    _court(page, light, horizon)
    _hoop(page, light, page.width * (0.1 if page.random.random() < 0.5 else 0.9), horizon + (page.height - horizon) * 0.22)


def _school(page: Page, light: Light, x: float, y: float) -> None:
    unit = page.unit
    half, tall = min(page.width * 0.4, unit * 0.52), min(y * 0.46, unit * 0.26)
    wall, roof = light.land((238, 206, 150), 0.16), light.land((186, 84, 66), 0.16)
    stone = times(wall, (0.78, 0.74, 0.72))
    glass = LAMP if lit(light) else light.land((150, 196, 222), 0.14)
    page.rectangle(x - half, y - tall, x + half, y, mix(wall, WHITE, 0.1), low=times(wall, (0.9, 0.88, 0.88)))
    page.rectangle(x - half * 1.03, y - tall * 1.14, x + half * 1.03, y - tall, roof)
    middle = half * 0.2
    for row in (0.76, 0.34):
        for number in range(6):
            at = x + half * (-0.9 + 0.125 * 2 * (number % 3)) if number < 3 else x + half * (0.4 + 0.125 * 2 * (number % 3))
            _window(page, at, y - tall * row, half * 0.075, tall * 0.13, glass, stone)
    page.rectangle(x - middle, y - tall * 1.3, x + middle, y, mix(wall, WHITE, 0.22), low=wall)
    page.polygon([(x - middle * 1.25, y - tall * 1.3), (x, y - tall * 1.75), (x + middle * 1.25, y - tall * 1.3)], roof)
    disc(page, x, y - tall * 1.06, middle * 0.46, stone)
    disc(page, x, y - tall * 1.06, middle * 0.38, light.land((252, 250, 242), 0.05))
    hand = max(1.0, unit * 0.004)
    page.line([(x, y - tall * 1.06), (x, y - tall * 1.06 - middle * 0.28)], (60, 56, 60), hand)
    page.line([(x, y - tall * 1.06), (x + middle * 0.2, y - tall * 1.06)], (60, 56, 60), hand)
    page.rectangle(x - middle * 0.5, y - tall * 0.46, x + middle * 0.5, y, times(roof, (0.72, 0.66, 0.66)))
    page.rectangle(x - middle * 0.03, y - tall * 0.46, x + middle * 0.03, y, wall)


def _window(page: Page, x: float, y: float, wide: float, tall: float, glass: Colour, frame: Colour) -> None:
    page.rectangle(x - wide * 1.15, y - tall * 1.12, x + wide * 1.15, y + tall * 1.12, frame)
    page.rectangle(x - wide, y - tall, x + wide, y + tall, glass)
    page.rectangle(x - wide * 0.06, y - tall, x + wide * 0.06, y + tall, frame)


def _court(page: Page, light: Light, horizon: float) -> None:
    """White lines of a court in perspective."""
    rest, white = page.height - horizon, light.land((250, 246, 236))
    far, near = horizon + rest * 0.3, horizon + rest * 0.94
    wide = max(1.5, page.unit * 0.007)
    corners = [
        (page.width * 0.24, far),
        (page.width * 0.76, far),
        (page.width * 0.98, near),
        (page.width * 0.02, near),
        (page.width * 0.24, far),
    ]
    page.line(corners, white, wide, 0.75)
    middle = far + (near - far) * 0.36
    page.line([(page.width * 0.16, middle), (page.width * 0.84, middle)], white, wide, 0.75)


def _hoop(page: Page, light: Light, x: float, y: float) -> None:
    unit = page.unit
    page.rectangle(x - unit * 0.008, y - unit * 0.34, x + unit * 0.008, y, light.land((96, 100, 110)))
    page.rectangle(x - unit * 0.07, y - unit * 0.42, x + unit * 0.07, y - unit * 0.32, light.land((244, 244, 240)))
    page.rectangle(x - unit * 0.028, y - unit * 0.385, x + unit * 0.028, y - unit * 0.345, light.land((214, 92, 70)))
    page.rectangle(x - unit * 0.02, y - unit * 0.378, x + unit * 0.02, y - unit * 0.345, light.land((244, 244, 240)))
    page.rectangle(x - unit * 0.04, y - unit * 0.335, x + unit * 0.04, y - unit * 0.325, light.land((230, 110, 50)))
