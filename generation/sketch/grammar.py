"""Reads a row of phrases from left to right into things, relations and a backdrop; one reading for all three languages."""

from typing import Final

from generation.sketch.canvas import Draft
from generation.sketch.deeds import ALONE
from generation.sketch.lexicon import Kind, Scenery, Sense, Tongue
from generation.sketch.nouns import WATERS, Nouns
from generation.sketch.reading import ADJECTIVES, Adjectives, Link
from generation.sketch.scene import Layer, Place, Relation, Scene, Style
from generation.sketch.segment import Unit

_LITTLE, _LARGE = 0.5, 2.0  # a "big city" is a city; a giant one is not shown
_PLACED: Final = {"in", "inside", "on", "over", "under", "flying", "to"}
# Colours that places have anyway: nothing is lost when "a green meadow" is just a meadow.
_OWN_COLOURS: Final = {
    "green": {Place.MEADOW, Place.FOREST, Place.JUNGLE, Place.GARDEN, Place.PARK, Place.BAMBOO, Place.MOUNTAINS, Place.FARM},
    "blue": {Place.SEA, Place.UNDERWATER, Place.LAKE, Place.RIVER, Place.SKY},
    "turquoise": {Place.SEA, Place.UNDERWATER},
    "white": {Place.SNOW},
    "gold": {Place.BEACH, Place.DESERT},
    "yellow": {Place.BEACH, Place.DESERT},
    "black": {Place.SPACE, Place.CAVE},
    "grey": {Place.MOON, Place.CAVE},
    "red": {Place.VOLCANO},
}
_ME: Final = frozenset({"me", "i", "yo", "我"})
_SMALL: Final = frozenset(
    {Kind.BREAK, Kind.AND, Kind.OF, Kind.PRONOUN, Kind.THAT, Kind.POSE, Kind.MISSING, Kind.VAGUE, Kind.EXIST, Kind.PLURAL}
)


