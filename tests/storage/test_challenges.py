"""Guess-the-prompt games: round trips, one a room, tries, hints, standings and streaks."""

import asyncio
import itertools
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.problem import Problem
from storage.records import Challenge, Guess, Member, MessageRef, Room, Standing
from storage.standings import streak
from storage.storage import Storage
from tests.storage import conftest
from tests.storage.conftest import ANA, BO, CAI, NOON, ROOM, Paint, sha

SECRETS = {"en": "a red fox", "es": "un zorro rojo", "zh": "红色的狐狸"}


async def opened(
    storage: Storage,
    generation_id: int,
    *,
    room: Room = ROOM,
    author: Member | None = None,
    at: datetime = NOON,
    tries: int = 3,
    started: bool = True,
) -> Challenge:
    return await conftest.opened(
        storage,
        generation_id,
        room=room,
        author=author,
        secrets=SECRETS,
        locale="es",
        opened_at=at,
        closes_at=at + timedelta(minutes=30),
        tries=tries,
        season=f"{at:%Y-%m}",
        seen_by=() if author is None else (author, CAI, author),
        opener=BO,
        started_at=at if started else None,
    )


_numbers = itertools.count(1)


async def tried(
    storage: Storage, game: Challenge, member: Member, points: int, *, minute: int = 1, text: str | None = None
) -> Guess:
    now = game.opened_at + timedelta(minutes=minute)
    said = text or f"fox {next(_numbers)}"
    score = min(100, points + 5)
    return await storage.challenges.guess(
        game.id, member, text=said, score=score, worth=lambda _tries, _hints: points, hits=("fox",), now=now
    )


async def test_every_field_comes_back(storage: Storage, paint: Paint) -> None:
    source = await paint()
    made = await opened(storage, source.id, author=ANA)
    expected = Challenge(
        id=made.id,
        room=ROOM,
        author=ANA,
        generation_id=source.id,
        secrets=SECRETS,
        locale="es",
        picture_sha256=None,
        opened_at=NOON,
        closes_at=NOON + timedelta(minutes=30),
        tries=3,
        season="2026-11",
        seen_by=(ANA, CAI),
        opener=BO,
        code=made.code,
        started_at=NOON,
    )
    assert made == expected
    assert re.fullmatch(rf"{made.id}-[a-z]{{8}}", made.code)
    assert made.author is not None
    assert (made.author.name, made.seen_by[1].name) == ("Ana", "蔡")
    message = MessageRef(ROOM, "m")
    await storage.challenges.pictured(made.id, sha("d"))
    await storage.challenges.placed(made.id, message)
    expected = replace(expected, picture_sha256=sha("d"), message=message)
    assert await storage.challenges.get(made.id) == expected
    assert await storage.challenges.played_with(source.id) == expected
    assert await storage.challenges.played_with(10**6) is None
    assert await storage.challenges.current(ROOM) == expected
    assert await storage.challenges.latest(ROOM) == expected
    assert await storage.challenges.by_message(message) == expected
    assert await storage.challenges.by_message(replace(message, id="x")) is None
    assert await storage.challenges.get(10**6) is None


async def test_one_open_game_a_room(storage: Storage, paint: Paint) -> None:
    sources = [(await paint()).id for _ in range(5)]
    outcomes = await asyncio.gather(*(opened(storage, number) for number in sources), return_exceptions=True)
    assert sorted(str(one) if isinstance(one, Problem) else "open" for one in outcomes) == ["challenge-running"] * 4 + ["open"]
    await opened(storage, (await paint()).id, room=Room("telegram", "plaza"))
    game = await storage.challenges.current(ROOM)
    assert game is not None
    assert await storage.challenges.due(game.closes_at - timedelta(milliseconds=1)) == ()
    assert game.id in await storage.challenges.due(game.closes_at)
    closing = [storage.challenges.closed(game.id, game.closes_at) for _ in range(3)]
    assert sorted(await asyncio.gather(*closing)) == [False, False, True]
    assert await storage.challenges.current(ROOM) is None
    assert game.id in await storage.challenges.due(game.closes_at), "closed, but nobody was told yet"
    await storage.challenges.announced(game.id, NOON)
    assert game.id not in await storage.challenges.due(game.closes_at)
    second = await opened(storage, (await paint()).id, at=NOON + timedelta(hours=1))
    assert await storage.challenges.latest(ROOM) == second
    assert await storage.challenges.latest(Room("web", "nowhere")) is None
    assert await storage.challenges.used(ROOM) == {"a red fox"}
    assert await storage.challenges.used(Room("web", "nowhere")) == frozenset()


