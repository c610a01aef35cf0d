"""What teachers ask for: polite words around a wish, parts and owners, places without what makes them, verbs that are told."""

import pytest

from generation.sketch.lexicon import Lexicon
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Place, Pose, Relation, Scene, Thing
from generation.sketch.wish import unframed

READER = SceneReader(Lexicon.load())


def by_art(scene: Scene) -> dict[str, Thing]:
    return {thing.art: thing for thing in scene.things}


def owner(scene: Scene, art: str) -> str | None:
    of = by_art(scene)[art].of
    return scene.things[of].art if of is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "please draw me a nice picture of a horse for my class",
        "Could you make a drawing of a horse for my students, please?",
        "a horse for my kids",
        "dibújame un caballo para mi clase",
        "hazme un dibujo de un caballo para mis alumnos, por favor",
        "quiero una imagen bonita de un caballo",
        "请给我画一张马的图",
        "帮我画一匹马",
        "给我的学生画一张马的图片",
    ],
)
def test_how_one_asks_is_no_part_of_the_picture(text: str) -> None:
    scene = READER.read(text)
    assert [thing.art for thing in scene.things] == ["horse"]
    assert (scene.place, scene.missing) == (Place.MEADOW, ())


@pytest.mark.parametrize("text", ["a class of kids", "a dog", "una clase de arte", "画家在画画", "a house for my dog", "please"])
def test_a_wish_without_a_frame_stays_as_it_is(text: str) -> None:
    assert unframed(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zebra crossing", "zebra crossing"),
        ("un paso de cebra", "paso de cebra"),
        ("斑马线", "斑马线"),
        ("a happy birthday card", "happy birthday card"),
        ("una tarjeta de cumpleaños", "tarjeta de cumpleaños"),
        ("生日贺卡", "生日贺卡"),
        ("the letter A", "letter A"),
        ("la letra b", "letra b"),
        ("字母A", "字母A"),
        ("the number 5", "number 5"),
        ("Elsa from Frozen", "Elsa from Frozen"),
    ],
)
def test_what_means_something_else_is_told_whole(text: str, told: str) -> None:
    scene = READER.read(text)
    assert (scene.things, scene.drawn, scene.missing) == ((), (), (told,))


def test_a_letter_to_somebody_is_still_a_letter() -> None:
    assert [thing.art for thing in READER.read("a letter to a friend").things] == ["envelope"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("un bosque sin árboles", "sin árboles"),
        ("a forest without trees", "without trees"),
        ("没有树的森林", "没有树"),
        ("a beach without sand", "without sand"),
        ("a city with no buildings", "with no buildings"),
    ],
)
def test_a_place_keeps_what_makes_it_and_that_is_told(text: str, told: str) -> None:
    assert told in READER.read(text).missing


def test_spectacles_are_the_nearest_owners() -> None:
    scene = READER.read("a kid with no hat and a dog with glasses")
    assert owner(scene, "glasses") == "dog"
    hats = READER.read("a cat and a dog with hats")
    assert sorted(hats.things[thing.of].art for thing in hats.things if thing.of is not None) == ["cat", "dog"]


@pytest.mark.parametrize("text", ["a house with glasses", "un coche con gafas de sol"])
def test_spectacles_that_nobody_can_wear_are_told(text: str) -> None:
    scene = READER.read(text)
    assert len(scene.things) == 1
    assert len(scene.missing) == 1


def test_glasses_after_long_hair_are_the_same_persons() -> None:
    scene = READER.read("a girl with long black hair and glasses")
    assert owner(scene, "glasses") == "girl"
    assert scene.missing == ("black", "hair")


@pytest.mark.parametrize(
    ("text", "arts", "told"),
    [
        ("pizza with eyes", ["pizza"], ("eyes",)),
        ("a snowman wearing a scarf and a carrot nose", ["snowman", "scarf"], ()),
        ("un muñeco de nieve con nariz de zanahoria", ["snowman"], ()),
        ("a girl with dog ears", ["girl"], ("dog ears",)),
        ("a superhero with a cape", ["superhero"], ()),
        ("un superhéroe con capa", ["superhero"], ()),
        ("a treehouse with a ladder", ["treehouse"], ()),
        ("una casa del árbol con escalera", ["treehouse"], ()),
        ("an astronaut cat", ["cat"], ("astronaut",)),
        ("a frog king", ["frog"], ("king",)),
        ("熊猫厨师", ["panda"], ("厨师",)),
    ],
)
def test_parts_are_drawn_with_their_owner_or_told(text: str, arts: list[str], told: tuple[str, ...]) -> None:
    scene = READER.read(text)
    assert ([thing.art for thing in scene.things], scene.missing) == (arts, told)


def test_a_part_with_a_colour_of_its_own_is_drawn() -> None:
    assert "scarf" in by_art(READER.read("a snowman wearing a red scarf"))
    assert "scarf" in by_art(READER.read("un muñeco de nieve con una bufanda roja"))


