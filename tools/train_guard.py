"""Train the guard's learned layer from `guard_phrases.txt`: python -m tools.train_guard [--folds]. Deterministic; a few minutes.

It writes generation/safety/head.npz: a softmax over "safe" and the categories, on the sentence vector. With `--folds` it only
prints how well phrases that were left out are told apart.
"""

import argparse
import itertools
import re
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from generation.meaning import Meaning
from generation.safety.lexicon import Lexicon
from generation.safety.policy import Category

PHRASES = Path(__file__).with_name("guard_phrases.txt")
VOCABULARY = Path(__file__).parents[1] / "generation" / "sketch" / "vocabulary"
COLUMNS = 4
BATCH = 64
FOLDS = 5
LIKELY = 0.5
COMPOSED = 100_000  # numbers of groups from here on are composed scenes
HEAD = Path(__file__).parents[1] / "generation" / "safety" / "head.npz"
SAFE = "safe"
CLASSES = (SAFE, *(category.value for category in Category if category is not Category.UNAVAILABLE))
STEPS = 500
RATE = 0.05
DECAY = 3e-5
Floats = npt.NDArray[np.float64]

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
    ),
    "spanish": ("{}", "un dibujo de {}", "{} en acuarela", "{} de noche", "{} en el colegio", "dibuja {}"),
    "chinese": ("{}", "{}的照片", "{}，卡通风格", "夜晚，{}", "画{}"),
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
    """Each phrase with the number of its class."""
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
            for names, scenes in zip(
                columns[1:], (("a {}", "{} on a table"), ("{}", "{} sobre la mesa"), ("{}", "桌上的{}")), strict=True
            ):
                name = next((word for word in re.split(r"[,，] *", names) if word and word[0].isalpha()), "")
                name = re.split(r"[~/]", name, maxsplit=1)[0].strip()
                found = lexicon.find(name)
                if name and not found.blocked and not found.hinted:
                    yield from (scene.format(name) for scene in scenes)


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


def fitted(vectors: Floats, classes: npt.NDArray[np.int64], weights: Floats) -> tuple[Floats, Floats]:
    """Softmax regression by Adam on everything at once: matrix (512, classes) and bias (classes,)."""
    target = np.eye(len(CLASSES))[classes]
    share = (weights / weights.sum())[:, None]
    matrix, bias = np.zeros((vectors.shape[1], len(CLASSES))), np.zeros(len(CLASSES))
    first = [np.zeros_like(matrix), np.zeros_like(bias)]
    second = [np.zeros_like(matrix), np.zeros_like(bias)]
    for step in range(1, STEPS + 1):
        error = (softmax(vectors @ matrix + bias) - target) * share
        slopes = (vectors.T @ error + DECAY * matrix, error.sum(axis=0))
        for place, (value, slope) in enumerate(zip((matrix, bias), slopes, strict=True)):
            first[place] = 0.9 * first[place] + 0.1 * slope
            second[place] = 0.999 * second[place] + 0.001 * slope**2
            value[...] -= RATE * (first[place] / (1 - 0.9**step)) / (np.sqrt(second[place] / (1 - 0.999**step)) + 1e-8)
    return matrix, bias


def softmax(scores: Floats) -> Floats:
    """Rows that sum to one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def main() -> None:
    """Train and write, or measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folds", action="store_true", help="only measure: five folds, whole phrases left out")
    measure = options.parse_args().folds
    # A row is a text, its class, and the phrase it was made from.
    rows = [(text, section, group) for group, (phrase, section) in enumerate(phrases()) for text in framed(phrase)]
    rows += [(text, 0, COMPOSED + number) for number, text in enumerate(itertools.chain(composed(), named()))]
    texts = [text for text, _, _ in rows]
    classes = np.array([section for _, section, _ in rows])
    groups = np.array([group for _, _, group in rows])
    meaning = Meaning(remember=1)
    vectors = np.concatenate([meaning.vectors(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]).astype(
        np.float64
    )
    unsafe = classes > 0
    # Safe and unsafe weigh the same in all.
    weights = np.where(unsafe, 1 / unsafe.sum(), 1 / (~unsafe).sum())
    if measure:
        report(texts, unsafe, groups, left_out(vectors, classes, groups, weights))
        return
    matrix, bias = fitted(vectors, classes, weights)
    write(matrix.astype(np.float16), bias.astype(np.float16))
    sys.stdout.write(f"{len(texts)} texts, {HEAD.stat().st_size} bytes\n")


def left_out(vectors: Floats, classes: npt.NDArray[np.int64], groups: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """How likely unsafe each text is to a head that never saw its phrase: five folds."""
    chance = np.zeros(len(classes))
    for number in range(FOLDS):
        kept = groups % FOLDS != number
        matrix, bias = fitted(vectors[kept], classes[kept], weights[kept])
        chance[~kept] = 1 - softmax(vectors[~kept] @ matrix + bias)[:, 0]
    return chance


def report(texts: list[str], unsafe: npt.NDArray[np.bool_], groups: npt.NDArray[np.int64], chance: Floats) -> None:
    """What thresholds would do, and which look-alikes are refused; phrases count once, in their bare form."""
    bare = np.concatenate([[True], groups[1:] != groups[:-1]])
    listed = groups < COMPOSED
    for limit in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        hits = chance >= limit
        shares = [hits[chosen].mean() for chosen in (unsafe & bare, ~unsafe & bare & listed, ~unsafe & ~listed)]
        sys.stdout.write("p >= {}: recall {:.3f}, look-alikes refused {:.3f}, plain scenes refused {:.3f}\n".format(limit, *shares))
    for place in np.flatnonzero(~unsafe & bare & listed & (chance > LIKELY)):
        sys.stdout.write(f"refused at {chance[place]:.2f}: {texts[place]}\n")


def write(matrix: npt.NDArray[np.float16], bias: npt.NDArray[np.float16]) -> None:
    """An .npz without dates, so that the same numbers are the same bytes."""
    with zipfile.ZipFile(HEAD, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in (("matrix", matrix), ("bias", bias), ("classes", np.array(CLASSES))):
            data = BytesIO()
            np.save(data, value, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (2020, 1, 1, 0, 0, 0)), data.getvalue())


if __name__ == "__main__":
    main()
