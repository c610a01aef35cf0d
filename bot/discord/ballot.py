"""Votes by reaction: 1️⃣ to 4️⃣ under a picture set, also those given while the bot was away."""

from collections.abc import AsyncIterator

import discord
import structlog

from bot.discord.people import PLATFORM, channel_id_of, member_of, room_of
from bot.discord.render import DIGITS, choice_of, content
from bot.recent import Recent
from commands.core.ballot import recount
from commands.core.call import Sender
from commands.core.dispatch import Dispatcher
from commands.core.reply import Ballot
from storage.problem import Problem
from storage.records import Generation, Member, MessageRef, Room, Vote

_log = structlog.get_logger(__name__)


class Ballots:
    """Raw events, because the message is seldom in the library's memory; every other emoji is somebody's own business."""

    def __init__(self, dispatcher: Dispatcher, client: discord.Client, owners: frozenset[str]) -> None:
        self._dispatcher = dispatcher
        self._house = dispatcher.house
        self._client = client
        self._owners = owners
        self._told: Recent[tuple[int, str], None] = Recent()
        self._rooms: Recent[int, Room] = Recent()

    async def added(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody reacts: their one vote is that choice now."""
        choice = choice_of(event.emoji.name) if event.emoji.is_unicode_emoji() else None
        if choice is None or self._by_us(event.user_id) or (event.member is not None and event.member.bot):
            return
        if event.message_author_id is not None and not self._by_us(event.message_author_id):
            return
        generation = await self._generation(event)
        if generation is not None:
            await self._vote(generation, await self._member(event), choice)

    async def removed(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody takes a reaction away: with it goes their vote, unless it has moved on already."""
        choice = choice_of(event.emoji.name) if event.emoji.is_unicode_emoji() else None
        if choice is None or self._by_us(event.user_id):
            return
        generation = await self._generation(event)
        if generation is None:
            return
        member = await self._house.storage.people.canonical(Member(PLATFORM, str(event.user_id)))
        vote = await self._house.storage.votes.of(generation.id, member)
        if vote is None or vote.variant != choice:
            return
        try:
            await self._house.storage.votes.withdraw(generation.id, member, self._house.now(), variant=choice)
        except Problem as problem:
            _log.info("discord.vote_not_withdrawn", key=problem.key)

    async def recount(self) -> None:
        """Read the reactions of every open vote: nobody's was heard while the bot was away, given or taken away."""
        for generation in await self._house.storage.generations.open_votes(PLATFORM):
            try:
                await self._recount(generation)
            except (discord.HTTPException, ValueError) as error:
                # Deleted, or not for us any more: the vote goes on without it.
                _log.info("discord.not_recounted", generation=generation.id, reason=type(error).__name__)

    async def _recount(self, generation: Generation) -> None:
        if generation.message is None:
            return
        since = self._house.now()
        number = channel_id_of(generation.message.room)
        message = await self._client.get_partial_messageable(number).fetch_message(int(generation.message.id))
        there = {choice: reaction for reaction in message.reactions if (choice := choice_of(str(reaction.emoji))) is not None}
        chosen: dict[Member, set[int]] = {}
        for choice, reaction in there.items():
            if choice <= len(generation.variants) and reaction.count > int(reaction.me):
                async for member in _people(reaction):
                    chosen.setdefault(member, set()).add(choice)
        # Where our own digits are gone, too, a moderator has cleared the message: that takes nobody's vote.
        whole = any(reaction.me for reaction in there.values())
        await recount(self._house, generation, chosen, whole=whole, since=since)

    async def _vote(self, generation: Generation, member: Member, choice: int) -> None:
        if generation.message is None:
            return
        before = await self._voted(generation, member)
        ballot = Ballot(generation.id, len(generation.variants), None, closed=False)
        sender = Sender(
            member=member,
            room=generation.message.room,
            id=f"reaction-{generation.message.id}-{member.id}-{choice}",
            moderator=member.id in self._owners,
            message=generation.message,
            reacted=True,
        )
        reply = await self._dispatcher.pressed(sender, ballot.token(choice))
        after = await self._voted(generation, member)
        if after is not None and after.variant == choice:
            if before is not None and before.variant != choice:
                await self._take_away(generation.message, member, before.variant)
            return
        await self._take_away(generation.message, member, choice)
        await self._tell(generation, member, content(reply.text))

    async def _voted(self, generation: Generation, member: Member) -> Vote | None:
        """The person's vote, also if they gave it from another of their accounts."""
        home = await self._house.storage.people.canonical(member)
        return await self._house.storage.votes.of(generation.id, home)

    async def _take_away(self, ref: MessageRef, member: Member, choice: int) -> None:
        """Remove a reaction that does not count, where the bot may."""
        channel = self._client.get_channel(channel_id_of(ref.room))
        if channel is None or isinstance(channel, discord.abc.PrivateChannel):
            return
        if not channel.permissions_for(channel.guild.me).manage_messages:
            return
        message = self._client.get_partial_messageable(channel_id_of(ref.room)).get_partial_message(int(ref.id))
        try:
            await message.remove_reaction(DIGITS[choice - 1], discord.Object(int(member.id)))
        except discord.HTTPException as error:
            _log.info("discord.reaction_stays", code=error.code)

    async def _tell(self, generation: Generation, member: Member, why: str) -> None:
        """Why a vote does not count: once for each picture set, in private, and not at all where that is unwanted."""
        if (generation.id, member.id) in self._told:
            return
        self._told.keep((generation.id, member.id), None)
        try:
            dm = await self._client.create_dm(discord.Object(int(member.id)))
            await dm.send(why)
        except discord.HTTPException as error:
            _log.info("discord.not_told", code=error.code)

    async def _generation(self, event: discord.RawReactionActionEvent) -> Generation | None:
        """The picture set under whose message somebody reacts."""
        room = await self._room(event.channel_id)
        return None if room is None else await self._house.storage.generations.by_message(MessageRef(room, str(event.message_id)))

    async def _room(self, channel_id: int) -> Room | None:
        channel: object | None = self._client.get_channel(channel_id)
        if channel is not None:
            return room_of(channel, channel_id)
        if channel_id not in self._rooms:
            try:
                channel = await self._client.fetch_channel(channel_id)
            except discord.HTTPException:
                return None
            self._rooms.keep(channel_id, room_of(channel, channel_id))
        return self._rooms[channel_id]

    async def _member(self, event: discord.RawReactionActionEvent) -> Member:
        user = event.member or self._client.get_user(event.user_id)
        if user is None:
            try:
                user = await self._client.fetch_user(event.user_id)
            except discord.HTTPException:
                return Member(PLATFORM, str(event.user_id))
        return member_of(user)

    def _by_us(self, user_id: int) -> bool:
        return self._client.user is not None and self._client.user.id == user_id


async def _people(reaction: discord.Reaction) -> AsyncIterator[Member]:
    async for user in reaction.users():
        if not user.bot:
            yield member_of(user)
