"""The light of a scene: colours by time of day and weather, the sky with sun, moon, stars and clouds."""

import math
import random
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.page import Page, Plane, toward
from generation.sketch.palettes import HARMONIES, Colour, Harmony, mix, times
from generation.sketch.scene import Part, Place, Scene, Time, Weather
from generation.sketch.shapes import cloud
from generation.sketch.staging import LIGHTS
from generation.sketch.view import Mood, View

Tint = tuple[float, float, float]

_LAND: dict[Time, Tint] = {
    Time.DAY: (1.0, 1.0, 1.0),
    Time.DAWN: (0.98, 0.86, 0.86),
    Time.SUNSET: (0.92, 0.70, 0.66),
    Time.NIGHT: (0.34, 0.42, 0.66),
}
_THINGS: dict[Time, Tint] = {
    Time.DAY: (1.0, 1.0, 1.0),
    Time.DAWN: (1.0, 0.93, 0.92),
    Time.SUNSET: (1.0, 0.86, 0.80),
    Time.NIGHT: (0.82, 0.84, 1.0),
}
_WARM, _ROSE, _PALE = (255, 206, 132), (255, 196, 206), (255, 238, 206)
_MOODS: dict[Mood, tuple[Colour, float, Tint, Tint]] = {  # the horizon's colour and its share, tints of land and things
    Mood.CLEAR: (_PALE, 0.0, (1.0, 1.0, 1.0), (1.0, 1.0, 1.0)),
    Mood.GOLDEN: (_WARM, 0.72, (1.06, 1.0, 0.84), (1.0, 0.97, 0.9)),
    Mood.FRESH: (_PALE, 0.15, (0.86, 1.02, 1.0), (0.97, 1.0, 1.02)),
    Mood.ROSY: (_ROSE, 0.75, (1.05, 0.97, 0.95), (1.0, 0.97, 0.97)),
    Mood.SOFT: (_PALE, 0.55, (1.06, 1.02, 0.88), (1.0, 0.98, 0.95)),
}
SNOWY: Colour = (236, 242, 250)
NIGHTLY = frozenset({Weather.STARS, Weather.MOONLIGHT, Weather.AURORA, Weather.FIREWORKS})
INDOORS = frozenset({Place.ROOM, Place.KITCHEN, Place.CLASSROOM, Place.LIBRARY, Place.STAGE, Place.TABLE})
SHELTERED = INDOORS | {Place.UNDERWATER, Place.CAVE}  # no rain or snow falls before the things here


@dataclass(frozen=True, slots=True)
class Light:
    """What every layer asks for its colours. `sun` is where the sun or moon stands, as fractions of the page."""

    time: Time
    weather: frozenset[Weather]
    harmony: Harmony
    sky: tuple[Colour, Colour, Colour]
    land_tint: Tint
    thing_tint: Tint
    sun: tuple[float, float]
    hidden: bool  # neither sun nor moon is seen
    bare: bool = False  # a thing in the picture is the sun or moon
    snowy: bool = False  # snow lies on everything

    @property
    def night(self) -> bool:
        return self.time is Time.NIGHT

    @property
    def haze(self) -> Colour:
        """What far things fade into."""
        return self.sky[2]

    @property
    def glow(self) -> Colour:
        """The colour of the light itself."""
        return {Time.DAY: (255, 246, 214), Time.DAWN: (255, 214, 178), Time.SUNSET: (255, 176, 96), Time.NIGHT: (206, 220, 255)}[
            self.time
        ]

    def floor(self, colour: Colour) -> Colour:
        """A colour of the ground, under snow where that lies."""
        return mix(colour, SNOWY, 0.8) if self.snowy else colour

    def land(self, colour: Colour, distance: float = 0.0) -> Colour:
        """A colour of the ground or of something on it under this light; `distance` 0 near, 1 lost in haze."""
        return toward(times(colour, self.land_tint), self.haze, distance)


