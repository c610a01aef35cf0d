"""What a sentence claims about its things (colour, number, who does what to whom, where and when), and what contradicts it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, TypeVar

from generation.sketch.lexicon import Kind, Scenery, Sense, Tongue
from generation.sketch.scene import Place, Weather
from generation.sketch.segment import Unit

# What one contradiction leaves of a score: of 95 points a wrong colour takes 17, a wrong place 19, swapped roles 24.
WRONG_COLOUR: Final = 0.82
WRONG_NUMBER: Final = 0.82
WRONG_PLACE: Final = 0.80
WRONG_TIME: Final = 0.86
WRONG_SKY: Final = 0.86
SWAPPED: Final = 0.75
LEAST: Final = 0.5  # of several together

_ALIKE: Final = tuple(
    frozenset(group.split())
    for group in (
        # Colours that people take for one another.
        "red orange", "orange yellow", "yellow gold", "orange brown", "red pink", "pink purple", "blue purple", "blue turquoise",
        "green turquoise", "grey silver", "white silver", "black grey",
        # Places that look alike, and times that follow each other.
        "forest jungle bamboo", "sea beach lake river underwater", "mountains snow", "city future-city street village",
        "garden park meadow farm village", "room kitchen", "room classroom", "room library", "space moon", "sunset night",
    )
)  # fmt: skip
# "on" has a direction; "beside" and "with" have none, and of "in" and "to" each language thinks differently.
_DIRECTED: Final = frozenset({"on", "under", "behind", "in-front", "inside", "over"})
_TURNING: Final = frozenset({"by", "por", "被", "把"})  # words that turn who does it and who suffers it round
# The vocabulary gives "some", "several", "a group of" and their kin a number from among these, so that they can be drawn.
_LOOSE: Final = frozenset({3, 4, 5, 6, 12})
_EXACT: Final = frozenset(
    {"three", "four", "five", "six", "twelve", "dozen", "tres", "cuatro", "cinco", "seis", "doce", "docena", "trio"}
)
_FOUL: Final = frozenset({Weather.RAIN, Weather.SNOW, Weather.STORM})
_THINGS: Final = frozenset({Kind.NOUN, Kind.UNKNOWN})
_ENDS: Final = frozenset({Kind.BREAK, Kind.RELATION, Kind.VERB, Kind.AND, Kind.POSE, Kind.LOCATIVE, Kind.SCENERY})
T = TypeVar("T", str, int)
_DIFFERENT: Final = ""  # said of two things of the same name in different ways


@dataclass(slots=True)
class Claims:
    """By the word of a thing: its colour and its number. `deeds` are (who, what, to whom); the other three hold for the whole."""

    colours: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    deeds: list[tuple[str, str, str]] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    times: set[str] = field(default_factory=set)
    skies: set[str] = field(default_factory=set)  # "fair" or "foul"


def claims_of(units: Sequence[Unit]) -> Claims:
    """What these words claim. Only what stands close together counts: it is better to miss a claim than to invent one."""
    listener = _Listener()
    for unit in units:
        listener.hear(unit)
    return listener.claims


class _Listener:
    """Goes through a sentence word by word and remembers what is said of the thing that comes, or came just now."""

    def __init__(self) -> None:
        self.claims = Claims()
        self._colour = ""
        self._number = 0
        self._named: str | None = None  # the last thing
        self._maker: str | None = None  # who does what is being told, and what it is
        self._deed = ""
        self._suffered: tuple[str, str] | None = None  # what is done to whom, before 的 and whoever does it: 骑着马的兔子

    def hear(self, unit: Unit) -> None:
        sense = unit.senses[0]
        if sense.scenery is not None:
            self._setting(sense.scenery)
        if sense.kind is Kind.COLOUR:
            self._coloured(unit, sense.value)
        elif sense.kind is Kind.COUNT:
            self._number = _counted(unit, sense)
        elif sense.kind is Kind.DETERMINER:
            self._number = 1 if sense.value == "a" else 0
        elif sense.kind in _THINGS:
            self._thing(unit, sense)
        elif sense.kind in _ENDS:
            self._done(unit, sense)
        if unit.word in _TURNING:
            self._deed = ""
        if sense.kind is not Kind.OF and sense.kind not in _THINGS:
            self._suffered = None

    def _setting(self, scenery: Scenery) -> None:
        if scenery.place is not None:
            self.claims.places.add(str(scenery.place))
        elif Weather.SNOW in scenery.weather:
            self.claims.places.add(str(Place.SNOW))
        self.claims.skies |= {"foul"} if scenery.weather & _FOUL else {"fair"} if Weather.SUNNY in scenery.weather else set()
        if scenery.time is not None:
            self.claims.times.add(str(scenery.time))

    def _coloured(self, unit: Unit, colour: str) -> None:
        if self._named is not None and unit.tongue is Tongue.ES:
            _claim(self.claims.colours, self._named, colour, _DIFFERENT)
        else:
            self._colour = colour

    def _thing(self, unit: Unit, sense: Sense) -> None:
        if self._colour:
            _claim(self.claims.colours, unit.word, self._colour, _DIFFERENT)
        if self._maker is not None and self._deed:
            self.claims.deeds.append((self._maker, self._deed, unit.word))
        if self._suffered is not None:
            self.claims.deeds.append((unit.word, *self._suffered))
        self._suffered = (self._deed, unit.word) if self._deed and self._maker is None else None
        self._colour, self._deed, self._maker, self._named = "", "", None, unit.word
        if sense.kind is Kind.NOUN:  # "two fluffy dogs": the number waits for its noun
            if self._number and not (self._number == 1 and sense.plural):
                _claim(self.claims.numbers, unit.word, self._number, 0)
            self._number = 0

    def _done(self, unit: Unit, sense: Sense) -> None:
        """A word after which something new begins, or a deed whose maker was named just before."""
        relation = sense.kind is Kind.RELATION and sense.value in _DIRECTED and unit.tongue is not Tongue.ZH
        if self._named is not None and (relation or sense.kind is Kind.VERB):
            self._maker, self._deed = self._named, sense.value
        elif sense.kind is Kind.VERB and unit.tongue is Tongue.ZH:
            self._maker, self._deed = None, sense.value
        elif sense.kind in {Kind.BREAK, Kind.AND}:
            self._maker, self._deed = None, ""
        self._named, self._number = None, 0


def _counted(unit: Unit, sense: Sense) -> int:
    number = unit.number or int(sense.value or 0)
    return number if unit.number or number not in _LOOSE or _EXACT & set(unit.word.split()) else 0


def _claim(claims: dict[str, T], word: str, value: T, different: T) -> None:
    claims[word] = value if claims.get(word, value) == value else different


def left_of(secret: Claims, guess: Claims, same: Mapping[str, str]) -> float:
    """How much of a score contradictions leave, `LEAST` to 1. `same`: words of the secret's things to the guess's for them."""
    left = 1.0
    for word, other in same.items():
        ours, theirs = secret.colours.get(word), guess.colours.get(other)
        left *= WRONG_COLOUR if ours and theirs and not look_alike({ours}, {theirs}) else 1.0
        many, few = secret.numbers.get(word), guess.numbers.get(other)
        left *= WRONG_NUMBER if many and few and many != few else 1.0
    for who, what, whom in secret.deeds:
        if who in same and whom in same and (same[whom], what, same[who]) in guess.deeds:
            left *= SWAPPED
    if secret.places and guess.places and not look_alike(secret.places, guess.places):
        left *= WRONG_PLACE
    if secret.times and guess.times and not look_alike(secret.times, guess.times):
        left *= WRONG_TIME
    if secret.skies and guess.skies and not secret.skies & guess.skies:
        left *= WRONG_SKY
    return max(left, LEAST)


def look_alike(some: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Whether people take one of these colours, places or times for one of those."""
    return bool(some & others) or any(some & group and others & group for group in _ALIKE)
