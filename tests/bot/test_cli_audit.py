"""`pincel audit`: the trail in columns and as JSON, its hashes to compute anew, and what it says when somebody changed it."""

import asyncio
import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.records import Member, Room
from storage.storage import Storage
from storage.upgrade import FILE
from tests.bot.conftest import Pincel

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLAZA, ANA, BO = Room("discord", "plaza"), Member("discord", "1", "Ana"), Member("discord", "2", "Bo")


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A trail of three rows, of which Bo has asked to be forgotten."""

    async def fill() -> None:
        storage = await Storage.open(tmp_path / "data")
        await storage.audit.append("timeout", room=PLAZA, actor=ANA, subject=BO, facts={"minutes": 10}, now=NOON)
        await storage.audit.append("settings", room=Room("telegram", "-5"), actor=None, now=NOON)
        await storage.audit.append("case-approved", room=Room("discord", "plaza/7"), actor=ANA, subject="case:7", now=NOON)
        await storage.people.forget(BO)
        await storage.close()

    asyncio.run(fill())
    capsys.readouterr()  # the log, which nobody has opened yet
    return tmp_path / "data"


@pytest.mark.usefixtures("data")
def test_the_trail_in_columns(pincel: Pincel) -> None:
    lines = pincel("audit").out.splitlines()
    assert [len(line.split("  ")) > 4 for line in lines] == [True] * 3
    assert "2026-11-21 12:00:00Z  discord:plaza  discord:1  timeout  member-" in lines[0]
    assert lines[0].endswith("minutes=10")
    assert lines[1].endswith("telegram:-5  pincel  settings  -")
    assert [line.split()[0] for line in pincel("audit", "--room", "discord:plaza").out.splitlines()] == ["1", "3"]
    assert [line.split()[0] for line in pincel("audit", "--last", "1").out.splitlines()] == ["3"]
    assert pincel("audit", "--room", "discord:quiet").out == "Nothing stands in the trail there yet.\n"


@pytest.mark.usefixtures("data")
def test_anybody_can_compute_the_hashes_anew(pincel: Pincel) -> None:
    before = "0" * 64
    records = pincel("audit", "--json").records
    for one in records:
        facts = json.dumps(one["facts"], sort_keys=True, separators=(",", ":"))
        millis = int(datetime.fromisoformat(one["at"]).timestamp() * 1000)
        row = [one["number"], millis, one["action"], one["room"], one["actor"], one["subject"], facts]
        assert one["before"] == before
        before = hashlib.sha256(f"{before}\n{json.dumps(row, separators=(',', ':'))}".encode()).hexdigest()
        assert one["hash"] == before
    first = records[0]
    assert first["known"] == {first["room"]: "discord:plaza", first["actor"]: "discord:1"}, "Bo is forgotten"
    whole = pincel("audit", "--verify", "--json")
    assert (whole.status, whole.records) == (0, [{"whole": True, "broken": None, "rows": 3, "hash": before}])
    assert before in pincel("audit", "--verify").out
    assert pincel("audit", "--kept", f"3:{before}").status == 0
    assert pincel("audit", "--kept", f"3:{before[:12]}").status == 0
    assert pincel("audit", "--kept", f"2:{before[:12]}").status == 1


def test_what_was_changed_is_told(pincel: Pincel, data: Path) -> None:
    with closing(sqlite3.connect(data / FILE)) as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET action = 'nothing' WHERE id = 2")
        connection.commit()
    ran = pincel("audit", "--verify")
    assert (ran.status, "row 2" in ran.out) == (1, True)
    assert pincel("audit", "--verify", "--json").records[0]["broken"] == 2
    assert pincel("audit", "--kept", "9:" + "a" * 64).status == 1


MISUSE = [
    (("--kept", "9:xyz"), "--kept NUMBER:HASH"),
    (("--room", "plaza"), "--room PLATFORM:ID"),
    (("--last", "many"), "must be a number"),
    (("--last", "0"), "1 to 10000000"),
    (("--last", "9" * 99), "1 to 10000000"),
]


@pytest.mark.parametrize(("argv", "hint"), MISUSE)
def test_what_can_not_be_understood(pincel: Pincel, argv: tuple[str, ...], hint: str) -> None:
    ran = pincel("audit", *argv)
    assert (ran.status, ran.out, hint in ran.err) == (2, "", True)


def test_without_a_database_of_this_version(pincel: Pincel, tmp_path: Path) -> None:
    assert pincel("audit").status == 1
    assert not (tmp_path / "data" / FILE).exists()
    pincel("db", "upgrade")
    for revision, hint in (("0007", "pincel db upgrade"), ("9999", "newer version")):
        with closing(sqlite3.connect(tmp_path / "data" / FILE)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
            connection.commit()
        ran = pincel("audit")
        assert (ran.status, hint in ran.err) == (1, True)
