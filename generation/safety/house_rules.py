"""House rules: the phrases that a room's moderators added, found in a text whatever disguise either side wears."""

import functools
import itertools
import re
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
_LETTER: Final = rf"[^\W_{_UNSPACED}]"
_TOKEN: Final = re.compile(rf"[{_UNSPACED}]+|{_LETTER}+")
_PICTOGRAM_MARKS: Final = re.compile("[\ufe0e\ufe0f\u200d]")
_NOTHING: Final = re.compile(r"[\W_]*")
_KEPT: Final = 64  # rooms whose rules are held ready


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one list, ready to be found. Immutable, so any thread may ask."""

    each: tuple[re.Pattern[str] | None, ...]
    all: re.Pattern[str] | None

    def first(self, read: Sequence[str]) -> int | None:
        """The place (from 1) of the first phrase that stands in any of a text's readings; None for none of them."""
        if self.all is None:
            return None
        found = [folded for folded in map(_folded, read) if self.all.search(folded)]
        hits = (place for place, one in enumerate(self.each, start=1) if one and any(one.search(folded) for folded in found))
        return next(hits, None)

    def without(self, read: Sequence[str]) -> tuple[str, ...] | None:
        """The readings with these phrases replaced by a comma, so that nothing joins across them; None where none stands.

        A reading that was nothing but such phrases is left out: an empty answer says that the whole text was.
        """
        if self.all is None:
            return None
        folded = [_folded(reading) for reading in read]
        rests = [self.all.sub(" , ", reading) for reading in folded]
        if rests == folded:
            return None
        return tuple(dict.fromkeys(" ".join(rest.split()) for rest in rests if not _NOTHING.fullmatch(rest)))


def blocked_by(read: Sequence[str], rules: HouseRules) -> Judgement:
    """BLOCK with the rule "room.<place of the phrase, from 1>" and the category "room", else ALLOW. `read`: a text's readings."""
    place = phrases(rules.blocked).first(read)
    if place is None:
        return Judgement(Verdict.ALLOW)
    return Judgement(Verdict.BLOCK, f"room.{place}", (Category.ROOM.value,))


@functools.lru_cache(maxsize=2 * _KEPT)
def phrases(listed: tuple[str, ...]) -> Phrases:
    """The phrases of a list. CPU work of about 0.2 ms a phrase the first time."""
    patterns = [_pattern(phrase) for phrase in listed]
    return Phrases(
        tuple(re.compile(pattern) if pattern else None for pattern in patterns),
        re.compile("|".join(filter(None, patterns))) if any(patterns) else None,
    )


def _pattern(phrase: str) -> str:
    """What finds a phrase in a folded reading, longest form first; "" for a phrase that is nothing (it would be everywhere)."""
    forms = dict.fromkeys(form for reading in readings(phrase) for form in _forms(_folded(reading)))
    return "|".join(sorted(forms, key=len, reverse=True))


def _forms(folded: str) -> Iterator[str]:
    tokens = _TOKEN.findall(folded)
    if tokens:
        yield _bounded(tokens)
    elif literal := folded.strip():
        yield re.escape(literal)  # an emoji


def _bounded(tokens: Sequence[str]) -> str:
    """Words in a row, with whatever is no letter between them; nothing at all between signs of scripts without spaces."""
    joined = re.escape(tokens[0])
    for before, token in itertools.pairwise(tokens):
        loose = re.match(f"[{_UNSPACED}]", token) or re.match(f"[{_UNSPACED}]", before)
        joined += (r"[\W_]*" if loose else r"[\W_]+") + re.escape(token)
    starts = "" if re.match(f"[{_UNSPACED}]", tokens[0]) else f"(?<!{_LETTER})"
    ends = "" if re.match(f"[{_UNSPACED}]", tokens[-1]) else f"(?!{_LETTER})"
    return f"{starts}{joined}{ends}"


def _folded(reading: str) -> str:
    return _PICTOGRAM_MARKS.sub("", without_accents(reading))
