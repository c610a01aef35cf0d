"""/link: makes my accounts on several platforms one: one history, favourites, budget and language."""

from commands.challenge import told
from commands.core.call import Call
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Overheard, Problem
from storage.records import Member, Room

LOOK, AGREE, YES, NO = "look", "agree", "yes", "no"
MARK_SIGNS = 4


async def link(call: Call, code: str | None = None, confirm: str | None = None) -> Reply:
    """Without a code, give one; with a code from the other account, ask that account; `confirm` is what its button carries.

    A code that others may have read joins nobody: who typed it is joined only when they say yes, knowing whose account has all of
    theirs then, and the code's owner confirms that account by name. Both are shown the same mark, because a name can be borrowed.
    """
    links, now = call.house.storage.links, call.house.now()
    if confirm is not None:
        return await _confirm(call, confirm)
    if code is None:
        given = await links.offer(call.member, now)
        spoken = "-".join(given[start : start + 3] for start in range(0, len(given), 3))
        return Reply(call.say("link-code", code=spoken), buttons=(_look(call),), private=True)
    if not call.sender.private:
        await links.burn(call.member, code, now)
        raise Overheard("link-in-public")
    owner, claim = await links.claim(call.account, code, now)
    buttons = (
        Button(call.say("link-button-agree"), token("link", None, f"{AGREE}.{claim}"), "🔗", Tone.MAIN),
        Button(call.say("link-button-back"), token("link", None, f"{NO}.{claim}"), "✋", Tone.DANGER),
    )
    return Reply(call.say("link-asked", **_who(owner)), buttons=buttons, private=True)


async def _confirm(call: Call, confirm: str) -> Reply:
    links, now = call.house.storage.links, call.house.now()
    if confirm == LOOK:
        asking = await links.asking(call.member, now)
        if asking is None:
            return Reply(call.say("link-not-yet"), buttons=(_look(call),), private=True)
        buttons = (
            Button(call.say("link-button-yes"), token("link", None, f"{YES}.{asking.name}"), "✅", Tone.MAIN),
            Button(call.say("link-button-no"), token("link", None, f"{NO}.{asking.name}"), "✋", Tone.DANGER),
        )
        text = call.say("link-confirm", **_who(asking.account), mark=asking.name[:MARK_SIGNS])
        return Reply(text, buttons=buttons, private=True)
    answer, _, claim = confirm.partition(".")
    if answer == AGREE and claim:
        await links.agree(call.account, claim, now)
        back = Button(call.say("link-button-back"), token("link", None, f"{NO}.{claim}"), "✋", Tone.DANGER)
        return Reply(call.say("link-agreed", mark=claim[:MARK_SIGNS]), buttons=(back,), private=True)
    if answer == YES and claim:
        joined = await links.confirm(call.member, claim, now)
        # Whoever was joined hears of it there, too.
        await told(call.house, Room.private_with(joined), Reply(call.say("link-done", **_who(call.account))))
        return Reply(call.say("link-done", **_who(joined)), private=True)
    if answer == NO and claim:
        for me in {call.member, call.account}:
            await links.decline(me, claim)
        return Reply(call.say("link-declined"), private=True)
    raise Problem("button-broken")


def _look(call: Call) -> Button:
    return Button(call.say("link-button-look"), token("link", None, LOOK), "🔗")


def _who(member: Member) -> dict[str, str]:
    """A person's account as people know it."""
    return {"name": member.name or member.id, "platform": member.platform.capitalize()}
