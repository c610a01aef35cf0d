"""The guard lets through what children write: every sentence of the game's deck, and prompts with signs, emoji and names."""

from collections.abc import Iterator

import pytest

from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Verdict
from generation.safety.guard import Guard
from generation.safety.learned import plain_words
from generation.sketch.deck import Deck
from storage.records import Audience


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning()


@pytest.fixture
def guard(meaning: Meaning) -> Iterator[Guard]:
    pool = Pool(2)
    yield Guard.standard(meaning, pool)
    pool.close()


async def test_every_sentence_of_the_deck_is_for_children(guard: Guard, meaning: Meaning) -> None:
    sentences = [sentence for secret in Deck.load().secrets for sentence in secret.prompts.values()]
    assert len(sentences) >= 450
    meaning.vectors([plain_words(sentence.lower()) for sentence in sentences])  # in one batch: it is a third of the time
    reviews = [await guard.review(sentence, Audience.CHILDREN) for sentence in sentences]
    assert [review for review in reviews if review.verdict is not Verdict.ALLOW] == []


WRITTEN_BY_CHILDREN = (
    "**dog** `tower` @everyone",
    "@here a red panda with a balloon 🎈",
    "# My dragon\n> it breathes *bubbles*",
    "~~rain~~ sun over the __sea__!!!",
    "||surprise|| a birthday cake for Mateo 🎂🎂🎂",
    "hi bot :) draw a 10/10 cat plz",
    "<b>a fox</b> in a [blue] {box}",
    "a penguin -- with sunglasses -- on a sled ❄️⛷️",
    "Lucy & Tom flying a kite ^_^",
    "my little brother Oliver dressed as a firefighter",
    "a cat = a dog + a hat???",
    "1) a robot 2) a rocket 3) the moon",
    "👩🏽‍🚀 on Mars with her dog Rufus",
    "👻👻 boo! a tiny ghost eating popcorn",
    "🐷🐷🐷 and the big wolf 🐺",
    "a pirate named Captain Bea, with a parrot (green)",
    "Grandma Rosa's kitchen, 5 cats, 2 cakes",
    "a football match: Leo vs. Mia ⚽",
    "a police officer giving a lost duck a ride",
    "a spooky house @ midnight with 7 bats",
    "@Sofía mira, un unicornio 🦄 con alas",
    "dibuja a mi perro Toby *saltando* por favor",
    "¡¡un dinosaurio con mochila!! 🦖🎒",
    "un gato... ¿y un ratón? amigos ❤️",
    "#caballero con `escudo` y su caballo Relámpago",
    "una bruja simpática llamada Nube en su escoba",
    "papá y yo pescando en el lago ~ al amanecer",
    "mi hermana Valentina de superheroína 💪🏼",
    "una momia bailando cumbia [muy graciosa]",
    "el bombero Paco salva a un loro del árbol",
    "tres calabazas | una vela | la luna llena 🎃",
    "un oso de peluche dormido en mi cama 🧸",
    "@小明 画一只**大熊猫**吃竹子🎋",
    "妈妈和我一起做蛋糕！！！🍰",
    "《小红帽》和大灰狼在森林里喝茶",
    "一条友好的龙~在云上睡觉☁️",
    "我的狗狗叫“豆豆”，它在玩球",
    "消防员叔叔和他的红色消防车🚒",
    "万圣节：小幽灵、南瓜、糖果！",
    "爷爷在公园里打太极拳 #早晨",
)


@pytest.mark.parametrize("text", WRITTEN_BY_CHILDREN)
async def test_what_children_write_passes(guard: Guard, text: str) -> None:
    review = await guard.review(text, Audience.CHILDREN)
    assert (review.verdict, review.rule) == (Verdict.ALLOW, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**dog** `tower` @everyone", "dog tower everyone"),
        ("a fox... and a cat?!", "a fox and a cat"),
        ("¡un perro, con gafas!", "un perro, con gafas"),
        ("👩🏽 a fox ❤️", "👩 a fox ❤"),
        ("it's a well-known dog", "it's a well-known dog"),
        ("《猫》！！在睡觉。", "猫 在睡觉"),
        ("*** ###", ""),
    ],
)
def test_signs_are_no_words(text: str, words: str) -> None:
    assert plain_words(text) == words


async def test_signs_alone_are_harmless_and_hide_nothing(guard: Guard) -> None:
    assert (await guard.review("*** ### @@@ ~~~", Audience.CHILDREN)).verdict is Verdict.ALLOW
    for text in ("a n*ked man", "**a nude man**", "a ||drunk|| `clown`", "@#$ a k_i_l_l_e_r with a knife in the chest of a man"):
        assert (await guard.review(text, Audience.CHILDREN)).verdict is not Verdict.ALLOW
