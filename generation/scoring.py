"""How near a guess is to a secret prompt, 0 to 100, by meaning and in any mix of the three languages.

Both sentences are compared as a whole (`sense`) and element by element: which of the secret's elements the guess names
(`cover`), and how much of the guess is to the point (`aim`). A list of words without grammar is held against the secret one to
one, so that pouring out nouns does not pay. The curves are fitted on judged pairs of guesses; a paraphrase is worth more than half
a copy, half a copy more than a word, and a word more than a list. What contradicts the secret (another colour, number, place, time,
or the roles swapped) then takes its part of the whole (`claims.py`), and so does another thing in the place of the secret's: which
words mean one thing, are kin or are of one kind only, the vocabulary and `kinship.py` know; vectors are asked only beyond.
"""

import difflib
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from generation.claims import Claims, claims_of, left_of, look_alike
from generation.kinship import may_be, may_look
from generation.meaning import Meaning
from generation.ports import Score
from generation.sketch.lexicon import Kind, Lexicon, Noun, Tongue
from generation.sketch.negation import allowed
from generation.sketch.segment import Unit, units

Matrix = npt.NDArray[np.float64]
Curve = tuple[tuple[float, ...], tuple[float, ...]]

MOST_SIGNS: Final = 600  # of either text that are read
MOST_ELEMENTS: Final = 48

# Cosine of two whole sentences to 0..1. Unrelated sentences stay under .19, a good paraphrase is above .65.
_SENSE: Final[Curve] = ((0.15, 0.30, 0.45, 0.55, 0.65, 0.75, 0.85, 0.92), (0.0, 0.10, 0.35, 0.55, 0.74, 0.86, 0.95, 1.0))
# Cosine of two words: below the first they have nothing to do with each other, from the second on they mean the same.
_WORD_FROM, _WORD_TO = 0.38, 0.70
_SAME_CONCEPT: Final = 0.95
_KIN: Final = 0.8  # a ship for a boat, a bird for an eagle
_PART_OF: Final = 0.75  # "sea" of "under the sea"
# Of two words that the vocabulary knows for different things the vectors say only that they are of one kind: dog and cat .67.
_APART: Final = 0.2
_LOOK_ALIKE: Final = 0.55  # orange for red, a river for a lake: near, and yet not what was said
_WEIGHT_OF_SENSE: Final = 0.45
_AIM_BASE, _AIM_SLOPE = 0.4, 1.1
# A guess that is as rich as the secret is lifted, one that leaves out much is held near 60 however well it fits.
_WHOLE: Final[Curve] = ((0.0, 0.1, 0.3, 0.5, 0.7, 0.85, 1.0), (0.0, 0.09, 0.36, 0.68, 0.84, 0.92, 1.0))
_PART: Final[Curve] = ((0.0, 0.3, 0.5, 0.65, 0.8, 1.0), (0.0, 0.34, 0.53, 0.57, 0.62, 0.78))
_WHOLE_FROM, _WHOLE_TO = 0.55, 0.85  # elements of the guess per element of the secret
_OTHER_WORDS: Final = 0.07  # what other words in the same language cost against the secret's own
_ONE_WORD: Final = 0.25
_LIST_BEST: Final = 0.22
_LIGHT_WEIGHT: Final = 0.7  # of verbs, colours and sizes against things and places
_THE_SAME: Final = 0.8  # from this likeness on two elements are one thing
_GOES_WITH: Final = 0.4  # "play" and "piano"
_NAMED: Final = 0.6  # from this likeness on an element counts as named
_MEANT: Final = 0.5  # below this it is something else
_SUBSTITUTED: Final = 0.68  # of a score that goes when all is another thing than the secret's
_LIKELY, _PERHAPS = 0.6, 0.25  # how sure that is of a thing and a place, or a word that is not known; of two deeds
_DENIED: Final = 0.72  # what is left when the guess says that something is not there
_TOO_MANY: Final = 0.4  # weight of somebody who is not in the secret at all
_MAIN: Final = 1.6  # weight of what the sentence is about, against its other elements

