"""Asking for what a button left out: a form as the very first answer to a press."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import discord

from bot.discord.menu import CHOICES, DESCRIPTION_CHARS
from bot.discord.render import shortened
from commands.core.command import Option
from commands.core.dispatch import Form
from commands.core.markup import plain
from commands.core.words import Words

TITLE_CHARS = 45
FIELDS = 5
TEXT_CHARS = 4000
OPEN_S = 15 * 60.0  # discord.py remembers a form for so long; ours are read from the interaction, so a restart loses none
_LONG = frozenset({"prompt", "text"})


def modal(
    form: Form, token: str, words: Words, locale: str, already: Mapping[str, str] | None = None, required: Sequence[str] = ()
) -> discord.ui.Modal:
    """The form of a button in the person's language, its `token` as custom id; `already`: what stands in its fields.

    The first field that a command asks for must be filled in: without it the button could have called the command itself.
    """
    title = plain(words.say(locale, f"cmd-{form.command.name}"))
    shown = discord.ui.Modal(title=shortened(title, TITLE_CHARS), timeout=OPEN_S, custom_id=token)
    for place, option in enumerate(form.fields[:FIELDS]):
        needed = place == 0 or option.required or option.name in required
        shown.add_item(
            discord.ui.Label(
                text=shortened(_name(option, words, locale), TITLE_CHARS),
                description=shortened(plain(words.say(locale, f"cmd-{form.command.name}.{option.name}")), DESCRIPTION_CHARS),
                component=_field(option, words, locale, (already or {}).get(option.name), needed=needed),
            )
        )
    return shown


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    """What somebody filled in, by option; empty fields are left out. `data` is the interaction's, as Discord sends it."""
    return {name: value for name, value in _values(data.get("components", ())) if value}


def _values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in components:
        if "custom_id" in one:
            yield str(one["custom_id"]), str(one["value"]) if "value" in one else next(iter(one.get("values") or ()), "")
        inner = one.get("components") or ([one["component"]] if "component" in one else ())
        yield from _values(inner)


def _field(option: Option, words: Words, locale: str, already: str | None, *, needed: bool) -> discord.ui.Item[Any]:
    if issubclass(option.type, Enum) and len(option.choices) <= CHOICES:
        chosen = [
            discord.SelectOption(label=option.choice_in(words, locale, value), value=value, default=value == already)
            for value in option.choices
        ]
        return discord.ui.Select(custom_id=option.name, options=chosen, min_values=int(needed), required=needed)
    style = discord.TextStyle.paragraph if option.name in _LONG else discord.TextStyle.short
    return discord.ui.TextInput(
        custom_id=option.name, style=style, required=needed, default=already and already[:TEXT_CHARS], max_length=TEXT_CHARS
    )


def _name(option: Option, words: Words, locale: str) -> str:
    name = option.name_in(words, locale).replace("_", " ")
    return name[:1].upper() + name[1:]
