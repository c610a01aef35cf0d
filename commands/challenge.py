"""/challenge: opens a guess-the-prompt game with a secret picture, and ends it with the reveal."""

import random
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Annotated

import structlog

from commands.core.budget import caps, paid, warned
from commands.core.call import Call, House
from commands.core.command import Within
from commands.core.game import (
    GUESS_CHARS,
    HINT_COST,
    LONGEST_MINUTES,
    MOST_TRIES,
    SOLVED,
    TRY_COST,
    bar,
    medal,
    ranking,
    season_of,
    secret_in,
    time_left,
)
from commands.core.markup import plain
from commands.core.reply import Button, Picture, Reply, Tone
from commands.core.showing import out_of_place, readable, sayable, stays_hidden, veiled, why_failed, why_hidden
from commands.core.tokens import token
from commands.publish import fit
from generation.imaging.metadata import without_metadata
from generation.imaging.names import file_name
from storage.problem import Problem
from storage.records import Challenge, Generation, GenerationRequest, Member, MessageRef, Room, Status

DECK_GAMES_A_DAY = 200  # in a room; they are free for people, but not for whoever runs the painter
DECK_UNITS = 10**6  # a game from the deck costs nobody's units
PLAYERS_SHOWN = 10
STANDINGS_SHOWN = 5
_log = structlog.get_logger(__name__)


async def challenge(
    call: Call,
    minutes: Annotated[int, Within(1, LONGEST_MINUTES)] | None = None,
    prompt: str | None = None,
    tries: Annotated[int, Within(1, MOST_TRIES)] | None = None,
    picture: int | None = None,
    close: bool = False,
    thread: bool = False,
) -> Reply:
    """Open a game with a secret from the deck, or with one's own.

    One's own secret takes two steps, because others would read it in the room: `prompt` in a private chat has the picture painted
    there, and `picture` with its number opens the game where the others are. `close` ends the running game (who opened it, its
    author, a moderator). `thread`: in a thread of its own, where a chat has such; elsewhere it runs in the room.
    """
    running = await call.house.storage.challenges.current(call.room)
    if close:
        return await _close(call, running)
    if prompt is not None:
        return await _prepare(call, prompt)
    if running is not None:
        if running.started_at is None:
            raise Problem("challenge-not-ready")
        told = "challenge-running-own" if call.member == running.author else "challenge-running"
        text = call.say(told, **time_left(running, call.house.now()))
        return Reply(text, buttons=_buttons(call.house, running, call.locale), private=True)
    ends = timedelta(minutes=minutes or call.settings.challenge_minutes)
    if picture is not None:
        opening = await _open_own(call, picture, ends, tries or call.settings.guess_tries)
    else:
        opening = await _open_from_deck(call, ends, tries or call.settings.guess_tries)
    if not thread or call.sender.private or opening.challenge is None:
        return opening
    # People read it in the list of threads: it says which game, and nothing of its secret.
    name = plain(call.house.words.say(_room_locale(call), "challenge-thread", number=str(opening.challenge)))
    return replace(opening, thread=name)


async def _open_from_deck(call: Call, ends: timedelta, tries: int) -> Reply:
    house = call.house
    midnight = house.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if await house.storage.challenges.from_the_deck(call.room, midnight) >= DECK_GAMES_A_DAY:
        raise Problem("deck-rests", limit=DECK_GAMES_A_DAY)
    # Which secret comes next must not be foreseeable from the ones before.
    secret = house.deck.draw(await house.storage.challenges.used(call.room), random.SystemRandom())
    locale = _room_locale(call)
    request = GenerationRequest(
        # The bot itself asks: the secret must not turn up in the gallery or export of whoever typed /challenge.
        asked_by=bot_of(call.room),
        room=call.room,
        locale=locale,
        prompt=secret.prompts["en"],
        model=call.settings.default_model,
        count=1,
        audience=call.audience,
        purpose="challenge",
        private=call.sender.private,
    )
    generation = await house.pipeline.accept(request, key=call.sender.id, day_limit_units=DECK_UNITS, caps=caps(call))
    opened = await _open(call, generation, secret.prompts, ends, tries, author=None)
    return Reply(house.words.say(locale, "challenge-painting"), pending=generation.id, challenge=opened.id, locale=locale)


