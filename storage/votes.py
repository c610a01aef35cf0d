"""Votes: one changeable vote per person and generation, and the tally that decides.

**When was a count reached?** A variant's count goes up and down as people cast, move and withdraw. `reached_at` is the start of
the stretch of time, lasting until now, in which the variant has had at least its present count. A variant that stood at 2 since
noon, rose to 3 and lost one again has its 2 since noon: whoever leaves does not take the others' place in time away. One that
fell to 1 and came back has its 2 since it came back. This is a stack of times (the table `vote_step`): a vote that comes pushes,
a vote that goes pops.

**Who wins?** The highest count; among equals the one that reached it first; within the same millisecond the lower number. No
votes: nobody.

The author's own vote is kept, so that they can see and change it, but does not count.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, upsert
from storage.problem import Problem
from storage.records import Member, Tally, Vote
from storage.schema import generation, of_member, person, picture, vote, vote_step
from storage.writer import Writer


@dataclass(frozen=True, slots=True)
class _Election:
    """What a vote must know of its generation."""

    variants: int
    author: Member
    closes_at: datetime | None
    closed_at: datetime | None

    def is_closed(self, now: datetime) -> bool:
        return self.closed_at is not None or (self.closes_at is not None and now >= self.closes_at)


class Votes:
    """Casts of many people at once share transactions (see `Writer`)."""

    def __init__(self, database: Database, writer: Writer[Tally]) -> None:
        self._database = database
        self._writer = writer

    async def cast(self, generation_id: int, member: Member, variant: int, now: datetime) -> Tally:
        """Make this the person's one vote. The same vote again changes nothing, not even its time.

        Problems "vote-closed" (closed, or its time is up), "no-such-picture" (number), "generation-gone".
        """

        async def work(connection: AsyncConnection) -> Tally:
            election = await _election(connection, generation_id, now)
            if not 1 <= variant <= election.variants:
                raise Problem("no-such-picture", number=variant)
            before = await _choice(connection, generation_id, member)
            if before != variant:
                counts = member != election.author
                if before is not None and counts:
                    await step_down(connection, generation_id, before)
                key = {"generation_id": generation_id, "platform": member.platform, "member": member.id}
                await upsert(connection, vote, key, {"variant": variant, "at": now})
                if counts:
                    await _step_up(connection, generation_id, variant, now)
            return await _tally(connection, generation_id, election.variants)

        return await self._writer.write(work)

    async def withdraw(self, generation_id: int, member: Member, now: datetime) -> Tally:
        """Take the person's vote back, if there is one. Problems "vote-closed", "generation-gone"."""

        async def work(connection: AsyncConnection) -> Tally:
            election = await _election(connection, generation_id, now)
            before = await _choice(connection, generation_id, member)
            if before is not None:
                await connection.execute(delete(vote).where(vote.c.generation_id == generation_id, of_member(vote, member)))
                if member != election.author:
                    await step_down(connection, generation_id, before)
            return await _tally(connection, generation_id, election.variants)

        return await self._writer.write(work)

    async def tally(self, generation_id: int) -> Tally:
        """How it stands. A generation without pictures, or none at all, has an empty tally."""
        async with self._database.reading() as connection:
            return await _tally(connection, generation_id, await _variants(connection, generation_id))

    async def of(self, generation_id: int, member: Member) -> Vote | None:
        """What this person chose."""
        named = and_(person.c.platform == vote.c.platform, person.c.member == vote.c.member)
        mine = select(vote.c.variant, vote.c.at, person.c.name).outerjoin(person, named)
        async with self._database.reading() as connection:
            row = (await connection.execute(mine.where(vote.c.generation_id == generation_id, of_member(vote, member)))).first()
        return None if row is None else Vote(generation_id, Member(member.platform, member.id, row.name or ""), row.variant, row.at)


async def step_down(connection: AsyncConnection, generation_id: int, variant: int) -> None:
    """A vote for `variant` goes: its highest step falls away."""
    here = and_(vote_step.c.generation_id == generation_id, vote_step.c.variant == variant)
    highest = select(func.max(vote_step.c.step)).where(here).scalar_subquery()
    await connection.execute(delete(vote_step).where(here, vote_step.c.step == highest))


async def _step_up(connection: AsyncConnection, generation_id: int, variant: int, now: datetime) -> None:
    here = and_(vote_step.c.generation_id == generation_id, vote_step.c.variant == variant)
    highest = (await connection.execute(select(func.coalesce(func.max(vote_step.c.step), 0)).where(here))).scalar_one()
    await connection.execute(insert(vote_step).values(generation_id=generation_id, variant=variant, step=highest + 1, at=now))


async def _variants(connection: AsyncConnection, generation_id: int) -> int:
    variants = (
        select(func.count()).select_from(picture).where(picture.c.role == "variant", picture.c.generation_id == generation_id)
    )
    return int((await connection.execute(variants)).scalar_one())


async def _election(connection: AsyncConnection, generation_id: int, now: datetime) -> _Election:
    columns = generation.c
    known = select(columns.platform, columns.member, columns.vote_closes_at, columns.vote_closed_at)
    row = (await connection.execute(known.where(columns.id == generation_id))).first()
    if row is None:
        raise Problem("generation-gone")
    author = Member(row.platform, row.member)
    election = _Election(await _variants(connection, generation_id), author, row.vote_closes_at, row.vote_closed_at)
    if election.is_closed(now):
        raise Problem("vote-closed")
    return election


async def _choice(connection: AsyncConnection, generation_id: int, member: Member) -> int | None:
    mine = select(vote.c.variant).where(vote.c.generation_id == generation_id, of_member(vote, member))
    return (await connection.execute(mine)).scalar_one_or_none()


async def _tally(connection: AsyncConnection, generation_id: int, variants: int) -> Tally:
    tops = (
        select(vote_step.c.variant, func.max(vote_step.c.step).label("step"))
        .where(vote_step.c.generation_id == generation_id)
        .group_by(vote_step.c.variant)
        .subquery()
    )
    top = and_(vote_step.c.variant == tops.c.variant, vote_step.c.step == tops.c.step)
    stairs = select(vote_step.c.variant, vote_step.c.step, vote_step.c.at).join(tops, top)
    rows = (await connection.execute(stairs.where(vote_step.c.generation_id == generation_id))).all()
    found: dict[int, tuple[int, datetime | None]] = {row.variant: (row.step, row.at) for row in rows}
    return tally_of(tuple(found.get(variant, (0, None)) for variant in range(1, variants + 1)))


def tally_of(steps: tuple[tuple[int, datetime | None], ...]) -> Tally:
    """The tally of (count, reached_at) per variant, in order of variants."""
    counts = tuple(count for count, _ in steps)
    standing = [(-count, at, variant) for variant, (count, at) in enumerate(steps, 1) if at is not None]
    if not standing:
        return Tally(counts, tuple(at for _, at in steps), None)
    most, _, winner = min(standing)
    leaders = tuple(variant for count, _, variant in standing if count == most)
    return Tally(counts, tuple(at for _, at in steps), winner, leaders if len(leaders) > 1 else ())
