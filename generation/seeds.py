"""The seeds of a request: one a picture, and what the variety knob does to them."""

import secrets
from typing import Final

from storage.records import GenerationRequest

SEEDS: Final = 2**32


def seed_of(request: GenerationRequest) -> int:
    """The seed a request is painted with, drawn once when it is accepted: a repeated job paints the same pictures.

    Image APIs have no temperature; a spread of seeds is what stands behind the variety knob. 0: the seed that was asked for; 1:
    anywhere. The seed that comes out is the one people are shown, and with variety 0 it brings the pictures back.
    """
    if request.seed is None:
        return secrets.randbelow(SEEDS)
    return (request.seed + secrets.randbelow(int(request.variety * (SEEDS - 1)) + 1)) % SEEDS


def seeds_of(request: GenerationRequest) -> tuple[int, ...]:
    """One seed a picture: the request's and its successors."""
    return tuple(((request.seed or 0) + index) % SEEDS for index in range(request.count))
