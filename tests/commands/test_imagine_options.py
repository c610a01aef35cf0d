"""/imagine with more than words: pictures to go by, a style, what must not appear; and what is said where a model lacks it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image

from commands.core.call import Attachment
from commands.core.picked import Creativity, Quality
from generation.asked import fitted
from generation.catalog import Catalog, Model
from generation.rows import Input
from generation.safety.pictures import PictureCheck
from generation.safety.styles import IN_WORDS
from generation.sketch.scene import Style
from storage.records import Audience, Room
from tests.commands.studio import PLATFORM, Person, Studio, Told, catalog, opened

NONE = Input("", 0)


def rich() -> Model:
    """A row that takes everything, painted by the studio's brush."""
    sketch = catalog().named("sketch")
    inputs = replace(
        sketch.inputs,
        image_prompt=Input("images", 3),
        style_reference=Input("styles", 1, strength_field="strength", strength_range=(0.0, 1.0)),
        character_reference=Input("people", 1),
    )
    return replace(
        sketch,
        id="rich",
        title="Rich",
        provider="studio",
        quality=3,
        images_per_generation=2,
        negative_prompt=True,
        quality_levels=("low", "high"),
        resolutions=("1K", "2K"),
        creativity=("low", "high"),
        raw=True,
        presets=(),
        units_of={"low": 1.0, "high": 4.0},
        inputs=inputs,
    )


@pytest.fixture
async def studio(data_folder: Path) -> AsyncIterator[Studio]:
    """One with the rich row, and one that only begins with a picture."""
    async with opened(data_folder) as made:
        begins = replace(rich(), id="begins", title="Begins", quality=2, inputs=replace(rich().inputs, image_prompt=NONE))
        begins = replace(begins, inputs=replace(begins.inputs, init_image=Input("image", 1), style_reference=NONE), raw=False)
        shop(made, Catalog((*catalog().models, rich(), begins), ("studio",)))
        yield made


def shop(studio: Studio, models: Catalog) -> None:
    studio.house = replace(studio.house, catalog=models)
    studio.dispatcher.house = studio.house
    studio.pipeline._catalog = models


def photo(colour: str = "red", kind: str = "JPEG") -> bytes:
    out = BytesIO()
    image = Image.new("RGB", (60, 40), colour)
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    image.save(out, kind, exif=exif)
    return out.getvalue()


def sent(data: bytes, name: str = "fox.jpg", size: int | None = None) -> Attachment:
    async def read(limit: int) -> bytes:
        assert len(data) <= limit
        return data

    return Attachment(name, len(data) if size is None else size, read)


async def asks(who: Person, line: str = "a red fox", **given: object) -> Told:
    """A slash command, whose options a face has split already."""
    sender = who.sender(None)
    return await who.studio.post(who.room, await who.studio.dispatcher.called(sender, "imagine", {"prompt": line, **given}))


def kept(folder: Path) -> set[str]:
    return {path.name for path in (folder / "pictures").glob("??/*")}


class TestWhatIsAsked:
    async def test_everything_reaches_the_painter(self, studio: Studio) -> None:
        wish = await asks(
            studio.ana,
            model="rich",
            ratio="story",
            negative="Cars, (blood:1.5)",
            picture=sent(photo()),
            picture2=sent(photo("blue")),
            style_picture=sent(photo("green", "PNG")),
            style_strength="60",
            character=sent(photo("white")),
            quality="high",
            resolution="2k",
            creativity="low",
            raw="yes",
        )
        await studio.settles()
        assert wish.now.pictures
        (order,) = studio.brush.orders
        assert (order.negative, order.quality, order.resolution, order.creativity, order.raw) == (
            "cars, blood 1.5",
            "high",
            "2K",
            "low",
            True,
        )
        (one,) = (await studio.generation(wish.number)).request.inputs
        assert (one.role, one.strength) == ("style_reference", 0.3)

    async def test_only_ones_own_or_this_rooms(self, studio: Studio) -> None:
        await studio.made(by=studio.ana.alone)
        assert "I find no pictures #1 here" in (await studio.bob("/imagine a fox --model rich --picture 1")).text
        assert (await studio.ana("/imagine a fox --model rich --picture 1")).number == 2
        assert "I find no pictures #99" in (await studio.ana("/imagine a fox --model rich --picture 99.1")).text
        assert "There is no picture 4 here" in (await studio.ana("/imagine a fox --model rich --picture 1.4")).text

    async def test_what_is_no_number(self, studio: Studio) -> None:
        assert "Please attach a picture" in (await studio.ana("/imagine a fox --model rich --picture fox.jpg")).text
        assert "“fox” is no picture I can find" in (await asks(studio.ana, model="rich", earlier="fox")).text
        assert "style_strength" in (await studio.ana("/imagine a fox --model rich --style_strength 5")).text


