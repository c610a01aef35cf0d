"""Gathers what a prompt says about place, light, weather and style, and settles it when the whole prompt has been read."""

from dataclasses import dataclass, field
from typing import Final

from generation.sketch.inflection import fold
from generation.sketch.lexicon import Scenery
from generation.sketch.scene import Layer, Place, Relation, Style, Thing, Time, Weather

# Places that the picture of another place already shows: the sea at a beach, the sky nearly everywhere.
_PART_OF: Final = {
    Place.SEA: {Place.BEACH, Place.UNDERWATER, Place.LAKE, Place.RIVER},
    Place.BEACH: {Place.SEA},
    Place.MEADOW: {Place.FARM, Place.PARK, Place.VILLAGE, Place.MOUNTAINS, Place.GARDEN, Place.RIVER, Place.LAKE},
    Place.ROOM: {Place.KITCHEN, Place.CLASSROOM, Place.LIBRARY, Place.CASTLE, Place.TABLE},
    Place.STREET: {Place.CITY, Place.FUTURE_CITY, Place.VILLAGE},
    Place.CITY: {Place.STREET, Place.FUTURE_CITY},
    Place.FUTURE_CITY: {Place.CITY},
    Place.SPACE: {Place.MOON},
    Place.MOON: {Place.SPACE},
    Place.FOREST: {Place.JUNGLE, Place.BAMBOO},
    Place.SNOW: {Place.MOUNTAINS},
}
_FRESH: Final = {Place.RIVER, Place.LAKE}  # nothing stands for them: they are painted or told
_WATER: Final = frozenset({"water", "agua", "水", "水面", "水上"})  # of a river as well as of the sea
_BANKS: Final = {
    Place.MEADOW,
    Place.FOREST,
    Place.JUNGLE,
    Place.BAMBOO,
    Place.MOUNTAINS,
    Place.FARM,
    Place.PARK,
    Place.VILLAGE,
    Place.CITY,
}  # what stands for them stands on the bank
_INDOORS: Final = {
    Place.ROOM,
    Place.KITCHEN,
    Place.CLASSROOM,
    Place.LIBRARY,
    Place.STAGE,
    Place.TABLE,
    Place.UNDERWATER,
    Place.CAVE,
}
_OUTDOORS: Final = {"branch", "empty-nest", "nest-with-eggs", "beehive"}
_NIGHT_ART: Final = {"full-moon", "crescent-moon", "shooting-star"}


@dataclass(frozen=True, slots=True)
class Named:
    """A place that the prompt names; of several the one in the strongest position ("in the ...") is painted."""

    place: Place
    rank: float
    word: str
    scenery: Scenery


@dataclass(slots=True)
class Setting:
    """Everything behind and over the things."""

    places: list[Named] = field(default_factory=list)
    time: Time | None = None
    weather: set[Weather] = field(default_factory=set)
    style: Style | None = None

    def note(self, scenery: Scenery, word: str, rank: float) -> None:
        """Take one scenery word in. The first time and the first style win, weathers add up."""
        if scenery.place is not None:
            self.places.append(Named(scenery.place, rank, word, scenery))
        if self.time is None or (self.time is Time.DAY and scenery.time is not None):
            self.time = scenery.time or self.time
        self.weather |= scenery.weather
        self.style = self.style or scenery.style

    def chosen(self) -> Place | None:
        """The place to paint, if any is named."""
        best = max(self.places, key=lambda named: named.rank, default=None)
        if best is None:
            return None
        if best.place is Place.CITY and any(named.place is Place.FUTURE_CITY for named in self.places):
            return Place.FUTURE_CITY
        if best.place in _BANKS or (best.place is Place.SEA and fold(best.word) in _WATER):
            return next((named.place for named in self.places if named.place in _FRESH), best.place)
        return best.place

    def others(self) -> list[Named]:
        """The named places that the chosen one neither is nor shows, once each."""
        chosen = self.chosen()
        rest: dict[Place, Named] = {}
        for named in self.places:
            shown = named.place is chosen or chosen in _PART_OF.get(named.place, set())
            shown = shown or (named.place is Place.SKY and chosen not in _INDOORS)
            if named.place is Place.SNOW and not shown:
                self.weather.add(Weather.SNOW)
            elif not shown:
                rest.setdefault(named.place, named)
        return list(rest.values())

    def place_for(self, things: tuple[Thing, ...], calls: tuple[Place | None, ...], *, lively: bool = False) -> Place:
        """The chosen place, or the one that the things call for: a whale the sea, a snowman the snow, food alone a table.

        `lively`: an animal or a person is among them, and not inside another thing; they stand on no tablecloth.
        """
        chosen = self.chosen()
        if chosen is not None:
            return chosen
        within = [thing.relation is Relation.INSIDE and thing.of is not None for thing in things]  # a fish in a cup needs no sea
        free = [place for place, inside in zip(calls, within, strict=False) if not inside and place is not None]
        if any(thing.relation is Relation.SWIMMING for thing in things):
            free.append(Place.LAKE)
        if free:
            return free[0]
        if self.weather & {Weather.SNOW, Weather.AURORA}:
            return Place.SNOW
        if any(thing.art in _OUTDOORS for thing in things):
            return Place.GARDEN
        small = [
            thing.scale <= 0.6 and (thing.layer is Layer.GROUND or inside) for thing, inside in zip(things, within, strict=True)
        ]
        if small and all(small) and not lively:
            return Place.TABLE
        return Place.MEADOW

    def time_for(self, things: tuple[Thing, ...]) -> Time:
        """The named time; a moon or a shooting star makes it night."""
        if self.time is None and any(thing.art in _NIGHT_ART for thing in things):
            return Time.NIGHT
        return self.time or Time.DAY
