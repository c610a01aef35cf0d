"""Holding back: a doubtful set, and every set of a room that wants so, is hidden before it is there, whatever crashes when."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generation.held import doubt_of
from generation.ports import Judgement, Verdict
from storage.records import Audience, CaseKind, CaseState, Generation, Held
from tests.commands.studio import SQUARE, Studio, opened, tile

SURE = Judgement(Verdict.ALLOW)
UNSURE = Judgement(Verdict.REVIEW, "picture.gore", ("gore",))
NO = Judgement(Verdict.BLOCK, "picture.sexual", ("sexual",))
WISH = "/imagine a red fox --count 2 --seed 7"


@pytest.fixture
async def studio(data_folder: Path) -> AsyncIterator[Studio]:
    """A room for children."""
    async with opened(data_folder) as made:
        yield made


def judged(studio: Studio, monkeypatch: pytest.MonkeyPatch, verdicts: dict[int, Judgement]) -> None:
    """The pictures of these seeds are judged so, all others are fine."""
    known = {tile(seed): verdict for seed, verdict in verdicts.items()}

    async def judge(data: bytes, audience: Audience) -> Judgement:
        assert audience is Audience.CHILDREN
        return known.get(data, SURE)

    monkeypatch.setattr(studio.pipeline.held._check, "judge", judge)


async def cases(studio: Studio) -> list[tuple[CaseKind, CaseState, str, str]]:
    found = await studio.storage.cases.of_generation(1)
    return [(one.kind, one.state, one.category, one.rule) for one in found]


async def test_one_doubtful_picture_holds_its_set(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(studio, monkeypatch, {8: UNSURE})
    await studio.made(WISH)
    held = await studio.generation(1)
    assert (held.held, held.hidden_at, len(held.variants)) == (Held.DOUBTFUL, studio.clock, 2)
    assert await cases(studio) == [(CaseKind.PICTURE, CaseState.OPEN, "gore", "picture.gore")]
    (case,) = await studio.storage.cases.queue([SQUARE], 5)
    assert (case.text, case.member, case.private) == ("a red fox", studio.ana.member, False)


async def test_what_is_left_out_is_nothing_to_look_at(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(studio, monkeypatch, {8: NO})
    await studio.made(WISH)
    assert ((await studio.generation(1)).held, await cases(studio)) == (None, [])


async def test_a_room_can_have_every_picture_looked_at(studio: Studio) -> None:
    await studio.storage.rooms.change(replace(await studio.storage.rooms.settings(SQUARE), approval=True))
    await studio.made(WISH)
    assert (await studio.generation(1)).held is Held.APPROVAL
    assert await cases(studio) == [(CaseKind.APPROVAL, CaseState.OPEN, "", "")]


async def test_doubt_weighs_more_than_approval(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(studio, monkeypatch, {7: UNSURE})
    await studio.storage.rooms.change(replace(await studio.storage.rooms.settings(SQUARE), approval=True))
    await studio.made(WISH)
    assert (await studio.generation(1)).held is Held.DOUBTFUL
    assert [kind for kind, *_ in await cases(studio)] == [CaseKind.PICTURE]


async def test_what_came_up_in_private_is_for_those_who_run_the_bot(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(studio, monkeypatch, {7: UNSURE})
    await studio.made(WISH, studio.ana.alone)
    assert await studio.storage.cases.queue([studio.ana.alone.room], 5) == []
    (case,) = await studio.storage.cases.queue(None, 5)
    assert case.generation_id == 1


async def test_what_is_doubtful_is_no_upload_no_draft_and_not_for_another_room(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    await studio.made(WISH)
    judged(studio, monkeypatch, {8: UNSURE})
    held, made = studio.pipeline.held, await studio.generation(1)
    assert await held.allowed(tile(7), Audience.CHILDREN, SQUARE)
    assert not await held.allowed(tile(8), Audience.CHILDREN, SQUARE)
    assert not await held.fit_for(made, Audience.CHILDREN, SQUARE)


async def test_it_is_hidden_before_it_is_there(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(studio, monkeypatch, {7: UNSURE})
    finished, before = studio.storage.generations.finished, []

    async def noting(number: int, **rest: Any) -> None:
        before.append((await studio.generation(number)).held)
        await finished(number, **rest)

    monkeypatch.setattr(studio.storage.generations, "finished", noting)
    await studio.made(WISH)
    assert before == [Held.DOUBTFUL]


async def _painted(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A doubtful set just before it is finished: what the durable step before has answered."""
    judged(studio, monkeypatch, {7: UNSURE})
    await studio.ana(WISH)
    parts = await studio.pipeline._submit(1)
    return await studio.pipeline._collect(1, parts)


@pytest.mark.parametrize("dies_in", ["generations.hold", "generations.finished", "cases.note"])
@pytest.mark.parametrize("done", [False, True])
async def test_a_crash_at_any_point_of_the_last_step(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, dies_in: str, *, done: bool
) -> None:
    """The step is begun again: at no time there is a finished set that is not held, and in the end there is one case."""
    pictures = await _painted(studio, monkeypatch)
    part, name = dies_in.split(".")
    target = getattr(studio.storage, part)
    real = getattr(target, name)

    async def dies(*args: Any, **rest: Any) -> None:
        if done:
            await real(*args, **rest)
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(target, name, dies)
        with pytest.raises(KeyboardInterrupt):
            await studio.pipeline._finish(1, pictures)
    assert not _seen(await studio.generation(1))
    await studio.pipeline._finish(1, pictures)
    assert (await studio.generation(1)).held is Held.DOUBTFUL
    assert await cases(studio) == [(CaseKind.PICTURE, CaseState.OPEN, "gore", "picture.gore")]


def _seen(one: Generation) -> bool:
    return one.finished_at is not None and one.hidden_at is None


async def test_a_step_that_is_repeated_takes_nothing_back_from_the_moderators(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = await _painted(studio, monkeypatch)
    await studio.pipeline._finish(1, pictures)
    (case,) = await studio.storage.cases.of_generation(1)
    await studio.storage.cases.decide(case.id, CaseState.APPROVED, studio.olga.member, studio.clock)
    await studio.storage.generations.release(1, studio.clock)
    await studio.pipeline._finish(1, pictures)
    assert (await studio.generation(1)).held is None
    assert [state for _, state, *_ in await cases(studio)] == [CaseState.APPROVED]


async def test_jobs_of_the_version_before_know_of_no_doubt(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = await _painted(studio, monkeypatch)
    del pictures["doubt"]
    await studio.pipeline._finish(1, pictures)
    assert _seen(await studio.generation(1))


async def test_a_cancelled_wish_leaves_no_case(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = await _painted(studio, monkeypatch)
    await studio.pipeline.cancel(1)
    await studio.pipeline._finish(1, pictures)
    assert await cases(studio) == []


@pytest.mark.parametrize(
    ("judgements", "doubt"),
    [
        ([], None),
        ([SURE, NO], None),
        ([SURE, UNSURE, NO], {"category": "gore", "rule": "picture.gore"}),
    ],
)
def test_only_what_is_shown_can_be_doubtful(judgements: list[Judgement], doubt: dict[str, str] | None) -> None:
    assert doubt_of(judgements) == doubt
