"""The sketch's reader, rule by rule: forms of words, adjectives, counts, relations, places, light, weather and styles."""

import pytest

from generation.sketch.lexicon import Lexicon, Tongue
from generation.sketch.reader import SceneReader
from generation.sketch.scene import COLOURS, Layer, Place, Relation, Scene, Style, Thing, Time, Weather

LEXICON = Lexicon.load()
READER = SceneReader(LEXICON)


def read(text: str) -> Scene:
    return READER.read(text)


def only(text: str) -> Thing:
    """The one thing of a prompt."""
    (thing,) = read(text).things
    return thing


def find(scene: Scene, art: str) -> Thing:
    return next(thing for thing in scene.things if thing.art == art)


def owner(scene: Scene, art: str) -> tuple[Relation | None, str | None]:
    """How a thing stands, and to which sprite."""
    thing = find(scene, art)
    return thing.relation, None if thing.of is None else scene.things[thing.of].art


@pytest.mark.parametrize(
    ("text", "art"),
    [
        ("mice", "mouse"),
        ("geese", "goose"),
        ("wolves", "wolf"),
        ("strawberries", "strawberry"),
        ("firemen", "firefighter"),
        ("slices of pizza", "pizza"),
        ("teddy-bears", "teddy-bear"),
        ("the cat's", "cat"),
        ("PUPPY", "dog"),
        ("perrito", "dog"),
        ("conejita", "rabbit"),
        ("gatitas", "cat"),
        ("pececito", "fish"),
        ("osos polares", "polar-bear"),
        ("globos aerostáticos", "hot-air-balloon"),
        ("arbol", "deciduous-tree"),
        ("leones", "lion"),
        ("lápices", "pencil"),
        ("palomitas", "popcorn"),
        ("小熊猫", "panda"),
        ("热气球", "hot-air-balloon"),
        ("🦊", "fox"),
        ("🐶", "dog"),
    ],
)
def test_forms_of_a_noun(text: str, art: str) -> None:
    assert only(text).art == art


def test_an_n_with_a_tilde_is_a_letter_of_its_own() -> None:
    assert only("un moño").art == "bow-tie"
    assert only("un mono").art == "monkey"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a cat", 1),
        ("two cats", 2),
        ("cats", 3),
        ("a couple of cats", 2),
        ("many cats", 6),
        ("7 cats", 7),
        ("a hundred cats", 12),
        ("999 cats", 12),
        ("dos gatos", 2),
        ("unos gatos", 3),
        ("muchos gatos", 6),
        ("un par de gatos", 2),
        ("once gatos", 11),
        ("一只猫", 1),
        ("两只猫", 2),
        ("十二只猫", 12),
        ("许多猫", 6),
        ("几只猫", 3),
        ("一群猫", 5),
        ("猫们", 3),
    ],
)
def test_counts(text: str, count: int) -> None:
    assert only(text).count == count


def test_a_pair_of_glasses_is_one() -> None:
    assert find(read("un gato con unas gafas"), "glasses").count == 1
    assert find(read("a cat with glasses"), "glasses").count == 1


def test_a_chinese_number_before_a_clause_belongs_to_its_noun() -> None:
    scene = read("三只在树下看书的狐狸")
    assert find(scene, "fox").count == 3
    assert find(scene, "deciduous-tree").count == 1


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("a red dragon", "red"),
        ("a big grey dragon", "grey"),
        ("the dragon is purple", "purple"),
        ("un dragón rojo", "red"),
        ("una dragón muy roja", "red"),
        ("un enorme dragón morado", "purple"),
        ("tres dragones azules", "blue"),
        ("un dragón de color naranja", "orange"),
        ("un dragón rosa", "pink"),
        ("一条红色的龙", "red"),
        ("一条绿龙", "green"),
        ("龙是黑色的", "black"),
    ],
)
def test_colours(text: str, colour: str) -> None:
    assert only(text).colour == colour


