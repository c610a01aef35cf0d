"""The shipped rows: complete, honest about where each figure is from, and as the vendor's documents say where these are here."""

import math
from typing import Any

import pytest

from generation.catalog import Catalog, Model, accepted
from generation.ratio import WIDEST, Ratio
from generation.rows import Prompting, Shape, Sizing, Status
from generation.safety.metaprompt import Metaprompt
from storage.records import Audience
from tests.generation.providers.oracle import Oracle

CATALOG = Catalog.load()
ROWS = CATALOG.models
LIVE = [row for row in ROWS if row.status is not Status.RETIRED]
KREA = [row for row in LIVE if row.provider == "krea" and row.status is Status.LIVE]
DOCUMENT = Oracle("krea-images-2026-10-09")
UNIT_USD = 0.00183  # as the file's head says
ROLES = ("image_prompt", "init_image", "style_reference", "image_styles_lora", "character_reference", "mask")

# Krea's own model table: pictures of a generation, units it asks in its web app, seconds, longest side.
APP = {
    "Krea 1": (4, 8, 6, 4096),
    "Krea 2 Turbo": (4, 2, 4, 1024),
    "Flux": (4, 5, 4, 1024),
    "Nano Banana": (2, 114, 45, 1024),
    "ChatGPT Image": (2, 183, 60, 1024),
    "Seedream 4": (2, 24, 20, 4096),
    "Wan 2.5": (2, 569, 180, 1536),
    "Qwen": (2, 8, 15, 1024),
    "Imagen 4": (2, 114, 60, 1024),
    "Runway Gen-4": (2, 140, 60, 1024),
    "Ideogram 3.0": (2, 114, 30, 1024),
    "Flux.1 Krea": (4, 16, 8, 4096),
    "Flux Kontext": (2, 14, 5, 1024),
    "Flux Kontext Pro": (2, 114, 10, 1024),
    "Flux 1.1 Pro": (2, 114, 10, 1024),
    "Flux 1.1 Pro Ultra": (2, 171, 30, 2048),
    "Imagen 4 Ultra": (2, 171, 60, 1024),
    "Imagen 4 Fast": (2, 57, 20, 1024),
    "Imagen 3": (2, 114, 60, 1024),
    "Seedream 3": (2, 84, 5, 1024),
}
OTHERS = (
    *("Krea 2 Medium", "Krea 2 Large", "Nano Banana 2", "Nano Banana Pro", "Seedream 5 Lite", "Recraft V4", "Flux 2 Klein"),
    *("DALL-E 3", "DALL-E 3 on Azure", "GPT Image 1", "Midjourney"),
)


@pytest.mark.parametrize("title", [*APP, *OTHERS])
def test_every_model_that_people_ask_for_by_name_is_there(title: str) -> None:
    row = CATALOG.named(title)
    if title not in APP:
        return
    pictures, units, seconds, longest = APP[title]
    assert (row.images_per_generation, row.app_units) == (pictures, units)
    if row.sources.get("seconds") == "web-app":
        assert row.seconds == seconds
    if row.sources.get("max_resolution", "web-app") == "web-app":
        assert max(row.max_resolution) == longest


@pytest.mark.parametrize("row", [row for row in LIVE if row.provider in {"bfl", "fal", "replicate"}], ids=lambda row: row.id)
def test_what_a_vendor_leaves_to_us_is_set_for_each_audience(row: Model) -> None:
    """Unasked, these let through what is fit for adults, or can be told to look away."""
    assert row.safety
    for name, values in row.safety.items():
        assert (
            values[Audience.CHILDREN]
            == {"safety_tolerance": 0, "enable_safety_checker": True, "disable_safety_checker": False}[name]
        )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_says_where_its_figures_are_from(row: Model) -> None:
    assert row.seconds > 0
    assert row.speed == (3 if row.seconds <= 10 else 2 if row.seconds <= 30 else 1)
    if row.provider == "sketch":
        return
    assert "seconds" in row.sources
    assert row.compute_units is None or "compute_units" in row.sources
    assert not row.usd or not row.usd[1] or "usd" in row.sources
    if row.sources.get("compute_units") == "derived":
        assert row.usd is not None
        assert row.compute_units == pytest.approx([usd / UNIT_USD for usd in row.usd], abs=0.11)


