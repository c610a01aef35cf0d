"""People: their language, their bans, all that is known about them, and forgetting it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, cast, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import accounts_of, forget_links, home_of
from storage.challenges import read_challenges, read_guesses
from storage.columns import Moment
from storage.database import Database, upsert
from storage.generation_rows import read
from storage.joining import copy_ban
from storage.leftovers import still_used
from storage.moderated import forget_moderated, something_holds, told_of
from storage.names import remember
from storage.pictures import PictureStore
from storage.purse import forget_spender
from storage.records import Guess, Member
from storage.schema import (
    account,
    ban,
    challenge,
    favourite,
    generation,
    guess,
    hint,
    ledger,
    of_member,
    person,
    picture,
    report,
    vote,
    witness,
)
from storage.votes import step_down

# Written once, because it is asked with every call: to put it together takes as long as to run it.
_given = select(bindparam("of", type_=String).label("platform"), bindparam("id", type_=String).label("member")).subquery()
_platform = func.coalesce(account.c.home_platform, _given.c.platform)
_id = func.coalesce(account.c.home_member, _given.c.member)
_WHO: Final = (
    select(_platform.label("platform"), _id.label("member"), person.c.name, person.c.language, ban.c.until)
    .select_from(_given)
    .outerjoin(account, and_(account.c.platform == _given.c.platform, account.c.member == _given.c.member))
    .outerjoin(person, and_(person.c.platform == _platform, person.c.member == _id))
    .outerjoin(ban, and_(ban.c.platform == _platform, ban.c.member == _id, ban.c.until > bindparam("now", type_=Moment)))
)


@dataclass(frozen=True, slots=True)
class Known:
    """Who acts: their home account (by its own name), the language they chose, and the end of a ban that holds."""

    member: Member
    language: str | None
    banned_until: datetime | None


class People:
    """A person is `(platform, id)`: of several linked accounts the one that is home (`canonical`)."""

    def __init__(self, database: Database, pictures: PictureStore) -> None:
        self._database = database
        self._pictures = pictures

    async def known(self, member: Member, now: datetime) -> Known:
        """All that must be known about somebody before they are answered, in one look: it is asked with every call."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_WHO, {"of": member.platform, "id": member.id, "now": now})).one()
        home = (row.platform, row.member) == (member.platform, member.id)
        return Known(Member(row.platform, row.member, member.name if home else row.name or ""), row.language, row.until)

    async def canonical(self, member: Member) -> Member:
        """The account that has this person's history; the member itself when nothing is linked. The name stays the one given."""
        async with self._database.reading() as connection:
            return await home_of(connection, member)

    async def accounts(self, member: Member) -> tuple[Member, ...]:
        """All accounts of a person, home first, with their names as last seen."""
        async with self._database.reading() as connection:
            return await accounts_of(connection, member)

    async def called(self, member: Member, platform: str) -> str:
        """The name by which this person goes on a platform; where they have no account there, their home's."""
        home, *guests = await self.accounts(member)
        return next((one.name for one in guests if one.platform == platform and one.name), home.name)

    async def seen(self, member: Member) -> None:
        """Keep the name by which this person goes now."""
        async with self._database.reading() as connection:  # nearly always nothing is new: then nobody waits for the writer
            name = (await connection.execute(select(person.c.name).where(of_member(person, member)))).scalar_one_or_none()
        if name is None or name != (member.name or name):
            async with self._database.writing() as connection:
                await remember(connection, member)

    async def language(self, member: Member) -> str | None:
        """The language that this person chose, if any."""
        async with self._database.reading() as connection:
            chosen = select(person.c.language).where(of_member(person, member))
            return (await connection.execute(chosen)).scalar_one_or_none()

    async def set_language(self, member: Member, language: str | None) -> None:
        """None: again the room's or the client's."""
        async with self._database.writing() as connection:
            await remember(connection, member)
            await connection.execute(update(person).where(of_member(person, member)).values(language=language))

    async def ban(self, member: Member, until: datetime, reason: str) -> None:
        """Shut this person out until then; a newer ban replaces the older, one in the past ends it."""
        async with self._database.writing() as connection:
            key = {"platform": member.platform, "member": member.id}
            await upsert(connection, ban, key, {"until": until, "reason": reason})

    async def banned_until(self, member: Member, now: datetime) -> datetime | None:
        """The end of a ban that holds now."""
        async with self._database.reading() as connection:
            holds = select(ban.c.until).where(of_member(ban, member), ban.c.until > now)
            return (await connection.execute(holds)).scalar_one_or_none()

    async def export(self, member: Member) -> dict[str, object]:
        """All that is known about this person (a home account), of types that JSON has.

        Times are ISO 8601, pictures are named by their sha256.

        But not what a guess has hit while its game runs: that is told in the words of the secret.
        """
        async with self._database.reading() as connection:
            settings = (await _rows(connection, select(person.c.name, person.c.language).where(of_member(person, member)))) or [{}]
            author = and_(challenge.c.author_platform == member.platform, challenge.c.author == member.id)
            own = select(favourite.c.generation_id, favourite.c.variant, favourite.c.at).where(of_member(favourite, member))
            votes = select(vote.c.generation_id, vote.c.variant, vote.c.at).where(of_member(vote, member))
            opened = select(challenge.c.id).where(_opened_by(member)).order_by(challenge.c.id)
            played = challenge.c.id.in_(select(guess.c.challenge_id).where(of_member(guess, member)))
            still_open = select(challenge.c.id).where(played, challenge.c.closed_at.is_(None))
            running = set((await connection.execute(still_open)).scalars())
            guests = (await accounts_of(connection, member))[1:]
            reported = select(report.c.generation_id, report.c.reason, report.c.at, report.c.around.label("room")).where(
                of_member(report, member)
            )
            hints = select(hint.c.challenge_id, hint.c.taken, hint.c.at).where(of_member(hint, member))
            entries = (ledger.c.kind, ledger.c.generation_id, ledger.c.model, ledger.c.units, ledger.c.micro_usd, ledger.c.at)
            spent = select(*entries, ledger.c.room_platform, ledger.c.room).where(of_member(ledger, member))
            return {
                "member": {"platform": member.platform, "id": member.id, **settings[0]},
                "accounts": [_plain(one) for one in guests],
                "generations": [_plain(one) for one in await read(connection, of_member(generation, member))],
                "favourites": await _rows(connection, own.order_by(favourite.c.generation_id, favourite.c.variant)),
                "votes": await _rows(connection, votes.order_by(vote.c.generation_id)),
                "challenges": [_plain(one) for one in await read_challenges(connection, author)],
                "seen_challenges": list(
                    (await connection.execute(select(witness.c.challenge_id).where(of_member(witness, member)))).scalars()
                ),
                "opened_challenges": list((await connection.execute(opened)).scalars()),
                "guesses": [_guess(one, running) for one in await read_guesses(connection, of_member(guess, member))],
                "hints": await _rows(connection, hints.order_by(hint.c.challenge_id)),
                "reports": await _rows(connection, reported.order_by(report.c.generation_id)),
                "spending": await _rows(connection, spent.order_by(ledger.c.id)),
                "bans": await _rows(connection, select(ban.c.until, ban.c.reason).where(of_member(ban, member))),
                **{name: [_plain(row) for row in rows] for name, rows in (await told_of(connection, member)).items()},
            }

    async def holds(self, member: Member, now: datetime) -> bool:
        """Whether a ban, suspension or strikes of four weeks hold against this person (a home account): forgetting keeps those."""
        async with self._database.reading() as connection:
            banned = select(ban.c.until).where(of_member(ban, member), ban.c.until > now)
            return (await connection.execute(banned)).first() is not None or await something_holds(connection, member, now)

    async def sent(self, member: Member) -> frozenset[str]:
        """The pictures (sha256) that this person brought for wishes to go by: not those of another's wish that they made again."""
        async with self._database.reading() as connection:
            return frozenset(await _sent(connection, member))

    async def forget(self, member: Member, *, now: datetime | None = None) -> tuple[str, ...]:
        """Delete all that is known about this person (a home account) and the accounts linked to it.

        Answers the pictures (sha256) that are deleted with it.

        * Votes (the tallies follow), favourites, reports, guesses, hints, name and language go.
        * Generations go, with their pictures, the votes on them, and their places among other people's favourites.
        * A game that this person set ends; it stays for the points of those who played, without author, secret and picture.
        * The picture set of a game stays, because the game stands on it, but nobody asked for it any more and its words are gone.
        * What was spent stays spent, by nobody: forgetting must not be a way around a room's limits.
        * A picture that somebody else's generation or game stands on stays; but not one that this person sent to go by, of which
          another's wish was made again: that one cannot be painted any more.
        * Cases that moderators look at lose person and words, the audit trail the name that means this person.
        * A ban or suspension that still holds stays (platform, id and end, no reason), and so do the strikes of four weeks (without
          what for): forgetting must not be a way around them.
        """
        now = now or datetime.now(UTC)
        async with self._database.writing() as connection:
            candidates = await _pictures_of(connection, member)
            sent = await _sent(connection, member)
            guests = (await accounts_of(connection, member))[1:]
            await _end_games(connection, member, now)
            await _take_votes_back(connection, member)
            await forget_spender(connection, member, now)
            await forget_moderated(connection, member, guests, now)
            await _drop_generations(connection, member)
            for table in (favourite, report, witness, guess, hint, person):
                await connection.execute(delete(table).where(of_member(table, member)))
            await forget_links(connection, member)
            for guest in guests:
                await copy_ban(connection, member, guest)
                await connection.execute(delete(person).where(of_member(person, guest)))
            for one in (member, *guests):
                await connection.execute(delete(ban).where(of_member(ban, one), ban.c.until <= now))
                await connection.execute(update(ban).where(of_member(ban, one)).values(reason=""))
            used = await still_used(connection, candidates - sent) | await still_used(connection, sent, made=True)
            gone = tuple(sorted(candidates - used))
        for sha256 in gone:
            await self._pictures.discard(sha256)
        await self._database.fold()
        return gone


