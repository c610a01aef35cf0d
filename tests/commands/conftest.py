"""The studio: a room in which every command can be tried without waiting for a real painter."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.commands.studio import Studio, opened


@pytest.fixture
async def studio(data_folder: Path) -> AsyncIterator[Studio]:
    """A fresh one."""
    async with opened(data_folder) as made:
        yield made
