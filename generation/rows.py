"""One row of models.toml: its columns and what follows from them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Final, cast
from urllib.parse import parse_qsl

from generation.ratio import Ratio
from storage.problem import Problem

SLOW_S: Final = 8.0  # a model that takes longer waits in a queue of its own
AROUND_CHARS: Final = 200  # more than the words of a picture's mood and shape have in any room


class RowError(ValueError):
    """A mistake in models.toml; the message names file, row and column."""


class Status(StrEnum):
    """Can the model still paint."""

    LIVE = "live"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class Sizing(StrEnum):
    """How the provider wants to be told the size."""

    RATIO = "ratio"
    PIXELS = "pixels"
    BOTH = "ratio+pixels"
    FIXED = "fixed"


class Prompting(StrEnum):
    """What the model makes of a prompt: follows instructions in it, or draws whatever words stand in it."""

    INSTRUCTIONS = "instructions"
    WORDS = "words"


class Shape(StrEnum):
    """How pictures stand in a body, for vendors that differ in it from model to model."""

    OWN = ""  # as its provider always does it
    URL = "url"  # one address
    URLS = "urls"  # a list of addresses
    OBJECTS = "objects"  # a list of {url, strength}
    TAGGED = "tagged"  # a list of {url, tag}: the prompt may speak of the tag


@dataclass(frozen=True, slots=True)
class Input:
    """A kind of picture the model takes. `field` is the wire name, `max` how many: 0 none, -1 no limit stated.

    `least`: without so many it does not paint.
    """

    field: str
    max: int
    least: int = 0
    shape: Shape = Shape.OWN
    strength_field: str = ""
    strength_range: tuple[float, float] | None = None
    edit: str = ""  # of a mask: which part is painted anew


@dataclass(frozen=True, slots=True)
class Inputs:
    """All kinds of input pictures; every row speaks about each."""

    image_prompt: Input
    init_image: Input
    style_reference: Input
    image_styles_lora: Input
    character_reference: Input
    mask: Input


@dataclass(frozen=True, slots=True)
class Model:
    """One row of models.toml; that file's head explains each column. `aspect_ratios`: each with the vendor's own spelling."""

    id: str
    title: str
    strength: dict[str, str] = field(hash=False)
    speed: int
    quality: int
    provider: str
    route: str
    prompting: Prompting
    status: Status
    shutdown: str
    replaced_by: str
    successor: dict[str, str] = field(hash=False)
    images_per_generation: int
    provider_batch: int
    compute_units: tuple[float, float] | None
    units_of: Mapping[str, float] = field(hash=False)
    app_units: float | None
    seconds: float
    usd: tuple[float, float] | None
    sizing: Sizing
    aspect_ratios: Mapping[Ratio, str] = field(hash=False)
    resolutions: tuple[str, ...]
    pixels: tuple[int, int, int] | None
    max_resolution: tuple[int, int]
    usual_px: int
    prompt_most: int
    seed: bool
    negative_prompt: bool
    quality_levels: tuple[str, ...]
    raw: bool
    creativity: tuple[str, ...]
    presets: tuple[str, ...]
    safety: Mapping[str, Mapping[str, Any]] = field(hash=False)
    source_type: str
    source: str
    sources: Mapping[str, str] = field(hash=False)
    inputs: Inputs

    @property
    def needs(self) -> tuple[str, ...]:
        """The roles of pictures without which it does not paint."""
        return tuple(column.name for column in fields(Inputs) if getattr(self.inputs, column.name).least)

    @property
    def slow(self) -> bool:
        """Whether people wait for it long enough for a preview, and for others not to wait behind it."""
        return self.seconds >= SLOW_S

    @property
    def reads(self) -> int:
        """Characters of a person's words that it can read with what is said around them; 0 where no limit is stated."""
        return max(self.prompt_most - AROUND_CHARS, 0)

    def cost_units(self, count: int, *options: str) -> int:
        """Whole compute units to reserve for `count` pictures: the most they may cost. A live row always has a price.

        `options` are what was chosen of a resolution, a quality and roles of pictures, where `units_of` has prices for them.
        """
        if self.compute_units is None:
            raise RowError(f"models.toml, row {self.id!r}: compute_units are unknown, it cannot be used")
        least, most = self.compute_units
        unasked = dict(parse_qsl(self.route.partition("?")[2])).get("quality", "")
        asked = [*options]
        asked += self.resolutions[:1] if not {*options} & {*self.resolutions} else ()
        asked += [unasked] if not {*options} & {*self.quality_levels} else ()
        prices = [self.units_of[option] for option in asked if option in self.units_of]
        each = max(prices) if prices else least if self.units_of else most
        return math.ceil(count * each)

    def draws(self, ratio: Ratio) -> bool:
        """Whether it makes pictures of that shape."""
        if self.sizing is Sizing.FIXED:
            return ratio == Ratio(*self.max_resolution)
        return self.pixels is not None or ratio in self.aspect_ratios

    def spelled(self, ratio: Ratio) -> str:
        """The ratio as the vendor writes it, "2.35:1" where we say "47:20"."""
        return self.aspect_ratios.get(ratio, ratio.text)

    def size(self, ratio: Ratio) -> tuple[int, int]:
        """Width and height in pixels of a picture of that ratio.

        Raises Problem "ratio-not-offered" (ratio=, title=, offered=) when the model draws other ratios only.
        """
        if not self.draws(ratio):
            own = [Ratio(*self.max_resolution)] if self.sizing is Sizing.FIXED else self.aspect_ratios
            offered = ", ".join(other.shown for other in own)
            raise Problem("ratio-not-offered", ratio=ratio.shown, title=self.title, offered=offered)
        if self.sizing is Sizing.FIXED:
            return self.max_resolution
        longest = self.usual_px or max(self.max_resolution)
        if self.pixels is None:
            return ratio.size(longest)
        least, most, step = self.pixels
        wide = math.ceil(least * max(ratio.width, ratio.height) / min(ratio.width, ratio.height) / step) * step
        sides = ratio.size(min(max(longest, wide), most))  # a narrow picture is made longer rather than given another shape
        return cast("tuple[int, int]", tuple(max(side - side % step, least) for side in sides))
