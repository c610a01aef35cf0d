"""The nine styles: how the finished page is treated so that it looks painted, printed, cut, drawn or lit."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from generation.sketch.light import Light
from generation.sketch.page import Page, Plane, bytes_of
from generation.sketch.palettes import mix, rgb
from generation.sketch.plan import Ground, Plan
from generation.sketch.scene import Place, Style, Time
from generation.sketch.textures import dots, fibres, grain, hatching, strokes
from generation.sketch.view import Extra

Fall = Callable[[], None]
LEAFY = frozenset(
    {Place.MEADOW, Place.PARK, Place.GARDEN, Place.FOREST, Place.JUNGLE, Place.LAKE, Place.RIVER, Place.FARM, Place.VILLAGE}
)
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47


def finish(page: Page, light: Light, style: Style, fall: Fall | None = None) -> Image.Image:
    """The page in its style; `fall` draws the weather before the things, before or after the treatment as the style needs."""
    late = style in {Style.OIL, Style.INK, Style.NEON}
    if fall is not None and not late:
        fall()
    _STYLES[style](page, light)
    if fall is not None and late:
        fall()
    return page.picture


def _table(change: Callable[[int], float]) -> list[int]:
    return [max(0, min(255, round(change(value)))) for value in range(256)]


def _line(slope: float, start: float) -> list[int]:
    return _table(lambda value: value * slope + start)


def _enlarged(plane: Plane, page: Page) -> Image.Image:
    return Image.fromarray(bytes_of(plane)).resize((page.width, page.height), Image.Resampling.BILINEAR)


def _small(page: Page, step: int = 8) -> tuple[int, int]:
    return max(4, page.width // step), max(4, page.height // step)


def lines(image: Image.Image, step: int) -> Image.Image:
    """How strongly neighbouring pixels `step` apart differ (mode L)."""
    across = ImageChops.difference(image, ImageChops.offset(image, step, 0))
    down = ImageChops.difference(image, ImageChops.offset(image, 0, step))
    return ImageChops.lighter(across, down)


def grown(mask: Image.Image, step: int) -> Image.Image:
    """A mask made wider by `step` px on all sides (a blur made hard again: much cheaper than a maximum filter)."""
    return mask.filter(ImageFilter.BoxBlur(step)).point(_table(lambda value: value * 6))


def wobbled(page: Page, reach: float, waves: float = 0.35) -> None:
    """Shift every pixel a little, so that no edge is straight; `reach` in px."""
    columns, rows = _small(page, 4)
    shifts = []
    for _ in range(2):
        plane = page.noise("cloud", columns, rows, waves * 1024 / page.unit)
        wide = Image.fromarray(np.asarray((plane - 0.5) * 2 * reach, np.float32)).resize(
            (page.width, page.height), Image.Resampling.BILINEAR
        )
        shifts.append(np.asarray(wide).astype(np.int32))
    page.picture = gathered(page.picture, shifts[0], shifts[1])


def gathered(picture: Image.Image, dx: np.ndarray, dy: np.ndarray) -> Image.Image:
    """The picture with each pixel taken from (x + dx, y + dy)."""
    width, height = picture.size
    packed = np.frombuffer(picture.convert("RGBX").tobytes(), np.uint32)
    x = np.clip(dx + np.arange(width, dtype=np.int32)[None, :], 0, width - 1)
    y = np.clip(dy + np.arange(height, dtype=np.int32)[:, None], 0, height - 1)
    y *= width
    y += x
    taken = np.take(packed, y)
    return Image.frombuffer("RGBX", picture.size, taken.tobytes(), "raw", "RGBX", 0, 1).convert("RGB")


def storybook(page: Page, light: Light) -> None:
    """Soft light, darker corners, a fine grain that also hides the steps of gradients."""
    columns, rows = _small(page, 16)
    x, y = np.linspace(-1, 1, columns, dtype=np.float32)[None, :], np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    away = np.clip((x**2 + y**2) * 0.5 - 0.28, 0, 1) ** 1.4
    page.veil((16, 14, 44), np.asarray(away * (0.5 if light.night else 0.34), np.float32))
    page.picture = ImageChops.add(page.picture, grain(page.width, page.height, 7), 1, -128)


def touched(page: Page, light: Light, plan: Plan, extra: Extra) -> None:
    """A small extra over the page, which hides nothing: specks of light, leaves out of focus, light from the side."""
    if plan.ground is Ground.NOTHING or extra is Extra.NONE:
        return
    unit, pick = page.unit, page.random
    if extra is Extra.MOTES:
        for _ in range(round(26 * page.width / unit)):
            x, y = pick.random() * page.width, page.height * (0.25 + 0.7 * pick.random())
            page.glow(x, y, unit * (0.006 + 0.016 * pick.random() ** 2), mix(light.glow, light.harmony.flower, 0.25), 0.75)
    elif extra is Extra.LEAVES and not plan.indoors and plan.place in LEAFY and not light.snowy:
        _leaves(page, light, left=pick.random() < 0.5)
    elif not light.hidden:
        columns, rows = _small(page, 16)
        across, down = np.linspace(0, 1, columns, dtype=np.float32)[None, :], np.linspace(0, 1, rows, dtype=np.float32)[:, None]
        side = across if light.sun[0] > 0.5 else 1 - across
        shafts = 0.5 + 0.5 * np.sin((side * 0.9 + down) * 11 + 6 * pick.random())
        page.veil(light.glow, np.asarray(np.clip(side - 0.35 * down - 0.3, 0, 1) * (0.25 + 0.22 * shafts), np.float32))


def _leaves(page: Page, light: Light, *, left: bool) -> None:
    """A blurred twig in an upper corner, before the sky but not before things."""
    unit, pick = page.unit, page.random
    width, height = round(unit * 0.5), round(unit * 0.34)
    mask = Image.new("L", (max(8, width // 4), max(8, height // 4)))
    pen, scale = ImageDraw.Draw(mask), unit / 4
    for _ in range(26):
        x, y = scale * 0.42 * pick.random() ** 1.4, scale * 0.24 * pick.random() ** 1.6
        turn, long = pick.random() * math.pi, scale * (0.05 + 0.03 * pick.random())
        points = [
            (
                x + long * (math.cos(a) * math.cos(turn) - 0.42 * math.sin(a) * math.sin(turn)),
                y + long * (math.cos(a) * math.sin(turn) + 0.42 * math.sin(a) * math.cos(turn)),
            )
            for a in (n * math.tau / 12 for n in range(12))
        ]
        pen.polygon(points, fill=235)
    mask = mask.filter(ImageFilter.GaussianBlur(max(0.6, scale * 0.006))).resize((width, height), Image.Resampling.BILINEAR)
    if left:
        at = (0, 0)
    else:
        mask, at = mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (page.width - width, 0)
    box = (at[0], 0, at[0] + width, height)
    mask = ImageChops.subtract(mask, page.things.crop(box))
    page.picture.paste(light.land(mix(light.harmony.near, (24, 60, 30), 0.35)), box, mask)


def watercolour(page: Page, light: Light) -> None:
    """Edges that bleed, pigment that settles in the paper's grain, a white margin that the brush left."""
    wobbled(page, page.unit * 0.007, 0.5)
    small = page.picture.reduce(4)
    soft = small.filter(ImageFilter.BoxBlur(max(1, page.unit * 0.0022))).resize(page.picture.size, Image.Resampling.BILINEAR)
    page.picture = Image.blend(soft, page.picture, 1.5)  # pigment gathers on the dark side of an edge
    columns, rows = _small(page, 2)
    pools = page.noise("cloud", columns, rows, 0.5 * 1024 / page.unit)
    grains = page.noise("fine", columns, rows, 1.0)
    settled = 0.78 + 0.34 * (pools - 0.5) + 0.20 * (grains - 0.5)
    strength = _enlarged(np.asarray(settled, np.float32), page)
    page.picture = ImageEnhance.Color(page.picture).enhance(1.25)
    paint = ImageChops.multiply(
        ImageChops.invert(page.picture), Image.merge("RGB", [strength] * 3).point(_table(lambda v: v * 1.16) * 3)
    )
    page.picture = ImageChops.multiply(ImageChops.invert(paint), fibres(page.width, page.height, (254, 251, 243), 16))
    columns, rows = _small(page, 4)
    x, y = (
        np.linspace(0, page.width, columns, dtype=np.float32)[None, :],
        np.linspace(0, page.height, rows, dtype=np.float32)[:, None],
    )
    inward = np.minimum(np.minimum(x, page.width - x), np.minimum(y, page.height - y)) / page.unit
    ragged = inward - 0.016 - 0.045 * page.noise("cloud", columns, rows, 1.4 * 1024 / page.unit)
    page.veil((255, 253, 247), np.asarray(np.clip(0.5 - ragged * 75, 0, 1), np.float32))
    rim = np.asarray(np.clip(1 - np.abs(ragged - 0.010) / 0.008, 0, 1) * 0.22, np.float32)
    page.veil((70, 80, 110), rim)
    del light


