"""Vendors that answer an order with the pictures themselves: one request, which is waited for and never repeated."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from generation.catalog import Model
from generation.ports import Order, Painted
from generation.providers.base import Done, Given, Provider, taken
from generation.providers.http import Ask, packed
from generation.safety.prompt import SafePrompt

SLOWNESS: Final = 4  # times as long as usual a vendor that answers at once may take


class AtOnceProvider(Provider, ABC):
    """For vendors that answer with the pictures themselves: two hooks, `build` and `found`.

    What was paid for is kept in the spool under the order's key before the step ends, so a repeated step pays nothing.
    """

    narrow = True
    least_s: ClassVar[float] = 120.0

    @abstractmethod
    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """The request, with all its headers and a `wait_s` that suits the model (`patience`)."""

    def patience(self, row: Model) -> float:
        """For how many seconds this model's answer is waited."""
        return max(self.least_s, SLOWNESS * row.seconds)

    @abstractmethod
    def found(self, answer: dict[str, Any]) -> Done:
        """The pictures in a success. Raises ProviderError: several vendors refuse with HTTP 200."""

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """Have it painted. The ticket is the order's key, under which the spool has the pictures."""
        spool = self._tools.spool
        if not await spool.has(order.key):
            row, given = self.row(order), await self.inputs(order)
            ask = await self._tools.pool.run(lambda: packed(self.build(prompt, order, row, given)))
            answer = await self._tools.http.send(ask)
            if not answer.ok:
                raise self.failure(answer)
            with taken():
                done = self.found(await self.read(answer))
                painted = await self.fetched(done.pictures, done.seeds or order.seeds)
            await spool.keep(order.key, painted)
        return order.key

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:  # noqa: ARG002 - the port's
        """What the spool has. Raises Upstream when it was swept: nobody came for it in a day."""
        return await self._tools.spool.get(ticket)
