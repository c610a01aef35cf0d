"""Gives a sprite's main area another colour and keeps its shading: a red fox stays a shaded fox with a white chest."""

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

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


def recolour(picture: Image.Image, colour: str, *, keep_skin: bool) -> Image.Image:
    """`picture` (RGBA) with its main area in `colour` (a name in PAINTS); alpha stays, and with `keep_skin` skin and hair."""
    pixels = np.asarray(picture)
    rgb = pixels[..., :3].astype(np.float32) / 255
    share = _share(rgb, pixels[..., 3].astype(np.float32) / 255, keep_skin=keep_skin)
    light = _light(rgb)
    inside = share > 0.5
    usual = float(np.median(light[inside])) if inside.any() else 0.5
    paint = np.array(PAINTS[colour], np.float32) / 255
    step = (light - usual) * GLEAM.get(colour, 1.0)
    darker = paint * np.clip(1 + step / max(usual, 0.4), 0, 1)[..., None]
    lighter = paint + (1 - paint) * np.clip(step / max(1 - usual, 0.4), 0, 1)[..., None] * 0.8
    painted = np.where((step < 0)[..., None], darker, lighter)
    mixed = rgb + (painted - rgb) * share[..., None]
    result = pixels.copy()
    result[..., :3] = np.clip(mixed * 255 + 0.5, 0, 255).astype(np.uint8)
    return Image.fromarray(result, "RGBA")


def _share(rgb: Plane, alpha: Plane, *, keep_skin: bool) -> Plane:
    """How much of each pixel (0..1) belongs to the main area: the strongest hue, else the greys, else the darks."""
    hue, chroma, light = _hue(rgb), rgb.max(axis=2) - rgb.min(axis=2), _light(rgb)
    free = alpha
    if keep_skin:
        skin = (hue > 30) & (hue < 52) & (light > 0.5) & (chroma > 0.3)
        hair = (hue < 34) & (light < 0.36) & (chroma > 0.05)
        free = np.where(skin | hair, 0, alpha).astype(np.float32)
    coloured = _ramp(chroma, 0.10, 0.22) * free
    bins = np.bincount((hue / 10).astype(int).ravel() % _HUES, weights=(coloured * chroma).ravel(), minlength=_HUES)
    around = bins + np.roll(bins, 1) + np.roll(bins, -1) + 0.5 * (np.roll(bins, 2) + np.roll(bins, -2))
    peak = int(around.argmax()) * 10 + 5
    distance = np.abs((hue - peak + 180) % 360 - 180)
    of_hue = (1 - _ramp(distance, 34, 50)) * coloured
    plain = (1 - _ramp(chroma, 0.10, 0.22)) * free
    of_grey = _ramp(light, 0.24, 0.38) * plain
    of_dark = (1 - _ramp(light, 0.30, 0.42)) * plain
    areas = [
        float(of_hue.sum()) * 1.6,
        float(of_grey.sum()),
        float(of_dark.sum()) * 0.8,
    ]  # a hue says more about a thing than its greys
    chosen = (of_hue, of_grey, of_dark)[int(np.argmax(areas))]
    visible = np.where(alpha > 0, alpha, 1)
    return np.clip(chosen / visible, 0, 1).astype(np.float32)


def _light(rgb: Plane) -> Plane:
    light: Plane = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
    return light


def _hue(rgb: Plane) -> Plane:
    """Hue in degrees, 0 where there is none."""
    high, low = rgb.max(axis=2), rgb.min(axis=2)
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
