"""Rooms: threads live by the settings around them, and a group that gets another id keeps all it has."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from storage.records import Audience, MessageRef, Painting, ResultsAs, Room, RoomSettings, VoteWith
from storage.storage import Storage
from storage.upgrade import FILE, config
from tests.storage.conftest import ANA, BO, NOON, ROOM, Paint, opened

GROUP, SUPERGROUP = Room("telegram", "-5_"), Room("telegram", "-1005")
TOPIC = Room("telegram", "-5_/9")


async def test_a_thread_lives_by_the_settings_around_it_until_it_has_its_own(storage: Storage) -> None:
    thread = Room("discord", "plaza/7")
    assert await storage.rooms.settings(thread) == RoomSettings(thread)
    teens = RoomSettings(ROOM, audience=Audience.TEENS, vote_with=VoteWith.BUTTONS, results_as=ResultsAs.GALLERY)
    await storage.rooms.change(teens)
    assert await storage.rooms.settings(ROOM) == teens
    assert await storage.rooms.settings(thread) == replace(teens, room=thread)
    await storage.rooms.change(RoomSettings(thread, guess_tries=9))
    assert (await storage.rooms.settings(thread)).audience is Audience.CHILDREN
    assert (await storage.rooms.settings(ROOM)).guess_tries == 5
    assert await storage.rooms.settings(Room("telegram", "plaza/7")) == RoomSettings(Room("telegram", "plaza/7"))


async def test_what_protects_people_is_never_looser_in_a_thread(storage: Storage) -> None:
    thread = Room("discord", "plaza/7")
    await storage.rooms.change(RoomSettings(ROOM, audience=Audience.ADULTS))
    await storage.rooms.change(replace(await storage.rooms.settings(thread), guess_tries=9))
    strict = RoomSettings(ROOM, audience=Audience.CHILDREN, approval=True, log_room="staff", painting=Painting.FREE)
    strict = replace(strict, reports_hide_at=1, retention_days=3, daily_units=20, room_units=50, monthly_cents=0)
    await storage.rooms.change(strict)
    assert await storage.rooms.settings(thread) == replace(strict, room=thread, guess_tries=9)
    await storage.rooms.change(RoomSettings(thread, audience=Audience.ADULTS, daily_units=10, room_units=0))
    below = Room("discord", "plaza/7/1")
    assert await storage.rooms.settings(below) == replace(strict, room=below, daily_units=10)
    await storage.rooms.change(RoomSettings(ROOM, room_units=0, daily_units=500))
    assert await storage.rooms.settings(below) == RoomSettings(below, daily_units=10)


async def test_a_thread_keeps_what_it_has_of_its_own_and_follows_in_the_rest(storage: Storage) -> None:
    thread = Room("discord", "plaza/7")
    strict = RoomSettings(ROOM, approval=True, log_room="staff")
    await storage.rooms.change(strict)
    await storage.rooms.change(replace(strict, room=thread, guess_tries=9))
    await storage.rooms.change(RoomSettings(ROOM, audience=Audience.ADULTS))
    assert await storage.rooms.settings(thread) == RoomSettings(thread, audience=Audience.ADULTS, guess_tries=9)
    own = RoomSettings(thread, audience=Audience.TEENS, approval=True, log_room="others")
    await storage.rooms.change(own)
    assert await storage.rooms.settings(thread) == own
    for room in (RoomSettings(ROOM, approval=True), RoomSettings(ROOM, audience=Audience.ADULTS)):
        await storage.rooms.change(room)
        await storage.rooms.change(replace(await storage.rooms.settings(thread), guess_tries=4))
    assert await storage.rooms.settings(thread) == replace(own, guess_tries=4), "its own is not lost when it is the same around it"


async def game(storage: Storage, paint: Paint, room: Room) -> int:
    under = await paint(BO, room=room, purpose="challenge")
    return (await opened(storage, under.id, room=room, author=BO, seen_by=(BO,), opener=BO)).id


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(storage: Storage, paint: Paint) -> None:
    here, there = await paint(BO, room=GROUP), await paint(BO, room=TOPIC)
    # An underscore is no wildcard, a longer number no thread, and other platforms have numbers, too.
    strangers = [
        (await paint(BO, room=Room(platform, name))).id
        for platform, name in [("telegram", "-5x/9"), ("telegram", "-5_5"), ("discord", "-5_")]
    ]
    await storage.generations.placed(here.id, MessageRef(GROUP, "77"))
    await storage.shown.add(strangers[0], GROUP, NOON)
    await storage.rooms.change(RoomSettings(GROUP, audience=Audience.ADULTS))
    await storage.rooms.change(RoomSettings(TOPIC, audience=Audience.TEENS))
    number = await game(storage, paint, GROUP)
    await storage.challenges.placed(number, MessageRef(GROUP, "78"))
    for _ in range(2):
        await storage.rooms.moved(GROUP, SUPERGROUP)
        found = await storage.generations.by_message(MessageRef(SUPERGROUP, "77"))
        assert found is not None
        assert (found.id, found.request.room) == (here.id, SUPERGROUP)
        below = await storage.generations.get(there.id)
        assert below is not None
        assert below.request.room == Room("telegram", "-1005/9")
        assert (await storage.rooms.settings(SUPERGROUP)).audience is Audience.ADULTS
        assert (await storage.rooms.settings(Room("telegram", "-1005/9"))).audience is Audience.TEENS
        assert (await storage.rooms.settings(GROUP)) == RoomSettings(GROUP)
        running = await storage.challenges.current(SUPERGROUP)
        assert running is not None
        assert (running.id, running.message) == (number, MessageRef(SUPERGROUP, "78"))
        assert await storage.shown.has(strangers[0], SUPERGROUP)
        assert not await storage.shown.has(strangers[0], GROUP)
        rooms = [one.request.room.id for stranger in strangers if (one := await storage.generations.get(stranger))]
        assert rooms == ["-5x/9", "-5_5", "-5_"]


async def test_what_the_new_room_has_already_stays(storage: Storage, paint: Paint) -> None:
    shown = await paint(BO)
    for room, audience in ((GROUP, Audience.TEENS), (SUPERGROUP, Audience.ADULTS)):
        await storage.rooms.change(RoomSettings(room, audience=audience))
        await storage.shown.add(shown.id, room, NOON)
    old, new = await game(storage, paint, GROUP), await game(storage, paint, SUPERGROUP)
    await storage.rooms.moved(GROUP, SUPERGROUP)
    assert (await storage.rooms.settings(SUPERGROUP)).audience is Audience.ADULTS
    running = await storage.challenges.current(SUPERGROUP)
    assert running is not None
    assert running.id == new
    assert await storage.challenges.due(NOON) == (old,), "the room is still told how the other one ended"


async def test_open_votes_are_those_that_people_can_still_cast(storage: Storage, paint: Paint) -> None:
    numbers = [(await paint(ANA)).id for _ in range(4)]
    for number in numbers[:3]:
        await storage.generations.vote_opened(number, NOON + timedelta(hours=1))
    for number in (numbers[0], numbers[1], numbers[3]):
        await storage.generations.placed(number, MessageRef(ROOM, str(number)))
    assert [one.id for one in await storage.generations.open_votes("discord")] == [numbers[1], numbers[0]]
    assert [one.id for one in await storage.generations.open_votes("discord", limit=1)] == [numbers[1]]
    assert await storage.generations.open_votes("telegram") == ()
    await storage.generations.vote_closed(numbers[1], now=NOON)
    assert [one.id for one in await storage.generations.open_votes("discord")] == [numbers[0]]


async def test_what_was_kept_is_told_once(storage: Storage, paint: Paint) -> None:
    one, other = await paint(ANA), await paint(BO)
    for kept in (one, other):
        await storage.generations.kept(kept.id, NOON)
    again = await storage.generations.get(one.id)
    assert again is not None
    assert again.kept_at == NOON
    assert [await storage.generations.take_kept(ANA) for _ in range(2)] == [1, 0]
    assert await storage.generations.take_kept(BO) == 1


def first_version(folder: Path) -> None:
    """A database as the first version made it, with one room in it."""
    folder.mkdir()
    engine = create_engine(f"sqlite:///{folder / FILE}")
    with engine.begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
    engine.dispose()
    with closing(sqlite3.connect(folder / FILE)) as old:
        old.execute("INSERT INTO room_settings VALUES ('discord', 'plaza', 'teens', 'auto', 200, 'es', 'visible', 60, 30, 5)")
        old.commit()


async def test_a_room_of_the_first_version_has_the_new_settings_by_themselves(data_folder: Path) -> None:
    first_version(data_folder)
    storage = await Storage.open(data_folder)
    found = await storage.rooms.settings(ROOM)
    assert (found.audience, found.language, found.vote_with) == (Audience.TEENS, "es", VoteWith.REACTIONS)
    assert found.results_as is ResultsAs.SHEET
    await storage.close()
