"""Backdrops that people built: village, city, future city, street, castle."""

import math

import numpy as np

from generation.sketch.backdrop.buildings import LAMP, WALLS, awning, house, lit, on_wall, pavement, skyline
from generation.sketch.backdrop.scenery import WHITE, blossoms, far_ridges, ground, sides, swells, tufts, wood
from generation.sketch.light import Light, disc
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.plan import Plan
from generation.sketch.weather import sky


def village(page: Page, light: Light, plan: Plan) -> None:
    """Cottages with warm roofs around a church, on green hills."""
    horizon, unit = plan.horizon * page.height, page.unit
    near = light.harmony.near
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 2)
    wood(page, light, horizon + unit * 0.01, unit * 0.14, ("round", "pine"), light.harmony.far, 0.36, gap=0.7)
    ground(page, light, horizon, near, mix(near, light.harmony.far, 0.5), roll=0.03)
    pick = page.random
    roofs = (light.harmony.warm, (178, 76, 60), (120, 84, 96), (200, 110, 70))
    church = page.width * (0.2 + 0.6 * pick.random())
    for row, (size, distance) in enumerate(((0.085, 0.30), (0.125, 0.12))):
        y = horizon + unit * (0.015, 0.075)[row]
        if row == 0:
            wall = light.land((236, 228, 214), 0.26)
            page.rectangle(
                church - unit * 0.035, y - unit * 0.24, church + unit * 0.035, y, wall, low=times(wall, (0.85, 0.85, 0.88))
            )
            page.polygon(
                [(church - unit * 0.046, y - unit * 0.24), (church, y - unit * 0.40), (church + unit * 0.046, y - unit * 0.24)],
                light.land((110, 96, 120), 0.25),
            )
            page.rectangle(
                church - unit * 0.010,
                y - unit * 0.2,
                church + unit * 0.010,
                y - unit * 0.16,
                LAMP if lit(light) else light.land((90, 110, 140), 0.2),
            )
        x = unit * 0.05 * pick.random() - unit * 0.04
        while x < page.width + unit * 0.1:
            wide = unit * size * (0.9 + 0.5 * pick.random())
            house(
                page,
                light,
                x,
                y + unit * 0.014 * pick.random(),
                wide,
                wide * (0.62 + 0.25 * pick.random()),
                pick.choice(WALLS),
                pick.choice(roofs),
                distance,
            )
            x += wide * (1.25 + 0.9 * pick.random())
        wood(page, light, y + unit * 0.012, unit * (0.06 + 0.03 * row), ("bush", "round"), near, distance * 0.8, gap=2.6)
    swells(page, light, horizon + unit * 0.05, near, mix(near, light.harmony.far, 0.3), 1)
    tufts(page, light, horizon + (page.height - horizon) * 0.4, near, 26)
    blossoms(page, light, horizon + (page.height - horizon) * 0.4, (light.harmony.flower, WHITE), 22)


def city(page: Page, light: Light, plan: Plan) -> None:
    """Towers in three depths behind a square with trees and a pavement."""
    horizon, unit = plan.horizon * page.height, page.unit
    sky(page, light, horizon)
    glass = mix((160, 206, 232), light.sky[1], 0.4)
    for height, distance, step in ((0.62, 0.62, 0.10), (0.50, 0.38, 0.13), (0.34, 0.16, 0.17)):
        skyline(page, light, horizon + 2, min(unit * height, horizon * 0.8), distance, glass=glass, step=step)
        page.mist(horizon - unit * 0.2, horizon, light.haze, 0.5 * distance + 0.1)
    wood(page, light, horizon + unit * 0.025, unit * 0.1, ("round",), light.harmony.near, 0.12, gap=1.25)
    pavement(page, light, horizon + unit * 0.01)


