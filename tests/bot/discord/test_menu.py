"""The command table as Discord's menu: complete, within every limit, in each language, and sent only when it changed."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import Kit
from bot.discord.menu import CHOICES, HASH_FILE, completions, digest, entries, in_sync, payload, synced
from commands.core.call import Attachment, Call
from commands.core.command import Command
from commands.core.reply import Reply
from commands.menu import MENU
from generation.catalog import Catalog
from tests.bot.discord.bed import Bed
from tests.bot.discord.oracle import needed

NAME = re.compile(r"[-_'\w]{1,32}")


@pytest.fixture(scope="module")
def commands(kit: Kit) -> dict[tuple[str, int], dict[str, Any]]:
    return {(one["name"], one["type"]): one for one in payload(MENU, kit.words)}


def test_every_command_is_there_as_it_is_called(commands: dict[tuple[str, int], dict[str, Any]]) -> None:
    assert {name for name, kind in commands if kind == 1} == {one.name for one in MENU.values() if one.listed}


def test_types_ranges_choices_and_completion_come_from_the_signature(commands: dict[tuple[str, int], dict[str, Any]]) -> None:
    options = {one["name"]: one for one in commands["imagine", 1]["options"]}
    assert next(iter(options)) == "prompt"
    assert (options["prompt"]["type"], options["prompt"]["required"]) == (3, True)
    assert (options["count"]["type"], options["count"]["min_value"], options["count"]["max_value"]) == (4, 1, 4)
    assert (options["variety"]["type"], options["variety"]["min_value"], options["variety"]["max_value"]) == (10, 0, 1)
    assert options["model"]["autocomplete"] is True
    assert "watercolour" in [choice["value"] for choice in options["style"]["choices"]]
    assert {one["type"] for one in commands["challenge", 1]["options"] if one["name"] == "close"} == {5}


def test_words_are_there_in_spanish_and_chinese(commands: dict[tuple[str, int], dict[str, Any]]) -> None:
    imagine = commands["imagine", 1]
    assert imagine["description_localizations"]["es-ES"] == imagine["description_localizations"]["es-419"] != imagine["description"]
    style = next(one for one in imagine["options"] if one["name"] == "style")
    assert style["name_localizations"]["es-419"] == "estilo"
    assert next(one for one in style["choices"] if one["value"] == "watercolour")["name_localizations"]["es-ES"] == "acuarela"
    assert "zh-CN" in imagine["description_localizations"]


def test_nothing_is_longer_than_discord_takes(commands: dict[tuple[str, int], dict[str, Any]]) -> None:
    for command in commands.values():
        assert len(command.get("options", ())) <= 25
        for one in (command, *command.get("options", ())):
            if command["type"] == 1:
                assert all(NAME.fullmatch(name) for name in (one["name"], *one.get("name_localizations", {}).values()))
                assert all(name == name.lower() for name in one.get("name_localizations", {}).values())
                described = (one["description"], *one["description_localizations"].values())
                assert all(1 <= len(text) <= 100 for text in described)
            assert len(one.get("choices", ())) <= CHOICES
    total = sum(len(str(one)) for command in commands.values() for one in (command["name"], command.get("description", "")))
    assert total < 8000


def test_discord_understands_the_whole_menu(kit: Kit) -> None:
    needed().check("PUT", "/applications/1/commands", payload(MENU, kit.words))


def test_pictures_have_a_menu_of_their_own(kit: Kit, commands: dict[tuple[str, int], dict[str, Any]]) -> None:
    named = entries(MENU, kit.words)
    assert {one.name for one in named.values()} == {"reuse", "details", "report", "favourite", "download"}
    assert len(named) <= 5
    assert {name for name, kind in commands if kind == 3} == set(named) == {"Remix", "Details", "Report", "Favourite", "Download"}
    assert commands["Details", 3]["name_localizations"]["es-419"] == "Detalles"
    assert commands["Remix", 3]["name_localizations"]["zh-CN"] == "改一改再画"


def test_moderating_is_for_moderators_in_servers_and_the_rest_for_everybody_everywhere(
    commands: dict[tuple[str, int], dict[str, Any]],
) -> None:
    settings, imagine = commands["settings", 1], commands["imagine", 1]
    assert (settings["default_member_permissions"], settings["contexts"], settings["integration_types"]) == (1 << 13, [0], [0])
    assert (imagine["default_member_permissions"], imagine["contexts"], imagine["integration_types"]) == (None, [0, 1, 2], [0, 1])


def test_a_file_is_asked_for_as_a_file(kit: Kit) -> None:
    async def vary(call: Call, source: Attachment, prompt: str) -> Reply:
        return Reply()

    made = payload({"vary": Command.of(vary)}, kit.words)[0]
    assert [(one["name"], one["type"]) for one in made["options"]] == [("source", 11), ("prompt", 3)]


def test_26_models_are_completed_25_at_a_time(kit: Kit) -> None:
    many = [replace(kit.catalog.models[0], id=f"model-{number}", title=f"Model {number}") for number in range(26)]
    catalog = Catalog(many)

    def found(typed: str) -> list[str]:
        return [value for _, value in completions("model", typed, catalog=catalog, menu=MENU, words=kit.words)]

    assert len(found("")) == 25
    assert found("model 25") == ["model-25"]
    assert found("AUT") == ["auto"]
    assert found("nothing like it") == []


def test_who_chooses_a_model_sees_its_price_and_whether_it_paints_here(kit: Kit) -> None:
    catalog = kit.catalog.with_providers(["krea"])

    def shown(typed: str, locale: str = "en") -> list[str]:
        return [text for text, _ in completions("model", typed, catalog=catalog, menu=MENU, words=kit.words, locale=locale)]

    assert shown("krea 2 t") == ["Krea 2 Turbo · ⚡⚡⚡ ◆◆ · 11 units"]
    assert shown("krea 2 t", "es") == ["Krea 2 Turbo · ⚡⚡⚡ ◆◆ · 11 unidades"]
    assert shown("krea 1") == ["Krea 1 → Krea 2 Medium"]
    assert shown("flux 2")[0] == "🔑 Flux 2 Pro"


def test_other_words_are_completed_too(kit: Kit) -> None:
    assert completions("command", "imag", catalog=kit.catalog, menu=MENU, words=kit.words) == [("/imagine", "imagine")]
    assert ("es", "es") in completions("language", "", catalog=kit.catalog, menu=MENU, words=kit.words)


def test_a_menu_is_known_by_its_hash(tmp_path: Path, kit: Kit) -> None:
    menu = payload(MENU, kit.words)
    wanted = digest(menu, 1)
    assert not in_sync(tmp_path, wanted)
    synced(tmp_path, wanted)
    assert in_sync(tmp_path, wanted)
    assert not in_sync(tmp_path, digest(menu, 2)), "another application has no menu yet"
    assert not in_sync(tmp_path, digest(menu[1:], 1))


async def test_a_menu_that_is_refused_hinders_nobody_and_is_sent_again(bed: Bed) -> None:
    path = bed.folder / "data" / HASH_FILE
    path.unlink()
    bed.env.inject_error("PUT", "/applications/*", status=400, code=50035)
    await bed.restart()
    assert (await bed.bob.slash(bed.art, "models")).acknowledged
    assert not path.exists()
    await bed.restart()
    assert path.exists()


async def test_the_menu_is_sent_once_and_not_again_after_a_restart(bed: Bed) -> None:
    assert len(bed.requests("PUT", "/commands")) == 1
    await bed.restart()
    assert len(bed.requests("PUT", "/commands")) == 1
