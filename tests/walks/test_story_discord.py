"""The evening, told to Discord."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.app import Kit
from bot.discord.render import DIGITS
from commands.core.call import House
from commands.core.command import Option
from commands.core.parse import parse
from storage.records import Room
from tests.bot.discord.bed import Bed
from tests.walks.purse_story import look_into_the_purse
from tests.walks.story import Seen, evening


class DiscordStage:
    """People in #art: slash commands, buttons, forms and reactions."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._asked: dict[str, Any] = {}

    @property
    def house(self) -> House:
        return self._bed.app.house

    @property
    def room(self) -> Room:
        return self._bed.room

    async def say(self, who: str, line: str) -> None:
        typed = parse(line, self._bed.app.dispatcher.menu)
        assert typed is not None
        given = {name: _chosen(typed.command.option(name), value) for name, value in typed.given.items()}
        await getattr(self._bed, who).slash(self._bed.art, typed.command.name, **given)

    async def press(self, who: str, label: str) -> None:
        message = next(one for one in reversed(self._bed.seen(who)) if label in _labels(one))
        self._asked[who] = await getattr(self._bed, who).click(message, label=label)

    async def fill(self, who: str, **fields: str) -> None:
        self._asked[who] = await getattr(self._bed, who).submit_modal(self._asked[who], fields)

    async def change(self, who: str, **fields: str) -> None:
        await self.press(who, "Change it")
        controls = [part["component"] for part in self._asked[who].modal["components"]]
        already = {one["custom_id"]: one["value"] for one in controls if one.get("value")}
        await self.fill(who, **(already | fields))

    async def vote(self, who: str, choice: int) -> None:
        message = next(one for one in reversed(self._bed.art.history()) if "Vote for" in one.content)
        assert DIGITS[choice - 1] in [str(one.emoji) for one in message.reactions]
        await getattr(self._bed, who).set_reaction(message, DIGITS[choice - 1], reacted=True)

    async def painted(self) -> None:
        await self._bed.settles()

    def read(self, who: str) -> Sequence[Seen]:
        return [_seen(one, self._bed.env.backend.cdn) for one in self._bed.seen(who)]

    async def later(self, *, minutes: int) -> None:
        await self._bed.passes(minutes=minutes)

    async def restart(self) -> None:
        await self._bed.restart()

    async def owns(self, who: str) -> None:
        self._bed._given["owners"] = (str(getattr(self._bed, who).id),)
        await self._bed.restart()


def _chosen(option: Option, value: str) -> str | int | float | bool:
    if option.type is bool:
        return value == "yes"
    return option.type(value) if option.type in (int, float) else value


def _labels(message: discord.Message) -> list[str]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [key.label or "" for row in rows for key in row.children if isinstance(key, discord.Button)]


def _seen(message: discord.Message, files: Any) -> Seen:
    pictures = [one for one in message.attachments if (one.content_type or "").startswith("image/")]
    others = {one.filename: files.get(one.url) for one in message.attachments if one not in pictures}
    text = message.content.replace("\\", "").replace("**", "")
    return Seen(text, len(pictures), tuple(_labels(message)), others)


@pytest.mark.slow
async def test_an_evening(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Bed(tmp_path, kit, monkeypatch.setattr) as bed:
        for name in ("bob", "carol", "dave"):
            getattr(bed, name)
        await evening(DiscordStage(bed))


async def test_the_purse(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Bed(tmp_path, kit, monkeypatch.setattr) as bed:
        for name in ("bob", "carol", "dave"):
            getattr(bed, name)
        await look_into_the_purse(DiscordStage(bed))
