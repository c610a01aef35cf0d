"""How fast we may be: Telegram's limits count messages, not questions."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

from bot.recent import Recent

RETRIES = 3
A_LITTLE_S = 0.1
KEPT_FREE = 5  # of a group's 20 messages a minute: for results, when what nobody waits for must stand back


class Limits(AIORateLimiter):
    """The library's own limits (30 messages a second, 20 a minute to a group), and up to three tries after "too many requests".

    Answering a button, asking for administrators, deleting and nodding cost nothing of a group's messages, so that those are not
    late for it. A chat that asks for patience is the only one that gets it: the library would let everybody wait, also those who
    have pressed a button elsewhere.
    """

    __slots__ = ("_patience",)

    def __init__(self) -> None:
        super().__init__()
        # Per chat, or method that belongs to none: when it may be asked again, in seconds of the monotonic clock.
        self._patience: Recent[object, float] = Recent()

    def busy(self, chat: int) -> bool:
        """Whether a group has so little left of its messages that what can be left out should be."""
        return chat < 0 and not self._get_group_limiter(chat).has_capacity(KEPT_FREE)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Wait for this request's turn and make it. Raises RetryAfter when its chat asks for patience again and again."""
        counted = data if endpoint.startswith(("send", "edit")) else {}
        line = counted.get("chat_id", endpoint)

        async def patient(*given: Any, **named: Any) -> Any:
            # Also who has waited for the limits meanwhile.
            wait_s = self._patience.get(line, 0.0) - time.monotonic()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            return await callback(*given, **named)

        tries = 0
        while True:
            try:
                return await super().process_request(patient, args, kwargs, endpoint, counted, rate_limit_args)
            except RetryAfter as error:
                tries += 1
                if tries > RETRIES:
                    raise
                self._patience.keep(line, time.monotonic() + _seconds(error) + A_LITTLE_S)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
