"""A typed line as those read it whose chat has a field for each option: `/imagine prompt:a red fox ratio:3:2`."""

import re
from collections.abc import Mapping

from commands.core.command import Command
from commands.core.parse import parse
from commands.core.words import Words
from storage.problem import Problem

_OPTION = re.compile(r"--(?P<name>[^\W\d_][\w-]*)")
_SAID = {"yes": "True", "no": "False"}


def filled_in(line: str, menu: Mapping[str, Command], words: Words, locale: str) -> str:
    """The line with its options by name in that language; an option alone ("--ratio") without its dashes.

    What is no line of a listed command stays as it is.
    """
    alone = _OPTION.fullmatch(line)
    if alone is not None:
        return alone["name"]
    try:
        typed = parse(line, menu, words)
    except Problem:
        return _OPTION.sub(r"\g<name>:", line) if line.startswith("/") else line  # an option that is only named
    if typed is None or not typed.command.listed:
        return line
    fields = [
        f"{option.name_in(words, locale)}:{_SAID.get(value, value) if option.type is bool else value}"
        for option in typed.command.options
        if (value := typed.given.get(option.name)) is not None
    ]
    return " ".join([f"/{typed.command.name}", *fields])
