"""What a newcomer's prompts show: rivers that are no boats, food on plates, houses below craters, matches without strangers."""

import pytest

from generation.sketch.compose import Placed
from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Place, Relation, Scene
from generation.sketch.sprites import Sprites

READER = SceneReader()
PAINTER = Painter(Sprites.load())


def arts(scene: Scene) -> list[str]:
    return [thing.art for thing in scene.things]


def where(scene: Scene, art: str, seed: int) -> Placed:
    drawable = PAINTER._drawable(scene)
    placed = PAINTER.layout(drawable, seed=seed, width=512, height=512)
    return next(sprite for sprite in placed if drawable.things[sprite.thing].art == art)


@pytest.mark.parametrize(
    "prompt",
    [
        "the water cycle with clouds, rain and a river",
        "water and a river",
        "el agua y un río",
        "a forest with a river",
        "a river with a dragon in the mountains",
        "un río en el bosque",
        "森林里的河",
    ],
)
def test_a_river_is_a_river(prompt: str) -> None:
    scene = READER.read(prompt)
    assert scene.place is Place.RIVER
    assert "canoe" not in arts(scene)
    assert not {"river", "río", "河"} & set(scene.missing)


@pytest.mark.parametrize(("prompt", "word"), [("a beach and a river", "river"), ("a room with a lake", "lake")])
def test_a_river_that_is_not_painted_is_told(prompt: str, word: str) -> None:
    scene = READER.read(prompt)
    assert scene.things == ()
    assert scene.missing == (word,)


def test_a_canoe_is_still_a_canoe() -> None:
    scene = READER.read("a sheep in a canoe on the river")
    assert (scene.place, arts(scene)) == (Place.RIVER, ["ewe", "canoe"])


@pytest.mark.parametrize("prompt", ["a pizza on a plate", "fruit on a plate", "vegetables on a plate", "una pizza en un plato"])
@pytest.mark.parametrize("seed", range(4))
def test_food_lies_in_the_middle_of_its_plate(prompt: str, seed: int) -> None:
    scene = READER.read(prompt)
    plate = where(scene, "fork-and-knife-with-plate", seed)
    left, top, right, bottom = plate.box
    food = [sprite for sprite in PAINTER.layout(scene, seed=seed, width=512, height=512) if sprite.thing == 0]
    assert plate.order < min(sprite.order for sprite in food)
    wide, high = right - left, bottom - top
    spread = max(sprite.box[2] for sprite in food) - min(sprite.box[0] for sprite in food)
    assert spread <= 0.45 * wide
    for sprite in food:
        assert left + 0.25 * wide < sprite.box[0] < sprite.box[2] < right - 0.25 * wide
        assert top + 0.2 * high < sprite.box[1] < sprite.box[3] < bottom - 0.1 * high
    assert top > 0.3 * 512  # it lies on the cloth, which is looked down upon
    assert wide > 0.3 * 512


@pytest.mark.parametrize(
    "prompt", ["a volcano erupting next to a house", "un volcán junto a una casa", "a house next to a mountain"]
)
@pytest.mark.parametrize("seed", range(4))
def test_a_house_is_small_beside_a_mountain(prompt: str, seed: int) -> None:
    house = where(READER.read(prompt), "house", seed)
    assert house.height < 0.4 * 512
    assert house.box[2] < 0.55 * 512 or house.box[0] > 0.45 * 512


@pytest.mark.parametrize(
    "prompt",
    [
        "a penguin behind an apple on a table",
        "a penguin in front of an apple on a table",
        "un pingüino detrás de una manzana sobre una mesa",
    ],
)
def test_what_it_is_behind_is_on_the_table(prompt: str) -> None:
    penguin, apple, table = READER.read(prompt).things
    assert (table.art, apple.relation, apple.of) == ("table", Relation.ON, 2)
    assert penguin.relation in {Relation.BEHIND, Relation.IN_FRONT}
    assert penguin.of == 1


@pytest.mark.parametrize(
    "prompt",
    [
        "a soccer match between cats and dogs",
        "cats and dogs playing a soccer match",
        "un partido de fútbol entre perros y gatos",
        "猫和狗的足球比赛",
    ],
)
def test_who_is_named_plays(prompt: str) -> None:
    scene = READER.read(prompt)
    assert sorted(arts(scene)) == ["cat", "dog", "goal-net", "soccer-ball"]
    assert scene.place is Place.PARK


@pytest.mark.parametrize("prompt", ["a soccer match", "children watching a soccer match", "dogs at a soccer match"])
def test_who_watches_does_not_play(prompt: str) -> None:
    assert "soccer-player" in arts(READER.read(prompt))


@pytest.mark.parametrize("prompt", ["the big bad wolf", "el lobo malo", "el gran lobo feroz", "los lobos feroces", "大坏狼"])
def test_a_wolf_is_bad_anyhow(prompt: str) -> None:
    scene = READER.read(prompt)
    assert (arts(scene), scene.missing) == (["wolf"], ())


@pytest.mark.parametrize(
    "text",
    [
        "a castle by the lake at sunset with a knight on a horse",
        "a castle and a knight on a horse",
        "un castillo con un caballero a caballo",
    ],
)
def test_a_castle_does_not_ride(text: str) -> None:
    scene = READER.read(text)
    on = {thing.art: None if thing.of is None else scene.things[thing.of].art for thing in scene.things}
    assert on == {"castle": None, "knight": "horse", "horse": None}
