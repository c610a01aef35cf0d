"""The judge finds what is wrong, and nothing where nothing is."""

import pytest

from tests.bot.telegram import oracle

pytestmark = pytest.mark.skipif(not oracle.here(), reason=oracle.ABSENT)

KEYBOARD = {"inline_keyboard": [[{"text": "1", "callback_data": "vote:1:7"}]]}


def test_a_good_request_passes() -> None:
    assert oracle.complaints("sendMessage", {"chat_id": 7, "text": "Hello", "reply_markup": KEYBOARD}) == []
    media = {"type": "photo", "media": "attach://p1", "caption": "A fox", "parse_mode": "HTML"}
    assert oracle.complaints("editMessageMedia", {"chat_id": 7, "message_id": 1, "media": media}, ["p1"]) == []
    assert oracle.complaints("sendPhoto", {"chat_id": 7}, ["photo"]) == []


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessage", {"chat_id": 7}),
        ("sendMessage", {"chat_id": 7, "text": 5}),
        ("sendMessage", {"chat_id": 7, "text": "Hello", "colour": "red"}),
        ("sendMessage", {"chat_id": 7, "text": "Hello", "reply_markup": {"inline_keyboard": [{"text": "1"}]}}),
        ("sendMessage", {"chat_id": 7, "text": "Hello", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}}),
        (
            "sendMessage",
            {"chat_id": 7, "text": "Hello", "reply_markup": {"inline_keyboard": [[{"text": "1", "callback_data": "x" * 65}]]}},
        ),
        ("editMessageMedia", {"chat_id": 7, "message_id": 1, "media": {"type": "photo", "media": "attach://p1"}}),
        ("editMessageMedia", {"chat_id": 7, "message_id": 1, "media": {"type": "photo", "media": "x", "nose": True}}),
        ("sendNonsense", {}),
    ],
)
def test_a_bad_request_fails(method: str, given: dict[str, object]) -> None:
    assert oracle.complaints(method, given)
