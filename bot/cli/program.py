"""How this program is called here, so that what it tells people to type works for them."""

import shutil
import sys
from pathlib import Path
from typing import Final

NAME: Final = "pincel"


def program() -> str:
    """`pincel` where a shell finds it by that name, else the path to it, such as `.venv/bin/pincel`."""
    called = Path(sys.argv[0])
    own = called if called.stem == NAME else Path(sys.executable).parent / NAME
    found = shutil.which(NAME)
    if own == Path(NAME) or not own.exists() or (found is not None and own.samefile(found)):
        return NAME
    here = Path.cwd()
    return str(own.relative_to(here)) if own.is_relative_to(here) else str(own)
