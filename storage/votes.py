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

from sqlalchemy import BindParameter, Column, Delete, Select, and_, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import home_of
from storage.columns import Moment
from storage.database import Database
from storage.problem import Problem
from storage.records import Member, Tally, Vote
from storage.schema import generation, name_of, of_member, person, picture, vote, vote_step
from storage.writer import Writer


@dataclass(frozen=True, slots=True)
class _Ballot:
    """What a vote must know: how many variants there are, what this person chose before and how, and whether it counts."""

    variants: int
    before: int | None
    reacted: bool
    counts: bool


class Votes:
    """Casts of many people at once share transactions (see `Writer`)."""

    def __init__(self, database: Database, writer: Writer[Tally]) -> None:
        self._database = database
        self._writer = writer

    async def cast(self, generation_id: int, member: Member, variant: int, now: datetime, *, reacted: bool = False) -> Tally:
        """Make this the person's one vote. The same vote again changes nothing but `reacted`, not even its time.

        `reacted`: it is a reaction on the message, so it goes when that has gone.

        Problems "vote-closed" (closed, or its time is up), "no-such-picture" (number), "generation-gone".
        """

        async def work(connection: AsyncConnection) -> Tally:
            ballot = await _ballot(connection, generation_id, member, now)
            if not 1 <= variant <= ballot.variants:
                raise Problem("no-such-picture", number=variant)
            mine = and_(vote.c.generation_id == generation_id, of_member(vote, member))
            if ballot.before is None:
                key = {"generation_id": generation_id, "platform": member.platform, "member": member.id}
                await connection.execute(insert(vote).values(**key, variant=variant, at=now, reacted=reacted))
            elif ballot.before != variant:
                await connection.execute(update(vote).where(mine).values(variant=variant, at=now, reacted=reacted))
                if ballot.counts:
                    await step_down(connection, generation_id, ballot.before)
            elif ballot.reacted is not reacted:
                await connection.execute(update(vote).where(mine).values(reacted=reacted))
            if ballot.before != variant and ballot.counts:
                await _step_up(connection, generation_id, variant, now)
            return await _tally(connection, generation_id, ballot.variants)

        return await self._writer.write(work)

    async def withdraw(self, generation_id: int, member: Member, now: datetime, *, variant: int | None = None) -> Tally:
        """Take the person's vote back, if there is one, from any of their accounts. Problems "vote-closed", "generation-gone".

        `variant`: only if it still is for that one; it may have moved on since it was looked at.
        """

        async def work(connection: AsyncConnection) -> Tally:
            voter = await home_of(connection, member)
            ballot = await _ballot(connection, generation_id, voter, now)
            if ballot.before is not None and variant in (None, ballot.before):
                await connection.execute(delete(vote).where(vote.c.generation_id == generation_id, of_member(vote, voter)))
                if ballot.counts:
                    await step_down(connection, generation_id, ballot.before)
            return await _tally(connection, generation_id, ballot.variants)

        return await self._writer.write(work)

    async def tally(self, generation_id: int) -> Tally:
        """How it stands. A generation without pictures, or none at all, has an empty tally."""
        async with self._database.reading() as connection:
            return await present_tally(connection, generation_id)

    async def of(self, generation_id: int, member: Member) -> Vote | None:
        """What this person chose."""
        mine = select(vote.c.variant, vote.c.at, vote.c.reacted, person.c.name).outerjoin(person, name_of(vote))
        async with self._database.reading() as connection:
            row = (await connection.execute(mine.where(vote.c.generation_id == generation_id, of_member(vote, member)))).first()
        if row is None:
            return None
        return Vote(generation_id, Member(member.platform, member.id, row.name or ""), row.variant, row.at, row.reacted)

    async def reacted(self, generation_id: int) -> tuple[Member, ...]:
        """Whose votes are reactions on the message, by home account."""
        by_reaction = select(vote.c.platform, vote.c.member).where(vote.c.generation_id == generation_id, vote.c.reacted)
        async with self._database.reading() as connection:
            return tuple(Member(row.platform, row.member) for row in (await connection.execute(by_reaction)).all())


async def present_tally(connection: AsyncConnection, generation_id: int) -> Tally:
    """How a vote stands, as a part of somebody's transaction."""
    variants = int((await connection.execute(_variants(generation_id))).scalar_one())
    return await _tally(connection, generation_id, variants)


async def step_down(connection: AsyncConnection, generation_id: int, variant: int) -> None:
    """A vote for `variant` goes: its highest step falls away."""
    await connection.execute(step_away(generation_id, variant))


def step_away(generation_id: int | BindParameter[int], variant: int | BindParameter[int]) -> Delete:
    """The statement for `step_down`; with parameters for many variants at once."""
    here = and_(vote_step.c.generation_id == generation_id, vote_step.c.variant == variant)
    highest = select(func.max(vote_step.c.step)).where(here).scalar_subquery()
    return delete(vote_step).where(here, vote_step.c.step == highest)


async def _step_up(connection: AsyncConnection, generation_id: int, variant: int, now: datetime) -> None:
    here = and_(vote_step.c.generation_id == generation_id, vote_step.c.variant == variant)
    next_step = select(
        literal(generation_id), literal(variant), func.coalesce(func.max(vote_step.c.step), 0) + 1, literal(now, Moment)
    )
    await connection.execute(insert(vote_step).from_select(["generation_id", "variant", "step", "at"], next_step.where(here)))


def _variants(generation_id: int | Column[int]) -> Select[int]:
    return select(func.count()).select_from(picture).where(picture.c.role == "variant", picture.c.generation_id == generation_id)


async def _ballot(connection: AsyncConnection, generation_id: int, member: Member, now: datetime) -> _Ballot:
    """In one statement: a vote is the write that comes in crowds."""
    one = generation.c
    statement = select(
        one.platform,
        one.member,
        one.vote_closes_at,
        one.vote_closed_at,
        vote.c.variant,
        vote.c.reacted,
        _variants(one.id).correlate(generation).scalar_subquery().label("variants"),
    ).outerjoin(vote, and_(vote.c.generation_id == one.id, of_member(vote, member)))
    row = (await connection.execute(statement.where(one.id == generation_id))).first()
    if row is None:
        raise Problem("generation-gone")
    if row.vote_closed_at is not None or (row.vote_closes_at is not None and now >= row.vote_closes_at):
        raise Problem("vote-closed")
    return _Ballot(row.variants, row.variant, bool(row.reacted), Member(row.platform, row.member) != member)


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
