"""Inline mode: `@bot red fox` in any chat offers one's own pictures of that, and to draw it."""

from telegram import (
    InlineQuery,
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedDocument,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import TelegramError

from bot.telegram.files import FileIds
from bot.telegram.people import member_of
from bot.telegram.sending import PLATFORM
from bot.telegram.troubles import Trouble, trouble
from commands.core.call import House, Sender
from commands.core.dispatch import Dispatcher
from commands.core.limits import RateLimit
from commands.core.markup import plain
from commands.core.showing import short
from generation.safety.guard import Guard
from storage.records import Audience, Generation, Room

LOOKED_AT = 100  # of somebody's newest pictures
OFFERED = 20
WISH = 200


async def answer(dispatcher: Dispatcher, files: FileIds, limit: RateLimit, username: str, query: InlineQuery) -> None:
    """Offer what there is; only to the person who asks, and fresh each time. Nothing to the banned, nor faster than `limit`."""
    member = member_of(query.from_user)
    sender = Sender(member, Room(PLATFORM, member.id), f"inline:{query.id}", client_locale=query.from_user.language_code)
    locale = await dispatcher.locale(sender)
    storage = dispatcher.house.storage
    who = await storage.people.known(member, dispatcher.house.now())
    results: list[InlineQueryResult] = []
    button = None
    if who.banned_until is None and not limit.wait_s(who.member):
        mine = await storage.generations.by_member(who.member, before=None, limit=LOOKED_AT)
        offered = await pictures(files, dispatcher.house.guard, mine, query.query)
        results = [*_drawing(dispatcher.house, locale, username, query.query), *offered]
        # Where there is nothing to offer, a way to us.
        label = plain(dispatcher.house.words.say(locale, "telegram-inline-open"))
        button = None if results else InlineQueryResultsButton(label, start_parameter="inline")
    try:
        await query.answer(results, cache_time=0, is_personal=True, button=button)
    except TelegramError as error:
        # Who types on has asked the next question already.
        if trouble(error) is not Trouble.TOO_LATE:
            raise


async def pictures(files: FileIds, guard: Guard, mine: tuple[Generation, ...], words: str) -> list[InlineQueryResult]:
    """Pictures whose prompt holds every word, newest first; only those that Telegram has a name for can be offered.

    Their words pass the guard once more: what one room's own rules let through is not for every other chat.
    """
    wanted = words.casefold().split()
    # The secret of a game must not get out, also not by its author's finger slipping; what was reported waits for a moderator; and
    # for whom the chat is in which it is offered, nobody tells us.
    open_ = [
        one
        for one in mine
        if one.request.purpose == "imagine" and one.hidden_at is None and one.request.audience is Audience.CHILDREN
    ]
    shown = [one for one in open_ if all(word in one.request.prompt.casefold() for word in wanted)]
    named = await files.known(*(sha256 for one in shown for sha256 in _of(one)))
    found: list[InlineQueryResult] = []
    for one in shown:
        prompt = one.request.prompt
        if len(found) >= OFFERED or not any(sha256 in named for sha256 in _of(one)):
            continue
        if not (await guard.review(prompt, Audience.CHILDREN, judged=False)).passes(Audience.CHILDREN):
            continue
        for sha256 in _of(one):
            known = named.get(sha256)
            if known is None:
                continue
            name = f"{one.id}-{sha256[:16]}"
            if known.document:
                found.append(InlineQueryResultCachedDocument(name, short(prompt, 60), known.file_id, caption=short(prompt)))
            else:
                found.append(InlineQueryResultCachedPhoto(name, known.file_id, title=short(prompt, 60), caption=short(prompt)))
    return found[:OFFERED]


def _of(one: Generation) -> tuple[str, ...]:
    return (*(variant.sha256 for variant in one.variants), one.sheet_sha256 or "")


def _drawing(house: House, locale: str, username: str, words: str) -> list[InlineQueryResult]:
    wish = " ".join(words.split())[:WISH]
    if not wish:
        return []
    title = plain(house.words.say(locale, "telegram-inline-draw", wish=wish))
    command = InputTextMessageContent(f"/imagine@{username} {wish}")
    return [
        InlineQueryResultArticle("draw", title, command, description=plain(house.words.say(locale, "telegram-inline-draw-how")))
    ]
