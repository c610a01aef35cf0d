"""The catalog: the shipped rows, the strict reader, names, redirections, Auto and the picker."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from generation.auto import Goal
from generation.catalog import MODELS_FILE, Catalog
from generation.ratio import PRESETS, Ratio
from generation.rows import Inputs, RowError, Status
from generation.rows_file import LOCALES, read_rows
from storage.problem import Problem

SHIPPED = MODELS_FILE.read_text(encoding="utf-8")


def toml(value: Any) -> str:
    """A value as inline TOML; enough for the rows of these tests."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, int | float) else '"' + str(value) + '"'


def sketch(**changes: Any) -> dict[str, Any]:
    """The shipped sketch row as a table, with columns changed; a change to `...` leaves the column out."""
    row: dict[str, Any] = next(row for row in tomllib.loads(SHIPPED)["model"] if row["id"] == "sketch")
    return {key: value for key, value in (row | changes).items() if value is not ...}


def document(*rows: dict[str, Any]) -> str:
    return "\n".join("[[model]]\n" + "\n".join(f"{key} = {toml(value)}" for key, value in row.items()) for row in rows)


def catalog(*rows: dict[str, Any]) -> Catalog:
    return Catalog(read_rows(document(*rows)))


SPOKEN = {"en": "It draws finer.", "es": "Dibuja mejor.", "zh": "它画得更好。"}
RETIRED = {"status": "retired", "replaced_by": "sketch", "successor": SPOKEN}


def test_the_shipped_file_is_sound() -> None:
    models = Catalog.load().models
    assert models
    for model in models:
        assert set(model.strength) == set(LOCALES)
        assert all(len(line) <= 120 for line in model.strength.values())
        hash(model)


def test_the_sketch_draws_every_preset_within_telegrams_bounds_for_one_unit_a_picture() -> None:
    model = Catalog.load().get("sketch")
    assert model.cost_units(1) == 1
    assert model.cost_units(4) == 4
    assert model.size(Ratio.SQUARE) == (1024, 1024)
    for ratio in [*PRESETS.values(), Ratio(1, 3), Ratio(3, 1)]:
        width, height = model.size(ratio)
        assert max(width, height) <= 1024
        assert width % 8 == height % 8 == 0
        assert min(width, height) >= 256


@pytest.mark.parametrize("name", ["sketch", "Sketch", " SKETCH "])
def test_finds_by_id_and_title(name: str) -> None:
    assert Catalog.load().get(name).id == "sketch"


def test_an_unknown_name_gets_the_nearest() -> None:
    rows = catalog(sketch(), sketch(id="flux.pro", title="Flux Pro"), sketch(id="own", title="Own model"))
    for typed, nearest in [
        ("scetch", "Sketch"),
        ("flux", "Flux Pro"),
        ("", None),
        ("x" * 9_000, "none"),
        ("aut", "auto"),
        ("nosuchmodel", "none"),
    ]:
        with pytest.raises(Problem) as refused:
            rows.get(typed)
        assert refused.value.key == "unknown-model"
        assert len(str(refused.value.details["name"])) <= 40
        assert nearest is None or refused.value.details["nearest"] == nearest


def test_a_retired_row_answers_with_its_successor_and_says_so() -> None:
    rows = catalog(
        sketch(),
        sketch(id="old", title="Old", **RETIRED),
        sketch(id="older", title="Older", **(RETIRED | {"replaced_by": "old"}), compute_units=..., seconds=..., usd=...),
    )
    found = rows.find("older")
    assert found.model.id == "sketch"
    assert (found.asked.title, found.notice, found.reason("es")) == ("Older", "model-replaced", "Dibuja mejor.")
    assert found.reason("fr") == "It draws finer."
    plain = rows.find("sketch")
    assert (plain.notice, plain.reason("en")) == ("", "")
    assert [model.id for model in rows.usable] == ["sketch"]
    assert {line.id: line.successor for line in rows.picker("en")} == {"sketch": "", "old": "Sketch", "older": "Sketch"}
    retired = next(line for line in rows.picker("en") if line.id == "older")
    assert (retired.status, retired.units) == ("retired", 0), "a row that has no price any more can still be shown"
    assert retired.values()["successor"] == retired.successor
    old = rows.row("older")
    assert old is not None
    assert old.status is Status.RETIRED
    with pytest.raises(RowError, match="older"):
        old.cost_units(1)
    assert rows.row("never") is None