@pytest.mark.parametrize("row", LIVE, ids=lambda row: row.id)
def test_what_is_reserved_is_never_less_than_what_any_choice_costs(row: Model) -> None:
    assert row.compute_units is not None
    _, most = row.compute_units
    assert 1 <= row.cost_units(1) <= math.ceil(most)
    for option, units in row.units_of.items():
        assert units <= row.cost_units(1, option) <= math.ceil(most)


@pytest.mark.parametrize(
    ("model", "options", "units"),
    [
        ("nano-banana-2", (), 35),
        ("nano-banana-2", ("4K",), 87),
        ("ideogram-3", (), 35),
        ("ideogram-3", ("character_reference",), 86),
        ("gpt-image-1-mini", (), 7),
        ("gpt-image-1-mini", ("low",), 3),
        ("gpt-image-1.5", ("high",), 110),
        ("flux", ("style_reference",), 3),
    ],
)
def test_a_choice_has_its_price(model: str, options: tuple[str, ...], units: int) -> None:
    assert CATALOG.named(model).cost_units(1, *options) == units


@pytest.mark.parametrize("audience", Audience)
def test_a_prompt_of_the_stated_length_is_read_with_what_stands_around_it(audience: Audience) -> None:
    metaprompt = Metaprompt.load()
    for row in ROWS:
        for ratio in ("1:1", "16:9", "9:16"):
            around = metaprompt.positive("x" * row.reads, audience=audience, ratio=ratio)
            assert not row.prompt_most or len(around) <= row.prompt_most
    assert CATALOG.named("runway-gen-4").reads == 800
    assert CATALOG.named("nano-banana").reads == 0


def test_each_sentence_is_there_once_and_retired_ones_do_not_name_another() -> None:
    for locale in ("en", "es", "zh"):
        lines = [row.strength[locale] for row in ROWS]
        assert len(set(lines)) == len(lines)
        for row in ROWS:
            if row.status is Status.RETIRED:
                assert row.successor[locale]
                assert CATALOG.named(row.replaced_by).title not in row.successor[locale]


def schema(row: Model) -> dict[str, Any]:
    return dict(DOCUMENT.schema(f"POST {row.route.partition('?')[0]}"))


def enum(found: dict[str, Any], field: str) -> list[str]:
    return list(found.get(field, {}).get("enum", ()))


@pytest.mark.parametrize("row", KREA, ids=lambda row: row.id)
def test_a_row_of_krea_is_as_its_document_says(row: Model) -> None:
    whole = schema(row)
    found = whole["properties"]
    inside = [ratio for ratio in enum(found, "aspect_ratio") if _fits(ratio)]
    if row.sizing is Sizing.PIXELS:
        assert row.pixels is not None
        least, most, _ = row.pixels
        assert found["width"].get("minimum", 256) == found["height"].get("minimum", 256) == least
        assert found["width"]["maximum"] == found["height"]["maximum"] == most
    else:
        assert sorted(row.aspect_ratios.values()) == sorted(inside)
    assert list(row.resolutions) == enum(found, "resolution")
    assert list(row.quality_levels) == enum(found, "quality")
    assert list(row.creativity) == enum(found, "creativity")
    assert (row.seed, row.negative_prompt, row.raw) == tuple(name in found for name in ("seed", "negative_prompt", "raw"))
    assert row.prompt_most == found["prompt"].get("maxLength", 0)
    fields = {"prompt"} | ({"aspect_ratio"} if row.aspect_ratios else set()) | ({"resolution"} if row.resolutions else set())
    fields |= {"width", "height"} if row.sizing is Sizing.PIXELS else set()
    fields |= {getattr(row.inputs, role).field for role in row.needs}
    assert set(whole["required"]) <= fields, "whatever must be sent always is"


