"""Reads a prompt in English, Spanish or Chinese (or a mixture) into a scene that can be drawn."""

import threading
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from generation.sketch.grammar import Composer
from generation.sketch.inflection import fold
from generation.sketch.lexicon import Kind, Lexicon, Noun, Tongue
from generation.sketch.scene import Scene
from generation.sketch.segment import Unit, units

# Cosine from which a word that is in no dictionary counts as the noun nearest to it. Below .66 come absurdities: at .58 a
# monocle became a monorail.
NEAR: Final = 0.72
NEAR_CHINESE: Final = 0.82  # one shared letter is enough to bring autumn (秋天) to .78 of a swing (秋千)
MOST_GUESSES: Final = 4  # of a prompt: each costs about 1.5 ms
_NOT_NOUNS: Final = {
    Tongue.EN: ("ing", "ly", "ed", "ful", "less", "ous", "ish", "est", "able", "ive"),
    Tongue.ES: (
        "ando",
        "iendo",
        "mente",
        "ado",
        "ada",
        "idos",
        "ido",
        "ida",
        "oso",
        "osa",
        "able",
        "ible",
        "ivo",
        "iva",
        "isimo",
        "isima",
    ),
    Tongue.ZH: ("的", "地", "着", "了"),
}


class Vectors(Protocol):
    """What the reader needs of `generation.meaning.Meaning`."""

    def vector(self, text: str) -> npt.NDArray[np.float32]:
        """A unit vector."""
        ...

    def vectors(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """One row a text."""
        ...


class SceneReader:
    """Dictionary first; sentence vectors only for nouns that it lacks. Safe to use from several threads."""

    def __init__(self, meaning: Vectors, *, lexicon: Lexicon | None = None) -> None:
        self._meaning = meaning
        self._lexicon = lexicon or Lexicon.load()
        self._lock = threading.Lock()
        self._known: dict[Tongue, tuple[list[Noun], npt.NDArray[np.float32]]] = {}

    def read(self, text: str) -> Scene:
        """The scene of a prompt; of more than 2,000 characters only the first count. Never raises, whatever the text."""
        guesses = 0

        def guess(unit: Unit) -> Noun | None:
            nonlocal guesses
            near = self._misspelt(unit)
            if near is not None:
                return near
            if guesses >= MOST_GUESSES or not _may_be_noun(unit):
                return None
            guesses += 1
            return self._nearest(unit)

        return Composer(units(text, self._lexicon), self._lexicon, guess).read()

    def _misspelt(self, unit: Unit) -> Noun | None:
        """A noun of six letters or more with one letter too many, missing or swapped."""
        word = unit.word
        if unit.tongue is Tongue.ZH or not 6 <= len(word) <= 16:
            return None
        letters = "abcdefghijklmnopqrstuvwxyz"
        forms = {word[:i] + word[i + 1 :] for i in range(len(word))}
        forms |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
        forms |= {word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in letters}
        for tongue in (unit.tongue, Tongue.EN, Tongue.ES):
            for form in sorted(forms & self._lexicon.names[tongue].keys()):
                return self._lexicon.names[tongue][form]
        return None

    def _nearest(self, unit: Unit) -> Noun | None:
        nouns, matrix = self._names(unit.tongue)
        cosines = matrix @ self._meaning.vector(unit.word)
        best = int(np.argmax(cosines))
        return nouns[best] if cosines[best] >= (NEAR_CHINESE if unit.tongue is Tongue.ZH else NEAR) else None

    def _names(self, tongue: Tongue) -> tuple[list[Noun], npt.NDArray[np.float32]]:
        """The vectors of one name a noun in this language; made on first need (about 0.3 s)."""
        with self._lock:
            if tongue not in self._known:
                first = {noun.art: (name, noun) for name, noun in reversed(self._lexicon.names[tongue].items())}
                names = [name for name, _ in first.values()]
                self._known[tongue] = [noun for _, noun in first.values()], self._meaning.vectors(names)
            return self._known[tongue]


def _may_be_noun(unit: Unit) -> bool:
    """Verbs, adverbs and adjectives are told by their endings, as far as that goes."""
    return (
        unit.sense(Kind.UNKNOWN) is not None
        and 3 - (unit.tongue is Tongue.ZH) <= len(unit.word) <= 24
        and not fold(unit.word).endswith(_NOT_NOUNS[unit.tongue])
    )
