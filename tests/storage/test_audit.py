"""The audit trail: nobody can change it through the database, whoever does it past that is found, and it names nobody."""

import asyncio
import sqlite3
import string
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.audit import _hash
from storage.records import Member, Room
from storage.storage import Storage
from storage.upgrade import FILE
from tests.storage.conftest import ANA, BO, NOON, ROOM
from tests.storage.test_links import joined

THREAD = Room("discord", "plaza/7")
CLUB = Room("telegram", "club")


async def filled(storage: Storage, rows: int = 5) -> None:
    for number in range(rows):
        await storage.audit.append(
            "case-approved", room=ROOM, actor=ANA, subject=BO, facts={"case": number}, now=NOON + timedelta(minutes=number)
        )


async def test_it_tells_who_did_what_where_and_keeps_no_ids(storage: Storage, data_folder: Path) -> None:
    eve, home = Member("telegram", "eve-4711", "Eve Exact"), Room("telegram", "club-4711")
    await storage.people.seen(eve)
    await storage.people.seen(ANA)
    await storage.audit.append("timeout", room=home, actor=ANA, subject=eve, facts={"minutes": 10, "told-in": home}, now=NOON)
    await storage.audit.append("floor", room=None, actor=None, subject="case:7", facts={"category": "minors"}, now=NOON)
    timeout, floor = await storage.audit.entries(None)
    assert (timeout.action, timeout.room, timeout.actor, timeout.member) == ("timeout", home, ANA, eve)
    assert (timeout.member and timeout.member.name, timeout.facts["minutes"]) == ("Eve Exact", 10)
    assert timeout.facts["told-in"] == timeout.room_alias
    assert (floor.room, floor.actor, floor.member, floor.subject) == (None, None, None, "case:7")
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        assert "4711" not in repr(connection.execute("SELECT * FROM audit").fetchall())
    await storage.people.forget(eve)
    (still, _) = await storage.audit.entries(home) + (await storage.audit.entries(None))[1:]
    assert (still.member, still.subject) == (None, timeout.subject)
    assert await storage.audit.broken() is None


@pytest.mark.parametrize("words", ["two words", "señor", "a" * 65, "@12", "line\n"])
async def test_words_of_people_are_no_facts(storage: Storage, words: str) -> None:
    for facts, subject in (({"x": words}, ""), ({words: 1}, ""), ({}, words)):
        with pytest.raises(ValueError, match="program's own words"):
            await storage.audit.append("case", room=ROOM, actor=ANA, subject=subject, facts=facts, now=NOON)
    assert await storage.audit.head() == (0, "0" * 64)


async def test_a_room_sees_its_own_and_its_threads(storage: Storage) -> None:
    for room in (ROOM, THREAD, CLUB, Room("discord", "plaza7")):
        for minute in range(3):
            await storage.audit.append("settings", room=room, actor=ANA, now=NOON + timedelta(minutes=minute))
    seen = await storage.audit.entries(ROOM)
    assert [one.number for one in seen] == [1, 4, 2, 5, 3, 6]
    assert [one.room for one in await storage.audit.entries(THREAD)] == [THREAD] * 3
    later = await storage.audit.entries(ROOM, NOON + timedelta(minutes=1), 3)
    assert [one.number for one in later] == [5, 3, 6], "the newest, in order"
    assert len(await storage.audit.entries(None)) == 12


async def test_a_room_that_moves_takes_its_rows_along(storage: Storage) -> None:
    await storage.audit.append("settings", room=THREAD, actor=ANA, now=NOON)
    new = Room("discord", "square")
    await storage.rooms.moved(ROOM, new)
    assert [one.room for one in await storage.audit.entries(new)] == [Room("discord", "square/7")]
    assert await storage.audit.broken() is None


async def test_joined_accounts_are_one_person_and_part_again(storage: Storage) -> None:
    for member in (ANA, BO):
        await storage.audit.append("settings", room=ROOM, actor=member, now=NOON)
    await joined(storage)
    await storage.audit.append("settings", room=ROOM, actor=BO, now=NOON)
    assert [one.actor for one in await storage.audit.entries(None)] == [ANA] * 3
    await storage.links.part(ANA)
    assert [one.actor for one in await storage.audit.entries(None)] == [ANA, BO, BO]
    assert await storage.audit.broken() is None


