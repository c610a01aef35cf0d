"""Who somebody is on Discord, and which room a channel, a thread or a private chat is."""

import discord

from storage.records import Member, Room

PLATFORM = "discord"


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
