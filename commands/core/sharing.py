"""Share codes: who has one sees a picture set and its recipe; nobody comes to one by counting."""

import hmac
import re

from storage.records import Generation

SHARE = "share_"
_CODE = re.compile(r"(\d{1,15})-([0-9a-f]{16})")
_SIGNS = 16


def share_code(generation: Generation) -> str:
    """Such as "12-0a1b2c3d4e5f6a7b": the number, and 64 bits of the first picture's sha256. Only for finished ones."""
    return f"{generation.id}-{generation.variants[0].sha256[:_SIGNS]}"


def number_in(text: str) -> int | None:
    """The number that a share code speaks of; None when it is none."""
    found = _CODE.fullmatch(text) if text.isascii() else None
    return int(found[1]) if found else None


def opens(text: str, generation: Generation) -> bool:
    """Whether this is that generation's code."""
    return bool(generation.variants) and hmac.compare_digest(share_code(generation).encode(), text.encode("utf-8", "replace"))