def future_city(page: Page, light: Light, plan: Plan) -> None:
    """Glass needles, domes and rings of light, elevated roads with traces of light."""
    horizon, unit = plan.horizon * page.height, page.unit
    pick = page.random
    sky(page, light, horizon)
    shine: tuple[Colour, ...] = ((90, 240, 255), (255, 110, 220), (160, 255, 190), (255, 210, 110))
    for height, distance, step in ((0.62, 0.58, 0.10), (0.56, 0.32, 0.15), (0.36, 0.10, 0.21)):
        x = -unit * 0.1 * pick.random()
        while x < page.width + unit * 0.1:
            wide, tall = unit * step * (0.5 + 0.6 * pick.random()), min(unit * height, horizon * 0.86) * (0.4 + 0.6 * pick.random())
            base = light.land(mix((96, 120, 190), pick.choice(((150, 110, 210), (80, 170, 200), light.sky[1])), 0.5), distance)
            top, low = mix(base, WHITE, 0.3), mix(base, light.haze, 0.25)
            neon, kind = pick.choice(shine), pick.randrange(3)
            y = horizon - tall
            if kind == 0:
                page.polygon(
                    [
                        (x - wide * 0.16, y),
                        (x + wide * 0.1, y - tall * 0.12),
                        (x + wide * 0.28, horizon + 2),
                        (x - wide * 0.5, horizon + 2),
                    ],
                    top,
                    bottom=low,
                )
            elif kind == 1:
                page.rectangle(x - wide * 0.3, y, x + wide * 0.3, horizon + 2, top, low=low)
                disc(page, x, y, wide * 0.5, mix(top, WHITE, 0.12))
                page.rectangle(x - wide * 0.62, y - wide * 0.06, x + wide * 0.62, y + wide * 0.06, neon)
            else:
                curve = [(x - wide * (0.14 + 0.36 * t * t), y + tall * t) for t in (0, 0.25, 0.5, 0.75, 1)]
                page.polygon([(x, y - tall * 0.1), *[(2 * x - px, py) for px, py in curve], *curve[::-1]], top, bottom=low)
            for level in range(3):
                ly = y + tall * (0.2 + 0.22 * level)
                page.rectangle(x - wide * 0.2, ly, x + wide * 0.2, ly + max(1, unit * 0.004), mix(neon, light.haze, distance * 0.7))
            if distance < 0.5:
                page.glow(x, y, wide * 1.3, neon, 0.35 if not light.night else 0.6)
            x += wide * (1.2 + 0.7 * pick.random())
        page.mist(horizon - unit * 0.24, horizon, light.haze, 0.5 * distance + 0.12)
    for number in range(2):
        y0, y1 = horizon - unit * (0.2 + 0.16 * number), horizon - unit * (0.12 + 0.16 * number)
        sag = unit * 0.05
        points = [(page.width * t, y0 + (y1 - y0) * t + sag * math.sin(t * math.pi)) for t in (n / 16 for n in range(17))]
        page.line(points, light.land((70, 80, 130), 0.25), unit * 0.014)
        page.line([(x, y - unit * 0.003) for x, y in points], mix(shine[number], WHITE, 0.3), unit * 0.0035)
    floor = light.land((84, 92, 140))
    page.rectangle(0, horizon, page.width, page.height, mix(floor, light.haze, 0.35), low=times(floor, (0.62, 0.62, 0.72)))
    middle = page.width / 2
    for number in range(-9, 10):
        page.line(
            [(middle + number * page.width * 0.05, horizon), (middle + number * page.width * 0.32, page.height)],
            shine[0],
            unit * 0.0028,
            0.45,
        )
    for number in range(1, 7):
        y = horizon + (page.height - horizon) * (number / 7) ** 1.8
        page.rectangle(0, y, page.width, y + max(1, unit * 0.003), mix(floor, shine[0], 0.42))


