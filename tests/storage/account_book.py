"""Wishes that cost, and whether the purse's books balance."""

from datetime import datetime

from sqlalchemy import select

from storage.purse import NO_CAPS, Caps
from storage.records import Case, CaseKind, CaseState, Generation, GenerationRequest, Member, Room, Status, Variant
from storage.schema import ledger, purse
from storage.storage import Storage
from tests.storage.conftest import ANA, CAI, NOON, ROOM, sha

CENT = 10_000  # millionths of a dollar
TOPIC = Room(ROOM.platform, f"{ROOM.id}/7")
GARDEN = Room("telegram", "-100")
PICTURE = Variant(1, sha("a"), 7, 64, 48, "image/png")


async def accepted(
    storage: Storage,
    member: Member = ANA,
    room: Room = ROOM,
    *,
    key: str,
    units: int = 2,
    money: int = 0,
    caps: Caps = NO_CAPS,
    limit: int = 10**6,
    now: datetime = NOON,
    private: bool = False,
) -> Generation:
    return await storage.generations.accept(
        GenerationRequest(member, room, "en", "a red fox", private=private),
        key=key,
        model="lavish",
        why="",
        cost_units=units,
        now=now,
        day_limit_units=limit,
        cost_micro_usd=money,
        caps=caps,
    )


async def done(storage: Storage, made: Generation, units: int, money: int, now: datetime = NOON) -> None:
    await storage.generations.finished(
        made.id,
        variants=(PICTURE,),
        sheet_sha256=None,
        drawn=(),
        missing=(),
        seconds=1,
        now=now,
        cost_units=units,
        cost_micro_usd=money,
    )


async def failed(storage: Storage, made: Generation, gone: int = 0) -> None:
    await storage.generations.failed(made.id, problem="painting-failed", error_id=None, now=NOON, spent_micro_usd=gone)


async def refused(storage: Storage, made: Generation, kind: CaseKind = CaseKind.PICTURE) -> None:
    """A moderator looks at a set that was held back, and it stays away."""
    case = await waits(storage, made, kind)
    await storage.cases.decide(case.id, CaseState.REFUSED, CAI, NOON)


async def waits(storage: Storage, made: Generation, kind: CaseKind = CaseKind.PICTURE) -> Case:
    """A set that a moderator shall look at."""
    request = made.request
    return await storage.cases.note(
        kind,
        CaseState.OPEN,
        room=request.room,
        private=request.private,
        member=request.asked_by,
        locale="en",
        audience=request.audience,
        category="",
        rule="",
        generation_id=made.id,
        now=NOON,
    )


async def balanced(storage: Storage) -> None:
    """Nothing is lost and nothing below zero; the sums are those of the ledger; what has ended is settled and given back whole."""
    async with storage._database.reading() as connection:
        rows = (await connection.execute(select(ledger))).mappings().all()
        sums = (await connection.execute(select(purse))).mappings().all()
    totals: dict[tuple[str, str, str], int] = {}
    for row in rows:
        sign = {"reserve": 1, "settle": 0, "refund": -1, "return": -1}[row["kind"]]
        month, day = f"{row['booked_at']:%Y-%m}", f"{row['booked_at']:%Y-%m-%d}"
        around = row["room"].split("/")[0]
        for key, amount in [
            (("", "", month), row["micro_usd"]),
            ((row["room_platform"], around, month), row["micro_usd"]),
            ((row["room_platform"], around, day), row["units"]),
        ]:
            totals[key] = totals.get(key, 0) + sign * amount
    told = {(row["room_platform"], row["room"], row["period"]): row["spent"] for row in sums}
    assert all(spent >= 0 for spent in told.values())
    private = sum(
        spent for key, spent in totals.items() if key[1] == "@"
    )  # forgotten people's, whose sums stand under the old name
    assert sum(totals.values()) == sum(told.values())
    assert private or {key: spent for key, spent in totals.items() if spent} == {key: spent for key, spent in told.items() if spent}
    for number in {row["generation_id"] for row in rows}:
        mine = {row["kind"]: row for row in rows if row["generation_id"] == number}
        assert "reserve" in mine
        made = await storage.generations.get(number)
        for amount in ("units", "micro_usd"):
            closed = sum(mine[kind][amount] for kind in ("settle", "refund") if kind in mine)
            ended = made is None or made.finished_at is not None
            assert closed == (mine["reserve"][amount] if ended else 0)
        returned = mine.get("return", {"units": 0, "micro_usd": 0})
        assert returned["micro_usd"] == 0, "what is gone is gone"
        if made is not None and made.status is Status.DONE:
            assert made.cost_units == sum(row["units"] for kind, row in mine.items() if kind == "settle") - returned["units"]
