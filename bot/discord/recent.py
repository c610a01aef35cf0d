"""A memory of the latest few thousand things, for what may be forgotten."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
REMEMBERED = 5000


class Recent(OrderedDict[K, V]):
    """`keep` puts something in and lets the oldest go."""

    def keep(self, key: K, value: V) -> None:
        self[key] = value
        self.move_to_end(key)
        if len(self) > REMEMBERED:
            self.popitem(last=False)
