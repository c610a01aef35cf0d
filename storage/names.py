"""Names as last seen: kept in one table, shown wherever the person is met, by the name they have on the platform of that room."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import upsert
from storage.records import Member
from storage.schema import account, of_member, person


async def remember(connection: AsyncConnection, member: Member) -> None:
    """Keep the name of this person; no name changes nothing."""
    known = (await connection.execute(select(person.c.name).where(of_member(person, member)))).scalar_one_or_none()
    if known is None or known != (member.name or known):
        await upsert(connection, person, {"platform": member.platform, "member": member.id}, {"name": member.name})


def name_there(
    platform: ColumnElement[str], member: ColumnElement[str], there: Any, home: FromClause = person
) -> ColumnElement[str]:
    """The name of a person on the platform `there`; where they have no account there, the one in `home`, which is joined.

    Whoever linked a chat in which they go by their real name has not agreed to be called so in another.
    """
    guest = person.alias()
    linked = select(guest.c.name).join(account, (account.c.platform == guest.c.platform) & (account.c.member == guest.c.member))
    theirs = (account.c.home_platform == platform, account.c.home_member == member, account.c.platform == there)
    return func.coalesce(linked.where(*theirs, guest.c.name != "").correlate_except(guest, account).scalar_subquery(), home.c.name)
