"""The README says what the code does."""

from pathlib import Path

from bot.discord.rights import INVITED
from tools.readme import README, generated

ROOT = Path(__file__).parents[2]


def test_the_generated_parts_are_fresh() -> None:
    text = README.read_text(encoding="utf-8")
    assert generated(text) == text, "run `make docs`"


def test_every_picture_and_file_it_names_is_there() -> None:
    import re  # noqa: PLC0415

    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_it_names_the_permissions_that_the_invite_link_asks_for() -> None:
    assert f"permissions {INVITED.value}" in README.read_text(encoding="utf-8")