async def test_guesses_tries_and_the_end(storage: Storage, paint: Paint) -> None:
    game = await opened(storage, (await paint()).id)
    first = await tried(storage, game, BO, 40, text="a fox")
    assert first == Guess(first.id, game.id, BO, "a fox", 45, 40, ("fox",), NOON + timedelta(minutes=1))
    assert first.member.name == "Bo"
    outcomes = await asyncio.gather(*(tried(storage, game, BO, 50) for _ in range(20)), return_exceptions=True)
    refused = [one for one in outcomes if isinstance(one, Problem)]
    assert {(one.key, one.details["tries"]) for one in refused} == {("no-tries-left", 3)}
    assert len(await storage.challenges.guesses(game.id, BO)) == 3
    other = await tried(storage, game, CAI, 10)
    assert (await storage.challenges.guesses(game.id))[-1] == other
    assert await storage.challenges.guesses(game.id, CAI) == (other,)
    with pytest.raises(Problem, match="challenge-closed"):
        await tried(storage, game, CAI, 10, minute=30)
    await storage.challenges.closed(game.id, NOON)
    with pytest.raises(Problem, match="challenge-closed"):
        await tried(storage, game, CAI, 10)
    with pytest.raises(Problem, match="challenge-closed"):
        await storage.challenges.hint_taken(game.id, CAI, NOON)
    with pytest.raises(Problem, match="challenge-closed"):
        await tried(storage, replace(game, id=10**6), CAI, 10)


async def test_hints_are_counted_for_each_person(storage: Storage, paint: Paint) -> None:
    game = await opened(storage, (await paint()).id)
    assert await storage.challenges.hints(game.id, BO) == 0
    assert sorted(await asyncio.gather(*(storage.challenges.hint_taken(game.id, BO, NOON) for _ in range(3)))) == [1, 2, 3]
    assert await storage.challenges.hint_taken(game.id, CAI, NOON) == 1
    assert await storage.challenges.hints(game.id, BO) == 3


async def test_guesses_at_once_pay_for_every_try_and_hint(storage: Storage, paint: Paint) -> None:
    game = await opened(storage, (await paint()).id, tries=9)
    await storage.challenges.hint_taken(game.id, BO, NOON)

    async def say(text: str) -> Guess:
        return await storage.challenges.guess(
            game.id, BO, text=text, score=90, worth=lambda tries, hints: 100 * tries + hints, hits=(), now=NOON
        )

    made = await asyncio.gather(*(say(text) for text in ("a", "b", "c", "d")))
    assert sorted(one.points for one in made) == [101, 201, 301, 401]
    again = await asyncio.gather(*(say(text) for text in ("Red FOX", "red fox", "RED fox", "red Fox")), return_exceptions=True)
    assert sorted(str(one) if isinstance(one, Problem) else "kept" for one in again) == ["guess-again-same"] * 3 + ["kept"]
    assert len(await storage.challenges.guesses(game.id, BO)) == 5


async def test_one_game_a_generation(storage: Storage, paint: Paint) -> None:
    source = await paint()
    game = await opened(storage, source.id)
    await storage.challenges.closed(game.id, NOON)
    for room in (ROOM, Room("telegram", "plaza")):
        with pytest.raises(Problem, match="secret-played"):
            await opened(storage, source.id, room=room)


async def test_the_clock_runs_from_when_the_picture_is_there(storage: Storage, paint: Paint) -> None:
    games = storage.challenges
    game = await opened(storage, (await paint()).id, started=False)
    assert await games.due(NOON + timedelta(days=3)) == (), "nobody has seen it yet"
    later = NOON + timedelta(hours=5)
    started = await games.started(game.id, later)
    assert started is not None
    assert (started.started_at, started.closes_at) == (later, later + timedelta(minutes=30))
    assert await games.started(game.id, later + timedelta(hours=1)) == started, "the first time counts"
    assert await games.due(later + timedelta(minutes=29)) == ()
    assert await games.due(later + timedelta(minutes=30)) == (game.id,)
    assert await games.started(10**6, later) is None


async def test_a_game_that_ended_before_it_started_is_still_told(storage: Storage, paint: Paint) -> None:
    game = await opened(storage, (await paint()).id, started=False)
    await storage.challenges.closed(game.id, NOON)
    started = await storage.challenges.started(game.id, NOON)
    assert started is not None
    assert started.started_at is None
    assert await storage.challenges.due(game.closes_at) == (game.id,)