async def _rows(connection: AsyncConnection, statement: Select[Any]) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row.items()} for row in (await connection.execute(statement)).mappings()]


def _plain(value: Any) -> Any:
    """A record as JSON's types."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _guess(made: Guess, running: Collection[int]) -> dict[str, Any]:
    told = {field.name: _plain(getattr(made, field.name)) for field in fields(made)}
    return told if made.challenge_id not in running else {name: value for name, value in told.items() if name != "hits"}


def _opened_by(member: Member) -> ColumnElement[bool]:
    return and_(challenge.c.opener_platform == member.platform, challenge.c.opener == member.id)


def _set_by(member: Member) -> ColumnElement[bool]:
    return and_(challenge.c.author_platform == member.platform, challenge.c.author == member.id)


async def _pictures_of(connection: AsyncConnection, member: Member, *only: ColumnElement[bool]) -> set[str]:
    """All pictures of this person's generations and games; with `only`, those of their generations for which it holds."""
    theirs = select(picture.c.sha256).join(generation, generation.c.id == picture.c.generation_id)
    made = theirs.where(of_member(generation, member), *only)
    if only:
        return {*(await connection.execute(made)).scalars()}
    shown = select(challenge.c.picture_sha256).where(_set_by(member), challenge.c.picture_sha256.is_not(None))
    return {*(await connection.execute(made)).scalars(), *(await connection.execute(shown)).scalars()}


