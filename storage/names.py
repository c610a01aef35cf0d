"""Names as last seen: kept in one table, shown wherever the person is met."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import upsert
from storage.records import Member
from storage.schema import of_member, person


async def remember(connection: AsyncConnection, member: Member) -> None:
    """Keep the name of this person; no name changes nothing."""
    known = (await connection.execute(select(person.c.name).where(of_member(person, member)))).scalar_one_or_none()
    if known is None or known != (member.name or known):
        await upsert(connection, person, {"platform": member.platform, "member": member.id}, {"name": member.name})
