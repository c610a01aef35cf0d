"""/gallery: my pictures or my favourites, newest first."""

from enum import StrEnum

from commands.core.call import Call
from commands.core.lookup import hidden_from
from commands.core.reply import Button, Picture, Reply
from commands.core.showing import picture_of, read_by, reason_hidden, sheet_of, short
from commands.core.tokens import token
from storage.records import Generation

PAGE = 4


class Show(StrEnum):
    """What the gallery shows."""

    MINE = "mine"
    FAVOURITES = "favourites"


async def gallery(call: Call, show: Show = Show.MINE, before: int | None = None) -> Reply:
    """One page of pictures, for my eyes only; `before` is where the next page begins."""
    page_of = _favourites if show is Show.FAVOURITES else _mine
    first = show is Show.MINE and before is None
    kept = await call.house.storage.generations.take_kept(call.member) if first else 0
    rows, pictures, last = await page_of(call, before)
    if not rows and before is not None:
        return await gallery(call, show)  # before the first there is nothing, which is not to say that there is nothing at all
    if not rows:
        return Reply(call.say("gallery-empty", show=show.value), private=True)
    # A button that leads to an empty page would tell a person with pictures that there are none.
    older = len(rows) >= PAGE and (await page_of(call, last))[0]
    more = (Button(call.say("button-older"), token("gallery", show.value, last), "⬇"),) if older else ()
    title = [call.say("gallery-title", show=show.value)]
    if kept:
        title.append(call.say("gallery-kept", count=kept))
    return Reply("\n".join([*title, *rows]), tuple(pictures), buttons=more, private=True)


async def _mine(call: Call, before: int | None) -> tuple[list[str], list[Picture], int]:
    page = await call.house.storage.generations.by_member(call.member, before=before, limit=PAGE)
    seen = [await read_by(call.house, one, call.locale) for one in page]
    open_ = [one for one in seen if one.variants and not hidden_from(one, call.member)]
    pictures = [sheet_of(call.house, one, call.locale, own=True) for one in open_]
    return [await _row(call, one, None) for one in page], pictures, page[-1].id if page else 0


async def _favourites(call: Call, before: int | None) -> tuple[list[str], list[Picture], int]:
    page = await call.house.storage.generations.favourites(call.member, before=before, limit=PAGE)
    # What is hidden is not shown here either, until a moderator has looked.
    open_ = [(one, variant) for one, variant in page if not hidden_from(one, call.member) and not await _too_old(call, one)]
    seen = [(await read_by(call.house, one, call.locale), variant) for one, variant in open_]
    pictures = [picture_of(call.house, one, one.variants[variant - 1], call.locale) for one, variant in seen]
    return [await _row(call, one, variant) for one, variant in page], pictures, page[-1][0].id if page else 0


async def _row(call: Call, one: Generation, variant: int | None) -> str:
    if hidden_from(one, call.member):
        return call.say("gallery-hidden", number=str(one.id), why=await reason_hidden(call.house, one))
    if variant is not None and await _too_old(call, one):
        return call.say("gallery-hidden", number=str(one.id), why="older")
    return call.say(
        "gallery-row",
        number=str(one.id),
        variant=variant or 0,
        prompt=short(one.request.prompt, 80),
        status=one.status.value,
        day=f"{one.created_at:%Y-%m-%d}",
    )


async def _too_old(call: Call, one: Generation) -> bool:
    """Whether another's picture is for older people than those here; what is one's own nobody else is shown."""
    return one.request.asked_by != call.member and not await call.house.pipeline.held.fits(one, call.room)
