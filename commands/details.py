"""/details: how a picture set came to be, for whoever wants to know more than stands under it."""

from collections import Counter
from collections.abc import AsyncIterator

from commands.core.call import Call
from commands.core.lookup import finished
from commands.core.markup import instant
from commands.core.names import Listed, Name
from commands.core.picked import left_out
from commands.core.reply import Button, Reply
from commands.core.showing import sayable, short, title_of
from commands.core.tokens import token
from generation.ratio import Ratio
from storage.records import Generation

PROMPT_CHARS = 1200  # so that the whole answer is one message everywhere


async def details(call: Call, generation: int | None = None) -> Reply:
    """Prompt, who asked and when, painter, seed, units, and by which edition of the house's instructions; only for who asks."""
    chosen = await finished(call, generation)
    request = chosen.request
    style = Name(request.style, f"option-style.{request.style}") if request.style else "none"
    lines = [
        call.say("details-title", number=str(chosen.id), prompt=short(request.prompt, PROMPT_CHARS)),
        call.say("details-asked", name=request.asked_by.name, time=instant(chosen.created_at, day=True)),
        call.say(
            "details-painted",
            model=title_of(call.house, chosen),
            seconds=f"{chosen.seconds:.1f}",
            units=chosen.cost_units,
            pictures=len(chosen.variants),
        ),
        call.say(
            "details-settings",
            seed=str(request.seed or 0),
            ratio=Ratio.parse(request.ratio).shown,
            variety=f"{request.variety:g}",
            style=style,
        ),
    ]
    if options := [call.say("details-option", what=what, value=value) async for what, value in _options(call, chosen)]:
        lines.append(call.say("details-options", options=Listed(options, "comma")))
    if request.parent is not None:
        lines.append(call.say("details-parent", number=str(request.parent)))
    if missing := await sayable(call.house.guard, chosen):
        lines.append(call.say("result-missing", words=missing))
    if chosen.metaprompt_id:
        lines.append(call.say("details-instructions", id=chosen.metaprompt_id))
    change = Button(call.say("button-reuse"), token("reuse", chosen.id), "✏️")
    return Reply("\n".join(lines), buttons=(change,), private=True)


async def _options(call: Call, generation: Generation) -> AsyncIterator[tuple[str, str]]:
    """What was asked for of the options that only some models take, as the words select on it."""
    request = generation.request
    if negative := await left_out(call, generation):
        yield "negative", negative
    for name in ("quality", "resolution", "creativity"):
        if (chosen := getattr(request, name)) is not None:
            yield name, Name(chosen, f"option-{name}.{chosen}")
    if request.raw:
        yield "raw", "yes"
    for role, count in Counter(one.role for one in request.inputs).items():
        yield role.replace("_", "-"), str(count)
