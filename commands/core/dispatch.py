"""The one dispatcher: whatever a person did becomes a call; whatever goes wrong becomes a sentence."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

import structlog

from commands.core.call import Call, House, Sender
from commands.core.command import Command, Option
from commands.core.copies import placed
from commands.core.deciding import with_news
from commands.core.limits import RateLimit
from commands.core.markup import instant, left_until, plain
from commands.core.moderating import may_act
from commands.core.parse import parse, slashed, spoken
from commands.core.refusing import answered_in, has_words, let_in, refused, tried
from commands.core.reply import Reply
from commands.core.tokens import parts_of
from commands.core.words import FALLBACK
from generation.safety.house_rules import NO_RULES
from generation.safety.policy import Category, Refused
from storage.people import Known
from storage.problem import Overheard, Problem
from storage.records import HouseRules, Member, MessageRef, RoomSettings

_log = structlog.get_logger(__name__)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike: people read these ids out to each other


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with what was given for its options, before it is read and checked."""

    command: Command
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Form:
    """What a face asks for before it calls a command: `given` stands already, `fields` are to be filled in."""

    command: Command
    given: Mapping[str, str]
    fields: tuple[Option, ...]


def error_id() -> str:
    """Six letters that stand both in the log and in what the person reads."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


class Dispatcher:
    """One try/except, one rate limit, one place for bans; faces call it and render what it answers."""

    def __init__(self, house: House, menu: Mapping[str, Command], limit: RateLimit | None = None) -> None:
        self.house = house
        self.menu = menu
        self._limit = limit or RateLimit()
        self._turns: WeakValueDictionary[Member, asyncio.Lock] = WeakValueDictionary()  # gone when nobody waits for it

    async def typed(self, sender: Sender, text: str) -> Reply | None:
        """Answer a typed line; None when it is no command (then nobody was talking to the bot)."""
        if not slashed(text).startswith("/"):
            return None

        def ask() -> Asked | None:
            line = parse(text, self.menu, self.house.words)
            return None if line is None else Asked(line.command, line.given)

        return await self._answer(sender, ask, spoken(text))

    async def pressed(self, sender: Sender, token: str) -> Reply:
        """Answer a button, a reaction or a link: a token, which may be forged."""

        def ask() -> Asked:
            name, arguments = parts_of(token)
            command = self.menu.get(name)
            if command is None or len(arguments) > len(command.options):
                raise Problem("button-broken")
            given = {option.name: value or None for option, value in zip(command.options, arguments, strict=False)}
            return Asked(command, given)

        return await self._answer(sender, ask) or Reply()

    def form(self, token: str) -> Form | None:
        """The form behind a button that left out what its command asks for; None: just press it. Reads nothing but the token.

        Raises Problem "button-broken".
        """
        name, arguments = parts_of(token)
        command = self.menu.get(name)
        if command is None or not command.asks:
            return None
        given = {option.name: value for option, value in zip(command.options, arguments, strict=False) if value}
        if command.asks[0] in given:
            return None
        return Form(command, given, tuple(command.option(asked) for asked in command.asks if asked not in given))

    async def called(self, sender: Sender, name: str, given: Mapping[str, object]) -> Reply:
        """Answer a call whose options a face has already split: a slash command, a form, the command line."""

        def ask() -> Asked:
            command = self.menu.get(name)
            if command is None:
                raise Problem("unknown-command", given=name[:40], nearest="none")
            return Asked(command, given)

        return await self._answer(sender, ask) or Reply()

    async def placed(self, reply: Reply, message: MessageRef) -> bool:
        """Remember where a reply was put, so that its result can replace it, and that the room knows what it tells.

        False: it promises what stands in the room already (a slow chat let the result overtake it, or a call came twice); the face
        takes it away again.
        """
        if reply.pending is not None and not await self.house.storage.generations.promised(reply.pending, message):
            return False
        if reply.challenge is not None:
            await self.house.storage.challenges.placed(reply.challenge, message)
        if reply.ends_vote is not None:
            await self.house.storage.generations.vote_announced(reply.ends_vote, self.house.now())
        if reply.ends_challenge is not None:
            await self.house.storage.challenges.announced(reply.ends_challenge, self.house.now())
        await placed(self.house, reply, message)
        return True

    async def locale(self, sender: Sender) -> str:
        """The language in which this person is answered in this room."""
        known = await self.house.storage.people.known(sender.member, self.house.now())
        return self._locale(sender, known, await self.house.storage.rooms.settings(sender.room))

    async def named(self, sender: Sender) -> Sender:
        """The same, by a name that may be said before others: for what a face says by itself."""
        rules = await self.house.storage.house_rules.of(sender.room)
        return await self._named(sender, await self.locale(sender), rules)

    async def _named(self, sender: Sender, locale: str, rules: HouseRules) -> Sender:
        """A name that the guard refuses is nobody's to read: the person is "somebody", now and where their name is kept."""

        async def called(member: Member) -> Member:
            name = await self.house.guard.name(member.name, rules)
            return replace(member, name=name or plain(self.house.words.say(locale, "somebody")))

        member = await called(sender.member) if sender.member.name else sender.member
        account = await called(sender.account) if sender.account is not None and sender.account.name else sender.account
        return replace(sender, member=member, account=account)

    async def _answer(self, sender: Sender, ask: Callable[[], Asked | None], line: tuple[str, ...] = ()) -> Reply | None:
        """`line`: what was typed, as it may call for help whatever else is wrong with it."""
        locale = self.house.words.match(sender.client_locale) or FALLBACK
        call: Call | None = None
        said = line
        with structlog.contextvars.bound_contextvars(call=sender.id, room=sender.room.id, platform=sender.room.platform):
            try:
                known = await self.house.storage.people.known(sender.member, self.house.now())
                sender = _at_home(sender, known.member)
                settings = await self.house.storage.rooms.settings(sender.room)
                locale = self._locale(sender, known, settings)
                asked = _heard(ask) or await self._help(said)
                if asked is None:
                    return None
                if isinstance(asked, Asked):
                    said += tuple(words for words in asked.given.values() if isinstance(words, str))
                # What was not understood counts as well: it costs as much, and who is banned reads only that.
                await self._admit(known, sender, None if isinstance(asked, Problem) else asked.command)
                if isinstance(asked, Problem):
                    raise asked  # noqa: TRY301 - told below like every other
                if asked.command.moderators and not sender.moderator:
                    raise Problem("moderators-only", command=asked.command.name)  # noqa: TRY301 - as above
                given = asked.command.bind(asked.given, self.house.words)
                # What only the person reads names nobody whom the room has words against.
                rules = NO_RULES if asked.command.private else await self.house.storage.house_rules.of(sender.room)
                sender = await self._named(sender, locale, rules)
                call = Call(self.house, sender, locale, settings, asked.command.name, given, self.menu)
                if sender.account is not None:
                    await self.house.storage.people.seen(sender.account)
                _log.info("call", command=call.command, member=sender.member.id)
                reply = await with_news(call, await self._done(call, asked.command, said))
                return reply if reply.locale else replace(reply, locale=locale)
            except Problem as problem:
                return await self._told(call, locale, problem, said, private=sender.private)
            except Exception:  # noqa: BLE001 - the one place where everything ends as a sentence and a log entry
                reference = error_id()
                _log.exception("error", reference=reference)
                text = self.house.words.say(locale, "error", reference=reference)
                return Reply(text, private=True, locale=locale, problem="error")

    async def _done(self, call: Call, command: Command, said: tuple[str, ...]) -> Reply:
        """One person's wishes one after the other: else several at once would all be let in before the first one is counted."""
        if not has_words(call):
            return await command.function(call, **call.arguments)
        turn = self._turns.setdefault(call.member, asyncio.Lock())
        async with turn:
            await let_in(call)
            try:
                return await command.function(call, **call.arguments)
            except Problem as problem:
                return await self._told(call, call.locale, problem, said, private=call.sender.private)

    async def _help(self, said: tuple[str, ...]) -> Refused | None:
        """What in these words calls for help; None: nothing does."""
        for words in dict.fromkeys(said):
            review = await self.house.guard.overheard(words)
            if Category.HELP in review.categories:
                return Refused(words, review, category=Category.HELP)
        return None

    async def _told(self, call: Call | None, locale: str, problem: Problem, said: tuple[str, ...], *, private: bool) -> Reply:
        """What went wrong. But who calls for help is answered that, whatever else is wrong and however they were turned away."""
        # Where they were too fast it is a matter of seconds, and a flood of words shall cost nothing.
        if not isinstance(problem, Refused) and problem.key != "too-fast":
            heard = await self._help(said)
            if heard is not None:
                problem, call = heard, None
        reference = error_id()
        _log.info("problem", key=problem.key, reference=reference)
        if call is not None:
            try:
                await tried(call, problem.key)
                if isinstance(problem, Refused):
                    return await refused(call, problem)
            except Exception as error:  # noqa: BLE001 - refused it is all the same; the text of the error may hold the words
                _log.error("refusal.not_noted", error=type(error).__name__, reference=reference)
        reply = self.sorry(locale, problem, reference)
        return replace(reply, overheard=reply.overheard and not private) if isinstance(problem, Refused) else reply

    def sorry(self, locale: str, problem: Problem, reference: str = "") -> Reply:
        """A problem as a sentence that only the person sees."""
        if isinstance(problem, Refused):
            locale = answered_in(self.house, problem, locale)
        text = self.house.words.say(locale, f"problem-{problem.key}", reference=reference, **problem.details)
        # What calls for help is nobody else's to read, either.
        overheard = isinstance(problem, Overheard) or problem.details.get("category") == Category.HELP
        return Reply(text, private=True, locale=locale, overheard=overheard, problem=problem.key)

    def _locale(self, sender: Sender, known: Known, settings: RoomSettings) -> str:
        """The member's choice, the room's, the client's, English."""
        return self.house.words.first(known.language, settings.language, sender.client_locale)

    async def _admit(self, known: Known, sender: Sender, command: Command | None) -> None:
        until = known.banned_until
        if until is not None:
            raise Problem("banned", until=instant(until, day=True), **left_until(until, self.house.now()))
        wait_s = self._limit.wait_s(known.member)
        if wait_s:
            raise Problem("too-fast", seconds=max(1, round(wait_s)))
        if command is None or not command.in_breaks:
            await may_act(self.house, sender.member, sender.room, moderator=sender.moderator)


def _at_home(sender: Sender, home: Member) -> Sender:
    """Of linked accounts the one that is home: so history, votes, games, bans and language are one by themselves."""
    if home == sender.member:
        return sender
    # Each chat numbers what people do in its own way: the same number of two chats is not the same deed.
    return replace(sender, member=home, account=sender.member, id=f"{sender.member.platform}:{sender.id}")


def _heard(ask: Callable[[], Asked | None]) -> Asked | Problem | None:
    try:
        return ask()
    except Problem as problem:
        return problem