def test_auto_says_why() -> None:
    only = catalog(sketch())
    assert only.auto(Goal.GENERAL, 0) == (only.models[0], "auto-only")
    several = catalog(
        sketch(),
        sketch(id="fine", title="Fine", quality=3, compute_units=[20, 30.5]),
        sketch(id="good", title="Good", quality=2, compute_units=[5, 5]),
        sketch(id="late", title="Late", quality=3, status="deprecated"),
    )
    assert [(model.id, why) for model, why in (several.auto(Goal.GENERAL, left) for left in (500, 121, 19, 2))] == [
        ("fine", "auto-best"),
        ("good", "auto-affordable"),
        ("sketch", "auto-affordable"),
        ("sketch", "auto-cheapest"),
    ]
    assert several.auto(Goal.GENERAL, 31, count=1)[0].id == "fine"
    leaving = catalog(sketch(status="deprecated"), sketch(id="b", title="B", **RETIRED))
    assert leaving.auto(Goal.GENERAL, 9)[0].id == "sketch"


def test_only_what_has_its_provider_paints() -> None:
    bare = Catalog.load()
    assert [model.id for model in bare.usable] == ["sketch"]
    krea = bare.with_providers({"krea"})
    assert {model.provider for model in krea.usable} == {"krea", "sketch"}
    assert [model.id for model in bare.usable] == ["sketch"], "the first one is as it was"
    assert krea.find("Krea 2 Turbo").model.id == "krea-2-turbo"
    with pytest.raises(Problem) as refused:
        bare.find("krea 2 turbo")
    assert (refused.value.key, refused.value.details) == ("model-needs-key", {"title": "Krea 2 Turbo", "nearest": "Sketch"})
    assert bare.row("krea-2-turbo") == krea.row("krea-2-turbo"), "what is stored with old pictures is found all the same"


def test_all_rows_are_shown_in_the_order_in_which_they_can_be_used() -> None:
    rows = Catalog.load().with_providers(["bfl"])
    groups = [line.group for line in rows.picker("en")]
    assert groups == sorted(groups, key=["usable", "key", "retired"].index)
    assert set(groups) == {"usable", "key", "retired"}
    again = rows.with_providers(())
    assert [model.id for model in again.models] == [model.id for model in Catalog.load().models], "the file's order is not lost"


@pytest.mark.parametrize(
    ("providers", "asked", "paints"),
    [
        ((), "dall-e-3", "Sketch"),
        ((), "krea-1", "Sketch"),
        (("krea",), "krea-1", "Krea 2 Medium"),
        (("krea",), "imagen-4-ultra", "Nano Banana Pro"),
        (("krea",), "dall-e-3", "ChatGPT Image 2"),
        (("bfl",), "imagen-3", "Sketch"),
    ],
)
def test_a_retired_one_is_replaced_by_what_can_paint_here(providers: tuple[str, ...], asked: str, paints: str) -> None:
    found = Catalog.load().with_providers(providers).find(asked)
    assert (found.model.title, found.notice) == (paints, "model-replaced")
    for locale in ("en", "es", "zh"):
        assert found.reason(locale)


def test_the_same_model_at_another_provider_is_nearest() -> None:
    rows = catalog(
        sketch(),
        sketch(id="k", title="Flux 1.1 Pro", provider="krea"),
        sketch(id="b", title="Flux 1.1 Pro (BFL)", provider="bfl"),
        sketch(id="x", title="Splendid", provider="bfl", quality=3),
    ).with_providers({"bfl"})
    with pytest.raises(Problem) as refused:
        rows.get("k")
    assert refused.value.details["nearest"] == "Flux 1.1 Pro (BFL)"


def test_a_rooms_model_whose_key_is_gone_gives_way_to_auto() -> None:
    rows = Catalog.load()
    assert rows.usual("flux").id == "sketch"
    assert rows.usual("what was deleted").id == "sketch"
    assert rows.usual("auto").id == "sketch"
    assert rows.with_providers(["krea"]).usual("flux").id == "flux"


def test_auto_takes_none_that_needs_a_picture_or_a_key() -> None:
    pictured = sketch()["inputs"] | {"init_image": {"field": "image", "max": 1, "least": 1}}
    rows = catalog(
        sketch(),
        sketch(id="edit", title="Edit", quality=3, inputs=pictured),
        sketch(id="keyed", title="Keyed", quality=3, provider="elsewhere"),
    )
    assert rows.auto(Goal.GENERAL, 500)[0].id == "sketch"
    assert rows.named("edit").needs == ("init_image",)
    with pytest.raises(RowError, match="no row can paint"):
        catalog(sketch(provider="elsewhere")).auto(Goal.GENERAL, 500)


