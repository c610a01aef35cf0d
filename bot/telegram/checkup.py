"""What the doctor asks Telegram: who the bot is, its address, and whether its menu is the one of this version."""

from collections.abc import Mapping

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.adapter import Checkup
from bot.settings import Settings
from bot.telegram.adapter import API
from bot.telegram.menu import menus
from commands.core.command import Command
from commands.core.words import Words
from storage.problem import Problem


async def checkup(settings: Settings, menu: Mapping[str, Command], words: Words) -> Checkup:
    """Ask, and change nothing. Raises Problem "telegram-token", and ConnectionError where Telegram cannot be reached."""
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    try:
        async with Bot(token, base_url=f"{(settings.telegram_api or API).rstrip('/')}/bot") as bot:
            drifted: set[str] = set()
            for wanted in menus(menu, words):
                told = await bot.get_my_commands(scope=wanted.scope, language_code=wanted.language)
                there = {one.command: one.description for one in told}
                ours = {one.command: one.description for one in wanted.commands}
                drifted |= {name for name in ours.keys() | there.keys() if ours.get(name) != there.get(name)}
            return Checkup(bot.first_name, bot.link, tuple(sorted(drifted)))
    except InvalidToken:
        raise Problem("telegram-token") from None
    except TelegramError as error:
        raise ConnectionError(type(error).__name__) from None
