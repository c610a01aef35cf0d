"""What units cost in dollars, by the real rows, and who paints when there is no money."""

from dataclasses import replace

import pytest

from generation.catalog import Catalog
from generation.rows import Model, Status
from generation.spending import UNIT_MICRO_USD, micro_usd

ROWS = {row.id: row for row in Catalog.load().models}
PRICED = [row for row in ROWS.values() if row.status is not Status.RETIRED and row.usd and row.usd[1]]


def test_what_says_that_it_is_free_costs_nothing() -> None:
    assert micro_usd(ROWS["sketch"], 10**6) == 0


@pytest.mark.parametrize("row", PRICED, ids=lambda row: row.id)
def test_what_is_reserved_for_four_is_enough_and_at_most_a_third_more(row: Model) -> None:
    """At their dearest, whatever is rounded on the way."""
    dearest = max(row.cost_units(4, *chosen) for chosen in [(), *((option,) for option in row.units_of)])
    assert row.usd is not None
    assert 0.999 <= micro_usd(row, dearest) / (4 * row.usd[1] * 1_000_000) <= 1.3


def test_a_row_without_dollars_is_not_taken_for_free() -> None:
    assert micro_usd(replace(ROWS["sketch"], usd=None), 10) == 10 * UNIT_MICRO_USD


def test_whole_millionths_no_fraction_too_few() -> None:
    row = replace(ROWS["sketch"], usd=(0.01, 0.01), compute_units=(3.0, 3.0))
    assert [micro_usd(row, units) for units in (0, 1, 2, 3)] == [0, 3334, 6667, 10_000]
