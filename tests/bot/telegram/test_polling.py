"""Polling: an update counts as heard when it has been dealt with."""

import asyncio
from typing import Any, cast

import pytest
from telegram import Bot, Update
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.telegram import polling
from bot.telegram.polling import poll
from storage.problem import Problem


class Line:
    """Telegram's side of long polling: what is not acknowledged by an offset comes again."""

    def __init__(self, *numbers: int) -> None:
        self.waiting = list(numbers)
        self.offsets: list[int] = []
        self.trouble: list[TelegramError] = []

    async def get_updates(self, offset: int, **_given: Any) -> tuple[Update, ...]:
        self.offsets.append(offset)
        if self.trouble:
            raise self.trouble.pop(0)
        self.waiting = [number for number in self.waiting if number >= offset]
        if not self.waiting:
            await asyncio.sleep(0.01)
        return tuple(Update(number) for number in self.waiting)


async def listens(line: Line, heard: Any, *, s: float = 0.2) -> None:
    task = asyncio.create_task(poll(cast(Bot, line), heard, ("message",)))
    await asyncio.sleep(s)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_an_update_is_acknowledged_when_it_was_dealt_with() -> None:
    line, dealt_with = Line(5, 6), []

    async def heard(update: Update) -> None:
        assert set(line.offsets) == {0}, "Telegram still keeps it"
        await asyncio.sleep(0.05)
        dealt_with.append(update.update_id)

    await listens(line, heard)
    assert dealt_with == [5, 6]
    assert line.offsets[1] == 7
    assert line.waiting == []


async def test_a_slow_one_does_not_hold_up_the_others_and_is_not_forgotten_before_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(polling, "AGAIN_S", 0.02)
    line, dealt_with = Line(1), []

    async def heard(update: Update) -> None:
        if update.update_id == 1:
            line.waiting.append(2)
            await asyncio.sleep(0.1)
            assert set(line.offsets) == {0}, "a crash now would bring both again"
        dealt_with.append(update.update_id)

    await listens(line, heard)
    assert dealt_with == [2, 1], "each once"
    assert line.waiting == []


async def test_who_stops_in_the_middle_of_one_hears_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "AGAIN_S", 0.02)
    monkeypatch.setattr(polling, "LAST_UPDATES_S", 0.02)
    line, never = Line(1, 2, 3), asyncio.Event()

    async def heard(update: Update) -> None:
        if update.update_id == 2:
            await never.wait()

    await listens(line, heard)
    assert line.waiting == [2, 3]
    never.set()


@pytest.mark.parametrize("limit", ["HELD_S", "HELD"])
async def test_the_others_are_held_only_so_long_and_only_so_many(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(polling, "AGAIN_S", 0.02)
    monkeypatch.setattr(polling, "LAST_UPDATES_S", 0.02)
    monkeypatch.setattr(polling, limit, {"HELD_S": 0.05, "HELD": 3}[limit])
    line, never = Line(1, 2, 3), asyncio.Event()

    async def heard(update: Update) -> None:
        if update.update_id == 1:
            await never.wait()

    await listens(line, heard)
    assert line.waiting == []
    never.set()


async def test_who_was_away_has_caught_up_when_all_of_it_is_dealt_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "AGAIN_S", 0.02)
    line, slow, caught_up = Line(1, 2), asyncio.Event(), asyncio.Event()

    async def heard(update: Update) -> None:
        if update.update_id == 2:
            await slow.wait()

    task = asyncio.create_task(poll(cast(Bot, line), heard, ("message",), caught_up))
    await asyncio.sleep(0.1)
    assert len(line.offsets) > 1
    assert not caught_up.is_set()
    slow.set()
    async with asyncio.timeout(1):
        await caught_up.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_one_that_goes_wrong_and_a_line_that_breaks_are_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_WAIT_S", 0.01)
    line, dealt_with = Line(1, 2), []
    line.trouble = [NetworkError("down"), NetworkError("down")]

    async def heard(update: Update) -> None:
        if update.update_id == 1:
            raise ZeroDivisionError
        dealt_with.append(update.update_id)

    await listens(line, heard)
    assert dealt_with == [2]
    assert line.waiting == []


async def test_a_token_that_was_taken_back_ends_it() -> None:
    line = Line()
    line.trouble = [InvalidToken()]

    async def heard(_update: Update) -> None:
        raise AssertionError

    with pytest.raises(Problem, match="telegram-token"):
        await poll(cast(Bot, line), heard, ("message",))