def pixel(page: Page, light: Light) -> None:
    """Real low resolution, few colours, ordered dithering, dark outlines around the things."""
    factor = max(2, round(min(page.width, page.height) / 150))
    size = (math.ceil(page.width / factor), math.ceil(page.height / factor))
    full = (size[0] * factor, size[1] * factor)
    padded = page.picture if page.picture.size == full else page.picture.crop((0, 0, *full))
    low = ImageEnhance.Color(padded.resize(size, Image.Resampling.BOX)).enhance(1.25)
    mask = (
        page.things.crop((0, 0, *full))
        .resize(size, Image.Resampling.BOX)
        .point([255 if value > 110 else 0 for value in range(256)])
    )
    pattern = np.tile(BAYER, (math.ceil(size[1] / 4), math.ceil(size[0] / 4)))[: size[1], : size[0], None]
    shaken = Image.fromarray(np.clip(np.asarray(low, np.float32) + pattern * 24, 0, 255).astype(np.uint8))
    flat = _reduced(shaken, low, 28)
    box = mask.getbbox()
    if box is not None:  # the things have colours of their own, or a red fox turns brown among green trees
        flat.paste(_reduced(low, low.crop(box), 20), (0, 0), mask)
    ring = ImageChops.subtract(grown(mask, 1), mask)
    dark = flat.point(_table(lambda value: value * 0.34) * 3)
    flat.paste(dark, (0, 0), ring)
    page.picture = flat.resize(full, Image.Resampling.NEAREST).crop((0, 0, page.width, page.height))
    del light


