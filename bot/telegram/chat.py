"""What people do on Telegram: messages and buttons become calls, and what those answer goes where it belongs."""

import asyncio
import re
import secrets
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace

import structlog
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.recent import Recent
from bot.telegram import ballot, inline
from bot.telegram.files import FileIds
from bot.telegram.forms import ask, asked, payload_of, press_payload, pressed_by, private_link
from bot.telegram.hearing import Me, line_of
from bot.telegram.notes import Note, Notes
from bot.telegram.people import Moderators, author_of, is_private, member_of, room_of
from bot.telegram.pictures import Pictures
from bot.telegram.polls import Polls
from bot.telegram.posting import Posting
from bot.telegram.render import acts_in, alert, chunks
from bot.telegram.rights import Rights
from bot.telegram.sending import PLATFORM, Address
from commands.core.call import Sender
from commands.core.command import called
from commands.core.dispatch import Dispatcher, Form
from commands.core.limits import RateLimit
from commands.core.markup import plain
from commands.core.parse import slashed
from commands.core.reply import Reply, Unreachable
from storage.problem import Problem
from storage.records import MessageRef, Room

# A button's answer over the chat must be quick: the sign on the button turns until then.
ANSWER_WITHIN_S = 2.0
ALERT_FROM = 90  # signs; what is shorter is read in the moment in which it is shown by itself
SEEN = "👌"
NOTE = 1_000
KEPT, KEPT_BYTES = "k_", 12
_ROOM = re.compile(r"-\d{1,15}(/\d{1,15})?")
_log = structlog.get_logger(__name__)


