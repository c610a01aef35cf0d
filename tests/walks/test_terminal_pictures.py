"""Picture files on this machine: a path in a typed line or an argument is a picture to go by, checked like any upload."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.app import Kit
from bot.uploads import attachment_at
from generation.catalog import Catalog
from generation.rows import Input
from storage.problem import Problem
from storage.records import GenerationRequest
from tests.walks.conftest import Chat, Clock, talking


@pytest.fixture
async def chat(tmp_path: Path, kit: Kit, clock: Clock, screen: io.StringIO) -> AsyncIterator[Chat]:
    """A room whose painter goes by pictures."""
    sketch = kit.catalog.named("sketch")
    able = replace(sketch, inputs=replace(sketch.inputs, image_prompt=Input("images", 3)))
    async with talking(tmp_path, replace(kit, catalog=Catalog([able])), clock, screen) as made:
        yield made


@pytest.fixture
def fox(tmp_path: Path) -> Path:
    path = tmp_path / "my fox.jpg"
    Image.new("RGB", (40, 30), "red").save(path)
    return path


async def wish(chat: Chat, number: int) -> GenerationRequest:
    found = await chat.app.house.storage.generations.get(number)
    assert found is not None
    return found.request


async def test_a_path_in_a_typed_line(chat: Chat, fox: Path) -> None:
    await chat.alice(f'/imagine a red fox --count 1 --picture "{fox}"')
    await chat.settles()
    (one,) = (await wish(chat, 1)).inputs
    assert one.role == "image_prompt"
    await chat.alice("/imagine un zorro azul --cantidad 1 --imagen 1.1")
    await chat.settles()
    assert (await wish(chat, 2)).inputs[0].sha256 != one.sha256
    await chat.alice("/imagine a green fox --count 1 --picture 1.p1")
    await chat.settles()
    assert (await wish(chat, 3)).inputs == (one,)


async def test_what_is_no_picture(chat: Chat, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("words")
    assert "no picture file at" in (await chat.alice("/imagine a fox --picture nowhere.jpg")).text
    assert "no picture file at" in (await chat.alice(f"/imagine a fox --picture {tmp_path}")).text
    assert "not a picture I can open" in (await chat.alice(f"/imagine a fox --picture {tmp_path / 'notes.txt'}")).text


async def test_a_file_is_read_up_to_its_limit(fox: Path) -> None:
    file = attachment_at(fox)
    assert file.filename == "my fox.jpg"
    assert len(await file.read(file.size)) == file.size
    with pytest.raises(Problem, match="upload-too-large"):
        await file.read(file.size - 1)
    fox.unlink()  # noqa: ASYNC240 - a small file of this test
    with pytest.raises(Problem, match="picture-file"):
        await file.read(100)