async def test_the_database_refuses_changes(storage: Storage, data_folder: Path) -> None:
    await filled(storage)
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        for statement in (
            "UPDATE audit SET action = 'x'",
            "DELETE FROM audit",
            "DELETE FROM audit WHERE id = 5",
            "UPDATE audit SET id = 9 WHERE id = 1",
            # One that puts a row in the place of another, by its number or by what must be unique.
            "INSERT OR REPLACE INTO audit SELECT id, at, 'x', room, actor, subject, facts, before, 'new' FROM audit WHERE id = 2",
            "REPLACE INTO audit SELECT 9, at, 'x', room, actor, subject, facts, before, 'new' FROM audit WHERE id = 2",
            "REPLACE INTO audit SELECT 9, at, 'x', room, actor, subject, facts, 'new', hash FROM audit WHERE id = 5",
            # A second one after the same.
            "INSERT INTO audit SELECT 99, at, action, room, actor, subject, facts, before, 'other' FROM audit WHERE id = 3",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="cannot be changed"):
                connection.execute(statement)
    assert await storage.audit.broken() is None


async def test_many_at_once_in_two_programs_make_one_chain(data_folder: Path) -> None:
    both = [await Storage.open(data_folder) for _ in range(2)]
    await asyncio.gather(
        *(
            both[number % 2].audit.append("case", room=ROOM if number % 3 else CLUB, actor=ANA, facts={"n": number}, now=NOON)
            for number in range(60)
        )
    )
    rows = await both[0].audit.entries(None)
    assert sorted(one.facts["n"] for one in rows) == list(range(60))
    assert [one.before for one in rows] == ["0" * 64, *(one.hash for one in rows[:-1])]
    assert len({one.room_alias for one in rows}) == 2, "one name for each room"
    assert await both[1].audit.broken() is None
    for storage in both:
        await storage.close()


@dataclass(frozen=True)
class Tampering:
    """What somebody who can write to the file did, and to which row (counted round)."""

    how: str
    row: int
    column: str
    value: str


TEXTS = ("action", "room", "actor", "subject", "facts", "before", "hash")
TAMPERING = st.builds(
    Tampering,
    st.sampled_from(("edit", "edit", "delete", "swap", "renumber", "move", "add")),
    st.integers(0, 20),
    st.sampled_from((*TEXTS, "at")),
    st.text(string.printable, max_size=5),
)


def tamper(connection: sqlite3.Connection, what: Tampering) -> None:
    ids = [row[0] for row in connection.execute("SELECT id FROM audit ORDER BY id")]
    number, other = ids[what.row % len(ids)], ids[(what.row + 1) % len(ids)]
    if what.how == "edit":
        value = what.row if what.column == "at" else what.value
        connection.execute(f"UPDATE audit SET {what.column} = ? WHERE id = ?", (value, number))  # noqa: S608 - our own names
    elif what.how == "delete":
        connection.execute("DELETE FROM audit WHERE id = ?", (number,))
    elif what.how == "swap":
        for old, new in ((number, 900), (other, number), (900, other)):
            connection.execute("UPDATE audit SET id = ? WHERE id = ?", (new, old))
    elif what.how == "renumber":
        connection.execute("UPDATE audit SET id = id + 100 WHERE id >= ?", (number,))
    elif what.how == "move":
        connection.execute("UPDATE audit SET at = at + 1 WHERE id >= ?", (number,))
    else:
        told = f"SELECT 300, at, action, room, actor, subject, facts, hash, '{what.row}' FROM audit WHERE id = {ids[-1]}"  # noqa: S608 - numbers
        connection.execute(f"INSERT INTO audit {told}")