@pytest.mark.parametrize("text", ["a cat sitting on a chair", "un gato sentado en una silla", "一只猫坐在椅子上"])
def test_who_sits_on_something_is_drawn_sitting(text: str) -> None:
    scene = READER.read(text)
    assert by_art(scene)["cat"].pose is Pose.SITTING
    assert scene.missing == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a dog sitting", "sitting"),
        ("un perro sentado en la playa", "sentado"),
        ("a boy lying on a bed", "lying"),
        ("a boy hiding", "hiding"),
        ("my grandma baking cookies", "baking"),
        ("people sunbathing on the beach", "sunbathing"),
        ("kids crossing the street", "crossing"),
        ("妈妈牵着我的手", "我的手"),
        ("妈妈和我", "我"),
        ("妈妈牵着我的手去上学", "去上学"),
        ("a lion eating a zebra", "eating"),
        ("a bear climbing a mountain", "climbing"),
        ("一只熊猫在雪山上滑雪", "滑雪"),
    ],
)
def test_a_verb_that_is_not_to_be_seen_is_told(text: str, told: str) -> None:
    assert told in READER.read(text).missing


@pytest.mark.parametrize(
    "text", ["a mouse hiding behind a tree", "un gato escondido en una caja", "a bird flying away", "a volcano erupting"]
)
def test_a_verb_that_is_to_be_seen_is_not_told(text: str) -> None:
    assert READER.read(text).missing == ()


def test_who_eats_has_it_at_the_mouth() -> None:
    scene = READER.read("una niña comiendo manzanas")
    assert by_art(scene)["red-apple"].pose is Pose.EATEN
    assert scene.missing == ()


def test_an_unknown_chinese_word_is_told_whole() -> None:
    assert READER.read("孙悟空拿着金箍棒").missing == ("孙悟空", "金箍棒")
    assert READER.read("一只猫拿着金瓠瓢").missing == ("金瓠瓢",)


def test_a_table_that_is_named_twice_is_one() -> None:
    scene = READER.read("un gato encima de la mesa y un perro debajo de la mesa")
    assert [thing.art for thing in scene.things] == ["cat", "table", "dog"]
    assert [thing.relation for thing in scene.things] == [Relation.ON, None, Relation.UNDER]
    chicken = READER.read("a chicken on a table and a mouse under the chair")
    assert (owner(chicken, "hen"), owner(chicken, "mouse")) == ("table", "chair")
    assert READER.read("a cup on a table").place is Place.TABLE


@pytest.mark.parametrize("text", ["kids in the schoolyard", "niños en el patio del colegio", "小朋友在操场上"])
def test_a_schoolyard_is_no_park(text: str) -> None:
    assert READER.read(text).place is Place.SCHOOLYARD


@pytest.mark.parametrize("text", ["big bad wolf with three little pigs", "三只小猪和大灰狼"])
def test_the_big_wolf_is_large_beside_the_pigs(text: str) -> None:
    things = by_art(READER.read(text))
    assert things["wolf"].scale > 2 * things["pig"].scale


def test_jumping_over_a_rainbow_is_over_it() -> None:
    scene = READER.read("a unicorn jumping over a rainbow")
    assert by_art(scene)["unicorn"].relation is Relation.OVER
    assert "jumping over" in scene.drawn


@pytest.mark.parametrize("text", ["a family eating pizza at the table", "a man and a woman sitting at a table drinking coffee"])
def test_who_is_at_a_table_sits_behind_it(text: str) -> None:
    scene = READER.read(text)
    assert all(thing.relation is Relation.BEHIND for thing in scene.things if thing.art in {"family", "man", "woman"})
    assert scene.missing == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a house with a red door and a chimney", ("red", "door")),
        ("una casa con puerta roja", ("puerta", "roja")),
        ("a castle with six flags", ("six", "flags")),
    ],
)
def test_a_houses_door_is_no_door_beside_it(text: str, told: tuple[str, ...]) -> None:
    scene = READER.read(text)
    assert (len(scene.things), scene.missing) == (1, told)


def test_an_animals_mother_is_an_animal() -> None:
    assert {thing.art for thing in READER.read("three ducks following their mother").things} == {"duck"}


def test_a_bird_on_the_head_of_the_other() -> None:
    assert owner(READER.read("a whale with a hat and a bird on its head"), "bird") == "spouting-whale"


@pytest.mark.parametrize(("text", "told"), [("a boy hugging an elephant", ("hugging",)), ("a boy holding a cat", ())])
def test_who_is_held_is_in_the_arms_or_that_is_told(text: str, told: tuple[str, ...]) -> None:
    assert READER.read(text).missing == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a pig with wings", ("wings",)),
        ("an owl with wings", ()),
        ("a girl holding hands with a robot", ("holding hands",)),
        ("una bruja volando sin escoba", ("sin escoba",)),
    ],
)
def test_wings_that_it_has_not_are_told(text: str, told: tuple[str, ...]) -> None:
    assert READER.read(text).missing == told


def test_a_bone_in_the_mouth_is_there() -> None:
    assert by_art(READER.read("a dog with a bone in its mouth"))["bone"].pose is Pose.EATEN


def test_a_tree_is_not_where_the_other_is() -> None:
    scene = READER.read("a cat on the roof and a bird in the tree")
    assert by_art(scene)["cat"].relation is None
    assert owner(scene, "bird") == "deciduous-tree"


def test_a_sofa_that_chinese_names_twice_is_one() -> None:
    scene = READER.read("两只猫在沙发上，一只狗在沙发下面")
    assert [thing.art for thing in scene.things] == ["cat", "sofa", "dog"]


def test_only_one_of_two_sits() -> None:
    assert READER.read("a princess and a frog sitting by a pond").missing == ("sitting",)


@pytest.mark.parametrize("text", ["a tree with red apples", "un árbol con manzanas", "长满苹果的树"])
def test_apples_hang_on_their_tree(text: str) -> None:
    assert [thing.art for thing in READER.read(text).things] == ["apple-tree"]
