"""What the bot may do in a server: what it asks for when it is invited, and what it lacks in a channel, said once."""

import base64

import discord
import structlog

from bot.discord.render import content
from bot.recent import Recent
from commands.core.markup import Markup
from commands.core.words import Words

# What the invite link asks for. Managing messages only lets a moved vote's older reaction disappear, and public threads are for
# games that somebody wants in one of their own; all else works without these two.
INVITED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    attach_files=True,
    add_reactions=True,
    read_message_history=True,
    manage_messages=True,
)
SCOPES = ("bot", "applications.commands")
_log = structlog.get_logger(__name__)


def invite(application_id: int) -> str:
    """The address at which a server's owner lets the bot in."""
    return discord.utils.oauth_url(application_id, permissions=INVITED, scopes=SCOPES)


def application_id(token: str) -> int | None:
    """The bot's number, with which its token begins; None where that is no token of Discord's."""
    head = token.strip().split(".")[0]
    try:
        number = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except (ValueError, UnicodeDecodeError):
        return None
    return int(number) if number.isdecimal() else None


def missing(has: discord.Permissions, *, thread: bool) -> tuple[str, ...]:
    """Which permissions the bot needs in a channel (a thread: other words for writing) and lacks, by discord.py's names."""
    needed = (
        "view_channel",
        "send_messages_in_threads" if thread else "send_messages",
        "attach_files",
        "add_reactions",
        "read_message_history",
    )
    return tuple(name for name in needed if not getattr(has, name))


class Rights:
    """Remembers what was said in this run of the bot."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._told: Recent[str, None] = Recent()

    async def explain(self, interaction: discord.Interaction, room: str, locale: str) -> None:
        """Tell whoever is there first, alone, exactly what the bot lacks in this channel."""
        guild = interaction.guild
        if guild is None or room in self._told or interaction.client.get_guild(guild.id) is None:
            return
        lacking = missing(interaction.app_permissions, thread=isinstance(interaction.channel, discord.Thread))
        if not lacking:
            return
        self._told.keep(room, None)
        say = self._words.say
        names = Markup(", ".join(say(locale, f"discord-permission-{name.replace('_', '-')}") for name in lacking))
        _log.warning("discord.permissions_missing", room=room, missing=lacking)
        try:
            await interaction.followup.send(content(say(locale, "discord-missing-permissions", names=names)), ephemeral=True)
        except discord.HTTPException as error:
            _log.info("discord.not_told", code=error.code)
