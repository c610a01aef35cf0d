"""The door to this room: one object that opens a data folder and holds the nouns."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import structlog

from storage.audit import Audit
from storage.cases import Cases
from storage.challenges import Challenges
from storage.database import Database
from storage.digests import Digests
from storage.generations import Generations
from storage.house_rules import HousePhrases
from storage.leftovers import sweep
from storage.lending import Lending
from storage.links import Links
from storage.people import People
from storage.pictures import PictureStore
from storage.purse import EVERYWHERE, Purse
from storage.records import Tally
from storage.refused import blank_refused
from storage.reports import Reports
from storage.rooms import Rooms
from storage.shown import Shown
from storage.strikes import Strikes, Suspensions
from storage.upgrade import BACKUPS, FILE, PICTURES, drop_old_copies, upgrade
from storage.votes import Votes
from storage.writer import Writer

_log = structlog.get_logger(__name__)


class Storage:
    """All that the bot remembers: a SQLite file and a folder of pictures. Make it with `open`, end it with `close`."""

    def __init__(self, folder: Path) -> None:
        """For `open`: the folder must be there and its database be of this version; a loop must be running."""
        self._folder = folder
        self._database = Database(folder / FILE)
        self._writer: Writer[Tally] = Writer(self._database)
        self.pictures = PictureStore(folder / PICTURES)
        self.lending = Lending(self._database, self.pictures)
        self.generations = Generations(self._database)
        self.votes = Votes(self._database, self._writer)
        self.challenges = Challenges(self._database)
        self.people = People(self._database, self.pictures)
        self.links = Links(self._database)
        self.shown = Shown(self._database)
        self.reports = Reports(self._database)
        self.rooms = Rooms(self._database)
        self.purse = Purse(self._database)
        self.cases = Cases(self._database)
        self.strikes = Strikes(self._database)
        self.suspensions = Suspensions(self._database)
        self.house_rules = HousePhrases(self._database)
        self.audit = Audit(self._database)
        self.digests = Digests(self._database)

    @classmethod
    async def open(cls, folder: Path, *, backups: int = BACKUPS) -> Self:
        """Make the folder, bring its database to this version (after a copy, of which the newest `backups` stay), open it.

        Problems: "database-newer" (path, revision), "data-folder" (path, reason), "disk-full" (path). Then nothing was changed.
        """
        await upgrade(folder, backups=backups)
        storage = cls(folder)
        await storage.pictures.sweep()
        await sweep(storage._database, storage.pictures)
        return storage

    async def tidy(self, now: datetime) -> int | None:
        """Once a day (UTC), also over restarts: words go that rooms keep no longer, and old copies of the database.

        Answers of how many cases; None: that was done today.

        Marked when it is done, so that a day on which it fails has another chance.
        """
        today = now.astimezone(UTC).date()
        if await self.digests.told(EVERYWHERE, today):
            return None
        purged, wishes = await self.cases.purge(now), await blank_refused(self._database, now)
        copies, folded = await drop_old_copies(self._folder, now), await self._database.fold()
        _log.info("words.purged", cases=purged, wishes=wishes, copies=copies, folded=folded)
        await self.digests.sent(EVERYWHERE, today)
        return purged

    async def close(self) -> None:
        """Write what waits, then let go of the files."""
        await self._writer.close()
        await self._database.close()
        self.pictures.close()
