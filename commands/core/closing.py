"""What happens by itself: votes and challenges end when their time is up, also after the bot was away; the day's digest is told."""

import time
from collections.abc import Awaitable, Callable, Collection

import structlog

from commands.challenge import reveal, told
from commands.core.call import House
from commands.core.copies import placed
from commands.core.deciding import tell_late
from commands.core.digest import tell_digests
from commands.core.moderating import call_late
from commands.core.reply import Reply, Unreachable
from commands.results import close_vote
from storage.records import Room

FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 600.0
_log = structlog.get_logger(__name__)


# (what, number) -> (not before, last wait), in seconds of time.monotonic
Later = dict[tuple[str, int], tuple[float, float]]


async def close_due(house: House, platforms: Collection[str] | None = None, later: Later | None = None) -> int:
    """End everything that is due on these platforms (None: on all) and tell the rooms. Returns how many ended.

    A room that can not be told is tried again later, each time after twice the wait, and does not hold up the others; the caller
    keeps `later` between calls.
    """
    return await _Closing(house, platforms, {} if later is None else later).run_once()


class _Closing:
    def __init__(self, house: House, platforms: Collection[str] | None, later: Later) -> None:
        self._house = house
        self._platforms = platforms
        self._later = later

    async def run_once(self) -> int:
        now = self._house.now()
        ended = 0
        for number in await self._house.storage.generations.votes_due(now):
            ended += await self._try("vote", number, self._vote)
        for number in await self._house.storage.challenges.due(now):
            ended += await self._try("challenge", number, self._challenge)
        await self._try("digest", 0, self._digests)
        await self._try("news", 0, self._news)
        await self._try("appeals", 0, self._appeals)
        return ended

    async def _try(self, what: str, number: int, end: Callable[[int], Awaitable[bool]]) -> bool:
        not_before, waited = self._later.get((what, number), (0.0, FIRST_WAIT_S / 2))
        if time.monotonic() < not_before:
            return False
        try:
            ended = await end(number)
        except Exception:  # noqa: BLE001 - a face may fail in any way
            wait = min(waited * 2, LONGEST_WAIT_S)
            self._later[what, number] = (time.monotonic() + wait, wait)
            _log.exception("closing.failed", what=what, number=number, again_in_s=wait)
            return False
        self._later.pop((what, number), None)
        if not ended:
            # Of another process's platform: no need to look every second.
            self._later[what, number] = (time.monotonic() + LONGEST_WAIT_S, LONGEST_WAIT_S)
        return ended

    async def _vote(self, number: int) -> bool:
        generation = await self._house.storage.generations.get(number)
        if generation is None or not self._ours(generation.request.room):
            return False
        told = await close_vote(self._house, generation, generation.request.locale)
        await self._tell(generation.request.room, told)
        await self._house.storage.generations.vote_announced(number, self._house.now())
        return True

    async def _challenge(self, number: int) -> bool:
        game = await self._house.storage.challenges.get(number)
        if game is None or not self._ours(game.room):
            return False
        ending = await reveal(self._house, number)
        await self._tell(game.room, ending)
        if game.thread is not None:  # in passing: the room knows
            await told(self._house, game.thread, ending)
        await self._house.storage.challenges.announced(number, self._house.now())
        return True

    async def _digests(self, _number: int) -> bool:
        return bool(await tell_digests(self._house, self._platforms))

    async def _news(self, _number: int) -> bool:
        return bool(await tell_late(self._house, self._platforms))

    async def _appeals(self, _number: int) -> bool:
        return bool(await call_late(self._house, self._platforms))

    async def _tell(self, room: Room, told: Reply) -> None:
        """A room that nothing gets into any more counts as told: trying for ever would help nobody."""
        try:
            await placed(self._house, told, await self._house.deliver(room, told))
        except Unreachable:
            _log.warning("closing.unreachable", platform=room.platform, room=room.id)

    def _ours(self, room: Room) -> bool:
        return self._platforms is None or room.platform in self._platforms
