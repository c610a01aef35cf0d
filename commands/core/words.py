"""Everything a person reads, in their language: the Fluent files of `commands/locales/`."""

import re
from collections.abc import Mapping
from pathlib import Path

import structlog
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk

from commands.core.markup import Markup, escape

FOLDER = Path(__file__).parent.parent / "locales"
FALLBACK = "en"
_ATTRIBUTE = re.compile(r"^(?P<message>[^.]+)\.(?P<attribute>.+)$")
_log = structlog.get_logger(__name__)


class Words:
    """Paragraphs by language and key. A language is one file, named by its code; `en` is the fallback."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._bundles = {locale: _bundle(locale, text) for locale, text in texts.items()}

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
        return self._pattern(locale, key) is not None

    def keys(self, locale: str = FALLBACK) -> frozenset[str]:
        """All keys of a language, attributes as `paragraph.attribute`."""
        found = set()
        for name, message in self._bundles[locale]._messages.items():  # noqa: SLF001 - the library offers no list of its messages
            if message.value is not None:
                found.add(name)
            found.update(f"{name}.{attribute}" for attribute in message.attributes)
        return frozenset(found)

    def say(self, locale: str, key: str, **values: object) -> Markup:
        """The paragraph in that language, else in English. Text values are escaped unless they are Markup already.

        A missing paragraph or value is a mistake of ours: it is logged, and the person sees the rest.
        """
        for code in (locale, FALLBACK):
            pattern = self._pattern(code, key)
            if pattern is None:
                continue
            bundle = self._bundles[code]
            text, errors = bundle.format_pattern(pattern, {name: _value(value) for name, value in values.items()})
            if errors:
                _log.error("words.broken", key=key, locale=code, errors=[str(error) for error in errors])
            return Markup(text)
        _log.error("words.missing", key=key, locale=locale)
        return escape(key)

    def _pattern(self, locale: str, key: str) -> Pattern | None:
        bundle = self._bundles.get(locale)
        if bundle is None:
            return None
        part = _ATTRIBUTE.match(key)
        name = part["message"] if part else key
        if not bundle.has_message(name):
            return None
        message = bundle.get_message(name)
        return message.attributes.get(part["attribute"]) if part else message.value


def _bundle(locale: str, text: str) -> FluentBundle:
    # Isolation marks would end up in file names, alt texts and tokens that people copy; the faces handle direction.
    bundle = FluentBundle([locale, FALLBACK], use_isolating=False)
    resource = FluentParser().parse(text)
    broken = [entry for entry in resource.body if isinstance(entry, Junk)]
    if broken:
        # The library would drop them in silence, and a person would read a bare key.
        raise ValueError(f"{locale}.ftl: {broken[0].annotations[0].message} in {(broken[0].content or '')[:120]!r}")
    bundle.add_resource(resource)
    return bundle


def _value(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return escape(value)
