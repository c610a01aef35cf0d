"""Votes by poll, and by reaction: where the bot is an administrator, Telegram tells it who reacted how."""

from contextlib import suppress
from datetime import datetime, timedelta

from telegram import MessageReactionUpdated, PollAnswer, ReactionTypeEmoji

from bot.telegram.people import member_of
from bot.telegram.polls import Polls
from bot.telegram.render import REACTIONS
from bot.telegram.sending import PLATFORM, Address
from commands.core.ballot import recount
from commands.core.call import Sender
from commands.core.dispatch import Dispatcher
from commands.core.reply import Ballot
from storage.problem import Problem
from storage.records import Generation, Member, MessageRef, VoteWith

# Some clients send the heart with a sign that asks for colour.
_VARIATION = "\ufe0f"


def choices(reactions: tuple[object, ...]) -> list[int]:
    """Numbers of the pictures that reactions stand for, in their order; other reactions stand for none."""
    emojis = [one.emoji.replace(_VARIATION, "") for one in reactions if isinstance(one, ReactionTypeEmoji)]
    return [REACTIONS.index(emoji) + 1 for emoji in emojis if emoji in REACTIONS]


async def answered(dispatcher: Dispatcher, polls: Polls, answer: PollAnswer) -> None:
    """Count what somebody answered in a poll of ours as their vote; an answer taken back takes the vote back."""
    number = polls.about(answer.poll_id)
    generation = None if number is None else await dispatcher.house.storage.generations.get(number)
    if generation is None:
        return
    if answer.user is not None:
        member = member_of(answer.user)
    elif answer.voter_chat is not None:
        member = Member(PLATFORM, str(answer.voter_chat.id), answer.voter_chat.effective_name or "")
    else:
        return
    if not answer.option_ids:
        await _withdraw(dispatcher, generation, member, _in_time(dispatcher, generation))
        return
    # Everybody sees in the poll that it is there, so it counts: also of who answers many at once, and when it is heard late, for
    # the poll closes itself in time.
    await recount(dispatcher.house, generation, {member: (answer.option_ids[0] + 1,)})


async def reacted(dispatcher: Dispatcher, polls: Polls, news: MessageReactionUpdated) -> None:
    """Count a person's changed reactions as their vote: the newest one that stands for a picture; taken back, so is the vote.

    Under a poll they are only reactions.
    """
    if news.user is None or news.user.is_bot:
        return
    before, after = choices(news.old_reaction), choices(news.new_reaction)
    if before == after:
        return
    storage = dispatcher.house.storage
    # The news do not tell the topic, but messages are numbered through the whole chat.
    ref = MessageRef(Address(news.chat.id).room, str(news.message_id))
    generation = await storage.generations.by_message(ref, threads=True)
    if generation is None or len(generation.variants) < 2 or polls.of(generation.id) is not None:  # noqa: PLR2004 - no choice
        return
    room = generation.request.room
    if (await storage.rooms.settings(room)).vote_with is not VoteWith.REACTIONS:
        return
    member = member_of(news.user)
    added = [choice for choice in after if choice not in before]
    if added and _over(dispatcher, generation) and generation.vote_closes_at is not None and news.date < generation.vote_closes_at:
        await recount(dispatcher.house, generation, {member: added[-1:]})
        return
    if added:
        sender = Sender(member, room, f"reaction:{ref.id}:{member.id}:{news.date.timestamp():.0f}", message=ref)
        # What it answers is not shown: a reaction is no question.
        await dispatcher.pressed(sender, _token(generation, added[-1]))
        return
    mine = await storage.votes.of(generation.id, await storage.people.canonical(member))
    if mine is not None and mine.variant in before and mine.variant not in after:
        await _withdraw(dispatcher, generation, member, min(news.date, dispatcher.house.now()), mine.variant)


def _token(generation: Generation, choice: int) -> str:
    return Ballot(generation.id, len(generation.variants), None, closed=False).token(choice)


def _over(dispatcher: Dispatcher, generation: Generation) -> bool:
    return _in_time(dispatcher, generation) < dispatcher.house.now()


def _in_time(dispatcher: Dispatcher, generation: Generation) -> datetime:
    """Now, or the last moment of the vote if that has passed while the bot was away."""
    now, closes_at = dispatcher.house.now(), generation.vote_closes_at
    return now if closes_at is None else min(now, closes_at - timedelta(milliseconds=1))


async def _withdraw(
    dispatcher: Dispatcher, generation: Generation, member: Member, when: datetime, variant: int | None = None
) -> None:
    storage = dispatcher.house.storage
    with suppress(Problem):  # the vote is closed: it stays as it was counted
        home = await storage.people.canonical(member)
        await storage.votes.withdraw(generation.id, home, when, variant=variant)
