"""What a reader of a row of phrases keeps in mind, and how it tells which sense of a word is meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from generation.sketch.canvas import Canvas
from generation.sketch.lexicon import Kind, Lexicon, Noun, Scenery, Sense, Tongue
from generation.sketch.scene import Place
from generation.sketch.segment import Unit
from generation.sketch.setting import Setting

Guess = Callable[[Unit], Noun | None]
ADJECTIVES: Final = frozenset({Kind.COLOUR, Kind.SIZE, Kind.NEUTRAL, Kind.FLYING, Kind.MATERIAL, Kind.LOOK})
_WITHIN: Final = frozenset({"in", "inside"})
_RARE: Final = frozenset({"wing", "wings", "trunk", "beak", "mane", "ala", "alas", "trompa", "pico", "melena", "翅膀", "象鼻"})
_ABOUT_TABLES: Final = frozenset({"under", "behind", "beside", "in-front"})
_TABLE_SIZE: Final = 1.1  # natural height up to which it stands on a table that is seen alone
_DOINGS: Final = (Kind.VERB, Kind.POSE, Kind.MISSING)


@dataclass(slots=True)
class Adjectives:
    """What has been said about a noun that has not come yet."""

    count: int | None = None
    count_word: str = ""
    measure: str = ""  # 只, 本
    colour: str | None = None
    colour_word: str = ""
    size: float = 1.0
    size_word: str = ""
    look: str = ""  # "colourful"
    flying: str = ""  # the word for it
    definite: bool = False
    deeds: list[tuple[str, str, str]] = field(default_factory=list)  # "a sleeping cat": relation, art, word


@dataclass(frozen=True, slots=True)
class Link:
    """A preposition or verb whose object has not come yet."""

    how: str
    verb: bool = False
    art: str | None = None  # drawn when no object comes
    word: str = ""


class Reading:
    """The state of reading one prompt."""

    def __init__(self, units: Sequence[Unit], lexicon: Lexicon, guess: Guess) -> None:
        self._units = units
        self._lexicon = lexicon
        self._guess = guess
        self._canvas = Canvas()
        self._setting = Setting()
        self._drawn: list[str] = []
        self._missing: list[str] = []
        self._said = Adjectives()
        self._link: Link | None = None
        self._subjects: list[int] = []
        self._earlier: list[int] = []  # whom the clause before was about
        self._last: int | None = None
        self._near: int | None = None  # the noun that a Spanish adjective may still describe
        self._waiting: list[tuple[str, int]] = []  # relations whose subject has not come yet: "under a tree, a fox"
        self._shared: str | None = None  # "holding a balloon and a flag": the verb that "and" repeats
        self._joined = False  # "and" has just been said
        self._open = False  # the clause has had its relation
        self._head_count: int | None = None  # 一只在树下的狐狸: the number belongs to the fox
        self._of = False  # "of" or "de" has just followed a noun
        self._part: str = ""  # "ojos verdes": the part of a body that has just been named
        self._many = False  # the last noun is a plural without a number
        self._material: int | None = None  # "robot dog": the thing that describes the coming one
        self._swum = ""  # the word for swimming that somebody does without a sprite of its own
        self._postures: list[tuple[tuple[int, ...], str, str]] = []  # who, how, the word for it
        self._at = 0

    def _unit(self, ahead: int) -> Unit | None:
        index = self._at + ahead
        return self._units[index] if 0 <= index < len(self._units) else None

    def _previous(self) -> Kind | None:
        unit = self._unit(-1)
        return unit.senses[0].kind if unit else None

    def _has(self, ahead: int, *kinds: Kind) -> bool:
        """Whether the phrase so far ahead may be of one of these kinds."""
        unit = self._unit(ahead)
        return unit is not None and any(unit.sense(kind) for kind in kinds)

    def _governing(self) -> str | None:
        """The preposition before the coming noun, or in Chinese the one behind it."""
        behind = self._unit(1)
        if behind is not None and (locative := behind.sense(Kind.LOCATIVE)) is not None:
            return locative.value
        if self._link is not None:
            return "in" if self._link.how == "at" else self._link.how
        return None

    def _choose(self, unit: Unit) -> Sense:
        """A word with several senses is read by what stands around it."""
        if len(unit.senses) == 1:
            return unit.senses[0]
        kinds = {sense.kind: sense for sense in unit.senses}
        if Kind.PART in kinds:
            part = kinds.pop(Kind.PART)
            if not kinds or not self._alone(unit):
                return part
        doing = next((kinds[kind] for kind in _DOINGS if kind in kinds), None)
        thing = Kind.NOUN in kinds or Kind.SCENERY in kinds
        if doing is not None and thing and self._acts(unit) and (doing.kind is Kind.VERB or self._has_object()):
            return doing
        scenery = kinds.pop(Kind.SCENERY, None)
        if scenery is not None and scenery.scenery is not None and self._fits(scenery.scenery):
            return scenery
        if Kind.COLOUR in kinds and len(kinds) > 1 and not self._describes(unit):
            kinds.pop(Kind.COLOUR)
        if Kind.FLYING in kinds and Kind.VERB in kinds:
            kinds.pop(Kind.FLYING if self._has(-1, Kind.NOUN, Kind.POSE, Kind.SCENERY) else Kind.VERB)
        if Kind.NEUTRAL in kinds and self._previous() in {None, Kind.BREAK}:  # 画一只猫: "draw me a cat", not a painting
            return kinds[Kind.NEUTRAL]
        return kinds.get(Kind.COLOUR) or next(iter(kinds.values()))

    def _belongs(self, unit: Unit) -> bool:
        """Whether a part of a body is somebody's who is drawn with it: "a cat with green eyes", 大鼻子的猫."""
        owner = self._canvas.drafts[self._last].noun if self._last is not None else None
        if owner is not None and (not owner.alive or unit.word in _RARE):
            return owner.art in self._lexicon.parts.get(unit.word, ())
        if self._has(1, Kind.OF, Kind.NOUN) or (self._said.definite and owner is not None):
            return True
        return owner is not None and self._previous() is not Kind.BREAK

    def _alone(self, unit: Unit) -> bool:
        """Whether nothing else that could be drawn is named: only then a part of a body is a thing of its own."""
        named = (Kind.NOUN, Kind.SCENERY, Kind.UNKNOWN)
        return not any(other.sense(kind) for other in self._units if other is not unit for kind in named)

    def _acts(self, unit: Unit) -> bool:
        """Cooks, swings, cocina: a verb right after the one who does it, else the thing of that name."""
        return unit.tongue is not Tongue.ZH and self._previous() in {Kind.NOUN, Kind.PRONOUN, Kind.THAT} and self._link is None

    def _has_object(self) -> bool:
        """Whether a thing comes soon: "knights guard a castle", but "palace guards"."""
        return any(self._has(ahead, Kind.NOUN, Kind.SCENERY, Kind.UNKNOWN, Kind.PRONOUN) for ahead in range(1, 4))

    def _fits(self, scenery: Scenery) -> bool:
        """Whether a word that is both a backdrop and a thing is the backdrop here."""
        how = self._governing()
        verb = self._link is not None and self._link.verb
        if scenery.place is Place.TABLE and scenery.when and not self._laid():
            return False
        return {
            "in": how in _WITHIN,
            "on": how in {"on", "in"} and not verb,
            "not-over": how != "over",
            "not-on": how != "on",
            "held": not verb,
        }.get(scenery.when, True)

    def _laid(self) -> bool:
        """Whether a table top can be the whole picture: nothing is under it, and nothing is there that is no table's size."""
        tops, things = 0, 0
        for unit in self._units:
            scene, noun, where = (
                unit.sense(Kind.SCENERY),
                unit.sense(Kind.NOUN),
                unit.sense(Kind.RELATION) or unit.sense(Kind.LOCATIVE),
            )
            if where is not None and where.value in _ABOUT_TABLES:
                return False
            place = scene.scenery.place if scene is not None and scene.scenery is not None else None
            tops += place is Place.TABLE
            if place not in {None, Place.TABLE} or (noun is not None and noun.noun is not None and noun.noun.scale > _TABLE_SIZE):
                return False
            things += noun is not None
        return tops == 1 or things == 0

    def _describes(self, unit: Unit) -> bool:
        """Orange, rosa, café: a colour beside a noun, else the thing."""
        if unit.tongue is Tongue.ES:
            return self._near is not None
        return self._has(1, Kind.NOUN, Kind.COLOUR, Kind.SIZE, Kind.UNKNOWN)

    def _noun_follows(self) -> bool:
        """Whether a noun stands ahead before anything that would end its phrase."""
        for ahead in range(1, 5):
            if self._has(ahead, Kind.NOUN, Kind.SCENERY, Kind.UNKNOWN):
                return True
            if not self._has(ahead, *ADJECTIVES, Kind.COUNT, Kind.MEASURE, Kind.OF, Kind.AND):
                return False
        return False
