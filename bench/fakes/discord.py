"""A Discord on loopback: gateway and REST as far as a bot uses them. It outlives the bot, so a test may kill that."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import WSMsgType, web

from bench.fakes.discord_shapes import (
    APPLICATION,
    CHANNEL,
    EVERYTHING,
    GUILD,
    Json,
    Post,
    application,
    bot,
    guild,
    member,
    message,
    person,
    user,
)
from bench.fakes.loopback import BODY_BYTES, served

DEFERRED = 5
DEFERRED_UPDATE = 6


@dataclass
class Asked:
    """An interaction that was sent to the bot, and when what came back (seconds of time.perf_counter)."""

    id: str
    token: str
    name: str
    sent_at: float
    acked_at: float | None = None
    acks: list[int] = field(default_factory=list)
    message: str | None = None

    @property
    def ack_ms(self) -> float:
        """From the event to the acknowledgement; infinite when none came."""
        return float("inf") if self.acked_at is None else (self.acked_at - self.sent_at) * 1000


def told_json(data: object, status: int = 200) -> web.Response:
    """An answer; discord.py wants this content type to the letter."""
    return web.Response(body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json"})


class FakeDiscord:
    """`async with FakeDiscord.running() as discord`: point a bot at `discord.api`, wait for `discord.ready`, then `asks(...)`."""

    def __init__(self) -> None:
        self.api = ""
        self.ready = asyncio.Event()
        self.posts: dict[str, Post] = {}
        self.asked: dict[str, Asked] = {}
        self.commands: list[Json] = []
        self.syncs = 0
        self.changed = asyncio.Event()
        self.refuse: Callable[[str, str], web.Response | None] = lambda method, path: None  # noqa: ARG005 - a test's own trouble
        self._ids = itertools.count(900000000000000000)
        self._socket: web.WebSocketResponse | None = None
        self._sequence = itertools.count(1)
        self._of_token: dict[str, Asked] = {}

    @classmethod
    @asynccontextmanager
    async def running(cls) -> AsyncIterator[Self]:
        """A server on a free port of loopback."""
        here = cls()
        async with served([web.get("/gateway", here._gateway), web.route("*", "/api/v10/{tail:.*}", here._rest)]) as address:
            here.api = f"{address}/api/v10"
            yield here

    async def asks(self, name: str, options: Mapping[str, object], *, by: int = 1) -> Asked:
        """Somebody uses a slash command."""
        kinds = {str: 3, int: 4, bool: 5, float: 10}
        given = [{"name": key, "type": kinds[type(value)], "value": value} for key, value in options.items()]
        return await self._interact(name, 2, {"id": "1", "name": name, "type": 1, "options": given}, by)

    async def presses(self, post: Post, custom_id: str, *, by: int = 1) -> Asked:
        """Somebody presses a button."""
        data = {"custom_id": custom_id, "component_type": 2}
        return await self._interact(custom_id, 3, data, by, on=message(post))

    async def fills(self, custom_id: str, values: Mapping[str, str], *, by: int = 1) -> Asked:
        """Somebody sends a modal."""
        rows = [{"type": 1, "components": [{"type": 4, "custom_id": key, "value": value}]} for key, value in values.items()]
        return await self._interact(custom_id, 5, {"custom_id": custom_id, "components": rows}, by)

    async def reacts(self, post: Post, emoji: str, *, by: int = 1, away: bool = False) -> None:
        """Somebody puts a reaction under a message; `away`: the bot does not hear of it."""
        user = person(by)
        post.reactions.setdefault(emoji, []).append(user["id"])
        if not away:
            await self._dispatch(
                "MESSAGE_REACTION_ADD",
                {
                    "user_id": user["id"],
                    "channel_id": post.channel,
                    "message_id": post.id,
                    "guild_id": GUILD,
                    "emoji": {"id": None, "name": emoji},
                    "member": member(user),
                    "burst": False,
                    "type": 0,
                },
            )

    async def until(self, what: Callable[[], object], within_s: float) -> None:
        """Wait until something holds. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while not what():
                self.changed.clear()
                await self.changed.wait()

    async def _interact(self, name: str, kind: int, data: Json, by: int, on: Json | None = None) -> Asked:
        if self._socket is None:
            raise RuntimeError("no bot is connected")
        number = str(next(self._ids))
        asked = Asked(number, f"token-{number}", name, time.perf_counter())
        self.asked[number] = self._of_token[asked.token] = asked
        event = {
            "id": number,
            "application_id": APPLICATION,
            "type": kind,
            "token": asked.token,
            "version": 1,
            "guild_id": GUILD,
            "channel_id": CHANNEL,
            "channel": {"id": CHANNEL, "type": 0, "guild_id": GUILD, "name": "art", "permissions": EVERYTHING},
            "member": member(person(by)),
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": EVERYTHING,
            "entitlements": [],
            "authorizing_integration_owners": {"0": GUILD},
            "context": 0,
            "attachment_size_limit": 10 * 2**20,
            "data": data,
        }
        await self._dispatch("INTERACTION_CREATE", event | ({"message": on} if on else {}))
        return asked

    async def _dispatch(self, name: str, data: Json) -> None:
        if self._socket is not None:
            await self._socket.send_json({"op": 0, "t": name, "s": next(self._sequence), "d": data})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=BODY_BYTES)
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 20000}, "s": None, "t": None})
        async for line in socket:
            if line.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(line.data)
            if payload["op"] == 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            elif payload["op"] in (2, 6):
                self._socket = socket
                await self._welcome()
        if self._socket is socket:
            self._socket = None
            self.ready.clear()
        return socket

    async def _welcome(self) -> None:
        ready = {
            "v": 10,
            "user": bot(),
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "session",
            "resume_gateway_url": self.api.replace("http", "ws").replace("/api/v10", "/gateway"),
            "shard": [0, 1],
            "application": {"id": APPLICATION, "flags": 0},
        }
        await self._dispatch("READY", ready)
        await self._dispatch("GUILD_CREATE", guild())
        self.ready.set()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path, method = request.match_info["tail"], request.method
        trouble = self.refuse(method, path)
        if trouble is not None:
            return trouble
        body, files = await _body(request)
        try:
            return self._answer(method, path.split("/"), body, files)
        finally:
            self.changed.set()

    def _answer(self, method: str, path: list[str], body: Any, files: list[Json]) -> web.Response:  # noqa: C901, PLR0911, PLR0912 - one table of routes
        match method, path:
            case "GET", ["users", "@me"]:
                return told_json(bot())
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
                url = self.api.replace("http", "ws").replace("/api/v10", "/gateway")
                return told_json({"url": url, "shards": 1, "session_start_limit": limit})
            case "GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]:
                return told_json(application())
            case (("GET" | "PUT" | "POST"), ["applications", _, *_, "commands"]):
                if method == "PUT":
                    self.syncs += 1
                    self.commands = [
                        {**one, "id": str(next(self._ids)), "application_id": APPLICATION, "version": "1"} for one in body
                    ]
                return told_json(self.commands)
            case "POST", ["interactions", number, _, "callback"]:
                return self._acknowledged(self.asked[number], body, files)
            case (("PATCH" | "GET" | "DELETE"), ["webhooks", _, token, "messages", which]):
                asked = self._of_token[token]
                return self._changed(method, asked.message if which == "@original" else which, body, files)
            case "POST", ["webhooks", _, token]:
                asked = self._of_token[token]
                if asked.message is None and DEFERRED in asked.acks:
                    asked.message = str(next(self._ids))
                return told_json(message(self._posted(CHANNEL, body, files)))
            case "POST", ["channels", channel, "messages"]:
                return told_json(message(self._posted(channel, body, files)))
            case (("GET" | "PATCH" | "DELETE"), ["channels", _, "messages", number]):
                return self._changed(method, number, body, files)
            case "PUT", ["channels", _, "messages", number, "reactions", emoji, "@me"]:
                self.posts[number].reactions.setdefault(emoji, []).append(APPLICATION)
                return web.Response(status=204)
            case "DELETE", ["channels", _, "messages", number, "reactions", emoji, whose]:
                users = self.posts[number].reactions.get(emoji, [])
                users[:] = [one for one in users if one != (APPLICATION if whose == "@me" else whose)]
                return web.Response(status=204)
            case "GET", ["channels", _, "messages", number, "reactions", emoji]:
                users = self.posts[number].reactions.get(emoji, [])
                return told_json([user(one) for one in users])
            case "POST", ["users", "@me", "channels"]:
                direct = {"id": f"5{body['recipient_id'][1:]}", "type": 1, "recipients": [user(str(body["recipient_id"]))]}
                return told_json(direct)
            case "GET", ["channels", channel]:
                return told_json({"id": channel, "type": 0, "guild_id": GUILD, "name": "art", "permission_overwrites": []})
        return told_json({"message": "404: Not Found", "code": 0}, status=404)

    def _acknowledged(self, asked: Asked, body: Json, files: list[Json]) -> web.Response:
        if asked.acks:
            return told_json({"message": "Interaction has already been acknowledged.", "code": 40060}, status=400)
        asked.acked_at = time.perf_counter()
        asked.acks.append(body["type"])
        data = body.get("data") or {}
        told: Json = {"interaction": {"id": asked.id, "type": 2, "channel_id": CHANNEL, "guild_id": GUILD}}
        if body["type"] in (4, DEFERRED):
            post = self._posted(CHANNEL, data, files)
            asked.message = post.id
            loading = body["type"] == DEFERRED
            told["interaction"] |= {
                "response_message_id": post.id,
                "response_message_loading": loading,
                "response_message_ephemeral": bool(post.flags & 64),
            }
            told["resource"] = {"type": body["type"], "message": message(post)}
        return told_json(told)

    def _posted(self, channel: str, body: Json, files: list[Json]) -> Post:
        nonce = str(body.get("nonce") or "")
        known = next((one for one in self.posts.values() if nonce and body.get("enforce_nonce") and one.nonce == nonce), None)
        if known is not None:
            return known
        post = Post(str(next(self._ids)), channel, APPLICATION, nonce=nonce)
        self.posts[post.id] = post
        _fill(post, body, files)
        return post

    def _changed(self, method: str, number: str | None, body: Json, files: list[Json]) -> web.Response:
        post = self.posts.get(number or "")
        if post is None:
            return told_json({"message": "Unknown Message", "code": 10008}, status=404)
        if method == "DELETE":
            del self.posts[post.id]
            return web.Response(status=204)
        if method == "PATCH":
            post.edits += 1
            _fill(post, body, files)
        return told_json(message(post))


def _fill(post: Post, body: Json, files: list[Json]) -> None:
    post.content = body.get("content", post.content) or ""
    post.embeds = body.get("embeds", post.embeds) or []
    post.components = body.get("components", post.components) or []
    post.flags = body.get("flags") or post.flags
    if "attachments" in body or files:
        kept = [one for one in body.get("attachments") or () if len(str(one["id"])) > 2]
        post.attachments = [*kept, *files]


async def _body(request: web.Request) -> tuple[Any, list[Json]]:
    """(the JSON, the files as attachments with an extra "sha256" of their bytes left out: only their size is kept)."""
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return (json.loads(text) if text else {}), []
    body: Any = {}
    files: list[Json] = []
    reader = await request.multipart()
    async for part in reader:
        if getattr(part, "name", "") == "payload_json":
            body = json.loads(await part.text())  # type: ignore[union-attr] # no part here is a multipart itself
        else:
            data = await part.read()  # type: ignore[union-attr] # as above
            name = getattr(part, "filename", None) or "file"
            url = f"{request.url.origin()}/files/{name}"
            files.append({"id": str(7 * 10**17 + len(files)), "filename": name, "size": len(data), "url": url, "proxy_url": url})
    return body, files
