"""The command table as Telegram's menu: per language and kind of chat, and only when it changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from commands.core.command import Command
from commands.core.markup import plain
from commands.core.words import FALLBACK, Words

DESCRIPTION = 256


@dataclass(frozen=True, slots=True)
class Menu:
    """What people of one language see in one kind of chat; no language: everybody whose own is not there."""

    scope: BotCommandScope
    language: str | None
    commands: tuple[BotCommand, ...]


def menus(table: Mapping[str, Command], words: Words) -> Iterator[Menu]:
    """All menus. Commands of moderators are only in theirs."""
    scopes = ((BotCommandScopeAllPrivateChats(), False), (BotCommandScopeAllGroupChats(), False))
    for scope, moderators in (*scopes, (BotCommandScopeAllChatAdministrators(), True)):
        for locale in words.locales:
            listed = [one for one in table.values() if one.listed and (moderators or not one.moderators)]
            commands = (BotCommand(one.name, plain(words.say(locale, f"cmd-{one.name}"))[:DESCRIPTION]) for one in listed)
            yield Menu(scope, None if locale == FALLBACK else locale, tuple(commands))


def signature(bot: int, all_menus: tuple[Menu, ...]) -> str:
    """Changes when anything in the menus does, or when they are another bot's."""
    told = [[one.scope.to_dict(), one.language, [command.to_dict() for command in one.commands]] for one in all_menus]
    return hashlib.sha256(json.dumps([bot, told], sort_keys=True).encode()).hexdigest()


async def sync(bot: Bot, table: Mapping[str, Command], words: Words, kept: Path) -> bool:
    """Tell Telegram the menus, unless these are the ones it was told last. Whether it was told now."""
    wanted = tuple(menus(table, words))
    now = signature(bot.id, wanted)
    if _kept(kept) == now:
        return False
    for menu in wanted:
        await bot.set_my_commands(menu.commands, scope=menu.scope, language_code=menu.language)
    _keep(kept, now)
    return True


def _kept(path: Path) -> str:
    with suppress(OSError, ValueError):
        return path.read_text(encoding="ascii").strip()
    return ""


def _keep(path: Path, text: str) -> None:
    with suppress(OSError):  # then the menus are told again at the next start
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="ascii")
