"""Suggestions: what a refused wish might become without what offended, made by the replacements of suggestions.toml."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

from generation.safety.disguises import clean, without_accents
from generation.safety.policy import Category

LONGEST: Final = 200  # characters: a longer wish is not read over for a word
# Of these something else can be made. Of all others a polite rewording would only hide what somebody is after.
MENDABLE: Final = frozenset(
    {
        Category.WEAPONS,
        Category.ALCOHOL,
        Category.DRUGS,
        Category.VIOLENCE,
        Category.GORE,
        Category.NUDITY,
        Category.PROFANITY,
        Category.SCATOLOGY,
        Category.SCARY,
    }
)
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_SPANISH: Final = re.compile(r"\b(?:un|una|unos|unas|el|los|las|con|de|del|en|y|que|su|sus|por|para|al)\b")
_WORD: Final = re.compile(r"\w+")
_ARTICLE: Final = re.compile(r"\b([Aa])n?\s+(?=(\w))")
_TIDY: Final = ((re.compile(r"\s+([,.;:!?])"), r"\1"), (re.compile(r"([,;:])(?:\s*[,;:])+"), r"\1"), (re.compile(r"\s{2,}"), " "))
_DANGLING: Final = re.compile(r"\b(?:an?|the|of|with|in|on|at|to|and|or|un|una|el|la|los|las|de|del|con|en|y|o|a|su)$")
_LEAST_KEPT: Final = 2  # words (signs, in Chinese) that somebody wrote: of less nothing is left that they wished for
# Two of these at once are no slip of the tongue, and no water pistol makes them good.
_GRAVE: Final = frozenset({Category.VIOLENCE, Category.GORE, Category.WEAPONS})


@dataclass(frozen=True, slots=True)
class _Rules:
    """All phrases of a language in one pattern, longer ones first; the name of the group that matched leads to what is put."""

    finds: re.Pattern[str]
    puts: Mapping[str, str]


class Suggestions:
    """Rewrites a wish. Immutable, so any thread may ask. Whether what comes out is fit for anybody the guard says."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._never = re.compile(tables["never"]["anywhere"])
        self._rules = {language: _rules(language, table) for language, table in tables.items() if language != "never"}

    @classmethod
    def load(cls) -> "Suggestions":
        """Read `suggestions.toml`."""
        return cls(tomllib.loads(resources.files("generation.safety").joinpath("suggestions.toml").read_text("utf-8")))

    def made_of(self, words: str, categories: Iterable[str]) -> str:
        """The wish with what offends replaced, in its own language; "" where nothing can be done or should be."""
        text, why = clean(words), set(categories)
        if not why or not why <= MENDABLE or len(why & _GRAVE) > 1 or len(text) > LONGEST or self._never.search(_folded(text)):
            return ""
        if text != " ".join(unicodedata.normalize("NFC", words).split()):  # who hides a word means it
            return ""
        language = "zh" if _HAN.search(text) else "es" if _SPANISH.search(text.lower()) else "en"
        rules = self._rules[language]
        # The folded text is as long as the text itself, so what is found there stands here at the same place.
        mended, kept, end = "", "", 0
        for found in rules.finds.finditer(_folded(text)):
            kept += text[end : found.start()]
            mended += text[end : found.start()] + _put(rules.puts, text, found)
            end = found.end()
        mended, kept = mended + text[end:], kept + text[end:]
        if mended == text:
            return ""
        if language == "en":
            mended = _ARTICLE.sub(_articled, mended)
        for finds, puts in _TIDY:
            mended = finds.sub(puts, mended)
        mended = mended.strip(" ,;:")
        left = _HAN.findall(kept) if language == "zh" else _WORD.findall(kept)
        return "" if len(left) < _LEAST_KEPT or _DANGLING.search(mended.lower()) else mended


def _rules(language: str, table: Mapping[str, str]) -> _Rules:
    each = [(phrase, puts) for phrases, puts in table.items() for phrase in phrases.split("/")]
    each.sort(key=lambda one: (-one[0].count(" "), -len(one[0])))
    words = [re.escape(_folded(phrase)).replace(r"\ ", r"\s+") for phrase, _ in each]
    named = [f"(?P<r{n}>{word})".replace(r"\*", rf"(?P<k{n}>\w+)") for n, word in enumerate(words)]
    pattern = "|".join(named)
    finds = re.compile(pattern if language == "zh" else rf"(?<![\w-])(?:{pattern})(?![\w-])")
    return _Rules(finds, {f"r{n}": puts for n, (_, puts) in enumerate(each)})


def _put(puts: Mapping[str, str], text: str, found: re.Match[str]) -> str:
    name = next(name for name in puts if found[name] is not None)
    kept = f"k{name[1:]}"
    word = text[found.start(kept) : found.end(kept)] if kept in found.re.groupindex else ""
    put = puts[name].replace("*", word)
    return put[:1].upper() + put[1:] if found.start() == 0 and text[:1].isupper() else put


def _folded(text: str) -> str:
    """Lower case without accents, sign by sign, so that places stay."""
    return "".join(plain if len(plain := without_accents(sign)) == 1 else sign for sign in text)


def _articled(article: re.Match[str]) -> str:
    return f"{article[1]}{'n' if article[2].lower() in 'aeiou' else ''} "
