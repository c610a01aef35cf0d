"""Generations: what people asked for, what became of it, whose favourite it is, and when its vote ends."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import home_of
from storage.database import Database, upsert
from storage.generation_rows import add_inputs, chosen, first, options_of, read, read_all, spent_today
from storage.names import remember
from storage.problem import Problem
from storage.purse import NO_CAPS, Caps, book, close, may_begin, reserve, warns_person
from storage.records import Generation, GenerationRequest, Held, Member, MessageRef, Room, Status, Variant
from storage.reports import hide, show
from storage.schema import favourite, generation, in_room, of_member, picture, vote
from storage.votes import present_tally

UNFINISHED: Final = (Status.ACCEPTED, Status.PAINTING)
OPEN_VOTES: Final = 500  # that are counted again at once


class Generations:
    """Every change is one transaction; a step that is repeated after a crash changes nothing the second time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def accept(
        self,
        request: GenerationRequest,
        *,
        key: str,
        model: str,
        why: str,
        cost_units: int,
        now: datetime,
        day_limit_units: int,
        cost_micro_usd: int = 0,
        caps: Caps = NO_CAPS,
    ) -> Generation:
        """Commit a request and reserve what it may cost. The same `key` of the same person answers with what it made before.

        What this person has spent in this room and its threads since midnight UTC is looked at in the same transaction: Problem
        "budget-spent" (title: the model, units: the cost, left: what remains today). What is free is never refused. So are the
        limits of all together (`reserve`).
        """
        async with self._database.writing() as connection:
            # They may have become one with another account since they asked.
            account = request.asked_by
            request = replace(request, asked_by=await home_of(connection, account))
            known = await read(connection, of_member(generation, request.asked_by), generation.c.key == key)
            if known:
                return known[0]
            cost = {"units": cost_units, "micro_usd": cost_micro_usd}
            warned = await reserve(connection, request.room, **cost, caps=caps, now=now)
            spent = await spent_today(connection, request.asked_by, request.room, now)
            if cost_units > 0 and spent + cost_units > day_limit_units:
                raise Problem("budget-spent", title=model, units=cost_units, left=max(0, day_limit_units - spent))
            if await warns_person(connection, request.asked_by, request.room, spent, cost_units, day_limit_units, now):
                warned = ("units", *warned)
            parent = None
            if request.parent is not None:  # one that was forgotten is none
                parent = select(generation.c.id).where(generation.c.id == request.parent).scalar_subquery()
            statement = insert(generation).values(
                key=key,
                platform=request.asked_by.platform,
                member=request.asked_by.id,
                room_platform=request.room.platform,
                room=request.room.id,
                locale=request.locale,
                prompt=request.prompt,
                asked_model=request.model,
                ratio=request.ratio,
                count=request.count,
                seed=request.seed,
                variety=request.variety,
                style=request.style,
                audience=request.audience,
                parent=parent,
                purpose=request.purpose,
                private=request.private,
                status=Status.ACCEPTED,
                created_at=now,
                model=model,
                why=why,
                safe_prompt="",
                metaprompt_id="",
                missing=[],
                drawn=[],
                cost_units=cost_units,
                seconds=0.0,
                options=options_of(request),
            )
            made = (await connection.execute(statement)).inserted_primary_key
            number = int(made[0]) if made is not None else 0
            await book(connection, number, request, model=model, **cost, warned=warned, now=now)
            await add_inputs(connection, number, request.inputs)
            await remember(connection, account)
            return (await read(connection, generation.c.id == number))[0]

    async def get(self, generation_id: int) -> Generation | None:
        async with self._database.reading() as connection:
            return first(await read(connection, generation.c.id == generation_id))

    async def by_message(self, message: MessageRef, *, threads: bool = False) -> Generation | None:
        """Whose result stands in this message (for reactions and replies).

        `threads`: also in a thread of that room, for chats that number the messages of all their threads together.
        """
        here = generation.c.message_room == message.room.id
        if threads:
            inside = f"{message.room.id}/"  # no LIKE: ids may hold its wildcards
            here = or_(here, func.substr(generation.c.message_room, 1, len(inside)) == inside)
        async with self._database.reading() as connection:
            return first(
                await read(
                    connection,
                    generation.c.message_platform == message.room.platform,
                    here,
                    generation.c.message == message.id,
                )
            )

    async def started(self, generation_id: int, *, safe_prompt: str, metaprompt_id: str) -> bool:
        """It is being painted. False: it has ended meanwhile. Problem "generation-gone" when it was forgotten.

        Problem "stopped-meanwhile" when it costs money, nobody has begun with it, and paid models were stopped.
        """
        open_ = and_(generation.c.id == generation_id, generation.c.status.in_(UNFINISHED))
        values = {"status": Status.PAINTING, "safe_prompt": safe_prompt, "metaprompt_id": metaprompt_id}
        async with self._database.writing() as connection:
            await may_begin(connection, generation_id)
            changed = await connection.execute(update(generation).where(open_).values(**values))
            if changed.rowcount == 0:
                await _must_exist(connection, generation_id)
            return changed.rowcount > 0

    async def finished(
        self,
        generation_id: int,
        *,
        variants: Sequence[Variant],
        sheet_sha256: str | None,
        drawn: Iterable[str],
        missing: Iterable[str],
        seconds: float,
        now: datetime,
        cost_units: int | None = None,
        cost_micro_usd: int | None = None,
    ) -> None:
        """It is painted. After a failure or a first finish nothing changes. Problem "generation-gone" when it was forgotten.

        `cost_units`, `cost_micro_usd`: the price of what is delivered, when that is less than was accepted; the rest goes back.
        """
        async with self._database.writing() as connection:
            open_ = and_(generation.c.id == generation_id, generation.c.status.in_(UNFINISHED))
            values = {"drawn": list(drawn), "missing": list(missing), "seconds": seconds, "finished_at": now}
            values |= {} if cost_units is None else {"cost_units": cost_units}
            changed = await connection.execute(update(generation).where(open_).values(status=Status.DONE, **values))
            if changed.rowcount == 0:
                await _must_exist(connection, generation_id)
                return
            await close(connection, generation_id, units=cost_units, micro_usd=cost_micro_usd, now=now)
            if sheet_sha256 is not None:
                sheet = {"generation_id": generation_id, "role": "sheet", "place": 1, "sha256": sheet_sha256}
                await connection.execute(insert(picture).values(sheet))
            for variant in variants:
                await connection.execute(
                    insert(picture).values(
                        generation_id=generation_id,
                        role="variant",
                        place=variant.index,
                        sha256=variant.sha256,
                        seed=variant.seed,
                        width=variant.width,
                        height=variant.height,
                        mime=variant.mime,
                    )
                )

    async def failed(
        self,
        generation_id: int,
        *,
        problem: str,
        error_id: str | None,
        now: datetime,
        missing: Iterable[str] = (),
        spent_units: int | None = 0,
        spent_micro_usd: int | None = 0,
    ) -> bool:
        """It came to nothing; its units are given back (the cost becomes 0). Once: what is finished stays finished (False).

        `missing` are the words that could not be drawn, if it is for those. `spent_units`, `spent_micro_usd`: what is gone all the
        same, if its painting had begun; None: all that was reserved.
        """
        values: dict[str, Any] = {"problem": problem, "error_id": error_id, "finished_at": now, "missing": list(missing)}
        this = generation.c.id == generation_id
        async with self._database.writing() as connection:
            begun = and_(this, generation.c.status == Status.PAINTING)
            any_ = (spent_units, spent_micro_usd) != (0, 0)
            gone = any_ and (await connection.execute(select(generation.c.id).where(begun).with_for_update())).first()
            units, money = (spent_units, spent_micro_usd) if gone else (0, 0)
            values |= {} if units is None else {"cost_units": units}
            open_ = and_(this, generation.c.status.in_(UNFINISHED))
            changed = await connection.execute(update(generation).where(open_).values(status=Status.FAILED, **values))
            if changed.rowcount:
                await close(connection, generation_id, units=units, micro_usd=money, now=now)
            return changed.rowcount > 0

    async def placed(self, generation_id: int, message: MessageRef) -> None:
        """Where the bot's message about it stands. On a new one nobody has reacted: votes on the old one stand by themselves."""
        place = {"message_platform": message.room.platform, "message_room": message.room.id, "message": message.id}
        moved = or_(*(generation.c[name].is_distinct_from(value) for name, value in place.items()))
        if await self._change(generation_id, moved, must_exist=False, **place):
            async with self._database.writing() as connection:
                await connection.execute(update(vote).where(vote.c.generation_id == generation_id).values(reacted=False))

    async def promised(self, generation_id: int, message: MessageRef) -> bool:
        """The placeholder stands there. False: it has a message already, so this one is one too many."""
        place = {"message_platform": message.room.platform, "message_room": message.room.id, "message": message.id}
        return await self._change(generation_id, generation.c.message.is_(None), must_exist=False, **place)

    async def delivered(self, generation_id: int, now: datetime) -> None:
        """The person has it (or the news of its failure). The first time counts."""
        await self._change(generation_id, generation.c.delivered_at.is_(None), must_exist=False, delivered_at=now)

    async def kept(self, generation_id: int, now: datetime) -> None:
        """Its person could not be reached anywhere: it waits in their gallery."""
        await self._change(generation_id, must_exist=False, kept_at=now)

    async def hold(self, generation_id: int, why: Held, now: datetime) -> bool:
        """Hide it until a moderator has looked; also before it is finished. True: it was seen until now. Problem "generation-gone".

        What people reported may still turn out doubtful, and then waits for that; not the other way round.
        """
        async with self._database.writing() as connection:
            await _must_exist(connection, generation_id)
            return await hide(connection, generation_id, why, now)

    async def release(self, generation_id: int, now: datetime) -> bool:
        """A moderator has looked and approves: it is seen again, whyever it was hidden. False: it was not, or is gone.

        Those who had reported it cannot hide it once more.
        """
        async with self._database.writing() as connection:
            return await show(connection, generation_id, now)

    async def unfinished_of(self, member: Member) -> tuple[Generation, ...]:
        """What this person waits for, newest first."""
        waits = (of_member(generation, member), generation.c.status.in_(UNFINISHED))
        async with self._database.reading() as connection:
            return await read_all(connection, chosen(*waits).order_by(generation.c.id.desc()))

    async def take_kept(self, member: Member) -> int:
        """How many of this person's waited in the gallery; from now on none does."""
        waits = and_(of_member(generation, member), generation.c.kept_at.is_not(None))
        async with self._database.reading() as connection:  # nearly always there is none: then nobody waits for the writer
            if (await connection.execute(select(generation.c.id).where(waits).limit(1))).first() is None:
                return 0
        async with self._database.writing() as connection:
            return (await connection.execute(update(generation).where(waits).values(kept_at=None))).rowcount

    async def open_votes(self, platform: str, limit: int = OPEN_VOTES) -> tuple[Generation, ...]:
        """Ballots that are open and have a message, newest first: what a face counts again after it was away."""
        open_ = (generation.c.vote_announced_at.is_(None), generation.c.vote_closes_at.is_not(None))
        here = (generation.c.message_platform == platform, generation.c.message.is_not(None), generation.c.vote_closed_at.is_(None))
        async with self._database.reading() as connection:
            return await read_all(connection, chosen(*open_, *here).order_by(generation.c.id.desc()).limit(limit))

    async def undelivered(self) -> tuple[int, ...]:
        """All that is still owed, oldest first, whatever its status."""
        return await self._ids(generation.c.delivered_at.is_(None))

    async def ahead_of(self, generation_id: int, models: Collection[str] | None = None) -> int:
        """How many unfinished ones of the same platform were accepted earlier, of these models (None: of all)."""
        here = select(generation.c.room_platform).where(generation.c.id == generation_id).scalar_subquery()
        earlier = and_(generation.c.finished_at.is_(None), generation.c.id < generation_id, generation.c.room_platform == here)
        if models is not None:
            earlier = and_(earlier, generation.c.model.in_(models))
        async with self._database.reading() as connection:
            found = await connection.execute(select(func.count()).select_from(generation).where(earlier))
            return int(found.scalar_one())

    async def spent_units(self, member: Member, room: Room, now: datetime) -> int:
        """What this person has spent in this room and its threads since midnight UTC (compute units)."""
        async with self._database.reading() as connection:
            return await spent_today(connection, member, room, now)

    async def by_member(self, member: Member, *, before: int | None, limit: int) -> tuple[Generation, ...]:
        """A page of a person's generations, newest first: those with an id below `before`, at most `limit`."""
        below = () if before is None else (generation.c.id < before,)
        async with self._database.reading() as connection:
            newest = chosen(of_member(generation, member), *below).order_by(generation.c.id.desc()).limit(limit)
            return await read_all(connection, newest)

    async def latest_in(self, room: Room, member: Member | None = None, *, several: bool = False) -> Generation | None:
        """The newest finished picture set that was imagined in a room (by `member`; of `several` pictures)."""
        mine = [] if member is None else [of_member(generation, member)]
        mine += [generation.c.count > 1] if several else []
        done = (generation.c.status == Status.DONE, generation.c.purpose == "imagine")
        newest = (generation.c.created_at.desc(), generation.c.id.desc())
        async with self._database.reading() as connection:
            return first(await read_all(connection, chosen(in_room(generation, room), *done, *mine).order_by(*newest).limit(1)))

    async def set_favourite(self, member: Member, generation_id: int, variant: int, on: bool, now: datetime) -> None:
        """Mark or unmark one variant. Problem "no-such-picture" when there is none of that number to mark."""
        key = {"platform": member.platform, "member": member.id, "generation_id": generation_id, "variant": variant}
        async with self._database.writing() as connection:
            if not on:
                await connection.execute(
                    delete(favourite).where(and_(*(favourite.c[name] == value for name, value in key.items())))
                )
                return
            there = and_(picture.c.generation_id == generation_id, picture.c.role == "variant", picture.c.place == variant)
            if (await connection.execute(select(picture.c.place).where(there))).first() is None:
                raise Problem("no-such-picture", number=variant)
            await upsert(connection, favourite, key, {"at": now})

    async def favourites(self, member: Member, *, before: int | None, limit: int) -> tuple[tuple[Generation, int], ...]:
        """A page of (generation, variant), newest generation first: generations with an id below `before`.

        A page never ends inside a generation, so that its last id is where the next page starts: it may hold a few more than
        `limit`.
        """
        mine = [of_member(favourite, member)] + ([] if before is None else [favourite.c.generation_id < before])
        async with self._database.reading() as connection:
            column = favourite.c.generation_id
            last = (await connection.execute(select(column).where(*mine).order_by(column.desc()).limit(limit))).scalars().all()
            if not last:
                return ()
            page = select(column, favourite.c.variant).where(*mine, column >= last[-1])
            marks = (await connection.execute(page.order_by(column.desc(), favourite.c.variant))).all()
            found = {one.id: one for one in await read(connection, generation.c.id.in_(set(last)))}
            return tuple((found[number], variant) for number, variant in marks)

    async def is_favourite(self, member: Member, generation_id: int, variant: int) -> bool:
        mark = select(favourite.c.at).where(of_member(favourite, member), favourite.c.generation_id == generation_id)
        async with self._database.reading() as connection:
            return (await connection.execute(mark.where(favourite.c.variant == variant))).first() is not None

    async def vote_opened(self, generation_id: int, closes_at: datetime) -> None:
        """People may vote until `closes_at`. A vote that was closed stays closed."""
        await self._change(generation_id, generation.c.vote_closed_at.is_(None), must_exist=False, vote_closes_at=closes_at)

    async def vote_closed(self, generation_id: int, *, now: datetime) -> bool:
        """End the vote and write the winner down, in one transaction: no vote comes between. True only for the call that did it."""
        still_open = and_(generation.c.id == generation_id, generation.c.vote_closed_at.is_(None))
        async with self._database.writing() as connection:
            winner = (await present_tally(connection, generation_id)).winner
            changed = await connection.execute(update(generation).where(still_open).values(vote_closed_at=now, winner=winner))
            return changed.rowcount > 0

    async def votes_due(self, now: datetime) -> tuple[int, ...]:
        """Generations whose vote should have ended by now and whose room was not told yet, oldest first."""
        return await self._ids(generation.c.vote_announced_at.is_(None), generation.c.vote_closes_at <= now)

    async def vote_announced(self, generation_id: int, now: datetime) -> None:
        """The room knows who won."""
        await self._change(generation_id, must_exist=False, vote_announced_at=now)

    async def _change(self, generation_id: int, *where: ColumnElement[bool], must_exist: bool = True, **values: Any) -> bool:
        async with self._database.writing() as connection:
            changed = await connection.execute(update(generation).where(generation.c.id == generation_id, *where).values(**values))
            if changed.rowcount == 0 and must_exist:
                await _must_exist(connection, generation_id)
            return changed.rowcount > 0

    async def _ids(self, *where: ColumnElement[bool]) -> tuple[int, ...]:
        async with self._database.reading() as connection:
            return tuple((await connection.execute(select(generation.c.id).where(*where).order_by(generation.c.id))).scalars())


async def _must_exist(connection: AsyncConnection, generation_id: int) -> None:
    if (await connection.execute(select(generation.c.id).where(generation.c.id == generation_id))).first() is None:
        raise Problem("generation-gone")
