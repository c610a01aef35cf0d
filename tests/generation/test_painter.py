"""The painter: the same order gives the same bytes, every word of the scene is seen, and nothing hides anything else."""

import hashlib
import io
import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from generation.pool import Pool
from generation.ports import Order
from generation.safety.prompt import _GUARD_ONLY, SafePrompt
from generation.sketch.boxes import overlap
from generation.sketch.compose import Placed, hidden
from generation.sketch.layers import layer_on
from generation.sketch.light import INDOORS
from generation.sketch.painter import MIME, Painter, SketchPainter, encoded, style_of
from generation.sketch.plan import plan_of
from generation.sketch.scene import COLOURS, Layer, Place, Relation, Scene, Style, Thing, Time, Weather
from generation.sketch.sprites import Sprites
from storage.problem import Problem
from storage.records import Audience

SPRITES = Sprites.load()
PAINTER = Painter(SPRITES)
DOG = Thing("dog", "dog")
DOGS = Scene((DOG,))
MOST_HIDDEN = 0.40  # of a thing's box, by another thing that is not tied to it


def pixels(scene: Scene, seed: int = 3, size: tuple[int, int] = (192, 192)) -> np.ndarray:
    return np.asarray(PAINTER.paint(scene, seed=seed, width=size[0], height=size[1]), np.float32)


def difference(first: np.ndarray, second: np.ndarray) -> float:
    """Mean absolute difference per channel, 0..255."""
    return float(np.abs(first - second).mean())


def safe(words: str) -> SafePrompt:
    return SafePrompt(words, words, words, "", "0" * 12, Audience.CHILDREN, _GUARD_ONLY)


def order(*seeds: int, style: str | None = None) -> Order:
    return Order("key", "sketch", "", "1:1", 128, 128, seeds, style)


class OneScene:
    """A reader that reads the same scene in every prompt."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.read_in: list[str] = []

    def read(self, text: str) -> Scene:
        self.read_in.append(threading.current_thread().name)
        return replace(self.scene, drawn=(text,))


@pytest.mark.parametrize("style", Style)
def test_the_same_order_gives_the_same_bytes_in_every_thread(style: Style) -> None:
    scene = Scene(
        (DOG, Thing("daffodil", "daffodils", layer=Layer.SCATTER)), Place.LAKE, Time.DAWN, frozenset({Weather.RAIN}), style
    )

    def digest(painter: Painter) -> str:
        return hashlib.sha256(encoded(painter.paint(scene, seed=9, width=160, height=128))).hexdigest()

    once = digest(PAINTER)
    with ThreadPoolExecutor(4) as threads:
        assert {*threads.map(digest, [PAINTER] * 6)} == {once}
    assert digest(Painter(Sprites.load())) == once


def test_the_same_order_gives_the_same_bytes_in_another_process() -> None:
    code = """
