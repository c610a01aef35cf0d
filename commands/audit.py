"""/audit: who decided what in this room, in words, and as a file whose hashes show that nothing in it was changed."""

import json
from datetime import timedelta
from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.markup import instant, plain
from commands.core.moderating import category, in_charge
from commands.core.names import Listed, Name
from commands.core.reply import Button, File, Reply
from commands.core.tokens import token
from storage.records import AuditEntry, Member

SHOWN = 12
PAGED = 600  # older ones are in the file
MOST_ROWS = 50_000  # of an export
# What a room's settings are called in the database, and the option that sets each.
_OPTIONS = {
    "default_model": "model",
    "daily_units": "units",
    "guess_tries": "tries",
    "monthly_cents": "money",
    "reports_hide_at": "reports",
    "retention_days": "retention",
    "log_room": "log",
}
_SAID = {"True": "said-yes", "yes": "said-yes", "False": "said-no", "no": "said-no", "None": "said-auto"}


async def audit(call: Call, days: Annotated[int, Within(1, 3650)] = 30, export: bool = False, after: int | None = None) -> Reply:
    """The newest lines of this room and its threads, and whether the chain of the whole trail is unbroken; `export`: as JSON lines.

    `after`: the lines before the row of that number, as the next page.

    In the file people and rooms stand under the trail's own random names; whoever asked to be forgotten is only that any more. Of
    the rows of other rooms it holds the hashes alone, so that the chain can be followed from the first row to the last.
    """
    in_charge(call)
    storage, now = call.house.storage, call.house.now()
    found = await storage.audit.entries(call.room.parent or call.room, now - timedelta(days=days), MOST_ROWS if export else PAGED)
    broken = await storage.audit.broken(anew=False)
    whole = call.say("audit-broken", number=str(broken)) if broken is not None else call.say("audit-whole")
    if export:
        rows = await storage.audit.entries(None, now - timedelta(days=days), MOST_ROWS)
        await storage.audit.append("audit-exported", room=call.room, actor=call.member, facts={"rows": len(found)}, now=now)
        data = await call.house.pool.run(_lines, rows, frozenset(one.number for one in found))
        file = File(f"pincel-audit-{now:%Y-%m-%d}.jsonl", "application/jsonl", data)
        return Reply(f"{call.say('audit-exported', count=len(found))}\n{whole}", files=(file,), private=True)
    rest = [one for one in reversed(found) if after is None or one.number < after]
    shown = rest[:SHOWN]
    lines = [call.say("audit-title", days=days, count=len(shown)), *(_said(call, one) for one in shown), whole]
    buttons = [Button(call.say("audit-button-export"), token("audit", days, "yes"), "📄")]
    if len(rest) > len(shown):
        buttons.insert(0, Button(call.say("button-more"), token("audit", days, None, shown[-1].number), "➡️"))
    return Reply("\n".join(lines), buttons=tuple(buttons), private=True)


def _said(call: Call, entry: AuditEntry) -> str:
    """One line in words. What people wrote does not stand in the trail."""
    about = entry.subject.startswith("member-")
    case = entry.subject.removeprefix("case:") if entry.subject.startswith("case:") else ""
    facts = Listed(filter(None, (_fact(call, name, value) for name, value in entry.facts.items())), "comma")
    return call.say(
        "audit-line",
        time=instant(entry.at, day=True),
        name=_named(call, entry.actor) if entry.actor_alias else "Pincel",
        action=entry.action,
        whom=_named(call, entry.member) if about else entry.subject or "none",
        case=case or "none",
        facts=facts or "none",
    )


def _named(call: Call, member: Member | None) -> str:
    """As they are called; None: who asked to be forgotten, and is told from others in the file alone."""
    return plain(call.say("somebody")) if member is None else member.name or member.id


def _fact(call: Call, name: str, value: str | float) -> str:
    """What a row tells besides, as the reader's language says it; "" for what means nothing to people."""
    words, text = call.house.words, f"{value:g}" if isinstance(value, float) else str(value)
    if name == "category":
        return category(call.house, call.locale, text) if text != "none" else ""
    if name == "kind":
        return call.say("case-kind", kind=text)
    if name == "pictures":
        return f"#{text}"
    if name in ("rule", "rows") or (name in ("hours", "days") and not value):
        return ""
    option = "why" if name == "reason" else _OPTIONS.get(name, name)
    if name == "monthly_cents":
        text = f"{int(text) / 100:.2f}"
    elif text in _SAID:
        text = call.say(_SAID[text])
    elif words.has(f"option-{option}.{text}"):
        text = words.name(call.locale, Name(text, f"option-{option}.{text}"))
    return call.say("audit-fact", name=Name(option, f"option-{option}"), value=text)


def _lines(entries: tuple[AuditEntry, ...], own: frozenset[int]) -> bytes:
    """One JSON object a row, as it is hashed: so that anybody can compute the chain anew. Of all but `own` only the hashes."""
    rows = (
        {
            "number": one.number,
            "at": one.at.isoformat(),
            "action": one.action,
            "room": one.room_alias,
            "actor": one.actor_alias,
            "subject": one.subject,
            "facts": dict(one.facts),
            "before": one.before,
            "hash": one.hash,
        }
        if one.number in own
        else {"number": one.number, "before": one.before, "hash": one.hash}
        for one in entries
    )
    return "".join(json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in rows).encode()
