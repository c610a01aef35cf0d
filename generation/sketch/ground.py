"""How things meet what is under them: grass before the feet, an islet at sea, ripples, a cloud to stand on."""

import math

from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.backdrop.scenery import greens
from generation.sketch.compose import Placed
from generation.sketch.light import Light, cloud_colours
from generation.sketch.page import Page
from generation.sketch.palettes import mix, times
from generation.sketch.plan import Ground, Plan
from generation.sketch.scene import Layer
from generation.sketch.shapes import cloud, plant
from generation.sketch.staging import SPLASHING

WHITE = (255, 255, 255)


def islet(page: Page, light: Light, plan: Plan, sprite: Placed) -> None:
    """Something under a thing that cannot stand there: sand in the sea, a cloud in the sky. Swimming things get ripples later."""
    if sprite.foot is None or sprite.layer is Layer.SCATTER:
        return
    x, foot = (sprite.box[0] + sprite.box[2]) / 2, sprite.foot
    wide = sprite.box[2] - sprite.box[0]
    if plan.ground is Ground.CLOUD:
        top, bottom = cloud_colours(light)
        cloud(page, x, foot + wide * 0.10, max(wide * 1.5, page.unit * 0.2), mix(top, WHITE, 0.2), bottom, flat=0.34)
    elif in_water(plan, sprite, page.height):
        rocks(page, light, x, foot, wide)
    elif plan.ground is Ground.WATER and sprite.layer is Layer.GROUND:
        for grow, drop, colour in (
            (0.86, 0.030, mix(light.land((160, 220, 220)), WHITE, 0.3)),
            (0.80, 0.012, light.land((226, 198, 142))),
            (0.74, -0.006, light.land((240, 214, 156))),
        ):
            half, tall = wide * grow, page.unit * 0.035 + wide * 0.06
            points = [
                (x + half * math.cos(a), foot + page.unit * drop + tall * math.sin(a) * (1.0 if math.sin(a) > 0 else 0.62))
                for a in (n * math.tau / 40 for n in range(40))
            ]
            page.polygon(points, colour)


def in_water(plan: Plan, sprite: Placed, height: int) -> bool:
    """Whether a building on the horizon would stand in the water; `height` of the page in px."""
    if sprite.layer is not Layer.FAR or sprite.foot is None or plan.swim is None:
        return False
    return plan.ground is Ground.WATER or sprite.foot <= plan.swim[1] * height


def rocks(page: Page, light: Light, x: float, foot: float, wide: float) -> None:
    """A rocky islet with surf under a tower at sea."""
    unit, pick = page.unit, page.random
    stone, tall = light.land((124, 118, 116), 0.12), unit * 0.05 + wide * 0.14
    surf = mix(light.land((170, 222, 226)), WHITE, 0.45)
    half = wide * 0.8 + unit * 0.05
    page.polygon(
        [
            (x + half * 1.14 * math.cos(a), foot + tall * 0.52 + tall * 0.26 * math.sin(a))
            for a in (n * math.tau / 32 for n in range(32))
        ],
        surf,
        alpha=0.85,
    )
    for shade, low, grow in ((0.72, 0.62, 1.0), (1.0, 0.5, 0.86), (1.22, 0.34, 0.62)):
        points = [(x - half * grow, foot + tall * low)]
        for number in range(9):
            share = number / 8
            rise = math.sin(share * math.pi) ** 0.6 * tall * (0.42 + 0.16 * pick.random()) * grow
            points.append((x + half * grow * (share * 2 - 1) * 0.94, foot + tall * (low - 0.22) - rise * 0.5))
        points.append((x + half * grow, foot + tall * low))
        page.polygon(points, times(stone, (shade, shade, shade)))
    for number in range(7):
        reach = unit * (0.008 + 0.008 * pick.random())
        at = x + half * ((number + pick.random()) / 3.5 - 1)
        page.line([(at - reach, foot + tall * 0.64), (at + reach, foot + tall * 0.64)], WHITE, max(1.0, unit * 0.005), 0.8)


def settle(page: Page, light: Light, plan: Plan, sprite: Placed, art: str) -> None:
    """After a thing is painted: grass, ripples or a puff of cloud before its foot, so that it stands in the picture."""
    wide, foot = sprite.box[2] - sprite.box[0], sprite.foot or sprite.box[3]
    if sprite.layer is Layer.WATER and plan.swim is not None:
        if art not in SPLASHING:
            ripples(page, light, sprite)
    elif plan.ground is Ground.GRASS and sprite.layer is not Layer.FAR:
        count = 3 if sprite.layer is Layer.SCATTER else 7
        tall = min(sprite.height * 0.10, page.unit * 0.04)
        for number in range(count):
            x = sprite.box[0] + wide * (0.08 + 0.84 * (number + page.random.random() * 0.8) / count)
            tone = times(light.harmony.near, (0.84 + 0.1 * page.random.random(), 0.9, 0.84))
            plant(
                page,
                "tuft",
                x,
                foot + tall * (0.16 + 0.2 * page.random.random()),
                tall * (0.6 + 0.6 * page.random.random()),
                greens(light, tone),
            )
    elif plan.ground is Ground.CLOUD and sprite.layer is not Layer.SCATTER:
        top, bottom = cloud_colours(light)
        cloud(page, (sprite.box[0] + sprite.box[2]) / 2, foot + wide * 0.13, wide * 1.2, top, bottom, flat=0.26, strength=0.92)


def ripples(page: Page, light: Light, sprite: Placed) -> None:
    """The water's surface before a swimming thing, with rings around it."""
    wide, foot = sprite.box[2] - sprite.box[0], sprite.box[3]
    x = (sprite.box[0] + sprite.box[2]) / 2
    tone = mix(light.land((28, 108, 160)), light.sky[1], 0.25)
    sunk = min(sprite.height * 0.08, page.unit * 0.03)
    half = wide * 0.62
    box = (round(x - half), round(foot - sunk), round(x + half), round(foot + sunk * 1.6))
    if box[2] - box[0] < 6 or box[3] - box[1] < 3:
        return
    mask = Image.new("L", ((box[2] - box[0]) * 2, (box[3] - box[1]) * 2))
    pen = ImageDraw.Draw(mask)
    pen.ellipse((0, mask.height * 0.1, mask.width, mask.height * 0.9), fill=150)
    page.picture.paste(tone, box, mask.reduce(2).filter(ImageFilter.BoxBlur(max(1.0, sunk * 0.3))))
    for number in range(3):
        reach = half * (0.75 + 0.22 * number)
        points = [
            (x + reach * (t - 6) / 6, foot + sunk * (0.1 + 0.5 * number) + sunk * 0.35 * math.sin(t * 1.9 + number))
            for t in range(13)
        ]
        page.line(points, mix(tone, WHITE, 0.6), max(1.0, page.unit * 0.0035), 0.75 - 0.18 * number)
