"""The face over real HTTP, against somebody else's idea of Telegram's server: polling, webhook, pictures, edits, buttons.

That server knows no `editMessageMedia`: how a placeholder becomes the picture is told elsewhere, through the library's seam.
"""

import asyncio
import io
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator  # type: ignore[import-untyped] # it carries no types
from PIL import Image

from bot.app import Kit, opened
from bot.settings import Settings
from bot.telegram.adapter import TelegramAdapter
from commands.core.reply import Button, File, Picture, Reply
from storage.records import Room
from tests.bot.telegram.fake import TOKEN
from tests.walks.conftest import Clock

ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "es"}
PRIVATE = {"id": 7, "type": "private"}
ROOM = Room("telegram", "7")


class Server:
    """The emulator, and what it was asked."""

    def __init__(self) -> None:
        self.emulator = LoBotApiEmulator(allow_insecure_loopback_webhooks=True)
        self.address = ""

    async def happens(self, **update: Any) -> None:
        """Tell the bot of something."""
        await self.emulator.enqueue_update(update, token=TOKEN)

    async def answered(self, method: str, times: int = 1) -> None:
        """Wait until a method was called well so often."""
        async with asyncio.timeout(20):
            while [one["method"] for one in self.emulator.requests if one["status"] == 200].count(method) < times:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.02)

    @property
    def refused(self) -> list[Any]:
        """What was not done, but for polls: the emulator has none, as the bot finds out at its start."""
        return [one for one in self.emulator.requests if one["status"] != 200 and one["method"] != "sendPoll"]


@asynccontextmanager
async def connected(folder: Path, kit: Kit, clock: Clock, **given: Any) -> AsyncIterator[tuple[Server, TelegramAdapter]]:
    server = Server()
    runner = web.AppRunner(server.emulator.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    settings = Settings.read(None, data=folder / "data", telegram_token=TOKEN, telegram_api=f"http://{host}:{port}", **given)
    async with opened(settings, now=clock, kit=kit) as app:
        face = TelegramAdapter(app.dispatcher, settings)
        await app.start({"telegram": face})
        running = asyncio.create_task(face.run())
        try:
            yield server, face
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await runner.cleanup()


async def test_people_are_answered(tmp_path: Path, kit: Kit, clock: Clock) -> None:
    async with connected(tmp_path, kit, clock) as (server, _):
        await server.answered("getUpdates", 0)
        await server.happens(message={"message_id": 1, "date": 1, "chat": PRIVATE, "from": ANA, "text": "/help"})
        await server.answered("sendMessage")
        press = {"id": "5", "from": ANA, "chat_instance": "1", "data": "favourite:1:99"}
        await server.happens(callback_query=press | {"message": {"message_id": 3, "date": 1, "chat": PRIVATE, "from": ANA}})
        await server.answered("answerCallbackQuery")
        await server.happens(inline_query={"id": "6", "from": ANA, "query": "un zorro", "offset": ""})
        await server.answered("answerInlineQuery")
        assert server.refused == []


async def test_pictures_albums_files_and_edits(tmp_path: Path, kit: Kit, clock: Clock) -> None:
    async with connected(tmp_path, kit, clock) as (server, face):
        pictures = [await picture(face, colour) for colour in ("red", "blue")]
        key = Button("Again", "retry:1", "🔁")
        text = await face.deliver(ROOM, Reply("**Hello** <t:1795371300:t>", buttons=(key,)))
        assert await face.deliver(ROOM, Reply("Changed"), text) == text
        shown = await face.deliver(ROOM, Reply("A **fox**", (pictures[0],), buttons=(key,)))
        await face.deliver(ROOM, Reply("Another caption", (pictures[0],), buttons=(key,)), shown)
        await face.deliver(ROOM, Reply("Another caption", (pictures[0],)), shown)
        await face.deliver(ROOM, Reply("Two", tuple(pictures), buttons=(key,)))
        await face.deliver(ROOM, Reply("All", files=(File("all.zip", "application/zip", b"PK"),)))
        for method in (
            "editMessageText",
            "editMessageCaption",
            "editMessageReplyMarkup",
            "sendPhoto",
            "sendMediaGroup",
            "sendDocument",
        ):
            await server.answered(method)
        assert server.refused == []


async def picture(face: TelegramAdapter, colour: str) -> Picture:
    data = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(data, "PNG")
    sha256 = await face._house.storage.pictures.put(data.getvalue())
    return Picture(sha256, f"{colour}.png", "image/png", colour, 64, 64)


async def test_the_server_brings_updates_to_the_webhook(tmp_path: Path, kit: Kit, clock: Clock, unused_tcp_port: int) -> None:
    place = f"127.0.0.1:{unused_tcp_port}"
    async with connected(tmp_path, kit, clock, telegram_webhook=f"http://{place}", telegram_webhook_listen=place) as (server, _):
        await server.answered("setWebhook")
        await server.happens(message={"message_id": 1, "date": 1, "chat": PRIVATE, "from": ANA, "text": "/help"})
        await server.answered("sendMessage")
        assert server.refused == []


async def test_no_log_holds_the_token_or_what_people_wrote(
    tmp_path: Path, kit: Kit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with connected(tmp_path, kit, clock) as (server, _):
        await server.happens(message={"message_id": 1, "date": 1, "chat": PRIVATE, "from": ANA, "text": "/reuse secretword"})
        await server.answered("sendMessage")
    assert caplog.records, "something was logged"
    assert TOKEN not in caplog.text
    assert "secretword" not in caplog.text
