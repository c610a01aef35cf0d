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


async def test_a_slow_one_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "DEALT_WITH_S", 0.05)
    line, dealt_with = Line(1), []

    async def heard(update: Update) -> None:
        if update.update_id == 1:
            line.waiting.append(2)
            await asyncio.sleep(0.15)
        dealt_with.append(update.update_id)

    await listens(line, heard)
    assert dealt_with == [2, 1]


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
