"""The lexicon (layer 1): words and phrases by category, in three languages; the words themselves stand in lexicon.toml."""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from generation.ports import Judgement
from generation.safety.disguises import without_accents
from generation.safety.policy import Category, Policy
from storage.records import Audience

_CJK: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN: Final = re.compile(rf"[^\W_{_CJK}]+(?:[*#]+[^\W_{_CJK}]*)*")
_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_WESTERN: Final = ("en", "es")
_MASKED_AT_LEAST: Final = 4
_DOUBLED_AT_LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a text has: categories of words that are unsafe anywhere, and of ambiguous words that need context.

    `rest` is the text without its allow-phrases; the text itself when it has none.
    """

    blocked: tuple[Category, ...]
    hinted: tuple[Category, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class _Pair:
    category: Category
    within: int
    first: frozenset[str]
    second: frozenset[str]


def expanded(entry: str) -> Iterator[str]:
    """Each spelling of an entry: "nud{e,ity}" is "nude" and "nudity", "_" is a space; lower case, without accents."""
    braces = _BRACES.search(entry)
    if braces is None:
        yield without_accents(entry).replace("_", " ").strip()
        return
    for ending in braces[1].split(","):
        yield from expanded(entry[: braces.start()] + ending + entry[braces.end() :])


class Lexicon:
    """Looks words up; satisfies ports.Moderator. Immutable, so any thread may ask."""

    def __init__(self, raw: Mapping[str, Any], policy: Policy) -> None:
        self._policy = policy
        self._blocked = _phrases(raw["block"], _WESTERN)
        self._hinted = _phrases(raw["hint"], _WESTERN)
        self._allowed = {
            phrase: None for language in _WESTERN for entry in raw["allow"][language].split() for phrase in expanded(entry)
        }
        self._longest = max(phrase.count(" ") + 1 for phrase in (*self._blocked, *self._hinted, *self._allowed))
        self._doubled = {_squeezed(word): word for word in self._blocked if " " not in word and len(word) >= _DOUBLED_AT_LEAST - 1}
        self._han_blocked = _phrases(raw["block"], ("zh",))
        self._han_hinted = _phrases(raw["hint"], ("zh",))
        # The longest phrase at a place decides: 火箭 (rocket) is allowed, 火箭筒 (rocket launcher) is not.
        self._han_excused = _any_of((*raw["allow"]["zh"].split(), *self._han_blocked))
        self._han = {True: _any_of(self._han_blocked), False: _any_of(self._han_hinted)}
        self._pairs = tuple(
            _Pair(Category(pair["category"]), pair["within"], frozenset(_words(pair["first"])), frozenset(_words(pair["second"])))
            for pair in raw.get("pair", ())
        )
        # What has a harmless meaning, and the words that tell it: "a cock crowing on the farm".
        self._told_by = {
            phrase: frozenset(_words(two["near"]))
            for two in raw.get("unless", ())
            for entry in two["words"].split()
            for phrase in expanded(entry)
        }

    @classmethod
    def load(cls, policy: Policy | None = None) -> "Lexicon":
        """Read `lexicon.toml`."""
        raw = tomllib.loads(resources.files("generation.safety").joinpath("lexicon.toml").read_text("utf-8"))
        return cls(raw, policy or Policy.load())

    @functools.cached_property
    def words(self) -> Mapping[str, Category]:
        """Every Western phrase that is blocked wherever it stands."""
        return dict(self._blocked)

    @functools.cached_property
    def han_words(self) -> Mapping[str, Category]:
        """Every Chinese phrase that is blocked wherever it stands."""
        return dict(self._han_blocked)

    def judge(self, text: str, audience: Audience) -> Judgement:
        """Satisfies ports.Moderator: the strictest verdict of the policy on what was found."""
        return self._policy.judge("lexicon", self.find(text).blocked, audience)

    def find(self, text: str) -> Found:
        """What is in a text that is free of disguises. Allow-phrases are taken out first."""
        plain = without_accents(text)
        written: list[str] = _TOKEN.findall(plain)
        tokens = self._without_allowed(written)
        blocked: list[Category] = []
        hinted: list[Category] = []
        present = frozenset(written)
        for phrase in _ngrams(tokens, self._longest):
            if (category := self._blocked.get(phrase)) is not None:
                if self._told_by.get(phrase, frozenset()).isdisjoint(present):
                    blocked.append(category)
            elif (category := self._hinted.get(phrase)) is not None:
                hinted.append(category)
        blocked += (category for token in tokens if (category := self._distorted(token)) is not None)
        blocked += self._paired(tokens)
        han = self._han_excused.sub(lambda match: match[0] if match[0] in self._han_blocked else " ", plain)
        blocked += (
            self._han_blocked[match]
            for match in self._han[True].findall(han)
            if not any(near in plain for near in self._told_by.get(match, ()))
        )
        hinted += (self._han_hinted[match] for match in self._han[False].findall(han))
        rest = text if len(tokens) == len(written) and all(tokens) else " ".join(token for token in tokens if token)
        if han != plain:
            rest = han
        return Found(tuple(dict.fromkeys(blocked)), tuple(dict.fromkeys(hinted)), rest)

    def _without_allowed(self, tokens: list[str]) -> list[str]:
        """The tokens with each allow-phrase, the longest first, replaced by an empty token, so that nothing joins across it."""
        kept: list[str] = []
        position = 0
        while position < len(tokens):
            for length in range(min(self._longest, len(tokens) - position), 0, -1):
                if " ".join(tokens[position : position + length]) in self._allowed:
                    kept.append("")
                    position += length
                    break
            else:
                kept.append(tokens[position])
                position += 1
        return kept

    def _distorted(self, token: str) -> Category | None:
        """A blocked word with doubled or stretched letters ("nnude") or with masked ones ("n*de")."""
        if "*" in token or "#" in token:
            return self._masked(token)
        word = self._doubled.get(_squeezed(token))
        if word is None or word == token or token in self._hinted:
            return None
        runs, needed = _runs(token), _runs(word)
        enough = all(run >= need for run, need in zip(runs, needed, strict=True))
        long_enough = max(runs) > _DOUBLED_AT_LEAST - 2 or len(word) >= _DOUBLED_AT_LEAST
        return self._blocked[word] if enough and long_enough else None

    def _masked(self, token: str) -> Category | None:
        masked = token.rstrip("*#") if token.rstrip("*#").isalpha() else token
        if len(masked) < _MASKED_AT_LEAST or not ("*" in masked or "#" in masked):
            return None
        pattern = re.compile(re.sub(r"[*#]", ".", re.sub(r"[^\w*#]", "", masked)))
        return next((category for word, category in self._blocked.items() if pattern.fullmatch(word) and " " not in word), None)

    def _paired(self, tokens: Sequence[str]) -> Iterator[Category]:
        for pair in self._pairs:
            firsts = [place for place, token in enumerate(tokens) if token in pair.first]
            seconds = [place for place, token in enumerate(tokens) if token in pair.second] if firsts else []
            if any(0 < abs(one - other) <= pair.within for one, other in itertools.product(firsts, seconds)):
                yield pair.category


def _phrases(sections: Mapping[str, Mapping[str, str]], languages: Sequence[str]) -> dict[str, Category]:
    return {
        phrase: Category(category)
        for category, entries in sections.items()
        for language in languages
        for entry in entries.get(language, "").split()
        for phrase in expanded(entry)
    }


def _words(text: str) -> Iterator[str]:
    return (without_accents(word) for word in text.split())


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)))


def _ngrams(tokens: Sequence[str], longest: int) -> Iterator[str]:
    for start in range(len(tokens)):
        phrase = tokens[start]
        if not phrase:
            continue
        yield phrase
        for following in tokens[start + 1 : start + longest]:
            if not following:
                break
            phrase = f"{phrase} {following}"
            yield phrase


def _squeezed(word: str) -> str:
    return "".join(letter for letter, _ in itertools.groupby(word))


def _runs(word: str) -> list[int]:
    return [len(list(run)) for _, run in itertools.groupby(word)]
