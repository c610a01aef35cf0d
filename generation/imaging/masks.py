"""Masks: which part of a picture is painted anew. In the house it is the transparent part of a PNG; each vendor has his own way."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageChops

from generation.imaging.pixels import encoded, size_of, upright
from storage.problem import Problem

_HALF: Final = 128
_SHADES: Final = 64  # nearer than this to black or white counts as such: JPEG rounds edges
_MOST_GREY: Final = 0.2  # of all pixels: with more it is a photo and no mask
_ASKEW: Final = 0.03  # so much the shapes of mask and picture may differ
_KEPT: Final = (0, 0, 0, 255)


def normalised(data: bytes, *, edit: str = "white") -> bytes:
    """A mask as the house keeps it, from what a person uploaded: a picture with a hole, or one in black and white.

    `edit`: which part of a picture without transparency is painted anew, "white" or "black". The answer is an RGBA PNG: where it is
    painted anew fully transparent (and white, for servers that look at colours only), elsewhere opaque black.
    Raises Problem "mask-empty" when nothing would be painted anew, "mask-unclear" when it is a photo, "upload-broken".
    CPU work: runs in the pool.
    """
    return _house(_area(data, edit))


def mask_for(mask: bytes, picture: bytes, edit: str) -> bytes:
    """The house's mask as a vendor wants it, in the size of its picture: a PNG.

    `edit` is the column of a row's mask: "transparent" (RGBA), or "white" or "black" (grey; what is painted anew has that colour).
    What has that form already stays what it is. Raises Problem "mask-other-shape", and what `normalised` raises.
    CPU work: runs in the pool.
    """
    area = _area(mask, "black" if edit == "black" else "white")
    size = size_of(picture)
    if size is None:
        raise Problem("upload-broken")
    if abs(size[0] * area.height / (size[1] * area.width) - 1) > _ASKEW:
        raise Problem("mask-other-shape")
    if area.size != size:
        area = area.resize(size, Image.Resampling.NEAREST)
    if edit == "transparent":
        return _house(area)
    return encoded(area if edit == "white" else ImageChops.invert(area), "PNG")


def _area(data: bytes, edit: str) -> Image.Image:
    """White on black: what is painted anew, with hard edges."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
            pixels = upright(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Problem("upload-broken") from None
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() != (255, 255):
        area = pixels.getchannel("A").point(lambda alpha: 255 if alpha < _HALF else 0)
    else:
        grey = pixels.convert("L")
        counts = grey.histogram()
        if sum(counts[_SHADES : 256 - _SHADES]) > _MOST_GREY * grey.width * grey.height:
            raise Problem("mask-unclear")
        area = grey.point(lambda shade: 255 if (shade >= _HALF) == (edit == "white") else 0)
    if area.getbbox() is None:
        raise Problem("mask-empty")
    return area


def _house(area: Image.Image) -> bytes:
    kept = Image.new("RGBA", area.size, _KEPT)
    kept.paste((255, 255, 255, 0), mask=area)
    return encoded(kept, "PNG")
