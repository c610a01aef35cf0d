"""Telegram's own machine-readable description as a judge of what we send; without the file nothing is judged."""

import functools
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

SPEC = Path(__file__).parents[3] / ".." / "shared" / "specs" / "telegram_api.json"
ABSENT = "the machine-readable Bot API is not there (shared/specs/telegram_api.json)"
# What stands in the description's prose only.
LONGEST = {"text": 4096, "caption": 1024}
CALLBACK_BYTES = 64


def here() -> bool:
    """Whether there is a description to judge by."""
    return SPEC.is_file()


@functools.cache
def _spec() -> Any:
    return json.loads(SPEC.read_text(encoding="utf-8"))


def complaints(method: str, given: Mapping[str, Any], files: Collection[str] = ()) -> list[str]:
    """What is wrong with a request; `files` are the names of its uploads. Empty: nothing, or no description to judge by."""
    if not here():
        return []
    described = _spec()["methods"].get(method)
    if described is None:
        return [f"{method}: no such method"]
    found = _fields(method, described.get("fields", []), {**dict.fromkeys(files, "attach://"), **given}, files)
    for button in _buttons(given.get("reply_markup")):
        if len(str(button.get("callback_data", "-")).encode()) > CALLBACK_BYTES:
            found.append(f"{method}: callback_data is longer than {CALLBACK_BYTES} bytes")
    return found


def _fields(where: str, fields: list[dict[str, Any]], given: Mapping[str, Any], files: Collection[str]) -> list[str]:
    known = {field["name"]: field for field in fields}
    found = [f"{where}: no field {name}" for name in given if name not in known and name not in files]
    found += [f"{where}: {name} is missing" for name, field in known.items() if field["required"] and name not in given]
    for name, value in given.items():
        field = known.get(name)
        if field is not None and not any(_is(kind, value, files) for kind in field["types"]):
            found.append(f"{where}.{name}: {str(value)[:200]!r} is none of {field['types']}")
    return found


def _is(kind: str, value: Any, files: Collection[str]) -> bool:
    if kind.startswith("Array of "):
        return isinstance(value, list | tuple) and all(_is(kind.removeprefix("Array of "), one, files) for one in value)
    simple = {"Integer": int, "String": str, "Boolean": bool, "Float": int | float, "InputFile": str}
    if kind in simple:
        right = isinstance(value, simple[kind]) and not (kind in {"Integer", "Float"} and isinstance(value, bool))
        uploaded = isinstance(value, str) and value.removeprefix("attach://") not in {"", *files}
        return right and not (isinstance(value, str) and value.startswith("attach://") and uploaded)
    described = _spec()["types"].get(kind)
    if described is None:
        return False
    if described.get("subtypes"):
        return any(_is(one, value, files) for one in described["subtypes"])
    return isinstance(value, Mapping) and not _fields(kind, described.get("fields", []), value, files)


def _buttons(markup: Any) -> list[Mapping[str, Any]]:
    rows = markup.get("inline_keyboard", []) if isinstance(markup, Mapping) else []
    return [button for row in rows for button in row if isinstance(button, Mapping)]
