"""From /imagine to the vote with pictures from a service, over real HTTP, held against the vendor's document where that is here."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bench.fakes.hosted import FakeHosted
from bench.fakes.painters import FakePainter
from bench.fakes.queued import WRONG_KEY, FakeQueue
from bot.app import Kit
from generation.providers.later import JobProvider
from storage.purse import EVERYWHERE
from tests.generation.providers.oracle import document, strict
from tests.walks.conftest import Chat, Clock, talking


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are asked for oftener than is polite."""
    for kind in (JobProvider, *JobProvider.__subclasses__()):
        monkeypatch.setattr(kind, "first_s", 0.02)
        monkeypatch.setattr(kind, "most_s", 0.1)


async def evening(chat: Chat, model: str) -> None:
    """A wish, the price before, two pictures, a vote, the winner."""
    reply = await chat.alice(f"/imagine a red fox in the snow --model {model} --count 2 --seed 7")
    assert reply.pending is not None, reply.text
    await chat.settles()
    assert chat.last.ballot is not None, chat.last.text
    assert chat.last.ballot.choices == 2
    await chat.bob.votes(2)
    await chat.alice("/results --close yes")
    assert "🥇" in chat.last.text or "2" in chat.last.text
    assert chat.last.pictures, chat.last.text
    for path in chat.out.iterdir():
        with Image.open(path) as picture:
            picture.load()


@pytest.mark.parametrize(
    ("model", "settings", "name", "under"),
    [
        ("krea-2-turbo", {"krea_key": "a-key", "krea_api": "{}"}, "krea-images-2026-10-09", ""),
        ("flux-2-pro", {"bfl_key": "a-key", "bfl_api": "{}"}, "bfl", ""),
        ("horde-sdxl", {"horde_key": "0000000000", "horde_api": "{}/api"}, "ai-horde", "/api"),
    ],
)
async def test_a_service_with_a_queue(
    stack: AsyncExitStack,
    tmp_path: Path,
    kit: Kit,
    clock: Clock,
    screen: io.StringIO,
    model: str,
    settings: dict[str, str],
    name: str,
    under: str,
) -> None:
    queue = await stack.enter_async_context(FakeQueue.running(seconds=0.05))
    if document(name) is not None:
        queue.holds = strict(name, under)
    given: dict[str, Any] = {key: value.format(queue.api) for key, value in settings.items()}
    chat = await stack.enter_async_context(talking(tmp_path, kit, clock, screen, **given))
    await evening(chat, model)
    assert sum(job.pictures for job in queue.jobs.values()) == 2
    assert (queue.charges["doubled"], queue.charges["leaks"]) == (0, 0)


@pytest.mark.parametrize(("model", "setting"), [("own-server", "server_api"), ("stable-diffusion", "sdapi_api")])
async def test_a_server_of_ones_own(
    stack: AsyncExitStack, tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO, model: str, setting: str
) -> None:
    painter = await stack.enter_async_context(FakePainter.running(document=document("openai-images")))
    where: dict[str, Any] = {setting: painter.openai if setting == "server_api" else painter.sdapi}
    chat = await stack.enter_async_context(talking(tmp_path, kit, clock, screen, **where))
    await evening(chat, model)
    assert sum(order.pictures for order in painter.orders) == 2


async def test_openai_itself(stack: AsyncExitStack, tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO) -> None:
    painter = await stack.enter_async_context(FakePainter.running(document=document("openai-images"), key="a-key"))
    chat = await stack.enter_async_context(talking(tmp_path, kit, clock, screen, openai_key="a-key", openai_api=painter.openai))
    await evening(chat, "gpt-image-2-openai")
    assert painter.charged == 2


@pytest.mark.parametrize(
    ("model", "name", "orders"),
    [
        ("gpt-image-2-azure", "azure", 1),  # both pictures at once
        ("nano-banana-2-google", "gemini", 2),
        ("flux-krea", "fal", 2),
        ("flux-krea-replicate", "replicate", 2),
    ],
)
async def test_a_service_that_says_what_it_does_not_take(
    stack: AsyncExitStack, tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO, model: str, name: str, orders: int
) -> None:
    hosted = await stack.enter_async_context(FakeHosted.running("a-key"))
    given: dict[str, Any] = {f"{name}_key": "a-key", f"{name}_api": hosted.api}
    chat = await stack.enter_async_context(talking(tmp_path, kit, clock, screen, **given))
    await evening(chat, model)
    assert (len(hosted.orders), hosted.faults, hosted.leaks) == (orders, [], 0)


async def test_a_wrong_key_costs_nothing_and_is_said_kindly(
    stack: AsyncExitStack, tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO
) -> None:
    queue = await stack.enter_async_context(FakeQueue.running())
    chat = await stack.enter_async_context(talking(tmp_path, kit, clock, screen, krea_key=WRONG_KEY, krea_api=queue.api))
    await chat.alice("/imagine a red fox --model krea-2-turbo")
    await chat.settles()
    assert "does not accept this bot’s key" in chat.last.text
    assert WRONG_KEY not in chat.last.text
    generation = await chat.app.house.storage.generations.get(1)
    assert generation is not None
    assert generation.cost_units == 0


async def test_what_the_service_refuses_costs_nothing(
    stack: AsyncExitStack, tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO
) -> None:
    queue = await stack.enter_async_context(FakeQueue.running(seconds=0.05))
    queue.refuse = lambda _job: True
    chat = await stack.enter_async_context(talking(tmp_path, kit, clock, screen, bfl_key="a-key", bfl_api=queue.api))
    await chat.alice("/imagine a red fox --model flux-2-pro --count 1")
    await chat.settles()
    assert "did not want to paint" in chat.last.text
    generation = await chat.app.house.storage.generations.get(1)
    assert generation is not None
    assert generation.cost_units == 0


async def test_a_slow_wish_is_cancelled_at_the_service_too(
    stack: AsyncExitStack, tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO
) -> None:
    queue = await stack.enter_async_context(FakeQueue.running(seconds=30))
    chat = await stack.enter_async_context(talking(tmp_path, kit, clock, screen, krea_key="a-key", krea_api=queue.api))
    await chat.alice("/imagine a red fox --model krea-2-large --count 2")
    while queue.calls["GET jobs"] < 2:  # noqa: ASYNC110 - both are being waited for
        await asyncio.sleep(0.02)
    assert "cost you nothing" in (await chat.alice("/cancel")).text, "Krea says that both have stopped"
    assert queue.charges["stopped"] == 2
    storage = chat.app.house.storage
    generation = await storage.generations.get(1)
    assert generation is not None
    assert (generation.cost_units, await storage.purse.money_this_month(EVERYWHERE, clock())) == (0, 0)
