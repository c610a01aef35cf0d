"""A command is its function's signature: names, types, ranges and defaults are read from it once."""

import difflib
import inspect
import types
import typing
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Final, Protocol, runtime_checkable

from commands.core.call import Attachment, Call
from commands.core.names import Listed, Name, folded
from commands.core.reply import Reply
from commands.core.words import FALLBACK, Words
from storage.problem import Problem

REQUIRED: Final = object()
_TRUE = frozenset({"1", "true", "yes", "on", "y", "sí", "si", "是", "开"})
_NEAR = 0.72  # "pistas" is "pista", but "what" is not "hat"
_SAME = 0.88  # "favorites" is "favourites", "favoritos" is "favoritas"
_ALIKE = 0.6  # "mdls" is "models", but "nada" is not "download", nor "bloquear" "quitar"
_SHORT = 3  # letters that are nearly those of many words: "foo" is not "foto", but "vot" is the beginning of "vote"
_FALSE = frozenset({"0", "false", "no", "off", "n", "否", "关"})


@dataclass(frozen=True, slots=True)
class Within:
    """Bounds of a number, both included: `Annotated[int, Within(1, 4)]`."""

    low: float
    high: float


# What a number without bounds of its own may be: the database has 64 bits, and a float holds these exactly.
STORABLE: Final = Within(-(2**53), 2**53)


