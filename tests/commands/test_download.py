"""/download: the originals with their recipe inside, and beside them as JSON."""

import io
import json
import zipfile

from PIL import Image

from tests.commands.studio import Studio, tile


async def test_pictures_and_recipe(studio: Studio) -> None:
    made = await studio.made("/imagine a red fox --count 2 --seed 7 --ratio 3:2")
    told = await studio.bob.presses(made.token("download"))
    assert told.private
    assert told.text == "📦 2 pictures with the recipe."
    (file,) = told.reply.files
    assert file.mime == "application/zip"
    assert file.filename.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        assert archive.testzip() is None
        recipe = json.loads(archive.read("recipe.json"))
        assert (recipe["prompt"], recipe["model"], recipe["seed"], recipe["ratio"]) == ("a red fox", "sketch", 7, "3:2")
        assert [one["seed"] for one in recipe["pictures"]] == [7, 8]
        assert "ana" not in json.dumps(recipe).lower(), "nobody's name"
        for one in recipe["pictures"]:
            with (
                Image.open(io.BytesIO(archive.read(one["file"]))) as picture,
                Image.open(io.BytesIO(tile(one["seed"]))) as original,
            ):
                written = str(picture.info)
                assert picture.tobytes() == original.tobytes()
            assert "a red fox" in written
            assert "algorithmicMedia" in written


async def test_a_model_that_left_the_catalog(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 1 --seed 7")
    studio.house.catalog._by_id.pop("lavish")
    try:
        await studio.storage.generations.accept(
            (await studio.generation(1)).request,
            key="old",
            model="lavish",
            why="",
            cost_units=1,
            now=studio.clock,
            day_limit_units=9,
        )
        old = await studio.generation(1)
        await studio.storage.generations.finished(
            2, variants=old.variants, sheet_sha256=None, drawn=(), missing=(), seconds=1.0, now=studio.clock
        )
        with zipfile.ZipFile(io.BytesIO((await studio.ana("/download 2")).file)) as archive:
            assert json.loads(archive.read("recipe.json"))["digital_source_type"] == "trainedAlgorithmicMedia"
    finally:
        studio.house.catalog._by_id["lavish"] = studio.house.catalog.get("lavish")


async def test_a_picture_that_is_gone_from_the_disk(studio: Studio) -> None:
    await studio.made()
    await studio.storage.pictures.discard((await studio.generation(1)).variants[1].sha256)
    told = await studio.ana("/download")
    assert told.text == "This picture is not there any more. /retry makes a new one."
    assert told.reply.files == ()


async def test_not_from_elsewhere(studio: Studio) -> None:
    made = await studio.made()
    assert (await studio.bob.alone.presses(made.token("download"))).reply.files == ()
    assert (await studio.ana.alone.presses(made.token("download"))).reply.files
