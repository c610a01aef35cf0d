"""What the doctor says of Discord and Telegram: the invite link, a menu that is not this version's, a wrong token, no answer."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from aiohttp import web

from bench.fakes.discord import FakeDiscord, told_json
from bench.fakes.telegram import FakeTelegram
from bot.cli.doctor import _faces
from bot.cli.findings import BROKEN, FINE, NOTE, Finding
from bot.cli.session import Session
from bot.discord.menu import payload
from bot.settings import Settings
from commands.core.words import Words
from commands.menu import MENU

WORDS = Words.load()


class Servers:
    """Both fakes in a thread of their own, because the doctor runs loops of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._there = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._there.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)
        self.loop.close()

    def _serve(self) -> None:
        self.loop.run_until_complete(self._both())

    async def _both(self) -> None:
        async with FakeDiscord.running() as self.discord, FakeTelegram.running() as self.telegram:
            self._there.set()
            await self._over.wait()


@pytest.fixture
def servers() -> Iterator[Servers]:
    with Servers() as both:
        yield both


def told(tmp_path: Path, **settings: object) -> list[Finding]:
    session = Session(Settings.read(None, data=tmp_path / "data", **settings), WORDS, "en")
    return list(_faces(session))


def discord_of(servers: Servers) -> dict[str, object]:
    return {"discord_token": "secret", "discord_api": servers.discord.api}


def test_without_a_token_it_is_only_noted(tmp_path: Path) -> None:
    (line,) = told(tmp_path)
    assert (line.sign, line.key) == (NOTE, "doctor-faces")


def test_discord_tells_the_invite_link_and_a_menu_that_is_not_ours(servers: Servers, tmp_path: Path) -> None:
    servers.discord.commands = [one for one in payload(MENU, WORDS) if one["name"] != "imagine"]
    fine, drifted = told(tmp_path, **discord_of(servers))
    assert fine.sign == FINE
    assert "client_id=100000000000000001" in str(fine.values["link"])
    assert "permissions=" in str(fine.values["link"])
    assert drifted.sign == NOTE
    assert str(drifted.values["names"]) == "/imagine"


def test_the_same_menu_is_not_mentioned(servers: Servers, tmp_path: Path) -> None:
    servers.discord.commands = payload(MENU, WORDS)
    (fine,) = told(tmp_path, **discord_of(servers))
    assert fine.sign == FINE


def test_a_wrong_token_is_said_kindly_and_never_shown(servers: Servers, tmp_path: Path) -> None:
    servers.discord.refuse = lambda _method, _path: told_json({"message": "401: Unauthorized", "code": 0}, 401)
    servers.telegram.refuse = lambda _method, _given: web.json_response(
        {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
    )
    lines = told(tmp_path, **discord_of(servers), telegram_token="1:secret", telegram_api=servers.telegram.api)  # noqa: S106 - a test's
    assert [(one.sign, one.key) for one in lines] == [(BROKEN, "problem-discord-token"), (BROKEN, "problem-telegram-token")]
    assert "secret" not in str(lines)


def test_telegram_tells_its_address(servers: Servers, tmp_path: Path) -> None:
    fine, drifted = told(tmp_path, telegram_token="1:secret", telegram_api=servers.telegram.api)  # noqa: S106 - a test's
    assert fine.values["link"] == "https://t.me/pincel_bot"
    assert drifted.sign == NOTE


def test_who_does_not_answer_is_named(tmp_path: Path) -> None:
    (line,) = told(tmp_path, telegram_token="1:secret", telegram_api="http://127.0.0.1:9")  # noqa: S106 - a test's
    assert (line.sign, line.key, line.values["platform"]) == (BROKEN, "doctor-face-unreachable", "Telegram")