_LIGHT: Final = frozenset({Kind.VERB, Kind.FLYING, Kind.POSE, Kind.MISSING, Kind.COLOUR, Kind.SIZE, Kind.MATERIAL})
_CONTENT: Final = _LIGHT | {Kind.NOUN, Kind.SCENERY, Kind.UNKNOWN}
_ARTICLES: Final = frozenset({Kind.DETERMINER, Kind.COUNT})
_GRAMMAR: Final = frozenset(
    {Kind.RELATION, Kind.OF, Kind.MADE, Kind.PRONOUN, Kind.THAT, Kind.LOCATIVE, Kind.AT, Kind.EXIST, Kind.MEASURE}
) | {Kind.VERB, Kind.POSE, Kind.FLYING, Kind.MISSING}
# Said in every sentence and about nothing; most are in the vocabulary, these are not or mean too much there.
_SMALL: Final = """
be is are was am being been has have had do does did very some so as just also than then there here i you he she we they it its
his her their my your our this that these those not no more most up down out off over during while when
es son esta estan era hay ha han muy mas tambien como se su sus lo le les me te nos mi tu que cual cuando mientras durante desde
hasta 有 是 了 着 过 也 都 很 就 又 还 吧 呢 啊 吗 这 那 它 他 她 我 你 们
"""
_SMALL_WORDS: Final = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class _Element:
    """Something a sentence names: as written, folded, in words for the encoder, and the things or places it may stand for."""

    surface: str
    word: str
    words: str
    concepts: frozenset[str]
    things: frozenset[str]  # the sprites of its concepts
    effects: frozenset[str]  # of a setting: its place, time, weather and style
    colour: str
    light: bool
    noun: Noun | None  # when it is a thing before all

    @property
    def alive(self) -> bool:
        return self.noun is not None and self.noun.alive


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence taken apart. `grammar` counts the different words that hold it together, `named` its elements with repetitions."""

    plain: str
    elements: tuple[_Element, ...]
    grammar: int
    named: int
    tongue: Tongue
    claims: Claims
    denied: frozenset[str]

    @property
    def sentence(self) -> str:
        """For the encoder: every word once, for saying it again adds nothing; names instead of emoji."""
        return " ".join(dict.fromkeys(self.plain.split())) or " ".join(element.words for element in self.elements)

    @property
    def bare(self) -> str:
        """Its elements alone, in order."""
        return ("" if self.tongue is Tongue.ZH else " ").join(element.words for element in self.elements)

    @property
    def weights(self) -> Matrix:
        return np.array([_LIGHT_WEIGHT if element.light else 1.0 for element in self.elements])


class _Likeness(Protocol):
    """How alike two sentences are as wholes (0..1), and each element of the one to each of the other (a matrix of 0..1)."""

    def __call__(self, secret: _Said, guess: _Said) -> tuple[float, float, Matrix]: ...


class MeaningScorer:
    """Scores by sentence and word vectors; needs no word in common. May be used from several threads."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self._reader = _Reader()

    def score(self, secret: str, guess: str) -> Score:
        """0 to 100: 100 only for the secret itself, capitals and punctuation aside; 0 for nothing. About 5 ms, runs in the pool."""
        return _score(
            self._reader.read(secret), self._reader.read(guess), self._likeness, same=secret == guess and bool(guess.strip())
        )

    def _likeness(self, secret: _Said, guess: _Said) -> tuple[float, float, Matrix]:
        # The better of the sentence and its bare words: who writes "a frog and a piano" shall not have less than for "frog piano".
        whole = self._meaning.vectors([secret.sentence, guess.sentence, guess.bare])
        cosine = float((whole[1:] @ whole[0]).max())
        ours = self._meaning.vectors([element.words for element in secret.elements])
        theirs = self._meaning.vectors([element.words for element in guess.elements])
        words = (ours @ theirs.T).astype(np.float64)
        return float(np.interp(cosine, *_SENSE)), cosine, (words - _WORD_FROM) / (_WORD_TO - _WORD_FROM)


