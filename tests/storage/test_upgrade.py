"""Migrations: equal to the schema, with a copy before, all or nothing, and kind about folders that can not be used."""

# ruff: noqa: ASYNC240 - these tests look at files themselves, and nothing else runs on their loop

import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from textwrap import dedent

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Integer, MetaData, create_engine

from storage import upgrade as upgrading
from storage.migrations import new as migrations_new
from storage.problem import Problem
from storage.schema import metadata
from storage.storage import Storage
from storage.upgrade import COPIES, FILE, MIGRATIONS, PICTURES, backup, config, upgrade
from tests.storage.conftest import ANA, NOON, ROOM

HEAD = f"{len(list((MIGRATIONS / 'versions').glob('v*.py'))):04}"
NEXT = int(HEAD) + 1
RIGHT = "def upgrade() -> None:\n    op.add_column('person', sa.Column('mood', sa.Integer()))\n"


def shape(path: Path) -> dict[str, object]:
    """All that SQLite says about tables, columns, keys and indices, in an order that does not depend on history."""
    with closing(sqlite3.connect(path)) as connection:

        def ask(pragma: str, name: str) -> list[tuple[object, ...]]:
            return sorted((row for row in connection.execute(f"SELECT * FROM pragma_{pragma}(?)", (name,))), key=repr)  # noqa: S608 - no input

        tables = [
            row
            for row in connection.execute("SELECT name, wr, strict FROM pragma_table_list WHERE type = 'table'")
            if row[0][0] != "_"
        ]
        wanted = {name: (wr, strict) for name, wr, strict in tables if name != "alembic_version" and not name.startswith("sqlite_")}
        return {
            name: {
                "kind": kind,
                "columns": sorted(row[1:] for row in ask("table_xinfo", name)),
                "keys": sorted(row[2:] for row in ask("foreign_key_list", name)),
                "indices": {
                    index[1] if index[3] == "c" else index[3:]: (index[2:], [row[2:] for row in ask("index_xinfo", str(index[1]))])
                    for index in ask("index_list", name)
                },
            }
            for name, kind in wanted.items()
        }


async def test_migrations_make_exactly_the_schema(data_folder: Path, tmp_path: Path) -> None:
    """A fresh file gets the tables of today, an old one all migrations: nobody can tell them apart."""
    done = await upgrade(data_folder)
    assert (done.before, done.now, done.backup) == (None, HEAD, None)
    engine = create_engine(f"sqlite:///{tmp_path / 'from-the-first.db'}")
    settings = config()
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    engine.dispose()
    assert shape(data_folder / FILE) == shape(tmp_path / "from-the-first.db")
    triggers = []
    for path in (data_folder / FILE, tmp_path / "from-the-first.db"):
        with closing(sqlite3.connect(path)) as made:
            assert made.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
            # What the comparison of the shapes would not see.
            others = made.execute(
                "SELECT name, sql FROM sqlite_master WHERE type NOT IN ('table', 'index') ORDER BY name"
            ).fetchall()
            assert [name for name, _ in others] == ["audit_no_delete", "audit_no_replace", "audit_no_update"]
            triggers.append(others)
            assert made.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%CHECK%'").fetchall() == []
    assert triggers[0] == triggers[1]


async def test_two_that_start_at_once_make_one_database(data_folder: Path) -> None:
    done = await asyncio.gather(*(upgrade(data_folder) for _ in range(4)))
    assert {one.now for one in done} == {HEAD}
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


