r"""The house's small markdown: `**bold**`, `` `code` ``, `||veiled||`, `<t:1795285800:t>` for a moment, `\` before a plain sign."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

# Signs with a meaning on some face (Discord's among them); a dash or hash only matters where a line begins.
_SPECIAL = re.compile(r"[\\*`_~|<>\[\]@]|^[-#]", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*`_~|<>\[\]@#-])")
_PIECES = re.compile(
    r"\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|`(?P<code>(?:\\.|[^`\\])+)`|\|\|(?P<veiled>(?:\\.|[^|\\])+)\|\|"
    r"|<t:(?P<second>\d{1,11}):(?P<form>[tf])>",
    re.DOTALL,
)
SPAN_HOURS = 2  # from here on hours are said, below it minutes
SPAN_DAYS = 2


class Markup(str):
    """Text that is the house's markdown already, so that it is not escaped a second time."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """Words of a person, so that no face takes them for markup."""
    return Markup(_SPECIAL.sub(lambda sign: "\\" + sign[0], text))


def unescape(text: str) -> str:
    """The plain text again."""
    return _ESCAPED.sub(r"\1", text)


def instant(moment: datetime, *, day: bool) -> Markup:
    """A moment for people of any time zone, with its day or the hour alone; written as Discord writes it."""
    return Markup(f"<t:{int(moment.timestamp())}:{'f' if day else 't'}>")


def left_until(moment: datetime, now: datetime) -> dict[str, int | str]:
    """How long it is until a moment, as the words want it: `unit` and `count`."""
    minutes = max(1, round((moment - now).total_seconds() / 60))
    if minutes < SPAN_HOURS * 60:
        return {"unit": "minutes", "count": minutes}
    if minutes < SPAN_DAYS * 24 * 60:
        return {"unit": "hours", "count": round(minutes / 60)}
    return {"unit": "days", "count": round(minutes / 60 / 24)}


def in_utc(moment: datetime, day: bool) -> str:
    """A moment where nobody knows the reader's time zone: "18:15 UTC", with `day` "2026-11-22 18:15 UTC"."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if day else f"{moment.astimezone(UTC):%H:%M} UTC"


Clock = Callable[[datetime, bool], str]


def spans(text: str, clock: Clock = in_utc) -> Iterator[tuple[str, str]]:
    """Pieces of `text` as (style, plain text), style one of "plain", "bold", "code", "veiled": what a face needs to render a reply.

    "veiled" is for who wants to read it only: a face shows it at a touch, or at least sets it apart.

    `clock` says moments; a face that knows its people's time zone brings its own.
    """
    end = 0
    for piece in _PIECES.finditer(text):
        # A sign that is itself escaped opens nothing.
        if (len(text[: piece.start()]) - len(text[: piece.start()].rstrip("\\"))) % 2:
            continue
        if piece.start() > end:
            yield "plain", unescape(text[end : piece.start()])
        if piece["second"] is not None:
            yield "plain", clock(datetime.fromtimestamp(int(piece["second"]), UTC), piece["form"] == "f")
        else:
            style = next(name for name in ("bold", "code", "veiled") if piece[name] is not None)
            yield style, unescape(piece[style])
        end = piece.end()
    if end < len(text):
        yield "plain", unescape(text[end:])


def plain(text: str) -> str:
    """A reply's text without any markup."""
    return "".join(piece for _, piece in spans(text))
