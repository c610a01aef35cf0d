"""Everything a person reads, in their language: the Fluent files of `commands/locales/`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import structlog
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Resource
from fluent.syntax.ast import Message as FluentMessage

from commands.core.markup import Markup, escape

FOLDER = Path(__file__).parent.parent / "locales"
FALLBACK = "en"
_log = structlog.get_logger(__name__)


class Words:
    """Paragraphs by language and key. A language is one file, named by its code; `en` is the fallback."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._bundles = {locale: FluentBundle([locale, FALLBACK], use_isolating=False) for locale in texts}
        self._patterns: dict[str, dict[str, Pattern]] = {}
        for locale, text in texts.items():
            resource = _parsed(locale, text)
            bundle = self._bundles[locale]
            bundle.add_resource(resource)
            self._patterns[locale] = dict(_patterns(bundle, resource))

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Words":
        """The languages of a folder of `*.ftl` files."""
        return cls({path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ftl"))})

    @property
    def locales(self) -> tuple[str, ...]:
        """Codes of the languages there are, the fallback first."""
        return tuple(sorted(self._bundles, key=lambda code: (code != FALLBACK, code)))

    def match(self, tag: str | None) -> str | None:
        """The language for a client's tag ("es-419", "zh_TW", "pt-BR"); None where there is none."""
        code = (tag or "").replace("_", "-").split("-")[0].lower()
        return code if code in self._bundles else None

    def has(self, key: str, locale: str = FALLBACK) -> bool:
        """Whether the paragraph (or `paragraph.attribute`) stands in that language's own file."""
        return key in self._patterns.get(locale, {})

    def keys(self, locale: str = FALLBACK) -> frozenset[str]:
        """All keys of a language, attributes as `paragraph.attribute`."""
        return frozenset(self._patterns[locale])

    def say(self, locale: str, key: str, **values: object) -> Markup:
        """The paragraph in that language, else in English. Text values are escaped unless they are Markup already.

        A missing paragraph or value is a mistake of ours: it is logged, and the person sees the rest.
        """
        for code in (locale, FALLBACK):
            pattern = self._patterns.get(code, {}).get(key)
            if pattern is None:
                continue
            bundle = self._bundles[code]
            text, errors = bundle.format_pattern(pattern, {name: _value(value) for name, value in values.items()})
            if errors:
                _log.error("words.broken", key=key, locale=code, errors=[str(error) for error in errors])
            return Markup(text)
        _log.error("words.missing", key=key, locale=locale)
        return escape(key)


def _parsed(locale: str, text: str) -> Resource:
    resource = FluentParser().parse(text)
    broken = [entry for entry in resource.body if isinstance(entry, Junk)]
    if broken:
        # The library would drop them in silence, and a person would read a bare key.
        raise ValueError(f"{locale}.ftl: {broken[0].annotations[0].message} in {(broken[0].content or '')[:120]!r}")
    return resource


def _patterns(bundle: FluentBundle, resource: Resource) -> Iterator[tuple[str, Pattern]]:
    for entry in resource.body:
        if isinstance(entry, FluentMessage):
            message = bundle.get_message(entry.id.name)
            if message.value is not None:
                yield entry.id.name, message.value
            for name, pattern in message.attributes.items():
                yield f"{entry.id.name}.{name}", pattern


def _value(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return escape(value)
