"""What backdrops of land share: hills, ground, trees, grass and flowers."""

from generation.sketch.light import Light, contact_shadow, disc
from generation.sketch.page import Page, Plane
from generation.sketch.palettes import Colour, mix, times
from generation.sketch.scene import Part
from generation.sketch.shapes import plant

Tones = tuple[Colour, Colour, Colour, Colour]
WHITE: Colour = (255, 255, 255)
BARK: Colour = (104, 74, 58)
SNOW, SNOW_SHADE = (252, 253, 255), (200, 215, 238)


def greens(light: Light, colour: Colour, distance: float = 0.0, bark: Colour = BARK) -> Tones:
    """Trunk, dark, middle and light of a plant whose leaves are `colour`."""
    if light.snowy:
        return _under_snow(light, colour, distance, bark)
    lit = mix(colour, (255, 244, 170), 0.34)
    return (
        light.land(bark, distance),
        light.land(times(colour, (0.62, 0.70, 0.74)), distance),
        light.land(times(colour, (0.86, 0.90, 0.88)), distance),
        light.land(lit, distance),
    )


def _under_snow(light: Light, colour: Colour, distance: float, bark: Colour) -> Tones:
    """A plant with snow on everything that looks up; what looks down is a cold, dark green."""
    cold = mix(colour, (84, 126, 128), 0.74)
    return (
        light.land(bark, distance),
        light.land(times(cold, (0.80, 0.88, 0.94)), distance),
        light.land(mix(cold, (214, 228, 242), 0.46), distance),
        light.land((250, 252, 255), distance),
    )


def far_ridges(
    page: Page,
    light: Light,
    horizon: float,
    count: int = 2,
    *,
    colour: Colour | None = None,
    rise: float = 0.16,
    sharp: float = 0.0,
) -> None:
    """Ranges of hills that fade into the haze, with mist lying between them."""
    base = colour or mix(light.harmony.far, (110, 140, 170), 0.3)
    for number in range(count):
        far = 1 - number / max(1, count)
        line = page.hills(horizon + page.unit * 0.02, page.unit * rise * (0.55 + 0.6 * far), 1.1 + 0.9 * number, sharp=sharp)
        distance = 0.28 + 0.42 * far
        page.ridge(line, light.land(base, distance), light.land(base, min(0.9, distance + 0.22)), depth=page.unit * rise * 1.3)
        page.mist(horizon - page.unit * 0.1, horizon + page.unit * 0.03, light.haze, 0.45 * far)


def ground(
    page: Page, light: Light, horizon: float, near: Colour, far: Colour, *, roll: float = 0.03, texture: float = 0.24
) -> Plane:
    """The ground from the horizon to the lower edge; gives its upper line."""
    line = page.hills(horizon + page.unit * roll * 0.4, page.unit * roll, 0.9)
    top, low = light.land(far, 0.12), light.land(times(near, (0.78, 0.80, 0.82)))
    if light.snowy:
        top, low, texture = light.land(SNOW), light.land(SNOW_SHADE), 0.08
    page.ridge(line, top, low, depth=page.height - horizon, texture=texture)
    return line


def swells(page: Page, light: Light, horizon: float, near: Colour, far: Colour, count: int = 2) -> None:
    """Folds of the ground in front of one another, each a little darker and larger."""
    for number in range(1, count + 1):
        y = horizon + (page.height - horizon) * (0.16 + 0.74 * number / (count + 1))
        line = page.hills(y, page.unit * (0.03 + 0.02 * number), 0.7 + 0.3 * number)
        tone = mix(far, near, number / count)
        top, low = light.land(mix(tone, (255, 250, 190), 0.16)), light.land(times(tone, (0.80, 0.82, 0.84)))
        if light.snowy:
            top, low = light.land(SNOW), light.land(SNOW_SHADE)
        page.ridge(line, top, low, depth=page.unit * 0.22, texture=0.07 if light.snowy else 0.2)


def tufts(page: Page, light: Light, top: float, colour: Colour, amount: int = 34) -> None:
    """Grass in tufts, larger towards the viewer."""
    if light.snowy:
        amount //= 4  # most of it is under the snow
    for y in sorted(
        top + (page.height * 1.02 - top) * page.random.random() ** 0.8 for _ in range(round(amount * page.width / page.unit))
    ):
        near = (y - top) / max(1, page.height - top)
        shade = mix(times(colour, (0.85, 0.88, 0.86)), colour, page.random.random())
        plant(page, "tuft", page.random.random() * page.width, y, page.unit * (0.014 + 0.034 * near), greens(light, shade))


def blossoms(page: Page, light: Light, top: float, colours: tuple[Colour, ...], amount: int = 40) -> None:
    """Small dots of flowers in the grass."""
    if Part.FLOWERS in page.without or light.snowy:
        return
    for y in sorted(top + (page.height - top) * page.random.random() for _ in range(round(amount * page.width / page.unit))):
        near = (y - top) / max(1, page.height - top)
        x, radius = page.random.random() * page.width, page.unit * (0.0022 + 0.0058 * near)
        colour = light.land(colours[page.random.randrange(len(colours))])
        disc(page, x, y, radius, colour)
        disc(page, x, y, radius * 0.4, light.land((255, 240, 170)))


def wood(
    page: Page, light: Light, y: float, height: float, kinds: tuple[str, ...], colour: Colour, distance: float, *, gap: float = 0.42
) -> None:
    """A row of trees along a line, sizes and colours varied."""
    x = -page.random.random() * height * 0.4
    while x < page.width + height * 0.3:
        kind = kinds[page.random.randrange(len(kinds))]
        tall = height * (0.72 + 0.5 * page.random.random())
        tone = mix(colour, light.harmony.near if page.random.random() < 0.5 else light.harmony.far, 0.35 * page.random.random())
        plant(page, kind, x, y + page.unit * 0.012 * (page.random.random() - 0.5), tall, greens(light, tone, distance))
        x += height * gap * (0.6 + 0.9 * page.random.random())


def sides(
    page: Page,
    light: Light,
    y: float,
    height: float,
    kinds: tuple[str, ...],
    colour: Colour,
    *,
    amount: int = 1,
    bark: Colour = BARK,
) -> None:
    """Near plants at the left and right edge, which frame the page."""
    for side in (0.0, 1.0):
        for number in range(amount):
            inward = (page.random.random() * 0.10 - 0.02) * page.unit + number * page.unit * 0.09
            x = inward if side == 0 else page.width - inward
            tall = height * (0.8 + 0.4 * page.random.random())
            contact_shadow(page, x, y, tall * 0.36, 0.3)
            plant(
                page,
                kinds[page.random.randrange(len(kinds))],
                x,
                y + page.unit * 0.02 * page.random.random(),
                tall,
                greens(light, colour, 0, bark),
            )
