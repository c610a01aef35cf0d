r"""The house's small markdown: `**bold**`, `` `code` ``, and `\` before a sign that is meant as itself."""

import re
from collections.abc import Iterator

# Signs with a meaning on some face (Discord's among them); a dash or hash only matters where a line begins.
_SPECIAL = re.compile(r"[\\*`_~|<>\[\]@]|^[-#]", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*`_~|<>\[\]@#-])")
_PIECES = re.compile(r"\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|`(?P<code>(?:\\.|[^`\\])+)`", re.DOTALL)


class Markup(str):
    """Text that is the house's markdown already, so that it is not escaped a second time."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """Words of a person, so that no face takes them for markup."""
    return Markup(_SPECIAL.sub(lambda sign: "\\" + sign[0], text))


def unescape(text: str) -> str:
    """The plain text again."""
    return _ESCAPED.sub(r"\1", text)


def spans(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of `text` as (style, plain text), style one of "plain", "bold", "code": what a face needs to render a reply."""
    end = 0
    for piece in _PIECES.finditer(text):
        # A sign that is itself escaped opens nothing.
        if (len(text[: piece.start()]) - len(text[: piece.start()].rstrip("\\"))) % 2:
            continue
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
