"""The judge of what is sent: it must refuse what Discord would refuse."""

from typing import Any

import pytest

from tests.bot.discord.oracle import needed

MESSAGE = "/channels/1/messages"


def test_a_good_message_passes() -> None:
    needed().check("POST", MESSAGE, {"content": "hello", "nonce": "1", "enforce_nonce": True})


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGE, {"content": "x" * 4001}),
        ("POST", MESSAGE, {"content": 5}),
        ("POST", MESSAGE, {"components": [{"type": 1, "components": [{"type": 2, "style": 99, "custom_id": "x"}]}]}),
        ("PUT", "/applications/1/commands", [{"name": "x" * 33, "description": "y", "type": 1}]),
        ("POST", "/interactions/1/t/callback", {"type": 9, "data": {"title": "a form without fields"}}),
        ("POST", "/channels/1/nothing-like-it", {}),
    ],
)
def test_a_bad_body_fails(method: str, path: str, body: Any) -> None:
    with pytest.raises(AssertionError):
        needed().check(method, path, body)
