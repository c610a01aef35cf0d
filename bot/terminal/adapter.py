"""The terminal face: people of one room act by name, and what the bot answers is printed like a chat."""

import asyncio
import string
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from bot.saving import save
from bot.settings import Pictures
from bot.terminal.hints import meant, needs_code, note_on, usage_of
from bot.terminal.pictures import Blocks, badges
from bot.terminal.render import BAR, BOT, COLOURS, Shown, bubble, said
from bot.uploads import with_files
from commands.core.call import Attachment, Sender
from commands.core.command import called
from commands.core.dispatch import Dispatcher
from commands.core.names import Listed
from commands.core.parse import parse, slashed
from commands.core.reply import Reply, Unreachable
from commands.core.tokens import token
from generation.safety.policy import Category, Refused
from storage.problem import Problem
from storage.records import Audience, Member, MessageRef, Room

PLATFORM = "terminal"
ROOM = Room(PLATFORM, "home")
NAME_CHARACTERS = 32
MESSAGES_KEPT = 500
NUMBER_WAITS_S = 10.0
MOST_VARIANTS = 4
SETTLE_S = 600.0  # no painter takes longer; then the chat ends without it, and the next start goes on
LINES = (8, 16)  # of a picture as blocks: the question under it and the one before shall stay on the screen
TOO_FAST_WAITS_S = 0.5
TURNED_AWAY = ("too-fast", "banned", "error")
WIDEST = 4  # letters to a line


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
        lines = min(LINES[1], max(LINES[0], console.height - 10))
        self._size = (min(WIDEST * lines, console.width - len(BAR)), lines)
        self._moderators = {name.casefold() for name in moderators}
        self._talk = talk
        self._people: dict[str, Member] = {}
        self._messages: OrderedDict[str, Said] = OrderedDict()
        self._pending: set[str] = set()
        self._codes: dict[str, str] = {}
        self._coded = 0
        self._settled = asyncio.Event()
        self._settled.set()
        # A script cannot read that it was too quick: its lines wait instead of getting lost.
        self.patient = False
        # How a line is printed while somebody is typing another one; the keyboard changes it.
        self.aside: Callable[[], AbstractContextManager[None]] = nullcontext

    async def run(self) -> None:
        """Talk until the people are gone."""
        if self._talk is not None:
            await self._talk(self)

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        """Print a reply; in place of `replacing` it is printed again, without the pictures that were seen already."""
        before = self._messages.get(replacing.id) if replacing else None
        if room != ROOM and before is None and self._alone_in(room) is None:
            raise Unreachable  # what is for one person is not printed for whoever sits here now
        ref = replacing or MessageRef(room, uuid.uuid4().hex[:12])
        await self._show(Said(ref, reply, before.to if before else self._alone_in(room)), seen=before.reply if before else None)
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

    async def echo(self, member: Member, text: str, *, aside: bool = False) -> None:
        """Print what a person said; where it was typed on this very screen that is not needed."""
        locale = await self._dispatcher.locale(self._sender(member, aside=aside))
        note = self._house.words.say(locale, "terminal-only-to", name=BOT) if aside else ""
        self._print(said(member.name, self.colour(member), text, note))

    async def hands_over(self, member: Member) -> None:
        """Say who types from now on."""
        locale = await self._dispatcher.locale(self._sender(member))
        self._print(bubble(self._house.words, locale, Reply(self._house.words.say(locale, "terminal-now", name=member.name))))

    async def says(self, member: Member, text: str, *, aside: bool = False) -> Reply:
        """A person writes a line, `aside`: in their private chat with the bot. What is no command is answered with a hint."""
        sender, words, text = self._sender(member, aside=aside), self._house.words, slashed(text)
        reply = await self._let_in(lambda: self._typed(sender, text))
        locale = await self._dispatcher.locale(sender)
        line = meant(text, self._dispatcher.menu, words)
        slash, _, name = text.lstrip().split(" ")[0].rpartition("/")
        if reply is None and not slash and line is None and text.lstrip().startswith("/") and name:
            return await self._sorry(member, Problem("unknown-command", given=name[:40], nearest="none"))
        if reply is not None and reply.problem == "unknown-command" and line and not called(name, self._dispatcher.menu, words):
            # The whole line, which can be copied, and not only its command.
            return await self._sorry(member, Problem("unknown-command", given=name[:40], nearest=line.removeprefix("/")))
        if reply is None:
            # Somebody who asks for help asks for it, with a command or without.
            heard = await self._house.guard.review(text, Audience.CHILDREN, judged=False)
            if heard.categories[:1] == (Category.HELP,):
                return await self._sorry(member, Refused(text, heard))
            greeted = line in (None, "/help")  # the answer to talk names /help, too
            hint = words.say(locale, "terminal-talk") if greeted else words.say(locale, "terminal-meant", line=line)
            usage = usage_of(text)
            return await self._answer(member, Reply(words.say(locale, usage) if usage else hint, private=True, locale=locale))
        note = note_on(text, self._dispatcher.menu, words, aside=aside)
        if note is not None and not reply.problem:
            # Who asked to be forgotten reads all of it in the language they had.
            reply = replace(reply, text=f"{reply.text}\n{words.say(reply.locale or locale, note, out=str(self._out))}")
        if aside and reply.problem not in TURNED_AWAY and needs_code(text, self._dispatcher.menu, words):
            games = self._house.storage.challenges
            game = None if await games.latest(sender.room) else await games.current(ROOM)
            if game is not None:
                reply = replace(reply, text=words.say(locale, "terminal-code", code=game.code))
        return await self._answer(member, reply, sender.room)

    async def presses(self, member: Member, button: str) -> Reply:
        """A person presses a button that they see: by its code, or the newest one of these words."""
        seen = self._seen_by(member)
        for message in reversed(seen):
            for number, one in enumerate(message.reply.buttons, 1):
                if button in (f"{self._codes[message.ref.id]}{number}", one.label, f"{one.emoji} {one.label}", one.token):
                    sender = self._sender(member, message.ref, aside=message.ref.room != ROOM)
                    return await self._answer(member, await self._pressed(sender, one.token), sender.room)
        for message in reversed(self.messages):
            whose, code = message.to, self._codes.get(message.ref.id)
            if whose is None or whose == member:
                continue
            if button in [f"{code}{number}" for number in range(1, len(message.reply.buttons) + 1)]:
                return await self._sorry(member, Problem("terminal-button-of", given=button, name=whose.name))
        last = next((message for message in reversed(seen) if message.reply.buttons), None)
        if last is None:
            return await self._sorry(member, Problem("terminal-no-buttons"))
        code = self._codes[last.ref.id]
        codes = Listed([f"{code}{number}" for number in range(1, len(last.reply.buttons) + 1)], "comma")
        return await self._sorry(member, Problem("terminal-no-such-button", given=button[:40], known=codes))

    async def votes(self, member: Member, variant: int, generation: int | None = None) -> Reply:
        """A person votes on the set of that number, or on the room's newest open vote, which may be older than this screen."""
        reply = await self._pressed(self._sender(member), token("vote", variant, generation))
        if generation is None and reply.problem == "own-vote" and not await self._votable():
            return await self._sorry(member, Problem("terminal-no-vote"))
        return await self._answer(member, reply)

    async def numbers(self, member: Member, number: int) -> Reply:
        """A person types a bare number: a vote where the last question is a ballot, else a button that is called so."""
        # Of pictures that are being painted this moment they mean those, not the ones before.
        await self.settles(NUMBER_WAITS_S)
        asking = [one for one in self._seen_by(member) if one.reply.buttons or (one.reply.ballot and not one.reply.ballot.closed)]
        last = asking[-1].reply if asking else Reply()
        if any(button.label == str(number) for button in last.buttons):
            return await self.presses(member, str(number))
        # A single picture that came since takes nobody's vote away; a question to this person alone comes first.
        open_ = [one.reply.ballot for one in asking if one.reply.ballot and not one.reply.ballot.closed]
        if open_ and not last.private:
            return await self.votes(member, number, open_[-1].generation_id)
        if not any(one.reply.ballot for one in self.messages) and await self._house.storage.generations.open_votes(PLATFORM):
            return await self.votes(member, number)  # printed before the last restart
        if not await self._votable():
            return await self._sorry(member, Problem("terminal-no-vote"))
        return await self._sorry(
            member, Problem("terminal-number", given=str(number), vote=str(number if 1 <= number <= MOST_VARIANTS else 1))
        )

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
        await self._sorry(member, problem)

    async def _votable(self) -> bool:
        return bool(await self._house.storage.generations.open_votes(PLATFORM))

    async def _typed(self, sender: Sender, text: str) -> Reply | None:
        """A typed line, with the pictures whose paths stand in it."""
        words = self._house.words
        try:
            line = parse(text, self._dispatcher.menu, words)
            given = {} if line is None else with_files(line.command, line.given, words)
        except Problem as problem:
            if problem.key == "picture-file":
                return self._dispatcher.sorry(await self._dispatcher.locale(sender), problem)
            return await self._dispatcher.typed(sender, text)  # which says what is wrong with it
        if line is not None and any(isinstance(one, Attachment) for one in given.values()):
            return await self._dispatcher.called(sender, line.command.name, given)
        return await self._dispatcher.typed(sender, text)

    async def _pressed(self, sender: Sender, button: str) -> Reply:
        return await self._let_in(lambda: self._dispatcher.pressed(sender, button)) or Reply()

    async def _let_in(self, ask: Callable[[], Awaitable[Reply | None]]) -> Reply | None:
        reply = await ask()
        while self.patient and reply is not None and reply.problem == "too-fast":
            await asyncio.sleep(TOO_FAST_WAITS_S)
            reply = await ask()
        return reply

    async def _answer(self, member: Member, reply: Reply, room: Room = ROOM) -> Reply:
        ref = MessageRef(room, uuid.uuid4().hex[:12])
        await self._show(Said(ref, reply, member if reply.private or room != ROOM else None))
        await self._dispatcher.placed(reply, ref)
        return reply

    async def _sorry(self, member: Member, problem: Problem) -> Reply:
        locale = await self._dispatcher.locale(self._sender(member))
        return await self._answer(member, self._dispatcher.sorry(locale, problem))

    def _seen_by(self, member: Member) -> list[Said]:
        return [one for one in self.messages if one.to in (None, member)]

    def _alone_in(self, room: Room) -> Member | None:
        return next((one for one in self._people.values() if Room.private_with(one) == room), None)

    def _sender(self, member: Member, message: MessageRef | None = None, *, aside: bool = False) -> Sender:
        return Sender(
            member,
            Room.private_with(member) if aside else ROOM,
            uuid.uuid4().hex,
            moderator=aside or member.id in self._moderators,
            private=aside,
            client_locale=self.locale,
            message=message,
        )

    async def _show(self, message: Said, seen: Reply | None = None) -> None:
        self._messages[message.ref.id] = message
        if message.reply.buttons and message.ref.id not in self._codes:
            self._codes[message.ref.id] = _code(self._coded)
            self._coded += 1
        while len(self._messages) > MESSAGES_KEPT:
            self._codes.pop(self._messages.popitem(last=False)[0], None)
        if seen is None or message.reply.pending is None or _hashes(seen) != _hashes(message.reply):
            await self._tell(message, seen)
        # Else it only says how the queue moves: a line above that changes is no line to print again.
        if message.reply.pending is None:
            self._pending.discard(message.ref.id)
        else:
            self._pending.add(message.ref.id)
        if self._pending:
            self._settled.clear()
        else:
            self._settled.set()

    async def _tell(self, message: Said, seen: Reply | None) -> None:
        locale = message.reply.locale or self.locale
        try:
            shown = [] if seen and _hashes(seen) == _hashes(message.reply) else await self._kept(message.reply)
        except Problem as problem:
            # The folder for pictures can not be written: people still read the answer, and why there is no picture.
            self._print(bubble(self._house.words, locale, self._dispatcher.sorry(locale, problem)))
            shown = []
        to, code = message.to.name if message.to else "", self._codes.get(message.ref.id, "")
        self._print(bubble(self._house.words, locale, message.reply, shown, to, code))

    async def _kept(self, reply: Reply) -> list[Shown]:
        """Pictures and files of a reply, saved in the out folder."""
        run, shown = self._house.pool.run, []
        for picture in reply.pictures:
            data = await self._house.storage.pictures.get(picture.sha256)
            path = await run(save, self._out, picture.filename, data)
            numbers = badges(reply.ballot.choices, *picture.grid) if reply.ballot else {}
            blocks = self._blocks and not picture.veiled
            shown.append(Shown(path, picture.alt, await run(Blocks, data, *self._size, numbers) if blocks else None))
        return shown + [Shown(await run(save, self._out, file.filename, file.data)) for file in reply.files]

    def _print(self, what: object) -> None:
        with self.aside():
            self._console.print(what)
            self._console.print()


def _hashes(reply: Reply) -> list[str]:
    return [picture.sha256 for picture in reply.pictures]


def _code(index: int) -> str:
    """The letters of the buttons of the index-th message that has any: a, b … z, aa, ab … zz, and from the beginning again."""
    index %= 26 * 27
    last = string.ascii_lowercase[index % 26]
    return last if index < 26 else string.ascii_lowercase[index // 26 - 1] + last  # noqa: PLR2004 - the letters there are


def _many_colours(console: Console) -> bool:
    return console.color_system == "truecolor"
