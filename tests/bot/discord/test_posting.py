"""Delivery on Discord: by the interaction, as the bot, anew, elsewhere; and what happens when Discord says no."""

import asyncio
from io import BytesIO
from typing import Any

import discord
import numpy as np
import pytest
from PIL import Image

from bot.discord.posting import TOKEN_S, nonce
from commands.core.reply import Ballot, Button, File, Picture, Reply, Unreachable
from storage.records import GenerationRequest, Member, MessageRef, Room
from tests.bot.discord.bed import Bed

HOOKS, MESSAGES = "/webhooks/*", "/channels/*/messages*"


@pytest.fixture
async def answered(bed: Bed) -> MessageRef:
    """Where the answer to Alice's /top stands: a message with a live token."""
    result = await bed.alice.slash(bed.art, "top")
    return MessageRef(bed.room, str(result.response.id))


async def kept(bed: Bed, size: tuple[int, int] = (60, 40), *, noise: bool = False) -> Picture:
    """A picture in the store."""
    rng = np.random.default_rng(size[0])
    pixels = rng.integers(0, 256, (size[1], size[0], 3), np.uint8) if noise else np.full((size[1], size[0], 3), 99, np.uint8)
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    sha256 = await bed.app.house.storage.pictures.put(file.getvalue())
    return Picture(sha256, "pincel-fox.png", "image/png", "a red fox", *size)


def asked(bed: Bed, since: int) -> list[tuple[str, str]]:
    return [(one.method, one.path.split("/")[1]) for one in bed.env.http_requests[since:]]


async def test_an_answer_is_edited_by_its_own_token(bed: Bed, answered: MessageRef) -> None:
    since = len(bed.env.http_requests)
    assert await bed.face.deliver(bed.room, Reply("Done", (await kept(bed),)), answered) == answered
    assert asked(bed, since) == [("PATCH", "webhooks")]
    (file,) = bed.last().attachments
    assert (file.filename, file.description) == ("pincel-fox.png", "a red fox")


async def test_a_token_of_14_minutes_is_old(bed: Bed, answered: MessageRef) -> None:
    post = bed.face.client.posting
    now = post._clock()
    post._clock = lambda: now + TOKEN_S
    since = len(bed.env.http_requests)
    assert await bed.face.deliver(bed.room, Reply("Done"), answered) == answered
    assert asked(bed, since) == [("PATCH", "channels")]
    assert bed.last().content == "Done"


@pytest.mark.parametrize(("status", "code"), [(401, 50027), (404, 10015), (404, 10062), (404, 10008)])
async def test_a_token_that_died_early_makes_room_for_the_bot(bed: Bed, answered: MessageRef, status: int, code: int) -> None:
    bed.env.inject_error("PATCH", HOOKS, status=status, code=code)
    since = len(bed.env.http_requests)
    await bed.face.deliver(bed.room, Reply("Done"), answered)
    await bed.face.deliver(bed.room, Reply("Done again"), answered)
    assert asked(bed, since) == [("PATCH", "webhooks"), ("PATCH", "channels"), ("PATCH", "channels")], (
        "a dead token is not tried again"
    )


async def promised(bed: Bed, ref: MessageRef) -> int:
    """What this message is the placeholder of, which nobody has got yet."""
    request = GenerationRequest(Member("discord", str(bed.alice.id), "alice"), bed.room, "en", "a red fox", count=1, seed=7)
    generations = bed.app.house.storage.generations
    made = await generations.accept(request, key="k", model="sketch", why="", cost_units=1, now=bed.clock(), day_limit_units=100)
    await generations.placed(made.id, ref)
    return made.id


async def test_a_deleted_placeholder_is_posted_anew(bed: Bed, answered: MessageRef) -> None:
    await promised(bed, answered)
    bed.env.backend.delete_message(bed.art.id, int(answered.id))
    ref = await bed.face.deliver(bed.room, Reply("Done"), answered)
    assert ref != answered
    assert ref == MessageRef(bed.room, str(bed.last().id))
    sent = bed.requests("POST", "/messages")[-1].json
    assert sent["nonce"] == nonce(bed.room, Reply("Done"), 0)
    assert sent["enforce_nonce"] is True


