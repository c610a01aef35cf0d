"""How a seed looks at a scene: camera, light and little extras, chosen so that neighbouring seeds never look alike."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Mood(StrEnum):
    """The hour's light of a day that the prompt leaves free."""

    CLEAR = "clear"
    GOLDEN = "golden"
    FRESH = "fresh"
    ROSY = "rosy"
    SOFT = "soft"


class Extra(StrEnum):
    """A touch over the finished page when no style is asked for."""

    NONE = "none"
    MOTES = "motes"  # specks of light
    LEAVES = "leaves"  # blurred leaves in an upper corner
    GLEAM = "gleam"  # light that falls in from the side


@dataclass(frozen=True, slots=True)
class Shot:
    """A distance and a place to look from. `near` multiplies sizes, `lift` moves the horizon up (share of the page)."""

    near: float
    lift: float
    zoom: float  # of what is behind the things
    aside: float | None  # where a lone thing stands, as a share of the free width; None: anywhere


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a seed decides before chance does."""

    shot: Shot
    mirrored: bool  # what is behind the things
    mood: Mood
    extra: Extra
    harmony: int  # grows without end


# Pictures of one wish have successive seeds: four of them get four shots, five moods and twelve harmonies in turn.
_SHOTS: Final = (
    Shot(1.0, 0.0, 1.0, None),
    Shot(1.36, -0.05, 1.28, 0.5),
    Shot(0.74, 0.06, 1.0, 0.12),
    Shot(0.86, -0.06, 1.0, 0.88),
)
_MOODS: Final = tuple(Mood)
_EXTRAS: Final = tuple(Extra)


def view_of(seed: int) -> View:
    """The view of a seed; the same seed always gives the same one."""
    turn = seed // len(_SHOTS)
    shot = _SHOTS[seed % len(_SHOTS)]
    if turn % 2 and shot.aside is not None:  # the other side of the page every second time
        shot = Shot(shot.near, shot.lift, shot.zoom, 1 - shot.aside)
    return View(shot, (seed + turn) % 2 == 1, _MOODS[seed % len(_MOODS)], _EXTRAS[(seed + turn) % len(_EXTRAS)], 5 * seed + turn)
