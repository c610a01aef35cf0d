"""A Stable Diffusion of the operator's own: AUTOMATIC1111, Forge, stable-diffusion.cpp."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from generation.catalog import Catalog, Model
from generation.imaging.masks import normalised
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    ProviderError,
    Upstream,
)
from generation.providers.sdapi import SdApiProvider
from generation.ratio import PRESETS
from generation.rows import Input
from tests.generation.providers.desk import JPEG, KEY, NO_INPUTS, PNG, Desk, Says, Sent, order, picture, safe

HOME = "http://127.0.0.1:7860"
TEXT, IMAGE, LIST = f"POST {HOME}/sdapi/v1/txt2img", f"POST {HOME}/sdapi/v1/img2img", f"GET {HOME}/sdapi/v1/sd-models"
PICTURES = replace(
    NO_INPUTS,
    init_image=Input("init_images", 1, strength_field="denoising_strength", strength_range=(0.1, 0.9)),
    mask=Input("mask", 1, edit="white"),
)
# There is no document to hold against: the server makes one at run time. These are the fields that its API page names.
_KNOWN: dict[str, Any] = {
    "prompt": {"type": "string"},
    "negative_prompt": {"type": "string"},
    "width": {"type": "integer", "minimum": 64, "maximum": 4096, "multipleOf": 8},
    "height": {"type": "integer", "minimum": 64, "maximum": 4096, "multipleOf": 8},
    "seed": {"type": "integer", "minimum": -1},
    "batch_size": {"type": "integer", "minimum": 1, "maximum": 8},
    "n_iter": {"const": 1},
    "steps": {"type": "integer"},
    "cfg_scale": {"type": "number"},
    "sampler_name": {"type": "string"},
    "override_settings": {"type": "object"},
    "override_settings_restore_afterwards": {"type": "boolean"},
}
_PAINTED: dict[str, Any] = {
    "init_images": {"type": "array", "minItems": 1, "items": {"type": "string", "contentEncoding": "base64"}},
    "mask": {"type": "string"},
    "inpainting_mask_invert": {"enum": [0, 1]},
    "inpainting_fill": {"type": "integer"},
    "denoising_strength": {"type": "number", "minimum": 0, "maximum": 1},
    "resize_mode": {"type": "integer"},
}


def held(sent: Sent) -> None:
    """AssertionError when a body is none of this API."""
    if sent.method == "POST":
        known = _KNOWN | (_PAINTED if sent.url.endswith("img2img") else {})
        schema = {"type": "object", "properties": known, "required": ["prompt"], "additionalProperties": False}
        faults = [error.message for error in Draft202012Validator(schema).iter_errors(sent.json)]
        assert not faults, faults


def drew(*pictures: bytes, info: object = "") -> Says:
    return Says(json={"images": [base64.b64encode(one).decode() for one in pictures], "parameters": {}, "info": info})


def sd(desk: Desk, **changes: Any) -> tuple[SdApiProvider, Model]:
    plain: dict[str, Any] = {"provider": "sdapi", "route": "?steps=24&cfg_scale=6.5&sampler_name=DPM++ 2M", "provider_batch": 4}
    row = desk.model(**plain | {"seed": True, "negative_prompt": True, "inputs": PICTURES} | changes)
    desk.holds = held
    return SdApiProvider(desk.tools(row), base=f"{HOME}/", key=""), row


async def test_pictures_are_painted_from_words(desk: Desk) -> None:
    provider, row = sd(desk)
    info = json.dumps({"all_seeds": [41, 42], "index_of_first_image": 0})
    desk.says(TEXT, drew(PNG, JPEG, info=info))
    wish = order(row, 41, 42, width=768, height=512, negative="rain <lora:x:1>")
    painted = await provider.collect(safe(), wish, await provider.submit(safe("a fox <lora:rude:1>"), wish))
    assert [(one.mime, one.seed) for one in painted] == [("image/png", 41), ("image/jpeg", 42)]
    assert desk.sent[0].json == {
        "prompt": "a fox  lora:rude:1>, friendly",
        "negative_prompt": "weapons, blood, rain  lora:x:1>",
        "width": 768,
        "height": 512,
        "seed": 41,
        "batch_size": 2,
        "n_iter": 1,
        "steps": 24,
        "cfg_scale": 6.5,
        "sampler_name": "DPM++ 2M",
    }
    assert "authorization" not in desk.sent[0].headers


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("a warrior, (armour:-2), (cloth: - 1.5)", "a warrior, (armour:2), (cloth: 1.5)"),
        ("a warrior AND armour :-1", "a warrior AND armour :1"),
        ("a warrior (cloth:--.5) (cape:-1e1)", "a warrior (cloth:.5) (cape:1e1)"),
        ("a fox :-) at 7:30, two-tone: red - blue", "a fox :-) at 7:30, two-tone: red - blue"),
    ],
)
async def test_nothing_is_turned_round_by_a_weight_below_zero(desk: Desk, words: str, sent: str) -> None:
    provider, row = sd(desk)
    desk.says(TEXT, drew(JPEG))
    await provider.submit(safe(words), order(row))
    assert desk.sent[0].json["prompt"] == f"{sent}, friendly"


async def test_a_checkpoint_is_named_and_stays(desk: Desk) -> None:
    provider, row = sd(desk, route="sd_xl_base_1.0", seed=False, negative_prompt=False)
    desk.says(TEXT, drew(JPEG))
    await provider.submit(safe(), order(row))
    sent = desk.sent[0].json
    assert sent["override_settings"] == {"sd_model_checkpoint": "sd_xl_base_1.0"}
    assert sent["override_settings_restore_afterwards"] is False
    assert not {"seed", "negative_prompt"} & sent.keys()


@pytest.mark.parametrize(("strength", "denoising"), [(None, None), (0.75, 0.25), (0.0, 0.9), (1.0, 0.1)])
async def test_the_more_a_picture_counts_the_less_is_painted_over(
    desk: Desk, strength: float | None, denoising: float | None
) -> None:
    provider, row = sd(desk)
    desk.says(IMAGE, drew(JPEG))
    await provider.submit(safe(), order(row, inputs=(desk.given("init_image", picture("PNG"), strength),)))
    body = desk.sent[0].json
    assert body.get("denoising_strength") == denoising
    assert Image.open(BytesIO(base64.b64decode(body["init_images"][0]))).size == (32, 24)
    assert body["resize_mode"] == 1, "never pulled out of shape"
    assert "mask" not in body


@pytest.mark.parametrize("edit", ["white", "black"])
async def test_a_mask_says_where(desk: Desk, edit: str) -> None:
    provider, row = sd(desk, inputs=replace(PICTURES, mask=Input("mask", 1, edit=edit)))
    desk.says(IMAGE, drew(JPEG))
    drawn, area = BytesIO(), Image.new("L", (16, 12), 0)
    area.paste(255, (0, 0, 8, 12))
    area.save(drawn, "PNG")
    inputs = (desk.given("mask", normalised(drawn.getvalue())), desk.given("init_image"))
    await provider.submit(safe(), order(row, inputs=inputs))
    body = desk.sent[0].json
    mask = Image.open(BytesIO(base64.b64decode(body["mask"])))
    assert (mask.size, mask.getpixel((2, 2))) == ((32, 24), 255 if edit == "white" else 0)
    assert body["inpainting_mask_invert"] == (edit == "black")
    assert body["inpainting_fill"] == 1, "painted from what is there"


async def test_sheets_and_masks_among_the_answers_are_left_out(desk: Desk) -> None:
    provider, row = sd(desk)
    sheet, mask = picture(colour="black"), picture(colour="white")
    info = json.dumps({"all_seeds": [41, 42], "index_of_first_image": 1})
    desk.says(TEXT, drew(sheet, JPEG, PNG, mask, info=info))
    wish = order(row, 1, 2)
    painted = await provider.collect(safe(), wish, await provider.submit(safe(), wish))
    assert [(one.data, one.seed) for one in painted] == [(JPEG, 41), (PNG, 42)]


@pytest.mark.parametrize("info", ["", None, "{", "[]", '{"all_seeds": ["x"]}', 7])
async def test_a_server_that_tells_no_seeds_is_believed_to_have_kept_ours(desk: Desk, info: object) -> None:
    provider, row = sd(desk)
    desk.says(TEXT, drew(JPEG, info=info))
    wish = order(row, 5)
    assert [one.seed for one in await provider.collect(safe(), wish, await provider.submit(safe(), wish))] == [5]


async def test_name_and_password_go_along(desk: Desk) -> None:
    _, row = sd(desk)
    desk.says(TEXT, drew(JPEG))
    await SdApiProvider(desk.tools(row), base=HOME, key="ana:pw").submit(safe(), order(row))
    assert base64.b64decode(desk.sent[0].headers["authorization"].removeprefix("Basic ")) == b"ana:pw"


@pytest.mark.parametrize(
    ("says", "kind", "text"),
    [
        (Says(401, {"detail": f"Incorrect username or password {KEY}"}), BadKey, "Incorrect"),
        (Says(404, {"detail": "Not Found"}), Upstream, "--api"),
        (Says(422, {"detail": [{"loc": ["body", "steps"], "msg": "value is not a valid integer"}]}), BadRequest, "steps"),
        (Says(400, {"error": "prompt required"}), BadRequest, "prompt required"),
        (Says(500, {"error": "OutOfMemoryError", "errors": "CUDA out of memory"}), Upstream, "OutOfMemoryError"),
        (Says(200, {"images": []}), Lost, "without a picture"),
        (Says(200, {"images": None}), Lost, "without a picture"),
        (Says(200, {"images": [7]}), Lost, "without a picture"),
        (Says(200, {"images": ["AAAA"]}), Lost, "is none"),
    ],
)
async def test_what_goes_wrong_is_told(desk: Desk, says: Says, kind: type[ProviderError], text: str) -> None:
    _, row = sd(desk)
    desk.says(TEXT, says)
    with pytest.raises(ProviderError, match=text) as caught:
        await SdApiProvider(desk.tools(row), base=HOME, key=KEY).submit(safe(), order(row))
    assert type(caught.value) is kind
    assert KEY not in repr(caught.value) + str(caught.value)
    assert len(desk.sent) == 1


async def test_it_waits_for_a_home_computer(desk: Desk) -> None:
    provider, row = sd(desk, seconds=200)
    assert provider.build(safe(), order(row), row, ()).wait_s == 800
    assert provider.build(safe(), order(row), replace(row, seconds=9), ()).wait_s == 300


@pytest.mark.parametrize(
    ("bad", "why"),
    [({"n": 2}, "Additional"), ({"width": 513}, "multiple"), ({"steps": "24"}, "integer"), ({"mask": "AAAA"}, "Additional")],
)
def test_a_body_that_is_none_is_found(bad: dict[str, Any], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        held(Sent("POST", f"{HOME}/sdapi/v1/txt2img", {}, json.dumps({"prompt": "x"} | bad).encode(), ""))


async def test_our_row_is_understood_in_every_shape(desk: Desk) -> None:
    (row,) = [row for row in Catalog.load().models if row.provider == "sdapi"]
    desk.says(TEXT, drew(JPEG))
    desk.says(IMAGE, drew(JPEG))
    desk.holds = held
    provider = SdApiProvider(desk.tools(row), base=HOME)
    for name, ratio in PRESETS.items():
        width, height = row.size(ratio)
        wish = order(row, 1, 2, 3, 4, ratio=ratio.text, width=width, height=height)
        await provider.submit(safe(), replace(wish, key=f"words-{name}"))
        await provider.submit(safe(), replace(wish, key=f"picture-{name}", inputs=(desk.given("init_image", JPEG, 0.5),)))
    assert desk.sent[-1].json["denoising_strength"] == 0.5


@pytest.mark.parametrize("called", ["title", "model_name"])
async def test_the_doctor_looks_for_the_checkpoints(desk: Desk, called: str) -> None:
    _, row = sd(desk, route="sd_xl_base_1.0?steps=20")
    told: Callable[[str], Says] = lambda name: Says(json=[{called: name}, {called: "other"}, "?"])  # noqa: E731 - two of them
    tools = replace(
        desk.tools(row), catalog=Catalog([row, desk.model(id="loaded", title="Loaded", provider="sdapi", route="?steps=9")])
    )
    provider = SdApiProvider(tools, base=HOME)
    desk.says(LIST, told("sd_xl_base_1.0"))
    assert await provider.check() == "2 checkpoints"
    desk.says(LIST, told("another"))
    with pytest.raises(ModelGone, match="sd_xl_base"):
        await provider.check()
    desk.says(LIST, Says(404, {"detail": "Not Found"}))
    with pytest.raises(Upstream, match="--api"):
        await provider.check()
