"""Backdrops indoors: room, kitchen, classroom, library, stage, table. Time and weather are seen through the window."""

import math

from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.backdrop.corner import corner, flooring
from generation.sketch.backdrop.interior import boards, inside, lamp_glow, picture_frame, rug, view, wall, window
from generation.sketch.backdrop.scenery import WHITE
from generation.sketch.light import Light, disc
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.plan import Plan
from generation.sketch.scene import Time


def room(page: Page, light: Light, plan: Plan) -> None:
    """A living room: patterned wall, window with curtains, pictures, a rug."""
    floor, unit, pick = plan.horizon * page.height, page.unit, page.random
    paint = mix(
        light.harmony.skies[Time.DAY][1], pick.choice(((250, 224, 186), (214, 230, 206), (244, 208, 200), (208, 222, 240))), 0.65
    )
    wall(page, light, floor, paint, pick.choice(("stripes", "dots", "panels")))
    x = page.width * (0.3 + 0.4 * pick.random())
    wide, tall = min(unit * 0.36, page.width * 0.44), min(unit * 0.38, floor * 0.56)
    top = floor * 0.46 - tall * 0.5
    window(
        page, light, x, top, wide, tall, inside(light, (252, 248, 240)), curtains=inside(light, mix(light.harmony.warm, WHITE, 0.2))
    )
    for number in range(3):
        px = page.width * (0.1 + 0.4 * number)
        if abs(px - x) > wide * 0.85:
            picture_frame(page, light, px, floor * (0.34 + 0.14 * pick.random()), unit * 0.11, number)
    boards(page, light, floor, flooring(light))
    rug(page, light, floor, mix(light.harmony.warm, light.harmony.flower, pick.random()))
    side = page.width * (0.88 if x < page.width / 2 else 0.12)
    foot = floor + unit * 0.03
    corner(page, light, side, foot)


def kitchen(page: Page, light: Light, plan: Plan) -> None:
    """Tiled wall, cupboards, a worktop with a stove, a chequered floor."""
    floor, unit, pick = plan.horizon * page.height, page.unit, page.random
    wall(page, light, floor, mix((244, 240, 226), light.harmony.skies[Time.DAY][1], 0.25), "tiles")
    doors = inside(light, mix(light.harmony.far, (150, 190, 190), 0.5))
    x = page.width * (0.34 + 0.32 * pick.random())
    wide, tall = min(unit * 0.3, page.width * 0.36), min(unit * 0.28, floor * 0.42)
    top = floor * 0.40 - tall * 0.5
    window(
        page,
        light,
        x,
        top,
        wide,
        tall,
        inside(light, (252, 250, 244)),
        curtains=inside(light, mix(light.harmony.flower, WHITE, 0.4)),
    )
    step, upper = unit * 0.17, floor * 0.36
    for number in range(int(page.width / step) + 1):
        px = number * step
        if abs(px + step / 2 - x) > wide * 0.5 + step * 0.85:
            _door(page, px, upper - unit * 0.26, px + step, upper, doors)
    low = floor - unit * 0.24
    page.rectangle(0, low, page.width, floor + unit * 0.01, times(doors, (0.8, 0.8, 0.82)))
    stove = int(pick.random() * max(1, page.width / step - 1))
    for number in range(int(page.width / step) + 1):
        px = number * step
        if number == stove:
            page.rectangle(px, low, px + step, floor, inside(light, (226, 226, 230)), low=inside(light, (186, 188, 196)))
            page.rectangle(px + step * 0.14, low + unit * 0.075, px + step * 0.86, floor - unit * 0.03, inside(light, (60, 54, 60)))
            page.glow(px + step * 0.5, low + unit * 0.15, step * 0.5, (255, 140, 60), 0.55)
            for knob in range(4):
                disc(page, px + step * (0.2 + 0.2 * knob), low + unit * 0.04, unit * 0.011, inside(light, (90, 90, 100)))
        else:
            _door(page, px, low, px + step, floor, doors)
    page.rectangle(0, low - unit * 0.03, page.width, low, inside(light, (214, 176, 128)), low=inside(light, (170, 128, 88)))
    tiles(page, light, floor)
    lamp_glow(page, light, page.width * 0.5, unit * 0.08, unit * 0.5)


