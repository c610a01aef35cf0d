"""The simulated Discord for every test here."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Kit
from tests.bot.discord.bed import Bed


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The files of the house, read once."""
    return Kit.load()


@pytest.fixture
async def bed(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bed]:
    """A server with one channel, and nobody who paints."""
    async with Bed(tmp_path, kit, monkeypatch.setattr, painting=False) as made:
        yield made


@pytest.fixture
async def studio(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bed]:
    """A server with one channel and the real painter."""
    async with Bed(tmp_path, kit, monkeypatch.setattr) as made:
        yield made
