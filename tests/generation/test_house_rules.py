"""A room's own phrases: what its moderators block is blocked in any disguise, what they allow passes, and the floor stays."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Judgement, Verdict
from generation.safety.disguises import readings
from generation.safety.guard import Guard
from generation.safety.house_rules import blocked_by, without_allowed
from generation.safety.policy import Refused
from storage.records import Audience, HouseRules
from tests.generation.test_guard_disguises import _DISGUISES

CHILDREN = Audience.CHILDREN


class Objects:
    """A layer that objects to some words, each with its category."""

    def __init__(self, **categories: str) -> None:
        self._categories = categories

    def judge(self, text: str, audience: Audience) -> Judgement:
        assert audience
        found = tuple(category.replace("_", "-") for word, category in self._categories.items() if word in text)
        return Judgement(Verdict.BLOCK, f"test.{found[0]}", found) if found else Judgement(Verdict.ALLOW)


@pytest.fixture
def guard() -> Iterator[Guard]:
    pool = Pool(1)
    yield Guard([Objects(beer="alcohol", naked="gore", rat="scary", porn="sexual", hurt="self_harm")], pool)
    pool.close()


def blocks(text: str, *phrases: str) -> str:
    """The rule that refuses a text in a room with these blocked phrases, "" for none."""
    return blocked_by(readings(text), HouseRules(phrases)).rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a clown on a bicycle", "room.2"),
        ("A CLOWN!", "room.2"),
        ("c l o w n in the rain", "room.2"),
        ("cl0wn school", "room.2"),
        ("the сlоwn", "room.2"),  # two letters are Cyrillic
        ("cló\u200bwn", "room.2"),
        ("two clownfish", ""),  # a word of its own
        ("clowns in a row", "room.2"),
        ("a cl own", "room.2"),
        ("draw a nwolc", "room.2"),
        ("the clo, wning", ""),
        ("the teacher Mr. Grey, angry", "room.1"),
        ("mr   grey's cat", "room.1"),
        ("mister greyson", ""),
        ("我们学校的小明在跑步", "room.3"),
        ("小 明", "room.3"),
        ("a 🤡 in the circus", "room.4"),
        ("un payaso", ""),
    ],
)
def test_a_blocked_phrase_is_found_in_any_disguise_but_not_within_a_word(text: str, rule: str) -> None:
    assert blocks(text, "Mr Grey", "clown", "小明", "🤡") == rule


def test_the_phrase_may_wear_the_disguise() -> None:
    assert blocks("a clown", "c.l.o.w.n") == "room.1"
    assert blocks("a clown", "ｃｌｏｗｎ") == "room.1"
    assert blocks("el pingüino", "pinguino") == "room.1"


@st.composite
def _pangolin(draw: st.DrawFn) -> str:
    return _DISGUISES[draw(st.sampled_from(sorted(_DISGUISES)))](draw, "pangolin")


@settings(max_examples=200, deadline=None)
@given(_pangolin(), st.sampled_from(("{}", "a picture of {} please", "{} en la playa", "一张{}的图片")))
def test_no_disguise_hides_a_blocked_phrase(hidden: str, frame: str) -> None:
    assert blocks(frame.format(hidden), "clown", "pangolin") == "room.2"


def test_a_phrase_of_nothing_blocks_nothing() -> None:
    assert blocks("a red fox", "", " ", "\u200b") == ""
    assert blocks("a red fox", "", "fox") == "room.2", "and shifts no number"


@settings(max_examples=60, deadline=None)
@given(phrase=st.text(max_size=20), text=st.text(max_size=40))
def test_no_phrase_and_no_text_is_too_strange(phrase: str, text: str) -> None:
    assert blocks(text, phrase) in ("", "room.1")
    if any(sign.isalpha() for sign in phrase):
        assert blocks(phrase, phrase) == "room.1"


async def test_a_blocked_phrase_refuses_prompt_and_negative_words(guard: Guard) -> None:
    rules = HouseRules(blocked=("clown",))
    with pytest.raises(Refused) as refused:
        await guard.safe_prompt("a clown", audience=CHILDREN, ratio="1:1", rules=rules)
    assert (refused.value.details["category"], refused.value.details["rule"]) == ("room", "room.1")
    with pytest.raises(Refused, match="room"):
        await guard.negative("clown", CHILDREN, rules)
    assert (await guard.review("a clown", CHILDREN)).verdict is Verdict.ALLOW, "elsewhere it is a clown"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("root beer", True),
        ("r00t b33r", True),
        ("a root beer float on the table", True),
        ("two root-beers", False),
        ("a beer", False),
        ("a root beer and a beer", False),  # what is left without it
        ("root beer for a naked man", False),
        ("root naked beer", False),
        ("beroot beerer", False),  # nothing joins across what was taken out
        ("根汁汽水 root beer", True),
    ],
)
async def test_an_allowed_phrase_excuses_itself_and_nothing_else(guard: Guard, text: str, passes: bool) -> None:
    assert (await guard.review(text, CHILDREN, HouseRules(allowed=("Root Beer",)))).passes(CHILDREN) is passes


async def test_a_phrase_excuses_its_own_kind_only() -> None:
    pool = Pool(1)
    strict = Guard([Objects(**{"beer": "alcohol", "beer fight": "violence"})], pool)
    rules = HouseRules(allowed=("root beer",))
    assert (await strict.review("a root beer in the sun", CHILDREN, rules)).verdict is Verdict.ALLOW
    assert (await strict.review("a root beer fight", CHILDREN, rules)).verdict is Verdict.BLOCK
    assert (await strict.review("root beer fight", CHILDREN, HouseRules(allowed=("root beer fight",)))).verdict is Verdict.ALLOW
    pool.close()


def test_what_is_left_keeps_its_signs() -> None:
    """A layer that looks for an address must still see one."""
    read, rules = readings("root beer for ana@example.org, at 5-7 Elm St."), HouseRules(allowed=("root beer",))
    assert without_allowed(read, rules) is not None
    assert ", for ana@example.org, at 5-7 elm st." in (without_allowed(read, rules) or ())
    assert without_allowed(readings("a red fox"), rules) is None
    assert without_allowed(readings("Root—Beer!"), rules) == ()


def test_two_hundred_phrases_are_read_at_once() -> None:
    rules = HouseRules(tuple(f"phrase number {n}" for n in range(100)), tuple(f"fine words {n}" for n in range(100)))
    read = readings("a red fox in the snow")
    begun = time.perf_counter()
    assert blocked_by(read, rules).verdict is Verdict.ALLOW
    assert time.perf_counter() - begun < 1.0, "the guard has two seconds for everything"


async def test_several_phrases_in_one_text(guard: Guard) -> None:
    rules = HouseRules(allowed=("naked mole rat", "root beer"))
    assert (await guard.review("a naked mole rat drinks root beer", CHILDREN, rules)).verdict is Verdict.ALLOW
    assert (await guard.review("a naked rat drinks root beer", CHILDREN, rules)).verdict is Verdict.BLOCK


@pytest.mark.parametrize("text", ["porn", "a porn film", "hurt", "beer and porn"])
async def test_nobody_can_allow_what_is_on_the_floor(guard: Guard, text: str) -> None:
    rules = HouseRules(allowed=("porn", "a porn film", "hurt", "beer and porn", "beer"))
    assert (await guard.review(text, CHILDREN, rules)).verdict is Verdict.BLOCK
    with pytest.raises(Refused):
        await guard.safe_prompt(text, audience=Audience.ADULTS, ratio="1:1", rules=rules)


@pytest.fixture(scope="module")
def standard() -> Iterator[Guard]:
    pool = Pool(1)
    yield Guard.standard(Meaning(), pool)
    pool.close()


@pytest.mark.parametrize(
    ("allowed", "text", "passes"),
    [
        ("kill", "kill jews", False),  # hate, which the phrase is not
        ("hate", "i hate muslims", False),
        ("murder", "murder my teacher mrs smith", False),  # what it means as a whole
        ("kill, gun", "kill Maria from 5B with a gun", False),
        ("pistol", "a boy points a pistol at his teacher", False),
        ("rifle", "a knight with a rifle", True),
        ("wine", "a bottle of wine for the altar", True),
        ("gas chamber for them", "gas chamber for them", False),
        ("my phone number is 612345678", "my phone number is 612345678", False),
        ("garotinha pelada", "garotinha pelada", False),
    ],
)
async def test_a_phrase_opens_neither_hate_nor_a_threat(standard: Guard, allowed: str, text: str, *, passes: bool) -> None:
    rules = HouseRules(allowed=tuple(allowed.split(", ")))
    assert not (await standard.review(text, CHILDREN)).passes(CHILDREN)
    assert (await standard.review(text, CHILDREN, rules)).passes(CHILDREN) is passes


async def test_what_is_blocked_here_is_not_allowed_here(guard: Guard) -> None:
    rules = HouseRules(blocked=("beer",), allowed=("root beer",))
    assert (await guard.review("root beer", CHILDREN, rules)).rule == "test.alcohol"


async def test_an_allowed_phrase_excuses_negative_words(guard: Guard) -> None:
    assert await guard.negative("root beer", CHILDREN, HouseRules(allowed=("root beer",))) == "root beer"


class Broken:
    """A layer that raises."""

    def judge(self, text: str, audience: Audience) -> Judgement:
        raise OSError(f"{text}{audience}")


async def test_a_guard_that_can_not_answer_allows_nothing() -> None:
    pool = Pool(1)
    try:
        review = await Guard([Broken()], pool).review("beer", CHILDREN, HouseRules(allowed=("beer",)))
    finally:
        pool.close()
    assert (review.verdict, review.rule) == (Verdict.BLOCK, "guard.unavailable")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(["beer", "naked", "root", "fox", ",", "rat", "a", "porn", "bee", "r"]), max_size=8))
async def test_rules_make_nothing_pass_that_holds_more_than_they_allow(guard: Guard, words: list[str]) -> None:
    text = " ".join(words)
    rules = HouseRules(allowed=("root beer",))
    if (await guard.review(text, CHILDREN, rules)).passes(CHILDREN):
        rest = text.replace("root beer", " ")
        assert not any(word in rest.split() for word in ("beer", "naked", "rat", "porn"))
