"""/rules: the phrases that this room's moderators added: what is refused here, and what is not."""

from commands.core.call import Call
from commands.core.markup import escape
from commands.core.moderating import in_charge
from commands.core.refusing import shown_words
from commands.core.reply import Reply
from storage.problem import Problem
from storage.records import HouseRules

SHOWN = 1500  # signs of a list


async def rules(call: Call, block: str | None = None, allow: str | None = None, remove: str | None = None) -> Reply:
    """Change what is named and show all of it; without any option just show it.

    A room can be stricter than its audience, and allow what is only too strict for it; what no room may allow stays refused.
    Problems "moderate-in-room", "rules-one-at-a-time", "phrase-harmless", "phrase-floor", "no-such-phrase", "too-many-phrases",
    "phrase-empty", "phrase-too-long".
    """
    in_charge(call)
    if sum(one is not None for one in (block, allow, remove)) > 1:
        # `--block slime monster` without quotes: nobody meant to allow monsters.
        raise Problem("rules-one-at-a-time")
    storage, room, now = call.house.storage, call.room, call.house.now()
    done: list[str] = []
    if allow is not None:
        if (await call.house.guard.review(allow, call.audience)).passes(call.audience):
            # "of" is in no need of it, and would only be cut out of "a pool of blood".
            raise Problem("phrase-harmless")
        review = await call.house.guard.review(allow, call.audience, HouseRules(allowed=(allow,)))
        if not review.passes(call.audience):
            raise Problem("phrase-floor")
    for what, phrase in (("blocked", block), ("allowed", allow)):
        if phrase is not None:
            await storage.house_rules.add(room, "blocked" if what == "blocked" else "allowed", phrase, call.member, now)
            await storage.audit.append(f"phrase-{what}", room=room, actor=call.member, now=now)
            done.append(call.say("rules-added", kind=what))
    if remove is not None:
        if not await storage.house_rules.remove(room, remove):
            raise Problem("no-such-phrase")
        await storage.audit.append("phrase-removed", room=room, actor=call.member, now=now)
        done.append(call.say("rules-removed"))
    held = await storage.house_rules.of(room)
    lists = [call.say("rules-title"), _listed(call, "blocked", held.blocked), _listed(call, "allowed", held.allowed)]
    # What shall not be read here was just typed here: a face takes that away, if it can.
    return Reply("\n".join([*done, *lists]), private=True, overheard=block is not None and not call.sender.private)


def _listed(call: Call, kind: str, phrases: tuple[str, ...]) -> str:
    """The phrases in one row, those that are refused only at a touch."""
    row, shown = "", 0
    for phrase in phrases:
        if len(row) + len(phrase) > SHOWN:
            break
        row, shown = f"{row} · {phrase}" if row else phrase, shown + 1
    words = shown_words(row, SHOWN) if kind == "blocked" else escape(row)
    return call.say(f"rules-{kind}", count=len(phrases), more=len(phrases) - shown, phrases=words)
