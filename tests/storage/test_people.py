"""People: names, language, bans, the export, and that forgetting leaves nothing."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage.problem import Problem
from storage.records import Audience, Ballots, InputPicture, Member, MessageRef, Room, RoomSettings, Status
from storage.schema import metadata
from storage.storage import Storage
from storage.upgrade import FILE
from tests.storage.conftest import BO, CAI, NOON, ROOM, Paint, opened

# A person whose id, name and words are found wherever they are left.
EVE = Member("discord", "eve-4711", "Eve Exact")
WORDS = "eve-4711 typed this"


async def test_names_and_languages(storage: Storage) -> None:
    assert await storage.people.language(BO) is None
    await storage.people.set_language(BO, "es")
    await storage.people.seen(Member("telegram", "2", "Bobby"))
    await storage.people.seen(Member("telegram", "2"))  # a face that knows no name does not wipe it out
    await storage.people.seen(Member("telegram", "2", "Bobby"))
    assert await storage.people.language(BO) == "es"
    assert await storage.people.language(Member("discord", "2")) is None  # the same id elsewhere is somebody else
    assert (await storage.people.export(BO))["member"] == {"platform": "telegram", "id": "2", "name": "Bobby", "language": "es"}
    await storage.people.set_language(BO, None)
    assert await storage.people.language(BO) is None


async def test_bans_end(storage: Storage) -> None:
    assert await storage.people.banned_until(BO, NOON) is None
    until = NOON + timedelta(days=1)
    await storage.people.ban(BO, until, "spam")
    assert await storage.people.banned_until(BO, NOON) == until
    assert await storage.people.banned_until(BO, until) is None
    await storage.people.ban(BO, NOON, "mercy")
    assert await storage.people.banned_until(BO, NOON) is None
    assert await storage.people.banned_until(CAI, NOON) is None


async def test_room_settings(storage: Storage) -> None:
    assert await storage.rooms.settings(ROOM) == RoomSettings(ROOM)
    chosen = RoomSettings(ROOM, Audience.ADULTS, "krea-1", 7, "zh", Ballots.VISIBLE, 5, 6, 9)
    await storage.rooms.change(RoomSettings(ROOM, daily_units=1))
    await storage.rooms.change(chosen)
    assert await storage.rooms.settings(ROOM) == chosen
    other = Room("telegram", ROOM.id)
    assert await storage.rooms.settings(other) == RoomSettings(other)


class Traces:
    """Eve did all that one can do; others have touched some of it."""

    def __init__(self, storage: Storage, paint: Paint) -> None:
        self.storage = storage
        self.paint = paint

    async def leave(self) -> None:
        put = self.storage.pictures.put
        self.own, self.shared, self.secret, self.shown, self.input = [
            await put(data) for data in (b"own", b"shared", b"secret", b"shown", b"input")
        ]
        eve, storage = self.storage, self.storage
        self.alone = await self.paint(
            EVE, pictures=(self.own, self.shared), sheet=self.own, prompt=WORDS, inputs=(InputPicture("mask", self.input),)
        )
        self.of_bo = await self.paint(BO, pictures=(self.shared,))
        await eve.generations.placed(self.alone.id, MessageRef(Room("discord", EVE.id), EVE.id))
        self.under = await self.paint(EVE, pictures=(self.secret,), prompt=WORDS, purpose="challenge", key=EVE.id)
        self.remix = await self.paint(BO, pictures=(self.shared,), parent=self.alone.id)
        self.game = await opened(storage, self.under.id, author=EVE, secrets={"en": WORDS}, seen_by=(EVE,))
        await storage.challenges.pictured(self.game.id, self.shown)
        await storage.challenges.guess(self.game.id, BO, text="?", score=50, worth=lambda *_: 40, hits=(WORDS,), now=NOON)
        other = Room("discord", "other")
        self.other_game = await opened(storage, self.of_bo.id, room=other, author=BO, seen_by=(BO, EVE), opener=EVE)
        await storage.challenges.guess(self.other_game.id, EVE, text=WORDS, score=9, worth=lambda *_: 8, hits=("fox",), now=NOON)
        await storage.challenges.hint_taken(self.other_game.id, EVE, NOON)
        await storage.votes.cast(self.alone.id, EVE, 1, NOON)
        await storage.votes.cast(self.alone.id, BO, 1, NOON)
        await storage.votes.cast(self.of_bo.id, EVE, 1, NOON)
        await storage.votes.cast(self.of_bo.id, CAI, 1, NOON)
        await storage.generations.set_favourite(EVE, self.of_bo.id, 1, True, NOON)
        await storage.generations.set_favourite(BO, self.alone.id, 1, True, NOON)
        await storage.people.set_language(EVE, "es")


@pytest.fixture
async def traces(storage: Storage, paint: Paint) -> Traces:
    left = Traces(storage, paint)
    await left.leave()
    return left


async def test_the_export_tells_all_and_is_json(storage: Storage, traces: Traces) -> None:
    await storage.people.ban(EVE, NOON, "loud")
    known = json.loads(json.dumps(await storage.people.export(EVE)))
    assert known["member"] == {"platform": "discord", "id": EVE.id, "name": "Eve Exact", "language": "es"}
    assert [one["id"] for one in known["generations"]] == [traces.alone.id, traces.under.id]
    first = known["generations"][0]
    assert (first["request"]["prompt"], first["created_at"]) == (WORDS, "2026-11-21T12:00:00+00:00")
    assert (first["variants"][0]["sha256"], first["status"]) == (traces.own, "done")
    at = "2026-11-21T12:00:00+00:00"
    assert known["votes"] == [
        {"generation_id": traces.alone.id, "variant": 1, "at": at},
        {"generation_id": traces.of_bo.id, "variant": 1, "at": at},
    ]
    assert known["favourites"] == [{"generation_id": traces.of_bo.id, "variant": 1, "at": at}]
    assert [(one["id"], one["secrets"]) for one in known["challenges"]] == [(traces.game.id, {"en": WORDS})]
    assert sorted(known["seen_challenges"]) == [traces.game.id, traces.other_game.id]
    assert known["opened_challenges"] == [traces.other_game.id]
    (guess,) = known["guesses"]
    assert (guess["challenge_id"], guess["text"], guess["points"]) == (traces.other_game.id, WORDS, 8)
    assert known["hints"] == [{"challenge_id": traces.other_game.id, "taken": 1, "at": at}]
    assert known["bans"] == [{"until": at, "reason": "loud"}]


async def test_the_export_says_what_a_guess_hit_only_after_the_game(storage: Storage, traces: Traces) -> None:
    (running,) = json.loads(json.dumps(await storage.people.export(EVE)))["guesses"]
    assert "fox" not in str(running), "the secret's own word, and the game still runs"
    await storage.challenges.closed(traces.other_game.id, NOON)
    (guess,) = json.loads(json.dumps(await storage.people.export(EVE)))["guesses"]
    assert guess["hits"] == ["fox"]


async def test_the_export_of_a_stranger_is_empty(storage: Storage, traces: Traces) -> None:
    del traces
    known = await storage.people.export(Member("web", "nobody"))
    assert known.pop("member") == {"platform": "web", "id": "nobody"}
    assert not any(known.values())


def everything(data_folder: Path) -> str:
    """All that stands in the database, as text."""
    with closing(sqlite3.connect(data_folder / FILE)) as connection:
        assert all(table.name.isidentifier() for table in metadata.sorted_tables)
        tables = [connection.execute(f"SELECT * FROM {table.name}").fetchall() for table in metadata.sorted_tables]  # noqa: S608 - our own names
    return repr(tables)


async def test_forgetting_leaves_no_trace(storage: Storage, traces: Traces, data_folder: Path) -> None:
    await storage.people.ban(EVE, NOON, WORDS)
    assert EVE.id in everything(data_folder)
    gone = await storage.people.forget(EVE, now=NOON)
    rest = everything(data_folder)
    assert EVE.id not in rest
    assert EVE.name not in rest
    assert WORDS not in rest, "not even as what others hit of the secret"
    assert set(gone) == {traces.own, traces.secret, traces.shown, traces.input}
    for sha256 in gone:
        with pytest.raises(Problem, match="picture-gone"):
            await storage.pictures.get(sha256)
    assert await storage.pictures.get(traces.shared) == b"shared"  # Bo's pictures have the same bytes
    assert not any(value for name, value in (await storage.people.export(EVE)).items() if name != "member")


async def test_forgetting_leaves_to_others_what_is_theirs(storage: Storage, traces: Traces) -> None:
    await storage.people.forget(EVE, now=NOON)
    assert await storage.generations.get(traces.alone.id) is None
    assert await storage.generations.favourites(BO, before=None, limit=9) == ()
    assert (await storage.votes.tally(traces.of_bo.id)).counts == (1,)  # Cai's
    remix = await storage.generations.get(traces.remix.id)
    assert remix is not None
    assert remix.request.parent is None
    game = await storage.challenges.get(traces.game.id)
    assert game is not None
    assert (game.author, game.secrets, game.picture_sha256, game.closed_at, game.seen_by) == (None, {}, None, NOON, ())
    assert [line.points for line in await storage.challenges.standings(ROOM, "2026-11", 9)] == [40]
    assert await storage.challenges.used(ROOM) == frozenset()
    under = await storage.generations.get(traces.under.id)
    assert under is not None
    assert (under.request.asked_by.id, under.request.prompt, under.variants, under.status) == ("", "", (), Status.DONE)
    others = await storage.challenges.get(traces.other_game.id)
    assert others is not None
    assert (others.author, others.seen_by, others.closed_at) == (BO, (BO,), None)


async def test_two_forgotten_people_do_not_collide(storage: Storage, paint: Paint) -> None:
    for number, member in enumerate((EVE, CAI)):
        source = await paint(member, key="same", pictures=())
        await opened(storage, source.id, room=Room("discord", str(number)), secrets={"en": "fox"})
        assert await storage.people.forget(member) == ()
    assert await storage.challenges.used(Room("discord", "0")) == {"fox"}


async def test_forgetting_is_no_way_around_a_ban(storage: Storage) -> None:
    until = NOON + timedelta(days=1)
    await storage.people.ban(EVE, until, WORDS)
    await storage.people.forget(EVE, now=NOON)
    assert await storage.people.banned_until(EVE, NOON) == until
    assert (await storage.people.export(EVE))["bans"] == [{"until": until.isoformat(), "reason": ""}]


async def test_forgetting_a_stranger_or_twice_is_no_error(storage: Storage, traces: Traces) -> None:
    del traces
    assert await storage.people.forget(Member("web", "nobody")) == ()
    assert await storage.people.forget(EVE)
    assert await storage.people.forget(EVE) == ()
