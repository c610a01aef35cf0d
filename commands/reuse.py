"""/reuse: the command that made a picture, ready to be changed and sent again."""

from commands.core.call import Call
from commands.core.lookup import finished
from commands.core.markup import Markup, escape
from commands.core.parse import quoted
from commands.core.reply import Reply
from commands.core.sharing import SHARE, share_code
from storage.records import Generation


async def reuse(call: Call, generation: int | None = None) -> Reply:
    """Answer with the parameters as a line to copy; the same line paints the same pictures."""
    old = await finished(call, generation)
    line = recipe(old)
    share = call.say("reuse-share", code=Markup(SHARE + share_code(old)))
    return Reply("\n".join((call.say("reuse-line"), Markup(f"`{escape(line)}`"), share)), private=True, line=line)


def recipe(generation: Generation) -> str:
    """The /imagine line of a generation."""
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
    return " ".join(parts)
