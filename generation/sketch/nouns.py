"""How a noun is drawn: how many of it, what it is made of, and which noun only describes the next."""

from dataclasses import replace
from typing import Final

from generation.sketch.canvas import MOST_OF_A_KIND, Draft
from generation.sketch.clauses import Clauses
from generation.sketch.deeds import MEN, WOMEN
from generation.sketch.lexicon import LIKENESS, Kind, Noun, Tongue
from generation.sketch.reading import ADJECTIVES, Adjectives
from generation.sketch.scene import Layer, Place
from generation.sketch.segment import Unit
from generation.sketch.staging import ON_BODY, ON_EYES, ON_FEET, ON_NECK, PEOPLE, TOPPINGS

WATERS: Final = {Place.SEA, Place.LAKE, Place.RIVER, Place.BEACH}
_ONLY: Final = {Tongue.EN: "only ", Tongue.ES: "solo ", Tongue.ZH: "只有"}
_FAMILY: Final = {"baby": 0.5, "woman": 1.0, "man": 1.0}  # the size of an animal's children and parents
_PLAYERS: Final = {"soccer-player": "soccer-ball"}
_WATCHING: Final = frozenset({"watching", "viendo", "mirando", "看", "观看"})
_WHOSE: Final = frozenset({"her", "his", "its", "their", "su", "sus"})
_SOME: Final = 3  # "some spectacles"
_HAVING: Final = frozenset({"with", "with-place", "wearing", "wear-in"})
_STREWN: Final = 9  # blades of grass, ears of wheat


