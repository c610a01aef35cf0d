"""Leaves out of a row of phrases what the prompt says must not be there: "without cars", "sin nubes", 没有云, "not a dog"."""

from collections.abc import Iterator, Sequence
from typing import Final

from generation.sketch.lexicon import Kind, Tongue
from generation.sketch.scene import Part, Weather
from generation.sketch.segment import Unit

# What may stand before the noun in a forbidden phrase.
_BEFORE: Final = (
    Kind.DETERMINER,
    Kind.COUNT,
    Kind.MEASURE,
    Kind.COLOUR,
    Kind.SIZE,
    Kind.FLYING,
    Kind.MATERIAL,
    Kind.NEUTRAL,
    Kind.EXIST,
)
_DEEDS: Final = (Kind.VERB, Kind.POSE, Kind.MISSING)
_NAMES: Final = (Kind.NOUN, Kind.SCENERY, Kind.UNKNOWN, Kind.PART)
_PLACING: Final = (Kind.RELATION, Kind.AT)
_OR: Final = frozenset({"or", "nor", "o", "u", "ni", "或", "或者"})
# Words after which something is meant to be there again.
_TURNS: Final = _OR | {"but", "only", "just", "pero", "sino", "solo", "但", "但是", "而是", "只", "只有"}
_QUALIFIED: Final = (Kind.SIZE, Kind.COLOUR)
_PARTS: Final = {
    "sun": Part.SUN,
    "full-moon": Part.MOON,
    "crescent-moon": Part.MOON,
    "star": Part.STARS,
    "cloud": Part.CLOUDS,
    "deciduous-tree": Part.TREES,
    "palm-tree": Part.TREES,
    "blossom": Part.FLOWERS,
}
_SKY: Final = {
    Weather.CLOUDS: Part.CLOUDS,
    Weather.SUNNY: Part.SUN,
    Weather.STARS: Part.STARS,
    Weather.MOONLIGHT: Part.MOON,
    Weather.SNOW: Part.SNOW,
}


def allowed(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The phrases without negators and without what they forbid.

    A negator forbids the noun phrase behind it, with its verb or preposition, and the bare nouns that "or", "and" or a comma
    add to it: "no dogs or cats", but of "no dogs and a cat" the cat stays.
    """
    kept: list[Unit] = []
    at = 0
    while at < len(units):
        sense = units[at].sense(Kind.NOT)
        if sense is None:
            kept.append(units[at])
            at += 1
        elif sense.value == "alone":
            at += 1
        elif _is(units, at - 1, Kind.DETERMINER, Kind.MEASURE) and _is(units, _adverbs(units, at + 1), Kind.SIZE, Kind.COLOUR):
            at = _adjectives(units, at + 1)  # "a not very big dog", 一只不大的狗
        else:
            at = _behind(units, at + 1)
    return tuple(kept)


def forbidden(units: Sequence[Unit]) -> Iterator[tuple[str, Unit]]:
    """Every phrase that is left out, with its negator and article as the person wrote them: ("without a", tail)."""
    kept = {id(unit) for unit in allowed(units)}
    negator = ""
    for at, unit in enumerate(units):
        if unit.sense(Kind.NOT) is not None:
            negator = unit.surface
        elif id(unit) not in kept and negator and not _is(units, at - 1, *_QUALIFIED) and not _is(units, at + 1, *_QUALIFIED):
            article = f" {units[at - 1].surface}" if _is(units, at - 1, Kind.DETERMINER) and unit.tongue is not Tongue.ZH else ""
            yield negator + article, unit


def barred(units: Sequence[Unit]) -> frozenset[Part]:
    """What backdrops must not show either; a part with an adjective ("no tall trees") says nothing about all of them."""
    kept = {id(unit) for unit in allowed(units)}
    parts: set[Part] = set()
    for at, unit in enumerate(units):
        if id(unit) in kept or _is(units, at - 1, *_QUALIFIED) or _is(units, at + 1, *_QUALIFIED):
            continue
        for sense in unit.senses:
            if sense.noun is not None and sense.noun.art in _PARTS:
                parts.add(_PARTS[sense.noun.art])
            elif sense.scenery is not None:
                parts |= {part for weather, part in _SKY.items() if sense.scenery.weather == {weather}}
    return frozenset(parts)


def _behind(units: Sequence[Unit], at: int) -> int:
    """Where the forbidden phrase that starts at `at` ends."""
    at = _adjectives(units, at)
    while _is(units, at, *_DEEDS) and not _is(units, at, Kind.NOUN):
        at = _adjectives(units, at + 1)
    if _is(units, at, *_PLACING):
        at = _adjectives(units, at + 1)
    at = _noun(units, at)
    while True:
        following = _listed(units, at)
        if following is None:
            return at
        at = _noun(units, following)


def _noun(units: Sequence[Unit], at: int) -> int:
    """Behind the noun phrase that starts at `at`: "hats of straw", "un sombrero rojo", 戴帽子的."""
    if not _is(units, at, *_NAMES):
        return at
    tongue = units[at].tongue
    more = (Kind.UNKNOWN,) if tongue is Tongue.ES else (Kind.NOUN, Kind.UNKNOWN)  # "race cars"; never "under the sea"
    at += 1
    while _is(units, at, *more):
        at += 1
    if _is(units, at, Kind.LOCATIVE):
        at += 1
    if tongue is Tongue.ZH:
        return at + 1 if _is(units, at, Kind.OF) else at
    if tongue is Tongue.ES:
        while _is(units, at, Kind.COLOUR, Kind.SIZE, Kind.FLYING):
            at += 1
    if _is(units, at, Kind.OF, Kind.MADE) and _is(units, _adjectives(units, at + 1), *_NAMES):
        return _noun(units, _adjectives(units, at + 1))
    return at


def _listed(units: Sequence[Unit], at: int) -> int | None:
    """Where the next forbidden noun of a list starts, if the list goes on."""
    if at >= len(units):
        return None
    unit = units[at]
    if unit.word == "," and _is(units, at + 1, Kind.AND, Kind.NEUTRAL):
        at += 1
        unit = units[at]
    if unit.word in _OR:
        after = _adjectives(units, at + 1)
        return after if _is(units, after, *_NAMES) else None
    if unit.sense(Kind.AND) and _is(units, at + 1, *_NAMES):  # "without cars and people", but "and a dog"
        return at + 1
    if unit.word == "," and _is(units, at + 1, *_NAMES) and _or_ahead(units, at + 1):
        return at + 1
    return None


def _or_ahead(units: Sequence[Unit], at: int) -> bool:
    """Whether bare nouns and commas lead to an "or": "without cars, people or dogs"."""
    while _is(units, at, *_NAMES) or (at < len(units) and units[at].word == ","):
        at += 1
    return at < len(units) and units[at].word in _OR


def _adjectives(units: Sequence[Unit], at: int) -> int:
    while _is(units, at, *_BEFORE) and not _is(units, at, Kind.NOUN, Kind.SCENERY) and units[at].word not in _TURNS:
        at += 1
    return at


def _adverbs(units: Sequence[Unit], at: int) -> int:
    while _is(units, at, Kind.NEUTRAL):
        at += 1
    return at


def _is(units: Sequence[Unit], at: int, *kinds: Kind) -> bool:
    return 0 <= at < len(units) and any(units[at].sense(kind) for kind in kinds)
