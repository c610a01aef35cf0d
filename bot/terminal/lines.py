"""What a typed line means in the terminal."""

import re
from dataclasses import dataclass, replace

_AS = re.compile(r"as\s+(?P<name>[^\s:：][^:：]{0,40}?)\s*[:：]\s*(?P<rest>.*)|as\s+(?P<only>[^\s:：]+)", re.IGNORECASE | re.DOTALL)
_PRESS = re.compile(r"#?(?P<number>\d{1,2})")
_VOTE = re.compile(r"vote\s+(?P<variant>\d{1,2})", re.IGNORECASE)
_END = frozenset({"exit", "quit", "/exit", "/quit"})


@dataclass(frozen=True, slots=True)
class Line:
    """What a line means. `who`: named by `as`, else the current person; exactly one of the others is set, or none (a switch)."""

    who: str | None = None
    text: str | None = None
    button: str | None = None
    variant: int | None = None
    end: bool = False


def read_line(line: str) -> Line | None:
    """`as bob: vote 2`, `#3`, `3`, `vote 2`, `as bob`, `exit`, a command or talk; None for an empty line."""
    text = line.strip()
    if not text:
        return None
    named = _AS.fullmatch(text)
    if named is None:
        return _doing(text)
    if named["only"]:
        return Line(who=named["only"])
    return replace(_doing(named["rest"].strip()), who=named["name"])


def _doing(text: str) -> Line:
    if text.casefold() in _END:
        return Line(end=True)
    if (press := _PRESS.fullmatch(text)) is not None:
        return Line(button=press["number"])
    if (vote := _VOTE.fullmatch(text)) is not None:
        return Line(variant=int(vote["variant"]))
    return Line(text=text or None)


def spoken(typed: str) -> str:
    """The line without the name of who says it."""
    named = _AS.fullmatch(typed.strip())
    return (named["rest"] or "") if named else typed.strip()
