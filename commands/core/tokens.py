"""Tokens: a command with its arguments filled in, as the text a button carries."""

import re

from storage.problem import Problem

# Telegram allows 64 bytes in a callback, Discord 100 characters in a custom id: the smaller rules.
LIMIT_BYTES = 64
_PART = re.compile(r"[A-Za-z0-9._+-]*")


def token(command: str, *arguments: object) -> str:
    """`token("vote", 48213, 2)` is "vote:48213:2". Arguments stand in the order of the command's options; None is left empty.

    Raises ValueError for what does not fit: that is a mistake of the command, not of a person.
    """
    parts = [command, *("" if argument is None else str(argument) for argument in arguments)]
    if not all(_PART.fullmatch(part) for part in parts):
        raise ValueError(f"A token takes letters, digits and . _ + - only: {parts}")
    text = ":".join(parts)
    if len(text) > LIMIT_BYTES:
        raise ValueError(f"A token takes at most {LIMIT_BYTES} bytes: {text}")
    return text


def parts_of(text: str) -> tuple[str, tuple[str, ...]]:
    """(command, arguments) of a token as it came back from a chat, which anybody may have forged.

    Raises Problem "button-broken".
    """
    parts = text.split(":")
    if len(text) > LIMIT_BYTES or not parts[0] or not all(_PART.fullmatch(part) for part in parts):
        raise Problem("button-broken")
    return parts[0], tuple(parts[1:])
