"""/models: every painter on a line, in the reader's language."""

from dataclasses import replace

import pytest

from generation.catalog import Catalog
from tests.commands.studio import Studio


@pytest.mark.parametrize(("locale", "strength"), [("en", "Free and instant"), ("es", "Gratis y al instante"), ("zh", "免费、即时")])
async def test_a_line_each(studio: Studio, locale: str, strength: str) -> None:
    told = await studio.ana.speaking(locale)("/models")
    assert told.private
    lines = told.text.splitlines()
    assert len(lines) == len(studio.house.catalog.models) + 2
    sketch = next(line for line in lines if "sketch" in line)
    assert strength in sketch
    assert "⚡⚡⚡ ◆" in sketch
    assert any("gone" in line and "sketch" in line for line in lines), "a retired one names its successor"
    assert "auto" in lines[-1]


async def test_where_there_is_one_it_is_said_here_and_nowhere_else(studio: Studio) -> None:
    house = replace(studio.house, catalog=Catalog.load())
    studio.dispatcher.house = house
    studio.pipeline._catalog = house.catalog
    assert (await studio.ana("/models")).text.endswith("It is the only model that is set up here.")
    assert "only model" not in (await studio.ana("/imagine a red fox")).text


async def test_the_line_in_full(studio: Studio) -> None:
    told = await studio.ana("/models")
    assert "Lavish (lavish): Free and instant" in told.text
    assert "30 units · about 0.6 s" in told.text
    assert "~ Gone (gone) is retired; sketch took its place." in told.text
