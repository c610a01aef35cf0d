"""Train the guard's learned layer from `guard_phrases.txt` and harmless scenes: python -m tools.train_guard [--folds].

It writes generation/safety/head.npz: a small network from the sentence vector to "safe" and the categories; the same texts give the
same weights. With `--folds` it only prints how well the guard does on phrases, scenes and sentences of the deck that were left out.
Either takes some minutes.
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
from generation.safety.learned import HINTED_FROM, REVIEW_FROM, plain_words
from generation.safety.lexicon import Lexicon
from generation.safety.policy import Category
from tools.guard_scenes import DECK, TOPICS, scenes

PHRASES = Path(__file__).with_name("guard_phrases.txt")
VOCABULARY = Path(__file__).parents[1] / "generation" / "sketch" / "vocabulary"
COLUMNS = 4
BATCH = 64
FOLDS = 5
COMPOSED = 100_000  # numbers of groups from here on are composed scenes
NATURAL = 200_000  # and from here on those of `guard_scenes`
HEAD = Path(__file__).parents[1] / "generation" / "safety" / "head.npz"
SAFE = "safe"
# Told by rules alone, never learned.
BY_RULE = frozenset({Category.PRIVATE, Category.HELP, Category.UNAVAILABLE, Category.CHARACTERS, Category.MINORS, Category.ROOM})
CLASSES = (SAFE, *(category.value for category in Category if category not in BY_RULE))
# Three small networks, averaged: at equal false alarms a network finds more than a softmax on the vector itself.
MEMBERS = 3
HIDDEN = 24
STEPS = 220
DRAWN = 4096  # texts a step
RATE = 0.01
DECAY = 0.05
BLUR = 0.04  # noise on each number of a vector, so that neighbours in meaning count as well
LOOK_ALIKES_WEIGH = 2.0
SCENES_WEIGH = 3.0
LIMITS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Network = tuple[Floats, Floats, Floats, Floats]

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
            for names, frames in zip(
                columns[1:], (("a {}", "{} on a table"), ("{}", "{} sobre la mesa"), ("{}", "桌上的{}")), strict=True
            ):
                name = next((word for word in re.split(r"[,，] *", names) if word and word[0].isalpha()), "")
                name = re.split(r"[~/]", name, maxsplit=1)[0].strip()
                found = lexicon.find(name)
                if name and not found.blocked and not found.hinted:
                    yield from (frame.format(name) for frame in frames)


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


def fitted(vectors: Floats, classes: Ints, weights: Floats) -> Network:
    """The members side by side in one network: (512, hidden), (hidden,), (hidden, classes), (classes,)."""
    members = [_member(vectors, classes, weights, seed) for seed in range(MEMBERS)]
    share = np.float32(1 / MEMBERS)
    return (
        np.concatenate([member[0] for member in members], axis=1),
        np.concatenate([member[1] for member in members]),
        np.concatenate([member[2] for member in members]) * share,
        np.concatenate([member[3][None] for member in members]).sum(axis=0) * share,
    )


def _member(vectors: Floats, classes: Ints, weights: Floats, seed: int) -> Network:
    """One network by Adam with weight decay, on texts drawn by weight."""
    dice = np.random.default_rng(seed)
    target = np.eye(len(CLASSES), dtype=np.float32)[classes]
    share = weights.astype(np.float64) / weights.sum(dtype=np.float64)
    values = [
        0.3 * dice.standard_normal((vectors.shape[1], HIDDEN), dtype=np.float32),
        np.zeros(HIDDEN, np.float32),
        0.1 * dice.standard_normal((HIDDEN, len(CLASSES)), dtype=np.float32),
        np.zeros(len(CLASSES), np.float32),
    ]
    first, second = ([np.zeros_like(value) for value in values] for _ in range(2))
    for step in range(1, STEPS + 1):
        drawn = dice.choice(len(classes), DRAWN, p=share)
        batch = vectors[drawn] + BLUR * dice.standard_normal((DRAWN, vectors.shape[1]), dtype=np.float32)
        hidden = np.maximum(batch @ values[0] + values[1], 0)
        error = (softmax(hidden @ values[2] + values[3]) - target[drawn]) / DRAWN
        back = (error @ values[2].T) * (hidden > 0)
        slopes = (batch.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0))
        rate = RATE * min(1.0, 2 * (STEPS - step + 1) / STEPS)
        for place, slope in enumerate(slopes):
            first[place] = 0.9 * first[place] + 0.1 * slope
            second[place] = 0.999 * second[place] + 0.001 * slope**2
            pull = (first[place] / (1 - 0.9**step)) / (np.sqrt(second[place] / (1 - 0.999**step)) + 1e-8)
            values[place] -= rate * (pull + DECAY * values[place])
    return values[0], values[1], values[2], values[3]


def shares(network: Network, vectors: Floats) -> Floats:
    """How likely each class is, per vector."""
    inner, inner_bias, outer, bias = network
    return softmax(np.maximum(vectors @ inner + inner_bias, 0) @ outer + bias)


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
    rows += [(text, 0, NATURAL + number) for text, number in scenes()]
    texts = [plain_words(text) for text, _, _ in rows]
    classes = np.array([section for _, section, _ in rows])
    groups = np.array([group for _, _, group in rows])
    meaning = Meaning(remember=1)
    vectors = np.concatenate([meaning.vectors(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)])
    # Safe and unsafe weigh the same in all; among the safe, look-alikes and natural scenes more than lists.
    unsafe = classes > 0
    weigh = np.where(groups < COMPOSED, LOOK_ALIKES_WEIGH, np.where(groups < NATURAL, 1.0, SCENES_WEIGH))
    weights = np.where(unsafe, 1 / unsafe.sum(), weigh / weigh[~unsafe].sum()).astype(np.float32)
    if measure:
        report(texts, classes, groups, left_out(vectors, classes, groups, weights))
        return
    write(fitted(vectors, classes, weights))
    sys.stdout.write(f"{len(texts)} texts, {HEAD.stat().st_size} bytes\n")


def left_out(vectors: Floats, classes: Ints, groups: Ints, weights: Floats) -> Floats:
    """How likely each class is to a network that never saw the phrase, scene or secret that a text belongs to: five folds."""
    found = np.zeros((len(classes), len(CLASSES)), np.float32)
    for number in range(FOLDS):
        kept = groups % FOLDS != number
        found[~kept] = shares(fitted(vectors[kept], classes[kept], weights[kept]), vectors[~kept])
    return found


def report(texts: list[str], classes: Ints, groups: Ints, found: Floats) -> None:
    """What thresholds would do on what was left out, and which harmless texts are refused; phrases count once, in their bare form.

    "Guard" is with the lexicon: a listed word refuses by itself, an ambiguous one from a lower threshold on.
    """
    lexicon = Lexicon.load()
    unsafe, chance = classes > 0, 1 - found[:, 0]
    bare = np.concatenate([[True], groups[1:] != groups[:-1]]) | (groups >= NATURAL)
    place = groups - NATURAL
    kinds = {
        "unsafe": unsafe & bare,
        "look-alikes": ~unsafe & bare & (groups < COMPOSED),
        "topics": (place >= TOPICS) & (place < DECK),
        "names of things": (groups >= COMPOSED) & (groups < NATURAL),
        "scenes": (place >= 0) & (place < TOPICS),
        "deck": place >= DECK,
    }
    for name, chosen in kinds.items():
        words = [lexicon.find(texts[row]) for row in np.flatnonzero(chosen)]
        listed = np.array([bool(one.blocked) for one in words])
        hinted = np.array(
            [
                Category(CLASSES[1 + int(found[row, 1:].argmax())]) in one.hinted
                for row, one in zip(np.flatnonzero(chosen), words, strict=True)
            ]
        )
        hinted &= chance[chosen] >= HINTED_FROM
        for limit in LIMITS:
            hits = chance[chosen] >= limit
            sys.stdout.write(
                f"{name} ({len(words)}), p >= {limit}: learned {hits.mean():.4f}, guard {(hits | hinted | listed).mean():.4f}\n"
            )
    for row in np.flatnonzero(~unsafe & bare & (chance > REVIEW_FROM)):
        sys.stdout.write(f"refused at {chance[row]:.2f}: {texts[row]}\n")


def write(network: Network) -> None:
    """An .npz without dates, so that the same numbers are the same bytes."""
    inner, inner_bias, matrix, bias = (value.astype(np.float16) for value in network)
    arrays = {"inner": inner, "inner_bias": inner_bias, "matrix": matrix, "bias": bias, "classes": np.array(CLASSES)}
    with zipfile.ZipFile(HEAD, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in arrays.items():
            data = BytesIO()
            np.save(data, value, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (2020, 1, 1, 0, 0, 0)), data.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
