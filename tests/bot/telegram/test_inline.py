"""`@pincel_bot red fox`, typed in any chat."""

from datetime import timedelta

from storage.records import Audience, Member, Room, RoomSettings
from tests.bot.telegram.world import GROUP, Person, World, linked, words

ROOM = Room("telegram", str(GROUP))


async def test_my_own_pictures_are_offered_and_drawing(world: World, ana: Person, bob: Person) -> None:
    await ana.says("a red fox --count 1")
    await ana.says("a green frog --count 1")
    await ana.says('/challenge --prompt "a red secret"')
    offered = await ana.asks_inline("RED")
    draw, *pictures = offered["results"]
    assert draw["input_message_content"]["message_text"] == "/imagine@pincel_bot RED"
    assert [one["caption"] for one in pictures] == ["a red fox"]
    assert offered["is_personal"]
    assert [one["type"] for one in (await bob.asks_inline("red"))["results"]] == ["article"], "only one's own"
    assert len((await ana.asks_inline(""))["results"]) == 2, "the newest, without a wish"
    via = {"id": 4242, "is_bot": True, "first_name": "Pincel"}
    await bob.says(draw["input_message_content"]["message_text"] + " fox --count 1", GROUP, via_bot=via)
    assert "RED fox" in words(world.last(GROUP))


async def test_of_linked_accounts_the_pictures_are_ones_own_and_a_forgotten_one_is_not_offered(world: World, ana: Person) -> None:
    storage = world.app.house.storage
    await ana.says("a red fox --count 1")
    home = await linked(world, ana)
    assert len((await ana.asks_inline(""))["results"]) == 1
    (wish,) = await storage.generations.by_member(home, before=None, limit=5)
    await storage.pictures.discard(wish.variants[0].sha256)
    assert (await ana.asks_inline(""))["results"] == []


async def test_what_was_reported_is_not_carried_elsewhere(world: World, ana: Person) -> None:
    await ana.says("/imagine a red fox --count 1", GROUP)
    assert len((await ana.asks_inline(""))["results"]) == 1
    for number, name in ((7, "Ana"), (8, "Bob"), (9, "Cai")):
        await world.person(number, name).says("/report --generation 1", GROUP)
    assert (await ana.asks_inline(""))["results"] == []


async def test_what_was_painted_for_adults_is_for_no_other_chat(world: World, ana: Person) -> None:
    await world.app.house.storage.rooms.change(RoomSettings(ROOM, audience=Audience.ADULTS))
    await ana.says("/imagine a red fox --count 1", GROUP)
    await ana.says("a blue fox --count 1")
    assert [one["caption"] for one in (await ana.asks_inline("fox"))["results"][1:]] == ["a blue fox"]


async def test_words_that_one_room_allows_are_for_no_other_chat(world: World, ana: Person) -> None:
    await world.app.house.storage.house_rules.add(ROOM, "allowed", "a stupid idiot", Member("telegram", "1"), world.app.house.now())
    for words_ in ("a stupid idiot", "a clever fox"):
        await ana.says(f"/imagine {words_} --count 1", GROUP)
    assert [one["caption"] for one in (await ana.asks_inline("a"))["results"][1:]] == ["a clever fox"]


async def test_who_is_banned_is_offered_nothing(world: World, ana: Person) -> None:
    await ana.says("a red fox --count 1")
    house = world.app.house
    await house.storage.people.ban(Member("telegram", str(ana.id)), house.now() + timedelta(days=1), "")
    offered = await ana.asks_inline("red")
    assert offered["results"] == []
    assert "button" not in offered


async def test_who_asks_too_often_is_offered_nothing_for_a_while_and_others_are(world: World, ana: Person, bob: Person) -> None:
    offered = [len((await ana.asks_inline("red"))["results"]) for _ in range(25)]
    assert offered[:20] == [1] * 20
    assert 0 in offered[20:]
    assert len((await bob.asks_inline("red"))["results"]) == 1