def test_auto_takes_what_fits_the_wish() -> None:
    pictured = sketch()["inputs"] | {"init_image": {"field": "image", "max": 1}}
    rows = catalog(
        sketch(),
        sketch(id="few", title="Few", quality=3, images_per_generation=2),
        sketch(id="square", title="Square", quality=3, sizing="ratio", aspect_ratios=["1:1"], pixels=[]),
        sketch(id="edit", title="Edit", quality=2, inputs=pictured),
    )
    assert rows.auto(Goal.GENERAL, 500, 2)[0].id == "few"
    assert rows.auto(Goal.GENERAL, 500, 4, ratio=Ratio(1, 1))[0].id == "square"
    assert rows.auto(Goal.GENERAL, 500, 4, ratio=Ratio(16, 9))[0].id == "edit"
    assert rows.auto(Goal.GENERAL, 500, 2, ratio=Ratio(16, 9), roles={"init_image"})[0].id == "edit"
    assert rows.auto(Goal.GENERAL, 500, 2, roles={"mask"})[0].id == "few", "none takes it: it is told by whoever is chosen"


def test_the_picker_shows_the_files_order_in_the_persons_language() -> None:
    rows = catalog(sketch(id="new", title="New", speed=1, quality=3, status="deprecated", shutdown="2027-01-31"), sketch())
    first, second = rows.picker("zh")
    assert (first.id, first.speed, first.quality, first.retiring) == ("new", "⚡", "◆◆◆", "2027-01-31")
    assert (second.units, second.images, second.seconds) == (1, 4, 0.6)
    assert "草图" in second.strength
    assert rows.picker("fr")[1].strength == rows.picker("en")[1].strength


def test_sizes_by_kind_of_sizing() -> None:
    ratio = catalog(sketch(sizing="ratio", aspect_ratios=["1:1", "16:9"], pixels=[], max_resolution="1024x1024")).models[0]
    assert ratio.size(Ratio(16, 9)) == (1024, 576)
    with pytest.raises(Problem) as refused:
        ratio.size(Ratio(3, 2))
    assert refused.value.details == {"ratio": "3:2", "title": "Sketch", "offered": "1:1, 16:9"}
    fixed = catalog(sketch(sizing="fixed", pixels=[], max_resolution="1536x1024")).models[0]
    assert fixed.size(Ratio(3, 2)) == (1536, 1024)
    with pytest.raises(Problem):
        fixed.size(Ratio.SQUARE)
    coarse = catalog(sketch(pixels=[512, 1440, 32], max_resolution="1440x1440")).models[0]
    assert coarse.size(Ratio(3, 1)) == (1440, 512)
    usual = catalog(sketch(pixels=[512, 8192, 8], max_resolution="2048x2048", usual_px=1024)).models[0]
    assert usual.size(Ratio(16, 9)) == (1024, 576)
    assert usual.size(Ratio(3, 1)) == (1536, 512), "longer, so that the shape stays"
    assert all(side % 32 == 0 for side in coarse.size(Ratio(4, 3)))


def test_a_row_of_a_real_service_is_read_whole() -> None:
    none = {"field": "", "max": 0}
    row = sketch(
        id="krea.krea-2.turbo", title="Krea 2 Turbo", provider="krea", route="/generate/image/krea/krea-2/medium-turbo",
        sizing="ratio+pixels", aspect_ratios=["1:1", "2.35:1"], resolutions=["1K"], creativity=["raw", "low"],
        inputs={
            "image_prompt": none, "character_reference": none, "mask": none | {"edit": "white"},
            "init_image": {"field": "image_url", "max": 1, "strength_field": "strength"},
            "style_reference": {"field": "image_style_references", "max": 10, "strength_range": [0.0, 1.0]},
            "image_styles_lora": {"field": "styles", "max": -1, "strength_range": [-2, 2.0]},
        },
    )  # fmt: skip
    model = catalog(row).models[0]
    assert model.inputs.style_reference.max == 10
    assert model.inputs.image_styles_lora.strength_range == (-2.0, 2.0)
    assert model.inputs.init_image.strength_field == "strength"
    assert model.spelled(Ratio(47, 20)) == "2.35:1"
    assert isinstance(model.inputs, Inputs)


