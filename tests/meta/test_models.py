"""Every row of models.toml can be used: it loads, its provider is wired, its words are there."""

from bot.painters import SERVICES
from generation.catalog import KEYLESS, Catalog, Status

CATALOG = Catalog.load()


def test_there_is_a_model_that_needs_no_key() -> None:
    assert any(model.status is Status.LIVE and model.provider == "sketch" for model in CATALOG.models)


def test_every_living_row_names_a_provider_that_is_wired() -> None:
    known = {KEYLESS, *(service.name for service in SERVICES)}
    assert {model.provider for model in CATALOG.models if model.status is not Status.RETIRED} <= known


def test_every_row_speaks_our_three_languages() -> None:
    for model in CATALOG.models:
        assert {"en", "es", "zh"} <= set(model.strength), model.id
