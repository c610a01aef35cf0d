"""Everything a person reads, in their language: the Fluent files of `commands/locales/`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import structlog
from fluent.runtime import FluentBundle
from fluent.runtime.prepare import Compiler
from fluent.runtime.resolver import Message, Pattern, Placeable, TextElement, VariableReference
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message as FluentMessage

from commands.core.markup import Markup, escape, plain
from commands.core.names import Listed, Name, clashes, folded

FOLDER = Path(__file__).parent.parent / "locales"
FALLBACK = "en"
_VALUE: Final = re.compile(r"[^=]*=(?!\s*(?:$|\.))")  # something before the first attribute
_ATTRIBUTE: Final = re.compile(r"^[ ]+\.([\w-]+)[ ]*=", re.MULTILINE)
_log = structlog.get_logger(__name__)


class Words:
    """Paragraphs by language and key. A language is one file, named by its code; `en` is the fallback.

    Each paragraph is kept as it is written and parsed when it is first said (half a millisecond): all of them parsed would be
    10 MiB and a second of every start, for words of which a day needs few. So no paragraph refers to another one. What a language
    does with numbers is loaded with its first sentence that chooses or counts: 5 MiB for the first
    of them.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._bundles: dict[str, FluentBundle] = {}
        self._written = {locale: dict(_paragraphs(text)) for locale, text in texts.items()}
        self._patterns: dict[str, dict[str, Pattern]] = {locale: {} for locale in texts}

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Words":
        """The languages of a folder of `*.ftl` files."""
        return cls({path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ftl"))})

    @property
    def locales(self) -> tuple[str, ...]:
        """Codes of the languages there are, the fallback first."""
        return tuple(sorted(self._written, key=lambda code: (code != FALLBACK, code)))

    def match(self, tag: str | None) -> str | None:
        """The language for a client's tag ("es-419", "zh_TW", "pt-BR"); None where there is none."""
        code = (tag or "").replace("_", "-").split("-")[0].lower()
        return code if code in self._written else None

    def first(self, *tags: str | None) -> str:
        """The language of the first of these tags that is one of ours; else English."""
        return next((code for tag in tags if (code := self.match(tag))), FALLBACK)

    def called(self, text: str) -> str | None:
        """The language that a person names: by its code, or as any of the languages calls it ("español", "Spanish", "西班牙语")."""
        named = folded(text)
        by_name = (code for code in self.locales if named in (folded(word) for word in self.heard(f"language-{code}")))
        return next(by_name, None) or self.match(text.strip())

    def heard(self, key: str) -> tuple[str, ...]:
        """The single words of `heard-<key>`: how people of all languages call it."""
        return tuple(word for said in self.everywhere(f"heard-{key}") for word in said.split())

    def digits(self, text: str) -> str:
        """A small number in words as digits ("two", "dos", "二" -> "2"); any other text as it is."""
        for said in self.everywhere("heard-numbers"):
            if folded(text) in (numbers := said.split()):
                return str(numbers.index(folded(text)) + 1)
        return text

    def has(self, key: str, locale: str = FALLBACK) -> bool:
        """Whether the paragraph (or `paragraph.attribute`) stands in that language's own file."""
        return key in self._written.get(locale, {})

    def keys(self, locale: str = FALLBACK) -> frozenset[str]:
        """All keys of a language, attributes as `paragraph.attribute`."""
        return frozenset(self._written[locale])

    def say(self, locale: str, key: str, **values: object) -> Markup:
        """The paragraph in that language, else in English. Text values are escaped unless they are Markup already.

        Names and lists (`names.py`) are said as that language says them.

        A missing or broken paragraph or value is a mistake of ours: it is logged, and the person sees the rest.
        """
        for code in (locale, FALLBACK):
            pattern = self._pattern(code, key)
            if pattern is None:
                continue
            given = {name: self._value(locale, value) for name, value in values.items()}
            filled = _filled(pattern, given)
            if filled is not None:
                return Markup(filled)
            text, errors = self._bundle(code).format_pattern(pattern, given)
            if errors:
                _log.error("words.broken", key=key, locale=code, errors=[str(error) for error in errors])
            return Markup(text)
        _log.error("words.missing", key=key, locale=locale)
        return escape(key)

    def name(self, locale: str, name: Name) -> str:
        """What that language calls an option or a choice, as plain text; the program's own name where it has no word for it."""
        return plain(self._value(locale, name))

    def everywhere(self, key: str) -> tuple[str, ...]:
        """A paragraph without values in every language that has it, as plain text."""
        return tuple(plain(self.say(code, key)) for code in self.locales if self.has(key, code))

    def _bundle(self, locale: str) -> FluentBundle:
        if locale not in self._bundles:
            self._bundles[locale] = FluentBundle([locale, FALLBACK], use_isolating=False)
        return self._bundles[locale]

    def _pattern(self, locale: str, key: str) -> Pattern | None:
        found = self._patterns.get(locale, {}).get(key)
        if found is None and self.has(key, locale):
            # The compiler alone: a bundle would keep the syntax tree beside what it makes of it.
            for entry in FluentParser(with_spans=False).parse(self._written[locale][key]).body:
                if isinstance(entry, FluentMessage):
                    self._patterns[locale] |= _patterns(entry.id.name, Compiler()(entry))
            found = self._patterns[locale].get(key)
            if found is None:
                _log.error("words.unreadable", key=key, locale=locale)
        return found

    def _value(self, locale: str, value: object) -> Any:
        if isinstance(value, Name):
            return self.say(locale, value.key) if self.has(value.key) else escape(value)
        if isinstance(value, Listed):
            return self._row(locale, value)
        return escape(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    def _row(self, locale: str, listed: Listed) -> Markup:
        items = [Markup(self._value(locale, item)) for item in listed.items]
        row = items[0] if items else Markup()
        for item in items[1:]:
            last = item is items[-1] and listed.joint != "comma"
            key = f"list-{listed.joint}" if last else "list-comma"
            row = self.say(locale, f"{key}.clash" if last and clashes(listed.joint, plain(item)) else key, before=row, item=item)
        return row


def _filled(pattern: object, values: Mapping[str, object]) -> str | None:
    """A paragraph of nothing but text and texts to be filled in; None for one that needs to know the language's rules."""
    pieces = []
    elements: Sequence[object] = pattern.elements if isinstance(pattern, Pattern) else (pattern,)
    for element in elements:
        if isinstance(element, TextElement):
            pieces.append(element.value)
            continue
        wanted = element.expression if isinstance(element, Placeable) else None
        value = values.get(wanted.id.name) if isinstance(wanted, VariableReference) else None
        if not isinstance(value, str):
            return None
        pieces.append(value)
    return "".join(pieces)


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Each key of a file, attributes as `paragraph.attribute`, with the paragraph in which it stands."""
    for block in re.split(r"^(?=[a-zA-Z#])", text, flags=re.MULTILINE):  # further lines are indented or close a brace
        if not block[:1].isalpha():
            continue
        name = block.partition("=")[0].strip()
        if _VALUE.match(block):
            yield name, block
        for attribute in _ATTRIBUTE.findall(block):
            yield f"{name}.{attribute}", block


def _patterns(name: str, message: Message) -> Iterator[tuple[str, Pattern]]:
    if message.value is not None:
        yield name, message.value
    for attribute, pattern in message.attributes.items():
        yield f"{name}.{attribute}", pattern
