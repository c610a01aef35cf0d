"""What people do on Discord: interactions become calls, and each is acknowledged before anything else happens."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import discord
import structlog

from bot.discord.forms import modal, typed
from bot.discord.menu import PICTURES, completions, entries
from bot.discord.people import member_of, room_of
from bot.discord.posting import Posting
from bot.discord.render import LINE_TOKEN, content, lines_in
from bot.discord.rights import Rights
from bot.discord.troubles import not_ours
from bot.recent import Recent
from commands.core.call import Attachment, Sender
from commands.core.command import Command
from commands.core.dispatch import Dispatcher, Form, error_id
from commands.core.parse import parse
from commands.core.reply import Reply
from commands.core.tokens import parts_of, token
from commands.core.words import FALLBACK
from storage.problem import Problem
from storage.records import MessageRef

MESSAGE_ENTRY = discord.AppCommandType.message.value
RECIPE = "reuse"  # answers with a line that paints the same pictures
FORM_S = 1.5  # of the three seconds in which a form can be shown
Behind = tuple[Form, dict[str, str], str]  # a form, what stands in its fields already, and its token
_FIELDS = re.compile(r"^In ([\w.]+):", re.MULTILINE)  # what Discord did not like, without what stood there
_log = structlog.get_logger(__name__)


class Chat:
    """Slash commands, entries of the context menu, buttons, forms and the completion of words."""

    def __init__(self, dispatcher: Dispatcher, posting: Posting, *, owners: frozenset[str], guilds: frozenset[int]) -> None:
        self._dispatcher = dispatcher
        self._house = dispatcher.house
        self._posting = posting
        self._owners = owners
        self._guilds = guilds
        self._entries = entries(dispatcher.menu, self._house.words)
        self._rights = Rights(dispatcher.house.words)
        self._guests: Recent[int, None] = Recent()

    async def happened(self, interaction: discord.Interaction) -> None:
        """Answer what is no button; kinds that do not exist yet are left alone."""
        if interaction.type is discord.InteractionType.application_command:
            await self._commanded(interaction)
        elif interaction.type is discord.InteractionType.autocomplete:
            await self._completing(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._filled_in(interaction)

    async def pressed(self, interaction: discord.Interaction, pressed: str) -> None:
        """Answer a button, by a form where its command needs more."""
        sender = self._sender(interaction)
        try:
            form, already, pressed = self._form_behind(interaction, pressed)
            if form is not None:
                words = self._house.words
                shown = modal(form, pressed, words, self._locale(interaction), already)
                await interaction.response.send_modal(shown)
                return
            command = self._dispatcher.menu.get(parts_of(pressed)[0])
        except Problem as problem:
            if problem.key == "form-too-small":
                if await self._promise(interaction, sender, hidden=True):
                    await self._answer(interaction, sender, await self._sorry(sender, problem.key), hidden=True)
                return
            command = None  # the dispatcher says what is wrong with it
        except discord.HTTPException as error:
            _leave(error)
            return
        hidden = command is None or command.private
        if await self._promise(interaction, sender, hidden=hidden):
            await self._answer(interaction, sender, await self._dispatcher.pressed(sender, pressed), hidden=hidden)

    async def _commanded(self, interaction: discord.Interaction) -> None:
        data: Mapping[str, Any] = interaction.data or {}
        sender = self._sender(interaction)
        name, given = str(data.get("name", "")), _given(data, _files(interaction))
        if data.get("type") == MESSAGE_ENTRY:
            await self._entered(interaction, sender, self._entries.get(name))
            return
        command = self._dispatcher.menu.get(name)
        hidden = command is None or command.private
        if await self._promise(interaction, sender, hidden=hidden):
            await self._answer(interaction, sender, await self._dispatcher.called(sender, name, given), hidden=hidden)

    async def _entered(self, interaction: discord.Interaction, sender: Sender, entry: Command | None) -> None:
        """An entry of a message's context menu: the command, for the pictures in that message."""
        hidden = entry is None or entry.private
        if entry is not None and (entry.name == RECIPE or entry.asks) and await self._welcome(interaction):
            # A form must be the very first answer: so it is looked for before one is promised.
            looking = asyncio.ensure_future(self._form_for(interaction, sender, entry))
            await asyncio.wait({looking}, timeout=FORM_S)
            if looking.done() and (behind := looking.result()) is not None:
                await self._show(interaction, *behind)
                return
            looking.cancel()
        if not await self._promise(interaction, sender, hidden=hidden):
            return
        number = await self._number_in(interaction, sender)
        if entry is None or number is None:
            reply = await self._sorry(sender, "discord-no-pictures")
        else:
            reply = await self._dispatcher.called(sender, entry.name, {PICTURES: number})
        await self._answer(interaction, sender, reply, hidden=hidden)

    async def _number_in(self, interaction: discord.Interaction, sender: Sender) -> str | None:
        """The number of the picture set in the message whose menu was used."""
        data: Mapping[str, Any] = interaction.data or {}
        target = str(data.get("target_id"))
        found = await self._house.storage.generations.by_message(MessageRef(sender.room, target))
        if found is not None:
            return str(found.id)
        # A set that was only published here: its buttons say which it is, and the command whether they may see it.
        message: Mapping[str, Any] = data.get("resolved", {}).get("messages", {}).get(target, {})
        ours = interaction.client.user is not None and message.get("author", {}).get("id") == str(interaction.client.user.id)
        return next(self._numbers_on(message), None) if ours else None

    def _numbers_on(self, message: Mapping[str, Any]) -> Iterator[str]:
        for row in message.get("components", ()):
            for key in row.get("components", ()):
                with suppress(Problem):
                    name, arguments = parts_of(str(key.get("custom_id", "")))
                    command = self._dispatcher.menu.get(name)
                    given = zip((option.name for option in command.options) if command else (), arguments, strict=False)
                    yield from (value for option, value in given if option == PICTURES and value)

    async def _form_for(self, interaction: discord.Interaction, sender: Sender, entry: Command) -> Behind | None:
        """What an entry asks for before it is called, or the recipe it answers with, as a form."""
        number = await self._number_in(interaction, sender)
        if number is None:
            return None
        if entry.asks:
            pressed = token(entry.name, *(number if option.name == PICTURES else None for option in entry.options))
            form = self._dispatcher.form(pressed)
            return None if form is None else (form, {}, pressed)
        reply = await self._dispatcher.called(sender, entry.name, {PICTURES: number})
        return self._form_of([reply.line]) if reply.line else None

    async def _show(self, interaction: discord.Interaction, form: Form, already: Mapping[str, str], pressed: str) -> None:
        shown = modal(form, pressed, self._house.words, self._locale(interaction), already)
        try:
            await interaction.response.send_modal(shown)
        except discord.HTTPException as error:
            _leave(error)

    async def _filled_in(self, interaction: discord.Interaction) -> None:
        data: Mapping[str, Any] = interaction.data or {}
        sender = self._sender(interaction)
        try:
            form = self._dispatcher.form(str(data.get("custom_id", "")))
        except Problem:
            form = None
        hidden = form is None or form.command.private
        if not await self._promise(interaction, sender, hidden=hidden):
            return
        if form is None:
            reply = await self._sorry(sender, "button-broken")
        else:
            reply = await self._dispatcher.called(sender, form.command.name, {**form.given, **typed(data)})
        await self._answer(interaction, sender, reply, hidden=hidden)

    async def _completing(self, interaction: discord.Interaction) -> None:
        data: Mapping[str, Any] = interaction.data or {}
        focused = next((one for one in data.get("options", ()) if one.get("focused")), None)
        house = self._house
        found = (
            completions(
                focused["name"],
                str(focused["value"]),
                catalog=house.catalog,
                menu=self._dispatcher.menu,
                words=house.words,
                locale=self._locale(interaction),
            )
            if focused
            else []
        )
        try:
            await interaction.response.autocomplete(
                [discord.app_commands.Choice(name=shown, value=value) for shown, value in found]
            )
        except discord.HTTPException as error:
            _leave(error)  # the person has typed on meanwhile

    def _form_behind(self, interaction: discord.Interaction, pressed: str) -> tuple[Form | None, dict[str, str], str]:
        """The form to ask with, what stands in its fields already, and its token. Looks at nothing but the message."""
        if pressed != LINE_TOKEN:
            return self._dispatcher.form(pressed), {}, pressed
        message = interaction.message
        texts = [message.content, *(embed.description or "" for embed in message.embeds)] if message else []
        behind = self._form_of([line for text in texts for line in lines_in(text)])
        if behind is None:
            raise Problem("form-too-small" if any(lines_in(text) for text in texts) else "button-broken")
        return behind

    def _form_of(self, lines: Sequence[str]) -> Behind | None:
        """The form of the first of these typed lines that has one."""
        known = [parse(line, self._dispatcher.menu, self._house.words) for line in lines]
        read = next((line for line in known if line is not None and line.command.asks), None)
        if read is None:
            return None
        kept = [None if option.name in read.command.asks else read.given.get(option.name) for option in read.command.options]
        while kept and kept[-1] is None:
            kept.pop()
        try:
            return_token = token(read.command.name, *kept)
        except ValueError:
            return None  # a button has room for little: such a line is copied, not filled in
        form = self._dispatcher.form(return_token)
        return None if form is None else (form, read.given, return_token)

    async def _promise(self, interaction: discord.Interaction, sender: Sender, *, hidden: bool) -> bool:
        """Say within Discord's three seconds that an answer comes; False when nobody waits for it or it is not for them."""
        try:
            await interaction.response.defer(ephemeral=hidden and not sender.private, thinking=True)
        except discord.HTTPException as error:
            _leave(error)
            return False
        if await self._welcome(interaction):
            return True
        await self._answer(interaction, sender, await self._sorry(sender, "discord-not-here"), hidden=hidden)
        return False

    async def _answer(self, interaction: discord.Interaction, sender: Sender, reply: Reply, *, hidden: bool) -> None:
        # In a private chat there is nobody to hide from, and what is hidden there would be gone tomorrow.
        hidden, private = hidden and not sender.private, reply.private and not sender.private
        locale = await self._dispatcher.locale(sender)
        try:
            ref = await self._posting.answer(interaction, sender.room, reply, locale, hidden=hidden, private=private)
        except discord.HTTPException as error:
            await self._apologise(interaction, locale, error)
            return
        if not await self._dispatcher.placed(reply, ref):
            # The result was there before its placeholder.
            with suppress(discord.HTTPException):
                await interaction.followup.delete_message(int(ref.id))
            return
        if reply.thread and not await self._posting.open_thread(ref, reply):
            with suppress(discord.HTTPException):
                await interaction.followup.send(content(self._house.words.say(locale, "discord-no-thread")), ephemeral=True)
        await self._rights.explain(interaction, sender.room.id, locale)

    async def _apologise(self, interaction: discord.Interaction, locale: str, refusal: discord.HTTPException) -> None:
        """Something in the answer was not to Discord's liking: at least nobody waits for it any longer."""
        reference = error_id()
        _log.error(
            "discord.not_answered",
            code=refusal.code,
            status=refusal.status,
            fields=_FIELDS.findall(refusal.text),
            reference=reference,
        )
        sorry = content(self._house.words.say(locale, "error", reference=reference))
        try:
            await interaction.edit_original_response(content=sorry, attachments=[], view=None)
        except discord.HTTPException as error:
            _leave(error)

    async def _welcome(self, interaction: discord.Interaction) -> bool:
        """Whether this server is on the operator's list; in private chats, whether the person is in one of these servers."""
        if not self._guilds or str(interaction.user.id) in self._owners:
            return True
        if interaction.guild_id is not None:
            return interaction.guild_id in self._guilds
        if interaction.user.id in self._guests:
            return True
        known = await self._is_guest(interaction)
        if known:
            self._guests.keep(interaction.user.id, None)
        return known

    async def _is_guest(self, interaction: discord.Interaction) -> bool:
        for number in self._guilds:
            guild = interaction.client.get_guild(number)
            try:
                if guild is not None:
                    await guild.fetch_member(interaction.user.id)
                    return True
            except discord.HTTPException:
                continue
        return False

    def _sender(self, interaction: discord.Interaction) -> Sender:
        room = room_of(interaction.channel, interaction.channel_id or 0)
        message = interaction.message
        return Sender(
            member=member_of(interaction.user),
            room=room,
            id=str(interaction.id),
            moderator=self.moderates(interaction),
            private=interaction.context.dm_channel is True,
            client_locale=interaction.locale.value,
            message=MessageRef(room, str(message.id)) if message is not None else None,
        )

    def moderates(self, interaction: discord.Interaction) -> bool:
        """Owners of the bot everywhere, and who may manage messages in a server's channel; in a private chat nobody else."""
        if str(interaction.user.id) in self._owners:
            return True
        return interaction.guild_id is not None and interaction.permissions.manage_messages

    def _locale(self, interaction: discord.Interaction) -> str:
        return self._house.words.match(interaction.locale.value) or FALLBACK

    async def _sorry(self, sender: Sender, key: str) -> Reply:
        return self._dispatcher.sorry(await self._dispatcher.locale(sender), Problem(key))


