"""How a finished generation looks in a chat: the contact sheet, what it is, the ballot and the buttons."""

from dataclasses import replace
from datetime import timedelta

import structlog

from commands.core.call import House
from commands.core.markup import plain
from commands.core.names import Listed
from commands.core.reply import Ballot, Button, Picture, Reply, Tone
from commands.core.tokens import token
from generation.catalog import ONLY
from generation.imaging.alt import alt_text
from generation.imaging.names import name_of
from generation.imaging.sheet import grid, sheet_size
from generation.imaging.veil import veil
from generation.ports import Verdict
from generation.ratio import Ratio
from generation.safety.guard import Guard
from storage.problem import Problem
from storage.records import Audience, Ballots, CaseState, Generation, Held, Member, ResultsAs, Room, RoomSettings, Variant, VoteWith

WORDS_SHOWN = 8  # of those that could not be drawn
# Where the name cannot be drawn, what introduces it says nothing more.
_NAMING = frozenset({"named", "called", "llamado", "llamada", "llamados", "llamadas", "叫", "名叫"})
_log = structlog.get_logger(__name__)


def sheet_of(house: House, generation: Generation, locale: str, *, own: bool = False) -> Picture:
    """The numbered contact sheet, or the one picture there is. `own`: only who asked for it sees it, a game's secret too."""
    if len(generation.variants) == 1 or generation.sheet_sha256 is None:
        return picture_of(house, generation, generation.variants[0], locale, own=own)
    first = generation.variants[0]
    width, height = sheet_size(len(generation.variants), first.width, first.height)
    return Picture(
        sha256=generation.sheet_sha256,
        filename=name_of(generation, "sheet", "image/jpeg"),
        mime="image/jpeg",
        alt=alt(house, generation, None, locale, own=own),
        width=width,
        height=height,
        grid=grid(len(generation.variants), first.width / first.height),
    )


def pictures_of(house: House, generation: Generation, settings: RoomSettings, locale: str) -> tuple[Picture, ...]:
    """What a room sees of a set: the sheet, or the single pictures if it wants them side by side."""
    if settings.results_as is ResultsAs.SHEET:
        return (sheet_of(house, generation, locale),)
    return tuple(picture_of(house, generation, variant, locale) for variant in generation.variants)


def picture_of(house: House, generation: Generation, variant: Variant, locale: str, *, own: bool = False) -> Picture:
    """One variant in full size, its bytes as the painter gave them."""
    return Picture(
        sha256=variant.sha256,
        filename=name_of(generation, str(variant.index), variant.mime),
        mime=variant.mime,
        alt=alt(house, generation, variant.index, locale, own=own),
        width=variant.width,
        height=variant.height,
    )


async def picture_set(house: House, generation: Generation, settings: RoomSettings, locale: str) -> Reply:
    """A finished set as anybody may see it: the pictures, the prompt, who asked, how it was made; no vote."""
    request, say = generation.request, house.words.say
    if generation.hidden_at is not None:
        return await _hidden(house, generation, locale)
    lines = [
        say(locale, "result-title", prompt=short(request.prompt), name=request.asked_by.name),
        say(
            locale,
            "result-facts",
            model=title_of(house, generation),
            seed=str(request.seed or 0),
            ratio=Ratio.parse(request.ratio).shown,
            units=generation.cost_units,
            seconds=f"{generation.seconds:.1f}",
            number=str(generation.id),
        ),
    ]
    if missing := await sayable(house.guard, generation):
        lines.append(say(locale, "result-missing", words=missing))
    pictures = pictures_of(house, await read_by(house, generation, locale), settings, locale)
    return Reply("\n".join(lines), pictures, buttons=buttons(house, generation, locale), locale=locale)


async def result(house: House, generation: Generation, locale: str) -> Reply:
    """The whole message under which people vote."""
    settings = await house.storage.rooms.settings(generation.request.room)
    if (instead := await out_of_place(house, generation, settings.room, locale)) is not None:
        return instead
    shown = await picture_set(house, generation, settings, locale)
    if generation.hidden_at is not None:
        return shown
    if why := why_chosen(house, generation, locale):
        shown = replace(shown, text=f"{shown.text}\n{why}")
    choices = len(generation.variants)
    if not votable(generation):
        return shown
    say = house.words.say
    tally = await house.storage.votes.tally(generation.id)
    closed = generation.vote_closed_at is not None
    counted = closed or settings.ballots is Ballots.VISIBLE
    # Of reactions anybody sees the number, so only of buttons it is promised that nobody does.
    secret = not counted and settings.vote_with is VoteWith.BUTTONS
    line = say(locale, "result-vote-open", choices=choices, hidden="yes" if secret else "no")
    more = shown.buttons
    if closed:
        line = say(locale, "result-vote-closed", winner=generation.winner or 0)
    else:
        more += (Button(say(locale, "button-close-vote"), token("results", generation.id, "yes"), "🏁"),)
    ballot = Ballot(
        generation.id,
        choices,
        tally.counts if counted else None,
        closed,
        generation.winner if closed else None,
        settings.vote_with,
    )
    return replace(shown, text=f"{shown.text}\n{line}", ballot=ballot, buttons=more)


