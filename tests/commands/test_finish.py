"""/finish: a draft is voted on, and the winner is painted again by a finer model that goes by it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from commands.core.finer import finer
from generation.catalog import Catalog, Input, Status
from generation.ratio import Ratio
from storage.records import Audience, Room
from tests.commands.studio import Brush, Studio, catalog, opened


@pytest.fixture
async def gifted(tmp_path: Path) -> AsyncIterator[Studio]:
    """A studio with a finer model that takes a picture to begin from, and a dear one that is as fine."""
    async with opened(tmp_path) as studio:
        rows = catalog()
        sketch = rows.get("sketch")
        inputs = replace(sketch.inputs, init_image=Input("image_url", 1, strength_field="strength"))
        fine = replace(
            sketch, id="fine", title="Fine", status=Status.LIVE, quality=3, provider="fine", compute_units=(5.0, 5.0), inputs=inputs
        )
        dear = replace(fine, id="dear", title="Dear", compute_units=(9.0, 9.0))
        studio.house = replace(studio.house, catalog=Catalog((*rows.models, dear, fine), ("studio", "fine")))
        studio.pipeline._catalog = studio.house.catalog
        studio.pipeline._providers = studio.pipeline._orders._providers = {**studio.pipeline._providers, "fine": Brush()}
        studio.dispatcher.house = studio.house
        yield studio


async def drafted(studio: Studio) -> None:
    """A set of two by the sketch painter, whose second picture won."""
    made = await studio.made("/imagine a red fox --count 2 --seed 7 --model sketch")
    await studio.bob.votes(made.now.ballot, 2)


async def test_the_winner_is_painted_again(gifted: Studio) -> None:
    await drafted(gifted)
    won = await gifted.ana("/results --close yes")
    (button,) = won.buttons
    assert button.label == "Finish with Fine"
    again = await gifted.bob.presses(button.token)
    await gifted.settles()
    new, old = await gifted.generation(again.number), await gifted.generation(1)
    assert (new.model, new.request.count, new.request.prompt, new.request.parent) == ("fine", 1, "a red fox", 1)
    assert new.request.asked_by == gifted.bob.member, "who presses pays"
    (given,) = new.request.inputs
    assert (given.role, given.sha256, given.strength) == ("init_image", old.variants[1].sha256, 0.6)


async def test_one_may_name_the_picture_and_the_model(gifted: Studio) -> None:
    await drafted(gifted)
    assert "Which picture of #1" in (await gifted.ana("/finish")).text
    assert "no picture 3 here" in (await gifted.ana("/finish 1 --variant 3")).text
    again = await gifted.ana("/finish 1 1 --model Dear")
    new = await gifted.generation(again.number)
    assert new.model == "dear"
    assert new.request.inputs[0].sha256 == (await gifted.generation(1)).variants[0].sha256


async def test_what_was_painted_for_older_people_is_not_sent_on_by_younger_ones(gifted: Studio) -> None:
    async def only_for_adults(_data: bytes, audience: Audience, _room: Room) -> bool:
        return audience is Audience.ADULTS

    gifted.pipeline.held.allowed = only_for_adults  # type: ignore[assignment, method-assign] # the check has tests of its own
    await gifted.olga.moderates("/settings --audience adults")
    await gifted.made("/imagine a red fox --count 1 --model sketch")
    await gifted.olga.moderates("/settings --audience children")
    assert (await gifted.ana("/finish 1")).reply.problem == "not-for-this-room"


async def test_where_nobody_paints_finer(studio: Studio) -> None:
    await drafted(studio)
    won = await studio.ana("/results --close yes")
    assert won.buttons == ()
    assert "Nobody here paints finer" in (await studio.ana("/finish 1")).text


async def test_nobody_is_offered_what_can_not_be_done(gifted: Studio) -> None:
    """A model that wants a mask beside the picture, or does not draw that shape, finishes nothing."""
    await drafted(gifted)
    rows, draft = gifted.house.catalog, await gifted.generation(1)
    fine = rows.get("fine")
    masked = replace(fine, inputs=replace(fine.inputs, mask=Input("mask", 1, least=1)), compute_units=(1.0, 1.0))
    square = replace(fine, pixels=None, aspect_ratios={Ratio(1, 1): "1:1"})
    wide = replace(draft, request=replace(draft.request, ratio="3:1"))
    for row, made, ends in ((fine, draft, fine), (masked, draft, None), (square, draft, square), (square, wide, None)):
        assert finer(Catalog((rows.get("sketch"), row), ("studio", "fine")), made) == ends


async def test_what_is_finer_already_is_not_offered_to_be_finished(gifted: Studio) -> None:
    made = await gifted.made("/imagine a red fox --count 2 --model fine")
    await gifted.bob.votes(made.now.ballot, 1)
    assert (await gifted.ana("/results --close yes")).buttons == ()
