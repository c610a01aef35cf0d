"""Guess-the-prompt games: opened, guessed at, closed; one open game a room."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, upsert
from storage.names import remember
from storage.problem import Problem
from storage.records import Challenge, Guess, Member, MessageRef, Room, Standing
from storage.schema import challenge, guess, hint, in_room, message_of, name_of, of_member, person, witness
from storage.standings import read_standings


class Challenges:
    """A game is open until `closed`, or until its time is up, whichever comes first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(
        self,
        *,
        room: Room,
        author: Member | None,
        generation_id: int,
        secrets: Mapping[str, str],
        locale: str,
        opened_at: datetime,
        closes_at: datetime,
        tries: int,
        season: str,
        seen_by: Sequence[Member],
    ) -> Challenge:
        """Start a game; `season` is "YYYY-MM", `secrets` the prompt by language. Problem "challenge-running"."""
        async with self._database.writing() as connection:
            if await read_challenges(connection, _open_in(room)):
                raise Problem("challenge-running")
            statement = insert(challenge).values(
                room_platform=room.platform,
                room=room.id,
                author_platform=author.platform if author else None,
                author=author.id if author else None,
                generation_id=generation_id,
                secrets=dict(secrets),
                locale=locale,
                opened_at=opened_at,
                closes_at=closes_at,
                tries=tries,
                season=season,
            )
            made = (await connection.execute(statement)).inserted_primary_key
            number = int(made[0]) if made else 0
            for place, member in enumerate(dict.fromkeys(seen_by), 1):
                await connection.execute(
                    insert(witness).values(challenge_id=number, platform=member.platform, member=member.id, place=place)
                )
                await remember(connection, member)
            if author:
                await remember(connection, author)
            return (await read_challenges(connection, challenge.c.id == number))[0]

    async def get(self, challenge_id: int) -> Challenge | None:
        return await self._one(challenge.c.id == challenge_id)

    async def current(self, room: Room) -> Challenge | None:
        """The open game of a room."""
        return await self._one(_open_in(room))

    async def latest(self, room: Room) -> Challenge | None:
        """The newest game of a room, open or closed."""
        async with self._database.reading() as connection:
            newest = _chosen(in_room(challenge, room)).order_by(challenge.c.opened_at.desc(), challenge.c.id.desc()).limit(1)
            found = await _read(connection, newest)
            return found[0] if found else None

    async def by_message(self, message: MessageRef) -> Challenge | None:
        """Which game stands in this message (a guess may be an answer to it)."""
        place = (challenge.c.message_platform == message.room.platform, challenge.c.message_room == message.room.id)
        return await self._one(and_(*place, challenge.c.message == message.id))

    async def pictured(self, challenge_id: int, picture_sha256: str) -> None:
        """The picture that people see: without its metadata."""
        await self._change(challenge_id, picture_sha256=picture_sha256)

    async def placed(self, challenge_id: int, message: MessageRef) -> None:
        """Where the game stands."""
        await self._change(challenge_id, message_platform=message.room.platform, message_room=message.room.id, message=message.id)

    async def closed(self, challenge_id: int, now: datetime) -> bool:
        """End the game. True only for the one call that did it."""
        return await self._change(challenge_id, challenge.c.closed_at.is_(None), closed_at=now)

    async def announced(self, challenge_id: int, now: datetime) -> None:
        """The room knows the secret and the winner."""
        await self._change(challenge_id, announced_at=now)

    async def due(self, now: datetime) -> tuple[int, ...]:
        """Games whose time is up and whose room was not told the secret yet, oldest first."""
        late = select(challenge.c.id).where(challenge.c.announced_at.is_(None), challenge.c.closes_at <= now)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(late.order_by(challenge.c.id))).scalars())

    async def guess(
        self, challenge_id: int, member: Member, *, text: str, score: int, points: int, hits: Sequence[str], now: datetime
    ) -> Guess:
        """Keep one try. Checked in the same transaction: Problem "challenge-closed", Problem "no-tries-left" (tries)."""
        async with self._database.writing() as connection:
            game = await _playable(connection, challenge_id, now)
            mine = select(func.count()).select_from(guess).where(guess.c.challenge_id == challenge_id, of_member(guess, member))
            if int((await connection.execute(mine)).scalar_one()) >= game.tries:
                raise Problem("no-tries-left", tries=game.tries)
            statement = insert(guess).values(
                challenge_id=challenge_id,
                platform=member.platform,
                member=member.id,
                text=text,
                score=score,
                points=points,
                hits=list(hits),
                at=now,
            )
            made = (await connection.execute(statement)).inserted_primary_key
            await remember(connection, member)
            return (await read_guesses(connection, guess.c.id == (int(made[0]) if made else 0)))[0]

    async def guesses(self, challenge_id: int, member: Member | None = None) -> tuple[Guess, ...]:
        """All tries of a game (of one person, if given), in the order they came."""
        mine = () if member is None else (of_member(guess, member),)
        async with self._database.reading() as connection:
            return await read_guesses(connection, guess.c.challenge_id == challenge_id, *mine)

    async def hint_taken(self, challenge_id: int, member: Member, now: datetime) -> int:
        """One more hint for this person; answers how many they now have. Problem "challenge-closed"."""
        async with self._database.writing() as connection:
            await _playable(connection, challenge_id, now)
            taken = await _hints(connection, challenge_id, member) + 1
            key = {"challenge_id": challenge_id, "platform": member.platform, "member": member.id}
            await upsert(connection, hint, key, {"taken": taken, "at": now})
            return taken

    async def hints(self, challenge_id: int, member: Member) -> int:
        """How many hints this person has taken."""
        async with self._database.reading() as connection:
            return await _hints(connection, challenge_id, member)

    async def used(self, room: Room) -> frozenset[str]:
        """The English secrets that a room has played."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(challenge.c.secrets).where(in_room(challenge, room)))).scalars()
            return frozenset(secrets["en"] for secrets in rows if "en" in secrets)

    async def standings(self, room: Room, season: str, limit: int) -> tuple[Standing, ...]:
        """The table of a room for a season, best first, closed games only. Its rules: `storage/standings.py`."""
        async with self._database.reading() as connection:
            return await read_standings(connection, room, season, limit)

    async def _one(self, where: ColumnElement[bool]) -> Challenge | None:
        async with self._database.reading() as connection:
            found = await read_challenges(connection, where)
            return found[0] if found else None

    async def _change(self, challenge_id: int, *where: ColumnElement[bool], **values: Any) -> bool:
        async with self._database.writing() as connection:
            changed = await connection.execute(update(challenge).where(challenge.c.id == challenge_id, *where).values(**values))
            return changed.rowcount > 0


def _open_in(room: Room) -> ColumnElement[bool]:
    return and_(in_room(challenge, room), challenge.c.closed_at.is_(None))


def _chosen(*where: ColumnElement[bool]) -> Select[Any]:
    author = and_(person.c.platform == challenge.c.author_platform, person.c.member == challenge.c.author)
    return select(challenge, person.c.name).outerjoin(person, author).where(*where)


async def read_challenges(connection: AsyncConnection, *where: ColumnElement[bool]) -> tuple[Challenge, ...]:
    """The games that fit, in order of their ids."""
    return await _read(connection, _chosen(*where).order_by(challenge.c.id))


async def _read(connection: AsyncConnection, statement: Select[Any]) -> tuple[Challenge, ...]:
    rows = (await connection.execute(statement)).mappings().all()
    seen: dict[int, list[Member]] = {row["id"]: [] for row in rows}
    witnesses = select(witness, person.c.name).outerjoin(person, name_of(witness)).where(witness.c.challenge_id.in_(seen))
    for one in (await connection.execute(witnesses.order_by(witness.c.place))).mappings():
        seen[one["challenge_id"]].append(Member(one["platform"], one["member"], one["name"] or ""))
    return tuple(_record(row, tuple(seen[row["id"]])) for row in rows)


def _record(row: RowMapping, seen_by: tuple[Member, ...]) -> Challenge:
    return Challenge(
        id=row["id"],
        room=Room(row["room_platform"], row["room"]),
        author=None if row["author"] is None else Member(row["author_platform"], row["author"], row["name"] or ""),
        generation_id=row["generation_id"],
        secrets=dict(row["secrets"]),
        locale=row["locale"],
        picture_sha256=row["picture_sha256"],
        opened_at=row["opened_at"],
        closes_at=row["closes_at"],
        tries=row["tries"],
        season=row["season"],
        closed_at=row["closed_at"],
        message=message_of(row),
        seen_by=seen_by,
    )


async def read_guesses(connection: AsyncConnection, *where: ColumnElement[bool]) -> tuple[Guess, ...]:
    """The guesses that fit, in the order they came."""
    rows = await connection.execute(
        select(guess, person.c.name).outerjoin(person, name_of(guess)).where(*where).order_by(guess.c.id)
    )
    return tuple(
        Guess(
            id=row["id"],
            challenge_id=row["challenge_id"],
            member=Member(row["platform"], row["member"], row["name"] or ""),
            text=row["text"],
            score=row["score"],
            points=row["points"],
            hits=tuple(row["hits"]),
            at=row["at"],
        )
        for row in rows.mappings()
    )


async def _playable(connection: AsyncConnection, challenge_id: int, now: datetime) -> Challenge:
    found = await read_challenges(connection, challenge.c.id == challenge_id)
    if not found or found[0].closed_at is not None or now >= found[0].closes_at:
        raise Problem("challenge-closed")
    return found[0]


async def _hints(connection: AsyncConnection, challenge_id: int, member: Member) -> int:
    mine = select(hint.c.taken).where(hint.c.challenge_id == challenge_id, of_member(hint, member))
    return (await connection.execute(mine)).scalar_one_or_none() or 0
