"""What a start has freed goes back to the system: compiling menus, tables and words leaves holes that glibc would keep."""

import ctypes

from generation.pool import Pool


async def give_back(pool: Pool) -> None:
    """Return free memory, about 5 MiB after a start (some 10 ms, off the loop); nothing where the C library knows no such call."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # TypeError: Windows has no such library
        return
    trim = getattr(library, "malloc_trim", None)
    if trim is not None:
        await pool.run(trim, 0)
