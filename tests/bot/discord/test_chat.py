"""What people do on Discord and what they get: acknowledged first, hidden where it is theirs alone, and never an error."""

import asyncio
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.app import Kit
from bot.discord.chat import attachment_of
from commands.core.reply import Button, Reply
from storage.problem import Problem
from storage.records import Generation, GenerationRequest, Member, MessageRef, Room, Variant
from tests.bot.discord.bed import Bed

EPHEMERAL = 64


async def picture_set(bed: Bed, asker: str = "alice", variants: int = 2) -> tuple[int, discord.Message]:
    """A finished set of pictures that hangs in #art, without anybody painting."""
    house = bed.app.house
    member = Member("discord", str(getattr(bed, asker).id), asker)
    request = GenerationRequest(member, bed.room, "en", "a red fox", count=variants, seed=7)
    made = await house.storage.generations.accept(
        request, key=f"k{asker}", model="sketch", why="", cost_units=1, now=bed.clock(), day_limit_units=100
    )
    sha256 = await house.storage.pictures.put(b"\x89PNG\r\n\x1a\n not really")
    await house.storage.generations.finished(
        made.id,
        variants=[Variant(index, sha256, 7, 64, 64, "image/png") for index in range(1, variants + 1)],
        sheet_sha256=sha256,
        drawn=("fox",),
        missing=(),
        seconds=1.0,
        now=bed.clock(),
    )
    ref = await bed.face.deliver(bed.room, Reply("**“a red fox”**"))
    await house.storage.generations.placed(made.id, ref)
    return made.id, bed.last()


async def test_the_promise_comes_before_anything_else(studio: Bed) -> None:
    result = await studio.alice.slash(studio.art, "imagine", prompt="a red fox", count=1)
    (promise, *later) = [one for one in studio.env.http_requests if one.path.startswith(("/interactions", "/webhooks"))]
    assert (promise.method, promise.json) == ("POST", {"type": 5})
    assert later[0].method == "PATCH"
    assert "Painting “a red fox”" in result.response.content
    await studio.settles()
    (generation,) = await studio.app.house.storage.generations.by_member(
        Member("discord", str(studio.alice.id)), before=None, limit=5
    )
    assert generation.message == MessageRef(studio.room, str(result.response.id))
    assert len(studio.last().attachments) == 1


async def test_a_private_command_is_hidden_from_the_first_moment(bed: Bed) -> None:
    result = await bed.bob.slash(bed.art, "models")
    assert bed.requests("POST", "/callback")[-1].json["data"]["flags"] == EPHEMERAL
    assert result.response.ephemeral
    assert bed.seen("carol") == []


async def test_help_names_options_as_they_are_filled_in_here(bed: Bed) -> None:
    told = (await bed.bob.slash(bed.art, "help", command="imagine")).response.content
    assert "`ratio` Shape of the picture" in told
    assert "`/imagine prompt:a red fox under a cherry tree ratio:3:2 count:2`" in told
    assert "--" not in told


async def test_a_problem_of_a_public_command_is_told_to_its_caller_only(bed: Bed) -> None:
    result = await bed.bob.slash(bed.art, "imagine", prompt="   ")
    assert bed.seen("carol") == [], "not even an empty promise is left"
    (told,) = result.followups
    assert told.ephemeral
    assert "code" in told.content or told.content


async def test_who_may_not_moderate_is_told_so(bed: Bed) -> None:
    assert "settings" not in bed.bob.available_commands(bed.art)
    assert (await bed.alice.slash(bed.art, "settings", audience="teens")).response.ephemeral
    assert (await bed.app.house.storage.rooms.settings(bed.room)).audience == "teens"


async def test_choices_numbers_and_yes_or_no_arrive_as_they_were_chosen(studio: Bed) -> None:
    await studio.bob.slash(studio.art, "imagine", prompt="a hen", style="watercolour", count=1, seed=5, ratio="3:2")
    generation = await studio.app.house.storage.generations.get(1)
    assert generation is not None
    request = generation.request
    assert (request.style, request.count, request.seed, request.variety, request.ratio) == ("watercolour", 1, 5, 0.0, "3:2")
    await studio.settles()


async def test_a_prompt_of_2000_signs_is_painted_and_can_be_changed(studio: Bed) -> None:
    prompt = ("a red fox and a hen, " * 100)[:2000].strip()
    await studio.alice.slash(studio.art, "imagine", prompt=prompt, count=1)
    await studio.settles()
    assert len(studio.last().content) <= 2000
    shown = await studio.alice.click(studio.last(), custom_id="reuse:1")
    assert len(shown.response.embeds[0].description) > 1900
    form = await studio.alice.click(shown.response, custom_id="=line")
    fields = {part["component"]["custom_id"]: part["component"] for part in form.modal["components"]}
    assert fields["prompt"]["value"] == prompt


