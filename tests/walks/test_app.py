"""The open house: what is due ends by itself, a failure there is survived, and everything stops in order."""

import asyncio
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app as bot_app
from bot.app import Kit, opened
from bot.settings import Settings
from commands.core.ballot import recount
from commands.core.call import House
from commands.core.closing import Later, close_due
from commands.core.reply import Reply
from storage.problem import Problem
from storage.records import MessageRef, Room
from tests.walks.conftest import Chat, Clock


class Listener:
    """A face that listens until somebody says that it is over."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    async def run(self) -> None:
        await asyncio.wait_for(self.over.wait(), 20)

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        if replacing is None and "wins" in reply.text:
            self.over.set()
        return replacing or MessageRef(room, "x")


async def test_what_is_due_ends_by_itself(chat: Chat, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.alice("/imagine a red fox --count 2 --seed 7")
    await chat.settles()
    await chat.bob.votes(2)
    clock.now += timedelta(hours=2)
    listener, real, calls = Listener(), close_due, 0

    async def fails_first(house: House, platforms: Collection[str], later: Later) -> int:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise RuntimeError("the first time fails")
        return await real(house, platforms, later)

    monkeypatch.setattr(bot_app, "close_due", fails_first)
    monkeypatch.setattr(bot_app, "CLOSING_EVERY_S", 0.01)
    chat.app._faces["terminal"] = listener
    await chat.app.run()
    assert calls >= 2
    assert [task for task in asyncio.all_tasks() if task.get_name() == "closing"] == []


async def test_a_face_that_breaks_ends_the_run(chat: Chat) -> None:
    class Broken(Listener):
        async def run(self) -> None:
            raise RuntimeError("lost the chat")

    chat.app._faces["terminal"] = Broken()
    with pytest.raises(ExceptionGroup):
        await chat.app.run()


async def test_a_folder_that_can_not_be_leaves_nothing_open(tmp_path: Path, kit: Kit) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(Problem) as caught:
        async with opened(Settings.read(None, data=tmp_path / "data"), kit=kit):
            pass
    assert caught.value.key == "data-folder"


async def test_a_face_that_breaks_leaves_the_others_alone(chat: Chat) -> None:
    class Broken(Listener):
        async def run(self) -> None:
            raise RuntimeError("lost the chat")

    other = Listener()
    chat.app._faces.clear()
    chat.app._faces.update({"broken": Broken(), "terminal": other})
    running = asyncio.create_task(chat.app.run())
    await asyncio.sleep(0.1)
    assert not running.done()
    other.over.set()
    with pytest.raises(ExceptionGroup):
        await asyncio.wait_for(running, 5)


async def test_what_is_due_waits_for_a_face_that_is_not_back(chat: Chat, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has yet to see the votes of the time it was away."""

    class Late(Listener):
        def __init__(self) -> None:
            super().__init__()
            self.connected = asyncio.Event()

    await chat.alice("/imagine a red fox --count 2 --seed 7")
    await chat.settles()
    clock.now += timedelta(hours=2)
    late = Late()
    monkeypatch.setattr(bot_app, "CLOSING_EVERY_S", 0.01)
    chat.app._faces["terminal"] = late
    running = asyncio.create_task(chat.app.run())
    await asyncio.sleep(0.2)
    assert not late.over.is_set()
    generation = await chat.app.house.storage.generations.get(1)
    assert generation is not None
    await recount(chat.app.house, generation, {chat.bob.member: {2}})
    late.connected.set()
    await asyncio.wait_for(running, 10)
    generation = await chat.app.house.storage.generations.get(1)
    assert generation is not None
    assert generation.winner == 2
