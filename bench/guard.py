"""Measure the guard: python -m bench.guard [--file F.jsonl]; the file's lines have group, text and unsafe (0 or 1)."""

import argparse
import asyncio
import json
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Verdict
from generation.safety.guard import Guard
from storage.records import Audience

PROMPTS = (
    "Dog next to the Eiffel Tower at dawn",
    "a bunny on a horse holding a lollipop in a foggy meadow with daffodils",
    "un paisaje futurista al atardecer con autos voladores",
    "一只猫在月光下的森林里",
    "a knight and a dragon sharing a pot of tea, watercolour",
    "tres pingüinos tocando jazz en una ciudad nevada",
    "n1ght m4rket with l4nterns",
)


async def speed(guard: Guard, rounds: int = 20) -> float:
    """Median milliseconds a prompt, warm, each prompt new to the cache of vectors."""
    await guard.review("warm", Audience.CHILDREN)
    took = []
    for number in range(rounds):
        for prompt in PROMPTS:
            begun = time.perf_counter()
            await guard.review(f"{prompt}, {number} stars", Audience.CHILDREN)
            took.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(took)


async def tallies(guard: Guard, lines: list[str], audience: Audience) -> None:
    """Print recall and precision, per group and in all. "review" counts as caught; for a safe text as half a false alarm."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        row = json.loads(line)
        review = await guard.review(row["text"], audience)
        kind = "unsafe" if row["unsafe"] else "safe"
        for group in (row.get("group", "-"), "ALL"):
            groups[group][f"{kind} {review.verdict}"] += 1
        if bool(row["unsafe"]) is (review.verdict is Verdict.ALLOW):
            print(f"  wrong: {row.get('group', '-')} {kind} {review.verdict} {review.rule}: {row['text']}")
    for group, counts in groups.items():
        caught = counts["unsafe block"] + counts["unsafe review"]
        unsafe = caught + counts["unsafe allow"]
        alarms = counts["safe block"] + counts["safe review"] / 2
        recall = f"{caught / unsafe:.3f}" if unsafe else "-"
        precision = f"{caught / (caught + alarms):.3f}" if caught + alarms else "-"
        print(
            f"{group:12} {counts.total():4} texts, {unsafe:3} unsafe: recall {recall}, precision {precision}, false alarms {alarms}"
        )


async def main(lines: list[str], audience: Audience) -> None:
    """Print the median time, and the figures of the lines if there are any."""
    pool = Pool()
    guard = Guard.standard(Meaning(), pool)
    print(f"guard: median {await speed(guard):.2f} ms a prompt")
    await tallies(guard, lines, audience)
    pool.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--file", type=Path)
    options.add_argument("--audience", type=Audience, default=Audience.CHILDREN)
    given = options.parse_args()
    asyncio.run(main(given.file.read_text("utf-8").splitlines() if given.file else [], given.audience))
