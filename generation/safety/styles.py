"""Styles in words, for models that have no switch for them; the switch itself is a choice of our own sketch."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Our own words, so nobody needs to judge them: beside a person's they only confuse who does.
IN_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "storybook": "children's storybook illustration",
        "watercolour": "watercolour painting",
        "pixel": "pixel art",
        "neon": "glowing neon lines on a dark background",
        "pencil": "pencil drawing",
        "oil": "oil painting",
        "comic": "comic book drawing",
        "paper": "paper cut-out collage",
        "ink": "ink drawing",
    }
)
