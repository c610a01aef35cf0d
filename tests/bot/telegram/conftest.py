"""The Telegram face with its house, for tests of what only it does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Kit
from tests.bot.telegram.fake import Telegram
from tests.bot.telegram.world import Person, World, house
from tests.walks.conftest import Clock


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The files of the house, read once."""
    return Kit.load()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Telegram:
    return Telegram()


@pytest.fixture
async def world(tmp_path: Path, kit: Kit, clock: Clock, server: Telegram) -> AsyncIterator[World]:
    async with house(tmp_path, kit, clock, server) as made:
        yield made


@pytest.fixture
def ana(world: World) -> Person:
    return world.person(7, "Ana")


@pytest.fixture
def bob(world: World) -> Person:
    return world.person(8, "Bob")
