"""A row of the table of generations as a record, with its pictures."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.names import name_there
from storage.purse import inside, outermost, spent_forgotten
from storage.records import Audience, Generation, GenerationRequest, Held, InputPicture, Member, Room, Status, Variant
from storage.schema import generation, message_of, name_of, of_member, person, picture

OPTIONS: Final = ("negative", "quality", "resolution", "raw", "creativity")


async def read(connection: AsyncConnection, *where: ColumnElement[bool]) -> tuple[Generation, ...]:
    """The generations that fit, whole, in order of their ids."""
    return await read_all(connection, chosen(*where).order_by(generation.c.id))


def chosen(*where: ColumnElement[bool]) -> Select[Any]:
    name = name_there(generation.c.platform, generation.c.member, generation.c.room_platform)
    return select(generation, name.label("name")).outerjoin(person, name_of(generation)).where(*where)


async def read_all(connection: AsyncConnection, statement: Select[Any]) -> tuple[Generation, ...]:
    rows = (await connection.execute(statement)).mappings().all()
    pictures: dict[int, list[RowMapping]] = {row["id"]: [] for row in rows}
    if rows:
        used = select(picture).where(picture.c.generation_id.in_(pictures)).order_by(picture.c.place)
        for row in (await connection.execute(used)).mappings():
            pictures[row["generation_id"]].append(row)
    return tuple(_record(row, pictures[row["id"]]) for row in rows)


def _record(row: RowMapping, pictures: Sequence[RowMapping]) -> Generation:
    roles: dict[str, list[RowMapping]] = {"variant": [], "sheet": [], "input": []}
    for one in pictures:
        roles[one["role"]].append(one)
    return Generation(
        id=row["id"],
        request=GenerationRequest(
            asked_by=Member(row["platform"], row["member"], row["name"] or ""),
            room=Room(row["room_platform"], row["room"]),
            locale=row["locale"],
            prompt=row["prompt"],
            model=row["asked_model"],
            ratio=row["ratio"],
            count=row["count"],
            seed=row["seed"],
            variety=row["variety"],
            style=row["style"],
            audience=Audience(row["audience"]),
            parent=row["parent"],
            purpose=row["purpose"],
            private=row["private"],
            inputs=tuple(InputPicture(one["used_as"] or "image_prompt", one["sha256"], one["strength"]) for one in roles["input"]),
            **{name: row["options"][name] for name in OPTIONS if name in row["options"]},
        ),
        status=Status(row["status"]),
        created_at=row["created_at"],
        model=row["model"],
        why=row["why"],
        safe_prompt=row["safe_prompt"],
        metaprompt_id=row["metaprompt_id"],
        variants=tuple(
            Variant(one["place"], one["sha256"], one["seed"], one["width"], one["height"], one["mime"]) for one in roles["variant"]
        ),
        sheet_sha256=roles["sheet"][0]["sha256"] if roles["sheet"] else None,
        missing=tuple(row["missing"]),
        drawn=tuple(row["drawn"]),
        cost_units=row["cost_units"],
        seconds=row["seconds"],
        message=message_of(row),
        delivered_at=row["delivered_at"],
        finished_at=row["finished_at"],
        problem=row["problem"],
        error_id=row["error_id"],
        vote_closes_at=row["vote_closes_at"],
        vote_closed_at=row["vote_closed_at"],
        winner=row["winner"],
        hidden_at=row["hidden_at"],
        held=None if row["held"] is None else Held(row["held"]),
        kept_at=row["kept_at"],
    )


def first(found: tuple[Generation, ...]) -> Generation | None:
    return found[0] if found else None


async def spent_today(connection: AsyncConnection, member: Member, room: Room, now: datetime) -> int:
    """Units of a person since midnight UTC in this room and its threads: else each new thread would bring new ones."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    day = and_(generation.c.created_at >= midnight, generation.c.created_at < midnight + timedelta(days=1))
    units = select(func.coalesce(func.sum(generation.c.cost_units), 0))
    around = outermost(room)
    here = and_(generation.c.room_platform == around.platform, inside(generation.c.room, around))
    today = (of_member(generation, member), here, day)
    return int((await connection.execute(units.where(*today))).scalar_one()) + await spent_forgotten(connection, member, room, now)


async def add_inputs(connection: AsyncConnection, generation_id: int, inputs: Iterable[InputPicture]) -> None:
    """Note the pictures that a wish goes by."""
    for place, one in enumerate(inputs, 1):
        values = {"generation_id": generation_id, "role": "input", "place": place, "sha256": one.sha256}
        await connection.execute(insert(picture).values(**values, used_as=one.role, strength=one.strength))


def options_of(request: GenerationRequest) -> dict[str, Any]:
    """What was asked for of the options that only some models take."""
    return {name: value for name in OPTIONS if (value := getattr(request, name)) not in (None, "")}
