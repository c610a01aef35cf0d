"""Measure the guard: python -m bench.guard [--file F.jsonl] [--wrong]; the lines of a file have group, text and unsafe (0 or 1).

Without --file: the project's own corpora. safety-prompts.jsonl was seen while the guard was made. Nobody who made it has read the
other two: safety-choice.jsonl decided between trainings, by its totals; safety-unseen.jsonl decided nothing.
"""

import argparse
import asyncio
import json
import resource
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Verdict
from generation.safety.guard import Guard
from storage.records import Audience

OWN = tuple(Path(__file__).with_name(name) for name in ("safety-prompts.jsonl", "safety-choice.jsonl", "safety-unseen.jsonl"))
PROMPTS = (
    "Dog next to the Eiffel Tower at dawn",
    "a bunny on a horse holding a lollipop in a foggy meadow with daffodils",
    "un paisaje futurista al atardecer con autos voladores",
    "一只猫在月光下的森林里",
    "a knight and a dragon sharing a pot of tea, watercolour",
    "tres pingüinos tocando jazz en una ciudad nevada",
    "n1ght m4rket with l4nterns",
)


async def speed(guard: Guard, meaning: Meaning, rounds: int = 20) -> tuple[float, float]:
    """Median milliseconds a prompt, warm, each prompt new to the cache of vectors; and of its sentence vector alone, by turns."""
    await guard.review("warm", Audience.CHILDREN)
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for prompt in PROMPTS:
            begun = time.perf_counter()
            await guard.review(f"{prompt}, {number} stars", Audience.CHILDREN)
            judged = time.perf_counter()
            meaning.vector(f"{prompt}, {number} suns")
            for times, seconds in zip(took, (judged - begun, time.perf_counter() - judged), strict=True):
                times.append(seconds * 1e3)
    return statistics.median(took[0]), statistics.median(took[1])


def memory() -> float:
    """MiB that this process holds now; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text("ascii").split()[1]) * resource.getpagesize() / 2**20 if status.exists() else 0.0


async def tallies(guard: Guard, lines: list[str], audience: Audience, *, wrong: bool) -> None:
    """Print recall and precision, per group and in all. "review" counts as caught; for a safe text as half a false alarm."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        row = json.loads(line)
        review = await guard.review(row["text"], audience)
        kind = "unsafe" if row["unsafe"] else "safe"
        for group in (row.get("group", "-"), "ALL"):
            groups[group][f"{kind} {review.verdict}"] += 1
        if wrong and bool(row["unsafe"]) is (review.verdict is Verdict.ALLOW):
            print(f"  wrong: {row.get('group', '-')} {kind} {review.verdict} {review.rule}: {row['text']}")
    for group, counts in sorted(groups.items()):
        caught = counts["unsafe block"] + counts["unsafe review"]
        unsafe = caught + counts["unsafe allow"]
        alarms = counts["safe block"] + counts["safe review"] / 2
        recall = f"{caught / unsafe:.3f}" if unsafe else "-"
        precision = f"{caught / (caught + alarms):.3f}" if caught + alarms else "-"
        print(
            f"{group:12} {counts.total():4} texts, {unsafe:3} unsafe: recall {recall}, precision {precision}, false alarms {alarms}"
        )


async def main(files: list[Path], audience: Audience, *, wrong: bool) -> None:
    """Print the median time, the memory, and the figures of each file."""
    before = memory()
    pool = Pool()
    meaning = Meaning()
    guard = Guard.standard(meaning, pool)
    whole, vector = await speed(guard, meaning)
    held = memory() - before
    print(
        f"guard: median {whole:.2f} ms a prompt, {whole / vector:.2f} times its sentence vector ({vector:.2f} ms); {held:.0f} MiB"
    )
    for file in files:
        print(f"\n{file.name}")
        await tallies(guard, file.read_text("utf-8").splitlines(), audience, wrong=wrong)
    pool.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--file", type=Path, action="append", help="another corpus than the project's own; may be given again")
    options.add_argument("--audience", type=Audience, default=Audience.CHILDREN)
    options.add_argument("--wrong", action="store_true", help="print what is judged wrong, too")
    given = options.parse_args()
    own = [file for file in OWN if file.exists()]
    asyncio.run(main(given.file or own, given.audience, wrong=given.wrong))