async def test_an_archived_thread_gets_a_new_message(bed: Bed, answered: MessageRef) -> None:
    await promised(bed, answered)
    await bed.restart()
    bed.env.inject_error("PATCH", MESSAGES, status=400, code=50083)
    assert await bed.face.deliver(bed.room, Reply("Done"), answered) != answered


async def test_what_was_read_and_then_deleted_stays_deleted(bed: Bed, answered: MessageRef) -> None:
    """A moderator who takes a picture away does not want it back with the next vote."""
    number = await promised(bed, answered)
    await bed.app.house.storage.generations.delivered(number, bed.clock())
    bed.env.backend.delete_message(bed.art.id, int(answered.id))
    before = len(bed.art.history())
    with pytest.raises(LookupError):
        await bed.face.deliver(bed.room, Reply("Vote!"), answered)
    assert len(bed.art.history()) == before


@pytest.mark.parametrize(("status", "code"), [(404, 10003), (403, 50001), (403, 50013), (403, 50007)])
async def test_a_room_that_is_closed_is_unreachable(bed: Bed, status: int, code: int) -> None:
    bed.env.inject_error("POST", MESSAGES, status=status, code=code)
    with pytest.raises(Unreachable):
        await bed.face.deliver(bed.room, Reply("Done"))


async def test_other_failures_are_for_the_job_to_try_again(bed: Bed) -> None:
    bed.env.inject_error("POST", MESSAGES, status=503)
    with pytest.raises(discord.HTTPException):
        await bed.face.deliver(bed.room, Reply("Done"))
    await bed.face.deliver(bed.room, Reply("Done"))
    assert bed.last().content == "Done"


async def test_somebodys_private_room_is_opened_first(bed: Bed) -> None:
    ref = await bed.face.deliver(Room.private_with(Member("discord", str(bed.bob.id))), Reply("For you"))
    assert ref.room.id.isdecimal()
    assert bed.requests("POST", "/users/@me/channels")
    assert await bed.face.deliver(Room.private_with(Member("discord", str(bed.bob.id))), Reply("Changed"), ref) == ref


async def test_a_thread_is_a_room_below_its_channel(bed: Bed) -> None:
    ref = await bed.face.deliver(Room("discord", f"1/{bed.art.id}"), Reply("Here"))
    assert bed.last().content == "Here"
    assert ref.room.id == f"1/{bed.art.id}"


async def test_a_picture_of_11_mib_is_made_smaller(bed: Bed) -> None:
    picture = await kept(bed, (2000, 1930), noise=True)
    assert len(await bed.app.house.storage.pictures.get(picture.sha256)) > 11 * 2**20
    await bed.face.deliver(bed.room, Reply("Big", (picture,)))
    (file,) = bed.last().attachments
    assert file.filename == "pincel-fox.jpg"
    assert 0 < file.size <= bed.face.client.get_guild(bed.guild.id).filesize_limit  # type: ignore[union-attr] # it is there


async def test_files_that_can_not_be_made_smaller_are_told_in_words(bed: Bed) -> None:
    zipped = File("pincel-1.zip", "application/zip", b"0" * (11 * 2**20))
    await bed.face.deliver(bed.room, Reply("Everything", (await kept(bed),), (zipped,)))
    message = bed.last()
    assert [file.filename for file in message.attachments] == ["pincel-fox.png"]
    assert "One file is too large for this place. You find your pictures in /gallery." in message.content


async def test_files_refused_all_the_same_come_smaller_and_at_last_not_at_all(bed: Bed) -> None:
    bed.env.inject_error("POST", MESSAGES, status=413, code=40005, times=2)
    await bed.face.deliver(bed.room, Reply("Big", (await kept(bed),)))
    assert bed.last().attachments == []
    assert "too large" in bed.last().content


async def test_the_same_pictures_are_not_sent_twice(bed: Bed) -> None:
    reply = Reply("Two votes", (await kept(bed),), buttons=(Button("Again", "retry:1"),))
    ref = await bed.face.deliver(bed.room, reply)
    await bed.face.deliver(bed.room, Reply("Three votes", reply.pictures), ref)
    assert "attachments" not in bed.requests("PATCH", "/messages")[-1].json
    assert len(bed.last().attachments) == 1
    assert bed.last().components == []
    await bed.face.deliver(bed.room, Reply("Nothing left"), ref)
    assert bed.last().attachments == []