def test_a_spanish_adjective_stays_with_the_noun_before_it() -> None:
    scene = read("un dragón verde cocinando paella con un sombrero rojo")
    assert (find(scene, "dragon").colour, find(scene, "womans-hat").colour) == ("green", "red")
    assert find(scene, "shallow-pan-of-food").colour is None


def test_a_word_may_be_a_colour_or_a_thing() -> None:
    assert only("una rosa").art == "rose"
    assert only("una naranja").art == "tangerine"
    assert only("an orange cat").colour == "orange"
    assert find(read("a dog eating an orange"), "tangerine").colour is None


@pytest.mark.parametrize("tongue", list(Tongue))
def test_every_colour_has_a_word(tongue: Tongue) -> None:
    named = {sense.value for senses in LEXICON.forms[tongue].values() for sense in senses if sense.kind == "colour"}
    assert named == set(COLOURS)


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ("a tiny dog", "a giant dog"),
        ("un perro diminuto", "un perro enorme"),
        ("una perra pequeña", "un gran perro"),
        ("迷你狗", "巨大的狗"),
    ],
)
def test_sizes(small: str, large: str) -> None:
    assert only(small).scale < only("dog").scale < only(large).scale


@pytest.mark.parametrize(
    ("text", "thing", "relation", "other"),
    [
        ("a cat on a chair", "cat", Relation.ON, "chair"),
        ("a cat sitting on top of a chair", "cat", Relation.ON, "chair"),
        ("a cat riding a horse", "cat", Relation.ON, "horse"),
        ("a cat under a tree", "cat", Relation.UNDER, "deciduous-tree"),
        ("under a tree, a cat", "cat", Relation.UNDER, "deciduous-tree"),
        ("a cat behind a chair", "cat", Relation.BEHIND, "chair"),
        ("a cat in front of a castle", "cat", Relation.IN_FRONT, "castle"),
        ("a cat beside a dog", "cat", Relation.BESIDE, "dog"),
        ("a cat inside a box", "cat", Relation.INSIDE, "package"),
        ("a cat in a basket", "cat", Relation.INSIDE, "basket"),
        ("a cat in a tree", "cat", Relation.ON, "deciduous-tree"),
        ("a cat in a hat", "womans-hat", Relation.WEARING, "cat"),
        ("a cat with a hat", "womans-hat", Relation.WEARING, "cat"),
        ("a hat on a cat", "womans-hat", Relation.WEARING, "cat"),
        ("a cat with a balloon", "balloon", Relation.HOLDING, "cat"),
        ("a cat with a dog", "dog", Relation.BESIDE, "cat"),
        ("a cat eating ice cream", "soft-ice-cream", Relation.HOLDING, "cat"),
        ("a cat reading", "open-book", Relation.HOLDING, "cat"),
        ("a cat reading a newspaper", "newspaper", Relation.HOLDING, "cat"),
        ("a cat playing the guitar", "guitar", Relation.HOLDING, "cat"),
        ("a cat playing football", "soccer-ball", Relation.IN_FRONT, "cat"),
        ("a cat flying a kite", "kite", Relation.HOLDING, "cat"),
        ("a house with a cat on it", "cat", Relation.ON, "house"),
        ("un gato sobre una silla", "cat", Relation.ON, "chair"),
        ("una gata sentada en una silla", "cat", Relation.ON, "chair"),
        ("un gato montado en un caballo", "cat", Relation.ON, "horse"),
        ("un gato debajo del árbol", "cat", Relation.UNDER, "deciduous-tree"),
        ("un gato detrás de una silla", "cat", Relation.BEHIND, "chair"),
        ("un gato delante de un castillo", "cat", Relation.IN_FRONT, "castle"),
        ("un gato al lado de un perro", "cat", Relation.BESIDE, "dog"),
        ("un gato en una caja", "cat", Relation.INSIDE, "package"),
        ("un gato con sombrero", "womans-hat", Relation.WEARING, "cat"),
        ("un gato sosteniendo un globo", "balloon", Relation.HOLDING, "cat"),
        ("un gato leyendo", "open-book", Relation.HOLDING, "cat"),
        ("un gato tocando la guitarra", "guitar", Relation.HOLDING, "cat"),
        ("猫在椅子上", "cat", Relation.ON, "chair"),
        ("椅子上有一只猫", "cat", Relation.ON, "chair"),
        ("椅子上的猫", "cat", Relation.ON, "chair"),
        ("猫骑着马", "cat", Relation.ON, "horse"),
        ("骑着马的猫", "cat", Relation.ON, "horse"),
        ("猫在树下", "cat", Relation.UNDER, "deciduous-tree"),
        ("猫在椅子后面", "cat", Relation.BEHIND, "chair"),
        ("猫在城堡前面", "cat", Relation.IN_FRONT, "castle"),
        ("狗旁边的猫", "cat", Relation.BESIDE, "dog"),
        ("猫在箱子里", "cat", Relation.INSIDE, "package"),
        ("戴着帽子的猫", "womans-hat", Relation.WEARING, "cat"),
        ("猫拿着气球", "balloon", Relation.HOLDING, "cat"),
        ("猫在看书", "open-book", Relation.HOLDING, "cat"),
        ("猫弹吉他", "guitar", Relation.HOLDING, "cat"),
    ],
)
def test_relations(text: str, thing: str, relation: Relation, other: str) -> None:
    assert owner(read(text), thing) == (relation, other)


