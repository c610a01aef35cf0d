"""`pincel audit`: the audit trail of a room or of all rooms, and whether it is still what was once written. It changes nothing.

`--json` prints one object a line, oldest first, with these keys:
  number, at (ISO 8601, UTC), action, room, actor, subject (names that mean somebody only as long as they are known), facts, before,
  hash (see below), known (who or what those names mean: "platform:id"; not of people who were forgotten).
`hash` is the SHA-256 of `before`, a line feed, and the JSON list [number, at in milliseconds since 1970, action, room, actor,
subject, facts as JSON with sorted keys], without blanks and in ASCII. `before` is the hash of the row before, 64 noughts for the
first. With --verify it prints one object: whole (true or false), broken (the first row that does not fit, or null), rows, hash (the
newest). The exit status is then 1 when something was changed.
"""

import asyncio
import re
from argparse import Namespace
from typing import Final

from bot.cli.arguments import Parser
from bot.cli.session import FAILED, Session, show
from storage.audit import Audit
from storage.database import Database
from storage.problem import Problem
from storage.records import AuditEntry, Room
from storage.upgrade import FILE
from storage.versions import versions

LAST: Final = 1000  # rows, unless told otherwise
MOST: Final = 10_000_000
_KEPT: Final = re.compile(r"(\d{1,12}):([0-9a-f]{12,64})")  # the hash, or its beginning


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.option("room")
    parser.option("last")
    parser.flag("verify")
    parser.option("kept")
    parser.flag("json")


def run(given: Namespace, session: Session) -> int:
    """Print the trail, or whether it is whole."""
    kept, room, last = _kept(given.kept), _room(given.room), _last(given.last)
    folder = session.settings.data
    found = versions(folder)
    if found.here is None:
        raise Problem("data-folder", path=str(folder), reason=FILE)
    if not found.known:
        raise Problem("database-newer", path=str(folder / FILE), revision=found.here)
    if found.here != found.wanted:
        raise Problem("database-older", path=str(folder / FILE))
    if given.verify or kept is not None:
        return asyncio.run(_verify(session, kept, as_json=given.json))
    return asyncio.run(_print(session, room, last, as_json=given.json))


async def _verify(session: Session, kept: tuple[int, str] | None, *, as_json: bool) -> int:
    database = Database(session.settings.data / FILE)
    try:
        trail = Audit(database)
        rows, newest = await trail.head()
        broken = await trail.broken(kept)
    finally:
        await database.close()
    if as_json:
        show({"whole": broken is None, "broken": broken, "rows": rows, "hash": newest})
    elif broken is None:
        print(session.say("cli-audit-whole", rows=rows, hash=newest))
    else:
        print(session.say("cli-audit-broken", number=str(broken)))
    return session.status if broken is None else FAILED


async def _print(session: Session, room: Room | None, last: int, *, as_json: bool) -> int:
    database = Database(session.settings.data / FILE)
    try:
        entries = await Audit(database).entries(room, limit=last)
    finally:
        await database.close()
    for one in entries:
        if as_json:
            show(_record(one))
        else:
            print(_line(one))
    if not entries and not as_json:
        print(session.say("cli-audit-empty"))
    return session.status


def _record(one: AuditEntry) -> dict[str, object]:
    known = {one.room_alias: one.room, one.actor_alias: one.actor, one.subject: one.member}
    return {
        "number": one.number,
        "at": one.at.isoformat(timespec="milliseconds"),
        "action": one.action,
        "room": one.room_alias,
        "actor": one.actor_alias,
        "subject": one.subject,
        "facts": dict(one.facts),
        "before": one.before,
        "hash": one.hash,
        "known": {name: f"{who.platform}:{who.id}" for name, who in known.items() if who is not None},
    }


def _line(one: AuditEntry) -> str:
    """In columns, and in no language: actions and facts are the program's own words."""
    room = f"{one.room.platform}:{one.room.id}" if one.room is not None else one.room_alias or "*"
    actor = f"{one.actor.platform}:{one.actor.id}" if one.actor is not None else one.actor_alias or "pincel"
    subject = f"{one.member.platform}:{one.member.id}" if one.member is not None else one.subject or "-"
    facts = " ".join(f"{name}={value}" for name, value in one.facts.items())
    return f"{one.number:>6}  {one.at:%Y-%m-%d %H:%M:%S}Z  {room}  {actor}  {one.action}  {subject}  {facts}".rstrip()


def _kept(given: str | None) -> tuple[int, str] | None:
    """Raises Problem "cli-needs"."""
    if given is None:
        return None
    found = _KEPT.fullmatch(given.strip().lower())
    if found is None:
        raise Problem("cli-needs", command="audit", option="--kept NUMBER:HASH")
    return int(found[1]), found[2]


def _room(given: str | None) -> Room | None:
    """Raises Problem "cli-needs"."""
    if given is None:
        return None
    platform, colon, name = given.strip().partition(":")
    if not (platform and colon and name):
        raise Problem("cli-needs", command="audit", option="--room PLATFORM:ID")
    return Room(platform, name)


def _last(given: str | None) -> int:
    """Raises Problem "not-a-number", "out-of-range"."""
    if given is None:
        return LAST
    if not (given.isascii() and given.isdigit()):
        raise Problem("not-a-number", option="--last", given=given[:40])
    if not 1 <= int(given[:12]) <= MOST or len(given) > len(str(MOST)):
        raise Problem("out-of-range", option="--last", low="1", high=str(MOST), given=given[:40])
    return int(given)