def test_whatever_is_changed_past_the_triggers_is_found(data_folder: Path) -> None:
    with asyncio.Runner() as runner:
        storage = runner.run(Storage.open(data_folder))
        runner.run(filled(storage))
        with closing(sqlite3.connect(data_folder / FILE, isolation_level=None)) as connection:
            connection.execute("DROP TRIGGER audit_no_update")
            connection.execute("DROP TRIGGER audit_no_delete")
            written = connection.execute("SELECT * FROM audit ORDER BY id").fetchall()

            @settings(max_examples=40, deadline=None)
            @given(st.lists(TAMPERING, min_size=1, max_size=3))
            def found(changes: list[Tampering]) -> None:
                connection.execute("BEGIN")
                connection.execute("DELETE FROM audit")
                connection.executemany("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", written)
                connection.execute("UPDATE sqlite_sequence SET seq = 5 WHERE name = 'audit'")
                for change in changes:
                    tamper_safely(connection, change)
                connection.execute("COMMIT")
                changed = connection.execute("SELECT * FROM audit ORDER BY id").fetchall() != written
                assert (runner.run(storage.audit.broken()) is not None) == changed

            found()
        runner.run(storage.close())


def tamper_safely(connection: sqlite3.Connection, change: Tampering) -> None:
    """Some are against the table's own rules, or nothing is left to change."""
    connection.execute("SAVEPOINT one")
    try:
        if connection.execute("SELECT count(*) FROM audit").fetchone()[0]:
            tamper(connection, change)
    except sqlite3.IntegrityError:
        connection.execute("ROLLBACK TO one")
    connection.execute("RELEASE one")


Cut = Callable[[sqlite3.Connection], None]


def cut(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TRIGGER audit_no_delete")
    connection.execute("DELETE FROM audit WHERE id > 3")


def cut_and_counted(connection: sqlite3.Connection) -> None:
    cut(connection)
    connection.execute("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'audit'")


@pytest.mark.parametrize(("cuts", "digest", "found"), [(cut, False, 4), (cut_and_counted, True, 5), (cut_and_counted, False, None)])
async def test_an_end_that_is_cut_off(storage: Storage, data_folder: Path, cuts: Cut, digest: bool, found: int | None) -> None:
    """The database's own count knows, else the last digest, and last of all who kept the newest hash somewhere else."""
    await filled(storage)
    kept = await storage.audit.head()
    if digest:
        assert await storage.digests.sent(ROOM, NOON.date())
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        cuts(connection)
        connection.commit()
    assert await storage.audit.broken() == found
    assert await storage.audit.broken(kept) is not None
    await filled(storage)
    assert await storage.audit.broken() == found, "what comes later hides nothing"
    assert await storage.audit.broken(kept) is not None


async def test_the_hashes_are_computed_beside_the_event_loop(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    await filled(storage)
    threads: list[int] = []

    def noted(*row: str | int) -> str:
        threads.append(threading.get_ident())
        return _hash(*row)  # type: ignore[arg-type] # as it is given

    monkeypatch.setattr("storage.audit._hash", noted)
    assert await storage.audit.broken() is None
    assert len(threads) == 5
    assert threading.get_ident() not in threads, "a long trail would keep everybody waiting"
    await filled(storage, 2)
    threads.clear()
    assert await storage.audit.broken(anew=False) is None
    assert len(threads) == 2, "what was read in this process is not read again"


async def test_what_was_changed_before_is_found_by_the_next_process_and_by_who_reads_anew(
    storage: Storage, data_folder: Path
) -> None:
    await filled(storage)
    assert await storage.audit.broken(anew=False) is None
    for change, again in (("SET action = 'x' WHERE id = 2", None), ("SET hash = 'x' WHERE id = 5", 5)):
        with closing(sqlite3.connect(data_folder / FILE)) as connection:
            connection.execute("DROP TRIGGER IF EXISTS audit_no_update")
            connection.execute(f"UPDATE audit {change}")
            connection.commit()
        assert await storage.audit.broken(anew=False) == again
    assert await storage.audit.broken() == 2
    other = await Storage.open(data_folder)
    assert [await other.audit.broken(anew=False) for _ in range(2)] == [2, 2]
    await other.close()


async def test_a_long_trail_is_read_page_by_page(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.audit._PAGE", 2)
    await filled(storage, 6)
    assert await storage.audit.broken() is None