async def test_a_long_text_goes_on_in_further_messages(bed: Bed) -> None:
    await bed.face.deliver(bed.room, Reply("\n".join(f"line {number}" for number in range(400))))
    assert [len(one.content) <= 2000 for one in bed.seen("bob")] == [True, True]
    ref = await bed.face.deliver(bed.room, Reply("short"))
    await bed.face.deliver(bed.room, Reply("word " * 800), ref)
    assert bed.last().content.endswith("…"), "an edit has one message only"


async def test_nothing_to_say_is_said_with_a_sign(bed: Bed) -> None:
    await bed.face.deliver(bed.room, Reply())
    assert bed.last().content == "✓"


async def test_nobody_is_called_by_a_message(bed: Bed) -> None:
    await bed.face.deliver(bed.room, Reply("@everyone"))
    assert bed.requests("POST", "/messages")[-1].json["allowed_mentions"] == {"parse": []}


async def test_the_digits_are_placed_in_order_and_once(bed: Bed) -> None:
    reply = Reply("Vote", ballot=Ballot(1, 4, None, closed=False), buttons=(Button("Again", "retry:1"),))
    ref = await bed.face.deliver(bed.room, reply)
    await bed.face.deliver(bed.room, reply, ref)
    placed = [one.path.split("/")[-2] for one in bed.requests("PUT", "/reactions/")]
    assert [digit[0] for digit in placed] == ["1", "2", "3", "4"]


async def test_a_set_that_was_posted_in_the_moment_of_a_crash_is_found_again(bed: Bed) -> None:
    reply = Reply("Vote", ballot=Ballot(1, 2, None, closed=False), buttons=(Button("Again", "retry:1"), Button("Top", "top")))
    ref = await bed.face.deliver(bed.room, reply)
    await bed.restart()
    assert await bed.face.deliver(bed.room, reply) == ref
    other = Reply("Vote", ballot=Ballot(2, 2, None, closed=False), buttons=(Button("Again", "retry:2"),))
    assert await bed.face.deliver(bed.room, other) != ref


async def test_without_the_right_to_react_people_vote_by_button(bed: Bed) -> None:
    deny = discord.PermissionOverwrite(add_reactions=False)
    quiet = bed.guild.create_text_channel("quiet", overwrites={bed.guild.default_role: deny})
    await bed.env.settle()
    await bed.face.deliver(Room("discord", str(quiet.id)), Reply("Vote", ballot=Ballot(1, 2, None, closed=False)))
    message: Any = quiet.last_message
    assert [key.custom_id for key in message.components[0].children] == ["vote:1:1", "vote:2:1"]
    assert not bed.requests("PUT", "/reactions/")


async def test_where_the_bot_is_no_member_nobody_can_react(bed: Bed) -> None:
    """A server in which somebody uses the bot that they installed for themselves."""
    posting = bed.face.client.posting
    for _ in range(2):
        assert not await posting._can_react(Room("discord", "999"))
    assert len(bed.requests("GET", "/channels/999")) == 1


async def test_a_refusal_without_a_code_is_tried_again(bed: Bed) -> None:
    bed.env.inject_error("POST", MESSAGES, status=403, code=0)
    with pytest.raises(discord.Forbidden):
        await bed.face.deliver(bed.room, Reply("Done"))


async def test_many_new_counts_at_once_are_one_or_two_edits(bed: Bed) -> None:

    picture = await kept(bed)
    ref = await bed.face.deliver(bed.room, Reply("0 votes", (picture,)))
    before = len(bed.requests("PATCH", "/messages"))
    await asyncio.gather(*(bed.face.deliver(bed.room, Reply(f"{number} votes", (picture,)), ref) for number in range(1, 30)))
    assert bed.last().content == "29 votes"
    assert len(bed.requests("PATCH", "/messages")) - before <= 2


def test_a_nonce_is_short_and_stable_and_for_one_message() -> None:
    room = Room("discord", "1")
    assert nonce(room, Reply("a"), 0) == nonce(room, Reply("a"), 0)
    assert len({nonce(room, Reply("a"), 0), nonce(room, Reply("b"), 0), nonce(room, Reply("a"), 1)}) == 3
    assert len(nonce(room, Reply("a"), 0)) <= 25
