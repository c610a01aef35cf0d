"""Whether refused words may tell what somebody does to the writer: the net below the calls for help (help.toml, `net`)."""

import functools
import re
import tomllib
from importlib import resources
from typing import Final

from generation.safety.disguises import readings, without_accents
from generation.safety.policy import Category, Review
from generation.safety.rules import Misspelt, Pieces

# A disclosure that no rule hears is refused for one of these.
OF_BODIES: Final[frozenset[str]] = frozenset(
    {Category.SEXUAL, Category.NUDITY, Category.MINORS, Category.VIOLENCE, Category.GORE, Category.SELF_HARM}
)


def tells(words: str, review: Review) -> bool:
    """Whether refused words are in the first person and another person does something to the writer.

    By how they stand only, so it errs to the side of the writer: who is taken for somebody hurt is refused all the same.
    """
    # Where the learned layer alone objects, it knows that something is wrong; what it is it only guesses.
    if OF_BODIES.isdisjoint(review.categories) and not review.rule.startswith("meaning."):
        return False
    misspelt, told, unless = _net()
    for reading in readings(words):
        plain = misspelt.righted(without_accents(reading).replace("’", "'"))
        if any(one.search(plain) for one in told) and not unless.search(plain):
            return True
    return False


@functools.cache
def _net() -> tuple[Misspelt, tuple[re.Pattern[str], ...], re.Pattern[str]]:
    raw = tomllib.loads(resources.files("generation.safety").joinpath("help.toml").read_text("utf-8"))
    pieces = Pieces(raw["pieces"])
    told = tuple(re.compile(pieces.put_in(one)) for one in raw["net"]["find"])
    return Misspelt(raw["misspelt"]), told, re.compile(pieces.put_in(raw["net"]["unless"]))