def test_a_rider_holds_and_the_horse_stands() -> None:
    scene = read("a bunny on a horse holding a lollipop under a tree")
    assert owner(scene, "rabbit") == (Relation.ON, "horse")
    assert owner(scene, "lollipop") == (Relation.HOLDING, "rabbit")
    assert owner(scene, "horse") == (Relation.UNDER, "deciduous-tree")


def test_and_repeats_the_verb_or_opens_a_clause() -> None:
    scene = read("a cat holding a balloon and a flag and a dog with a hat")
    assert owner(scene, "balloon") == owner(scene, "triangular-flag") == (Relation.HOLDING, "cat")
    assert owner(scene, "womans-hat") == (Relation.WEARING, "dog")


def test_two_subjects_share_a_relation() -> None:
    scene = read("a cat and a dog on a sofa")
    assert owner(scene, "cat") == owner(scene, "dog") == (Relation.ON, "sofa")


def test_a_clause_with_that_is_about_the_noun_before_it() -> None:
    assert owner(read("a girl with a dog that wears a hat"), "womans-hat") == (Relation.WEARING, "dog")


def test_the_same_cat_is_drawn_once() -> None:
    scene = read("a cat and a dog. The cat holds a balloon")
    assert [thing.art for thing in scene.things] == ["cat", "dog", "balloon"]
    assert owner(scene, "balloon") == (Relation.HOLDING, "cat")


@pytest.mark.parametrize("text", ["flying pigs", "pigs flying", "cerdos voladores", "cerdos volando", "会飞的猪", "猪在飞"])
def test_flying(text: str) -> None:
    assert only(text).relation is Relation.FLYING


def test_made_of() -> None:
    for text in ("a house made of cheese", "una casa de queso", "奶酪做的房子"):
        scene = read(text)
        assert find(scene, "house").colour == "yellow", text
        assert "cheese-wedge" in {thing.art for thing in scene.things}, text


def test_in_a_container() -> None:
    assert owner(read("a basket of apples"), "red-apple") == (Relation.INSIDE, "basket")


def test_a_baby_elephant_is_no_baby() -> None:
    assert only("a baby elephant").art == "elephant"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a dog on the beach", Place.BEACH),
        ("a dog in a castle", Place.CASTLE),
        ("a dog next to a castle", Place.MEADOW),
        ("a dog on the moon", Place.MOON),
        ("a dog in the house", Place.ROOM),
        ("a cake on the table", Place.TABLE),
        ("a dog by the sea", Place.SEA),
        ("a castle in the mountains", Place.MOUNTAINS),
        ("a beach near the mountains", Place.BEACH),
        ("a city under the sea", Place.UNDERWATER),
        ("a futuristic city", Place.FUTURE_CITY),
        ("un perro en la playa", Place.BEACH),
        ("un perro en un bosque de bambú", Place.BAMBOO),
        ("un perro en la luna", Place.MOON),
        ("un perro en la escuela", Place.CLASSROOM),
        ("狗在月球上", Place.MOON),
        ("狗在城堡里", Place.CASTLE),
        ("城堡旁边的狗", Place.MEADOW),
        ("狗在桌子上", Place.TABLE),
        ("a whale", Place.SEA),
        ("un muñeco de nieve", Place.SNOW),
        ("a dog in the snow", Place.SNOW),
        ("an apple and a pear", Place.TABLE),
        ("a dog", Place.MEADOW),
        ("", Place.MEADOW),
    ],
)
def test_places(text: str, place: Place) -> None:
    assert read(text).place is place


