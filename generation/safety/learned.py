"""The learned layer (layer 2): what a sentence means, whatever its words; a small network on its vector, weights in head.npz."""

import io
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Final, TypeAlias

from generation.meaning import Meaning
from generation.ports import Judgement, Verdict
from generation.safety.disguises import without_accents
from generation.safety.lexicon import Lexicon, with_child
from generation.safety.policy import Category, Policy
from storage.records import Audience

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[np.float32]"
# Chosen on sentences that no training had seen and whoever tuned had not read (bench/safety-choice.jsonl): from .75 to .8 the guard
# loses one unsafe text in a hundred and a seventh of its false alarms. Between the limits it is doubtful: "review".
BLOCK_FROM: Final = 0.94
REVIEW_FROM: Final = 0.8
# An ambiguous word in the same text is evidence of its own.
HINTED_FROM: Final = 0.7
# A harmless phrase that sounds bad ("a blood orange") explains much of what sounds bad in the rest.
EXCUSED_FROM: Final = 0.9

# Marks of chat (bold, mentions, quotes, code) and the variants of emoji say nothing about a picture, yet move the vector.
_POINTS: Final = string.punctuation + "…。！？、，；：¡¿“”’«»「」『』《》【】（）–—•·"
_SIGNS: Final = re.compile(
    rf"[@#*`<>\[\](){{}}|~^=_\\/+\"“”«»「」『』《》【】（）•\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|[{re.escape(_POINTS)}]{{2,}}"
)
# A word of two alphabets ("пpивet") is what undoing disguises leaves of another language: it means nothing.
_MIXED: Final = re.compile(r"\S*(?:[a-z][\u0370-\u06ff]|[\u0370-\u06ff][a-z])\S*")
# What is no word of a language with these letters: laughter and singing, and what fingers do on keys (five consonants in a row,
# four vowels of three kinds, a q before another consonant; "qliao" is a word).
_NO_WORD: Final = re.compile(
    r"(?:[hj]+[aeiou]+){2,}[hj]?|(?:b+l+a+h*)+|lo+l+|xd+|([a-z]{1,2})\1{2,}[a-z]?|[a-z]{2,3}([bdlnr][aeiou])\2"
    r"|(?=[a-z]*?(?:(?:([b-df-hj-np-tv-xz])(?!\3)){5}|q[b-df-hj-km-pr-tv-xz]))[a-z]+"
    r"|(?=[a-z]*?([aeiou])(?!\4)([aeiou])(?!\4|\5)[aeiou][aeiou])[a-z]+"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def wordless(text: str) -> bool:
    """Whether all letters of a text make no word: "hahaha", "asdkfjh qwoeiru"."""
    written = _LETTERS.findall(without_accents(text))
    return bool(written) and all(_NO_WORD.fullmatch(one) for one in written)


def legible(text: str) -> str:
    """The text without words of two alphabets; the text itself when it has none."""
    return " ".join(_MIXED.sub(" ", text).split()) if _MIXED.search(text) else text


def plain_words(text: str) -> str:
    """The text as its meaning is judged: signs that are no words, runs of points and points at either end are blanks."""
    return " ".join(_SIGNS.sub(" ", text).split()).strip(_POINTS + " ")


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely a text is unsafe, 0..1, and what it would be then."""

    unsafe: float
    category: Category


@dataclass(frozen=True, slots=True)
class _Head:
    """The network on a sentence vector: one layer within, one score a class, of which the first is "safe"."""

    inner: Floats
    inner_bias: Floats
    matrix: Floats
    bias: Floats
    categories: tuple[Category, ...]

    @classmethod
    def load(cls) -> "_Head":
        """Read `head.npz` (`python -m tools.train_guard` makes it)."""
        import numpy as np  # noqa: PLC0415 - 8 MiB that a chat which is not asked for anything need not hold

        data = resources.files("generation.safety").joinpath("head.npz").read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            names = ("scale", "inner", "inner_bias", "matrix", "bias")
            scale, inner, inner_bias, matrix, bias = (kept[name].astype(np.float32) for name in names)
            return cls(inner * scale, inner_bias, matrix, bias, tuple(Category(str(name)) for name in kept["classes"][1:]))


class Learned:
    """Satisfies ports.Moderator."""

    def __init__(self, meaning: Meaning, lexicon: Lexicon, policy: Policy) -> None:
        self._meaning = meaning
        self._lexicon = lexicon
        self._policy = policy

    @cached_property
    def _head(self) -> _Head:
        return _Head.load()

    def chances(self, text: str) -> Chances:
        """How likely this text is unsafe; 2 ms, the time of one sentence vector."""
        import numpy as np  # noqa: PLC0415 - as above

        head = self._head
        hidden = np.maximum(self._meaning.vector(plain_words(text)) @ head.inner + head.inner_bias, 0)
        scores = hidden @ head.matrix + head.bias
        powers = np.exp(scores - scores.max())
        shares = powers / powers.sum()
        return Chances(float(1 - shares[0]), head.categories[int(shares[1:].argmax())])

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Encode what `judge` will ask for on each of these texts: together they take little longer than one."""
        if len(texts) > 1:
            sentences = (plain_words(self._lexicon.find(legible(text)).rest) for text in texts)
            self._meaning.vectors([sentence for sentence in sentences if sentence])

    def judge(self, text: str, audience: Audience) -> Judgement:
        """Satisfies ports.Moderator. Allow-phrases are taken out first: "a blood orange" is no blood."""
        text = legible(text)
        found = self._lexicon.find(text)
        if not plain_words(found.rest):
            return Judgement(Verdict.ALLOW)
        chances = self.chances(found.rest)
        excused = found.rest != text
        least = EXCUSED_FROM if excused else HINTED_FROM if chances.category in found.hinted else REVIEW_FROM
        if excused and chances.unsafe >= least:
            # What is left of a harmless phrase may be too little to understand, and the whole may sound worse than it is.
            chances = min(chances, self.chances(text), key=lambda one: one.unsafe)
        if chances.unsafe < least:
            return Judgement(Verdict.ALLOW)
        # What is not understood sounds like cursing; words that are cursed with, however they are written, the other layers know.
        if chances.category is Category.PROFANITY and wordless(found.rest):
            return Judgement(Verdict.ALLOW)
        judgement = self._policy.judge("meaning", with_child((chances.category,), found), audience)
        doubtful = chances.unsafe < BLOCK_FROM or (found.bathing and not found.child and chances.category is Category.NUDITY)
        if judgement.verdict is Verdict.BLOCK and doubtful:
            return Judgement(Verdict.REVIEW, judgement.rule, judgement.categories)
        return judgement
