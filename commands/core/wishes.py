"""What somebody asked for when their words were refused: enough of it to go on from there, without the words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from commands.core.call import Attachment, Call
from generation.safety.disguises import clean

LONGEST = 100  # signs that a case has room for
WORDS = ("prompt", "text")  # options whose words are for others to see; what somebody wants left out is not among them
_SIMPLE = re.compile(r"[\w:.,/-]{1,32}")
_PICTURES = "+"


@dataclass(frozen=True, slots=True)
class Wish:
    """A command, the option whose words were refused, and its other options as texts. `whole`: nothing of it was lost."""

    command: str
    option: str
    given: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True

    def __str__(self) -> str:
        """As a case keeps it: "imagine prompt ratio=3:2"; without its options where they are too long."""
        flags = [f"{name}={value}" for name, value in self.given.items()]
        line = " ".join([self.command, self.option, *flags])
        if len(line) > LONGEST or not self.whole:
            return f"{self.command} {self.option} {_PICTURES}"
        return line

    @classmethod
    def read(cls, line: str) -> "Wish | None":
        """The wish that a case kept; None for a line that is none."""
        command, _, rest = line.partition(" ")
        option, *flags = rest.split() or [""]
        if not command or not option:
            return None
        if flags == [_PICTURES]:
            return cls(command, option, whole=False)
        given = {name: value for name, _, value in (flag.partition("=") for flag in flags)}
        return cls(command, option, given)


def refused_in(call: Call, words: str) -> Wish | None:
    """The wish in which a person gave these very words just now; None: they are of somebody else, or of another day."""
    texts = {name: value for name, value in call.arguments.items() if isinstance(value, str)}
    option = next((name for name, value in texts.items() if tidy(value) == tidy(words)), None)
    if option is None:
        return None
    options = call.menu[call.command].options
    others = [(one, call.arguments.get(one.name)) for one in options if one.name != option]
    changed = [(one, value) for one, value in others if value is not None and value != one.default]
    given = {one.name: text for one, value in changed if (text := _text(value))}
    pictures = bool(call.sender.attachments) or any(isinstance(value, Attachment) for _, value in changed)
    return Wish(call.command, option, given, whole=not pictures and len(given) == len(changed))


def tidy(words: str) -> str:
    """Words as they go on to a painter: without signs that nobody sees, on one line."""
    return " ".join(clean(words).split())


def _text(value: object) -> str:
    said = ("yes" if value else "no") if isinstance(value, bool) else str(value.value if isinstance(value, Enum) else value)
    return said if _SIMPLE.fullmatch(said) else ""
