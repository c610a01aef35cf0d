"""The metaprompts: a frame for each kind of model, rules for each audience, with a person's words fenced off as data.

A frame is one file of `metaprompts/`, the rules another; both are reviewed like code, and their hash goes with every picture.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Final

from generation.ratio import Ratio
from storage.records import Audience

FOLDER: Final = "metaprompts"
SECTIONS: Final = frozenset({"readers", "disallowed", "mood", "negative"})
_SECTION: Final = re.compile(r"^== ([a-z ]+) ==\n", re.MULTILINE)
_FIELD: Final = re.compile(r"\{(readers|orientation|ratio|fence|disallowed|mood|words)\}")
_ID_DIGITS: Final = 12
_FENCE_BYTES: Final = 12
_FENCE_LIKE: Final = re.compile(r"words[\W_]*[0-9a-f]{8,}", re.IGNORECASE)  # a guess at one, which could mislead a model


class Kind(StrEnum):
    """What a model makes of a prompt; the name of the frame's file."""

    PICTURE = "picture"  # follows instructions and draws
    EDIT = "edit"  # follows instructions and changes given pictures
    DIFFUSION = "diffusion"  # draws whatever words it reads
    TEXT = "text"  # writes captions and stories
    JUDGE = "judge"  # names what a text holds


@dataclass(frozen=True, slots=True)
class Metaprompt:
    """All frames and rules. `files`: the bytes of each by its name without ".txt"."""

    files: Mapping[str, bytes]
    frames: Mapping[Kind, str]
    rules: Mapping[Audience, Mapping[str, str]]

    @classmethod
    def load(cls) -> "Metaprompt":
        """Read the folder. Raises ValueError where a section of an audience's rules is missing or unknown."""
        folder = resources.files("generation.safety").joinpath(FOLDER)
        files = {name: folder.joinpath(f"{name}.txt").read_bytes() for name in (*Kind, *Audience)}
        frames = {kind: files[kind].decode("utf-8").strip() for kind in Kind}
        rules = {}
        for audience in Audience:
            pieces = _SECTION.split(files[audience].decode("utf-8"))[1:]
            rules[audience] = {name: body.strip() for name, body in zip(pieces[::2], pieces[1::2], strict=True)}
            if rules[audience].keys() != SECTIONS:
                raise ValueError(f"{audience}.txt must have the sections {sorted(SECTIONS)}")
        return cls(files, frames, rules)

    def id(self, audience: Audience, kind: Kind = Kind.PICTURE) -> str:
        """What goes with a picture: the first 12 hex digits of the SHA-256 of the files that its prompt is made of.

        These are the frame of the kind, the one for models that take no instructions (which of the two a model reads depends on the
        model), and the rules of the audience, in this order, one after the other.
        """
        whole = b"".join(self.files[name] for name in dict.fromkeys((kind, Kind.DIFFUSION, audience)))
        return hashlib.sha256(whole).hexdigest()[:_ID_DIGITS]

    def negative(self, audience: Audience) -> str:
        """What must not appear, for models that take it apart."""
        return self.rules[audience]["negative"]

    def positive(self, words: str, *, audience: Audience, ratio: str) -> str:
        """For models that take no instructions and draw whatever they read: the words, then what the picture shall be."""
        told = " ".join(words.split()).rstrip(".,;:!。，；：！ ")
        values = {"words": told, "mood": self.rules[audience]["mood"], "orientation": _orientation(Ratio.parse(ratio))}
        return _FIELD.sub(lambda field: values[field[1]], self.frames[Kind.DIFFUSION])

    def around(
        self, words: str, *, audience: Audience, ratio: str = "1:1", kind: Kind = Kind.PICTURE, fence: str | None = None
    ) -> str:
        """The whole prompt of a model that follows instructions. `ratio` is any form that Ratio reads (Problem "bad-ratio").

        The fence is 96 random bits, new for each request: nobody can write it into the words, and should it, or what looks like
        one, stand there it is taken out. The words go in last and in one pass, so braces in them mean nothing, and on one line, so
        they cannot make a line of their own.
        """
        shape = Ratio.parse(ratio)
        mark = fence or new_fence()
        values = {
            **self.rules[audience],
            "orientation": _orientation(shape),
            "ratio": shape.text,
            "fence": mark,
            "words": fenced(words, mark),
        }
        return _FIELD.sub(lambda field: values[field[1]], self.frames[kind])


def new_fence() -> str:
    """A line that nobody can guess."""
    return f"WORDS-{secrets.token_hex(_FENCE_BYTES)}"


def fenced(words: str, fence: str) -> str:
    """The words on one line without the fence or what looks like one, also when taking it out would make it appear anew."""
    line = " ".join(words.split())
    own = re.compile(re.escape(fence), re.IGNORECASE)
    while own.search(line) or _FENCE_LIKE.search(line):
        line = _FENCE_LIKE.sub("", own.sub("", line))
    return " ".join(line.split())


def _orientation(shape: Ratio) -> str:
    if shape.width == shape.height:
        return "square"
    return "landscape" if shape.width > shape.height else "portrait"
