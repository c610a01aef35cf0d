"""/appeal: has a moderator look again at words that were refused."""

from commands.core.call import Call
from commands.core.moderating import category, log, tell_owners
from commands.core.refusing import FLOOR
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import CaseState


async def appeal(call: Call, case: int) -> Reply:
    """Put one's own case into the moderators' queue; once is enough.

    Problems "case-gone", "case-not-yours", "case-decided" and "appeal-floor" (no moderator may allow this).
    """
    house, now = call.house, call.house.now()
    before = await house.storage.cases.get(case)
    if before is not None and before.member == call.member and before.category in FLOOR:
        raise Problem("appeal-floor")
    opened = await house.storage.cases.appeal(case, call.member, now)
    if before is not None and before.state is not CaseState.OPEN:

        def said(locale: str) -> Reply:
            say = house.words.say
            text = say(locale, "log-appealed", number=str(opened.id), category=category(house, locale, opened.category))
            look = Button(say(locale, "log-button-look"), token("moderation", opened.id), "🛡", Tone.MAIN)
            return Reply(text, buttons=(look,))

        await house.storage.audit.append("case-appealed", room=opened.room, actor=call.member, subject=f"case:{opened.id}", now=now)
        if opened.private:
            await tell_owners(house, opened.room.platform, said)
        else:
            await log(house, opened.room, said)
    return Reply(call.say("appeal-done", number=str(opened.id), private="yes" if opened.private else "no"), private=True)
