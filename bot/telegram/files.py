"""Names that Telegram has given to pictures we sent: the second time nothing is uploaded."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from telegram import Message

from bot.recent import Recent

SAVED_EVERY = 20


@dataclass(frozen=True, slots=True)
class Known:
    """A file on Telegram's side, and whether it is a document there rather than a photo."""

    file_id: str
    document: bool


class FileIds:
    """By the sha256 of the bytes; kept in a small file, because old pictures are offered in other chats after a restart too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: Recent[str, Known] = Recent()
        self._unsaved = 0
        # A file that can not be read costs uploads, nothing else.
        with suppress(OSError, ValueError, TypeError, AttributeError):
            for sha256, (file_id, document) in json.loads(path.read_text(encoding="utf-8")).items():
                self._known.keep(sha256, Known(str(file_id), bool(document)))

    def get(self, sha256: str) -> Known | None:
        """What Telegram calls this picture, if it knows it."""
        return self._known.get(sha256)

    def learn(self, sha256: str, message: Message) -> None:
        """Read from a sent message what Telegram calls its picture."""
        if message.photo:
            known = Known(message.photo[-1].file_id, document=False)
        elif message.document:
            known = Known(message.document.file_id, document=True)
        else:
            return
        if self._known.get(sha256) == known:
            return
        self._known.keep(sha256, known)
        self._unsaved += 1
        if self._unsaved >= SAVED_EVERY:
            self.save()

    def save(self) -> None:
        """Write down what is new; a full disk only means uploading again."""
        if not self._unsaved:
            return
        self._unsaved = 0
        rows = {sha256: [known.file_id, known.document] for sha256, known in self._known.items()}
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            beside.write_text(json.dumps(rows), encoding="utf-8")
            os.replace(beside, self._path)  # noqa: PTH105 - whole or not at all
