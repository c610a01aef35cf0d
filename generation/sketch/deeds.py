"""Who does what in a sprite of its own: a swimming boy, an old woman who knits, a girl on skis."""

from typing import Final

WOMEN: Final = frozenset({"girl", "woman", "old-woman"})
MEN: Final = frozenset({"boy", "man", "old-man", "person", "student"})
UNSHOWN: Final = "-"  # a verb that no picture shows, although what it is done to is drawn
SWIM: Final = "swim"
# What a verb draws, or its name where it draws nothing, to the sprites of a woman and of a man who does it.
_PEOPLE: Final = {
    SWIM: ("woman-swimming", "man-swimming"),
    "run": ("woman-running", "man-running"),
    "climb": ("woman-climbing", "man-climbing"),
    "skis": ("skier", "skier"),
    "surfboard": ("person-surfing", "person-surfing"),
}
_OTHERS: Final = {("old-woman", "yarn"): "old-woman-knitting"}
ALONE: Final = frozenset(_PEOPLE) - {"surfboard"}  # nothing is drawn where nobody can be shown doing it


def doer(art: str, deed: str) -> str | None:
    """The sprite of this one doing that; None where there is none."""
    other = _OTHERS.get((art, deed))
    if other is not None or deed not in _PEOPLE:
        return other
    woman, man = _PEOPLE[deed]
    return woman if art in WOMEN else man if art in MEN else None