async def _prepare(call: Call, prompt: str) -> Reply:
    """Have one's own secret painted where only its author sees it."""
    if not call.sender.private:
        return Reply(call.say("challenge-own-how"), private=True, overheard=True)
    if len(prompt.strip()) > GUESS_CHARS:
        raise Problem("secret-too-long", limit=GUESS_CHARS)
    request = GenerationRequest(
        asked_by=call.member,
        room=call.room,
        locale=call.locale,
        prompt=prompt.strip(),
        model=call.settings.default_model,
        count=1,
        audience=call.audience,
        purpose="challenge",
        private=True,
    )
    generation = await paid(call, request)
    text = [call.say("challenge-painting-own"), *await warned(call.house, generation, call.locale)]
    return Reply("\n".join(text), pending=generation.id)


async def _open_own(call: Call, number: int, ends: timedelta, tries: int) -> Reply:
    """Play a picture that its author had painted in private."""
    house = call.house
    generation = await house.storage.generations.get(number)
    # Somebody else's number is as good as unknown. A picture of /imagine will not do: its prompt stood in a room.
    mine = generation is not None and generation.request.asked_by == call.member and generation.request.purpose == "challenge"
    if generation is None or not mine or generation.status is Status.FAILED:
        raise Problem("no-secret-picture", number=str(number))
    if generation.status is not Status.DONE:
        raise Problem("pictures-not-ready")
    # This room may be for younger people than the chat in which it was painted.
    await fit(call, generation)
    rules, request = await house.storage.house_rules.of(call.room), generation.request
    safe = await house.guard.safe_prompt(request.prompt, audience=call.audience, ratio=request.ratio, rules=rules)
    opened = await _open(call, generation, {generation.request.locale: safe.words}, ends, tries, author=call.member)
    return await _announce(house, opened, generation)


async def _open(
    call: Call, generation: Generation, secrets: dict[str, str], ends: timedelta, tries: int, *, author: Member | None
) -> Challenge:
    now = call.house.now()
    return await call.house.storage.challenges.open(
        room=call.room,
        author=author,
        generation_id=generation.id,
        secrets=secrets,
        locale=_room_locale(call),
        opened_at=now,
        # The clock of a deck's game runs from when its picture is there; one's own is painted already.
        started_at=None if author is None else now,
        closes_at=now + ends,
        tries=tries,
        season=season_of(now),
        seen_by=() if author is None else (author,),
        opener=call.member,
    )


async def _close(call: Call, running: Challenge | None) -> Reply:
    if running is None:
        raise Problem("no-challenge")
    if not (call.sender.moderator or call.sender.private or call.member in (running.author, running.opener)):
        raise Problem("not-yours-to-end")
    ending = await reveal(call.house, running.id)
    for room in {running.room, running.thread or running.room} - {call.room}:
        await told(call.house, room, ending)
    return replace(ending, ends_challenge=running.id)


async def announcement(house: House, generation: Generation) -> Reply | None:
    """What takes the placeholder's place when a generation of purpose "challenge" is done or failed; may be called again.

    None: the game could not be opened (somebody else's was quicker) and nobody was told that one is coming.
    """
    opened = await house.storage.challenges.played_with(generation.id)
    if opened is None or generation.request.asked_by != bot_of(opened.room):
        return await _without_game(house, generation)
    if generation.status is Status.FAILED or (opened.started_at is None and await stays_hidden(house, generation)):
        # Without a picture there is nothing to guess; the room is free for another game.
        await house.storage.challenges.closed(opened.id, house.now())
        await house.storage.challenges.announced(opened.id, house.now())
        locale = await language_of(house, opened)
        return Reply(house.words.say(locale, "challenge-failed"), buttons=(_again(house, locale),), locale=locale)
    return await _announce(house, opened, generation)


async def _without_game(house: House, generation: Generation) -> Reply | None:
    request, say = generation.request, house.words.say
    deck = request.asked_by == bot_of(request.room)
    if deck and generation.message is None:
        return None
    if deck or generation.status is Status.FAILED:
        reason = (
            say(request.locale, f"problem-{generation.problem}", **await why_failed(house.guard, generation))
            if generation.problem and not deck
            else ""
        )
        text = say(request.locale, "challenge-failed")
        return Reply(f"{text}\n{reason}".strip(), buttons=(_again(house, request.locale),) if deck else ())
    if generation.hidden_at is not None:
        said, veil = await why_hidden(house, generation, request.locale), await veiled(house, generation, request.locale)
        return Reply(said, pictures=(veil,))
    lines = [say(request.locale, "challenge-prepared", prompt=request.prompt, number=str(generation.id))]
    if missing := await sayable(house.guard, generation):
        lines.append(say(request.locale, "challenge-prepared-missing", words=missing))
    shown = generation.variants[0]
    alt = plain(say(request.locale, "challenge-alt-solved", secret=request.prompt))
    return Reply("\n".join(lines), pictures=(_picture(generation, shown.sha256, alt),))


