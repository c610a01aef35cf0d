"""/forget: delete everything the bot knows about me."""

from commands.core.call import Call
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token


async def forget(call: Call, confirm: bool = False) -> Reply:
    """Ask first; then delete my records and the pictures nobody else keeps. It can not be undone."""
    if not confirm:
        buttons = (
            Button(call.say("button-export"), token("export"), "📦"),
            Button(call.say("button-forget"), token("forget", "yes"), "🗑", Tone.DANGER),
        )
        return Reply(call.say("forget-sure"), buttons=buttons, private=True)
    storage = call.house.storage
    unused = await storage.people.forget(call.member)
    for sha256 in unused:
        await storage.pictures.discard(sha256)
    return Reply(call.say("forget-done"), private=True)
