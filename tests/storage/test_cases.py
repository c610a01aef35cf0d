"""Cases: appealed by their person, decided once, in the queue of whom they concern, counted for ever and worded for a while."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from storage.problem import Problem
from storage.records import Audience, Case, CaseKind, CaseState, CaseTally, Held, Member, Reason, Room, RoomSettings
from storage.storage import Storage
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM, Paint

THREAD = Room("discord", "plaza/7")
ALONE = Room("telegram", "2")
DAY = timedelta(days=1)


async def noted(storage: Storage, member: Member = ANA, state: CaseState = CaseState.NOTED, **more: Any) -> Case:
    given: dict[str, Any] = {"room": ROOM, "private": False, "text": "a bad thing", "kind": CaseKind.WORDS, "now": NOON} | more
    about: dict[str, Any] = {
        "locale": "en",
        "audience": Audience.CHILDREN,
        "category": "gore",
        "rule": "gore.en.7",
        "command": "imagine prompt",
    }
    return await storage.cases.note(state=state, member=member, **(about | given))


async def picture(storage: Storage, number: int, kind: CaseKind = CaseKind.PICTURE, **more: Any) -> Case:
    return await noted(storage, state=CaseState.OPEN, kind=kind, generation_id=number, **more)


async def test_refused_words_wait_once_their_person_asks(storage: Storage) -> None:
    await storage.people.seen(ANA)
    case = await noted(storage)
    assert (case.state, case.member.name, case.text, case.appealed_at) == (CaseState.NOTED, "Ana", "a bad thing", None)
    assert await storage.cases.get(case.id) == case
    assert await storage.cases.queue([ROOM], 9) == []
    later = NOON + DAY
    appealed = await storage.cases.appeal(case.id, ANA, later)
    assert (appealed.state, appealed.appealed_at) == (CaseState.OPEN, later)
    assert await storage.cases.appeal(case.id, ANA, later + DAY) == appealed, "twice is once"
    assert await storage.cases.queue([ROOM], 9) == [appealed]
    decided = await storage.cases.decide(case.id, CaseState.APPROVED, CAI, later)
    assert (decided.state, decided.decided_by, decided.decided_at) == (CaseState.APPROVED, CAI, later)
    assert await storage.cases.waiting(ROOM) == 0
    with pytest.raises(Problem, match="case-decided"):
        await storage.cases.appeal(case.id, ANA, later)


async def test_only_who_was_refused_can_appeal(storage: Storage) -> None:
    case = await noted(storage)
    with pytest.raises(Problem, match="case-not-yours"):
        await storage.cases.appeal(case.id, BO, NOON)
    for gone in (case.id + 1, 2**62):
        with pytest.raises(Problem, match="case-gone"):
            await storage.cases.appeal(gone, ANA, NOON)
        with pytest.raises(Problem, match="case-gone"):
            await storage.cases.decide(gone, CaseState.REFUSED, BO, NOON)


async def test_of_two_moderators_at_the_same_instant_one_decides(data_folder: Path) -> None:
    both = [await Storage.open(data_folder) for _ in range(2)]
    for _ in range(5):
        case = await noted(both[0], state=CaseState.OPEN)
        answers = (CaseState.APPROVED, CaseState.REFUSED)
        outcomes = await asyncio.gather(
            *(
                both[number % 2].cases.decide(case.id, answers[number % 2], Member("discord", str(number)), NOON)
                for number in range(6)
            ),
            return_exceptions=True,
        )
        (won,) = [one for one in outcomes if isinstance(one, Case)]
        assert [one.key for one in outcomes if isinstance(one, Problem)] == ["case-decided"] * 5
        assert await both[1].cases.get(case.id) == won
        trail = [(one.action, one.actor, one.facts["category"]) for one in await both[1].audit.entries(None)]
        assert trail[-1] == (f"case-{won.state.value}", won.decided_by, "gore")
    assert len(trail) == 5
    for storage in both:
        await storage.close()


async def test_a_queue_is_that_of_a_room_with_its_threads(storage: Storage) -> None:
    here, below = await noted(storage, state=CaseState.OPEN), await noted(storage, BO, CaseState.OPEN, room=THREAD)
    away = await noted(storage, state=CaseState.OPEN, room=Room("telegram", "plaza"))
    alone = await noted(storage, BO, CaseState.OPEN, room=ALONE, private=True)
    await noted(storage)
    assert [one.id for one in await storage.cases.queue([ROOM], 9)] == [here.id, below.id]
    assert [one.id for one in await storage.cases.queue([THREAD, ROOM], 1)] == [here.id]
    assert [one.id for one in await storage.cases.queue([ROOM, away.room], 9)] == [here.id, below.id, away.id]
    assert await storage.cases.queue([], 9) == []
    assert await storage.cases.queue([ALONE], 9) == [], "those of private chats are for the bot's owners"
    assert await storage.cases.queue(None, 9) == [alone]
    assert [await storage.cases.waiting(room) for room in (ROOM, THREAD, ALONE, None)] == [2, 2, 0, 1]
    assert [one.id for one in await storage.cases.of_member(BO, 9)] == [alone.id, below.id]


async def test_a_picture_waits_once_for_each_reason(storage: Storage, paint: Paint) -> None:
    number = (await paint()).id
    doubtful = await picture(storage, number)
    assert await picture(storage, number) == doubtful
    approval = await picture(storage, number, CaseKind.APPROVAL)
    assert await storage.cases.of_generation(number) == (doubtful, approval)
    await storage.cases.decide(doubtful.id, CaseState.REFUSED, CAI, NOON)
    again = await picture(storage, number)
    assert again.id != doubtful.id
    with pytest.raises(Problem, match="generation-gone"):
        await picture(storage, 77)


async def test_an_appeal_for_what_waits_already_joins_it(storage: Storage, paint: Paint) -> None:
    number = (await paint()).id
    before = await noted(storage, kind=CaseKind.PICTURE, generation_id=number)
    waits = await picture(storage, number)
    assert await storage.cases.appeal(before.id, ANA, NOON) == waits


async def test_a_case_cannot_begin_decided_nor_be_decided_undecided(storage: Storage) -> None:
    with pytest.raises(ValueError, match="undecided"):
        await noted(storage, state=CaseState.APPROVED)
    with pytest.raises(ValueError, match="yes or no"):
        await storage.cases.decide(1, CaseState.OPEN, CAI, NOON)


async def test_the_tally_of_a_day(storage: Storage, paint: Paint) -> None:
    await noted(storage, now=NOON - DAY)
    old = await noted(storage, category="hate", now=NOON - DAY)
    await storage.cases.appeal(old.id, ANA, NOON)
    await noted(storage, room=THREAD)
    await picture(storage, (await paint()).id, category="nudity")
    await noted(storage, room=ALONE, private=True)
    refused = await noted(storage, BO)
    await storage.cases.decide(refused.id, CaseState.REFUSED, CAI, NOON)
    assert await storage.cases.tally(ROOM, NOON) == CaseTally(
        opened={CaseKind.WORDS: 2, CaseKind.PICTURE: 1},
        categories={"gore": 2, "nudity": 1},
        appealed=1,
        approved=0,
        refused=1,
        waiting=2,
    )
    assert await storage.cases.tally(Room("discord", "quiet"), NOON) == CaseTally({}, {}, 0, 0, 0, 0)


async def test_words_are_kept_as_long_as_the_room_says(storage: Storage) -> None:
    await storage.rooms.change(RoomSettings(THREAD, retention_days=2))
    here, below = await noted(storage), await noted(storage, room=THREAD)
    alone = await noted(storage, BO, room=ALONE, private=True)
    appealed = await noted(storage, CAI)
    await storage.cases.appeal(appealed.id, CAI, NOON + 29 * DAY)
    assert await storage.cases.purge(NOON + 2 * DAY - timedelta(seconds=1)) == 0
    assert await storage.cases.purge(NOON + 2 * DAY) == 1
    past = await storage.cases.get(below.id)
    assert past is not None
    assert (past.text, past.command, past.member, past.category, past.room) == ("", "", Member("", ""), "gore", THREAD)
    with pytest.raises(Problem, match="case-gone"):
        await storage.cases.appeal(below.id, ANA, NOON)
    with pytest.raises(Problem, match="case-gone"):
        await storage.cases.decide(below.id, CaseState.APPROVED, CAI, NOON)
    assert await storage.cases.purge(NOON + 30 * DAY) == 2
    assert await storage.cases.purge(NOON + 30 * DAY) == 0
    nobody = await storage.cases.get(alone.id)
    assert nobody is not None
    assert nobody.room == Room("telegram", "@"), "its number would name the person"
    still = await storage.cases.get(appealed.id)
    assert still is not None
    assert (still.text, still.state) == ("a bad thing", CaseState.OPEN)
    assert (await storage.cases.tally(ROOM, NOON)).categories == {"gore": 3}
    assert await storage.cases.get(here.id) is not None


async def test_what_nobody_looked_at_is_refused_with_its_words(storage: Storage, paint: Paint) -> None:
    number = (await paint()).id
    await storage.generations.hold(number, Held.DOUBTFUL, NOON)
    case = await picture(storage, number)
    await storage.cases.purge(NOON + 30 * DAY)
    assert await storage.cases.queue([ROOM], 9) == []
    with pytest.raises(Problem, match="case-decided"):
        await storage.cases.decide(case.id, CaseState.APPROVED, CAI, NOON)
    hidden = await storage.generations.get(number)
    assert hidden is not None
    assert hidden.held is Held.DOUBTFUL
    (lapsed,) = await storage.audit.entries(ROOM)
    assert (lapsed.action, lapsed.subject, lapsed.actor) == ("case-lapsed", f"case:{case.id}", None)


async def test_the_stricter_reason_holds_a_set(storage: Storage, accept: Paint) -> None:
    number = (await accept()).id
    later = NOON + DAY

    async def held() -> tuple[Held | None, datetime | None]:
        found = await storage.generations.get(number)
        assert found is not None
        return found.held, found.hidden_at

    assert await storage.reports.add(number, BO, Reason.SCARY, NOON, hides_at=1)
    assert await held() == (Held.REPORTED, NOON)
    assert not await storage.generations.hold(number, Held.APPROVAL, later)
    assert not await storage.generations.hold(number, Held.REPORTED, later)
    assert await held() == (Held.APPROVAL, NOON)
    await storage.reports.clear(number, later)
    assert await held() == (Held.APPROVAL, NOON), "it still waits for approval"
    assert await storage.generations.release(number, later)
    assert await held() == (None, None)
    assert not await storage.generations.release(number, later)
    assert await storage.generations.hold(number, Held.DOUBTFUL, later)
    assert not await storage.reports.add(number, CAI, Reason.SCARY, later, hides_at=1), "it is hidden already"
    assert await storage.generations.release(number, later)
    assert not await storage.reports.add(number, CAI, Reason.SCARY, later, hides_at=2), "a moderator has looked"
    with pytest.raises(Problem, match="generation-gone"):
        await storage.generations.hold(99, Held.DOUBTFUL, NOON)
    assert not await storage.generations.release(99, NOON)


async def test_a_decision_shows_what_nothing_else_holds(storage: Storage, paint: Paint) -> None:
    async def held(number: int) -> Held | None:
        found = await storage.generations.get(number)
        assert found is not None
        assert (found.hidden_at is None) == (found.held is None)
        return found.held

    async def cases(*kinds: CaseKind) -> tuple[int, list[Case]]:
        number = (await paint()).id
        await storage.generations.hold(number, Held.DOUBTFUL, NOON)
        return number, [await picture(storage, number, kind) for kind in kinds]

    async def decide(case: Case, state: CaseState) -> None:
        await storage.cases.decide(case.id, state, CAI, NOON)

    number, (doubt, approval, reported) = await cases(CaseKind.PICTURE, CaseKind.APPROVAL, CaseKind.REPORT)
    await decide(reported, CaseState.APPROVED)
    assert await held(number) is Held.DOUBTFUL, "the answer to a report is none to the doubt"
    await decide(approval, CaseState.APPROVED)
    assert await held(number) is Held.DOUBTFUL
    await decide(doubt, CaseState.APPROVED)
    assert await held(number) is None

    number, (doubt, reported) = await cases(CaseKind.PICTURE, CaseKind.REPORT)
    await decide(doubt, CaseState.REFUSED)
    await decide(reported, CaseState.APPROVED)
    assert await held(number) is Held.DOUBTFUL, "what was refused stays so"

    number, (reported,) = await cases(CaseKind.REPORT)
    await storage.generations.release(number, NOON)
    await decide(reported, CaseState.REFUSED)
    assert await held(number) is Held.REPORTED
    assert await storage.audit.broken() is None


class Hearings(RuleBasedStateMachine):
    """Three people appeal, three decide, days go by: against what should be so in plain words."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.storage = self.runner.run(Storage.open(Path(self.folder.name)))
        self.now = NOON
        self.known: dict[int, tuple[Member, CaseState, datetime]] = {}  # its person, where it stands, since when

    @rule(member=st.sampled_from((ANA, BO, CAI)), waits=st.booleans(), room=st.sampled_from((ROOM, THREAD)))
    def comes_up(self, member: Member, waits: bool, room: Room) -> None:
        state = CaseState.OPEN if waits else CaseState.NOTED
        case = self.runner.run(noted(self.storage, member, state, room=room, now=self.now))
        self.known[case.id] = (member, state, self.now)

    @rule(number=st.integers(1, 6), member=st.sampled_from((ANA, BO, CAI)))
    def appeals(self, number: int, member: Member) -> None:
        person, state, _ = self.known.get(number, (Member("", ""), CaseState.NOTED, NOON))
        if not person.id:
            wrong = "case-gone"
        elif member != person:
            wrong = "case-not-yours"
        else:
            wrong = "case-decided" if state in (CaseState.APPROVED, CaseState.REFUSED) else ""
        assert self.told(lambda: self.storage.cases.appeal(number, member, self.now)) == wrong
        if not wrong and state is CaseState.NOTED:
            self.known[number] = (person, CaseState.OPEN, self.now)

    @rule(number=st.integers(1, 6), state=st.sampled_from((CaseState.APPROVED, CaseState.REFUSED)))
    def decides(self, number: int, state: CaseState) -> None:
        person, was, since = self.known.get(number, (Member("", ""), CaseState.NOTED, NOON))
        wrong = "case-decided" if was in (CaseState.APPROVED, CaseState.REFUSED) else "" if person.id else "case-gone"
        assert self.told(lambda: self.storage.cases.decide(number, state, CAI, self.now)) == wrong
        if not wrong:
            self.known[number] = (person, state, since)

    @rule(days=st.integers(1, 20))
    def time_goes_by(self, days: int) -> None:
        self.now += days * DAY
        self.runner.run(self.storage.cases.purge(self.now))
        for number, (_, state, since) in self.known.items():
            if since <= self.now - 30 * DAY:
                self.known[number] = (Member("", ""), CaseState.REFUSED if state is CaseState.OPEN else state, since)

    def told(self, ask: Callable[[], Awaitable[Case]]) -> str:
        async def asked() -> str:
            try:
                await ask()
            except Problem as problem:
                return problem.key
            return ""

        return self.runner.run(asked())

    @invariant()
    def the_queue_is_what_waits(self) -> None:
        queue = self.runner.run(self.storage.cases.queue([ROOM], 99))
        waits = {number: person for number, (person, state, _) in self.known.items() if state is CaseState.OPEN}
        assert {one.id: one.member for one in queue} == waits
        assert all(one.text for one in queue)

    def teardown(self) -> None:
        self.runner.run(self.storage.close())
        self.runner.close()
        self.folder.cleanup()


TestHearings = Hearings.TestCase
TestHearings.settings = settings(max_examples=5, stateful_step_count=16, deadline=None)
