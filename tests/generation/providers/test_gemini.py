"""Gemini at its maker's: what is asked, and the many ways in which it paints nothing."""

import base64
import itertools
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generation.catalog import Catalog, Model
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
from generation.providers.gemini import BASE, GeminiProvider
from generation.ratio import Ratio
from generation.rows import Input, Prompting
from storage.records import Audience
from tests.generation.providers.desk import JPEG, KEY, NO_INPUTS, PNG, Desk, Says, Sent, order, picture, safe

ROUTE = "gemini-3-pro-image"
PAINT, LOOK = f"POST {BASE}/v1beta/models/{ROUTE}:generateContent", f"GET {BASE}/v1beta/models/{ROUTE}"
_TEXT = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"], "additionalProperties": False}
_BLOB = {
    "type": "object",
    "properties": {"mimeType": {"enum": ["image/png", "image/jpeg", "image/webp"]}, "data": {"type": "string"}},
    "required": ["mimeType", "data"],
    "additionalProperties": False,
}
# The vendor has no document of this shape; names and values are those of its own client, google-genai 3.4.0.
_BODY: dict[str, Any] = {
    "type": "object",
    "required": ["contents", "generationConfig", "safetySettings"],
    "additionalProperties": False,
    "properties": {
        "contents": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "role": {"const": "user"},
                    "parts": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "oneOf": [_TEXT, {"type": "object", "properties": {"inlineData": _BLOB}, "required": ["inlineData"]}]
                        },
                    },
                },
            },
        },
        "generationConfig": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "responseModalities": {"const": ["IMAGE"]},
                "seed": {"type": "integer"},
                "imageConfig": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "aspectRatio": {"enum": ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"]},
                        "imageSize": {"enum": ["1K", "2K", "4K"]},
                    },
                },
            },
        },
        "safetySettings": {
            "type": "array",
            "minItems": 4,
            "items": {"properties": {"threshold": {"const": "BLOCK_LOW_AND_ABOVE"}}},
        },
    },
}


def held(sent: Sent) -> None:
    if sent.method == "POST":
        faults = [error.message for error in Draft202012Validator(_BODY).iter_errors(sent.json)]
        assert not faults, faults


def blob(data: bytes = JPEG, **more: object) -> dict[str, Any]:
    return {"inlineData": {"mimeType": "image/jpeg", "data": base64.b64encode(data).decode()}} | more


def drew(*parts: dict[str, Any], **more: object) -> Says:
    return Says(json={"candidates": [{"content": {"role": "model", "parts": list(parts)}, "finishReason": "STOP"} | more]})


def gemini(desk: Desk, **changes: Any) -> tuple[GeminiProvider, Model]:
    plain: dict[str, Any] = {"provider": "gemini", "route": ROUTE, "prompting": Prompting.INSTRUCTIONS}
    inputs = replace(NO_INPUTS, image_prompt=Input("inlineData", 14), init_image=Input("inlineData", 14))
    row = desk.model(**plain | {"resolutions": ("1K", "2K"), "inputs": inputs} | changes)
    desk.holds = held
    return GeminiProvider(desk.tools(row), base=BASE, key=KEY), row


@pytest.mark.parametrize("audience", Audience)
async def test_a_picture_is_painted(desk: Desk, audience: Audience) -> None:
    provider, row = gemini(desk)
    desk.says(PAINT, drew({"text": "Here you are"}, blob()))
    wish = order(row, ratio="16:9")
    painted = await provider.collect(safe(), wish, await provider.submit(safe(audience=audience), wish))
    assert [(one.data, one.mime, one.seed) for one in painted] == [(JPEG, "image/jpeg", 7)]
    sent = desk.sent[0]
    assert sent.headers["x-goog-api-key"] == KEY
    assert "key" not in sent.url.partition("?")[2]
    assert sent.json["contents"] == [{"role": "user", "parts": [{"text": safe().text}]}]
    assert sent.json["generationConfig"] == {
        "responseModalities": ["IMAGE"],
        "imageConfig": {"aspectRatio": "16:9", "imageSize": "1K"},
    }
    assert {one["threshold"] for one in sent.json["safetySettings"]} == {"BLOCK_LOW_AND_ABOVE"}


