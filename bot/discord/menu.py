"""The command table as Discord's menu: slash commands, entries of a picture's context menu, and what completes a typed word."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import discord

from bot.discord.render import shortened
from commands.core.call import Attachment
from commands.core.command import Command, Option
from commands.core.markup import plain
from commands.core.words import FALLBACK, Words
from generation.catalog import Catalog
from generation.ratio import NAMES, PRESETS

# https://discord.com/developers/docs/interactions/application-commands
CHOICES = 25
DESCRIPTION_CHARS = 100
NAME_CHARS = 32
ENTRIES = 5
LARGEST = 2**53
MODERATORS = discord.Permissions(manage_messages=True)
HASH_FILE = "discord-menu.hash"
COMPLETED = frozenset(
    {"model", "language", "command", "ratio", "resolution"}
)  # options whose values are known, but no choices in the signature
PICTURES = "generation"  # the option that a context menu fills in
_KINDS: dict[type, discord.AppCommandOptionType] = {
    int: discord.AppCommandOptionType.integer,
    float: discord.AppCommandOptionType.number,
    bool: discord.AppCommandOptionType.boolean,
    Attachment: discord.AppCommandOptionType.attachment,
}


def payload(menu: Mapping[str, Command], words: Words) -> list[dict[str, Any]]:
    """All of the menu as Discord takes it, in one request."""
    slash = [_slash(command, words) for command in menu.values() if command.listed]
    return slash + [_entry(command, words) for command in entries(menu, words).values()]


def entries(menu: Mapping[str, Command], words: Words) -> dict[str, Command]:
    """Commands that a message of the bot is enough for, by the English name of their entry in its context menu; at most five.

    Which these are is said by the words: of all that would do, those that people look for on a picture have a name there.
    """
    fit = [
        command
        for command in menu.values()
        if any(option.name == PICTURES for option in command.options)
        and not any(option.required for option in command.options)
        and words.has(_entry_key(command))
    ]
    return {plain(words.say(FALLBACK, _entry_key(command))): command for command in fit[:ENTRIES]}


def digest(commands: list[dict[str, Any]], application_id: int) -> str:
    """A short name of exactly this menu of exactly this application."""
    text = json.dumps([application_id, commands], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def in_sync(folder: Path, wanted: str) -> bool:
    """Whether Discord has this menu already, as far as the data folder remembers."""
    path = folder / HASH_FILE
    return path.is_file() and path.read_text(encoding="ascii", errors="replace").strip() == wanted


def synced(folder: Path, given: str) -> None:
    """Remember which menu Discord has."""
    (folder / HASH_FILE).write_text(given + "\n", encoding="ascii")


def completions(
    option: str, typed: str, *, catalog: Catalog, menu: Mapping[str, Command], words: Words, locale: str = FALLBACK
) -> list[tuple[str, str]]:
    """At most 25 (shown, value) for a word that somebody is typing: those that begin with it, then those that contain it."""
    wanted = typed.strip().casefold()
    known = list(_known(option, wanted, catalog, menu, words, locale))
    found = [(shown, value) for shown, value in known if wanted in shown.casefold() or wanted in value.casefold()]
    found.sort(key=lambda one: not any(text.casefold().lstrip("🔑 ").startswith(wanted) for text in one))
    return [(shortened(shown, DESCRIPTION_CHARS), value) for shown, value in found[:CHOICES]]


def _known(
    option: str, typed: str, catalog: Catalog, menu: Mapping[str, Command], words: Words, locale: str
) -> Iterator[tuple[str, str]]:
    if option == "model":
        yield "auto", "auto"
        # Its price before anybody chooses it, and who would paint in its place.
        yield from ((plain(words.say(locale, "models-choice", **line.values())), line.id) for line in catalog.picker(locale))
    elif option == "language":
        yield from ((locale, locale) for locale in words.locales)
    elif option == "ratio":
        called = {name: plain(words.say(locale, "ratio-name", name=name)) for name in PRESETS}
        yield from ((f"{called[name]} ({ratio.shown})", name) for name, ratio in PRESETS.items())
        if typed:  # a name in any language is found
            others = NAMES.keys() - PRESETS.keys() - {*called.values()}
            yield from ((f"{name} ({NAMES[name].shown})", name) for name in NAMES if name in others)
    elif option == "resolution":
        known = dict.fromkeys(one for model in catalog.usable for one in model.resolutions)
        yield from ((one, one) for one in known)
    elif option == "command":
        yield from ((f"/{command.name}", command.name) for command in menu.values() if command.listed)


def _slash(command: Command, words: Words) -> dict[str, Any]:
    key = f"cmd-{command.name}"
    options = sorted(command.options, key=lambda option: not option.required)  # Discord wants the required ones first
    return {
        "type": discord.AppCommandType.chat_input.value,
        "name": command.name,
        "description": _described(words, FALLBACK, key),
        "description_localizations": {tag: _described(words, code, key) for tag, code in _locales(words)},
        "options": [_option(command, option, words) for option in options],
        **_where(command),
    }


def _entry(command: Command, words: Words) -> dict[str, Any]:
    key = _entry_key(command)
    return {
        "type": discord.AppCommandType.message.value,
        "name": _named(words, FALLBACK, key),
        "name_localizations": {tag: _named(words, code, key) for tag, code in _locales(words)},
        **_where(command),
    }


def _entry_key(command: Command) -> str:
    return f"discord-entry-{command.name}"


def _where(command: Command) -> dict[str, Any]:
    # In servers, in the private chat with the bot and, for who installed it for themselves, everywhere. Moderating is for servers.
    return {
        "contexts": [0] if command.moderators else [0, 1, 2],
        "integration_types": [0] if command.moderators else [0, 1],
        "default_member_permissions": MODERATORS.value if command.moderators else None,
    }


def _option(command: Command, option: Option, words: Words) -> dict[str, Any]:
    key = f"cmd-{command.name}.{option.name}"
    kind = _KINDS.get(option.type, discord.AppCommandOptionType.string)
    made: dict[str, Any] = {
        "type": kind.value,
        "name": option.name,
        "name_localizations": {tag: option.name_in(words, code) for tag, code in _locales(words)},
        "description": _described(words, FALLBACK, key),
        "description_localizations": {tag: _described(words, code, key) for tag, code in _locales(words)},
        "required": option.required,
    }
    if option.within is not None and option.type in (int, float):
        made["min_value"] = max(option.within.low, -LARGEST)
        made["max_value"] = min(option.within.high, LARGEST)
        if option.type is int:
            made["min_value"], made["max_value"] = int(made["min_value"]), int(made["max_value"])
    if issubclass(option.type, Enum) and len(option.choices) <= CHOICES:
        made["choices"] = [_choice(option, value, words) for value in option.choices]
    elif option.name in COMPLETED:
        made["autocomplete"] = True
    return made


def _choice(option: Option, value: str, words: Words) -> dict[str, Any]:
    return {
        "name": option.choice_in(words, FALLBACK, value),
        "name_localizations": {tag: option.choice_in(words, code, value) for tag, code in _locales(words)},
        "value": value,
    }


def _described(words: Words, locale: str, key: str) -> str:
    return shortened(plain(words.say(locale, key)), DESCRIPTION_CHARS)


def _named(words: Words, locale: str, key: str) -> str:
    return plain(words.say(locale, key))[:NAME_CHARS]


def _locales(words: Words) -> Iterator[tuple[str, str]]:
    """Discord's tags for which we have a language other than the fallback."""
    for locale in discord.Locale:
        code = words.match(locale.value)
        if code is not None and code != FALLBACK:
            yield locale.value, code
