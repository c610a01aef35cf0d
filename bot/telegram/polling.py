"""Long polling that lets Telegram forget an update only when it, and every one before it, has been dealt with.

An offset forgets all that came before it, so one update that takes long (a flood limit, a large upload) holds the offset. Until it
is done Telegram is asked in short intervals, because it answers at once while it has something to tell, and the others are dealt
with meanwhile. That goes on for `HELD_S` or `HELD` updates, whichever comes first: Telegram tells a hundred at a time, and behind
a hundred that are held nobody would be heard. Only what takes longer than that would be lost in a crash, and what a person asked
for was accepted for good long before: what takes so long is Telegram taking our answers.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from storage.problem import Problem

WAIT_S = 10  # Telegram holds the line so long when there is nothing new
READ_S = 20.0
AGAIN_S = 0.3  # while an update is under way: how soon the next ones are asked for
HELD_S = 60.0
HELD = 80
BATCH = 100  # Telegram tells no more at a time
AT_ONCE = 256
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 30.0
LAST_UPDATES_S, LAST_WORD_S = 2.0, 5.0
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Heard:
    """An update that Telegram has not been told to forget."""

    number: int
    task: asyncio.Task[None]
    since: float


class _Backlog:
    """What Telegram kept for us while nobody listened."""

    def __init__(self, caught_up: asyncio.Event) -> None:
        self._caught_up = caught_up
        self._kept: set[asyncio.Task[None]] | None = None

    def look(self, told: int, under_way: set[asyncio.Task[None]]) -> None:
        """`told`: how many updates came just now; fewer than a batch are the last of them."""
        if self._kept is None and told < BATCH:
            self._kept = under_way
        if self._kept is not None and all(task.done() for task in self._kept):
            self._caught_up.set()


async def poll(
    bot: Bot, heard: Callable[[Update], Awaitable[None]], kinds: Sequence[str], caught_up: asyncio.Event | None = None
) -> None:
    """Until cancelled, ask for updates and have them dealt with side by side.

    After a crash those that were under way come again; calls are idempotent by their id. `caught_up` is set when all that happened
    while nobody listened is dealt with. Raises Problem "telegram-token".
    """
    caught_up = caught_up or asyncio.Event()
    offset, wait_s = 0, FIRST_WAIT_S
    held: list[_Heard] = []
    late: set[asyncio.Task[None]] = set()
    backlog = _Backlog(caught_up)
    try:
        while True:
            try:
                line_s = WAIT_S if caught_up.is_set() and not held else 0
                updates = await _told(bot, offset, line_s, kinds)
            except InvalidToken:
                raise Problem("telegram-token") from None
            except TelegramError as error:
                # Also while another process listens with the same token.
                _log.warning("telegram.not_listening", reason=error.message, again_in_s=wait_s)
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, LONGEST_WAIT_S)
                continue
            wait_s = FIRST_WAIT_S
            known = {one.number for one in held}
            for update in updates:
                if update.update_id not in known:
                    task = asyncio.create_task(_dealt_with(heard, update), name="telegram-update")
                    held.append(_Heard(update.update_id, task, time.monotonic()))
            if under_way := {one.task for one in held if not one.task.done()}:
                await asyncio.wait(under_way, timeout=AGAIN_S)
            backlog.look(len(updates), under_way | late)
            offset, held = _forgotten(offset, held, late)
            if len(late) >= AT_ONCE:
                await asyncio.wait(late, return_when=asyncio.FIRST_COMPLETED)
            late = {task for task in late if not task.done()}
    finally:
        if under_way := late | {one.task for one in held if not one.task.done()}:
            await asyncio.wait(under_way, timeout=LAST_UPDATES_S)
        offset, _ = _forgotten(offset, held, late)
        if offset:
            # What was dealt with need not come again at the next start.
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(LAST_WORD_S):
                    await bot.get_updates(offset=offset, timeout=0, limit=1, allowed_updates=kinds)


def read(update: dict[str, Any], bot: Bot) -> Update:
    """An update as the library reads it; an empty one where it can not, as of a server that is older or newer than the library."""
    try:
        return Update.de_json(update, bot)
    except Exception:  # noqa: BLE001 - else this one would come again and again, and nobody be heard behind it
        number = int(update["update_id"])
        _log.exception("telegram.update_unreadable", update=number)
        return Update(number)


async def _told(bot: Bot, offset: int, line_s: int, kinds: Sequence[str]) -> Sequence[Update]:
    try:
        return await bot.get_updates(offset=offset, timeout=line_s, allowed_updates=kinds, read_timeout=READ_S)
    except TelegramError:
        raise
    except Exception as error:  # noqa: BLE001 - the library reads all of them or none
        _log.warning("telegram.updates_unreadable", reason=type(error).__name__)
        given = {"offset": offset, "timeout": 0, "allowed_updates": list(kinds)}
        # Spelt so that the library does not warn of the method it has for this.
        told: list[dict[str, Any]] = await bot.do_api_request("get_Updates", api_kwargs=given, read_timeout=READ_S)
        return [read(one, bot) for one in told]


def _forgotten(offset: int, held: list[_Heard], late: set[asyncio.Task[None]]) -> tuple[int, list[_Heard]]:
    """(the new offset, what is held still): the first ones that are done go, and those that would hold the others too long."""
    at, now = 0, time.monotonic()
    while at < len(held):
        one = held[at]
        if not one.task.done():
            if now - one.since < HELD_S and len(held) - at < HELD:
                break
            late.add(one.task)
        offset, at = one.number + 1, at + 1
    return offset, held[at:]


async def _dealt_with(heard: Callable[[Update], Awaitable[None]], update: Update) -> None:
    try:
        await heard(update)
    except Exception:  # noqa: BLE001 - one update that goes wrong is a line in the log
        _log.exception("telegram.update_failed", update=update.update_id)
