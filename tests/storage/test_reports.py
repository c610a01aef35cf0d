"""Reports: one a person and set, hidden by enough of them, cleared once and for all; and what becomes of them with their people."""

from datetime import timedelta

import pytest

from storage.problem import Problem
from storage.records import CaseKind, CaseState, Member, MessageRef, Reason, Room
from storage.shown import Copy
from storage.storage import Storage
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM, Paint
from tests.storage.test_cases import picture
from tests.storage.test_links import joined

DAN = Member("discord", "4", "Dan")
EVE = Member("discord", "5", "Eve")


async def test_enough_people_hide_a_set_and_not_one_person_often(storage: Storage, paint: Paint) -> None:
    number = (await paint()).id

    async def reports(member: Member, reason: Reason = Reason.OTHER) -> bool:
        return await storage.reports.add(number, member, reason, NOON, hides_at=2)

    assert not await reports(BO)
    assert not await reports(BO, Reason.SCARY)
    assert (await storage.people.export(BO))["reports"] == [
        {"generation_id": number, "reason": "scary", "at": NOON.isoformat(), "room": None}
    ], "a second one changes the reason"
    assert await reports(CAI)
    assert not await reports(DAN), "it is hidden already"
    hidden = await storage.generations.get(number)
    assert hidden is not None
    assert hidden.hidden_at == NOON
    await storage.reports.clear(number, NOON)
    assert not await reports(BO)
    assert not await reports(CAI), "a moderator has looked at theirs"
    seen = await storage.generations.get(number)
    assert seen is not None
    assert seen.hidden_at is None


async def test_who_reports_somebody_for_nothing_again_and_again_hides_nothing_more_of_theirs(
    storage: Storage, paint: Paint
) -> None:
    async def hidden(number: int, *people: Member, day: int = 0, moderator: bool = False) -> bool:
        now = NOON + timedelta(days=day)
        return [await storage.reports.add(number, one, Reason.OTHER, now, hides_at=2, moderator=moderator) for one in people].pop()

    for _ in range(2):
        harmless = (await paint()).id
        assert await hidden(harmless, BO, CAI)
        await storage.reports.clear(harmless, NOON)
    number = (await paint()).id
    assert not await hidden(number, BO, CAI)
    assert not await hidden(number, DAN), "one who is believed, and two who are not"
    assert await hidden(number, EVE), "two who are"
    assert await hidden((await paint(DAN)).id, BO, CAI), "somebody else's"
    assert await hidden((await paint()).id, BO, moderator=True)
    assert await hidden((await paint()).id, BO, CAI, day=29), "for some weeks"


async def test_a_group_that_gets_another_id_takes_its_reports_along(storage: Storage, paint: Paint) -> None:
    number, group, now_it_is = (await paint()).id, Room("telegram", "-5"), Room("telegram", "-1005")
    for room, member in ((group, BO), (now_it_is, CAI)):
        await storage.reports.add(number, member, Reason.OTHER, NOON, hides_at=2, room=Room("telegram", f"{room.id}/3"))
        await picture(storage, number, CaseKind.REPORT, room=room)
    await storage.rooms.moved(group, now_it_is)
    (case,) = await storage.cases.queue([now_it_is], 9)
    assert {one.id for one in await storage.reports.by(number, 9, now_it_is)} == {BO.id, CAI.id}
    await storage.reports.clear(number, NOON, [now_it_is])
    assert await hidden(storage, number), "its case waits"
    await storage.cases.decide(case.id, CaseState.REFUSED, DAN, NOON)
    await storage.reports.clear(number, NOON, [ROOM])
    assert await hidden(storage, number), "elsewhere it was refused"
    await storage.reports.clear(number, NOON, [now_it_is])
    assert not await hidden(storage, number)


async def hidden(storage: Storage, number: int) -> bool:
    found = await storage.generations.get(number)
    assert found is not None
    return found.hidden_at is not None


async def test_what_is_gone_cannot_be_reported(storage: Storage) -> None:
    with pytest.raises(Problem, match="generation-gone"):
        await storage.reports.add(7, BO, Reason.OTHER, NOON, hides_at=2)


async def test_a_person_with_two_accounts_reports_once(storage: Storage, paint: Paint) -> None:
    number = (await paint(DAN)).id
    for member in (ANA, BO):
        await storage.reports.add(number, member, Reason.SCARY, NOON, hides_at=3)
    await joined(storage)
    assert not await storage.reports.add(number, CAI, Reason.SCARY, NOON, hides_at=3)
    await storage.people.forget(ANA)
    assert (await storage.people.export(ANA))["reports"] == []


async def test_where_a_set_stands_once_more_is_known_until_it_is_forgotten(storage: Storage, paint: Paint) -> None:
    number, club = (await paint()).id, Room("telegram", "club")
    copy = Copy(MessageRef(club, "7"), won=False, locale="es")
    assert await storage.shown.traced(number)
    await storage.shown.add(number, club, NOON)
    assert not await storage.shown.traced(number), "nobody knows the message yet"
    await storage.shown.placed(number, copy)
    await storage.shown.placed(number, copy)
    assert await storage.shown.copies(number) == (copy,)
    assert await storage.shown.traced(number)
    assert await storage.shown.copies((await paint()).id) == ()
    await storage.people.forget(ANA)
    assert await storage.shown.copies(number) == ()
    await storage.shown.placed(number, copy)
    assert await storage.shown.copies(number) == ()


async def test_a_winner_is_traced_once_its_announcement_stands(storage: Storage, paint: Paint) -> None:
    number = (await paint()).id
    await storage.generations.vote_opened(number, NOON + timedelta(hours=1))
    await storage.votes.cast(number, BO, 2, NOON)
    await storage.generations.vote_closed(number, now=NOON)
    assert not await storage.shown.traced(number)
    await storage.shown.placed(number, Copy(MessageRef(Room("discord", "plaza"), "8"), won=True, locale="en"))
    assert await storage.shown.traced(number)
