"""What moderation knows of people and rooms: told, forgotten, and following them; and the daily digest."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError

from storage.problem import Problem
from storage.purse import EVERYWHERE
from storage.records import CaseKind, CaseState, Held, HouseRules, Member, Room, RoomSettings
from storage.storage import Storage
from storage.upgrade import COPIES, FILE, backup, config, drop_old_copies
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM, Paint
from tests.storage.test_cases import noted, picture
from tests.storage.test_links import MOBILE, joined
from tests.storage.test_people import EVE, WORDS, everything

DAY = timedelta(days=1)
THREAD = Room("discord", "plaza/7")
ALONE = Room("discord", "dm-4711")


async def accused(storage: Storage, member: Member = EVE) -> int:
    """All that moderation can know of somebody; answers the number of a case that waits."""
    await storage.people.seen(member)
    case = await noted(storage, member, text=WORDS)
    await storage.cases.appeal(case.id, member, NOON)
    await noted(storage, member, text=WORDS, room=ALONE, private=True)
    await storage.strikes.add(member, THREAD, "gore", 1.0, NOON)
    await storage.strikes.add(member, ROOM, "hate", 1.0, NOON - 29 * DAY)
    await storage.suspensions.add(member, ROOM, NOON + DAY, WORDS, CAI)
    await storage.suspensions.add(member, MOBILE, NOON, WORDS, CAI)
    await storage.audit.append("timeout", room=ROOM, actor=CAI, subject=member, now=NOON)
    await storage.audit.append("settings", room=ALONE, actor=member, now=NOON)
    return case.id


async def test_people_are_told_what_stands_against_them(storage: Storage) -> None:
    await accused(storage)
    known = json.loads(json.dumps(await storage.people.export(EVE)))
    at = NOON.isoformat()
    first, second = known["cases"]
    assert (first["state"], first["text"], first["category"], first["appealed_at"], first["room"]) == (
        "open",
        WORDS,
        "gore",
        at,
        "plaza",
    )
    assert (second["state"], second["room"]) == ("noted", ALONE.id)
    assert [(one["category"], one["weight"]) for one in known["strikes"]] == [("hate", 1.0), ("gore", 1.0)]
    assert [one["reason"] for one in known["suspensions"]] == [WORDS, WORDS]
    others = await storage.people.export(CAI)
    assert not any(others[name] for name in ("cases", "strikes", "suspensions"))


async def test_forgetting_keeps_what_holds_and_no_words(storage: Storage, data_folder: Path) -> None:
    number = await accused(storage)
    await storage.people.forget(EVE, now=NOON)
    rest = everything(data_folder)
    assert WORDS not in rest
    assert EVE.name not in rest
    assert "dm-4711" not in rest
    assert rest.count(EVE.id) == 2, "the suspension and the strike that still hold"
    known = await storage.people.export(EVE)
    assert known["cases"] == []
    assert [(one["category"], one["weight"]) for one in known["strikes"]] == [("", 1.0)]  # type: ignore[attr-defined] # a list of rows
    assert known["suspensions"] == [{"room_platform": "discord", "room": "plaza", "until": (NOON + DAY).isoformat(), "reason": ""}]
    assert await storage.suspensions.until(EVE, ROOM, NOON) == NOON + DAY
    assert await storage.strikes.standing(EVE, ROOM, NOON) == 1.0
    case = await storage.cases.get(number)
    assert case is not None
    assert (case.state, case.member, case.text, case.category) == (CaseState.NOTED, Member("", ""), "", "gore")
    assert await storage.cases.waiting(ROOM) == 0
    with pytest.raises(Problem, match="case-gone"):
        await storage.cases.decide(number, CaseState.APPROVED, CAI, NOON)
    timeout, settings = await storage.audit.entries(None)
    assert (timeout.member, timeout.actor, settings.room, settings.actor) == (None, CAI, None, None)
    assert await storage.audit.broken() is None
    assert await storage.people.forget(EVE, now=NOON) == ()
    assert await storage.people.holds(EVE, NOON)
    await storage.cases.purge(NOON + 28 * DAY)
    assert EVE.id not in everything(data_folder), "four weeks later nothing holds any more"
    assert not await storage.people.holds(EVE, NOON)


async def test_a_moderator_who_is_forgotten(storage: Storage, data_folder: Path) -> None:
    case = await noted(storage, ANA, CaseState.OPEN)
    await storage.cases.decide(case.id, CaseState.REFUSED, EVE, NOON)
    await storage.suspensions.add(ANA, ROOM, NOON + DAY, "", EVE)
    await storage.house_rules.add(ROOM, "blocked", "slime", EVE, NOON)
    await storage.audit.append("phrase", room=ROOM, actor=EVE, now=NOON)
    await storage.people.forget(EVE, now=NOON)
    assert EVE.id not in everything(data_folder)
    (shut,) = await storage.suspensions.here(ROOM, NOON)
    decided = await storage.cases.get(case.id)
    assert decided is not None
    assert (shut.by, decided.decided_by, decided.state) == (None, None, CaseState.REFUSED)
    assert await storage.house_rules.of(ROOM) == HouseRules(("slime",))


async def test_whose_picture_waits_takes_the_case_along_and_whose_report_does_not(storage: Storage, paint: Paint) -> None:
    theirs, mine = (await paint(CAI)).id, (await paint(EVE)).id
    await storage.generations.hold(theirs, Held.REPORTED, NOON)
    reported = await picture(storage, theirs, CaseKind.REPORT, member=EVE)
    doubtful = await picture(storage, mine, member=EVE)
    await storage.people.forget(EVE, now=NOON)
    assert [one.id for one in await storage.cases.queue([ROOM], 9)] == [reported.id]
    over = await storage.cases.get(doubtful.id)
    assert over is not None
    assert (over.state, over.generation_id) == (CaseState.NOTED, None)
    still = await storage.cases.decide(reported.id, CaseState.APPROVED, CAI, NOON)
    assert (still.member, still.generation_id) == (Member("", ""), theirs)


async def test_joined_accounts_answer_for_each_other_and_part_again(storage: Storage) -> None:
    mine, theirs = await noted(storage), await noted(storage, BO, room=MOBILE)
    await storage.strikes.add(ANA, ROOM, "gore", 1.0, NOON)
    await storage.strikes.add(BO, MOBILE, "gore", 1.0, NOON)
    for member, days in ((ANA, 1), (BO, 3)):
        await storage.suspensions.add(member, MOBILE, NOON + days * DAY, f"{days}", BO)
    await storage.suspensions.add(ANA, ROOM, NOON + DAY, "", CAI)
    await joined(storage)
    assert [one.id for one in await storage.cases.of_member(ANA, 9)] == [theirs.id, mine.id]
    assert (await storage.cases.appeal(theirs.id, BO, NOON)).member == ANA
    assert await storage.strikes.tries(ANA, NOON) == 2
    (shut,) = await storage.suspensions.here(MOBILE, NOON)
    assert (shut.member, shut.until, shut.reason, shut.by) == (ANA, NOON + 3 * DAY, "3", ANA)
    await storage.links.part(ANA)
    assert [[one.id for one in await storage.cases.of_member(member, 9)] for member in (ANA, BO)] == [[mine.id], [theirs.id]]
    assert [await storage.strikes.tries(member, NOON) for member in (ANA, BO)] == [1, 1]
    (shut,) = await storage.suspensions.here(MOBILE, NOON)
    assert (shut.member, shut.by) == (BO, BO)
    assert await storage.suspensions.until(ANA, ROOM, NOON) == NOON + DAY


async def test_forgetting_a_linked_account_is_no_way_around_a_suspension(storage: Storage) -> None:
    await joined(storage)
    await storage.suspensions.add(ANA, MOBILE, NOON + DAY, "spam", CAI)
    await storage.strikes.add(ANA, MOBILE, "gore", 1.0, NOON)
    await storage.people.forget(ANA, now=NOON)
    assert await storage.suspensions.until(BO, MOBILE, NOON) == NOON + DAY
    assert await storage.strikes.standing(BO, MOBILE, NOON) == 1.0


async def test_a_group_that_gets_another_id_keeps_its_order(storage: Storage) -> None:
    old, new = Room("telegram", "-5_"), Room("telegram", "-1005")
    topic, log = Room("telegram", "-5_/9"), Room("telegram", "-77")
    await storage.rooms.change(RoomSettings(old, log_room=topic.id, approval=True, retention_days=3, reports_hide_at=2))
    await storage.rooms.change(RoomSettings(log))
    case = await noted(storage, BO, CaseState.OPEN, room=topic)
    stranger = await noted(storage, BO, CaseState.OPEN, room=Room("telegram", "-5x/9"))
    await storage.strikes.add(BO, topic, "gore", 1.0, NOON)
    for room, days in ((old, 3), (new, 1)):
        await storage.suspensions.add(BO, room, NOON + days * DAY, f"{days}", CAI)
        await storage.house_rules.add(room, "blocked", "slime", CAI, NOON)
        assert await storage.digests.sent(room, NOON.date())
    await storage.house_rules.add(topic, "allowed", "moon", CAI, NOON)
    for _ in range(2):
        await storage.rooms.moved(old, new)
        moved = Room("telegram", "-1005/9")
        assert [(one.id, one.room) for one in await storage.cases.queue([new], 9)] == [(case.id, moved)]
        assert await storage.strikes.standing(BO, new, NOON) == 1.0
        (shut,) = await storage.suspensions.here(new, NOON)
        assert (shut.room, shut.until) == (new, NOON + 3 * DAY)
        assert await storage.house_rules.of(moved) == HouseRules(("slime",), ("moon",))
        assert await storage.rooms.settings(new) == RoomSettings(
            new, log_room=moved.id, approval=True, retention_days=3, reports_hide_at=2
        )
        assert await storage.rooms.told_in(moved) == (new,)
        assert not await storage.digests.sent(new, NOON.date())
    assert [one.id for one in await storage.cases.queue([old], 9)] == []
    assert [one.id for one in await storage.cases.queue([stranger.room], 9)] == [stranger.id]


async def test_a_digest_is_told_once_a_day_whatever_restarts(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    await storage.rooms.change(RoomSettings(THREAD, log_room="staff"))
    await storage.rooms.change(RoomSettings(ROOM, log_room="staff"))
    await storage.rooms.change(RoomSettings(MOBILE))
    assert await storage.rooms.told_in(Room("discord", "staff")) == (ROOM, THREAD)
    assert await storage.digests.due(NOON.replace(hour=5)) == (), "not at night"
    assert await storage.digests.due(NOON) == (ROOM,), "a thread's cases are in that of its room"
    assert sorted(await asyncio.gather(*(storage.digests.sent(ROOM, NOON.date()) for _ in range(5)))) == [False] * 4 + [True]
    await storage.close()
    storage = await Storage.open(data_folder)
    assert not await storage.digests.sent(ROOM, NOON.date())
    assert await storage.digests.due(NOON) == ()
    assert await storage.digests.due(NOON + DAY) == (ROOM,)
    assert await storage.digests.sent(EVERYWHERE, NOON.date())
    assert await storage.digests.due(NOON + DAY) == (ROOM,), "the bot's own work is no room's"
    await storage.close()


async def test_words_go_once_a_day_and_a_day_that_failed_has_another_chance(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await noted(storage, now=NOON - 31 * DAY)
    with monkeypatch.context() as broken:
        broken.setattr("storage.cases.read_settings", None)
        with pytest.raises(TypeError):
            await storage.tidy(NOON)
    assert await storage.tidy(NOON) == 1
    await noted(storage, now=NOON - 31 * DAY)
    assert await storage.tidy(NOON) is None
    assert await storage.tidy(NOON + DAY) == 1


async def test_words_that_are_past_are_nowhere_in_the_files(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    for _ in range(50):
        await noted(storage, EVE, text=WORDS)
    copies = [(await backup(data_folder)).name for _ in range(2)]
    soon, later = datetime.now(UTC) + 29 * DAY, datetime.now(UTC) + 31 * DAY
    (data_folder / COPIES / "my-own.txt").write_text("somebody's note")
    assert await drop_old_copies(data_folder, soon) == 0
    assert sorted(path.name for path in (data_folder / COPIES).iterdir()) == ["my-own.txt", *copies]
    assert await storage.tidy(later) == 50
    await storage.close()
    assert [path.name for path in (data_folder / COPIES).iterdir()] == ["my-own.txt"]
    assert not [path for path in data_folder.rglob("*") if path.is_file() and WORDS.encode() in path.read_bytes()]  # noqa: ASYNC240 - nothing else runs on its loop


def before_moderation(data_folder: Path) -> None:
    """A database of the version before, with a set that is seen, one that is hidden, and a room."""
    data_folder.mkdir()
    engine, settings = create_engine(f"sqlite:///{data_folder / FILE}"), config()
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0007")
    engine.dispose()
    with closing(sqlite3.connect(data_folder / FILE)) as old:
        columns = [row[1:4] for row in old.execute("PRAGMA table_info(generation)")]
        needed = {name: 0 if kind in {"INTEGER", "BIGINT", "FLOAT", "BOOLEAN"} else "[]" for name, kind, must in columns if must}
        needed |= {"status": "done", "audience": "teens", "options": "{}"}
        for number, hidden in ((1, None), (2, 5)):
            row = {**needed, "id": number, "key": str(number), "hidden_at": hidden}
            old.execute(f"INSERT INTO generation ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))  # noqa: S608 - our names
        old.execute(
            "INSERT INTO room_settings (platform, room, audience, default_model, daily_units, ballots, vote_minutes,"
            " challenge_minutes, guess_tries) VALUES ('discord', 'plaza', 'teens', 'auto', 7, 'visible', 1, 2, 3)"
        )
        old.commit()


async def test_what_was_hidden_before_the_reasons_was_reported(data_folder: Path) -> None:
    """The version before moderation had one reason only; its rooms get today's settings by themselves."""
    before_moderation(data_folder)
    storage = await Storage.open(data_folder)
    found = [await storage.generations.get(number) for number in (1, 2)]
    assert [one and one.held for one in found] == [None, Held.REPORTED]
    room = await storage.rooms.settings(ROOM)
    assert (room.approval, room.log_room, room.retention_days, room.reports_hide_at, room.daily_units) == (False, None, 30, 3, 7)
    await storage.reports.clear(2, NOON)
    seen = await storage.generations.get(2)
    assert seen is not None
    assert seen.hidden_at is None
    await storage.audit.append("settings", room=ROOM, actor=ANA, now=NOON)
    with pytest.raises(IntegrityError, match="cannot be changed"):
        async with storage._database.writing() as connection:
            await connection.exec_driver_sql("DELETE FROM audit")
    await storage.close()