class WordScorer:
    """Scores by spelling and the known words' concepts alone: exact, the same everywhere, and without the encoder's 100 MB."""

    def __init__(self) -> None:
        self._reader = _Reader()

    def score(self, secret: str, guess: str) -> Score:
        """0 to 100; a synonym that the vocabulary does not know counts for nothing. Under 1 ms."""
        return _score(
            self._reader.read(secret), self._reader.read(guess), self._likeness, same=secret == guess and bool(guess.strip())
        )

    @staticmethod
    def _likeness(secret: _Said, guess: _Said) -> tuple[float, float, Matrix]:
        likeness = np.array([[_spelt_alike(ours, theirs) for theirs in guess.elements] for ours in secret.elements])
        cover, aim = float(likeness.max(axis=1).mean()), float(likeness.max(axis=0).mean())
        sense = 2 * cover * aim / (cover + aim) if cover + aim else 0.0
        return sense, sense, likeness


def _spelt_alike(ours: _Element, theirs: _Element) -> float:
    if ours.concepts & theirs.concepts:
        return _SAME_CONCEPT
    ratio = difflib.SequenceMatcher(None, ours.words[:40], theirs.words[:40], autojunk=False).ratio()
    return 1.0 if ratio > 0.8 else 0.0  # noqa: PLR2004 - a letter or an ending apart


def _score(secret: _Said, guess: _Said, likeness: _Likeness, *, same: bool) -> Score:
    elements = tuple(element.surface for element in secret.elements)
    if same or (secret.plain and secret.plain == guess.plain):
        return Score(100, elements, elements)
    if not secret.elements or not guess.elements:
        return Score(0, (), elements)
    sense, cosine, words = likeness(secret, guess)
    alike = np.clip(words, 0.0, 1.0)
    denied = 0
    for row, ours in enumerate(secret.elements):
        for column, theirs in enumerate(guess.elements):
            least, most = _bounds(ours, theirs)
            alike[row, column] = min(max(float(alike[row, column]), least), most)
            if (ours.word in secret.denied) is not (theirs.word in guess.denied):
                denied += alike[row, column] >= _NAMED
                alike[row, column] = 0.0  # "without a parrot" does not name the parrot
    cover = float(np.average(alike.max(axis=1), weights=secret.weights))
    aim = float(np.average(alike.max(axis=0), weights=guess.weights))

    worth = (_WEIGHT_OF_SENSE * sense + (1 - _WEIGHT_OF_SENSE) * cover) * min(1.0, _AIM_BASE + _AIM_SLOPE * aim)
    dump, one_to_one = _dump(secret, guess, alike)
    richness = float(guess.weights.sum() / secret.weights.sum())
    whole = _ramp(richness, _WHOLE_FROM, _WHOLE_TO) * (1 - dump)
    worth = whole * float(np.interp(worth, *_WHOLE)) + (1 - whole) * float(np.interp(worth, *_PART))
    if secret.tongue is guess.tongue:
        worth *= 1 - _OTHER_WORDS * (1 - _ramp(cosine, 0.8, 0.95))
    # A list is worth what it names one to one, and never much for what it merely throws in.
    listed = max(min(worth, _LIST_BEST, 0.05 + 0.2 * cover), worth * _ramp(one_to_one, 0.3, 0.8))
    worth = (1 - dump) * worth + dump * listed
    worth *= left_of(secret.claims, guess.claims, _same(secret, guess, alike)) * _DENIED ** min(denied, 2)
    worth *= 1 - _SUBSTITUTED * _substituted(secret, guess, alike)
    if _words_in(guess) == 1 < _words_in(secret):
        worth = min(worth, _ONE_WORD)
    points = min(max(round(100 * worth), 0), 99)
    nearest = alike.max(axis=1)
    named = nearest >= _NAMED
    if dump * (1 - one_to_one) > 0.5:  # noqa: PLR2004 - more list than not
        # Of what a list happens to hit one is told, as of a single word: five lists would otherwise find every element.
        named &= np.arange(len(elements)) == nearest.argmax()
    return Score(points, tuple(element for element, hit in zip(elements, named, strict=True) if hit), elements)


