"""/imagine: a wish in words becomes pictures to choose from."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from commands.core.budget import paid, warned
from commands.core.call import Attachment, Call
from commands.core.command import Within
from commands.core.names import Name
from commands.core.picked import Creativity, Pick, Quality, going_by, takes_pictures
from commands.core.progress import waiting
from commands.core.reply import Reply
from generation.ratio import Ratio
from generation.seeds import SEEDS
from generation.sketch.scene import Style
from storage.problem import Problem
from storage.records import GenerationRequest


class EarlierAs(StrEnum):
    """What earlier pictures are for: what to go by, whose style to paint in, or who shall be in it."""

    PICTURE = "picture"
    STYLE = "style"
    CHARACTER = "character"


_ROLE = {
    EarlierAs.PICTURE: "image_prompt",
    EarlierAs.STYLE: "style_reference",
    EarlierAs.CHARACTER: "character_reference",
}
AUTO = "auto"
FREE_VARIETY = 0.5


async def imagine(
    call: Call,
    prompt: str,
    model: str = AUTO,
    ratio: Ratio = Ratio(1, 1),  # noqa: B008 - a frozen value
    count: Annotated[int, Within(1, 4)] | None = None,
    seed: Annotated[int, Within(0, SEEDS - 1)] | None = None,
    variety: Annotated[float, Within(0, 1)] | None = None,
    style: Style | None = None,
    negative: str = "",
    picture: Attachment | None = None,
    picture2: Attachment | None = None,
    picture3: Attachment | None = None,
    picture4: Attachment | None = None,
    earlier: str | None = None,
    earlier_as: EarlierAs = EarlierAs.PICTURE,
    style_picture: Attachment | None = None,
    style_strength: Annotated[int, Within(0, 100)] | None = None,
    character: Attachment | None = None,
    quality: Quality | None = None,
    resolution: str | None = None,
    creativity: Creativity | None = None,
    raw: bool | None = None,
) -> Reply:
    """Accept the wish; the pictures follow in place of this answer when they are painted."""
    if variety is None:
        # Who names a seed wants that very picture again.
        variety = FREE_VARIETY if seed is None else 0.0
    request = GenerationRequest(
        asked_by=call.member,
        room=call.room,
        locale=call.locale,
        prompt=prompt,
        model=call.settings.default_model if model.strip().casefold() == AUTO else model,
        ratio=str(ratio),
        count=count or 0,
        seed=seed,
        variety=variety,
        style=style,
        audience=call.audience,
        private=call.sender.private,
        negative=negative,
        quality=quality,
        resolution=resolution and _spelt(call, resolution),
        creativity=creativity,
        raw=raw,
    )
    numbered = _numbered(earlier)
    picks = [Pick("image_prompt", one) for one in (picture, picture2, picture3, picture4) if one is not None]
    styled = earlier_as is EarlierAs.STYLE and style_picture is None
    picks += _style(numbered if styled else style_picture, style_strength)
    picks += [Pick(_ROLE[earlier_as], numbered)] if numbered is not None and not styled else []
    picks += [Pick("character_reference", character)] if character is not None else []
    # What only stands beside the words (a photo with a caption) is left out where nobody can go by it.
    beside = call.sender.attachments
    unused = beside and not takes_pictures(call, request.model)
    picks += [] if unused else [Pick("image_prompt", one) for one in beside]
    async with going_by(call, request, picks) as wish:
        reply = await start(call, wish)
    if not unused:
        return reply
    title = call.house.catalog.usual(request.model).title
    return replace(reply, text=f"{reply.text}\n{call.say('imagine-picture-unused', title=title)}")


def _numbered(earlier: str | None) -> Attachment | None:
    """Earlier results by number, for chats whose options for files take nothing else."""
    if not earlier:
        return None
    found = Attachment.numbered(earlier)
    if found is None:
        raise Problem("picture-number", given=earlier[:40])
    return found


def _style(picture: Attachment | None, percent: int | None) -> list[Pick]:
    if picture is not None:
        return [Pick("style_reference", picture, None if percent is None else percent / 100)]
    if percent is not None:
        raise Problem("strength-without-picture", option=Name("style_strength", "option-style_strength"))
    return []


def _spelt(call: Call, resolution: str) -> str:
    """A resolution as the rows write it, "2K" for "2k"."""
    known = (one for row in call.house.catalog.models for one in row.resolutions)
    return next((one for one in known if one.casefold() == resolution.strip().casefold()), resolution.strip())


async def start(call: Call, request: GenerationRequest) -> Reply:
    """Commit the request and say where it stands in the queue, what it costs and who paints it."""
    generation = await paid(call, request)
    text = waiting(call.house, generation, await call.house.pipeline.wait(generation), call.locale)
    return Reply("\n".join((text, *await warned(call.house, generation, call.locale))), pending=generation.id)
