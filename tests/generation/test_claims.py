"""What a sentence claims of its things, and that a wrong colour, number, place, time or role costs a guess visibly, each once."""

import pytest

from generation.claims import Claims, claims_of, left_of
from generation.meaning import Meaning
from generation.scoring import MeaningScorer
from generation.sketch.deck import Deck
from generation.sketch.lexicon import Lexicon
from generation.sketch.segment import units


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture(scope="module")
def scorer() -> MeaningScorer:
    return MeaningScorer(Meaning())


def said(lexicon: Lexicon, text: str) -> Claims:
    return claims_of(units(text, lexicon))


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        ("a red fox and a blue bird", {"fox": "red", "bird": "blue"}),
        ("un zorro rojo y un pájaro azul", {"zorro": "red", "pajaro": "blue"}),
        ("红色的狐狸和蓝色的鸟", {"狐狸": "red", "鸟": "blue"}),
        ("a red bird and a blue bird", {"bird": ""}),
        ("a fox", {}),
    ],
)
def test_colours_belong_to_their_things(lexicon: Lexicon, text: str, colours: dict[str, str]) -> None:
    assert said(lexicon, text).colours == colours


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("two fluffy dogs and a cat", {"dogs": 2, "cat": 1}),
        ("tres perros y un gato", {"perros": 3, "gato": 1}),
        ("三只狗和一只猫", {"狗": 3, "猫": 1}),
        ("some dogs and several cats", {}),
        ("a group of dogs", {}),
        ("5 dogs", {"dogs": 5}),
    ],
)
def test_numbers_are_claimed_only_where_they_are_exact(lexicon: Lexicon, text: str, numbers: dict[str, int]) -> None:
    assert said(lexicon, text).numbers == numbers


def test_who_does_what_to_whom(lexicon: Lexicon) -> None:
    ((who, what, whom),) = said(lexicon, "a mouse riding an elephant").deeds
    assert (who, whom) == ("mouse", "elephant")
    assert said(lexicon, "un ratón montando un elefante").deeds == [("raton", what, "elefante")]
    assert said(lexicon, "骑着大象的老鼠").deeds == [("老鼠", what, "大象")]
    assert said(lexicon, "老鼠骑着大象").deeds == [("老鼠", what, "大象")]
    assert said(lexicon, "a mouse beside an elephant").deeds == [], "nobody is first there"
    assert said(lexicon, "an elephant ridden by a mouse").deeds == [], "turned round, so nothing is claimed"


def test_contradictions_add_up_to_a_bound(lexicon: Lexicon) -> None:
    fox = said(lexicon, "a red fox at night")
    other = said(lexicon, "two blue foxes at noon")
    assert left_of(fox, fox, {"fox": "fox"}) == 1
    assert 0.5 <= left_of(fox, other, {"fox": "foxes"}) < left_of(fox, said(lexicon, "a blue fox at night"), {"fox": "fox"}) < 1
    assert left_of(fox, other, {}) > left_of(fox, other, {"fox": "foxes"}), (
        "of different things nothing is contradicted but the time"
    )


@pytest.mark.parametrize(
    ("secret", "right", "wrong"),
    [
        ("a red fox in the snow", "an orange fox in the snow", "a blue fox in the snow"),
        ("a red fox in the snow", "the red fox in the snow", "a red fox in the desert"),
        ("two dogs and a cat", "dogs and a cat", "three dogs and a cat"),
        ("two dogs and a cat", "a cat and two dogs", "two cats and a dog"),
        ("a dog chasing a cat", "the dog chases the cat", "a cat chasing a dog"),
        ("a mouse riding an elephant", "a mouse rides an elephant", "an elephant riding a mouse"),
        (
            "a green dragon on a castle at night",
            "a green dragon on top of a castle by night",
            "a purple dragon on a castle at night",
        ),
        ("a green dragon on a castle at night", "at night, a green dragon on a castle", "a green dragon on a castle at dawn"),
        ("骑着大象的老鼠", "a mouse riding an elephant", "an elephant riding a mouse"),
        ("a castle on a mountain in summer", "a castle on a mountain in the summer", "a castle on a mountain in winter"),
        ("a robot cooking in the kitchen", "a robot cooks in a kitchen", "a robot cooking in the library"),
        ("un gato negro en la playa", "a black cat on the beach", "un gato blanco en la playa"),
        ("un gato negro en la playa", "沙滩上的一只黑猫", "un gato negro en la montaña"),
        ("三只红色的鸟在树上", "three red birds in a tree", "五只红色的鸟在树上"),
        ("三只红色的鸟在树上", "tres pájaros rojos en un árbol", "three blue birds in a tree"),
        ("a yellow bird under a blue umbrella", "under a blue umbrella, a yellow bird", "a blue bird under a yellow umbrella"),
    ],
)
def test_one_wrong_thing_costs_visibly_and_is_still_near(scorer: MeaningScorer, secret: str, right: str, wrong: str) -> None:
    good, bad = scorer.score(secret, right).points, scorer.score(secret, wrong).points
    assert good >= 80
    assert 55 <= bad <= 85
    assert good - bad >= 9


def test_two_wrong_things_are_no_find(scorer: MeaningScorer) -> None:
    assert scorer.score("a red fox in the snow", "a blue fox in the desert").points <= 55
    assert scorer.score("two dogs and a cat", "two cats and a dog").points <= 75


def test_two_empty_texts_are_no_hit(scorer: MeaningScorer) -> None:
    assert scorer.score("", "").points == scorer.score(" ", "").points == scorer.score(" ", " ").points == 0


def test_no_translation_of_the_deck_contradicts_itself(scorer: MeaningScorer) -> None:
    for secret in Deck.load().secrets:
        for locale in ("es", "zh"):
            ours, theirs = scorer._reader.read(secret.prompts["en"]), scorer._reader.read(secret.prompts[locale])
            (words,) = [
                {one.word: other.word for one in ours.elements for other in theirs.elements if one.concepts & other.concepts}
            ]
            assert left_of(ours.claims, theirs.claims, words) == 1, secret.prompts
