"""What a picture shows, in the language of who reads of it: the vocabulary as a dictionary between its languages."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from generation.sketch.lexicon import VOCABULARY, Kind, Lexicon, Scenery, Sense, Tongue, _rows, _scenery
from generation.sketch.segment import Unit, units

_FILES: Final = ("things.txt", "emoji.txt", "scenery.txt", "grammar.txt")
_Called = dict[Tongue, str]


class Glossary:
    """Safe in several threads. `lexicon` gives the vocabulary in which prompts are read; names are read when first needed."""

    def __init__(self, lexicon: Callable[[], Lexicon], folder: Path = VOCABULARY) -> None:
        self._lexicon = lexicon
        self._folder = folder
        self._reading = threading.Lock()
        self._names: dict[str | Scenery, _Called] = {}

    def said(self, drawn: Sequence[str], prompt: str, locale: str) -> tuple[str, ...]:
        """The drawn words of a prompt in that language, each once; what it has no word for is left out.

        A thing is called as the prompt does where that is in this language; a phrase for a place, a time or the weather becomes
        its plain word ("at night" is "night"), and a style is nothing to be seen. In a language that is none of the vocabulary's
        all stays as it is.
        """
        if locale not in set(Tongue):
            return tuple(drawn)
        tongue = Tongue(locale)
        found = {unit.surface: unit for unit in units(prompt, self._lexicon())}
        home = any(unit.tongue is tongue for unit in found.values() if unit.surface in drawn)
        words = (self._word(word, found.get(word), tongue, home=home) for word in drawn)
        return tuple(dict.fromkeys(word for word in words if word))

    def _word(self, word: str, unit: Unit | None, tongue: Tongue, *, home: bool) -> str:
        if unit is None:  # put together from several, or read as another word that is spelt nearly so
            return word if home else ""
        senses = {sense.kind: sense for sense in unit.senses}
        sense = senses.get(Kind.NOUN) or senses.get(Kind.SCENERY) or senses.get(Kind.COLOUR)
        if sense is not None and sense.kind is Kind.SCENERY and _only_a_style(sense.scenery):
            return ""
        own = unit.tongue is tongue
        if sense is None or (own and sense.kind is not Kind.SCENERY):
            return word if own else ""
        return self._called(sense).get(tongue, word if own else "")

    def _called(self, sense: Sense) -> _Called:
        with self._reading:
            if not self._names:
                self._names = dict(_names(self._folder))
        key = sense.noun.art if sense.noun is not None else sense.scenery or f"{sense.kind}:{sense.value}"
        return self._names.get(key, {})


def _only_a_style(scenery: Scenery | None) -> bool:
    """How it is painted is nothing that stands in the picture."""
    return scenery is not None and scenery.style is not None and not (scenery.place or scenery.time or scenery.weather)


def _names(folder: Path) -> dict[str | Scenery, _Called]:
    """By a thing's art, a scenery or "colour:red": the first word that each language has for it."""
    names: dict[str | Scenery, _Called] = {}
    for name in _FILES:
        colours = False
        for section, head, columns in _rows(folder / name):
            if section is not None:
                colours = section[:1] == [Kind.COLOUR]
                continue
            if name == "grammar.txt" and not colours:
                continue
            key = _scenery(head) if name == "scenery.txt" else f"{Kind.COLOUR}:{head[0]}" if colours else head[0]
            called = names.setdefault(key, {})
            for tongue, entries in columns:
                first = next((entry for entry in entries if not entry.startswith("!")), None)
                if first is not None:
                    called.setdefault(tongue, _plain(first))
    return names


def _plain(entry: str) -> str:
    """An entry without the signs for its other forms: "perro/a", "goose~geese", "^papá"."""
    return entry.lstrip("^").partition("~")[0].partition("/")[0].rstrip("=?").strip()
