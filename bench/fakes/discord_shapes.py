"""What Discord's API answers: users, members, a guild, messages, with the fields that bots read."""

from dataclasses import dataclass, field
from typing import Any

APPLICATION = "100000000000000001"
GUILD = "200000000000000001"
CHANNEL = "300000000000000001"
EVERYTHING = str(2**50 - 1)
PERSON = 400000000000000000

Json = dict[str, Any]


@dataclass
class Post:
    """A message in a channel as it stands, and how often it was changed."""

    id: str
    channel: str
    author: str
    content: str = ""
    attachments: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    flags: int = 0
    nonce: str = ""
    edits: int = 0

    @property
    def custom_ids(self) -> list[str]:
        """What its buttons carry."""
        return [one["custom_id"] for row in self.components for one in row.get("components", ()) if "custom_id" in one]


def person(number: int) -> Json:
    """A user of that number."""
    return {
        "id": str(PERSON + number),
        "username": f"person{number}",
        "global_name": f"Person {number}",
        "discriminator": "0",
        "avatar": None,
    }


def message(post: Post) -> Json:
    """A message as the API answers it."""
    return {
        "id": post.id,
        "channel_id": post.channel,
        "type": 0,
        "author": bot(),
        "content": post.content,
        "timestamp": "2026-11-02T12:00:00.000000+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": post.attachments,
        "embeds": post.embeds,
        "components": post.components,
        "pinned": False,
        "flags": post.flags,
        "reactions": [
            {
                "emoji": {"id": None, "name": emoji},
                "count": len(users),
                "me": APPLICATION in users,
                "me_burst": False,
                "count_details": {"burst": 0, "normal": len(users)},
                "burst_colors": [],
            }
            for emoji, users in post.reactions.items()
            if users
        ],
    }


def bot() -> Json:
    return {"id": APPLICATION, "username": "Pincel", "discriminator": "0", "avatar": None, "bot": True, "global_name": None}


def member(user: Json) -> Json:
    return {
        "user": user,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00.000000+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
        "permissions": EVERYTHING,
    }


def guild() -> Json:
    everyone = {
        "id": GUILD,
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": EVERYTHING,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": GUILD,
        "name": "Class 5b",
        "owner_id": person(1)["id"],
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "system_channel_flags": 0,
        "premium_tier": 0,
        "nsfw_level": 0,
        "preferred_locale": "en-US",
        "member_count": 2,
        "features": [],
        "roles": [everyone],
        "emojis": [],
        "stickers": [],
        "channels": [
            {
                "id": CHANNEL,
                "type": 0,
                "guild_id": GUILD,
                "name": "art",
                "position": 0,
                "permission_overwrites": [],
                "nsfw": False,
            }
        ],
        "threads": [],
        "members": [member(bot())],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
    }


def application() -> Json:
    return {
        "id": APPLICATION,
        "name": "Pincel",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": 0,
        "hook": True,
        "summary": "",
        "team": None,
        "owner": person(1),
    }


def user(number: str) -> Json:
    return bot() if number == APPLICATION else person(int(number) - PERSON)
