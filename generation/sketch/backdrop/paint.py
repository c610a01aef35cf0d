"""The table of all places and their painters."""

from collections.abc import Callable

from generation.sketch.backdrop import beyond, indoors, land, school, town, water, wild, woods
from generation.sketch.light import Light
from generation.sketch.page import Page
from generation.sketch.plan import Plan
from generation.sketch.scene import Place

BACKDROPS: dict[Place, Callable[[Page, Light, Plan], None]] = {
    Place.MEADOW: land.meadow,
    Place.BEACH: water.beach,
    Place.SEA: water.sea,
    Place.UNDERWATER: water.underwater,
    Place.LAKE: water.lake,
    Place.RIVER: water.river,
    Place.FOREST: woods.forest,
    Place.JUNGLE: woods.jungle,
    Place.BAMBOO: woods.bamboo,
    Place.MOUNTAINS: wild.mountains,
    Place.SNOW: wild.snowland,
    Place.DESERT: wild.desert,
    Place.FARM: land.farm,
    Place.GARDEN: land.garden,
    Place.PARK: land.park,
    Place.SCHOOLYARD: school.schoolyard,
    Place.VILLAGE: town.village,
    Place.CITY: town.city,
    Place.FUTURE_CITY: town.future_city,
    Place.STREET: town.street,
    Place.CASTLE: town.castle,
    Place.ROOM: indoors.room,
    Place.KITCHEN: indoors.kitchen,
    Place.CLASSROOM: indoors.classroom,
    Place.LIBRARY: indoors.library,
    Place.STAGE: indoors.stage,
    Place.TABLE: indoors.table,
    Place.SPACE: beyond.space,
    Place.MOON: beyond.moon,
    Place.SKY: beyond.among_clouds,
    Place.CAVE: beyond.cave,
    Place.VOLCANO: wild.volcano,
}
