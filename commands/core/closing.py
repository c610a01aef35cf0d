"""What ends by itself: votes and challenges whose time is up, also after the bot was away."""

from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from commands.challenge import reveal
from commands.core.call import House
from commands.results import close_vote

_End = Callable[[House, int], Coroutine[Any, Any, None]]
_log = structlog.get_logger(__name__)


async def close_due(house: House) -> int:
    """End everything that is due and tell the rooms. Returns how many ended.

    One that fails is logged and tried again at the next call; it does not hold up the others.
    """
    now = house.now()
    due: list[tuple[_End, int]] = [(_vote, number) for number in await house.storage.generations.votes_due(now)]
    due += [(_challenge, number) for number in await house.storage.challenges.due(now)]
    ended = 0
    for end, number in due:
        try:
            await end(house, number)
        except Exception:  # noqa: BLE001 - a face may fail in any way
            _log.exception("closing.failed", what=getattr(end, "__name__", ""), number=number)
        else:
            ended += 1
    return ended


async def _vote(house: House, generation_id: int) -> None:
    generation = await house.storage.generations.get(generation_id)
    if generation is not None:
        await house.deliver(generation.request.room, await close_vote(house, generation, generation.request.locale))
        await house.storage.generations.vote_announced(generation_id, house.now())


async def _challenge(house: House, challenge_id: int) -> None:
    game = await house.storage.challenges.get(challenge_id)
    if game is not None:
        await house.deliver(game.room, await reveal(house, challenge_id))
        await house.storage.challenges.announced(challenge_id, house.now())
