"""What a typed line means in the terminal."""

import re
from dataclasses import dataclass, replace

_NAME = r"[^\s:：][^:：]{0,40}?"
_AS = re.compile(rf"as\s+(?P<name>{_NAME})\s*[:：]\s*(?P<rest>.*)|as\s+(?P<only>[^\s:：]+)", re.IGNORECASE | re.DOTALL)
# Only the bot hears it: `dm: ...`, `dm bob: ...`.
_ASIDE = re.compile(rf"(?:dm|md|私聊)(?:\s+(?P<name>{_NAME}))?\s*[:：]\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_PRESS = re.compile(r"\[?(?P<code>[a-z]{1,2}\d{1,2})\]?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}")
_VOTE = re.compile(r"(?:vote|vota|voto|投票?)\s*(?P<variant>\d{1,2})(?:\s+#(?P<set>\d{1,15}))?", re.IGNORECASE)
_END = frozenset({"exit", "quit", "/exit", "/quit", "salir", "退出"})


@dataclass(frozen=True, slots=True)
class Line:
    """What a line means. `who`: named by `as`, else the current person; `aside`: for the bot's ears only.

    Exactly one of the others is set, or none (a switch): `text` to say, `button` to press, `variant` (of the set `generation`, else
    of the newest ballot) to vote for, a bare `number`, `end`.
    """

    who: str | None = None
    text: str | None = None
    button: str | None = None
    variant: int | None = None
    generation: int | None = None
    number: int | None = None
    aside: bool = False
    end: bool = False


def read_line(line: str) -> Line | None:
    """`as bob: vote 2`, `a3`, `3`, `vote 2 #12`, `as bob`, `dm: /guess ...`, `exit`, a command or talk; None for an empty line."""
    text = line.strip()
    if not text:
        return None
    named = _AS.fullmatch(text)
    if named is None:
        return _doing(text)
    if named["only"]:
        return Line(who=named["only"])
    doing = _doing(named["rest"].strip())
    return replace(doing, who=doing.who or named["name"])


def _doing(text: str) -> Line:
    if text.casefold() in _END:
        return Line(end=True)
    if (aside := _ASIDE.fullmatch(text)) is not None:
        return Line(who=aside["name"], text=aside["rest"].strip() or None, aside=True)
    if (press := _PRESS.fullmatch(text)) is not None:
        return Line(button=press["code"].lower())
    if (vote := _VOTE.fullmatch(text)) is not None:
        return Line(variant=int(vote["variant"]), generation=int(vote["set"]) if vote["set"] else None)
    if _NUMBER.fullmatch(text):
        return Line(number=int(text))
    return Line(text=text or None)


def spoken(typed: str) -> str:
    """The line without the name of who says it, and without the sign that only the bot hears it."""
    named = _AS.fullmatch(typed.strip())
    text = (named["rest"] or "") if named else typed.strip()
    aside = _ASIDE.fullmatch(text)
    return aside["rest"] if aside else text
