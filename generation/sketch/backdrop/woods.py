"""Backdrops among trees: forest, jungle, bamboo."""

import numpy as np

from generation.sketch.backdrop.scenery import far_ridges, ground, sides, swells, tufts, wood
from generation.sketch.light import Light, disc
from generation.sketch.page import Page
from generation.sketch.palettes import mix, times
from generation.sketch.plan import Plan
from generation.sketch.weather import sky


def forest(page: Page, light: Light, plan: Plan) -> None:
    """Rows of trees into the depth, shafts of light, a mossy floor."""
    horizon, unit = plan.horizon * page.height, page.unit
    near = times(light.harmony.near, (0.80, 0.92, 0.82))
    sky(page, light, horizon)
    kinds = (("round", "pine"), ("pine",), ("round", "tall"))[page.random.randrange(3)]
    if light.snowy:
        kinds = ("pine",)
    far_ridges(page, light, horizon, 1, rise=0.24)
    for number, (height, distance) in enumerate(((0.30, 0.55), (0.42, 0.32), (0.56, 0.14))):
        y = horizon + unit * (0.0, 0.025, 0.06)[number]
        wood(
            page,
            light,
            y,
            min(unit * height, page.height * 0.5),
            kinds,
            mix(light.harmony.far, near, number / 2),
            distance,
            gap=0.36 + 0.12 * number,
        )
        page.mist(y - unit * 0.2, y + unit * 0.01, light.haze, 0.5 - 0.12 * number)
    ground(page, light, horizon + unit * 0.04, near, mix(near, light.harmony.far, 0.4), roll=0.03, texture=0.36)
    if not light.hidden and not light.night:
        shafts(page, light)
    swells(page, light, horizon, near, mix(near, light.harmony.far, 0.3), 1)
    tufts(page, light, horizon + (page.height - horizon) * 0.25, near, 34)
    sides(
        page,
        light,
        horizon + (page.height - horizon) * 0.5,
        min(unit * 0.72, page.height * 0.7),
        kinds,
        times(near, (0.82, 0.9, 0.88)),
    )


def shafts(page: Page, light: Light) -> None:
    """Slanting beams of light from the sun."""
    x0, y0 = light.sun[0] * page.width, -page.unit * 0.15
    for number in range(5):
        angle = (number - 2) * 0.17 + 0.05 * page.random.random()
        far = page.height * 1.05
        wide = page.unit * (0.03 + 0.05 * page.random.random())
        x1 = x0 + np.tan(angle) * far
        page.polygon(
            [(x0 - 3, y0), (x0 + 3, y0), (float(x1) + wide, far * 0.9), (float(x1) - wide, far * 0.9)], light.glow, alpha=0.10
        )


def jungle(page: Page, light: Light, plan: Plan) -> None:
    """Palms, broad leaves and lianas in many greens."""
    horizon, unit = plan.horizon * page.height, page.unit
    near = mix(light.harmony.near, (40, 140, 70), 0.55)
    sky(page, light, horizon)
    for number, (height, distance) in enumerate(((0.46, 0.5), (0.56, 0.28))):
        y = horizon + unit * (0.0, 0.04)[number]
        tall = min(unit * height, page.height * 0.52)
        wood(page, light, y, tall * 0.75, ("round",), mix(near, light.harmony.far, 0.4 - 0.2 * number), distance, gap=0.6)
        wood(page, light, y, tall, ("palm",), near, distance * 0.8, gap=0.85)
        page.mist(y - unit * 0.22, y, light.haze, 0.45)
    ground(page, light, horizon + unit * 0.03, times(near, (0.8, 0.85, 0.7)), near, texture=0.36)
    wood(page, light, horizon + unit * 0.09, unit * 0.16, ("leaf", "bush"), near, 0.08, gap=0.7)
    for _ in range(round(5 * page.width / unit)):
        x, length, sway = (
            page.random.random() * page.width,
            page.height * (0.16 + 0.22 * page.random.random()),
            unit * 0.04 * (page.random.random() - 0.5),
        )
        points = [(x + sway * float(np.sin(t * 3)), length * t) for t in np.linspace(0, 1, 8)]
        page.line(points, light.land(times(near, (0.55, 0.6, 0.5))), unit * 0.006)
        for px, py in points[1:]:
            disc(page, px + unit * 0.008, py, unit * 0.009, light.land(times(near, (0.7, 0.8, 0.6))))
    tufts(page, light, horizon + (page.height - horizon) * 0.3, near, 26)
    sides(page, light, page.height * 1.02, unit * 0.3, ("leaf",), times(near, (0.7, 0.8, 0.75)), amount=2)


def bamboo(page: Page, light: Light, plan: Plan) -> None:
    """Stems of bamboo in rows, pale ones far, strong ones near."""
    horizon, unit = plan.horizon * page.height, page.unit
    tone = mix((126, 176, 82), light.harmony.near, 0.3)
    sky(page, light, horizon)
    for number, (height, distance, gap) in enumerate(((0.62, 0.62, 0.09), (0.85, 0.36, 0.12), (1.1, 0.12, 0.2))):
        y = horizon + unit * (0.0, 0.03, 0.08)[number]
        wood(page, light, y, max(page.height * 0.62, unit * 0.7) * height, ("bamboo",), tone, distance, gap=gap)
        page.mist(y - unit * 0.34, y + unit * 0.01, light.haze, 0.5 - 0.12 * number)
    ground(page, light, horizon + unit * 0.05, mix(tone, (120, 110, 60), 0.3), mix(tone, light.harmony.far, 0.4), texture=0.34)
    tufts(page, light, horizon + (page.height - horizon) * 0.25, tone, 34)
    sides(
        page,
        light,
        horizon + (page.height - horizon) * 0.6,
        page.height * 1.1,
        ("bamboo",),
        times(tone, (0.85, 0.95, 0.85)),
        amount=2,
    )
