"""From bytes to upright pixels and back, with nothing else carried over."""

import os
import tempfile
from typing import IO, Final, Literal

from PIL import Image

Format = Literal["PNG", "JPEG", "WEBP"]

_ORIENTATION: Final = 0x0112  # the EXIF tag; 1 is upright
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(image: Image.Image) -> Image.Image:
    """The decoded picture as RGB or RGBA, turned as its EXIF says. Only pixels: its `info` is empty."""
    try:
        turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a broken EXIF block is no reason to refuse the pixels beside it
        turn = None
    if image.mode.startswith("I"):  # 16 bits a channel; a plain convert would clip to white
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if turn is not None:
        plain = plain.transpose(turn)
    plain.info = {}
    return plain


def encoded(image: Image.Image, to: Format, **options: object) -> bytes:
    """The file's bytes. Written through a real file: into `BytesIO` Pillow encodes JPEG with the GIL held, 10 ms at 2048x2048."""
    with _memory_file() as file:
        image.save(file, to, **options)
        file.seek(0)
        return file.read()


def _memory_file() -> IO[bytes]:
    if hasattr(os, "memfd_create"):  # Linux
        return os.fdopen(os.memfd_create("pincel-picture"), "w+b")
    return tempfile.TemporaryFile()
