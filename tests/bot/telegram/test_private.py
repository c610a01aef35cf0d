"""What is for one person only, in a group where Telegram has no way to say it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from storage.records import Member, Room
from tests.bot.telegram.fake import Refused
from tests.bot.telegram.world import GROUP, Person, World, buttons, words

ROOM = Room("telegram", str(GROUP))


def own(world: World, chat: int) -> list[dict[str, Any]]:
    """What the bot said there."""
    return [one for one in world.seen(chat) if one["from"]["is_bot"]]


async def test_a_private_answer_goes_to_the_private_chat_and_leaves_a_nod(world: World, ana: Person) -> None:
    number = await ana.says("/help", GROUP)
    assert own(world, GROUP) == []
    assert "/imagine" in words(world.last(ana.id))
    await world.settles()
    chat = world.face._chat
    assert chat is not None
    await chat.finish()
    assert world.server.reactions[GROUP, number] == [{"type": "emoji", "emoji": "👌"}]


async def test_who_never_opened_the_private_chat_is_invited_and_nothing_is_told(world: World) -> None:
    dora = world.person(9, "Dora", started=False, language="es")
    await dora.says("/gallery", GROUP)
    (note,) = own(world, GROUP)
    assert words(note) == "Dora, tengo una respuesta solo para ti. Abre nuestro chat privado y pulsa Iniciar: allí te espera."
    assert buttons(note) == ["💬 Abrir el chat privado"]
    assert await opened(world, dora, note["reply_markup"]["inline_keyboard"][0][0]["url"]) == "Todavía no tienes imágenes"


async def opened(world: World, person: Person, url: str) -> str:
    """How the first message begins that somebody reads who follows that link and presses Start."""
    world.server.started.add(person.id)
    await person.says("/start " + parse_qs(urlsplit(url).query)["start"][0])
    return words(world.last(person.id)).split(".")[0]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_button_whose_answer_is_long_opens_the_private_chat_where_it_waits(
    world: World, ana: Person, restarted: bool
) -> None:
    dora = world.person(9, "Dora", started=False)
    await ana.says("/challenge", GROUP)
    shown = await dora.presses(world.last(GROUP), "Hint")
    assert own(world, dora.id) == []
    chat = world.face._chat
    assert chat is not None
    if restarted:
        chat._kept.clear()
    assert (await opened(world, dora, shown["url"])).startswith("💡")
    taken = await world.app.house.storage.challenges.hints(1, Member("telegram", str(dora.id)))
    assert taken == (2 if restarted else 1), "what was paid for is given"
    assert len([one for one in own(world, GROUP) if "only for you" in words(one)]) == 0


async def test_a_command_of_a_stranger_bot_and_a_talk_among_people_are_not_ours(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/help@other_bot", GROUP)
    await ana.says("/weather", GROUP)
    number = await ana.says("look, a red fox", GROUP)
    (message,) = [one for one in world.seen(GROUP) if one["message_id"] == number]
    await bob.says("nice", GROUP, answering=message)
    assert own(world, GROUP) == own(world, ana.id) == own(world, bob.id) == []


async def test_a_command_with_our_name_and_a_mention_are_ours(world: World, ana: Person) -> None:
    await ana.says("/imagine@Pincel_Bot a red fox --count 1", GROUP)
    assert "a red fox" in words(world.last(GROUP))
    mention = [{"type": "mention", "offset": 0, "length": 11}]
    await ana.says("@pincel_bot a green frog --count 1", GROUP, entities=mention)
    assert "a green frog" in words(world.last(GROUP))
    await ana.says("a blue whale --count 1", GROUP, answering=world.last(GROUP))
    assert "a blue whale" in words(world.last(GROUP))


async def test_topics_are_rooms_of_their_own(world: World, ana: Person) -> None:
    topic: dict[str, Any] = {"message_thread_id": 45, "is_topic_message": True}
    await ana.says("/imagine a red fox --count 2", GROUP, **topic)
    sheet = world.last(GROUP)
    assert sheet["message_thread_id"] == 45
    assert await world.app.house.storage.generations.latest_in(Room("telegram", f"{GROUP}/45")) is not None
    assert await world.app.house.storage.generations.latest_in(ROOM) is None
    old = {"chat": sheet["chat"], "message_id": sheet["message_id"], "date": 0}
    bob = world.person(8, "Bob")
    assert "You voted for picture 1" in (await bob.presses_token(old, "vote:1:1"))["text"], "an old button knows its topic"


async def test_only_administrators_moderate_and_are_asked_for_once(world: World, ana: Person, bob: Person) -> None:
    world.server.administrators[GROUP] = {ana.id}
    await ana.says("/settings --ballots visible", GROUP)
    await bob.says("/settings --ballots hidden", GROUP)
    assert (await world.app.house.storage.rooms.settings(ROOM)).ballots.value == "visible"
    assert "moderat" in words(world.last(bob.id)).lower()
    assert len(world.server.calls("getChatAdministrators")) == 1


async def test_somebody_in_the_name_of_the_group_moderates_but_has_no_private_chat(world: World, ana: Person) -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "The club"}
    await ana.says("/settings --ballots visible", GROUP, sender_chat=group)
    assert (await world.app.house.storage.rooms.settings(ROOM)).ballots.value == "visible"
    (note,) = own(world, GROUP)
    assert "only for you" in words(note)


async def game(world: World, ana: Person) -> str:
    """The code of a game that Ana has opened in the group."""
    await ana.says("/challenge", GROUP)
    found = await world.app.house.storage.challenges.current(ROOM)
    assert found is not None
    return found.code


async def test_a_guess_is_asked_for_in_the_private_chat(world: World, ana: Person, bob: Person) -> None:
    code = await game(world, ana)
    shown = await bob.presses(world.last(GROUP), "Guess")
    assert parse_qs(urlsplit(shown["url"]).query)["start"] == [f"guess_{code}"]
    await bob.says(f"/start guess_{code}")
    question = world.last(bob.id)
    assert "What you think the secret is" in words(question)
    await bob.says("a green bicycle on the moon", answering=question)
    assert "of 100" in words(world.last(bob.id))
    assert any("Bob" in words(one) for one in own(world, GROUP)), "the group hears that somebody plays"
    assert not any("bicycle" in words(one) for one in world.seen(GROUP))


async def test_a_guess_as_a_reply_is_deleted_and_answered_in_private(world: World, ana: Person, bob: Person) -> None:
    await game(world, ana)
    picture = world.last(GROUP)
    await bob.says("a green bicycle on the moon", GROUP, answering=picture)
    await bob.says("/guess a purple bicycle", GROUP)
    chat = world.face._chat
    assert chat is not None
    await chat.finish()
    assert not any("bicycle" in words(one) for one in world.seen(GROUP))
    assert len([one for one in own(world, bob.id) if "of 100" in words(one)]) == 2


async def test_a_game_that_is_over_asks_for_nothing(world: World, ana: Person, bob: Person) -> None:
    code = await game(world, ana)
    await ana.says("/challenge --close", GROUP)
    await bob.says(f"/start guess_{code}")
    assert "What you think the secret is" not in words(world.last(bob.id))


async def test_a_form_in_a_group_is_a_question_to_one_person(world: World, ana: Person) -> None:
    sheet = await started(world, ana)
    await ana.presses_token(sheet, "imagine")
    question = world.last(GROUP)
    assert words(question).startswith("✍️ Ana: ")
    sent = world.server.calls("sendMessage")[-1].given["reply_markup"]
    assert sent["force_reply"]
    assert sent["selective"]
    await ana.says("a green frog", GROUP, answering=question)
    assert "a green frog" in words(world.last(GROUP))


async def test_a_forged_question_or_button_is_told_as_broken(world: World, ana: Person) -> None:
    sheet = await started(world, ana)
    shown = await ana.presses_token(sheet, "nonsense:1:2")
    assert shown["text"]
    shown = await ana.presses_token(sheet, "vote:9")
    assert shown["text"]


async def started(world: World, ana: Person) -> dict[str, Any]:
    """A message to press buttons on."""
    await ana.says("/imagine a red fox --count 1", GROUP)
    return world.last(GROUP)


async def test_a_button_pressed_too_long_ago_is_answered_in_the_private_chat(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    world.server.refuse(
        "answerCallbackQuery", Refused("Bad Request: query is too old and response timeout expired or query ID is invalid")
    )
    await bob.presses(world.last(GROUP), "1️⃣")
    assert "You voted for picture 1" in words(world.last(bob.id))


async def test_the_tour_and_its_buttons(world: World, ana: Person) -> None:
    await ana.says("/start")
    told = [one for one in world.seen(ana.id) if one["from"]["is_bot"]]
    assert [words(one)[0] for one in told] == ["👋", "🗳", "🖼"], "a message each"
    assert [len(buttons(one)) for one in told] == [0, 0, 3]
    tour = world.last(ana.id)
    await ana.presses_token(tour, "imagine")
    question = world.last(ana.id)
    assert world.server.calls("sendMessage")[-1].given["reply_markup"]["force_reply"]
    await ana.says("a red fox", answering=question)
    assert "a red fox" in words(world.last(ana.id))


async def test_buttons_of_a_private_answer_act_in_the_group_it_is_about(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    await bob.presses(world.last(GROUP), "Favo")
    which = world.last(bob.id)
    shown = await bob.presses(which, "2")
    assert "2" in shown["text"]
    favourites = await world.app.house.storage.generations.favourites(Member("telegram", str(bob.id)), before=None, limit=5)
    assert [variant for _, variant in favourites] == [2]
    await bob.says("/top", GROUP)
    eve = world.person(66, "Eve")
    world.server.absent.add(eve.id)
    shown = await eve.presses_token(which, which["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    assert "no pictures" in shown["text"], "a forged button opens no room"


@pytest.mark.parametrize(
    "line",
    [
        "/link 234-567-89a",
        '/challenge --prompt "a green bicycle"',
        "/guess a purple bicycle",
        "/imagine my dad hits me every night",
    ],
)
@pytest.mark.parametrize("allowed", [True, False])
async def test_a_secret_typed_in_a_group_is_taken_away_or_its_author_is_asked_to(
    world: World, ana: Person, bob: Person, line: str, allowed: bool
) -> None:
    if line.startswith("/guess"):
        await game(world, ana)
    if not allowed:
        world.server.refuse("deleteMessage", Refused("Bad Request: message can't be deleted"))
    number = await bob.says(line, GROUP)
    assert any(one["message_id"] == number for one in world.seen(GROUP)) is not allowed
    told = words(world.last(bob.id))
    assert ("Please delete your message" in told) is not allowed
    assert len(told) > 40, "and what to do instead"


async def test_what_is_typed_in_a_private_chat_stays(world: World, bob: Person) -> None:
    number = await bob.says('/challenge --prompt "a green bicycle"')
    assert any(one["message_id"] == number for one in world.seen(bob.id))
    assert not world.server.calls("deleteMessage")
