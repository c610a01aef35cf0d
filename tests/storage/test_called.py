"""Names of linked people: in every room the one they have on its platform, so that no chat learns what another one calls them."""

from datetime import timedelta

import pytest

from storage.records import Challenge, GenerationRequest, Member, Room
from storage.storage import Storage
from tests.storage.conftest import ANA, CAI, NOON, opened
from tests.storage.test_links import joined

REAL = Member("telegram", "2", "Bo Ng")  # as this account is called since it was linked


async def game_in(storage: Storage, room: Room, author: Member) -> Challenge:
    """A game of this person, on a picture that cost two units."""
    asked = GenerationRequest(author, room, "en", "a fox")
    made = await storage.generations.accept(asked, key=room.id, model="sketch", why="", cost_units=2, now=NOON, day_limit_units=99)
    return await opened(storage, made.id, room=room, author=author, seen_by=(author,), opener=author)


async def linked(storage: Storage) -> Member:
    """Ana of Discord, who is Bo Ng on Telegram and acts there."""
    await joined(storage)
    await storage.people.seen(REAL)
    return (await storage.people.known(REAL, NOON)).member


@pytest.mark.parametrize(("platform", "name"), [("telegram", "Bo Ng"), ("discord", "Ana"), ("terminal", "Ana")])
async def test_who_asks_and_who_plays_goes_by_the_name_they_have_there(storage: Storage, platform: str, name: str) -> None:
    person, room = await linked(storage), Room(platform, "here")
    game = await game_in(storage, room, person)
    made = await storage.generations.get(game.generation_id)
    assert made is not None
    assert game.author is not None
    assert game.opener is not None
    (spender,) = await storage.purse.spenders(room, NOON, 5)
    assert spender.member is not None
    told = (made.request.asked_by, game.author, game.opener, spender.member)
    assert [one.name for one in told] == [name] * 4
    assert set(told) == {ANA}
    assert await storage.people.called(person, platform) == name


@pytest.mark.parametrize(("platform", "name"), [("telegram", "Bo Ng"), ("discord", "Ana")])
async def test_in_a_table_too(storage: Storage, platform: str, name: str) -> None:
    person, room = await linked(storage), Room(platform, "here")
    game = await game_in(storage, room, CAI)
    tried = await storage.challenges.guess(
        game.id, person, text="a fox", score=90, worth=lambda *_: 9, hits=(), now=NOON + timedelta(minutes=1)
    )
    assert tried.member.name == name
    await storage.challenges.closed(game.id, NOON + timedelta(minutes=2))
    (line,) = await storage.challenges.standings(room, "2026-11", 5)
    assert (line.member, line.member.name) == (ANA, name)


async def test_neither_name_becomes_the_other(storage: Storage) -> None:
    person = await linked(storage)
    await game_in(storage, Room("telegram", "here"), person)
    # A wish that was under way when the accounts were joined comes by the account that made it.
    asked = GenerationRequest(REAL, Room("telegram", "here"), "en", "a fox")
    await storage.generations.accept(asked, key="x", model="sketch", why="", cost_units=0, now=NOON, day_limit_units=0)
    assert [one.name for one in await storage.people.accounts(person)] == ["Ana", "Bo Ng"]
    assert await storage.people.called(CAI, "telegram") == "蔡", "who has only one name is called by it"
