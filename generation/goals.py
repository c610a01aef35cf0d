"""What a prompt is after, read from its words and its meaning in three languages: Auto chooses the model by it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Final

import numpy as np

from generation.auto import Goal, goal_tables
from generation.meaning import Meaning, Vector
from generation.rows import RowError

GOALS_FILE: Final = "goals.toml"
MOST_SIGNS: Final = 600  # of a prompt that are read: more takes longer and says nothing new

# Fitted on the half of bench/auto.jsonl that is not held back.
_SMOOTH: Final = 0.5  # how much the examples are averaged rather than followed one by one
_DOUBT: Final = 0.05  # how much less a goal may have for it than nothing in particular, and still be taken for meant
_SAID: Final = 0.6  # what a plain word for the goal is worth
_LONG: Final = 0.6  # what it is worth for a complex one that a prompt is long
_LONG_WORDS: Final = (20, 45)  # where that begins, and where it is worth all

_HAN: Final = "\u3400-\u9fff"
_HAN_PER_WORD: Final = 1.7
_WORD: Final = re.compile(rf"[^\W\d_{_HAN}]+")
_QUOTES: Final = re.compile(
    "|".join(
        rf"(?<![a-z0-9]){a}[^{a}{b}]*\w[^{a}{b}]*{b}(?![a-z])"
        for a, b in ('""', "''", "\u2018\u2019", "“”", "«»", "「」", "『』", "《》")
    )
)
_CAPITALS: Final = re.compile(r"(?:\b[A-ZÀ-Þ]{2,}\b[ ,!?¡¿]*){2,}")
# What such a name or title is of is drawn, not written: a dog named "Rex", in the style of "The Starry Night".
_NAMED: Final = re.compile(r"(?:\b(?:named|called|nicknamed|of|llamad[oa]s?|titulad[oa]|apodad[oa]|de)|叫|叫做|名为|像)\s*$")
_BETWEEN: Final = r"(?![a-z0-9])[^.:!?]{0,40}"  # what " * " in a phrase stands for
_DENIED: Final = re.compile(
    r"(?:\b(?:not?|without|isn't|never|sin|ni|nada de)(?: (?:an?|the|like an?|una?|el|la|parece una?))?\s*|不要|不是|没有|别)$"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """One table of goals.toml; that file's head explains each column."""

    said: tuple[str, ...]
    examples: tuple[str, ...]


def load_signs() -> Mapping[Goal, Signs]:
    """The shipped goals.toml. Raises what `read_signs` raises."""
    return read_signs(resources.files("generation").joinpath(GOALS_FILE).read_text(encoding="utf-8"))


def read_signs(text: str) -> Mapping[Goal, Signs]:
    """Read and check goals.toml. Raises `RowError` naming goal and column: that is a developer's mistake, not a person's."""
    signs = {goal: Signs(**columns) for goal, columns in goal_tables(text, GOALS_FILE, ("said", "examples")).items()}
    for goal, row in signs.items():
        if wrong := [phrase for phrase in row.said if phrase != folded(phrase)]:
            raise RowError(f"{GOALS_FILE}, {goal}: column 'said' has {wrong[0]!r}, where accents and capitals must be left out")
    return signs


def folded(text: str) -> str:
    """How plain words are compared: no capitals, accents or wide signs, one blank between words."""
    apart = unicodedata.normalize("NFKD", text).lower()
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


class Goals:
    """Reads the goal of a prompt. The shipped file is read, its examples encoded on first use; may be asked from many threads."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning

    def goal(self, prompt: str) -> Goal:
        """What this prompt is after. CPU work, for the pool: one sentence vector, about 3 ms."""
        scores = self.scores(prompt)
        return max(scores, key=lambda goal: scores[goal])

    def scores(self, prompt: str) -> dict[Goal, float]:
        """How much speaks for each goal, about 0 to 2."""
        prompt = prompt[:MOST_SIGNS]
        text = folded(prompt)
        said, denied = self._found(text)
        for part in denied:
            prompt = text = text.replace(part, " ").strip(" ,.;，。")
        weights = np.append(self._meaning.vector(prompt), 1.0) @ self._weights
        scores: dict[Goal, float] = {goal: float(weight) for goal, weight in zip(Goal, weights, strict=True)}
        scores[Goal.GENERAL] -= _DOUBT
        for goal in said:
            scores[goal] += _SAID
        quoted = any(len(quote[0]) < len(text) and not _NAMED.search(text[: quote.start()]) for quote in _QUOTES.finditer(text))
        if quoted or (not prompt.isupper() and _CAPITALS.search(prompt)):
            scores[Goal.TEXT] += _SAID
        least, most = _LONG_WORDS
        scores[Goal.COMPLEX] = (scores[Goal.COMPLEX] + _LONG) * min(max((_length(text) - least) / (most - least), 0.0), 1.0)
        return scores

    def _found(self, text: str) -> tuple[set[Goal], list[str]]:
        """The goals for which there is a plain word, and what is said not to be wanted: "not a photo"."""
        said, denied = set(), []
        for goal, phrases in self._said.items():
            for match in phrases.finditer(text):
                if no := _DENIED.search(text[: match.start()]):
                    denied.append(text[no.start() : match.end()])
                else:
                    said.add(goal)
        return said, denied

    @cached_property
    def _signs(self) -> Mapping[Goal, Signs]:
        return load_signs()

    @cached_property
    def _said(self) -> dict[Goal, re.Pattern[str]]:
        return {goal: re.compile("|".join(map(_pattern, row.said))) for goal, row in self._signs.items() if row.said}

    @cached_property
    def _weights(self) -> Vector:
        """What each number of a vector says for each goal, shape (513, 8), the last for all alike: a ridge over the examples."""
        rows = [(text, number) for number, goal in enumerate(Goal) for text in self._signs[goal].examples]
        vectors = self._meaning.vectors([text for text, _ in rows])
        known = np.hstack([vectors, np.ones((len(rows), 1), np.float32)])
        wanted = np.eye(len(Goal), dtype=np.float32)[[number for _, number in rows]]
        likeness = known @ known.T + _SMOOTH * np.eye(len(rows), dtype=np.float32)
        return np.asarray(known.T @ np.linalg.solve(likeness, wanted), dtype=np.float32)


def _pattern(phrase: str) -> str:
    """Whole words, where words are written apart."""
    end = "(?![a-z0-9])" if phrase[-1].isalnum() else ""
    return "(?<![a-z0-9])" + _BETWEEN.join(re.escape(part) for part in phrase.split(" * ")) + end


def _length(text: str) -> float:
    """In words; Chinese has no blanks between them."""
    return len(_WORD.findall(text)) + len(re.findall(f"[{_HAN}]", text)) / _HAN_PER_WORD
