"""Seeds: the one a wish is painted with, how far variety lets it stray, and those of its pictures."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generation.seeds import SEEDS, seed_of, seeds_of
from storage.records import GenerationRequest, Member, Room

FOX = GenerationRequest(
    Member("chat", "ana"), Room("chat", "hall"), "en", "a red fox", model="sketch", count=2, seed=7, variety=0.0
)

request = st.builds(
    lambda count, seed, variety: replace(FOX, count=count, seed=seed, variety=variety),
    st.integers(1, 4),
    st.none() | st.integers(0, SEEDS - 1),
    st.floats(0, 1),
)


@given(request)
def test_one_seed_a_picture_within_range(wish: GenerationRequest) -> None:
    seeds = seeds_of(wish)
    assert len(seeds) == wish.count
    assert all(0 <= seed < SEEDS for seed in seeds)


@given(request)
def test_variety_nought_is_the_same_every_time_and_all_differ(wish: GenerationRequest) -> None:
    still = replace(wish, variety=0.0)
    assert seeds_of(still) == seeds_of(still)
    assert len(set(seeds_of(still))) == still.count
    assert seeds_of(still)[0] == (wish.seed or 0)


@given(st.integers(0, SEEDS - 1), st.floats(0.001, 1))
def test_variety_is_how_far_the_seed_strays(seed: int, variety: float) -> None:
    assert seed_of(replace(FOX, seed=seed, variety=0.0)) == seed
    assert (seed_of(replace(FOX, seed=seed, variety=variety)) - seed) % SEEDS <= int(variety * (SEEDS - 1))
    assert len({seed_of(replace(FOX, seed=seed, variety=1.0)) for _ in range(3)}) == 3
    assert len({seed_of(replace(FOX, seed=None, variety=0.0)) for _ in range(3)}) == 3
