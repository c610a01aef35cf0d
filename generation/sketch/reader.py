"""Reads a prompt in English, Spanish or Chinese (or a mixture) into a scene that can be drawn."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from generation.sketch.grammar import Composer
from generation.sketch.inflection import fold
from generation.sketch.lexicon import UNDRAWN, Kind, Lexicon, Noun, Tongue
from generation.sketch.negation import allowed, barred, forbidden
from generation.sketch.scene import Part, Place, Scene
from generation.sketch.segment import Unit, units
from generation.sketch.wish import unframed

_SHORTEST, _LONGEST = 6, 16  # letters of a word that may be a slip of the pen; of shorter ones too many neighbours are words
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_VOWELS: Final = "aeiou"
_WOODS: Final = frozenset({Place.FOREST, Place.JUNGLE, Place.BAMBOO})
_MOST_TOLD = 60  # characters of a prompt in which there is nothing to be drawn


class SceneReader:
    """Knows what its vocabulary lists and nothing else, as a guess by meaning draws a sloth for Pérez. Safe in several threads."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """Without a lexicon the whole vocabulary, which is read (about 0.2 s) when the first prompt is."""
        self._given = lexicon
        self._reading = threading.Lock()

    @property
    def _lexicon(self) -> Lexicon:
        with self._reading:
            if self._given is None:
                self._given = Lexicon.load()
            return self._given

    def lexicon(self) -> Lexicon:
        """The vocabulary that it knows, which is read at the first call."""
        return self._lexicon

    def read(self, text: str) -> Scene:
        """The scene of a prompt; of more than 2,000 characters only the first count. Never raises, whatever the text."""
        found = units(unframed(text), self._lexicon)
        told = allowed(found)
        lost = all(unit.sense(Kind.UNKNOWN) for unit in told)  # nothing tells the language
        tongues = (Tongue.EN, Tongue.ES) if lost else ()
        scene = Composer(told, self._lexicon, lambda unit: self._misspelt(unit, tongues, first=unit is told[0])).read()
        if len(told) < len(found):
            kept = tuple(word for word in self._kept(found, scene) if word not in scene.missing)
            return _cleared(replace(scene, missing=(*scene.missing, *kept)), barred(found))
        if scene.things or scene.drawn or scene.missing:
            return scene
        whole = " ".join(text.split())[:_MOST_TOLD]
        return replace(scene, missing=(whole,) if whole else ())

    def _kept(self, found: Sequence[Unit], scene: Scene) -> Iterator[str]:
        """What is not wanted and yet is drawn, because it is part of a drawing: "without a tail"."""
        arts = {thing.art for thing in scene.things} | {f"@{scene.place}"}
        living = any(noun.alive for art in arts if (noun := self._lexicon.nouns.get(art)) is not None)
        for negator, unit in forbidden(found):
            shown = self._lexicon.parts.get(unit.word, set())
            if not arts.isdisjoint(shown) or (living and "+" in shown):
                yield ("" if unit.tongue is Tongue.ZH else " ").join((negator, unit.surface))

    def _misspelt(self, unit: Unit, tongues: tuple[Tongue, ...], *, first: bool) -> Noun | None:
        """The noun with one letter more, less, swapped or one other vowel behind the first letter; in its own language or these.

        Never for a name or for a word that is known.
        """
        word, sense = unit.word, unit.sense(Kind.UNKNOWN)
        if unit.tongue is Tongue.ZH or not _SHORTEST <= len(word) <= _LONGEST or (sense is not None and sense.value == UNDRAWN):
            return None
        if unit.surface[:1].isupper() and not unit.surface.isupper() and not first:
            return None
        if any(fold(letter) != letter for letter in unit.surface.lower()):
            return None  # who writes accents, writes with care
        forms = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
        forms |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
        forms |= {word[:i] + letter + word[i:] for i in range(1, len(word) + 1) for letter in _LETTERS}
        if len(word) > _SHORTEST:
            forms |= {word[:i] + vowel + word[i + 1 :] for i in range(1, len(word)) if word[i] in _VOWELS for vowel in _VOWELS}
        for tongue in dict.fromkeys((unit.tongue, *tongues)):
            for form in sorted(forms & self._lexicon.names[tongue].keys()):
                return self._lexicon.names[tongue][form]
        return None


def _cleared(scene: Scene, without: frozenset[Part]) -> Scene:
    """The scene without what is forbidden; a sky without clouds is seen from the ground, and a wood keeps its trees."""
    if Part.CLOUDS in without and scene.place is Place.SKY:
        scene = replace(scene, place=Place.MEADOW)
    if scene.place in _WOODS:
        without -= {Part.TREES}
    return replace(scene, without=without)
