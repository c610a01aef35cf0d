"""What a moderator looks at first: nobody else sees, votes on, uses or carries away held pictures, wherever they try."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.telegram.inline import pictures as offered
from commands.challenge import redraw_game
from commands.core import progress
from commands.core.closing import close_due
from commands.core.copies import redraw_all
from commands.core.progress import Progress
from commands.core.showing import reason_hidden
from generation.catalog import Catalog, Status
from storage.records import Audience, CaseState, Held, Room
from tests.commands.game_room import SQUARE as GAME_SQUARE
from tests.commands.game_room import GameRoom, game_room
from tests.commands.studio import PLATFORM, SQUARE, Brush, Calm, Studio, Told, catalog

DEN = Room(PLATFORM, "den")
WISH = "/imagine a red fox --count 2 --seed 7"


async def approval(studio: Studio | GameRoom, room: Room = SQUARE) -> None:
    rooms = studio.house.storage.rooms
    await rooms.change(replace(await rooms.settings(room), approval=True))


async def held(studio: Studio) -> Told:
    """A set of Ana's in a room where a moderator looks at every picture."""
    await approval(studio)
    return await studio.made(WISH)


async def decides(studio: Studio, state: CaseState, number: int = 1) -> None:
    """What stays after a moderator's word, and what brings the room up to date."""
    (case,) = await studio.storage.cases.of_generation(number)
    await studio.storage.cases.decide(case.id, state, studio.olga.member, studio.clock)
    if state is CaseState.APPROVED:
        await studio.storage.generations.release(number, studio.clock)
    assert await redraw_all(studio.house, await studio.generation(number))


async def veiled(studio: Studio, message: Told) -> None:
    made = await studio.generation(1)
    (veil,) = message.pictures
    assert veil.filename == "hidden.png"
    assert veil.sha256 not in {made.sheet_sha256, *(one.sha256 for one in made.variants)}
    assert "a red fox" not in message.text
    assert message.reply.ballot is None
    assert {one.token for one in message.buttons} <= {"moderation"}, "which answers moderators alone"


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "a moderator looks at every picture first"), ("es", "alguien de moderación mira primero"), ("zh", "先由管理员看过")],
)
async def test_the_room_sees_a_veil_and_reads_why(studio: Studio, locale: str, said: str) -> None:
    await approval(studio)
    message = await studio.made(WISH, studio.ana.speaking(locale))
    await veiled(studio, message)
    assert said in message.text


async def test_a_doubtful_set_says_something_else(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Calm, "run", lambda *_: [np.array([[0.0, 0.3, 0.7]])])
    # A plain tile would be nothing to doubt.
    monkeypatch.setattr("generation.safety.looking.spread", lambda _: 255)
    message = await studio.made(WISH)
    assert (await studio.generation(1)).held is Held.DOUBTFUL
    await veiled(studio, message)
    assert "I am not sure" in message.text


LINES = (
    "/vote 1",
    "/download 1",
    "/reuse 1",
    "/details 1",
    "/retry 1",
    "/finish 1",
    "/favourite 1 1",
    "/results 1",
    "/publish 1",
    "/report other 1",
    "/imagine a blue boat --picture 1",
)


async def test_neither_its_author_nor_anybody_else_comes_to_it(studio: Studio) -> None:
    await held(studio)
    for line in LINES:
        for person in (studio.ana, studio.ana.alone, studio.bob, studio.ana.at(DEN).moderates, studio.ana.alone.moderates):
            told = await person(line)
            assert (told.pictures, told.reply.files) == ((), ()), line
            assert told.reply.pending is None, f"nor is anything painted by {line}"
        if line != "/vote 1":
            assert "Here a moderator looks at every picture first" in (await studio.ana(line)).text


async def test_its_gallery_favourites_and_export_have_its_line_and_not_its_pixels(studio: Studio) -> None:
    await held(studio)
    await studio.storage.generations.set_favourite(studio.ana.member, 1, 1, on=True, now=studio.clock)
    for line in ("/gallery", "/gallery favourites"):
        told = await studio.ana.alone(line)
        assert told.pictures == ()
        assert "waiting for a moderator" in told.text
        assert "a red fox" not in told.text
    assert b"pictures/1-1" not in (await studio.ana.alone("/export")).file
    await decides(studio, CaseState.APPROVED)
    assert len((await studio.ana.alone("/gallery")).pictures) == 1
    assert b"pictures/1-1" in (await studio.ana.alone("/export")).file


async def test_a_share_code_opens_it_to_nobody(studio: Studio) -> None:
    await held(studio)
    made = await studio.generation(1)
    code = f"share_1-{made.variants[0].sha256[:16]}"
    assert (await studio.bob.alone(f"/start {code}")).pictures == ()