async def test_the_first_tries_of_a_model_that_thinks_are_not_the_picture(desk: Desk) -> None:
    provider, row = gemini(desk)
    desk.says(PAINT, drew(blob(PNG, thought=True), blob(JPEG)))
    assert (await provider.collect(safe(), order(row), await provider.submit(safe(), order(row))))[0].data == JPEG


async def test_pictures_resolution_and_seed_go_along(desk: Desk) -> None:
    provider, row = gemini(desk, seed=True, aspect_ratios={Ratio(21, 9): "21:9"})
    desk.says(PAINT, drew(blob()))
    inputs = (desk.given("init_image", picture("PNG")), desk.given("image_prompt", picture()))
    await provider.submit(safe(), order(row, 9, ratio="7:3", resolution="2K", inputs=inputs))
    (content,) = desk.sent[0].json["contents"]
    assert [part.get("inlineData", {}).get("mimeType") for part in content["parts"]] == [None, "image/png", "image/jpeg"]
    assert desk.sent[0].json["generationConfig"]["imageConfig"] == {"aspectRatio": "21:9", "imageSize": "2K"}
    assert desk.sent[0].json["generationConfig"]["seed"] == 9


async def test_a_mask_is_not_for_this_model(desk: Desk) -> None:
    provider, row = gemini(desk)
    with pytest.raises(BadRequest):
        await provider.submit(safe(), order(row, inputs=(desk.given("style_reference"),)))
    assert not desk.sent


RATED = [
    {"category": "HARM_CATEGORY_DANGEROUS_CONTENT", "probability": "HIGH", "blocked": True},
    {"category": "HARM_CATEGORY_HARASSMENT", "probability": "LOW"},
]


