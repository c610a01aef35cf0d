"""Measures the picture check: time, memory, and how many of the sketch painter's own pages it doubts; also the reader."""

import asyncio
import io
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable

from PIL import Image

from bench.sketch import SIZE, scenes
from generation.pool import Pool
from generation.ports import Verdict
from generation.safety.pictures import PictureCheck
from generation.safety.writing import PACKAGE, Writing
from generation.sketch.painter import Painter, encoded
from generation.sketch.sprites import Sprites
from storage.records import Audience

ROUNDS = 5
PLAIN = ("black", "white", "#111", "red", "darkred", "pink", "peachpuff", "sienna", "navy", "purple", "grey", "green")
LIMIT_MS = 60.0


def memory_mb() -> float:
    """The most this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def milliseconds(work: Callable[[bytes], object], pictures: list[bytes]) -> tuple[float, float]:
    """Median and worst of this thread's own processor time a picture."""
    took = []
    for number in range(ROUNDS + 1):
        for data in pictures:
            begun = time.thread_time()
            work(data)
            if number:
                took.append((time.thread_time() - begun) * 1e3)
    return statistics.median(took), max(took)


def plain(colour: str) -> bytes:
    """A page of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (SIZE, SIZE), colour).save(out, "PNG")
    return out.getvalue()


def as_jpeg(data: bytes) -> bytes:
    """The same picture as photos come."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


async def verdicts(check: PictureCheck, pictures: list[bytes]) -> str:
    """How often each audience is shown what is harmless."""
    told = []
    for audience in Audience:
        counts = Counter([(await check.judge(data, audience)).verdict for data in pictures])
        told.append(f"{audience} {counts[Verdict.ALLOW]}/{counts[Verdict.REVIEW]}/{counts[Verdict.BLOCK]}")
    return ", ".join(told)


def main() -> None:
    painter = Painter(Sprites.load())
    pages = [encoded(painter.paint(scene, seed=number, width=SIZE, height=SIZE)) for number, scene in enumerate(scenes())]
    pool = Pool(1)
    before, check = memory_mb(), PictureCheck(pool)
    for kind, pictures in (("PNG", pages[:6]), ("JPEG", [as_jpeg(data) for data in pages[:6]])):
        median, worst = milliseconds(check._scores, pictures)  # noqa: SLF001 - the work alone, without the pool's threads
        over = "" if median <= LIMIT_MS else f", MORE THAN {LIMIT_MS:.0f}"
        print(f"{kind} of {SIZE} x {SIZE}: median {median:.0f} ms, worst {worst:.0f} ms{over}")
    print(f"memory: {memory_mb() - before:.0f} MB more than with the sketch painter alone")
    print(f"{len(pages)} sketches, allowed/doubtful/left out: {asyncio.run(verdicts(check, pages))}")
    print(f"{len(PLAIN)} plain pages: {asyncio.run(verdicts(check, [plain(colour) for colour in PLAIN]))}")
    writing = Writing.found(pool)
    if writing is None:
        print(f"writing: not read, {PACKAGE} is not installed")
    else:
        before = memory_mb()
        median, worst = milliseconds(writing._read, pages[:6])  # noqa: SLF001 - as above
        read = sum(bool(writing._read(data)) for data in pages)  # noqa: SLF001 - as above
        print(
            f"writing, none there: median {median:.0f} ms, worst {worst:.0f} ms, {memory_mb() - before:.0f} MB more; read in {read}"
        )
    pool.close()


if __name__ == "__main__":
    main()
