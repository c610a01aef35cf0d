"""House rules: the phrases that a room's moderators added, found in a text whatever disguise either side wears."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generation.ports import Judgement, Verdict
from generation.safety.disguises import readings, without_accents
from generation.safety.policy import Category
from storage.records import HouseRules

NO_RULES: Final = HouseRules()
# Scripts that put no spaces between words, or glue particles to them: there a phrase counts wherever it stands.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
)
_TOKEN: Final = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_GLUED: Final = re.compile(f"[{_UNSPACED}]")
_PICTOGRAM_MARKS: Final = re.compile("[\ufe0e\ufe0f\u200d]")
_NOTHING: Final = re.compile(r"[\W_]*")
_KEPT: Final = 8192  # phrases that are held ready
_LONG: Final = 5  # letters from which on a phrase is known backwards and in pieces: shorter ones are other words then


@dataclass(frozen=True, slots=True)
class _Read:
    """A reading, ready to be searched.

    `words`: its words with one space between and at both ends; `places`: where each sign of them stands in `folded`, which has
    the signs between the words as well. `run`: the words run together; `starts`: where in it a word begins, and its end.
    """

    folded: str
    words: str
    places: Sequence[int]
    run: str
    starts: frozenset[int]

    @classmethod
    def of(cls, reading: str) -> "_Read":
        folded = _PICTOGRAM_MARKS.sub("", without_accents(reading))
        words, places, glued = [" "], [0], False
        for token in _TOKEN.finditer(folded):
            glues = bool(_GLUED.match(token[0]))
            if glues and glued:  # nothing that stands between signs of such scripts parts them
                words.pop()
                places.pop()
            words += [*token[0], " "]
            places += [*range(*token.span()), token.end()]
            glued = glues
        text = "".join(words)
        pieces = text.split()
        return cls(folded, text, places, "".join(pieces), frozenset(itertools.accumulate(map(len, pieces), initial=0)))

    def spans(self, needle: str) -> Iterator[tuple[int, int]]:
        """Where a needle stands in `folded`."""
        literal = needle.startswith(_LITERAL)
        text, sought = (self.folded, needle[1:]) if literal else (self.words, needle)
        start = text.find(sought)
        while start >= 0:
            end = start + len(sought)
            if literal:
                yield start, end
            else:
                inside = [place for sign, place in zip(sought, self.places[start:end], strict=True) if sign != " "]
                yield inside[0], inside[-1] + 1
            start = text.find(sought, start + 1)


_LITERAL: Final = "\0"  # begins a needle with signs that are no letters: an emoji


@functools.lru_cache(maxsize=_KEPT)
def _needles(phrase: str) -> tuple[str, ...]:
    """What to look for: each reading of a phrase; none for a phrase that is nothing (it would be everywhere)."""
    found: dict[str, None] = {}
    for reading in readings(phrase):
        read = _Read.of(reading)
        body = read.words.strip()
        if any(unicodedata.category(sign) == "So" for sign in read.folded):
            found[_LITERAL + read.folded.strip()] = None
        elif body:
            before, after = ("" if _GLUED.match(sign) else " " for sign in (body[0], body[-1]))
            found[f"{before}{body}{after}"] = None
    return tuple(found)


@functools.lru_cache(maxsize=_KEPT)
def _turns(phrase: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of a blocked phrase: what else to look for (several of it, and backwards), and what to look for in words run together."""
    western = [needle for needle in _needles(phrase) if needle[0] == needle[-1] == " "]
    long = [needle for needle in western if len(needle.replace(" ", "")) >= _LONG]
    more = [f"{needle.rstrip()}{ending} " for needle in western for ending in ("s", "es")]
    return (*more, *(needle[::-1] for needle in long)), tuple(needle.replace(" ", "") for needle in long)


def _in_pieces(text: _Read, compact: str) -> bool:
    """Whether words in a row, run together, are the phrase: "cl own". It begins and ends where words do."""
    start = text.run.find(compact)
    while start >= 0:
        if start in text.starts and start + len(compact) in text.starts:
            return True
        start = text.run.find(compact, start + 1)
    return False


def blocked_by(read: Sequence[str], rules: HouseRules) -> Judgement:
    """BLOCK with the rule "room.<place of the phrase, from 1>" and the category "room", else ALLOW. `read`: a text's readings."""
    texts = [_Read.of(reading) for reading in read] if rules.blocked else []
    for place, phrase in enumerate(rules.blocked, start=1):
        more, compact = _turns(phrase)
        if any(next(text.spans(needle), None) for needle in (*_needles(phrase), *more) for text in texts) or any(
            _in_pieces(text, one) for one in compact for text in texts
        ):
            return Judgement(Verdict.BLOCK, f"room.{place}", (Category.ROOM.value,))
    return Judgement(Verdict.ALLOW)


def without_allowed(read: Sequence[str], rules: HouseRules) -> tuple[str, ...] | None:
    """A text's readings with the allowed phrases replaced by a comma, so that nothing joins across them; None where none stands.

    A reading that was nothing but such phrases is left out: an empty answer says that the whole text was.
    """
    if not rules.allowed:
        return None
    needles = [needle for phrase in rules.allowed for needle in _needles(phrase)]
    texts = [_Read.of(reading) for reading in read]
    rests = [_cut(text.folded, [span for needle in needles for span in text.spans(needle)]) for text in texts]
    if all(rest == text.folded for rest, text in zip(rests, texts, strict=True)):
        return None
    return tuple(dict.fromkeys(" ".join(rest.split()) for rest in rests if not _NOTHING.fullmatch(rest)))


def allowed_in(read: Sequence[str], rules: HouseRules) -> tuple[str, ...]:
    """The allowed phrases that stand in a text. `read`: its readings."""
    texts = [_Read.of(reading) for reading in read]
    return tuple(
        phrase for phrase in rules.allowed if any(next(text.spans(needle), None) for needle in _needles(phrase) for text in texts)
    )


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    rest, end = "", 0
    for start, until in sorted(spans):
        if start >= end:
            rest += f"{text[end:start]} , "
        end = max(end, until)
    return rest + text[end:]
