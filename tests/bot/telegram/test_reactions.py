"""Votes by reaction, where the bot is an administrator."""

import pytest

from storage.records import Room
from tests.bot.telegram.fake import BOT, Telegram
from tests.bot.telegram.world import GROUP, Person, World, buttons, linked


@pytest.fixture
def server() -> Telegram:
    return Telegram(administrators={GROUP: {7, BOT["id"]}})


async def tally(world: World) -> tuple[int, ...]:
    return (await world.app.house.storage.votes.tally(1)).counts


async def test_reactions_count_move_and_go(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    assert buttons(sheet)[:2] == ["1️⃣ 👍", "2️⃣ ❤"], "people are told what counts for what"
    await bob.reacts(sheet, "👍")
    assert await tally(world) == (1, 0)
    await bob.reacts(sheet, "👍", "❤", before=("👍",))
    assert await tally(world) == (0, 1)
    await bob.reacts(sheet, "👍", before=("👍", "❤"))
    assert await tally(world) == (0, 0)
    await bob.reacts(sheet, "🤔")
    assert await tally(world) == (0, 0)
    await ana.reacts(sheet, "👍")
    assert await tally(world) == (0, 0), "one's own wish"


async def test_of_linked_accounts_a_reaction_taken_back_is_a_vote_taken_back(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    home = await linked(world, bob)
    await bob.reacts(sheet, "👍")
    assert await tally(world) == (1, 0)
    assert await world.app.house.storage.votes.of(1, home) is not None
    await bob.reacts(sheet, before=("👍",))
    assert await tally(world) == (0, 0)


async def test_where_votes_are_by_button_reactions_are_only_reactions(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/settings --vote-with buttons", GROUP)
    assert (await world.app.house.storage.rooms.settings(Room("telegram", str(GROUP)))).vote_with.value == "buttons"
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    assert buttons(sheet)[:2] == ["1️⃣", "2️⃣"]
    await bob.reacts(sheet, "👍")
    assert await tally(world) == (0, 0)
