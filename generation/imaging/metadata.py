"""What a downloaded picture says about how it was made, and the removal of all that for games.

Recipes are written into the file's container; the pixels stay as they are, byte for byte. The IPTC property that marks pictures
by machines: https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata#digital-source-type
"""

import json
import re
import struct
import zlib
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from generation.imaging.pixels import encoded, upright

AI_SOURCE: Final = "trainedAlgorithmicMedia"
SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SOFTWARE: Final = "Pincel"
_PROMPT_MOST: Final = 4_000  # characters; a JPEG segment holds 65,533 bytes
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_XMP_KEYWORD: Final = "XML:com.adobe.xmp"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one picture was made. `source_type` is a term of IPTC's digital source types, such as "trainedAlgorithmicMedia"."""

    prompt: str
    model: str
    seed: int
    metaprompt_id: str
    source_type: str = "trainedAlgorithmicMedia"


def with_recipe(data: bytes, recipe: Recipe) -> bytes:
    """The same PNG, JPEG or WebP with the recipe inside: iTXt in PNG, EXIF (a user comment in JSON) in the others, XMP in all.

    The pixel data is not touched. Raises ValueError for another format or a container that cannot be read.
    """
    try:
        if data.startswith(_PNG):
            return _into_png(data, recipe)
        if data.startswith(b"\xff\xd8\xff"):
            return _into_jpeg(data, recipe)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _into_webp(data, recipe)
    except (struct.error, IndexError) as broken:
        raise ValueError("this picture's container is broken") from broken
    raise ValueError("a recipe goes into PNG, JPEG and WebP only")


def without_metadata(data: bytes) -> bytes:
    """The same picture in the same format, encoded anew from its pixels, so that nothing else survives.

    EXIF (its orientation applied), XMP, text, comments, colour profiles, thumbnails and trailing bytes are gone. PNG and lossless
    WebP keep every pixel; JPEG and other WebP change a little (quality 95). Raises what Pillow raises for other formats and
    broken files.
    """
    from PIL import Image  # noqa: PLC0415 - 4 MiB that a chat which is not asked for anything need not hold

    with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
        pixels = upright(image)
        if image.format == "PNG":
            return encoded(pixels, "PNG", compress_level=3)
        if image.format == "JPEG":
            return encoded(pixels, "JPEG", quality=95, subsampling=0)
        if any(kind == b"VP8L" for kind, _ in _webp_chunks(data)):
            return encoded(pixels, "WEBP", lossless=True, quality=50, method=2)
        return encoded(pixels, "WEBP", quality=95, method=2)


def _xmp(recipe: Recipe) -> bytes:
    """An XMP packet: IPTC's source type and its properties for AI (2025.1), a description, our own seed and metaprompt."""

    def text(value: object) -> str:
        return escape(_NOT_IN_XML.sub("", str(value)), {'"': "&quot;"})

    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:pincel="urn:pincel:recipe#"'
        f' xmp:CreatorTool="{SOFTWARE}" Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPES}{text(recipe.source_type)}"'
        f' Iptc4xmpExt:AISystemUsed="{text(recipe.model)}" pincel:seed="{recipe.seed}"'
        f' pincel:metaprompt="{text(recipe.metaprompt_id)}">'
        f"<Iptc4xmpExt:AIPromptInformation>{text(recipe.prompt[:_PROMPT_MOST])}</Iptc4xmpExt:AIPromptInformation>"
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{text(recipe.prompt[:_PROMPT_MOST])}</rdf:li></rdf:Alt>'
        '</dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _exif(recipe: Recipe) -> bytes:
    """EXIF with the software and, as a user comment in UTF-16, the recipe in JSON."""
    from PIL import Image  # noqa: PLC0415 - as above

    exif = Image.Exif()
    exif[0x0131] = SOFTWARE
    told = json.dumps(asdict(recipe) | {"prompt": recipe.prompt[:_PROMPT_MOST]}, ensure_ascii=False)
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + told.encode("utf-16-le", "replace")
    exif[0x8769] = exif.get_ifd(0x8769)
    return exif.tobytes()


def _into_png(data: bytes, recipe: Recipe) -> bytes:
    """New iTXt chunks right after IHDR, which is always 25 bytes long and the first chunk."""
    from PIL import PngImagePlugin  # noqa: PLC0415 - as above

    chunks = PngImagePlugin.PngInfo()
    for keyword, value in (
        ("prompt", recipe.prompt[:_PROMPT_MOST]),
        ("model", recipe.model),
        ("seed", str(recipe.seed)),
        ("metaprompt", recipe.metaprompt_id),
        ("digitalsourcetype", SOURCE_TYPES + recipe.source_type),
        ("Software", SOFTWARE),
        (_XMP_KEYWORD, _xmp(recipe).decode()),
    ):
        chunks.add_itxt(keyword, value.replace("\0", "").encode("utf-8", "replace").decode())
    if data[12:16] != b"IHDR":
        raise ValueError("this PNG does not begin with IHDR")
    head = len(_PNG) + 25
    written = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body, *_ in chunks.chunks
    )
    return data[:head] + written + data[head:]


def _into_jpeg(data: bytes, recipe: Recipe) -> bytes:
    """APP1 segments for EXIF and XMP at the start, behind a JFIF segment where there is one; older ones of both are dropped."""
    jfif, kept, place = b"", b"", 2
    while data[place] == 0xFF and 0xE0 <= data[place + 1] <= 0xEF:  # noqa: PLR2004 - the APPn markers
        length = struct.unpack(">H", data[place + 2 : place + 4])[0] + 2
        segment = data[place : place + length]
        place += length
        if segment[1] == 0xE0 and not jfif:  # noqa: PLR2004 - APP0
            jfif = segment
        elif not segment[4:].startswith((b"Exif\0", b"http://ns.adobe.com/xap/1.0/\0")):
            kept += segment
    bodies = (b"Exif\0\0" + _exif(recipe).removeprefix(b"Exif\0\0"), b"http://ns.adobe.com/xap/1.0/\0" + _xmp(recipe))
    written = b"".join(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body for body in bodies)
    return data[:2] + jfif + written + kept + data[place:]


def _into_webp(data: bytes, recipe: Recipe) -> bytes:
    """The extended WebP form: a VP8X head that announces EXIF and XMP, the pictures' chunks as they are, then the two blocks."""
    from PIL import Image  # noqa: PLC0415 - as above

    with Image.open(BytesIO(data), formats=("WEBP",)) as image:
        width, height, alpha = image.width, image.height, image.mode == "RGBA"
    chunks = _webp_chunks(data)
    old_head = next((body for kind, body in chunks if kind == b"VP8X"), bytes([0x10 if alpha else 0]))
    flags = old_head[0] | 0x08 | 0x04  # EXIF and XMP
    head = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    kept = [(kind, body) for kind, body in chunks if kind not in {b"VP8X", b"EXIF", b"XMP "}]
    blocks = [(b"VP8X", head), *kept, (b"EXIF", _exif(recipe).removeprefix(b"Exif\0\0")), (b"XMP ", _xmp(recipe))]
    body = b"".join(kind + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2) for kind, block in blocks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _webp_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Name and body of every chunk of a RIFF file; what trails behind its stated length is no part of it."""
    chunks: list[tuple[bytes, bytes]] = []
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    place = 12
    while place + 8 <= end:
        kind, length = struct.unpack("<4sI", data[place : place + 8])
        chunks.append((kind, data[place + 8 : place + 8 + length]))
        place += 8 + length + length % 2
    return chunks
