"""What the tests of all providers are given."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from generation.pool import Pool
from tests.generation.providers.desk import Desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A fresh desk."""
    pool = Pool()
    desk = Desk(tmp_path, pool)
    yield desk
    await desk.http.close()
    pool.close()
