"""Guess-the-prompt games: opened, guessed at, closed; one open game a room."""

import secrets as chance
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, upsert
from storage.names import name_there, remember
from storage.problem import Problem
from storage.records import Challenge, Guess, Member, MessageRef, Room, Standing
from storage.schema import challenge, guess, hint, in_room, message_of, name_of, of_member, person, witness
from storage.standings import read_standings

CODE_LETTERS = 8
_opening = person.alias("opening")


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
        opener: Member | None = None,
        started_at: datetime | None = None,
    ) -> Challenge:
        """Open a game; `season` is "YYYY-MM", `secrets` the prompt by language. Without `started_at` its clock stands still.

        Problem "challenge-running" (one open game a room), Problem "secret-played" (one game a generation).
        """
        async with self._database.writing() as connection:
            if await read_challenges(connection, _open_in(room)):
                raise Problem("challenge-running")
            if await read_challenges(connection, challenge.c.generation_id == generation_id):
                raise Problem("secret-played")
            statement = insert(challenge).values(
                room_platform=room.platform,
                room=room.id,
                author_platform=author.platform if author else None,
                author=author.id if author else None,
                opener_platform=opener.platform if opener else None,
                opener=opener.id if opener else None,
                code="".join(chance.choice(string.ascii_lowercase) for _ in range(CODE_LETTERS)),
                generation_id=generation_id,
                secrets=dict(secrets),
                locale=locale,
                opened_at=opened_at,
                started_at=started_at,
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
            for member in filter(None, (author, opener)):
                await remember(connection, member)
            return (await read_challenges(connection, challenge.c.id == number))[0]

    async def saw(self, challenge_id: int, member: Member) -> None:
        """This person has seen the secret, as one who moderates, and cannot play it any more."""
        async with self._database.writing() as connection:
            for game in await read_challenges(connection, challenge.c.id == challenge_id):
                if member not in game.seen_by:
                    values = {"platform": member.platform, "member": member.id, "place": len(game.seen_by) + 1}
                    await connection.execute(insert(witness).values(challenge_id=game.id, **values))

    async def get(self, challenge_id: int) -> Challenge | None:
        return await self._one(challenge.c.id == challenge_id)

    async def by_code(self, code: str) -> Challenge | None:
        """The game of that code."""
        number, _, letters = code.partition("-")
        if not (number.isascii() and number.isdigit() and len(number) < 16):  # noqa: PLR2004 - fits 64 bits in any case
            return None
        return await self._one(and_(challenge.c.id == int(number), challenge.c.code == letters.lower()))

    async def played_with(self, generation_id: int) -> Challenge | None:
        """The one game with this picture."""
        return await self._one(challenge.c.generation_id == generation_id)

    async def current(self, room: Room) -> Challenge | None:
        """The open game of a room, or the one that a thread was opened for."""
        return await self._one(and_(_held_in(room), challenge.c.closed_at.is_(None)))

    async def latest(self, room: Room) -> Challenge | None:
        """The newest game of a room (or thread), open or closed."""
        async with self._database.reading() as connection:
            newest = _chosen(_held_in(room)).order_by(challenge.c.opened_at.desc(), challenge.c.id.desc()).limit(1)
            found = await _read(connection, newest)
            return found[0] if found else None

    async def by_message(self, message: MessageRef) -> Challenge | None:
        """Which game stands in this message (a guess may be an answer to it)."""
        place = (challenge.c.message_platform == message.room.platform, challenge.c.message_room == message.room.id)
        return await self._one(and_(*place, challenge.c.message == message.id))

    async def pictured(self, challenge_id: int, picture_sha256: str) -> None:
        """The picture that people see: without its metadata."""
        await self._change(challenge_id, picture_sha256=picture_sha256)

    async def started(self, challenge_id: int, now: datetime) -> Challenge | None:
        """The picture is there: from now on the clock runs, for as long as was said at the opening. The first time counts."""
        async with self._database.writing() as connection:
            waiting = (challenge.c.id == challenge_id, challenge.c.started_at.is_(None), challenge.c.closed_at.is_(None))
            for game in await read_challenges(connection, *waiting):
                lasts = game.closes_at - game.opened_at
                change = update(challenge).where(challenge.c.id == game.id)
                await connection.execute(change.values(started_at=now, closes_at=now + lasts))
            return next(iter(await read_challenges(connection, challenge.c.id == challenge_id)), None)

    async def placed(self, challenge_id: int, message: MessageRef) -> None:
        """Where the game stands."""
        await self._change(challenge_id, message_platform=message.room.platform, message_room=message.room.id, message=message.id)

    async def threaded(self, challenge_id: int, thread: Room) -> None:
        """A thread was opened for the game."""
        await self._change(challenge_id, thread=thread.id)

    async def closed(self, challenge_id: int, now: datetime) -> bool:
        """End the game. True only for the one call that did it."""
        return await self._change(challenge_id, challenge.c.closed_at.is_(None), closed_at=now)

    async def announced(self, challenge_id: int, now: datetime) -> None:
        """The room knows the secret and the winner."""
        await self._change(challenge_id, announced_at=now)

    async def due(self, now: datetime) -> tuple[int, ...]:
        """Games whose time is up and whose room was not told the secret yet, oldest first; none whose picture is not there."""
        begun = or_(challenge.c.started_at.is_not(None), challenge.c.closed_at.is_not(None))
        late = select(challenge.c.id).where(challenge.c.announced_at.is_(None), challenge.c.closes_at <= now, begun)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(late.order_by(challenge.c.id))).scalars())

    async def guess(
        self,
        challenge_id: int,
        member: Member,
        *,
        text: str,
        score: int,
        worth: Callable[[int, int], int],
        hits: Sequence[str],
        now: datetime,
    ) -> Guess:
        """Keep one try; `worth(tries used with this one, hints taken)` are its points.

        All is counted and checked in the transaction that keeps it, so that guesses at the same time neither save points nor
        tries: Problem "challenge-closed", "no-tries-left" (tries), "guess-again-same" (the same words, whatever their case).
        """
        async with self._database.writing() as connection:
            game = await _playable(connection, challenge_id, now)
            mine = await read_guesses(connection, guess.c.challenge_id == challenge_id, of_member(guess, member))
            if len(mine) >= game.tries:
                raise Problem("no-tries-left", tries=game.tries)
            if any(one.text.casefold() == text.casefold() for one in mine):
                raise Problem("guess-again-same")
            points = worth(len(mine) + 1, await _hints(connection, challenge_id, member))
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

    async def from_the_deck(self, room: Room, since: datetime) -> int:
        """How many of the bot's own games a room has opened since then."""
        opened = select(func.count()).select_from(challenge).where(in_room(challenge, room), challenge.c.opened_at >= since)
        async with self._database.reading() as connection:
            return int((await connection.execute(opened.where(challenge.c.author.is_(None)))).scalar_one())

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


