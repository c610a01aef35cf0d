"""What may tell that the writer is in need, and in which language: the net below the calls for help (help.toml, `net`)."""

import functools
import re
from typing import Final

from generation.safety.disguises import readings, without_accents
from generation.safety.policy import Category, Review
from generation.safety.rules import Pieces, help_lines, misspelt

# A disclosure that no rule hears is refused for one of these.
HEARD_IN: Final[frozenset[str]] = frozenset(
    {
        Category.SEXUAL,
        Category.NUDITY,
        Category.MINORS,
        Category.VIOLENCE,
        Category.GORE,
        Category.SELF_HARM,
        Category.ALCOHOL,
        Category.DRUGS,
    }
)
_CHINESE: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_JAPANESE: Final = re.compile("[\u3041-\u30ff]")
_WORD: Final = re.compile(r"[\w']+")


def tells(words: str, review: Review) -> bool:
    """Whether refused words are in the first person and another person does something to the writer.

    By how they stand only, so it errs to the side of the writer: who is taken for somebody hurt is refused all the same.
    """
    # Where the learned layer alone objects, it knows that something is wrong; what it is it only guesses.
    if HEARD_IN.isdisjoint(review.categories) and not review.rule.startswith("meaning."):
        return False
    told, unless = _net()
    for reading in readings(words):
        plain = misspelt().righted(without_accents(reading).replace("’", "'"))
        if any(one.search(plain) for one in told) and not unless.search(plain):
            return True
    return False


def written_in(words: str) -> str:
    """The language ("en", "es", "zh") that somebody wrote in, as its script or its small words tell; "" where they do not."""
    if _CHINESE.search(words):
        return "" if _JAPANESE.search(words) else "zh"
    plain = set(_WORD.findall(without_accents(words).replace("’", "'")))
    found = {language: len(plain & known) for language, known in _small_words().items()}
    english, spanish, least = found["en"], found["es"], max(1, found["others"])
    if max(english, spanish) < least or english == spanish:
        return ""
    return "en" if english > spanish else "es"


@functools.cache
def _small_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(known.split()) for language, known in help_lines()["written"].items()}


@functools.cache
def _net() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    raw = help_lines()
    pieces = Pieces(raw["pieces"])
    told = tuple(re.compile(pieces.put_in(one)) for one in raw["net"]["find"])
    return told, re.compile(pieces.put_in(raw["net"]["unless"]))
