"""Every language says everything: the same paragraphs with the same values, and each one the code asks for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, MessageReference, Term, TermReference, VariableReference
from fluent.syntax.visitor import Visitor

from commands.core.words import FOLDER, Words

ROOT = Path(__file__).parents[2]
WORDS = Words.load()
CODE = [path for room in ("bot", "commands", "generation", "storage") for path in sorted((ROOT / room).rglob("*.py"))]
SPOKEN = {"say", "tell", "_say", "_tell"}


class _Values(Visitor):
    """The values a paragraph takes."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the library's name
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: MessageReference | TermReference) -> None:  # noqa: N802 - as above
        raise AssertionError(f"{node.id.name}: a paragraph is parsed by itself and can not refer to another")

    visit_TermReference = visit_MessageReference  # noqa: N815 - as above


def values_of(locale: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse((FOLDER / f"{locale}.ftl").read_text(encoding="utf-8")).body:
        if isinstance(entry, Message | Term):
            for key, pattern in [("", entry.value), *((f".{one.id.name}", one.value) for one in entry.attributes)]:
                if pattern is not None:
                    values = _Values()
                    values.visit(pattern)
                    found[entry.id.name + key] = values.names
    return found


ENGLISH = values_of("en")


@pytest.mark.parametrize("locale", WORDS.locales)
def test_every_paragraph_can_be_read(locale: str) -> None:
    """Nobody would see it at the start: each is parsed when it is first said."""
    body = FluentParser().parse((FOLDER / f"{locale}.ftl").read_text(encoding="utf-8")).body
    assert [entry.content for entry in body if isinstance(entry, Junk)] == []
    assert WORDS.keys(locale) == set(values_of(locale))
    assert [key for key in WORDS.keys(locale) if WORDS._pattern(locale, key) is None] == []


@pytest.mark.parametrize("locale", WORDS.locales)
def test_every_language_has_every_paragraph(locale: str) -> None:
    assert WORDS.keys(locale) ^ WORDS.keys("en") == set()


@pytest.mark.parametrize("locale", WORDS.locales)
def test_every_language_uses_the_values_that_english_uses(locale: str) -> None:
    for key, values in values_of(locale).items():
        # A paragraph that English lacks is the concern of the test above.
        assert values == ENGLISH.get(key, values), f"{locale}.ftl: {key}"


@pytest.mark.parametrize("locale", WORDS.locales)
def test_no_paragraph_stands_twice(locale: str) -> None:
    body = FluentParser().parse((FOLDER / f"{locale}.ftl").read_text(encoding="utf-8")).body
    names = [entry.id.name for entry in body if isinstance(entry, Message)]
    assert sorted(names) == sorted(set(names))


def _calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield path, node, name


def test_every_problem_in_the_code_can_be_told() -> None:
    raised = {
        (str(node.args[0].value), path.name)
        for path, node, name in _calls()
        if name == "Problem" and node.args and isinstance(node.args[0], ast.Constant)
    }
    assert len(raised) > 30  # the search itself works
    missing = {(key, file) for key, file in raised if not WORDS.has(f"problem-{key}")}
    assert missing == set()


def test_every_paragraph_that_is_asked_for_by_name_is_there() -> None:
    asked = {
        (argument.value, path.name)
        for path, node, name in _calls()
        if name in SPOKEN
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "-" in argument.value
    }
    assert len(asked) > 60
    assert {(key, file) for key, file in asked if not WORDS.has(key)} == set()


def test_a_problem_gets_the_values_its_sentence_needs() -> None:
    always = {"reference", "pincel"}  # the dispatcher adds the one, the command line the other
    for path, node, name in _calls():
        if name != "Problem" or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        given = {keyword.arg for keyword in node.keywords}
        if None not in given:  # **details can not be read here
            key = str(node.args[0].value)
            assert ENGLISH.get(f"problem-{key}", set()) - always <= given, f"{path.name}:{node.lineno} {key}"