def street(page: Page, light: Light, plan: Plan) -> None:
    """House fronts that run to a vanishing point on both sides of a road."""
    horizon, unit = plan.horizon * page.height, page.unit
    pick = page.random
    sky(page, light, horizon)
    vanish = page.width * (0.42 + 0.16 * pick.random())
    skyline(page, light, horizon + 2, unit * 0.2, 0.5, glass=(160, 200, 230), step=0.08)
    glass = LAMP if lit(light) else light.land((150, 186, 208))
    for side in (-1, 1):
        edge = 0.0 if side < 0 else float(page.width)
        shares = [0.13, 0.22, 0.34, 0.50, 0.72, 1.06]
        for near, far in zip(shares[::-1], shares[-2::-1], strict=False):
            wall = light.land(pick.choice(WALLS), 0.42 * (1 - near))
            x0, x1 = vanish + (edge - vanish) * near, vanish + (edge - vanish) * far
            high = (0.88 + 0.24 * pick.random()) * min(horizon * 1.25, unit * 0.8)
            t0, t1 = horizon - high * near * 0.94, horizon - high * far * 0.94
            b0, b1 = horizon + (page.height - horizon) * 0.42 * near, horizon + (page.height - horizon) * 0.42 * far
            page.polygon([(x0, t0), (x1, t1), (x1, b1), (x0, b0)], mix(wall, WHITE, 0.08), bottom=times(wall, (0.82, 0.8, 0.84)))
            roof = light.land(pick.choice((light.harmony.warm, (170, 80, 66), (110, 90, 110))), 0.42 * (1 - near))
            page.polygon([(x0, t0), (x1, t1), (x1, t1 - high * far * 0.10), (x0, t0 - high * near * 0.10)], roof)
            face = (x0, x1, t0, t1, b0, b1)
            for floor in range(3):
                for column in (0.2, 0.6):
                    v = 0.10 + 0.29 * floor
                    frame = [
                        on_wall(face, column - 0.03, v - 0.02),
                        on_wall(face, column + 0.25, v - 0.02),
                        on_wall(face, column + 0.25, v + 0.2),
                        on_wall(face, column - 0.03, v + 0.2),
                    ]
                    page.polygon(frame, mix(wall, WHITE, 0.5))
                    shade = awning(light, pick.random()) if floor == 2 else None
                    page.polygon(
                        [
                            on_wall(face, column, v),
                            on_wall(face, column + 0.22, v),
                            on_wall(face, column + 0.22, v + 0.18),
                            on_wall(face, column, v + 0.18),
                        ],
                        glass,
                    )
                    if shade is not None:
                        page.polygon(
                            [
                                on_wall(face, column - 0.05, v - 0.03),
                                on_wall(face, column + 0.27, v - 0.03),
                                on_wall(face, column + 0.29, v + 0.06),
                                on_wall(face, column - 0.07, v + 0.06),
                            ],
                            shade,
                        )
    road, walk = light.land(light.floor((112, 112, 124))), light.land(light.floor((190, 184, 180)))
    low = page.height
    slope = 0.42
    page.polygon(
        [
            (0, horizon + (low - horizon) * slope),
            (vanish, horizon),
            (page.width, horizon + (low - horizon) * slope),
            (page.width, low),
            (0, low),
        ],
        mix(walk, light.haze, 0.2),
        bottom=times(walk, (0.8, 0.8, 0.84)),
    )
    spread = page.width * 0.40
    page.polygon(
        [(vanish - 2, horizon), (vanish + 2, horizon), (page.width / 2 + spread, low), (page.width / 2 - spread, low)],
        mix(road, light.haze, 0.25),
        bottom=times(road, (0.78, 0.78, 0.84)),
    )
    for number in range(6):
        t0, t1 = (number / 6) ** 1.6 + 0.03, (number / 6) ** 1.6 + 0.03 + 0.09 * (0.3 + number / 6)
        mid0, mid1 = vanish + (page.width / 2 - vanish) * t0, vanish + (page.width / 2 - vanish) * t1
        y0, y1, w = horizon + (low - horizon) * t0, horizon + (low - horizon) * t1, unit * 0.012
        page.polygon(
            [(mid0 - w * t0, y0), (mid0 + w * t0, y0), (mid1 + w * t1, y1), (mid1 - w * t1, y1)], light.land((236, 232, 220))
        )
    for side in (-1, 1):
        for share in (0.3, 0.62):
            x = vanish + side * page.width * 0.47 * share
            y, tall = horizon + (low - horizon) * slope * share, unit * 0.42 * share
            page.rectangle(x - tall * 0.015, y - tall, x + tall * 0.02, y, light.land((58, 60, 72)))
            if lit(light):
                page.glow(x, y - tall, tall * 0.5, LAMP, 0.75)
            disc(page, x, y - tall, tall * 0.06, LAMP if lit(light) else light.land((236, 236, 228)))