def _reduced(picture: Image.Image, source: Image.Image, colours: int) -> Image.Image:
    """`picture` in the `colours` that suit `source` best."""
    palette = source.quantize(colours, Image.Quantize.MEDIANCUT, kmeans=1)
    return picture.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")


def neon(page: Page, light: Light) -> None:
    """Night, with every outline a glowing tube."""
    step = max(1, round(page.unit * 0.0022))
    grey = page.picture.convert("L")
    own = lines(grey, step)
    around = lines(page.things, step)
    scenery = own.point(_table(lambda value: (value - 9) * 7 * 0.62))
    things = ImageChops.darker(own.point(_table(lambda value: (value - 14) * 8)), grown(page.things, step))
    tube = ImageChops.lighter(ImageChops.lighter(scenery, things), around)
    pale = np.asarray(page.picture.reduce(4), np.float32)
    middle = pale.mean(axis=2, keepdims=True)
    vivid = np.clip(middle + (pale - middle) * 3.2, 0, 255) + 8
    vivid = vivid / vivid.max(axis=2, keepdims=True) * 255
    tubes = (
        ((255, 60, 190), (60, 220, 255)),
        ((80, 255, 170), (150, 90, 255)),
        ((255, 150, 60), (255, 60, 160)),
        ((90, 160, 255), (80, 255, 230)),
    )
    first, second = (np.array(part, np.float32) for part in tubes[page.random.randrange(len(tubes))])
    along = (
        np.linspace(0, 1, pale.shape[1], dtype=np.float32)[None, :]
        + np.linspace(-0.3, 0.3, pale.shape[0], dtype=np.float32)[:, None]
    )
    turn = first + (second - first) * np.clip(along, 0, 1)[..., None]
    colourless = 1 - np.clip((pale.max(axis=2, keepdims=True) - pale.min(axis=2, keepdims=True)) / 70, 0, 1)
    vivid = vivid + (turn - vivid) * colourless * 0.8
    colours = Image.fromarray(np.clip(vivid, 0, 255).astype(np.uint8)).resize(page.picture.size, Image.Resampling.BILINEAR)
    lamps = ImageChops.multiply(colours, Image.merge("RGB", [tube] * 3))
    low = lamps.reduce(4)
    near = low.filter(ImageFilter.BoxBlur(page.unit * 0.0016)).point(_table(lambda value: value * 1.35) * 3)
    far = low.reduce(2).filter(ImageFilter.GaussianBlur(page.unit * 0.0042)).point(_table(lambda value: value * 1.9) * 3)
    halo = ImageChops.screen(near, far.resize(low.size, Image.Resampling.BILINEAR)).resize(
        page.picture.size, Image.Resampling.BILINEAR
    )
    dim = 0.17 if light.time is not Time.NIGHT else 0.24
    night = page.picture.point([level for share in (dim * 0.9, dim * 0.75, dim * 1.5) for level in _line(share, 5)])
    inside = page.picture.point(_table(lambda value: value * 0.4) * 3)
    night.paste(inside, (0, 0), page.things)
    core = tube.point(_table(lambda value: (value - 120) * 0.9))
    page.picture = ImageChops.screen(ImageChops.screen(night, halo), lamps)
    page.picture.paste((255, 255, 255), (0, 0, page.width, page.height), core.point(_table(lambda value: value * 0.55)))


