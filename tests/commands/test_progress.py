"""While people wait: the placeholder says how long, a slow model is announced by a sketch, and nothing overtakes the result."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from commands.core import progress
from commands.core.progress import Progress
from generation.catalog import Catalog, Status
from generation.ports import Judgement, Order, Painted, Verdict
from storage.records import Audience
from tests.commands.studio import PLATFORM, SQUARE, Brush, Studio, catalog, opened, tile
from tests.commands.test_imagine_options import kept


@pytest.fixture
async def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Studio]:
    """A studio with a model that takes 20 seconds; only the time between two edits is none."""
    async with opened(tmp_path) as studio:
        rows = catalog()
        row = replace(rows.get("sketch"), id="slow", title="Slow", status=Status.DEPRECATED, provider="slow", seconds=20.0)
        studio.house = replace(studio.house, catalog=Catalog((*rows.models, row), ("studio", "slow")))
        studio.pipeline._catalog = studio.house.catalog
        studio.pipeline._providers = studio.pipeline._orders._providers = {**studio.pipeline._providers, "slow": Brush()}
        studio.dispatcher.house = studio.house
        monkeypatch.setattr(progress, "EVERY_S", 0.0)
        yield studio


async def test_a_slow_model_is_announced_by_a_sketch(slow: Studio) -> None:
    wish = await slow.ana("/imagine a red fox --model slow")
    assert wish.pictures == ()
    assert await Progress(slow.house).tell([PLATFORM]) == 1
    assert "first sketch" in wish.now.text
    assert wish.now.pictures[0].alt.startswith("First sketch of “a red fox”")
    assert [order.width for order in slow.brush.orders] == [512]
    await slow.settles()
    assert "first sketch" not in wish.now.text
    assert "a red fox" in wish.now.text


async def test_what_looks_the_same_is_not_edited_again(slow: Studio) -> None:
    await slow.ana("/imagine a red fox --model slow")
    told = Progress(slow.house)
    assert await told.tell([PLATFORM]) == 1
    assert await told.tell([PLATFORM]) == 0


async def test_a_quick_model_only_tells_how_many_are_ahead(slow: Studio) -> None:
    await slow.ana("/imagine a red fox")
    second = await slow.ben("/imagine a blue boat")
    assert "one ahead" in second.text
    told = Progress(slow.house)
    await told.tell([PLATFORM])
    await slow.pipeline._fail(1, "painting-failed")
    assert await told.tell([PLATFORM]) == 1
    assert "your turn now" in second.now.text
    assert second.now.pictures == ()


@pytest.mark.parametrize(("narrow", "rounds"), [(False, 1 + 2 / 4), (True, 1 + 2)])
async def test_who_waits_for_a_service_that_paints_one_after_the_other_is_told_so(
    slow: Studio, narrow: bool, rounds: float
) -> None:
    painter = slow.pipeline._providers["slow"]
    if narrow:
        painter.narrow, painter.at_once = True, 1  # type: ignore[attr-defined] # as a provider's that answers with pictures
    for person in (slow.ana, slow.ben):
        await person("/imagine a red fox --model slow")
    wish = await slow.cai("/imagine a blue boat --model slow")
    model = slow.house.catalog.get("slow")
    assert await slow.pipeline.wait(await slow.generation(wish.number)) == (2, model.seconds * rounds)


async def test_a_sketch_that_shows_nothing_is_not_shown(slow: Studio) -> None:
    slow.brush.drawn = ()
    wish = await slow.ana("/imagine a red fox --model slow")
    told = Progress(slow.house)
    await told.tell([PLATFORM])
    await told.tell([PLATFORM])
    assert wish.now.pictures == ()
    assert "sketch" not in wish.now.text
    assert len(slow.brush.orders) == 1, "and not painted again and again"


@pytest.mark.parametrize("verdict", [Verdict.REVIEW, Verdict.BLOCK])
async def test_nobody_sees_a_sketch_that_the_check_does_not_let_pass(
    slow: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verdict: Verdict
) -> None:
    looked: list[bytes] = []

    async def judge(data: bytes, _audience: Audience) -> Judgement:
        looked.append(data)
        return Judgement(verdict, "picture.sexual", ("sexual",))

    monkeypatch.setattr(slow.pipeline.held._check, "judge", judge)
    wish = await slow.ana("/imagine a red fox --model slow --seed 7")
    await Progress(slow.house).tell([PLATFORM])
    assert looked == [tile(7)]
    assert wish.now.pictures == ()
    assert kept(tmp_path) == set()


async def test_a_sketch_that_fails_does_not_keep_people_from_hearing_how_far_it_is(slow: Studio) -> None:
    async def breaks(order: Order) -> list[Painted]:
        raise ZeroDivisionError(order.key)

    slow.brush.does = breaks
    await slow.ana("/imagine a red fox --model slow")
    second = await slow.ben("/imagine a blue boat --model slow")
    told = Progress(slow.house)
    await told.tell([PLATFORM])
    await slow.pipeline._fail(1, "painting-failed")
    assert await told.tell([PLATFORM]) == 1
    assert "your turn now" in second.now.text
    assert len(slow.brush.orders) == 2


async def test_progress_does_not_overtake_the_result(slow: Studio) -> None:
    """The draft is still being painted when the result comes: the message stays as the result left it."""
    wish = await slow.ana("/imagine a red fox --model slow")
    painting, go_on = asyncio.Event(), asyncio.Event()

    async def takes_long(order: Order) -> list[Painted]:
        painting.set()
        await go_on.wait()
        return [Painted(tile(7), "image/png", 7, ("fox",))]

    slow.brush.does = takes_long
    telling = asyncio.create_task(Progress(slow.house).tell([PLATFORM]))
    await asyncio.wait_for(painting.wait(), 5)
    await slow.settles()
    result = wish.now
    go_on.set()
    assert await asyncio.wait_for(telling, 5) == 0
    assert wish.now == result


async def test_rooms_of_others_and_a_chat_that_is_down_are_left_alone(slow: Studio) -> None:
    await slow.ana.at(SQUARE)("/imagine a red fox --model slow")
    assert await Progress(slow.house).tell(["elsewhere"]) == 0
    slow.refuses = True
    assert await Progress(slow.house).tell([PLATFORM]) == 0
