"""Backdrops of tended land: meadow, farm, garden, park."""

import numpy as np

from generation.sketch.backdrop.scenery import WHITE, blossoms, far_ridges, greens, ground, swells, tufts, wood
from generation.sketch.light import Light, disc
from generation.sketch.page import Page
from generation.sketch.palettes import mix, times
from generation.sketch.plan import Plan
from generation.sketch.scene import Part, Time
from generation.sketch.shapes import plant
from generation.sketch.weather import sky


def meadow(page: Page, light: Light, plan: Plan) -> None:
    """Rolling hills, a few trees, flowers."""
    horizon = plan.horizon * page.height
    near, far = light.harmony.near, light.harmony.far
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 3)
    wood(
        page,
        light,
        horizon + page.unit * 0.02,
        page.unit * 0.09,
        ("round", "pine", "tall"),
        far,
        0.42,
        gap=0.8 + page.random.random(),
    )
    ground(page, light, horizon, near, mix(near, far, 0.6), roll=0.05)
    for _ in range(2 + round(page.width / page.unit * 2)):
        y = horizon + (page.height - horizon) * 0.1 * page.random.random() + page.unit * 0.02
        plant(
            page,
            page.random.choice(("round", "round", "tall")),
            page.random.random() * page.width,
            y,
            page.unit * (0.14 + 0.1 * page.random.random()),
            greens(light, near, 0.2),
        )
    swells(page, light, horizon, near, mix(near, far, 0.4))
    tufts(page, light, horizon + (page.height - horizon) * 0.3, near)
    blossoms(page, light, horizon + (page.height - horizon) * 0.28, (light.harmony.flower, WHITE, light.harmony.warm))


def farm(page: Page, light: Light, plan: Plan) -> None:
    """Striped fields, a red barn with a silo, a fence."""
    horizon, unit = plan.horizon * page.height, page.unit
    near, far = light.harmony.near, light.harmony.far
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 2)
    ground(page, light, horizon, near, mix(near, (214, 190, 90), 0.4), roll=0.02)
    left = page.random.random() < 0.5
    rest = page.height - horizon
    vanish = page.width * (0.35 + 0.3 * page.random.random())
    for number in range(-9, 10):
        x = page.width / 2 + number * page.width * 0.14
        colour = light.land(light.floor(mix((222, 190, 84), near, 0.15 if number % 2 else 0.5)), 0.08)
        low, wide = horizon + rest * 0.36, page.width * 0.07
        page.polygon(
            [
                (vanish + (x - vanish) * 0.25, horizon + rest * 0.06),
                (vanish + (x + wide - vanish) * 0.25, horizon + rest * 0.06),
                (x + wide * 1.1, low),
                (x - wide * 0.1, low),
            ],
            colour,
        )
    wood(page, light, horizon + rest * 0.05, unit * 0.1, ("round", "tall"), far, 0.35, gap=1.3)
    x = page.width * (0.2 if left else 0.8)
    barn(page, light, x, horizon + rest * 0.14, unit * 0.26)
    swells(page, light, horizon + rest * 0.12, near, mix(near, far, 0.3), 1)
    y, tall = horizon + rest * 0.46, unit * 0.07
    post = light.land((236, 226, 208))
    for level in (0.35, 0.72):
        page.rectangle(0, y - tall * level - unit * 0.006, page.width, y - tall * level + unit * 0.005, post)
    for number in range(round(page.width / (unit * 0.085)) + 1):
        px = number * unit * 0.085
        page.rectangle(px, y - tall, px + unit * 0.014, y, post, low=light.land((190, 176, 158)))
    tufts(page, light, y, near, 30)


def barn(page: Page, light: Light, x: float, y: float, size: float) -> None:
    """A red barn beside a silo, its foot at (x, y)."""
    red, dark, white = light.land((192, 58, 46)), light.land((140, 38, 36)), light.land((244, 236, 222))
    wide, wall = size * 0.86, size * 0.52
    silo, silo_top = x + wide * 0.72, y - size * 0.82
    page.rectangle(
        silo - size * 0.13, silo_top, silo + size * 0.13, y, light.land((214, 210, 204)), low=light.land((168, 168, 172))
    )
    disc(page, silo, silo_top, size * 0.13, light.land((150, 158, 172)))
    page.rectangle(x - wide / 2, y - wall, x + wide / 2, y, red, low=dark)
    roof = [
        (x - wide * 0.56, y - wall),
        (x - wide * 0.4, y - wall * 1.42),
        (x, y - wall * 1.78),
        (x + wide * 0.4, y - wall * 1.42),
        (x + wide * 0.56, y - wall),
    ]
    page.polygon(roof, light.land((98, 74, 74)))
    page.polygon([(px * 0.84 + x * 0.16, py * 0.92 + (y - wall) * 0.08 + size * 0.02) for px, py in roof], red)
    page.rectangle(x - wide * 0.2, y - wall * 0.72, x + wide * 0.2, y, white)
    page.rectangle(x - wide * 0.17, y - wall * 0.67, x + wide * 0.17, y, dark)
    page.line([(x - wide * 0.17, y - wall * 0.67), (x + wide * 0.17, y)], white, size * 0.022)
    page.line([(x + wide * 0.17, y - wall * 0.67), (x - wide * 0.17, y)], white, size * 0.022)
    page.rectangle(x - wide * 0.08, y - wall * 1.35, x + wide * 0.08, y - wall * 1.08, white)


