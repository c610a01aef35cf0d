"""Write the next migration: what `storage/schema.py` has and the migrations have not. `python -m storage.migrations.new "..."`."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from storage.upgrade import MIGRATIONS, config


def new(message: str, versions: Path = MIGRATIONS / "versions") -> Path:
    """Make `versions/v0002_message.py`. Read it before you trust it: CHECK constraints and data are not in it by themselves."""
    settings = config()
    settings.set_main_option("version_locations", str(versions).replace("%", "%%"))
    number = f"{len(list(versions.glob('v*.py'))) + 1:04}"
    slug = "_".join("".join(char if char.isalnum() else " " for char in message.lower()).split())
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'scratch.db'}")
        try:
            with engine.begin() as connection:
                settings.attributes["connection"] = connection
                if ScriptDirectory.from_config(settings).get_current_head():
                    command.upgrade(settings, "head")
                settings.set_main_option("file_template", f"v%%(rev)s_{slug}")
                command.revision(settings, message, autogenerate=True, rev_id=number)
        finally:
            engine.dispose()
    return versions / f"v{number}_{slug}.py"


if __name__ == "__main__":
    print(new(" ".join(sys.argv[1:]) or "change"))  # noqa: T201 - the answer of a command line
