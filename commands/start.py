"""/start: the first words to somebody new, and where links into the private chat lead."""

from commands.core.call import Call
from commands.core.lookup import named_in
from commands.core.markup import Markup, escape
from commands.core.reply import Button, Reply, Tone
from commands.core.sharing import SHARE, number_in, opens
from commands.core.showing import picture_set
from commands.core.tokens import token
from commands.guess import guess
from commands.publish import fit
from commands.reuse import recipe
from storage.problem import Problem

GUESS = "guess_"


async def start(call: Call, payload: str | None = None) -> Reply:
    """A tour in three paragraphs; "guess_<code>" says how to guess in that game, "share_<code>" shows how a picture was made."""
    if payload is not None and payload.startswith(GUESS):
        return await guess(call, challenge=payload.removeprefix(GUESS))
    if payload is not None and payload.startswith(SHARE):
        return await _shared(call, payload.removeprefix(SHARE))
    text = "\n\n".join(call.say(key, name=call.account.name) for key in ("start-make", "start-play", "start-yours"))
    buttons = (
        Button(call.say("start-button-imagine"), token("imagine"), "🎨", Tone.MAIN),
        Button(call.say("start-button-language"), token("language"), "🌍"),
        Button(call.say("start-button-help"), token("help"), "❔"),
    )
    return Reply(text, buttons=buttons, private=True)


async def _shared(call: Call, code: str) -> Reply:
    """The picture and its recipe, for whoever was given its code."""
    number = number_in(code)
    found = None if number is None else await call.house.storage.generations.get(number)
    if found is None or found.request.purpose != "imagine" or not opens(code, found):
        raise Problem("nothing-shared")
    await fit(call, found)
    found = await named_in(call.house, found, call.room)
    line, notes = await recipe(call, found)
    shown = await picture_set(call.house, found, call.settings, call.locale)
    text = "\n".join((shown.text, call.say("reuse-line"), Markup(f"`{escape(line)}`"), *notes))
    return Reply(text, shown.pictures, line=line, private=True)