def garden(page: Page, light: Light, plan: Plan) -> None:
    """A hedge, beds of flowers, a stone path."""
    horizon, unit = plan.horizon * page.height, page.unit
    near, rest = light.harmony.near, page.height - horizon
    sky(page, light, horizon)
    wood(page, light, horizon + unit * 0.02, unit * 0.26, ("round", "tall", "round"), light.harmony.far, 0.35, gap=0.5)
    wood(page, light, horizon + unit * 0.05, unit * 0.12, ("bush",), times(near, (0.75, 0.85, 0.8)), 0.12, gap=0.7)
    ground(page, light, horizon + unit * 0.05, near, mix(near, (255, 255, 200), 0.2), roll=0.01)
    bend = (page.random.random() - 0.5) * 0.5
    path = [
        (t, page.width * (0.5 + bend * (1 - t) + 0.08 * np.sin(t * 4)), horizon + unit * 0.05 + (rest - unit * 0.05) * t)
        for t in np.linspace(0, 1, 12)
    ]
    edge = [(x - unit * (0.02 + 0.15 * t), y) for t, x, y in path] + [
        (x + unit * (0.02 + 0.15 * t), y) for t, x, y in reversed(path)
    ]
    page.polygon(
        [(float(x), float(y)) for x, y in edge],
        light.land(light.floor((222, 204, 172)), 0.1),
        bottom=light.land(light.floor((196, 172, 138))),
    )
    colours = (light.harmony.flower, (240, 84, 110), (255, 206, 70), (178, 110, 220), WHITE)
    for band, amount in ((0.12, 20), (0.30, 18)):
        for _ in range(round(amount * page.width / unit)):
            x = page.random.random() * page.width
            y = horizon + rest * band + unit * 0.03 * page.random.random()
            middle = float(np.interp(y, [p[2] for p in path], [p[1] for p in path]))
            if abs(x - middle) < unit * (0.05 + 0.16 * band):
                continue
            size = unit * (0.02 + 0.05 * band)
            plant(page, "tuft", x, y, size * 2.4, greens(light, times(near, (0.85, 0.95, 0.85))))
            colour = light.land(page.random.choice(colours))
            if Part.FLOWERS in page.without or light.snowy:
                continue
            for dx, dy in ((-0.5, -2.0), (0.5, -2.1), (0.0, -2.6), (0.0, -1.7)):
                disc(page, x + dx * size * 0.62, y + dy * size, size * 0.42, colour)
            disc(page, x, y - size * 2.1, size * 0.26, light.land((255, 230, 120)))
    tufts(page, light, horizon + rest * 0.4, near, 26)


def park(page: Page, light: Light, plan: Plan) -> None:
    """Mown lawns, a winding path, lamps and a pond."""
    horizon, unit = plan.horizon * page.height, page.unit
    near, rest = mix(light.harmony.near, (140, 200, 80), 0.3), page.height - horizon
    sky(page, light, horizon)
    for number in range(round(9 * page.width / unit)):
        x = (number + page.random.random()) * unit / 9
        page.rectangle(
            x,
            horizon - unit * (0.1 + 0.14 * page.random.random()),
            x + unit * 0.075,
            horizon + unit * 0.02,
            light.land((150, 160, 190), 0.66),
        )
    wood(page, light, horizon + unit * 0.03, unit * 0.22, ("round",), light.harmony.far, 0.3, gap=0.55)
    ground(page, light, horizon + unit * 0.02, near, mix(near, WHITE, 0.15), roll=0.02)
    flip = page.random.random() < 0.5
    points = ((0.62, 0.06), (0.5, 0.16), (0.3, 0.3), (0.2, 0.5), (0.34, 0.72), (0.55, 1.0))
    path = [((1 - x if flip else x) * page.width, horizon + rest * y, unit * (0.012 + 0.14 * y)) for x, y in points]
    fine = np.linspace(0, len(path) - 1, 24)
    curve = [tuple(float(np.interp(t, range(len(path)), [p[part] for p in path])) for part in range(3)) for t in fine]
    edge = [(x - w, y) for x, y, w in curve] + [(x + w, y) for x, y, w in reversed(curve)]
    page.polygon(edge, light.land(light.floor((232, 214, 184)), 0.12), bottom=light.land(light.floor((206, 184, 150))))
    pond = (page.width * (0.22 if flip else 0.78), horizon + rest * 0.2)
    for grow, colour in (
        (1.08, light.land(times(near, (0.7, 0.75, 0.6)))),
        (1.0, mix(light.land((96, 168, 200)), light.sky[2], 0.4)),
    ):
        angles = np.linspace(0, 6.283, 40)
        page.polygon(
            [(pond[0] + float(np.cos(a)) * unit * 0.2 * grow, pond[1] + float(np.sin(a)) * unit * 0.035 * grow) for a in angles],
            colour,
        )
    glowing = light.time is not Time.DAY
    for x, y, _ in curve[4:22:6]:
        side = unit * (0.06 + 0.1 * (y - horizon) / rest)
        px, tall = x + side * (1 if flip else -1), unit * (0.1 + 0.2 * (y - horizon) / rest)
        page.rectangle(px - tall * 0.02, y - tall, px + tall * 0.025, y, light.land((54, 60, 68)))
        if glowing:
            page.glow(px, y - tall, tall * 0.7, (255, 214, 130), 0.8)
        disc(page, px, y - tall, tall * 0.085, (255, 236, 176) if glowing else light.land((240, 240, 232)))
    tufts(page, light, horizon + rest * 0.4, near, 22)
