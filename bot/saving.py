"""Files for people: saved whole or not at all, under names that can be read, in a folder of their choice."""

import os
import re
import tempfile
import unicodedata
from pathlib import Path

from storage.problem import Problem

NAME_CHARACTERS = 80
# Signs that some file system refuses; a name may neither leave the folder nor hide in it.
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def save(folder: Path, name: str, data: bytes) -> Path:
    """Write `data` as `name`, or as `name-2` and so on where another file has that name; the same bytes twice are one file.

    Raises Problem "out-folder" (path, reason) when the folder can not be written.
    """
    wanted = fit(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 10_000):
            path = folder / (wanted if number == 1 else f"{Path(wanted).stem}-{number}{Path(wanted).suffix}")
            if not path.exists():
                _write(path, data)
                return path
            if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                return path
    except OSError as error:
        raise Problem("out-folder", path=str(folder), reason=error.strerror or str(error)) from None
    raise Problem("out-folder", path=str(folder), reason=wanted)


def fit(name: str) -> str:
    """A file name that every system takes."""
    clean = _UNFIT.sub("-", unicodedata.normalize("NFC", name)).strip(" .-")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:NAME_CHARACTERS]}{dot}{ending[:10]}" if stem else clean[:NAME_CHARACTERS] or "file"


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
