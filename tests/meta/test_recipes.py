"""The recipes of CONTRIBUTING.md, followed in a copy of the house: they touch what they say, and a step left out is noticed."""

import compileall
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "commands", "generation", "storage")
FOLDERS = (*ROOMS, "docs", "tools", "tests/meta")
FILES = ("*.md", "LICENSE", "pyproject.toml", ".env.example", "tests/conftest.py")
# Only what pyproject.toml has options for: the others double the time of a run.
PLUGINS = ("-p", "pytest_asyncio.plugin", "-p", "pytest_timeout")
SECONDS = 100

COMMAND = '''"""/dummy: one option of each difficult kind."""

from enum import StrEnum
from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.reply import Reply


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


async def dummy(call: Call, size: Size, count: Annotated[int, Within(1, 4)] = 1, note: str | None = None) -> Reply:
    return Reply(f"{call.locale} {size.value} {count} {note}", private=True)
'''
WORDS = """
cmd-dummy = Do nothing at all
    .size = How much of it
    .count = How often
    .note = Why
    .example = /dummy large 2 because I can
option-size = size
    .small = small
    .large = large
option-note = note
"""
# A real house on a fresh data folder; the last line it prints (after its log) is where it lives, its languages and its answers.
TALK = """
import asyncio, json, pathlib, sys
import bot, commands, generation, storage
from bot.app import opened
from bot.settings import Settings
from commands.core.call import Sender
from storage.records import Member, Room

async def talk():
    said = [[str(pathlib.Path(room.__file__).parent.parent) for room in (bot, commands, generation, storage)]]
    async with opened(Settings.read(None, data=pathlib.Path("data"))) as app:
        said.append(app.house.words.locales)
        sender = Sender(Member("test", "ana"), Room("test", "room"), "1")
        said += [(await app.dispatcher.typed(sender, line)).text for line in sys.argv[1:]]
    print(json.dumps(said))

asyncio.run(talk())
"""


@dataclass(frozen=True)
class Recipe:
    """What a section of CONTRIBUTING.md says: the files its steps touch, and the tests that notice a forgotten one."""

    touches: frozenset[str]
    tests: tuple[str, ...]

    @classmethod
    def read(cls, title: str, name: str) -> "Recipe":
        text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
        section = text.split(f"\n### {title}\n", 1)[1].split("\n##", 1)[0]
        steps, _, forgotten = section.partition("Forgotten")
        path = re.compile(r"`([\w<>*.-]+/[\w<>*./-]+)`")
        files = {re.sub(r"<\w+>", name, found) for found in path.findall(steps)}
        return cls(frozenset(files | ({"README.md"} if "`make docs`" in steps else set())), tuple(path.findall(forgotten)))


