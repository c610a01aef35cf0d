"""The metaprompt: the frame round every prompt, read from metaprompt.txt, with a person's words fenced off as data."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

from generation.ratio import Ratio
from storage.records import Audience

_SECTION: Final = re.compile(r"^== ([a-z ]+) ==\n", re.MULTILINE)
_FIELD: Final = re.compile(r"\{(audience|orientation|ratio|fence|disallowed|mood|words)\}")
_ID_DIGITS: Final = 12
_FENCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Metaprompt:
    """The frame. `id` is the first 12 hex digits of the file's SHA-256: it goes with every picture."""

    id: str
    sections: Mapping[str, str]

    @classmethod
    def load(cls) -> "Metaprompt":
        """Read `metaprompt.txt`."""
        data = resources.files("generation.safety").joinpath("metaprompt.txt").read_bytes()
        pieces = _SECTION.split(data.decode("utf-8"))[1:]
        sections = {name: body.strip() for name, body in zip(pieces[::2], pieces[1::2], strict=True)}
        missing = {
            "picture",
            "disallowed",
            "positive",
            "negative",
            *(f"{part} {audience}" for audience in Audience for part in ("audience", "mood")),
        } - sections.keys()
        if missing:
            raise ValueError(f"metaprompt.txt lacks the sections {sorted(missing)}")
        return cls(hashlib.sha256(data).hexdigest()[:_ID_DIGITS], sections)

    @property
    def negative(self) -> str:
        """What must not appear, for models that take it apart."""
        return self.sections["negative"]

    def positive(self, words: str, *, audience: Audience, ratio: str) -> str:
        """For models that take no instructions and draw whatever they read: the words, then what the picture shall be."""
        values = {
            "words": " ".join(words.split()).rstrip(".,;:!。，；：！ "),
            "mood": self.sections[f"mood {audience}"],
            "orientation": _orientation(Ratio.parse(ratio)),
        }
        return _FIELD.sub(lambda field: values[field[1]], self.sections["positive"])

    def around(self, words: str, *, audience: Audience, ratio: str, fence: str | None = None) -> str:
        """The whole prompt. `ratio` is any form that Ratio reads (Problem "bad-ratio").

        The fence is 96 random bits, new for each request: nobody can write it into the words, and should it stand there it
        is taken out. The words go in last and in one pass, so braces in them mean nothing, and on one line, so they cannot
        make a line of their own.
        """
        shape = Ratio.parse(ratio)
        mark = fence or f"WORDS-{secrets.token_hex(_FENCE_BYTES)}"
        values = {
            "audience": self.sections[f"audience {audience}"],
            "orientation": _orientation(shape),
            "ratio": shape.text,
            "fence": mark,
            "disallowed": self.sections["disallowed"],
            "words": _outside(mark, " ".join(words.split())),
        }
        return _FIELD.sub(lambda field: values[field[1]], self.sections["picture"])


def _orientation(shape: Ratio) -> str:
    if shape.width == shape.height:
        return "square"
    return "landscape" if shape.width > shape.height else "portrait"


def _outside(fence: str, words: str) -> str:
    """The words without the fence, also when taking it out would make it appear anew."""
    pattern = re.compile(re.escape(fence), re.IGNORECASE)
    while pattern.search(words):
        words = pattern.sub("", words)
    return words
