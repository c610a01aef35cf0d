"""Backdrops with water: beach, open sea, under the sea, lake, river."""

import math

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.backdrop.scenery import WHITE, blossoms, far_ridges, greens, ground, sides, tufts, wood
from generation.sketch.light import Light, contact_shadow, disc
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.plan import Plan
from generation.sketch.scene import Part, Time, Weather
from generation.sketch.shapes import plant
from generation.sketch.weather import sky


def sea_colours(light: Light) -> tuple[Colour, Colour]:
    """Water at the horizon and near the viewer."""
    deep = mix((20, 96, 150), light.harmony.skies[Time.DAY][0], 0.35)
    far = mix(light.land(mix(deep, (130, 210, 220), 0.35)), light.haze, 0.45)
    return far, mix(light.land(deep), light.sky[1], 0.12)


def water(
    page: Page, light: Light, top: float, bottom: float, far: Colour, near: Colour, *, mirror: float = 0.4, calm: float = 0.5
) -> None:
    """Water between two heights: the upper half of the page mirrored in it, ripples and glitter under the sun."""
    first, last = max(0, round(top)), min(page.height, round(bottom))
    if last - first < 3:
        return
    depth = last - first
    above = page.picture.crop((0, max(0, first - depth), page.width, first)).reduce(4) if first >= 8 else None
    page.rectangle(0, first, page.width, last, far, low=near)
    if above is not None and mirror > 0 and not page.flat:
        mirrored = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((page.width, depth), Image.Resampling.BILINEAR)
        page.picture.paste(Image.blend(page.picture.crop((0, first, page.width, last)), mirrored, mirror), (0, first))
    pick = page.random
    amount = round(90 * (1.2 - calm) * page.width / page.unit)
    marks = {alpha: Image.new("L", (page.width, depth)) for alpha in (False, True)}
    pens = {key: ImageDraw.Draw(mask) for key, mask in marks.items()}
    for _ in range(amount):
        share = pick.random() ** 1.3
        x, y = pick.random() * page.width, depth * share
        reach = page.unit * (0.012 + 0.075 * share) * (0.5 + pick.random())
        thick = page.unit * (0.001 + 0.0035 * share)
        curve = [(x + reach * (t - 3) / 3, y + thick * 1.4 * math.sin(t * math.pi / 3)) for t in range(7)]
        pens[pick.random() < 0.5].line(curve, fill=round(70 + 70 * share), width=max(1, round(thick)), joint="curve")
    page.picture.paste(times(near, (0.72, 0.78, 0.84)), (0, first, page.width, last), marks[False])
    page.picture.paste(mix(far, WHITE, 0.55), (0, first, page.width, last), marks[True])
    if not light.hidden:
        glitter(page, light, first, last)


def glitter(page: Page, light: Light, first: int, last: int) -> None:
    """The path of light on the water under the sun or moon."""
    pick, depth = page.random, last - first
    mask = Image.new("L", (page.width, depth))
    pen = ImageDraw.Draw(mask)
    low = light.time is not Time.DAY
    for number in range(60 if low else 34):
        share = (number / (60 if low else 34)) ** 1.2
        spread = page.unit * (0.03 + 0.11 * share)
        x = light.sun[0] * page.width + (pick.random() - 0.5) * 2 * spread
        reach, thick = page.unit * (0.01 + 0.035 * share) * (0.5 + pick.random()), max(1.0, page.unit * 0.0035 * (0.5 + share))
        y = depth * (0.02 + 0.96 * share)
        pen.ellipse((x - reach, y - thick, x + reach, y + thick), fill=round((220 if low else 150) * (1 - 0.5 * share)))
    page.picture.paste(mix(light.glow, WHITE, 0.3), (0, first, page.width, last), mask)


