"""How fast we may be: Telegram's limits count messages, not questions."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import AIORateLimiter

RETRIES = 3


class Limits(AIORateLimiter):
    """The library's own limits (30 messages a second, 20 a minute to a group), and up to three tries after "too many requests".

    Asking for administrators, deleting and nodding cost nothing of a group's messages, so that those are not late for it.
    """

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(max_retries=RETRIES)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Wait for this request's turn and make it."""
        counted = data if endpoint.startswith(("send", "edit")) else {}
        return await super().process_request(callback, args, kwargs, endpoint, counted, rate_limit_args)
