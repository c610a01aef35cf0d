"""OpenAI's rows: whatever people may choose of them is an order that OpenAI's document allows."""

import base64
import itertools
from dataclasses import replace

import pytest

from generation.catalog import Catalog, Model, Status
from generation.providers.openai import OpenAIImagesProvider
from generation.ratio import PRESETS, Ratio
from generation.rows import Sizing
from tests.generation.providers.desk import JPEG, KEY, PNG, Desk, Says, order, safe
from tests.generation.providers.oracle import Oracle

OPENAI = "https://api.openai.com/v1"
DREW = Says(json={"created": 1, "data": [{"b64_json": base64.b64encode(JPEG).decode()}]})
OWN = [row for row in Catalog.load().models if row.provider == "openai" and row.status is not Status.RETIRED]


@pytest.mark.parametrize("row", OWN, ids=[row.id for row in OWN])
async def test_every_row_of_ours_fits_the_document(desk: Desk, row: Model) -> None:
    desk.says(f"POST {OPENAI}/images/generations", DREW)
    desk.says(f"POST {OPENAI}/images/edits", DREW)
    desk.holds = Oracle("openai-images", under="/v1").check
    provider = OpenAIImagesProvider(desk.tools(row), base=OPENAI, key=KEY)
    asked = [ratio for ratio in PRESETS.values() if row.sizing is Sizing.PIXELS or ratio in row.aspect_ratios]
    inputs = (desk.given("image_prompt"), desk.given("image_prompt", PNG))
    for number, (ratio, quality) in enumerate(itertools.product(asked, (None, *row.quality_levels))):
        width, height = row.size(ratio)
        wish = order(row, *range(row.provider_batch), ratio=ratio.text, width=width, height=height, quality=quality)
        await provider.submit(safe(), replace(wish, key=f"words-{number}"))
        assert not row.resolutions or desk.sent[-1].json["size"] in row.resolutions
        await provider.submit(safe(), replace(wish, key=f"pictures-{number}", inputs=inputs))


def test_any_shape_is_a_size_that_gpt_image_2_paints() -> None:
    """Both sides in sixteens, no side thrice the other, 655,360 to 8,294,400 pixels."""
    (row,) = [row for row in OWN if row.sizing is Sizing.PIXELS]
    for wide, high in itertools.product(range(1, 60), repeat=2):
        if wide <= 3 * high and high <= 3 * wide:
            sides = row.size(Ratio(wide, high))
            assert all(side % 16 == 0 for side in sides)
            assert max(sides) <= 3 * min(sides)
            assert 655_360 <= sides[0] * sides[1] <= 8_294_400
