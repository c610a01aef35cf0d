"""The picture store: bytes by their sha256 in a folder, `ab/abcdef...`; a picture is there whole or not at all."""

import asyncio
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from storage.database import problem_of
from storage.problem import Problem

THREADS: Final = 4  # they wait for the disk, not for the CPU; a private pool, because others may size the loop's own
STALE_S: Final = 3_600  # a temporary file this old belongs to nobody who still runs
FOLDERS: Final = 256  # "00" to "ff"
_NAME: Final = re.compile(r"[0-9a-f]{64}")


class PictureStore:
    """`put` and `get` are the port (another store need only have these), and `discard` for what people want forgotten."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pincel-disk")

    async def put(self, data: bytes) -> str:
        """Keep these bytes and answer their sha256 (hex). Again is no change. Problems "disk-full", "data-folder"."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._put, data)

    async def get(self, sha256: str) -> bytes:
        """The bytes of a picture, checked against their name. Problem "picture-gone"."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._get, sha256)

    async def missing(self, names: Collection[str]) -> frozenset[str]:
        """Which of these pictures (sha256) are not there."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._missing, names)

    async def discard(self, sha256: str) -> None:
        """Delete a picture; gone already is no error."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._discard, sha256)

    async def older(self, folder: int, age_s: float) -> tuple[str, ...]:
        """The pictures (sha256) in one of the `FOLDERS` that nobody has put for so long."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._older, folder, age_s)

    def close(self) -> None:
        """End the threads after their work."""
        self._threads.shutdown(wait=True)

    async def sweep(self) -> None:
        """Delete the temporary files that a killed process left."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._sweep)

    def _sweep(self) -> None:
        with suppress(FileNotFoundError):
            for path in self._incoming.iterdir():
                with suppress(FileNotFoundError):
                    if time.time() - path.stat().st_mtime > STALE_S:
                        path.unlink()

    def _older(self, folder: int, age_s: float) -> tuple[str, ...]:
        before = time.time() - age_s
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(self._folder / f"{folder:02x}") as files:
            return tuple(sorted(one.name for one in files if _NAME.fullmatch(one.name) and one.stat().st_mtime < before))
        return ()

    def _path(self, sha256: str) -> Path:
        if _NAME.fullmatch(sha256) is None:  # also what keeps a forged name inside the folder
            raise Problem("picture-gone")
        return self._folder / sha256[:2] / sha256

    def _put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._path(sha256)
        try:
            if target.is_file() and target.stat().st_size == len(data):
                os.utime(target)  # it is wanted again: `older` goes by this
            else:
                self._write(target, data)
        except OSError as error:
            problem = problem_of(error, self._folder)
            raise (problem or error) from error
        return sha256

    def _write(self, target: Path, data: bytes) -> None:
        """A temporary file of the same file system, synced, then renamed: at every moment the picture is whole or absent."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._incoming)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        if os.name == "posix":  # the new name must survive a power cut too; elsewhere folders cannot be synced
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _get(self, sha256: str) -> bytes:
        try:
            data = self._path(sha256).read_bytes()
        except OSError as error:
            raise Problem("picture-gone") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Problem("picture-gone")
        return data

    def _missing(self, names: Collection[str]) -> frozenset[str]:
        return frozenset(name for name in names if _NAME.fullmatch(name) is None or not self._path(name).is_file())

    def _discard(self, sha256: str) -> None:
        with suppress(Problem):  # a name that was never a picture of this store
            self._path(sha256).unlink(missing_ok=True)
