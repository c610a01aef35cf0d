"""One copy of a thing and groups of them, in units of the main copy's height; the ground is at 0 and y grows downwards."""

import math
from dataclasses import dataclass, field

from generation.sketch.scene import Thing

MOST = 12  # copies of a thing


@dataclass(slots=True)
class Item:
    """One copy of a thing inside a cluster: its box (y grows downwards, 0 is the ground) and how deep it is painted."""

    thing: int
    left: float
    top: float
    width: float
    height: float
    flip: bool
    depth: float = 0.0
    lower: bool = False  # only the lower part, painted again over what is inside
    tied: bool = False
    shown: float = 1.0  # the share of its height, from its top, that is seen

    def moved(self, scale: float, dx: float, dy: float) -> "Item":
        """The item scaled about the origin, then shifted."""
        return Item(
            self.thing,
            self.left * scale + dx,
            self.top * scale + dy,
            self.width * scale,
            self.height * scale,
            self.flip,
            self.depth,
            self.lower,
            self.tied,
            self.shown,
        )


@dataclass(slots=True)
class Cluster:
    """Items around a ground point (0, 0); the main copy is `scale` high before the page decides."""

    root: int
    items: list[Item] = field(default_factory=list)
    scale: float = 1.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything."""
        return (
            min(item.left for item in self.items),
            min(item.top for item in self.items),
            max(item.left + item.width for item in self.items),
            max(item.top + item.height for item in self.items),
        )


def natural(thing: Thing) -> float:
    """Heights as a picture book draws them: a tower is twice a dog, a ladybird half of it. A size asked for counts, too."""
    plain = math.sqrt(min(6.0, max(0.22, thing.scale / max(0.05, thing.size))))
    return plain * math.pow(min(4.0, max(0.25, thing.size)), 0.85)


def copies(thing: Thing) -> int:
    """How many of a thing are drawn."""
    return max(1, min(MOST, thing.count))


def extent(items: list[Item]) -> tuple[float, float, float, float]:
    return Cluster(0, items).box


def spread(items: list[Item], share: float) -> list[Item]:
    """Items moved apart (or together) sideways, their sizes kept."""
    left, _, right, _ = extent(items)
    middle = (left + right) / 2
    return [item.moved(1.0, (item.left + item.width / 2 - middle) * (share - 1), 0.0) for item in items]


def fitted(part: list[Item], height: float, most_width: float) -> list[Item]:
    """`part` with its box `height` high, or smaller when too wide, its foot's middle at (0, 0)."""
    left, top, right, bottom = extent(part)
    scale = min(height / max(1e-6, bottom - top), most_width / max(1e-6, right - left))
    return [item.moved(scale, -(left + right) / 2 * scale, -bottom * scale) for item in part]