class Copy:
    """A copy of the house in which a recipe is followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before = self._files()

    def _files(self) -> dict[str, bytes]:
        files = (path for path in self.root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}

    @property
    def changed(self) -> set[str]:
        """The files that are new, different or gone."""
        now = self._files()
        return {name for name in now.keys() | self._before.keys() if now.get(name) != self._before.get(name)}

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """This Python on the copy; what of our own run stands in the environment does not reach it."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV", "PINCEL_"))}
        environment |= {"PYTHONPATH": str(self.root), "PYTHONUTF8": "1", "COLUMNS": "240", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS,
        )

    def make_docs(self) -> None:
        done = self.run("-m", "tools.readme")
        assert done.returncode == 0, done.stderr

    def failures(self, *tests: str) -> dict[str, str]:
        """The failed tests (or files that could not be read) with the line that pytest says of each; nothing when all passed."""
        done = self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *PLUGINS, *tests)
        found = dict(re.findall(r"^(?:FAILED|ERROR) tests/meta/(\S+)(.*)$", done.stdout, re.MULTILINE))
        unread = any("::" not in test for test in found)
        assert done.returncode == (2 if unread else 1 if found else 0), done.stdout + done.stderr
        said = done.stdout.split("short test summary info")[0]
        return {test.split("::", 1)[-1]: line + "\n" + said for test, line in found.items()}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parts of the house that the recipes and their tests need, compiled once for all copies."""
    root = tmp_path_factory.mktemp("house") / "origin"
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (path for pattern in FILES for path in ROOT.glob(pattern)):
        shutil.copy2(path, root / path.relative_to(ROOT))
    compileall.compile_dir(root, quiet=1)
    return root


@pytest.fixture
def copy(origin: Path, tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(origin, tmp_path / "copy")))


def assert_followed(copy: Copy, recipe: Recipe) -> None:
    """Every file that the recipe names has changed, and no other."""
    assert {name for name in copy.changed if not any(fnmatch.fnmatch(name, one) for one in recipe.touches)} == set()
    assert {one for one in recipe.touches if not fnmatch.filter(copy.changed, one)} == set()
    assert copy.failures(*recipe.tests) == {}


def locales(copy: Copy) -> list[str]:
    return sorted(path.stem for path in (copy.root / "commands" / "locales").glob("*.ftl"))


def add_command(copy: Copy) -> None:
    """All steps of the recipe but `make docs`."""
    copy.write("commands/dummy.py", COMMAND)
    add_line(copy)
    for locale in locales(copy):
        copy.write(f"commands/locales/{locale}.ftl", copy.text(f"commands/locales/{locale}.ftl") + WORDS)


def add_line(copy: Copy) -> None:
    copy.replace("commands/menu.py", "from commands.export ", "from commands.dummy import dummy\nfrom commands.export ")
    copy.replace(
        "commands/menu.py",
        "    Command.of(forget, private=True, in_breaks=True),\n",
        "    Command.of(forget),\n    Command.of(dummy),\n",
    )


def add_model(copy: Copy, *, provider: str = "sketch") -> None:
    """One row, alike to that of the sketch."""
    text = copy.text("generation/models.toml")
    row = next(row for row in text.split("[[model]]\n")[1:] if '\nprovider = "sketch"\n' in row)
    for column, value in (("id", "dummy"), ("title", "Dummy"), ("provider", provider)):
        row = re.sub(rf'^{column} = ".*"$', f'{column} = "{value}"', row, count=1, flags=re.MULTILINE)
    copy.write("generation/models.toml", f"{text}\n[[model]]\n{row}")


def add_language(copy: Copy, code: str = "eo") -> str:
    """The English file with two sentences of its own. Returns its name."""
    name = f"commands/locales/{code}.ftl"
    text = re.sub(
        r"^language-name = .*", f"language-name = Language {code}", copy.text("commands/locales/en.ftl"), flags=re.MULTILINE
    )
    copy.write(name, re.sub(r"^language-set = .*", f"language-set = I speak {code} now", text, flags=re.MULTILINE))
    return name


@pytest.mark.slow
def test_a_command(copy: Copy) -> None:
    recipe = Recipe.read("A command", "dummy")
    add_command(copy)
    failed = copy.failures("tests/meta/test_readme.py")
    assert failed.keys() == {"test_the_generated_parts_are_fresh[README.md]"}
    assert "run `make docs`" in failed["test_the_generated_parts_are_fresh[README.md]"]
    copy.make_docs()
    assert "| `/dummy` | Do nothing at all | `--size` How much of it (small, large) – needed<br>" in copy.text("README.md")
    assert_followed(copy, recipe)


@pytest.mark.slow
def test_a_command_that_is_not_in_the_menu(copy: Copy) -> None:
    copy.write("commands/dummy.py", COMMAND)
    failed = copy.failures("tests/meta/test_menu.py")
    assert failed.keys() == {"test_every_file_is_in_the_menu_and_every_line_of_the_menu_is_a_file"}
    assert all("'dummy'" in said for said in failed.values())


@pytest.mark.slow
def test_a_command_that_has_no_file(copy: Copy) -> None:
    add_line(copy)
    failed = copy.failures("tests/meta/test_menu.py")
    assert failed.keys() == {"test_menu.py"}
    assert "No module named 'commands.dummy'" in failed["test_menu.py"]


@pytest.mark.slow
def test_a_command_that_lacks_words(copy: Copy) -> None:
    add_command(copy)
    copy.replace("commands/locales/en.ftl", WORDS, WORDS.replace("    .note = Why\n", ""))
    copy.replace("commands/locales/es.ftl", WORDS, "")
    copy.replace("commands/locales/zh.ftl", WORDS, WORDS[: WORDS.index("    .example")])
    failed = copy.failures("tests/meta/test_menu.py")
    lacking = {
        "test_words_stand_in_every_language_and_fit[dummy-en]": "en.ftl lacks cmd-dummy.note",
        "test_words_stand_in_every_language_and_fit[dummy-es]": "es.ftl lacks cmd-dummy",
        "test_the_example_in_help_works[dummy-es]": "es.ftl lacks cmd-dummy.example",
        "test_the_example_in_help_works[dummy-zh]": "zh.ftl lacks cmd-dummy.example",
        "test_options_and_choices_have_a_name_in_every_language[dummy-es]": "es.ftl lacks option-size",
        "test_options_and_choices_have_a_name_in_every_language[dummy-zh]": "zh.ftl lacks option-size",
    }
    assert failed.keys() == lacking.keys()
    assert [test for test, words in lacking.items() if words not in failed[test]] == []


@pytest.mark.slow
def test_a_model(copy: Copy) -> None:
    recipe = Recipe.read("An image model", "dummy")
    add_model(copy)
    failed = copy.failures("tests/meta/test_readme.py")
    assert failed.keys() == {"test_the_generated_parts_are_fresh[README.md]"}
    assert "run `make docs`" in failed["test_the_generated_parts_are_fresh[README.md]"]
    copy.make_docs()
    assert "| Dummy (`dummy`) |" in copy.text("README.md")
    assert_followed(copy, recipe)


@pytest.mark.slow
def test_a_model_that_lacks_a_column(copy: Copy) -> None:
    add_model(copy)
    head, row = copy.text("generation/models.toml").rsplit("[[model]]", 1)
    copy.write("generation/models.toml", head + "[[model]]" + re.sub(r"^speed = .*\n", "", row, flags=re.MULTILINE))
    failed = copy.failures("tests/meta/test_models.py")
    assert failed.keys() == {"test_models.py"}
    assert re.search(r"RowError: .*dummy.*speed", failed["test_models.py"])


@pytest.mark.slow
def test_a_model_whose_provider_is_not_wired(copy: Copy) -> None:
    add_model(copy, provider="nowhere")
    failed = copy.failures("tests/meta/test_models.py")
    assert failed.keys() == {"test_every_living_row_names_a_provider_that_is_wired"}
    assert all("nowhere" in said for said in failed.values())


@pytest.mark.slow
def test_a_language(copy: Copy) -> None:
    recipe = Recipe.read("A language", "eo")
    add_language(copy)
    failed = copy.failures("tests/meta/test_readme.py")
    assert failed.keys() == {"test_the_generated_parts_are_fresh[README.md]"}
    assert "run `make docs`" in failed["test_the_generated_parts_are_fresh[README.md]"]
    copy.make_docs()
    assert_followed(copy, recipe)


@pytest.mark.slow
def test_a_language_that_lacks_something(copy: Copy) -> None:
    """Each of four languages is wrong in one way."""
    paragraph, attribute, unknown, value = (add_language(copy, code) for code in ("eo", "fo", "gd", "ia"))
    copy.replace(paragraph, "\nlanguage-set = I speak eo now\n", "\n")
    copy.write(attribute, re.sub(r"^(cmd-language = .*\n)    \.to = .*\n", r"\1", copy.text(attribute), flags=re.MULTILINE))
    copy.replace(unknown, "I speak gd now", "I speak { $tongue } now")
    copy.write(value, re.sub(r"^(error = .*)\{ \$reference \}", r"\1", copy.text(value), flags=re.MULTILINE))
    failed = copy.failures("tests/meta/test_words.py")
    lacking = {
        "test_every_language_has_every_paragraph[eo]": "'language-set'",
        "test_every_language_has_every_paragraph[fo]": "'cmd-language.to'",
        "test_every_language_uses_the_values_that_english_uses[gd]": "gd.ftl: language-set",
        "test_every_language_uses_the_values_that_english_uses[ia]": "ia.ftl: error",
    }
    assert failed.keys() == lacking.keys()
    assert [test for test, words in lacking.items() if words not in failed[test]] == []


@pytest.mark.slow
def test_a_new_command_and_a_new_language_answer(copy: Copy) -> None:
    add_command(copy)
    add_language(copy)
    lines = ("/dummy large 2 because I can", "/dummy small --count 5", "/dummy huge", "/language eo", "/dummy small", "/help dummy")
    done = copy.run("-c", TALK, *lines)
    assert done.returncode == 0, done.stderr
    rooms, known, *said = json.loads(done.stdout.splitlines()[-1])
    assert rooms == [str(copy.root)] * len(ROOMS)  # the copy has spoken, not the installed house
    assert known == ["en", *sorted({"eo", *locales(copy)} - {"en"})]
    assert said[0] == "en large 2 because I can"
    assert "must be from 1 to 4" in said[1]
    assert "small or large" in said[2]
    assert said[3:5] == ["I speak eo now", "eo small 1 None"]
    assert "/dummy large 2 because I can" in said[5]
