"""The connection itself, over real HTTP to a Discord on this machine: tokens, too many requests, and an orderly end."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from aiohttp import web

import bot.discord.adapter
from bot.app import Kit, opened
from bot.discord.adapter import DiscordAdapter
from bot.discord.rights import INVITED, application_id, invite
from bot.settings import Settings
from commands.core.reply import Reply
from storage.problem import Problem
from storage.records import Room
from tests.bot.discord.bed import Bed

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.fake.token"  # noqa: S105 - a made-up one
APPLICATION: dict[str, Any] = {
    "name": "Pincel",
    "icon": None,
    "description": "",
    "flags": 0,
    "verify_key": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": {"id": "2", "username": "owner", "discriminator": "0", "avatar": None},
    "team": None,
}
MESSAGE: dict[str, Any] = {
    "id": "55",
    "channel_id": "7",
    "author": {"id": "1", "username": "pincel", "discriminator": "0", "avatar": None},
    "content": "Done",
    "attachments": [],
    "embeds": [],
    "edited_timestamp": None,
    "type": 0,
    "pinned": False,
    "mention_everyone": False,
    "tts": False,
    "mentions": [],
    "mention_roles": [],
    "timestamp": "2026-11-02T12:00:00+00:00",
}


def reply(body: object, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as Discord calls it: the library wants exactly this type."""
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json", **(headers or {})}
    )


class Discord:
    """A few of Discord's answers; `refuse` messages are answered with 429 first."""

    def __init__(self) -> None:
        self.refuse = 0
        self.knows_token = True
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/api/v10")
        self.asked.append(f"{request.method} {path}")
        if not self.knows_token:
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        if path == "/users/@me":
            return reply({"id": "1", "username": "pincel", "discriminator": "0", "avatar": None})
        if path == "/oauth2/applications/@me":
            return reply({"id": "123456789012345678", **APPLICATION})
        if path.endswith("/messages") and self.refuse:
            self.refuse -= 1
            told = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
            headers = {"Retry-After": "1", "X-RateLimit-Scope": "user", "Via": "1.1 google"}
            return reply(told, status=429, headers=headers)
        if path.endswith("/messages"):
            return reply(MESSAGE)
        return reply([])


@pytest.fixture(autouse=True)
def own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library has one address for all; it is put back after each test."""
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)


@pytest.fixture
async def server() -> AsyncIterator[tuple[Discord, str]]:
    told = Discord()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address: Any = runner.addresses[0]
    yield told, f"http://127.0.0.1:{address[1]}/api/v10"
    await runner.cleanup()


@asynccontextmanager
async def adapter(folder: Path, kit: Kit, api: str) -> AsyncIterator[DiscordAdapter]:
    settings = Settings.read(None, data=folder / "data", discord_token=TOKEN, discord_api=api)
    async with opened(settings, kit=kit) as app:
        face = DiscordAdapter(app.dispatcher, settings)
        try:
            yield face
        finally:
            if face.client.http.token is not None:
                await face.client.end()


async def test_a_token_that_discord_does_not_know_is_said_in_one_sentence(
    tmp_path: Path, kit: Kit, server: tuple[Discord, str]
) -> None:
    server[0].knows_token = False
    async with adapter(tmp_path, kit, server[1]) as face:
        with pytest.raises(Problem) as told:
            await face.run()
    assert told.value.key == "discord-token"
    assert TOKEN not in str(told.value.details)


async def test_too_many_requests_are_sent_again_when_discord_says_so(
    tmp_path: Path, kit: Kit, server: tuple[Discord, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    discord_, api = server
    discord_.refuse = 2
    async with adapter(tmp_path, kit, api) as face:
        discord.http.Route.BASE = api
        await face._log_in()
        assert any(one.startswith("PUT") for one in discord_.asked), "the menu is given at the start"
        face.client.knows_its_servers.set()
        ref = await face.deliver(Room("discord", "7"), Reply("Done"))
        assert ref.id == "55"
        assert [one for one in discord_.asked if one.endswith("/messages")] == ["POST /channels/7/messages"] * 3


@pytest.mark.parametrize(("code", "key"), [(4004, "discord-token"), (4013, None)])
async def test_a_token_that_is_taken_back_while_we_talk_is_said_too(
    tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch, code: int, key: str | None
) -> None:
    async with adapter(tmp_path, kit, "http://127.0.0.1:1") as face:

        async def nothing(*_args: object, **_given: object) -> None: ...

        async def connect(*, reconnect: bool) -> None:
            socket: Any = None
            raise discord.ConnectionClosed(socket, shard_id=0, code=code)

        for name, work in (("login", nothing), ("connect", connect), ("end", nothing)):
            monkeypatch.setattr(face.client, name, work)
        with pytest.raises(Problem if key else discord.ConnectionClosed) as told:
            await face.run()
        assert key is None or isinstance(told.value, Problem)


async def test_a_discord_that_is_down_is_waited_for(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.discord.adapter, "FIRST_WAIT_S", 0.0)
    async with adapter(tmp_path, kit, "http://127.0.0.1:1") as face:
        tries: list[str] = []

        async def login(token: str) -> None:
            tries.append(token)
            if len(tries) < 3:
                raise aiohttp.ClientConnectionError

        monkeypatch.setattr(face.client, "login", login)
        await face._log_in()
        assert tries == [TOKEN] * 3


async def test_what_is_owed_from_before_waits_until_we_know_our_servers(bed: Bed) -> None:
    bed.face.client.knows_its_servers.clear()
    delivery = asyncio.create_task(bed.face.deliver(bed.room, Reply("Late, but here")))
    await asyncio.sleep(0.05)
    assert not delivery.done()
    await bed.face.client.on_ready()
    await delivery
    assert bed.last().content == "Late, but here"


async def test_what_is_under_way_is_answered_before_the_end(bed: Bed) -> None:
    client = bed.face.client
    done: list[str] = []

    async def slow() -> None:
        await asyncio.sleep(0.05)
        done.append("answered")

    under_way = asyncio.create_task(client._held(slow()))
    await asyncio.sleep(0)
    await client.end()
    assert done == ["answered"]
    await under_way


def test_no_intent_needs_discords_consent(bed: Bed) -> None:
    intents = bed.face.client.intents
    assert not any((intents.members, intents.presences, intents.message_content))
    assert intents.guilds
    assert intents.guild_reactions
    assert intents.dm_reactions


def test_the_invite_asks_for_what_is_needed_and_no_more() -> None:
    number = application_id(TOKEN)
    assert number == 123456789012345678
    address = invite(number)
    assert f"client_id={number}" in address
    assert f"permissions={INVITED.value}" in address
    assert "scope=bot+applications.commands" in address
    assert not INVITED.administrator


@pytest.mark.parametrize("token", ["", "nonsense", "ü.x.y", "YWJj.x.y"])
def test_a_token_that_is_none_has_no_number(token: str) -> None:
    assert application_id(token) is None
