"""Talking to the bot on Telegram: in a private chat, in a group, with buttons."""

from tests.bot.telegram.world import GROUP, Person, World, buttons, words


async def test_plain_words_in_a_private_chat_are_a_wish(world: World, ana: Person) -> None:
    await ana.says("a red fox in the snow")
    said = world.last(ana.id)
    assert "photo" in said, said
    assert "a red fox in the snow" in words(said)
    assert buttons(said)[:4] == ["1️⃣", "2️⃣", "3️⃣", "4️⃣"]
    assert len(world.seen(ana.id)) == 2, "the placeholder became the result"


async def test_a_vote_in_a_group_is_told_over_the_chat(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    shown = await bob.presses(sheet, "2️⃣")
    assert "You voted for picture 2" in shown["text"]
    assert len(world.seen(GROUP)) == 2, "votes are nobody else's business"
