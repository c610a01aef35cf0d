"""/models: who can paint, how well, how fast and for how much."""

from commands.core.call import Call
from commands.core.reply import Reply
from generation.catalog import ONLY


async def models(call: Call) -> Reply:
    """One line a model, newest and most popular first; retired ones name their successor."""
    house = call.house
    lines = [call.say("models-title")]
    lines += [house.words.say(call.locale, "models-line", **line.values()) for line in house.catalog.picker(call.locale)]
    lines.append(call.say("models-auto" if len(house.catalog.offered) > 1 else ONLY))
    return Reply("\n".join(lines), private=True)
