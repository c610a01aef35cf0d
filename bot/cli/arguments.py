"""Reading a command line with argparse, but in the person's language and with a sentence for every mistake."""

import argparse
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final, NoReturn

from bot.cli.program import program
from commands.core.names import Listed
from storage.problem import Problem

WIDE: Final = 80
Say = Callable[..., str]
_OPTION = re.compile(r"argument ([^:]+):")


class _Layout(argparse.HelpFormatter):
    """Help with a translated heading, in lines of that many cells; 26 columns leave room for the longest option."""

    def __init__(self, prog: str, heading: str, width: int = WIDE) -> None:
        super().__init__(prog, max_help_position=26, width=width)
        self._heading = heading

    def _split_lines(self, text: str, width: int) -> list[str]:
        from bot.terminal.prose import folds  # noqa: PLC0415 - the library behind it takes 80 ms, and a bot that runs shows no help

        # argparse counts signs, of which Chinese ones take two cells, and knows no place but a blank to part them.
        ends = [0, *folds(text, width), len(text)]
        return [text[begin:end].rstrip() for begin, end in pairwise(ends)]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._heading + ": " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """The arguments of one command. `cli-<command>` is what it does, its attributes describe the arguments."""

    def __init__(self, command: str, say: Say) -> None:
        heading = say("cli-usage")
        super().__init__(
            prog=f"{program()} {command}",
            description=say(f"cli-{command}"),
            formatter_class=lambda prog: _Layout(prog, heading),
            add_help=False,
            allow_abbrev=False,
        )
        self._command = command
        self._tell = say
        self._given = self.add_argument_group(say("cli-arguments"))
        self._options = self.add_argument_group(say("cli-options"))
        self._options.add_argument("-h", "--help", action="help", help=say("cli-help"))

    def given(self, name: str, *, many: bool = False) -> None:
        """An argument without a name before it; whether it is there at all is checked by `needed`."""
        self._given.add_argument(name, metavar=name.upper(), nargs="*" if many else "?", help=self._help(name))

    def option(self, name: str, *, many: bool = False) -> None:
        """`--name VALUE`, as text."""
        self._options.add_argument(
            f"--{name}",
            metavar=name.upper(),
            action="append" if many else "store",
            default=[] if many else None,
            help=self._help(name),
        )

    def flag(self, name: str) -> None:
        """`--name`."""
        self._options.add_argument(f"--{name}", action="store_true", help=self._help(name))

    def read(self, argv: Sequence[str]) -> argparse.Namespace:
        """The arguments. Raises Problem "cli-unknown-option", "cli-needs", "cli-too-much"."""
        # argparse would cut its own, English heading off this line, by its length.
        layout = _Layout(self.prog, "", WIDE - len(self._tell("cli-usage")) - len("用法: "))
        layout.add_usage(None, self._actions, self._mutually_exclusive_groups, prefix="")
        self.usage = layout.format_help().strip().replace("%", "%%")
        known, rest = self.parse_known_intermixed_args(list(argv))
        for word in rest:
            if word.startswith("-"):
                raise Problem("cli-unknown-option", command=self._command, given=word[:40], nearest=nearest(word, self._names()))
        if rest:
            raise Problem("cli-too-much", command=self._command, given=" ".join(rest)[:60])
        return known

    def error(self, message: str) -> NoReturn:
        """All that argparse itself finds here is an option without its value, or a flag with one."""
        found = _OPTION.search(message)
        raise Problem("cli-needs", command=self._command, option=found[1].split("/")[-1] if found else message[:60])

    def _names(self) -> list[str]:
        return [name for action in self._actions for name in action.option_strings]

    def _help(self, name: str) -> str:
        return self._tell(f"cli-{self._command}.{name}").replace("%", "%%")


def needed(command: str, name: str, value: str | Sequence[str] | None) -> str:
    """A text that must be there. Raises Problem "cli-needs"."""
    if value is None or value == []:
        raise Problem("cli-needs", command=command, option=name)
    return value if isinstance(value, str) else " ".join(value)


def one_of(option: str, given: str, choices: Iterable[str]) -> str:
    """A text from a list, small or large. Raises Problem "unknown-choice"."""
    known = list(choices)
    if given.strip().casefold() not in known:
        raise Problem("unknown-choice", option=option, given=given[:40], choices=Listed(known, "or"))
    return given.strip().casefold()


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like a mistyped one, or "none"."""
    return next(iter(difflib.get_close_matches(word.casefold(), known, n=1, cutoff=0.5)), "none")
