"""The lexicon (layer 1): words and phrases by category; the words stand in lexicon.toml and, for further languages, _other."""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from generation.ports import Judgement
from generation.safety.disguises import SHORT_WORDS, simplified, without_accents
from generation.safety.policy import Category, Policy
from storage.records import Audience

_CJK: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_HAN_SIGN: Final = re.compile(rf"[{_CJK}]")
_TOKEN: Final = re.compile(rf"[^\W_{_CJK}]+(?:[*#]+[^\W_{_CJK}]*)*")
_PARTING: Final = re.compile(r"(?:(?!['’](?:s|re|ve|ll)(?!\w))[^\w\s]|_){1,5}")
_PARTED: Final = re.compile(rf"(?<![^\W\d_{_CJK}])[^\W\d_{_CJK}]+(?:{_PARTING.pattern}[^\W\d_{_CJK}]+)+")
_OPENING: Final = re.compile(r"(?<!\w)\((?!(?:um|rap)\b)([^\W\d_]+)")
_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_WESTERN: Final = ("en", "es", "fr", "pt", "de", "it", "ru", "ar")
_HAN: Final = ("zh", "ja")
_REMEMBERED: Final = 64  # two layers ask for each reading
_ADULT: Final = frozenset({Category.SEXUAL, Category.NUDITY})
_PARTS: Final = ("first", "second", "unless")
_ARTICLE: Final = "ال"  # Arabic writes "the" onto the word
_MASKED_AT_LEAST: Final = 4
_DOUBLED_AT_LEAST: Final = 4
_REVERSED_AT_LEAST: Final = 5  # letters; of shorter words too many mean something backwards
_BROKEN_AT_LEAST: Final = 7
_MANY_PIECES_AT_LEAST: Final = 6  # of three pieces or four
_IN_BITS_AT_LEAST: Final = 4  # where no piece but one is long or a word of its own: "na ked"
_BIT: Final = 2  # letters
_PIECES: Final = 4  # that one word may be broken into
# Words that stand before others in a sentence: with what follows them they only happen to spell something ("con dones").
NO_PIECES: Final = frozenset(
    re.findall(
        r"\w+",
        """the and for but not you his her our its who how why all any out off one two too can may did was are has had get got let
        say see con por sin los las una uno que del sus mis tus ese esa les nos mas muy fue son hay dos tan ver dar ser les des une
        sur par aux ces mes ses der die das ein und mit von den dem che gli per sul bajo""",
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a text has: categories of words that are unsafe anywhere, and of ambiguous words that need context.

    `rest` is the text without its allow-phrases; the text itself when it has none.
    """

    blocked: tuple[Category, ...]
    hinted: tuple[Category, ...]
    rest: str
    child: bool = False  # whether a child is in it
    bathing: bool = False  # whether it is about swimwear where people swim


@dataclass(frozen=True, slots=True)
class _Pair:
    category: Category
    within: int
    first: frozenset[str]
    second: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Softened:
    categories: frozenset[Category]
    told_by: re.Pattern[str]


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
        self._find = functools.lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._blocked = _phrases(raw["block"], _WESTERN)
        self._hinted = _phrases(raw["hint"], _WESTERN)
        self._allowed = dict.fromkeys(
            phrase for language in _WESTERN for entry in raw["allow"].get(language, "").split() for phrase in expanded(entry)
        )
        self._longest = max(phrase.count(" ") + 1 for phrase in (*self._blocked, *self._hinted, *self._allowed))
        self._allowed_words: dict[str, int] = {}  # how many the longest has that begins with this one
        for phrase in self._allowed:
            first, words = phrase.partition(" ")[0], phrase.count(" ") + 1
            self._allowed_words[first] = max(words, self._allowed_words.get(first, 0))
        self._doubled = {_squeezed(word): word for word in self._blocked if " " not in word and len(word) >= _DOUBLED_AT_LEAST - 1}
        self._harmless = frozenset(raw["harmless"]["words"].split())
        self._backwards = {
            word[::-1]: word
            for word in _phrases(raw["block"], ("en", "es"))
            if " " not in word and len(word) >= _REVERSED_AT_LEAST and word[::-1] not in self._harmless
        }
        self._han_blocked = _phrases(raw["block"], _HAN)
        self._han_hinted = _phrases(raw["hint"], _HAN)
        # The longest phrase at a place decides: 火箭 (rocket) is allowed, 火箭筒 (rocket launcher) is not.
        self._han_excused = _any_of(
            (
                *(phrase for one in _HAN for entry in raw["allow"].get(one, "").split() for phrase in expanded(entry)),
                *self._han_blocked,
            )
        )
        self._han = {True: _any_of(self._han_blocked), False: _any_of(self._han_hinted)}
        self._pairs = tuple(
            _Pair(Category(pair["category"]), pair["within"], *(frozenset(_words(pair.get(part, ""))) for part in _PARTS))
            for pair in raw.get("pair", ())
        )
        self._child = re.compile(raw["child"]["rule"])
        self._bathing = re.compile(raw["bathing"]["rule"])
        self._softened = tuple(
            _Softened(frozenset(map(Category, one["categories"])), re.compile(one["told_by"])) for one in raw.get("softened", ())
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
        """Read `lexicon.toml` and `lexicon_other.toml`."""
        raw, other = (
            tomllib.loads(resources.files("generation.safety").joinpath(name).read_text("utf-8"))
            for name in ("lexicon.toml", "lexicon_other.toml")
        )
        for strength in ("block", "hint"):
            for category, entries in other[strength].items():
                known = raw[strength].setdefault(category, {})
                raw[strength][category] = {one: f"{known.get(one, '')} {entries.get(one, '')}" for one in {*known, *entries}}
        raw["allow"] |= other["allow"]
        return cls(raw, policy or Policy.load())

    @functools.cached_property
    def words(self) -> Mapping[str, Category]:
        """Every Western phrase that is blocked wherever it stands."""
        return dict(self._blocked)

    @functools.cached_property
    def own(self) -> frozenset[str]:
        """Those of them that are known backwards, too."""
        return frozenset(self._backwards.values())

    @functools.cached_property
    def han_words(self) -> Mapping[str, Category]:
        """Every Chinese phrase that is blocked wherever it stands."""
        return dict(self._han_blocked)

    def judge(self, text: str, audience: Audience) -> Judgement:
        """Satisfies ports.Moderator: the strictest verdict of the policy on what was found."""
        found = self.find(text)
        return self._policy.judge("lexicon", with_child(found.blocked, found), audience)

    def find(self, text: str) -> Found:
        """What is in a text that is free of disguises. Allow-phrases are taken out first. The last answers are kept."""
        return self._find(text)

    def _look_up(self, text: str) -> Found:
        plain = without_accents(text)
        written = [
            token if (bare := token.rstrip("*#")) == token or not bare.isalpha() else bare for token in _TOKEN.findall(plain)
        ]
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
        meant = (token for token in tokens if token not in self._harmless)
        blocked += (category for token in meant if (category := self._distorted(token)) is not None)
        blocked += self._broken(tokens)
        blocked += self._parted(plain)
        blocked += self._paired(tokens)
        # Most texts have no such sign, and to look for a thousand phrases takes as long as all the rest.
        signs = _HAN_SIGN.search(plain) is not None
        han = self._han_excused.sub(lambda match: match[0] if match[0] in self._han_blocked else " ", plain) if signs else plain
        blocked += (
            self._han_blocked[match]
            for match in (self._han[True].findall(han) if signs else ())
            if not any(near in plain for near in self._told_by.get(match, ()))
        )
        hinted += (self._han_hinted[match] for match in (self._han[False].findall(han) if signs else ()))
        rest = text if len(tokens) == len(written) and all(tokens) else " ".join(token for token in tokens if token)
        if han != plain:
            rest = han
        for softened in self._softened:
            # What a campaign or a lesson says of it is no more than a hint: its meaning decides.
            if blocked and not softened.categories.isdisjoint(blocked) and softened.told_by.search(plain):
                hinted += (category for category in blocked if category in softened.categories)
                blocked = [category for category in blocked if category not in softened.categories]
        child, bathing = (rule.search(plain) is not None for rule in (self._child, self._bathing))
        return Found(tuple(dict.fromkeys(blocked)), tuple(dict.fromkeys(hinted)), rest, child, bathing)

    def _without_allowed(self, tokens: list[str]) -> list[str]:
        """The tokens with each allow-phrase, the longest first, replaced by an empty token, so that nothing joins across it."""
        kept: list[str] = []
        position = 0
        while position < len(tokens):
            for length in range(min(self._allowed_words.get(tokens[position], 0), len(tokens) - position), 0, -1):
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
        if (backwards := self._backwards.get(token)) is not None and token not in self._blocked:
            return self._blocked[backwards]
        if "v" in token and token not in self._hinted and (other := self._blocked.get(token.replace("v", "u"))) is not None:
            return other
        rest = token[1:] if token[:1] == "a" and len(token) > _DOUBLED_AT_LEAST else ""
        if (other := self._blocked.get(rest)) is not None:
            return other  # what is left of "a n u d e"
        word = self._doubled.get(_squeezed(token))
        if word is None or word == token or token in self._hinted:
            return None
        runs, needed = _runs(token), _runs(word)
        enough = all(run >= need for run, need in zip(runs, needed, strict=True))
        long_enough = max(runs) > _DOUBLED_AT_LEAST - 2 or len(word) >= _DOUBLED_AT_LEAST
        return self._blocked[word] if enough and long_enough else None

    def _broken(self, tokens: Sequence[str]) -> Iterator[Category]:
        """Blocked words that were broken into pieces ("dec apit ated"); pieces that are common words do not count."""
        for start, first in enumerate(tokens):
            word, bits = first, int(_is_bit(first))
            for number, following in enumerate(tokens[start + 1 : start + _PIECES] if first and first not in NO_PIECES else (), 1):
                if not following or following in NO_PIECES:
                    break
                word += following
                bits += _is_bit(following)
                least = _IN_BITS_AT_LEAST if bits >= number else _BROKEN_AT_LEAST if number == 1 else _MANY_PIECES_AT_LEAST
                if len(word) >= least and (category := self._blocked.get(word)) is not None:
                    yield category

    def _parted(self, plain: str) -> Iterator[Category]:
        """Blocked words with signs between their letters, and no blank ("po[r]n", "hen(tai)"), or a bracket for a c."""
        for match in _PARTED.finditer(plain):
            pieces = _PARTING.split(match[0])
            for start, length in itertools.product(range(len(pieces)), range(2, _PIECES + 1)):
                word = "".join(pieces[start : start + length])
                if len(word) >= _IN_BITS_AT_LEAST and word in self._blocked:
                    yield self._blocked[word]
        for match in _OPENING.finditer(plain):
            if (category := self._blocked.get(f"c{match[1]}")) is not None:
                yield category

    def _masked(self, token: str) -> Category | None:
        if len(token) < _MASKED_AT_LEAST:
            return None
        pattern = re.compile(re.sub(r"[*#]", ".", token))
        return next((category for word, category in self._blocked.items() if pattern.fullmatch(word) and " " not in word), None)

    def _paired(self, tokens: Sequence[str]) -> Iterator[Category]:
        for pair in self._pairs:
            firsts = [place for place, token in enumerate(tokens) if token in pair.first]
            seconds = [place for place, token in enumerate(tokens) if token in pair.second] if firsts else []
            if seconds and not pair.unless.isdisjoint(tokens):
                continue
            if any(0 < abs(one - other) <= pair.within for one, other in itertools.product(firsts, seconds)):
                yield pair.category


def _is_bit(piece: str) -> bool:
    return len(piece) <= _BIT and piece not in SHORT_WORDS


def with_child(categories: tuple[Category, ...], found: Found) -> tuple[Category, ...]:
    """The categories, led by `minors` where what is sexual or bare has a child in it."""
    return (Category.MINORS, *categories) if found.child and not _ADULT.isdisjoint(categories) else categories


def _phrases(sections: Mapping[str, Mapping[str, str]], languages: Sequence[str]) -> dict[str, Category]:
    return {
        phrase: Category(category)
        for category, entries in sections.items()
        for language in languages
        for entry in entries.get(language, "").split()
        for spelling in expanded(entry)
        for phrase in _written(spelling, language)
    }


def _written(spelling: str, language: str) -> Iterable[str]:
    """The ways in which an entry can come: in Arabic with its article, in Chinese and Japanese with simpler signs as well."""
    if language == "ar":
        return spelling, _ARTICLE + spelling
    return dict.fromkeys((spelling, simplified(spelling))) if language in _HAN else (spelling,)


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