async def test_telegrams_inline_mode_offers_nothing_of_it(studio: Studio) -> None:
    class Ids:
        async def known(self, *names: str) -> dict[str, str]:
            assert not names
            return {}

    await held(studio)
    assert await offered(Ids(), studio.house.guard, (await studio.generation(1),), "fox") == []  # type: ignore[arg-type] # all that is used of it


async def test_moderators_of_its_room_look_at_it_there_and_nowhere_else(studio: Studio) -> None:
    await held(studio)
    assert "a red fox" in (await studio.olga.moderates("/details 1")).text
    assert (await studio.olga.moderates("/download 1")).private
    assert "looks at every picture first" in (await studio.olga.moderates("/vote 1 1")).text
    assert "looks at every picture first" in (await studio.olga.moderates("/results 1 --close yes")).text
    assert "a red fox" not in (await studio.olga.at(DEN).moderates("/details 1")).text


async def test_its_vote_begins_when_it_is_let_go(studio: Studio) -> None:
    message = await held(studio)
    assert (await studio.generation(1)).vote_closes_at is None
    assert await studio.passes(hours=5) == 0, "nothing has ended, for nothing had begun"
    await decides(studio, CaseState.APPROVED)
    assert message.now.ballot.choices == 2
    assert "a red fox" in message.now.text
    assert (await studio.bob.votes(message.now.ballot, 2)).private
    assert await studio.passes(minutes=50) == 0
    assert await studio.passes(minutes=11) == 1
    assert (await studio.generation(1)).winner == 2


async def test_nobody_votes_by_a_reaction_on_a_veil(studio: Studio) -> None:
    await held(studio)
    await studio.bob.presses("vote:1:1")
    assert (await studio.storage.votes.tally(1)).counts == (0, 0)


async def test_what_a_moderator_decides_against_stays_away(studio: Studio) -> None:
    message = await held(studio)
    await decides(studio, CaseState.REFUSED)
    await veiled(studio, message.now)
    assert "decided not to show them" in message.now.text
    gallery = await studio.ana.alone("/gallery")
    assert gallery.pictures == ()
    assert "decided against showing it" in gallery.text
    assert "decided against showing them" in (await studio.ana("/retry 1")).text