class Composer(Nouns):
    """Reads one prompt; used once."""

    def read(self) -> Scene:
        """The scene; every word ends up as drawn, missing or of no matter."""
        while self._at < len(self._units):
            unit = self._units[self._at]
            sense = self._choose(unit)
            self._take(unit, sense)
            self._at += 1
        self._finish_clause()
        self._unused_adjectives()
        return self._scene()

    def _take(self, unit: Unit, sense: Sense) -> None:
        kind = sense.kind
        if kind not in {*ADJECTIVES, Kind.SCENERY, Kind.OF}:
            self._near = None
        if kind not in ADJECTIVES:
            self._part = ""
        if kind is Kind.NOUN and sense.noun is not None:
            self._noun(unit, self._kind(sense.noun), plural=sense.plural)
        elif kind is Kind.SCENERY and sense.scenery is not None:
            self._scenery(unit, sense.scenery)
        elif kind in {Kind.RELATION, Kind.MADE, Kind.AT}:
            self._preposition(unit, kind, sense)
        elif kind is Kind.VERB:
            self._verb(unit, sense)
        elif kind is Kind.UNKNOWN:
            self._unknown(unit)
        elif kind in _SMALL:
            self._structure(unit, kind, sense)
        else:
            self._adjective(unit, kind, sense)
        if kind not in {Kind.OF, *ADJECTIVES, Kind.DETERMINER, Kind.COUNT}:
            self._of = False

    def _adjective(self, unit: Unit, kind: Kind, sense: Sense) -> None:
        if kind in {Kind.COLOUR, Kind.MATERIAL}:
            self._colour(unit, sense.value)
        elif kind is Kind.SIZE:
            self._size(unit, float(sense.value))
        elif kind is Kind.LOOK:
            self._look(unit)
        elif kind is Kind.PART:
            self._body_part(unit)
        elif kind is Kind.FLYING:
            self._airborne(unit)
        elif kind is Kind.COUNT:
            self._count(unit, unit.number or int(sense.value or 0))
        elif kind is Kind.NEUTRAL and self._speaker(unit):
            self._missing.append(unit.surface)
        elif unit.sense(Kind.MEASURE):
            self._said.measure = unit.surface
        elif kind is Kind.DETERMINER:
            self._of = False
            self._said.definite = sense.value == "the"

    def _speaker(self, unit: Unit) -> bool:
        """Whether "me" is somebody in the picture, not the one for whom it is drawn: 妈妈抱着我, "my mother and me"."""
        if unit.word not in _ME:
            return False
        held = self._link is not None and bool(self._subjects) and (self._link.verb or self._link.how == "with")
        acts = unit.tongue is Tongue.ZH and self._previous() in {None, Kind.BREAK} and self._has(1, Kind.AT, Kind.VERB)
        return held or acts or self._previous() is Kind.AND or self._has(1, Kind.AND)

    def _count(self, unit: Unit, number: int) -> None:
        said = self._said
        if number >= 100 and said.count and self._previous() is Kind.COUNT:  # "three hundred"
            number, word = number * said.count, f"{said.count_word} {unit.surface}"
        else:
            word = unit.surface
        said.count, said.count_word = number, word

    def _size(self, unit: Unit, factor: float) -> None:
        if self._part:
            self._missing.extend([self._part, unit.surface])
        elif self._near is not None:
            self._canvas.drafts[self._near].size = factor
        else:
            self._said.size, self._said.size_word = factor, unit.surface

    def _look(self, unit: Unit) -> None:
        """Colourful: of a parrot it is true anyhow, of a dog it cannot be shown."""
        if self._near is None:
            self._said.look = unit.surface
        elif not self._canvas.drafts[self._near].noun.motley:
            self._missing.append(unit.surface)

    def _body_part(self, unit: Unit) -> None:
        """A part is drawn with whom it belongs to, but never in a colour or size of its own."""
        said, self._said = self._said, Adjectives()
        looks = [word for word in (said.size_word, said.look, said.colour_word) if word]
        if looks or not self._belongs(unit):
            self._missing.extend([*looks, unit.surface])
        self._part = unit.surface if unit.tongue is Tongue.ES else ""
        self._share()
        if self._link is not None and not self._link.art:
            self._link = None

    def _airborne(self, unit: Unit) -> None:
        if self._near is not None:
            self._drawn.append(unit.surface)
            self._canvas.flies(self._near)
        else:
            self._said.flying = unit.surface

    def _colour(self, unit: Unit, colour: str) -> None:
        target = self._near
        before = self._unit(-1)
        if self._part:
            self._missing.extend([self._part, unit.surface])
            return
        if (
            target is None
            and self._last is not None
            and before is not None
            and before.sense(Kind.POSE)
            and not self._noun_follows()
        ):
            target = self._last  # "the cat is red"
        if target is None:
            if self._said.colour is None:
                self._said.colour, self._said.colour_word = colour, unit.surface
            return
        draft = self._canvas.drafts[target]
        if draft.colour is None:
            draft.colour = colour
            self._drawn.append(unit.surface)

    def _scenery(self, unit: Unit, scenery: Scenery) -> None:
        how = self._governing()
        behind = self._unit(1)
        if behind is not None and behind.sense(Kind.LOCATIVE) is not None:
            self._at += 1
            behind = self._unit(1)
        rank = 1.0
        if scenery.place is not None:
            rank = self._rank(scenery.place, how, unit)
            self._place_colour(scenery.place)
        self._setting.note(scenery, unit.surface, rank)
        self._drawn.append(unit.surface)
        stays = scenery.place is None and self._noun_follows_directly(behind)
        if self._link is not None and not stays:
            self._open = self._open or bool(self._subjects)  # what "and" adds is somewhere else
            self._there(self._link)
        if not stays:
            self._joined = False

    def _there(self, link: Link) -> None:
        """The place is what a preposition or a verb has waited for."""
        if link.how == "over":  # a cow over the village
            for subject in self._subjects:
                self._canvas.flies(subject)
        if link.art in ALONE and self._subjects:  # climbing a mountain
            if not self._merged(self._subjects[0], link.art or ""):
                self._missing.append(link.word)
            self._link = None
        elif link.verb:
            self._finish_link()
        elif not (link.how == "at" and self._has(1, Kind.OF)):  # 在花园的吊床上: the hammock comes
            self._link = None

    def _rank(self, place: Place, how: str | None, unit: Unit) -> float:
        if how in _PLACED or place is Place.UNDERWATER or (how == "beside" and place in WATERS):
            return 2.0
        if place is Place.FUTURE_CITY and " " not in unit.word and unit.tongue is not Tongue.ZH:
            return 0.5  # the bare adjective
        return 1.0

    def _place_colour(self, place: Place) -> None:
        if self._said.colour is not None and place not in _OWN_COLOURS.get(self._said.colour, ()):
            self._missing.append(self._said.colour_word)
        if not _LITTLE <= self._said.size <= _LARGE:
            self._missing.append(self._said.size_word)
        if self._said.look:
            self._missing.append(self._said.look)
        self._said = Adjectives()

    def _noun_follows_directly(self, behind: Unit | None) -> bool:
        kinds = (Kind.NOUN, Kind.SCENERY, Kind.COLOUR, Kind.SIZE, Kind.NEUTRAL, Kind.UNKNOWN, Kind.OF)
        return behind is not None and any(behind.sense(kind) for kind in kinds)

    def _unknown(self, unit: Unit) -> None:
        noun = self._guess(unit)
        if self._shown_already(unit):
            return
        if noun is not None:
            self._noun(unit, noun, plural=False)
        elif len(unit.word) > 1 or unit.tongue is Tongue.ZH or not unit.word.isalnum():
            said, self._said = self._said, Adjectives()
            self._missing.extend(word for _, _, word in said.deeds)
            self._missing.extend(word for word in (said.flying, said.size_word, said.look, said.colour_word) if word)
            self._missing.append(unit.surface)
            self._open = self._open or (self._link is not None and bool(self._subjects))
            if self._link is not None and not self._link.art:
                if self._link.verb and self._link.how in {"flying", "over"}:
                    self._missing.append(self._link.word)
                self._link = None

    def _scene(self) -> Scene:
        for named in self._setting.others():
            stand_in = named.scenery.stand_in
            noun = self._lexicon.nouns.get(stand_in or "")
            draft = Draft(noun, named.word, named.scenery.stand_ins, layer=Layer.FAR) if noun else None
            if draft is None or self._canvas.add(draft) is None:
                self._missing.append(named.word)
                self._drawn = [word for word in self._drawn if word != named.word]
        self._settle_postures()
        self._canvas.seat_riders(self._lexicon.nouns)
        things = tuple(draft.thing() for draft in self._canvas.drafts)
        calls = tuple(draft.noun.calls_for if draft.relation is not Relation.HOLDING else None for draft in self._canvas.drafts)
        setting = self._setting
        lively = any(draft.noun.alive and draft.relation is not Relation.INSIDE for draft in self._canvas.drafts)
        place = setting.place_for(things, calls, lively=lively)
        if self._swum:
            wet = place in WATERS or place is Place.UNDERWATER
            (self._drawn if wet else self._missing).append(self._swum)
        return Scene(
            things=things,
            place=place,
            time=setting.time_for(things),
            weather=frozenset(setting.weather),
            style=setting.style or Style.STORYBOOK,
            drawn=tuple(dict.fromkeys(self._drawn)),
            missing=tuple(dict.fromkeys(self._missing)),
        )
