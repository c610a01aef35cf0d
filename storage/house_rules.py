"""The phrases that a room's moderators added to the rules: what shall be refused there, and what shall not."""

import unicodedata
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import home_of
from storage.database import Database
from storage.problem import Problem
from storage.records import Audience, CaseKind, CaseState, GenerationRequest, HouseRules, Member, Room
from storage.schema_moderation import house_phrase, moderation_case

MOST: Final = 200  # phrases of a room
LONGEST: Final = 500  # signs of a phrase
OWN_RULE: Final = "room"  # the category of what such a phrase refused
Kind = Literal["blocked", "allowed"]


class HousePhrases:
    """In a thread or topic those of the rooms around it hold, too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, room: Room) -> HouseRules:
        """What holds here, the surrounding room's first, then in the order in which they were added."""
        around: Room | None = room
        rooms: list[str] = []
        while around is not None:
            rooms.insert(0, around.id)
            around = around.parent
        here = or_(*(_in(Room(room.platform, name)) for name in rooms))
        phrases = select(house_phrase.c.kind, house_phrase.c.phrase)
        phrases = phrases.where(here).order_by(func.length(house_phrase.c.room), house_phrase.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(phrases)).all()
        return HouseRules(
            blocked=tuple(row.phrase for row in rows if row.kind == "blocked"),
            allowed=tuple(row.phrase for row in rows if row.kind == "allowed"),
        )

    async def of_words(self, room: Room, member: Member, audience: Audience, text: str) -> HouseRules:
        """What holds here for these very words of this person.

        When a moderator has approved them for this room and audience, they are among the allowed ones; and where a phrase of the
        room itself had refused them, none of those holds for them. For anybody else, for other words and elsewhere nothing changes.
        """
        rules, columns = await self.of(room), moderation_case.c
        approved = and_(columns.kind == CaseKind.WORDS, columns.state == CaseState.APPROVED, columns.audience == audience)
        theirs = and_(columns.platform == member.platform, columns.member == member.id)
        here = and_(columns.room_platform == room.platform, columns.room == room.id)
        plain = _plain(text)
        words = select(columns.category).where(theirs, here, approved, columns.text == plain)
        async with self._database.reading() as connection:
            why = set((await connection.execute(words)).scalars()) if plain else set()
        if not why:
            return rules
        return HouseRules(() if OWN_RULE in why else rules.blocked, (*rules.allowed, plain))

    async def of_wish(self, request: GenerationRequest) -> HouseRules:
        """What holds for the prompt of a wish, in its room."""
        return await self.of_words(request.room, request.asked_by, request.audience, request.prompt)

    async def add(self, room: Room, kind: Kind, phrase: str, by: Member, now: datetime, *, said: Member | None = None) -> bool:
        """Add a phrase; one that stands there changes its kind. False: it was there like that.

        `said`: whose own words they are; when that person is forgotten they go.

        Problems "too-many-phrases" (limit), "phrase-empty", "phrase-too-long" (limit, in signs).
        """
        plain = _plain(phrase)
        if not any(sign.isalnum() for sign in plain):
            raise Problem("phrase-empty")
        if len(plain) > LONGEST:
            raise Problem("phrase-too-long", limit=LONGEST)
        async with self._database.writing() as connection:
            there = await _same(connection, room, plain)
            home = await home_of(connection, by)
            whose = None if said is None else await home_of(connection, said)
            values = {"kind": kind, "by_platform": home.platform, "by": home.id, "at": now}
            values |= {"said_platform": whose and whose.platform, "said": whose and whose.id}
            if there is not None:
                other = and_(house_phrase.c.id == there, house_phrase.c.kind != kind)
                return (await connection.execute(update(house_phrase).where(other).values(values))).rowcount > 0
            count = select(func.count()).select_from(house_phrase).where(_in(room))
            if (await connection.execute(count)).scalar_one() >= MOST:
                raise Problem("too-many-phrases", limit=MOST)
            where = {"room_platform": room.platform, "room": room.id}
            await connection.execute(insert(house_phrase).values(**where, phrase=plain, **values))
            return True

    async def remove(self, room: Room, phrase: str) -> bool:
        """Take a phrase of this very room away. False: there was none."""
        async with self._database.writing() as connection:
            there = await _same(connection, room, _plain(phrase))
            if there is None:
                return False
            await connection.execute(delete(house_phrase).where(house_phrase.c.id == there))
            return True


def _plain(phrase: str) -> str:
    """One way to write what looks the same."""
    return " ".join(unicodedata.normalize("NFC", phrase).split())


def _in(room: Room) -> ColumnElement[bool]:
    return and_(house_phrase.c.room_platform == room.platform, house_phrase.c.room == room.id)


async def _same(connection: AsyncConnection, room: Room, plain: str) -> int | None:
    """Its number. Compared here, because SQLite knows small letters of the Latin alphabet alone."""
    for row in (await connection.execute(select(house_phrase.c.id, house_phrase.c.phrase).where(_in(room)))).all():
        if row.phrase.casefold() == plain.casefold():
            return int(row.id)
    return None
