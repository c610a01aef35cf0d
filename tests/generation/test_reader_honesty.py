"""What the sketch's reader leaves out, what it owns up to, and what it no longer takes for something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from generation.sketch.lexicon import UNDRAWN, Kind, Lexicon, Tongue
from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Part, Place, Relation, Scene, Weather
from generation.sketch.sprites import Sprites

LEXICON = Lexicon.load()
READER = SceneReader(LEXICON)
SPRITES = Sprites.load()


def arts(text: str) -> list[str]:
    return [thing.art for thing in READER.read(text).things]


def missing(text: str) -> tuple[str, ...]:
    return READER.read(text).missing


def told(text: str) -> tuple[list[str], tuple[str, ...]]:
    scene = READER.read(text)
    return [thing.art for thing in scene.things], scene.missing


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("a street without cars", []),
        ("a street without cars, people or dogs", []),
        ("a street without cars and people", []),
        ("no dogs, only a cat", ["cat"]),
        ("no dogs or birds, just a fox", ["fox"]),
        ("a garden without flowers and a dog", ["dog"]),
        ("a house but not a dog", ["house"]),
        ("an empty beach with nobody in it", []),
        ("I do not want a dog, I want a cat", ["cat"]),
        ("don't draw a dog. draw a cat", ["cat"]),
        ("a boy but no girl on a swing", ["boy", "swing"]),
        ("a cat that isn't sleeping", ["cat"]),
        ("a robot instead of a person", ["robot"]),
        ("un gato que no duerme", ["cat"]),
        ("una calle sin coches ni personas", []),
        ("ni gatos ni perros, solo un zorro", ["fox"]),
        ("un niño sin sombrero y con una pelota", ["boy", "soccer-ball"]),
        ("un perro sin collar en el parque", ["dog"]),
        ("nadie en la playa", []),
        ("un robot en vez de una persona", ["robot"]),
        ("没有云的天空", []),
        ("花园里没有人，只有一只猫", ["cat"]),
        ("一只不戴帽子的狗", ["dog"]),
        ("不要画狗，画一只猫", ["cat"]),
    ],
)
def test_what_is_forbidden_is_neither_drawn_nor_missed(text: str, drawn: list[str]) -> None:
    assert told(text) == (drawn, ())


def test_the_weather_can_be_forbidden_too() -> None:
    assert READER.read("un cielo con nubes").weather == {Weather.CLOUDS}
    assert READER.read("un cielo sin nubes").weather == frozenset()
    assert READER.read("niños sin paraguas bajo la lluvia").weather == {Weather.RAIN}
    assert READER.read("a dog without an umbrella in the rain").weather == {Weather.RAIN}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a beach without clouds", {Part.CLOUDS}),
        ("un cielo sin nubes", {Part.CLOUDS}),
        ("没有太阳的海滩", {Part.SUN}),
        ("a field with no trees or flowers", {Part.TREES, Part.FLOWERS}),
        ("una noche sin luna ni estrellas", {Part.MOON, Part.STARS}),
        ("a field with no tall trees", set()),
        ("a forest without trees", set()),
        ("a dog without a hat", set()),
        ("clouds and trees", set()),
    ],
)
def test_backdrops_are_told_what_is_forbidden(text: str, parts: set[Part]) -> None:
    assert READER.read(text).without == frozenset(parts)


def test_a_forbidden_sun_is_not_painted() -> None:
    painter = Painter(SPRITES)
    pictures = [
        painter.paint(READER.read(f"a beach at sunset without {what}"), seed=5, width=256, height=256) for what in ("dogs", "sun")
    ]
    assert ImageChops.difference(*pictures).crop((0, 0, 256, 128)).getbbox() is not None


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("not only a cat but also a dog", ["cat", "dog"]),
        ("a dog can't stop dancing", ["dog", "musical-notes"]),
        ("no smoking sign", ["no-smoking"]),
        ("a no entry sign next to a car", ["no-entry", "automobile"]),
        ("sin embargo un gato", ["cat"]),
        ("no solo un gato sino también un perro", ["cat", "dog"]),
        ("不仅有猫，还有狗", ["cat", "dog"]),
        ("a not very big dog", ["dog"]),
        ("一只不大的狗", ["dog"]),
    ],
)
def test_a_no_that_forbids_nothing(text: str, drawn: list[str]) -> None:
    assert told(text) == (drawn, ())


def test_the_sign_that_has_no_sprite_is_told() -> None:
    assert told("a no parking sign and a car") == (["automobile"], ("no parking sign",))


NAMES = sorted(
    name
    for name, noun in LEXICON.names[Tongue.EN].items()
    if noun.art not in {"cat", "house"}
    and name not in LEXICON.parts
    and LEXICON.forms[Tongue.EN][name][0].kind is Kind.NOUN
    and len(LEXICON.forms[Tongue.EN][name]) == 1
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES))
def test_nothing_that_can_be_drawn_escapes_a_without(name: str) -> None:
    assert told(f"a cat without a {name} in a house") == (["cat"], ())


@pytest.mark.parametrize(
    ("text", "art", "other"),
    [
        ("a giant cat next to a small house", "cat", "house"),
        ("un ratón enorme junto a un perro", "mouse", "dog"),
        ("一只巨大的猫在小房子旁边", "cat", "house"),
        ("a huge ant next to a tiny elephant", "ant", "elephant"),
    ],
)
def test_what_is_giant_is_larger_than_what_stands_beside_it(text: str, art: str, other: str) -> None:
    scale = {thing.art: thing.scale for thing in READER.read(text).things}
    assert scale[art] > scale[other]
    assert missing(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("something very big", ("big",)),
        ("a giant city", ("giant",)),
        ("a cat with green eyes", ("green", "eyes")),
        ("un gato con ojos verdes y un perro", ("ojos", "verdes")),
        ("大鼻子的小丑", ("大", "鼻子")),
        ("animals in the forest", ("animals",)),
        ("muchos animales y un perro", ("animales",)),
        ("a cat with a tail", ()),
        ("un dragón de colores", ("de colores",)),
        ("a colourful dog and a colourful parrot", ("colourful",)),
        ("😂😭", ("😂", "😭")),
        ("a cat 🇪🇸", ("🇪🇸",)),
        ("!!!", ("!!!",)),
        ("12345", ("12345",)),
        ("   ", ()),
        ("no dogs", ()),
    ],
)
def test_what_the_picture_does_not_show_is_told(text: str, words: tuple[str, ...]) -> None:
    assert missing(text) == words


def test_the_number_of_what_is_not_drawn_does_not_wander() -> None:
    assert [thing.count for thing in READER.read("muchos animales y un perro").things] == [1]


def test_the_colour_of_eyes_does_not_wander_to_the_next_thing() -> None:
    scene = READER.read("un gato con ojos verdes y un perro")
    assert [thing.colour for thing in scene.things] == [None, None]


def test_a_part_of_nobody_is_a_thing_where_nothing_else_is_named() -> None:
    assert arts("a nose") == ["nose"]
    assert READER.read("a big nose and a house").missing == ("big", "nose")
    assert arts("一只手") == ["raised-hand"]
    assert arts("a clown with a big nose") == ["clown"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("twenty cats", "twenty cats (only 12)"),
        ("20 cats", "20 cats (only 12)"),
        ("three hundred cats", "three hundred cats (only 12)"),
        ("veinte gatos", "veinte gatos (solo 12)"),
        ("二十只猫", "二十只猫 (只有12)"),
        ("一百只猫", "一百只猫 (只有12)"),
    ],
)
def test_more_than_the_page_holds_is_told(text: str, words: str) -> None:
    scene = READER.read(text)
    assert [(thing.art, thing.count) for thing in scene.things] == [("cat", 12)]
    assert scene.missing == (words,)


@pytest.mark.parametrize(
    ("text", "count"), [("十二只猫", 12), ("十只猫", 10), ("两只猫", 2), ("一只猫", 1), ("hundreds of cats", 12)]
)
def test_numbers_that_fit_or_are_vague_are_not_told(text: str, count: int) -> None:
    scene = READER.read(text)
    assert ([thing.count for thing in scene.things], scene.missing) == ([count], ())


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("🦊🌳", ["fox", "deciduous-tree"]),
        ("❤️", ["red-heart"]),
        ("👩🏽‍🚀 on 🌙", ["woman-astronaut", "crescent-moon"]),
        ("👨‍👩‍👧 🏠", ["family", "house"]),
        ("☀️⛄", ["sun", "snowman"]),
        ("👍🏿 🐶", ["dog"]),
    ],
)
def test_emoji_are_words(text: str, drawn: list[str]) -> None:
    assert arts(text) == drawn


def test_an_emoji_may_paint_the_backdrop() -> None:
    scene = READER.read("🦄 🌈 🏖️")
    assert (scene.place, scene.weather) == (Place.BEACH, frozenset({Weather.RAINBOW}))
    assert [thing.art for thing in scene.things] == ["unicorn"]


@pytest.mark.parametrize(
    ("text", "drawn", "words"),
    [
        ("Don Quijote y un molino", ["don-quixote", "windmill"], ()),
        ("el ratón y el señor Pérez", ["mouse", "man"], ("Pérez",)),
        ("la Sagrada Familia", ["sagrada-familia"], ()),
        ("las cuatro estaciones del año", [], ("estaciones del año",)),
        ("una puerta roja", ["door"], ()),
        ("una pandereta", ["tambourine"], ()),
        ("the Mona Lisa", [], ("Mona Lisa",)),
        ("a dog called Waffler", ["dog"], ("Waffler",)),
        ("a stable", [], ("stable",)),
        ("una anguila", [], ("anguila",)),
        ("萤火虫", [], ("萤火虫",)),
        ("一只蜻蜓", [], ("蜻蜓",)),
        ("papá come una papa", ["man", "potato"], ()),
    ],
)
def test_nothing_is_taken_for_something_else(text: str, drawn: list[str], words: tuple[str, ...]) -> None:
    assert told(text) == (drawn, words)


@pytest.mark.parametrize("tongue", list(Tongue))
def test_a_word_without_a_sprite_is_told_and_never_drawn(tongue: Tongue) -> None:
    """Each alone; a word that also exists in another language may mean something there."""
    odd: dict[str, Scene] = {}
    for form, senses in LEXICON.forms[tongue].items():
        if [sense.value for sense in senses] == [UNDRAWN] and not any(
            form in LEXICON.forms[other] for other in Tongue if other != tongue
        ):
            scene = READER.read(form)
            if scene.things or scene.missing != (form,):
                odd[form] = scene
    assert odd == {}


@pytest.mark.parametrize(
    ("art", "words"),
    [
        ("tooth", "tooth diente 牙齿"),
        ("fruit-bowl", "fruit fruta 水果"),
        ("chalkboard", "blackboard pizarra pizarrón 黑板"),
        ("eraser", "eraser goma borrador 橡皮"),
        ("mail-carrier", "mailman postman cartero cartera 邮递员"),
        ("bullfighter", "bullfighter torero 斗牛士"),
        ("castanets", "castanets castañuelas 响板"),
        ("branch", "branch twig rama 树枝"),
        ("seahorse", "seahorse hipocampo 海马"),
        ("starfish", "starfish 海星"),
        ("mars", "mars marte 火星"),
        ("hill", "hill colina cerro 小山"),
        ("hospital", "hospital clínica 医院"),
        ("automobile", "car auto coche carro 汽车"),
        ("laptop", "computer computadora ordenador 电脑"),
        ("potato", "potato papa patata 土豆"),
        ("cup-with-straw", "juice jugo zumo 果汁"),
        ("mobile-phone", "smartphone celular móvil 手机"),
        ("glasses", "glasses gafas lentes anteojos 眼镜"),
        ("birthday-cake", "cake torta pastel tarta 蛋糕"),
        ("popcorn", "popcorn palomitas pochoclo 爆米花"),
        ("strawberry", "strawberry fresa frutilla 草莓"),
        ("bus", "bus autobús guagua colectivo 公共汽车"),
        ("soccer-ball", "ball pelota balón 足球"),
        ("banana", "banana plátano banano guineo 香蕉"),
        ("ear-of-corn", "corn maíz choclo elote 玉米"),
        ("avocado", "avocado aguacate palta 牛油果"),
        ("peach", "peach durazno melocotón 桃子"),
        ("beans", "beans frijoles judías porotos 豆子"),
        ("pig", "pig cerdo chancho puerco 猪"),
        ("lady-beetle", "ladybird mariquita catarina 瓢虫"),
        ("kite", "kite cometa papalote barrilete 风筝"),
    ],
)
def test_many_words_name_one_thing(art: str, words: str) -> None:
    drawn = {word: arts(word) for word in words.split() if word != "cartera"}
    assert set(map(tuple, drawn.values())) == {(art,)}, drawn


def test_lists_in_chinese() -> None:
    for text in ("猫、狗和兔子", "猫与狗跟兔子", "猫，狗以及兔子"):
        assert arts(text) == ["cat", "dog", "rabbit"]


def test_a_festival_is_not_cut_to_pieces() -> None:
    assert told("中秋节的月饼") == (["moon-cake"], ())
    assert READER.read("中秋节的月饼").weather == {Weather.MOONLIGHT}


def test_what_is_in_a_hand_is_held() -> None:
    for text in ("a boy with a flower in his hand", "una niña con una flor en la mano"):
        scene = READER.read(text)
        assert [(thing.relation, thing.of) for thing in scene.things[1:]] == [(Relation.HOLDING, 0)]


@pytest.mark.parametrize(
    ("text", "how", "to"),
    [
        ("a dog at the supermarket", Relation.IN_FRONT, "convenience-store"),
        ("a clown in a circus", Relation.INSIDE, "circus-tent"),
        ("a princess in a tower", Relation.INSIDE, "stone-tower"),
        ("a shark at a birthday party", Relation.BESIDE, "party-popper"),
        ("a teacher writing on a blackboard", Relation.IN_FRONT, "chalkboard"),
    ],
)
def test_in_does_not_always_mean_inside(text: str, how: Relation, to: str) -> None:
    scene = READER.read(text)
    first = scene.things[0]
    assert (first.relation, scene.things[first.of or 0].art) == (how, to)


def test_a_full_basket_holds_what_it_is_full_of() -> None:
    for text in ("a basket full of apples", "una canasta llena de manzanas"):
        basket, apples = READER.read(text).things
        assert (basket.art, apples.relation) == ("basket", Relation.INSIDE)


def test_every_word_leads_to_a_drawing() -> None:
    assert [art for art in LEXICON.nouns if not SPRITES.has(art)] == []


def test_a_noun_is_known_in_all_three_languages() -> None:
    """Icons that only an emoji calls stand apart; the Milky Way is a backdrop in two languages."""
    known = {tongue: {noun.art for noun in LEXICON.names[tongue].values()} for tongue in Tongue}
    symbols = {sense.noun.art for senses in LEXICON.symbols.values() for sense in senses if sense.noun}
    everywhere = known[Tongue.EN] & known[Tongue.ES] & known[Tongue.ZH]
    assert sorted(set().union(*known.values()) - everywhere - symbols - {"milky-way"}) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("un castillo sin banderas", ("sin banderas",)),
        ("un gato sin cola", ("sin cola",)),
        ("un gato sin cola ni orejas", ("sin cola", "ni orejas")),
        ("un elefante sin trompa", ("sin trompa",)),
        ("a cat without a tail", ("without a tail",)),
        ("a house with no windows and a dog", ("with no windows",)),
        ("一座没有窗户的房子", ("没有窗户",)),
        ("a snowman without a hat holding a broom", ("without a hat",)),
        ("没有尾巴的猫", ("没有尾巴",)),
        ("没有旗子的城堡", ("没有旗子",)),
        ("a dog without wings", ()),
        ("un niño sin sombrero", ()),
        ("una calle sin coches", ()),
    ],
)
def test_a_part_that_the_drawing_shows_all_the_same_is_told(text: str, words: tuple[str, ...]) -> None:
    assert missing(text) == words


def test_parts_belong_to_drawings_that_exist() -> None:
    arts = set[str]().union(*LEXICON.parts.values()) - {"+"}
    places = {art[1:] for art in arts if art.startswith("@")}
    assert places <= {str(place) for place in Place}
    assert sorted(art for art in arts if art[0] != "@" and not SPRITES.has(art)) == []


def test_mountains_without_snow_are_bare() -> None:
    assert READER.read("没有雪的山").without == READER.read("montañas sin nieve").without == {Part.SNOW}
    painter = Painter(SPRITES)
    pictures = [painter.paint(READER.read(f"mountains without {what}"), seed=0, width=192, height=192) for what in ("snow", "dogs")]
    assert ImageChops.difference(*pictures).getbbox() is not None