async def _sent(connection: AsyncConnection, member: Member) -> set[str]:
    """What this person's wishes go by, without what such a wish has from another person's."""
    first, before = generation.alias(), picture.alias()
    others = or_(first.c.platform != member.platform, first.c.member != member.id)
    same = and_(before.c.generation_id == first.c.id, before.c.role == "input", before.c.sha256 == picture.c.sha256)
    again = exists().where(first.c.id == generation.c.parent, others, same)
    has = await _pictures_of(connection, member, picture.c.role == "input", again.correlate(generation, picture))
    return await _pictures_of(connection, member, picture.c.role == "input") - has


async def _end_games(connection: AsyncConnection, member: Member, now: datetime) -> None:
    """This person's games, and the picture sets under them, lose what is theirs."""
    under = select(challenge.c.generation_id).where(_set_by(member))
    mine = and_(generation.c.id.in_(under), of_member(generation, member))
    await connection.execute(delete(picture).where(picture.c.generation_id.in_(select(generation.c.id).where(mine))))
    await connection.execute(update(challenge).where(_set_by(member), challenge.c.closed_at.is_(None)).values(closed_at=now))
    # What others hit is kept in the words of the secret, which are this person's.
    theirs = guess.c.challenge_id.in_(select(challenge.c.id).where(_set_by(member)))
    await connection.execute(update(guess).where(theirs).values(hits=[]))
    nobody: dict[str, Any] = {"author_platform": None, "author": None, "secrets": {}, "picture_sha256": None, "announced_at": now}
    await connection.execute(update(challenge).where(_set_by(member)).values(**nobody))
    await connection.execute(update(challenge).where(_opened_by(member)).values(opener_platform=None, opener=None))


async def _take_votes_back(connection: AsyncConnection, member: Member) -> None:
    others = select(vote.c.generation_id, vote.c.variant).join(generation, generation.c.id == vote.c.generation_id)
    counted = or_(generation.c.platform != member.platform, generation.c.member != member.id)  # an author's own vote never counted
    for number, variant in (await connection.execute(others.where(of_member(vote, member), counted))).all():
        await step_down(connection, number, variant)
    await connection.execute(delete(vote).where(of_member(vote, member)))


async def _drop_generations(connection: AsyncConnection, member: Member) -> None:
    """Generations under a game lose their person and words; all others go, and what hangs on them by foreign keys."""
    mine = of_member(generation, member)
    under_a_game = exists().where(challenge.c.generation_id == generation.c.id)
    await connection.execute(delete(generation).where(mine, ~under_a_game))
    # Its number as its key: so no two of nobody's have the same.
    nobody: dict[str, Any] = {"platform": "", "member": "", "key": cast(generation.c.id, String)}
    await connection.execute(update(generation).where(mine).values(**nobody, prompt="", safe_prompt="", drawn=[], missing=[]))
