"""The further messages in which a picture set stands: with the winner of its vote, and in rooms it was shown in."""

from dataclasses import replace

import structlog

from commands.core.call import House
from commands.core.finer import finer
from commands.core.lookup import named_in
from commands.core.names import Listed
from commands.core.reply import Button, Reply
from commands.core.showing import out_of_place, picture_of, picture_set, read_by, redraw, veiled
from commands.core.tokens import token
from storage.records import Generation, MessageRef, Room, Tally
from storage.shown import Copy

_log = structlog.get_logger(__name__)


async def placed(house: House, reply: Reply, message: MessageRef) -> None:
    """Keep where a set stands once more, so that it can be hidden there, too. Nothing for other replies."""
    number = reply.winner_of if reply.publishes is None else reply.publishes
    if number is None or reply.private:  # what one person alone was shown a chat lets nobody change later
        return
    copy = Copy(message, reply.winner_of is not None, reply.locale)
    await house.storage.shown.placed(number, copy)
    generation = await house.storage.generations.get(number)
    if generation is not None and generation.hidden_at is not None:
        # Perhaps only since the reply was made.
        await _redrawn(house, generation, copy, reply)


async def redraw_all(house: House, generation: Generation) -> bool:
    """Bring everything that shows this set up to date, after it was hidden or cleared.

    False: there may be messages that still stand as they were, because the chat refused or nobody knows where they are.
    """
    drawn = await redraw(house, generation)
    generation = await house.storage.generations.get(generation.id) or generation
    done = [await _redrawn(house, generation, copy) for copy in await house.storage.shown.copies(generation.id)]
    return drawn and all(done) and await house.storage.shown.traced(generation.id)


async def _redrawn(house: House, generation: Generation, copy: Copy, standing: Reply | None = None) -> bool:
    try:
        if copy.won:
            tally = await house.storage.votes.tally(generation.id)
            reply = await announcement(house, await read_by(house, generation, copy.locale), tally, copy.locale)
        else:
            reply = await published(house, generation, copy.message.room, copy.locale)
        if standing is None or standing.pictures != reply.pictures:
            await house.deliver(copy.message.room, reply, copy.message)
    except Exception:  # noqa: BLE001 - a face may fail in any way: the message may be deleted, or the chat down
        _log.exception("copy.not_redrawn", generation=generation.id, platform=copy.message.room.platform)
        return False
    return True


async def published(house: House, generation: Generation, room: Room, locale: str) -> Reply:
    """A set as it is shown in a room in which it was not made."""
    named = await named_in(house, generation, room)
    shown = await out_of_place(house, named, room, locale)
    shown = shown or await picture_set(house, named, await house.storage.rooms.settings(room), locale)
    if generation.hidden_at is not None and not generation.request.private:
        shown = replace(shown, buttons=())  # it is cleared where it was made
    return replace(shown, publishes=generation.id)


async def announcement(house: House, generation: Generation, tally: Tally, locale: str) -> Reply:
    """The winner in full size, with the count and, after a tie, why it won."""
    say = house.words.say
    if generation.winner is None:
        return Reply(say(locale, "results-no-votes", number=str(generation.id)), locale=locale)
    lines = [
        say(
            locale,
            "results-winner",
            variant=generation.winner,
            votes=tally.counts[generation.winner - 1],
            name=generation.request.asked_by.name,
        ),
        table(house, tally, locale),
    ]
    if tally.tied:
        lines.append(say(locale, "results-tie", tied=Listed(map(str, tally.tied)), variant=generation.winner))
    won = picture_of(house, generation, generation.variants[generation.winner - 1], locale)
    if generation.hidden_at is not None or not await house.pipeline.held.fits(generation, generation.request.room):
        # What is hidden where it hangs is not shown here either. A chat turns a picture into another one, but not words into one.
        won = await veiled(house, generation, locale)
    buttons = _finish(house, generation, locale)
    return Reply("\n".join(lines), pictures=(won,), buttons=buttons, locale=locale, winner_of=generation.id)


def _finish(house: House, generation: Generation, locale: str) -> tuple[Button, ...]:
    """By which the winner is painted again, where somebody finer can."""
    model = None if generation.hidden_at is not None else finer(house.catalog, generation)
    if model is None:
        return ()
    label = house.words.say(locale, "button-finish", model=model.title)
    return (Button(label, token("finish", generation.id, generation.winner), "✨"),)


def table(house: House, tally: Tally, locale: str) -> str:
    """The count of every picture, a line each."""
    most = max(tally.counts, default=0)
    return "\n".join(
        house.words.say(
            locale, "results-line", variant=index, votes=votes, bar="▇" * round(8 * votes / most) + " " if votes else ""
        )
        for index, votes in enumerate(tally.counts, start=1)
    )