async def test_words_are_completed_while_somebody_types(bed: Bed) -> None:
    found = await bed.bob.autocomplete(bed.art, "imagine", "model", "sk")
    assert {"name": "Sketch · ⚡⚡⚡ ◆ · 1 unit", "value": "sketch"} in [
        {"name": one["name"], "value": one["value"]} for one in found
    ]


async def test_a_form_is_the_very_first_answer_and_survives_a_restart(studio: Bed) -> None:
    bed = studio
    number, message = await picture_set(bed)
    reused = await bed.bob.click(await with_button(bed, message, f"reuse:{number}"), custom_id=f"reuse:{number}")
    form = await bed.bob.click(reused.response, custom_id="=line")
    assert bed.requests("POST", "/callback")[-1].json["type"] == 9
    assert [part["label"] for part in form.modal["components"]] == ["Prompt", "Ratio", "Count", "Style", "Seed"]
    assert form.modal["custom_id"].startswith("imagine::sketch")
    await bed.restart()
    sent = await bed.bob.submit_modal(form, {"prompt": "a blue fox", "count": "3", "style": ["pencil"]})
    assert "Painting “a blue fox”" in sent.response.content
    made = await bed.app.house.storage.generations.get(number + 1)
    assert made is not None
    assert (made.request.count, made.request.style, made.request.variety) == (3, "pencil", 0.0)
    await bed.settles()


async def with_button(bed: Bed, message: discord.Message, token: str) -> discord.Message:
    """That message with one more button."""
    await bed.face.deliver(bed.room, Reply("x", buttons=(Button("A button", token),)), MessageRef(bed.room, str(message.id)))
    return bed.last()


async def test_a_forged_button_is_answered_kindly(bed: Bed) -> None:
    message = await with_button(bed, (await picture_set(bed))[1], "nothing:like:it")
    result = await bed.bob.click(message, custom_id="nothing:like:it")
    assert result.response.ephemeral
    message = await with_button(bed, message, "=line")
    result = await bed.bob.click(message, custom_id="=line")
    assert result.response.ephemeral, "there is no line in this message"


async def test_pictures_have_a_menu_of_their_own(bed: Bed) -> None:
    _, message = await picture_set(bed)
    other = await bed.carol.send(bed.art, "look at this")
    result = await bed.bob.context_menu(bed.art, "Favourite", message)
    assert result.response.ephemeral
    assert [one["components"][0]["custom_id"] for one in result.response.components] == ["favourite:1:1"]
    result = await bed.bob.context_menu(bed.art, "Favourite", other)
    assert "no pictures of mine" in result.response.content


async def test_remix_opens_the_recipe_as_a_form(bed: Bed) -> None:
    number, message = await picture_set(bed)
    asked = await bed.bob.context_menu(bed.art, "Remix", message)
    controls = [part["component"] for part in asked.modal["components"]]
    already = {one["custom_id"]: one.get("value") for one in controls if one["type"] == 4}
    assert (already["prompt"], already["seed"], already["count"]) == ("a red fox", "7", "2")
    await bed.bob.submit_modal(asked, {name: value for name, value in already.items() if value} | {"prompt": "a blue fox"})
    made = await bed.app.house.storage.generations.get(number + 1)
    assert made is not None
    assert (made.request.prompt, made.request.seed, made.request.asked_by.id) == ("a blue fox", 7, str(bed.bob.id))
    other = await bed.carol.send(bed.art, "look at this")
    refused = await bed.bob.context_menu(bed.art, "Remix", other)
    assert refused.response.ephemeral
    assert "no pictures of mine" in refused.response.content


async def test_details_are_for_who_asks(bed: Bed) -> None:
    _, message = await picture_set(bed)
    told = await bed.bob.context_menu(bed.art, "Details", message)
    assert told.response.ephemeral
    assert "Asked by alice, <t:" in told.response.content


async def test_pictures_that_were_published_have_that_menu_too(bed: Bed) -> None:
    number, _ = await picture_set(bed)
    await bed.face.deliver(bed.room, Reply("**“a red fox”**", buttons=(Button("Change", f"reuse:{number}"),)))
    told = await bed.bob.context_menu(bed.art, "Details", bed.last())
    assert f"#{number}" in told.response.content
    await bed.face.deliver(bed.room, Reply("Hello", buttons=(Button("Top", "top"),)))
    told = await bed.bob.context_menu(bed.art, "Details", bed.last())
    assert "no pictures of mine" in told.response.content