def _held_in(room: Room) -> ColumnElement[bool]:
    return or_(in_room(challenge, room), and_(challenge.c.room_platform == room.platform, challenge.c.thread == room.id))


def _chosen(*where: ColumnElement[bool]) -> Select[Any]:
    author = and_(person.c.platform == challenge.c.author_platform, person.c.member == challenge.c.author)
    opener = and_(_opening.c.platform == challenge.c.opener_platform, _opening.c.member == challenge.c.opener)
    names = (
        name_there(challenge.c.author_platform, challenge.c.author, challenge.c.room_platform).label("name"),
        name_there(challenge.c.opener_platform, challenge.c.opener, challenge.c.room_platform, _opening).label("opener_name"),
    )
    return select(challenge, *names).outerjoin(person, author).outerjoin(_opening, opener).where(*where)


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
        opener=None if row["opener"] is None else Member(row["opener_platform"], row["opener"], row["opener_name"] or ""),
        code=f"{row['id']}-{row['code']}",
        started_at=row["started_at"],
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
        thread=None if row["thread"] is None else Room(row["room_platform"], row["thread"]),
    )


async def read_guesses(connection: AsyncConnection, *where: ColumnElement[bool]) -> tuple[Guess, ...]:
    """The guesses that fit, in the order they came."""
    name = name_there(guess.c.platform, guess.c.member, challenge.c.room_platform).label("name")
    named = select(guess, name).join(challenge, challenge.c.id == guess.c.challenge_id).outerjoin(person, name_of(guess))
    rows = await connection.execute(named.where(*where).order_by(guess.c.id))
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
