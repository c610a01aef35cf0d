"""Typed commands: `/imagine a red fox --ratio 3:2 --count 2` becomes a name and texts by option."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from commands.core.command import Command, called, nearest_command
from commands.core.words import Words
from storage.problem import Problem

_NAME = re.compile(r"/(?P<name>[\w-]{1,32})(?:@\w+)?(?=\s|$)")
# Phones turn two dashes into one long one, and some people type just one; a dash inside a sentence (" -- ", "--5") is no option.
_FLAG = re.compile(r"(?:--|——|\uff0d\uff0d|—|–|-)(?P<name>[^\W\d_][\w-]*)(?:[=\uff1d](?P<value>.*))?", re.DOTALL)
_QUOTES = {'"': '"', "“": "”", "«": "»", "「": "」"}
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a typed line asks for."""

    command: Command
    given: dict[str, str]


def parse(line: str, menu: Mapping[str, Command], words: Words | None = None) -> Typed | None:
    """The command in a line, or None when the line is ordinary talk; with `words`, names count in any language.

    Raises Problem "unknown-command", "unknown-option", "option-needs-value" or "too-many-words".
    """
    line = slashed(line)
    head = _NAME.match(line)
    if head is None:
        return None
    name = head["name"].lower()
    command = called(name, menu, words)
    if command is None:
        near = nearest_command(name, menu, words)
        if near == "none" and not name.isascii():
            return None  # nobody meant one
        raise Problem("unknown-command", given=name, nearest=near)
    given: dict[str, str] = {}
    loose = _flags(_words(line[head.end() :]), command, given, words)
    _place(loose, command, given, words)
    return Typed(command, given)


def spoken(line: str) -> tuple[str, ...]:
    """What somebody may have said in a typed line, whatever is wrong with it: with its first word, without, and up to an option."""
    told = slashed(line).removeprefix("/").strip()
    rest = told.partition(" ")[2]
    words = (told, rest, rest.split(" --")[0], rest.split(" —")[0])
    return tuple(dict.fromkeys(one for one in words if one.strip()))


def slashed(text: str) -> str:
    """The text without blanks before it; the wide slash of Chinese keyboards becomes a plain one."""
    text = text.lstrip()
    return f"/{text[1:]}" if text.startswith("\uff0f") else text


def quoted(text: str) -> str:
    """Text in such quotes that `parse` reads it back as it is; as it stands when it holds every kind of quote itself."""
    return next((f"{opening}{text}{closing}" for opening, closing in _QUOTES.items() if closing not in text), text)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    quoted: bool = False


def _words(text: str) -> list[_Word]:
    """Split at blanks; a quote that opens a word keeps its blanks up to the closing one, an unclosed quote is just a sign."""
    words, at = [], 0
    while (start := _WORD.search(text, at)) is not None:
        opening, begin = text[start.start()], start.start() + 1
        closing = text.find(_QUOTES[opening], begin) if opening in _QUOTES else -1
        if closing >= begin and (closing + 1 == len(text) or text[closing + 1].isspace()):
            words.append(_Word(text[begin:closing], quoted=True))
            at = closing + 1
        else:
            words.append(_Word(start[0]))
            at = start.end()
    return words


def _flag(word: _Word, command: Command, words: Words | None) -> re.Match[str] | None:
    """The option in a word: whatever two dashes stand before; an aside —like this one— only where it is an option's name."""
    flag = None if word.quoted else _FLAG.fullmatch(word.text)
    if flag is None or word.text.startswith("--") or any(option.answers_to(_named(flag), words) for option in command.options):
        return flag
    return None


def _named(flag: re.Match[str]) -> str:
    return flag["name"].replace("-", "_").lower()


def _flags(typed: list[_Word], command: Command, given: dict[str, str], words: Words | None) -> list[str]:
    """Take `--name value` pairs into `given`; what is left are the loose words."""
    loose: list[str] = []
    queue = list(reversed(typed))
    while queue:
        word = queue.pop()
        flag = _flag(word, command, words)
        if flag is None:
            loose.append(word.text)
            continue
        name = _named(flag)
        option = command.option(name, words)
        value = flag["value"]
        if value is None and option.type is bool:
            value = queue.pop().text if queue and option.reads(queue[-1].text) else "yes"
        elif value is None:
            if not queue or _flag(queue[-1], command, words) is not None:
                raise Problem("option-needs-value", option=option.called)
            value = queue.pop().text
        given[option.name] = value
    return loose


def _place(loose: list[str], command: Command, given: dict[str, str], words: Words | None) -> None:
    """Loose words fill the options in order: one word each, and free text takes all that are left.

    A number that is none of an option's choices is for the next option that takes one: `/report 12 scary` is `/report scary 12`.
    """
    rest, free = list(loose), [option for option in command.options if option.name not in given]
    while rest and free:
        option = free[0]
        if option.choices and not option.reads(rest[0], words):
            option = next((later for later in free if later.type is int and later.reads(rest[0])), option)
        free.remove(option)
        if option.takes_the_rest:
            given[option.name], rest = " ".join(rest), []
        elif option.type is not bool or option.reads(rest[0]):
            given[option.name] = rest.pop(0)
        # Else it is a word too many: nobody who typed it knows of an option that must be yes or no.
    if rest:
        raise Problem("too-many-words", command=command.name, given=" ".join(rest)[:60])
