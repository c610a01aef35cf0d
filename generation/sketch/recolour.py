"""Gives a sprite's main area another colour and keeps its shading: a red fox stays a shaded fox with a white chest."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageFilter

Plane = npt.NDArray[np.floating[Any]]

PAINTS: dict[str, tuple[int, int, int]] = {
    "red": (222, 44, 44),
    "orange": (247, 129, 26),
    "yellow": (255, 213, 46),
    "green": (76, 168, 62),
    "blue": (46, 114, 222),
    "purple": (138, 66, 190),
    "pink": (245, 128, 176),
    "brown": (132, 84, 52),
    "black": (46, 46, 54),
    "white": (246, 246, 248),
    "grey": (146, 150, 158),
    "gold": (240, 178, 36),
    "silver": (188, 196, 208),
    "turquoise": (38, 188, 184),
}
GLEAM = {"gold": 1.5, "silver": 1.4, "white": 0.55, "black": 0.6}  # how strongly shading shows, where not 1
_HUES = 36  # bins of ten degrees
_LEVELS = 25  # steps of each channel in the table that repaints; finer shows no difference


class _Area(StrEnum):
    """What a sprite mostly consists of."""

    HUE = "hue"
    GREY = "grey"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class MainArea:
    """The colours of a sprite that another colour takes the place of."""

    area: _Area
    hue: float  # degrees; counts for HUE only
    light: float  # its usual lightness, 0..1
    keep_skin: bool


def main_area(picture: Image.Image, *, keep_skin: bool) -> MainArea:
    """What `picture` (RGBA; a small one will do) mostly consists of: its strongest hue, else its greys, else its darks."""
    pixels = np.asarray(picture)
    rgb = pixels[..., :3].astype(np.float32) / 255
    free = pixels[..., 3].astype(np.float32) / 255
    if keep_skin:
        free = free * ~_skin(rgb)
    hue, chroma = _hue(rgb), rgb.max(axis=-1) - rgb.min(axis=-1)
    weights = _ramp(chroma, 0.10, 0.22) * free * chroma
    bins = np.bincount((hue / 10).astype(int).ravel() % _HUES, weights=weights.ravel(), minlength=_HUES)
    around = bins + np.roll(bins, 1) + np.roll(bins, -1) + 0.5 * (np.roll(bins, 2) + np.roll(bins, -2))
    peak = int(around.argmax()) * 10.0 + 5
    shares = {area: _share(rgb, MainArea(area, peak, 0.5, keep_skin)) * free for area in _Area}
    # A hue says more about a thing than its greys, and its darks are often only outlines.
    area = max(_Area, key=lambda each: float(shares[each].sum()) * {_Area.HUE: 1.6, _Area.GREY: 1.0, _Area.DARK: 0.8}[each])
    inside = shares[area] > 0.5
    return MainArea(area, peak, float(np.median(_light(rgb)[inside])) if inside.any() else 0.5, keep_skin)


def repainting(main: MainArea, colour: str) -> ImageFilter.Color3DLUT:
    """A filter that gives the main area `colour` (a name in PAINTS) and leaves alpha and all other colours."""
    steps = np.linspace(0, 1, _LEVELS, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    rgb = np.stack((red, green, blue), axis=-1).reshape(-1, 3)
    share, light = _share(rgb, main), _light(rgb)
    paint = np.array(PAINTS[colour], np.float32) / 255
    step = (light - main.light) * GLEAM.get(colour, 1.0)
    darker = paint * np.clip(1 + step / max(main.light, 0.4), 0, 1)[..., None]
    lighter = paint + (1 - paint) * np.clip(step / max(1 - main.light, 0.4), 0, 1)[..., None] * 0.8
    painted = np.where((step < 0)[..., None], darker, lighter)
    mixed = rgb + (painted - rgb) * share[..., None]
    return ImageFilter.Color3DLUT(_LEVELS, mixed.astype(np.float32).ravel())


def rimmed(plain: Image.Image, painted: Image.Image, main: MainArea) -> Image.Image:
    """`painted` black with a light line around what was dark before: eyes and noses would be lost in the new colour."""
    if main.area is _Area.DARK:
        return painted
    opaque = plain.getchannel("A").point([0] * 128 + [255] * 128)
    dark = ImageChops.multiply(plain.convert("L").point([255] * 72 + [0] * 184), opaque)
    step = max(1, round(plain.height * 0.008))
    around = dark.filter(ImageFilter.BoxBlur(step)).point([min(255, value * 6) for value in range(256)])
    line = ImageChops.multiply(ImageChops.subtract(around, dark), opaque)
    painted.paste((164, 168, 184), (0, 0, painted.width, painted.height), line)
    painted.putalpha(plain.getchannel("A"))
    return painted


def _share(rgb: Plane, main: MainArea) -> Plane:
    """How much of each colour (0..1) belongs to the main area."""
    chroma, light = rgb.max(axis=-1) - rgb.min(axis=-1), _light(rgb)
    coloured = _ramp(chroma, 0.10, 0.22)
    if main.area is _Area.HUE:
        distance = np.abs((_hue(rgb) - main.hue + 180) % 360 - 180)
        share = (1 - _ramp(distance, 34, 50)) * coloured
    elif main.area is _Area.GREY:
        share = _ramp(light, 0.24, 0.38) * (1 - coloured)
    else:
        share = (1 - _ramp(light, 0.30, 0.42)) * (1 - coloured)
    return share * ~_skin(rgb) if main.keep_skin else share


def _skin(rgb: Plane) -> npt.NDArray[np.bool_]:
    """Where a person's skin (the neutral yellow of emoji) or brown hair is."""
    hue, chroma, light = _hue(rgb), rgb.max(axis=-1) - rgb.min(axis=-1), _light(rgb)
    skin = (hue > 30) & (hue < 52) & (light > 0.5) & (chroma > 0.3)
    hair = (hue < 34) & (light < 0.36) & (chroma > 0.05)
    found: npt.NDArray[np.bool_] = skin | hair
    return found


def _light(rgb: Plane) -> Plane:
    light: Plane = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
    return light


def _hue(rgb: Plane) -> Plane:
    """Hue in degrees, 0 where there is none."""
    high, low = rgb.max(axis=-1), rgb.min(axis=-1)
    spread = np.maximum(high - low, 1e-6)
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    sixth = np.where(
        high == red, (green - blue) / spread % 6, np.where(high == green, (blue - red) / spread + 2, (red - green) / spread + 4)
    )
    degrees: Plane = sixth * 60
    return degrees


def _ramp(values: Plane, low: float, high: float) -> Plane:
    """0 up to `low`, 1 from `high`, straight between."""
    ramp: Plane = np.clip((values - low) / (high - low), 0, 1)
    return ramp
