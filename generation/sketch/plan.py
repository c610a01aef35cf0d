"""The ground plan of a place: where its horizon is and where things of each layer may stand."""

import random
from dataclasses import dataclass
from enum import StrEnum

from generation.sketch.scene import Place


class Ground(StrEnum):
    """What is under a thing's feet."""

    GRASS = "grass"
    BARE = "bare"  # sand, snow, stone, street, floor
    WATER = "water"  # standing things need an islet
    CLOUD = "cloud"
    NOTHING = "nothing"  # weightless


@dataclass(frozen=True, slots=True)
class Plan:
    """Heights as fractions of the page from its top. `feet` is where things on the ground stand, `swim` where water things are."""

    place: Place
    horizon: float
    feet: tuple[float, float]
    swim: tuple[float, float] | None
    ground: Ground
    indoors: bool = False


# place: (horizon from, to, first feet, last feet, swim from and to or None, ground);
# feet and swim are shares of the way down from the horizon.
_Row = tuple[float, float, float, float, tuple[float, float] | None, Ground]
_PLANS: dict[Place, _Row] = {
    Place.MEADOW: (0.46, 0.62, 0.42, 0.92, None, Ground.GRASS),
    Place.BEACH: (0.38, 0.48, 0.66, 0.93, (0.08, 0.40), Ground.BARE),
    Place.SEA: (0.40, 0.54, 0.60, 0.88, (0.40, 0.92), Ground.WATER),
    Place.UNDERWATER: (0.74, 0.82, 0.45, 0.90, (-0.82, 0.0), Ground.BARE),
    Place.LAKE: (0.40, 0.50, 0.80, 0.95, (0.20, 0.68), Ground.GRASS),
    Place.RIVER: (0.42, 0.52, 0.78, 0.95, (0.34, 0.66), Ground.GRASS),
    Place.FOREST: (0.54, 0.64, 0.50, 0.92, None, Ground.GRASS),
    Place.JUNGLE: (0.56, 0.66, 0.50, 0.90, None, Ground.GRASS),
    Place.BAMBOO: (0.56, 0.66, 0.50, 0.92, None, Ground.GRASS),
    Place.MOUNTAINS: (0.56, 0.66, 0.45, 0.92, None, Ground.GRASS),
    Place.SNOW: (0.50, 0.62, 0.45, 0.92, None, Ground.BARE),
    Place.DESERT: (0.50, 0.62, 0.45, 0.92, None, Ground.BARE),
    Place.FARM: (0.48, 0.58, 0.50, 0.92, None, Ground.GRASS),
    Place.GARDEN: (0.50, 0.60, 0.52, 0.92, None, Ground.GRASS),
    Place.PARK: (0.50, 0.60, 0.50, 0.92, None, Ground.GRASS),
    Place.SCHOOLYARD: (0.54, 0.62, 0.52, 0.92, None, Ground.BARE),
    Place.VILLAGE: (0.54, 0.62, 0.52, 0.92, None, Ground.GRASS),
    Place.CITY: (0.62, 0.70, 0.50, 0.90, None, Ground.BARE),
    Place.FUTURE_CITY: (0.64, 0.72, 0.50, 0.90, None, Ground.BARE),
    Place.STREET: (0.60, 0.68, 0.45, 0.90, None, Ground.BARE),
    Place.CASTLE: (0.56, 0.64, 0.50, 0.92, None, Ground.GRASS),
    Place.ROOM: (0.64, 0.72, 0.40, 0.90, None, Ground.BARE),
    Place.KITCHEN: (0.64, 0.72, 0.40, 0.90, None, Ground.BARE),
    Place.CLASSROOM: (0.64, 0.72, 0.40, 0.90, None, Ground.BARE),
    Place.LIBRARY: (0.64, 0.72, 0.40, 0.90, None, Ground.BARE),
    Place.STAGE: (0.68, 0.74, 0.35, 0.82, None, Ground.BARE),
    Place.TABLE: (0.56, 0.66, 0.40, 0.86, None, Ground.BARE),
    Place.SPACE: (0.96, 0.97, -1.0, 0.0, (-0.8, 0.0), Ground.NOTHING),
    Place.MOON: (0.62, 0.70, 0.40, 0.90, None, Ground.BARE),
    Place.SKY: (0.72, 0.80, 0.10, 0.85, None, Ground.CLOUD),
    Place.CAVE: (0.64, 0.72, 0.40, 0.88, None, Ground.BARE),
    Place.VOLCANO: (0.58, 0.66, 0.48, 0.92, None, Ground.BARE),
}
_INDOORS = frozenset({Place.ROOM, Place.KITCHEN, Place.CLASSROOM, Place.LIBRARY, Place.STAGE, Place.TABLE})


def plan_of(place: Place, pick: random.Random, lift: float = 0.0) -> Plan:
    """The plan of a place, its horizon chosen by `pick` and moved up by `lift` where there is ground to show."""
    low, high, first, last, swim, ground = _PLANS[place]
    horizon = low + (high - low) * pick.random()
    if ground is not Ground.NOTHING and place is not Place.UNDERWATER:
        horizon = min(0.8, max(0.36, horizon - lift))
    rest = 1 - horizon
    feet = (horizon + first * rest, horizon + last * rest)
    if place is Place.SPACE:
        feet = (0.45, 0.86)
    water = None
    if swim is not None:
        above = horizon if swim[0] < 0 else rest
        water = (horizon + swim[0] * above, horizon + swim[1] * rest)
    return Plan(place, horizon, feet, water, ground, place in _INDOORS)
