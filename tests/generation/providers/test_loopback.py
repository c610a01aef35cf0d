"""Over real HTTP: an order leaves, a server that knows the vendor's document takes it, and pictures come back."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bench.fakes.painters import FakePainter, moderated
from generation.catalog import Catalog, Model
from generation.imaging.masks import normalised
from generation.pool import Pool
from generation.providers.base import Tools
from generation.providers.errors import BadKey, BadRequest, Refused, Unreachable
from generation.providers.http import Http
from generation.providers.openai import OpenAIImagesProvider
from generation.providers.sdapi import SdApiProvider
from generation.rows import Input, Inputs
from generation.spool import Spool
from tests.generation.providers.desk import JPEG, KEY, NO_INPUT, Desk, order, safe
from tests.generation.providers.oracle import document

INPUTS = Inputs(Input("image", 16), NO_INPUT, NO_INPUT, NO_INPUT, NO_INPUT, Input("mask", 1, edit="transparent"))


@pytest.fixture
async def painter() -> AsyncIterator[FakePainter]:
    """With the vendor's document where it is."""
    async with FakePainter.running(document=document("openai-images"), key=KEY) as painter:
        yield painter


@pytest.fixture
async def tools(tmp_path: Path) -> AsyncIterator[Tools]:
    async def pictures(sha256: str) -> bytes:
        return {"picture": JPEG, "mask": _mask()}[sha256]

    pool, http = Pool(), Http()
    row = Desk.model(provider="openai", route="sd-cpp-local?output_format=jpeg&moderation=auto", provider_batch=4, inputs=INPUTS)
    yield Tools(http, Catalog([row]), pool, pictures, Spool(tmp_path / "spool", pool))
    await http.close()
    pool.close()


def _mask() -> bytes:
    area = Image.new("L", (32, 24), 0)
    area.paste(255, (0, 0, 16, 24))
    out = BytesIO()
    area.save(out, "PNG")
    return normalised(out.getvalue())


def row_of(tools: Tools) -> Model:
    return tools.catalog.models[0]


async def test_from_words_to_pictures(painter: FakePainter, tools: Tools) -> None:
    openai = OpenAIImagesProvider(tools, base=painter.openai, key=KEY)
    wish = order(row_of(tools), 7, 8, width=1536, height=864)
    ticket = await openai.submit(safe(), wish)
    assert ticket == await openai.submit(safe(), wish), "a step that is repeated"
    painted = await openai.collect(safe(), wish, ticket)
    assert [Image.open(BytesIO(one.data)).size for one in painted] == [(1536, 864)] * 2
    assert painted[0].data != painted[1].data
    assert painter.charged == 2
    assert await openai.check() == "1 models"


async def test_from_a_picture_and_a_mask_to_a_picture(painter: FakePainter, tools: Tools) -> None:
    openai = OpenAIImagesProvider(tools, base=painter.openai, key=KEY)
    given = [{"role": "mask", "sha256": "mask"}, *[{"role": "image_prompt", "sha256": "picture"}] * 2]
    wish = type(order(row_of(tools))).of(_stored(order(row_of(tools)), given))
    painted = await openai.collect(safe(), wish, await openai.submit(safe(), wish))
    assert painted[0].mime == "image/jpeg"
    (sent,) = painter.orders
    assert sent.path == "/v1/images/edits"
    assert [Image.open(BytesIO(one)).size for one in [*sent.files["image[]"], *sent.files["mask"]]] == [(32, 24)] * 3


def _stored(plain: Any, inputs: list[dict[str, str]]) -> dict[str, Any]:
    return {name: getattr(plain, name) for name in type(plain).__dataclass_fields__} | {"inputs": inputs}


async def test_a_refusal_and_a_wrong_key_cost_nothing(painter: FakePainter, tools: Tools) -> None:
    painter.refuse = lambda _path, fields: moderated("violence") if "boat" in fields["prompt"] else None
    with pytest.raises(Refused) as caught:
        await OpenAIImagesProvider(tools, base=painter.openai, key=KEY).submit(safe("a boat"), order(row_of(tools)))
    assert caught.value.categories == ("violence",)
    with pytest.raises(BadKey):
        await OpenAIImagesProvider(tools, base=painter.openai, key="other").submit(safe(), order(row_of(tools)))
    with pytest.raises(Unreachable):
        await OpenAIImagesProvider(tools, base="http://127.0.0.1:9/v1", key=KEY).submit(safe(), order(row_of(tools)))
    assert painter.charged == 0


async def test_what_the_document_does_not_allow_is_refused(painter: FakePainter, tools: Tools) -> None:
    if painter.document is None:
        pytest.skip("the vendor's document openai-images is not here")
    openai = OpenAIImagesProvider(tools, base=painter.openai, key=KEY)
    with pytest.raises(BadRequest, match="11 is greater"):
        await openai.submit(safe(), order(row_of(tools), *range(11)))
    with pytest.raises(BadRequest, match="ultra"):
        await openai.submit(safe(), order(row_of(tools), quality="ultra"))
    assert painter.charged == 0


async def test_a_local_server_by_its_other_api(painter: FakePainter, tools: Tools) -> None:
    row = Desk.model(provider="sdapi", route="?steps=8", seed=True, negative_prompt=True, provider_batch=4)
    there = Tools(tools.http, Catalog([row]), tools.pool, tools.pictures, tools.spool)
    sdapi = SdApiProvider(there, base=painter.sdapi)
    wish = order(row, 41, 42, width=768, height=512)
    painted = await sdapi.collect(safe(), wish, await sdapi.submit(safe(), wish))
    assert [one.seed for one in painted] == [41, 42]
    assert Image.open(BytesIO(painted[0].data)).size == (768, 512)
    assert await sdapi.check() == "1 checkpoints"