def light_of(scene: Scene, view: View, pick: random.Random) -> Light:
    """The light for a scene: harmony and mood come from `view`, where the sun stands from `pick`."""
    harmony = HARMONIES[view.harmony % len(HARMONIES)]
    weather = scene.weather
    if Weather.SNOW in weather:  # it lies on the grass too
        harmony = replace(harmony, near=mix(harmony.near, SNOWY, 0.86), far=mix(harmony.far, SNOWY, 0.78))
    time = Time.NIGHT if scene.time is Time.DAY and weather & NIGHTLY else scene.time
    top, middle, low = harmony.skies[time]
    land, things = _LAND[time], _THINGS[time]
    if time is Time.DAY and not weather:
        (top, middle, low), land, things = _in_mood(harmony, view.mood, land, things)
    dark = time is Time.NIGHT
    for kind, grey, share, dim in (
        (Weather.CLOUDS, (168, 180, 196), 0.30, 0.96),
        (Weather.SNOW, (206, 214, 226), 0.45, 1.0),
        (Weather.RAIN, (128, 142, 160), 0.62, 0.86),
        (Weather.FOG, (214, 218, 220), 0.68, 0.95),
        (Weather.STORM, (62, 68, 88), 0.80, 0.70),
        (Weather.WIND, (190, 214, 222), 0.15, 1.0),
    ):
        if kind in weather:
            tone = times(grey, (0.42, 0.46, 0.58)) if dark else grey
            top, middle, low = (
                mix(top, mix(tone, (20, 24, 40), 0.2), share),
                mix(middle, tone, share),
                mix(low, mix(tone, (255, 255, 255), 0.12), share * 0.9),
            )
            land, things = _dimmed(land, dim), _dimmed(things, 1 - (1 - dim) * 0.6)
    if Weather.SUNNY in weather and not dark:
        top, middle, low = (
            mix(part, warm, 0.16)
            for part, warm in zip((top, middle, low), ((20, 110, 235), (110, 200, 255), (255, 240, 190)), strict=True)
        )
        land, things = (land[0] * 1.06, land[1] * 1.03, land[2] * 0.9), (1.03, 1.0, 0.94)
    if Weather.MOONLIGHT in weather:
        land, things = (land[0] * 1.08, land[1] * 1.16, land[2] * 1.3), (0.88, 0.92, 1.08)
        top, middle, low = mix(top, (18, 40, 96), 0.4), mix(middle, (52, 86, 158), 0.4), mix(low, (150, 178, 228), 0.4)
    side = pick.choice((-1, 1))
    height = {Time.DAY: 0.13, Time.DAWN: 0.40, Time.SUNSET: 0.42, Time.NIGHT: 0.15}[time] + pick.random() * 0.08
    sun = (0.5 + side * (0.16 + 0.24 * pick.random()), height)
    hidden = (
        bool(weather & {Weather.FOG, Weather.STORM, Weather.RAIN})
        or (Weather.SNOW in weather)
        or (Weather.CLOUDS in weather and not dark)
    )
    shown = bool(weather & {Weather.SUNNY, Weather.MOONLIGHT})
    bare = any(thing.art in LIGHTS for thing in scene.things)
    if scene.place not in INDOORS and Weather.SNOW in weather and dark:
        land = (land[0] * 1.3, land[1] * 1.3, land[2] * 1.3)  # snow is bright at night
    snowy = (Weather.SNOW in weather and scene.place not in SHELTERED) or scene.place is Place.SNOW
    return Light(time, weather, harmony, (top, middle, low), land, things, sun, hidden and not (shown or bare), bare, snowy)


def _in_mood(harmony: Harmony, mood: Mood, land: Tint, things: Tint) -> tuple[tuple[Colour, Colour, Colour], Tint, Tint]:
    """The day's sky and tints as the mood has them; it stays day."""
    glow, share, over_land, over_things = _MOODS[mood]
    top, middle, low = harmony.skies[Time.DAY]
    first, second, third = mix(top, glow, share * 0.1), mix(middle, glow, share * 0.4), mix(low, glow, share)
    return (first, second, third), _times(land, over_land), _times(things, over_things)


