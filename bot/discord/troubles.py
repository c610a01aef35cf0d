"""What it means when Discord says no."""

from enum import Enum, auto

import discord

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_MESSAGE_GONE = frozenset({10008})
_TOKEN_GONE = frozenset({50027, 10015, 10062})
_ROOM_CLOSED = frozenset({10003, 10004, 10013, 50001, 50007, 50013, 50278, 40333})
_UNEDITABLE = frozenset({50005, 50083, 50084, 30046})
_HEARD = frozenset({40060, 10062})
_TOO_LARGE = frozenset({40005})
_HTTP_TOO_LARGE = 413


class Trouble(Enum):
    """What to do about a refusal."""

    MESSAGE_GONE = auto()  # write a new one
    TOKEN_GONE = auto()  # go on as a bot, without the interaction
    ROOM_CLOSED = auto()  # nothing gets in there: gone, or not for us
    TOO_LARGE = auto()  # say where the files are instead
    OTHER = auto()  # somebody else's to handle, mostly by trying again later


def trouble(error: Exception) -> Trouble:
    """Which of these an exception of the library is."""
    if not isinstance(error, discord.HTTPException):
        return Trouble.OTHER
    if error.code in _MESSAGE_GONE | _UNEDITABLE:
        return Trouble.MESSAGE_GONE
    if error.code in _TOKEN_GONE:
        return Trouble.TOKEN_GONE
    if error.code in _TOO_LARGE or error.status == _HTTP_TOO_LARGE:
        return Trouble.TOO_LARGE
    # A refusal without a code is not Discord's, but that of something before it.
    if error.code in _ROOM_CLOSED or (isinstance(error, discord.Forbidden) and error.code):
        return Trouble.ROOM_CLOSED
    return Trouble.OTHER


def not_ours(error: discord.HTTPException) -> bool:
    """Whether an interaction was answered already (it came twice) or its three seconds are over: then nobody waits for us."""
    return error.code in _HEARD
