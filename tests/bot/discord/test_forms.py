"""Forms as Discord shows them: within its limits in every language, and read back field by field."""

from typing import Any

import pytest

from bot.app import Kit
from bot.discord.forms import FIELDS, modal, typed
from bot.discord.troubles import Trouble, trouble
from commands.core.command import Command
from commands.core.dispatch import Form
from commands.menu import MENU

ASKING = [command for command in MENU.values() if command.asks]


def form_of(command: Command) -> Form:
    return Form(command, {}, tuple(command.option(name) for name in command.asks))


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
@pytest.mark.parametrize("command", ASKING, ids=lambda command: command.name)
async def test_every_form_fits_in_every_language(kit: Kit, command: Command, locale: str) -> None:
    shown: Any = modal(form_of(command), command.name, kit.words, locale).to_dict()
    assert len(shown["title"]) <= 45
    assert 1 <= len(shown["components"]) <= FIELDS
    for part in shown["components"]:
        assert 1 <= len(part["label"]) <= 45
        assert 1 <= len(part["description"]) <= 100
    assert len({part["component"]["custom_id"] for part in shown["components"]}) == len(shown["components"])
    assert shown["components"][0]["component"]["required"] is True


async def test_a_form_speaks_the_persons_language(kit: Kit) -> None:
    shown: Any = modal(form_of(MENU["imagine"]), "imagine", kit.words, "es").to_dict()
    style = next(part for part in shown["components"] if part["component"]["custom_id"] == "style")
    assert style["label"] == "Estilo"
    assert "acuarela" in [choice["label"] for choice in style["component"]["options"]]


async def test_what_is_known_stands_in_the_fields_already(kit: Kit) -> None:
    already = {"prompt": "a fox " * 1000, "style": "pencil", "count": "2"}
    shown: Any = modal(form_of(MENU["imagine"]), "imagine", kit.words, "en", already).to_dict()
    fields = {part["component"]["custom_id"]: part["component"] for part in shown["components"]}
    assert len(fields["prompt"]["value"]) == 4000
    assert fields["count"]["value"] == "2"
    assert [one["value"] for one in fields["style"]["options"] if one["default"]] == ["pencil"]
    assert "value" not in fields["seed"] or not fields["seed"]["value"]


@pytest.mark.parametrize(
    ("components", "read"),
    [
        ([{"type": 18, "component": {"type": 4, "custom_id": "text", "value": "a cat"}}], {"text": "a cat"}),
        ([{"type": 1, "components": [{"type": 4, "custom_id": "text", "value": "a cat"}]}], {"text": "a cat"}),
        ([{"type": 18, "component": {"type": 3, "custom_id": "style", "values": ["ink"]}}], {"style": "ink"}),
        ([{"type": 18, "component": {"type": 3, "custom_id": "style", "values": []}}], {}),
        ([{"type": 18, "component": {"type": 4, "custom_id": "seed", "value": ""}}], {}),
        ([{"type": 10, "content": "of the future"}], {}),
        ([], {}),
    ],
)
def test_what_was_filled_in_is_read_by_option(components: list[dict[str, Any]], read: dict[str, str]) -> None:
    assert typed({"components": components}) == read


def test_what_is_not_discords_is_somebody_elses_trouble() -> None:
    assert trouble(ValueError()) is Trouble.OTHER
