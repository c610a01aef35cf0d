"""The spool: pictures of an order are there all or not at all, damaged notes are none, and what nobody comes for is swept."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generation.pool import Pool
from generation.ports import Painted
from generation.providers.errors import Upstream
from generation.spool import Spool
from tests.generation.providers.desk import JPEG

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


async def test_the_spool_keeps_all_pictures_of_an_order_or_none(tmp_path: Path, pool: Pool) -> None:
    spool = Spool(tmp_path, pool)
    painted = [Painted(JPEG, "image/jpeg", 1), Painted(JPEG + b"2", "image/jpeg", 2)]
    assert not await spool.has("pincel-1-1")
    await spool.keep("pincel-1-1", painted)
    assert await spool.has("pincel-1-1")
    assert await spool.get("pincel-1-1") == tuple(painted)
    await spool.keep("pincel-11-1", painted)
    await spool.drop("pincel-1")
    assert [await spool.has(key) for key in ("pincel-1-1", "pincel-11-1")] == [False, True]
    with pytest.raises(Upstream):
        await spool.get("pincel-1-1")
    with pytest.raises(ValueError, match="no key"):
        await spool.ticket("../secrets")


async def test_what_nobody_came_for_is_swept(tmp_path: Path, pool: Pool) -> None:
    spool = Spool(tmp_path, pool)
    assert await spool.sweep(datetime.now(UTC)) == 0
    await spool.got("pincel-1-1", "ticket")
    assert await spool.sweep(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert await spool.sweep(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert await spool.ticket("pincel-1-1") is None


async def test_what_another_process_sweeps_at_the_same_time_is_no_trouble(tmp_path: Path, pool: Pool) -> None:
    spool = Spool(tmp_path, pool)
    await spool.got("pincel-1-1", "ticket")
    (tmp_path / "pincel-1-2").symlink_to(tmp_path / "gone")  # there when the folder is read, and not when it is looked at
    assert await spool.sweep(datetime.now(UTC) + timedelta(hours=1)) == 1


async def test_what_followed_an_order_and_when_it_was_handed_in_anew(tmp_path: Path, pool: Pool) -> None:
    spool = Spool(tmp_path, pool)
    for second, key in enumerate(("pincel-1-1", "pincel-2-1", "pincel-3-1")):
        assert await spool.begun(key, NOW + timedelta(seconds=second)) is None
    await spool.got("pincel-2-1", "a vendor's ticket")
    await spool.drop("pincel-2")
    assert await spool.following(NOW) == NOW + timedelta(seconds=1), "a settled one counts"
    assert await spool.following(NOW + timedelta(seconds=2)) is None
    await spool.again("pincel-1-1", NOW + timedelta(seconds=9))
    assert await spool.begun("pincel-1-1", NOW) == NOW + timedelta(seconds=9)


async def test_a_note_that_was_damaged_is_no_note(tmp_path: Path, pool: Pool) -> None:
    spool = Spool(tmp_path, pool)
    await spool.got("pincel-1-1", "ticket")
    (tmp_path / "pincel-1-1" / "note.json").write_bytes(b"\xff{")
    assert await spool.ticket("pincel-1-1") is None
    assert await spool.begun("pincel-1-1", NOW) is None
