"""The picture store: whole or absent, whatever happens to the process or the disk."""

import asyncio
import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.pictures import STALE_S, PictureStore
from storage.problem import Problem


@pytest.fixture
def store(data_folder: Path) -> Iterator[PictureStore]:
    opened = PictureStore(data_folder)
    yield opened
    opened.close()


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def test_the_same_bytes_are_one_file(store: PictureStore, data_folder: Path) -> None:
    data = os.urandom(100_000)
    names = set(await asyncio.gather(*(store.put(data) for _ in range(20))))
    name = hashlib.sha256(data).hexdigest()
    assert names == {name}
    assert files(data_folder) == [data_folder / name[:2] / name]
    assert await store.get(name) == data
    before = (data_folder / name[:2] / name).stat()
    await store.put(data)
    after = (data_folder / name[:2] / name).stat()
    assert after.st_ino == before.st_ino, "not written again"
    assert after.st_mtime_ns > before.st_mtime_ns, "but known to be wanted"
    assert await store.put(b"") == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("name", ["", "a" * 64, "../../etc/passwd", "A" * 64, "a" * 63, "é" * 64, "a" * 64 + "\n"])
async def test_a_picture_that_is_not_there(store: PictureStore, name: str) -> None:
    with pytest.raises(Problem, match="picture-gone"):
        await store.get(name)
    there = await store.put(b"another")
    assert await store.missing((name, there)) == {name}
    await store.discard(name)


async def test_other_bytes_than_the_name_says_are_not_shown_and_can_be_mended(store: PictureStore, data_folder: Path) -> None:
    name = await store.put(b"whole picture")
    (data_folder / name[:2] / name).write_bytes(b"half")
    with pytest.raises(Problem, match="picture-gone"):
        await store.get(name)
    await store.put(b"whole picture")
    assert await store.get(name) == b"whole picture"
    await store.discard(name)
    assert files(data_folder) == []


@pytest.mark.parametrize(
    ("code", "key"),
    [(errno.ENOSPC, "disk-full"), (errno.EDQUOT, "disk-full"), (errno.EROFS, "data-folder"), (errno.EIO, "data-folder")],
)
async def test_a_disk_that_refuses_leaves_nothing(
    store: PictureStore, data_folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, key: str
) -> None:
    def refuse(_file: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Problem) as caught:
        await store.put(b"picture")
    assert caught.value.key == key
    assert files(data_folder) == []


async def test_a_file_where_the_folder_should_be(data_folder: Path) -> None:
    data_folder.write_text("in the way")  # noqa: ASYNC240 - a test may wait for the disk
    store = PictureStore(data_folder)
    with pytest.raises(Problem) as caught:
        await store.put(b"picture")
    store.close()
    assert (caught.value.key, caught.value.details["path"]) == ("data-folder", str(data_folder))


LIMITED = """
import asyncio, resource, sys
from pathlib import Path
from storage.pictures import PictureStore
from storage.problem import Problem
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
store = PictureStore(Path(sys.argv[1]))
try:
    asyncio.run(store.put(b"x" * 5000))
except Problem as problem:
    print(problem.key)
store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a POSIX matter")
def test_a_real_limit_in_the_middle_of_a_file(data_folder: Path) -> None:
    """The kernel itself cuts the write short (a limit on the size of files stands in for the full disk)."""
    done = subprocess.run([sys.executable, "-c", LIMITED, str(data_folder)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "disk-full"
    assert files(data_folder) == []


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from storage.pictures import PictureStore
os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(PictureStore(Path(sys.argv[1])).put(b"x" * 5000))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX matter")
async def test_a_kill_before_the_rename_leaves_no_half_picture(store: PictureStore, data_folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(data_folder)], check=False, timeout=60)  # noqa: ASYNC221 - the test waits
    assert done.returncode == -signal.SIGKILL
    name = hashlib.sha256(b"x" * 5000).hexdigest()
    with pytest.raises(Problem, match="picture-gone"):
        await store.get(name)
    (left,) = files(data_folder)  # the temporary file: swept when it is old enough to be nobody's
    await store.sweep()
    assert files(data_folder) == [left]
    long_ago = time.time() - STALE_S - 60
    os.utime(left, (long_ago, long_ago))
    await store.sweep()
    assert files(data_folder) == []
    assert await store.put(b"x" * 5000) == name


async def test_sweeping_before_there_is_anything(store: PictureStore) -> None:
    await store.sweep()
