"""The evening that every face is told, on Telegram: a group, people with private chats, and the library's own seam for a server."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.app import Kit
from bot.telegram.render import CHOICES
from commands.core.call import House
from commands.core.closing import close_due
from storage.records import Room
from tests.bot.telegram.fake import BOT, Telegram
from tests.bot.telegram.world import GROUP, Person, World, buttons, house, words
from tests.walks.conftest import Clock
from tests.walks.purse_story import look_into_the_purse
from tests.walks.story import Seen, evening

NUMBERS = {"alice": 1, "bob": 2, "carol": 3, "dave": 4}


class TelegramStage:
    """A group whose administrator is Alice."""

    def __init__(self, folder: Path, kit: Kit, clock: Clock, *, photo_polls: bool) -> None:
        self._folder, self._kit, self._clock = folder, kit, clock
        self._server = Telegram(administrators={GROUP: {NUMBERS["alice"], BOT["id"]}}, photo_polls=photo_polls)
        self._open = AsyncExitStack()
        self._owners: tuple[str, ...] = ()
        self._world: World
        self._shown: dict[str, list[Seen]] = {name: [] for name in NUMBERS}

    async def start(self) -> None:
        """Connect the bot."""
        given: dict[str, Any] = {"owners": self._owners}
        self._world = await self._open.enter_async_context(house(self._folder, self._kit, self._clock, self._server, **given))

    async def stop(self) -> None:
        """End the program."""
        await self._open.aclose()

    @property
    def house(self) -> House:
        return self._world.app.house

    @property
    def room(self) -> Room:
        return Room("telegram", str(GROUP))

    async def say(self, who: str, line: str) -> None:
        await self._person(who).says(line, GROUP)

    async def press(self, who: str, label: str) -> None:
        message = next(one for one in reversed(self._messages(who)) if any(label in key for key in buttons(one)))
        await self._pressed(who, message, label)

    async def fill(self, who: str, **fields: str) -> None:
        (answer,) = fields.values()
        question = self._world.last(NUMBERS[who])
        await self._person(who).says(answer, answering=question)

    async def change(self, who: str, **fields: str) -> None:
        line = next(line for one in reversed(self._messages(who)) if (line := code_of(one)).startswith("/imagine"))
        for name, value in fields.items():
            line = (
                re.sub('"[^"]*"', f'"{value}"', line) if name == "prompt" else re.sub(f"--{name} \\S+", f"--{name} {value}", line)
            )
        await self.say(who, line)

    async def vote(self, who: str, choice: int) -> None:
        if self._server.photo_polls:
            poll = next(one for one in reversed(self._world.seen(GROUP)) if "poll" in one)
            await self._person(who).answers(poll, choice)
            return
        message = next(one for one in reversed(self._messages(who)) if any(CHOICES[0] in key for key in buttons(one)))
        await self._pressed(who, message, CHOICES[choice - 1])

    async def painted(self) -> None:
        await self._world.settles()

    def read(self, who: str) -> Sequence[Seen]:
        seen = [self._as_seen(one) for one in self._messages(who) if one["from"] == BOT]
        return [*self._shown[who], *seen]

    async def later(self, *, minutes: int) -> None:
        self._clock.now += timedelta(minutes=minutes)
        await close_due(self.house)

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def owns(self, who: str) -> None:
        self._owners = (str(NUMBERS[who]),)
        await self.restart()

    async def _pressed(self, who: str, message: dict[str, Any], label: str) -> None:
        shown = await self._person(who).presses(message, label)
        if "text" in shown:
            self._shown[who].append(Seen(shown["text"]))
        payload = parse_qs(urlsplit(shown.get("url", "")).query).get("start")
        if payload:
            # The app opens the private chat, and its only button says this.
            await self._person(who).says(f"/start {payload[0]}")

    def _person(self, who: str) -> Person:
        return self._world.person(NUMBERS[who], who.capitalize())

    def _messages(self, who: str) -> list[dict[str, Any]]:
        both = [*self._world.seen(GROUP), *self._world.seen(NUMBERS[who])]
        return sorted(both, key=lambda one: int(one["message_id"]))

    def _as_seen(self, message: dict[str, Any]) -> Seen:
        document = message.get("document")
        files = {document["file_name"]: self._server.files[document["file_id"]]} if document else {}
        return Seen(words(message), int("photo" in message), tuple(buttons(message)), files)


def code_of(message: dict[str, Any]) -> str:
    """What stands in a message to be copied."""
    for entity in [*message.get("entities", ()), *message.get("caption_entities", ())]:
        if entity["type"] == "code":
            raw = words(message).encode("utf-16-le")
            return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
    return ""


@pytest.fixture(params=[False, True], ids=["buttons", "polls"])
async def stage(request: pytest.FixtureRequest, tmp_path: Path, kit: Kit, clock: Clock) -> AsyncIterator[TelegramStage]:
    made = TelegramStage(tmp_path, kit, clock, photo_polls=request.param)
    await made.start()
    yield made
    await made.stop()


async def test_the_evening_on_telegram(stage: TelegramStage) -> None:
    await evening(stage)


async def test_the_purse_on_telegram(tmp_path: Path, kit: Kit, clock: Clock) -> None:
    stage = TelegramStage(tmp_path, kit, clock, photo_polls=False)
    await stage.start()
    try:
        await look_into_the_purse(stage)
    finally:
        await stage.stop()
