"""Boxes on the page, (left, top, right, bottom) in px, and how much they hide of one another."""

Box = tuple[float, float, float, float]

OVERLAP = 0.30  # share of the smaller of two boxes (not tied together) that may be covered


def overlap(first: Box, second: Box) -> float:
    """The common area of two boxes as a share of the smaller one."""
    wide = min(first[2], second[2]) - max(first[0], second[0])
    tall = min(first[3], second[3]) - max(first[1], second[1])
    if wide <= 0 or tall <= 0:
        return 0.0
    smaller = min((first[2] - first[0]) * (first[3] - first[1]), (second[2] - second[0]) * (second[3] - second[1]))
    return wide * tall / max(1e-6, smaller)


def covered(box: Box, by: Box) -> float:
    """The share of `box` that `by` lies over."""
    wide, tall = min(box[2], by[2]) - max(box[0], by[0]), min(box[3], by[3]) - max(box[1], by[1])
    return wide * tall / max(1e-6, (box[2] - box[0]) * (box[3] - box[1])) if wide > 0 and tall > 0 else 0.0


def shrunk(box: Box, others: list[Box]) -> Box:
    """`box` shrunk towards its foot until it covers no other box by more than the allowed share (only crowded pages need it)."""
    left, top, right, bottom = box
    while bottom - top > 4 and any(covered(other, (left, top, right, bottom)) > OVERLAP for other in others):
        middle = (left + right) / 2
        left, right, top = middle + (left - middle) * 0.85, middle + (right - middle) * 0.85, bottom + (top - bottom) * 0.85
    return left, top, right, bottom


def crowding(box: Box, other: Box, foot: float) -> float:
    """How much a scattered thing and another hide each other; in front of the other's feet a little is welcome."""
    common = overlap(box, other)
    return common - 0.12 if foot > other[3] else common * 1.3
