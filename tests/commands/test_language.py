"""/language, and in which language anybody is answered: one's own choice, the room's, the client's, English."""

import pytest

from tests.commands.studio import Studio


def spoken(text: str) -> str:
    """The language of a help text, told by its own words."""
    if any("\u4e00" <= sign <= "\u9fff" for sign in text):
        return "zh"
    return "es" if "¿" in text or "imágenes" in text or "Dibuja" in text else "en"


async def test_own_choice_before_room_before_client_before_english(studio: Studio) -> None:
    assert spoken((await studio.ana.speaking(None)("/help")).text) == "en"
    assert spoken((await studio.ana.speaking("pt-BR")("/help")).text) == "en"
    assert spoken((await studio.ana.speaking("es-419")("/help")).text) == "es"
    await studio.olga.moderates("/settings --language zh")
    assert spoken((await studio.ana.speaking("es-419")("/help")).text) == "zh"
    assert (await studio.ana.speaking("es-419")("/language en")).text == "👍 I will speak English to you from now on."
    assert spoken((await studio.ana.speaking("es-419")("/help")).text) == "en"
    assert spoken((await studio.ana.at(studio.bob.alone.room).speaking("es-419")("/help")).text) == "en", "in every room"
    assert spoken((await studio.bob.speaking("es-419")("/help")).text) == "zh", "nobody else is concerned"


async def test_auto_follows_again(studio: Studio) -> None:
    await studio.ana("/language es")
    told = await studio.ana("/language AUTO")
    assert told.text == "👍 I will follow the language of the room and of your app again."
    await studio.ana("/language es")
    await studio.olga.moderates("/settings --language zh")
    assert spoken((await studio.ana("/language auto")).text) == "zh"
    assert spoken((await studio.ana("/help")).text) == "zh"


@pytest.mark.parametrize("name", ["es", "ES", "es-MX", "Español", " español "])
async def test_by_code_or_by_its_own_name(studio: Studio, name: str) -> None:
    assert "español" in (await studio.ana(f'/language "{name}"')).text
    assert await studio.storage.people.language(studio.ana.member) == "es"


async def test_the_question_has_a_button_for_each(studio: Studio) -> None:
    told = await studio.ana("/language")
    assert [button.label for button in told.buttons] == ["English", "Español", "中文"]
    assert spoken((await studio.bob.presses(told.buttons[2].token)).text) == "zh"
    assert await studio.storage.people.language(studio.bob.member) == "zh"
    assert await studio.storage.people.language(studio.ana.member) is None


async def test_one_that_nobody_speaks_here(studio: Studio) -> None:
    told = await studio.ana("/language klingon")
    assert told.text == "I do not speak “klingon” yet. Choose one of: en, es, zh or auto."


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        ("español", "te hablo en español"),
        ("Spanish", "te hablo en español"),
        ("西班牙语", "te hablo en español"),
        ("INGLES", "I will speak English"),
        ("英语", "I will speak English"),
        ("chino", "用中文和你说话"),
        ("普通话", "用中文和你说话"),
        ("es-419", "te hablo en español"),
    ],
)
async def test_a_language_by_the_name_that_any_language_has_for_it(studio: Studio, named: str, answer: str) -> None:
    assert answer in (await studio.bob(f"/language {named}")).text
    assert answer in (await studio.bob(f"/language --idioma {named}")).text