class Nouns(Clauses):
    """Reads nouns with what has been said of them."""

    def _noun(self, unit: Unit, noun: Noun, *, plural: bool) -> None:
        if self._two_beings(unit, noun) or self._of_a_part(unit):
            return
        noun = self._match(unit, noun)
        behind = self._unit(1)
        if self._of and self._compound(unit, noun):
            return
        baby = behind.sense(Kind.NOUN) if behind is not None and noun.art == "baby" else None
        if baby is not None and baby.noun is not None and baby.noun.alive:
            return  # a baby elephant is an elephant
        if self._shown_already(unit, noun) or self._cannot_wear(unit, noun):
            return
        if self._describing(unit, noun, behind, plural=plural) or self._celebrated(unit, noun, plural=plural):
            return
        self._shown(unit, noun, plural=plural)

    def _describing(self, unit: Unit, noun: Noun, behind: Unit | None, *, plural: bool) -> bool:
        """Whether it is drawn for what follows: the chocolate of a chocolate cake."""
        if not self._modifies(unit, behind):
            return False
        index = self._draw(unit, noun, plural=plural, bare=True)
        if self._has(1, Kind.SCENERY, Kind.OF):
            self._afloat(index)
        else:
            self._material = index
        return True

    def _shown(self, unit: Unit, noun: Noun, *, plural: bool) -> None:
        behind = self._unit(1)
        locative = behind.sense(Kind.LOCATIVE) if behind else None
        self._many = self._said.count is None and (plural or (unit.tongue is Tongue.ZH and noun.worn))
        same = self._said.definite or (unit.tongue is Tongue.ZH and locative is not None and self._said.count is None)
        known = self._canvas.find(noun.art) if same and self._said.colour is None else None
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

    def _of_a_part(self, unit: Unit) -> bool:
        """The noun tells what somebody's part is like: "a carrot nose", "dog ears", "nariz de zanahoria". Nothing lies about."""
        before, behind = self._unit(-2), self._unit(1)
        if before is not None and before.sense(Kind.PART) and self._has(-1, Kind.OF) and unit.tongue is Tongue.ES:
            words = f"{before.surface} {self._units[self._at - 1].surface} {unit.surface}"
        elif behind is not None and behind.sense(Kind.PART) and unit.tongue is not Tongue.ES and (self._link or self._joined):
            words = ("" if unit.tongue is Tongue.ZH else " ").join((unit.surface, behind.surface))
            self._at += 1
        else:
            return False
        if not self._subjects:
            return False
        owner = self._canvas.drafts[self._subjects[-1]].noun
        if owner.art not in self._lexicon.parts.get(unit.word, ()):
            self._missing.append(words)
        self._share()
        self._link, self._said = None, Adjectives()
        return True

    def _shown_already(self, unit: Unit, noun: Noun | None = None) -> bool:
        """Whether it is part of its owner's drawing: a superhero's cape, the ladder of a tree house, a house's red door.

        A thing's part in a colour or number of its own is told; somebody's (a witch's red hat) is drawn over the other.
        """
        how, said = self._link.how if self._link is not None else self._shared if self._joined else None, self._said
        if how not in _HAVING or not self._subjects or (noun is not None and noun.art in TOPPINGS):
            return False
        owner = self._canvas.drafts[self._subjects[-1]].noun
        if owner.art not in self._lexicon.parts.get(unit.word, ()):
            return False
        described = unit.tongue is Tongue.ES and self._has(1, *ADJECTIVES)  # "una capa roja"
        words = [word for word in (said.count_word if (said.count or 1) > 1 else "", said.size_word, said.colour_word) if word]
        if (described or words) and owner.alive:
            return False
        if described:
            self._part = unit.surface
        else:
            (self._missing if words else self._drawn).extend([*words, unit.surface])
        self._share()
        self._link, self._said, self._joined = None, Adjectives(), False
        return True

    def _cannot_wear(self, unit: Unit, noun: Noun) -> bool:
        """Spectacles are nobody's who has no eyes, and are not laid down beside: told as missing."""
        link = self._link
        if not noun.worn or link is None or link.how not in _HAVING:
            return False
        if not self._subjects and self._last is not None and unit.tongue is not Tongue.ZH:
            self._subjects = [self._last]
        owner = self._canvas.drafts[self._subjects[-1]].noun if self._subjects else None
        fits = noun.art not in ON_EYES | ON_NECK | ON_FEET | ON_BODY
        if (owner is None and unit.tongue is Tongue.ZH) or (owner is not None and (owner.alive or fits)):
            return False
        self._share()
        self._missing.extend(word for word in (self._said.size_word, self._said.colour_word, unit.surface) if word)
        self._link, self._said, self._joined = None, Adjectives(), False
        return True

    def _two_beings(self, unit: Unit, noun: Noun) -> bool:
        """Of "an astronaut cat" and "a frog king" the animal is drawn; what it is dressed as is told. True where that comes."""
        behind = self._unit(1)
        head = behind.sense(Kind.NOUN) if behind is not None else None
        if behind is None or head is None or head.noun is None or not self._modifies(unit, behind):
            return False
        people = PEOPLE | WOMEN | MEN
        person = noun.art in people
        if not (noun.alive and head.noun.alive) or person == (head.noun.art in people):
            return False
        self._missing.append(unit.surface if person else behind.surface)
        if not person:
            self._at += 1
        return person

    def _match(self, unit: Unit, noun: Noun) -> Noun:
        """A match whose players are named is a ball and a goal: "a soccer match between cats and dogs". Who watches does not."""
        watched = any((before := self._unit(ahead)) is not None and before.word in _WATCHING for ahead in (-1, -2))
        plays = not watched and (self._link is None or self._link.how in {"play", "to"})
        if noun.art not in _PLAYERS or not noun.company or not plays:
            return noun
        others = (sense.noun for other in self._units if other is not unit and (sense := other.sense(Kind.NOUN)) is not None)
        if not any(other is not None and other.alive and other.art not in _PLAYERS for other in others):
            return noun
        return replace(self._lexicon.nouns[_PLAYERS[noun.art]], company=noun.company, calls_for=noun.calls_for)

    def _kind(self, noun: Noun) -> Noun:
        """The babies of an animal are small animals of its kind, its mother is one, too: "a swan and her babies"."""
        before = self._unit(-1)
        if noun.art not in _FAMILY or self._last is None or before is None or before.word.split(" ")[-1] not in _WHOSE:
            return noun
        parent = self._canvas.drafts[self._last].noun
        if parent.alive and parent.seat:
            self._said.size, self._said.definite = _FAMILY[noun.art], False
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
        if index is not None and sense is not None and sense.scenery is not None and sense.scenery.place in WATERS:
            self._canvas.drafts[index].layer = Layer.WATER
