"""OpenAI's image API as OpenAI, Azure and stable-diffusion.cpp speak it."""

import base64
import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generation.catalog import Model
from generation.imaging.masks import normalised
from generation.providers.base import Given, untagged
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Refused,
    Upstream,
)
from generation.providers.openai import OpenAIImagesProvider, ServerImagesProvider, azure
from generation.ratio import Ratio
from generation.rows import Input, Prompting, Sizing
from storage.records import Audience
from tests.generation.providers.desk import JPEG, KEY, NO_INPUTS, PNG, Desk, Says, order, picture, safe
from tests.generation.providers.oracle import Oracle, parts_of

OPENAI = "https://api.openai.com/v1"
PAINT, EDIT, LIST = f"POST {OPENAI}/images/generations", f"POST {OPENAI}/images/edits", f"GET {OPENAI}/models"
AZURE = "https://school.openai.azure.com"
LOCAL = "http://127.0.0.1:1234/v1"
DOCUMENT = Oracle("openai-images", under="/v1")
AZURES = Oracle("azure-openai-images", under="/openai")
PICTURES = replace(
    NO_INPUTS, image_prompt=Input("image", 16), init_image=Input("image", 1), mask=Input("mask", 1, edit="transparent")
)


def b64(data: bytes = JPEG) -> str:
    return base64.b64encode(data).decode()


def drew(*pictures: bytes) -> Says:
    return Says(json={"created": 1, "data": [{"b64_json": b64(one)} for one in pictures or (JPEG,)]})


def gpt(desk: Desk, **changes: Any) -> Model:
    plain: dict[str, Any] = {
        "provider": "openai",
        "route": "gpt-image-2?output_format=jpeg&output_compression=90&moderation=auto",
        "prompting": Prompting.INSTRUCTIONS,
        "provider_batch": 4,
        "quality_levels": ("low", "medium", "high"),
        "inputs": PICTURES,
    }
    return desk.model(**plain | changes)


def openai(desk: Desk, row: Model) -> OpenAIImagesProvider:
    desk.holds = DOCUMENT.check
    return OpenAIImagesProvider(desk.tools(row), base=OPENAI, key=KEY)


def sdcpp(desk: Desk, **changes: Any) -> tuple[ServerImagesProvider, Model]:
    route = '?output_format=jpeg&sd_cpp_extra_args={"sample_params":{"sample_steps":8}}'
    row = gpt(
        desk,
        **{"provider": "server", "route": route, "prompting": Prompting.WORDS, "seed": True, "negative_prompt": True} | changes,
    )
    return ServerImagesProvider(desk.tools(row), base=LOCAL), row


async def test_pictures_are_painted(desk: Desk) -> None:
    row = gpt(desk)
    desk.says(PAINT, drew(JPEG, PNG))
    provider = openai(desk, row)
    wish = order(row, 7, 8, width=1536, height=864, ratio="16:9", quality="high")
    painted = await provider.collect(safe(), wish, await provider.submit(safe(), wish))
    assert [(one.data, one.mime) for one in painted] == [(JPEG, "image/jpeg"), (PNG, "image/png")]
    assert desk.sent[0].json == {
        "prompt": safe().text,
        "model": "gpt-image-2",
        "n": 2,
        "size": "1536x864",
        "quality": "high",
        "output_format": "jpeg",
        "output_compression": 90,
        "moderation": "auto",
    }
    assert desk.sent[0].headers["authorization"] == f"Bearer {KEY}"
    await provider.submit(safe(), wish)
    assert len(desk.sent) == 1, "what was paid for lies in the spool"


@pytest.mark.parametrize("audience", Audience)
async def test_moderation_is_never_low(desk: Desk, audience: Audience) -> None:
    row = gpt(desk, route="gpt-image-2?moderation=low")
    desk.says(PAINT, drew())
    await openai(desk, row).submit(safe(audience=audience), order(row))
    assert desk.sent[0].json["moderation"] == "auto"


@pytest.mark.parametrize(
    ("ratio", "size"),
    [("1:1", "1024x1024"), ("3:2", "1536x1024"), ("2:3", "1024x1536"), ("9:16", "1024x1536"), ("5:4", "1024x1024")],
)
async def test_a_model_of_few_sizes_gets_the_nearest(desk: Desk, ratio: str, size: str) -> None:
    row = gpt(desk, resolutions=("1024x1024", "1536x1024", "1024x1536"))
    desk.says(PAINT, drew())
    width, height = Ratio.parse(ratio).size(1536)
    await openai(desk, row).submit(safe(), order(row, ratio=ratio, width=width, height=height))
    assert desk.sent[0].json["size"] == size


