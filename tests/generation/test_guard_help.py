"""Who tells what was done to them, or wants to die, is answered kindly, whatever else stands in their words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generation.pool import Pool
from generation.ports import Judgement, Verdict
from generation.safety.disguises import readings
from generation.safety.guard import Guard
from generation.safety.lexicon import Lexicon
from generation.safety.people import People
from generation.safety.policy import Category, Refused, Review, strictest
from generation.safety.rules import Rules
from generation.safety.telling import tells, written_in
from storage.records import Audience, HouseRules

CHILDREN = Audience.CHILDREN
RULES = Rules()
BLOOD = Judgement(Verdict.BLOCK, "lexicon.gore", (Category.GORE.value,))


def told(verdict: Verdict, *categories: str) -> Judgement:
    return Judgement(verdict, f"judge.{categories[0]}", categories)


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.close()


def test_help_leads_wherever_it_stands() -> None:
    for found in (
        (BLOOD, told(Verdict.BLOCK, "help")),
        (BLOOD, told(Verdict.REVIEW, "help")),
        (told(Verdict.BLOCK, "self-harm", "help"), BLOOD),
    ):
        said = strictest(found)
        assert (said.verdict, said.categories[0]) == (Verdict.BLOCK, Category.HELP)
    doubtful = strictest((told(Verdict.REVIEW, "scary"), told(Verdict.REVIEW, "help")))
    assert doubtful == Judgement(Verdict.REVIEW, "judge.help", ("help", "scary"))


class Doubts:
    """A layer that is not sure."""

    def judge(self, text: str, audience: Audience) -> Judgement:
        assert text
        assert audience
        return told(Verdict.REVIEW, "scary")


class Hears:
    """A judge that hears more than one thing."""

    async def judge(self, text: str, audience: Audience) -> Judgement | None:
        assert text
        assert audience
        return told(Verdict.BLOCK, "self-harm", "help")


async def test_what_a_judge_hears_after_another_thing_is_heard(pool: Pool) -> None:
    guard = Guard([Doubts()], pool, judge=Hears())
    with pytest.raises(Refused) as refused:
        await guard.safe_prompt("a fox", audience=Audience.ADULTS, ratio="1:1")
    assert refused.value.details["category"] == Category.HELP


async def test_no_phrase_of_a_room_stands_before_a_call_for_help(pool: Pool) -> None:
    guard = Guard([RULES], pool)
    review = await guard.review("my uncle touches me, dragon", CHILDREN, HouseRules(blocked=("dragon",)))
    assert review.categories[0] == Category.HELP


def lines(kind: str) -> list[str]:
    """Texts of guard_help.tsv: "told" by somebody who is hurt or wants to die; "ordinary" ones with the same verbs."""
    rows = (line.split("\t") for line in Path(__file__).with_name("guard_help.tsv").read_text("utf-8").splitlines())
    return [row[1] for row in rows if row[0] == kind]


@pytest.mark.parametrize("text", lines("told"))
def test_whoever_tells_it_is_heard(text: str) -> None:
    heard = strictest(RULES.judge(reading, CHILDREN) for reading in readings(text))
    assert heard.categories[:1] == (Category.HELP.value,)


@pytest.mark.parametrize("text", lines("ordinary"))
def test_ordinary_families_and_games_are_no_call_for_help(text: str) -> None:
    assert Category.HELP not in strictest(RULES.judge(reading, CHILDREN) for reading in readings(text)).categories


async def test_to_die_of_laughter_and_to_cut_oneself_a_slice_are_no_harm(pool: Pool) -> None:
    guard = Guard([RULES, Lexicon.load(), People()], pool)
    for text in (
        *("I want to die of laughter", "a clown who wants to die laughing", "quiero morirme de risa", "a vampire who wants to die"),
        *(
            "I cut myself a slice of cake",
            "a knight who wants to kill himself a dragon",
            "a boy jumps off the bridge into the river",
        ),
    ):
        assert (await guard.review(text, CHILDREN)).verdict is Verdict.ALLOW, text
    for text in (
        *("I want to die", "a girl who wants to die", "I want to die, ha ha", "i am a vampire who wants to die", "I cut myself"),
        *("I cut myself a little every night", "a knight who wants to kill himself", "a boy jumps off the bridge"),
        *("a sad boy jumps off the bridge into the river", "a boy jumps off the bridge into the river to die"),
    ):
        assert (await guard.review(text, CHILDREN)).verdict is Verdict.BLOCK, text


@pytest.mark.parametrize(
    "words",
    [
        *(
            "everybody hates me",
            "nobody likes me",
            "no one wants to play with me",
            "I feel so alone",
            "somebody bullies me at school",
        ),
        *("todos me odian", "nadie quiere jugar conmigo", "me siento muy sola", "大家都讨厌我", "没有人跟我玩", "我没有朋友"),
    ],
)
def test_who_is_alone_is_heard(words: str) -> None:
    assert Category.HELP in strictest(RULES.judge(reading, CHILDREN) for reading in readings(words)).categories


@pytest.mark.parametrize(
    "words",
    [
        *("everybody loves me", "a lonely robot on the moon", "a boy whom nobody likes finds a dog", "I am alone on the moon"),
        *("estoy solo en casa con mi perro", "un pingüino solitario", "他们都喜欢我的画", "一只孤独的小猫"),
    ],
)
def test_a_lonely_picture_is_a_picture(words: str) -> None:
    assert Category.HELP not in strictest(RULES.judge(reading, CHILDREN) for reading in readings(words)).categories


@pytest.mark.parametrize(
    "words",
    [
        *("my coach wants to see me naked", "a man sent me a picture of his penis", "my boyfriend wants sex and I don't"),
        *(
            "i was touched there by a priest",
            "my unkle tuched my legs",
            "alguien tiene fotos mías desnuda",
            "me ha tocado el culo mi tío",
        ),
        *("un señor me enseñó el pene", "我老师让我脱裤子", "网友要看我的胸", "mon oncle m'a mis nue", "meu tio me deixou nua"),
        *(
            "mein Onkel hat mich nackt gemalt",
            "mio zio mi vuole nuda",
            "おじさんに裸にされた",
            "дядя раздел меня",
            "المدرب عراني ولمسني",
        ),
    ],
)
def test_what_somebody_does_to_the_writer_is_told_however_it_is_said(words: str) -> None:
    assert tells(words, Review(words, Verdict.BLOCK, "lexicon.nudity", ("nudity",)))
    assert tells(words, Review(words, Verdict.REVIEW, "meaning.scatology", ("scatology",))), "it guesses what it is"
    assert not tells(words, Review(words, Verdict.BLOCK, "lexicon.hate", ("hate",)))


@pytest.mark.parametrize(
    "words",
    ["my dad is drunk and screams", "my mom takes drugs", "mi papá está borracho y grita", "mi mamá se droga", "我妈妈天天喝酒"],
)
def test_somebody_near_who_drinks_or_takes_drugs_is_told(words: str) -> None:
    assert tells(words, Review(words, Verdict.BLOCK, "lexicon.alcohol", ("alcohol",)))
    assert tells(words, Review(words, Verdict.BLOCK, "lexicon.drugs", ("drugs",)))


@pytest.mark.parametrize(
    "words", ["a drunk pirate", "my dad drinks beer at the barbecue", "dibuja a mi profe borracho", "画一个喝醉的熊"]
)
def test_a_drink_alone_tells_nothing(words: str) -> None:
    assert not tells(words, Review(words, Verdict.BLOCK, "lexicon.alcohol", ("alcohol",)))


@pytest.mark.parametrize(
    ("words", "language"),
    [
        *(
            ("my dad hits me every night", "en"),
            ("Nobody likes me", "en"),
            ("papá me pega todas las noches", "es"),
            ("quiero morirme", "es"),
        ),
        *(
            ("mi tío me toca", "es"),
            ("我爸爸打我", "zh"),
            ("お父さんに殴られた", ""),
            ("mon père me frappe", ""),
            ("mio padre mi picchia", ""),
        ),
        *(("meu pai me bate", ""), ("mein Vater schlägt mich", ""), ("папа бьет меня", ""), ("kms", "")),
    ],
)
def test_it_is_heard_in_which_language_they_write(words: str, language: str) -> None:
    assert written_in(words) == language


@pytest.mark.parametrize(
    "words",
    [
        *("a naked girl", "draw my teacher naked", "make me a naked girl", "show me naked boys", "my teacher naked for me"),
        *(
            "kill my teacher with my gun",
            "i want my teacher to undress me",
            "naked girl in bed with me",
            "a little girl undresses me",
        ),
        *(
            "dibuja a mi tía desnuda",
            "quiero que mi prima me toque desnuda",
            "la profe desnuda",
            "画一个裸体的老师",
            "我要叔叔脱我的衣服",
        ),
    ],
)
def test_what_somebody_wishes_for_is_not_told(words: str) -> None:
    assert not tells(words, Review(words, Verdict.BLOCK, "lexicon.nudity", ("nudity", "violence")))