async def _announce(house: House, opened: Challenge, generation: Generation) -> Reply:
    """The picture without its metadata, the rules and the buttons; once the game is over, that it is."""
    say, locale = house.words.say, await language_of(house, opened)
    if opened.closed_at is not None and not (opened.secrets and generation.variants):
        return Reply(say(locale, "challenge-taken-back"))
    if generation.hidden_at is not None and opened.started_at is None:
        if opened.closed_at is not None:
            return Reply(say(locale, "challenge-over"), challenge=opened.id, locale=locale)
        # Held before anybody saw it: the clock stands still until a moderator lets it go.
        veil = await veiled(house, generation, locale)
        look = Button(say(locale, "log-button-look"), token("moderation"), "🛡")
        buttons = () if generation.request.private else (look,)
        return Reply(say(locale, "challenge-held"), pictures=(veil,), buttons=buttons, challenge=opened.id, locale=locale)
    sha256 = opened.picture_sha256
    if sha256 is None:
        data = await house.storage.pictures.get(generation.variants[0].sha256)
        # The recipe in the file would be the shortest way to win.
        sha256 = await house.storage.pictures.put(await house.pool.run(without_metadata, data))
        await house.storage.challenges.pictured(opened.id, sha256)
    opened = await house.storage.challenges.started(opened.id, house.now()) or opened
    if opened.closed_at is not None:
        secret = secret_in(opened, locale)
        over = _picture(generation, sha256, plain(say(locale, "challenge-alt-solved", secret=secret)))
        reply = Reply(say(locale, "challenge-over"), pictures=(over,), challenge=opened.id, locale=locale)
        return await _looked_at(house, opened.room, generation, reply)
    lines = [say(locale, "challenge-title")]
    if opened.author is not None:
        lines.append(say(locale, "challenge-by", name=opened.author.name))
    lines.append(say(locale, "challenge-rules", tries=opened.tries, limit=GUESS_CHARS, try_cost=TRY_COST, hint_cost=HINT_COST))
    lines.append(say(locale, "challenge-closes", **time_left(opened, house.now())))
    reply = Reply(
        "\n".join(lines),
        pictures=(_picture(generation, sha256, plain(say(locale, "alt-challenge"))),),
        buttons=_buttons(house, opened, locale),
        challenge=opened.id,
        locale=locale,
    )
    return await _looked_at(house, opened.room, generation, reply)


async def _looked_at(house: House, room: Room, generation: Generation, reply: Reply) -> Reply:
    """The same; without its picture as long as that is hidden by reports, or is for older people.

    The game goes on, and nothing of its secret is told.
    """
    if not reply.pictures:
        return reply
    if generation.hidden_at is None:
        grown = await out_of_place(house, generation, room, reply.locale)
        return reply if grown is None else replace(reply, text=f"{reply.text}\n{grown.text}", pictures=grown.pictures)
    again = Button(house.words.say(reply.locale, "report-button-clear"), token("report", "other", generation.id, "yes", "yes"), "👁")
    veil = await veiled(house, generation, reply.locale)
    said = await why_hidden(house, generation, reply.locale)
    return replace(reply, text=f"{reply.text}\n{said}", pictures=(veil,), buttons=(*reply.buttons, again))


async def redraw_game(house: House, generation: Generation) -> bool:
    """Bring the announcement of the game with this picture up to date; whether that could be done."""
    game = await house.storage.challenges.played_with(generation.id)
    generation = await house.storage.generations.get(generation.id) or generation
    if game is None and generation.message is not None:  # a secret that its author had painted, and has not played
        prepared = await _without_game(house, generation)
        return prepared is not None and await told(house, generation.request.room, prepared, generation.message)
    if game is None or game.message is None:
        return False
    reply = await (announcement(house, generation) if game.started_at is None else _announce(house, game, generation))
    return reply is not None and await told(house, game.room, reply, game.message)


async def reveal(house: House, challenge_id: int) -> Reply:
    """End the game and tell the secret, everybody's best guess, the winner and the standings; may be called again.

    Raises Problem "no-challenge" for an unknown number.
    """
    game = await house.storage.challenges.get(challenge_id)
    if game is None:
        raise Problem("no-challenge")
    first = await house.storage.challenges.closed(game.id, house.now())
    game = replace(game, closed_at=game.closed_at or house.now())
    generation = await house.storage.generations.get(game.generation_id)
    hangs = game.message is not None and game.picture_sha256 is not None
    if first and game.message is not None and generation is not None and (hangs or generation.hidden_at is not None):
        # The buttons under the announcement have done their work; its picture stays, and nobody needs it twice.
        hangs = await told(house, game.room, await _announce(house, game, generation), game.message) and hangs
    return await solution(house, game, await language_of(house, game), pictured=not hangs)


