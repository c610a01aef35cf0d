"""Names that Telegram has given to pictures we sent: the second time nothing is uploaded."""

import asyncio
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from telegram import Message, PhotoSize

from bot.recent import Recent
from generation.pool import Pool
from storage.pictures import PictureStore


@dataclass(frozen=True, slots=True)
class Known:
    """A file on Telegram's side, and whether it is a document there rather than a photo."""

    file_id: str
    document: bool


class FileIds:
    """By the sha256 of the bytes; kept in a small file, because old pictures are offered in other chats after a restart too.

    A picture that is not in the store any more has no name here either: what was forgotten can not be fetched by it.
    """

    def __init__(self, path: Path, pictures: PictureStore, pool: Pool) -> None:
        self._path = path
        self._pictures = pictures
        self._pool = pool
        self._known: Recent[str, Known] = Recent()
        self._unsaved = False
        self._saving = asyncio.Lock()

    async def load(self) -> None:
        """Read what was saved. A file that can not be read costs uploads, nothing else."""
        for sha256, known in (await self._pool.run(_read, self._path)).items():
            self._known.keep(sha256, known)

    async def known(self, *sha256s: str) -> dict[str, Known]:
        """What Telegram calls these pictures: those of them that it knows."""
        named = {sha256 for sha256 in sha256s if sha256 in self._known}
        if named:
            await self._drop(named)
        return {sha256: self._known[sha256] for sha256 in named if sha256 in self._known}

    def learn(self, sha256: str, message: Message) -> None:
        """Read from a sent message what Telegram calls its picture."""
        if message.photo:
            self.learn_photo(sha256, message.photo)
        elif message.document:
            self._keep(sha256, Known(message.document.file_id, document=True))

    def learn_photo(self, sha256: str, sizes: Sequence[PhotoSize]) -> None:
        """What Telegram calls a photo: its largest size stands for it."""
        if sizes:
            self._keep(sha256, Known(sizes[-1].file_id, document=False))

    def _keep(self, sha256: str, known: Known) -> None:
        if self._known.get(sha256) != known:
            self._known.keep(sha256, known)
            self._unsaved = True

    async def save(self) -> None:
        """Write down what is new, without what was forgotten; on a full disk the next time, if need be by uploading again."""
        async with self._saving:
            try:
                await self._drop(set(self._known))
                if not self._unsaved:
                    return
                rows = {sha256: [known.file_id, known.document] for sha256, known in self._known.items()}
                self._unsaved = False
                await self._pool.run(write_whole, self._path, json.dumps(rows))
            except OSError:
                self._unsaved = True

    async def _drop(self, sha256s: set[str]) -> None:
        for gone in await self._pictures.missing(sha256s):
            if self._known.pop(gone, None) is not None:
                self._unsaved = True


def _read(path: Path) -> dict[str, Known]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {sha256: Known(str(file_id), bool(document)) for sha256, (file_id, document) in rows.items()}
    return {}


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)  # noqa: PTH105 - whole or not at all
