"""A memory of the latest few thousand things, for what may be forgotten."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
REMEMBERED = 5_000


class Recent(OrderedDict[K, V]):
    """`keep` puts something in, as the latest, and lets the oldest go."""

    def keep(self, key: K, value: V) -> None:
        self[key] = value
        self.move_to_end(key)
        if len(self) > REMEMBERED:
            self.popitem(last=False)
