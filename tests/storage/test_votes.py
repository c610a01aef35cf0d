"""Votes: one a voter, the tally against a simple model, ties, closing, and crowds."""

import asyncio
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.problem import Problem
from storage.records import GenerationRequest, Member, MessageRef, Tally, Variant, Vote
from storage.storage import Storage
from storage.votes import tally_of
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM, Paint, sha

VOTERS = tuple(Member("discord", f"voter-{number}") for number in range(5))


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


class Move(NamedTuple):
    """A voter's step: a variant, or None to withdraw, so long after the step before."""

    voter: Member
    variant: int | None
    seconds: int


class Model:
    """The definition in plain Python: the whole history of every count, looked at backwards."""

    def __init__(self) -> None:
        self.choice: dict[Member, int] = {}
        self.history: list[tuple[datetime, tuple[int, int, int]]] = []

    def move(self, move: Move, now: datetime) -> Tally:
        self._choose(move)
        counted = [variant for voter, variant in self.choice.items() if voter != ANA]  # ANA is the author
        self.history.append((now, (counted.count(1), counted.count(2), counted.count(3))))
        counts = self.history[-1][1]
        reached = tuple(self._reached(index) for index in range(3))
        top = max(counts)
        leaders = [variant for variant in (1, 2, 3) if counts[variant - 1] == top > 0]
        winner = min(leaders, key=lambda variant: (reached[variant - 1] or NOON, variant), default=None)
        return Tally(counts, reached, winner, tuple(leaders) if len(leaders) > 1 else ())

    def _choose(self, move: Move) -> None:
        if move.variant is None:
            self.choice.pop(move.voter, None)
        else:
            self.choice[move.voter] = move.variant

    def _reached(self, index: int) -> datetime | None:
        present = self.history[-1][1][index]
        since = None
        for at, counts in reversed(self.history):
            if counts[index] < present:
                break
            since = at
        return since if present else None


moves = st.lists(
    st.builds(Move, st.sampled_from((*VOTERS, ANA)), st.sampled_from((1, 2, 3, None)), st.integers(0, 2)), min_size=1, max_size=30
)


@settings(max_examples=25, deadline=None)
@given(sequences=st.lists(moves, min_size=1, max_size=3))
def test_any_sequence_of_cast_move_withdraw(sequences: list[list[Move]]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder), sequences))


async def play(folder: Path, sequences: list[list[Move]]) -> None:
    storage = await Storage.open(folder)
    try:
        for number, sequence in enumerate(sequences):
            generation_id = await painted(storage, f"key-{number}")
            model, seconds, tally = Model(), 0, None
            for move in sequence:
                seconds += move.seconds
                now = after(seconds)
                if move.variant is None:
                    tally = await storage.votes.withdraw(generation_id, move.voter, now)
                else:
                    tally = await storage.votes.cast(generation_id, move.voter, move.variant, now)
                assert tally == model.move(move, now)
            assert await storage.votes.tally(generation_id) == tally
            for voter in (*VOTERS, ANA):
                vote = await storage.votes.of(generation_id, voter)
                assert (vote.variant if vote else None) == model.choice.get(voter)
    finally:
        await storage.close()


async def painted(storage: Storage, key: str) -> int:
    request = GenerationRequest(ANA, ROOM, "en", "a fox")
    made = await storage.generations.accept(request, key=key, model="sketch", why="", cost_units=0, now=NOON, day_limit_units=0)
    variants = [Variant(index, sha("a"), 7, 64, 64, "image/png") for index in (1, 2, 3)]
    await storage.generations.finished(made.id, variants=variants, sheet_sha256=None, drawn=[], missing=[], seconds=1, now=NOON)
    return made.id


async def test_a_vote_comes_back_and_can_be_changed(storage: Storage, paint: Paint) -> None:
    one = await paint(ANA)
    await storage.people.seen(BO)
    assert await storage.votes.of(one.id, BO) is None
    await storage.votes.cast(one.id, BO, 2, after(1))
    await storage.votes.cast(one.id, BO, 2, after(5))  # the same again: not even its time changes
    vote = await storage.votes.of(one.id, BO)
    assert vote == Vote(one.id, BO, 2, after(1))
    assert vote.member.name == "Bo"
    tally = await storage.votes.cast(one.id, BO, 3, after(9))
    assert tally == Tally((0, 0, 1), (None, None, after(9)), 3)
    assert await storage.votes.of(one.id, BO) == Vote(one.id, BO, 3, after(9))


async def test_who_leaves_does_not_take_the_others_time_along(storage: Storage, paint: Paint) -> None:
    one = await paint(ANA)
    crowd = [Member("discord", f"c{number}") for number in range(5)]
    await storage.votes.cast(one.id, crowd[0], 1, after(1))
    await storage.votes.cast(one.id, crowd[1], 1, after(2))
    await storage.votes.cast(one.id, crowd[2], 2, after(3))
    await storage.votes.cast(one.id, crowd[3], 2, after(4))
    await storage.votes.cast(one.id, crowd[4], 1, after(5))
    tally = await storage.votes.withdraw(one.id, crowd[0], after(6))  # the first voter of all leaves
    assert tally == Tally((2, 2, 0), (after(2), after(4), None), 1, (1, 2))
    tally = await storage.votes.withdraw(one.id, crowd[1], after(7))
    tally = await storage.votes.cast(one.id, crowd[1], 1, after(8))  # variant 1 fell to one vote and came back: now it is later
    assert tally == Tally((2, 2, 0), (after(8), after(4), None), 2, (1, 2))


