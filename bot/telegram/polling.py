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

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from storage.problem import Problem

WAIT_S = 10  # Telegram holds the line so long when there is nothing new
READ_S = 20.0
AGAIN_S = 0.3  # while an update is under way: how soon the next ones are asked for
HELD_S = 60.0
HELD = 80
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


async def poll(bot: Bot, heard: Callable[[Update], Awaitable[None]], kinds: Sequence[str]) -> None:
    """Until cancelled, ask for updates and have them dealt with side by side.

    After a crash those that were under way come again; calls are idempotent by their id. Raises Problem "telegram-token".
    """
    offset, wait_s = 0, FIRST_WAIT_S
    held: list[_Heard] = []
    late: set[asyncio.Task[None]] = set()
    try:
        while True:
            try:
                line_s = 0 if held else WAIT_S
                updates = await bot.get_updates(offset=offset, timeout=line_s, allowed_updates=kinds, read_timeout=READ_S)
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