async def test_a_code_opens_its_game_and_nothing_else_does(storage: Storage, paint: Paint) -> None:
    games = storage.challenges
    game = await opened(storage, (await paint()).id)
    assert await games.by_code(game.code) == game
    assert await games.by_code(game.code.upper()) == game, "people type it"
    number, letters = game.code.split("-")
    for wrong in (
        number,
        f"{number}-",
        f"{number}-aaaaaaa1",
        letters,
        f"-{letters}",
        f"9{game.code}",
        "9" * 40 + "-a",
        "²-a",
        "",
        "%-%",
    ):
        assert await games.by_code(wrong) is None


async def test_games_of_the_deck_are_counted_by_room_and_day(storage: Storage, paint: Paint) -> None:
    for room in (ROOM, Room("telegram", "plaza")):
        await opened(storage, (await paint()).id, room=room)
    own = await opened(storage, (await paint()).id, room=Room("discord", "own"), author=ANA)
    assert await storage.challenges.from_the_deck(ROOM, NOON) == 1
    assert await storage.challenges.from_the_deck(ROOM, NOON + timedelta(seconds=1)) == 0
    assert await storage.challenges.from_the_deck(own.room, NOON) == 0


async def play(storage: Storage, paint: Paint, at: datetime, points: dict[Member, list[int]], room: Room = ROOM) -> None:
    game = await opened(storage, (await paint()).id, at=at, room=room)
    for member, tries in points.items():
        for one in tries:
            await tried(storage, game, member, one)
    assert await storage.challenges.closed(game.id, game.closes_at)


async def test_standings(storage: Storage, paint: Paint) -> None:
    day = timedelta(days=1)
    await play(storage, paint, datetime(2026, 10, 31, 9, tzinfo=UTC), {BO: [90]})
    await play(storage, paint, datetime(2026, 11, 1, 9, tzinfo=UTC), {BO: [10, 60, 30], CAI: [60]})  # Bo was first at 60
    await play(storage, paint, datetime(2026, 11, 2, 9, tzinfo=UTC), {CAI: [70, 80], BO: [20]})
    await play(storage, paint, datetime(2026, 11, 4, 9, tzinfo=UTC), {CAI: [0], ANA: [0]})  # nobody wins with nothing
    await play(storage, paint, NOON, {ANA: [100]}, room=Room("discord", "other"))
    running = await opened(storage, (await paint()).id)
    await tried(storage, running, ANA, 100)  # an open game gives nothing away
    table = await storage.challenges.standings(ROOM, "2026-11", 10)
    fourth = date(2026, 11, 4)
    assert table == (
        Standing(CAI, points=140, games=3, wins=1, streak_days=1, best_score=85, last_played=fourth),
        Standing(BO, points=80, games=2, wins=1, streak_days=3, best_score=65, last_played=fourth - 2 * day),
        Standing(ANA, points=0, games=1, wins=0, streak_days=1, best_score=5, last_played=fourth),
    )
    assert [line.member.name for line in table] == ["蔡", "Bo", "Ana"]
    assert await storage.challenges.standings(ROOM, "2026-11", 1) == table[:1]
    assert [line.points for line in await storage.challenges.standings(ROOM, "2026-10", 10)] == [90]
    assert await storage.challenges.standings(ROOM, "2026-12", 10) == ()


def test_a_streak_ends_at_the_first_gap() -> None:
    first = date(2026, 2, 27)
    assert streak(set()) == 0
    assert streak({first}) == 1
    assert streak({first + timedelta(days=number) for number in range(4)}) == 4  # over the end of a month
    assert streak({first, first + timedelta(days=2), first + timedelta(days=3)}) == 2


async def test_a_game_is_found_in_its_thread(storage: Storage, paint: Paint) -> None:
    game = await conftest.opened(storage, (await paint()).id)
    thread = Room(ROOM.platform, f"{ROOM.id}/9")
    assert await storage.challenges.current(thread) is None
    await storage.challenges.threaded(game.id, thread)
    for find in (storage.challenges.current, storage.challenges.latest):
        for room in (ROOM, thread):
            found = await find(room)
            assert found is not None
            assert (found.id, found.thread) == (game.id, thread)
    await storage.challenges.closed(game.id, NOON)
    assert await storage.challenges.current(thread) is None
