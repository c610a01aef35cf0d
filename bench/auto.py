"""Measure Auto: python -m bench.auto [--tuned]; how often the goal that it reads is the one for which a person would choose.

The lines of auto.jsonl were labelled by hand and are none of the examples. Half are held back: the figures of generation/goals.py
were fitted without them.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from pathlib import Path

from generation.goals import Goals
from generation.meaning import Meaning

LINES = Path(__file__).with_name("auto.jsonl")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tuned", action="store_true", help="only the half that may be looked at")
    options.add_argument("--verbose", action="store_true", help="with the scores of what went wrong")
    given = options.parse_args()
    rows = [json.loads(line) for line in LINES.read_text("utf-8").splitlines()]
    rows = [row for row in rows if not (given.tuned and row["held"])]
    goals = Goals(Meaning())
    goals.goal("warm")
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    times_ms = []
    for row in rows:
        began = time.perf_counter()
        goal = goals.goal(row["prompt"])
        times_ms.append((time.perf_counter() - began) * 1000)
        for group in ("all", "held back" if row["held"] else "tuned", row["locale"], row["goal"]):
            of[group] += 1
            right[group] += goal == row["goal"]
        if goal != row["goal"]:
            print(f"  {row['goal']}, read as {goal}: {row['prompt']}")
            if given.verbose:
                print("    ", ", ".join(f"{one} {score:.2f}" for one, score in goals.scores(row["prompt"]).items()))
    for group, count in of.items():
        print(f"{group:<10} {right[group]:>2} of {count} right ({100 * right[group] / count:.0f} %)")
    print(f"{statistics.median(times_ms):.1f} ms a prompt (median), {max(times_ms):.1f} ms at most")


if __name__ == "__main__":
    main()