async def _hidden(house: House, generation: Generation, locale: str) -> Reply:
    """What stands in the place of a hidden set.

    Its button is how moderators hear of it, and answers them alone: a reported one is shown again with it; what was held from the
    start is looked at first. Where that was decided, or is for those who run the bot, there is none.
    """
    say = house.words.say
    again = Button(say(locale, "report-button-clear"), token("report", "other", generation.id, "yes"), "👁")
    look = Button(say(locale, "log-button-look"), token("moderation"), "🛡")
    buttons: tuple[Button, ...] = (again,)
    if generation.held not in (None, Held.REPORTED):
        buttons = () if generation.request.private or await refused(house, generation) else (look,)
    pictures = (await veiled(house, generation, locale),)
    return Reply(await why_hidden(house, generation, locale), pictures=pictures, buttons=buttons, locale=locale)


async def out_of_place(house: House, generation: Generation, room: Room, locale: str) -> Reply | None:
    """What stands in the place of a set that was painted for older people than those who are there now; else None."""
    if generation.hidden_at is not None or await house.pipeline.held.fits(generation, room):
        return None
    text = house.words.say(locale, "problem-not-for-this-room")
    veil = replace(await veiled(house, generation, locale), alt=plain(text))
    return Reply(text, pictures=(veil,), locale=locale)


async def readable(house: House, room: Room, member: Member | None, text: str) -> str:
    """Somebody's words (None: the bot's), if the guard lets them pass there still: since it did, they may be for younger people."""
    if member is None:
        return text
    audience = (await house.storage.rooms.settings(room)).audience
    rules = await house.storage.house_rules.of_words(room, member, audience, text)
    return text if (await house.guard.review(text, audience, rules, judged=False)).passes(audience) else "…"


async def refused(house: House, generation: Generation) -> bool:
    """Whether a moderator has looked at a hidden set and decided against it."""
    if generation.hidden_at is None:
        return False
    states = {case.state for case in await house.storage.cases.of_generation(generation.id)}
    return CaseState.REFUSED in states and CaseState.OPEN not in states


async def reason_hidden(house: House, generation: Generation) -> str:
    """As the words select on it: why it is held, that it was refused, or that nobody is there who could look."""
    if await refused(house, generation):
        return "refused"
    held = generation.held or Held.REPORTED
    return "nobody" if held is not Held.REPORTED and generation.request.private and not house.owners else held.value


async def stays_hidden(house: House, generation: Generation) -> bool:
    """Whether nobody will let a hidden set go."""
    return generation.hidden_at is not None and await reason_hidden(house, generation) in {"refused", "nobody"}


async def why_hidden(house: House, generation: Generation, locale: str) -> str:
    """What is said in its place: that it was reported, that a moderator looks at it first, or that one has decided against it."""
    why = await reason_hidden(house, generation)
    return house.words.say(locale, "report-hidden", number=str(generation.id), why=why)


async def veiled(house: House, generation: Generation, locale: str) -> Picture:
    """What is seen instead of a hidden picture: from it nothing can be told."""
    one = generation.variants[0]
    sha256 = await house.storage.pictures.put(await house.pool.run(veil, one.width, one.height))
    alt = plain(house.words.say(locale, "report-alt"))
    return Picture(sha256, "hidden.png", "image/png", alt, one.width, one.height)


def votable(generation: Generation) -> bool:
    """Whether a vote is held on it: there is something to choose from, and somebody else than its author is there.

    One that was opened goes on to its end.
    """
    return len(generation.variants) > 1 and (not generation.request.private or generation.vote_closes_at is not None)


