"""/reuse: the command that made a picture, ready to be changed and sent again."""

from collections.abc import Iterator
from typing import Final

from commands.core.call import Call
from commands.core.lookup import finished
from commands.core.markup import Markup, escape
from commands.core.parse import quoted
from commands.core.picked import left_out
from commands.core.reply import Reply
from commands.core.sharing import SHARE, share_code
from storage.records import Generation

# By role, the option of /imagine that gives such a picture; all others are pictures to go by.
_OPTION: Final = {"style_reference": "style_picture", "character_reference": "character"}


async def reuse(call: Call, generation: int | None = None) -> Reply:
    """Answer with the parameters as a line to copy; the same line paints the same pictures."""
    old = await finished(call, generation)
    line, notes = await recipe(call, old)
    share = call.say("reuse-share", code=Markup(SHARE + share_code(old)))
    return Reply("\n".join((call.say("reuse-line"), Markup(f"`{escape(line)}`"), *notes, share)), private=True, line=line)


async def recipe(call: Call, generation: Generation) -> tuple[str, list[str]]:
    """The /imagine line of a generation, and what the caller is told that is not in it."""
    request = generation.request
    parts, notes = _words_of(generation), []
    if negative := await left_out(call, generation):
        parts.append(f"--negative {quoted(negative)}")
    elif request.negative:
        notes.append(call.say("reuse-negative"))
    sent = await call.house.storage.people.sent(call.member) if request.asked_by == call.member and request.inputs else ()
    if sent and all(one.sha256 in sent for one in request.inputs):
        parts += _pictures_of(generation)
    elif request.inputs:
        notes.append(call.say("reuse-pictures", name=await _sender(call, generation)))
    return " ".join(parts), notes


async def _sender(call: Call, generation: Generation) -> str:
    """The name of who sent what it went by: of another's wish that was made again, the other's."""
    while generation.request.asked_by == call.member and generation.request.parent is not None:
        before = await call.house.storage.generations.get(generation.request.parent)
        if before is None:
            break
        generation = before
    return generation.request.asked_by.name


def _pictures_of(generation: Generation) -> Iterator[str]:
    """The pictures it went by, by their numbers in this very set."""
    used: dict[str, list[str]] = {}
    for place, one in enumerate(generation.request.inputs, 1):
        used.setdefault(_OPTION.get(one.role, "picture"), []).append(f"{generation.id}.p{place}")
        if one.role == "style_reference" and one.strength is not None:
            used["style_strength"] = [f"{100 * one.strength:.0f}"]
    return (f"--{option} {','.join(numbers)}" for option, numbers in used.items())


def _words_of(generation: Generation) -> list[str]:
    request = generation.request
    parts = [
        f"/imagine {quoted(request.prompt)}",
        f"--model {generation.model}",
        f"--ratio {request.ratio}",
        f"--count {request.count}",
    ]
    if request.seed is not None:
        parts.append(f"--seed {request.seed}")
    parts.append("--variety 0")  # the seed is the one that was drawn
    if request.style:
        parts.append(f"--style {request.style}")
    named = {name: getattr(request, name) for name in ("quality", "resolution", "creativity")}
    parts += (f"--{name} {chosen}" for name, chosen in named.items() if chosen is not None)
    if request.raw is not None:
        parts.append(f"--raw {'yes' if request.raw else 'no'}")
    return parts
