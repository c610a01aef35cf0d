"""/challenge as people live it: a secret picture, a game, the reveal; and what must not leak.

More than 400 lines, because one game is followed from its opening to its end.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from bot.terminal.adapter import TerminalAdapter
from commands.challenge import announcement, reveal
from commands.core.closing import close_due
from commands.core.game import GUESS_CHARS
from commands.core.markup import plain
from commands.core.reply import Reply
from generation.ports import Score
from generation.sketch.deck import Deck, Secret
from storage.challenges import CODE_LETTERS
from storage.problem import Problem
from storage.records import Audience, Member, Room
from tests.commands.game_room import DOG, SQUARE, GameRoom, game_room

_CODE = re.compile(rf"\b\d+-[a-z]{{{CODE_LETTERS}}}\b")
GIVEN_AWAY = ("dog", "eiffel", "tower", "dawn", "perro", "torre", "amanecer", "狗", "铁塔", "黎明")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[GameRoom]:
    async with game_room(tmp_path / "data") as opened:
        yield opened


def leaks(reply: Reply) -> list[str]:
    """The words of the secret that a reply gives away, wherever they stand."""
    told = " ".join([reply.text, *(f"{one.filename} {one.alt}" for one in reply.pictures), *(one.token for one in reply.buttons)])
    told = _CODE.sub("", told)  # letters by chance, in which a dog may stand
    return [word for word in GIVEN_AWAY if word in told.lower()]


async def test_a_game_from_the_deck_is_announced_with_rules_time_and_buttons(room: GameRoom) -> None:
    opening = await room.answer("ana", "/challenge 15 --tries 3")
    assert "painting a secret" in opening.text
    await room.painted()
    (message,) = room.seen()
    assert "What did I paint here?" in message.text
    assert "3 tries" in message.text
    assert "15 minutes" in message.text
    assert "18:15 UTC" in message.text
    assert [button.token for button in message.reply.buttons] == [f"guess::{await room.code()}", f"hint:{await room.code()}", "top"]
    assert leaks(opening) == leaks(message.reply) == []


async def test_without_numbers_the_room_s_settings_hold(room: GameRoom) -> None:
    settings = await room.house.storage.rooms.settings(SQUARE)
    game = await room.house.storage.challenges.get(await room.game())
    assert game is not None
    assert game.closes_at - game.opened_at == timedelta(minutes=settings.challenge_minutes)
    assert game.tries == settings.guess_tries
    assert game.season == "2026-11"


async def test_the_picture_people_get_says_nothing_of_how_it_was_made(room: GameRoom) -> None:
    number = await room.game()
    (message,) = room.seen()
    (picture,) = message.reply.pictures
    data = await room.house.storage.pictures.get(picture.sha256)
    with Image.open(BytesIO(data)) as image:
        assert image.size == (96, 96)
        assert not image.info
    game = await room.house.storage.challenges.get(number)
    assert game is not None
    assert game.picture_sha256 == picture.sha256
    painted = await room.house.storage.generations.get(game.generation_id)
    assert painted is not None
    assert painted.variants[0].sha256 != picture.sha256
    assert b"Eiffel" in await room.house.storage.pictures.get(painted.variants[0].sha256), "the painter did write the prompt"
    assert b"Eiffel" not in data


async def test_the_secret_is_in_nobody_s_gallery_or_export(room: GameRoom) -> None:
    await room.game()
    assert await room.house.storage.generations.by_member(Member("test", "olga"), before=None, limit=9) == ()
    assert "Eiffel" not in str(await room.house.storage.people.export(Member("test", "olga")))


async def test_nobody_in_a_chat_can_be_the_bot(room: GameRoom) -> None:
    await room.game()
    running = await room.house.storage.challenges.current(SQUARE)
    assert running is not None
    painted = await room.house.storage.generations.get(running.generation_id)
    assert painted is not None
    assert painted.request.asked_by.id == "bot:pincel"
    assert await room.house.storage.generations.by_member(Member("test", "pincel"), before=None, limit=9) == ()
    terminal = TerminalAdapter(room.dispatcher, console=Console(quiet=True), out=Path(), locale="en")
    for name in ("bot:pincel", "Bot:Pincel", " bot:pincel "):
        with pytest.raises(Problem, match="terminal-name"):
            terminal.person(name)


async def test_a_game_from_the_deck_costs_nobody_s_units(room: GameRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    free = room.pipeline.quote
    monkeypatch.setattr(room.pipeline, "quote", lambda request, **given: replace(free(request, **given), units=5))
    settings = await room.house.storage.rooms.settings(SQUARE)
    await room.house.storage.rooms.change(replace(settings, daily_units=0))
    assert "painting a secret" in await room.says("ana", "/challenge")
    assert (await room.pipeline._generation(1)).cost_units == 5, "had it been a person's, the budget would have refused it"


async def test_the_deck_rests_after_many_games_in_a_day(room: GameRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.challenge.DECK_GAMES_A_DAY", 1)
    await room.game()
    await room.answer("olga", "/challenge --close")
    assert "need a rest" in await room.says("ana", "/challenge")
    room.now += timedelta(days=1)
    assert "painting a secret" in await room.says("ana", "/challenge")


async def test_a_second_game_waits_for_the_first(room: GameRoom) -> None:
    await room.game()
    again = await room.answer("bob", "/challenge")
    assert again.private
    assert "running here already" in again.text
    assert [button.token for button in again.buttons] == [f"guess::{await room.code()}", f"hint:{await room.code()}", "top"]
    assert room.queue.jobs == [], "nothing is painted, nothing is paid"


async def test_another_room_plays_its_own_game(room: GameRoom) -> None:
    await room.game()
    assert "painting a secret" in await room.says("bob", "/challenge", alone=True)


async def test_who_loses_the_race_for_a_game_leaves_nothing_behind(room: GameRoom) -> None:
    await room.game()
    lost = await room.house.pipeline.accept(
        (await room.pipeline._generation(1)).request, key="the-slower-one", day_limit_units=1000
    )
    await room.painted()
    assert await announcement(room.house, await room.pipeline._generation(lost.id)) is None
    assert len(room.seen()) == 1


async def test_two_who_open_at_once_get_one_game(room: GameRoom) -> None:
    answers = await asyncio.gather(room.answer("ana", "/challenge"), room.answer("bob", "/challenge"))
    assert sorted(answer.private for answer in answers) == [False, True]
    await room.painted()
    assert [message.text.splitlines()[0] for message in room.seen()] == ["🎭 What did I paint here? Guess the secret words!"]


async def test_the_room_s_language_is_the_announcement_s(room: GameRoom) -> None:
    await room.answer("ana", "/challenge", locale="es-MX")
    await room.painted()
    assert "¿Qué pinté aquí?" in room.seen()[0].text
    assert "junto a la torre Eiffel" in await room.ends()


async def test_a_room_that_changed_its_language_is_told_of_the_end_in_that_one(room: GameRoom) -> None:
    await room.answer("ana", "/challenge", locale="es")
    await room.painted()
    settings = await room.house.storage.rooms.settings(SQUARE)
    await room.house.storage.rooms.change(replace(settings, language="zh"))
    await room.answer("bob", "/guess a dog", locale="en")
    await room.answer("ana", "/challenge --close", locale="es")
    told = [message.text for message in room.seen()]
    assert "这一局结束了" in told[0]
    assert "Bob" in told[1]
    assert not any("jug" in text or "secreto" in text for text in told)
    assert DOG.prompts["zh"] in told[-1]


async def test_no_secret_twice_until_all_were_played(tmp_path: Path) -> None:
    secrets = tuple(Secret({"en": word, "es": word, "zh": word}, {"en": "things"}) for word in ("a cat", "a boat", "a tree"))
    async with game_room(tmp_path / "data", Deck(secrets)) as room:
        for _ in secrets:
            await room.game()
            await room.ends()
        assert await room.house.storage.challenges.used(SQUARE) == {"a cat", "a boat", "a tree"}


async def test_every_secret_of_the_real_deck_may_be_painted_and_guessed_by_children(room: GameRoom) -> None:
    for secret in Deck.load().secrets:
        for prompt in secret.prompts.values():
            assert len(prompt) <= GUESS_CHARS
            safe = await room.house.guard.safe_prompt(prompt, audience=Audience.CHILDREN, ratio="1:1")
            assert safe.words == prompt


class TestOwnSecrets:
    """A person's own secret is told to the bot alone and played in a room."""

    async def test_in_a_room_it_is_not_taken_and_nobody_else_sees_the_answer(self, room: GameRoom) -> None:
        reply = await room.answer("ana", '/challenge --prompt "a frog with a hat"')
        assert reply.private
        assert "private chat" in reply.text
        assert "frog" not in reply.text
        assert room.queue.jobs == []

    async def test_from_the_private_chat_to_the_room(self, room: GameRoom) -> None:
        await room.answer("ana", '/challenge --prompt "a frog with a hat"', alone=True)
        room.painter.missing = ("hat",)
        await room.painted()
        (prepared,) = room.seen(Room("test", "alone-with-ana"))
        assert "a frog with a hat" in prepared.text
        assert "--picture 1" in prepared.text
        assert "could not paint: hat" in prepared.text
        opened = await room.answer("ana", "/challenge 10 --picture 1")
        assert "secret is from Ana" in plain(opened.text)
        assert "frog" not in opened.text + opened.pictures[0].alt + opened.pictures[0].filename
        assert "own secret" in await room.says("ana", "/guess a frog with a hat")
        assert "own secret" in await room.says("ana", "/hint")
        assert "100 of 100" in await room.says("bob", "/guess a frog with a hat")

    async def test_the_guard_reads_it(self, room: GameRoom) -> None:
        reply = await room.answer("ana", "/challenge --prompt 'a naked woman'", alone=True)
        assert reply.private
        assert reply.pending is None
        assert room.queue.jobs == []

    async def test_it_is_short_enough_to_be_guessed(self, room: GameRoom) -> None:
        assert "at most 120 characters" in await room.says("ana", f'/challenge --prompt "{"frog " * 30}"', alone=True)

    async def test_a_number_of_somebody_else_opens_nothing(self, room: GameRoom) -> None:
        await room.answer("ana", '/challenge --prompt "a frog with a hat"', alone=True)
        assert "still being painted" in await room.says("ana", "/challenge --picture 1")
        await room.painted()
        assert "no secret picture #1" in await room.says("bob", "/challenge --picture 1")
        assert "no secret picture #77" in await room.says("ana", "/challenge --picture 77")
        assert await room.house.storage.challenges.current(SQUARE) is None

    async def test_its_author_is_not_told_to_guess(self, room: GameRoom) -> None:
        await room.secret_of("ana", "a frog with a hat")
        again = await room.says("ana", "/challenge --picture 1")
        assert "Your secret is being guessed here" in again
        assert "You can still guess" not in again
        assert "You can still guess" in await room.says("bob", "/challenge")

    async def test_its_author_may_end_it_and_others_may_not(self, room: GameRoom) -> None:
        await room.secret_of("ana", "a frog with a hat")
        assert "Only who opened it" in await room.says("bob", "/challenge --close")
        assert "a frog with a hat" in await room.says("ana", "/challenge --close")

    async def test_it_is_played_once(self, room: GameRoom) -> None:
        await room.secret_of("ana", "a frog with a hat")
        await room.answer("ana", "/challenge --close")
        again = await room.answer("ana", "/challenge --picture 1")
        assert again.private
        assert "has been played already" in again.text
        assert await room.house.storage.challenges.current(SQUARE) is None

    async def test_a_failed_one_says_so_in_the_private_chat(self, room: GameRoom) -> None:
        await room.answer("ana", '/challenge --prompt "a frog with a hat"', alone=True)
        room.painter.broken = True
        await room.painted()
        (shown,) = room.seen(Room("test", "alone-with-ana"))
        assert "could not be painted" in shown.text
        assert "no secret picture" in await room.says("ana", "/challenge --picture 1")


