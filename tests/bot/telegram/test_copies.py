"""What is reported is hidden in a chat's further messages too: where it was shown, and with the winner."""

from commands.core.closing import close_due
from storage.records import ResultsAs, Room, RoomSettings
from tests.bot.telegram.world import GROUP, Person, World, words

DEN = -200
WISH = "/imagine a red fox --count 2"


def photos(world: World, chat: int) -> list[bytes]:
    """All that is to be seen there, as bytes."""
    return [world.server.files[one["photo"][0]["file_id"]] for one in world.seen(chat) if "photo" in one]


async def own(world: World) -> set[bytes]:
    """The pictures of the first set."""
    made = await world.app.house.storage.generations.get(1)
    assert made is not None
    names = [made.sheet_sha256 or "", *(one.sha256 for one in made.variants)]
    return {await world.app.house.storage.pictures.get(name) for name in names}


async def test_a_reported_set_is_seen_nowhere(world: World, ana: Person, bob: Person) -> None:
    await world.app.house.storage.rooms.change(RoomSettings(Room("telegram", str(DEN)), results_as=ResultsAs.GALLERY))
    world.server.administrators[GROUP] = {bob.id}
    await ana.says(WISH, GROUP)
    await bob.says("/vote 2 1", GROUP)
    await ana.says("/publish 1", DEN)
    await ana.says("/results --close", GROUP)
    assert len(photos(world, GROUP)) == 2
    assert len(photos(world, DEN)) == 1, "no album: that could not be changed into anything"
    assert {*photos(world, GROUP), *photos(world, DEN)} <= await own(world)
    await bob.says("/report --generation 1", GROUP)
    assert len(photos(world, GROUP)) == 2
    assert not {*photos(world, GROUP), *photos(world, DEN)} & await own(world)
    assert "were reported" in words(next(one for one in world.seen(DEN) if "photo" in one))
    await bob.says("/report --generation 1 --clear yes", GROUP)
    assert {*photos(world, GROUP), *photos(world, DEN)} <= await own(world)
    assert await close_due(world.app.house) == 0
