"""Long polling that lets Telegram forget an update when it has been dealt with, or has taken too long to hold up the others."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from storage.problem import Problem

WAIT_S = 10  # Telegram holds the line so long when there is nothing new
READ_S = 20.0
DEALT_WITH_S = 2.0  # whoever takes longer (a flood limit) does not hold up the others; its update counts as heard
AT_ONCE = 256
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 30.0
LAST_WORD_S = 5.0
_log = structlog.get_logger(__name__)


async def poll(bot: Bot, heard: Callable[[Update], Awaitable[None]], kinds: Sequence[str]) -> None:
    """Until cancelled, ask for updates and have them dealt with side by side.

    After a crash those of the last moment come again; calls are idempotent by their id. Raises Problem "telegram-token".
    """
    offset, wait_s = 0, FIRST_WAIT_S
    under_way: set[asyncio.Task[None]] = set()
    try:
        while True:
            try:
                updates = await bot.get_updates(offset=offset, timeout=WAIT_S, allowed_updates=kinds, read_timeout=READ_S)
            except InvalidToken:
                raise Problem("telegram-token") from None
            except TelegramError as error:
                # Also while another process listens with the same token.
                _log.warning("telegram.not_listening", reason=error.message, again_in_s=wait_s)
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, LONGEST_WAIT_S)
                continue
            wait_s = FIRST_WAIT_S
            if not updates:
                continue
            new = {asyncio.create_task(_dealt_with(heard, update)) for update in updates}
            _, late = await asyncio.wait(new, timeout=DEALT_WITH_S)
            under_way = {task for task in under_way if not task.done()} | late
            offset = updates[-1].update_id + 1
            if len(under_way) >= AT_ONCE:
                await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
    finally:
        if under_way:
            await asyncio.wait(under_way, timeout=DEALT_WITH_S)
        if offset:
            # What was dealt with need not come again at the next start.
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(LAST_WORD_S):
                    await bot.get_updates(offset=offset, timeout=0, limit=1, allowed_updates=kinds)


async def _dealt_with(heard: Callable[[Update], Awaitable[None]], update: Update) -> None:
    try:
        await heard(update)
    except Exception:  # noqa: BLE001 - one update that goes wrong is a line in the log
        _log.exception("telegram.update_failed", update=update.update_id)
