"""Uploads while the wish that goes by them is accepted: what no record stands on afterwards is deleted at once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from storage.database import Database
from storage.leftovers import still_used
from storage.pictures import PictureStore


class Lending:
    """Two people may send the same picture at the same time: it goes when nobody needs it any more."""

    def __init__(self, database: Database, pictures: PictureStore) -> None:
        self._database = database
        self._pictures = pictures
        self._held: Counter[str] = Counter()
        self._lock = asyncio.Lock()  # nothing is put while something is found to be nobody's

    @asynccontextmanager
    async def lent(self, uploads: Sequence[bytes]) -> AsyncIterator[tuple[str, ...]]:
        """The names (sha256) under which uploads are kept meanwhile. Problems "disk-full", "data-folder"."""
        names: list[str] = []
        try:
            async with self._lock:
                for data in uploads:
                    names.append(await self._pictures.put(data))
                    self._held[names[-1]] += 1
            yield tuple(names)
        finally:
            async with self._lock:
                self._held.subtract(names)
                free = {name for name in names if self._held[name] <= 0}
                for name in free:
                    del self._held[name]
                async with self._database.reading() as connection:
                    free -= await still_used(connection, free)
                for name in free:
                    await self._pictures.discard(name)
