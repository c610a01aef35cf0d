"""Pictures that people send with their wish: a photo, an album, the picture they answer; where a model here goes by them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.app import Kit
from generation.catalog import Catalog
from generation.rows import Input
from storage.records import InputPicture
from tests.bot.telegram.fake import BOT, Refused, Telegram, chat_of
from tests.bot.telegram.world import GROUP, Person, World, house, words
from tests.walks.conftest import Clock


@pytest.fixture
async def world(tmp_path: Path, kit: Kit, clock: Clock, server: Telegram) -> AsyncIterator[World]:
    """A house whose painter goes by up to three pictures."""
    sketch = kit.catalog.named("sketch")
    able = replace(sketch, inputs=replace(sketch.inputs, image_prompt=Input("images", 3)))
    async with house(tmp_path, replace(kit, catalog=Catalog([able])), clock, server) as made:
        yield made


def photo(server: Telegram, name: str, colour: str = "red") -> dict[str, Any]:
    """A photo that lies on the server."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    server.files[name] = out.getvalue()
    size = {"file_id": name, "file_unique_id": name, "width": 40, "height": 30, "file_size": len(out.getvalue())}
    return {"photo": [size]}


async def inputs(world: World, number: int = 1) -> tuple[InputPicture, ...]:
    found = await world.app.house.storage.generations.get(number)
    assert found is not None
    return found.request.inputs


def said(world: World, chat: int) -> list[str]:
    return [words(one) for one in world.seen(chat) if one["from"] == BOT]


async def test_a_photo_with_a_caption_is_a_wish_that_goes_by_it(world: World, ana: Person) -> None:
    await ana.says("a red fox --count 1", **photo(world.server, "mine"))
    assert "a red fox" in said(world, ana.id)[-1]
    (one,) = await inputs(world)
    assert one.role == "image_prompt"
    assert (await world.app.house.storage.pictures.get(one.sha256)).startswith(b"\xff\xd8")


async def test_in_a_group_it_takes_a_command_or_a_mention(world: World, ana: Person) -> None:
    await ana.says("look at that", GROUP, **photo(world.server, "mine"))
    assert said(world, GROUP) == []
    assert not world.server.calls("getFile")
    await ana.says("/imagine a red fox --count 1", GROUP, **photo(world.server, "mine"))
    assert len(await inputs(world)) == 1


async def test_a_photo_without_words_is_asked_about(world: World, ana: Person) -> None:
    await ana.says("", **photo(world.server, "mine"))
    (text,) = said(world, ana.id)
    assert text.startswith("📷 A fine picture! Tell me what to make of it")
    assert not world.server.calls("getFile")


async def test_an_album_is_one_wish(world: World, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.pictures.ALBUM_S", 0.3)
    for place, colour in enumerate(("red", "green", "blue")):
        message = {
            "message_id": world.server.number(),
            "date": 1_795_000_000,
            "chat": chat_of(ana.id),
            "from": ana.user,
            "media_group_id": "album",
            **photo(world.server, f"part-{place}", colour),
        }
        if place == 0:
            message["caption"] = "a red fox --count 1"
        world.server.bring("message", message)
    await world.settles()
    assert len({one.sha256 for one in await inputs(world)}) == 3
    assert len(said(world, ana.id)) == 1
    assert await world.app.house.storage.generations.get(2) is None


async def test_the_picture_that_a_command_answers(world: World, ana: Person, bob: Person) -> None:
    number = await bob.says("my dog", GROUP, **photo(world.server, "dog"))
    theirs = world.server.messages[GROUP][number]
    await ana.says("/imagine a dog in the snow --count 1", GROUP, answering=theirs)
    assert len(await inputs(world)) == 1
    await ana.says("nice", GROUP, answering=theirs)
    assert await world.app.house.storage.generations.get(2) is None


async def test_one_of_our_own_results(world: World, ana: Person) -> None:
    await ana.says("/imagine a red fox --count 1", GROUP)
    result = world.last(GROUP)
    await ana.says("/imagine a blue fox --count 1", GROUP, answering=result)
    first = await world.app.house.storage.generations.get(1)
    assert first is not None
    assert [one.sha256 for one in await inputs(world, 2)] == [first.variants[0].sha256]
    await ana.says("a green fox --count 1", GROUP, answering=result)
    assert await inputs(world, 3) == (), "who only talks to us does not mean the picture"


async def test_what_is_too_large_or_gone_is_told_without_its_address(world: World, ana: Person) -> None:
    large = photo(world.server, "large")
    large["photo"][0]["file_size"] = 30 * 2**20
    await ana.says("a red fox", **large)
    assert "That file is too large" in said(world, ana.id)[-1]
    assert not world.server.calls("getFile")
    world.server.refuse("getFile", Refused("Bad Request: file is temporarily unavailable"))
    await ana.says("a red fox", **photo(world.server, "gone"))
    assert "damaged or incomplete" in said(world, ana.id)[-1]
    assert await world.app.house.storage.generations.get(1) is None
