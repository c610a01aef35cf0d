"""The words that the sketch can read, with what each means: loaded once from `vocabulary/`, looked up by form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from generation.sketch import inflection
from generation.sketch.inflection import fold
from generation.sketch.scene import Layer, Place, Style, Time, Weather

VOCABULARY: Final = Path(__file__).parent / "vocabulary"


class Tongue(StrEnum):
    """The three languages of the vocabulary."""

    EN = "en"
    ES = "es"
    ZH = "zh"


class Kind(StrEnum):
    """What a word does in a sentence. The names are the sections of `grammar.txt`, beside nouns and scenery."""

    NOUN = "noun"
    SCENERY = "scenery"
    RELATION = "relation"
    VERB = "verb"
    FLYING = "flying"
    POSE = "pose"
    MISSING = "missing"
    COLOUR = "colour"
    SIZE = "size"
    COUNT = "count"
    DETERMINER = "determiner"
    AND = "and"
    OF = "of"
    MADE = "made"
    PRONOUN = "pronoun"
    THAT = "that"
    LOCATIVE = "locative"
    AT = "at"
    EXIST = "exist"
    NEUTRAL = "neutral"
    MEASURE = "measure"
    PLURAL = "plural"
    MATERIAL = "material"
    NOT = "not"
    PART = "part"  # of a body
    VAGUE = "vague"  # "animals": no particular thing
    LOOK = "look"  # adjectives that no sprite can show
    BREAK = "break"  # punctuation
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing with a sprite. `tint`: what something made of it looks like; `calls_for`: its place when a prompt names none."""

    art: str
    scale: float
    layer: Layer = Layer.GROUND
    alive: bool = False
    held: bool = False
    worn: bool = False
    clothes: bool = False  # that a sprite cannot put on
    seat: bool = False
    inside: bool = False
    mass: bool = False
    played: bool = False
    several: int = 1  # of it unless a number is said
    company: tuple[tuple[str, int], ...] = ()  # what else belongs to it, and how many
    motley: bool = False
    occasion: bool = False
    tint: str | None = None
    calls_for: Place | None = None


@dataclass(frozen=True, slots=True)
class Scenery:
    """What a word does to the backdrop; `stand_in` is drawn instead when another place has won."""

    place: Place | None = None
    time: Time | None = None
    weather: frozenset[Weather] = frozenset()
    style: Style | None = None
    when: str = ""
    stand_in: str | None = None
    stand_ins: int = 1


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a form."""

    kind: Kind
    value: str = ""
    art: str | None = None  # a verb's own object: reading draws a book
    plural: bool = False
    noun: Noun | None = None
    scenery: Scenery | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A first name: who is drawn for it alone and who with a surname. `sure`: it is no other word, also without a capital."""

    child: str
    grown: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Homonym:
    """A word beside one of `near`, or directly behind one of `after`, is read as `instead`; "-" for nothing that is drawn.

    Likewise in a sentence whose other words are in `tongue`.
    """

    near: frozenset[str]
    after: frozenset[str]
    instead: str
    tongue: Tongue | None = None


Senses = tuple[Sense, ...]
LIKENESS: Final = "likeness"  # the value of a noun that stands for somebody known: drawn is a person, not this one
UNDRAWN: Final = "undrawn"  # the value of an UNKNOWN sense of a word that the vocabulary does list
_LITTLE: Final = "little"  # the value of a diminutive that is made by rule
_SURNAMES: Final = "王李张刘陈杨赵黄周吴孙"
_FULL: Final = 3  # letters from which a Chinese name has its surname
_GROWN: Final = {"girl": "woman", "boy": "man"}
_SPANISH_ADJECTIVES: Final = ("oso", "ado", "urno", "scuro")
_LAYERS: Final = frozenset(str(layer) for layer in Layer)


