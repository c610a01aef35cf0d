"""Channels, threads and private chats of Discord as rooms, and the permissions that Pincel needs in them."""

import base64

import discord

from storage.records import Member, Room

PLATFORM = "discord"
# What the invite link asks for. Managing messages only lets a moved vote's older reaction disappear; all works without it.
INVITED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    add_reactions=True,
    read_message_history=True,
    manage_messages=True,
)
SCOPES = ("bot", "applications.commands")


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


def room_of(channel: object, channel_id: int) -> Room:
    """The room of a channel; a thread or forum post stands below its channel. Of an unknown channel only the number is known."""
    if isinstance(channel, discord.Thread):
        return Room(PLATFORM, f"{channel.parent_id}/{channel.id}")
    return Room(PLATFORM, str(channel_id))


def channel_id_of(room: Room) -> int:
    """The number of a room's channel or thread. Raises ValueError for a room that is none of ours."""
    return int(room.id.rpartition("/")[2])


def member_of(user: discord.abc.User) -> Member:
    """A person, under the name that others see in that place."""
    return Member(PLATFORM, str(user.id), user.display_name)


def missing(has: discord.Permissions, *, thread: bool) -> tuple[str, ...]:
    """Which permissions the bot needs in a channel and lacks, by discord.py's names."""
    needed = (
        "view_channel",
        "send_messages_in_threads" if thread else "send_messages",
        "attach_files",
        "add_reactions",
        "read_message_history",
    )
    return tuple(name for name in needed if not getattr(has, name))


def in_threads(channel: object) -> bool:
    """Whether a channel is a thread, where writing is a permission of its own."""
    return isinstance(channel, discord.Thread)
