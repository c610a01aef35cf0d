"""What is told as drawn is there to be seen, and nothing lies about or hangs in the air that should not."""

import numpy as np
import pytest
from PIL import Image

from generation.sketch.compose import Placed
from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Layer, Scene, Thing
from generation.sketch.sprites import Sprites
from generation.sketch.staging import LANDFORMS
from generation.sketch.visibility import LEAST, seen, uncovered

READER = SceneReader()
PAINTER = Painter(Sprites.load())
SEEDS = range(4)


def placed(scene: Scene, seed: int) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for sprite in PAINTER.layout(scene, seed=seed, width=512, height=512):
        found.setdefault(scene.things[sprite.thing].art, []).append(sprite)
    return found


def middle(sprite: Placed) -> float:
    return (sprite.box[0] + sprite.box[2]) / 2


@pytest.mark.parametrize(
    "text",
    [
        "a chicken on a table and a mouse under the chair",
        "un gato encima de la mesa y un perro debajo de la mesa",
        "a rabbit in front of a house and a cow behind the house",
        "a cat and a dog under the table",
        "a fox behind a tree and a bear behind the tree",
    ],
)
def test_all_that_is_named_is_seen(text: str) -> None:
    scene = READER.read(text)
    for seed in SEEDS:
        assert PAINTER.hidden(scene, seed=seed, width=512, height=512) == ()


def solid(_: Placed) -> Image.Image:
    return Image.new("L", (8, 8), 255)


def sprite(thing: int, box: tuple[float, float, float, float], order: float) -> Placed:
    return Placed(thing, box, flip=False, order=order, layer=Layer.GROUND, foot=box[3])


def test_a_hidden_thing_comes_forward() -> None:
    page = (sprite(0, (40, 40, 60, 60), 1.0), sprite(1, (20, 20, 90, 90), 2.0))
    assert seen(page, solid, 100, 100)[0] < LEAST
    after, unseen = uncovered(page, solid, 100, 100)
    assert unseen == ()
    assert [one.thing for one in after] == [1, 0]


def test_what_cannot_be_uncovered_is_reported() -> None:
    page = tuple(sprite(number, (10, 10, 90, 90), float(number)) for number in range(9))
    after, unseen = uncovered(page, solid, 100, 100)
    shares = seen(after, solid, 100, 100)
    assert unseen
    assert set(unseen) == {thing for thing, share in shares.items() if share < LEAST}


def test_the_painter_names_what_nobody_sees() -> None:
    dogs = Scene(tuple(Thing("dog", f"dog {number}") for number in range(2)))
    assert PAINTER.painted(dogs, seed=1, width=128, height=128)[1] == frozenset()


def test_who_sits_on_a_chair_shows_no_legs() -> None:
    scene = READER.read("a girl sitting on a chair")
    for seed in SEEDS:
        girl = placed(scene, seed)["girl"][0]
        assert girl.shown < 1


def test_what_is_eaten_is_at_the_mouth_and_the_rest_on_the_ground() -> None:
    scene = READER.read("a girl eating apples")
    for seed in SEEDS:
        found = placed(scene, seed)
        girl, apples = found["girl"][0], sorted(found["red-apple"], key=lambda one: one.box[1])
        assert girl.box[0] < middle(apples[0]) < girl.box[2]
        assert apples[0].box[3] < girl.box[1] + 0.6 * girl.height
        assert all(apple.box[3] > girl.box[1] + 0.8 * girl.height for apple in apples[1:])


def test_several_held_things_are_one_heap() -> None:
    scene = READER.read("a boy holding three apples")
    for seed in SEEDS:
        found = placed(scene, seed)
        boy, apples = found["boy"][0], found["red-apple"]
        wide = max(apple.box[2] for apple in apples) - min(apple.box[0] for apple in apples)
        assert wide < 0.75 * boy.height
        assert len({round(apple.box[3]) for apple in apples}) > 1


def test_who_jumps_over_something_is_above_it() -> None:
    for text, over in (("a unicorn jumping over a rainbow", "rainbow"), ("a sheep jumping over a fence", "fence")):
        scene = READER.read(text)
        for seed in SEEDS:
            found = placed(scene, seed)
            jumper = next(sprites[0] for art, sprites in found.items() if art != over)
            assert jumper.box[3] < found[over][0].box[1]
            assert found[over][0].box[0] < middle(jumper) < found[over][0].box[2]


def test_a_cow_behind_a_house_stands_at_it() -> None:
    scene = READER.read("a cow behind a house")
    for seed in SEEDS:
        found = placed(scene, seed)
        cow, house = found["cow"][0], found["house"][0]
        assert cow.order < house.order
        assert cow.box[0] < house.box[2]
        assert cow.box[2] > house.box[0]


def test_a_shark_wears_its_sunglasses_above_its_mouth() -> None:
    scene = READER.read("a shark with sunglasses")
    for seed in SEEDS:
        found = placed(scene, seed)
        shark, glasses = found["shark"][0], found["sunglasses"][0]
        assert glasses.box[3] < shark.box[1] + 0.42 * shark.height


@pytest.mark.parametrize("text", ["a beach without palms", "una playa sin palmeras"])
def test_no_shadow_of_palms_that_are_not_there(text: str) -> None:
    bare, whole = (
        np.asarray(PAINTER.paint(READER.read(one), seed=1, width=160, height=160).convert("L"))[96:] for one in (text, "a beach")
    )
    sides = [min(picture[:, :60].min(), picture[:, 100:].min()) for picture in (bare, whole)]
    assert sides[0] > sides[1]


def test_a_waterfall_stands_on_its_cliff_without_a_shadow_below() -> None:
    scene = Scene((Thing("waterfall", "waterfall", scale=2.6, layer=Layer.FAR),))
    fall = placed(scene, 0)["waterfall"][0]
    assert fall.box[2] - fall.box[0] > 1.2 * fall.height
    assert "waterfall" in LANDFORMS


def test_backpacks_are_not_on_heads() -> None:
    scene = READER.read("a boy with a backpack")
    for seed in SEEDS:
        found = placed(scene, seed)
        boy, pack = found["boy"][0], found["backpack"][0]
        assert pack.box[1] > boy.box[1] + 0.3 * boy.height
        assert pack.order < boy.order
