"""Bad input in the chat: each gets one clear sentence, nothing breaks, nothing is half-written."""

import uuid
from dataclasses import replace

from bot.terminal.adapter import ROOM
from commands.core.call import Sender
from commands.core.markup import plain
from commands.core.reply import Reply
from storage.records import Room
from tests.walks.conftest import Chat

BROKE = "Something broke"
PROMPTS = {
    "empty": "",
    "blanks": "   \t ",
    "10,000 characters": "fox " * 2_500,
    "right to left": "ثعلب أحمر في الثلج",
    "an override of direction": "a \u202efox\u202c in the snow",
    "emoji only": "🦊🌲❄️",
    "a null byte": "a red\x00fox",
    "control characters": "a\x1b[31m red\x07 fox\x08",
    "half a sign": "a fox \ud800",
    "combining marks": "f" + "\u0301" * 500 + "ox",
    "an option in the middle": "a fox --colour red",
    "quotes": 'a "red fox',
}
OPTIONS = ["--count 0", "--count 99", "--count -1", "--count many", "--ratio 0:1", "--ratio 1:1000", "--ratio banana", "--ratio :"]
OPTIONS += [
    "--seed -1",
    f"--seed {2**70}",
    f"--seed {'9' * 5000}",
    "--variety 2",
    "--variety nan",
    "--model dall-e-9",
    "--style cubism",
    "--count",
]
TOKENS = ["", ":", "vote", "vote:", "vote:1", "vote:x:1", "vote:1:x", "vote:1:-5", "vote:9:1"]
TOKENS += [
    "retry:9999",
    "results:1:yes",
    "download:0",
    "favourite:1:77",
    "gallery:pictures:99999999999999999999",
    "export:1000",
    "hint:0",
]
TOKENS += [
    "imagine",
    "nothing:1",
    "vote:1:1:1:1:1:1",
    "x" * 500,
    "vote:１:１",
    "vote:\x00:1",
    "settings:adults",
    "../../etc/passwd",
]


def sender(chat: Chat, name: str) -> Sender:
    return Sender(getattr(chat, name).member, ROOM, uuid.uuid4().hex, client_locale="en")


def is_one_kind_sentence(reply: Reply | None) -> None:
    assert reply is not None
    text = plain(reply.text)
    assert text
    assert BROKE not in text
    assert "problem-" not in text


async def test_any_prompt_is_painted_or_kindly_refused(chat: Chat) -> None:
    for prompt in PROMPTS.values():
        is_one_kind_sentence(await chat.alice(f"/imagine {prompt} --count 1"))
        await chat.settles()
        is_one_kind_sentence(chat.last.reply)


async def test_options_out_of_their_range_are_kindly_refused(chat: Chat) -> None:
    for option in OPTIONS:
        reply = await chat.alice(f"/imagine a red fox {option}")
        is_one_kind_sentence(reply)
        assert reply is not None
        assert reply.pending is None, option


async def test_tokens_may_be_forged(chat: Chat) -> None:
    await chat.alice("/imagine a red fox --seed 7")
    await chat.settles()
    for token in TOKENS:
        is_one_kind_sentence(await chat.app.dispatcher.pressed(sender(chat, "mallory"), token))
    await chat.settles()
    stored = await chat.app.house.storage.generations.get(1)
    assert stored is not None
    assert stored.vote_closed_at is None  # only its author or a moderator ends it


async def test_numbers_may_be_longer_than_any_database(chat: Chat) -> None:
    for token in (f"vote:1:{10**24}", f"gallery:pictures:{10**20}"):
        is_one_kind_sentence(await chat.app.dispatcher.pressed(sender(chat, "mallory"), token))


async def test_a_guess_at_nothing_and_at_a_closed_game(chat: Chat) -> None:
    is_one_kind_sentence(await chat.bob("/guess a cat"))
    await chat.alice("/challenge --minutes 1")
    await chat.settles()
    await chat.passes(minutes=2)
    before = len(chat.messages)
    is_one_kind_sentence(await chat.bob("/guess a cat"))
    assert len(chat.messages) == before + 1
    for text in ("/guess", "/guess " + "x" * 121, "/guess \x00", "/hint"):
        is_one_kind_sentence(await chat.bob(text))


async def test_a_button_works_for_ever_but_somebody_elses_pictures_stay_theirs(chat: Chat) -> None:
    await chat.alice("/imagine a red fox --count 1 --seed 7")
    await chat.settles()
    token = next(button.token for button in chat.last.buttons if button.token.startswith("download"))
    mallory = sender(chat, "mallory")
    elsewhere = replace(mallory, room=Room("terminal", "another room"))
    reply = await chat.app.dispatcher.pressed(elsewhere, token)
    is_one_kind_sentence(reply)
    assert reply.files == ()
    assert len((await chat.app.dispatcher.pressed(mallory, token)).files) == 1
