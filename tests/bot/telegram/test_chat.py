"""Talking to the bot on Telegram: in a private chat, in a group, with buttons."""

from storage.records import ResultsAs, Room, RoomSettings
from tests.bot.telegram.world import GROUP, Person, World, buttons, words


async def test_plain_words_in_a_private_chat_are_a_wish(world: World, ana: Person) -> None:
    await ana.says("a red fox in the snow")
    said = world.last(ana.id)
    assert "photo" in said, said
    assert "a red fox in the snow" in words(said)
    assert buttons(said)[0] == "🔁 Again", "nobody else is there to vote"
    assert len(world.seen(ana.id)) == 2, "the placeholder became the result"


async def test_a_vote_in_a_group_is_told_over_the_chat(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    shown = await bob.presses(sheet, "2️⃣")
    assert "You voted for picture 2" in shown["text"]
    assert len(world.seen(GROUP)) == 2, "votes are nobody else's business"


async def test_who_likes_single_pictures_gets_one_sheet_in_a_private_chat_too(world: World, ana: Person) -> None:
    ours = Room("telegram", str(ana.id))
    await world.app.house.storage.rooms.change(RoomSettings(ours, results_as=ResultsAs.GALLERY))
    await ana.says("a red fox --count 2")
    wish = await world.app.house.storage.generations.get(1)
    assert wish is not None
    photos = [one["photo"][0]["file_id"] for one in world.seen(ana.id) if "photo" in one]
    assert [world.server.files[photo] for photo in photos] == [await world.app.house.storage.pictures.get(wish.sheet_sha256 or "")]
