"""File names from people's words that are safe on every system."""

import unicodedata
from typing import Final

from storage.records import Generation

MOST_BYTES: Final = 60  # of the words; a name has at most 255 bytes on every usual file system
_ENDINGS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/zip": "zip",
    "application/json": "json",
}


def file_name(prompt: str, part: str, mime: str) -> str:
    """A name such as "pincel-red-fox-in-the-snow-2.png".

    Only letters and digits of any script and single dashes are kept: no path separator, control, bidi mark or leading dot is
    left, and the leading "pincel" keeps clear of names that Windows reserves (con, nul, ...). At most about 100 bytes.
    """
    words = _plain(prompt, MOST_BYTES)
    middle = "-".join(text for text in (words, _plain(part, 24)) if text)
    return f"pincel-{middle}.{_ENDINGS.get(mime, 'bin')}" if middle else f"pincel.{_ENDINGS.get(mime, 'bin')}"


def name_of(generation: Generation, part: str, mime: str) -> str:
    """The file name of a part of a set. That of a game's secret is only a number: who looks into the folder must not read it."""
    request = generation.request
    return file_name(f"challenge {generation.id}" if request.purpose == "challenge" else request.prompt, part, mime)


def _plain(text: str, most_bytes: int) -> str:
    kept = "".join(sign if sign.isalnum() else "-" for sign in unicodedata.normalize("NFKC", text[:500]).lower())
    kept = "-".join(word for word in kept.split("-") if word)
    return kept.encode("utf-8", "ignore")[:most_bytes].decode("utf-8", "ignore").strip("-")
