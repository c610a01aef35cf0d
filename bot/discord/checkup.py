"""What the doctor asks Discord: who the bot is, where it is invited, and whether its menu is the one of this version."""

from collections.abc import Mapping

import aiohttp
import discord

from bot.adapter import Checkup
from bot.discord.adapter import reach
from bot.discord.menu import payload
from bot.discord.rights import invite
from bot.settings import Settings
from commands.core.command import Command
from commands.core.words import Words
from storage.problem import Problem


async def checkup(settings: Settings, menu: Mapping[str, Command], words: Words) -> Checkup:
    """Ask, and change nothing. Raises Problem "discord-token", and ConnectionError where Discord cannot be reached."""
    reach(settings)
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        await client.login(token)
        number = client.application_id or 0
        told = await client.http.get_global_commands(number)
        name = client.user.name if client.user else ""
        wanted = {(one["type"], one["name"]): _shape(one) for one in payload(menu, words)}
        there = {(one["type"], one["name"]): _shape(dict(one)) for one in told}
        drifted = tuple(
            sorted({name for kind, name in wanted.keys() | there.keys() if wanted.get((kind, name)) != there.get((kind, name))})
        )
        return Checkup(name, invite(number), drifted)
    except discord.LoginFailure:
        raise Problem("discord-token") from None
    except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise ConnectionError(type(error).__name__) from None
    finally:
        await client.close()


def _shape(command: Mapping[str, object]) -> object:
    """What people notice of a command: its words and what it asks for; Discord leaves out what is empty or false."""
    options = command.get("options") or ()
    assert isinstance(options, list | tuple)  # noqa: S101 - for mypy: the API says so
    return (
        command.get("description") or "",
        tuple((one["name"], one["type"], one["description"], bool(one.get("required"))) for one in options),
    )
