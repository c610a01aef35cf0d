"""What people send that is no words: they are told kindly, and once."""

from typing import Any

from tests.bot.telegram.fake import BOT
from tests.bot.telegram.world import GROUP, Person, World, words

PHOTO: dict[str, Any] = {"photo": [{"file_id": "upload", "file_unique_id": "u", "width": 10, "height": 10, "file_size": 5}]}
STICKER: dict[str, Any] = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "width": 5,
        "height": 5,
        "is_animated": False,
        "is_video": False,
        "type": "regular",
    }
}


def said(world: World, chat: int) -> list[str]:
    return [words(one) for one in world.seen(chat) if one["from"] == BOT]


async def test_a_photo_with_a_caption_is_a_wish_in_words(world: World, ana: Person) -> None:
    await ana.says("a red fox --count 1", **PHOTO)
    note, result = said(world, ana.id)
    assert note == "📷 I cannot work with photos yet, and I have not looked at yours. I paint from your words alone."
    assert "a red fox" in result
    assert not world.server.calls("getFile")


async def test_an_album_without_words_is_told_once(world: World, ana: Person) -> None:
    for _ in range(3):
        await ana.says("", media_group_id="album", **PHOTO)
    assert said(world, ana.id) == [
        "📷 I cannot work with photos yet, and I have not looked at yours. Tell me in words what you would like to see."
    ]


async def test_stickers_are_told_once_and_only_in_private(world: World, ana: Person) -> None:
    for _ in range(3):
        await ana.says("", **STICKER)
    await ana.says("", GROUP, **STICKER)
    assert [text[:30] for text in said(world, ana.id)] == ["🙂 I only understand words. Tel"]
    assert said(world, GROUP) == []


async def test_photos_among_people_are_theirs_and_offered_pictures_are_no_wishes(world: World, ana: Person) -> None:
    await ana.says("look!", GROUP, **PHOTO)
    await ana.says("a red fox", via_bot=BOT, **PHOTO)
    assert said(world, GROUP) == said(world, ana.id) == []


async def test_a_group_that_the_bot_is_brought_into_hears_what_it_can_do(world: World) -> None:
    abuela = world.person(9, "Abuela", language="es")
    await abuela.says("", GROUP, new_chat_members=[BOT])
    (hello,) = said(world, GROUP)
    assert hello.startswith("👋 ¡Hola a todos! Soy Pincel. Escribe /imagine un zorro rojo")
    await abuela.says("", GROUP, new_chat_members=[abuela.user])
    assert len(said(world, GROUP)) == 1
