"""Money: what units cost in dollars, what is gone although nothing came of it, and who paints when there is none left."""

import math
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from generation import asked
from generation.catalog import AUTO, Catalog, Model
from generation.orders import Orders
from storage.problem import Problem
from storage.records import Generation, GenerationRequest
from storage.storage import Storage

if TYPE_CHECKING:
    from generation.pipeline import Quote  # which is made there, and reckoned here

UNIT_MICRO_USD: Final = 1830  # most of Krea's rows that have both prices lie within a hundredth of it
FREE: Final = "auto-free"  # the words key
_NO_MONEY: Final = frozenset({"money-spent", "painting-stopped"})
_CANCELLED: Final = "cancelled"


def micro_usd(model: Model, units: int) -> int:
    """Millionths of a dollar that so many of a model's compute units may cost at most; 0 where its row says that it is free.

    A row without dollars is reckoned at what a unit costs elsewhere: nobody knows that it is free.
    """
    if model.usd is None:
        return units * UNIT_MICRO_USD
    rates = [dollars / unit for dollars, unit in zip(model.usd, model.compute_units or (), strict=False) if unit]
    return math.ceil(round(units * max(rates, default=0.0) * 1_000_000, 3))


async def end(
    number: int,
    problem: str,
    storage: Storage,
    catalog: Catalog,
    orders: Orders,
    key: str,
    *,
    now: datetime,
    error_id: str | None = None,
    missing: Sequence[str] = (),
) -> bool:
    """Write down that a wish came to nothing, and what is spent all the same. False: it had ended. `key`: its order's.

    The money stays booked of those pictures that left for a service and may have to be paid there (`Orders.owed`). Of what its
    person let go, where those take money, their units are gone as well, or else whoever cancels would have more than others.
    """
    wish = await storage.generations.get(number)
    row = catalog.row(wish.model) if wish else None
    units: int | None = 0
    if wish is not None and (pictures := await orders.owed(key)):
        units = min(wish.cost_units, row.cost_units(pictures, *asked.priced(wish.request))) if row else None
    money = None if row is None or units is None else micro_usd(row, units)
    return await storage.generations.failed(
        number,
        problem=problem,
        error_id=error_id,
        now=now,
        missing=missing,
        spent_units=units if problem == _CANCELLED and money != 0 else 0,
        spent_micro_usd=money if units != 0 else 0,
    )


async def still(storage: Storage, key: str) -> None:
    """Ask the records whether the order of this key may be handed in, or a part more of it.

    Raises Problem "cancelled" when its wish has ended, "generation-gone" when it was forgotten, "stopped-meanwhile" when it costs
    money and paid models were stopped.
    """
    number = int(key.rpartition("-")[2])
    wish = await storage.generations.get(number)
    if wish is None:
        raise Problem("generation-gone")
    if wish.finished_at is not None:
        raise Problem(_CANCELLED)
    await storage.purse.may_go_on(number)


async def within_means(
    request: GenerationRequest,
    quote: "Callable[[GenerationRequest], Quote]",
    commit: "Callable[[Quote], Awaitable[Generation]]",
    catalog: Catalog,
) -> Generation:
    """Commit a request at its price; where Auto may spend no money on it, for that of a free model.

    Raises what either raises; "budget-spent" calls the model by its title (title=), which may be another than was named.
    """
    price = quote(request)
    try:
        return await commit(price)
    except Problem as problem:
        if problem.key == "budget-spent":
            raise Problem(problem.key, **(problem.details | {"title": price.model.title})) from None
        if request.model != AUTO or problem.key not in _NO_MONEY:
            raise
        free = [row for row in catalog.usable if not micro_usd(row, row.cost_units(1))]
        for row in sorted(free, key=lambda row: -row.quality):
            with suppress(Problem):  # it can not do what was asked for, or waits for units that are spent
                return await commit(replace(quote(replace(request, model=row.id)), why=FREE))
        raise
