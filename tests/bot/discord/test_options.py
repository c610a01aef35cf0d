"""What /imagine takes beside words, on Discord: files in fields of their own, completed names, and lines too long for a form."""

from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.app import Kit
from bot.discord.menu import completions
from commands.core.reply import Button, Reply
from commands.menu import MENU
from generation.catalog import Catalog
from generation.ratio import PRESETS, Ratio
from generation.rows import Input
from storage.records import GenerationRequest, Member, MessageRef, Variant
from tests.bot.discord.bed import Bed


@pytest.fixture
async def able(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bed]:
    """A server whose painter goes by pictures and leaves things out."""
    sketch = kit.catalog.named("sketch")
    row = replace(sketch, negative_prompt=True, inputs=replace(sketch.inputs, image_prompt=Input("images", 3)))
    async with Bed(tmp_path, replace(kit, catalog=Catalog([row])), monkeypatch.setattr) as made:
        yield made


def photo() -> tuple[str, bytes]:
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return "mine.jpg", out.getvalue()


async def test_a_file_in_a_field_of_its_own(able: Bed) -> None:
    result = await able.alice.slash(able.art, "imagine", prompt="a red fox", count=1, picture=photo(), picture2=photo())
    assert "Painting “a red fox”" in result.response.content
    made = await able.app.house.storage.generations.get(1)
    assert made is not None
    assert [one.role for one in made.request.inputs] == ["image_prompt", "image_prompt"], "each counts once"
    await able.settles()
    again = await able.alice.slash(able.art, "imagine", prompt="a blue fox", count=1, earlier="1.1")
    assert "Painting “a blue fox”" in again.response.content
    await able.settles()


async def test_a_painter_of_words_alone_says_so(studio: Bed) -> None:
    result = await studio.alice.slash(studio.art, "imagine", prompt="a red fox", picture=photo())
    (told,) = result.followups
    assert told.ephemeral
    assert "Sketch does not take pictures to go by" in told.content


@pytest.mark.parametrize(
    ("typed", "ratio"), [("", "1:1"), ("tik", "9:16"), ("histor", "9:16"), ("抖音", "9:16"), ("link", "1.91:1")]
)
def test_shapes_are_completed_by_their_names_in_any_language(kit: Kit, typed: str, ratio: str) -> None:
    found = completions("ratio", typed, catalog=kit.catalog, menu=MENU, words=kit.words)
    shown, value = found[0]
    assert Ratio.parse(value).shown == ratio
    assert f"({ratio})" in shown
    assert len(found) <= 25


def test_before_anything_is_typed_the_shapes_are_offered_in_the_persons_language(kit: Kit) -> None:
    given: dict[str, Any] = {"catalog": kit.catalog, "menu": MENU, "words": kit.words}
    found = completions("ratio", "", **given, locale="es")
    assert [shown for shown, _ in found[:4]] == ["cuadrado (1:1)", "vertical (2:3)", "horizontal (3:2)", "historia (9:16)"]
    assert [value for _, value in found] == list(PRESETS), "what is sent is the same in every language"
    typed = completions("ratio", "cuadrad", **given, locale="es")
    assert typed[:2] == [("cuadrado (1:1)", "square"), ("cuadrada (1:1)", "cuadrada")], "each once"


def test_resolutions_are_those_of_the_models_here(kit: Kit) -> None:
    catalog = kit.catalog.with_providers(["krea"])
    found = [value for _, value in completions("resolution", "", catalog=catalog, menu=MENU, words=kit.words)]
    assert found[:2] == ["1K", "2K"]
    assert completions("resolution", "", catalog=kit.catalog, menu=MENU, words=kit.words) == []


async def test_a_line_that_no_form_has_room_for_is_copied(able: Bed) -> None:
    house = able.app.house
    member = Member("discord", str(able.bob.id), "bob")
    request = GenerationRequest(member, able.room, "en", "a red fox", count=1, seed=7, negative="cars, people, words")
    made = await house.storage.generations.accept(
        request, key="k", model="sketch", why="", cost_units=1, now=able.clock(), day_limit_units=100
    )
    sha256 = await house.storage.pictures.put(b"\x89PNG\r\n\x1a\n not really")
    await house.storage.generations.finished(
        made.id,
        variants=[Variant(1, sha256, 7, 64, 64, "image/png")],
        sheet_sha256=None,
        drawn=(),
        missing=(),
        seconds=1.0,
        now=able.clock(),
    )
    ref = await able.face.deliver(able.room, Reply("x", buttons=(Button("Change", f"reuse:{made.id}"),)))
    await house.storage.generations.placed(made.id, MessageRef(able.room, ref.id))
    shown = await able.bob.click(able.last(), custom_id=f"reuse:{made.id}")
    pressed = await able.bob.click(shown.response, custom_id="=line")
    told = pressed.followups[0] if pressed.followups else pressed.response
    assert "more options than a form can show" in told.content