NONE = {"field": "", "max": 0}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"speed": 4}, "column 'speed' must be a whole number, 1 to 3"),
        ({"speed": True}, "'speed'"),
        ({"quality": ...}, "column 'quality' is missing"),
        ({"colour": 1}, "unknown column 'colour'"),
        ({"status": "alive"}, "'status'"),
        ({"sizing": "any"}, "'sizing'"),
        ({"strength": {"en": "x", "es": "y"}}, "'strength' must have a sentence for each of en, es, zh"),
        ({"strength": {"en": "x", "es": "y", "zh": " "}}, "'strength'"),
        ({"compute_units": ...}, "'compute_units'"),
        ({"seconds": ...}, "'seconds'"),
        ({"compute_units": [3, 1]}, "'compute_units' must be [least, most]"),
        ({"compute_units": [3]}, "'compute_units'"),
        ({"compute_units": [-1, 1]}, "'compute_units'"),
        ({"usd": ["a", "b"]}, "'usd'"),
        ({"seconds": "6"}, "'seconds'"),
        ({"pixels": [1024, 256, 8]}, "'pixels'"),
        ({"pixels": [256, 8]}, "'pixels'"),
        ({"pixels": []}, "'pixels'"),
        ({"pixels": 1024}, "'pixels' must be a list"),
        ({"sizing": "ratio"}, "'aspect_ratios'"),
        ({"aspect_ratios": ["1:1", "9:1"]}, "'aspect_ratios' has the ratio '9:1'"),
        ({"max_resolution": "1024"}, "'max_resolution'"),
        ({"shutdown": "soon"}, "'shutdown'"),
        ({"seed": 1}, "'seed'"),
        ({"title": ""}, "'title'"),
        ({"presets": [1]}, "'presets'"),
        ({"units_of": {"8K": 3}}, "'units_of' has a price for '8K'"),
        ({"units_of": 3}, "'units_of' must be a table"),
        ({"sources": {"colour": "seen"}}, "'sources' must be a table from columns"),
        ({"sources": {"usd": ""}}, "'sources'"),
        ({"usual_px": 0}, "'usual_px'"),
        ({"app_units": "two"}, "'app_units'"),
        ({"safety": 2}, "'safety' must be a table"),
        (
            {"safety": {"tolerance": {"children": 0, "adults": 2}}},
            "'safety' must say for 'tolerance' one value, or one for each of",
        ),
        (
            {"safety": {"tolerance": {"children": 2, "teens": 1, "adults": 2}}},
            "'safety' lets more of 'tolerance' through to children",
        ),
        ({"safety": {"level": {"children": "low", "teens": "auto", "adults": "auto"}}}, "'safety' must have numbers"),
        ({"source": 5}, "'source'"),
        ({"replaced_by": 5}, "'replaced_by'"),
        ({"status": "retired"}, "needs 'replaced_by' and a 'successor' sentence"),
        ({"status": "retired", "replaced_by": "sketch"}, "needs 'replaced_by' and a 'successor' sentence"),
        ({"replaced_by": "nobody"}, "'nobody' does not exist"),
        ({"inputs": 3}, "'inputs' must be a table"),
        ({"inputs": {"mask": NONE}}, "column 'image_prompt' is missing"),
        ({"inputs": sketch()["inputs"] | {"mask": NONE | {"max": 2}}}, "'mask' must have a field and a max"),
        ({"inputs": sketch()["inputs"] | {"mask": {"field": "mask", "max": 0}}}, "'mask' must have a field and a max"),
        ({"inputs": sketch()["inputs"] | {"mask": NONE | {"shape": "heap"}}}, "'shape'"),
        ({"inputs": sketch()["inputs"] | {"mask": NONE | {"edit": "pink"}}}, "'edit'"),
        ({"inputs": sketch()["inputs"] | {"mask": NONE | {"strength_range": [1, 0]}}}, "'strength_range'"),
        ({"inputs": sketch()["inputs"] | {"mask": NONE | {"size": 1}}}, "unknown column 'size'"),
    ],
)
def test_refuses_a_row_with_a_mistake_naming_row_and_column(changes: dict[str, Any], says: str) -> None:
    row = sketch(**({"id": "wrong.row", "title": "Wrong"} | changes))
    with pytest.raises(RowError, match=re.escape(says)) as refused:
        read_rows(document(sketch(), row))
    assert "wrong.row" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (lambda: document(sketch(), sketch()), "'sketch' is taken by 'sketch'"),
        (lambda: document(sketch(), sketch(id="other")), "is taken by"),
        (lambda: document(sketch(id="auto")), "automatic choice"),
        (lambda: document(sketch(**RETIRED)), "circle"),
        (
            lambda: document(
                sketch(),
                sketch(id="a", title="A", **(RETIRED | {"replaced_by": "b"})),
                sketch(id="b", title="B", **(RETIRED | {"replaced_by": "a"})),
            ),
            "circle",
        ),
        (lambda: "model = [", "models.toml:"),
        (lambda: "x = 1", "nothing else"),
        (lambda: "model = []", "nothing can paint"),
        (lambda: "model = [3]", "number 1"),
    ],
)
def test_refuses_rows_that_do_not_fit_together(text: Callable[[], str], says: str) -> None:
    with pytest.raises(RowError, match=re.escape(says)):
        read_rows(text())
