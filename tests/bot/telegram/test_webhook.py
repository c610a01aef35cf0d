"""Updates that Telegram brings: only from Telegram, only once, and never too much of it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Kit, opened
from bot.settings import Settings
from bot.telegram.adapter import UPDATES, TelegramAdapter
from bot.telegram.webhook import BODY_BYTES, PATH, SECRET_HEADER, application, served
from storage.problem import Problem
from tests.bot.telegram.fake import TOKEN, Refused, Telegram
from tests.bot.telegram.world import World, words
from tests.walks.conftest import Clock

SECRET = "s" * 40
UPDATE = {"update_id": 5}


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[httpx.AsyncClient, list[Any]]]:
    taken: list[Any] = []

    async def take(update: dict[str, object]) -> None:
        taken.append(update)

    async with (
        served(application(SECRET, take), "127.0.0.1", 0) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        yield client, taken


async def test_only_who_knows_the_secret_is_heard() -> None:
    async with listening() as (client, taken):
        for headers in (
            {},
            {SECRET_HEADER: ""},
            {SECRET_HEADER: SECRET[:-1]},
            {SECRET_HEADER.lower(): "ñ".encode().decode("latin-1")},
        ):
            answer = await client.post(PATH, json=UPDATE, headers=httpx.Headers(headers, "latin-1"))
            assert answer.status_code == 403
        assert (await client.post(PATH, json=UPDATE, headers={SECRET_HEADER: SECRET})).status_code == 200
        assert taken == [UPDATE]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 400), (b"{}", 400), (b'{"update_id": "5"}', 400), (b"\xff", 400), (b" " * (BODY_BYTES + 1), 413)],
)
async def test_what_is_no_update_is_refused(body: bytes, status: int) -> None:
    async with listening() as (client, taken):
        assert (await client.post(PATH, content=body, headers={SECRET_HEADER: SECRET})).status_code == status
        assert (await client.get(PATH, headers={SECRET_HEADER: SECRET})).status_code == 405
        assert taken == []


def face(app: Any, settings: Settings, server: Telegram) -> TelegramAdapter:
    return TelegramAdapter(app.dispatcher, settings, request=server.request())


async def test_the_bot_hears_by_webhook(tmp_path: Path, kit: Kit, clock: Clock, server: Telegram, unused_tcp_port: int) -> None:
    settings = Settings.read(
        None,
        data=tmp_path / "data",
        telegram_token=TOKEN,
        telegram_webhook="https://pincel.example/bot/",
        telegram_webhook_listen=f"127.0.0.1:{unused_tcp_port}",
    )
    async with opened(settings, now=clock, kit=kit) as app:
        bot = face(app, settings, server)
        await app.start({"telegram": bot})
        running = asyncio.create_task(bot.run())
        async with asyncio.timeout(20):
            while server.webhook is None:  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(0.01)
        assert server.webhook["url"] == f"https://pincel.example/bot{PATH}"
        assert TOKEN not in json.dumps(server.webhook)
        assert tuple(server.webhook["allowed_updates"]) == UPDATES
        world = World(server, app, bot)
        ana = world.person(7, "Ana")
        update = {
            "update_id": 1,
            "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "from": ana.user, "text": "/help"},
        }
        async with httpx.AsyncClient() as client:
            for _ in range(2):
                headers = {SECRET_HEADER: server.webhook["secret_token"]}
                answer = await client.post(f"http://127.0.0.1:{unused_tcp_port}{PATH}", json=update, headers=headers)
                assert answer.status_code == 200
                assert world.seen(7), "only what was dealt with is not brought again"
        assert ["/imagine" in words(one) for one in world.seen(7)] == [True], "brought twice, answered once"
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert server.calls("getUpdates") == []


def test_without_a_webhook_no_web_server_is_loaded() -> None:
    check = "import sys, bot.app, bot.telegram.adapter; sys.exit(bool({'starlette', 'uvicorn'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", check], check=True, timeout=60)


async def test_a_place_where_nothing_can_listen_is_told(tmp_path: Path, kit: Kit, clock: Clock, server: Telegram) -> None:
    given = {"telegram_webhook": "https://pincel.example", "telegram_webhook_listen": "127.0.0.1:nowhere"}
    settings = Settings.read(None, data=tmp_path / "data", telegram_token=TOKEN, **given)
    async with opened(settings, now=clock, kit=kit) as app:
        with pytest.raises(Problem) as told:
            await face(app, settings, server).run()
    assert told.value.key == "telegram-webhook"


@pytest.mark.parametrize("token", [None, " \n", f" {TOKEN}\n"])
async def test_a_token_that_telegram_does_not_know_is_told_and_not_shown(
    tmp_path: Path, kit: Kit, clock: Clock, server: Telegram, token: str | None
) -> None:
    server.refuse("getMe", Refused("Unauthorized", 401), times=9)
    settings = Settings.read(None, data=tmp_path / "data", telegram_token=token)
    async with opened(settings, now=clock, kit=kit) as app:
        with pytest.raises(Problem) as told:
            await face(app, settings, server).run()
    assert told.value.key == "telegram-token"
    assert TOKEN not in repr(told.value) + repr(told.value.__cause__)


async def test_without_a_network_it_tries_again_and_people_wait(
    tmp_path: Path, kit: Kit, clock: Clock, server: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.adapter.FIRST_WAIT_S", 0.01)
    server.refuse("getMe", Refused("Bad Gateway", 502), times=2)
    server.refuse("deleteWebhook", Refused("Bad Gateway", 502))
    settings = Settings.read(None, data=tmp_path / "data", telegram_token=TOKEN)
    async with opened(settings, now=clock, kit=kit) as app:
        bot = face(app, settings, server)
        running = asyncio.create_task(bot.run())
        async with asyncio.timeout(20):
            await bot._ready.wait()
        assert len(server.calls("getMe")) == 3
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_an_address_that_telegram_refuses_is_told(
    tmp_path: Path, kit: Kit, clock: Clock, server: Telegram, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.adapter.FIRST_WAIT_S", 0.01)
    server.refuse("setWebhook", Refused("Bad Gateway", 502))
    server.refuse("setWebhook", Refused("Bad Request: bad webhook: HTTPS url must be provided for webhook"))
    given = {"telegram_webhook": "http://pincel.example", "telegram_webhook_listen": f"127.0.0.1:{unused_tcp_port}"}
    settings = Settings.read(None, data=tmp_path / "data", telegram_token=TOKEN, **given)
    async with opened(settings, now=clock, kit=kit) as app:
        with pytest.raises(Problem, match="telegram-webhook"):
            await face(app, settings, server).run()
    assert len(server.calls("setWebhook")) == 2
