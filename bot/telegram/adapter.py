"""The Telegram face: connects, listens by polling or by a webhook, and puts replies into chats."""

import asyncio
import logging
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, TypeHandler
from telegram.request import BaseRequest, HTTPXRequest

from bot.settings import Settings
from bot.telegram import menu
from bot.telegram.chat import Chat
from bot.telegram.files import FileIds
from bot.telegram.limits import Limits
from bot.telegram.people import Moderators
from bot.telegram.polling import poll, read
from bot.telegram.polls import Polls
from bot.telegram.posting import Posting
from bot.telegram.rights import Rights
from bot.telegram.sending import PLATFORM, Sending
from commands.core.dispatch import Dispatcher
from commands.core.reply import Reply, Unreachable
from storage.problem import Problem
from storage.records import MessageRef, Room, VoteWith

# Nothing else is asked for: Telegram sends reactions only to whom names them, and channels' posts and edits are not for us.
UPDATES = ("message", "callback_query", "inline_query", "message_reaction", "poll_answer")
API = "https://api.telegram.org"
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
STOP_WITHIN_S = 10.0
CONNECTED_WITHIN_S = 60.0
TAKEN_WITHIN_S = 20.0  # Telegram waits longer, but brings only so many updates at once
WATCHED_EVERY_S = 300.0
_log = structlog.get_logger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]