def beach(page: Page, light: Light, plan: Plan) -> None:
    """Sea, surf and sand with shells; palms at the side."""
    horizon, unit = plan.horizon * page.height, page.unit
    rest = page.height - horizon
    sky(page, light, horizon)
    for number in range(2):
        line = page.hills(horizon + unit * 0.012, unit * 0.06, 0.5 + 0.4 * number)
        page.ridge(line, light.land((130, 160, 150), 0.62 - 0.2 * number), light.land((130, 160, 150), 0.7), depth=unit * 0.1)
    far, near = sea_colours(light)
    shore = horizon + rest * 0.46
    water(page, light, horizon, shore + unit * 0.08, far, mix(near, light.land((110, 220, 214)), 0.4), mirror=0.3)
    sand = light.floor(mix((240, 212, 158), light.harmony.warm, 0.08))
    for shift, top, low in (
        (-0.012, light.land((150, 222, 220)), light.land((150, 222, 220))),
        (0.0, light.land((255, 255, 255)), light.land((255, 255, 255))),
        (0.014, light.land(times(sand, (0.78, 0.74, 0.70))), light.land(times(sand, (0.84, 0.80, 0.76)))),
        (0.05, light.land(mix(sand, (255, 250, 225), 0.3)), light.land(times(sand, (0.88, 0.84, 0.80)))),
    ):
        start = page.random.getstate()
        line = page.hills(shore + shift * page.unit * 1.4, unit * 0.055, 0.8)
        page.random.setstate(start)
        page.ridge(line, top, low, depth=page.height - shore, texture=0.14 if shift > 0.02 else 0.0)
    for _ in range(round(30 * page.width / unit)):
        y = shore + (page.height - shore) * (0.2 + 0.8 * page.random.random())
        disc(
            page,
            page.random.random() * page.width,
            y,
            unit * 0.0035,
            light.land(page.random.choice(((255, 240, 226), (214, 150, 120), (206, 178, 140)))),
        )
    side = 0.04 if page.random.random() < 0.5 else 0.96
    for number in range(0 if Part.TREES in page.without else 2):
        x = page.width * side + (0.5 - side) * unit * 0.12 * number
        y = shore + (page.height - shore) * (0.16 + 0.1 * number)
        tall = min(page.height * 0.62, unit * (0.62 - 0.14 * number))
        contact_shadow(page, x, y, tall * 0.3, 0.25)
        plant(page, "palm", x, y, tall, greens(light, mix(light.harmony.near, (60, 160, 90), 0.5), 0.05, (150, 110, 78)))


def sea(page: Page, light: Light, plan: Plan) -> None:
    """Open water with swells; an island far away."""
    horizon, unit = plan.horizon * page.height, page.unit
    rest = page.height - horizon
    sky(page, light, horizon)
    far, near = sea_colours(light)
    if page.random.random() < 0.7:
        line = page.hills(horizon + unit * 0.03, unit * 0.11, 0.6 + page.random.random())
        page.ridge(line, light.land((120, 150, 150), 0.55), light.land((120, 150, 150), 0.72), depth=unit * 0.08)
    water(page, light, horizon, page.height, far, near, mirror=0.28, calm=0.4)
    rough = 1.9 if light.weather & {Weather.STORM, Weather.WIND} else 1.0
    for number in range(5):
        share = (number + 0.6) / 5
        y = horizon + rest * share**1.15
        line = page.hills(y, unit * (0.012 + 0.03 * share) * rough, 2.4 - 1.3 * share)
        tone = mix(far, near, 0.25 + 0.75 * share)
        _swell(page, line, mix(tone, WHITE, 0.30), times(tone, (0.9, 0.93, 0.96)), unit * (0.035 + 0.06 * share), 0.65)
        if rough > 1:
            for _ in range(5):
                x = page.random.random() * page.width
                foam = float(line[min(page.width - 1, int(x))])
                for _ in range(11):
                    away = (page.random.random() + page.random.random() - 1) * unit * 0.06
                    radius = unit * (0.002 + 0.007 * page.random.random()) * (0.4 + share)
                    disc(page, x + away, foam + unit * 0.008 * page.random.random(), radius, mix(tone, WHITE, 0.7))


def _swell(page: Page, line: np.ndarray, crest: Colour, body: Colour, depth: float, strength: float) -> None:
    """One wave: a bright crest along `line` that dissolves downwards."""
    first, last = max(0, int(line.min()) - 1), min(page.height, int(float(line.max()) + depth) + 1)
    if last - first < 2:
        return
    rows = np.arange(first, last, dtype=np.float32)[:, None]
    below = rows - line[None, :]
    alpha = np.clip(below + 0.5, 0, 1) * np.clip(1 - below / depth, 0, 1)
    mask = Image.fromarray((alpha * 255 * strength).astype(np.uint8))
    page.lay(mask, (0, first), crest, body)


