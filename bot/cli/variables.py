"""What can be seen wrong in the settings without asking anybody: mistyped names, those that stand twice, tokens that are none."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.env_file import is_name, lines
from bot.settings import ENV_FILE, PREFIX, Settings, known, secret, unknown_variables, variable
from storage.problem import Problem

TOKENS = frozenset({variable("discord_token"), variable("telegram_token")})
_NEAR = 0.85
_SAME = (("_API_KEY", "_KEY"), ("_API_TOKEN", "_KEY"), ("_TOKEN", "_KEY"), ("_KEY", "_TOKEN"))  # services call theirs as they like
# Wider than the platforms make them today: what passes is asked of the platform itself.
_DISCORD = re.compile(r"[\w-]{8,}\.[\w-]{3,}\.[\w-]{10,}", re.ASCII)
_TELEGRAM = re.compile(r"\d{4,}:[\w-]{20,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in the settings that has no effect: the words of `key`, and the variable that was most likely meant, or None.

    `lost`: that variable holds a secret, and it is set nowhere else.
    """

    key: str
    values: dict[str, str | int]
    nearest: str | None
    lost: bool


def slips(settings: Settings, env_file: Path | None = ENV_FILE) -> Iterator[Slip]:
    """Variables that mean nothing ("doctor-settings-mistyped", "doctor-settings-line") or stand twice ("doctor-settings-twice")."""
    for name, line in unknown_variables(env_file):
        near = _nearest(name) if is_name(name) else None
        if is_name(name) or not line:
            told = name if is_name(name) else f"{PREFIX}…"
            yield Slip("doctor-settings-mistyped", {"name": told, "nearest": near or "none"}, near, _lost(settings, near))
        else:
            # Whatever it is, it may be a secret.
            yield Slip("doctor-settings-line", {"line": line, "path": str(env_file)}, None, lost=False)
    yield from _twice(settings, env_file)


def _twice(settings: Settings, env_file: Path | None) -> Iterator[Slip]:
    found: dict[str, list[tuple[int, str]]] = {}
    for line in lines(env_file):
        if line.name.upper() in known():
            found.setdefault(line.name.upper(), []).append((line.number, line.value))
    for name, all_of_it in found.items():
        last, value = all_of_it[-1]
        overruled = [number for number, before in all_of_it if before not in (value, "")]
        if overruled:
            values: dict[str, str | int] = {"name": name, "first": overruled[-1], "last": last, "empty": "no" if value else "yes"}
            yield Slip("doctor-settings-twice", values, name, _lost(settings, name))


def _nearest(name: str) -> str | None:
    """The right name that a mistyped one comes nearest to."""
    upper = name.upper()
    also = [upper.removesuffix(theirs) + ours for theirs, ours in _SAME if upper.endswith(theirs)]
    # "DISCORD_TOKEN" lacks only what all of them begin with.
    tried = [one for written in (upper, *also) for one in (written, PREFIX + written)]
    exact = next((one for one in tried if one in known()), None)
    close = (found[0] for one in tried if (found := difflib.get_close_matches(one, sorted(known()), n=1, cutoff=_NEAR)))
    return exact or next(close, None)


def _lost(settings: Settings, name: str | None) -> bool:
    field = (name or "").removeprefix(PREFIX).lower()
    return bool(field) and secret(type(settings), field) and getattr(settings, field) is None


def malformed(settings: Settings) -> Iterator[Problem]:
    """Tokens that no platform can have given: Problem "discord-token-form", "telegram-token-form".

    `like` says of which other platform it may be, or "none".

    At an API address of the operator's own, tokens look as its owner likes.
    """
    discord = settings.discord_token.get_secret_value().strip() if settings.discord_token is not None else None
    telegram = settings.telegram_token.get_secret_value().strip() if settings.telegram_token is not None else None
    if discord is not None and not settings.discord_api and not _DISCORD.fullmatch(discord):
        yield Problem("discord-token-form", like="telegram" if _TELEGRAM.fullmatch(discord) else "none")
    if telegram is not None and not settings.telegram_api and not _TELEGRAM.fullmatch(telegram):
        yield Problem("telegram-token-form", like="discord" if _DISCORD.fullmatch(telegram) else "none")