class TelegramAdapter:
    """Does nothing until `run`. Deliveries that come earlier wait for the connection."""

    def __init__(self, dispatcher: Dispatcher, settings: Settings, *, request: BaseRequest | None = None) -> None:
        """`request`: another way to Telegram than HTTP, for tests."""
        self._dispatcher = dispatcher
        self._house = dispatcher.house
        self._settings = settings
        self._request = request
        self._files = FileIds(settings.data / "telegram" / "files.json", self._house.storage.pictures, self._house.pool)
        self._limits = Limits()
        self._polls: Polls | None = None
        self._posting: Posting | None = None
        self._rights: Rights | None = None
        self._app: App | None = None
        self._chat: Chat | None = None
        self._ready = asyncio.Event()
        self.connected = asyncio.Event()

    async def run(self) -> None:
        """Talk until cancelled. Raises Problem "telegram-token" for a token that Telegram does not take, and "telegram-webhook"."""
        given = self._settings.telegram_token
        token = "" if given is None else given.get_secret_value().strip()
        if not token:
            raise Problem("telegram-token")
        # They write whole addresses, and Telegram's hold the token; and whole requests, which hold what people wrote.
        silent = logging.CRITICAL + 1  # it writes whole updates that it cannot read; we say that there was one
        levels = (
            ("httpx", logging.WARNING),
            ("httpcore", logging.WARNING),
            ("telegram", logging.INFO),
            ("telegram.ext.ExtBot", silent),
        )
        for name, least in levels:
            logging.getLogger(name).setLevel(max(least, logging.getLogger().level))
        # Without it the library warns of its own next version whenever Telegram asks for patience.
        os.environ.setdefault("PTB_TIMEDELTA", "1")
        app = self._application(token)
        try:
            await self._files.load()
            await _patiently(app.initialize)
            await self._talk(app)
        finally:
            # Who still waits for the connection is told that there is none.
            self._posting = self._rights = None
            self._ready.set()
            await self._files.save()
            with suppress(TelegramError, RuntimeError):
                await app.shutdown()

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        """Put a reply into a room or in the place of a message. Raises Unreachable where nothing of ours gets in."""
        async with asyncio.timeout(CONNECTED_WITHIN_S):
            await self._ready.wait()
        if self._posting is None or self._rights is None:
            raise ConnectionError("Telegram is closed")
        try:
            if replacing is not None:
                return await self._posting.edit(replacing, reply)
            return await self._posting.send(room, reply)
        except Unreachable as closed:
            await self._rights.explain(room, closed)
            raise

    def _application(self, token: str) -> App:
        api = (self._settings.telegram_api or API).rstrip("/")
        builder = ApplicationBuilder().token(token).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
        # Uploads on slow lines take their time; many rooms may wait for theirs at once.
        request = self._request or HTTPXRequest(connection_pool_size=64, pool_timeout=30, read_timeout=20, media_write_timeout=60)
        updates = self._request or HTTPXRequest(connection_pool_size=2, read_timeout=20)
        app = builder.request(request).get_updates_request(updates).rate_limiter(self._limits).concurrent_updates(True).build()
        if isinstance(app, Application):
            return app
        raise TypeError(app)

    async def _talk(self, app: App) -> None:
        moderators = Moderators(app.bot, frozenset(self._settings.owners))
        house = self._house

        async def marked(chat: int) -> bool:
            settings = await house.storage.rooms.settings(Room(PLATFORM, str(chat)))
            return settings.vote_with is VoteWith.REACTIONS and await moderators.is_administrator(chat)

        self._app = app
        polls = Polls(app.bot, house, self._files, self._settings.data / "telegram" / "polls.json")
        await polls.load()
        await polls.find_out()
        posting = Posting(Sending(app.bot, house.storage.pictures, self._files), house, polls, marked, self._limits.busy)
        rights = Rights(house, posting)
        chat = Chat(app.bot, self._dispatcher, posting, moderators, rights, self._files, polls)
        self._polls = polls
        self._posting, self._rights, self._chat = posting, rights, chat

        async def happened(update: Update, _: object) -> None:
            await chat.happened(update)

        app.add_handler(TypeHandler(Update, happened))
        await app.start()
        self._ready.set()
        try:
            await self._menus(app)
            async with self._listening(app):
                _log.info("telegram.connected", bot=app.bot.username, webhook=bool(self._settings.telegram_webhook))
                await self._watch(app)
        finally:
            try:
                async with asyncio.timeout(STOP_WITHIN_S):
                    await app.stop()
                    await chat.finish()
                    await posting.edits.finish()
            except TimeoutError:
                _log.warning("telegram.stopped_late")

    async def _watch(self, app: App) -> None:
        """Until cancelled, look now and then whether the token still holds: the library's listening would end without a word.

        And write down the names of files, which also takes those of forgotten pictures away.
        """
        while True:
            await asyncio.sleep(WATCHED_EVERY_S)
            await self._files.save()
            if self._polls is not None:
                await self._polls.find_out()
            try:
                await app.bot.get_me()
            except InvalidToken:
                raise Problem("telegram-token") from None
            except TelegramError as error:
                _log.warning("telegram.down", reason=error.message)

    async def _menus(self, app: App) -> None:
        try:
            kept = self._settings.data / "telegram" / "menu.sha256"
            told = await menu.sync(app.bot, self._dispatcher.menu, self._house.words, kept)
        except TelegramError as error:
            # People can type commands without a menu; the next start tells it again.
            _log.warning("telegram.menu_not_told", reason=error.message)
        else:
            _log.info("telegram.menu", told=told)

    @asynccontextmanager
    async def _listening(self, app: App) -> AsyncIterator[None]:
        if self._settings.telegram_webhook:
            async with self._webhook(app):
                self.connected.set()
                yield
            return
        # A webhook of before would keep all updates to itself.
        await _patiently(app.bot.delete_webhook)
        listening = asyncio.create_task(poll(app.bot, app.process_update, UPDATES, self.connected), name="telegram-polling")
        try:
            yield
        finally:
            listening.cancel()
            # A token that was taken back is told by `_watch`.
            await asyncio.gather(listening, return_exceptions=True)

    @asynccontextmanager
    async def _webhook(self, app: App) -> AsyncIterator[None]:
        from bot.telegram import webhook  # noqa: PLC0415 - a web server takes memory, and most never need one

        given = self._settings.telegram_webhook_secret
        secret = given.get_secret_value() if given is not None and given.get_secret_value() else secrets.token_urlsafe(32)

        async def take(update: dict[str, object]) -> None:
            # Only what was answered with "yes" is forgotten by Telegram: a crash before that brings it again.
            task = asyncio.create_task(app.process_update(read(update, app.bot)), name="telegram-update")
            late.add(task)
            task.add_done_callback(late.discard)
            await asyncio.wait({task}, timeout=TAKEN_WITHIN_S)

        late: set[asyncio.Task[None]] = set()

        address = self._settings.telegram_webhook_listen
        url = (self._settings.telegram_webhook or "").rstrip("/") + webhook.PATH
        async with AsyncExitStack() as stack:
            try:
                host, _, port = address.rpartition(":")
                listening = webhook.served(webhook.application(secret, take), host or "127.0.0.1", int(port))
                await stack.enter_async_context(listening)
            except (OSError, ValueError, OverflowError) as error:
                raise Problem("telegram-webhook", address=address, reason=str(error)) from None
            try:
                await _patiently(lambda: app.bot.set_webhook(url, allowed_updates=UPDATES, secret_token=secret))
            except BadRequest as error:
                raise Problem("telegram-webhook", address=url, reason=error.message) from None
            yield


async def _patiently(act: Callable[[], Awaitable[object]]) -> None:
    """Do it again and again while there is no network, or something else in Telegram's place.

    Raises Problem "telegram-token", and BadRequest for what will not become better.
    """
    wait_s = FIRST_WAIT_S
    while True:
        try:
            await act()
        except InvalidToken:
            raise Problem("telegram-token") from None
        except BadRequest:
            raise
        except TelegramError as error:
            _log.warning("telegram.not_connected", reason=error.message, again_in_s=wait_s)
            await asyncio.sleep(wait_s)
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)
        else:
            return