def test_a_second_place_stands_afar() -> None:
    (mountain,) = read("a beach near the mountains").things
    assert (mountain.art, mountain.layer, mountain.word) == ("mountain", Layer.FAR, "mountains")


def test_a_place_that_cannot_be_added_is_told() -> None:
    scene = read("a dog in the kitchen and in a living room")
    assert scene.place is Place.KITCHEN
    assert scene.missing == ()
    scene = read("a dog in the kitchen and on a stage")
    assert scene.missing == ("stage",)
    assert "stage" not in scene.drawn


def test_the_moon_as_a_thing_makes_it_night() -> None:
    scene = read("a dog looking at the moon")
    assert (find(scene, "full-moon").layer, scene.time, scene.place) == (Layer.SKY, Time.NIGHT, Place.MEADOW)


@pytest.mark.parametrize("tongue", list(Tongue))
def test_every_place_time_weather_and_style_has_a_word(tongue: Tongue) -> None:
    scenery = [sense.scenery for senses in LEXICON.forms[tongue].values() for sense in senses if sense.scenery]
    assert {one.place for one in scenery if one.place} == set(Place)
    assert {one.time for one in scenery if one.time} == set(Time)
    assert {weather for one in scenery for weather in one.weather} == set(Weather)
    assert {one.style for one in scenery if one.style} == set(Style)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("a dog, watercolor painting", Style.WATERCOLOUR),
        ("a dog in pixel art", Style.PIXEL),
        ("un perro, dibujo a lápiz", Style.PENCIL),
        ("un perro al óleo", Style.OIL),
        ("水墨画,一只狗", Style.INK),
        ("一只狗,剪纸风格", Style.PAPER),
        ("a dog, manga", Style.COMIC),
        ("a dog reading a comic", Style.STORYBOOK),
        ("a dog", Style.STORYBOOK),
    ],
)
def test_styles(text: str, style: Style) -> None:
    assert read(text).style is style


def test_lovely_adjectives_are_neither_drawn_nor_missed() -> None:
    for text in ("a cute, beautiful dog, highly detailed", "un perro muy bonito y simpático", "一只非常可爱的狗"):
        scene = read(text)
        assert scene.missing == (), text
        assert len(scene.drawn) == 1, text


def test_what_cannot_be_drawn_is_told_in_the_words_of_the_prompt() -> None:
    assert read("a Dog Running").missing == ("Running",)
    assert read("a purple sea").missing == ("purple",)
    assert read("un perro y una Democracia").missing == ("Democracia",)
    assert read("狗在跑步").missing == ("跑步",)


def test_at_most_twelve_things_and_the_rest_is_told() -> None:
    scene = read("a dog, a cat, a pig, a cow, a hen, a goat, a fox, a bear, a lion, a wolf, a duck, a frog, a crab, a bat")
    assert len(scene.things) == 12
    assert scene.missing == ("crab", "bat")


def test_languages_may_be_mixed() -> None:
    scene = read("a dog con sombrero 在海滩上")
    assert owner(scene, "womans-hat") == (Relation.WEARING, "dog")
    assert scene.place is Place.BEACH


def test_the_language_decides_between_namesakes() -> None:
    assert only("an apple pie").art == "pie"
    assert [thing.art for thing in read("pan con mantequilla").things] == ["bread", "butter"]
    assert read("a cat with a pan").things[1].art == "cooking"
