"""Backdrops beyond the ordinary: space, the moon, among clouds, a cave."""

import math

import numpy as np

from generation.sketch.light import Light, cloud_colours, disc, gradient, stars, sun_or_moon
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.plan import Plan
from generation.sketch.scene import Time
from generation.sketch.shapes import cloud
from generation.sketch.weather import falling, sky

DARK: tuple[Colour, Colour, Colour] = ((8, 8, 26), (20, 16, 52), (38, 26, 78))
_SUNS: dict[Time, Colour] = {
    Time.DAY: (90, 110, 200),
    Time.DAWN: (220, 120, 130),
    Time.SUNSET: (240, 110, 70),
    Time.NIGHT: (40, 40, 110),
}


def nebula(page: Page, light: Light, horizon: float) -> None:
    """Coloured clouds of gas."""
    rows, columns = max(8, page.height // 6), max(8, page.width // 6)
    first, second = (
        mix(light.harmony.skies[Time.SUNSET][1], _SUNS[light.time], 0.4),
        mix(light.harmony.skies[Time.DAY][0], _SUNS[light.time], 0.3),
    )
    for colour, strength in ((first, 1.5), (second, 1.3)):
        cloudy = page.noise("cloud", columns, rows, 0.55)
        lanes = page.noise("cloud", columns, rows, 1.2)
        page.veil(colour, np.asarray(np.clip((cloudy - 0.52) * strength, 0, 0.6) * (0.4 + 0.8 * lanes), np.float32))
    del horizon


def planet(page: Page, x: float, y: float, radius: float, colour: Colour, *, ring: bool, bands: bool) -> None:
    """A planet lit from the upper left."""
    page.glow(x, y, radius * 1.9, colour, 0.35)
    if ring:
        _ring(page, x, y, radius, mix(colour, (255, 240, 210), 0.45), back=True)
    disc(page, x, y, radius, times(colour, (0.5, 0.48, 0.58)))
    disc(page, x - radius * 0.07, y - radius * 0.06, radius * 0.93, times(colour, (0.78, 0.77, 0.82)))
    disc(page, x - radius * 0.14, y - radius * 0.13, radius * 0.83, colour)
    if bands:
        for number in range(4):
            level = -0.5 + 0.32 * number
            half = math.sqrt(max(0.0, 0.8 - level * level)) * radius * 0.86
            points = [
                (x - radius * 0.1 - half + 2 * half * t, y + level * radius + radius * 0.10 * math.sin(t * math.pi))
                for t in (n / 12 for n in range(13))
            ]
            page.line(
                points, mix(colour, (255, 255, 255), 0.25) if number % 2 else times(colour, (0.84, 0.8, 0.82)), radius * 0.11, 0.7
            )
    if ring:
        _ring(page, x, y, radius, mix(colour, (255, 240, 210), 0.45), back=False)


def _ring(page: Page, x: float, y: float, radius: float, colour: Colour, *, back: bool) -> None:
    """Half a ring: the part behind the planet or the one before it."""
    angles = np.linspace(math.pi, math.tau, 30) if back else np.linspace(0, math.pi, 30)
    for grow, thick in ((1.75, 0.12), (1.48, 0.07)):
        points = [
            (
                x + radius * grow * math.cos(a) - radius * 0.12 * math.sin(a),
                y + radius * 0.34 * grow * math.sin(a) + radius * 0.2 * math.cos(a),
            )
            for a in map(float, angles)
        ]
        page.line(points, colour, radius * thick)


def space(page: Page, light: Light, plan: Plan) -> None:
    """Stars, gas, planets."""
    unit, pick = page.unit, page.random
    page_sky = tuple(mix(part, _SUNS[light.time], 0.14) for part in DARK)
    gradient(page, (page_sky[0], page_sky[1], page_sky[2]), page.height)
    nebula(page, light, page.height)
    stars(page, page.height, 1.9)
    colours: tuple[Colour, ...] = ((236, 150, 90), (120, 180, 230), (214, 120, 170), (150, 200, 140), (238, 206, 130))
    first = pick.randrange(5)
    spots = [(0.16, 0.18), (0.85, 0.24), (0.12, 0.84), (0.88, 0.8)]
    pick.shuffle(spots)
    for number, (px, py) in enumerate(spots[:3]):
        size = unit * (0.13, 0.075, 0.045)[number] * (0.8 + 0.4 * pick.random())
        planet(
            page, page.width * px, page.height * py, size, colours[(first + number * 2) % 5], ring=number == 0, bands=number != 2
        )
    if light.time in {Time.DAWN, Time.SUNSET}:
        edge = page.width if light.sun[0] > 0.5 else 0
        page.glow(edge, page.height * 0.5, unit * 0.8, light.glow, 0.8)
    del plan


def moon(page: Page, light: Light, plan: Plan) -> None:
    """Grey ground with craters; the blue planet in a black sky."""
    horizon, unit, pick = plan.horizon * page.height, page.unit, page.random
    gradient(page, (DARK[0], mix(DARK[1], _SUNS[light.time], 0.1), mix(DARK[2], _SUNS[light.time], 0.25)), horizon)
    stars(page, horizon, 1.7)
    x, y, size = (
        page.width * (0.18 if light.sun[0] > 0.5 else 0.8),
        horizon * (0.24 + 0.1 * pick.random()),
        unit * (0.10 + 0.04 * pick.random()),
    )
    planet(page, x, y, size, (70, 140, 220), ring=False, bands=False)
    for dx, dy, wide in ((-0.35, -0.2, 0.3), (-0.1, 0.15, 0.26), (0.12, -0.38, 0.2), (-0.45, 0.3, 0.15)):
        disc(page, x + dx * size, y + dy * size, wide * size, (110, 180, 110))
    for dx, dy in ((-0.5, 0.02), (0.05, -0.12), (-0.2, 0.5)):
        page.line(
            [(x + dx * size, y + dy * size), (x + (dx + 0.45) * size, y + (dy + 0.06) * size)], (240, 248, 255), size * 0.09, 0.85
        )
    tint = {Time.DAY: (1.0, 1.0, 1.0), Time.DAWN: (1.0, 0.92, 0.9), Time.SUNSET: (1.0, 0.84, 0.74), Time.NIGHT: (0.62, 0.66, 0.86)}[
        light.time
    ]
    for number in range(3):
        level = horizon + (page.height - horizon) * (0.0, 0.12, 0.4)[number]
        tone = times(mix((150, 152, 166), (198, 198, 206), number / 2), tint)
        line = page.hills(level, unit * (0.09, 0.05, 0.04)[number], 1.0 + 0.2 * number, sharp=0.25 if number == 0 else 0)
        page.ridge(line, mix(tone, (255, 255, 255), 0.14), times(tone, (0.62, 0.63, 0.70)), depth=unit * 0.4, texture=0.22)
    for _ in range(round(13 * page.width / unit)):
        share = pick.random()
        cx, cy = pick.random() * page.width, horizon + (page.height - horizon) * (0.16 + 0.84 * share)
        wide = unit * (0.02 + 0.075 * share * (0.4 + pick.random()))
        crater(page, cx, cy, wide, times((176, 177, 188), tint))


def crater(page: Page, x: float, y: float, wide: float, tone: Colour) -> None:
    """A round hollow seen at a slant, its rim lit."""
    angles = [math.tau * n / 28 for n in range(28)]
    for grow, dy, colour in (
        (1.12, -0.02, mix(tone, (255, 255, 255), 0.35)),
        (1.0, 0.03, times(tone, (0.62, 0.62, 0.68))),
        (0.8, 0.09, times(tone, (0.8, 0.8, 0.85))),
    ):
        page.polygon([(x + wide * grow * math.cos(a), y + wide * (dy + 0.32 * grow * math.sin(a))) for a in angles], colour)


def among_clouds(page: Page, light: Light, plan: Plan) -> None:
    """High up: heaps of cloud in rows like a sea, deep blue above."""
    unit, pick = page.unit, page.random
    sky(page, light, page.height * 0.9)
    top, bottom = cloud_colours(light)
    for row in range(4):
        share = row / 3
        y = page.height * (0.66 + 0.34 * share)
        wide = unit * (0.3 + 0.34 * share)
        x = -wide * pick.random()
        while x < page.width + wide * 0.5:
            cloud(
                page,
                x,
                y + unit * 0.05 * (pick.random() - 0.5),
                wide * (0.9 + 0.4 * pick.random()),
                mix(top, light.haze, 0.35 * (1 - share)),
                mix(bottom, light.haze, 0.45 * (1 - share)),
                flat=0.46,
            )
            x += wide * 0.62
        if row < 3:
            page.mist(y - unit * 0.05, y + unit * 0.12, light.haze, 0.35)
    del plan


def cave(page: Page, light: Light, plan: Plan) -> None:
    """Rock walls around an opening with the sky outside; stalactites and glowing crystals."""
    horizon, unit, pick = plan.horizon * page.height, page.unit, page.random
    sky(page, light, horizon)
    line = page.hills(horizon - unit * 0.06, unit * 0.09, 1.0)
    page.ridge(line, light.land(light.harmony.far, 0.4), light.land(light.harmony.near, 0.2))
    falling(page, light, horizon, front=False)
    falling(page, light, horizon, front=True)
    rock = mix((96, 78, 92), light.harmony.warm, 0.12)
    tint = {Time.DAY: 1.0, Time.DAWN: 0.9, Time.SUNSET: 0.85, Time.NIGHT: 0.62}[light.time]
    x, wide, tall = page.width * (0.38 + 0.24 * pick.random()), min(page.width * 0.3, unit * 0.36), min(horizon * 0.62, unit * 0.5)
    for number, (grow, share) in enumerate(((1.0, 0.72), (1.28, 0.5), (1.62, 0.3))):
        tone = times(rock, (share * tint + 0.14, share * tint + 0.12, share * tint + 0.16))
        edge = []
        for n in range(41):
            angle = math.pi * (1 - n / 40)
            rough = 1 + 0.09 * math.sin(n * 1.7 + number * 2) + 0.10 * (pick.random() - 0.5)
            edge.append((x + math.cos(angle) * wide * grow * rough, horizon + unit * 0.05 - math.sin(angle) * tall * grow * rough))
        page.polygon(
            [
                (-9, page.height + 9),
                (-9, -9),
                (page.width + 9, -9),
                (page.width + 9, page.height + 9),
                (edge[-1][0], page.height + 9),
                *edge[::-1],
                (edge[0][0], page.height + 9),
            ],
            mix(tone, light.glow, 0.06),
            bottom=tone,
        )
    near = times(rock, (0.34 * tint, 0.30 * tint, 0.40 * tint))
    for _ in range(round(13 * page.width / unit)):
        px, long, thick = pick.random() * page.width, unit * (0.06 + 0.18 * pick.random()), unit * (0.018 + 0.03 * pick.random())
        away = min(1.0, abs(px - x) / (page.width * 0.5))
        page.polygon(
            [(px - thick, -4), (px + thick, -4), (px + thick * 0.2, long * (0.5 + away)), (px - thick * 0.1, long * (0.5 + away))],
            mix(near, rock, 0.3 * pick.random()),
        )
    floor = times(rock, (0.78 * tint, 0.74 * tint, 0.78 * tint))
    ground = page.hills(horizon + unit * 0.02, unit * 0.045, 1.2, sharp=0.3)
    page.ridge(ground, mix(floor, light.glow, 0.28), times(floor, (0.42, 0.40, 0.50)), depth=page.height - horizon, texture=0.36)
    page.glow(x, horizon + unit * 0.05, unit * 0.5, light.glow, 0.34 if not light.night else 0.2)
    crystals: tuple[Colour, ...] = ((120, 230, 255), (210, 140, 255), (255, 150, 200), (140, 255, 190))
    for side in (0.07, 0.93):
        colour = crystals[pick.randrange(4)]
        cx, cy = page.width * side, horizon + (page.height - horizon) * (0.2 + 0.3 * pick.random())
        page.glow(cx, cy - unit * 0.06, unit * 0.24, colour, 0.6)
        for number in range(5):
            lean, long, thick = (number - 2) * 0.34, unit * (0.08 + 0.07 * pick.random()), unit * 0.016
            tip = (cx + math.sin(lean) * long, cy - math.cos(lean) * long)
            page.polygon(
                [(cx - thick + thick * number * 0.4, cy), tip, (cx + thick + thick * number * 0.4, cy)],
                mix(colour, (255, 255, 255), 0.25),
            )
            page.polygon(
                [(cx + thick * number * 0.4, cy), tip, (cx + thick + thick * number * 0.4, cy)], times(colour, (0.7, 0.72, 0.8))
            )
    sun_visible = light.sun[1] * page.height < horizon and abs(light.sun[0] * page.width - x) < wide * 0.5
    if sun_visible:
        sun_or_moon(page, light)