@pytest.mark.parametrize("row", KREA, ids=lambda row: row.id)
@pytest.mark.parametrize("role", ROLES)
def test_an_input_of_krea_is_as_its_document_says(row: Model, role: str) -> None:
    found = schema(row)["properties"]
    slot = getattr(row.inputs, role)
    if not slot.max:
        return
    field = found[slot.field]
    if slot.shape is Shape.URL:
        assert slot.max == 1
        assert (slot.strength_field in found) or not slot.strength_field
        return
    assert field["type"] == "array"
    stated = field.get("maxItems", -1)
    assert slot.max == stated or "web app" in row.sources.get("inputs", "")
    assert slot.least == field.get("minItems", 0)
    items = field["items"]
    assert {
        Shape.URLS: items["type"] == "string",
        Shape.OBJECTS: {"url", "strength"} == set(items.get("properties", {})),
        Shape.TAGGED: {"url", "tag"} == set(items.get("properties", {})),
        Shape.OWN: role == "image_styles_lora",
    }[slot.shape]
    if slot.strength_range and items["type"] == "object":
        bounds = items["properties"]["strength"]
        assert slot.strength_range == (bounds["minimum"], bounds["maximum"])


@pytest.mark.parametrize("row", KREA, ids=lambda row: row.id)
def test_no_picture_that_krea_would_take_is_missing_in_a_row(row: Model) -> None:
    fields = {getattr(row.inputs, role).field for role in ROLES}
    pictures = {"image_url", "image_urls", "style_images", "image_style_references", "reference_images", "styles"}
    assert (pictures | {"character_reference_images"}) & set(schema(row)["properties"]) <= fields


def test_every_route_of_krea_has_a_row() -> None:
    routes = {path for path in DOCUMENT.needs()["paths"] if path.startswith("/generate/image/")}
    ours = {row.route.partition("?")[0] for row in ROWS if row.provider == "krea"}
    assert routes <= ours


def _fits(ratio: str) -> bool:
    width, height = (float(side) for side in ratio.split(":"))
    return 1 / WIDEST <= width / height <= WIDEST


# Krea's own table of what its web app lets each model take; what its API takes beyond that or does not is the API's.
TAKES = {
    "Krea 1": {"ratio", "image_styles_lora", "style_reference", "image_prompt", "raw"},
    "Krea 2 Turbo": {"ratio", "image_styles_lora", "style_reference"},
    "Flux": {"ratio", "style_reference", "image_prompt"},
    "Nano Banana": {"image_prompt", "speaks"},
    "ChatGPT Image": {"ratio", "image_prompt", "speaks"},
    "Seedream 4": {"ratio", "image_prompt", "speaks"},
    "Wan 2.5": {"ratio", "style_reference", "raw"},
    "Qwen": {"ratio"},
    "Imagen 4": {"ratio"},
    "Runway Gen-4": {"character_reference"},
    "Ideogram 3.0": {"ratio", "image_prompt", "character_reference"},
    "Flux.1 Krea": {"ratio"},
    "Flux Kontext": {"ratio", "image_prompt"},
    "Flux Kontext Pro": {"ratio", "image_prompt"},
    "Flux 1.1 Pro": {"ratio"},
    "Flux 1.1 Pro Ultra": {"ratio"},
    "Imagen 4 Ultra": {"ratio"},
    "Imagen 4 Fast": {"ratio"},
    "Imagen 3": {"ratio"},
    "Seedream 3": {"ratio"},
}
MOST = {"Krea 1": 2, "Nano Banana": 15}  # pictures to go by


@pytest.mark.parametrize("title", APP)
def test_a_model_takes_what_krea_says_it_takes(title: str) -> None:
    row = CATALOG.named(title)
    assert TAKES[title] <= set(accepted(row))
    assert MOST.get(title, row.inputs.image_prompt.max) == row.inputs.image_prompt.max


def test_who_understands_what_is_said_about_a_picture_is_told_so() -> None:
    for row in ROWS:
        assert ("speaks" in accepted(row)) == (row.prompting is Prompting.INSTRUCTIONS and row.inputs.image_prompt.max != 0)
    assert "ratio" not in accepted(CATALOG.named("seededit"))
    assert Ratio.SQUARE in CATALOG.named("krea-2-turbo").aspect_ratios
