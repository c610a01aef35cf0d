"""Children are girls and boys, and people are not all the same: several of them have different sprites."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from generation.sketch.compose import Placed
from generation.sketch.inflection import fold
from generation.sketch.scene import Scene, Thing

_CHILDREN: Final = frozenset({
    "child", "children", "kid", "kids", "toddler", "toddlers", "cousins", "ninos", "niños", "chicos", "hijos", "primos",
    "chiquillos", "孩子", "孩子们", "小孩", "小孩子", "小朋友", "小朋友们", "儿童", "学生",
})  # fmt: skip
_GIRL_OR_BOY: Final = {"girl": ("girl", "boy"), "boy": ("boy", "girl")}
_PEOPLE: Final = ("person", "woman", "man")


def mixed(scene: Scene, placed: Sequence[Placed]) -> tuple[Scene, tuple[Placed, ...]]:
    """The scene with a thing more for every other sprite that a crowd needs, and its copies dealt out among them."""
    things = list(scene.things)
    indices = {number: _dealt(things, number) for number in range(len(scene.things))}
    turns = dict.fromkeys(indices, 0)
    made = []
    for sprite in placed:
        among = indices[sprite.thing]
        made.append(replace(sprite, thing=among[turns[sprite.thing] % len(among)]))
        turns[sprite.thing] += 1
    return replace(scene, things=tuple(things)), tuple(made)


def _dealt(things: list[Thing], number: int) -> list[int]:
    """The indices of the things that copies of this one are drawn as; new ones are added to `things`."""
    thing = things[number]
    arts = _arts(thing)
    things.extend(replace(thing, art=art) for art in arts[1:])
    return [number, *range(len(things) - len(arts) + 1, len(things))]


def _arts(thing: Thing) -> tuple[str, ...]:
    if thing.count > 1 and thing.art == "person":
        return _PEOPLE
    if thing.count > 1 and fold(thing.word) in _CHILDREN:
        return _GIRL_OR_BOY.get(thing.art, (thing.art,))
    return (thing.art,)