def _bounds(ours: _Element, theirs: _Element) -> tuple[float, float]:
    """What the vocabulary knows of how alike two elements are: at least and at most. It knows better than the vectors."""
    if ours.concepts & theirs.concepts:
        return _SAME_CONCEPT, 1.0
    if ours.noun and theirs.noun:
        return _bounds_of_things(ours, theirs)
    shorter, longer = sorted((ours.word.split(), theirs.word.split()), key=len)
    if ours.noun is theirs.noun and len(longer) > len(shorter) == 1 and shorter[0] == longer[-1]:
        return _PART_OF, 1.0
    some, others = ours.effects, theirs.effects
    if some and others and not some & others:
        most = _LOOK_ALIKE if look_alike(some, others) else _APART
    elif (ours.colour and theirs.colour) or (ours.noun and others) or (theirs.noun and some):
        most = _LOOK_ALIKE  # a submarine does not say "under the sea"
    else:
        most = _GOES_WITH if (ours.light and theirs.noun) or (theirs.light and ours.noun) else 1.0
    return 0.0, most


def _bounds_of_things(ours: _Element, theirs: _Element) -> tuple[float, float]:
    pairs = [(one, other) for one in ours.things for other in theirs.things]
    if any(may_be(one, other) for one, other in pairs):
        return _KIN, 1.0
    return (_MEANT, _LOOK_ALIKE) if any(may_look(one, other) for one, other in pairs) else (0.0, _APART)


def _substituted(secret: _Said, guess: _Said, alike: Matrix) -> float:
    """The part of the secret (0..1) for which the guess names something else: the cat is a dog there. One stands for one."""
    weights = secret.weights
    things = [number for number, element in enumerate(secret.elements) if element.noun or not (element.light or element.effects)]
    main = next((number for number in things if secret.elements[number].alive), things[0] if things else None)
    if main is not None:
        weights[main] *= _MAIN
    missing, wrong = alike.max(axis=1) < _MEANT, alike.max(axis=0) < _MEANT
    spare = [element for element, astray in zip(guess.elements, wrong, strict=True) if astray]
    lost = 0.0
    for number in sorted(np.flatnonzero(missing), key=lambda one: one != main):
        ours = secret.elements[number]
        surely = max((_stands_for(ours, theirs) for theirs in spare), default=0.0)
        if surely:
            spare.remove(next(theirs for theirs in spare if _stands_for(ours, theirs) == surely))
            lost += surely * float(weights[number])
    # Who names a cat and a dog, to be right with one of them, has not said the same.
    lost += sum(_TOO_MANY for theirs in spare if theirs.alive and things)
    return min(lost / float(weights.sum()), 1.0)


def _stands_for(ours: _Element, theirs: _Element) -> float:
    """How sure it is (0..1) that an element of the guess is there instead of one of the secret that the guess does not name."""
    if ours.light or theirs.light:
        return _PERHAPS if ours.light and theirs.light and not (ours.concepts or theirs.concepts) else 0.0
    return 1.0 if ours.noun and theirs.noun and ours.alive == theirs.alive else _LIKELY


def _same(secret: _Said, guess: _Said, alike: Matrix) -> dict[str, str]:
    """The words of the secret's elements and, for each, the guess's element that means just this, and nothing else there more."""
    nearest, back = alike.argmax(axis=1), alike.argmax(axis=0)
    return {
        element.word: guess.elements[other].word
        for number, (element, other) in enumerate(zip(secret.elements, nearest, strict=True))
        if back[other] == number and alike[number, other] >= _THE_SAME
    }


def _words_in(said: _Said) -> int:
    return sum(len(element.words.split()) for element in said.elements)


def _dump(secret: _Said, guess: _Said, alike: Matrix) -> tuple[float, float]:
    """How much of a mere list the guess is, and how much of it pairs one to one with the secret's elements (both 0..1)."""
    count = len(guess.elements)
    if guess.named > 2 and guess.named >= 2 * count:  # noqa: PLR2004 - the same words again and again
        return 1.0, 0.0
    loose = 1 - min(1.0, guess.grammar / count / 0.2)
    without_grammar = _ramp(count, 2, 5) * loose
    far_too_many = _ramp(count, 1.5 * len(secret.elements) + 1, 1.5 * len(secret.elements) + 4)
    return max(without_grammar, far_too_many), _paired(alike) / count


