"""People in charge, told on every face in every language."""

import io
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.app import Kit
from commands.core.call import House
from commands.core.reply import Reply, Unreachable
from storage.records import Member, Room
from tests.bot.discord.bed import Bed
from tests.bot.telegram.world import GROUP, words
from tests.walks.conftest import Chat, Clock, Message, Person, talking
from tests.walks.moderation_story import WISHES, watch
from tests.walks.story import Seen
from tests.walks.test_story_discord import DiscordStage, _labels, _seen
from tests.walks.test_story_telegram import TelegramStage

NAMES = ("alice", "bob", "carol", "dave")
STAFF = -1002
HERE = {"en": "here", "es": "aquí", "zh": "这里"}
every_language = pytest.mark.parametrize("locale", list(WISHES))


class TerminalStage:
    """Four people at one keyboard."""

    def __init__(self, folder: Path, kit: Kit, clock: Clock) -> None:
        self._folder, self._kit, self._clock = folder, kit, clock
        self._open = AsyncExitStack()
        self._chat: Chat

    async def start(self) -> None:
        self._chat = await self._open.enter_async_context(talking(self._folder, self._kit, self._clock, io.StringIO()))
        for name in NAMES:
            self._person(name)

    async def stop(self) -> None:
        await self._open.aclose()

    @property
    def house(self) -> House:
        return self._chat.app.house

    @property
    def room(self) -> Room:
        return Room("terminal", "home")

    async def say(self, who: str, line: str) -> None:
        await self._person(who)(line)

    async def press(self, who: str, label: str) -> None:
        await self._person(who).presses(label)

    async def fill(self, who: str, **fields: str) -> None:
        raise NotImplementedError(f"{who} is asked nothing: {fields}")

    async def change(self, who: str, **fields: str) -> None:
        raise NotImplementedError(f"{who} changes nothing: {fields}")

    async def vote(self, who: str, choice: int) -> None:
        await self._person(who).votes(choice)

    async def painted(self) -> None:
        await self._chat.settles()

    def read(self, who: str) -> Sequence[Seen]:
        return [_as_seen(one) for one in self._chat.seen_by(self._person(who))]

    async def later(self, *, minutes: int) -> None:
        await self._chat.passes(minutes=minutes)

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    def _person(self, name: str) -> Person:
        person: Person = getattr(self._chat, name)
        return person


def _as_seen(one: Message) -> Seen:
    labels = tuple(button.label for button in one.buttons)
    return Seen(one.text, len(one.pictures), labels, {file.filename: file.data for file in one.reply.files})


class DiscordStageWithChats(DiscordStage):
    """People also read and press what is in their private chats with the bot."""

    def read(self, who: str) -> Sequence[Seen]:
        files = self._bed.env.backend.cdn
        return [_seen(one, files) for one in sorted([*self._bed.seen(who), *self._alone(who)], key=lambda one: one.id)]

    async def press(self, who: str, label: str) -> None:
        here = [one for one in self._bed.seen(who) if label in _labels(one)]
        alone = [one for one in self._alone(who) if label in _labels(one)]
        message = max((*here, *alone), key=lambda one: one.id)
        person: Any = getattr(self._bed, who)
        await (person.click(message, label=label) if message in here else person.user.click(message, label=label))

    def _alone(self, who: str) -> list[discord.Message]:
        person: Any = getattr(self._bed, who)
        channel = self._bed.env.backend.dm_channels.get(person.id)
        return [] if channel is None else list(person.user.dm_channel.history())


@pytest.fixture
async def terminal(tmp_path: Path, kit: Kit, clock: Clock) -> AsyncIterator[TerminalStage]:
    made = TerminalStage(tmp_path, kit, clock)
    await made.start()
    yield made
    await made.stop()


@pytest.mark.slow
@every_language
async def test_on_the_terminal(terminal: TerminalStage, locale: str) -> None:
    await watch(terminal, locale)


@pytest.mark.slow
@every_language
async def test_on_discord(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch, locale: str) -> None:
    wish = WISHES[locale]
    async with Bed(tmp_path, kit, monkeypatch.setattr) as bed:
        for name in NAMES:
            getattr(bed, name)
        await watch(DiscordStageWithChats(bed), locale)
        veiled = [one for one in bed.seen("alice") for file in one.attachments if file.filename.startswith("SPOILER_")]
        assert veiled, "what is held is seen at a touch only"
        assert any(f"||{wish}||" in one.content for one in bed.seen("alice"))
        staff = bed.guild.create_text_channel("staff")
        await bed.alice.slash(staff, "settings", log=HERE[locale])
        await bed.alice.slash(bed.art, "settings", log=str(staff.id))
        await bed.dave.slash(bed.art, "imagine", prompt=wish)
        told = staff.history()[-1]
        assert told.content.startswith(f"<#{bed.art.id}>"), "the app names the room"
        assert "dave" in told.content
        assert wish not in told.content
        await bed.alice.click(told, label=kit.words.say(locale, "moderation-button-member"))
        assert "strikes here: 0.5" in staff.history(viewer=bed.alice)[-1].content


@pytest.mark.slow
@every_language
async def test_on_telegram(tmp_path: Path, kit: Kit, clock: Clock, locale: str) -> None:
    wish = WISHES[locale]
    stage = TelegramStage(tmp_path, kit, clock, photo_polls=False)
    await stage.start()
    try:
        await watch(stage, locale)
        said = [one for one in stage._world.seen(GROUP) if one["from"].get("first_name") == "Bob"]
        assert not [one for one in said if wish in one["text"]], "what was refused is taken out of the group"
        spoilers = [one for one in stage._server.calls("sendPhoto") if one.given.get("has_spoiler")]
        assert {one.given["chat_id"] for one in spoilers} == {1}, "to Alice alone"
        stage._server.administrators[STAFF] = {1}
        await stage._person("alice").says(f"/settings --log {HERE[locale]}", STAFF)
        await stage.say("alice", f"/settings --log {STAFF}")
        await stage.say("dave", f"/imagine {wish}")
        told = stage._world.last(STAFF)
        assert "Dave" in words(told)
        assert wish not in words(told)
        await stage._person("alice").presses(told, stage.house.words.say(locale, "moderation-button-member"))
        assert "strikes here: 0.5" in words(stage._world.last(1)), "in her private chat"
    finally:
        await stage.stop()


async def test_what_is_for_one_person_is_not_printed_for_whoever_sits_here(chat: Chat, screen: io.StringIO) -> None:
    away = Room.private_with(Member("terminal", "zoe", "Zoe"))
    with pytest.raises(Unreachable):
        await chat._face.deliver(away, Reply("for Zoe alone"))
    assert "Zoe" not in screen.getvalue()
    assert chat.zoe.member.name == "Zoe"  # she sits down
    await chat._face.deliver(away, Reply("for Zoe alone"))
    assert "only to Zoe" in screen.getvalue()
    assert not [one for one in chat.seen_by(chat.alice) if "for Zoe alone" in one.text]