def attachment_of(file: discord.Attachment) -> Attachment:
    """A file that somebody sent."""

    async def read(limit: int) -> bytes:
        if file.size > limit:
            raise Problem("upload-too-large", limit_mb=limit // 2**20)
        try:
            return await file.read()
        except discord.DiscordException:
            raise Problem("upload-broken") from None

    return Attachment(file.filename, file.size, read)


def _files(interaction: discord.Interaction) -> dict[str, Attachment]:
    data: Mapping[str, Any] = interaction.data or {}
    sent = data.get("resolved", {}).get("attachments", {})
    # The library has no public way from an interaction's data to its files but a command tree, which knows every command twice.
    return {number: attachment_of(discord.Attachment(data=one, state=interaction._state)) for number, one in sent.items()}  # noqa: SLF001 - as said


def _given(data: Mapping[str, Any], files: Mapping[str, Attachment]) -> dict[str, object]:
    """What was chosen for the options of a slash command, as texts: the command itself reads and checks them."""
    return {str(one["name"]): _read(one, files) for one in data.get("options", ())}


def _read(option: Mapping[str, Any], files: Mapping[str, Attachment]) -> object:
    value = option.get("value")
    if option.get("type") == discord.AppCommandOptionType.attachment.value:
        return files.get(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _leave(error: discord.HTTPException) -> None:
    """Nobody waits for an answer any more; anything else is worth a line in the log."""
    log = _log.info if not_ours(error) else _log.warning
    log("discord.too_late", code=error.code, status=error.status)