def _paired(alike: Matrix) -> float:
    """The likeness that is left when each element may be used once: greedy, the best pair first."""
    left, total = alike.copy(), 0.0
    for _ in range(min(left.shape)):
        row, column = np.unravel_index(int(left.argmax()), left.shape)
        total += max(float(left[row, column]), 0.0)
        left[row, :] = left[:, column] = -1.0
    return total


def _ramp(value: float, start: float, end: float) -> float:
    """0 up to `start`, 1 from `end` on, straight between."""
    return min(max((value - start) / (end - start), 0.0), 1.0)


class _Reader:
    """Takes sentences apart with the sketch's vocabulary of three languages; words it does not know stand for themselves."""

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None
        self._lock = threading.Lock()

    def read(self, text: str) -> _Said:
        # A lone surrogate has no place in UTF-8, and the encoder speaks nothing else.
        clean = text[:MOST_SIGNS].encode("utf-8", "replace").decode("utf-8")
        # Only what people write apart is left apart: "ice-cream" and "ice cream" are one.
        folded = unicodedata.normalize("NFKC", clean)
        plain = " ".join("".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in folded.lower()).split())
        found = units(folded, self._loaded())
        named = [unit for unit in found if _is_content(unit)]
        elements = {unit.word: _element(unit) for unit in named}
        kinds = [unit.senses[0].kind for unit in found]
        articles = sum(kind in _ARTICLES for kind in kinds)
        # Different ones: "a dog with a cat with a house with a car" is a list all the same.
        grammar = len({unit.word for unit, kind in zip(found, kinds, strict=True) if kind in _GRAMMAR})
        # An article before every word ("a dog a cat a house") holds nothing together.
        grammar += min(articles, 1) if articles < 0.5 * len(elements) else 0
        # 蓝色的鲸鱼: the small word is part of the colour there.
        grammar += any(len(unit.word) > 1 and unit.word.endswith("的") for unit in found)
        tongues = [unit.tongue for unit in found]
        tongue = max(set(tongues), key=lambda one: (tongues.count(one), one)) if tongues else Tongue.EN
        return _Said(plain, tuple(elements.values())[:MOST_ELEMENTS], grammar, len(named), tongue, claims_of(found), _denied(found))

    def _loaded(self) -> Lexicon:
        with self._lock:
            if self._lexicon is None:
                self._lexicon = Lexicon.load()
            return self._lexicon


def _denied(found: Sequence[Unit]) -> frozenset[str]:
    """What a sentence says is not there, unless it says elsewhere that it is."""
    there = {id(unit) for unit in allowed(found)}
    return frozenset(unit.word for unit in found if id(unit) not in there) - {unit.word for unit in found if id(unit) in there}


def _is_content(unit: Unit) -> bool:
    return unit.senses[0].kind in _CONTENT and unit.word not in _SMALL_WORDS


def _element(unit: Unit) -> _Element:
    concepts, things, effects, colour = set[str](), set[str](), set[str](), ""
    for sense in unit.senses:
        if sense.noun is not None:
            concepts.add(f"thing {sense.noun.art}")
            things.add(sense.noun.art)
        elif sense.scenery is not None:
            # Only the same effects together are the same: "dawn on the beach" is neither dawn nor beach.
            parts = (sense.scenery.place, sense.scenery.time, sense.scenery.style, *sense.scenery.weather)
            concepts.add("scenery " + " ".join(sorted(f"{type(part).__name__}.{part}" for part in parts if part)))
            effects |= {str(part) for part in parts if part}
        elif sense.kind is Kind.COLOUR:
            concepts.add(f"colour {sense.value}")
            colour = sense.value
    noun = unit.senses[0].noun
    words = unit.surface if any(sign.isalnum() for sign in unit.surface) or noun is None else noun.art.replace("-", " ")
    return _Element(
        unit.surface, unit.word, words, frozenset(concepts), frozenset(things), frozenset(effects), colour,
        unit.senses[0].kind in _LIGHT, noun,
    )  # fmt: skip
