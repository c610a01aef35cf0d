"""A Telegram in the memory of a test: chats, messages as people see them, and the server's refusals."""

import asyncio
import io
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from telegram.request import BaseRequest, RequestData

from bot.telegram.render import units
from tests.bot.telegram import oracle
from tests.bot.telegram.markup import Html

BOT: dict[str, Any] = {"id": 4242, "is_bot": True, "first_name": "Pincel", "username": "pincel_bot"}
TOKEN = "4242:" + "x" * 35


class Refused(Exception):  # noqa: N818 - what the server does
    """The server says no."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


@dataclass
class Sent:
    """A request of the bot, as it came."""

    method: str
    given: dict[str, Any]
    files: dict[str, tuple[str, bytes]]


@dataclass
class Telegram:
    """The server. `refuse` makes it say no; `sent` is all that the bot asked of it, `wrong` what was not by the description."""

    administrators: dict[int, set[int]] = field(default_factory=dict)
    started: set[int] = field(default_factory=set)  # people who may be written to
    absent: set[int] = field(default_factory=set)  # people who are in no group
    sent: list[Sent] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    messages: dict[int, dict[int, dict[str, Any]]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    menus: list[dict[str, Any]] = field(default_factory=list)
    reactions: dict[tuple[int, int], list[Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: int = 0
    webhook: dict[str, Any] | None = None
    photo_polls: bool = False  # whether this server knows photos in polls; an older one passes over them
    waits: dict[str, asyncio.Event] = field(default_factory=dict)  # the next request of a method waits for this
    _refusals: list[tuple[Callable[[Sent], bool], Refused, int]] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(100))
    _update_ids: Any = field(default_factory=lambda: itertools.count(1))
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def request(self) -> BaseRequest:
        """The way to this server, in place of HTTP."""
        return _Seam(self)

    def bring(self, kind: str, what: dict[str, Any], *, update_id: int | None = None) -> int:
        """Something happened that the bot will be told."""
        number = next(self._update_ids) if update_id is None else update_id
        self.updates.append({"update_id": number, kind: what})
        self._news.set()
        return number

    def refuse(
        self, method: str, refusal: Refused, *, times: int = 1, where: Callable[[dict[str, Any]], bool] = lambda _: True
    ) -> None:
        """Say no to the next `times` requests of that method (where they are like that)."""
        self._refusals.append((lambda sent: sent.method == method and where(sent.given), refusal, times))

    def number(self) -> int:
        """The number of the next message."""
        return int(next(self._numbers))

    def calls(self, method: str) -> list[Sent]:
        """The requests of one method."""
        return [one for one in self.sent if one.method == method]

    async def answer(self, sent: Sent) -> Any:
        """What the server says to a request."""
        if sent.method != "getUpdates":
            self.sent.append(sent)
        self.wrong += oracle.complaints(sent.method, sent.given, sent.files)
        for place, (meant, refusal, times) in enumerate(self._refusals):
            if meant(sent):
                self._refusals[place : place + 1] = [(meant, refusal, times - 1)] if times > 1 else []
                raise refusal
        turn = self.waits.pop(sent.method, None)
        if turn is not None:
            await turn.wait()
        known = getattr(self, f"_on_{sent.method.lower()}", None)
        if known is None:
            raise Refused(f"Not Found: {sent.method}", 404)
        made = known(sent)
        return await made if asyncio.iscoroutine(made) else made

    async def _on_getupdates(self, sent: Sent) -> list[dict[str, Any]]:
        offset = sent.given.get("offset", 0)
        self.acknowledged = max(self.acknowledged, offset - 1)
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if not self.updates:
            self._news.clear()
            if not sent.given.get("timeout"):
                return []
            await self._news.wait()
        return list(self.updates)

    def _on_getme(self, _: Sent) -> dict[str, Any]:
        return BOT

    def _on_deletewebhook(self, _: Sent) -> bool:
        self.webhook = None
        return True

    def _on_setwebhook(self, sent: Sent) -> bool:
        self.webhook = sent.given
        return True

    def _on_setmycommands(self, sent: Sent) -> bool:
        self.menus.append(sent.given)
        return True

    def _on_answercallbackquery(self, sent: Sent) -> bool:
        if len(sent.given.get("text", "")) > 200:
            raise Refused("Bad Request: MESSAGE_TOO_LONG")
        self.answers[sent.given["callback_query_id"]] = sent.given
        return True

    def _on_answerinlinequery(self, sent: Sent) -> bool:
        self.answers[sent.given["inline_query_id"]] = sent.given
        return True

    def _on_setmessagereaction(self, sent: Sent) -> bool:
        self.reactions[sent.given["chat_id"], sent.given["message_id"]] = sent.given["reaction"]
        return True

    def _on_getchatadministrators(self, sent: Sent) -> list[dict[str, Any]]:
        ids = self.administrators.get(sent.given["chat_id"], set())
        return [
            {"status": "creator", "is_anonymous": False, "user": {"id": one, "is_bot": False, "first_name": "A"}} for one in ids
        ]

    def _on_getchatmember(self, sent: Sent) -> dict[str, Any]:
        member = sent.given["user_id"]
        if member in self.absent:
            raise Refused("Bad Request: PARTICIPANT_ID_INVALID")
        return {"status": "member", "user": {"id": member, "is_bot": False, "first_name": "A"}}

    def _on_getfile(self, sent: Sent) -> dict[str, Any]:
        file_id = sent.given["file_id"]
        return {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_path": f"photos/{file_id}",
            "file_size": len(self.files[file_id]),
        }

    def _on_deletemessage(self, sent: Sent) -> bool:
        if self.messages.get(sent.given["chat_id"], {}).pop(sent.given["message_id"], None) is None:
            raise Refused("Bad Request: message to delete not found")
        return True

    def _on_sendmessage(self, sent: Sent) -> dict[str, Any]:
        return self._new(sent, self._words(sent.given, "text", 4096))

    def _on_sendphoto(self, sent: Sent) -> dict[str, Any]:
        return self._new(
            sent,
            self._media("photo", sent.given.get("photo", "photo"), sent) | self._words(sent.given, "caption", 1024),
        )

    def _on_senddocument(self, sent: Sent) -> dict[str, Any]:
        file = sent.given.get("document", "document")
        return self._new(sent, self._media("document", file, sent) | self._words(sent.given, "caption", 1024))

    def _on_sendmediagroup(self, sent: Sent) -> list[dict[str, Any]]:
        media = sent.given["media"]
        if not 2 <= len(media) <= 10 or len({one["type"] for one in media}) != 1:
            raise Refused("Bad Request: wrong album")
        group = str(self.number())
        return [
            self._new(
                sent, self._media(one["type"], one["media"], sent) | self._words(one, "caption", 1024) | {"media_group_id": group}
            )
            for one in media
        ]

    def _on_sendpoll(self, sent: Sent) -> dict[str, Any]:
        options: list[dict[str, Any]] = [
            {"persistent_id": str(place), "text": option["text"], "voter_count": 0}
            | ({"media": self._media("photo", option["media"]["media"], sent)} if self.photo_polls and "media" in option else {})
            for place, option in enumerate(sent.given["options"])
        ]
        if not sent.given["chat_id"]:
            raise Refused("Bad Request: chat not found")
        poll = {
            "id": f"poll-{self.number()}",
            "question": sent.given["question"],
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": sent.given["is_anonymous"],
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
        return self._new(sent, {"poll": poll})

    def _on_stoppoll(self, sent: Sent) -> dict[str, Any]:
        poll: dict[str, Any] = self._old(sent)["poll"]
        if poll["is_closed"]:
            raise Refused("Bad Request: poll has already been closed")
        poll["is_closed"] = True
        return poll

    def _on_editmessagetext(self, sent: Sent) -> dict[str, Any]:
        message = self._old(sent)
        if "text" not in message:
            raise Refused("Bad Request: there is no text in the message to edit")
        return self._changed(sent, message, self._words(sent.given, "text", 4096))

    def _on_editmessagecaption(self, sent: Sent) -> dict[str, Any]:
        message = self._old(sent)
        if "text" in message:
            raise Refused("Bad Request: there is no caption in the message to edit")
        kept = {name: message[name] for name in ("photo", "document") if name in message}
        return self._changed(sent, message, kept | self._words(sent.given, "caption", 1024))

    def _on_editmessagemedia(self, sent: Sent) -> dict[str, Any]:
        media = sent.given["media"]
        content = self._media(media["type"], media["media"], sent) | self._words(media, "caption", 1024)
        return self._changed(sent, self._old(sent), content)

    def _on_editmessagereplymarkup(self, sent: Sent) -> dict[str, Any]:
        message = self._old(sent)
        return self._changed(sent, message, {name: message[name] for name in _CONTENT if name in message})

    def _words(self, given: dict[str, Any], name: str, limit: int) -> dict[str, Any]:
        text, entities = str(given.get(name) or ""), []
        if given.get("parse_mode") == "HTML":
            read = Html()
            try:
                read.feed(text)
            except ValueError as wrong:
                raise Refused(f"Bad Request: can't parse entities: {wrong}") from None
            read.close()
            text, entities = read.text, read.entities
        if name == "text" and not text.strip():
            raise Refused("Bad Request: message text is empty")
        if units(text) > limit:
            raise Refused(f"Bad Request: {'message is too long' if name == 'text' else 'message caption is too long'}")
        entity_name = "entities" if name == "text" else "caption_entities"
        return ({name: text} if text else {}) | ({entity_name: entities} if entities else {})

    def _media(self, kind: str, file: str, sent: Sent) -> dict[str, Any]:
        part = file.removeprefix("attach://")
        if part in sent.files:
            name, data = sent.files[part]
            file_id = f"{kind}-{self.number()}"
            self.files[file_id] = data
        elif file in self.files and file.startswith(kind):
            file_id, name, data = file, "", self.files[file]
        else:
            raise Refused("Bad Request: wrong file identifier/HTTP URL specified")
        if len(data) > (10_000_000 if kind == "photo" else 50_000_000):
            raise Refused("Request Entity Too Large", 413)
        if kind == "document":
            return {"document": {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}}
        try:
            width, height = Image.open(io.BytesIO(data)).size
        except OSError:
            raise Refused("Bad Request: IMAGE_PROCESS_FAILED") from None
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise Refused("Bad Request: PHOTO_INVALID_DIMENSIONS")
        return {"photo": [{"file_id": file_id, "file_unique_id": file_id, "width": width, "height": height}]}

    def _new(self, sent: Sent, content: dict[str, Any]) -> dict[str, Any]:
        chat = int(sent.given["chat_id"])
        if chat > 0 and chat not in self.started:
            raise Refused("Forbidden: bot can't initiate conversation with a user", 403)
        topic = sent.given.get("message_thread_id")
        message = {
            "message_id": self.number(),
            "date": 1_795_000_000,
            "chat": chat_of(chat),
            "from": BOT,
            **content,
            **({"reply_markup": sent.given["reply_markup"]} if "inline_keyboard" in sent.given.get("reply_markup", {}) else {}),
            **({"message_thread_id": topic, "is_topic_message": True} if topic else {}),
        }
        self.messages.setdefault(chat, {})[message["message_id"]] = message
        return message

    def _old(self, sent: Sent) -> dict[str, Any]:
        message = self.messages.get(int(sent.given["chat_id"]), {}).get(sent.given["message_id"])
        if message is None:
            raise Refused("Bad Request: message to edit not found")
        return message

    def _changed(self, sent: Sent, message: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        rest = {name: value for name, value in message.items() if name not in {*_CONTENT, "reply_markup"}}
        new = rest | content | ({"reply_markup": sent.given["reply_markup"]} if sent.given.get("reply_markup") else {})
        if new == message:
            raise Refused(
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
            )
        message.clear()
        message.update(new)
        return message


_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document")


def chat_of(number: int) -> dict[str, Any]:
    """A chat, as the server describes it."""
    if number > 0:
        return {"id": number, "type": "private", "first_name": f"P{number}"}
    return {"id": number, "type": "supergroup", "title": "The club", "is_forum": True}


class _Seam(BaseRequest):
    """The library's own seam for another way than HTTP."""

    def __init__(self, server: Telegram) -> None:
        self._server = server

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - POST or GET, which the address tells as well
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Answer a request, or a download."""
        name = url.rsplit("/", 1)[-1]
        if "/file/bot" in url:
            return 200, self._server.files[name]
        files = (
            {}
            if request_data is None
            else {key: (str(part[0]), _bytes(part[1])) for key, part in request_data.multipart_data.items()}
        )
        given = {} if request_data is None else json.loads(json.dumps(request_data.parameters))
        try:
            result = await self._server.answer(Sent(name, given, files))
        except Refused as no:
            body: dict[str, Any] = {"ok": False, "error_code": no.code, "description": str(no)}
            if no.parameters:
                body["parameters"] = no.parameters
            return (429 if "retry_after" in no.parameters else no.code), json.dumps(body).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else bytes(content.read())
