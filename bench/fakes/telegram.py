"""A Telegram Bot API on loopback, as far as a bot uses it. It outlives the bot, so a test may kill that."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from bench.fakes.loopback import served

BOT = 70000001
GROUP = -1001000000001
LONG_POLL_S = 50

Json = dict[str, Any]


@dataclass
class Post:
    """A message of the bot in a chat as it stands, and how often it was changed."""

    id: int
    chat: int
    text: str = ""
    media: str = ""
    file_bytes: int = 0
    keyboard: list[list[Json]] = field(default_factory=list)
    topic: int | None = None
    edits: int = 0

    @property
    def tokens(self) -> list[str]:
        """What its buttons carry."""
        return [one["callback_data"] for row in self.keyboard for one in row if "callback_data" in one]


class FakeTelegram:
    """`async with FakeTelegram.running() as telegram`: point a bot at `.api`, wait for `.ready`, then `says(...)`."""

    def __init__(self) -> None:
        self.api = ""
        self.ready = asyncio.Event()
        self.changed = asyncio.Event()
        self.posts: dict[tuple[int, int], Post] = {}
        self.calls: list[tuple[str, Json]] = []
        self.answered: dict[str, float] = {}
        self.refuse: Callable[[str, Json], web.Response | None] = lambda method, given: None  # noqa: ARG005 - a test's own trouble
        self._updates: dict[int, Json] = {}
        self._came = asyncio.Event()
        self._ids = itertools.count(1)
        self._messages = itertools.count(1)

    @classmethod
    @asynccontextmanager
    async def running(cls) -> AsyncIterator[Self]:
        """A server on a free port of loopback."""
        here = cls()
        async with served([web.post("/bot{token}/{method}", here._called)]) as address:
            here.api = address
            try:
                yield here
            finally:
                here._came.set()

    async def says(self, text: str, *, by: int = 1, chat: int = GROUP, reply_to: Post | None = None) -> int:
        """Somebody writes a line. Answers the number of the message."""
        number = next(self._messages)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": _chat(chat),
            "from": _person(by),
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
            if text.startswith("/")
            else [],
        }
        self._update("message", message | ({"reply_to_message": self._message(reply_to)} if reply_to else {}))
        return number

    async def presses(self, post: Post, token: str, *, by: int = 1) -> str:
        """Somebody presses a button. Answers the id of the callback query; `answered` tells when it was."""
        number = f"query-{next(self._ids)}"
        query = {"id": number, "from": _person(by), "message": self._message(post), "chat_instance": "1", "data": token}
        self._update("callback_query", query)
        return number

    async def until(self, what: Callable[[], object], within_s: float) -> None:
        """Wait until something holds. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while not what():
                self.changed.clear()
                await self.changed.wait()

    def _update(self, kind: str, data: Json) -> None:
        number = next(self._ids)
        self._updates[number] = {"update_id": number, kind: data}
        self._came.set()

    def _message(self, post: Post) -> Json:
        told: Json = {
            "message_id": post.id,
            "date": 1_790_000_000,
            "chat": _chat(post.chat),
            "from": _bot(),
            "caption" if post.media else "text": post.text,
            "reply_markup": {"inline_keyboard": post.keyboard},
        }
        sizes = {"file_id": f"file-{post.id}", "file_unique_id": f"u{post.id}", "file_size": post.file_bytes}
        if post.media == "photo":
            told["photo"] = [sizes | {"width": 1024, "height": 1024}]
        elif post.media:
            told["document"] = sizes | {"file_name": "file", "mime_type": "application/octet-stream"}
        return told

    async def _called(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given, uploads = await _form(request)
        if method == "getUpdates":
            return await self._polled(given)
        self.calls.append((method, given))
        trouble = self.refuse(method, given)
        if trouble is not None:
            return trouble
        try:
            return self._answer(method, given, uploads)
        finally:
            self.changed.set()

    async def _polled(self, given: Json) -> web.Response:
        offset = int(given.get("offset", 0))
        for number in [number for number in self._updates if number < offset]:
            del self._updates[number]  # only now is it certain that the bot has them
        self.ready.set()
        until = time.monotonic() + min(LONG_POLL_S, float(given.get("timeout", 0)))
        while not self._updates and time.monotonic() < until:
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), until - time.monotonic())
            except TimeoutError:
                break
        return _fine([self._updates[number] for number in sorted(self._updates)][: int(given.get("limit", 100))])

    def _answer(self, method: str, given: Json, uploads: dict[str, int]) -> web.Response:  # noqa: C901, PLR0911 - one table of methods
        match method:
            case "getMe":
                return _fine(_bot() | {"can_join_groups": True, "supports_inline_queries": True})
            case "sendMessage" | "sendPhoto" | "sendDocument":
                post = Post(next(self._messages), int(given["chat_id"]), topic=given.get("message_thread_id"))
                self.posts[post.chat, post.id] = post
                return self._filled(post, method.removeprefix("send").lower(), given, uploads)
            case "editMessageText" | "editMessageMedia" | "editMessageCaption" | "editMessageReplyMarkup":
                post_or_none = self.posts.get((int(given["chat_id"]), int(given["message_id"])))
                if post_or_none is None:
                    return _sorry(400, "Bad Request: message to edit not found")
                post_or_none.edits += 1
                return self._filled(post_or_none, method.removeprefix("editMessage").lower(), given, uploads)
            case "sendPoll":  # it is asked at start whether there are polls with photos: here there are none
                return _sorry(400, "Bad Request: chat not found")
            case "answerCallbackQuery":
                self.answered[given["callback_query_id"]] = time.perf_counter()
                return _fine(data=True)
            case "deleteMessage":
                self.posts.pop((int(given["chat_id"]), int(given["message_id"])), None)
                return _fine(data=True)
            case "getChat":
                return _fine(_chat(int(given["chat_id"])) | {"accent_color_id": 0, "max_reaction_count": 11})
            case "getChatMember":
                return _fine({"status": "member", "user": _person(int(given["user_id"]))})
            case "getChatAdministrators":
                return _fine([{"status": "creator", "user": _person(1), "is_anonymous": False}])
            case "getMyCommands":
                return _fine([])
            case "getWebhookInfo":
                return _fine({"url": "", "has_custom_certificate": False, "pending_update_count": 0})
        return _fine(data=True)

    def _filled(self, post: Post, kind: str, given: Json, uploads: dict[str, int]) -> web.Response:
        markup = given.get("reply_markup") or {}
        if kind == "media":
            post.media = given["media"]["type"]
            post.text = given["media"].get("caption", "")
        elif kind in ("photo", "document"):
            post.media = kind
            post.text = given.get("caption", "")
        elif kind in ("message", "text"):
            post.text = given["text"]
        elif kind == "caption":
            post.text = given.get("caption", "")
        if uploads:
            post.file_bytes = sum(uploads.values())
        post.keyboard = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
        return _fine(self._message(post))


def _person(number: int) -> Json:
    return {"id": number, "is_bot": False, "first_name": f"Person {number}", "language_code": "en"}


def _bot() -> Json:
    return {"id": BOT, "is_bot": True, "first_name": "Pincel", "username": "pincel_bot"}


def _chat(number: int) -> Json:
    if number > 0:
        return {"id": number, "type": "private", "first_name": f"Person {number}"}
    return {"id": number, "type": "supergroup", "title": "Class 5b"}


def _fine(data: object) -> web.Response:
    return web.json_response({"ok": True, "result": data})


def _sorry(code: int, description: str) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": description}, status=code)


async def _form(request: web.Request) -> tuple[Json, dict[str, int]]:
    """(what was given, values that are JSON read; files by name with their size in bytes)."""
    given: Json = {}
    uploads: dict[str, int] = {}
    if request.content_type == "application/json":
        return dict(await request.json()), uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = len(value.file.read())
        else:
            given[name] = _read(str(value)) if name not in ("text", "caption", "callback_query_id") else str(value)
    return given, uploads


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
