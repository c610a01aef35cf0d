"""/export: everything the bot knows about me, as a zip."""

import io
import json
import zipfile
from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.reply import Button, File, Reply
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import Held

# Under the 10 MiB that every chat takes.
PART_BYTES = 8 * 1024 * 1024


async def export(call: Call, part: Annotated[int, Within(1, 1000)] = 1) -> Reply:
    """data.json with every record, and my pictures; in parts when they are many."""
    storage = call.house.storage
    known = await storage.people.export(call.member)
    parts: list[list[tuple[str, bytes]]] = [[]]
    size = 0
    for name, sha256 in _pictures(known, await storage.people.sent(call.member)):
        try:
            data = await storage.pictures.get(sha256)
        except Problem:
            continue  # deleted since: data.json still tells of it
        if size + len(data) > PART_BYTES and parts[-1]:
            parts.append([])
            size = 0
        if len(parts) == part:
            parts[-1].append((name, data))
        else:
            parts[-1].append((name, b""))  # counted, not kept: only one part is in memory
        size += len(data)
    if part > len(parts):
        raise Problem("out-of-range", option="part", low="1", high=str(len(parts)), given=str(part))
    data = await call.house.pool.run(_zip, known, parts[part - 1], call.house.now())
    more = (Button(call.say("button-next-part"), token("export", part + 1), "📦"),) if part < len(parts) else ()
    name = f"pincel-export-{part}.zip" if len(parts) > 1 else "pincel-export.zip"
    text = call.say("export-ready", part=part, parts=len(parts))
    return Reply(text, files=(File(name, "application/zip", data),), buttons=more, private=True)


def _pictures(known: dict[str, object], sent: Collection[str]) -> list[tuple[str, str]]:
    """(file name in the zip, sha256) of every picture I asked for, and of those I sent."""
    found = []
    generations = known.get("generations")
    for generation in generations if isinstance(generations, list) else []:
        for variant in generation["variants"] if generation.get("held") in (None, Held.REPORTED) else ():
            ending = variant["mime"].rpartition("/")[2].replace("jpeg", "jpg")
            found.append((f"pictures/{generation['id']}-{variant['index']}.{ending}", variant["sha256"]))
        for place, one in enumerate(generation["request"]["inputs"], 1):  # what I sent to go by; of these no type is known
            if one["sha256"] in sent:
                found.append((f"pictures/{generation['id']}-p{place}", one["sha256"]))
    return found


def _zip(known: dict[str, object], pictures: list[tuple[str, bytes]], now: datetime) -> bytes:
    """Every file is dated `now`."""

    def entry(name: str, compression: int) -> zipfile.ZipInfo:
        made = zipfile.ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
        made.compress_type = compression
        made.external_attr = 0o644 << 16
        return made

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry("data.json", zipfile.ZIP_DEFLATED), json.dumps(known, ensure_ascii=False, indent=2))
        for name, data in pictures:
            archive.writestr(entry(name, zipfile.ZIP_STORED), data)  # pictures are compressed already
    return out.getvalue()