async def test_a_report_asks_for_its_reason(bed: Bed) -> None:
    number, message = await picture_set(bed, "eve")
    for name in ("bob", "carol", "dave"):
        person = getattr(bed, name)
        asked = await person.context_menu(bed.art, "Report", message)
        told = await person.submit_modal(asked, {"reason": ["scary"]})
        assert told.response.ephemeral
    assert "are hidden now" in told.response.content
    hidden = next(one for one in bed.art.history() if one.id == message.id)
    assert "were reported" in hidden.content
    assert [one.filename for one in hidden.attachments] == ["hidden.png"]
    await bed.alice.click(hidden, custom_id=f"report:other:{number}:yes")
    assert "a red fox" in next(one for one in bed.art.history() if one.id == message.id).content


async def test_a_report_hides_the_set_in_every_channel(studio: Bed) -> None:
    await studio.bob.slash(studio.art, "imagine", prompt="a red fox", count=1, seed=7)
    await studio.settles()
    other = studio.guild.create_text_channel("other")
    await studio.env.settle()
    await studio.bob.slash(other, "publish", generation=1)
    assert "a red fox" in other.history()[-1].content
    await studio.alice.slash(studio.art, "report", generation=1)
    assert [one.filename for one in other.history()[-1].attachments] == ["hidden.png"]
    assert "a red fox" not in other.history()[-1].content
    await studio.alice.slash(studio.art, "report", generation=1, clear=True)
    assert "a red fox" in other.history()[-1].content
    assert "hidden.png" not in [one.filename for one in other.history()[-1].attachments]


async def test_in_a_private_chat_nothing_is_hidden(bed: Bed) -> None:
    eve = bed.env.create_user("eve")
    result = await eve.slash("models")
    assert not result.response.ephemeral
    assert "settings" not in eve.available_commands()


async def test_missing_permissions_are_named_once_in_each_channel(bed: Bed) -> None:
    deny = discord.PermissionOverwrite(add_reactions=False, attach_files=False)
    quiet = bed.guild.create_text_channel("quiet", overwrites={bed.guild.default_role: deny})
    await bed.env.settle()
    result = await bed.bob.slash(quiet, "top")
    (told,) = result.followups
    assert told.ephemeral
    assert "Attach Files, Add Reactions" in told.content
    assert (await bed.bob.slash(quiet, "top")).followups == []
    assert (await bed.bob.slash(bed.art, "top")).followups == []


async def test_an_answer_that_comes_too_late_changes_nothing(bed: Bed) -> None:
    bed.env.inject_error("POST", "/interactions/*", status=404, code=10062)
    await bed.bob.slash(bed.art, "imagine", prompt="a red fox")
    assert await bed.app.house.storage.generations.get(1) is None


async def test_an_answer_that_discord_refuses_leaves_nobody_waiting(bed: Bed) -> None:
    bed.env.inject_error("PATCH", "/webhooks/*", status=400, code=50035)
    result = await bed.bob.slash(bed.art, "models")
    assert "code" in result.response.content
    assert len(bed.requests("PATCH", "/webhooks")) == 2


async def test_what_the_face_says_is_in_the_language_that_somebody_chose(bed: Bed, monkeypatch: pytest.MonkeyPatch) -> None:
    _, message = await picture_set(bed)
    await bed.bob.slash(bed.art, "language", to="es")
    result = await bed.bob.context_menu(bed.art, "Favourite", await bed.carol.send(bed.art, "hm"))
    assert "imágenes" in result.response.content
    generations = bed.app.house.storage.generations
    find = generations.by_message

    async def slowly(ref: MessageRef) -> Generation | None:
        await asyncio.sleep(0.1)
        return await find(ref)

    monkeypatch.setattr("bot.discord.chat.FORM_S", 0.01)
    monkeypatch.setattr(generations, "by_message", slowly)
    reused = await bed.bob.context_menu(bed.art, "Remix", message)
    assert [key["label"] for key in reused.response.components[0]["components"]] == ["Cambiar"], "too slow for a form"


async def test_the_same_interaction_twice_is_one_call(bed: Bed) -> None:
    bed.env.inject_error("POST", "/interactions/*", status=400, code=40060)
    await bed.bob.slash(bed.art, "imagine", prompt="a red fox")
    assert await bed.app.house.storage.generations.get(1) is None


