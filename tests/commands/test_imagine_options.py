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
        assert [(one.role, one.strength) for one in order.inputs] == [
            ("image_prompt", None),
            ("image_prompt", None),
            ("style_reference", 0.6),
            ("character_reference", None),
        ]
        assert order.height > order.width
        data = await studio.storage.pictures.get(order.inputs[0].sha256)
        assert b"a camera" not in data, "nothing but pixels is kept"

    async def test_as_many_as_the_model_makes_where_nobody_says(self, studio: Studio) -> None:
        assert (await studio.generation((await asks(studio.ana, model="rich")).number)).request.count == 2
        assert (await studio.generation((await asks(studio.ana, model="sketch")).number)).request.count == 4
        assert "at most 2 pictures at once, not 3" in (await asks(studio.ana, model="rich", count="3")).text

    async def test_quality_has_its_price(self, studio: Studio) -> None:
        assert "8 units" in (await asks(studio.ana, model="rich", quality="high")).text
        assert "2 units" in (await asks(studio.ana, model="rich", quality="low")).text

    async def test_a_style_is_said_to_a_model_without_a_switch_for_it(self, studio: Studio) -> None:
        wish = await asks(studio.ana, model="rich", style="watercolour")
        await studio.settles()
        made = await studio.generation(wish.number)
        assert "a red fox, watercolour painting" in made.safe_prompt
        assert made.request.prompt == "a red fox"

    async def test_auto_takes_only_what_can_do_it(self, studio: Studio) -> None:
        wish = await asks(studio.ana, picture=sent(photo()), raw="yes")
        assert (await studio.generation(wish.number)).model == "rich"

    async def test_a_model_that_only_begins_with_a_picture_begins_with_it(self, studio: Studio) -> None:
        wish = await asks(studio.ana, model="begins", picture=sent(photo()))
        assert [one.role for one in (await studio.generation(wish.number)).request.inputs] == ["init_image"]

    async def test_every_level_of_the_rows_is_a_choice(self) -> None:
        for row in Catalog.load().models:
            assert set(row.quality_levels) <= set(Quality), row.id
            assert set(row.creativity) <= set(Creativity), row.id

    @pytest.mark.parametrize("style", Style)
    async def test_every_style_can_be_said_and_makes_no_harmless_wish_suspect(self, studio: Studio, style: Style) -> None:
        for wish in ("a girl in a red dress", "two boys", "people", "我的朋友"):
            prompt = await studio.house.guard.safe_prompt(wish, audience=Audience.CHILDREN, ratio="1:1", style=style)
            assert prompt.words == f"{wish}, {IN_WORDS[style]}"


class TestWhatAModelLacks:
    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"negative": "cars"}, "Sketch does not take words for what must not appear"),
            ({"quality": "high"}, "Sketch does not take a choice of quality. These here do: Rich, Begins."),
            ({"resolution": "2K"}, "a choice of resolution. These here do: Rich, Begins."),
            ({"creativity": "low"}, "a choice of creativity"),
            ({"raw": "yes"}, "Sketch does not take “raw”. These here do: Rich."),
            ({"character": "12"}, "I find no pictures #12 here."),
        ],
    )
    async def test_who_has_it_is_named(self, studio: Studio, given: dict[str, Any], said: str) -> None:
        told = await asks(studio.ana, model="sketch", **given)
        assert said in told.text
        assert told.private
        assert studio.waiting == []

    async def test_pictures(self, studio: Studio, data_folder: Path) -> None:
        async def read(_limit: int) -> bytes:
            raise AssertionError("nothing is fetched for nothing")

        unread = Attachment("fox.jpg", 5, read)
        told = await asks(studio.ana, model="sketch", picture=unread)
        assert told.text == "Sketch does not take pictures to go by. These here do: Rich."
        told = await asks(studio.ana, model="begins", style_picture=unread)
        assert told.text == "Begins does not take a style picture. These here do: Rich."
        four: dict[str, Any] = dict.fromkeys(("picture", "picture2", "picture3", "picture4"), unread)
        assert "Rich takes at most 3 pictures of that kind, not 4." in (await asks(studio.ana, model="rich", **four)).text
        assert kept(data_folder) == set()

    @pytest.mark.parametrize("locale", ["en", "es", "zh"])
    async def test_without_any_key_it_is_said_kindly(self, studio: Studio, locale: str) -> None:
        shop(studio, Catalog.load())
        for given in ({"picture": sent(photo())}, {"negative": "cars"}, {"raw": "yes"}, {"quality": "high"}):
            told = await asks(studio.ana.speaking(locale), **given)
            assert told.reply.problem == "option-not-offered"
            assert "{" not in told.text
            assert "Sketch" in told.text
        assert "With a key" in (await asks(studio.ana, raw="yes")).text

    async def test_levels_it_does_not_know(self, studio: Studio) -> None:
        assert (
            "Rich does not know the quality “max”. It can do: low, high."
            in (await asks(studio.ana, model="rich", quality="max")).text
        )
        assert "resolution “8K”. It can do: 1K, 2K." in (await asks(studio.ana, model="rich", resolution="8K")).text

    async def test_each_has_something_of_it_and_none_all(self, studio: Studio) -> None:
        shop(studio, Catalog([row for row in studio.house.catalog.models if row.id != "rich"], ("studio",)))
        begins = studio.house.catalog.named("begins")
        plain = replace(begins, id="plain", title="Plain", raw=True, inputs=replace(begins.inputs, init_image=NONE))
        shop(studio, Catalog((*studio.house.catalog.models, plain), ("studio",)))
        told = await asks(studio.ana, picture=sent(photo()), raw="yes")
        assert "No single model here can do all of that at once" in told.text


