"""Linking accounts: a one-time code from one account, typed on the other, and confirmed on the first, which then has all of both.

Nobody takes an account over with a code that was seen: who types it only asks; joined is who the code's owner confirms by name.
Nor does a code that somebody was talked into typing: that account must say yes itself, after it was told whose it would become.
A code is typed once. `claim` names who typed it: the button that confirms carries it, so it never confirms somebody else.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accounts import accounts_of, home_of, must_fit
from storage.database import Database, upsert
from storage.joining import join, part
from storage.names import remember
from storage.problem import Problem
from storage.records import Member
from storage.schema import link_code, link_try, of_member

LASTS: Final = timedelta(minutes=10)  # a code; and, when it was typed, the question
TRIES: Final = 5  # wrong codes
WITHIN: Final = timedelta(minutes=10)
_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike
_CODE_SIGNS: Final = 9  # 44 bits
_CLAIM_SIGNS: Final = 8


@dataclass(frozen=True, slots=True)
class Claim:
    """Who typed a person's code; `name` is the claim's own."""

    name: str
    account: Member


class Links:
    """Codes are kept as digests. Everybody here is a person's home account, unless said otherwise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def offer(self, member: Member, now: datetime) -> str:
        """A fresh code for this person; the one before, and whoever typed it, counts no more."""
        code = _signs(_CODE_SIGNS)
        async with self._database.writing() as connection:
            await remember(connection, member)
            values = {"code_hash": _digest(code), "expires_at": now + LASTS}
            nobody = {"claim": None, "claimed_platform": None, "claimed_member": None, "agreed": False}
            await upsert(connection, link_code, {"platform": member.platform, "member": member.id}, values | nobody)
        return code

    async def claim(self, account: Member, code: str, now: datetime) -> tuple[Member, str]:
        """This account (as the chat knows it) typed that code: whose it is, and the claim's name.

        Problems "link-no-such-code" (wrong, over, or typed already), "link-too-often" (minutes), "link-own-code",
        "link-same-platform" (platform).
        """
        async with self._database.writing() as connection:
            home = await home_of(connection, account)
            found = await _typed(connection, home, code, now)
            if not isinstance(found, Problem):
                owner = Member(found["platform"], found["member"])
                if owner == home:
                    raise Problem("link-own-code")
                await must_fit(connection, owner, home)
                await remember(connection, account)
                named = _signs(_CLAIM_SIGNS)
                values = {"claim": named, "claimed_platform": account.platform, "claimed_member": account.id, "agreed": False}
                await connection.execute(
                    update(link_code).where(of_member(link_code, owner)).values(**values, expires_at=now + LASTS)
                )
                return (await accounts_of(connection, owner))[0], named
        raise found  # after the transaction: the wrong code was counted in it

    async def agree(self, account: Member, claim: str, now: datetime) -> None:
        """The account that typed a code says yes to being joined. Problem "link-over"."""
        mine = and_(link_code.c.claimed_platform == account.platform, link_code.c.claimed_member == account.id)
        async with self._database.writing() as connection:
            open_ = and_(mine, link_code.c.claim == claim, link_code.c.expires_at > now)
            if (await connection.execute(update(link_code).where(open_).values(agreed=True))).rowcount == 0:
                raise Problem("link-over")

    async def burn(self, member: Member, code: str, now: datetime) -> None:
        """This code was typed where others read it, so it is none any more. Problem "link-too-often" (minutes)."""
        async with self._database.writing() as connection:
            found = await _typed(connection, member, code, now, claimed=True)
            if not isinstance(found, Problem):
                await connection.execute(delete(link_code).where(link_code.c.code_hash == found["code_hash"]))
        if isinstance(found, Problem) and found.key != "link-no-such-code":
            raise found

    async def asking(self, member: Member, now: datetime) -> Claim | None:
        """Who typed this person's code and said yes; None: nobody yet. Problem "link-over" when there is no code any more."""
        async with self._database.reading() as connection:
            row = await _code_of(connection, member, now)
            if row["claim"] is None or not row["agreed"]:
                return None
            account = Member(row["claimed_platform"], row["claimed_member"])
            return Claim(row["claim"], next(one for one in await accounts_of(connection, account) if one == account))

    async def confirm(self, member: Member, claim: str, now: datetime) -> Member:
        """Join this person and the account that made this claim, and answer it. Problems "link-over", "link-same-platform"."""
        async with self._database.writing() as connection:
            row = await _code_of(connection, member, now)
            if row["claim"] is None or row["claim"] != claim or not row["agreed"]:
                raise Problem("link-over")
            account = Member(row["claimed_platform"], row["claimed_member"])
            await join(connection, member, await home_of(connection, account), now)
            return next(one for one in await accounts_of(connection, member) if one == account)

    async def decline(self, member: Member, claim: str) -> None:
        """No: by the person who was asked, or by the account that had asked. The code is used up."""
        asked = and_(link_code.c.claimed_platform == member.platform, link_code.c.claimed_member == member.id)
        async with self._database.writing() as connection:
            await connection.execute(delete(link_code).where(link_code.c.claim == claim, asked | of_member(link_code, member)))

    async def part(self, member: Member) -> tuple[Member, ...]:
        """Each account is a person of its own again; answers them, home first. Problem "not-linked"."""
        async with self._database.writing() as connection:
            accounts = await part(connection, member)
            if len(accounts) == 1:
                raise Problem("not-linked")
            return accounts


def _signs(count: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(count))


def _digest(code: str) -> str:
    """Of the code's letters and digits alone: people write blanks and dashes as they like."""
    meant = "".join(sign for sign in code.casefold() if sign.isalnum())
    return hashlib.sha256(meant.encode("utf-8", "replace")).hexdigest()


async def _code_of(connection: AsyncConnection, member: Member, now: datetime) -> RowMapping:
    mine = select(link_code).where(of_member(link_code, member), link_code.c.expires_at > now)
    row = (await connection.execute(mine)).mappings().first()
    if row is None:
        raise Problem("link-over")
    return row


async def _typed(
    connection: AsyncConnection, member: Member, code: str, now: datetime, *, claimed: bool = False
) -> RowMapping | Problem:
    """The row of a code that somebody typed, or why there is none; a wrong one is counted."""
    counted = (await connection.execute(select(link_try).where(of_member(link_try, member)))).first()
    fresh = counted is None or counted.since + WITHIN <= now
    tries = 0 if counted is None or fresh else counted.tries
    if counted is not None and tries >= TRIES:
        left = counted.since + WITHIN - now
        return Problem("link-too-often", minutes=-(-int(left.total_seconds()) // 60))
    fits = [link_code.c.code_hash == _digest(code), link_code.c.expires_at > now]
    if not claimed:
        fits.append(link_code.c.claim.is_(None))
    row = (await connection.execute(select(link_code).where(*fits))).mappings().first()
    if row is None:
        values = {"since": now if counted is None or fresh else counted.since, "tries": tries + 1}
        await upsert(connection, link_try, {"platform": member.platform, "member": member.id}, values)
        return Problem("link-no-such-code")
    return row