def _times(first: Tint, second: Tint) -> Tint:
    return first[0] * second[0], first[1] * second[1], first[2] * second[2]


def _dimmed(tint: Tint, share: float) -> Tint:
    return tint[0] * share, tint[1] * share, tint[2] * share


def gradient(page: Page, colours: tuple[Colour, Colour, Colour], horizon: float, light: Light | None = None) -> None:
    """Cover the page with three colours down to `horizon` (px), lit around the sun."""
    rows, columns = max(8, page.height // 8), max(8, page.width // 8)
    along = np.clip(np.linspace(0, page.height / max(1, horizon), rows, dtype=np.float32), 0, 1)
    stops = np.array(colours, np.float32)
    lines = np.stack([np.interp(along, (0, 0.55, 1), stops[:, part]) for part in range(3)], axis=1).astype(np.float32)
    plane: Plane = np.repeat(lines[:, None, :], columns, axis=1)
    if light is not None and not page.flat:
        x = np.linspace(0, page.width, columns, dtype=np.float32)[None, :] - light.sun[0] * page.width
        y = np.linspace(0, page.height, rows, dtype=np.float32)[:, None] - light.sun[1] * page.height
        low = light.time in {Time.DAWN, Time.SUNSET}
        reach = page.unit * (0.75 if low else 0.5)
        share = np.exp(-np.sqrt((x * (0.62 if low else 1.0)) ** 2 + y**2) / (reach * 0.5))[..., None]
        power = (0.25 if light.hidden else 0.62) * (0.5 if light.night else 1.0)
        plane = plane + (np.array(light.glow, np.float32) - plane) * share * power
        plane = plane * (1 + 0.05 * (page.noise("wash", columns, rows, 1.0)[..., None] - 0.5))
    page.wash(plane)


def stars(page: Page, horizon: float, amount: float, colour: Colour = (255, 252, 240)) -> None:
    """Stars of several sizes, a few with rays, fewer towards the horizon."""
    if Part.STARS in page.without:
        return
    pick = page.random
    size = page.unit / 1000
    count = int(190 * amount * (page.width * horizon) / (page.unit * page.unit * 0.6))
    for _ in range(min(900, count)):
        x, y = pick.random() * page.width, (pick.random() ** 1.25) * horizon
        bright = 0.35 + 0.65 * pick.random() ** 2
        radius = (0.7 + 1.5 * pick.random() ** 3) * size
        _dot(page, x, y, max(0.5, radius), colour, bright * (1 - 0.6 * y / horizon))
    for _ in range(round(7 * min(2.0, amount))):
        x, y, reach = pick.random() * page.width, pick.random() * horizon * 0.8, (6 + 7 * pick.random()) * size
        page.glow(x, y, reach * 1.8, colour, 0.5)
        thin = max(0.6, reach * 0.13)
        page.polygon([(x, y - reach), (x + thin, y), (x, y + reach), (x - thin, y)], colour)
        page.polygon([(x - reach, y), (x, y - thin), (x + reach, y), (x, y + thin)], colour)


def _dot(page: Page, x: float, y: float, radius: float, colour: Colour, alpha: float) -> None:
    left, top = math.floor(x - radius - 1), math.floor(y - radius - 1)
    side = math.ceil(radius * 2) + 3
    mask = Image.new("L", (side * 3, side * 3))
    cx, cy, r = (x - left) * 3, (y - top) * 3, radius * 3
    ImageDraw.Draw(mask).ellipse((cx - r, cy - r, cx + r, cy + r), fill=round(255 * alpha))
    mask = mask.reduce(3)
    page.picture.paste(colour, (left, top, left + side, top + side), mask)


def disc(page: Page, x: float, y: float, radius: float, colour: Colour) -> None:
    """A round body with smooth edges."""
    _dot(page, x, y, radius, colour, 1.0)


def sun_or_moon(page: Page, light: Light) -> None:
    """The sun with its glow, or the moon with its seas; with SUNNY the sun has rays, with MOONLIGHT the moon is large."""
    if light.hidden or light.bare or (Part.MOON if light.night else Part.SUN) in page.without:
        return
    x, y = light.sun[0] * page.width, light.sun[1] * page.height
    if light.night:
        radius = page.unit * (0.105 if Weather.MOONLIGHT in light.weather else 0.058 + 0.02 * page.random.random())
        page.glow(x, y, radius * 5.5, (120, 140, 200), 0.6)
        page.glow(x, y, radius * 2.2, (190, 205, 240), 0.75)
        disc(page, x, y, radius, (250, 244, 220))
        for dx, dy, share in ((-0.35, -0.2, 0.24), (0.25, 0.3, 0.2), (0.3, -0.35, 0.14), (-0.15, 0.42, 0.13), (-0.55, 0.25, 0.1)):
            disc(page, x + dx * radius, y + dy * radius, share * radius, (232, 222, 192))
        return
    low = light.time in {Time.DAWN, Time.SUNSET}
    radius = page.unit * ((0.082 if low else 0.06) + 0.02 * page.random.random())
    colour = {Time.DAY: (255, 243, 190), Time.DAWN: (255, 236, 196), Time.SUNSET: (255, 214, 120)}[light.time]
    page.glow(x, y, radius * 6, light.glow, 0.5)
    page.glow(x, y, radius * 2.6, (255, 240, 200), 0.7)
    if Weather.SUNNY in light.weather:
        turn = page.random.random()
        for number in range(16):
            angle = (number + turn) * math.tau / 16
            reach = radius * (2.1 if number % 2 else 1.7)
            side = 0.11
            points = [
                (x + math.cos(angle + d) * radius * r, y + math.sin(angle + d) * radius * r)
                for d, r in ((-side, 1.22), (side, 1.22))
            ]
            page.polygon([*points, (x + math.cos(angle) * reach, y + math.sin(angle) * reach)], (255, 224, 120))
        page.glow(x, y, radius * 9, (255, 220, 140), 0.45)
    disc(page, x, y, radius, colour)


def cloud_colours(light: Light, share: float = 0.0) -> tuple[Colour, Colour]:
    """Lit top and shaded bottom of a cloud; `share` 1 is as dark as a storm's."""
    bases: dict[Time, tuple[Colour, Colour]] = {
        Time.DAY: ((255, 255, 255), mix((214, 226, 240), light.sky[1], 0.35)),
        Time.DAWN: ((255, 236, 224), mix((236, 168, 176), light.sky[1], 0.4)),
        Time.SUNSET: ((255, 206, 150), mix((190, 84, 120), light.sky[1], 0.4)),
        Time.NIGHT: ((96, 112, 160), mix((40, 50, 92), light.sky[1], 0.4)),
    }
    top, bottom = bases[light.time]
    grey = (40, 44, 62) if not light.night else (18, 20, 34)
    return mix(top, mix(grey, (150, 156, 172), 0.45), share), mix(bottom, grey, share)


def clouds(page: Page, light: Light, horizon: float) -> None:
    """Thin veils high up and heaps of cloud; how many depends on the weather."""
    pick, weather = page.random, light.weather
    storm, many = Weather.STORM in weather, bool(weather & {Weather.CLOUDS, Weather.RAIN})
    if (Weather.FOG in weather and not storm) or Part.CLOUDS in page.without:
        return
    if not page.flat:
        rows, columns = max(8, page.height // 10), max(8, page.width // 10)
        veil = page.noise("cloud", columns * 1, rows, 0.9)
        stretched = veil[(np.arange(rows) * 2) % rows]
        fade = np.clip(1.15 - np.linspace(0, page.height / horizon, rows, dtype=np.float32), 0, 1)[:, None]
        page.veil(
            cloud_colours(light)[0],
            np.asarray(np.clip(stretched - 0.55, 0, 1) * fade * (0.5 if not light.night else 0.3), np.float32),
        )
    count = 9 if storm else 7 if many else 2 if weather & {Weather.SUNNY, Weather.MOONLIGHT, Weather.STARS} else 4
    wide = page.width / page.unit
    count = max(2, round(count * min(2.2, wide)))
    grim = 0.85 if storm else 0.42 if Weather.RAIN in weather else 0.12 if many else 0.0
    for number in range(count):
        share = (number + 0.2 + 0.6 * pick.random()) / count
        y = horizon * (0.1 + 0.62 * pick.random() ** (1.6 if storm or many else 1.0))
        near = 1 - y / horizon
        width = page.unit * (0.2 + 0.42 * near * (0.5 + pick.random())) * (1.5 if storm else 1.25 if many else 1.0)
        close = abs(share - light.sun[0]) * page.width < 0.62 * width and abs(y - light.sun[1] * page.height) < 0.4 * width
        if (weather & {Weather.SUNNY, Weather.MOONLIGHT} and abs(share - light.sun[0]) < 0.22) or (close and not (storm or many)):
            share = (share + 0.5) % 1  # a sun that is cut by a cloud looks like a moon
        top, bottom = cloud_colours(light, grim * (0.7 + 0.3 * pick.random()))
        strength = (0.97 if storm or many else 0.9) * (0.8 if light.night and not storm else 1.0)
        cloud(
            page,
            share * page.width,
            y,
            width,
            mix(top, light.haze, 0.25 * (1 - near)),
            mix(bottom, light.haze, 0.4 * (1 - near)),
            strength=strength,
        )


def contact_shadow(page: Page, x: float, y: float, width: float, strength: float) -> None:
    """The dark soft ellipse where a thing meets the ground."""
    wide, tall = max(6, round(width * 1.15)), max(4, round(width * 0.2))
    left, top = round(x - wide / 2), round(y - tall * 0.55)
    mask = Image.new("L", (wide, tall))
    ImageDraw.Draw(mask).ellipse((wide * 0.12, tall * 0.2, wide * 0.88, tall * 0.8), fill=round(255 * strength))
    page.picture.paste((12, 14, 34), (left, top, left + wide, top + tall), mask.filter(ImageFilter.BoxBlur(tall * 0.16)))


def cast_shadow(page: Page, alpha: Image.Image, x: float, y: float, light: Light) -> None:
    """The long soft shadow of a standing thing, away from the sun; `alpha` is the thing's outline, its foot at (x, y)."""
    if light.hidden:
        return
    long = {Time.DAY: 0.28, Time.DAWN: 0.5, Time.SUNSET: 0.55, Time.NIGHT: 0.36}[light.time]
    small = alpha.resize((max(2, alpha.width // 4), max(2, round(alpha.height * long / 4))), Image.Resampling.BILINEAR)
    lean = (0.5 - light.sun[0]) * 2.4
    extra = math.ceil(abs(lean) * small.height) + 4
    # Each row moves away from the sun in proportion to its height above the foot.
    sheared = small.transform(
        (small.width + 2 * extra, small.height),
        Image.Transform.AFFINE,
        (1, lean, -extra - lean * small.height, 0, 1, 0),
        Image.Resampling.BILINEAR,
    )
    flat = sheared.filter(ImageFilter.BoxBlur(1.2)).point([int(value * (0.26 if light.night else 0.3)) for value in range(256)])
    # The sun stands behind the things in these pictures, so the shadow falls towards the viewer.
    flat = flat.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mask = flat.resize((flat.width * 4, flat.height * 4), Image.Resampling.BILINEAR)
    left, top = round(x - mask.width / 2), round(y - 0.012 * alpha.height)
    page.picture.paste((14, 16, 40), (left, top, left + mask.width, top + mask.height), mask)
