"""Votes by native photo poll, on a server that has them; everywhere else by buttons."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import Kit
from commands.core.closing import close_due
from commands.core.limits import RateLimit
from storage.records import Member
from tests.bot.telegram.fake import BOT, Refused, Telegram
from tests.bot.telegram.test_reactions import tally
from tests.bot.telegram.world import GROUP, Person, World, buttons, house, linked, words
from tests.walks.conftest import Clock

WISH = "/imagine a red fox --count 2"


@pytest.fixture
def server() -> Telegram:
    return Telegram(administrators={GROUP: {7, BOT["id"]}}, photo_polls=True)


def polls(world: World) -> list[dict[str, Any]]:
    return [one for one in world.seen(GROUP) if "poll" in one]


def choices(world: World) -> list[str]:
    """The buttons under the result that are votes."""
    sheet = next(one for one in reversed(world.seen(GROUP)) if "photo" in one)
    return [label for label in buttons(sheet) if label[0] in "1234"]


async def test_people_vote_by_a_poll_with_the_pictures(world: World, ana: Person, bob: Person) -> None:
    await ana.says(WISH, GROUP)
    (poll,) = polls(world)
    assert choices(world) == []
    wish = await world.app.house.storage.generations.get(1)
    assert wish is not None
    assert [option["text"] for option in poll["poll"]["options"]] == ["Picture 1", "Picture 2"]
    for option, variant in zip(poll["poll"]["options"], wish.variants, strict=True):
        shown = world.server.files[option["media"]["photo"][0]["file_id"]]
        assert shown == await world.app.house.storage.pictures.get(variant.sha256)
    asked = world.server.calls("sendPoll")[-1].given
    assert asked["question"] == "Which “a red fox” do you like best?"
    assert "Ana’s wish" in asked["description"]
    assert asked["hide_results_until_closes"] is True
    assert asked["reply_parameters"]["message_id"] == int(wish.message.id if wish.message else 0)
    await bob.answers(poll, 1)
    assert await tally(world) == (1, 0)
    await bob.answers(poll, 2)
    assert await tally(world) == (0, 1)
    await ana.answers(poll, 1)
    assert await tally(world) == (0, 1), "one's own wish"
    await bob.answers(poll)
    assert await tally(world) == (0, 0)
    await bob.answers(poll, 2)
    await ana.says("/results --close", GROUP)
    assert poll["poll"]["is_closed"]
    assert any("Picture 2 wins" in words(one) for one in world.seen(GROUP))


async def test_of_linked_accounts_an_answer_is_the_vote_of_the_person(world: World, ana: Person, bob: Person) -> None:
    await ana.says(WISH, GROUP)
    home = await linked(world, bob)
    await bob.answers(polls(world)[0], 1)
    assert await world.app.house.storage.votes.of(1, home) is not None
    await bob.answers(polls(world)[0])
    assert await tally(world) == (0, 0)


async def test_under_a_poll_reactions_are_only_reactions(world: World, ana: Person, bob: Person) -> None:
    await ana.says(WISH, GROUP)
    sheet = next(one for one in world.seen(GROUP) if "photo" in one)
    await bob.reacts(sheet, "👍")
    assert await tally(world) == (0, 0)


async def test_where_the_count_is_visible_the_poll_shows_it(world: World, ana: Person) -> None:
    await ana.says("/settings --ballots visible", GROUP)
    await ana.says(WISH, GROUP)
    assert world.server.calls("sendPoll")[-1].given["hide_results_until_closes"] is False


async def test_buttons_where_the_room_wants_them_and_where_nobody_else_is(world: World, ana: Person) -> None:
    await ana.says("/settings --vote-with buttons", GROUP)
    await ana.says(WISH, GROUP)
    assert polls(world) == []
    assert choices(world) == ["1️⃣", "2️⃣"]
    await ana.says("a red fox --count 2")
    assert not any("poll" in one for one in world.seen(ana.id))


async def test_one_picture_and_a_busy_group_get_no_poll(world: World, ana: Person) -> None:
    await ana.says("/imagine a red fox --count 1", GROUP)
    for _ in range(14):
        await world.face._limits._get_group_limiter(GROUP).acquire()
    await ana.says(WISH, GROUP)
    assert polls(world) == []
    assert choices(world)[0].startswith("1️⃣")


@pytest.mark.parametrize(
    "refusal", [Refused("Bad Request: not enough rights to send polls to the chat"), Refused("Bad Gateway", 502)], ids=str
)
async def test_where_no_poll_gets_in_people_vote_by_buttons(world: World, ana: Person, bob: Person, refusal: Refused) -> None:
    world.server.refuse("sendPoll", refusal)
    await ana.says(WISH, GROUP)
    assert polls(world) == []
    assert choices(world) == ["1️⃣ 👍", "2️⃣ ❤"]
    sheet = next(one for one in world.seen(GROUP) if "photo" in one)
    await bob.presses(sheet, "2️⃣")
    assert await tally(world) == (0, 1)
    await ana.says("/results --close", GROUP)
    assert polls(world) == []


async def test_a_server_without_photos_in_polls_is_found_out_at_start(tmp_path: Path, kit: Kit, clock: Clock) -> None:
    server = Telegram()
    async with house(tmp_path, kit, clock, server) as world:
        assert len(server.calls("sendPoll")) == 2
        await world.person(7, "Ana").says(WISH, GROUP)
        assert len(server.calls("sendPoll")) == 2
        assert choices(world) == ["1️⃣", "2️⃣"]


async def test_a_poll_that_came_without_its_photos_is_taken_away(world: World, ana: Person) -> None:
    world.server.photo_polls = False
    await ana.says(WISH, GROUP)
    assert polls(world) == []
    assert choices(world) == ["1️⃣ 👍", "2️⃣ ❤"]
    asked = len(world.server.calls("sendPoll"))
    await ana.says(WISH, GROUP)
    assert len(world.server.calls("sendPoll")) == asked, "and not tried again"


async def test_a_server_that_could_not_be_asked_is_asked_later(tmp_path: Path, kit: Kit, clock: Clock, server: Telegram) -> None:
    server.refuse("sendPoll", Refused("Bad Gateway", 502))
    async with house(tmp_path, kit, clock, server) as world:
        known = world.face._polls
        assert known is not None
        ana = world.person(7, "Ana")
        await ana.says(WISH, GROUP)
        assert polls(world) == []
        await known.find_out()
        await ana.says(WISH, GROUP)
        assert len(polls(world)) == 1


async def test_after_a_restart_the_poll_is_the_same_and_its_answers_count(
    tmp_path: Path, kit: Kit, clock: Clock, server: Telegram
) -> None:
    async with house(tmp_path, kit, clock, server) as world:
        await world.person(7, "Ana").says(WISH, GROUP)
    async with house(tmp_path, kit, clock, server) as world:
        bob = world.person(8, "Bob")
        await bob.answers(polls(world)[0], 2)
        vote = await world.app.house.storage.votes.of(1, Member("telegram", "8"))
        assert vote is not None
        assert vote.variant == 2
        generation = await world.app.house.storage.generations.get(1)
        assert generation is not None
        await world.app.house.pipeline._deliver(generation)  # type: ignore[misc] # the house gives it one
        assert len(polls(world)) == 1
        assert choices(world) == []


async def test_a_crash_while_the_poll_is_sent_leaves_buttons_and_never_two_polls(
    tmp_path: Path, kit: Kit, clock: Clock, server: Telegram
) -> None:
    kept = tmp_path / "data" / "telegram" / "polls.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"1": ["", 0, 0]}))
    async with house(tmp_path, kit, clock, server) as world:
        await world.person(7, "Ana").says(WISH, GROUP)
        assert polls(world) == []
        assert choices(world) == ["1️⃣ 👍", "2️⃣ ❤"]
        await world.person(7, "Ana").says(WISH, GROUP)
        assert len(polls(world)) == 1, "the next one has its poll"


async def test_answers_to_polls_of_others_and_to_old_ones_are_nobodys_votes(world: World, ana: Person, bob: Person) -> None:
    await ana.says(WISH, GROUP)
    (poll,) = polls(world)
    stranger = {"poll": {**poll["poll"], "id": "somebody-elses"}}
    await bob.answers(stranger, 1)
    await ana.says("/results --close", GROUP)
    late = {"poll": {**poll["poll"], "is_closed": False}}
    await bob.answers(late, 1)
    assert await tally(world) == (0, 0)


@pytest.mark.parametrize("old", [False, True], ids=["young", "too old to be deleted"])
async def test_the_poll_of_a_reported_set_goes_with_its_pictures(world: World, ana: Person, bob: Person, old: bool) -> None:
    world.server.administrators[GROUP].add(bob.id)
    await ana.says(WISH, GROUP)
    (poll,) = polls(world)
    await bob.answers(poll, 2)
    if old:
        refusal = Refused("Bad Request: message can't be deleted for everyone")
        world.server.refuse("deleteMessage", refusal, where=lambda given: given["message_id"] == poll["message_id"])
    await bob.says("/report --generation 1", GROUP)
    assert "were reported" in words(next(one for one in world.seen(GROUP) if "photo" in one))
    assert polls(world) == ([poll] if old else [])
    assert poll["poll"].get("is_closed", False) is old, "at least nobody is asked any more"
    await bob.says("/report --generation 1 --clear yes", GROUP)
    assert choices(world) == ["1️⃣ 👍", "2️⃣ ❤"], "the vote goes on by buttons"
    assert await tally(world) == (0, 1)
    await ana.says("/results --close", GROUP)
    assert any("Picture 2 wins" in words(one) for one in world.seen(GROUP))


async def test_answers_of_the_night_count_also_when_the_vote_has_ended_meanwhile(
    tmp_path: Path, kit: Kit, clock: Clock, server: Telegram
) -> None:
    async with house(tmp_path, kit, clock, server) as world:
        await world.person(7, "Ana").says(WISH, GROUP)
        (poll,) = polls(world)
        await world.person(8, "Bob").answers(poll, 1)
    clock.now += timedelta(days=1)
    for number, chosen in ((8, []), (9, [1])):
        who = {"id": number, "is_bot": False, "first_name": "B"}
        server.bring(
            "poll_answer",
            {"poll_id": poll["poll"]["id"], "user": who, "option_ids": chosen, "option_persistent_ids": list(map(str, chosen))},
        )
    async with house(tmp_path, kit, clock, server) as world:
        async with asyncio.timeout(20):
            await world.face.connected.wait()
        assert await tally(world) == (0, 1)
        await close_due(world.app.house)
        assert any("Picture 2 wins" in words(one) for one in world.seen(GROUP))


async def test_an_answer_that_the_library_cannot_read_makes_nobody_unheard(world: World, ana: Person, bob: Person) -> None:
    await ana.says(WISH, GROUP)
    (poll,) = polls(world)
    # A server that is older than the library sends no "option_persistent_ids".
    world.server.bring("poll_answer", {"poll_id": poll["poll"]["id"], "user": bob.user, "option_ids": [0]})
    await world.settles()
    await bob.answers(poll, 2)
    assert await tally(world) == (0, 1)


async def test_what_the_poll_shows_counts_however_quickly_somebody_answers(world: World, ana: Person, bob: Person) -> None:
    await ana.says(WISH, GROUP)
    world.app.dispatcher._limit = RateLimit(per_minute=1, burst=1)
    for choice in (1, 2, 1, 2):
        await bob.answers(polls(world)[0], choice)
    assert await tally(world) == (0, 1)
