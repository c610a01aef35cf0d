"""Telegram's HTML, as its server reads it."""

from html.parser import HTMLParser
from typing import Any

from bot.telegram.render import units

_TAGS = {"b": "bold", "code": "code", "a": "text_link", "tg-time": "date_time", "tg-spoiler": "spoiler"}


class Html(HTMLParser):
    """Reads Telegram's HTML as its server does: the plain text, its entities, and ValueError for tags it does not know."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise ValueError(f'Unsupported start tag "{tag}" at byte offset 0')
        entity: dict[str, Any] = {"type": _TAGS[tag], "offset": units(self.text)}
        given = dict(attrs)
        if tag == "a":
            entity["url"] = given["href"]
        if tag == "tg-time":
            entity["unix_time"] = int(given["unix"] or 0)
        self._open.append(entity)

    def handle_endtag(self, tag: str) -> None:
        entity = self._open.pop()
        if entity["type"] != _TAGS.get(tag):
            raise ValueError("unmatched end tag")
        entity["length"] = units(self.text) - entity["offset"]
        self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data
