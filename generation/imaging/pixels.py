"""From bytes to upright pixels and back, with nothing else carried over."""

from __future__ import annotations

import os
import tempfile
import warnings
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from PIL import Image

Format = Literal["PNG", "JPEG", "WEBP"]

_ORIENTATION: Final = 0x0112  # the EXIF tag; 1 is upright
_UPRIGHT: Final = {  # what Pillow calls the way back
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})


def upright(image: Image.Image) -> Image.Image:
    """The decoded picture as RGB or RGBA, turned as its EXIF says. Only pixels: its `info` is empty."""
    from PIL import Image  # noqa: PLC0415 - 4 MiB that a chat which is not asked for anything need not hold

    turn = _UPRIGHT.get(_orientation(image))
    if image.mode.startswith("I"):  # 16 bits a channel; a plain convert would clip to white
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if turn is not None:
        plain = plain.transpose(Image.Transpose[turn])
    plain.info = {}
    return plain


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height, upright, of a whole JPEG, PNG, WebP or GIF; None when these bytes are none. CPU work: runs in the pool."""
    from PIL import Image  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
                image.load()
                turned = _orientation(image) in _SIDEWAYS
                width, height = image.size
    except Exception:  # noqa: BLE001 - a decoder may raise anything, and whatever it is, nobody can look at this
        return None
    return (height, width) if turned else (width, height)


def _orientation(image: Image.Image) -> int:
    try:
        said = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a broken EXIF block is no reason to refuse the pixels beside it
        return 1
    return said if isinstance(said, int) else 1


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
