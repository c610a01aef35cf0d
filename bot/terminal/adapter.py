"""The terminal face: people of one room act by name, and what the bot answers is printed like a chat."""

import asyncio
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.saving import save
from bot.settings import Pictures
from bot.terminal.pictures import Blocks
from bot.terminal.render import BAR, COLOURS, Shown, bubble, said
from commands.core.call import Sender
from commands.core.dispatch import Dispatcher
from commands.core.reply import Reply
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import Member, MessageRef, Room

PLATFORM = "terminal"
ROOM = Room(PLATFORM, "home")
NAME_CHARACTERS = 32
MESSAGES_KEPT = 500
SETTLE_S = 600.0  # no painter takes longer; then the chat ends without it, and the next start goes on
LINES = (22, 38)  # of a picture as blocks: a sheet of four needs many, and yet the text shall stay on the screen


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the bot as it stands now. `to`: the one person who sees it, or None for all."""

    ref: MessageRef
    reply: Reply
    to: Member | None = None


class TerminalAdapter:
    """`run` is the talk itself (a keyboard, a script); it is given the adapter and ends when the people are gone."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        *,
        console: Console,
        out: Path,
        locale: str,
        pictures: Pictures = Pictures.AUTO,
        moderators: Sequence[str] = (),
        talk: "Callable[[TerminalAdapter], Awaitable[None]] | None" = None,
    ) -> None:
        self._dispatcher = dispatcher
        self._house = dispatcher.house
        self._console = console
        self._out = out
        self.locale = locale
        self._blocks = pictures is Pictures.BLOCKS or (pictures is Pictures.AUTO and console.is_terminal and _many_colours(console))
        lines = min(LINES[1], max(LINES[0], console.height - 4))
        self._size = (min(2 * lines, console.width - len(BAR)), lines)
        self._moderators = {name.casefold() for name in moderators}
        self._talk = talk
        self._people: dict[str, Member] = {}
        self._messages: OrderedDict[str, Said] = OrderedDict()
        self._pending: set[str] = set()
        self._settled = asyncio.Event()
        self._settled.set()
        # How a line is printed while somebody is typing another one; the keyboard changes it.
        self.aside: Callable[[], AbstractContextManager[None]] = nullcontext

    async def run(self) -> None:
        """Talk until the people are gone."""
        if self._talk is not None:
            await self._talk(self)

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        """Print a reply; in place of `replacing` it is printed again, without the pictures that were seen already."""
        before = self._messages.get(replacing.id) if replacing else None
        ref = replacing or MessageRef(room, uuid.uuid4().hex[:12])
        await self._show(Said(ref, reply, before.to if before else None), seen=before.reply if before else None)
        return ref

    def person(self, name: str) -> Member:
        """Somebody in the room; the first one moderates it. Raises Problem "terminal-name" (given)."""
        clean = " ".join(name.split())
        if not clean or len(clean) > NAME_CHARACTERS or not clean.isprintable() or ":" in clean:
            raise Problem("terminal-name", given=clean[:NAME_CHARACTERS])
        if not self._people:
            self._moderators.add(clean.casefold())
        return self._people.setdefault(clean.casefold(), Member(PLATFORM, clean.casefold(), clean))

    def colour(self, member: Member) -> str:
        """The person's colour: in order of appearance, so that neighbours differ."""
        order = list(self._people)
        return COLOURS[(order.index(member.id) if member.id in order else 0) % len(COLOURS)]

    @property
    def messages(self) -> tuple[Said, ...]:
        """What the bot said, oldest first, each as it stands now."""
        return tuple(self._messages.values())

    def greet(self, name: str) -> None:
        """Say what can be typed here."""
        self._print(bubble(self._house.words, self.locale, Reply(self._house.words.say(self.locale, "terminal-hello", name=name))))

    def echo(self, member: Member, text: str) -> None:
        """Print what a person said; where it was typed on this very screen that is not needed."""
        self._print(said(member.name, self.colour(member), text))

    async def says(self, member: Member, text: str) -> Reply | None:
        """A person writes a line. None: it was no command, only talk."""
        reply = await self._dispatcher.typed(self._sender(member), text)
        return None if reply is None else await self._answer(member, reply)

    async def presses(self, member: Member, button: str) -> Reply:
        """A person presses a button of the newest message that has buttons and that they see: by number or by its words."""
        message = next((one for one in reversed(self.messages) if one.reply.buttons and one.to in (None, member)), None)
        if message is None:
            return await self._answer(member, self._sorry(Problem("terminal-no-buttons")))
        buttons = message.reply.buttons
        chosen = [
            one
            for number, one in enumerate(buttons, 1)
            if button in (str(number), one.label, f"{one.emoji} {one.label}", one.token)
        ]
        if not chosen:
            return await self._answer(member, self._sorry(Problem("terminal-no-such-button", given=button[:40], last=len(buttons))))
        return await self._answer(member, await self._dispatcher.pressed(self._sender(member, message.ref), chosen[0].token))

    async def votes(self, member: Member, variant: int) -> Reply:
        """A person votes on the newest ballot."""
        message = next((one for one in reversed(self.messages) if one.reply.ballot and one.to in (None, member)), None)
        if message is None or message.reply.ballot is None:
            return await self._answer(member, self._sorry(Problem("terminal-no-ballot")))
        vote = token("vote", variant, message.reply.ballot.generation_id)
        return await self._answer(member, await self._dispatcher.pressed(self._sender(member, message.ref), vote))

    async def settles(self, timeout_s: float = SETTLE_S) -> bool:
        """Wait until every result that was promised is there; False when the time ran out first."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._settled.wait()
        except TimeoutError:
            return False
        return True

    async def sorry(self, member: Member, problem: Problem) -> None:
        """Tell one person what is wrong with what they typed."""
        await self._answer(member, self._sorry(problem))

    async def _answer(self, member: Member, reply: Reply) -> Reply:
        ref = MessageRef(ROOM, uuid.uuid4().hex[:12])
        await self._show(Said(ref, reply, member if reply.private else None))
        await self._dispatcher.placed(reply, ref)
        return reply

    def _sender(self, member: Member, message: MessageRef | None = None) -> Sender:
        return Sender(
            member,
            ROOM,
            uuid.uuid4().hex,
            moderator=member.id in self._moderators,
            client_locale=self.locale,
            message=message,
        )

    def _sorry(self, problem: Problem) -> Reply:
        return self._dispatcher.sorry(self.locale, problem)

    async def _show(self, message: Said, seen: Reply | None = None) -> None:
        self._messages[message.ref.id] = message
        while len(self._messages) > MESSAGES_KEPT:
            self._messages.popitem(last=False)
        try:
            shown = [] if seen and _hashes(seen) == _hashes(message.reply) else await self._kept(message.reply)
        except Problem as problem:
            # The folder for pictures can not be written: people still read the answer, and why there is no picture.
            self._print(bubble(self._house.words, self.locale, self._sorry(problem)))
            shown = []
        self._print(bubble(self._house.words, self.locale, message.reply, shown, message.to.name if message.to else ""))
        if message.reply.pending is None:
            self._pending.discard(message.ref.id)
        else:
            self._pending.add(message.ref.id)
        if self._pending:
            self._settled.clear()
        else:
            self._settled.set()

    async def _kept(self, reply: Reply) -> list[Shown]:
        """Pictures and files of a reply, saved in the out folder."""
        run, shown = self._house.pool.run, []
        for picture in reply.pictures:
            data = await self._house.storage.pictures.get(picture.sha256)
            path = await run(save, self._out, picture.filename, data)
            shown.append(Shown(path, picture.alt, await run(Blocks, data, *self._size) if self._blocks else None))
        return shown + [Shown(await run(save, self._out, file.filename, file.data)) for file in reply.files]

    def _print(self, what: object) -> None:
        with self.aside():
            self._console.print(what)
            self._console.print()


def _hashes(reply: Reply) -> list[str]:
    return [picture.sha256 for picture in reply.pictures]


def _many_colours(console: Console) -> bool:
    return console.color_system == "truecolor"