async def solution(house: House, game: Challenge, locale: str, *, pictured: bool = True) -> Reply:
    """What is told of a closed game, in that language."""
    say = house.words.say
    if not game.secrets:
        return Reply(say(locale, "challenge-taken-back"), buttons=(_again(house, locale),))
    secret = await readable(house, game.room, game.author, secret_in(game, locale))
    lines: list[str] = [say(locale, "challenge-secret", secret=secret)]
    places = ranking(await house.storage.challenges.guesses(game.id))
    winner = next(iter(places), None)
    won = winner is not None and winner.wins
    if winner is None or not won:
        lines.append(say(locale, "challenge-nobody", players=len(places)))
    else:
        found = "yes" if winner.nearest >= SOLVED else "no"
        lines.append(say(locale, "challenge-winner", name=winner.member.name, points=winner.best.points, found=found))
    for rank, place in enumerate(places[:PLAYERS_SHOWN], start=1):
        lines.append(
            say(
                locale,
                "challenge-line",
                place=medal(rank, place.best.points if won else 0),  # for cold guesses there are none
                name=place.member.name,
                bar=bar(place.best.score),
                score=place.best.score,
                points=place.best.points,
                guesses=place.guesses,
                text=await readable(house, game.room, place.member, place.best.text),
            )
        )
    if len(places) > PLAYERS_SHOWN:
        lines.append(say(locale, "challenge-more", count=len(places) - PLAYERS_SHOWN))
    table = await house.storage.challenges.standings(game.room, game.season, STANDINGS_SHOWN)
    if table and not table[0].points:
        lines += ["", say(locale, "top-nobody", season=game.season)]
    elif table:
        lines += ["", say(locale, "challenge-standings", season=game.season)]
        lines += [
            say(locale, "top-short", place=medal(rank, line.points), name=line.member.name, points=line.points)
            for rank, line in enumerate(table, start=1)
        ]
    generation = await house.storage.generations.get(game.generation_id)
    pictures: tuple[Picture, ...] = ()
    if pictured and generation is not None and generation.variants and game.picture_sha256 is not None:
        pictures = (_picture(generation, game.picture_sha256, plain(say(locale, "challenge-alt-solved", secret=secret))),)
    top = Button(say(locale, "challenge-button-top"), token("top"), "🏆")
    ending = Reply("\n".join(lines), pictures=pictures, buttons=(_again(house, locale), top), locale=locale)
    return ending if generation is None else await _looked_at(house, game.room, generation, ending)


async def told(house: House, room: Room, reply: Reply, replacing: MessageRef | None = None) -> bool:
    """Tell the room in passing: when the chat refuses, what the caller is about still counts. Whether it was told."""
    try:
        await house.deliver(room, reply, replacing)
    except Exception:  # noqa: BLE001 - a face may fail in any way, and a counted guess must still be answered
        _log.exception("challenge.not_told", room=room.id)
        return False
    return True


def bot_of(room: Room) -> Member:
    """The bot as the one who asks for a game's picture."""
    # No face has people with a colon in their id: nobody else is this member.
    return Member(room.platform, "bot:pincel", "Pincel")


async def language_of(house: House, game: Challenge) -> str:
    """In which language a room is told of its game: in the room's, which may have changed since; else in the opener's."""
    settings = await house.storage.rooms.settings(game.room)
    return house.words.match(settings.language) or game.locale


def _room_locale(call: Call) -> str:
    return call.house.words.match(call.settings.language) or call.locale


def _picture(generation: Generation, sha256: str, alt: str) -> Picture:
    shown = generation.variants[0]
    # A name that gives nothing away, and is the same for every game.
    return Picture(sha256, file_name("challenge", "", shown.mime), shown.mime, alt, shown.width, shown.height)


def _buttons(house: House, game: Challenge, locale: str) -> tuple[Button, ...]:
    say = house.words.say
    return (
        Button(say(locale, "challenge-button-guess"), token("guess", None, game.code), "💬", Tone.MAIN),
        Button(say(locale, "challenge-button-hint"), token("hint", game.code), "💡"),
        Button(say(locale, "challenge-button-top"), token("top"), "🏆"),
    )


def _again(house: House, locale: str) -> Button:
    return Button(house.words.say(locale, "challenge-button-again"), token("challenge"), "🎲", Tone.MAIN)
