"""What people and animals do: drawn where a sprite or a place can show it, else told; an occasion and its cake are one."""

import pytest

from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Layer, Place, Relation, Scene
from generation.sketch.sprites import Sprites

READER = SceneReader()
PAINTER = Painter(Sprites.load())


def read(text: str) -> Scene:
    return READER.read(text)


def arts(text: str) -> list[tuple[str, int]]:
    return [(thing.art, thing.count) for thing in read(text).things]


@pytest.mark.parametrize(
    ("text", "drawn", "place"),
    [
        ("a boy swimming", [("man-swimming", 1)], Place.LAKE),
        ("two girls swimming in the sea", [("woman-swimming", 2)], Place.SEA),
        ("una niña nadando en el mar", [("woman-swimming", 1)], Place.SEA),
        ("一个男孩在游泳", [("man-swimming", 1)], Place.LAKE),
        ("a boy and a girl swimming", [("man-swimming", 1), ("woman-swimming", 1)], Place.LAKE),
        ("a running girl", [("woman-running", 1)], Place.MEADOW),
        ("un niño corriendo en el parque", [("man-running", 1)], Place.PARK),
        ("kids skiing", [("skier", 3)], Place.SNOW),
        ("a boy surfing", [("person-surfing", 1)], Place.SEA),
        ("a boy climbing a mountain", [("man-climbing", 1)], Place.MOUNTAINS),
        ("una niña trepando", [("woman-climbing", 1)], Place.MOUNTAINS),
        ("a girl climbing a tree", [("girl", 1), ("deciduous-tree", 1)], Place.MEADOW),
    ],
)
def test_people_are_drawn_doing_it(text: str, drawn: list[tuple[str, int]], place: Place) -> None:
    scene = read(text)
    assert (arts(text), scene.place, scene.missing) == (drawn, place, ())


@pytest.mark.parametrize("text", ["two dogs swimming", "a swimming dog", "un perro nadando", "小狗在游泳", "一只游泳的狗"])
def test_what_swims_is_in_the_water(text: str) -> None:
    scene = read(text)
    assert (scene.things[0].relation, scene.place, scene.missing) == (Relation.SWIMMING, Place.LAKE, ())
    for seed in range(4):
        plan = PAINTER._begun(scene, seed, 512, 512)[1]
        assert plan.swim is not None
        for sprite in PAINTER.layout(scene, seed=seed, width=512, height=512):
            assert sprite.layer is Layer.WATER
            assert plan.swim[0] - 0.01 <= sprite.box[3] / 512 <= plan.swim[1] + 0.01


def test_nobody_swims_on_dry_land_and_a_pool_is_water() -> None:
    assert read("a dog swimming in the park").missing == ("swimming",)
    pool = read("a dog swimming in a pool")
    assert pool.things[0].relation is Relation.INSIDE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a dog running", ("running",)),
        ("a dog chasing a cat", ("chasing",)),
        ("un perro persigue a un gato", ("persigue",)),
        ("狗追猫", ("追",)),
        ("a boy throwing a ball", ("throwing",)),
        ("a girl eating", ("eating",)),
        ("a man driving", ("driving",)),
        ("a bear climbing", ("climbing",)),
        ("two sad boys", ("sad",)),
        ("un niño triste", ("triste",)),
        ("一个伤心的男孩", ("伤心",)),
        ("a crying girl", ("crying",)),
        ("un niño llorando", ("llorando",)),
    ],
)
def test_what_cannot_be_shown_is_told(text: str, words: tuple[str, ...]) -> None:
    assert read(text).missing == words


def test_the_number_is_kept_beside_a_mood() -> None:
    assert arts("two sad boys") == [("boy", 2)]
    assert arts("dos niñas cansadas") == [("girl", 2)]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("happy birthday Noah with balloons and a cake", [("birthday-cake", 1), ("boy", 1), ("balloon", 3)]),
        ("a birthday with two cakes", [("birthday-cake", 2)]),
        ("a cake for his birthday", [("birthday-cake", 1)]),
        ("feliz cumpleaños con un pastel y globos", [("birthday-cake", 1), ("balloon", 3)]),
        ("生日快乐，一个蛋糕和三个气球", [("birthday-cake", 1), ("balloon", 3)]),
        ("Christmas with a christmas tree", [("christmas-tree", 1)]),
        ("Christmas", [("christmas-tree", 1)]),
        ("two cakes", [("birthday-cake", 2)]),
    ],
)
def test_an_occasion_and_what_stands_for_it_are_one(text: str, drawn: list[tuple[str, int]]) -> None:
    assert arts(text) == drawn


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("children playing hockey", Place.SNOW),
        ("a volleyball game", Place.BEACH),
        ("a surfer", Place.SEA),
        ("un partido de voleibol", Place.BEACH),
        ("tennis", Place.PARK),
        ("两个人打篮球", Place.PARK),
    ],
)
def test_sports_have_their_ground(text: str, place: Place) -> None:
    assert read(text).place is place


def test_guards_are_people_and_to_guard_is_a_verb() -> None:
    assert arts("palace guards") == [("castle", 1), ("guard", 3)]
    assert arts("knights guard a castle") == [("knight", 3), ("castle", 1)]


def test_to_fly_is_drawn_only_where_something_flies() -> None:
    assert set(read("a flying pig").drawn) == {"flying", "pig"}
    scene = read("a flying qwxzy")
    assert (scene.drawn, set(scene.missing)) == ((), {"flying", "qwxzy"})


def test_what_an_occasion_brings_comes_once() -> None:
    assert sum(thing.art == "candle" for thing in read("el Día de los Muertos con velas").things) == 1


def test_the_babies_of_an_animal_are_small_animals() -> None:
    swan, young = read("a swan and her babies on a lake").things
    assert (young.art, young.count, young.size) == (swan.art, 3, 0.5)
    assert [thing.art for thing in read("una osa con su bebé").things] == ["bear", "bear"]
    assert [thing.art for thing in read("a woman and her baby").things] == ["woman", "baby"]
