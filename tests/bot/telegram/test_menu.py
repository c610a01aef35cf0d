"""The menus that Telegram shows when somebody types a slash."""

import asyncio
from pathlib import Path
from typing import Any

from bot.telegram.menu import menus, signature
from commands.core.words import Words
from commands.menu import MENU
from tests.bot.telegram.fake import Telegram
from tests.bot.telegram.world import house
from tests.walks.conftest import Clock

WORDS = Words.load()


def test_moderators_see_more_and_nobody_sees_what_is_not_listed() -> None:
    by_place = {(menu.scope.type, menu.language): {one.command for one in menu.commands} for menu in menus(MENU, WORDS)}
    assert len(by_place) == 3 * len(WORDS.locales)
    listed = {name for name, one in MENU.items() if one.listed}
    assert by_place["all_chat_administrators", None] == listed
    assert by_place["all_private_chats", "es"] == listed - {name for name, one in MENU.items() if one.moderators}


def test_each_speaks_its_language() -> None:
    told = {menu.language: menu.commands[0].description for menu in menus(MENU, WORDS)}
    assert len(set(told.values())) == len(WORDS.locales)


def test_another_bot_or_another_word_is_another_signature() -> None:
    all_menus = tuple(menus(MENU, WORDS))
    assert len({signature(1, all_menus), signature(2, all_menus), signature(1, all_menus[1:])}) == 3


async def test_they_are_told_once(tmp_path: Path, kit: Any, clock: Clock, server: Telegram) -> None:
    for _ in range(2):
        async with house(tmp_path, kit, clock, server) as world, asyncio.timeout(20):
            await world.face.connected.wait()
    assert len(server.menus) == 3 * len(WORDS.locales)
