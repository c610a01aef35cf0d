"""Train the guard's learned layer from `guard_phrases.txt` and harmless scenes: python -m tools.train_guard [--folds].

It writes generation/safety/head.npz: a small network from the sentence vector to "safe" and the categories; the same texts give the
same weights. With `--folds` it only prints how well the guard does on phrases, scenes and sentences of the deck that were left out.
Either takes some minutes.
"""

import argparse
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from generation.meaning import Meaning
from generation.safety.learned import HINTED_FROM, REVIEW_FROM, plain_words
from generation.safety.lexicon import Lexicon
from generation.safety.policy import Category
from tools.guard_scenes import DECK, TOPICS
from tools.guard_texts import CLASSES, COMPOSED, NATURAL, Row, rows

BATCH = 64
FOLDS = 5
HEAD = Path(__file__).parents[1] / "generation" / "safety" / "head.npz"
# Some small networks, averaged: at equal false alarms a network finds more than a softmax on the vector itself.
MEMBERS = 2
HIDDEN = 80
STEPS = 1500
AVERAGED = 400  # of the last steps: what comes out depends less on chance
DRAWN = 1024  # texts a step
RATE = 0.01
DECAY = 0.05
BLUR = 0.04  # noise on each number of a vector, so that neighbours in meaning count as well
LOOK_ALIKES_WEIGH = 3.0
ALONE = 8  # texts of a phrase that stands alone, in its frames
FAMILIES_WEIGH = 0.7  # a family of n times as many texts counts as n ** this phrases
SCENES_WEIGH = 2.0
LIMITS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
LARGEST = 127
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Network = tuple[Floats, Floats, Floats, Floats]


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
    upto = np.cumsum(weights, dtype=np.float64)
    values = [
        0.3 * dice.standard_normal((vectors.shape[1], HIDDEN), dtype=np.float32),
        np.zeros(HIDDEN, np.float32),
        0.1 * dice.standard_normal((HIDDEN, len(CLASSES)), dtype=np.float32),
        np.zeros(len(CLASSES), np.float32),
    ]
    first, second, mean = ([np.zeros_like(value) for value in values] for _ in range(3))
    numbers = DRAWN * vectors.shape[1]
    blur = BLUR * dice.standard_normal(4 * numbers, dtype=np.float32)  # taken from anywhere in it: to draw it anew takes longer
    for step in range(1, STEPS + 1):
        drawn = np.searchsorted(upto, upto[-1] * dice.random(DRAWN))
        start = int(dice.integers(3 * numbers))
        batch = vectors[drawn] + blur[start : start + numbers].reshape(DRAWN, -1)
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
            if step > STEPS - AVERAGED:
                mean[place] += values[place] / AVERAGED
    return mean[0], mean[1], mean[2], mean[3]


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
    options.add_argument("--folds", action="store_true", help="only measure: five folds, whole phrases and families left out")
    measure = options.parse_args().folds
    texts = list(rows())
    vectors = vectors_of([row.text for row in texts])
    if measure:
        report(texts, left_out(vectors, texts))
        return
    write(fitted(vectors, sections(texts), weights(texts)))
    sys.stdout.write(f"{len(texts)} texts, {HEAD.stat().st_size} bytes\n")


def vectors_of(texts: Sequence[str]) -> Floats:
    """The vectors of texts as the guard would ask for them, in batches."""
    meaning = Meaning(remember=1)
    words = [plain_words(text) for text in texts]
    return np.concatenate([meaning.vectors(words[start : start + BATCH]) for start in range(0, len(words), BATCH)])


def sections(texts: Sequence[Row]) -> Ints:
    """The number of the class of each text."""
    return np.array([row.section for row in texts])


def weights(texts: Sequence[Row]) -> Floats:
    """How much each text counts: safe and unsafe the same in all; a family more than a phrase, not as much as all its members."""
    groups = Counter(row.group for row in texts)
    found = np.empty(len(texts), np.float64)
    for place, row in enumerate(texts):
        if row.group >= NATURAL:
            found[place] = SCENES_WEIGH
        elif row.group >= COMPOSED:
            found[place] = 1.0
        else:
            found[place] = LOOK_ALIKES_WEIGH * ALONE * (groups[row.group] / ALONE) ** FAMILIES_WEIGH / groups[row.group]
    unsafe = sections(texts) > 0
    found[unsafe] /= found[unsafe].sum()
    found[~unsafe] /= found[~unsafe].sum()
    return found.astype(np.float32)


def left_out(vectors: Floats, texts: Sequence[Row]) -> Floats:
    """How likely each class is to a network that never saw the phrase, family, scene or secret of a text: five folds."""
    classes, weigh = sections(texts), weights(texts)
    folds = np.array([row.group % FOLDS for row in texts])
    found = np.zeros((len(texts), len(CLASSES)), np.float32)
    for number in range(FOLDS):
        kept = folds != number
        found[~kept] = shares(fitted(vectors[kept], classes[kept], weigh[kept]), vectors[~kept])
    return found


def report(texts: Sequence[Row], found: Floats) -> None:
    """What thresholds would do on what was left out, and which harmless texts are refused; only texts without a frame count.

    "Guard" is with the lexicon: a listed word refuses by itself, an ambiguous one from a lower threshold on.
    """
    lexicon = Lexicon.load()
    chance = 1 - found[:, 0]
    classes = sections(texts)
    kinds: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(texts):
        if not row.bare:
            continue
        if row.section:
            kinds[f"unsafe: {CLASSES[row.section]}"].append(place)
        kinds[_kind(row)].append(place)
    for name, chosen in sorted(kinds.items()):
        words = [lexicon.find(texts[place].text.lower()) for place in chosen]
        listed = np.array([bool(one.blocked) for one in words])
        hinted = np.array(
            [Category(CLASSES[1 + int(found[place, 1:].argmax())]) in one.hinted for place, one in zip(chosen, words, strict=True)]
        )
        hinted &= chance[chosen] >= HINTED_FROM
        for limit in LIMITS:
            hits = chance[chosen] >= limit
            sys.stdout.write(
                f"{name} ({len(words)}), p >= {limit}: learned {hits.mean():.4f}, guard {(hits | hinted | listed).mean():.4f}\n"
            )
    for refused in np.flatnonzero((classes == 0) & (chance > REVIEW_FROM)).tolist():
        if texts[refused].bare:
            sys.stdout.write(f"refused at {chance[refused]:.2f}: {texts[refused].text}\n")


def _kind(row: Row) -> str:
    if row.section:
        return "unsafe"
    if row.group < COMPOSED:
        return "look-alikes"
    if row.group < NATURAL:
        return "names of things"
    place = row.group - NATURAL
    return "scenes" if place < TOPICS else "topics" if place < DECK else "deck"


def write(network: Network) -> None:
    """An .npz without dates: the same numbers are the same bytes. The large matrix is whole numbers and a scale a column."""
    inner, inner_bias, matrix, bias = network
    scale = np.abs(inner).max(axis=0) / LARGEST
    arrays = {
        "inner": np.rint(inner / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "inner_bias": inner_bias.astype(np.float16),
        "matrix": matrix.astype(np.float16),
        "bias": bias.astype(np.float16),
        "classes": np.array(CLASSES),
    }
    with zipfile.ZipFile(HEAD, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in arrays.items():
            data = BytesIO()
            np.save(data, value, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (2020, 1, 1, 0, 0, 0)), data.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