@runtime_checkable
class Readable(Protocol):
    """A type of our own that reads itself from text, for example Ratio."""

    @classmethod
    def parse(cls, text: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command. `type` is str, int, float, bool, Attachment, an Enum or a Readable."""

    name: str
    type: type
    default: object
    within: Within | None = None

    @property
    def required(self) -> bool:
        return self.default is REQUIRED

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of an Enum, in its order; empty for other types."""
        return tuple(str(item.value) for item in self.type) if issubclass(self.type, Enum) else ()

    @property
    def called(self) -> Name:
        """Its name, which words say in each language."""
        return Name(self.name, f"option-{self.name}")

    def choice(self, value: str) -> Name:
        """One of its choices, which words say in each language."""
        return Name(value, f"option-{self.name}.{value}")

    def name_in(self, words: Words, locale: str) -> str:
        """Its name in that language: at most 32 lower-case letters, digits, - and _ of any script."""
        return words.name(locale, self.called)

    def choice_in(self, words: Words, locale: str, value: str) -> str:
        """One of its choices in that language, such as "acuarela" for "watercolour"."""
        return words.name(locale, self.choice(value))

    def answers_to(self, name: str, words: Words | None = None) -> bool:
        """Whether this is its name in the program or in any language."""
        known = (self.name, *(self._names(words) if words else ()))
        return folded(name) in map(folded, known)

    def _names(self, words: Words) -> tuple[str, ...]:
        """What it is called in every language, and what else people say for it."""
        return (*words.everywhere(self.called.key), *words.heard(self.called.key))

    @property
    def takes_the_rest(self) -> bool:
        """Free text takes all words that are left; everything else takes one."""
        return self.type is str

    def read(self, text: str, words: Words | None = None) -> object:
        """The value of what a person typed; with `words`, choices of an Enum by their name in any language.

        Raises Problem "not-a-number", "out-of-range" and their kin.
        """
        if self.type is str:
            return text
        if self.type is bool:
            return self._yes_or_no(text)
        if issubclass(self.type, Enum):
            return self._choice(text, words)
        if self.type in (int, float):
            return self._number(words.digits(text) if words else text)
        if issubclass(self.type, Readable):
            return self.type.parse(text)
        if (numbered := Attachment.numbered(text)) is not None:
            return numbered
        raise Problem("option-needs-file", option=self.called)

    def reads(self, text: str, words: Words | None = None) -> bool:
        """Whether this text is a value for this option."""
        try:
            self.read(text, words)
        except Problem:
            return False
        return True

    def _yes_or_no(self, text: str) -> bool:
        word = text.strip().casefold()
        if word in _TRUE | _FALSE:
            return word in _TRUE
        raise Problem("not-yes-or-no", option=self.called, given=text[:40])

    def _choice(self, text: str, words: Words | None) -> object:
        with suppress(ValueError):
            return self.type(text.strip().casefold())
        spelt = {folded(value): value for value in self.choices}
        for value in self.choices if words else ():
            for name in words.everywhere(self.choice(value).key) if words else ():
                spelt.setdefault(folded(name), value)
        near = difflib.get_close_matches(folded(text), spelt, n=1, cutoff=_SAME)
        if near:
            return self.type(spelt[near[0]])
        known = Listed(map(self.choice, self.choices), "or")
        raise Problem("unknown-choice", option=self.called, given=text[:40], choices=known)

    def _number(self, text: str) -> object:
        # Digits of other scripts count too: Chinese keyboards write them in full width.
        try:
            # More digits than this are out of every range here, and Python refuses thousands of them.
            value = self.type(text.strip().removeprefix("#")[:400])  # the bot itself writes "#12"
        except (ValueError, OverflowError):
            raise Problem("not-a-number", option=self.called, given=text[:40]) from None
        if self.within is None:
            if not STORABLE.low <= value <= STORABLE.high:
                raise Problem("number-too-large", option=self.called, given=text[:40])
            return value
        # Not "value < low or value > high": a NaN is neither.
        if not self.within.low <= value <= self.within.high:
            low, high = f"{self.within.low:g}", f"{self.within.high:.15g}"
            raise Problem("out-of-range", option=self.called, low=low, high=high, given=text[:40])
        return value


@dataclass(frozen=True, slots=True)
class Command:
    """A command as people call it.

    `moderators`: only those who moderate the room; `listed`: shown in menus and help; `private`: what it answers is for the caller
    only (a face must know before it runs); `asks`: options a form asks for when a button left them out; `in_breaks`: also for who
    is shut out of the room.
    """

    name: str
    function: Callable[..., Awaitable[Reply]]
    options: tuple[Option, ...]
    moderators: bool = False
    listed: bool = True
    private: bool = False
    asks: tuple[str, ...] = ()
    in_breaks: bool = False

    @classmethod
    def of(
        cls,
        function: Callable[..., Awaitable[Reply]],
        *,
        moderators: bool = False,
        listed: bool = True,
        private: bool = False,
        asks: tuple[str, ...] = (),
        in_breaks: bool = False,
    ) -> "Command":
        """Read a function `async def name(call: Call, ...) -> Reply`. Raises TypeError for a type no face can ask for."""
        hints = typing.get_type_hints(function, include_extras=True)
        parameters = list(inspect.signature(function).parameters.values())
        if not parameters or hints.get(parameters[0].name) is not Call:
            raise TypeError(f"{function.__name__} must take a Call first")
        options = tuple(_option(parameter, hints[parameter.name]) for parameter in parameters[1:])
        name = function.__name__.replace("_", "-")
        if unknown := set(asks) - {option.name for option in options}:
            raise TypeError(f"{name} has no options {sorted(unknown)} to ask for")
        return cls(name, function, options, moderators, listed, private, asks, in_breaks)

    def option(self, name: str, words: Words | None = None) -> Option:
        """The option of that name, with `words` in any language. Raises Problem "unknown-option" with the nearest name."""
        for option in self.options:
            if option.answers_to(name, words):
                return option
        raise Problem("unknown-option", command=self.name, given=name[:40], nearest=self._nearest(name, words))

    def _nearest(self, name: str, words: Words | None) -> str:
        # English first: what is near to a word of another language as well was hardly meant in it.
        by_name = {folded(option.name): option.called for option in self.options}
        for option in self.options if words else ():
            for other in words.everywhere(option.called.key) if words else ():
                by_name.setdefault(folded(other), option.called)
        return by_name.get(nearest(folded(name), list(by_name)), "none")

    def bind(self, given: Mapping[str, object], words: Words | None = None) -> dict[str, Any]:
        """Arguments of the function from texts (or attachments) by option name; None stands for "not given".

        With `words`, names and choices count in every language. Raises Problem as `Option.read` and `Command.option` do, and
        "option-missing" for a required one.
        """
        bound: dict[str, Any] = {}
        for name, value in given.items():
            option = self.option(name, words)
            if value is not None:
                bound[option.name] = option.read(value, words) if isinstance(value, str) else value
        for option in self.options:
            if option.name not in bound:
                if option.required:
                    raise Problem("option-missing", command=self.name, option=option.called)
                bound[option.name] = option.default
        return bound


def heard(menu: "Mapping[str, Command]", words: Words | None) -> dict[str, str]:
    """By what people call the listed commands in any language, the command: "ayuda" -> "help", "画" -> "imagine"."""
    listed = [command.name for command in menu.values() if command.listed]
    return {folded(word): name for name in listed for word in (name, *(words.heard(name) if words else ()))}


def called(name: str, menu: "Mapping[str, Command]", words: Words | None) -> "Command | None":
    """The command of this name or, with `words`, of a name in another language: "pista" -> hint, "猜" -> guess."""
    if (command := menu.get(name.lower())) is not None or words is None:
        return command
    # Plain English words ("stop", "delete") are commands of other bots in the room as well: those are only proposed.
    english = {folded(word) for one in menu if words.has(f"heard-{one}") for word in words.say(FALLBACK, f"heard-{one}").split()}
    command = None if folded(name) in english else menu.get(heard(menu, words).get(folded(name), ""))
    # "/borra 1" wants one picture gone, not everything: what must be confirmed goes by its own name.
    return None if command is None or any(option.name == "confirm" for option in command.options) else command


def nearest_command(name: str, menu: "Mapping[str, Command]", words: Words | None) -> str:
    """The listed command that somebody means who calls it like this, or "none"."""
    known, given = heard(menu, words), folded(name)
    if given in known:
        return known[given]
    # Chinese puts no blank between what to do and with what. The longest word counts: a gallery is no picture to be drawn.
    begun = max((word for word in known if not word.isascii() and given.startswith(word)), key=len, default=None)
    if begun is not None:
        return known[begun]
    like = alike(given, known)
    return known[like] if like is not None else nearest(given, [word for word, command in known.items() if word == command])


def alike(given: str, known: Collection[str]) -> str | None:
    """The known name that is this one but for a slip of the finger."""
    like = next(iter(difflib.get_close_matches(given, known, n=1, cutoff=_NEAR)), None)
    short = len(given) <= _SHORT and given.isascii()
    return None if like is None or (short and not like.startswith(given)) else like


def nearest(name: str, known: Sequence[str], cutoff: float = _ALIKE) -> str:
    """The known name most like a mistyped one, or "none" (which the words select on) when nothing is near."""
    return next(iter(difflib.get_close_matches(name.casefold(), known, n=1, cutoff=cutoff)), "none")


def _option(parameter: inspect.Parameter, hint: object) -> Option:
    within = None
    if typing.get_origin(hint) is Annotated:
        hint, *notes = typing.get_args(hint)
        within = next((note for note in notes if isinstance(note, Within)), None)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        if len(kinds) != 1:
            raise TypeError(f"{parameter.name}: a choice of types can not be asked for")
        hint = kinds[0]
        if typing.get_origin(hint) is Annotated:
            hint, *notes = typing.get_args(hint)
            within = within or next((note for note in notes if isinstance(note, Within)), None)
    if not isinstance(hint, type) or not (hint in (str, int, float, bool, Attachment) or issubclass(hint, Enum | Readable)):
        raise TypeError(f"{parameter.name}: no face can ask for a {hint}")
    default = REQUIRED if parameter.default is inspect.Parameter.empty else parameter.default
    return Option(parameter.name, hint, default, within)
