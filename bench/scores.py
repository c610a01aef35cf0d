"""Holds the scorers against a file of judged guesses: `python -m bench.scores [--file guesses.jsonl]`.

One JSON object a line with `kind`, `secret`, `guess` and `referee` (0..100).
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

from generation.meaning import Meaning
from generation.ports import Scorer
from generation.scoring import MeaningScorer, WordScorer

JUDGED = Path(__file__).with_name("guesses.jsonl")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print mean absolute error, Spearman's rho, the highest spam and the time of a guess, for each scorer."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--file", type=Path, default=JUDGED)
    chosen = options.parse_args(arguments)
    rows = [json.loads(line) for line in chosen.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    scorers: dict[str, Scorer] = {"by meaning": MeaningScorer(Meaning()), "by words": WordScorer()}
    for name, scorer in scorers.items():
        scorer.score("a red fox", "a blue horse")  # so that loading is not counted
        points, times_ms = [], []
        for row in rows:
            began = time.perf_counter()
            points.append(scorer.score(row["secret"], row["guess"]).points)
            times_ms.append((time.perf_counter() - began) * 1000)
        off = [abs(given - row["referee"]) for given, row in zip(points, rows, strict=True)]
        spam = [given for given, row in zip(points, rows, strict=True) if row["kind"].startswith("spam")]
        print(f"{name}: {len(rows)} pairs")
        print(f"  mean absolute error {mean(off):.2f}, within 20 points {sum(one <= 20 for one in off)}, worst {max(off)}")
        print(f"  Spearman's rho {spearman(points, [row['referee'] for row in rows]):.3f}, highest spam {max(spam, default=0)}")
        print(f"  {median(times_ms):.1f} ms a guess (median), {max(times_ms):.1f} ms at most")
        for kind in dict.fromkeys(row["kind"] for row in rows):
            own = [one for one, row in zip(off, rows, strict=True) if row["kind"] == kind]
            print(f"    {kind:<14} {mean(own):5.1f}  ({len(own)})")


def spearman(some: Sequence[float], others: Sequence[float]) -> float:
    """Pearson's correlation of the ranks; equal values share their mean rank. 0 where one side is constant."""
    first, second = _ranks(some), _ranks(others)
    middle = mean(first)
    upper = sum((one - middle) * (other - middle) for one, other in zip(first, second, strict=True))
    lower = sum((one - middle) ** 2 for one in first) * sum((one - middle) ** 2 for one in second)
    return upper / lower**0.5 if lower else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    count = {value: ordered.count(value) for value in set(values)}
    return [ordered.index(value) + (count[value] - 1) / 2 for value in values]


if __name__ == "__main__":
    main()
