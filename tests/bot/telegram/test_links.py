"""Links into the private chat, and what a refusal says about the bot's rights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.forms import PAYLOAD, press_payload, pressed_by, private_link
from bot.telegram.render import acts_in
from bot.telegram.rights import missing
from storage.records import Room

GROUP = Room("telegram", "-1001234567890/45")


@given(st.from_regex(r"[a-z]{1,12}(:[A-Za-z0-9._+-]{0,6}){0,3}", fullmatch=True))
def test_a_link_presses_the_very_button(token: str) -> None:
    payload = press_payload(token, GROUP)
    if payload is not None:
        assert len(payload) <= PAYLOAD
        assert payload.replace("_", "").replace("-", "").isalnum(), "Telegram takes no other signs"
        assert acts_in(pressed_by(payload) or "") == (token, GROUP.id)
    else:
        assert len(token) > 25


@pytest.mark.parametrize("payload", ["guess_1-abc", "p_", "p_****", "p_żółw", "p_/w==", "share_5", ""])
def test_other_payloads_press_nothing(payload: str) -> None:
    assert not pressed_by(payload)


def test_an_address_without_a_payload_only_opens_the_chat() -> None:
    assert private_link("pincel_bot") == "https://t.me/pincel_bot"
    assert private_link("pincel_bot", "hello") == "https://t.me/pincel_bot?start=hello"


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Not enough rights to send photos to the chat", "photos"),
        ("Not enough rights to send documents to the chat", "files"),
        ("Not enough rights to send text messages to the chat", "messages"),
        ("Have no rights to send a message", "messages"),
        ("CHAT_SEND_PHOTOS_FORBIDDEN", "photos"),
        ("CHAT_WRITE_FORBIDDEN", "messages"),
        ("Forbidden: bot was kicked from the group chat", None),
        ("Chat not found", None),
    ],
)
def test_a_refusal_names_the_right(said: str, right: str | None) -> None:
    assert missing(said) == right
