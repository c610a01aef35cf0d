"""Native photo polls under the results, on servers that have them: what people answer there are their votes."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog
from telegram import Bot, InputFile, InputMediaPhoto, InputPollOption, Message, ReplyParameters
from telegram.error import BadRequest, TelegramError

from bot.recent import Recent
from bot.telegram.files import FileIds, write_whole
from bot.telegram.render import as_document
from bot.telegram.sending import Address
from commands.core.call import House
from commands.core.markup import plain
from commands.core.reply import Reply
from commands.core.showing import picture_of, short
from storage.records import Generation, VoteWith

QUESTION, OPTION, ABOUT, PROMPT_CHARS = 300, 100, 1024, 160
NO_CHAT = 0  # there is no such chat, so nothing is ever sent there
LAST_ANSWERS = timedelta(seconds=3)  # Telegram closes a poll a little earlier, so that its last answers are here when we count
SOONEST, LATEST = timedelta(seconds=10), timedelta(seconds=2_628_000)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Poll:
    """Where a poll stands, and what the server calls it. No name: that vote goes by buttons, because no poll could be sent."""

    name: str = ""
    chat: int = 0
    message: int = 0


class Polls:
    """The polls of votes that are open, by generation; kept in a small file, because answers name nothing but the poll.

    A poll can not be edited into the place of a message, so it stands under the result, and must not be sent twice. It is written
    down before it is sent that one is: after a crash in between people vote by buttons.
    """

    def __init__(self, bot: Bot, house: House, files: FileIds, path: Path) -> None:
        self._bot = bot
        self._house = house
        self._files = files
        self._path = path
        self._polls: Recent[int, Poll] = Recent()
        self._offered: bool | None = None
        self._saving = asyncio.Lock()

    async def load(self) -> None:
        """Read which polls there are. Without a readable file people vote by the buttons of the next results."""
        for number, poll in (await self._house.pool.run(_read, self._path)).items():
            self._polls.keep(number, poll)

    async def find_out(self) -> None:
        """Ask the server whether it knows photos in polls, once; a server that can not be reached is asked again later.

        Servers do not tell their version, pass over what they do not know, and read a request before they look for its chat. So a
        poll for a chat that does not exist is refused for its chat, and one with a broken photo for that where photos are read.
        """
        if self._offered is not None:
            return
        whole = await self._refusal(InputPollOption("1"))
        if whole is not None:
            broken = await self._refusal(InputPollOption("1", media=InputMediaPhoto("")))
            self._offered = None if broken is None else broken != whole
        _log.info("telegram.photo_polls", offered=self._offered)

    async def _refusal(self, option: InputPollOption) -> str | None:
        """How the server refuses this, None when it could not be asked."""
        try:
            await self._bot.send_poll(NO_CHAT, "?", [option, InputPollOption("2")])
        except BadRequest as error:
            return error.message
        except TelegramError as error:
            _log.warning("telegram.photo_polls_unknown", reason=error.message)
        return None

    def of(self, generation_id: int) -> Poll | None:
        """The poll of an open vote."""
        poll = self._polls.get(generation_id)
        return poll if poll is not None and poll.name else None

    def about(self, name: str) -> int | None:
        """Which generation a poll is about."""
        return next((number for number, poll in self._polls.items() if poll.name == name), None)

    async def wanted(self, reply: Reply, to: Address, *, busy: bool) -> bool:
        """Whether people vote on this by a poll that is there or to be opened now; a vote that began with buttons stays so.

        `busy`: the chat takes few messages more, and a poll is one.
        """
        ballot = reply.ballot
        if ballot is None or ballot.closed:
            return False
        if ballot.generation_id in self._polls:
            return self.of(ballot.generation_id) is not None
        # Alone with the bot nobody else is there to vote.
        if busy or not self._offered or to.chat > 0 or ballot.vote_with is not VoteWith.REACTIONS:
            return False
        generation = await self._house.storage.generations.get(ballot.generation_id)
        return generation is not None and generation.delivered_at is None

    async def open(self, reply: Reply, to: Address, answering: int) -> bool:
        """Send the poll under the message with the result, unless there is one. False: people have to vote by buttons."""
        ballot = reply.ballot
        generation = None if ballot is None else await self._house.storage.generations.get(ballot.generation_id)
        if ballot is None or generation is None:
            return False
        if generation.id in self._polls:
            return self.of(generation.id) is not None
        await self._keep(generation.id, Poll())
        try:
            sent = await self._send(generation, reply.locale, to, answering, hidden=ballot.counts is None)
        except TelegramError as error:
            # Also when nobody knows whether it was sent: two votes on one set would be worse than a poll that nobody counts.
            _log.warning("telegram.no_poll", generation=generation.id, reason=error.message)
            return False
        if sent is None or sent.poll is None:
            return False
        if not all(option.media is not None and option.media.photo for option in sent.poll.options):
            self._offered = False
            _log.warning("telegram.no_photos_in_polls")
            with suppress(TelegramError):
                await self._bot.delete_message(to.chat, sent.message_id)
            return False
        for option, variant in zip(sent.poll.options, generation.variants, strict=False):
            if option.media is not None:
                self._files.learn_photo(variant.sha256, option.media.photo)
        await self._keep(generation.id, Poll(sent.poll.id, to.chat, sent.message_id))
        return True

    async def close(self, generation_id: int) -> None:
        """The vote is over: nobody can answer any more, and everybody sees what was answered."""
        poll = self._polls.get(generation_id)
        if poll is None:
            return
        if poll.name:
            try:
                await self._bot.stop_poll(poll.chat, poll.message)
            except TelegramError as error:
                # Mostly because its time was up: then it has closed itself.
                _log.info("telegram.poll_not_closed", generation=generation_id, reason=error.message)
        await self._keep(generation_id, None)

    async def take_away(self, generation_id: int) -> None:
        """Its pictures shall not be seen: it is deleted, or ended where it is too old for that. Then people vote by buttons."""
        poll = self.of(generation_id)
        if poll is None:
            return
        for act in (self._bot.delete_message, self._bot.stop_poll):
            try:
                await act(poll.chat, poll.message)
            except TelegramError as error:
                _log.warning("telegram.poll_stays", generation=generation_id, reason=error.message)
            else:
                break
        await self._keep(generation_id, Poll())

    async def _send(self, one: Generation, locale: str, to: Address, answering: int, *, hidden: bool) -> Message | None:
        """None: these are no pictures that a poll can hold."""
        say, options, uploads = self._house.words.say, [], {}
        known = await self._files.known(*(variant.sha256 for variant in one.variants))
        for variant in one.variants:
            data = await self._house.storage.pictures.get(variant.sha256)
            picture = picture_of(self._house, one, variant, locale)
            if as_document(picture, len(data)):
                return None
            there = known.get(variant.sha256)
            name = f"picture{variant.index}"
            if there is None or there.document:
                uploads[name] = InputFile(data, picture.filename)
            photo = InputMediaPhoto(f"attach://{name}" if name in uploads or there is None else there.file_id)
            options.append(InputPollOption(plain(say(locale, "telegram-poll-option", number=variant.index))[:OPTION], media=photo))
        ends = (one.vote_closes_at or self._house.now()) - LAST_ANSWERS
        return await self._bot.send_poll(
            to.chat,
            plain(say(locale, "telegram-poll-question", prompt=short(one.request.prompt, PROMPT_CHARS)))[:QUESTION],
            options,
            is_anonymous=False,  # only then it is told who answered what
            allows_revoting=True,
            hide_results_until_closes=hidden,
            close_date=ends if SOONEST < ends - self._house.now() < LATEST else None,
            description=plain(say(locale, "telegram-poll-about", name=one.request.asked_by.name))[:ABOUT],
            message_thread_id=to.topic,
            reply_parameters=ReplyParameters(answering, allow_sending_without_reply=True),
            api_kwargs=uploads,
        )

    async def _keep(self, number: int, poll: Poll | None) -> None:
        if poll is None:
            self._polls.pop(number, None)
        else:
            self._polls.keep(number, poll)
        async with self._saving:
            rows = {str(one): [kept.name, kept.chat, kept.message] for one, kept in self._polls.items()}
            try:
                await self._house.pool.run(write_whole, self._path, json.dumps(rows))
            except OSError as error:
                # The next change writes it down.
                _log.warning("telegram.polls_not_saved", error=error)


def _read(path: Path) -> dict[int, Poll]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {int(number): Poll(str(name), int(chat), int(message)) for number, (name, chat, message) in rows.items()}
    return {}