@pytest.mark.parametrize(
    ("says", "stage", "categories"),
    [
        (Says(json={"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}), "input", ("PROHIBITED_CONTENT",)),
        (
            Says(json={"promptFeedback": {"blockReason": "SAFETY", "safetyRatings": RATED}}),
            "input",
            ("HARM_CATEGORY_DANGEROUS_CONTENT",),
        ),
        (drew(finishReason="IMAGE_SAFETY"), "output", ("IMAGE_SAFETY",)),
        (drew(finishReason="IMAGE_PROHIBITED_CONTENT", finishMessage="no"), "output", ("IMAGE_PROHIBITED_CONTENT",)),
        (drew({"text": "I would rather not"}, finishReason="NO_IMAGE"), "output", ("NO_IMAGE",)),
        (
            Says(json={"candidates": [{"finishReason": "SAFETY", "safetyRatings": RATED}]}),
            "output",
            ("HARM_CATEGORY_DANGEROUS_CONTENT",),
        ),
    ],
)
async def test_a_refusal_is_a_success_with_a_reason(desk: Desk, says: Says, stage: str, categories: tuple[str, ...]) -> None:
    provider, row = gemini(desk)
    desk.says(PAINT, says)
    with pytest.raises(Refused) as caught:
        await provider.submit(safe(), order(row))
    assert (caught.value.stage, caught.value.categories) == (stage, categories)


def error(code: int, status: str, message: str = f"about {KEY}", **detail: object) -> Says:
    return Says(code, {"error": {"code": code, "status": status, "message": message, "details": [detail]}})


@pytest.mark.parametrize(
    ("says", "kind", "parts"),
    [
        (
            error(400, "INVALID_ARGUMENT", "API key not valid", reason="API_KEY_INVALID"),
            BadKey,
            {"text": "HTTP 400 INVALID_ARGUMENT"},
        ),
        (error(400, "INVALID_ARGUMENT", fieldViolations=[{"field": "a.b"}]), BadRequest, {"field": "a.b"}),
        (error(400, "INVALID_ARGUMENT"), BadRequest, {"field": ""}),
        (error(400, "FAILED_PRECONDITION", "Please enable billing"), OutOfCredit, {}),
        (error(403, "PERMISSION_DENIED"), BadKey, {}),
        (error(404, "NOT_FOUND"), ModelGone, {}),
        (error(429, "RESOURCE_EXHAUSTED", retryDelay="34.5s"), RateLimited, {"retry_after_s": 34.5}),
        (error(429, "RESOURCE_EXHAUSTED", retryDelay="soon"), RateLimited, {"retry_after_s": None}),
        (error(429, "RESOURCE_EXHAUSTED", "Quota exceeded, limit: 0, model"), OutOfCredit, {}),
        (error(503, "UNAVAILABLE"), Upstream, {}),
        (error(504, "DEADLINE_EXCEEDED"), Upstream, {}),
        (Says(200, {"candidates": [{}], "promptFeedback": None}), Lost, {}),
        (drew(), Lost, {}),
        (drew({"text": "a fox"}), Lost, {}),
        (drew(finishReason="MAX_TOKENS"), Lost, {}),
        (drew(blob(b"<html>")), Lost, {}),
        (drew({"inlineData": {"data": "http://127.0.0.1/a.png"}}), Lost, {}),
        (drew({"inlineData": {"data": "https://example.org/a.png"}}), Lost, {}),
    ],
)
async def test_what_goes_wrong_is_told(desk: Desk, says: Says, kind: type[ProviderError], parts: dict[str, Any]) -> None:
    provider, row = gemini(desk)
    desk.says(PAINT, says)
    with pytest.raises(ProviderError) as caught:
        await provider.submit(safe(), order(row))
    assert type(caught.value) is kind
    assert {name: getattr(caught.value, name) for name in parts} == parts
    assert KEY not in repr(caught.value) + str(caught.value)
    assert len(desk.sent) == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"generationConfig": {"responseModalities": ["TEXT"]}},
        {"generationConfig": {"imageConfig": {"aspectRatio": "7:3"}}},
        {"safetySettings": [{"threshold": "OFF"}] * 4},
        {"n": 2},
    ],
)
async def test_a_body_that_is_none_is_found(desk: Desk, bad: dict[str, Any]) -> None:
    provider, row = gemini(desk)
    body = provider.build(safe(), order(row), row, ()).json
    assert Draft202012Validator(_BODY).is_valid(body)
    assert not Draft202012Validator(_BODY).is_valid(body | bad)


OWN = [row for row in Catalog.load().models if row.provider == "gemini"]


@pytest.mark.parametrize("row", OWN, ids=[row.id for row in OWN])
async def test_every_row_of_ours_is_understood(desk: Desk, row: Model) -> None:
    desk.says(f"POST {BASE}/v1beta/models/{row.route}:generateContent", drew(blob()))
    desk.holds = held
    provider = GeminiProvider(desk.tools(row), base=BASE, key=KEY)
    for number, (ratio, resolution) in enumerate(itertools.product(row.aspect_ratios, (None, *row.resolutions))):
        inputs = tuple(desk.given("image_prompt") for _ in range(row.inputs.image_prompt.max))
        wish = order(row, ratio=ratio.text, resolution=resolution, inputs=inputs if number == 0 else ())
        await provider.submit(safe(), replace(wish, key=f"pincel-{number}"))
        assert desk.sent[-1].json["generationConfig"]["imageConfig"]["imageSize"] == (resolution or row.resolutions[0])


async def test_the_doctor_looks_for_each_model(desk: Desk) -> None:
    provider, row = gemini(desk)
    twin = replace(row, id="twin", title="Twin")
    provider = GeminiProvider(replace(desk.tools(row), catalog=Catalog([row, twin])), base=BASE, key=KEY)
    desk.says(LOOK, Says(json={"name": f"models/{ROUTE}"}))
    assert await provider.check() == "2 models"
    assert len(desk.sent) == 1
    desk.says(LOOK, error(404, "NOT_FOUND"))
    with pytest.raises(ModelGone):
        await provider.check()
    desk.says(LOOK, error(400, "INVALID_ARGUMENT", reason="API_KEY_INVALID"))
    with pytest.raises(BadKey):
        await provider.check()
