"""/unlink: makes each of my linked accounts a person of its own again."""

from collections.abc import Iterable

from commands.core.call import Call
from commands.core.names import Listed
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import Member


async def unlink(call: Call, confirm: bool = False) -> Reply:
    """Ask first; then each account has what was made in the rooms of its own platform, and all of them the language and a ban."""
    storage = call.house.storage
    if confirm:
        await storage.links.part(call.member)
        return Reply(call.say("unlink-done"), private=True)
    accounts = await storage.people.accounts(call.member)
    if len(accounts) == 1:
        raise Problem("not-linked")
    button = Button(call.say("unlink-button"), token("unlink", "yes"), "✂️", Tone.DANGER)
    return Reply(call.say("unlink-sure", accounts=named(accounts)), buttons=(button,), private=True)


def named(accounts: Iterable[Member]) -> Listed:
    """Accounts as people know them."""
    return Listed(f"{one.name or one.id} ({one.platform.capitalize()})" for one in accounts)