async def vote_opened(house: House, generation: Generation) -> Generation:
    """The same, with a vote that runs from now on, if there is one to hold; on what is not shown here none begins."""
    if not votable(generation) or generation.vote_closes_at is not None or generation.hidden_at is not None:
        return generation
    if not await house.pipeline.held.fits(generation, generation.request.room):
        return generation
    settings = await house.storage.rooms.settings(generation.request.room)
    closes_at = house.now() + timedelta(minutes=settings.vote_minutes)
    await house.storage.generations.vote_opened(generation.id, closes_at)
    return replace(generation, vote_closes_at=closes_at)


async def redraw(house: House, generation: Generation) -> bool:
    """Bring the message with the result up to date. When the chat refuses (False), what the caller is about still counts."""
    # The caller may have read it a moment ago, and it may be hidden since, or let go: then its vote begins.
    generation = await house.storage.generations.get(generation.id) or generation
    if generation.message is None:
        return True
    generation = await vote_opened(house, generation)
    try:
        shown = await result(house, generation, generation.request.locale)
        message = await house.deliver(generation.request.room, shown, generation.message)
        if message != generation.message:  # somebody deleted it, and it was posted anew
            await house.storage.generations.placed(generation.id, message)
    except Exception:  # noqa: BLE001 - a face may fail in any way: the message may be deleted, or the chat down
        _log.exception("result.not_redrawn", generation=generation.id)
        return False
    return True


def buttons(house: House, generation: Generation, locale: str) -> tuple[Button, ...]:
    """What can be done with a result; every button is a command with its arguments filled in."""

    def button(command: str, emoji: str, *arguments: object, tone: Tone = Tone.PLAIN) -> Button:
        return Button(house.words.say(locale, f"button-{command}"), token(command, *arguments), emoji, tone)

    return (
        button("retry", "🔁", generation.id),
        button("reuse", "✏️", generation.id),
        button("favourite", "♥", None, generation.id),
        button("download", "📦", generation.id),
    )


def title_of(house: House, generation: Generation) -> str:
    """The painter's name; a row that is gone from the catalog is called by its id."""
    row = house.catalog.row(generation.model)
    return generation.model if row is None else row.title


def why_chosen(house: House, generation: Generation, locale: str) -> str:
    """Why this painter: what Auto chose it for, or that it follows one that was named and is gone. Empty where nobody wonders."""
    if generation.why == ONLY:
        return ""  # /models says so; under every picture it would be noise
    title = title_of(house, generation)
    if generation.why:
        return house.words.say(locale, generation.why, title=title)
    try:
        found = house.catalog.find(generation.request.model)
    except Problem:  # its key or its row went since
        return ""
    if not found.notice or generation.model == found.asked.id:
        return ""
    return house.words.say(locale, found.notice, asked=found.asked.title, title=title, reason=found.reason(locale))


async def read_by(house: House, generation: Generation, locale: str) -> Generation:
    """The same set, with what is to be seen said in the language of who reads of it: the prompt may be in another."""
    if not generation.drawn:
        return generation
    said = await house.pool.run(house.glossary.said, generation.drawn, generation.request.prompt, locale)
    return replace(generation, drawn=said)


def alt(house: House, generation: Generation, variant: int | None, locale: str, *, own: bool = False) -> str:
    """What is to be seen, for those who cannot see it."""
    key, values = alt_text(generation, variant, own=own)
    seen = str(values.get("seen", ""))
    # Cut short it is no list that ends.
    listed = Listed(seen.split(", "), "comma" if seen.endswith("…") else "and")
    return plain(house.words.say(locale, key, **{**values, "seen": listed}))


async def sayable(guard: Guard, generation: Generation) -> Listed:
    """The words that could not be drawn, without those that the bot itself would not say before children."""
    named = [word for word in generation.missing if word.casefold() not in _NAMING]
    words = named[:WORDS_SHOWN]
    judged = [(await guard.review(word, Audience.CHILDREN, judged=False)).verdict for word in words]
    return Listed(word for word, verdict in zip(words, judged, strict=True) if verdict is Verdict.ALLOW)


async def why_failed(guard: Guard, generation: Generation) -> dict[str, str]:
    """The values for `problem-<key>` of a generation that failed. Of a refusal only that it was one is kept."""
    return {"category": "none", "words": await sayable(guard, generation) or "none"}


def short(prompt: str, limit: int = 300) -> str:
    """A prompt on few lines: chats cut long captions. One that was refused is gone after a while."""
    return prompt or "…" if len(prompt) <= limit else prompt[: limit - 1].rstrip() + "…"
