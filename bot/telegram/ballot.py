"""Votes by reaction: where the bot is an administrator, Telegram tells it who reacted how."""

from telegram import MessageReactionUpdated, ReactionTypeEmoji

from bot.telegram.people import member_of
from bot.telegram.render import REACTIONS
from bot.telegram.sending import Address
from commands.core.call import Sender
from commands.core.dispatch import Dispatcher
from commands.core.reply import Ballot
from storage.problem import Problem
from storage.records import MessageRef, VoteWith

# Some clients send the heart with a sign that asks for colour.
_VARIATION = "\ufe0f"


def choices(reactions: tuple[object, ...]) -> list[int]:
    """Numbers of the pictures that reactions stand for, in their order; other reactions stand for none."""
    emojis = [one.emoji.replace(_VARIATION, "") for one in reactions if isinstance(one, ReactionTypeEmoji)]
    return [REACTIONS.index(emoji) + 1 for emoji in emojis if emoji in REACTIONS]


async def reacted(dispatcher: Dispatcher, news: MessageReactionUpdated) -> None:
    """Count a person's changed reactions as their vote: the newest one that stands for a picture; taken back, so is the vote."""
    if news.user is None or news.user.is_bot:
        return
    before, after = choices(news.old_reaction), choices(news.new_reaction)
    if before == after:
        return
    storage = dispatcher.house.storage
    # The news do not tell the topic, but messages are numbered through the whole chat.
    ref = MessageRef(Address(news.chat.id).room, str(news.message_id))
    generation = await storage.generations.by_message(ref, threads=True)
    if generation is None or len(generation.variants) < 2:  # noqa: PLR2004 - nothing to choose from
        return
    room = generation.request.room
    if (await storage.rooms.settings(room)).vote_with is not VoteWith.REACTIONS:
        return
    member = member_of(news.user)
    added = [choice for choice in after if choice not in before]
    if added:
        sender = Sender(member, room, f"reaction:{ref.id}:{member.id}:{news.date.timestamp():.0f}", message=ref)
        # What it answers is not shown: a reaction is no question.
        await dispatcher.pressed(sender, Ballot(generation.id, len(generation.variants), None, closed=False).token(added[-1]))
        return
    home = await storage.people.canonical(member)
    mine = await storage.votes.of(generation.id, home)
    if mine is not None and mine.variant in before and mine.variant not in after:
        try:
            await storage.votes.withdraw(generation.id, home, dispatcher.house.now())
        except Problem:
            return  # the vote is closed: it stays as it was counted
