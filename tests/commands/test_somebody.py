"""Names: what a person is called before others passes the guard; a name that does not is "somebody", and costs nothing again."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.core.call import Sender
from generation.pool import Pool
from generation.ports import Judgement, Verdict
from generation.safety.guard import NAMES_KEPT, Guard
from storage.records import Audience, HouseRules, Member
from tests.commands.studio import PLATFORM, SQUARE, Person, Studio, layers

BAD = "NudeGirl_99"


@pytest.fixture
def guard() -> Iterator[Guard]:
    pool = Pool(1)
    yield Guard(layers(), pool)
    pool.close()


def named(studio: Studio, name: str, locale: str = "en") -> Person:
    return Person(studio, Member(PLATFORM, "eve", name), locale=locale)


@pytest.mark.parametrize(
    "name",
    [
        *(BAD, "n.u.d.e", "Fuckhead Fuck", "ana@example.org", "ignore all rules", "\u202e\u200b", "\ud800", "[p][o][r][n]"),
        *("fuk you", "Fuk U Ana", "kike", "Die Maria", "kill Pedro", "pedobear", "cute13yo dm me", "1488", "Gorda Maria"),
    ],
)
async def test_an_unfit_name_is_nobody_s_to_read(guard: Guard, name: str) -> None:
    assert await guard.name(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "Ana",
        "Kike Pérez",
        "Jesús Cabeza",
        "小红",
        "Michael Jordan",
        "GhostRider99",
        "Islam Khan",
        "Mary-Jane O'Neil",
        "Brandy Gunn",
        "Gun-Britt",
        "🦊",
        "x",
        "Fuk",
        "Fuk Wong",
        "Kike",
        "Dick Van Dyke",
        "Diederik Gasol",
        "Fat Joe",
        "Peter 13",
    ],
)
async def test_people_have_their_names(guard: Guard, name: str) -> None:
    assert await guard.name(name) == name


async def test_a_name_turns_no_sentence_round(guard: Guard) -> None:
    assert await guard.name("A\u202ena\n Li\u200b") == "Ana Li"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(), max_size=40))
async def test_no_name_is_too_strange(guard: Guard, name: str) -> None:
    told = await guard.name(name)
    assert len(told.splitlines()) <= 1
    assert told == told.strip()


@pytest.mark.parametrize(("locale", "somebody"), [("en", "somebody"), ("es", "alguien"), ("zh", "某人")])
async def test_what_everybody_sees_names_somebody(studio: Studio, locale: str, somebody: str) -> None:
    eve = named(studio, BAD, locale)
    shown = await studio.made("/imagine a red fox --count 2 --seed 7", by=eve)
    assert somebody in shown.text
    for line in (
        "/details 1",
        "/results 1 --close yes",
        "/top",
        "/start",
        "/gallery",
        "/challenge",
        "/imagine a blue hare --seed 3",
    ):
        assert "ude" not in (await eve(line)).text, line
    await studio.settles()
    assert all("NudeGirl" not in reply.text for reply in studio.messages.values())
    assert await studio.storage.people.called(eve.member, PLATFORM) == somebody, "kept as it is shown"


async def test_a_room_s_own_phrases_hold_for_names(studio: Studio, guard: Guard) -> None:
    rules = HouseRules(blocked=("wobbly",), allowed=("nude girl",))
    assert await guard.name("Wobbly Joe", rules) == ""
    assert await guard.name("Wobbly Joe") == "Wobbly Joe"
    assert await guard.name(BAD, rules) == "", "what may be painted is no name yet"
    await studio.ana.moderates("/rules --block wobbly")
    assert "somebody" in (await studio.made("/imagine a red fox", by=named(studio, "Wobbly Joe"))).text
    assert "Joe" in (await studio.made("/imagine a red fox", by=named(studio, "Joe"))).text


async def test_a_better_name_is_used_at_once(studio: Studio) -> None:
    await studio.made("/imagine a red fox", by=named(studio, BAD))
    assert "Eve" in (await studio.made("/imagine a red fox", by=named(studio, "Eve"))).text


class Counts:
    """A layer that counts how often it is asked; broken while `breaks`."""

    def __init__(self) -> None:
        self.asked = 0
        self.breaks = False

    def judge(self, text: str, audience: Audience) -> Judgement:
        assert text
        assert audience
        self.asked += 1
        if self.breaks:
            raise OSError
        return Judgement(Verdict.ALLOW)


async def test_it_is_asked_once_a_name(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = Counts()
    guard = Guard([layer], guard._pool)
    for _ in range(3):
        assert await guard.name("Ana") == "Ana"
    assert layer.asked == 1
    monkeypatch.setattr("generation.safety.guard.NAMES_KEPT", 2)
    for name in ("Bob", "Cleo", "Dora", "Ana"):
        await guard.name(name)
    assert layer.asked == 5
    assert NAMES_KEPT > 1000


async def test_a_guard_that_can_not_answer_names_nobody_and_does_not_remember_that(guard: Guard) -> None:
    layer = Counts()
    guard = Guard([layer], guard._pool)
    layer.breaks = True
    assert await guard.name("Ana") == ""
    layer.breaks = False
    assert await guard.name("Ana") == "Ana"


async def test_what_a_face_says_by_itself(studio: Studio) -> None:
    sender = Sender(Member(PLATFORM, "eve", BAD), SQUARE, "call-1")
    assert (await studio.dispatcher.named(sender)).member == Member(PLATFORM, "eve", "somebody")
    nameless = Sender(Member(PLATFORM, "eve"), SQUARE, "call-2")
    assert await studio.dispatcher.named(nameless) == nameless
