"""Every row of models.toml can be used: it loads, its provider is wired, its words are there."""

import ast
from pathlib import Path

from generation.catalog import Catalog, Status

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load()


def test_there_is_a_model_that_needs_no_key() -> None:
    assert any(model.status is Status.LIVE and model.provider == "sketch" for model in CATALOG.models)


def test_every_living_row_names_a_provider_that_is_wired() -> None:
    tree = ast.parse((ROOT / "bot" / "app.py").read_text(encoding="utf-8"))
    wired = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "providers" and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    }
    assert {model.provider for model in CATALOG.offered} <= wired


def test_every_row_speaks_our_three_languages() -> None:
    for model in CATALOG.models:
        assert {"en", "es", "zh"} <= set(model.strength), model.id
