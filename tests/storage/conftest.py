"""A storage on a real SQLite file in a temporary folder, and short ways to fill it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.records import Challenge, Generation, GenerationRequest, Member, Room, Variant
from storage.storage import Storage

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANA = Member("discord", "1", "Ana")
BO = Member("telegram", "2", "Bo")
CAI = Member("discord", "3", "蔡")
ROOM = Room("discord", "plaza")
Paint = Callable[..., Awaitable[Generation]]


def sha(letter: str) -> str:
    """A name of a picture."""
    return letter * 64


async def opened(storage: Storage, generation_id: int, **fields: object) -> Challenge:
    """A game on these pictures, of nobody and for an hour, where nothing else is said."""
    usual: dict[str, object] = {
        "room": ROOM,
        "author": None,
        "secrets": {"en": "a red fox"},
        "locale": "en",
        "opened_at": NOON,
        "started_at": NOON,
        "closes_at": NOON + timedelta(hours=1),
        "tries": 3,
        "season": "2026-11",
        "seen_by": (),
    }
    return await storage.challenges.open(generation_id=generation_id, **usual | fields)  # type: ignore[arg-type] # fields by name


@pytest.fixture
async def storage(data_folder: Path) -> AsyncIterator[Storage]:
    opened = await Storage.open(data_folder)
    yield opened
    await opened.close()


@pytest.fixture
def accept(storage: Storage) -> Paint:
    """An accepted generation; every one has a key of its own unless one is given."""
    count = 0

    async def make(
        member: Member = ANA, *, key: str | None = None, now: datetime = NOON, units: int = 1, limit: int = 10**6, **request: object
    ) -> Generation:
        nonlocal count
        count += 1
        asked = GenerationRequest(**{"asked_by": member, "room": ROOM, "locale": "en", "prompt": "a red fox"} | request)  # type: ignore[arg-type] # fields by name
        return await storage.generations.accept(
            asked, key=key or f"key-{count}", model="sketch", why="", cost_units=units, now=now, day_limit_units=limit
        )

    return make


@pytest.fixture
def paint(storage: Storage, accept: Paint) -> Paint:
    """A finished generation with these pictures (sha256 names) as its variants."""

    async def make(
        member: Member = ANA,
        *,
        pictures: tuple[str, ...] = (sha("a"), sha("b"), sha("c")),
        sheet: str | None = None,
        **more: object,
    ) -> Generation:
        accepted = await accept(member, **more)
        variants = [Variant(index, name, 7, 64, 48, "image/png") for index, name in enumerate(pictures, 1)]
        await storage.generations.finished(
            accepted.id, variants=variants, sheet_sha256=sheet, drawn=("fox",), missing=(), seconds=0.5, now=NOON
        )
        finished = await storage.generations.get(accepted.id)
        assert finished is not None
        return finished

    return make
