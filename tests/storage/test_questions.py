"""Every question that is asked often finds its rows by an index: SQLite's own plan is read for each statement that was sent."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from storage.records import Audience, CaseState, Held, MessageRef, Room
from storage.storage import Storage
from storage.upgrade import FILE
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM, Paint
from tests.storage.test_cases import noted, picture

MESSAGE = MessageRef(ROOM, "m")


@pytest.fixture
def sent(storage: Storage) -> Iterator[list[tuple[str, Any]]]:
    """All statements, with their values, in the order in which they were sent."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if re.match(r"SELECT|UPDATE|DELETE|INSERT", statement):
            statements.append((statement, values))

    engines = (storage._database._readers.sync_engine, storage._database._writer.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield statements
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def moderated(storage: Storage, number: int) -> None:
    """All that moderation asks with every message or every day. The hashes are read from end to end only by who verifies them."""
    case = await noted(storage, ANA)
    await storage.cases.appeal(case.id, ANA, NOON)
    await picture(storage, number)
    await storage.generations.hold(number, Held.DOUBTFUL, NOON)
    await storage.cases.queue([ROOM, Room("telegram", "club")], 9)
    await storage.cases.queue(None, 9)
    await storage.cases.waiting(ROOM)
    await storage.cases.of_generation(number)
    await storage.cases.of_member(ANA, 9)
    await storage.cases.tally(ROOM, NOON)
    await storage.cases.decide(case.id, CaseState.REFUSED, CAI, NOON)
    await storage.cases.untold(ANA, ROOM.platform, NOON)
    await storage.cases.told(case.id)
    await storage.generations.release(number, NOON)
    await storage.strikes.add(ANA, ROOM, "gore", 1.0, NOON)
    await storage.strikes.standing(ANA, ROOM, NOON)
    await storage.strikes.tries(ANA, NOON)
    await storage.strikes.recent(ROOM, NOON)
    await storage.strikes.newest(ANA)
    await storage.reports.by(number, 9)
    await storage.reports.standing(ANA, NOON, besides=number)
    await storage.strikes.pardon(BO, ROOM)
    await storage.suspensions.add(ANA, ROOM, NOON.replace(hour=13), "", CAI)
    await storage.suspensions.until(ANA, ROOM, NOON)
    await storage.suspensions.here(ROOM, NOON)
    await storage.suspensions.lift(BO, ROOM)
    await storage.house_rules.add(ROOM, "blocked", "slime", CAI, NOON)
    await storage.house_rules.of(Room("discord", "plaza/7"))
    await storage.house_rules.of_words(ROOM, ANA, Audience.CHILDREN, "a bad thing")
    await storage.house_rules.remove(ROOM, "slime")
    await storage.audit.append("timeout", room=ROOM, actor=CAI, subject=ANA, facts={"minutes": 5}, now=NOON)
    await storage.audit.entries(ROOM, NOON, 9)
    await storage.people.holds(ANA, NOON)
    await storage.rooms.told_in(ROOM)
    await storage.digests.due(NOON)
    await storage.digests.sent(ROOM, NOON.date())
    await storage.cases.purge(NOON)


async def test_no_table_is_read_from_end_to_end(
    storage: Storage, paint: Paint, sent: list[tuple[str, Any]], data_folder: Path
) -> None:
    one = await paint(ANA)
    await storage.people.seen(ANA)
    await storage.people.banned_until(ANA, NOON)
    await storage.rooms.settings(ROOM)
    generations, votes, games = storage.generations, storage.votes, storage.challenges
    await generations.placed(one.id, MESSAGE)
    await generations.by_message(MESSAGE)
    await generations.undelivered()
    await generations.ahead_of(one.id)
    await generations.spent_units(ANA, ROOM, NOON)
    await generations.by_member(ANA, before=10, limit=4)
    await generations.latest_in(ROOM, ANA)
    await generations.set_favourite(BO, one.id, 1, True, NOON)
    await generations.favourites(BO, before=10, limit=4)
    await generations.votes_due(NOON)
    await votes.cast(one.id, BO, 1, NOON)
    await votes.cast(one.id, BO, 2, NOON)
    await votes.of(one.id, BO)
    await votes.withdraw(one.id, BO, NOON)
    game = await games.open(
        room=ROOM,
        author=ANA,
        generation_id=one.id,
        secrets={"en": "fox"},
        locale="en",
        opened_at=NOON,
        closes_at=NOON.replace(hour=13),
        tries=3,
        season="2026-11",
        seen_by=(ANA,),
    )
    await games.started(game.id, NOON)
    await games.by_code(game.code)
    await games.from_the_deck(ROOM, NOON)
    await games.placed(game.id, MESSAGE)
    await games.by_message(MESSAGE)
    await games.hint_taken(game.id, BO, NOON)
    for player in (BO, CAI):
        await games.guess(game.id, player, text="fox", score=1, worth=lambda *_: 1, hits=(), now=NOON)
    await games.guesses(game.id, BO)
    await games.latest(ROOM)
    await games.used(ROOM)
    await games.due(NOON)
    await games.closed(game.id, NOON)
    await games.standings(ROOM, "2026-11", 10)
    await moderated(storage, one.id)
    await storage.people.export(ANA)
    await storage.people.forget(ANA)
    assert len(sent) > 120
    read_through = []
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        tables.discard("sqlite_sequence")  # SQLite's own, with a row a table
        for statement, values in sent:
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values):
                scan = re.match(r"SCAN (\w+)", step[3])
                if scan and scan[1] in tables:
                    read_through.append((step[3], statement))
    assert read_through == []
