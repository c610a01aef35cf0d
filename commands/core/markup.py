r"""The house's small markdown: `**bold**`, `` `code` ``, and `\` before a literal `*`, `` ` `` or `\`."""

import re
from collections.abc import Iterator

_SPECIAL = re.compile(r"([\\*`_~|<>\[\]@#:-])")
_ESCAPED = re.compile(r"\\([\\*`_~|<>\[\]@#:-])")
_PIECES = re.compile(r"\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|`(?P<code>(?:\\.|[^`\\])+)`", re.DOTALL)


def escape(text: str) -> str:
    """Words of a person, so that no face takes them for markup (Discord's special signs and mentions included)."""
    return _SPECIAL.sub(r"\\\1", text)


def unescape(text: str) -> str:
    """The plain text again."""
    return _ESCAPED.sub(r"\1", text)


def spans(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of `text` as (style, plain text), style one of "plain", "bold", "code": what a face needs to render a reply."""
    end = 0
    for piece in _PIECES.finditer(text):
        if piece.start() > end:
            yield "plain", unescape(text[end : piece.start()])
        style = "bold" if piece["bold"] is not None else "code"
        yield style, unescape(piece[style])
        end = piece.end()
    if end < len(text):
        yield "plain", unescape(text[end:])


def plain(text: str) -> str:
    """A reply's text without any markup."""
    return "".join(piece for _, piece in spans(text))