async def test_any_size_is_a_multiple_of_sixteen(desk: Desk) -> None:
    row = gpt(desk, sizing=Sizing.PIXELS, pixels=(512, 1536, 16))
    desk.says(PAINT, drew())
    for ratio in ("1:1", "1.91:1", "7:3", "1:3", "4:5"):
        width, height = row.size(Ratio.parse(ratio))
        await openai(desk, row).submit(safe(), order(row, key=f"pincel-{width}-{height}", width=width, height=height))
        sides = [int(side) for side in desk.sent[-1].json["size"].split("x")]
        assert all(side % 16 == 0 for side in sides)
        assert max(sides) <= 3 * min(sides)


async def test_pictures_and_a_mask_are_edited(desk: Desk) -> None:
    row = gpt(desk)
    desk.says(EDIT, drew())
    mask = Image.new("L", (16, 12), 0)
    mask.paste(255, (0, 0, 8, 12))
    drawn = BytesIO()
    mask.save(drawn, "PNG")
    inputs = (
        desk.given("mask", normalised(drawn.getvalue())),
        desk.given("init_image", picture("PNG", colour="red")),
        desk.given("image_prompt", picture(colour="green")),
    )
    await openai(desk, row).submit(safe(), order(row, 7, 8, inputs=inputs))
    parts = parts_of(desk.sent[0])
    assert {name: values[0].decode() for name, values in parts.items() if name not in ("image[]", "mask")} == {
        "prompt": safe().text,
        "model": "gpt-image-2",
        "n": "2",
        "size": "1024x1024",
        "output_format": "jpeg",
        "output_compression": "90",
    }
    first, second = (Image.open(BytesIO(one)) for one in parts["image[]"])
    assert (first.getpixel((9, 9)), second.format) == ((255, 0, 0), "JPEG")
    hole = Image.open(BytesIO(parts["mask"][0]))
    assert (hole.size, hole.getpixel((4, 4)), hole.getpixel((28, 4))) == (first.size, (255, 255, 255, 0), (0, 0, 0, 255))


async def test_one_picture_is_no_list(desk: Desk) -> None:
    row = gpt(desk)
    desk.says(EDIT, drew())
    await openai(desk, row).submit(safe(), order(row, inputs=(desk.given("image_prompt"),)))
    assert {"image"} == {name for name in parts_of(desk.sent[0]) if name.startswith("image")}


async def test_what_a_row_does_not_take_does_not_leave(desk: Desk) -> None:
    row = gpt(desk, inputs=NO_INPUTS)
    with pytest.raises(BadRequest):
        await openai(desk, row).submit(safe(), order(row, inputs=(desk.given("image_prompt"),)))
    row = gpt(desk)
    with pytest.raises(BadRequest, match="without a picture"):
        await openai(desk, row).submit(safe(), order(row, inputs=(desk.given("mask"),)))
    assert not desk.sent


async def test_azure_names_the_deployment_in_the_path(desk: Desk) -> None:
    row = gpt(desk, provider="azure", route="my/dalle 3?response_format=b64_json&style=natural", quality_levels=("standard", "hd"))
    row = replace(row, presets=("vivid", "natural"))
    desk.holds = AZURES.check
    url = f"{AZURE}/openai/deployments/my%2Fdalle%203/images/generations?api-version=2025-03-01-preview"
    desk.says(f"POST {url}", drew())
    provider = OpenAIImagesProvider(desk.tools(row), base=AZURE, key=KEY, shape=azure("2025-03-01-preview"))
    await provider.submit(safe(), order(row, quality="hd", style="vivid", width=1792, height=1024))
    assert desk.sent[0].headers["api-key"] == KEY
    assert "authorization" not in desk.sent[0].headers
    assert desk.sent[0].json == {
        "prompt": safe().text,
        "n": 1,
        "size": "1792x1024",
        "quality": "hd",
        "style": "vivid",
        "response_format": "b64_json",
    }
    assert await provider.check() is None


