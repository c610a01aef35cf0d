"""What was refused or forgotten stands in no byte of the database's files: neither in a row, nor in the write-ahead log."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.records import CaseKind, CaseState, Held, RoomSettings
from storage.storage import Storage
from storage.upgrade import FILE
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM, Paint, opened
from tests.storage.test_cases import noted, picture

DAY = timedelta(days=1)


def words_left(folder: Path) -> str:
    """All bytes of the database and what lies beside it, as they are on the disk while it is open."""
    return b"".join(path.read_bytes() for path in folder.glob(f"{FILE}*")).decode("latin-1")


async def refused(storage: Storage, paint: Paint, word: str, **more: object) -> int:
    """A set that a moderator refused."""
    number = (await paint(prompt=f"a {word}", negative=f"no {word}", **more)).id
    await storage.generations.hold(number, Held.DOUBTFUL, NOON)
    case = await picture(storage, number)
    await storage.cases.decide(case.id, CaseState.REFUSED, CAI, NOON)
    return number


async def test_past_the_retention_nothing_is_left_of_the_words(
    storage: Storage, data_folder: Path, paint: Paint, accept: Paint
) -> None:
    await noted(storage, ANA, text="a wombat")
    number = await refused(storage, paint, "quokka")
    late = (await accept(prompt="a numbat")).id
    await storage.generations.failed(late, problem="refused", error_id=None, now=NOON)
    unlucky = (await accept(prompt="a kinkajou")).id
    await storage.generations.failed(unlucky, problem="painting-failed", error_id=None, now=NOON)
    await paint(prompt="an okapi")
    await storage.tidy(NOON + 29 * DAY)
    before = words_left(data_folder)
    assert all(word in before for word in ("wombat", "quokka", "numbat", "kinkajou", "okapi"))
    await storage.tidy(NOON + 30 * DAY)
    after = words_left(data_folder)
    assert not [word for word in ("wombat", "quokka", "numbat") if word in after]
    assert all(word in after for word in ("kinkajou", "okapi")), "those were not refused"
    gone = await storage.generations.get(number)
    assert gone is not None
    assert (gone.request.prompt, gone.request.negative, gone.request.asked_by) == ("", "", ANA)
    assert gone.hidden_at is not None
    assert len(gone.variants) == 3


async def test_a_room_may_keep_them_for_longer_and_what_waits_is_not_refused(storage: Storage, paint: Paint, accept: Paint) -> None:
    await storage.rooms.change(RoomSettings(ROOM, retention_days=60))
    late = (await accept(prompt="a numbat")).id
    await storage.generations.failed(late, problem="refused", error_id=None, now=NOON)
    seen = (await paint(prompt="a fox")).id
    report = await picture(storage, seen, kind=CaseKind.REPORT)
    await storage.cases.decide(report.id, CaseState.APPROVED, CAI, NOON)
    await refused(storage, paint, "quokka")
    elsewhere = await picture(storage, await refused(storage, paint, "tapir"), CaseKind.REPORT, now=NOON + 58 * DAY)
    await storage.tidy(NOON + 59 * DAY)
    assert [(await storage.generations.get(one)).request.prompt for one in (late, seen, 3)] == ["a numbat", "a fox", "a quokka"]  # type: ignore[union-attr] # all are there
    await storage.tidy(NOON + 60 * DAY)
    assert [(await storage.generations.get(one)).request.prompt for one in (late, seen, 3, 4)] == ["", "a fox", "", "a tapir"]  # type: ignore[union-attr] # as above
    await storage.cases.decide(elsewhere.id, CaseState.REFUSED, CAI, NOON + 60 * DAY)
    await storage.tidy(NOON + 61 * DAY)
    assert (await storage.generations.get(4)).request.prompt == ""  # type: ignore[union-attr] # as above


async def test_of_a_refused_game_the_secret_goes_too(storage: Storage, data_folder: Path, paint: Paint) -> None:
    number = await refused(storage, paint, "quokka", purpose="challenge")
    game = await opened(storage, number, author=ANA, secrets={"en": "a quokka"})
    await storage.challenges.closed(game.id, NOON)
    await storage.tidy(NOON + 30 * DAY)
    assert "quokka" not in words_left(data_folder)


async def test_who_is_forgotten_leaves_no_words_not_even_those_that_were_allowed(
    storage: Storage, data_folder: Path, paint: Paint
) -> None:
    await paint(ANA, prompt="an okapi")
    await noted(storage, ANA, text="a tapir")
    await storage.house_rules.add(ROOM, "allowed", "a quokka fight", CAI, NOON, said=ANA)
    await storage.house_rules.add(ROOM, "allowed", "a numbat", CAI, NOON)
    assert [one["phrase"] for one in (await storage.people.export(ANA))["allowed"]] == ["a quokka fight"]  # type: ignore[attr-defined] # a list
    await storage.cases.purge(NOON + 40 * DAY)
    await noted(storage, BO, text="a wombat")
    await storage.people.forget(ANA, now=NOON)
    left = words_left(data_folder)
    assert not [word for word in ("okapi", "quokka", "tapir") if word in left]
    assert (await storage.house_rules.of(ROOM)).allowed == ("a numbat",)
    assert "wombat" in left


async def test_somebody_who_reads_on_keeps_nobody_from_voting_for_long(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.FOLD_MS", 50)
    database: Database = storage._database
    async with database.reading() as connection:
        await connection.exec_driver_sql("SELECT count(*) FROM generation")
        await noted(storage, ANA)
        assert not await database.fold()
    assert await database.fold()