class TestAgain:
    async def made(self, studio: Studio) -> Told:
        wish = await asks(
            studio.ana,
            model="rich",
            negative="nudity, cars",
            picture=sent(photo()),
            style_picture=sent(photo("blue")),
            style_strength="30",
            quality="low",
            raw="yes",
        )
        await studio.settles()
        return wish.now

    async def test_reuse_is_the_same_wish(self, studio: Studio) -> None:
        await self.made(studio)
        told = await studio.ana("/reuse")
        assert "--negative" in told.reply.line
        await studio.made(told.reply.line)
        old, new = (await studio.generation(1)).request, (await studio.generation(2)).request
        assert replace(new, seed=0, variety=0.0) == replace(old, seed=0, variety=0.0)

    async def test_what_is_not_others(self, studio: Studio) -> None:
        await self.made(studio)
        told = await studio.bob("/reuse 1")
        assert "--picture" not in told.reply.line
        assert "nudity" not in told.text
        assert "are Ana’s and stay there" in told.text
        assert "belong to the person who made it" in (await studio.bob("/imagine a fox --model rich --picture 1.p1")).text
        assert "1.p9" in (await studio.ana("/imagine a fox --model rich --picture 1.p9")).text

    async def test_retry_goes_by_the_same_pictures(self, studio: Studio) -> None:
        made = await self.made(studio)
        again = await studio.bob.presses(made.token("retry"))
        await studio.settles()
        old, new = (await studio.generation(1)).request, (await studio.generation(again.number)).request
        assert (new.inputs, new.negative, new.quality, new.raw) == (old.inputs, old.negative, old.quality, old.raw)

    async def test_who_retries_anothers_wish_gets_nothing_of_its_pictures(self, studio: Studio) -> None:
        """They are painted by, and come neither with an export nor a recipe nor into another wish, nor are they forgotten."""
        made = await self.made(studio)
        again = await studio.bob.presses(made.token("retry"))
        await studio.settles()
        with ZipFile(BytesIO((await studio.bob("/export")).file)) as archive:
            assert not [name for name in archive.namelist() if "-p" in name]
        told = await studio.bob(f"/reuse {again.number}")
        assert "--picture" not in told.reply.line
        assert "are Ana’s and stay there" in told.text
        taken = await studio.bob(f"/imagine a fox --model rich --picture {again.number}.p1")
        assert taken.reply.problem == "pictures-of-others"
        sent = [one.sha256 for one in (await studio.generation(1)).request.inputs]
        assert not {*sent} & {*await studio.house.storage.people.forget(studio.bob.member)}
        assert {*sent} <= {*await studio.house.storage.people.forget(studio.ana.member)}

    async def test_details_tell(self, studio: Studio) -> None:
        await self.made(studio)
        text = (await studio.ana("/details 1")).text
        assert "left out: nudity, cars, quality: low, raw, pictures to go by: 1, style pictures: 1" in text
        assert "nudity" not in (await studio.bob("/details 1")).text

    async def test_a_private_room_keeps_its_pictures(self, studio: Studio) -> None:
        wish = await asks(studio.ana.alone, model="rich", picture=sent(photo()))
        await studio.settles()
        assert wish.now.pictures
        elsewhere = studio.ana.at(Room(PLATFORM, "elsewhere"))
        assert (await elsewhere("/imagine a fox --model rich --picture 1.p1")).reply.pending is not None


async def test_a_wish_that_another_model_goes_on_with_leaves_behind_what_that_lacks(studio: Studio) -> None:
    wish = await asks(studio.ana, model="rich", negative="cars", quality="high", resolution="2K", creativity="low", raw="yes")
    request = (await studio.generation(wish.number)).request
    assert fitted(request, rich()) == request
    left = fitted(request, catalog().named("sketch"))
    assert (left.negative, left.quality, left.resolution, left.creativity, left.raw) == ("", None, None, None, None)


class TestNegative:
    @pytest.mark.parametrize("words", ["clothes", "ropa", "衣服", "c l o t h e s"])
    async def test_what_covers_is_not_left_out(self, studio: Studio, words: str) -> None:
        told = await asks(studio.ana, model="rich", negative=words)
        assert told.reply.problem == "negative-refused"
        assert "Nothing was charged" in told.text
        assert studio.waiting == []

    async def test_insults_are_refused_as_ever(self, studio: Studio) -> None:
        assert (await asks(studio.ana, model="rich", negative="fuck, shit")).reply.problem == "refused"
