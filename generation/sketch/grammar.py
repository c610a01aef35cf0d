"""Reads a row of phrases from left to right into things, relations and a backdrop; one reading for all three languages."""

from dataclasses import replace
from typing import Final

from generation.sketch.canvas import MOST_OF_A_KIND, Draft
from generation.sketch.clauses import Clauses
from generation.sketch.deeds import ALONE
from generation.sketch.lexicon import LIKENESS, Kind, Noun, Scenery, Sense, Tongue
from generation.sketch.reading import ADJECTIVES, Adjectives
from generation.sketch.scene import Layer, Place, Relation, Scene, Style
from generation.sketch.segment import Unit

_WATERS: Final = {Place.SEA, Place.LAKE, Place.RIVER, Place.BEACH}
_ONLY: Final = {Tongue.EN: "only ", Tongue.ES: "solo ", Tongue.ZH: "只有"}
_YOUNG: Final = 0.5  # the size of an animal's children
_WHOSE: Final = frozenset({"her", "his", "its", "their", "su", "sus"})
_SOME: Final = 3  # "some spectacles"
_STREWN: Final = 9  # blades of grass, ears of wheat
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
_SMALL: Final = frozenset(
    {Kind.BREAK, Kind.AND, Kind.OF, Kind.PRONOUN, Kind.THAT, Kind.POSE, Kind.MISSING, Kind.VAGUE, Kind.EXIST, Kind.PLURAL}
)


