"""Negative words: what a person wants left out. The reverse of a prompt: ugly things may be named, what protects may not."""

import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any, Final

from generation.ports import Judgement
from generation.safety.disguises import clean, readings, without_accents
from generation.safety.lexicon import expanded
from generation.safety.policy import Category, passes
from storage.records import Audience

LONGEST_NEGATIVE: Final = 500  # characters
# What may be named because it shall not be there. Insults, talk to the machine and calls for help are none of these.
NEGATABLE: Final = frozenset(
    {
        Category.SEXUAL,
        Category.NUDITY,
        Category.VIOLENCE,
        Category.GORE,
        Category.DRUGS,
        Category.ALCOHOL,
        Category.WEAPONS,
        Category.EXTREMISM,
    }
)
# Local servers read weights and switches out of a text, "(nudity:-1.5)", and a weight below zero turns everything round.
_SIGNS: Final = re.compile(r"[^\w\s,.;'’，。、；·-]|_")
_LOOSE_DASH: Final = re.compile(r"(?<!\w)-+|-+(?!\w)")
_TOKEN: Final = re.compile(r"[^\W_]+")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def plain_list(text: str) -> str:
    """The words as they are passed on: small letters, nothing that could weigh, nest or switch."""
    return " ".join(_LOOSE_DASH.sub(" ", _SIGNS.sub(" ", clean(text).lower())).split()).strip(" ,;，、；")


class Negative:
    """The rule for negative words. Immutable, so any thread may ask."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self._protects = _Phrases(raw["protects"])
        self._allowed = _Phrases(raw["allow"])
        self._not = _Phrases(raw["not"])

    @classmethod
    def load(cls) -> "Negative":
        """Read `negative.toml`."""
        return cls(tomllib.loads(resources.files("generation.safety").joinpath("negative.toml").read_text("utf-8")))

    def protects(self, text: str) -> bool:
        """Whether a text names, in any reading, what may not be left out."""
        return any(self._protects.within(self._allowed.without(reading)) for reading in readings(text))

    def turns(self, text: str) -> bool:
        """Whether a text says "no" itself: of what is left out, that would be put in."""
        return any(self._not.within(reading) for reading in readings(text))

    def refuses(self, text: str, judgement: Judgement, audience: Audience) -> Category | None:
        """Why these words may not be negated, None when they may; `judgement` is what the guard thinks of them as a prompt."""
        if passes(judgement.verdict, audience):
            return None
        why = [Category(name) for name in judgement.categories] or [Category.UNAVAILABLE]
        return next((one for one in why if one not in NEGATABLE), why[0] if self.turns(text) else None)


class _Phrases:
    """Phrases by language: Western ones as whole words, Chinese ones anywhere."""

    def __init__(self, sections: dict[str, str]) -> None:
        phrases = [phrase for entries in sections.values() for entry in entries.split() for phrase in expanded(entry)]
        self._words = frozenset(phrase for phrase in phrases if not _HAN.search(phrase))
        self._longest = max(phrase.count(" ") + 1 for phrase in self._words)
        self._han = _any_of(phrase for phrase in phrases if _HAN.search(phrase))

    def within(self, text: str) -> bool:
        plain = without_accents(text)
        words = _TOKEN.findall(plain)
        spans = range(1, self._longest + 1)
        return bool(self._han.search(plain)) or any(
            " ".join(words[start : start + length]) in self._words for start in range(len(words)) for length in spans
        )

    def without(self, text: str) -> str:
        """The text with these phrases replaced by a comma, so that nothing joins across them."""
        plain = self._han.sub(",", without_accents(text))
        for phrase in self._words:
            plain = re.sub(rf"\b{re.escape(phrase)}\b", ",", plain)
        return plain


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)))
