"""The painter's colours: twelve harmonies, each with a sky for every time of day and greens of its own."""

from dataclasses import dataclass

from generation.sketch.scene import Time

Colour = tuple[int, int, int]


def rgb(text: str) -> Colour:
    """The six hex digits of a colour as three bytes."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` 0 is the first colour, 1 the second."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


def times(colour: Colour, tint: tuple[float, float, float], share: float = 1.0) -> Colour:
    """A colour under coloured light; `share` says how much of the light's colour it takes."""
    red, green, blue = (min(255, round(part * (1 + (light - 1) * share))) for part, light in zip(colour, tint, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Harmony:
    """`skies` are (top, middle, horizon) per time; `near` and `far` greens, `warm` an accent for roofs, sand and cloth."""

    name: str
    skies: dict[Time, tuple[Colour, Colour, Colour]]
    near: Colour
    far: Colour
    warm: Colour
    flower: Colour


def _harmony(name: str, day: str, dawn: str, sunset: str, night: str, land: str) -> Harmony:
    def three(text: str) -> tuple[Colour, Colour, Colour]:
        top, middle, low = (rgb(part) for part in text.split())
        return top, middle, low

    near, far, warm, flower = (rgb(part) for part in land.split())
    skies = {Time.DAY: three(day), Time.DAWN: three(dawn), Time.SUNSET: three(sunset), Time.NIGHT: three(night)}
    return Harmony(name, skies, near, far, warm, flower)


HARMONIES: tuple[Harmony, ...] = (
    _harmony(
        "azure", "3d8fe0 86c3f2 def1fb", "5b7fc4 f0a9a4 ffe0b8",
        "3b3f8f e0647a ffc067", "0a1033 1b2a66 3f5a9a", "5fae3f 8cb873 d8743c f7d154",
    ),
    _harmony(
        "mint", "46b3c4 9ddcd8 eefaf0", "6f9fc0 f3bfb0 fff0cf",
        "2f5b86 e5837a ffd98b", "071a2e 12405a 3b7a86", "4fae72 93c9a4 e58f5a ff9fb2",
    ),
    _harmony(
        "cream", "6fb7e8 b9dcef fff3dc", "8f95c9 f6bfa0 fff0d0",
        "6a4a8c f08a6a ffd79a", "151638 2f2f66 6a6296", "86b04a b3c487 c9653f e8574f",
    ),
    _harmony(
        "lilac", "7f8fe6 b9b6f2 f6e6f6", "6a6ac0 d8a2d0 ffe0dc",
        "3a2f80 b4559a ff9f8a", "120b34 35246e 6c4f9e", "6ea765 a3b8b0 c0618a c58cf0",
    ),
    _harmony(
        "peach", "5ea6de b4d3ea ffe3cc", "9a86bf ff9f8f ffd9a8",
        "5a2f70 f2604f ffb35a", "190f30 3d2858 85567e", "97ab3e bfc07d d9593a ff8f6b",
    ),
    _harmony(
        "turquoise", "0f95c8 5fcbe0 dff8f2", "3f86b8 f2b0b0 ffe9c0",
        "20407c cf5f7f ffb877", "04162e 0c3a5e 2f7f94", "3fa05a 7fbf9a e8a13f ff6f7d",
    ),
    _harmony(
        "autumn", "5b93cf a9c9dd f7ead0", "7480b5 eeA583 ffdca2",
        "4b3474 d95a45 ffae4f", "111230 2b2c58 6b5674", "a08a35 c2a869 c24f2c f0a52f",
    ),
    _harmony(
        "spring", "58aef0 a8dcf7 fdf3f6", "84a4de fbb9c6 ffeadb",
        "5a5ab0 f07d9d ffc9a0", "0c1540 25387a 5a6fb4", "74c04a a9d88c ef7f8f ff9fce",
    ),
    _harmony(
        "heath", "6d9ac4 b0c5d6 efe9e0", "7a7cab d9a1a5 f5dcc5",
        "413a72 b85a7c f2a579", "10142e 2a2f58 5d5f8a", "7f9a58 a5a893 a86b4a b06fc0",
    ),
    _harmony(
        "lagoon", "2f7fd0 6fc6ea e6fbf7", "5a8fd0 ffae9a fff2c4",
        "2a3a90 e8557a ffcf6f", "060f3c 143a80 3f86b0", "36a866 76c8a0 f0a050 ffd23f",
    ),
    _harmony(
        "honey", "4f9fd6 a5cfdf fff0c2", "8c8abf f8b07a ffe6a0",
        "5d3568 e5713f ffc34d", "17132f 38305a 7a6478", "8fb23c bcc870 e0952f ffc02e",
    ),
    _harmony(
        "rose", "6aa4e6 c0cdf0 ffe6ea", "8a7cc4 f492a6 ffd6c4",
        "4a2a7c d94a7a ff9f7d", "160a34 3f1f66 80507f", "6fae58 a2c39b d85a6a ff6f9f",
    ),
)  # fmt: skip
