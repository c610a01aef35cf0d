"""A picture made small enough for a chat: the same bytes where they fit, else another format, else fewer pixels."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from generation.imaging.pixels import encoded, upright
from storage.problem import Problem

if TYPE_CHECKING:
    from PIL import Image

_QUALITIES: Final = (92, 80)
_SHRINK: Final = 0.75
_LEAST_PX: Final = 256  # a smaller picture is none: the gallery has it


def fit(data: bytes, mime: str, *, limit_bytes: int, longest_px: int | None = None) -> tuple[bytes, str]:
    """(bytes, mime) of at most `limit_bytes`, no side longer than `longest_px`. CPU work: call it through the pool.

    What fits already comes back byte for byte, with its metadata. Else JPEG, or WebP where something is see-through, and with each
    round fewer pixels. Raises Problem "picture-too-large" when even a thumbnail does not fit, or the picture cannot be read.
    """
    from PIL import Image  # noqa: PLC0415 - 4 MiB that a chat which is not asked for anything need not hold

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
            if len(data) <= limit_bytes and (longest_px is None or max(image.size) <= longest_px):
                return data, mime
            pixels = upright(image)
    except (OSError, ValueError, Image.DecompressionBombError):
        raise Problem("picture-too-large") from None
    if longest_px is not None and max(pixels.size) > longest_px:
        pixels = _scaled(pixels, longest_px / max(pixels.size))
    while max(pixels.size) >= _LEAST_PX:
        for quality in _QUALITIES:
            small, kind = _packed(pixels, quality)
            if len(small) <= limit_bytes:
                return small, kind
        pixels = _scaled(pixels, _SHRINK)
    raise Problem("picture-too-large")


def _packed(pixels: Image.Image, quality: int) -> tuple[bytes, str]:
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() != (255, 255):
        return encoded(pixels, "WEBP", quality=quality, method=2), "image/webp"
    return encoded(pixels.convert("RGB"), "JPEG", quality=quality), "image/jpeg"


def _scaled(pixels: Image.Image, factor: float) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 - as above

    size = (max(1, int(pixels.width * factor)), max(1, int(pixels.height * factor)))
    return pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
