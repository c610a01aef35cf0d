"""`pincel models`: a table for people at 80 columns in three languages, and all about one model."""

import pytest
from rich.cells import cell_len

from bot.painters import SERVICES
from bot.settings import variable
from generation.catalog import Catalog
from tests.bot.conftest import Pincel

ROWS = Catalog.load().models


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
@pytest.mark.parametrize("key", ["", "a-key"])
def test_every_model_has_its_line_and_none_is_wider_than_a_terminal(
    pincel: Pincel, monkeypatch: pytest.MonkeyPatch, locale: str, key: str
) -> None:
    if key:
        monkeypatch.setenv("PINCEL_KREA_KEY", key)
    lines = pincel("models", "--language", locale).out.splitlines()
    assert max(cell_len(line) for line in lines) <= 80
    assert "…" not in "".join(line for line in lines if "⚡" in line), "nothing is cut off"
    shown = [line for line in lines if "⚡" in line]
    assert len(shown) == len(ROWS)
    for row in ROWS:
        assert sum(line.startswith(f"{row.title}  ") for line in shown) == 1, row.title


def test_the_columns_stand_under_each_other(pincel: Pincel) -> None:
    shown = [line for line in pincel("models").out.splitlines() if "⚡" in line]
    assert {cell_len(line.rstrip()) for line in shown} == {78}


def test_what_a_model_takes_is_marked(pincel: Pincel) -> None:
    out = pincel("models").out
    takes = {line[:28].strip(): line.split()[-1] for line in out.splitlines() if "⚡" in line}
    assert takes["Flux"] == "RLSIE····"
    assert takes["Nano Banana"] == "R~·I····~"
    assert takes["Runway Gen-4"] == "R·······C"
    assert takes["Krea 1"] == "RLSI···W·"
    legend = " ".join(out[: out.index("Painting here")].split())
    assert legend.startswith("pics:"), "what the letters mean comes before them"
    assert all(mark in legend for mark in ("R picture shape", "L trained styles", "~ by words about attached pictures"))


def test_a_key_changes_who_paints_and_is_never_shown(pincel: Pincel, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\nPainting here (1)\n" in pincel("models").out
    assert "→ 🔑 Krea 2 Medium" in pincel("models").out
    monkeypatch.setenv("PINCEL_KREA_KEY", "a-key-of-mine")
    out = pincel("models").out
    assert f"\nPainting here ({1 + sum(row.provider == 'krea' and row.status != 'retired' for row in ROWS)})\n" in out
    assert "→ Krea 2 Medium" in out
    assert "a-key-of-mine" not in out
    records = pincel("models", "--json").records[0]
    assert {record["provider"] for record in records if record["usable"]} == {"krea", "sketch"}


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
def test_models_that_need_a_key_stand_under_what_switches_them_on(pincel: Pincel, locale: str) -> None:
    heads = [line for line in pincel("models", "--language", locale).out.splitlines() if line.startswith("🔑")]
    assert len(heads) == len(SERVICES)
    for one in SERVICES:
        switch = variable(f"{one.name}_key" if one.base else f"{one.name}_{one.where}")
        assert sum(switch in line for line in heads) == 1, one.name


def test_the_price_in_dollars_stands_beside_the_units(pincel: Pincel) -> None:
    out = pincel("models").out.splitlines()
    figures = {line[:28].strip(): line[28:].split()[2:-1] for line in out if "⚡" in line}
    assert figures["Krea 2 Large"] == ["4", "39", "0.071", "20", figures["Krea 2 Large"][-1]]
    assert figures["Sketch"][1:3] == ["1", "0"]
    assert figures["Krea 1"][1:3] == ["–", "–"]
    assert "A picture costs $0.071 at most." in pincel("models", "krea-2-large").out
    assert "A picture costs no money." in pincel("models", "sketch").out
    assert "A picture costs" not in pincel("models", "krea-1").out


def test_all_about_one(pincel: Pincel) -> None:
    told = pincel("models", "flux").out
    assert "Flux (flux)" in told
    assert "sets up Krea (PINCEL_KREA_KEY)" in told
    assert max(cell_len(line) for line in told.splitlines()) <= 80
    assert "at most, with the dearest choice $0.158." in " ".join(pincel("models", "ideogram-3").out.split())
    ran = pincel("models", "flx")
    assert ran.status == 2
    assert "Did you mean “Flux”? pincel models shows them all." in ran.err


def test_a_model_without_its_key_is_told_before_anything_is_made(pincel: Pincel) -> None:
    ran = pincel("imagine", "a fox", "--model", "flux")
    assert ran.status != 0
    assert ran.err.startswith("Flux needs a key that this bot does not have")
    assert ran.out == ""
