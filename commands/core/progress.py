"""While people wait: the placeholder says how many are ahead and, for a slow model, shows a first sketch of the wish."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

import structlog

from commands.core.call import House
from commands.core.markup import plain
from commands.core.reply import Button, Picture, Reply
from commands.core.showing import short, title_of, why_chosen
from commands.core.tokens import token
from generation.imaging.names import file_name
from storage.records import Generation

EVERY_S = 4.0  # chats count edits: one message is changed no oftener than this
EDITS_AT_ONCE = 10  # of all that wait; the others have their turn at the next look
LOOKED_AT = 50  # the oldest, whose turn comes next; for those behind them little changes
A_FEW_S = 5  # below it nobody counts, and the first picture after a start takes longer than its row says
KEPT = 1000
_log = structlog.get_logger(__name__)


def waiting(house: House, generation: Generation, wait: tuple[int, float], locale: str) -> str:
    """Place in the queue, seconds and units of what was accepted, and why this painter; `wait` as the pipeline tells it."""
    ahead, seconds = wait
    seconds = max(1, round(seconds))
    accepted = house.words.say(
        locale,
        "imagine-accepted",
        prompt=short(generation.request.prompt, 120),
        model=title_of(house, generation),
        ahead=ahead,
        seconds=seconds,
        soon="yes" if seconds < A_FEW_S else "no",
        units=generation.cost_units,
    )
    why = why_chosen(house, generation, locale)
    return f"{accepted}\n{why}" if why else accepted


def cancel_button(house: House, generation: Generation, locale: str) -> Button:
    """By which its person lets go of it."""
    return Button(house.words.say(locale, "button-cancel"), token("cancel", generation.id), "✖️")


class Progress:
    """Keeps the placeholders of one process's faces up to date. A result and a line of progress never overtake each other."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._drafts: OrderedDict[int, Picture | None] = OrderedDict()  # None: there is none, which is not found out again
        self._told: OrderedDict[int, tuple[float, str]] = OrderedDict()  # when, and what was said

    @asynccontextmanager
    async def turn(self, generation_id: int) -> AsyncIterator[None]:
        """Nobody else edits this generation's message meanwhile."""
        lock = self._turns.setdefault(generation_id, asyncio.Lock())  # gone by itself when nobody holds or awaits it
        async with lock:
            yield

    async def tell(self, platforms: Collection[str]) -> int:
        """Bring the placeholders on these platforms up to date, the longest untold first. Returns how many were edited."""
        owed = []
        for number in (await self._house.storage.generations.undelivered())[:LOOKED_AT]:
            generation = await self._house.storage.generations.get(number)
            if generation is not None and generation.finished_at is None and generation.request.room.platform in platforms:
                owed.append(generation)
        edited = 0
        for generation in sorted(owed, key=lambda one: self._told.get(one.id, (0.0, ""))[0]):
            if edited >= EDITS_AT_ONCE:
                break
            try:
                edited += await self._tell(generation)
            except Exception:  # noqa: BLE001 - a face may fail in any way; the result itself is insisted on
                _log.exception("progress.not_told", generation=generation.id)
        return edited

    async def _tell(self, generation: Generation) -> bool:
        when, before = self._told.get(generation.id, (0.0, ""))
        waited_s = (self._house.now() - generation.created_at).total_seconds()
        if generation.message is None or generation.request.purpose != "imagine" or waited_s < EVERY_S:
            return False
        if time.monotonic() - when < EVERY_S:
            return False
        wait = await self._house.pipeline.wait(generation)
        text = waiting(self._house, generation, wait, generation.request.locale)
        if generation.id not in self._drafts:
            self._drafts[generation.id] = None
            self._drafts[generation.id] = await self._draft(generation)
            while len(self._drafts) > KEPT:
                self._drafts.popitem(last=False)
        draft = self._drafts.get(generation.id)
        # The draft's hash stands for it: a message that would look the same is not edited.
        looks = text + (draft.sha256 if draft else "")
        if looks == before:
            return False
        async with self.turn(generation.id):
            now = await self._house.storage.generations.get(generation.id)
            if now is None or now.finished_at is not None or now.message is None:
                return False
            self._note(generation.id, looks)
            if draft is not None:
                text += "\n" + self._house.words.say(generation.request.locale, "progress-draft-below")
            buttons = (cancel_button(self._house, generation, generation.request.locale),)
            pictures = (draft,) if draft else ()
            reply = Reply(text, pictures, buttons=buttons, pending=generation.id, locale=generation.request.locale)
            message = await self._house.deliver(generation.request.room, reply, now.message)
            if message != now.message:  # somebody deleted the placeholder
                await self._house.storage.generations.placed(generation.id, message)
        return True

    def _note(self, number: int, looks: str) -> None:
        self._told[number] = (time.monotonic(), looks)
        self._told.move_to_end(number)
        while len(self._told) > KEPT:
            self._told.popitem(last=False)

    async def _draft(self, generation: Generation) -> Picture | None:
        row = self._house.catalog.row(generation.model)
        if row is None or not row.slow:
            return None
        variant = await self._house.pipeline.draft(generation)
        if variant is None:
            return None
        prompt = generation.request.prompt
        return Picture(
            sha256=variant.sha256,
            filename=file_name(prompt, "draft", variant.mime),
            mime=variant.mime,
            alt=plain(self._house.words.say(generation.request.locale, "progress-draft", prompt=short(prompt))),
            width=variant.width,
            height=variant.height,
        )
