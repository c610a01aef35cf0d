"""What falls, flashes and drifts: rain, snow, lightning, rainbow, aurora, fireworks, wind and fog."""

import math

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.light import Light, clouds, gradient, stars, sun_or_moon
from generation.sketch.page import Page
from generation.sketch.palettes import Colour, mix
from generation.sketch.scene import Weather


def sky(page: Page, light: Light, horizon: float) -> None:
    """The whole sky of a place outdoors, down to `horizon` px, with all weather that belongs behind the things."""
    gradient(page, light.sky, horizon, light)
    weather = light.weather
    if light.night and not weather & {Weather.FOG, Weather.STORM}:
        thin = 0.35 if weather & {Weather.RAIN, Weather.CLOUDS, Weather.SNOW} else 0.8
        stars(page, horizon, 2.2 if Weather.STARS in weather else thin)
    if Weather.STARS in weather:
        milky_way(page, horizon)
    if Weather.AURORA in weather:
        aurora(page, horizon)
    sun_or_moon(page, light)
    if Weather.WIND in weather:
        wisps(page, light, horizon)
    clouds(page, light, horizon)
    if Weather.RAINBOW in weather:
        rainbow(page, horizon)
    if Weather.STORM in weather:
        lightning(page, horizon)
    if Weather.FIREWORKS in weather:
        fireworks(page, horizon)


