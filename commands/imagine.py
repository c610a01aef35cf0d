"""/imagine: a wish in words becomes pictures to choose from."""

from typing import Annotated

from commands.core.budget import paid, warned
from commands.core.call import Call
from commands.core.command import Within
from commands.core.progress import waiting
from commands.core.reply import Reply
from generation.catalog import ONLY
from generation.ratio import Ratio
from generation.seeds import SEEDS
from generation.sketch.scene import Style
from storage.records import Generation, GenerationRequest

AUTO = "auto"
FREE_VARIETY = 0.5


async def imagine(
    call: Call,
    prompt: str,
    model: str = AUTO,
    ratio: Ratio = Ratio(1, 1),  # noqa: B008 - a frozen value
    count: Annotated[int, Within(1, 4)] = 4,
    seed: Annotated[int, Within(0, SEEDS - 1)] | None = None,
    variety: Annotated[float, Within(0, 1)] | None = None,
    style: Style | None = None,
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
        count=count,
        seed=seed,
        variety=variety,
        style=style,
        audience=call.audience,
        private=call.sender.private,
    )
    return await start(call, request)


async def start(call: Call, request: GenerationRequest) -> Reply:
    """Commit the request and say where it stands in the queue."""
    generation = await paid(call, request)
    text = [await accepted(call, generation), *await warned(call.house, generation, call.locale)]
    return Reply(text="\n".join(text), pending=generation.id)


async def accepted(call: Call, generation: Generation) -> str:
    """Place in the queue, seconds and units, and why Auto chose the model."""
    text = waiting(call.house, generation, await call.house.pipeline.wait(generation), call.locale)
    if generation.why == ONLY:
        return text  # /models says so; under every picture it would be noise
    if generation.why:
        chosen = call.house.catalog.row(generation.model)
        return f"{text}\n{call.say(generation.why, title=chosen.title if chosen else generation.model)}"
    found = call.house.catalog.find(generation.request.model)
    if found.notice:
        replaced = call.say(found.notice, asked=found.asked.title, title=found.model.title, reason=found.reason(call.locale))
        return f"{text}\n{replaced}"
    return text