def castle(page: Page, light: Light, plan: Plan) -> None:
    """A castle with towers and flags on its hill."""
    horizon, unit = plan.horizon * page.height, page.unit
    near = light.harmony.near
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 2, rise=0.2, sharp=0.3)
    x = page.width * (0.3 + 0.4 * page.random.random())
    size = min(unit * 0.5, horizon * 0.62)
    hill = page.hills(horizon, unit * 0.03, 0.8)
    bump = np.exp(-(((np.arange(page.width, dtype=np.float32) - x) / (size * 1.1)) ** 2)) * size * 0.26
    page.ridge(
        np.asarray(hill - bump, np.float32),
        light.land(mix(near, light.harmony.far, 0.5), 0.26),
        light.land(near, 0.16),
        depth=unit * 0.2,
        texture=0.2,
    )
    foot = horizon - size * 0.2
    stone = mix((196, 188, 192), light.harmony.warm, 0.10)
    roof = mix(light.harmony.warm, (150, 70, 110), 0.4)
    flag = light.land(light.harmony.flower, 0.1)
    for dx, wide, tall, front in (
        (-0.18, 0.13, 0.74, 0),
        (0.2, 0.14, 0.86, 0),
        (0.0, 0.2, 0.98, 0),
        (-0.42, 0.15, 0.62, 1),
        (0.42, 0.15, 0.6, 1),
        (0.0, 0.78, 0.34, 2),
        (0.0, 0.22, 0.44, 3),
    ):
        distance = (0.26, 0.16, 0.14, 0.10)[front]
        wall = light.land(stone, distance)
        cx, w, h = x + dx * size, wide * size, tall * size
        page.rectangle(
            cx - w / 2, foot - h, cx + w / 2, foot + size * 0.03, mix(wall, WHITE, 0.1), low=times(wall, (0.84, 0.83, 0.87))
        )
        page.rectangle(cx + w * 0.2, foot - h, cx + w / 2, foot + size * 0.03, times(wall, (0.88, 0.87, 0.9)))
        if front < 2:
            page.polygon(
                [(cx - w * 0.66, foot - h), (cx, foot - h - size * 0.26), (cx + w * 0.66, foot - h)],
                light.land(mix(roof, WHITE, 0.1), distance),
                bottom=light.land(times(roof, (0.8, 0.76, 0.8)), distance),
            )
            top = foot - h - size * 0.26
            page.rectangle(cx - size * 0.004, top - size * 0.09, cx + size * 0.006, top + 2, times(wall, (0.6, 0.6, 0.6)))
            page.polygon([(cx, top - size * 0.09), (cx + size * 0.09, top - size * 0.062), (cx, top - size * 0.035)], flag)
            for level in range(2):
                py = foot - h + size * (0.1 + 0.18 * level)
                page.rectangle(
                    cx - size * 0.014,
                    py,
                    cx + size * 0.014,
                    py + size * 0.06,
                    LAMP if lit(light) else times(wall, (0.5, 0.5, 0.58)),
                )
        else:
            count = max(3, round(w / (size * 0.07)))
            for number in range(count):
                px = cx - w / 2 + w * (number + 0.1) / count
                page.rectangle(px, foot - h - size * 0.04, px + w * 0.55 / count, foot - h + 1, mix(wall, WHITE, 0.1))
    gate = size * 0.075
    dark = LAMP if lit(light) else light.land((84, 64, 60), 0.1)
    page.rectangle(x - gate, foot - size * 0.15, x + gate, foot + size * 0.03, dark)
    disc(page, x, foot - size * 0.15, gate, dark)
    ground(page, light, horizon, near, mix(near, light.harmony.far, 0.4), roll=0.05)
    rest = page.height - horizon
    path = [
        (x + (page.width * 0.5 - x) * t + unit * 0.06 * math.sin(t * 6), horizon + rest * (0.02 + t), unit * (0.012 + 0.12 * t))
        for t in (n / 12 for n in range(13))
    ]
    page.polygon(
        [(px - w, py) for px, py, w in path] + [(px + w, py) for px, py, w in reversed(path)],
        light.land((226, 206, 164), 0.1),
        bottom=light.land((204, 178, 136)),
    )
    wood(page, light, horizon + unit * 0.03, unit * 0.13, ("round", "pine"), near, 0.14, gap=1.7)
    tufts(page, light, horizon + rest * 0.4, near, 28)
    sides(page, light, horizon + rest * 0.5, unit * 0.3, ("round", "pine"), times(near, (0.84, 0.92, 0.84)))
