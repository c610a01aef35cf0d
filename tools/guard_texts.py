"""The texts that the guard's learned layer is trained on: phrases and families of `guard_phrases.txt`, and composed scenes."""

import itertools
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from generation.safety.lexicon import Lexicon
from generation.safety.policy import Category
from tools.guard_scenes import scenes

PHRASES: Final = Path(__file__).with_name("guard_phrases.txt")
VOCABULARY: Final = Path(__file__).parents[1] / "generation" / "sketch" / "vocabulary"
COLUMNS: Final = 4
COMPOSED: Final = 100_000  # numbers of groups from here on are composed scenes
NATURAL: Final = 200_000  # and from here on those of `guard_scenes`
SAFE: Final = "safe"
# Told by rules alone, never learned.
BY_RULE: Final = frozenset({Category.HELP, Category.UNAVAILABLE, Category.CHARACTERS, Category.MINORS, Category.ROOM})
CLASSES: Final = (SAFE, *(category.value for category in Category if category not in BY_RULE))
# One in so many harmless scenes comes disguised, too: that somebody plays with letters is no sign of anything by itself.
SPELLED_EVERY: Final = 6
LEET: Final = str.maketrans("aeiost", "4310$7")
AT_LEAST: Final = 24  # members of a family, where it has as many
TRIES: Final = 120
_BETWEEN_HAN: Final = re.compile(r"(?<=[\u3040-\u9fff，]) +(?=[\u3040-\u9fff，])")


@dataclass(frozen=True, slots=True)
class Row:
    """A text, the number of its class, and the number of the phrase, family or scene that it was made from.

    `bare`: it stands without a frame.
    """

    text: str
    section: int
    group: int
    bare: bool = True


def rows() -> Iterator[Row]:
    """All texts, always the same ones in the same order."""
    for group, (phrase, section) in enumerate(phrases()):
        found = members(phrase)
        for number, member in enumerate(found):
            frames = framed(member)
            # A phrase that stands alone is shown in every frame, each member of a family in one.
            shown = frames if len(found) == 1 else (member, frames[1 + number % (len(frames) - 1)])
            yield from (Row(text, section, group, place == 0) for place, text in enumerate(shown))
    for number, text in enumerate(itertools.chain(composed(), named())):
        yield Row(text, 0, COMPOSED + number)
    natural = list(scenes())
    for text, number in natural:
        yield Row(text, 0, NATURAL + number)
    for place, (text, number) in enumerate(natural[::SPELLED_EVERY]):
        yield Row((_spaced, _masked, _scattered)[place % 3](text), 0, NATURAL + number, bare=False)


def _spaced(text: str) -> str:
    return " ".join(text.replace(" ", ""))


def _masked(text: str) -> str:
    return text.translate(LEET)


def _scattered(text: str) -> str:
    return text.upper().replace("E", "3").replace("A", "4").replace(" ", "  ").strip()


# People wrap what they want in a style and a place; the wrapping must not decide.
FRAMES = {
    "western": (
        "{}",
        "a painting of {}",
        "{}, cartoon style",
        "a photo of {}, very detailed",
        "{} at night",
        "{} at school",
        "draw {} please",
        "{}, close up, film grain",
        "a quick doodle of {}",
    ),
    "spanish": ("{}", "un dibujo de {}", "{} en acuarela", "{} de noche", "{} en el colegio", "dibuja {}", "{}, foto, luz suave"),
    "chinese": ("{}", "{}的照片", "{}，卡通风格", "夜晚，{}", "画{}", "{}，电影感，特写"),
}
THINGS = (
    (
        "fox",
        "whale",
        "robot",
        "teacher",
        "boy",
        "girl",
        "woman",
        "man",
        "teddy bear",
        "dragon",
        "family",
        "doctor",
        "soldier of chocolate",
        "knight",
        "couple of friends",
        "old man",
    ),
    (
        "reading a book",
        "riding a bicycle",
        "cooking soup",
        "painting a wall",
        "playing the violin",
        "sleeping",
        "looking at the stars",
        "jumping over a puddle",
        "in a red coat",
        "with an umbrella",
    ),
    (
        "in the forest",
        "on the beach",
        "in the city",
        "in the snow",
        "under the sea",
        "in the kitchen",
        "on the moon",
        "in a garden",
    ),
)
COSAS = (
    (
        "un zorro",
        "una ballena",
        "un robot",
        "una maestra",
        "un niño",
        "una niña",
        "una mujer",
        "un hombre",
        "un dragón",
        "una familia",
        "unos amigos",
    ),
    (
        "leyendo un libro",
        "montando en bicicleta",
        "cocinando sopa",
        "tocando el violín",
        "durmiendo",
        "mirando las estrellas",
        "con un abrigo rojo",
        "con paraguas",
    ),
    ("en el bosque", "en la playa", "en la ciudad", "en la nieve", "bajo el mar", "en la cocina", "en el jardín"),
)
HAN_THINGS = (
    ("狐狸", "鲸鱼", "机器人", "老师", "男孩", "女孩", "女人", "男人", "龙", "一家人", "朋友们", "老爷爷"),
    ("看书", "骑自行车", "做饭", "拉小提琴", "睡觉", "看星星", "穿着红色外套", "打着雨伞"),
    ("在森林里", "在海滩上", "在城市里", "在雪地里", "在海底", "在厨房里", "在花园里"),
)