def underwater(page: Page, light: Light, plan: Plan) -> None:
    """Blue depth with rays, bubbles, weeds, corals and a sandy bed."""
    unit = page.unit
    bed = plan.horizon * page.height
    pick = page.random
    turn = light.harmony.skies[Time.DAY]
    top, middle, low = mix((110, 220, 226), turn[1], 0.4), mix((26, 140, 190), turn[0], 0.3), mix((12, 66, 124), turn[0], 0.18)
    tint = {
        Time.DAY: (1.0, 1.0, 1.0),
        Time.DAWN: (1.06, 0.88, 0.90),
        Time.SUNSET: (1.05, 0.74, 0.78),
        Time.NIGHT: (0.36, 0.42, 0.62),
    }[light.time]
    gloom = 0.74 if light.weather & {Weather.STORM, Weather.RAIN, Weather.FOG, Weather.CLOUDS} else 1.0
    tint = (tint[0] * gloom, tint[1] * gloom, tint[2] * gloom)
    top, middle, low = times(top, tint), times(middle, tint), times(low, tint)
    rows, columns = max(8, page.height // 8), max(8, page.width // 8)
    along = np.linspace(0, 1, rows, dtype=np.float32)
    stops = np.array((top, middle, low), np.float32)
    lines = np.stack([np.interp(along, (0, 0.4, 1), stops[:, part]) for part in range(3)], axis=1)
    plane = np.repeat(lines[:, None, :], columns, axis=1) * (1 + 0.14 * (page.noise("wash", columns, rows, 1.2)[..., None] - 0.5))
    page.wash(np.asarray(plane, np.float32))
    for number in range(7):
        x = page.width * (number + pick.random()) / 7
        wide, lean = unit * (0.02 + 0.06 * pick.random()), unit * (pick.random() - 0.3) * 0.5
        page.polygon(
            [(x, -4), (x + wide, -4), (x + wide * 2.6 + lean, bed * 0.95), (x + lean - wide, bed * 0.95)],
            mix(top, WHITE, 0.5),
            alpha=0.11 if light.night else 0.2,
        )
    for number in range(3):
        line = page.hills(bed - unit * (0.13 - 0.06 * number), unit * 0.16, 1.0 + 0.5 * number, sharp=0.3)
        tone = mix(low, times((70, 120, 130), tint), 0.2 + 0.22 * number)
        page.ridge(line, mix(tone, middle, 0.5 - 0.15 * number), tone, depth=unit * 0.2)
    weed = times((46, 150, 110), tint)
    for _ in range(round(8 * page.width / unit)):
        x, tall = pick.random() * page.width, unit * (0.14 + 0.2 * pick.random())
        plant(
            page,
            "weed",
            x,
            bed + unit * 0.01,
            tall,
            (
                weed,
                mix(times(weed, (0.6, 0.7, 0.8)), low, 0.4),
                mix(weed, low, 0.35),
                mix(mix(weed, (200, 255, 160), 0.3), low, 0.3),
            ),
        )
    sand = mix(times((228, 206, 158), tint), low, 0.22)
    line = page.hills(bed + unit * 0.02, unit * 0.05, 1.0)
    page.ridge(line, mix(sand, WHITE, 0.2), times(sand, (0.66, 0.72, 0.80)), depth=page.height - bed, texture=0.2)
    corals: tuple[Colour, ...] = ((240, 110, 120), (255, 160, 80), (200, 110, 210), (250, 200, 90), (90, 200, 190))
    for _ in range(round(9 * page.width / unit)):
        share = pick.random()
        x = pick.random() * page.width
        near_side = abs(x / page.width - 0.5) * 2
        tone = mix(times(pick.choice(corals), tint), low, 0.22 * (1 - share))
        size = unit * (0.05 + 0.09 * share * (0.4 + near_side))
        y = bed + (page.height - bed) * (0.1 + 0.5 * share)
        plant(page, "coral", x, y, size, (tone, times(tone, (0.74, 0.74, 0.8)), tone, mix(tone, WHITE, 0.4)))
    for _ in range(round(24 * page.width / unit)):
        x, y, radius = pick.random() * page.width, pick.random() * bed, unit * (0.003 + 0.011 * pick.random() ** 2)
        disc(page, x, y, radius, mix(top, WHITE, 0.35))
        disc(page, x, y, radius * 0.78, mix(middle, top, 0.6))
        disc(page, x - radius * 0.3, y - radius * 0.35, radius * 0.24, WHITE)


def lake(page: Page, light: Light, plan: Plan) -> None:
    """Still water that mirrors wooded hills; reeds on the near bank."""
    horizon, unit = plan.horizon * page.height, page.unit
    rest = page.height - horizon
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 2, rise=0.26, sharp=0.4)
    wood(page, light, horizon + unit * 0.01, unit * 0.12, ("pine", "round"), light.harmony.far, 0.28, gap=0.4)
    far, near = sea_colours(light)
    water(page, light, horizon + unit * 0.005, page.height, mix(far, light.sky[1], 0.3), near, mirror=0.62, calm=0.85)
    page.mist(horizon - unit * 0.04, horizon + unit * 0.06, light.haze, 0.45, rising=False)
    bank = horizon + rest * 0.74
    line = page.hills(bank + unit * 0.01, unit * 0.06, 0.8)
    page.ridge(line - unit * 0.006, light.land((150, 130, 96)), light.land((150, 130, 96)))
    page.ridge(
        line,
        light.land(mix(light.harmony.near, (255, 250, 190), 0.15)),
        light.land(times(light.harmony.near, (0.78, 0.8, 0.8))),
        depth=page.height - bank,
        texture=0.25,
    )
    reeds(page, light, line)
    tufts(page, light, bank + unit * 0.05, light.harmony.near, 18)
    blossoms(page, light, bank + unit * 0.04, (light.harmony.flower, WHITE), 16)