class TestTheEnd:
    """Closing by time, by hand, after a failure; and the reveal."""

    async def test_by_time_everybody_reads_secret_table_winner_and_standings(self, room: GameRoom) -> None:
        await room.game()
        await room.answer("ana", "/guess a dog next to the Eiffel Tower at dawn")
        await room.answer("bob", "/guess a dog by a tower")
        await room.answer("bob", "/guess a bicycle full of bread")
        told = await room.ends()
        assert "a dog next to the Eiffel Tower at dawn" in told
        assert "Ana wins with 100 points" in told
        assert "🥇 Ana ▰▰▰▰▰▰▰▰▰▰ 100 → 100 points (1 guess)" in told
        assert "(2 guesses): “a dog by a tower”" in told
        assert told.index("🥇 Ana") < told.index("🥈 Bob")
        assert "Standings of 2026-11" in told
        shown = room.seen()
        assert "This game is over" in shown[0].text
        assert shown[0].reply.buttons == (), "the announcement lost its buttons"
        assert [button.token for button in shown[-1].reply.buttons] == ["challenge", "top"]
        assert "Eiffel" in shown[0].reply.pictures[0].alt
        assert "Eiffel" not in shown[0].text, "the secret is told once"
        assert shown[-1].reply.pictures == (), "the picture hangs there already"

    async def test_where_the_announcement_is_gone_the_picture_comes_with_the_secret(self, room: GameRoom) -> None:
        number = await room.game()
        room.refuses = True
        told = await reveal(room.house, number)
        assert "Eiffel" in told.pictures[0].alt

    @pytest.mark.parametrize(
        ("best", "said", "wins"),
        [(34, "Nobody came near", 0), (35, "Nobody found it, but Ana came nearest and wins with", 1), (90, "🎉 Ana wins with", 1)],
    )
    async def test_cold_guesses_win_nothing(
        self, room: GameRoom, best: int, said: str, wins: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await room.game()
        monkeypatch.setattr(room.house.scorer, "score", lambda *_texts: Score(best, (), ()))
        await room.answer("ana", "/guess a lamp post in the fog")
        told = await room.ends()
        assert said in told
        (line,) = await room.house.storage.challenges.standings(SQUARE, "2026-11", 10)
        assert line.wins == wins, "the standings go by the same rule"

    async def test_nobody_played(self, room: GameRoom) -> None:
        await room.game()
        assert "Nobody guessed" in await room.ends()

    async def test_nobody_came_near(self, room: GameRoom) -> None:
        await room.game()
        await room.answer("bob", "/guess quantum accounting")
        told = await room.ends()
        assert "Nobody came near" in told
        assert "🥇" not in told.split("Standings")[0], "no medal for that"
        assert "wins" not in told.split("Standings")[0]

    async def test_without_points_there_are_no_standings_and_no_medals(
        self, room: GameRoom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await room.game()
        monkeypatch.setattr(room.house.scorer, "score", lambda *_texts: Score(0, (), ()))
        await room.answer("ana", "/guess quantum accounting")
        told = await room.ends()
        assert told.endswith("Nobody has scored in 2026-11 yet.")
        table = await room.says("ana", "/top")
        assert "Nobody has scored in 2026-11 yet." in table
        assert "1. Ana 0 points" in table
        assert not any(medal in told + table for medal in "🥇🥈🥉")

    async def test_the_reveal_may_be_asked_for_again_and_says_the_same(self, room: GameRoom) -> None:
        number = await room.game()
        await room.answer("ana", "/guess a dog")
        first = await reveal(room.house, number)
        messages = dict(room.messages)
        room.now += timedelta(hours=1)
        assert await reveal(room.house, number) == first
        assert room.messages == messages, "the announcement is edited once"
        game = await room.house.storage.challenges.get(number)
        assert game is not None
        assert game.closed_at is not None
        assert game.closed_at < room.now

    async def test_an_unknown_number_has_no_reveal(self, room: GameRoom) -> None:
        with pytest.raises(Problem, match="no-challenge"):
            await reveal(room.house, 4711)

    async def test_a_moderator_ends_it_by_hand(self, room: GameRoom) -> None:
        await room.game()
        assert "Only who opened it" in await room.says("bob", "/challenge --close")
        assert "The secret was" in await room.says("mo", "/challenge --close", moderator=True)
        assert "No game is running" in await room.says("mo", "/challenge --close", moderator=True)
        assert "painting a secret" in await room.says("bob", "/challenge"), "the room is free again"

    async def test_a_reveal_that_the_chat_did_not_take_is_told_when_the_time_is_up(self, room: GameRoom) -> None:
        await room.game()
        room.refuses = True
        with pytest.raises(ConnectionError):
            await room.answer("olga", "/challenge --close")
        room.refuses = False
        assert "The secret was" in await room.ends()
        assert await close_due(room.house) == 0, "once"

    async def test_who_opened_it_ends_it_too(self, room: GameRoom) -> None:
        await room.game()
        assert "Only who opened it" in await room.says("bob", "/challenge --close")
        assert "The secret was" in await room.says("olga", "/challenge --close")

    async def test_the_clock_starts_when_the_picture_is_there(self, room: GameRoom) -> None:
        await room.answer("ana", "/challenge 15")
        room.now += timedelta(hours=2)
        assert await close_due(room.house) == 0
        assert "still being painted" in await room.says("bob", "/challenge")
        await room.painted()
        assert "15 minutes, at 20:15 UTC" in room.seen()[0].text
        room.now += timedelta(minutes=14)
        assert await close_due(room.house) == 0
        assert "of 100" in await room.says("bob", "/guess a dog")
        room.now += timedelta(minutes=1)
        assert await close_due(room.house) == 1

    async def test_another_day_is_said(self, room: GameRoom) -> None:
        await room.game("/challenge 1440")
        assert "in 24 hours, at 2026-11-22 18:00 UTC" in room.seen()[0].text

    async def test_alone_with_the_bot_one_may_give_up(self, room: GameRoom) -> None:
        await room.answer("ana", "/challenge", alone=True)
        await room.painted()
        assert "The secret was" in await room.says("ana", "/challenge --close", alone=True)

    async def test_a_game_whose_message_is_gone_is_revealed_all_the_same(self, room: GameRoom) -> None:
        number = await room.game()
        room.refuses = True
        assert "The secret was" in (await reveal(room.house, number)).text

    async def test_a_picture_that_fails_frees_the_room(self, room: GameRoom) -> None:
        room.painter.broken = True
        await room.answer("ana", "/challenge")
        await room.painted()
        (shown,) = room.seen()
        assert "could not be painted" in shown.text
        assert leaks(shown.reply) == []
        room.painter.broken = False
        await room.presses("bob", shown.reply.buttons[0])
        await room.painted()
        assert "What did I paint here?" in room.seen()[-1].text

    async def test_a_game_that_ended_before_it_was_painted_is_shown_as_over(self, room: GameRoom) -> None:
        await room.answer("ana", "/challenge")
        assert "The secret was" in await room.says("ana", "/challenge --close")
        await room.painted()
        assert room.seen()[0].text == "🏁 This game is over."
        assert room.seen()[0].reply.buttons == ()

    async def test_a_picture_that_comes_after_its_game_ended_disturbs_the_next_one_not(self, room: GameRoom) -> None:
        await room.answer("ana", "/challenge")
        await room.answer("ana", "/challenge --close")
        await room.answer("bob", "/challenge")
        await room.painted()
        first, _, second = room.seen()
        assert "This game is over" in first.text
        assert "What did I paint here?" in second.text

    async def test_a_long_table_is_cut(self, room: GameRoom) -> None:
        await room.game()
        for number in range(12):
            await room.answer(f"player{number}", f"/guess a dog {number}")
        told = await room.ends()
        assert "and 2 more" in told
        assert "10. Player" in told
        assert "11. Player" not in told


async def test_the_announcement_bears_to_be_made_twice(room: GameRoom) -> None:
    number = await room.game()
    game = await room.house.storage.challenges.get(number)
    assert game is not None
    again = await announcement(room.house, await room.pipeline._generation(game.generation_id))
    assert again == room.seen()[0].reply


@pytest.mark.parametrize(
    "line", ["/challenge 0", "/challenge 10081", "/challenge --tries 0", "/challenge --tries 11", "/challenge soon"]
)
async def test_numbers_out_of_bounds_open_nothing(room: GameRoom, line: str) -> None:
    reply = await room.answer("ana", line)
    assert reply.private
    assert await room.house.storage.challenges.current(SQUARE) is None


def test_the_dog_is_the_secret_of_these_tests() -> None:
    assert all(any(word in secret.lower() for word in GIVEN_AWAY) for secret in DOG.prompts.values())
