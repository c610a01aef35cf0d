"""Evenings in the room with the real painter: a wish, a vote, a change of mind, a restart; told from beginning to end."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from PIL import Image
from rich.console import Console

from bot.app import Kit, opened
from bot.settings import Pictures, Settings
from bot.terminal.adapter import PLATFORM, TerminalAdapter
from commands.core.markup import plain
from storage.records import Generation
from tests.walks.conftest import Chat, Clock, Person


async def generation(chat: Chat, number: int) -> Generation:
    found = await chat.app.house.storage.generations.get(number)
    assert found is not None
    return found


class Room(Chat):
    """A room in which old messages are still on the screen."""

    async def hears(self, person: Person, token: str) -> str:
        """What that person is answered who presses a button of before the restart."""
        reply = await self.app.dispatcher.pressed(self._face._sender(person.member), token)
        await self._face._answer(person.member, reply)
        return plain(reply.text)


@asynccontextmanager
async def house(folder: Path, kit: Kit, clock: Clock) -> AsyncIterator[Room]:
    """The house on this folder, open for an evening."""
    async with opened(Settings.read(None, data=folder / "data", calls_at_once=1000), now=clock, kit=kit) as app:
        console = Console(file=io.StringIO(), width=80, color_system=None)
        face = TerminalAdapter(app.dispatcher, console=console, out=folder / "out", locale="en", pictures=Pictures.PATHS)
        await app.start({PLATFORM: face})
        yield Room(app, face, clock, folder / "out")


async def test_a_wish_a_vote_and_what_remains_of_it(chat: Chat) -> None:
    await chat.alice("/imagine a red fox in the snow --count 2 --seed 7 --ratio 3:2 --style watercolour")
    await chat.settles()
    sheet = chat.last
    assert "by Alice" in sheet.text
    assert "Sketch · seed 7 · 3:2 · 2 units" in sheet.text

    await chat.bob.votes(2)
    assert "You voted for picture 2" in chat.last.text
    await chat.carol.votes(1)
    await chat.carol.votes(2)
    assert "Your vote moved to picture 2" in chat.last.text
    await chat.alice.votes(1)
    assert "It is your own wish" in chat.last.text
    assert [message.text for message in chat.seen_by(chat.dave)] == [sheet.text], "votes are nobody else's business"

    await chat.passes(minutes=61)
    assert "Picture 2 wins with 2 votes" in chat.last.text
    assert chat.last.pictures[0].sha256 == (await generation(chat, 1)).variants[1].sha256

    reply = await chat.alice("/reuse")
    assert reply is not None
    line = chat.last.text.splitlines()[1]
    await chat.bob(line)
    await chat.settles()
    old, new = await generation(chat, 1), await generation(chat, 2)
    assert [one.sha256 for one in new.variants] == [one.sha256 for one in old.variants]
    assert new.request.asked_by == chat.bob.member

    reply = await chat.carol("/download 1")
    assert reply is not None
    with zipfile.ZipFile(io.BytesIO(reply.files[0].data)) as archive:
        recipe = json.loads(archive.read("recipe.json"))
        assert recipe["winner"] == 2
        with Image.open(io.BytesIO(archive.read(recipe["pictures"][0]["file"]))) as picture:
            picture.load()
            assert picture.size == (recipe["pictures"][0]["width"], recipe["pictures"][0]["height"])
            assert abs(picture.width / picture.height - 1.5) < 0.02

    await chat.alice("/forget yes")
    assert await chat.app.house.storage.generations.get(1) is None
    assert await chat.app.house.storage.pictures.get(new.variants[0].sha256), "Bob's stay"


async def test_tomorrow_everything_still_works(tmp_path: Path, kit: Kit, clock: Clock) -> None:
    async with house(tmp_path, kit, clock) as evening:
        await evening.alice("/language es")
        await evening.alice("/imagine un zorro rojo --count 2 --seed 7")
        await evening.settles()
        sheet = evening.last
        assert sheet.ballot is not None
        await evening.bob.votes(1)
        # The bot is stopped in the same moment.
        await evening.alice("/imagine una rana verde --count 1 --seed 3")

    clock.now += timedelta(minutes=30)
    async with house(tmp_path, kit, clock) as morning:
        async with asyncio.timeout(20):
            while not morning.messages or not morning.last.pictures:  # noqa: ASYNC110 - nobody tells when
                await asyncio.sleep(0.02)
        assert "una rana verde" in morning.last.text
        assert "semilla 3" in morning.last.text

        assert "moved to picture 2" in await morning.hears(morning.bob, sheet.ballot.token(2))
        tokens = {button.token.split(":")[0]: button.token for button in sheet.buttons}
        assert '/imagine "un zorro rojo" --model sketch' in await morning.hears(morning.alice, tokens["reuse"])
        assert "?" in await morning.hears(morning.bob, tokens["favourite"])
        assert "2" in await morning.hears(morning.bob, tokens["download"])
        await morning.hears(morning.alice, tokens["retry"])
        await morning.settles()
        assert "un zorro rojo" in morning.last.text
        await morning.passes(minutes=31)
        assert any("2" in message.text and "Alice" in message.text and "🏆" in message.text for message in morning.messages)
        assert (await generation(morning, 1)).winner == 2
