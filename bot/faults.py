"""What the log tells of an error: its type, where it came up, numbers and names; not its text, which may quote people."""

import os
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from structlog.typing import ExcInfo

HERE: Final = Path(__file__).parents[1]
_NUMBERS: Final = ("status", "status_code", "code", "retry_after_s")
_NAMES: Final = ("key", "field", "sqlite_errorname")  # a problem's, an order's, SQLite's
_NAME: Final = re.compile(r"[A-Za-z_][\w.\[\]-]{0,59}", re.ASCII)
_STATUS: Final = re.compile(r"\bHTTP (\d{3})\b")
MOST: Final = 8  # errors behind an error


def kind(error: BaseException) -> str:
    """One line: `BadRequest status=400 field=size`, `OSError errno=28 (No space left on device)`."""
    told = [type(error).__qualname__]
    told += [f"{name}={value}" for name in _NUMBERS if isinstance(value := getattr(error, name, None), int | float)]
    told += [f"{name}={value}" for name in _NAMES if _NAME.fullmatch(str(value := getattr(error, name, None) or "")) and value]
    if isinstance(error, OSError) and error.errno is not None:
        told.append(f"errno={error.errno} ({os.strerror(error.errno)})")
    status = _STATUS.search(str(error))
    if status is not None and not any(one.startswith("status") for one in told):
        told.append(f"status={status[1]}")
    return " ".join(told)


def told(error: BaseException) -> str:
    """Its `kind` and the place that raised it, of ours if there is one: `Upstream at generation/providers/horde.py:111`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(HERE) and "site-packages" not in frame.filename]
    last = next(reversed(ours or frames), None)
    if last is None:
        return kind(error)
    path = Path(last.filename)
    return f"{kind(error)} at {path.relative_to(HERE) if path.is_relative_to(HERE) else path.name}:{last.lineno}"


def whole(exc_info: ExcInfo) -> str:
    """A traceback with its lines of code, and those of the errors behind it, the newest last."""
    parts = [f"Traceback:\n{''.join(traceback.format_tb(error.__traceback__))}{kind(error)}" for error in _chain(exc_info[1])]
    return "\n\n".join(reversed(parts))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from, as Python would tell it; of a group also its members."""
    queue, seen = [error], 0
    while queue and seen < MOST:
        one = queue.pop(0)
        seen += 1
        yield one
        behind = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        queue += [behind] if behind is not None else []
        queue += one.exceptions if isinstance(one, BaseExceptionGroup) else ()