async def test_the_authors_own_vote_is_kept_and_does_not_count(storage: Storage, paint: Paint) -> None:
    one = await paint(ANA)
    nobody = Tally((0, 0, 0), (None, None, None), None)
    assert await storage.votes.cast(one.id, ANA, 1, NOON) == nobody
    assert await storage.votes.cast(one.id, ANA, 2, NOON) == nobody
    assert await storage.votes.of(one.id, ANA) == Vote(one.id, ANA, 2, NOON)
    assert await storage.votes.withdraw(one.id, ANA, NOON) == nobody
    assert await storage.votes.of(one.id, ANA) is None


async def test_a_vote_that_has_moved_on_stays_when_its_older_reaction_goes(storage: Storage, paint: Paint) -> None:
    one = await paint(ANA)
    await storage.votes.cast(one.id, BO, 2, NOON)
    assert (await storage.votes.withdraw(one.id, BO, NOON, variant=1)).counts == (0, 1, 0)
    assert (await storage.votes.withdraw(one.id, BO, NOON, variant=2)).counts == (0, 0, 0)


async def test_a_closed_vote_takes_nothing(storage: Storage, paint: Paint) -> None:
    one = await paint(ANA)
    await storage.generations.vote_opened(one.id, after(60))
    await storage.votes.cast(one.id, BO, 1, after(59))
    before = await storage.votes.tally(one.id)
    for late in (storage.votes.cast(one.id, CAI, 1, after(60)), storage.votes.withdraw(one.id, BO, after(60))):
        with pytest.raises(Problem, match="vote-closed"):
            await late
    await storage.generations.vote_closed(one.id, now=after(30))
    with pytest.raises(Problem, match="vote-closed"):
        await storage.votes.cast(one.id, CAI, 1, after(31))
    assert await storage.votes.tally(one.id) == before


async def test_forged_votes(storage: Storage, paint: Paint, accept: Paint) -> None:
    one = await paint(ANA)
    for variant in (0, 4, -1, 2**40):
        with pytest.raises(Problem, match="no-such-picture"):
            await storage.votes.cast(one.id, BO, variant, NOON)
    with pytest.raises(Problem, match="no-such-picture"):
        await storage.votes.cast((await accept()).id, BO, 1, NOON)
    with pytest.raises(Problem, match="generation-gone"):
        await storage.votes.cast(10**6, BO, 1, NOON)
    assert await storage.votes.tally(10**6) == Tally((), (), None)


async def test_fifty_at_once_leave_one_row_a_voter(storage: Storage, paint: Paint) -> None:
    one = await paint(ANA)
    clock = count()
    casts = [
        storage.votes.cast(one.id, Member("telegram", str(number % 10)), number % 3 + 1, after(next(clock))) for number in range(50)
    ]
    tallies = await asyncio.gather(*casts)
    assert sum(tallies[-1].counts) == 10
    last = {str(number % 10): number % 3 + 1 for number in range(50)}
    assert tallies[-1].counts == tuple(list(last.values()).count(variant) for variant in (1, 2, 3))
    for voter, variant in last.items():
        vote = await storage.votes.of(one.id, Member("telegram", voter))
        assert vote is not None
        assert vote.variant == variant


async def test_a_crowd_with_forgers_in_it(storage: Storage, paint: Paint) -> None:
    one = await paint(ANA)
    casts = [storage.votes.cast(one.id, Member("telegram", str(number)), 9 if number % 2 else 1, NOON) for number in range(20)]
    outcomes = await asyncio.gather(*casts, return_exceptions=True)
    assert [isinstance(outcome, Problem) for outcome in outcomes] == [bool(number % 2) for number in range(20)]
    assert (await storage.votes.tally(one.id)).counts == (10, 0, 0)


async def test_the_tie_rule() -> None:
    tally = tally_of(((2, after(3)), (2, after(2)), (1, after(1)), (0, None)))
    assert tally == Tally((2, 2, 1, 0), (after(3), after(2), after(1), None), 2, (1, 2))
    assert tally_of(((1, NOON), (1, NOON))).winner == 1  # the same millisecond: the lower number
    assert tally_of(()) == Tally((), (), None)


async def test_a_vote_knows_whether_it_is_a_reaction(storage: Storage, paint: Paint) -> None:
    number = (await paint()).id
    await storage.votes.cast(number, BO, 2, NOON, reacted=True)
    await storage.votes.cast(number, CAI, 2, NOON)
    assert await storage.votes.reacted(number) == (BO,)
    await storage.votes.cast(number, BO, 2, NOON)
    await storage.votes.cast(number, CAI, 2, NOON, reacted=True)
    assert await storage.votes.reacted(number) == (CAI,), "how it was said last"
    assert (await storage.votes.tally(number)).counts == (0, 2, 0)
    message = MessageRef(ROOM, "5")
    await storage.generations.placed(number, message)
    assert await storage.votes.reacted(number) == (), "nobody has reacted to a new message"
    await storage.votes.cast(number, CAI, 2, NOON, reacted=True)
    await storage.generations.placed(number, message)
    assert await storage.votes.reacted(number) == (CAI,), "it is still the same one"
