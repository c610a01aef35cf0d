"""What Telegram calls our pictures: remembered over a restart, and never longer than we have the picture."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.telegram.files import FileIds
from commands.core.reply import Picture, Reply
from storage.problem import Problem
from storage.records import Member, Room
from tests.bot.telegram.world import GROUP, Person, World


async def painted(world: World) -> str:
    """The sha256 of the picture of the first wish."""
    wish = await world.app.house.storage.generations.get(1)
    assert wish is not None
    return wish.variants[0].sha256


def files(world: World, path: Path) -> FileIds:
    return FileIds(path, world.app.house.storage.pictures, world.app.house.pool)


async def test_the_second_time_nothing_is_uploaded_also_after_a_restart(world: World, ana: Person) -> None:
    await ana.says("a red fox --count 1")
    sha256 = await painted(world)
    picture = Picture(sha256, "fox.png", "image/png", "", 512, 512)
    await world.face.deliver(Room("telegram", str(GROUP)), Reply("Again", (picture,)))
    assert [one.files for one in world.server.calls("sendPhoto")] == [{}]
    await world.face._files.save()
    again = files(world, world.face._files._path)
    await again.load()
    assert list(await again.known(sha256, "0" * 64)) == [sha256]


async def test_a_forgotten_picture_can_not_be_fetched_by_its_name_at_telegram(world: World, ana: Person, bob: Person) -> None:
    await ana.says("a red fox --count 1")
    forgotten = await painted(world)
    await bob.says("a green frog --count 1")
    kept = world.face._files
    await kept.save()
    assert forgotten in json.loads(kept._path.read_text())
    await ana.says("/forget yes")
    await kept.save()
    assert len(json.loads(kept._path.read_text())) == 1, "that of the other person"
    await ana.says("a red fox --count 1")
    sha256 = (
        (await world.app.house.storage.generations.by_member(Member("telegram", str(ana.id)), before=None, limit=1))[0]
        .variants[0]
        .sha256
    )
    assert sha256 in await kept.known(sha256)
    await world.app.house.storage.pictures.discard(sha256)
    picture = Picture(sha256, "fox.png", "image/png", "", 512, 512)
    with pytest.raises(Problem, match="picture-gone"):
        await world.face.deliver(Room("telegram", str(GROUP)), Reply("Again", (picture,)))
    assert sha256 not in kept._known


async def test_names_are_written_down_now_and_then(world: World, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    await ana.says("a red fox --count 1")
    kept = world.face._files
    assert not kept._path.exists()
    monkeypatch.setattr("bot.telegram.adapter.WATCHED_EVERY_S", 0.01)
    app = world.face._app
    assert app is not None
    watching = asyncio.create_task(world.face._watch(app))
    async with asyncio.timeout(10):
        while not kept._path.exists():  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.01)
    watching.cancel()
    assert await painted(world) in json.loads(kept._path.read_text())


async def test_where_nothing_can_be_written_it_is_tried_again(world: World, ana: Person) -> None:
    await ana.says("a red fox --count 1")
    kept = world.face._files
    folder = kept._path.parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    await kept.save()
    folder.unlink()
    await kept.save()
    assert await painted(world) in json.loads(kept._path.read_text())


async def test_a_damaged_file_of_names_only_costs_uploads(world: World, tmp_path: Path) -> None:
    for number, damaged in enumerate(('{"a": 5', "[]", '{"a": 5}', "\xff")):
        path = tmp_path / f"{number}.json"
        path.write_text(damaged, encoding="latin-1")
        read = files(world, path)
        await read.load()
        assert await read.known("a") == {}
