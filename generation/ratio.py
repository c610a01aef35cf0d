"""The shape of a picture: width to height in lowest terms, read from numbers or from names in three languages."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Final

from storage.problem import Problem

WIDEST: Final = 3  # 1:3 .. 3:1; beyond it a chat shows a thread, not a picture
_PLAIN: Final = 32  # numbers up to here say what a shape looks like
_CALLED: Final = {(7, 3): "21:9", (3, 7): "9:21"}
STEP_PX: Final = 8  # image models and JPEG both work in blocks of 8

_NUMBERS: Final = re.compile(r"([0-9]{1,5}(?:[.,][0-9]{1,4})?) *(?:[:x*/\u00d7\u2236比]|by|por) *([0-9]{1,5}(?:[.,][0-9]{1,4})?)")
_SHOWN: Final = 40  # characters of a wrong answer that are quoted back


@dataclass(frozen=True, slots=True)
class Ratio:
    """Width to height. Made from positive whole numbers, kept in lowest terms, 1:3 to 3:1; else Problem "bad-ratio"."""

    SQUARE: ClassVar["Ratio"]

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0 or not 1 <= WIDEST * self.width / self.height <= WIDEST**2:
            raise Problem("bad-ratio", given=f"{self.width}:{self.height}"[:_SHOWN])
        lowest = Fraction(self.width, self.height)
        object.__setattr__(self, "width", lowest.numerator)
        object.__setattr__(self, "height", lowest.denominator)

    @classmethod
    def parse(cls, text: str) -> "Ratio":
        """Read "3:2", "16x9", "1.91:1", "1080x1920" or a name such as "story", "cuadrado", "正方形".

        Raises Problem "bad-ratio" (given=, the text shortened) for anything else and for shapes beyond 1:3 and 3:1.
        """
        plain = unicodedata.normalize("NFKC", text[:_SHOWN]).strip().lower()
        if (named := NAMES.get(plain)) is not None:
            return named
        numbers = _NUMBERS.fullmatch(plain)
        given = plain if len(text) <= _SHOWN else plain + "…"
        if numbers is None or len(text) > _SHOWN:
            raise Problem("bad-ratio", given=given)
        width, height = (Fraction(number.replace(",", ".")) for number in numbers.groups())
        if not width or not height:
            raise Problem("bad-ratio", given=given)
        shape = width / height
        try:
            return cls(shape.numerator, shape.denominator)
        except Problem:
            raise Problem("bad-ratio", given=given) from None  # quote what was typed, not its lowest terms

    @property
    def text(self) -> str:
        """The form that is stored, "W:H" in lowest terms; `parse` reads it back."""
        return f"{self.width}:{self.height}"

    @property
    def shown(self) -> str:
        """As people write it, where its lowest terms say little: "1.91:1", "2.35:1", "21:9"."""
        if max(self.width, self.height) <= _PLAIN:
            return _CALLED.get((self.width, self.height), self.text)
        long = f"{max(self.width, self.height) / min(self.width, self.height):.2f}".rstrip("0").rstrip(".")
        return f"{long}:1" if self.width > self.height else f"1:{long}"

    def __str__(self) -> str:
        return self.text

    def size(self, longest_px: int) -> tuple[int, int]:
        """Width and height in pixels: the longer side at most `longest_px`, both multiples of 8, at least 8."""
        longest = max(longest_px // STEP_PX, 1)
        shortest = max(round(longest * min(self.width, self.height) / max(self.width, self.height)), 1)
        sides = (longest * STEP_PX, shortest * STEP_PX)
        return sides if self.width >= self.height else (sides[1], sides[0])


Ratio.SQUARE = Ratio(1, 1)

# What pickers offer, in this order. Sizes that the platforms ask for in 2026: story, Reels and TikTok 9:16, Instagram's feed 4:5,
# YouTube and X 16:9, link previews (Open Graph) 1200x628, which is 1.91:1.
PRESETS: Final[Mapping[str, Ratio]] = MappingProxyType(
    {
        "square": Ratio.SQUARE,
        "portrait": Ratio(2, 3),
        "landscape": Ratio(3, 2),
        "story": Ratio(9, 16),
        "reels": Ratio(9, 16),
        "tiktok": Ratio(9, 16),
        "instagram": Ratio(4, 5),
        "youtube": Ratio(16, 9),
        "x": Ratio(16, 9),
        "link": Ratio(191, 100),
    }
)

# Every name that is understood, whichever language the person speaks.
NAMES: Final[Mapping[str, Ratio]] = MappingProxyType(
    dict(PRESETS)
    | {
        other: PRESETS[preset]
        for preset, others in {
            "square": ("cuadrado", "cuadrada", "正方形", "方形", "正方", "instagram-square", "instagram-cuadrado", "instagram方形"),
            "portrait": ("vertical", "retrato", "竖", "竖版", "竖屏", "竖图", "纵向"),
            "landscape": ("horizontal", "apaisado", "apaisada", "paisaje", "横", "横版", "横屏", "横图", "横向"),
            "story": ("stories", "historia", "historias", "快拍", "限时动态"),
            "reels": ("reel", "shorts", "short", "短视频"),
            "tiktok": ("抖音",),
            "instagram": ("insta", "ig", "feed"),
            "youtube": ("yt", "wide", "widescreen", "panorámico", "panoramico", "宽屏"),
            "x": ("twitter",),
            "link": ("preview", "enlace", "vista previa", "链接", "链接预览"),
        }.items()
        for other in others
    }
)