async def test_kinds_of_events_that_do_not_exist_yet_are_left_alone(bed: Bed) -> None:
    state: Any = bed.face.client._connection
    payload = {
        "id": "1",
        "application_id": "2",
        "token": "t",
        "version": 1,
        "type": 99,
        "channel": {"id": str(bed.art.id), "type": 0},
        "channel_id": str(bed.art.id),
        "user": {"id": "5", "username": "eve", "discriminator": "0", "avatar": None, "global_name": None},
        "attachment_size_limit": 1,
        "data": {"something": "new"},
    }
    since = len(bed.env.http_requests)
    await bed.face.client.on_interaction(discord.Interaction(data=payload, state=state))  # type: ignore[arg-type] # of the future
    assert len(bed.env.http_requests) == since


async def test_only_servers_on_the_list_are_served(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Bed(tmp_path, kit, monkeypatch.setattr, painting=False, discord_guilds=(5,), owners=("1456074443980800099",)) as bed:
        result = await bed.bob.slash(bed.art, "top")
        assert result.followups[0].ephemeral
        assert "none of them" in result.followups[0].content
        bed.face.client._chat._guilds = frozenset({bed.guild.id})
        assert "none of them" not in (await bed.bob.slash(bed.art, "top")).response.content
        assert "none of them" in (await bed.env.create_user("eve").slash("models")).response.content, "no member of that server"


async def test_owners_moderate_everywhere(tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Bed(tmp_path, kit, monkeypatch.setattr, painting=False) as bed:
        number, _ = await picture_set(bed)
        result = await bed.bob.slash(bed.art, "results", generation=number, close=True)
        assert "none" not in result.followups[0].content
        bed.face.client._chat._owners = frozenset({str(bed.bob.id)})
        await bed.bob.slash(bed.art, "results", generation=number, close=True)
        closed = await bed.app.house.storage.generations.get(number)
        assert closed is not None
        assert closed.vote_closed_at is not None


async def test_a_thread_is_a_room_of_its_own(studio: Bed) -> None:
    bed = studio
    start = await bed.carol.send(bed.art, "talk here")
    channel: Any = bed.face.client.get_channel(bed.art.id)
    thread = await channel.get_partial_message(start.id).create_thread(name="t")
    await bed.env.settle()
    handle = next(one for one in bed.art.threads if one.id == thread.id)
    await bed.bob.slash(handle, "challenge", minutes=5)
    game = await bed.app.house.storage.challenges.current(Room("discord", f"{bed.art.id}/{thread.id}"))
    assert game is not None
    assert game.room.parent == bed.room
    await bed.settles()
    assert len(handle.last_message.attachments) == 1


@pytest.mark.parametrize("kind", ["voice", "stage", "news"])
async def test_other_kinds_of_channels_are_rooms_as_well(bed: Bed, kind: str) -> None:
    channel = getattr(bed.guild, f"create_{kind}_channel")("elsewhere")
    await bed.env.settle()
    assert (await bed.bob.slash(channel, "top")).response.content
    ref = await bed.face.deliver(Room("discord", str(channel.id)), Reply("Hello"))
    assert ref.id == str(channel.last_message.id)


@pytest.mark.parametrize(("context", "private"), [(1, True), (2, False)])
async def test_only_the_chat_with_the_bot_itself_is_private(bed: Bed, context: int, private: bool) -> None:
    """Who installed the bot for themselves can call it in chats with others, who read along."""
    user = {"id": "5", "username": "eve", "discriminator": "0", "avatar": None, "global_name": "Eve"}
    payload: Any = {
        "id": "1",
        "application_id": "2",
        "token": "t",
        "version": 1,
        "type": 2,
        "context": context,
        "channel": {"id": "8", "type": 1, "recipients": [user]},
        "channel_id": "8",
        "user": user,
        "locale": "es-ES",
        "attachment_size_limit": 1,
        "data": {"id": "3", "name": "top", "type": 1},
    }
    sender = bed.face.client._chat._sender(discord.Interaction(data=payload, state=bed.face.client._connection))
    assert sender.private is private
    assert not sender.moderator, "nobody moderates a chat of two: its budget and its audience are the operator's"
    assert (sender.member.name, sender.client_locale, sender.room) == ("Eve", "es-ES", Room("discord", "8"))


async def test_a_file_is_read_up_to_its_limit() -> None:
    class Sent:
        filename, size = "cat.png", 5 * 2**20

        async def read(self) -> bytes:
            return b"cat"

    file: Any = Sent()
    assert await attachment_of(file).read(6 * 2**20) == b"cat"
    with pytest.raises(Problem) as told:
        await attachment_of(file).read(2**20)
    assert told.value.key == "upload-too-large"