def pencil(page: Page, light: Light) -> None:
    """Coloured pencil on paper: two directions of strokes and graphite outlines."""
    if light.time is Time.NIGHT:
        page.picture = page.picture.point(_table(lambda value: 255 * (value / 255) ** 0.62) * 3)
    grey = np.asarray(page.picture.convert("L"), np.float32) / 255
    first, second = hatching(page.width, page.height, 0.62), hatching(page.width, page.height, -0.95)
    dark = 1 - grey
    cover = np.clip((dark * 1.15 + 0.20 - first * 0.85) * 3.2, 0, 1) * (0.30 + 0.62 * dark)
    cover += np.clip((dark * 1.25 - 0.18 - second * 0.8) * 3.0, 0, 1) * 0.5 * dark
    cover += 0.13
    things = np.asarray(page.things, np.float32) / 255
    cover = np.clip(cover * (1 + 0.45 * things), 0, 0.97)
    strong = ImageEnhance.Color(page.picture).enhance(1.35).point(_table(lambda value: value * 0.9) * 3)
    paper = fibres(page.width, page.height, (251, 248, 240), 10)
    drawn = Image.composite(strong, paper, Image.fromarray(bytes_of(np.asarray(cover, np.float32))))
    step = max(1, round(page.unit * 0.0014))
    own = lines(page.picture.convert("L"), step).point(_table(lambda value: (value - 7) * 3.4))
    graphite = ImageChops.lighter(own, lines(page.things, step + 1).point(_table(lambda value: value * 0.8)))
    broken = ImageChops.multiply(graphite, Image.fromarray(bytes_of(np.asarray(0.45 + 0.6 * (1 - first), np.float32))))
    drawn.paste((58, 56, 64), (0, 0, page.width, page.height), broken)
    page.picture = drawn


def oil(page: Page, light: Light) -> None:
    """Brush strokes: broad ones for the scenery, fine ones for the things, with the paint's relief."""
    page.picture = ImageEnhance.Color(page.picture).enhance(1.22)
    broad, fine = (_brushed(page, max(5, round(page.unit * length))) for length in (0.036, 0.0115))
    mask = grown(page.things, max(1, round(page.unit * 0.004))).filter(ImageFilter.BoxBlur(page.unit * 0.003))
    page.picture = Image.composite(fine, broad, mask)
    del light


def _brushed(page: Page, length: int) -> Image.Image:
    dx, dy, relief = strokes(page.width, page.height, length)
    taken = gathered(page.picture, dx, dy)
    return ImageChops.multiply(taken, relief).point(_table(lambda value: value * 1.17) * 3)


def comic(page: Page, light: Light) -> None:
    """Strong flat colours, printer's dots in the shades, ink lines, a panel's frame."""
    picture = ImageEnhance.Color(page.picture).enhance(1.45).point(_table(lambda value: 128 + (value - 128) * 1.12) * 3)
    grey = picture.convert("L")
    screen = dots(page.width, page.height, page.unit * 0.0105)
    tone = np.asarray(grey.reduce(2).filter(ImageFilter.BoxBlur(2)).resize(grey.size, Image.Resampling.BILINEAR), np.float32) / 255
    things = np.asarray(page.things, np.float32) / 255
    wanted = np.clip((0.94 - tone) * 0.72, 0.0, 0.62) * (1 - 0.55 * things)
    mask = Image.fromarray(bytes_of(np.asarray(np.clip((wanted - screen) * 9 + 0.5, 0, 1), np.float32)))
    printed = picture.point(_table(lambda value: 20 + value * 0.74) * 3)
    picture.paste(printed, (0, 0), mask)
    step = max(1, round(page.unit * 0.0016))
    inner = lines(grey, step).point(_table(lambda value: (value - 26) * 5))
    outline = ImageChops.subtract(
        grown(page.things, max(2, round(page.unit * 0.0052))), page.things.point(_table(lambda value: value * 0.9))
    )
    ink = ImageChops.lighter(inner, outline)
    picture.paste((18, 14, 26), (0, 0, page.width, page.height), ink)
    pen = ImageDraw.Draw(picture)
    margin, thick = round(page.unit * 0.018), max(2, round(page.unit * 0.008))
    for number in range(margin):
        pen.rectangle((number, number, page.width - 1 - number, page.height - 1 - number), outline=(252, 250, 244))
    pen.rectangle((margin, margin, page.width - 1 - margin, page.height - 1 - margin), outline=(18, 14, 26), width=thick)
    page.picture = picture
    del light


