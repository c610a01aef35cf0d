"""A picture as the classifier looks at it: opened within bounds, upright, on a ground, fitted into a square."""

import io
import warnings
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter, ImageOps

SIDE_PX: Final = 224  # what the classifier looks at
LONG: Final = 3  # times as long as it is wide; as wide as a wish may be; parts raise false alarms
MOST_PARTS: Final = 4
MAX_PIXELS: Final = 40_000_000


def opened(data: bytes, *, wholly: bool = False) -> Iterator[Image.Image]:
    """The picture of PNG, JPEG, WebP or GIF bytes as people see it: a transparent one on white, and on black as in a dark chat.

    `wholly`: every pixel of it; else of a JPEG so many as the classifier needs.
    Raises ValueError for one that moves or has more than `MAX_PIXELS`, and what Pillow raises for bytes that are no picture.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        file = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF"))
        with file:
            if file.width * file.height > MAX_PIXELS:
                raise ValueError(f"{file.width}x{file.height} pixels are too many")
            if getattr(file, "is_animated", False) and file.format != "MPO":  # that is a photo with its preview
                raise ValueError("a picture that moves was not judged")
            if not wholly:
                file.draft("RGB", (SIDE_PX * 2, SIDE_PX * 2))  # JPEG only: decode at a fraction of the size
            file.load()
            upright = ImageOps.exif_transpose(file)
    if not upright.has_transparency_data:
        yield upright.convert("RGB")
        return
    rgba = upright.convert("RGBA")
    for ground in ("white", "black"):
        yield Image.alpha_composite(Image.new("RGBA", rgba.size, ground), rgba).convert("RGB")


def parts(picture: Image.Image) -> Iterator[Image.Image]:
    """The whole picture; of a long one then squares along it, at most four: fitted into one square it would be a thin strip."""
    yield picture
    short, long = sorted(picture.size)
    if long <= LONG * short:
        return
    count = min(MOST_PARTS, -(-long // short))
    side = max(short, -(-long // count))  # a very long one in parts that are long as well
    for number in range(count):
        start = (long - side) * number // (count - 1)
        box = (start, 0, start + side, short) if picture.width == long else (0, start, short, start + side)
        yield picture.crop(box)


def spread(picture: Image.Image) -> int:
    """How far the colours of an RGB picture lie apart, of 255: the most of its channels."""
    channels = [np.asarray(channel) for channel in picture.split()]
    return max(int(channel.max()) - int(channel.min()) for channel in channels)


def prepared(picture: Image.Image) -> npt.NDArray[np.float32]:
    """An RGB picture as the classifier was trained to see it: fitted into 224x224, the rest filled by a blurred copy of itself.

    Shape (1, 3, 224, 224), values 0..255.
    """
    scale = SIDE_PX / max(picture.size)
    fitted = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    lanczos = Image.Resampling.LANCZOS
    if fitted == (SIDE_PX, SIDE_PX):
        canvas = picture.resize(fitted, lanczos, reducing_gap=2.0)
    else:
        canvas = picture.resize((SIDE_PX, SIDE_PX), lanczos, reducing_gap=2.0).filter(ImageFilter.GaussianBlur(10))
        canvas.paste(picture.resize(fitted, lanczos, reducing_gap=2.0), ((SIDE_PX - fitted[0]) // 2, (SIDE_PX - fitted[1]) // 2))
    return np.asarray(canvas, dtype=np.float32).transpose(2, 0, 1)[None].copy()
