"""Which accounts are one person's: one of them is home and has the history of all, the others point to it.

A person has at most one account a platform. That makes parting simple and exact: what was made in the rooms of a platform belongs
to the account on that platform.
"""

from sqlalchemy import and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.problem import Problem
from storage.records import Member
from storage.schema import account, link_code, link_try, name_of, of_member, person


async def home_of(connection: AsyncConnection, member: Member) -> Member:
    """The account that has this person's history; themselves when nothing is linked. The name stays the one given."""
    row = (
        await connection.execute(select(account.c.home_platform, account.c.home_member).where(of_member(account, member)))
    ).first()
    return member if row is None else Member(row.home_platform, row.home_member, member.name)


async def accounts_of(connection: AsyncConnection, member: Member) -> tuple[Member, ...]:
    """All accounts of a person, home first, with their names as last seen."""
    home = await home_of(connection, member)
    named = select(person.c.name).where(of_member(person, home))
    first = Member(home.platform, home.id, (await connection.execute(named)).scalar_one_or_none() or home.name)
    guests = select(account.c.platform, account.c.member, person.c.name).outerjoin(person, name_of(account))
    mine = and_(account.c.home_platform == home.platform, account.c.home_member == home.id)
    rows = (await connection.execute(guests.where(mine).order_by(account.c.platform, account.c.member))).all()
    return (first, *(Member(row.platform, row.member, row.name or "") for row in rows))


async def must_fit(connection: AsyncConnection, one: Member, other: Member) -> None:
    """Problem "link-same-platform" (platform) when both people have an account on the same platform."""
    platforms = {member.platform for member in await accounts_of(connection, one)}
    twice = sorted(platforms & {member.platform for member in await accounts_of(connection, other)})
    if twice:
        raise Problem("link-same-platform", platform=twice[0])


async def forget_links(connection: AsyncConnection, home: Member) -> None:
    """The accounts of a person know each other no longer, and nothing is left of codes that one of them gave or typed."""
    for one in await accounts_of(connection, home):
        asked = and_(link_code.c.claimed_platform == one.platform, link_code.c.claimed_member == one.id)
        await connection.execute(delete(link_code).where(asked))
        for table in (link_code, link_try):
            await connection.execute(delete(table).where(of_member(table, one)))
    mine = and_(account.c.home_platform == home.platform, account.c.home_member == home.id)
    await connection.execute(delete(account).where(mine))