def wisps(page: Page, light: Light, horizon: float) -> None:
    """High clouds that the wind has drawn out into streaks."""
    rows, columns = max(8, page.height // 6), max(8, page.width // 24)
    streaks = page.noise("fine", columns, rows, 1.0)
    down = np.linspace(0, page.height / horizon, rows, dtype=np.float32)[:, None]
    fade = np.clip(1.05 - down, 0, 1) * np.clip(page.noise("wash", columns, rows, 1.0) * 1.6 - 0.3, 0, 1)
    page.veil(mix((255, 255, 255), light.sky[2], 0.25), np.asarray(np.clip(streaks * 1.7 - 0.6, 0, 1) * fade * 0.8, np.float32))


def milky_way(page: Page, horizon: float) -> None:
    """A pale band of dust across the sky."""
    rows, columns = max(8, page.height // 8), max(8, page.width // 8)
    x = np.linspace(-0.5, 0.5, columns, dtype=np.float32)[None, :]
    y = np.linspace(0, page.height / horizon, rows, dtype=np.float32)[:, None]
    slope = page.random.choice((-1, 1)) * (0.5 + 0.4 * page.random.random())
    away = np.abs(y - 0.4 - x * slope)
    band = np.clip(1 - away / 0.3, 0, 1) ** 1.5 * (0.3 + 0.9 * page.noise("cloud", columns, rows, 1.3)) * (y < 1)
    page.veil((186, 176, 240), np.asarray(band * 0.42, np.float32))


def aurora(page: Page, horizon: float) -> None:
    """Green and violet curtains of light."""
    rows, columns = max(16, page.height // 6), max(16, page.width // 6)
    y = np.linspace(0, page.height / horizon, rows, dtype=np.float32)[:, None]
    x = np.linspace(0, 1, columns, dtype=np.float32)[None, :]
    for number, (colour, other) in enumerate(
        (((70, 255, 170), (60, 200, 255)), ((150, 255, 140), (90, 255, 200)), ((190, 110, 255), (255, 120, 200)))
    ):
        phase, waves = page.random.random() * 6.3, 1.0 + page.random.random()
        low = 0.78 - number * 0.15 + 0.1 * np.sin(x * waves * 6.3 + phase) + 0.04 * np.sin(x * 17 + phase * 2)
        above = low - y
        curtain = np.where(above > 0, np.exp(-above / 0.26), np.exp(above / 0.018))
        folds = page.noise("cloud", columns, 1, 1.2)
        rays = 0.35 + 0.5 * folds + 0.3 * np.abs(np.sin(x * 60 + phase + 4 * folds))
        page.veil(colour, np.asarray(np.clip(curtain * rays * 0.75, 0, 1), np.float32))
        page.veil(other, np.asarray(np.clip(np.exp(-np.abs(above - 0.3) / 0.12) * rays * 0.3, 0, 1), np.float32))


def rainbow(page: Page, horizon: float) -> None:
    """An arc of seven colours that ends at the horizon."""
    size = (max(8, page.width // 2), max(8, min(page.height, round(horizon * 1.05)) // 2))
    x = np.arange(size[0], dtype=np.float32)[None, :] * 2 - page.width * (0.35 + 0.3 * page.random.random())
    reach = min(page.width * 0.6, horizon * 0.86) * (0.95 + 0.1 * page.random.random())
    y = np.arange(size[1], dtype=np.float32)[:, None] * 2 - horizon * 1.04
    squash = max(1.0, page.width * 0.42 / reach)
    place = (np.sqrt((x / squash) ** 2 + y**2) - reach) / (page.unit * 0.105)  # -1..0 from violet to red
    band = np.clip(place + 1, 0, 0.999)
    colours = np.array(
        [(150, 70, 220), (80, 90, 235), (60, 165, 245), (90, 205, 110), (255, 232, 90), (255, 165, 60), (240, 75, 70)], np.float32
    )
    hue = np.stack([np.interp(band, np.linspace(0.07, 0.93, 7), colours[:, part]) for part in range(3)], axis=2)
    edge = np.clip((place + 1) * 9, 0, 1) * np.clip(-place * 9, 0, 1)
    full = (size[0] * 2, size[1] * 2)
    arc = Image.fromarray(hue.astype(np.uint8)).resize(full, Image.Resampling.BILINEAR)
    mask = Image.fromarray((edge * 178).astype(np.uint8)).resize(full, Image.Resampling.BILINEAR)
    page.picture.paste(arc, (0, 0), mask)


def lightning(page: Page, horizon: float) -> None:
    """One or two forked bolts with their glow."""
    pick = page.random
    for _ in range(1 + (pick.random() < 0.5)):
        x, y = page.width * (0.12 + 0.76 * pick.random()), horizon * 0.12
        page.glow(x, horizon * 0.35, page.unit * 0.5, (150, 160, 255), 0.55)
        points = [(x, y)]
        while y < horizon * 0.97:
            x += (pick.random() - 0.5) * page.unit * 0.12
            y += page.unit * (0.035 + 0.05 * pick.random())
            points.append((x, y))
        for wide, colour, alpha in ((0.016, (150, 160, 255), 0.45), (0.007, (255, 255, 240), 1.0)):
            page.line(points, colour, page.unit * wide, alpha)
        fork = points[len(points) // 2]
        branch = [
            fork,
            (fork[0] + page.unit * 0.06, fork[1] + page.unit * 0.05),
            (fork[0] + page.unit * 0.08, fork[1] + page.unit * 0.13),
        ]
        page.line(branch, (240, 240, 255), page.unit * 0.0045)


def fireworks(page: Page, horizon: float) -> None:
    """Bursts of sparks in several colours."""
    pick = page.random
    colours: tuple[Colour, ...] = (
        (255, 90, 110),
        (255, 210, 90),
        (110, 220, 255),
        (190, 130, 255),
        (130, 255, 150),
        (255, 150, 220),
    )
    bursts = max(4, round(5 * page.width / page.unit))
    first = pick.randrange(6)
    for number in range(bursts):
        x, y = page.width * (number + 0.25 + 0.5 * pick.random()) / bursts, horizon * (0.14 + 0.48 * pick.random())
        reach, colour = page.unit * (0.1 + 0.09 * pick.random()), colours[(first + number) % 6]
        page.glow(x, y, reach * 1.5, colour, 0.4)
        rays = 14 + int(pick.random() * 8)
        box = (round(x - reach - 6), round(y - reach - 6), round(x + reach + 6), round(y + reach * 1.35 + 6))
        mask = Image.new("L", ((box[2] - box[0]) * 2, (box[3] - box[1]) * 2))
        pen = ImageDraw.Draw(mask)
        thick = max(1, round(page.unit * 0.006))
        for ray in range(rays):
            angle = math.tau * (ray + 0.3 * pick.random()) / rays
            far = reach * (0.72 + 0.28 * pick.random())
            line = [
                ((x + math.cos(angle) * far * t - box[0]) * 2, (y + math.sin(angle) * far * t + reach * 0.28 * t * t - box[1]) * 2)
                for t in (0.25, 0.5, 0.75, 1.0)
            ]
            pen.line(line, fill=230, width=thick, joint="curve")
            end = line[-1]
            pen.ellipse((end[0] - thick * 1.3, end[1] - thick * 1.3, end[0] + thick * 1.3, end[1] + thick * 1.3), fill=255)
        page.picture.paste(mix(colour, (255, 255, 255), 0.25), box, mask.reduce(2))


def rain(page: Page, light: Light, *, heavy: bool) -> None:
    """Slanting streaks at three depths, far ones fine and pale."""
    pick = page.random
    slant = (0.08 + 0.2 * pick.random() + (0.22 if Weather.WIND in light.weather or heavy else 0)) * pick.choice((-1, 1))
    colour = mix((226, 236, 250), light.sky[1], 0.15)
    mask = Image.new("L", (page.width, page.height))
    pen = ImageDraw.Draw(mask)
    for count, length, thick, alpha in ((230, 0.035, 1, 84), (130, 0.065, 2, 120), (46, 0.12, 3, 160)):
        amount = int(count * (1.5 if heavy else 1.0) * page.width * page.height / page.unit**2)
        wide = max(1, round(thick * page.unit / 1000))
        for _ in range(amount):
            x, y = pick.random() * page.width * 1.2 - page.width * 0.1, pick.random() * page.height
            run = page.unit * length * (0.7 + 0.6 * pick.random())
            pen.line((x, y, x + slant * run, y + run), fill=alpha, width=wide)
    page.picture.paste(colour, (0, 0, page.width, page.height), mask)


def snow(page: Page, *, front: bool) -> None:
    """Flakes: far ones small and many, near ones (`front`) large, soft and few."""
    pick = page.random
    mask = Image.new("L", (page.width, page.height))
    pen = ImageDraw.Draw(mask)
    for count, size, alpha in ((18, 0.0095, 200),) if front else ((260, 0.0022, 190), (120, 0.0045, 235)):
        for _ in range(int(count * page.width * page.height / page.unit**2)):
            x, y = pick.random() * page.width, pick.random() * page.height
            radius = page.unit * size * (0.6 + 0.9 * pick.random())
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=alpha)
    soft = mask.filter(ImageFilter.BoxBlur(max(0.5, page.unit * (0.003 if front else 0.0007))))
    page.picture.paste((255, 255, 255), (0, 0, page.width, page.height), soft)


def snow_cap(alpha: Image.Image) -> Image.Image:
    """Where snow lies on a thing of this outline: on all that has nothing above it, thick enough to be seen."""
    thick = max(2, round(alpha.height * 0.045))
    below = Image.new("L", alpha.size)
    below.paste(alpha, (0, thick))
    return ImageChops.subtract(alpha, below)


def wind(page: Page, light: Light) -> None:
    """Curling lines of air and leaves blown along."""
    pick = page.random
    side = pick.choice((-1, 1))
    pale = mix((255, 255, 255), light.sky[2], 0.2)
    for _ in range(max(5, round(10 * page.width / page.unit))):
        x, y = pick.random() * page.width, page.height * (0.08 + 0.75 * pick.random())
        reach, curl = page.unit * (0.16 + 0.2 * pick.random()), page.unit * (0.018 + 0.018 * pick.random())
        points = [(x + side * reach * t / 10, y + math.sin(t * 0.5) * page.unit * 0.008) for t in range(11)]
        end_x, end_y = points[-1]
        points += [
            (end_x + side * curl * math.sin(a), end_y - curl + curl * math.cos(a)) for a in (0.6, 1.2, 1.8, 2.4, 3.1, 3.8, 4.5)
        ]
        _stroke(page, points, pale, page.unit * 0.007, 0.8)
    leaf = light.land(mix(light.harmony.near, light.harmony.warm, 0.5))
    for _ in range(max(10, round(16 * page.width / page.unit))):
        x, y, turn = pick.random() * page.width, page.height * (0.1 + 0.85 * pick.random()), pick.random() * math.tau
        size = page.unit * (0.009 + 0.009 * pick.random())
        shape = ((-1.0, 0.0), (-0.2, -0.5), (1.0, 0.0), (-0.2, 0.5))
        page.polygon(
            [
                (x + size * (a * math.cos(turn) - b * math.sin(turn)), y + size * (a * math.sin(turn) + b * math.cos(turn)))
                for a, b in shape
            ],
            mix(leaf, light.land(light.harmony.warm), pick.random()),
        )


def _stroke(page: Page, points: list[tuple[float, float]], colour: Colour, thick: float, alpha: float) -> None:
    """One curved line in one mask, so that its joints do not show."""
    left, top = math.floor(min(p[0] for p in points) - thick - 1), math.floor(min(p[1] for p in points) - thick - 1)
    right, low = math.ceil(max(p[0] for p in points) + thick + 1), math.ceil(max(p[1] for p in points) + thick + 1)
    mask = Image.new("L", ((right - left) * 2, (low - top) * 2))
    pen = ImageDraw.Draw(mask)
    pen.line(
        [((x - left) * 2, (y - top) * 2) for x, y in points], fill=round(255 * alpha), width=max(2, round(thick * 2)), joint="curve"
    )
    page.picture.paste(colour, (left, top, right, low), mask.reduce(2))


def fog(page: Page, light: Light, horizon: float, *, front: bool) -> None:
    """Banks of fog: behind the things around the horizon, before them low over the ground."""
    colour = mix(light.haze, (255, 255, 255), 0.0 if light.night else 0.35)
    if front:
        page.mist(horizon + (page.height - horizon) * 0.42, page.height * 1.02, colour, 0.5)
    else:
        page.mist(horizon - page.unit * 0.22, horizon + page.unit * 0.2, colour, 0.9, rising=False)
        page.mist(horizon, page.height, colour, 0.3, rising=False)


def falling(page: Page, light: Light, horizon: float, *, front: bool) -> None:
    """All weather that is drawn between the backdrop and the things (`front` False) or over the things."""
    weather = light.weather
    if Weather.FOG in weather:
        fog(page, light, horizon, front=front)
    if Weather.SNOW in weather:
        snow(page, front=front)
    if front and weather & {Weather.RAIN, Weather.STORM}:
        rain(page, light, heavy=Weather.STORM in weather)
    if front and Weather.WIND in weather:
        wind(page, light)
