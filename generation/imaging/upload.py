"""Opens pictures that strangers send: checked before a pixel is decoded, then encoded anew from the pixels alone."""

import math
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from generation.imaging.pixels import encoded, upright
from storage.problem import Problem

MOST_BYTES: Final = 10 * 2**20
KEPT_BYTES: Final = 2**27  # of a picture that is stored here; noise of 4,096 pixels a side is not more
MOST_PIXELS: Final = 40_000_000
LONGEST_PX: Final = 4_096  # what is kept: no image model takes more
MOST_SCANS: Final = 64  # a progressive JPEG has about ten; thousands make a small file take minutes
_PIXELS_A_MEGAPIXEL: Final = 1_000_000

# By their first bytes, never by name or claimed type.
_KINDS: Final[Mapping[bytes, str]] = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"RIFF": "WEBP",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
}


def open_upload(data: bytes, *, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS) -> bytes:
    """A stranger's JPEG, PNG, WebP or GIF (its first frame) as a clean JPEG or PNG, upright, at most 4,096 pixels a side.

    Photos become JPEG (quality 95), everything with sharp edges or transparency PNG. Nothing but pixels is carried over.
    Raises Problem "upload-too-large" (limit_mb=), "upload-not-a-picture", "upload-too-many-pixels" (megapixels=, limit=) and
    "upload-broken". CPU work: runs in the pool.
    """
    if len(data) > most_bytes:
        raise Problem("upload-too-large", limit_mb=most_bytes // 2**20)
    kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), None)
    if kind is None or (data.startswith(b"RIFF") and data[8:12] != b"WEBP"):
        raise Problem("upload-not-a-picture")
    try:
        return _clean(kind, data, most_pixels)
    except Problem:
        raise
    except Exception as broken:  # a decoder fed by strangers may raise anything
        raise Problem("upload-broken") from broken


def to_send(data: bytes) -> bytes:
    """A stored picture as it leaves the house: nothing but pixels, and not more bytes than vendors take.

    What is kept may be larger than an upload (a result in 4K): then it becomes a JPEG on white. Raises what `open_upload` raises.
    CPU work: runs in the pool.
    """
    from PIL import Image  # noqa: PLC0415 - 4 MiB that a chat which is not asked for anything need not hold

    clean = open_upload(data, most_bytes=KEPT_BYTES)
    if len(clean) <= MOST_BYTES:
        return clean
    with Image.open(BytesIO(clean), formats=("PNG", "JPEG")) as image:
        pixels = image.convert("RGBA")
    flat = Image.alpha_composite(Image.new("RGBA", pixels.size, "white"), pixels).convert("RGB")
    return encoded(flat, "JPEG", quality=90)


def _clean(kind: str, data: bytes, most_pixels: int) -> bytes:
    from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: PLC0415 - as above

    # These classes read the head only and check nothing; our own bounds come next.
    opener = {
        "JPEG": JpegImagePlugin.JpegImageFile,
        "PNG": PngImagePlugin.PngImageFile,
        "WEBP": WebPImagePlugin.WebPImageFile,
        "GIF": GifImagePlugin.GifImageFile,
    }[kind]
    if kind == "WEBP":
        _bounded(*_webp_size(data), most_pixels)  # its decoder reserves the canvas as soon as it is opened
    elif kind == "JPEG" and data.count(b"\xff\xda") > MOST_SCANS:
        raise Problem("upload-broken")
    with opener(BytesIO(data)) as image:
        _bounded(*image.size, most_pixels)
        image.draft(None, (LONGEST_PX, LONGEST_PX))
        image.load()
        pixels = upright(image)
        sharp = image.format in {"PNG", "GIF"} or pixels.mode == "RGBA"
    pixels.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return encoded(pixels, "PNG", compress_level=3) if sharp else encoded(pixels, "JPEG", quality=95)


def _bounded(width: int, height: int, most_pixels: int) -> None:
    if width * height > most_pixels:
        raise Problem(
            "upload-too-many-pixels",
            megapixels=math.ceil(width * height / _PIXELS_A_MEGAPIXEL),
            limit=most_pixels // _PIXELS_A_MEGAPIXEL,
        )


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height by the first chunk (developers.google.com/speed/webp/docs/riff_container). ValueError where it has none."""
    kind, head = data[12:16], data[20:30]
    if kind == b"VP8X":
        return int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF
    raise ValueError("no picture in this WebP")