async def test_one_that_is_let_go_while_its_message_is_on_its_way(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    await approval(studio)
    deliver = studio._deliver

    async def slowly(room: Room, reply: Told, *rest: object) -> object:
        if (await studio.storage.cases.of_generation(1)) and (await studio.generation(1)).held:
            await studio.storage.generations.release(1, studio.clock)
        return await deliver(room, reply, *rest)  # type: ignore[arg-type] # passed on as it came

    studio.house = replace(studio.house, deliver=slowly)  # type: ignore[arg-type] # the same, slower
    message = await studio.made(WISH)
    assert "a red fox" in message.now.text
    assert message.now.ballot.choices == 2


async def test_elsewhere_made_pictures_come_in_by_a_moderator_only(studio: Studio) -> None:
    await studio.made(WISH, studio.ana.at(DEN))
    await approval(studio)
    assert "Ask one of them" in (await studio.ana("/publish 1")).text
    assert len((await studio.ana.moderates("/publish 1")).pictures) == 1
    assert (await studio.ana.at(Room(PLATFORM, "third"))("/publish 1")).pictures


async def test_a_vote_closed_from_elsewhere_shows_its_winner_there_to_its_author_alone(studio: Studio) -> None:
    made = await studio.made(WISH, studio.ana.at(DEN))
    await studio.bob.at(DEN).votes(made.ballot, 2)
    await approval(studio)
    told = await studio.ana("/results 1 --close yes")
    assert told.private
    assert "wins" in studio.last.text, "and it is told where people voted"
    assert studio.posted[-1].room == DEN


@pytest.mark.parametrize("approved", [False, True])
async def test_no_sketch_is_shown_in_advance(studio: Studio, monkeypatch: pytest.MonkeyPatch, *, approved: bool) -> None:
    rows = catalog()
    row = replace(rows.get("sketch"), id="slow", title="Slow", status=Status.DEPRECATED, provider="slow", seconds=20.0)
    studio.house = replace(studio.house, catalog=Catalog((*rows.models, row), ("studio", "slow")))
    studio.pipeline._catalog = studio.house.catalog
    studio.pipeline._providers = studio.pipeline._orders._providers = {**studio.pipeline._providers, "slow": Brush()}
    studio.dispatcher.house = studio.house
    monkeypatch.setattr(progress, "EVERY_S", 0.0)
    if approved:
        await approval(studio)
    wish = await studio.ana("/imagine a red fox --model slow")
    await Progress(studio.house).tell([PLATFORM])
    assert bool(wish.now.pictures) is not approved


async def test_what_only_waits_in_a_gallery_is_held_there_too(studio: Studio) -> None:
    await approval(studio)
    await studio.ana(WISH)
    studio.gone |= {SQUARE, Room.private_with(studio.ana.member)}
    await studio.settles()
    told = await studio.ana.alone("/gallery")
    assert told.pictures == ()
    assert "waiting for a moderator" in told.text


class TestGames:
    """A game begins when its picture is let go."""

    async def test_of_the_deck(self, tmp_path: Path) -> None:
        async with game_room(tmp_path / "data") as room:
            storage = room.house.storage
            await approval(room, GAME_SQUARE)
            number = await room.game()
            message = room.seen()[-1].reply
            assert message.pictures[0].filename == "hidden.png"
            assert "then the game begins" in message.text
            assert "a dog" in await room.says("olga", "/moderation 1", moderator=True)
            game = await storage.challenges.get(number)
            assert game is not None
            assert (game.started_at, game.picture_sha256) == (None, None)
            await room.says("bob", "/guess a dog")
            assert not await storage.challenges.guesses(number)
            assert await close_due(room.house) == 0
            await storage.generations.release(game.generation_id, room.house.now())
            generation = await storage.generations.get(game.generation_id)
            assert generation is not None
            assert await redraw_game(room.house, generation)
            message = room.seen()[-1].reply
            assert message.pictures[0].filename != "hidden.png"
            begun = await storage.challenges.get(number)
            assert begun is not None
            assert begun.started_at == room.house.now()
            assert "seen this secret already" in await room.says("olga", "/guess a dog", moderator=True), "who looked at it"
            assert "seen this secret" not in await room.says("bob", "/guess a cat")
            await room.says("cai", "/report scary --game yes")
            await room.says("pam", "/moderation 2", moderator=True)
            assert "seen this secret already" in await room.says("pam", "/guess a dog")

    async def test_that_is_ended_before_it_began(self, tmp_path: Path) -> None:
        async with game_room(tmp_path / "data") as room:
            await approval(room, GAME_SQUARE)
            await room.game()
            assert "The secret was" in await room.says("olga", "/challenge --close yes", moderator=True)
            message = room.seen()[0].reply
            assert "then the game begins" not in message.text
            assert message.pictures == ()

    async def test_that_a_moderator_decides_against(self, tmp_path: Path) -> None:
        async with game_room(tmp_path / "data") as room:
            storage = room.house.storage
            await approval(room, GAME_SQUARE)
            game = await storage.challenges.get(await room.game())
            assert game is not None
            (case,) = await storage.cases.of_generation(game.generation_id)
            generation = await storage.generations.get(game.generation_id)
            assert generation is not None
            await storage.cases.decide(case.id, CaseState.REFUSED, generation.request.asked_by, room.house.now())
            assert await redraw_game(room.house, generation)
            assert room.seen()[-1].reply.pictures == ()
            assert await storage.challenges.current(GAME_SQUARE) is None, "the room is free for another one"

    async def test_with_ones_own_secret(self, tmp_path: Path) -> None:
        async with game_room(tmp_path / "data") as room:
            await approval(room, GAME_SQUARE)
            await room.says("ana", '/challenge --prompt "a red fox"', alone=True)
            await room.painted()
            assert "Ask one of them" in await room.says("ana", "/challenge --picture 1")
            await room.says("ana", "/challenge --picture 1", moderator=True)
            assert await room.house.storage.challenges.current(GAME_SQUARE) is not None

    async def test_a_secret_that_is_doubtful(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        async with game_room(tmp_path / "data") as room:
            monkeypatch.setattr(room.house.pipeline.held._check, "_scores", lambda _: (0.0, 0.3, 255))
            await room.says("ana", '/challenge --prompt "a red fox"', alone=True)
            await room.painted()
            generation = await room.house.storage.generations.get(1)
            assert generation is not None
            assert generation.held is Held.DOUBTFUL
            told = room.seen(generation.request.room)[-1].reply
            assert told.pictures[0].filename == "hidden.png"
            assert "nobody is named for that" in told.text
            assert "so they stay hidden" in await room.says("ana", "/challenge --picture 1")
            run_by_olga = replace(room.house, owners=frozenset({"olga"}))
            assert await reason_hidden(run_by_olga, generation) == "doubtful"
            (case,) = await room.house.storage.cases.queue(None, 5)
            assert case.audience is Audience.CHILDREN
            await room.says("ana", "/challenge", alone=True)
            await room.painted()
            assert room.seen(generation.request.room)[-1].reply.text.startswith(room.house.words.say("en", "challenge-failed"))
