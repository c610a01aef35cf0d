"""Backdrops of wild land: desert, mountains, snow, volcano."""

import numpy as np
from PIL import Image

from generation.sketch.backdrop.scenery import WHITE, far_ridges, greens, ground, swells, tufts, wood
from generation.sketch.light import Light, contact_shadow, disc
from generation.sketch.page import Page, Plane
from generation.sketch.palettes import mix, times
from generation.sketch.plan import Plan
from generation.sketch.scene import Part
from generation.sketch.shapes import plant
from generation.sketch.weather import sky


def desert(page: Page, light: Light, plan: Plan) -> None:
    """Mesas and dunes with cactuses."""
    horizon, unit = plan.horizon * page.height, page.unit
    sand = light.floor(mix((232, 184, 110), light.harmony.warm, 0.16))
    sky(page, light, horizon)
    for number in range(3 + round(page.width / unit)):
        x, wide, tall = (
            page.random.random() * page.width,
            unit * (0.12 + 0.2 * page.random.random()),
            unit * (0.06 + 0.12 * page.random.random()),
        )
        colour = mix((190, 104, 72), light.harmony.warm, 0.2)
        top, low = light.land(mix(colour, (255, 220, 180), 0.15), 0.35), light.land(colour, 0.5)
        page.polygon(
            [
                (x - wide * 0.5, horizon + unit * 0.02),
                (x - wide * 0.34, horizon - tall),
                (x + wide * 0.32, horizon - tall * (0.9 + 0.1 * (number % 2))),
                (x + wide * 0.55, horizon + unit * 0.02),
            ],
            top,
            bottom=low,
        )
    page.mist(horizon - unit * 0.08, horizon + unit * 0.01, light.haze, 0.5)
    rest = page.height - horizon
    for number in range(4):
        y = horizon + rest * (0.0, 0.14, 0.36, 0.68)[number]
        line = page.hills(y, unit * (0.03 + 0.03 * number), 0.7 + 0.25 * number, sharp=0.35)
        tone = mix(mix(sand, (255, 232, 190), 0.3), sand, number / 3)
        page.ridge(
            line,
            light.land(mix(tone, (255, 240, 200), 0.28), 0.14 - 0.04 * number),
            light.land(times(tone, (0.84, 0.76, 0.72))),
            depth=unit * (0.16 + 0.05 * number),
            texture=0.10,
        )
        if number in (1, 2):
            for _ in range(1 + round(page.width / unit)):
                x = page.random.random() * page.width
                foot = float(line[min(page.width - 1, int(x))]) + unit * 0.02
                tall = unit * (0.07 + 0.07 * number) * (0.7 + 0.5 * page.random.random())
                contact_shadow(page, x, foot, tall * 0.5, 0.28)
                plant(page, "cactus", x, foot, tall, greens(light, (92, 150, 92), 0.2 - 0.08 * number))


def mountains(page: Page, light: Light, plan: Plan) -> None:
    """Snow-capped peaks above a valley with firs."""
    horizon, unit = plan.horizon * page.height, page.unit
    sky(page, light, horizon * 0.92)
    reach = min(horizon * 0.74, unit * 0.55)
    for number, (height, distance) in enumerate(((1.0, 0.5), (0.72, 0.3), (0.42, 0.18))):
        line = page.hills(horizon, reach * height, 1.0 + 0.6 * number, sharp=0.85)
        rock = mix((96, 106, 140), light.harmony.far, 0.15 + 0.15 * number)
        page.ridge(
            line,
            light.land(mix(rock, WHITE, 0.12), distance),
            light.land(times(rock, (0.85, 0.9, 0.95)), min(0.8, distance + 0.25)),
            depth=reach * height * 1.1,
            texture=0.18,
        )
        if number < 2 and Part.SNOW not in page.without:
            snow_caps(page, light, line, reach * height, horizon, distance)
        page.mist(horizon - reach * 0.35 * height, horizon, light.haze, 0.55)
    wood(page, light, horizon + unit * 0.015, unit * 0.12, ("pine",), times(light.harmony.far, (0.75, 0.85, 0.85)), 0.32, gap=0.3)
    ground(page, light, horizon, light.harmony.near, mix(light.harmony.near, light.harmony.far, 0.5), roll=0.04)
    wood(page, light, horizon + unit * 0.06, unit * 0.2, ("pine",), times(light.harmony.near, (0.7, 0.8, 0.8)), 0.14, gap=1.2)
    swells(page, light, horizon, light.harmony.near, mix(light.harmony.near, light.harmony.far, 0.4), 1)
    tufts(page, light, horizon + (page.height - horizon) * 0.35, light.harmony.near, 30)


def snow_caps(page: Page, light: Light, line: Plane, reach: float, horizon: float, distance: float) -> None:
    """White on everything of a range that is higher than two thirds of its reach, with a ragged lower edge."""
    height = (horizon - line) / max(1.0, reach)
    ragged = np.sin(np.arange(page.width) * (50 / page.unit)) * 0.5 + np.sin(np.arange(page.width) * (131 / page.unit)) * 0.3
    thick = np.clip(height - 0.42, 0, 1) * reach * (0.62 + 0.22 * ragged)
    first, last = max(0, int(line.min()) - 1), min(page.height, int(float((line + thick).max())) + 2)
    if last - first < 2:
        return
    rows = np.arange(first, last, dtype=np.float32)[:, None]
    inside = np.clip(rows - line[None, :] + 0.5, 0, 1) * np.clip((line + thick)[None, :] - rows + 0.5, 0, 1)
    mask = Image.fromarray((inside * 255).astype(np.uint8))
    page.lay(mask, (0, first), light.land((255, 255, 255), distance * 0.35), light.land((206, 220, 242), distance * 0.5))


