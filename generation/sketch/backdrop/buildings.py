"""What towns are made of: houses, towers with windows, paving."""

from PIL import Image, ImageDraw

from generation.sketch.backdrop.scenery import WHITE
from generation.sketch.light import Light
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.scene import Time, Weather

LAMP: Colour = (255, 220, 130)
WALLS: tuple[Colour, ...] = (
    (240, 214, 170),
    (226, 150, 120),
    (168, 200, 206),
    (244, 234, 214),
    (210, 170, 190),
    (238, 190, 110),
    (170, 196, 150),
)


def lit(light: Light) -> bool:
    """Whether people have their lamps on."""
    return light.time is not Time.DAY or bool(light.weather & {Weather.STORM})


def house(
    page: Page, light: Light, x: float, y: float, wide: float, tall: float, wall: Colour, roof: Colour, distance: float
) -> None:
    """A house with a steep roof, its foot at (x, y)."""
    front = light.land(wall, distance)
    page.rectangle(x - wide / 2, y - tall, x + wide / 2, y, mix(front, WHITE, 0.06), low=times(front, (0.86, 0.85, 0.88)))
    peak = tall * 0.62
    tiles = light.land(roof, distance)
    chimney = x + wide * 0.24
    page.rectangle(chimney, y - tall - peak * 0.9, chimney + wide * 0.12, y - tall, times(tiles, (0.75, 0.72, 0.75)))
    page.polygon(
        [(x - wide * 0.6, y - tall), (x, y - tall - peak), (x + wide * 0.6, y - tall)],
        mix(tiles, WHITE, 0.1),
        bottom=times(tiles, (0.82, 0.8, 0.84)),
    )
    glass = LAMP if lit(light) else light.land((150, 190, 214), distance)
    side = wide * 0.19
    for px in (x - wide * 0.25, x + wide * 0.25):
        py = y - tall * 0.62
        page.rectangle(px - side * 0.62, py - side * 0.72, px + side * 0.62, py + side * 0.72, times(front, (0.7, 0.66, 0.66)))
        page.rectangle(px - side * 0.5, py - side * 0.6, px + side * 0.5, py + side * 0.6, glass)
        page.rectangle(px - side * 0.05, py - side * 0.6, px + side * 0.05, py + side * 0.6, front)
        page.rectangle(px - side * 0.5, py - side * 0.05, px + side * 0.5, py + side * 0.05, front)
        if lit(light) and wide > page.unit * 0.06:
            page.glow(px, py, side * 2.4, LAMP, 0.4)
    page.rectangle(x - wide * 0.08, y - tall * 0.4, x + wide * 0.08, y, times(tiles, (0.6, 0.55, 0.55)))


def skyline(page: Page, light: Light, y: float, tallest: float, distance: float, *, glass: Colour, step: float) -> None:
    """A row of tower blocks with windows; their feet at height `y`."""
    pick, unit = page.random, page.unit
    x = -unit * 0.05 * pick.random()
    pen = ImageDraw.Draw(page.picture)
    on = lit(light)
    while x < page.width:
        wide = unit * step * (0.7 + 0.7 * pick.random())
        tall = tallest * (0.38 + 0.62 * pick.random() ** 1.3)
        base = mix((124, 134, 164), pick.choice(WALLS), 0.3 + 0.25 * pick.random())
        wall = light.land(base, distance)
        left, right, top = round(x), round(x + wide), round(y - tall)
        if page.cut:
            page.shade(Image.new("L", (max(1, right - left), max(1, round(tall))), 255), (left, top), 0.25)
        page.rectangle(left, top, right, y, mix(wall, WHITE, 0.08), low=mix(wall, light.haze, 0.3))
        page.rectangle(right - (right - left) * 0.26, top, right, y, times(wall, (0.86, 0.86, 0.9)))
        roof = pick.random()
        if roof < 0.25:
            page.rectangle(x + wide * 0.46, top - unit * 0.05, x + wide * 0.54, top, times(wall, (0.7, 0.7, 0.75)))
        elif roof < 0.5:
            page.polygon([(left, top), ((left + right) / 2, top - wide * 0.5), (right, top)], times(wall, (0.88, 0.86, 0.9)))
        elif roof < 0.7:
            page.rectangle(x + wide * 0.2, top - wide * 0.16, x + wide * 0.8, top + 1, times(wall, (0.93, 0.93, 0.96)))
        cell = max(3.0, unit * 0.02)
        dark = mix(times(wall, (0.72, 0.78, 0.88)), glass, 0.25)
        for row in range(1, int(tall / cell / 1.35)):
            for column in range(1, max(1, int(wide / cell / 1.15))):
                wx, wy = left + column * cell * 1.15 - cell * 0.3, top + row * cell * 1.35
                shine = on and pick.random() < 0.62
                colour = mix(LAMP if pick.random() < 0.85 else glass, light.haze, distance * 0.5) if shine else dark
                if wx + cell * 0.55 < right:
                    pen.rectangle((round(wx), round(wy), round(wx + cell * 0.5), round(wy + cell * 0.66)), fill=colour)
        x += wide * (1.0 + 0.16 * pick.random())


def pavement(page: Page, light: Light, top: float) -> None:
    """A paved square in perspective; it mirrors the lights when wet."""
    stone = light.floor(mix((186, 182, 184), light.harmony.warm, 0.14))
    rest = page.height - top
    wet = bool(light.weather & {Weather.RAIN, Weather.STORM})
    page.rectangle(
        0, top, page.width, page.height, light.land(mix(stone, WHITE, 0.14), 0.1), low=light.land(times(stone, (0.72, 0.72, 0.76)))
    )
    if wet and not page.flat:
        depth = round(min(rest, top))
        above = (
            page.picture.crop((0, round(top) - depth, page.width, round(top))).reduce(4).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        )
        mirrored = above.resize((page.width, depth), Image.Resampling.BILINEAR)
        box = (0, round(top), page.width, round(top) + depth)
        page.picture.paste(Image.blend(page.picture.crop(box), mirrored, 0.36), box[:2])
    joint = light.land(times(stone, (0.62, 0.62, 0.66)))
    middle = page.width * (0.35 + 0.3 * page.random.random())
    for number in range(-16, 17):
        page.line(
            [(middle + number * page.width * 0.045, top), (middle + number * page.width * 0.24, page.height)],
            joint,
            page.unit * 0.003,
            0.38,
        )
    for number in range(1, 8):
        y = top + rest * (number / 8) ** 1.7
        page.rectangle(0, y, page.width, y + max(1, page.unit * 0.002 * (0.5 + number / 8)), mix(joint, light.land(stone), 0.5))


def on_wall(face: tuple[float, float, float, float, float, float], u: float, v: float) -> tuple[float, float]:
    """A point of a wall in perspective: `u` along it, `v` down it."""
    x0, x1, t0, t1, b0, b1 = face
    top, bottom = t0 + (t1 - t0) * u, b0 + (b1 - b0) * u
    return x0 + (x1 - x0) * u, top + (bottom - top) * v


def awning(light: Light, share: float) -> Colour:
    """The colour of a shop's awning."""
    return light.land(mix(light.harmony.warm, light.harmony.flower, share))
