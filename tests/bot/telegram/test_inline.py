"""`@pincel_bot red fox`, typed in any chat."""

from pathlib import Path

from bot.telegram.files import FileIds
from tests.bot.telegram.world import GROUP, Person, World, words


async def test_my_own_pictures_are_offered_and_drawing(world: World, ana: Person, bob: Person) -> None:
    await ana.says("a red fox --count 1")
    await ana.says("a green frog --count 1")
    await ana.says('/challenge --prompt "a red secret"')
    offered = await ana.asks_inline("RED")
    draw, *pictures = offered["results"]
    assert draw["input_message_content"]["message_text"] == "/imagine@pincel_bot RED"
    assert [one["caption"] for one in pictures] == ["a red fox"]
    assert offered["is_personal"]
    assert [one["type"] for one in (await bob.asks_inline("red"))["results"]] == ["article"], "only one's own"
    assert len((await ana.asks_inline(""))["results"]) == 2, "the newest, without a wish"
    via = {"id": 4242, "is_bot": True, "first_name": "Pincel"}
    await bob.says(draw["input_message_content"]["message_text"] + " fox --count 1", GROUP, via_bot=via)
    assert "RED fox" in words(world.last(GROUP))


async def test_pictures_are_offered_after_a_restart_too(world: World, ana: Person) -> None:
    await ana.says("a red fox --count 1")
    world.face._files.save()
    wish = await world.app.house.storage.generations.get(1)
    assert wish is not None
    assert FileIds(world.face._files._path).get(wish.variants[0].sha256) is not None


def test_a_damaged_file_of_names_only_costs_uploads(tmp_path: Path) -> None:
    (tmp_path / "files.json").write_text('{"a": 5')
    assert FileIds(tmp_path / "files.json").get("a") is None
