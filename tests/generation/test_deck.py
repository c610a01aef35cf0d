"""The deck of secrets: each sentence is read in full, and alike in its three languages."""

import random

import pytest

from generation.sketch.deck import LOCALES, Deck, Secret
from generation.sketch.lexicon import Lexicon
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Scene
from generation.sketch.sprites import Sprites

DECK = Deck.load()
LEXICON = Lexicon.load()
READER = SceneReader(LEXICON)
SPRITES = Sprites.load()


def gist(scene: Scene) -> tuple[object, ...]:
    """What must be the same in the three languages."""
    return frozenset(thing.art for thing in scene.things), scene.place, scene.time, scene.weather, scene.style


@pytest.mark.parametrize("secret", DECK.secrets, ids=[secret.prompts["en"] for secret in DECK.secrets])
def test_a_secret_is_drawn_in_full_and_alike(secret: Secret) -> None:
    scenes = {locale: READER.read(prompt) for locale, prompt in secret.prompts.items()}
    assert {locale: scene.missing for locale, scene in scenes.items()} == dict.fromkeys(LOCALES, ())
    assert gist(scenes["es"]) == gist(scenes["en"])
    assert gist(scenes["zh"]) == gist(scenes["en"])
    assert [thing.art for thing in scenes["en"].things if not SPRITES.has(thing.art)] == []


def test_the_deck_is_large_and_no_secret_comes_twice() -> None:
    assert len(DECK.secrets) >= 160
    for locale in LOCALES:
        assert len({secret.prompts[locale].lower() for secret in DECK.secrets}) == len(DECK.secrets)


def test_secrets_are_sentences_not_words() -> None:
    for secret in DECK.secrets:
        assert 4 <= len(secret.prompts["en"].split()) <= 14
        assert len(READER.read(secret.prompts["en"]).drawn) >= 2


def test_every_category_has_a_name_in_each_language() -> None:
    for secret in DECK.secrets:
        assert set(secret.category) == set(LOCALES)
        assert all(secret.category.values())


def test_no_secret_repeats_until_all_were_used() -> None:
    pick = random.Random(7)  # noqa: S311 - a game, not a secret
    used: set[str] = set()
    for _ in DECK.secrets:
        secret = DECK.draw(used, pick)
        assert secret.prompts["en"] not in used
        used.add(secret.prompts["en"])
    assert DECK.draw(used, pick) in DECK.secrets


def test_drawing_is_reproducible_and_varied() -> None:
    def forty() -> list[Secret]:
        return [DECK.draw((), random.Random(seed)) for seed in range(40)]  # noqa: S311 - a game, not a secret

    first = forty()
    assert first == forty()
    assert len({secret.prompts["en"] for secret in first}) > 25


def test_every_word_of_the_vocabulary_has_a_sprite() -> None:
    assert sorted(art for art in LEXICON.nouns if not SPRITES.has(art)) == []


def test_every_stand_in_of_a_place_has_a_sprite() -> None:
    senses = (sense for forms in LEXICON.forms.values() for found in forms.values() for sense in found)
    wanted = {sense.scenery.stand_in for sense in senses if sense.scenery and sense.scenery.stand_in}
    assert sorted(art for art in wanted if art not in LEXICON.nouns) == []
