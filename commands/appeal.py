"""/appeal: has a moderator look again at words that were refused."""

from collections.abc import Iterable

from commands.core.call import Call
from commands.core.moderating import APPEALED, category, log, tell_owners
from commands.core.refusing import shown_words
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import Case, CaseKind, CaseState

MOST_OPEN = 5  # appeals of one person that wait: others want to be heard, too
LOOKED_AT = 50


async def appeal(call: Call, case: int | None = None) -> Reply:
    """Put one's own case into the moderators' queue; once is enough. Without a number, the newest that can be is asked about.

    For something else may have been answered since, and not everything that somebody wrote is meant for those who moderate.

    Problems "appeal-none", "case-gone", "case-not-yours", "case-decided", "appeal-floor" (no moderator may allow this),
    "appeal-nobody" and "appeals-enough".
    """
    house, now = call.house, call.house.now()
    own = await house.storage.cases.of_member(call.member, LOOKED_AT)
    if case is None:
        newest = _newest(call, own)
        if newest.state is CaseState.NOTED:
            button = Button(call.say("refused-button-appeal"), token("appeal", newest.id), "✋", Tone.MAIN)
            return Reply(
                call.say("appeal-this", words=shown_words(newest.text), number=str(newest.id)), buttons=(button,), private=True
            )
        case = newest.id
    before = await house.storage.cases.get(case)
    if before is not None and before.member == call.member and not before.text:
        raise Problem("appeal-floor" if before.category in house.guard.policy.floor else "case-gone")
    if before is not None and before.private and not house.owners:
        raise Problem("appeal-nobody")
    waiting = [one for one in own if one.state is CaseState.OPEN]
    if len([one for one in waiting if one.kind is CaseKind.WORDS and one.id != case]) >= MOST_OPEN:
        raise Problem("appeals-enough", count=MOST_OPEN)
    opened = await house.storage.cases.appeal(case, call.member, now)
    if before is not None and before.state is not CaseState.OPEN:

        def said(locale: str) -> Reply:
            say = house.words.say
            text = say(locale, "log-appealed", number=str(opened.id), category=category(house, locale, opened.category))
            look = Button(say(locale, "log-button-look"), token("moderation", opened.id), "🛡", Tone.MAIN)
            return Reply(text, buttons=(look,))

        await house.storage.audit.append(APPEALED, room=opened.room, actor=call.member, subject=f"case:{opened.id}", now=now)
        if opened.private:
            await tell_owners(house, opened.room.platform, said)
        else:
            await log(house, opened.room, said)  # a room without one reads later that something waits
    return Reply(call.say("appeal-done", number=str(opened.id), private="yes" if opened.private else "no"), private=True)


def _newest(call: Call, own: Iterable[Case]) -> Case:
    """The refusal that somebody means who names none; asked twice, it is the same one. Problem "appeal-none"."""
    for one in own:
        undecided = one.kind is CaseKind.WORDS and one.state in (CaseState.NOTED, CaseState.OPEN)
        if undecided and one.text and (call.house.owners or not one.private):
            return one
    raise Problem("appeal-none")
