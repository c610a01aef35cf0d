"""The daily digest: what came up in a room, in numbers, for those who moderate it."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from commands.core.call import House
from commands.core.moderating import category, log
from commands.core.names import Listed
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from generation.safety.policy import Category
from storage.records import CaseKind, CaseTally, Room

SINCE = timedelta(days=1)
KEPT = 16  # signs of the trail's newest hash


async def tell_digests(house: House, platforms: Collection[str] | None = None) -> int:
    """Tell the rooms that are due on these platforms (None: all), each once a day. How many were told."""
    now, told = house.now(), 0
    for room in await house.storage.digests.due(now):
        if platforms is not None and room.platform not in platforms:
            continue
        if await house.storage.digests.sent(room, now.date()):
            await _tell(house, room, await house.storage.cases.tally(room, now - SINCE))
            told += 1
    return told


async def _tell(house: House, room: Room, tally: CaseTally) -> None:
    number, hashed = await house.storage.audit.head()

    def said(locale: str) -> Reply:
        say = house.words.say
        refused = tally.opened.get(CaseKind.WORDS, 0)
        lines = [say(locale, "digest-title"), say(locale, "digest-refused", count=refused)]
        if named := _named(tally):
            rows = (say(locale, "digest-category", category=category(house, locale, name), count=count) for name, count in named)
            lines.append(say(locale, "digest-categories", rows=Listed(rows, "comma")))
        lines.append(
            say(
                locale,
                "digest-cases",
                reports=tally.opened.get(CaseKind.REPORT, 0),
                held=tally.opened.get(CaseKind.PICTURE, 0) + tally.opened.get(CaseKind.APPROVAL, 0),
                appealed=tally.appealed,
                approved=tally.approved,
                refused=tally.refused,
                waiting=tally.waiting,
            )
        )
        if number:  # kept where whoever can write to the database cannot: `pincel audit --kept` asks for it
            lines.append(say(locale, "digest-trail", number=str(number), hash=hashed[:KEPT]))
        look = Button(say(locale, "log-button-look"), token("moderation"), "🛡")
        return Reply("\n".join(lines), buttons=(look,) if tally.waiting else ())

    await log(house, room, said)


def _named(tally: CaseTally) -> list[tuple[str, int]]:
    """Categories, the most frequent first. Who is not well shall not be looked for: that counts among the others."""
    counted: Counter[str] = Counter()
    for name, count in tally.categories.items():
        if name:
            counted["other" if name == Category.SELF_HARM else name] += count
    return counted.most_common()
