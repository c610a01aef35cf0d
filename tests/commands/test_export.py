"""/export: all that is known about me, and nothing of anybody else's."""

import io
import json
import zipfile
from typing import Any

import pytest

from commands import export as export_module
from tests.commands.studio import Studio, tile


def data_of(archive: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        return dict(json.loads(opened.read("data.json")))


async def lively(studio: Studio) -> None:
    """Ana and Bob both imagine, vote, like and play."""
    await studio.ana("/language es")
    await studio.ana("/language en")
    made = await studio.made("/imagine a red fox --count 2 --seed 7")
    await studio.bob.votes(made.ballot, 2)
    studio.clock = studio.clock.replace(minute=1)
    made = await studio.made("/imagine bobs green frog --count 2 --seed 9", studio.bob)
    await studio.ana.votes(made.ballot, 1)
    await studio.ana("/favourite 1 2")
    await studio.made("/challenge", studio.carol)
    await studio.ana("/hint")
    await studio.ana("/guess a cat in paris")
    await studio.bob("/guess bobs own words")


async def test_its_files_are_dated(studio: Studio) -> None:
    await studio.made()
    with zipfile.ZipFile(io.BytesIO((await studio.ana("/export")).file)) as opened:
        assert {one.date_time for one in opened.infolist()} == {(2026, 11, 21, 18, 0, 0)}
        assert len(opened.infolist()) == 3


async def test_everything_of_mine_and_nothing_of_yours(studio: Studio) -> None:
    await lively(studio)
    told = await studio.ana("/export")
    assert told.private
    assert told.text == "📦 This is everything I know about you."
    assert told.buttons == ()
    assert told.reply.files[0].filename == "pincel-export.zip"
    known = data_of(told.file)
    assert known["member"] == {"platform": "test", "id": "ana", "name": "Ana", "language": "en"}
    assert [one["request"]["prompt"] for one in known["generations"]] == ["a red fox"]
    assert [(one["generation_id"], one["variant"]) for one in known["favourites"]] == [(2, 1)]
    assert [(one["generation_id"], one["variant"]) for one in known["votes"]] == [(2, 1)]
    assert [one["text"] for one in known["guesses"]] == ["a cat in paris"]
    assert len(known["hints"]) == 1
    with zipfile.ZipFile(io.BytesIO(told.file)) as archive:
        assert sorted(archive.namelist()) == ["data.json", "pictures/1-1.png", "pictures/1-2.png"]
        assert archive.read("pictures/1-2.png") == tile(8)
        everything = archive.read("data.json").decode()
    for other in ("bobs", '"bob"', "Bob", "Carol", "Eiffel"):
        assert other not in everything


async def test_of_somebody_unknown(studio: Studio) -> None:
    known = data_of((await studio.dora("/export")).file)
    assert known["generations"] == known["votes"] == known["guesses"] == []


async def test_in_parts_when_it_is_much(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_module, "PART_BYTES", len(tile(7)) * 2 + 1)
    await studio.made("/imagine a red fox --count 4 --seed 7")
    await studio.made("/imagine a red fox --count 1 --seed 11")
    names: list[str] = []
    told = await studio.ana("/export")
    for part in (1, 2, 3):
        assert f"part {part} of 3" in told.text
        with zipfile.ZipFile(io.BytesIO(told.file)) as archive:
            names += [name for name in archive.namelist() if name != "data.json"]
            assert all(archive.read(name) for name in archive.namelist())
        if part < 3:
            told = await studio.ana.presses(told.token("export"))
    assert told.buttons == ()
    assert names == [f"pictures/{name}.png" for name in ("1-1", "1-2", "1-3", "1-4", "2-1")]
    assert "from 1 to 3" in (await studio.ana("/export 4")).text


async def test_a_picture_that_is_gone_is_only_told_of(studio: Studio) -> None:
    await studio.made()
    gone = (await studio.generation(1)).variants[0].sha256
    await studio.storage.pictures.discard(gone)
    told = await studio.ana("/export")
    assert data_of(told.file)["generations"][0]["variants"][0]["sha256"] == gone
    with zipfile.ZipFile(io.BytesIO(told.file)) as archive:
        assert archive.namelist() == ["data.json", "pictures/1-2.png"]


async def test_who_presses_gets_their_own(studio: Studio) -> None:
    await lively(studio)
    button = next(one for one in (await studio.ana("/forget")).buttons if one.token.startswith("export"))
    told = await studio.bob.presses(button.token)
    assert told.private
    assert data_of(told.file)["member"]["id"] == "bob"
