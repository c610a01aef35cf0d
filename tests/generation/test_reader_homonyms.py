"""Words that mean different things in different company, and what belongs together without being said."""

import pytest

from generation.sketch.lexicon import Lexicon, Tongue
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Place, Relation

LEXICON = Lexicon.load()
READER = SceneReader(LEXICON)


def told(text: str) -> tuple[list[str], tuple[str, ...]]:
    scene = READER.read(text)
    return [thing.art for thing in scene.things], scene.missing


@pytest.mark.parametrize(
    ("text", "drawn", "words"),
    [
        ("un pero con una flauta", ["dog", "flute"], ()),
        ("un gato pero no un perro", ["cat"], ()),
        ("conchas en la playa", ["spiral-shell"], ()),
        ("conchas y pan", ["bread"], ("conchas",)),
        ("tacos al pastor", ["taco"], ()),
        ("un pastor con ovejas", ["farmer", "ewe"], ()),
        ("una tortilla", ["flatbread"], ()),
        ("tortilla de patatas", ["spanish-omelette"], ()),
        ("una tortilla con huevo", ["spanish-omelette", "egg"], ()),
        ("una célula", [], ("célula",)),
        ("partes de una planta", ["seedling"], ("partes",)),
        ("el cuerpo humano", [], ("cuerpo humano",)),
        ("兵马俑", [], ("兵马俑",)),
        ("书法", [], ("书法",)),
        ("the Golden Gate Bridge", [], ("Golden Gate Bridge",)),
        ("ratón y teclado", ["computer-mouse", "musical-keyboard"], ()),
        ("a cat jumping #2", ["cat"], ()),
        ("un gato en el tejado", ["cat"], ("tejado",)),
        ("un gato saltando sobre el tejado", ["cat"], ("tejado", "saltando sobre")),
        ("中国国旗", ["triangular-flag"], ("中国",)),
        ("bandera de México", ["triangular-flag"], ("México",)),
        ("elefente", ["elephant"], ()),
        ("un elefente rojo", ["elephant"], ()),
    ],
)
def test_the_company_tells_which_is_meant(text: str, drawn: list[str], words: tuple[str, ...]) -> None:
    assert told(text) == (drawn, words)


def test_what_a_homonym_is_read_as_is_known() -> None:
    assert LEXICON.homonyms
    for rows in LEXICON.homonyms.values():
        for row in rows:
            assert row.instead == "-" or row.instead in LEXICON.forms[Tongue.EN] or row.instead in LEXICON.forms[Tongue.ES]


@pytest.mark.parametrize("text", ["a soccer player", "un futbolista", "足球运动员", "a soccer match", "un partido de baloncesto"])
def test_sports_are_people_outdoors(text: str) -> None:
    scene = READER.read(text)
    assert scene.things[0].art in {"soccer-player", "person-bouncing-ball"}
    assert scene.place is Place.PARK


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("a girl in a wheelchair", ["woman-in-manual-wheelchair-facing-right"]),
        ("un niño en silla de ruedas", ["man-in-manual-wheelchair-facing-right"]),
        ("一个坐轮椅的女孩", ["woman-in-manual-wheelchair-facing-right"]),
        ("una niña en bicicleta", ["woman-biking"]),
        ("a dog next to a boy on a bicycle", ["dog", "man-biking"]),
        ("a boy in a red wheelchair", ["boy", "manual-wheelchair"]),
        ("un perro en la piscina", ["dog", "swimming-pool"]),
        ("a cat on a bicycle", ["cat", "bicycle"]),
    ],
)
def test_riders_and_what_they_ride_are_one_sprite(text: str, drawn: list[str]) -> None:
    assert told(text) == (drawn, ())


def test_what_a_rider_holds_stays_with_the_rider() -> None:
    rider, balloon = READER.read("un señor en bicicleta con un globo").things
    assert (rider.art, balloon.relation, balloon.of) == ("man-biking", Relation.HOLDING, 0)


def test_what_belongs_to_a_feast_comes_with_it() -> None:
    assert [(thing.art, thing.count) for thing in READER.read("los Reyes Magos").things] == [("king", 3)]
    assert [thing.art for thing in READER.read("altar de Día de Muertos").things] == ["sugar-skull", "candle", "blossom"]
    assert [(thing.art, thing.count) for thing in READER.read("孩子们").things] == [("girl", 3)]


@pytest.mark.parametrize(
    ("text", "drawn", "words"),
    [
        ("un niño dice adiós", ["boy"], ("dice", "adiós")),
        ("el rey dice hola", ["king"], ("dice", "hola")),
        ("dos dados rojos", ["game-die"], ()),
        ("two dice", ["game-die"], ()),
        ("a boy and a red die", ["boy", "game-die"], ()),
        ("mi perro se llama Ana", ["dog"], ("Ana",)),
        ("me llamo Luis", ["boy"], ()),
        ("mi mamá me llama", ["woman"], ("llama",)),
        ("una llama en los Andes", ["llama"], ("Andes",)),
        ("una llama de fuego", ["fire"], ()),
        ("实验小学", ["school"], ()),
        ("一个实验", ["test-tube"], ()),
    ],
)
def test_a_verb_or_a_name_is_no_thing(text: str, drawn: list[str], words: tuple[str, ...]) -> None:
    assert told(text) == (drawn, words)
