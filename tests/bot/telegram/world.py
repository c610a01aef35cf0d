"""A Telegram with people in it, and the real house behind the bot."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app import App, Kit, opened
from bot.settings import Settings
from bot.telegram.adapter import TelegramAdapter
from bot.telegram.sending import PLATFORM
from storage.records import Member
from tests.bot.telegram.fake import TOKEN, Telegram, chat_of
from tests.walks.conftest import Clock

GROUP = -1001
_queries = itertools.count(1)


class World:
    """What a test holds: the server, the app, the face."""

    def __init__(self, server: Telegram, app: App, face: TelegramAdapter) -> None:
        self.server = server
        self.app = app
        self.face = face

    def person(self, number: int, name: str, *, language: str = "en", started: bool = True) -> "Person":
        """Somebody with an account; `started`: they have opened the bot's private chat."""
        if started:
            self.server.started.add(number)
        return Person(self, number, name, language)

    def seen(self, chat: int) -> list[dict[str, Any]]:
        """The messages of a chat as they stand now, oldest first."""
        return list(self.server.messages.get(chat, {}).values())

    def last(self, chat: int) -> dict[str, Any]:
        """The newest message of a chat."""
        return self.seen(chat)[-1]

    async def settles(self) -> None:
        """Wait until all that people did is answered and every result is there."""
        async with asyncio.timeout(30):
            while not await self._settled():  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(0.01)

    async def _settled(self) -> bool:
        if any(one["update_id"] > self.server.acknowledged for one in self.server.updates):
            return False
        app = self.face._app
        if app is None:
            return False
        await app.update_queue.join()
        return not await self.app.house.storage.generations.undelivered()


class Person:
    """Somebody: `await ana.says("/imagine a fox", GROUP)`, `await ana.presses(message, "Again")`."""

    def __init__(self, world: World, number: int, name: str, language: str) -> None:
        self._world = world
        self.id = number
        self.user = {"id": number, "is_bot": False, "first_name": name, "language_code": language}

    async def says(self, text: str, chat: int | None = None, *, answering: dict[str, Any] | None = None, **more: Any) -> int:
        """Write a message, in the private chat with the bot unless a group is named. The message's number."""
        place = self.id if chat is None else chat
        message = {
            "message_id": self._world.server.number(),
            "date": 1_795_000_000,
            "chat": chat_of(place),
            "from": self.user,
            "text": text,
            **({"reply_to_message": answering} if answering else {}),
            **more,
        }
        if more.get("photo"):
            message["caption"] = message.pop("text")
        self._world.server.messages.setdefault(place, {})[message["message_id"]] = message
        self._world.server.bring("message", message)
        await self._world.settles()
        return int(message["message_id"])

    async def presses(self, message: dict[str, Any], label: str) -> dict[str, Any]:
        """Press the button with these words (or a part of them). What the server shows over the chat."""
        found = [key for row in message["reply_markup"]["inline_keyboard"] for key in row if label in key["text"]]
        assert found, f"no {label} in {message['reply_markup']}"
        return await self.presses_token(message, found[0]["callback_data"])

    async def presses_token(self, message: dict[str, Any], token: str) -> dict[str, Any]:
        """Press a button that carries this token."""
        number = f"q{next(_queries)}"
        query = {"id": number, "from": self.user, "message": message, "chat_instance": "1", "data": token}
        self._world.server.bring("callback_query", query)
        await self._world.settles()
        return self._world.server.answers.get(number, {})

    async def reacts(self, message: dict[str, Any], *emojis: str, before: tuple[str, ...] = ()) -> None:
        """Have these reactions on a message."""
        kinds = [[{"type": "emoji", "emoji": emoji} for emoji in some] for some in (before, emojis)]
        news = {
            "chat": message["chat"],
            "message_id": message["message_id"],
            "user": self.user,
            "date": 1_795_000_000,
            "old_reaction": kinds[0],
            "new_reaction": kinds[1],
        }
        self._world.server.bring("message_reaction", news)
        await self._world.settles()

    async def answers(self, message: dict[str, Any], *choices: int) -> None:
        """Answer a poll, by the numbers of its options from 1; none takes the answer back."""
        assert not message["poll"]["is_closed"]
        options = [choice - 1 for choice in choices]
        ids = [str(option) for option in options]
        news = {"poll_id": message["poll"]["id"], "user": self.user, "option_ids": options, "option_persistent_ids": ids}
        self._world.server.bring("poll_answer", news)
        await self._world.settles()

    async def asks_inline(self, text: str) -> dict[str, Any]:
        """Type `@bot text` somewhere. What is offered."""
        number = f"i{next(_queries)}"
        self._world.server.bring("inline_query", {"id": number, "from": self.user, "query": text, "offset": ""})
        await self._world.settles()
        return self._world.server.answers[number]


def buttons(message: dict[str, Any]) -> list[str]:
    """The words of a message's buttons."""
    return [key["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]


def words(message: dict[str, Any]) -> str:
    """What a message says."""
    return str(message.get("text") or message.get("caption") or "")


async def linked(world: World, guest: Person) -> Member:
    """Give somebody an account on another chat, which from now on has all that is theirs."""
    home, account = Member("elsewhere", f"home-{guest.id}", "Home"), Member(PLATFORM, str(guest.id), "Guest")
    links, now = world.app.house.storage.links, world.app.house.now()
    _, claim = await links.claim(account, await links.offer(home, now), now)
    await links.agree(account, claim, now)
    await links.confirm(home, claim, now)
    return home


@asynccontextmanager
async def house(
    folder: Path, kit: Kit, clock: Clock, server: Telegram, change: Callable[[TelegramAdapter], None] = lambda _: None, **given: Any
) -> AsyncIterator[World]:
    """The bot, connected to that server, on this data folder."""
    settings = Settings.read(None, data=folder / "data", calls_at_once=1000, telegram_token=TOKEN, **given)
    async with opened(settings, now=clock, kit=kit) as app:
        face = TelegramAdapter(app.dispatcher, settings, request=server.request())
        change(face)
        await app.start({PLATFORM: face})
        running = asyncio.create_task(face.run())
        try:
            async with asyncio.timeout(20):
                await face._ready.wait()
            yield World(server, app, face)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            assert server.wrong == []
