"""Measures the sketch painter: time per 1024 x 1024 picture with encoding, and the event loop's lag while twenty are painted."""

import asyncio
import dataclasses
import statistics
import time

from generation.pool import Pool
from generation.sketch.painter import Painter, encoded
from generation.sketch.scene import Layer, Place, Relation, Scene, Style, Thing, Time, Weather
from generation.sketch.sprites import Sprites

SIZE = 1024
ROUNDS = 3


def _things(*rows: tuple[str, float, Layer]) -> tuple[Thing, ...]:
    return tuple(Thing(art, art, scale=scale, layer=layer) for art, scale, layer in rows)


def scenes() -> list[Scene]:
    """Twenty mixed scenes: 14 in the default style, one each of six others."""
    ground, sky, far, water, scatter = Layer.GROUND, Layer.SKY, Layer.FAR, Layer.WATER, Layer.SCATTER
    dog = _things(("dog", 1, ground))
    rider = (Thing("rabbit", "rabbit", scale=0.6, relation=Relation.ON, of=1), Thing("horse", "horse", scale=1.9))
    made = [
        Scene(dog + _things(("eiffel-tower", 4, far)), Place.MEADOW, Time.DAWN),
        Scene((*rider, *_things(("daffodil", 0.5, scatter))), Place.MEADOW, Time.DAY, frozenset({Weather.FOG})),
        Scene((Thing("automobile", "cars", 4, "red", 1.6, relation=Relation.FLYING),), Place.FUTURE_CITY, Time.SUNSET),
        Scene((Thing("cat", "cat", 1, "yellow"),), Place.FOREST, Time.NIGHT, frozenset({Weather.MOONLIGHT})),
        Scene(_things(("astronaut", 1.5, ground), ("robot", 1.3, ground)), Place.MOON),
        Scene(_things(("sailboat", 2, water), ("lighthouse", 4, far)), Place.SEA, Time.SUNSET, frozenset({Weather.STORM})),
        Scene((Thing("penguin", "penguins", 3, scale=0.8),), Place.CITY, Time.DAY, frozenset({Weather.SNOW})),
        Scene(_things(("dragon", 3, sky), ("shallow-pan-of-food", 0.5, ground)), Place.BEACH),
        Scene(_things(("panda", 1.3, ground), ("bicycle", 1.2, ground)), Place.BAMBOO),
        Scene(_things(("lady-beetle", 0.25, ground), ("elephant", 3, ground)), Place.JUNGLE),
        Scene((Thing("tropical-fish", "fish", 5, scale=0.5, layer=water),), Place.UNDERWATER),
        Scene(_things(("owl", 0.7, sky)), Place.LIBRARY, Time.NIGHT),
        Scene(_things(("wizard", 1.5, ground), ("black-cat", 0.9, ground)), Place.CASTLE, Time.NIGHT, frozenset({Weather.STARS})),
        Scene(_things(("teddy-bear", 0.8, ground), ("birthday-cake", 0.7, ground)), Place.TABLE),
    ]
    others = (Style.WATERCOLOUR, Style.PIXEL, Style.NEON, Style.PENCIL, Style.OIL, Style.COMIC)
    return made + [dataclasses.replace(made[number], style=style) for number, style in enumerate(others)]


def picture(painter: Painter, scene: Scene, seed: int) -> int:
    """Paint and encode once; the answer is the size in bytes."""
    return len(encoded(painter.paint(scene, seed=seed, width=SIZE, height=SIZE)))


def warm_times(painter: Painter) -> list[float]:
    """Milliseconds of this thread's own processor time per picture, sprites and textures already there, new seeds each round."""
    spent = []
    for turn in range(ROUNDS + 1):
        for scene in scenes():
            start = time.thread_time()
            picture(painter, scene, turn)
            if turn:
                spent.append((time.thread_time() - start) * 1000)
    return spent


async def loop_lag(painter: Painter) -> tuple[list[float], float]:
    """Lags (ms) of a ticker that wants to wake every millisecond while twenty pictures are painted, and the wall time (s)."""
    pool, lags, done = Pool(2), [], asyncio.Event()

    async def tick() -> None:
        while not done.is_set():
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            lags.append((time.perf_counter() - start) * 1000 - 1)

    ticker = asyncio.create_task(tick())
    start = time.perf_counter()
    await asyncio.gather(*(pool.run(picture, painter, scene, 70 + number) for number, scene in enumerate(scenes())))
    wall = time.perf_counter() - start
    done.set()
    await ticker
    pool.close()
    return lags, wall


def main() -> None:
    """Print the figures."""
    painter = Painter(Sprites.load())
    start = time.perf_counter()
    picture(painter, scenes()[0], 1)
    print(f"first picture ever: {(time.perf_counter() - start) * 1000:.0f} ms")
    spent = sorted(warm_times(painter))
    late = spent[int(len(spent) * 0.95)]
    print(f"warm 1024 x 1024 with JPEG: median {statistics.median(spent):.0f} ms, p95 {late:.0f} ms of one core")
    lags, wall = asyncio.run(loop_lag(painter))
    lags.sort()
    half, late, worst = (lags[min(len(lags) - 1, int(len(lags) * share))] for share in (0.5, 0.99, 1))
    print(f"20 pictures in Pool(2): {wall:.2f} s; loop lag p50 {half:.1f}, p99 {late:.1f}, max {worst:.1f} ms")


if __name__ == "__main__":
    main()