@dataclass(slots=True)
class Lexicon:
    """Forms (folded) to their senses, per language; `names` are the singular nouns, for matching by meaning."""

    forms: dict[Tongue, dict[str, Senses]] = field(default_factory=lambda: {tongue: {} for tongue in Tongue})
    symbols: dict[str, Senses] = field(default_factory=dict)
    nouns: dict[str, Noun] = field(default_factory=dict)
    names: dict[Tongue, dict[str, Noun]] = field(default_factory=lambda: {tongue: {} for tongue in Tongue})
    first_names: dict[str, Name] = field(default_factory=dict)  # English and Spanish; Chinese ones are nouns among the forms
    chinese_names: set[str] = field(default_factory=set)
    homonyms: dict[str, list[Homonym]] = field(default_factory=dict)
    parts: dict[str, set[str]] = field(default_factory=dict)  # a part's names to the arts that show it; "+": all that live
    most_words: int = 1
    most_letters: int = 1  # of a Chinese word

    @classmethod
    def load(cls, folder: Path = VOCABULARY) -> Self:
        """Read all files (about 0.1 s)."""
        lexicon = cls()
        lexicon._read_things(folder / "things.txt", known_only=False)
        lexicon._read_scenery(folder / "scenery.txt")
        lexicon._read_grammar(folder / "grammar.txt")
        lexicon._read_things(folder / "emoji.txt", known_only=True)
        lexicon._read_undrawn(folder / "undrawn.txt")
        lexicon._read_names(folder / "names.txt")
        lexicon._read_homonyms(folder / "homonyms.txt")
        lexicon._read_parts(folder / "parts.txt")
        for tongue in (Tongue.EN, Tongue.ES):
            lexicon.most_words = max(lexicon.most_words, *(form.count(" ") + 1 for form in lexicon.forms[tongue]))
        lexicon.most_letters = max(map(len, lexicon.forms[Tongue.ZH]))
        return lexicon

    def _read_things(self, path: Path, *, known_only: bool) -> None:
        """Things of the hand-made list win; the emoji names only fill gaps (`known_only` adds no second sense to a form)."""
        marks: list[str] = []
        for section, head, columns in _rows(path):
            if section is not None:
                marks = section
                continue
            art, scale, *own = head
            noun = self.nouns.get(art) if known_only else None
            noun = noun or _noun(art, float(scale), [*marks, *own])
            self.nouns.setdefault(art, noun)
            for tongue, entries in columns:
                for entry in entries:
                    if entry.startswith("!"):  # the symbol itself
                        self.symbols.setdefault(entry[1:], (Sense(Kind.NOUN, art, noun=noun),))
                        continue
                    self._add_noun(tongue, entry, noun, gaps_only=known_only)
        if not known_only:
            self._add_diminutives()

    def _add_noun(self, tongue: Tongue, entry: str, noun: Noun, *, gaps_only: bool) -> None:
        for form, plural in _noun_forms(tongue, entry, mass=noun.mass):
            if gaps_only and form in self.forms[tongue]:
                continue
            self._add(tongue, form, Sense(Kind.NOUN, noun.art, plural=plural, noun=noun))
            if not plural:
                self.names[tongue].setdefault(form, noun)

    def _read_names(self, path: Path) -> None:
        for _, (child,), columns in _rows(path):
            for tongue, entries in columns:
                for entry in entries:
                    name = fold(entry.rstrip("?"))
                    if tongue is Tongue.ZH:
                        for full in (name, *(surname + name for surname in _SURNAMES if len(name) < _FULL)):
                            self._add(tongue, full, Sense(Kind.NOUN, child, noun=self.nouns[child]))
                            self.chinese_names.add(full)
                        continue
                    senses = (*self.forms[Tongue.EN].get(name, ()), *self.forms[Tongue.ES].get(name, ()))
                    # A diminutive that no list names is no word here: "Lupita" is hardly ever a small magnifying glass.
                    sure = not entry.endswith("?") and all(sense.value == _LITTLE for sense in senses)
                    self.first_names.setdefault(name, Name(child, _GROWN[child], sure))

    def _read_parts(self, path: Path) -> None:
        for _, arts, columns in _rows(path):
            for _, entries in columns:
                for entry in entries:
                    self.parts.setdefault(fold(entry), set()).update(arts)

    def _read_homonyms(self, path: Path) -> None:
        for line in path.read_text("utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            word, cues, instead = (fold(cell.strip()) for cell in line.split("|"))
            words = [cue.strip() for cue in cues.split(",")]
            near = frozenset(cue for cue in words if cue[0] not in "<@")
            after = frozenset(cue[1:] for cue in words if cue.startswith("<"))
            tongue = next((Tongue(cue[1:]) for cue in words if cue.startswith("@")), None)
            self.homonyms.setdefault(word, []).append(Homonym(near, after, instead, tongue))

    def _add_diminutives(self) -> None:
        """After all nouns, because "palomitas" are popcorn before they are little doves."""
        for name, noun in list(self.names[Tongue.ES].items()):
            for form in inflection.spanish_diminutives(name):
                for number, plural in ((form, False), *((many, True) for many in inflection.spanish_plurals(form))):
                    if number not in self.forms[Tongue.ES]:
                        self._add(Tongue.ES, number, Sense(Kind.NOUN, _LITTLE, plural=plural, noun=noun))

    def _read_scenery(self, path: Path) -> None:
        for section, head, columns in _rows(path):
            if section is not None:
                continue
            scenery = _scenery(head)
            for tongue, entries in columns:
                for entry in entries:
                    if entry.startswith("!"):
                        self.symbols[entry[1:]] = (Sense(Kind.SCENERY, entry[1:], scenery=scenery),)
                        continue
                    for form in _scenery_forms(tongue, fold(entry)):
                        self._add(tongue, form, Sense(Kind.SCENERY, entry, scenery=scenery))

    def _read_grammar(self, path: Path) -> None:
        kind = Kind.NEUTRAL
        for section, head, columns in _rows(path):
            if section is not None:
                kind = Kind(section[0])
                continue
            art = head[1] if len(head) > 1 else None
            for tongue, entries in columns:
                for entry in entries:
                    for form in _grammar_forms(kind, tongue, entry):
                        self._add(tongue, form, Sense(kind, head[0], art))

    def _read_undrawn(self, path: Path) -> None:
        """Nouns that no sprite shows: known as words, so that they are neither cut to pieces nor taken for a slip of the pen."""
        for _, _, columns in _rows(path):
            for tongue, entries in columns:
                for entry in entries:
                    for form, plural in _noun_forms(tongue, entry, mass=False):
                        if form not in self.forms[tongue]:
                            self._add(tongue, form, Sense(Kind.UNKNOWN, UNDRAWN, plural=plural))

    def _add(self, tongue: Tongue, form: str, sense: Sense) -> None:
        """A form keeps one sense of each kind; the first that names it wins."""
        senses = self.forms[tongue].get(form, ())
        if form and all(sense.kind != other.kind for other in senses):
            self.forms[tongue][form] = (*senses, sense)


Row = tuple[list[str] | None, list[str], list[tuple[Tongue, list[str]]]]


def _rows(path: Path) -> Iterator[Row]:
    """Sections (marks, [], []) and lines (None, head words, columns) of a vocabulary file."""
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            yield line[1 : line.index("]")].split(), [], []
            continue
        head, *columns = line.split("|")
        cells = [[word.strip() for word in column.split(",") if word.strip()] for column in columns]
        yield None, head.split(), list(zip(Tongue, cells, strict=True))


def _noun(art: str, scale: float, marks: Iterable[str]) -> Noun:
    layer, tint, place, several, letters = Layer.GROUND, None, None, 1, set[str]()
    company: list[tuple[str, int]] = []
    for mark in marks:
        if mark in _LAYERS:
            layer = Layer(mark)
        elif mark.startswith("="):
            tint = mark[1:]
        elif mark.startswith("@"):
            place = Place(mark[1:])
        elif mark[1:].isdecimal() and mark.startswith("&"):
            several = int(mark[1:])
        elif mark.startswith("&"):
            other, _, count = mark[1:].partition("*")
            company.append((other, int(count)))
        else:
            letters.add(mark)
    return Noun(
        art, scale, layer,
        alive="+" in letters, held="h" in letters, worn="w" in letters, clothes="b" in letters,
        seat="s" in letters, inside="c" in letters, mass="m" in letters, played="p" in letters, motley="%" in letters,
        occasion="o" in letters,
        several=several, company=tuple(company), tint=tint, calls_for=place,
    )  # fmt: skip


def _scenery(head: list[str]) -> Scenery:
    place, time, style = None, None, None
    weather = set[Weather]()
    for effect in head[0].split("+"):
        what, _, value = effect.partition(".")
        if what == "place":
            place = Place(value)
        elif what == "time":
            time = Time(value)
        elif what == "style":
            style = Style(value)
        else:
            weather.add(Weather(value))
    stand_in = next((mark[1:] for mark in head[1:] if mark.startswith("~")), None)
    art, _, count = (stand_in or "").partition("*")
    when = next((mark for mark in head[1:] if not mark.startswith("~")), "")
    return Scenery(place, time, frozenset(weather), style, when, art or None, int(count or 1))


def _noun_forms(tongue: Tongue, entry: str, *, mass: bool) -> Iterator[tuple[str, bool]]:
    """Every form with whether it is a plural; "^papá" stands as it is, because without its accent it is a potato."""
    if entry.startswith("^"):
        yield entry[1:], False
        return
    if tongue is Tongue.ZH:
        yield fold(entry), entry.endswith("们")
    elif tongue is Tongue.EN:
        singular, tilde, plural = fold(re.sub(r"[-'’]", " ", entry)).partition("~")
        yield singular, False
        if not mass:
            yield plural if tilde else inflection.english_plural(singular), True
    else:
        for word in inflection.spanish_genders(fold(entry)):
            yield word, False
            for plural in inflection.spanish_plurals(word):
                yield plural, True


def _scenery_forms(tongue: Tongue, entry: str) -> Iterator[str]:
    yield entry
    if tongue is Tongue.EN and " " not in entry:
        yield inflection.english_plural(entry)
    elif tongue is Tongue.ES:
        yield from inflection.spanish_plurals(entry)
        if entry.endswith(_SPANISH_ADJECTIVES):  # never of a noun: puerto is a harbour, puerta a door
            yield from inflection.spanish_adjective(entry)


def _grammar_forms(kind: Kind, tongue: Tongue, entry: str) -> Iterator[str]:
    word = fold(entry)
    if word.endswith("="):
        yield word[:-1]
    elif tongue is Tongue.ZH:
        yield word
    elif kind in {Kind.VERB, Kind.POSE, Kind.MISSING}:
        yield from inflection.english_verb(word) if tongue is Tongue.EN else inflection.spanish_verb(word)
    elif tongue is Tongue.ES and kind in {Kind.COLOUR, Kind.SIZE, Kind.FLYING, Kind.NEUTRAL, Kind.MATERIAL, Kind.LOOK}:
        yield from inflection.spanish_adjective(word)
    elif (
        tongue is Tongue.ES
        and kind is Kind.RELATION
        and word.startswith(("sentado", "parado", "acostado", "tumbado", "posado", "subido", "metido"))
    ):
        first, _, rest = word.partition(" ")
        for form in inflection.spanish_adjective(first):
            yield f"{form} {rest}"
    else:
        yield word
