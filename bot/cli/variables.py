"""What can be seen wrong in the settings without asking anybody: mistyped names, and tokens that are none."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ENV_FILE, PREFIX, Settings, unknown_variables, variable
from storage.problem import Problem

TOKENS = {variable(field): field for field in ("discord_token", "telegram_token")}
_NEAR = 0.85
# Wider than the platforms make them today: what passes is asked of the platform itself.
_DISCORD = re.compile(r"[\w-]{8,}\.[\w-]{3,}\.[\w-]{10,}", re.ASCII)
_TELEGRAM = re.compile(r"\d{4,}:[\w-]{20,}", re.ASCII)


def meant(env_file: Path | None = ENV_FILE) -> dict[str, str | None]:
    """Variables that mean nothing, and the right name that each comes nearest to."""
    known = [variable(name) for name in Settings.model_fields]

    def nearest(name: str) -> str | None:
        # "DISCORD_TOKEN" lacks only what all of them begin with.
        tried = (name.upper(), PREFIX + name.upper())
        return next((found[0] for one in tried if (found := difflib.get_close_matches(one, known, n=1, cutoff=_NEAR))), None)

    return {name: nearest(name) for name in unknown_variables(env_file)}


def lost_token(settings: Settings, nearest: str | None) -> bool:
    """Whether a mistyped name was to hold a token that is set nowhere else."""
    return nearest in TOKENS and getattr(settings, TOKENS[nearest]) is None


def malformed(settings: Settings) -> Iterator[Problem]:
    """Tokens that no platform can have given: Problem "discord-token-form", "telegram-token-form".

    At an API address of the operator's own, tokens look as its owner likes.
    """
    discord, telegram = settings.discord_token, settings.telegram_token
    if discord is not None and not settings.discord_api and not _DISCORD.fullmatch(discord.get_secret_value().strip()):
        yield Problem("discord-token-form")
    if telegram is not None and not settings.telegram_api and not _TELEGRAM.fullmatch(telegram.get_secret_value().strip()):
        yield Problem("telegram-token-form")
