"""/unlink: makes each of my linked accounts a person of its own again."""

from commands.core.call import Call
from commands.core.names import Listed
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Problem


async def unlink(call: Call, confirm: bool = False) -> Reply:
    """Ask first; then each account has what was made in the rooms of its own platform, and all of them the language and a ban."""
    storage = call.house.storage
    if confirm:
        await storage.links.part(call.member)
        return Reply(call.say("unlink-done"), private=True)
    accounts = await storage.people.accounts(call.member)
    if len(accounts) == 1:
        raise Problem("not-linked")
    named = Listed([f"{one.name or one.id} ({one.platform.capitalize()})" for one in accounts])
    button = Button(call.say("unlink-button"), token("unlink", "yes"), "✂️", Tone.DANGER)
    return Reply(call.say("unlink-sure", accounts=named), buttons=(button,), private=True)
