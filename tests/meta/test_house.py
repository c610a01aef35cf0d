"""Habits of the house that no tool checks: plain first sentences, short files, no foreign addresses, faces alike."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "commands", "generation", "storage")
FILES = [path for room in (*ROOMS, "tests", "tools", "bench") for path in sorted((ROOT / room).rglob("*.py"))]
LINES = 400
BANNED_NAMES = {"utils", "helpers", "manager", "service", "common"}
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


def tracked() -> list[Path]:
    """What git tracks; outside a checkout, everything."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and not {".venv", ".git"} & set(path.parts)]
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@every_file
def test_a_file_opens_with_one_plain_sentence(path: Path) -> None:
    opening = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = opening.split("\n", 1)[0]
    assert first, "no docstring"
    assert first.endswith((".", "!", "?", ":")), first


@every_file
def test_a_file_is_short_or_says_why(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if len(text.splitlines()) > LINES:
        assert "400 lines" in (ast.get_docstring(ast.parse(text)) or ""), "say why at its top, or split it"


def test_names_say_what_is_inside() -> None:
    assert not {path.stem for path in FILES} & BANNED_NAMES


def test_nothing_is_left_unfinished() -> None:
    marks = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
    assert [path for path in FILES if marks.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_package_index() -> None:
    index = re.compile(rb"--(extra-)?index-url|--find-links|file://" + rb"|/simple" + rb"/")
    texts = [path for path in tracked() if path.suffix in {".txt", ".toml", ".md", ".yaml", ".yml", ".json", ".py", ""}]
    found = [path for path in texts if path != Path(__file__) and index.search(path.read_bytes())]
    assert found == []


def test_every_face_has_the_same_files() -> None:
    faces = [path.parent for path in (ROOT / "bot").glob("*/adapter.py")]
    assert faces
    assert all((face / name).is_file() for face in faces for name in ("adapter.py", "render.py", "chat.py"))
