"""One line of the doctor's report."""

from dataclasses import dataclass

FINE, NOTE, BROKEN = "✓", "–", "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign, and the words of `key`."""

    sign: str
    key: str
    values: dict[str, object]
