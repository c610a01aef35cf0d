"""One evening in a room, told to every face: a wish, votes, a game, a change, a download, and what a restart leaves as it was."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from commands.core.call import House, Sender
from commands.core.dispatch import Dispatcher
from commands.core.game import secret_in
from commands.core.markup import plain
from commands.core.reply import Reply
from commands.menu import MENU
from storage.records import Member, Room

_CODE = re.compile(r"\b\w{3}-\w{3}-\w{3}\b")
_MARK = re.compile(r"the mark (\w+)")


@dataclass(frozen=True)
class Seen:
    """A message as a person reads it: plain text, how many pictures, the labels of its buttons, its other files by name."""

    text: str
    pictures: int = 0
    buttons: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)


class Stage(Protocol):
    """A chat platform with Alice, who moderates, and others in one room; names are small letters.

    Each verb ends when what follows from it is there, except pictures, for which `painted` waits. Messages are those of the bot.
    """

    @property
    def house(self) -> House: ...

    @property
    def room(self) -> Room: ...

    async def say(self, who: str, line: str) -> None:
        """A command as help writes it: `/imagine a red fox --count 2`."""

    async def press(self, who: str, label: str) -> None:
        """The newest button of that label that this person sees, as it was when it was last drawn."""

    async def fill(self, who: str, **fields: str) -> None:
        """What a button has asked this person for."""

    async def change(self, who: str, **fields: str) -> None:
        """Take the newest line that /reuse has given to this person, change these options and send it."""

    async def vote(self, who: str, choice: int) -> None:
        """In the newest open vote, in the way that people vote there."""

    async def painted(self) -> None:
        """Wait until every promised picture is there."""

    def read(self, who: str) -> Sequence[Seen]:
        """All that this person sees of the bot now, oldest first, also what is for them alone."""

    async def later(self, *, minutes: int) -> None:
        """Time passes; what is due then ends."""

    async def restart(self) -> None:
        """The program ends and starts again on the same data folder."""


class Evening:
    """The story in five chapters; each goes on where the one before ended."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._asides = 0

    def label(self, key: str) -> str:
        """What is written on a button."""
        return plain(self._stage.house.words.say("en", key))

    def newest(self, who: str, part: str) -> Seen:
        """The newest message with these words that this person sees."""
        found = [one for one in self._stage.read(who) if part.casefold() in one.text.casefold()]
        assert found, f"{who} sees nothing about {part!r}: {[one.text for one in self._stage.read(who)]}"
        return found[-1]

    async def counts(self, number: int) -> tuple[int, ...]:
        return (await self._stage.house.storage.votes.tally(number)).counts

    async def a_wish_and_a_vote(self) -> None:
        stage = self._stage
        await stage.say("alice", "/imagine a red fox in the snow --count 2 --seed 7")
        await stage.painted()
        sheet = self.newest("bob", "a red fox in the snow")
        assert sheet.pictures >= 1
        assert "by alice" in sheet.text.casefold()
        assert "seed 7" in sheet.text
        assert self.label("button-retry") in " ".join(sheet.buttons)
        await stage.vote("bob", 2)
        await stage.vote("carol", 1)
        await stage.vote("carol", 2)
        await stage.vote("alice", 1)  # her own wish: it does not count
        assert await self.counts(1) == (0, 2)
        await stage.later(minutes=61)
        winner = self.newest("dave", "wins with")
        assert "picture 2 wins with 2 votes" in winner.text.casefold()
        assert winner.pictures == 1

    async def a_game(self) -> None:
        """Guesses are private; the room only hears that somebody plays."""
        stage = self._stage
        await stage.say("dave", "/challenge")
        await stage.painted()
        game = await stage.house.storage.challenges.current(stage.room)
        assert game is not None
        secret = secret_in(game, "en")
        assert secret not in " ".join(one.text for one in stage.read("carol"))
        await stage.press("carol", self.label("challenge-button-guess"))
        await stage.fill("carol", text="a green bicycle on the moon")
        await stage.press("bob", self.label("challenge-button-guess"))
        await stage.fill("bob", text=secret)
        assert "100" in self.newest("bob", "100").text
        assert not any("green bicycle" in one.text for one in stage.read("dave")), "guesses are nobody's business before the end"
        await stage.later(minutes=31)
        assert "bob" in self.newest("dave", secret).text.casefold()
        await stage.say("dave", "/top")
        assert "bob" in self.newest("dave", game.season).text.casefold()

    async def a_change_and_a_file(self) -> None:
        stage = self._stage
        await stage.press("bob", self.label("button-reuse"))
        await stage.change("bob", prompt="a blue fox in the snow")
        await stage.painted()
        changed = self.newest("carol", "a blue fox in the snow")
        assert "by bob" in changed.text.casefold()
        assert "seed 7" in changed.text
        await stage.press("carol", self.label("button-download"))
        files = next(one.files for one in reversed(stage.read("carol")) if one.files)
        (data,) = files.values()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert "recipe.json" in archive.namelist()

    async def one_person_twice(self) -> None:
        """Bob is also at the terminal of the same house; nobody becomes him who has not his code and his word."""
        stage = self._stage
        there = Member("terminal", "bobby", "Bobby")
        await stage.say("bob", "/link")
        code = _CODE.search(self.newest("bob", "Your code").text)
        assert code is not None
        assert not any(code[0] in one.text for one in stage.read("carol")), "a code is its owner's alone"
        asked = await self._aside(there, typed=f"/link {code[0]}")
        assert "bob" in plain(asked.text).casefold()
        agreed = await self._aside(there, pressed=asked.buttons[0].token)
        mark = _MARK.search(plain(agreed.text))
        assert mark is not None
        await stage.press("bob", self.label("link-button-look"))
        sure = self.newest("bob", "has typed your code")
        assert "Bobby" in sure.text
        assert mark[1] in sure.text, "both are shown the same mark"
        await stage.press("bob", self.label("link-button-yes"))
        home = await stage.house.storage.people.canonical(there)
        assert home.platform == stage.room.platform
        gallery = await self._aside(there, typed="/gallery")
        assert "a blue fox in the snow" in plain(gallery.text), "what he made in the room is his here, too"
        await self._aside(there, typed="/language zh")
        await stage.say("bob", "/models")
        assert any("画师" in one.text or "模型" in one.text for one in stage.read("bob")[-3:]), "one person, one language"
        await stage.say("bob", "/language en")

    async def _aside(self, member: Member, *, typed: str = "", pressed: str = "") -> Reply:
        """What this person does in their private chat with the bot on another platform of the same house."""
        house, self._asides = self._stage.house, self._asides + 1
        sender = Sender(member, Room.private_with(member), f"aside-{self._asides}", private=True, client_locale="en")
        dispatcher = Dispatcher(house, MENU)
        reply = await (dispatcher.typed(sender, typed) if typed else dispatcher.pressed(sender, pressed))
        assert reply is not None
        return reply

    async def tomorrow(self) -> None:
        """The program was stopped in between, and nobody notices."""
        stage, number = self._stage, 3  # the game's picture is a set of its own
        await stage.vote("carol", 1)
        assert await self.counts(number) == (1, 0)
        await stage.restart()
        await stage.vote("dave", 2)
        await stage.vote("carol", 2)
        assert await self.counts(number) == (0, 2)
        await stage.press("dave", self.label("button-retry"))
        await stage.painted()
        assert "by dave" in self.newest("alice", "a blue fox in the snow").text.casefold()
        await stage.press("alice", self.label("challenge-button-again"))
        await stage.painted()
        assert await stage.house.storage.challenges.current(stage.room) is not None
        await stage.later(minutes=61)
        assert any("picture 2 wins with 2 votes" in one.text.casefold() for one in stage.read("alice")[-4:])


async def evening(stage: Stage) -> None:
    """The whole story, from beginning to end."""
    told = Evening(stage)
    await told.a_wish_and_a_vote()
    await told.a_game()
    await told.a_change_and_a_file()
    await told.one_person_twice()
    await told.tomorrow()