def snowland(page: Page, light: Light, plan: Plan) -> None:
    """White hills, snowy firs, blue shadows."""
    horizon, unit = plan.horizon * page.height, page.unit
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 2, colour=(196, 212, 236), rise=0.2, sharp=0.4)
    rest = page.height - horizon
    for number in range(3):
        y = horizon + rest * (0.0, 0.22, 0.58)[number]
        if number < 2:
            wood(
                page,
                light,
                y + unit * 0.02,
                unit * (0.12 + 0.1 * number),
                ("pine",),
                (128, 168, 176),
                0.3 - 0.16 * number,
                gap=0.7 + 0.5 * number,
            )
        line = page.hills(y, unit * (0.035 + 0.02 * number), 0.8 + 0.2 * number)
        page.ridge(line, light.land((252, 253, 255)), light.land((198, 214, 238)), depth=unit * 0.3, texture=0.07)
    for _ in range(round(26 * page.width / unit)):
        disc(
            page,
            page.random.random() * page.width,
            horizon + rest * (0.2 + 0.8 * page.random.random()),
            unit * 0.002,
            (255, 255, 255),
        )


def volcano(page: Page, light: Light, plan: Plan) -> None:
    """A smoking, glowing cone above black ground with streams of lava."""
    horizon, unit = plan.horizon * page.height, page.unit
    sky(page, light, horizon)
    x, tall = page.width * (0.32 + 0.36 * page.random.random()), min(horizon * 0.66, unit * 0.5)
    top, wide = horizon - tall, tall * 1.25
    page.glow(x, top, unit * 0.5, (255, 110, 40), 0.75)
    for number in range(12):
        share = number / 11
        radius = unit * (0.03 + 0.075 * share)
        px = x + unit * (0.05 + 0.22 * share**1.5) * (1 if light.sun[0] < 0.5 else -1) + unit * 0.05 * (page.random.random() - 0.5)
        py = top - unit * 0.02 - share * min(top, unit * 0.4)
        disc(page, px, py, radius, light.land(mix((120, 92, 92), (176, 164, 170), share), 0.2 * share))
        disc(
            page,
            px - radius * 0.2,
            py - radius * 0.2,
            radius * 0.7,
            light.land(mix((146, 110, 104), (196, 184, 188), share), 0.2 * share),
        )
    rock = (84, 64, 70)
    crater = tall * 0.2
    cone = [
        (x - wide, horizon + unit * 0.05),
        (x - wide * 0.42, horizon - tall * 0.44),
        (x - crater, top),
        (x - crater * 0.3, top + tall * 0.035),
        (x + crater * 0.4, top + tall * 0.03),
        (x + crater, top),
        (x + wide * 0.4, horizon - tall * 0.46),
        (x + wide, horizon + unit * 0.05),
    ]
    page.polygon(cone, light.land(mix(rock, (190, 90, 70), 0.3), 0.12), bottom=light.land(rock, 0.22))
    lava, hot = (255, 96, 30), (255, 204, 80)
    page.polygon(
        [
            (x - crater, top),
            (x - crater * 0.3, top + tall * 0.035),
            (x + crater * 0.4, top + tall * 0.03),
            (x + crater, top),
            (x + crater * 0.6, top + tall * 0.07),
            (x - crater * 0.6, top + tall * 0.08),
        ],
        hot,
    )
    for start, end in ((-0.5, -0.62), (0.1, 0.18), (0.6, 0.7)):
        path = [
            (
                x + crater * start + (wide * end - crater * start) * t * (0.75 + 0.2 * np.sin(t * 7 + start * 9)),
                top + tall * (0.05 + (0.55 + 0.3 * abs(start)) * t),
            )
            for t in np.linspace(0, 1, 8)
        ]
        spine = [(float(px), float(py)) for px, py in path]
        page.line(spine, lava, unit * 0.02)
        page.line(spine, hot, unit * 0.008)
    for _ in range(16):
        page.glow(
            x + unit * 0.3 * (page.random.random() - 0.5),
            top - unit * 0.22 * page.random.random(),
            unit * 0.012,
            (255, 190, 90),
            1.0,
        )
    ground(page, light, horizon, (74, 60, 66), (110, 84, 86), roll=0.05, texture=0.4)
    rest = page.height - horizon
    for number in range(3):
        y = horizon + rest * (0.14, 0.34, 0.62)[number]
        px = page.random.random() * page.width
        reach, thin = unit * (0.2 + 0.14 * number), unit * (0.006 + 0.006 * number)
        points = [(px + reach * (t - 0.5) * 2, y + unit * 0.025 * float(np.sin(t * 9 + number))) for t in np.linspace(0, 1, 9)]
        page.line(points, lava, thin * 1.8)
        page.line(points, hot, thin * 0.7)
        page.glow(px, y, reach * 0.9, (255, 100, 40), 0.3)