import hashlib
from generation.sketch.painter import Painter, encoded
from generation.sketch.scene import *
from generation.sketch.sprites import Sprites
weather = frozenset({Weather.SNOW, Weather.WIND, Weather.FOG})
scene = Scene((Thing("dog", "dog", 3), Thing("owl", "owl", layer=Layer.SKY)), Place.VILLAGE, Time.NIGHT, weather)
print(hashlib.sha256(encoded(Painter(Sprites.load()).paint(scene, seed=5, width=96, height=96))).hexdigest())
"""
    root = Path(__file__).parents[2]
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert len(printed) == 1


def test_seeds_give_visibly_different_pictures() -> None:
    scene = Scene((DOG, Thing("eiffel-tower", "tower", scale=4, layer=Layer.FAR)))
    seen = [pixels(scene, seed) for seed in range(6)]
    layouts = [PAINTER.layout(scene, seed=seed, width=192, height=192) for seed in range(6)]
    for first in range(6):
        for second in range(first):
            assert difference(seen[first], seen[second]) > 12, (first, second)
            assert max(abs(a - b) for a, b in zip(layouts[first][-1].box, layouts[second][-1].box, strict=True)) > 2
    assert len({sprite.flip for layout in layouts for sprite in layout if sprite.thing == 0}) == 2
    assert len({round(plan.horizon, 2) for plan in (PAINTER._begun(scene, seed, 9, 9)[1] for seed in range(20))}) > 5
    assert len({PAINTER._begun(scene, seed, 9, 9)[0].harmony.name for seed in range(80)}) == 12


def test_every_place_looks_like_no_other() -> None:
    seen = {place: pixels(Scene((), place)) for place in Place}
    for first in Place:
        for second in Place:
            assert first is second or difference(seen[first], seen[second]) > 5, (first, second)


@pytest.mark.parametrize("place", Place)
def test_the_time_of_day_is_seen_everywhere(place: Place) -> None:
    seen = [pixels(replace(DOGS, place=place, time=time)) for time in Time]
    for first in range(len(seen)):
        for second in range(first):
            assert difference(seen[first], seen[second]) > 1.5, (first, second)


@pytest.mark.parametrize("weather", Weather)
@pytest.mark.parametrize("place", [Place.MEADOW, Place.SEA, Place.CITY, Place.ROOM])
def test_weather_is_seen_outdoors_and_through_the_window(weather: Weather, place: Place) -> None:
    plain, changed = pixels(replace(DOGS, place=place)), pixels(replace(DOGS, place=place, weather=frozenset({weather})))
    assert difference(plain, changed) > (0.5 if place in INDOORS else 2.0)


def test_every_style_looks_like_no_other() -> None:
    seen = {style: pixels(replace(DOGS, style=style)) for style in Style}
    for first in Style:
        for second in Style:
            assert first is second or difference(seen[first], seen[second]) > 4, (first, second)


def test_oil_does_not_wipe_out_the_rain() -> None:
    wet = replace(DOGS, style=Style.OIL, weather=frozenset({Weather.RAIN}))
    picture = pixels(wet, size=(256, 256)).mean(axis=2)
    dry = pixels(replace(wet, weather=frozenset({Weather.CLOUDS})), size=(256, 256)).mean(axis=2)
    assert np.abs(np.diff(picture, axis=1)).mean() > np.abs(np.diff(dry, axis=1)).mean() * 1.03


def test_pixel_art_has_large_pixels_and_few_colours() -> None:
    picture = PAINTER.paint(replace(DOGS, style=Style.PIXEL), seed=1, width=600, height=600)
    cells = np.asarray(picture).reshape(150, 4, 150, 4, 3)
    assert (cells == cells[:, :1, :, :1]).all()
    assert len(picture.getcolors(100_000) or ()) <= 80


@pytest.mark.parametrize("size", [(256, 256), (768, 256), (256, 768), (2048, 700), (257, 301)])
def test_any_size(size: tuple[int, int]) -> None:
    picture = PAINTER.paint(DOGS, seed=1, width=size[0], height=size[1])
    assert (picture.size, picture.mode) == (size, "RGB")


def boxes(scene: Scene, seed: int = 1, width: int = 1024, height: int = 1024) -> dict[int, list[Placed]]:
    found: dict[int, list[Placed]] = {}
    for sprite in PAINTER.layout(scene, seed=seed, width=width, height=height):
        if not sprite.lower:
            found.setdefault(sprite.thing, []).append(sprite)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_main_thing_fills_the_page(seed: int) -> None:
    for place in (Place.MEADOW, Place.CITY, Place.ROOM, Place.SEA):
        sprite = boxes(replace(DOGS, place=place), seed)[0][0]
        assert 0.25 <= sprite.height / 1024 <= 0.82


def test_counts_are_kept_up_to_twelve() -> None:
    for count in (1, 2, 3, 5, 8, 12):
        for layer in (Layer.GROUND, Layer.SKY, Layer.WATER, Layer.FAR):
            assert len(boxes(Scene((replace(DOG, count=count, layer=layer),), Place.SEA))[0]) == count
    assert len(boxes(Scene((replace(DOG, count=40),)))[0]) == 12
    assert len(boxes(Scene((replace(DOG, count=4, layer=Layer.SCATTER),)))[0]) >= 4


def test_a_ladybird_is_seen_beside_an_elephant() -> None:
    found = boxes(Scene((Thing("lady-beetle", "ladybird", scale=0.25), Thing("elephant", "elephant", scale=3))))
    assert 0.25 < found[0][0].height / found[1][0].height < 0.7


def middle(sprite: Placed) -> tuple[float, float]:
    return (sprite.box[0] + sprite.box[2]) / 2, (sprite.box[1] + sprite.box[3]) / 2


@pytest.mark.parametrize("seed", range(4))
def test_relations_put_things_where_the_words_say(seed: int) -> None:
    def pair(relation: Relation, art: str, scale: float, base: str, base_scale: float) -> tuple[Placed, Placed, list[int]]:
        scene = Scene((Thing(art, art, scale=scale, relation=relation, of=1), Thing(base, base, scale=base_scale)))
        painted = [sprite.thing for sprite in PAINTER.layout(scene, seed=seed, width=512, height=512) if not sprite.lower]
        found = boxes(scene, seed, 512, 512)
        return found[0][0], found[1][0], painted

    rider, horse, painted = pair(Relation.ON, "rabbit", 0.6, "horse", 1.9)
    assert horse.box[1] - 5 < rider.box[3] < middle(horse)[1] + 0.25 * horse.height
    assert painted == [1, 0]
    hat, cat, painted = pair(Relation.WEARING, "top-hat", 0.4, "cat", 0.9)
    assert middle(hat)[1] < cat.box[1] + 0.2 * cat.height
    assert painted == [1, 0]
    book, fox, _ = pair(Relation.HOLDING, "open-book", 0.5, "fox", 1.0)
    assert overlap(book.box, fox.box) > 0
    assert book.height < 0.62 * fox.height
    dog, umbrella, _ = pair(Relation.UNDER, "dog", 1.0, "umbrella", 0.9)
    assert umbrella.box[1] < dog.box[1]
    assert middle(umbrella)[1] < middle(dog)[1]
    mouse, tree, painted = pair(Relation.UNDER, "mouse", 0.4, "deciduous-tree", 3.0)
    assert mouse.box[3] > tree.box[3] - 0.1 * tree.height
    assert painted == [1, 0]
    back, front, painted = pair(Relation.BEHIND, "dog", 1.0, "cat", 0.9)
    assert back.box[3] < front.box[3]
    assert painted == [0, 1]
    front, back, painted = pair(Relation.IN_FRONT, "dog", 1.0, "house", 2.5)
    assert front.box[3] > back.box[3]
    assert painted == [1, 0]
    guest, basket, _ = pair(Relation.INSIDE, "cat", 0.9, "basket", 0.8)
    assert basket.box[0] < middle(guest)[0] < basket.box[2]
    assert guest.box[3] < basket.box[3]


def test_what_flies_has_air_below_and_what_swims_is_in_the_water() -> None:
    for seed in range(6):
        flying = boxes(Scene((Thing("dog", "dog", relation=Relation.FLYING), Thing("cat", "cat"))), seed)
        assert flying[0][0].box[3] < flying[1][0].box[3] - 100
        assert flying[0][0].foot is None
        scene = Scene((Thing("sailboat", "boat", scale=2, layer=Layer.WATER), DOG), Place.LAKE)
        plan = PAINTER._begun(scene, seed, 1024, 1024)[1]
        boat = boxes(scene, seed)[0][0]
        assert plan.swim is not None
        assert plan.swim[0] - 0.01 <= boat.box[3] / 1024 <= plan.swim[1] + 0.01


def test_far_things_stand_on_the_horizon() -> None:
    scene = Scene((DOG, Thing("eiffel-tower", "tower", scale=4, layer=Layer.FAR)))
    for seed in range(6):
        horizon = PAINTER._begun(scene, seed, 1024, 1024)[1].horizon * 1024
        tower = boxes(scene, seed)[1][0]
        assert horizon <= tower.box[3] < horizon + 100
        assert tower.distance > 0


ARTS = (
    "dog",
    "horse",
    "eiffel-tower",
    "lady-beetle",
    "sailboat",
    "tropical-fish",
    "snake",
    "giraffe",
    "sunflower",
    "owl",
    "wizard",
    "bus",
)
THINGS = st.builds(
    Thing,
    st.sampled_from(ARTS),
    st.just("thing"),
    st.integers(-1, 14),
    st.sampled_from((None, *COLOURS)),
    st.floats(0.1, 8),
    st.sampled_from(Layer),
    st.none() | st.sampled_from(Relation),
    st.none() | st.integers(-2, 5),
)
SCENES = st.builds(
    Scene,
    st.lists(THINGS, max_size=5).map(tuple),
    st.sampled_from(Place),
    st.sampled_from(Time),
    st.frozensets(st.sampled_from(Weather), max_size=3),
    st.sampled_from(Style),
)
RATIOS = st.sampled_from(((300, 100), (160, 90), (128, 128), (90, 160), (100, 300), (191, 100)))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCENES, RATIOS, st.integers(0, 2**63))
def test_any_scene_is_laid_out_with_everything_in_view(scene: Scene, ratio: tuple[int, int], seed: int) -> None:
    width, height = ratio[0] * 4, ratio[1] * 4
    placed = PAINTER.layout(scene, seed=seed, width=width, height=height)
    assert {sprite.thing for sprite in placed} == set(range(len(scene.things)))
    for number, sprite in enumerate(placed):
        left, top, right, bottom = sprite.box
        inside = max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(bottom, height) - max(top, 0))
        assert inside >= 0.85 * (right - left) * (bottom - top)
        if sprite.layer is not Layer.SCATTER:
            assert hidden(placed, number) <= MOST_HIDDEN


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCENES, RATIOS, st.integers(0, 2**63))
def test_any_scene_is_painted(scene: Scene, ratio: tuple[int, int], seed: int) -> None:
    assert PAINTER.paint(scene, seed=seed, width=ratio[0], height=ratio[1]).size == ratio


def test_art_that_does_not_exist_is_left_out() -> None:
    scene = Scene(
        (
            Thing("no-such-art", "x"),
            Thing("cat", "cat", relation=Relation.ON, of=0),
            Thing("top-hat", "hat", relation=Relation.WEARING, of=1),
        )
    )
    drawable = PAINTER._drawable(scene)
    assert [(thing.art, thing.of) for thing in drawable.things] == [("cat", None), ("top-hat", 0)]
    assert set(boxes(drawable)) == {0, 1}


def test_layers_follow_the_place() -> None:
    fish = Thing("tropical-fish", "fish", layer=Layer.WATER)
    bird = Thing("bird", "bird", layer=Layer.SKY)
    tower = Thing("eiffel-tower", "tower", layer=Layer.FAR)

    pick = random.Random(1)  # noqa: S311  # a picture, no secret

    def on(thing: Thing, place: Place) -> Layer:
        return layer_on(thing, plan_of(place, pick))

    assert on(fish, Place.LAKE) is Layer.WATER
    assert on(fish, Place.MEADOW) is Layer.GROUND
    assert on(bird, Place.UNDERWATER) is Layer.WATER
    assert on(tower, Place.ROOM) is Layer.GROUND
    assert on(DOG, Place.SPACE) is Layer.SKY


async def test_the_provider_paints_one_picture_per_seed_in_the_pool() -> None:
    reader, pool = OneScene(replace(DOGS, missing=("sadness",))), Pool()
    painter = SketchPainter(reader, SPRITES, pool)
    ticket = await painter.submit(safe("a dog"), order(4, 5))
    painted = await painter.collect(safe("a dog"), order(4, 5), ticket)
    again = await painter.collect(safe("a dog"), order(4, 5), ticket)
    pool.close()
    assert [one.seed for one in painted] == [4, 5]
    assert painted[0].data != painted[1].data
    assert [one.data for one in painted] == [one.data for one in again]
    assert {(one.drawn, one.missing, one.mime) for one in painted} == {(("a dog",), ("sadness",), MIME)}
    assert Image.open(io.BytesIO(painted[0].data)).size == (128, 128)
    assert all(name.startswith("pincel-cpu") for name in reader.read_in)


async def test_what_nobody_sees_is_told_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.sketch.painter.uncovered", lambda placed, *_: (tuple(placed), (0,)))
    pool = Pool()
    painted = await SketchPainter(OneScene(DOGS), SPRITES, pool).collect(safe("dog"), order(4), "{}")
    pool.close()
    assert (painted[0].drawn, painted[0].missing) == ((), ("dog",))


async def test_the_orders_style_comes_before_the_scenes() -> None:
    pool = Pool()
    painter = SketchPainter(OneScene(DOGS), SPRITES, pool)
    plain = await painter.collect(safe("a dog"), order(1), "{}")
    inked = await painter.collect(safe("a dog"), order(1, style="INK "), "{}")
    with pytest.raises(Problem) as caught:
        await painter.submit(safe("a dog"), order(1, style="baroque"))
    pool.close()
    assert plain[0].data != inked[0].data
    assert caught.value.key == "unknown-style"
    assert caught.value.details["name"] == "baroque"


def test_no_style_is_no_problem() -> None:
    assert style_of(None) is None
    assert style_of(" ") is None
    assert style_of("Neon") is Style.NEON
