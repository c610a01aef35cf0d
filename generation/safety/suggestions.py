"""Suggestions: what a refused wish might become without what offended, made by the replacements of suggestions.toml."""

import re
import tomllib
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
_LEAST_WORDS: Final = 2  # one word alone is no wish


@dataclass(frozen=True, slots=True)
class _Rules:
    """All phrases of a language in one pattern, longer ones first; the name of the group that matched leads to what is put."""

    finds: re.Pattern[str]
    puts: Mapping[str, str]


class Suggestions:
    """Rewrites a wish. Immutable, so any thread may ask. Whether what comes out is fit for anybody the guard says."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._rules = {language: _rules(language, table) for language, table in tables.items()}

    @classmethod
    def load(cls) -> "Suggestions":
        """Read `suggestions.toml`."""
        return cls(tomllib.loads(resources.files("generation.safety").joinpath("suggestions.toml").read_text("utf-8")))

    def made_of(self, words: str, categories: Iterable[str]) -> str:
        """The wish with what offends replaced, in its own language; "" where nothing can be done or should be."""
        text, why = clean(words), set(categories)
        if not why or not why <= MENDABLE or len(text) > LONGEST:
            return ""
        language = "zh" if _HAN.search(text) else "es" if _SPANISH.search(text.lower()) else "en"
        rules = self._rules[language]
        # The folded text is as long as the text itself, so what is found there stands here at the same place.
        mended, end = "", 0
        for found in rules.finds.finditer(_folded(text)):
            mended += text[end : found.start()] + _put(rules.puts, text, found)
            end = found.end()
        mended += text[end:]
        if mended == text:
            return ""
        if language == "en":
            mended = _ARTICLE.sub(_articled, mended)
        for finds, puts in _TIDY:
            mended = finds.sub(puts, mended)
        mended = mended.strip(" ,;:")
        return mended if _HAN.search(mended) or len(_WORD.findall(mended)) >= _LEAST_WORDS else ""


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