def paper(page: Page, light: Light) -> None:
    """Cut paper: the layers already cast shadows, here they get fibres and a little lift."""
    page.picture = ImageChops.multiply(page.picture, fibres(page.width, page.height, (255, 255, 255), 26)).point(
        _table(lambda value: value * 1.05) * 3
    )
    del light


def ink(page: Page, light: Light) -> None:
    """Chinese ink wash: pale washes on rice paper, brush lines, mist left white, a red seal."""
    wobbled(page, page.unit * 0.004, 0.6)
    columns, rows = _small(page, 4)
    grey = page.picture.convert("L")
    low = np.asarray(grey.resize((columns, rows), Image.Resampling.BOX), np.float32) / 255
    floor, ceiling = float(np.quantile(low, 0.03)), float(np.quantile(low, 0.90))
    wash = np.clip((low - floor) / max(0.08, ceiling - floor), 0, 1)
    depth = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    void = np.clip((page.noise("wash", columns, rows, 0.8 * 1024 / page.unit) - 0.45) * 2.2, 0, 1) * (1 - np.abs(depth - 0.5))
    bleed = page.noise("cloud", columns, rows, 1.2)
    tone = 0.22 + 0.78 * wash**0.9 + 0.16 * (bleed - 0.5)
    tone = tone + (1 - tone) * np.clip(void, 0, 0.9)
    back = _enlarged(np.asarray(np.clip(tone, 0, 1), np.float32), page).filter(ImageFilter.BoxBlur(page.unit * 0.002))
    near = grey.point(_table(lambda value: 26 + (value / 255) ** 0.85 * 232))
    shade = Image.composite(near, back, page.things)
    sheet = fibres(page.width, page.height, (248, 243, 230), 12)
    page_lines = page.picture
    soot = Image.merge("RGB", [shade.point(_line((255 - lift) / 255, lift)) for lift in (14, 16, 24)])
    painted = ImageChops.multiply(sheet, soot)
    colour = ImageChops.multiply(ImageEnhance.Color(page_lines).enhance(0.85), sheet)
    painted = Image.composite(Image.blend(painted, colour, 0.58), Image.blend(painted, colour, 0.14), page.things)
    step = max(1, round(page.unit * 0.0022))
    scenery = lines(grey, step).point(_table(lambda value: (value - 8) * 4.5))
    dry = _enlarged(np.asarray(np.clip((bleed - 0.15) * 2.2, 0.15, 1), np.float32), page)
    brush = ImageChops.lighter(
        ImageChops.multiply(scenery, dry), lines(page.things, step + 1).point(_table(lambda value: value * 0.86))
    )
    inner = ImageChops.darker(scenery, page.things)
    brush = ImageChops.lighter(brush, inner)
    painted.paste((30, 28, 34), (0, 0, page.width, page.height), brush)
    page.picture = painted
    _seal(page)
    del light


def _seal(page: Page) -> None:
    """A square red seal in the corner with the fewest things."""
    size, gap = round(page.unit * 0.065), round(page.unit * 0.04)
    spots = [
        (gap, gap),
        (page.width - gap - size, gap),
        (gap, page.height - gap - size),
        (page.width - gap - size, page.height - gap - size),
    ]
    x, y = min(spots, key=lambda spot: sum(page.things.crop((*spot, spot[0] + size, spot[1] + size)).histogram()[128:]))
    seal = Image.new("L", (64, 64), 235)
    pen = ImageDraw.Draw(seal)
    pen.rectangle((4, 4, 59, 59), outline=0, width=3)
    for left, top in ((12, 12), (36, 12), (12, 36), (36, 36)):
        for number in range(3):
            pen.line((left, top + 2 + number * 6, left + 16, top + 2 + number * 6), fill=0, width=2)
        across = left + 4 + page.random.randrange(9)
        pen.line((across, top, across, top + 16), fill=0, width=2)
    mask = seal.resize((size, size), Image.Resampling.LANCZOS)
    page.picture.paste(rgb("b5281e"), (x, y, x + size, y + size), mask)


_STYLES: dict[Style, Callable[[Page, Light], None]] = {
    Style.STORYBOOK: storybook,
    Style.WATERCOLOUR: watercolour,
    Style.PIXEL: pixel,
    Style.NEON: neon,
    Style.PENCIL: pencil,
    Style.OIL: oil,
    Style.COMIC: comic,
    Style.PAPER: paper,
    Style.INK: ink,
}