async def test_the_file_is_set_up_for_many_readers(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    pragmas = ("journal_mode", "synchronous", "busy_timeout", "cache_size", "temp_store", "foreign_keys", "secure_delete")
    for connect in (storage._database.reading, storage._database.writing):
        async with connect() as connection:
            assert [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one() for name in pragmas] == [
                "wal",
                2,
                5000,
                -64000,
                2,
                1,
                1,
            ]
    await storage.close()
    assert sorted(path.name for path in data_folder.iterdir()) == ["pictures", FILE]  # no write-ahead log is left behind


async def test_a_second_start_changes_nothing(data_folder: Path) -> None:
    await upgrade(data_folder)
    before = (data_folder / FILE).read_bytes()
    done = await upgrade(data_folder)
    assert (done.before, done.now, done.backup) == (HEAD, HEAD, None)
    assert (data_folder / FILE).read_bytes() == before
    assert not (data_folder / COPIES).exists()


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The program of tomorrow, with one more migration."""

    def make(body: str, number: int = NEXT) -> None:
        folder = tmp_path / "100% tomorrow"  # a percent sign means something to Alembic's settings
        if not folder.exists():
            shutil.copytree(MIGRATIONS, folder)
            monkeypatch.setattr(upgrading, "MIGRATIONS", folder)
        head = f"import sqlalchemy as sa\nfrom alembic import op\nrevision = '{number:04}'\ndown_revision = '{number - 1:04}'\n\n"
        (folder / "versions" / f"v{number:04}_next.py").write_text(head + dedent(body))

    return make


async def filled(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    await storage.people.set_language(ANA, "es")
    await storage.close()


async def test_an_old_database_is_copied_and_then_upgraded(data_folder: Path, next_version: Callable[[str], None]) -> None:
    await filled(data_folder)
    before = shape(data_folder / FILE)
    next_version(RIGHT)
    done = await upgrade(data_folder)
    assert (done.before, done.now) == (HEAD, f"{NEXT:04}")
    assert done.backup is not None
    assert done.backup.parent == data_folder / COPIES
    assert shape(done.backup) == before
    with closing(sqlite3.connect(done.backup)) as connection:
        assert connection.execute("SELECT language FROM person").fetchall() == [("es",)]
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        assert connection.execute("SELECT language, mood FROM person").fetchall() == [("es", None)]


async def test_only_the_newest_copies_stay(data_folder: Path, next_version: Callable[..., None]) -> None:
    await filled(data_folder)
    copies = []
    for number in range(NEXT, NEXT + 5):
        next_version(f"def upgrade() -> None:\n    op.add_column('person', sa.Column('c{number}', sa.Integer()))\n", number)
        copies.append((await upgrade(data_folder, backups=2)).backup)
    assert sorted((data_folder / COPIES).iterdir()) == copies[-2:]


BROKEN = [
    "raise RuntimeError('halfway')",
    "op.execute('UPDATE nowhere SET x = 1')",
    "op.execute('INSERT INTO vote VALUES (77, 1, 1, 1, 0, 0)')",  # a vote on nothing
]


@pytest.mark.parametrize("body", BROKEN)
async def test_a_migration_that_breaks_changes_nothing(data_folder: Path, next_version: Callable[[str], None], body: str) -> None:
    await filled(data_folder)
    before = shape(data_folder / FILE)
    next_version(f"{RIGHT}    {body}\n")
    with pytest.raises(Exception, match=r"halfway|nowhere|parents"):
        await upgrade(data_folder)
    assert shape(data_folder / FILE) == before
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert connection.execute("SELECT count(*) FROM vote").fetchone() == (0,)


async def test_a_table_that_is_rebuilt_keeps_its_childrens_rows(data_folder: Path, next_version: Callable[[str], None]) -> None:
    """SQLite rebuilds a table for many a change; with foreign keys on, dropping the old one would delete the votes."""
    await filled(data_folder)
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        columns = [row[1:4] for row in connection.execute("PRAGMA table_info(generation)")]
        needed = {name: 0 if kind in {"INTEGER", "BIGINT", "FLOAT"} else "x" for name, kind, must in columns if must}
        names, marks = ", ".join(needed), ", ".join("?" * len(needed))
        connection.execute(f"INSERT INTO generation ({names}) VALUES ({marks})", tuple({**needed, "id": 7}.values()))  # noqa: S608 - our names
        connection.execute("INSERT INTO vote VALUES (7, 'discord', '1', 1, 0, 0)")
        connection.commit()
    next_version(
        """\
        def upgrade() -> None:
            with op.batch_alter_table("generation") as table:
                table.alter_column("why", nullable=True)
        """
    )
    await upgrade(data_folder)
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        assert connection.execute("SELECT generation_id FROM vote").fetchall() == [(7,)]


async def test_a_newer_database_is_refused_and_left_alone(data_folder: Path) -> None:
    await filled(data_folder)
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = {path: path.read_bytes() for path in sorted(data_folder.rglob("*")) if path.is_file()}
    with pytest.raises(Problem) as caught:
        await Storage.open(data_folder)
    assert (caught.value.key, caught.value.details["revision"]) == ("database-newer", "9999")
    assert {path: path.read_bytes() for path in sorted(data_folder.rglob("*")) if path.is_file()} == before


@pytest.mark.parametrize("content", [b"this is no database at all, but long enough to be taken for one" * 20, b"short"])
async def test_a_file_that_is_no_database(data_folder: Path, content: bytes) -> None:
    data_folder.mkdir()
    (data_folder / FILE).write_bytes(content)
    with pytest.raises(Problem, match="database-broken"):
        await Storage.open(data_folder)
    assert (data_folder / FILE).read_bytes() == content


@pytest.mark.parametrize("table", ["somebody_elses", "alembic_version"])
async def test_a_database_of_something_else(data_folder: Path, table: str) -> None:
    data_folder.mkdir()
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
    with pytest.raises(Problem, match="data-folder"):
        await Storage.open(data_folder)


async def test_an_empty_file_is_a_fresh_start(data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / FILE).touch()
    assert (await upgrade(data_folder)).before is None


async def test_a_file_where_the_folder_should_be(data_folder: Path) -> None:
    data_folder.write_text("in the way")
    for action in (upgrade(data_folder), upgrade(data_folder / "deeper")):
        with pytest.raises(Problem, match="data-folder"):
            await action
    assert data_folder.read_text() == "in the way"


@contextmanager
def unprivileged() -> Iterator[None]:
    """Folder permissions do not bite for root: tests that run as root step down for a moment."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(was)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of folders are a POSIX matter")
