"""What a message asks for, and the picture that came with it."""

from typing import Any

import pytest
from telegram import Message

from bot.telegram.forms import asked
from bot.telegram.hearing import Me, attachments_of, line_of
from bot.telegram.people import author_of, room_of
from commands.menu import MENU
from storage.problem import Problem
from storage.records import Member, Room
from tests.bot.telegram.fake import BOT, chat_of
from tests.bot.telegram.world import GROUP, Person, World

ME = Me(4242, "Pincel_bot")
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "last_name": "Roja"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 5}]


def message(text: str, chat: int = 7, **more: Any) -> Message:
    """A message of Ana's."""
    given = {"message_id": 1, "date": 1_795_000_000, "chat": chat_of(chat), "from": ANA, "text": text, **more}
    made = Message.de_json(given, None)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("heard", "line"),
    [
        (message("a red fox"), "/imagine a red fox"),
        (message("@pincel_bot a fox", entities=[{"type": "mention", "offset": 0, "length": 11}]), "/imagine a fox"),
        (message("/imagine@pincel_bot a red fox"), "/imagine@pincel_bot a red fox"),
        (message("/unknown"), "/unknown"),
        (message("/imagine@another_bot a red fox"), None),
        (message("", caption="a red fox", photo=PHOTO), "/imagine a red fox"),
        (message("", photo=PHOTO), "/imagine"),
        (message("", location={"latitude": 1.0, "longitude": 1.0}), None),
        (message("from @gif", via_bot={"id": 5, "is_bot": True, "first_name": "gif"}), None),
        (message("a red fox", GROUP), None),
        (message("/imagine a red fox", GROUP), "/imagine a red fox"),
        (message(" \uff0fimagine a red fox", GROUP), "/imagine a red fox"),
        (message("/unknown", GROUP), None),
        (message("/unknown@Pincel_bot", GROUP), "/unknown@Pincel_bot"),
        (message("hey @pincel_BOT a fox", GROUP, entities=[{"type": "mention", "offset": 4, "length": 11}]), "/imagine hey a fox"),
        (message("hey @another_bot a fox", GROUP, entities=[{"type": "mention", "offset": 4, "length": 12}]), None),
        (message("Pincel, fox", GROUP, entities=[{"type": "text_mention", "offset": 0, "length": 6, "user": BOT}]), "/imagine fox"),
        (message("", GROUP, caption="a fox", photo=PHOTO), None),
    ],
)  # fmt: skip
def test_what_is_heard(heard: Message, line: str | None) -> None:
    assert line_of(heard, ME, MENU) == line


BOB = {"id": 8, "is_bot": False, "first_name": "Bob"}
BELOW = {"message_id": 5, "date": 1_795_000_000, "chat": chat_of(GROUP), "from": BOB, "text": "hello"}


@pytest.mark.parametrize(
    ("heard", "line"),
    [
        (message("/member --hours 2", GROUP, reply_to_message=BELOW), "/member --hours 2 --who <@8>"),
        (message("/member", GROUP, reply_to_message=BELOW), "/member --who <@8>"),
        (message("/member #12", GROUP, reply_to_message=BELOW), "/member #12"),
        (message("/member", GROUP), "/member"),
        (message("/member", GROUP, reply_to_message=BELOW | {"from": BOT}), "/member"),
        (message("/member", GROUP, reply_to_message=BELOW, message_thread_id=5, is_topic_message=True), "/member"),
        (message("/member Bob", GROUP, entities=[{"type": "text_mention", "offset": 8, "length": 3, "user": BOB}]), "/member <@8>"),
        (message("/imagine Bob", GROUP, reply_to_message=BELOW), "/imagine Bob"),
        (message("", GROUP, caption="/member", photo=PHOTO), "/member"),
    ],
)  # fmt: skip
def test_whom_a_moderator_points_at(heard: Message, line: str) -> None:
    assert line_of(heard, ME, MENU) == line


def test_rooms_and_people() -> None:
    assert room_of(message("x", GROUP)) == Room("telegram", str(GROUP))
    assert room_of(message("x", GROUP, message_thread_id=5)) == Room("telegram", str(GROUP)), "a thread of replies is no topic"
    assert room_of(message("x", GROUP, message_thread_id=5, is_topic_message=True)) == Room("telegram", f"{GROUP}/5")
    ana = author_of(message("x"))
    assert ana == Member("telegram", "7")
    assert ana.name == "Ana Roja"
    assert author_of(message("x", GROUP, **{"from": BOT})) is None
    club = author_of(message("x", GROUP, sender_chat={"id": GROUP, "type": "supergroup", "title": "The club"}))
    assert club == Member("telegram", str(GROUP))


def test_only_an_answer_to_a_question_of_ours_is_one() -> None:
    link = {"type": "text_link", "offset": 0, "length": 2, "url": "https://t.me/Pincel_bot?ask=guess%3A%3A1-abc"}
    question = {"message_id": 3, "date": 1, "chat": chat_of(7), "from": BOT, "text": "✍️ What?", "entities": [link]}
    assert asked(message("a fox", reply_to_message=question), 4242) == "guess::1-abc"
    assert asked(message("a fox", reply_to_message=question | {"from": ANA}), 4242) is None
    assert asked(message("a fox", reply_to_message=question | {"entities": []}), 4242) is None
    assert asked(message("a fox"), 4242) is None


async def test_a_picture_is_read_up_to_a_limit(world: World, ana: Person) -> None:
    assert world.face._app is not None
    bot = world.face._app.bot
    world.server.files["f"] = b"bytes"
    (photo,) = attachments_of(message("", photo=PHOTO), bot)
    assert (photo.filename, photo.size) == ("u.jpg", 5)
    assert await photo.read(100) == b"bytes"
    with pytest.raises(Problem, match="upload-too-large"):
        await photo.read(4)
    document = {"file_id": "f", "file_unique_id": "u", "file_name": "fox.png", "mime_type": "image/png", "file_size": 1}
    (file,) = attachments_of(message("", document=document), bot)
    assert file.filename == "fox.png"
    with pytest.raises(Problem, match="upload-too-large"):
        await file.read(2)  # it was said to be smaller than it is
    assert attachments_of(message("", document=document | {"mime_type": "text/plain"}), bot) == ()