class Chat:
    """Every update that Telegram sends ends in one method here; nothing that goes wrong in one reaches another."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        posting: Posting,
        moderators: Moderators,
        rights: Rights,
        files: FileIds,
        polls: Polls,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._house = dispatcher.house
        self._posting = posting
        self._moderators = moderators
        self._rights = rights
        self._files = files
        self._polls = polls
        # Who answers a poll twice is heard in that order: nothing in an answer tells which is the later one.
        self._in_turn = asyncio.Lock()
        self._me = Me(bot.id, bot.username)
        self._pictures = Pictures(bot, self._house, self._me)
        self._notes = Notes(self._me, self._pictures)
        # Every few letters that somebody types are a question.
        self._inline = RateLimit(per_minute=60, burst=20)
        self._updates: Recent[int, None] = Recent()
        self._kept: Recent[tuple[str, str], tuple[Room, Reply]] = Recent()
        self._aside: set[asyncio.Task[None]] = set()

    async def happened(self, update: Update) -> None:
        """Answer an update. Kinds that do not exist yet, edited messages and posts of channels are left alone."""
        if update.update_id in self._updates:
            return
        self._updates.keep(update.update_id, None)
        try:
            if update.message is not None:
                await self._written(update.message)
            elif update.callback_query is not None:
                await self._pressed(update.callback_query)
            elif update.message_reaction is not None:
                await ballot.reacted(self._dispatcher, self._polls, update.message_reaction)
            elif update.poll_answer is not None:
                async with self._in_turn:
                    await ballot.answered(self._dispatcher, self._polls, update.poll_answer)
            elif update.inline_query is not None:
                await inline.answer(self._dispatcher, self._files, self._inline, self._me.username, update.inline_query)
        except Exception:  # noqa: BLE001 - the chat may be down in any way; what was accepted is delivered later all the same
            _log.exception("telegram.not_answered", update=update.update_id)

    async def _written(self, message: Message) -> None:
        if message.migrate_to_chat_id is not None:
            await self._posting.moved(Address(message.chat.id), message.migrate_to_chat_id)
            return
        member = author_of(message)
        if member is None or message.is_automatic_forward:
            return
        self._pictures.heard(message)
        token = asked(message, self._me.id)
        line = line_of(message, self._me, self._dispatcher.menu)
        secret = None if line is None or is_private(message.chat) else await self._guess(message)
        pictures = () if line is None else await self._pictures.of(message, line)
        if pictures is None:
            return
        note = None if token is not None or secret is not None else self._notes.about(message, line)
        if token is None and line is None and note is None:
            return
        sender = Sender(
            member,
            room_of(message),
            f"{message.chat.id}:{message.message_id}",
            moderator=await self._moderators.moderates(int(member.id), message.chat.id),
            private=is_private(message.chat),
            client_locale=message.from_user.language_code if message.from_user else None,
            attachments=() if note is not None else pictures,
        )
        words = message.text or message.caption or ""
        if note is not None:
            await self._noted(sender, note, message.message_id)
            if note.alone:
                return
        if token is not None and not slashed(words).startswith("/"):
            await self._filled_in(sender, message, token, words)
        elif secret is not None:
            hiding = self._hide(message)
            reply = await self._dispatcher.called(sender, "guess", {"text": words, "challenge": secret})
            await self._answer(sender, await self._taken_away(sender, reply, hiding), None)
        elif line is not None:
            await self._typed(sender, message, line)

    async def _noted(self, sender: Sender, note: Note, answering: int) -> None:
        if note.key:
            text = self._house.words.say(await self._dispatcher.locale(sender), note.key, words=note.words)
            await self._answer(sender, Reply(text), answering)

    async def _typed(self, sender: Sender, message: Message, line: str) -> None:
        name = line.split(maxsplit=1)[0].lstrip("/").split("@")[0].lower()
        if name == "start" and sender.private and await self._waited_for(sender, line.split(maxsplit=1)[-1]):
            return
        command = called(name, self._dispatcher.menu, self._house.words)
        hidden = command is not None and command.private and bool(command.asks) and len(line.split(maxsplit=1)) > 1
        # What is asked for in private is nobody else's to read either.
        hiding = self._hide(message) if hidden and not sender.private else None
        reply = await self._dispatcher.typed(sender, line)
        if reply is None:
            return
        if reply.overheard and hiding is None and not sender.private:
            hidden, hiding = True, self._hide(message)
        reply = await self._taken_away(sender, reply, hiding)
        if name == "start" and sender.private and not (reply.pictures or reply.asks):
            # The first words to somebody new are read as they come, a message each; the buttons are under the last.
            *before, last = reply.text.split("\n\n")
            for text in before:
                await self._answer(sender, Reply(text, private=True), None)
            reply = replace(reply, text=last)
        await self._answer(sender, reply, None if hidden else message.message_id)

    async def _filled_in(self, sender: Sender, message: Message, token: str, words: str) -> None:
        """The answer to a question of ours."""
        try:
            form = self._dispatcher.form(token)
        except Problem as problem:
            await self._answer(sender, self._dispatcher.sorry(await self._dispatcher.locale(sender), problem), message.message_id)
            return
        if form is None:
            return
        hiding = self._hide(message) if form.command.private and not sender.private else None
        reply = await self._dispatcher.called(sender, form.command.name, {**form.given, form.fields[0].name: words})
        await self._answer(sender, await self._taken_away(sender, reply, hiding), message.message_id if hiding is None else None)

    async def _pressed(self, query: CallbackQuery) -> None:
        if query.message is None or not query.data:
            await self._over(query)
            return
        here = await self._room_of(query.message)
        sender = Sender(
            member_of(query.from_user),
            here,
            f"press:{query.id}",
            moderator=await self._moderators.moderates(query.from_user.id, query.message.chat.id),
            private=is_private(query.message.chat),
            client_locale=query.from_user.language_code,
            message=MessageRef(here, str(query.message.message_id)),
        )
        token, elsewhere = acts_in(query.data)
        with suppress(Problem):  # a broken button is told by pressing it
            form = self._dispatcher.form(token)
            if form is not None:
                await self._ask(query, sender, form, token)
                return
        if elsewhere:
            sender = await self._there(sender, elsewhere)
        work = asyncio.create_task(self._dispatcher.pressed(sender, token), name="telegram-press")
        done, _ = await asyncio.wait({work}, timeout=ANSWER_WITHIN_S)
        if not done:
            await self._over(query)
        reply = await work
        told = alert(reply) if reply.private or self._posting.unsaid(sender.room, reply) else None
        if done and told is not None:
            if await self._over(query, told):
                return
        elif done and reply.private and not sender.private:
            there = await self._privately(sender, reply)
            # Where the bot may not write yet, the app opens the private chat, in which the answer waits.
            await self._over(query, url=None if there else self._waiting(sender, reply, token))
            return
        elif done:
            await self._over(query)
        await self._answer(sender, reply, query.message.message_id if sender.room == here else None)

    async def _there(self, sender: Sender, room: str) -> Sender:
        """The person as somebody in the room that a private answer's button is about, if they are in it."""
        if not _ROOM.fullmatch(room):
            return sender
        there = Room(PLATFORM, room)
        chat, member = Address.of(there).chat, int(sender.member.id)
        if not await self._moderators.is_there(member, chat):
            return sender
        return replace(sender, room=there, private=False, moderator=await self._moderators.moderates(member, chat))

    async def _ask(self, query: CallbackQuery, sender: Sender, form: Form, token: str) -> None:
        """Ask for what a button left out: in a group what is private by a link into the private chat, everything else there."""
        payload = payload_of(form)
        if form.command.private and not sender.private:
            await self._over(query, url=private_link(self._me.username, payload or "help"))
            return
        await self._over(query)
        await self._question(sender, form, token)

    async def _question(self, sender: Sender, form: Form, token: str) -> None:
        field = f"cmd-{form.command.name}.{form.fields[0].name}"
        text = plain(self._house.words.say(await self._dispatcher.locale(sender), field))
        whom = None if sender.private else (await self._dispatcher.named(sender)).member
        await ask(self._bot, token, text, Address.of(sender.room), whom=whom)

    async def _answer(self, sender: Sender, reply: Reply, answering: int | None) -> None:
        """Put an answer where it belongs. `answering`: the person's message or the button's, where others see it."""
        if reply == Reply() or await self._promised(reply):
            return
        if reply.private and not sender.private:
            if not await self._privately(sender, reply):
                await self._invite(sender, reply, answering)
            elif answering is not None and sender.message is None:
                self._beside(self._nod(sender.room, answering))
            return
        if self._posting.unsaid(sender.room, reply):
            if answering is not None and sender.message is None:
                self._beside(self._nod(sender.room, answering))
            return
        form = self._dispatcher.form(reply.asks) if reply.asks and sender.private else None
        if form is not None:
            await self._question(sender, form, reply.asks)
            return
        try:
            ref = await self._posting.send(sender.room, reply, answering=None if sender.private else answering)
        except Unreachable as closed:
            await self._rights.explain(sender.room, closed, sender.member)
            return
        if not await self._dispatcher.placed(reply, ref):
            # In a busy group the placeholder had to wait for its turn, and its result was there before it.
            await self._delete(Address.of(ref.room).chat, int(ref.id))

    async def _promised(self, reply: Reply) -> bool:
        """Whether what this reply promises has its message already: what was asked came twice, as after a restart."""
        awaited = None if reply.pending is None else await self._house.storage.generations.get(reply.pending)
        return awaited is not None and awaited.message is not None

    async def _privately(self, sender: Sender, reply: Reply) -> bool:
        """Answer in the private chat; False where the bot may not write there yet."""
        try:
            ref = await self._posting.send(Room.private_with(sender.member), reply, about=sender.room)
        except Unreachable:
            return False
        await self._dispatcher.placed(reply, ref)
        return True

    def _waiting(self, sender: Sender, reply: Reply, token: str | None = None) -> str:
        """A link to the private chat, where this answer is given as soon as it is opened.

        After a restart the button behind `token` is pressed once more instead.
        """
        pressing = None if token is None else press_payload(token, sender.room)
        payload = pressing or f"{KEPT}{secrets.token_urlsafe(KEPT_BYTES)}"
        if not reply.files:  # they may be large, and are made again by asking again
            self._kept.keep((sender.member.id, payload), (sender.room, reply))
        return private_link(self._me.username, payload)

    async def _waited_for(self, sender: Sender, payload: str) -> bool:
        """Give the answer that waited for the private chat to be opened. False: the link was about something else."""
        room, reply = self._kept.pop((sender.member.id, payload), (None, None))
        if room is not None and reply is not None:
            await self._answer(replace(sender, room=room, private=False), reply, None)
            return True
        data = pressed_by(payload)
        if data is None:
            return False
        token, elsewhere = acts_in(data)
        there = await self._there(sender, elsewhere)
        await self._answer(there, await self._dispatcher.pressed(there, token), None)
        return True

    async def _invite(self, sender: Sender, reply: Reply, answering: int | None) -> None:
        """Tell the group only that there is an answer for one of them, and where."""
        locale, sender = await self._dispatcher.locale(sender), await self._dispatcher.named(sender)
        note = self._house.words.say(locale, "telegram-write-me-first", name=sender.member.name)
        label = plain(self._house.words.say(locale, "telegram-open-private"))
        to = Address.of(sender.room)
        with suppress(TelegramError):
            await self._bot.send_message(
                to.chat,
                chunks(note, NOTE)[0],
                parse_mode=ParseMode.HTML,
                reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(label, url=self._waiting(sender, reply))]]),
                reply_to_message_id=answering,
                allow_sending_without_reply=True,
                message_thread_id=to.topic,
            )

    async def _guess(self, message: Message) -> str | None:
        """The code of the game whose picture this message answers with a guess."""
        asked_about = message.reply_to_message
        if asked_about is None or not self._me.wrote(asked_about) or slashed(message.text or "").startswith("/"):
            return None
        game = await self._house.storage.challenges.latest(room_of(message))
        ours = game is not None and game.message is not None and game.message.id == str(asked_about.message_id)
        return game.code if game is not None and ours else None

    def _hide(self, message: Message) -> asyncio.Task[bool]:
        """Delete what others shall not read, where the bot may; nothing waits for it but the answer."""
        return asyncio.create_task(self._delete(message.chat.id, message.message_id), name="telegram-hide")

    async def _taken_away(self, sender: Sender, reply: Reply, hiding: asyncio.Task[bool] | None) -> Reply:
        """The answer, with a request to delete what it answers where the bot may not."""
        if hiding is None or await hiding:
            return reply
        please = self._house.words.say(reply.locale or await self._dispatcher.locale(sender), "telegram-delete-it")
        return replace(reply, text=f"{reply.text}\n\n{please}")

    async def _delete(self, chat: int, number: int) -> bool:
        try:
            return await self._bot.delete_message(chat, number)
        except TelegramError as error:
            _log.info("telegram.not_deleted", chat=chat, reason=error.message)
            return False

    async def _nod(self, room: Room, number: int) -> None:
        """A sign at a command whose answer is somewhere else."""
        with suppress(TelegramError):
            await self._bot.set_message_reaction(Address.of(room).chat, number, SEEN)

    async def _over(self, query: CallbackQuery, text: str | None = None, url: str | None = None) -> bool:
        """Answer a pressed button over the chat, which also ends its waiting. False: too late for that."""
        long = text is not None and (len(text) > ALERT_FROM or "\n" in text)
        try:
            await query.answer(text, show_alert=long, url=url)
        except TelegramError as error:
            _log.info("telegram.press_not_answered", reason=error.message)
            return False
        return True

    async def _room_of(self, message: MaybeInaccessibleMessage) -> Room:
        if isinstance(message, Message) and message.date.timestamp():
            return room_of(message)
        # Of an old message Telegram tells the chat, but not the topic, and its date is 0.
        chat = Address(message.chat.id).room
        found = await self._house.storage.generations.by_message(MessageRef(chat, str(message.message_id)), threads=True)
        return chat if found is None or found.message is None else found.message.room

    def _beside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work, name="telegram-beside")
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def finish(self) -> None:
        """Wait for the small things that nobody waits for."""
        await asyncio.gather(*self._aside, return_exceptions=True)
