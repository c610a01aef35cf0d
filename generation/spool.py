"""Between a provider and the records: what was handed in and when, its ticket, and pictures paid for but not yet checked.

Small files: a step that is repeated after a crash must know what its first run had done. Nobody is shown what lies here.
"""

import asyncio
import json
import math
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from generation.pool import Pool
from generation.ports import Painted
from generation.providers.errors import Lost

_KEY: Final = re.compile(r"[a-z0-9-]{1,80}")
_NOTE: Final = "note.json"
_PICTURES: Final = "pictures.json"
_SETTLED: Final = "settled"  # the folder with the notes of orders that are done with
_EVER: Final = datetime.max.replace(tzinfo=UTC).isoformat()
_NEVER: Final = datetime.min.replace(tzinfo=UTC).isoformat()
_FREE: Final = "free"
_PAID: Final = "paid"


class Spool:
    """One folder an order, named by its key."""

    def __init__(self, folder: Path, pool: Pool) -> None:
        self._folder = folder
        self._pool = pool
        self._writing = asyncio.Lock()

    async def begun(self, key: str, now: datetime, by: str = "", pictures: int = 1) -> datetime | None:
        """When this order was first about to be handed in; None when that is now (and it is written down before we answer)."""
        async with self._writing:
            return await self._pool.run(self._begun, key, now, by, pictures)

    async def again(self, key: str, now: datetime, by: str = "", pictures: int = 1) -> None:
        """This order never arrived, and is about to be handed in anew."""
        async with self._writing:
            await self._pool.run(self._again, key, now, by, pictures)

    async def stayed(self, key: str) -> None:
        """This order certainly did not leave after all: it is not in question, and what is handed in later begins anew."""
        async with self._writing:
            await self._pool.run(lambda: (self._at(key) / _NOTE).unlink(missing_ok=True))

    async def following(self, since: datetime, by: str = "") -> datetime | None:
        """When the next order by that provider's name after that time was about to be handed in; None when there was none."""
        return await self._pool.run(self._following, since, by)

    async def alone(self, key: str, by: str = "") -> bool:
        """Whether no other order to that provider is on its way or in question, by another process perhaps."""
        return await self._pool.run(self._alone, key, by)

    async def ticket(self, key: str) -> str | None:
        """The ticket that the order got, if it got one."""
        return (await self._pool.run(self._note, key)).get("ticket")

    async def over(self, key: str, *, free: bool) -> bool:
        """Nobody waits for this order at its service any more. `free`: nothing is to be paid for it. False: it never left."""
        async with self._writing:
            return await self._pool.run(self._over, key, _FREE if free else _PAID)

    async def owed(self, key: str) -> int:
        """How many pictures of this order's parts (`<key>-<number>`) were handed in and may have to be paid."""
        notes = (note for _, note in await self._pool.run(self._notes, key))
        return sum(int(note.get("pictures", 1)) for note in notes if "since" in note and note.get("over") != _FREE)

    async def in_flight(self, by: str, since: datetime, *, taken: bool = False) -> frozenset[str]:
        """What was handed in to that provider at `since` or later and is not over, by another process or before a crash perhaps.

        `taken`: only what has its ticket.
        """
        return await self._pool.run(self._in_flight, by, since, taken)

    async def tickets(self, since: datetime) -> frozenset[str]:
        """All tickets of orders that were handed in at `since` or later, also of those that are settled."""
        return await self._pool.run(self._tickets, since)

    async def tickets_of(self, key: str) -> dict[str, str]:
        """The tickets of those parts of an order (`<key>-<number>`) that are not over."""
        notes = await self._pool.run(self._notes, key)
        return {part: note["ticket"] for part, note in notes if "ticket" in note and "over" not in note}

    async def got(self, key: str, ticket: str) -> None:
        """Write the ticket down."""
        async with self._writing:
            await self._pool.run(self._got, key, ticket)

    async def has(self, key: str) -> bool:
        """Whether all pictures of this order lie here."""
        return (self._at(key) / _PICTURES).exists()

    async def keep(self, key: str, painted: Sequence[Painted]) -> None:
        """Put the pictures of an order here; complete or not at all."""
        await self._pool.run(self._keep, key, painted)

    async def get(self, key: str) -> tuple[Painted, ...]:
        """The pictures of an order. Raises Lost when they are gone."""
        return await self._pool.run(self._get, key)

    async def drop(self, key: str) -> None:
        """Nobody needs this order or its parts (`<key>-<number>`) any more. Of tickets it is remembered that they are taken."""
        await self._pool.run(self._drop, key)

    async def sweep(self, before: datetime) -> int:
        """Drop what was last touched before that time: orders of which nobody heard again. Returns how many."""
        return await self._pool.run(self._sweep, before.timestamp())

    def _at(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key of an order")
        return self._folder / key

    def _note(self, key: str) -> dict[str, str]:
        return _read(self._at(key) / _NOTE)

    def _notes(self, key: str) -> list[tuple[str, dict[str, str]]]:
        return [(path.parent.name, _read(path)) for path in sorted(self._folder.glob(f"{key}-*/{_NOTE}"))]

    def _begun(self, key: str, now: datetime, by: str, pictures: int) -> datetime | None:
        note = self._note(key)
        if "since" in note:
            return datetime.fromisoformat(note["since"])
        self._again(key, now, by, pictures)
        return None

    def _again(self, key: str, now: datetime, by: str, pictures: int) -> None:
        self._put(key, {"since": now.astimezone(UTC).isoformat(), "by": by, "pictures": str(pictures)})

    def _got(self, key: str, ticket: str) -> None:
        note = {**self._note(key), "ticket": ticket}
        note.pop("over", None)  # it was thought lost, and found
        self._put(key, note)

    def _over(self, key: str, how: str) -> bool:
        if note := self._note(key):
            self._put(key, note | {"over": how})
        return bool(note)

    def _put(self, key: str, note: Mapping[str, str]) -> None:
        _write(self._at(key) / _NOTE, json.dumps(note).encode())

    def _in_flight(self, by: str, since: datetime, taken: bool) -> frozenset[str]:
        found = self._notes("*")
        late = (part for part, note in found if datetime.fromisoformat(note.get("since", _NEVER)) >= since)
        mine = {part for part, note in found if note.get("by") == by and "over" not in note and ("ticket" in note or not taken)}
        return frozenset(mine.intersection(late))

    def _drop(self, key: str) -> None:
        for path in (self._at(key), *self._folder.glob(f"{key}-*")):
            note = _read(path / _NOTE)
            if note.get("ticket", path.name) != path.name:  # the vendor's own: it is listed there when a lost order is looked for
                _write(self._folder / _SETTLED / path.name, json.dumps(note).encode())
            shutil.rmtree(path, ignore_errors=True)

    def _all(self) -> list[dict[str, str]]:
        return [_read(path) for path in (*self._folder.glob(f"*/{_NOTE}"), *self._folder.glob(f"{_SETTLED}/*"))]

    def _following(self, since: datetime, by: str) -> datetime | None:
        begun = (datetime.fromisoformat(note["since"]) for note in self._all() if "since" in note and note.get("by") == by)
        return min((when for when in begun if when > since), default=None)

    def _alone(self, key: str, by: str) -> bool:
        paths = (path for path in self._folder.glob(f"*/{_NOTE}") if path.parent.name not in (key, _SETTLED))
        return not any(note.get("by") == by and "ticket" not in note for note in map(_read, paths))

    def _tickets(self, since: datetime) -> frozenset[str]:
        notes = self._all()
        late = (note for note in notes if datetime.fromisoformat(note.get("since", _EVER)) >= since)
        return frozenset(note["ticket"] for note in late if "ticket" in note)

    def _keep(self, key: str, painted: Sequence[Painted]) -> None:
        index = []
        for number, one in enumerate(painted):
            _write(self._at(key) / str(number), one.data)
            index.append({"file": str(number), "mime": one.mime, "seed": one.seed})
        _write(self._at(key) / _PICTURES, json.dumps(index).encode())  # last: with it they are complete

    def _get(self, key: str) -> tuple[Painted, ...]:
        folder = self._at(key)
        try:
            index = json.loads((folder / _PICTURES).read_text(encoding="utf-8"))
            return tuple(Painted((folder / one["file"]).read_bytes(), one["mime"], one["seed"]) for one in index)
        except (FileNotFoundError, ValueError):
            raise Lost("the pictures of this order are gone from the spool") from None

    def _sweep(self, before: float) -> int:
        paths = [path for path in self._folder.glob("*") if path.name != _SETTLED] if self._folder.exists() else []
        old = [path for path in (*paths, *self._folder.glob(f"{_SETTLED}/*")) if _touched(path) < before]
        for path in old:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(old)


def _read(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _touched(path: Path) -> float:
    """When; of what another process has deleted meanwhile: never long ago."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, also when the power goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