def phrases() -> list[tuple[str, int]]:
    """Each phrase or family with the number of its class."""
    found: list[tuple[str, int]] = []
    section = 0
    for line in PHRASES.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = CLASSES.index(line.strip("[]"))
        elif line and not line.startswith("#"):
            found.append((line, section))
    return found


def composed() -> Iterator[str]:
    """Harmless scenes, every ninth of all there are."""
    for number, (who, does, where) in enumerate(itertools.product(*THINGS)):
        if number % 3 == 0:
            yield f"a {who} {does} {where}"
    for number, parts in enumerate(itertools.product(*COSAS)):
        if number % 3 == 0:
            yield " ".join(parts)
    for number, (who, does, where) in enumerate(itertools.product(*HAN_THINGS)):
        if number % 3 == 0:
            yield f"{who}{where}{does}"


def named() -> Iterator[str]:
    """The things that the sketch can draw, in three languages, alone and in a bare scene; without ambiguous ones (knife, wine)."""
    lexicon = Lexicon.load()
    for file in ("emoji.txt", "things.txt"):
        for line in (VOCABULARY / file).read_text("utf-8").splitlines():
            columns = line.split(" | ")
            if line.startswith(("#", "[")) or len(columns) != COLUMNS:
                continue
            for names, frames in zip(
                columns[1:], (("a {}", "{} on a table"), ("{}", "{} sobre la mesa"), ("{}", "桌上的{}")), strict=True
            ):
                name = next((word for word in re.split(r"[,，] *", names) if word and word[0].isalpha()), "")
                name = re.split(r"[~/]", name, maxsplit=1)[0].strip()
                found = lexicon.find(name)
                if name and not found.blocked and not found.hinted:
                    yield from (frame.format(name) for frame in frames)


def members(family: str) -> list[str]:
    """Some members of a family, always the same ones, so that each of its words is in one of them; a plain phrase is its own."""
    parts = [part.split(",") for part in re.split(r"[{}]", family)]
    if len(parts) == 1:
        return [family]
    # A part outside of braces is one piece, commas and all.
    choices = [[",".join(part)] if place % 2 == 0 else part for place, part in enumerate(parts)]
    most = max(len(choice) for choice in choices)
    total = math.prod(len(choice) for choice in choices)
    dice = np.random.default_rng(zlib.crc32(family.encode()))
    choices = [[str(one) for one in dice.permutation(choice)] for choice in choices]
    found: dict[str, None] = {}
    for number in range(TRIES):
        if len(found) >= min(total, max(most, AT_LEAST)):
            break
        turned = [choice[int(dice.integers(len(choice)))] if number >= most else choice[number % len(choice)] for choice in choices]
        found[_BETWEEN_HAN.sub("", " ".join("".join(turned).split())).strip(" ,，")] = None
    return list(found)


def framed(phrase: str) -> list[str]:
    """The phrase in the frames of its language (a rough guess is enough)."""
    if any("\u3040" <= char <= "\u9fff" for char in phrase):
        return [frame.format(phrase) for frame in FRAMES["chinese"]]
    spanish = any(char in "áéíóúñ" for char in phrase) or phrase.split(maxsplit=1)[0] in {
        "un",
        "una",
        "unos",
        "unas",
        "el",
        "la",
        "los",
        "las",
    }
    return [frame.format(phrase) for frame in FRAMES["spanish" if spanish else "western"]]
