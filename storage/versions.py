"""Which version a database has, and which this program wants; it changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory

from storage.upgrade import FILE, _revision, _told, config


@dataclass(frozen=True, slots=True)
class Versions:
    """`here` is the database's revision (None: there is none yet), `wanted` this program's; `known`: it has heard of `here`."""

    here: str | None
    wanted: str
    known: bool


def versions(folder: Path) -> Versions:
    """Read both. Raises Problem "data-folder" (path, reason) for a file that can not be read or is something else."""
    with _told(folder):
        here = _revision(folder / FILE)
    script = ScriptDirectory.from_config(config())
    known = {one.revision for one in script.walk_revisions()}
    return Versions(here, script.get_current_head() or "", here is None or here in known)