def _door(page: Page, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
    """A cupboard's door with its handle."""
    gap = page.unit * 0.007
    page.rectangle(
        left + gap, top + gap, right - gap, bottom - gap, mix(colour, WHITE, 0.14), low=times(colour, (0.92, 0.92, 0.93))
    )
    page.rectangle(
        left + gap * 4,
        top + gap * 4,
        right - gap * 4,
        bottom - gap * 4,
        times(colour, (0.94, 0.94, 0.95)),
        low=mix(colour, WHITE, 0.06),
    )
    disc(page, right - gap * 5, (top + bottom) / 2, gap * 1.3, (236, 210, 150))


def tiles(page: Page, light: Light, floor: float) -> None:
    """A chequered floor in perspective."""
    bright, dark = inside(light, (240, 230, 212)), inside(light, mix((196, 128, 100), light.harmony.warm, 0.4))
    page.rectangle(0, floor, page.width, page.height, bright, low=bright)
    rows, middle = 6, page.width / 2
    for row in range(rows):
        y0, y1 = (floor + (page.height - floor) * (part / rows) ** 1.5 for part in (row, row + 1))
        s0, s1 = (page.width * (0.075 + 0.11 * (y - floor) / (page.height - floor)) for y in (y0, y1))
        for column in range(-9, 9):
            if (column + row) % 2:
                page.polygon(
                    [
                        (middle + column * s0, y0),
                        (middle + (column + 1) * s0, y0),
                        (middle + (column + 1) * s1, y1),
                        (middle + column * s1, y1),
                    ],
                    dark,
                )
    page.rectangle(0, floor, page.width, floor + page.unit * 0.012, times(bright, (0.7, 0.68, 0.68)))


def classroom(page: Page, light: Light, plan: Plan) -> None:
    """A blackboard with chalk drawings, a row of coloured papers, a window, desks."""
    floor, unit, pick = plan.horizon * page.height, page.unit, page.random
    wall(page, light, floor, mix((250, 238, 204), light.harmony.skies[Time.DAY][2], 0.3), "panels")
    left = pick.random() < 0.5
    wide, tall = min(page.width * 0.56, unit * 0.72), min(unit * 0.36, floor * 0.52)
    x = page.width * (0.34 if left else 0.66)
    top = floor * 0.44 - tall / 2
    page.rectangle(
        x - wide / 2 - unit * 0.018,
        top - unit * 0.018,
        x + wide / 2 + unit * 0.018,
        top + tall + unit * 0.018,
        inside(light, (158, 106, 66)),
    )
    page.rectangle(x - wide / 2, top, x + wide / 2, top + tall, inside(light, (46, 92, 78)), low=inside(light, (38, 78, 68)))
    chalk = inside(light, (232, 238, 228))
    for number in range(3):
        cx, cy, size = x + wide * (-0.32 + 0.3 * number), top + tall * 0.34, unit * 0.045
        angles = [math.tau * n / (3 + number * 1) - math.pi / 2 for n in range(4 + number)]
        page.line([(cx + size * math.cos(a), cy + size * math.sin(a)) for a in angles], chalk, unit * 0.005)
    for row in range(2):
        points = [
            (x - wide * 0.38 + wide * 0.72 * n / 24, top + tall * (0.66 + 0.16 * row) + unit * 0.012 * math.sin(n * 1.9 + row))
            for n in range(25)
        ]
        page.line(points, mix(chalk, (46, 92, 78), 0.25), unit * 0.004)
    page.rectangle(x - wide / 2, top + tall + unit * 0.018, x + wide / 2, top + tall + unit * 0.032, inside(light, (186, 132, 86)))
    other = page.width * (0.84 if left else 0.16)
    if page.width > unit * 0.7:
        window(page, light, other, top, min(unit * 0.22, page.width * 0.22), tall, inside(light, (250, 248, 240)))
    flags: tuple[Colour, ...] = ((236, 92, 90), (250, 190, 70), (100, 180, 120), (90, 150, 220), (190, 120, 200))
    for number in range(int(page.width / (unit * 0.07)) + 1):
        px, py = number * unit * 0.07, unit * 0.035 + unit * 0.012 * math.sin(number * 0.9)
        page.polygon([(px, py), (px + unit * 0.05, py), (px + unit * 0.025, py + unit * 0.055)], inside(light, flags[number % 5]))
    boards(page, light, floor, (196, 146, 96))
    for side in (0.06, 0.94):
        for row in range(2):
            px, py, size = (
                page.width * side + (0.5 - side) * unit * 0.1 * row,
                floor + unit * (0.1 - 0.06 * row),
                unit * (0.17 - 0.03 * row),
            )
            page.rectangle(px - size * 0.6, py - size * 0.5, px + size * 0.6, py - size * 0.4, inside(light, (222, 172, 116)))
            for leg in (-0.5, 0.46):
                page.rectangle(
                    px + size * leg, py - size * 0.4, px + size * (leg + 0.05), py + size * 0.1, inside(light, (120, 124, 136))
                )
    lamp_glow(page, light, page.width * 0.5, unit * 0.1, unit * 0.55)


def library(page: Page, light: Light, plan: Plan) -> None:
    """Tall shelves full of books on both sides of an arched window, a ladder, lamplight."""
    floor, unit, pick = plan.horizon * page.height, page.unit, page.random
    wall(page, light, floor, (120, 92, 78), "panels")
    x = page.width * (0.42 + 0.16 * pick.random())
    wide, tall = min(unit * 0.26, page.width * 0.3), min(unit * 0.46, floor * 0.66)
    top = floor * 0.42 - tall * 0.45
    window(page, light, x, top, wide, tall, inside(light, (186, 140, 96)))
    shade = inside(light, (112, 70, 48))
    books: tuple[Colour, ...] = (
        (176, 58, 52),
        (44, 96, 120),
        (210, 160, 70),
        (78, 120, 78),
        (120, 72, 116),
        (222, 206, 172),
        (58, 66, 104),
        light.harmony.warm,
    )
    shelf = unit * 0.125
    for left, right in ((-unit * 0.02, x - wide * 0.72), (x + wide * 0.72, page.width + unit * 0.02)):
        if right - left < unit * 0.06:
            continue
        page.rectangle(left, 0, right, floor + unit * 0.01, times(shade, (0.5, 0.48, 0.5)))
        y = floor
        while y > -shelf:
            px = left + unit * 0.012
            while px < right - unit * 0.02:
                thick, high = unit * (0.012 + 0.016 * pick.random()), shelf * (0.62 + 0.26 * pick.random())
                if pick.random() < 0.07:
                    px += thick * 1.5
                    continue
                tone = inside(light, pick.choice(books))
                page.rectangle(px, y - high, min(right - unit * 0.012, px + thick), y - unit * 0.01, tone)
                page.rectangle(
                    px, y - high * 0.82, min(right - unit * 0.012, px + thick), y - high * 0.76, mix(tone, (255, 224, 150), 0.55)
                )
                px += thick + max(1.0, unit * 0.0016)
            page.rectangle(
                left,
                y - unit * 0.012,
                right,
                y + unit * 0.006,
                mix(shade, (255, 210, 160), 0.15),
                low=times(shade, (0.8, 0.78, 0.76)),
            )
            y -= shelf
        for px in (left, right - unit * 0.016):
            page.rectangle(px, 0, px + unit * 0.018, floor + unit * 0.012, mix(shade, (255, 210, 160), 0.1))
    boards(page, light, floor, (140, 92, 62))
    rug(page, light, floor, mix((150, 44, 50), light.harmony.warm, 0.3))
    for px in (page.width * 0.14, page.width * 0.86):
        page.glow(px, floor * 0.3, unit * 0.36, (255, 200, 120), 0.42 if light.time is Time.DAY else 0.62)


def stage(page: Page, light: Light, plan: Plan) -> None:
    """A theatre: painted scenery, red curtains, boards, spotlights, footlights."""
    floor, unit, pick = plan.horizon * page.height, page.unit, page.random
    page.rectangle(0, 0, page.width, page.height, (38, 24, 40))
    side = page.width * 0.09
    view(page, light, side, 0, page.width - 2 * side, floor)
    boards(page, light, floor, (150, 96, 62))
    cloth = mix((190, 34, 48), light.harmony.warm, 0.15)
    folds = 6
    for edge, turn in ((0.0, 1), (float(page.width), -1)):
        for number in range(folds):
            x0, x1 = edge + turn * page.width * 0.17 * number / folds, edge + turn * page.width * 0.17 * (number + 1) / folds
            tone = times(cloth, (0.66, 0.6, 0.62)) if number % 2 else cloth
            tie = floor * 0.62
            pull = page.width * 0.05 * turn * (number / folds)
            page.polygon(
                [
                    (x0, 0),
                    (x1, 0),
                    (x1 - pull, tie),
                    (x1 - pull * 0.4, floor * 1.03),
                    (x0 - pull * 0.4, floor * 1.03),
                    (x0 - pull, tie),
                ],
                mix(tone, (255, 120, 110), 0.12),
                bottom=times(tone, (0.72, 0.66, 0.7)),
            )
        page.rectangle(
            min(edge, edge + turn * page.width * 0.13),
            floor * 0.61,
            max(edge, edge + turn * page.width * 0.13),
            floor * 0.635,
            (236, 190, 90),
        )
    swags = max(4, round(page.width / (unit * 0.2)))
    for number in range(swags):
        x0, x1 = page.width * number / swags, page.width * (number + 1) / swags
        for depth, tone in ((0.13, times(cloth, (0.7, 0.64, 0.66))), (0.115, cloth), (0.06, mix(cloth, (255, 130, 120), 0.14))):
            arc = [(x0 + (x1 - x0) * t, unit * (0.05 + depth * math.sin(t * math.pi) * 0.75)) for t in (n / 10 for n in range(11))]
            page.polygon([(x0, -2), *arc, (x1, -2)], tone)
        page.line(
            [(x0 + (x1 - x0) * n / 10, unit * (0.05 + 0.0975 * math.sin(n / 10 * math.pi))) for n in range(11)],
            (240, 200, 100),
            unit * 0.007,
        )
    first = pick.random() * 0.1
    for share in (0.24 + first, 0.5, 0.76 - first):
        page.polygon(
            [
                (page.width * share - unit * 0.02, 0),
                (page.width * share + unit * 0.02, 0),
                (page.width * (0.5 + (share - 0.5) * 0.55) + unit * 0.2, page.height * 0.96),
                (page.width * (0.5 + (share - 0.5) * 0.55) - unit * 0.2, page.height * 0.96),
            ],
            (255, 240, 196),
            alpha=0.13,
        )
    front = floor + (page.height - floor) * 0.93
    page.rectangle(0, front, page.width, page.height, (74, 36, 40), low=(48, 22, 32))
    for number in range(int(page.width / (unit * 0.1)) + 1):
        x = (number + 0.5) * unit * 0.1
        disc(page, x, front, unit * 0.017, (255, 226, 150))
        page.glow(x, front, unit * 0.075, (255, 206, 120), 0.6)


def table(page: Page, light: Light, plan: Plan) -> None:
    """A table top close up with a checked cloth; the room behind is out of focus."""
    edge, unit, pick = plan.horizon * page.height, page.unit, page.random
    room(page, light, Plan(plan.place, min(0.9, plan.horizon + 0.2), plan.feet, None, plan.ground, indoors=True))
    small = page.picture.reduce(8) if min(page.width, page.height) >= 64 else page.picture
    page.picture = small.filter(ImageFilter.BoxBlur(1.6)).resize((page.width, page.height), Image.Resampling.BICUBIC)
    for _ in range(round(9 * page.width / unit)):
        page.glow(pick.random() * page.width, edge * pick.random(), unit * (0.03 + 0.05 * pick.random()), (255, 226, 170), 0.3)
    cloth = inside(light, (252, 248, 240))
    check = inside(light, mix(light.harmony.warm, light.harmony.flower, pick.random()))
    page.rectangle(0, edge, page.width, page.height, times(cloth, (0.90, 0.89, 0.9)), low=cloth)
    bands = Image.new("L", (page.width, page.height - round(edge)))
    pen = ImageDraw.Draw(bands)
    middle, tall = page.width / 2, bands.height
    for number in range(-14, 14, 2):
        s0, s1 = page.width * 0.055, page.width * 0.10
        pen.polygon(
            [
                (middle + number * s0, 0),
                (middle + (number + 1) * s0, 0),
                (middle + (number + 1) * s1, tall),
                (middle + number * s1, tall),
            ],
            fill=120,
        )
    across = Image.new("L", bands.size)
    pen = ImageDraw.Draw(across)
    for row in range(0, 12, 2):
        pen.rectangle((0, tall * (row / 11) ** 1.5, page.width, tall * ((row + 1) / 11) ** 1.5), fill=120)
    for mask in (bands, across):
        page.picture.paste(check, (0, round(edge), page.width, page.height), mask)
    page.rectangle(0, edge, page.width, edge + unit * 0.008, mix(cloth, WHITE, 0.5))
    lamp_glow(page, light, page.width * (0.2 + 0.6 * pick.random()), edge * 0.3, unit * 0.6)
