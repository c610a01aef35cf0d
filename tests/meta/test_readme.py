"""README.md and SAFETY.md say what the code does."""

import re
from pathlib import Path

import pytest

from bot.discord.rights import INVITED
from bot.painters import SERVICES
from bot.settings import Settings
from generation.catalog import Catalog
from generation.spending import UNIT_MICRO_USD
from storage.records import Room, RoomSettings
from tools.readme import PARTS, README, generated

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", PARTS, ids=lambda page: page.name)
def test_the_generated_parts_are_fresh(page: Path) -> None:
    assert generated(page) == page.read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("page", PARTS, ids=lambda page: page.name)
def test_every_picture_and_file_it_names_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_it_names_the_permissions_that_the_invite_link_asks_for() -> None:
    assert f"permissions {INVITED.value}" in README.read_text(encoding="utf-8")


def test_it_says_which_variable_switches_each_painter_on() -> None:
    painters = README.read_text(encoding="utf-8").partition("## Painters")[2].partition("<!-- models")[0]
    switches = {f"PINCEL_{one.name}_{'key' if one.base else one.where}".upper() for one in SERVICES}
    assert {name for name in switches if f"`{name}" not in painters} == set()


def test_the_prices_it_tells_are_those_of_the_rows() -> None:
    text, catalog = README.read_text(encoding="utf-8"), Catalog.load()
    units = RoomSettings(Room("telegram", "1")).daily_units
    large, flux = (units // catalog.named(name).cost_units(1) for name in ("krea-2-large", "flux"))
    dollars = units * UNIT_MICRO_USD / 1_000_000
    assert (large, f"{units} units, about ${dollars:.2f}: five pictures of Krea 2 Large, {flux} of Flux" in text) == (5, True)
    assert f"| ${RoomSettings(Room('telegram', '1')).monthly_cents / 100:g} |" in text
    assert f"| ${Settings.model_fields['monthly_usd'].default} |" in text