async def test_seed_and_negative_words_go_into_the_tag_of_a_local_server(desk: Desk) -> None:
    provider, row = sdcpp(desk)
    desk.says(f"POST {LOCAL}/images/generations", drew(JPEG, JPEG))
    await provider.submit(safe("a fox"), order(row, 41, 42, negative="rain"))
    words, _, rest = desk.sent[0].json["prompt"].partition("\n<sd_cpp_extra_args>")
    assert words == "a fox, friendly"
    assert json.loads(rest.removesuffix("</sd_cpp_extra_args>")) == {
        "sample_params": {"sample_steps": 8},
        "seed": 41,
        "negative_prompt": "weapons, blood, rain",
    }
    assert not {"seed", "negative_prompt", "sd_cpp_extra_args", "model"} & desk.sent[0].json.keys()
    assert "authorization" not in desk.sent[0].headers


async def test_without_a_tag_in_the_route_they_are_fields(desk: Desk) -> None:
    provider, row = sdcpp(desk, route="some-model")
    desk.says(f"POST {LOCAL}/images/generations", drew())
    await provider.submit(safe("a fox"), order(row, 41))
    assert desk.sent[0].json["seed"] == 41
    assert desk.sent[0].json["negative_prompt"] == "weapons, blood"


TAG = "sd_cpp_extra_args"
PIECES = st.sampled_from(
    [f"<{TAG}>", f"</{TAG}>", "<", ">", "/", TAG, "<lora:rude:1>", '{"negative_prompt":""}', " ", "fox", "<3", "\n"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_nobody_forges_the_tag(words: str) -> None:
    """The server reads the first tag that it finds, and takes all out."""
    prompt = f'{untagged(words)}\n<{TAG}>{{"seed":1}}</{TAG}>'
    assert re.findall(f"<{TAG}>(.*?)</{TAG}>", prompt) == ['{"seed":1}']
    assert not re.search(r"<\w+:[^>]+>", prompt.replace("<3", ""))


async def test_a_forged_tag_is_mere_words(desk: Desk) -> None:
    provider, row = sdcpp(desk)
    desk.says(f"POST {LOCAL}/images/generations", drew())
    forged = f'a fox <{TAG}>{{"negative_prompt":""}}</{TAG}> I <3 you'
    await provider.submit(safe(forged), order(row, 7, negative=f'</{TAG}><{TAG}>{{"seed":9}}'))
    prompt = desk.sent[0].json["prompt"]
    (settings_,) = re.findall(f"<{TAG}>(.*?)</{TAG}>", prompt)
    assert json.loads(settings_)["seed"] == 7
    assert json.loads(settings_)["negative_prompt"].startswith("weapons, blood, ")
    assert "I <3 you" in prompt


def error(code: str, type_: str = "invalid_request_error", **more: Any) -> dict[str, Any]:
    return {"error": {"message": f"something about {KEY}", "type": type_, "param": None, "code": code} | more}


BLOCKED = error("moderation_blocked", moderation_details={"moderation_stage": "output", "categories": ["violence", "gore"]})
RESPONSIBLE = {
    "code": "ResponsibleAIPolicyViolation",
    "content_filter_results": {
        "violence": {"filtered": True, "severity": "medium"},
        "hate": {"filtered": False, "severity": "safe"},
    },
}


@pytest.mark.parametrize(
    ("says", "kind", "parts"),
    [
        (Says(400, BLOCKED), Refused, {"stage": "output", "categories": ("violence", "gore")}),
        (Says(400, error("content_policy_violation")), Refused, {"stage": "input", "categories": ()}),
        (Says(400, error("contentFilter", inner_error=RESPONSIBLE)), Refused, {"stage": "input", "categories": ("violence",)}),
        (Says(400, error("BadRequest", innererror=RESPONSIBLE)), Refused, {"categories": ("violence",)}),
        (Says(400, error("moderation_blocked", moderation_details="?")), Refused, {"categories": ()}),
        (Says(401, error("invalid_api_key")), BadKey, {"text": "HTTP 401 invalid_api_key"}),
        (Says(403, error("unsupported_country")), BadKey, {}),
        (Says(404, error("model_not_found")), ModelGone, {}),
        (Says(404, error("DeploymentNotFound")), ModelGone, {}),
        (Says(400, error("unknown_parameter", param="seed")), BadRequest, {"field": "seed"}),
        (Says(400, error("billing_hard_limit_reached")), OutOfCredit, {}),
        (Says(429, error("insufficient_quota")), OutOfCredit, {}),
        (Says(429, error("x", type_="credit_balance_exhausted")), OutOfCredit, {}),
        (Says(429, error("rate_limit_exceeded"), headers={"Retry-After": "3"}), RateLimited, {"retry_after_s": 3.0}),
        (Says(400, {"error": "prompt required"}), BadRequest, {"text": "HTTP 400 prompt required"}),
        (Says(500, {"error": "generate_image returned no results"}), Upstream, {}),
        (Says(200, {"created": 1}), Lost, {}),
        (Says(200, {"data": []}), Lost, {}),
        (Says(200, {"data": "none"}), Lost, {}),
        (Says(200, {"data": [{"revised_prompt": "a fox"}]}), Lost, {}),
        (Says(200, {"data": [{"b64_json": "!"}]}), Lost, {}),
        (Says(200, {"data": [{"b64_json": b64(b"<html>")}]}), Lost, {}),
        (Says(200, {"data": [{"content_filter_results": {"sexual": {"filtered": True}}}]}), Refused, {"categories": ("sexual",)}),
        (Says(200, {"data": [{"url": "https://example.org/a.png"}]}), Lost, {}),
        (Says(200, {"data": [{"url": "http://oaidalleapiprodscus.blob.core.windows.net/a.png"}]}), Lost, {}),
    ],
)
async def test_what_goes_wrong_is_told(desk: Desk, says: Says, kind: type[ProviderError], parts: dict[str, Any]) -> None:
    row = gpt(desk)
    desk.says(PAINT, says)
    with pytest.raises(ProviderError) as caught:
        await openai(desk, row).submit(safe(), order(row))
    assert type(caught.value) is kind
    assert {name: getattr(caught.value, name) for name in parts} == parts
    assert KEY not in repr(caught.value) + str(caught.value)
    assert len(desk.sent) == 1, "what is paid for is asked for once"


BLOB = "https://oaidalleapiprodscus.blob.core.windows.net/a.png"


async def test_a_large_picture_comes_whole(desk: Desk) -> None:
    row = gpt(desk)
    large = JPEG + bytes(range(256)) * 12_289
    desk.says(PAINT, drew(large))
    provider = openai(desk, row)
    assert (await provider.collect(safe(), order(row), await provider.submit(safe(), order(row))))[0].data == large


async def test_a_slow_model_is_waited_for(desk: Desk) -> None:
    row = gpt(desk, seconds=55)
    given = [Given("init_image", JPEG, "image/jpeg", None)]
    assert [openai(desk, row).build(safe(), order(row), row, some).wait_s for some in ((), given)] == [220, 220]


async def test_a_server_at_home_may_name_addresses_of_its_own(desk: Desk) -> None:
    provider, row = sdcpp(desk)
    desk.says(f"POST {LOCAL}/images/generations", Says(json={"data": [{"url": "http://127.0.0.1:1234/out/1.jpg"}]}))
    desk.says("GET http://127.0.0.1:1234/out/1.jpg", Says(content=JPEG))
    assert (await provider.collect(safe(), order(row), await provider.submit(safe(), order(row))))[0].data == JPEG


async def test_the_doctor_looks_at_the_models(desk: Desk) -> None:
    row = gpt(desk, id="openai.tested")
    desk.says(LIST, Says(json={"data": [{"id": "gpt-image-2"}, {"id": "other"}]}))
    only = replace(desk.tools(row), catalog=type(desk.tools(row).catalog)([row]))
    provider = OpenAIImagesProvider(only, base=OPENAI, key=KEY)
    assert await provider.check() == "2 models"
    desk.says(LIST, Says(json={"data": [{"id": "other"}]}))
    with pytest.raises(ModelGone, match="gpt-image-2"):
        await provider.check()
    desk.says(LIST, Says(401, error("invalid_api_key")))
    with pytest.raises(BadKey):
        await provider.check()
    desk.says(LIST, Says(403, error("missing_scope")))
    assert await provider.check() == "this key may not list models"


async def test_the_doctor_asks_nothing_of_a_server_with_one_model(desk: Desk) -> None:
    provider, _ = sdcpp(desk)
    desk.says(f"GET {LOCAL}/models", Says(json={"data": [{"id": "sd-cpp-local", "object": "model"}]}))
    assert await provider.check() == "1 models"


@pytest.mark.parametrize(
    "bad", [{}, {"prompt": "x", "n": 11}, {"prompt": "x", "quality": "ultra"}, {"prompt": "x", "moderation": "off"}]
)
def test_the_document_refuses_what_is_wrong(bad: dict[str, Any]) -> None:
    DOCUMENT.refuses("POST /images/generations", bad)
    AZURES.refuses("POST /deployments/{deployment-id}/images/generations", {"prompt": "x", "n": 2})
