"""Buttons as Discord knows them: one kind for every token there is, so that old ones work for ever."""

import re
from typing import Protocol, Self, runtime_checkable

import discord

from bot.discord.render import Key
from commands.core.reply import Tone

_STYLES = {
    Tone.PLAIN: discord.ButtonStyle.secondary,
    Tone.MAIN: discord.ButtonStyle.primary,
    Tone.DANGER: discord.ButtonStyle.danger,
}


@runtime_checkable
class Pressable(Protocol):
    """A client that answers presses."""

    async def pressed(self, interaction: discord.Interaction, token: str) -> None: ...


class TokenKey(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"(?P<token>[\s\S]{1,100})"):
    """A button whose custom id is its token. Nothing about it is kept in memory: all state is in the database."""

    def __init__(self, key: Key, row: int | None = None) -> None:
        super().__init__(
            discord.ui.Button(
                custom_id=key.token,
                label=key.label or None,
                emoji=discord.PartialEmoji(name=key.emoji) if key.emoji else None,
                style=_STYLES[key.tone],
                row=row,
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction,
        _item: discord.ui.Item[discord.ui.View],
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(Key(match["token"], "-"))

    async def callback(self, interaction: discord.Interaction) -> None:
        if isinstance(interaction.client, Pressable):
            await interaction.client.pressed(interaction, self.custom_id)


def view(rows: tuple[tuple[Key, ...], ...]) -> discord.ui.View | None:
    """The buttons of a message; None where it has none."""
    if not rows:
        return None
    shown = discord.ui.View(timeout=None)
    for place, row in enumerate(rows):
        for key in row:
            shown.add_item(TokenKey(key, place))
    return shown


def tokens_on(message: discord.Message) -> set[str]:
    """The tokens of a message's buttons."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return {key.custom_id for row in rows for key in row.children if isinstance(key, discord.Button) and key.custom_id}
