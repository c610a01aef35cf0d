"""Names of people: whom the sketch draws for them, and what of their letters it no longer takes for a thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.sketch.lexicon import Lexicon, Tongue
from generation.sketch.reader import SceneReader

LEXICON = Lexicon.load()
READER = SceneReader(LEXICON)
SURE = sorted(name for name, who in LEXICON.first_names.items() if who.sure)


def told(text: str) -> tuple[list[str], tuple[str, ...]]:
    scene = READER.read(text)
    return [thing.art for thing in scene.things], scene.missing


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Lupita con un globo", ["girl", "balloon"]),
        ("lupita con un globo", ["girl", "balloon"]),
        ("Benito con su mochila", ["boy", "backpack"]),
        ("Rosita y Anita juegan en el parque", ["girl", "girl"]),
        ("Margarita come una manzana", ["girl", "red-apple"]),
        ("José Luis come un taco", ["boy", "taco"]),
        ("pedro y maría en la playa", ["boy", "girl"]),
        ("Mark and Daisy ride a horse", ["boy", "girl", "horse"]),
        ("Rose and Lily play chess", ["girl", "girl", "chessboard"]),
        ("Lily and her cat", ["girl", "cat"]),
        ("Rose's cat", ["girl", "cat"]),
        ("a dog and Rose in the garden", ["dog", "girl"]),
        ("小明在公园里", ["boy"]),
        ("小明和小红", ["boy", "girl"]),
        ("小红的猫", ["girl", "cat"]),
        ("王小明在踢球", ["boy", "soccer-ball"]),
    ],
)
def test_a_first_name_is_a_child(text: str, drawn: list[str]) -> None:
    assert told(text) == (drawn, ())


@pytest.mark.parametrize(
    ("text", "drawn", "name"),
    [
        ("Benito Juárez", ["man"], "Benito Juárez"),
        ("Pancho Villa a caballo", ["man", "horse"], "Pancho Villa"),
        ("Frida Kahlo con un mono", ["woman", "monkey"], "Frida Kahlo"),
        ("Bill Gates", ["man"], "Bill Gates"),
        ("Don Ramón", ["man"], "Ramón"),
        ("Mrs. Rose", ["woman"], "Rose"),
    ],
)
def test_somebody_known_is_a_grown_up_whose_likeness_is_missing(text: str, drawn: list[str], name: str) -> None:
    things, missing = told(text)
    assert things == drawn
    assert missing[-1] == name


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Rose", ["rose"]),
        ("Roses in a vase", ["rose", "amphora"]),
        ("A ROSE IN A GARDEN", ["rose"]),
        ("A Rose Garden With A Red Bench", ["rose", "bench"]),
        ("MARGARITA CON UN GATO", ["blossom", "cat"]),
        ("una rosita roja", ["rose"]),
        ("una margarita amarilla", ["blossom"]),
        ("una lupita", ["magnifying-glass-tilted-left"]),
        ("un pancho con mostaza", ["hot-dog"]),
        ("一朵小红花", ["blossom"]),
        ("小王子", ["prince"]),
        ("Perla en una ostra", ["oyster"]),
        ("Santa Rosa", []),
    ],
)
def test_a_thing_of_the_same_letters_stays_a_thing(text: str, drawn: list[str]) -> None:
    assert told(text)[0] == drawn


@pytest.mark.parametrize(
    ("text", "drawn", "name"),
    [
        ("a dog called Max", ["dog"], "Max"),
        ("una perrita llamada Luna", ["dog"], "Luna"),
        ("my sister Anna", ["girl"], "Anna"),
        ("Tom the cat", ["cat"], "Tom"),
        ("Rosa la vaca", ["cow"], "Rosa"),
        ("a painting by Pablo Picasso", ["framed-picture"], "Pablo Picasso"),
        ("一只叫小明的狗", ["dog"], "小明"),
    ],
)
def test_the_name_of_what_is_drawn_draws_nobody_else(text: str, drawn: list[str], name: str) -> None:
    things, missing = told(text)
    assert things == drawn
    assert name in missing


@given(st.sampled_from(SURE), st.sampled_from(["{} on a horse", "{} a caballo"]))
def test_every_sure_name_rides(name: str, prompt: str) -> None:
    assert told(prompt.format(name.capitalize())) in [(["girl", "horse"], ()), (["boy", "horse"], ())]


def test_chinese_names_are_one_word_each() -> None:
    assert {name for name in LEXICON.chinese_names if told(name + "在公园里") not in [(["girl"], ()), (["boy"], ())]} == set()
    assert all(name in LEXICON.forms[Tongue.ZH] for name in LEXICON.chinese_names)


def test_names_in_a_row_are_one_name() -> None:
    assert told("Taj Mahal") == ([], ("Taj Mahal",))
    assert told("Benito Juárez y Frida Kahlo") == (["man", "woman"], ("Benito Juárez", "Frida Kahlo"))


@pytest.mark.parametrize(
    ("text", "drawn", "name"),
    [
        ("my cat Tiger", ["cat"], "Tiger"),
        ("my dog Bear plays in the park", ["dog"], "Bear"),
        ("mi gato Tigre en el jardín", ["cat"], "Tigre"),
        ("a cat called Tiger", ["cat"], "Tiger"),
        ("un perro llamado Oso", ["dog"], "Oso"),
        ("我的猫叫老虎", ["cat"], "老虎"),
        ("一只叫小花的猫", ["cat"], "小花"),
    ],
)
def test_what_a_pet_is_called_is_no_thing_and_only_the_name_is_told(text: str, drawn: list[str], name: str) -> None:
    scene = READER.read(text)
    assert ([thing.art for thing in scene.things], scene.missing) == (drawn, (name,))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("my cat and a tiger", ["cat", "tiger"]),
        ("My Cat And A Tiger In The Garden", ["cat", "tiger"]),
        ("公鸡叫太阳起床", ["rooster", "sun", "bed"]),
    ],
)
def test_what_stands_beside_a_pet_is_a_thing(text: str, drawn: list[str]) -> None:
    assert [thing.art for thing in READER.read(text).things] == drawn