class TestUploads:
    async def test_a_wish_that_is_refused_leaves_nothing(self, studio: Studio, data_folder: Path) -> None:
        told = await asks(studio.ana, "a naked woman", model="rich", picture=sent(photo()))
        assert told.reply.problem == "refused"
        await studio.olga.moderates("/settings --units 1")
        assert "you have 1 left" in (await asks(studio.ana, model="rich", picture=sent(photo()))).text
        assert kept(data_folder) == set()
        await studio.olga.moderates("/settings --units 9")
        assert (await asks(studio.ana, model="rich", picture=sent(photo()))).number == 1
        assert len(kept(data_folder)) == 1

    async def test_what_others_still_stand_on_stays(self, studio: Studio, data_folder: Path) -> None:
        await asks(studio.ana, model="rich", picture=sent(photo()))
        before = kept(data_folder)
        await asks(studio.bob, "a naked woman", model="rich", picture=sent(photo()))
        assert kept(data_folder) == before

    @pytest.mark.parametrize(
        ("data", "size", "problem"),
        [
            (b"not a picture", None, "upload-not-a-picture"),
            (photo()[:200], None, "upload-broken"),
            (photo(), 20 * 2**20, "upload-too-large"),
        ],
    )
    async def test_what_can_not_be_opened(self, studio: Studio, data: bytes, size: int | None, problem: str) -> None:
        told = await asks(studio.ana, model="rich", picture=sent(data, size=size))
        assert told.reply.problem == problem
        assert told.private

    async def test_a_picture_that_is_not_for_this_room(self, studio: Studio, data_folder: Path) -> None:
        class Strict:
            name = "pixels"

            def run(self, *_batch: object) -> list[Any]:
                return [np.array([[0.1, 0.8, 0.1]])]

            def get_inputs(self) -> list[Any]:
                return [self]

        studio.pipeline.held._check = PictureCheck(studio.house.pool, session=Strict())
        told = await asks(studio.ana, model="rich", picture=sent(photo()))
        assert "did not pass the safety check of this room" in told.text
        assert kept(data_folder) == set()

    async def test_what_stands_beside_the_words(self, studio: Studio) -> None:
        """A photo with a caption goes along where the model takes it; else the words alone are painted, and that is said."""
        for model, inputs, said in (("rich", ["image_prompt"], False), ("sketch", [], True)):
            sender = replace(studio.ana.sender(None), attachments=(sent(photo()),))
            reply = await studio.dispatcher.typed(sender, f"/imagine a red fox --model {model}")
            assert reply is not None
            assert reply.pending is not None
            assert ("I have not looked at your picture: Sketch" in reply.text) is said
            assert [one.role for one in (await studio.generation(reply.pending)).request.inputs] == inputs


async def test_an_export_has_what_was_sent(studio: Studio) -> None:
    await asks(studio.ana, model="rich", picture=sent(photo()))
    with ZipFile(BytesIO((await studio.ana("/export")).file)) as archive:
        assert archive.read("pictures/1-p1").startswith(b"\xff\xd8")


class TestEarlierResults:
    async def test_by_number(self, studio: Studio) -> None:
        await studio.made("/imagine a red fox --count 2 --seed 7")
        first, second = (one.sha256 for one in (await studio.generation(1)).variants)
        for typed, expected in (("1", [first]), ("1.2", [second]), ('"#1 2"', [second]), ('"1.2, 1.1"', [second, first])):
            wish = await studio.bob(f"/imagine a blue fox --model rich --picture {typed}")
            assert [one.sha256 for one in (await studio.generation(wish.number)).request.inputs] == expected, typed
        assert (await asks(studio.bob, model="rich", earlier="1.2")).reply.pending is not None
        styled = await asks(studio.bob, model="rich", earlier="1.2", earlier_as="style", style_strength="30")
        assert (await studio.generation(styled.number)).request.inputs[0].role == "style_reference"

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