def reeds(page: Page, light: Light, line: np.ndarray) -> None:
    """Bulrushes in clumps at the left and right of a bank."""
    unit = page.unit
    green = light.land(times(light.harmony.near, (0.7, 0.85, 0.7)))
    for side in (0.03, 0.97):
        for _ in range(7):
            x = page.width * side + (page.random.random() - 0.5) * unit * 0.16
            foot = float(line[int(min(page.width - 1, max(0, x)))]) + unit * 0.02
            tall = unit * (0.10 + 0.14 * page.random.random())
            lean = tall * 0.16 * (page.random.random() - 0.5)
            page.line([(x, foot), (x + lean, foot - tall)], green, unit * 0.005)
            page.line([(x + lean * 0.75, foot - tall * 0.78), (x + lean, foot - tall)], light.land((124, 84, 56)), unit * 0.013)


def river(page: Page, light: Light, plan: Plan) -> None:
    """A broad stream across green land, with stones and trees on the far bank."""
    horizon, unit = plan.horizon * page.height, page.unit
    rest = page.height - horizon
    near, far_green = light.harmony.near, light.harmony.far
    sky(page, light, horizon)
    far_ridges(page, light, horizon, 3)
    ground(page, light, horizon, near, mix(near, far_green, 0.6))
    wood(page, light, horizon + rest * 0.14, unit * 0.2, ("round", "tall"), mix(near, far_green, 0.5), 0.22, gap=0.75)
    upper = page.hills(horizon + rest * 0.32, unit * 0.05, 0.8)
    lower = page.hills(horizon + rest * 0.76, unit * 0.07, 0.7)
    far, deep = sea_colours(light)
    page.ridge(upper - unit * 0.012, light.land((150, 128, 92), 0.1), light.land((150, 128, 92)))
    page.ridge(upper, mix(far, WHITE, 0.1), deep, depth=rest * 0.5, texture=0.12)
    for _ in range(round(46 * page.width / unit)):
        share = page.random.random()
        x = page.random.random() * page.width
        column = min(page.width - 1, int(x))
        y = float(upper[column] + (lower[column] - upper[column]) * (0.08 + 0.86 * share))
        reach = unit * (0.02 + 0.06 * share)
        slope = float(lower[min(page.width - 1, column + 8)] - lower[column]) / 8
        page.line(
            [(x - reach, y - slope * reach), (x, y - unit * 0.002), (x + reach, y + slope * reach)],
            mix(far, WHITE, 0.6),
            unit * (0.002 + 0.003 * share),
            0.6,
        )
    if not light.hidden:
        page.glow(light.sun[0] * page.width, horizon + rest * 0.5, unit * 0.22, light.glow, 0.3)
    for _ in range(round(9 * page.width / unit)):
        x = page.random.random() * page.width
        y = float((upper if page.random.random() < 0.4 else lower)[min(page.width - 1, int(x))])
        size = unit * (0.012 + 0.02 * page.random.random())
        disc(page, x, y, size, light.land((120, 122, 130)))
        disc(page, x - size * 0.2, y - size * 0.25, size * 0.66, light.land((164, 166, 172)))
    page.ridge(lower - unit * 0.012, light.land((160, 136, 98)), light.land((160, 136, 98)))
    page.ridge(
        lower,
        light.land(mix(near, (255, 250, 190), 0.15)),
        light.land(times(near, (0.78, 0.8, 0.8))),
        depth=rest * 0.3,
        texture=0.25,
    )
    tufts(page, light, horizon + rest * 0.80, near, 20)
    sides(page, light, horizon + rest * 0.86, unit * 0.15, ("bush",), times(near, (0.84, 0.92, 0.84)))
