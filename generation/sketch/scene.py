"""What a prompt asks the sketch painter to draw: the closed vocabularies between reading words and placing sprites."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """The backdrop. `MEADOW` when the prompt names none."""

    MEADOW = "meadow"
    BEACH = "beach"
    SEA = "sea"
    UNDERWATER = "underwater"
    LAKE = "lake"
    RIVER = "river"
    FOREST = "forest"
    JUNGLE = "jungle"
    BAMBOO = "bamboo"
    MOUNTAINS = "mountains"
    SNOW = "snow"  # snowy land
    DESERT = "desert"
    FARM = "farm"
    GARDEN = "garden"
    PARK = "park"
    SCHOOLYARD = "schoolyard"
    VILLAGE = "village"
    CITY = "city"
    FUTURE_CITY = "future-city"
    STREET = "street"
    CASTLE = "castle"
    ROOM = "room"  # indoors: wall, floor, window
    KITCHEN = "kitchen"
    CLASSROOM = "classroom"
    LIBRARY = "library"
    STAGE = "stage"
    TABLE = "table"  # a table top close up
    SPACE = "space"
    MOON = "moon"  # on the moon's ground
    SKY = "sky"  # among clouds
    CAVE = "cave"
    VOLCANO = "volcano"


class Time(StrEnum):
    """The light. `DAY` when the prompt names none."""

    DAY = "day"
    DAWN = "dawn"
    SUNSET = "sunset"
    NIGHT = "night"


class Weather(StrEnum):
    """Drawn over or behind the things; several may be named."""

    FOG = "fog"
    RAIN = "rain"
    SNOW = "snow"
    STORM = "storm"  # dark clouds, lightning
    WIND = "wind"
    CLOUDS = "clouds"
    RAINBOW = "rainbow"
    SUNNY = "sunny"
    STARS = "stars"
    MOONLIGHT = "moonlight"
    AURORA = "aurora"
    FIREWORKS = "fireworks"


class Style(StrEnum):
    """How the finished picture is treated; each must look really different."""

    STORYBOOK = "storybook"  # the default: soft light, grain
    WATERCOLOUR = "watercolour"
    PIXEL = "pixel"
    NEON = "neon"
    PENCIL = "pencil"
    OIL = "oil"
    COMIC = "comic"
    PAPER = "paper"  # cut paper
    INK = "ink"  # Chinese ink wash

    @classmethod
    def _missing_(cls, value: object) -> "Style | None":
        return cls.WATERCOLOUR if value == "watercolor" else None


class Part(StrEnum):
    """What backdrops show of their own accord and a prompt may forbid."""

    SUN = "sun"
    MOON = "moon"
    STARS = "stars"
    CLOUDS = "clouds"
    TREES = "trees"
    FLOWERS = "flowers"
    SNOW = "snow"  # on mountain tops


class Layer(StrEnum):
    """Where a thing naturally is."""

    GROUND = "ground"
    SKY = "sky"
    WATER = "water"
    FAR = "far"  # stands on the horizon: towers, castles
    SCATTER = "scatter"  # flowers, leaves: several, spread in the foreground


class Relation(StrEnum):
    """How a thing stands to another thing (`Thing.of`)."""

    ON = "on"  # sits on, rides, stands on
    HOLDING = "holding"  # this thing is held by `of` (drawn near its paw)
    WEARING = "wearing"  # this thing is worn by `of` (on its head)
    BESIDE = "beside"
    UNDER = "under"  # this thing is under `of`
    BEHIND = "behind"
    IN_FRONT = "in-front"
    INSIDE = "inside"
    FLYING = "flying"  # in the air, `of` not needed
    OVER = "over"  # above `of`, with air between them
    SWIMMING = "swimming"  # in the water where there is some, `of` not needed


class Pose(StrEnum):
    """What a drawing is made to show of what somebody does."""

    SITTING = "sitting"  # its legs are not seen
    EATEN = "eaten"  # a held thing at the mouth


COLOURS: tuple[str, ...] = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey", "gold", "silver", "turquoise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """A noun to be drawn.

    `art` names a sprite; `scale` is its height relative to a dog's (dog 1.0, ladybird .3, tower 4). `size` is the part of it that
    the prompt asked for: 3 for a giant mouse, .35 for a tiny elephant, 1 where it says nothing.
    """

    art: str
    word: str
    count: int = 1
    colour: str | None = None
    scale: float = 1.0
    layer: Layer = Layer.GROUND
    relation: Relation | None = None
    of: int | None = None  # index into Scene.things
    size: float = 1.0
    pose: Pose | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture in words that can be drawn. `drawn` and `missing` are the prompt's own words, for the person to read.

    `without` is what the backdrop must not show either: "a beach without clouds".
    """

    things: tuple[Thing, ...] = ()
    place: Place = Place.MEADOW
    time: Time = Time.DAY
    weather: frozenset[Weather] = frozenset()
    style: Style = Style.STORYBOOK
    drawn: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    without: frozenset[Part] = frozenset()
