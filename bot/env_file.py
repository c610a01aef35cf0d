"""The lines of a `.env` file, and what of them may be shown: a line that went wrong can be a token and nothing else."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Words of one case with _ between: no service makes keys that look so.
_NAME = re.compile(r"_*(?:(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,14})\d{0,2}(?:_+|$))+")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_FIRST = re.compile(r"\s*(?:export\s+)?['\"]?(\w+)", re.ASCII)
_SECRET = re.compile(r"(?=\S*[A-Za-z])(?=\S*\d)\S{16,}|\S{24,}", re.ASCII)
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Line:
    """What stands from this line on. `name` is "" where the line says nothing; `first` is the word it begins with."""

    number: int
    name: str
    value: str
    first: str


def lines(path: Path | None) -> Iterator[Line]:
    """The lines of a file that are neither empty nor remarks; none where there is no file. Raises OSError, UnicodeDecodeError."""
    if path is None or not path.is_file():
        return
    from dotenv.parser import parse_stream  # noqa: PLC0415 - the file is read by the same rules; most commands need only its values

    for found in parse_stream(io.StringIO(path.read_text(encoding="utf-8"))):
        text = found.original.string
        if found.key is None and not found.error:
            continue
        number = found.original.line + text[: len(text) - len(text.lstrip())].count("\n")
        said = found.key is not None and found.value is not None and _IDENTIFIER.fullmatch(found.key)
        # "c2VjcmV0==" is a key that ends with signs that fill it up.
        filled = bool(found.value) and not (found.value or "").strip("=")
        first = _FIRST.match(text)
        yield Line(number, (found.key or "") if said and not filled else "", found.value or "", first[1] if first else "")


def is_name(text: str) -> bool:
    """Whether a text can only be the name of a variable, so that it may be shown."""
    return len(text) <= SHOWN and _NAME.fullmatch(text) is not None


def shown(value: str) -> str:
    """A value, cut; "…" for what may be a token in the wrong place."""
    return "…" if any(map(_SECRET.fullmatch, value.split())) else value[:SHOWN]
