"""Harmless scenes to train the guard's learned layer: composed from pieces (`guard_scenes.txt`), and the deck's sentences."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from generation.sketch.deck import Deck
from generation.sketch.inflection import english_plural, spanish_plurals

PIECES: Final = Path(__file__).with_name("guard_scenes.txt")
OTHER: Final = Path(__file__).with_name("guard_scenes_other.txt")
ROUNDS: Final = 3  # scenes of each shape and language in which a thing is the subject
SEED: Final = 20
A_LANGUAGE: Final = 400  # scenes in each further language
# Numbers from here on are topics, and from there on secrets of the deck; lower ones are composed scenes.
OTHERS: Final = 8_000
TOPICS: Final = 10_000
DECK: Final = 20_000
Row = tuple[str, str, str]
COUNTS: Final = (("two", "dos", "两"), ("three", "tres", "三"), ("four", "cuatro", "四"), ("five", "cinco", "五"))
CHINESE: Final = 2
AN_BEFORE: Final = "aeiou"


def pieces() -> dict[str, list[Row]]:
    """The rows of each section."""
    found: dict[str, list[Row]] = defaultdict(list)
    section = ""
    for line in PIECES.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            english, spanish, chinese = line.split(" | ")
            found[section].append((english, spanish, chinese))
    return found


def single(row: Row) -> Row:
    """One of a thing: "an owl", "un búho", "一只猫头鹰"."""
    english = row[0].split("~", maxsplit=1)[0]
    noun, gender = row[1].rsplit(" ", 1)
    article = "an" if english[0] in AN_BEFORE else "a"
    return f"{article} {english}", f"{'un' if gender == 'm' else 'una'} {noun}", "一" + row[2].replace(" ", "")


def several(row: Row, count: Row) -> Row:
    """Some of a thing: "three owls", "tres búhos", "三只猫头鹰"."""
    english, odd, plural = row[0].partition("~")
    noun = row[1].rsplit(" ", 1)[0]
    return (
        f"{count[0]} {plural if odd else english_plural(english)}",
        f"{count[1]} {spanish_plurals(noun)[0]}",
        count[2] + row[2].replace(" ", ""),
    )


def scenes() -> Iterator[tuple[str, int]]:
    """Each scene, always the same ones, with a number; translations of a sentence share theirs, to be left out together."""
    of = pieces()
    dice = np.random.default_rng(SEED)

    def any_of(section: str) -> Row:
        return of[section][int(dice.integers(len(of[section])))]

    subjects = [(row, True) for row in of["alive"]] + [(row, False) for row in of["things"]]
    numbers = itertools.count()
    for row, alive in subjects:
        for turn, language in itertools.product(range(ROUNDS), range(3)):
            one = single(row)[language]
            some = several(row, COUNTS[int(dice.integers(len(COUNTS)))])[language]
            does, place, time, relation = (any_of(section)[language] for section in ("doing", "place", "time", "relation"))
            beside = relation in of["relation"][0] + of["relation"][-1]
            other = single(any_of("alive" if beside and dice.integers(2) else "things"))[language]
            shown = (one, some)[turn % 2]
            shapes = [
                _ordered(language, shown, "", place, time),
                _ordered(language, shown, "", place, ""),
                f"{shown}{relation}{other}" if language == CHINESE else f"{shown} {relation} {other}",
                any_of("asking")[language].format(one),
            ]
            if alive:
                shapes += [
                    _ordered(language, shown, does, place, ""),
                    _ordered(language, shown, does, "", time),
                    _ordered(language, shown, does, "", ""),
                ]
            yield shapes[turn % len(shapes)], next(numbers)
            yield shapes[int(dice.integers(len(shapes)))], next(numbers)
    for number, sentence in enumerate(further(), OTHERS):
        yield sentence, number
    for number, sentences in enumerate(of["topics"], TOPICS):
        yield from ((sentence, number) for sentence in sentences)
    for number, secret in enumerate(Deck.load().secrets, DECK):
        yield from ((sentence, number) for sentence in secret.prompts.values())


def further() -> Iterator[str]:
    """Scenes in the languages of `guard_scenes_other.txt`, always the same ones."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    language = ""
    for line in OTHER.read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            name, listed = line.split(" = ")
            found[language][name] = listed.split("; ")
    for language, parts in found.items():
        dice = np.random.default_rng(SEED)
        yield from parts["only"]
        for number in range(A_LANGUAGE):
            who, does, where = (
                parts[name][(number + int(dice.integers(len(parts[name])))) % len(parts[name])] for name in ("who", "does", "where")
            )
            if language == "ja":
                yield (f"{where}で{who}が{does}", f"{who}が{does}", f"{where}の{who}")[number % 3]
            elif language.endswith("styles"):
                yield (f"{who}, {does}, {where}", f"{who}, {does}", f"{does}: {who}")[number % 3]
            elif language.startswith("zh"):
                yield (f"{who}在{where}{does}", f"{who}{does}", f"{who}在{where}")[number % 3]
            else:
                yield (f"{who} {does} {where}", f"{who} {does}", f"{who} {where}")[number % 3]


def _ordered(language: int, who: str, does: str, place: str, time: str) -> str:
    """The parts as the language orders them: in Chinese time and place come first."""
    if language == CHINESE:
        return f"{time}{who}{place}{does}"
    return " ".join(part for part in (who, does, place, time) if part)
