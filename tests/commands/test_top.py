"""/top: the table of a room for a month."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.game_room import GameRoom, game_room

RIGHT = "/guess a dog next to the Eiffel Tower at dawn"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[GameRoom]:
    async with game_room(tmp_path / "data") as opened:
        yield opened


async def play(room: GameRoom, **lines: str) -> None:
    """One game in which these people guess, ended by a moderator so that the day stays the same."""
    await room.secret_of("olga", "a dog next to the Eiffel Tower at dawn")
    for name, line in lines.items():
        await room.answer(name, line)
    await room.answer("mo", "/challenge --close", moderator=True)


async def test_points_games_wins_and_medals(room: GameRoom) -> None:
    await play(room, ana=RIGHT, bob="/guess a dog")
    await play(room, bob="/guess soup", ana=RIGHT)
    table = (await room.says("bob", "/top")).splitlines()
    assert table[0] == "🏆 Guessing games in 2026-11"
    assert table[1] == "🥇 Ana 200 points · 2 games · 2 wins · best 100"
    assert table[2].startswith("🥈 Bob")
    assert "2 games · 0 wins" in table[2]
    assert table[-1] == "Bob, you are number 2 of 2."


async def test_a_running_game_is_not_in_the_table(room: GameRoom) -> None:
    await room.game()
    await room.answer("ana", RIGHT)
    assert "Nobody has finished a game" in await room.says("bob", "/top")


async def test_who_did_not_play_is_invited(room: GameRoom) -> None:
    await play(room, ana=RIGHT)
    assert "Bob, you are not in this table yet" in await room.says("bob", "/top")


async def test_days_in_a_row_make_a_streak(room: GameRoom) -> None:
    for _ in range(3):
        await play(room, ana=RIGHT)
        room.now += timedelta(days=1)
    assert "🔥 3 days in a row" in await room.says("ana", "/top")
    room.now += timedelta(days=1)
    await play(room, ana=RIGHT)
    assert "in a row" not in await room.says("ana", "/top")


async def test_a_new_month_begins_a_new_table(room: GameRoom) -> None:
    room.now = datetime(2026, 11, 30, 23, 50, tzinfo=UTC)
    await play(room, ana=RIGHT)
    room.now = datetime(2026, 12, 1, 0, 10, tzinfo=UTC)
    await play(room, bob=RIGHT)
    december, november = await room.says("bob", "/top"), await room.says("bob", "/top 2026-11")
    assert "Bob 100" in december
    assert "Ana" not in december
    assert "Ana 100" in november
    assert "Bob 100" not in november


async def test_one_s_own_line_is_told_from_far_down(room: GameRoom) -> None:
    lines = {f"player{number:02}": RIGHT for number in range(11)}
    await play(room, **lines, zoe="/guess soup")
    table = (await room.says("zoe", "/top")).splitlines()
    assert table[11] == "…"
    assert table[12].startswith("12. Zoe 0 points")
    assert table[13] == "Zoe, you are number 12 of 12."


@pytest.mark.parametrize("season", ["november", "2026", "2026-13", "2026-11-21", "26-11"])
async def test_what_is_no_month_is_explained(room: GameRoom, season: str) -> None:
    text = await room.says("ana", f"/top {season}")
    assert season in text
    assert "such as 2026-11" in text


async def test_an_empty_month_of_the_past(room: GameRoom) -> None:
    reply = await room.answer("ana", "/top 2025-03")
    assert "no finished games here in 2025-03" in reply.text
    assert reply.buttons == ()
    assert [button.token for button in (await room.answer("ana", "/top")).buttons] == ["challenge"]