@pytest.mark.parametrize("what", ["folder", "file"])
async def test_what_can_only_be_read(data_folder: Path, what: str) -> None:
    """The folder, or the database alone, is really read-only for the user who tries."""
    await filled(data_folder)
    for parent in (data_folder, *list(data_folder.parents)[:3]):
        if "pytest" in str(parent):
            parent.chmod(0o755)
    before = (data_folder / FILE).read_bytes()
    (data_folder / PICTURES).chmod(0o777)
    (data_folder / FILE).chmod(0o666 if what == "folder" else 0o444)
    data_folder.chmod(0o555 if what == "folder" else 0o777)
    try:
        with unprivileged(), pytest.raises(Problem) as caught:
            await Storage.open(data_folder)
    finally:
        data_folder.chmod(0o755)
    assert (caught.value.key, caught.value.details["path"]) == ("data-folder", str(data_folder))
    assert caught.value.details["reason"] == "Permission denied"
    assert (data_folder / FILE).read_bytes() == before


async def test_a_disk_that_is_full_while_copying(
    data_folder: Path, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(data_folder)
    before = shape(data_folder / FILE)
    next_version(RIGHT)

    def refuse(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Problem, match="disk-full"):
        await upgrade(data_folder)
    assert list((data_folder / COPIES).iterdir()) == []
    assert shape(data_folder / FILE) == before


async def test_a_disk_that_is_full_while_writing(data_folder: Path) -> None:
    """SQLite's own error, by its limit on pages."""
    storage = await Storage.open(data_folder)
    async with storage._database.writing() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem, match="disk-full"):
        await storage.people.ban(ANA, NOON, "x" * 100_000)
    assert (await storage.people.export(ANA))["bans"] == []
    await storage.close()


async def test_an_error_of_the_program_is_no_problem_of_the_disk(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    with pytest.raises(Exception, match="no such table"):
        async with storage._database.writing() as connection:
            await connection.exec_driver_sql("DELETE FROM nowhere")
    with pytest.raises(Problem, match="data-folder"):  # whoever reads can not write
        async with storage._database.reading() as connection:
            await connection.exec_driver_sql("DELETE FROM person")
    await storage.close()


async def test_a_copy_on_demand_while_the_bot_runs(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    await storage.rooms.change(await storage.rooms.settings(ROOM))
    first, second = await backup(data_folder), await backup(data_folder)
    await storage.close()
    assert first != second
    for copy in (first, second):
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT count(*) FROM room_settings").fetchone() == (1,)


async def test_no_copy_of_nothing(data_folder: Path) -> None:
    with pytest.raises(Problem, match="data-folder"):
        await backup(data_folder)
    assert not data_folder.exists()


def test_the_next_migration_is_written_from_the_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tomorrow = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(tomorrow)
    tomorrow.tables["person"].append_column(Column("mood", Integer))
    monkeypatch.setattr("storage.schema.metadata", tomorrow)
    versions = tmp_path / "versions"
    shutil.copytree(MIGRATIONS / "versions", versions)
    written = migrations_new.new("Moods of people!", versions)
    capsys.readouterr()
    assert written == versions / f"v{NEXT:04}_moods_of_people.py"
    text = written.read_text()
    assert "sa.Column('mood', sa.Integer(), nullable=True)" in text
    assert f'down_revision = "{HEAD}"' in text
    assert "generation" not in text


def test_the_newest_file_is_the_newest_revision() -> None:
    assert upgrading.newest() == HEAD
