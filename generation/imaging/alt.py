"""Words for those who cannot see a picture, as a words key and its values."""

from collections.abc import Mapping
from typing import Final

from storage.records import Generation

ALT_MOST: Final = 1024  # Discord's limit for the description of an attachment
_PROMPT_MOST: Final = 300  # characters: escaping may double them, and the words around need room as well
_SEEN_MOST: Final = 120


def alt_text(generation: Generation, variant: int | None, *, own: bool = False) -> tuple[str, Mapping[str, str | int]]:
    """The words key and values of an alt text for one variant, or for the sheet of all of them (`variant` None).

    It says what is really to be seen (`drawn`) beside what was asked for. A challenge's picture gives nothing away, but to whose
    `own` it is.
    """
    request = generation.request
    if request.purpose == "challenge" and not own:
        return "alt-challenge", {}
    seen = _shortened(", ".join(generation.drawn), _SEEN_MOST)
    values: dict[str, str | int] = {
        "prompt": _shortened(request.prompt, _PROMPT_MOST),
        "style": request.style or "none",
        "seen": seen,
        "known": "yes" if seen else "no",
        "count": len(generation.variants),
    }
    if variant is None:
        return "alt-sheet", values
    return "alt-picture", values | {"variant": variant}


def _shortened(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