class Composer(Clauses):
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
        elif unit.sense(Kind.MEASURE):
            self._said.measure = unit.surface
        elif kind is Kind.DETERMINER:
            self._of = False
            self._said.definite = sense.value == "the"

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
        if looks or not self._belongs():
            self._missing.extend([*looks, unit.surface])
        self._part = unit.surface if unit.tongue is Tongue.ES else ""
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

    def _noun(self, unit: Unit, noun: Noun, *, plural: bool) -> None:
        behind = self._unit(1)
        locative = behind.sense(Kind.LOCATIVE) if behind else None
        if self._of and self._compound(unit, noun):
            return
        if noun.art == "baby" and behind is not None and (baby := behind.sense(Kind.NOUN)) and baby.noun and baby.noun.alive:
            return  # a baby elephant is an elephant
        if self._modifies(unit, behind):
            index = self._draw(unit, noun, plural=plural, bare=True)
            if self._has(1, Kind.SCENERY, Kind.OF):
                self._afloat(index)
            else:
                self._material = index
            return
        if self._celebrated(unit, noun, plural=plural):
            return
        known = self._canvas.find(noun.art) if self._said.definite and self._said.colour is None else None
        index = known if known is not None else self._draw(unit, noun, plural=plural)
        if index is None:
            return
        if known is not None:
            self._said = Adjectives()
        if self._material is not None:
            self._make_of(index, self._material, stuffed=False)
            self._material = None
        if locative is not None or (self._link is not None and self._link.how == "at"):
            self._located(index, locative.value if locative else "in", consume=locative is not None)
        else:
            self._relate(index)
        self._last = index
        self._near = index if unit.tongue is Tongue.ES else None
        self._joined = False

    def _kind(self, noun: Noun) -> Noun:
        """The babies of an animal are small animals of its kind: "a swan and her babies"."""
        before = self._unit(-1)
        if noun.art != "baby" or self._last is None or before is None or before.word.split(" ")[-1] not in _WHOSE:
            return noun
        parent = self._canvas.drafts[self._last].noun
        if parent.alive and parent.seat:
            self._said.size, self._said.definite = _YOUNG, False
            return parent
        return noun

    def _celebrated(self, unit: Unit, noun: Noun, *, plural: bool) -> bool:
        """Whether it is the cake that "birthday" has put there already, or a birthday whose cake is there."""
        index = self._canvas.find(noun.art)
        if index is None or not (noun.occasion or self._canvas.drafts[index].noun.occasion):
            return False
        draft, said = self._canvas.drafts[index], self._said
        self._drawn.append(unit.surface)
        if noun.occasion:
            return True
        draft.noun, draft.word = noun, unit.surface
        draft.count = min(MOST_OF_A_KIND, self._how_many(unit, noun, said, plural=plural))
        draft.colour, draft.size = said.colour, said.size
        if said.colour_word:
            self._drawn.append(said.colour_word)
        self._said = Adjectives()
        if draft.relation is None:
            self._relate(index)
        self._last = index
        self._near = index if unit.tongue is Tongue.ES else None
        self._joined = False
        return True

    def _modifies(self, unit: Unit, behind: Unit | None) -> bool:
        """In "robot dog", "rose garden", 巧克力蛋糕 the first noun describes the second."""
        if behind is None or unit.tongue is Tongue.ES or behind.tongue is not unit.tongue:
            return False
        if unit.tongue is Tongue.ZH and behind.sense(Kind.OF):
            return self._is_place(self._unit(2))
        if any(behind.sense(kind) for kind in (Kind.VERB, Kind.MISSING, Kind.POSE)):
            return False
        if behind.sense(Kind.SCENERY):
            return self._is_place(behind) and not self._adverbial(behind)
        return behind.sense(Kind.NOUN) is not None or (unit.tongue is Tongue.ZH and behind.sense(Kind.MADE) is not None)

    def _draw(self, unit: Unit, noun: Noun, *, plural: bool, bare: bool = False) -> int | None:
        """A new thing with all that has been said about it; a `bare` one leaves that to the noun that follows."""
        said = Adjectives() if bare else self._said
        count = self._how_many(unit, noun, said, plural=plural)
        draft = Draft(noun, unit.surface, count, said.colour, said.size)
        index = self._canvas.add(draft)
        if index is None:
            self._missing.append(unit.surface)
            return None
        if count > MOST_OF_A_KIND and count == said.count:
            between = said.measure if unit.tongue is Tongue.ZH else " "
            self._missing.append(f"{said.count_word}{between}{unit.surface} ({_ONLY[unit.tongue]}{MOST_OF_A_KIND})")
        if said.look and not noun.motley:
            self._missing.append(said.look)
        if said.colour_word:
            self._drawn.append(said.colour_word)
        sense = unit.sense(Kind.NOUN)
        (self._missing if sense is not None and sense.value == LIKENESS else self._drawn).append(unit.surface)
        if said.flying:
            self._drawn.append(said.flying)
            self._canvas.flies(index)
        for how, art, word in said.deeds:
            self._deed(index, how, art, word)
        if not bare:
            self._said = Adjectives()
        for art, several in noun.company:
            self._canvas.add(Draft(replace(self._lexicon.nouns[art], occasion=True), unit.surface, several))
        return index

    def _how_many(self, unit: Unit, noun: Noun, said: Adjectives, *, plural: bool) -> int:
        """The number that is said; without one three of a plural, more of what is strewn."""
        count = said.count if said.count is not None else self._head_count if self._link is None else None
        scattered = noun.layer is Layer.SCATTER
        if noun.mass and (count == _SOME or (count is None and (plural or scattered))):
            return _STREWN if scattered else 1
        if count is not None:
            return count
        if plural:
            return 6 if scattered else max(3, noun.several)
        strewn = scattered and unit.tongue is Tongue.ZH and said.size == 1 and not self._has(1, Kind.LOCATIVE)
        return 5 if strewn else noun.several

    def _compound(self, unit: Unit, noun: Noun) -> bool:
        """In "sea of soup", "casa de chocolate", "basket of apples" the second noun belongs to the first."""
        before = self._unit(-2)
        if before is None or unit.tongue is Tongue.ZH:
            return False
        if self._is_place(before):
            self._afloat(self._draw(unit, noun, plural=True), before)
            return True
        if self._last is None or before.sense(Kind.NOUN) is None:
            return False
        index = self._draw(unit, noun, plural=False)
        if index is not None:
            self._make_of(self._last, index)
            self._near = self._last
        return True

    def _adverbial(self, unit: Unit) -> bool:
        """Whether the phrase brings its own preposition: "under the sea"."""
        if unit.word == "underwater":
            return True
        senses = self._lexicon.forms[unit.tongue].get(unit.word.split(" ")[0], ())
        return any(sense.kind is Kind.RELATION for sense in senses)

    def _is_place(self, unit: Unit | None) -> bool:
        """Whether this is a place and nothing else."""
        sense = unit.sense(Kind.SCENERY) if unit is not None else None
        return sense is not None and sense.scenery is not None and sense.scenery.place is not None and sense.scenery.when == ""

    def _afloat(self, index: int | None, place: Unit | None = None) -> None:
        """What a sea is made of swims on it."""
        unit = place or (self._unit(2) if self._has(1, Kind.OF) else self._unit(1))
        sense = unit.sense(Kind.SCENERY) if unit is not None else None
        if index is not None and sense is not None and sense.scenery is not None and sense.scenery.place in _WATERS:
            self._canvas.drafts[index].layer = Layer.WATER

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
            if self._link.how == "over":  # a cow over the village
                for subject in self._subjects:
                    self._canvas.flies(subject)
            if self._link.art in ALONE and self._subjects:  # climbing a mountain: who has no sprite for that is seen there
                self._merged(self._subjects[0], self._link.art or "")
                self._link = None
            elif self._link.verb:
                self._finish_link()
            elif not (self._link.how == "at" and self._has(1, Kind.OF)):  # 在花园的吊床上: the hammock comes
                self._link = None
        if not stays:
            self._joined = False

    def _rank(self, place: Place, how: str | None, unit: Unit) -> float:
        if how in _PLACED or place is Place.UNDERWATER or (how == "beside" and place in _WATERS):
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
        if noun is not None:
            self._noun(unit, noun, plural=False)
        elif len(unit.word) > 1 or unit.tongue is Tongue.ZH or not unit.word.isalnum():
            said, self._said = self._said, Adjectives()
            self._missing.extend(word for _, _, word in said.deeds)
            self._missing.extend(word for word in (said.flying, said.size_word, said.look, said.colour_word) if word)
            self._missing.append(unit.surface)
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
        self._canvas.seat_riders(self._lexicon.nouns)
        things = tuple(draft.thing() for draft in self._canvas.drafts)
        calls = tuple(draft.noun.calls_for if draft.relation is not Relation.HOLDING else None for draft in self._canvas.drafts)
        setting = self._setting
        lively = any(draft.noun.alive and draft.relation is not Relation.INSIDE for draft in self._canvas.drafts)
        place = setting.place_for(things, calls, lively=lively)
        if self._swum:
            wet = place in _WATERS or place is Place.UNDERWATER
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
