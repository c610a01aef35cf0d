"""The dispatcher: bans, limits, nearest names, forged tokens, and what breaks, which becomes a sentence with a code."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from commands.core.call import Attachment, Call
from commands.core.command import Command
from commands.core.dispatch import Dispatcher, error_id
from commands.core.limits import RateLimit
from commands.core.reply import Reply
from commands.menu import MENU
from tests.commands.studio import SQUARE, START, Studio

FORGED = ["", ":", "::", "vote", "vote:", "vote:x:1", "vote:1:x", "vote:1:-5", "vote:9:1", f"vote:1:{10**24}", "retry:9999"]
FORGED += ["results:1:yes", "results:1:perhaps", "download:0", "favourite:1:77", f"gallery:mine:{10**20}", "export:1000", "hint:0"]
FORGED += [
    "imagine",
    "nothing:1",
    "vote:1:1:1",
    "x" * 500,
    "vote:１:１",
    "vote:\x00:1",
    "settings:adults",
    "../../etc/passwd",
    "guess:",
]
FORGED += [
    "vote:1:1 ",
    "VOTE:1:1",
    "challenge:::::yes",
    "forget:maybe",
    "language:klingon",
    "help:nothing",
    "models:1",
    "vote:1\ud800:1",
]


async def breaks(call: Call) -> Reply:
    """A command with a mistake in it."""
    raise ZeroDivisionError(call.command)


async def looks(call: Call, picture: Attachment) -> Reply:
    """A command that wants a file."""
    return Reply(f"{picture.filename} for {call.member.name} who called {call.command}")


def with_more(studio: Studio, limit: RateLimit | None = None) -> None:
    menu: Mapping[str, Command] = {**MENU, "breaks": Command.of(breaks), "looks": Command.of(looks)}
    studio.dispatcher = Dispatcher(studio.house, menu, limit or RateLimit(per_minute=6000, burst=1000))


async def test_talk_is_left_alone(studio: Studio) -> None:
    for talk in ("hello", "a / b", "", "  ", "/", "/ imagine", "// no command", "/é"):
        assert await studio.dispatcher.typed(studio.ana.sender(None), talk) is None


async def test_the_nearest_name(studio: Studio) -> None:
    assert (await studio.ana("/imagin a fox")).text == "I do not know /imagin. Did you mean /imagine?"
    assert "Did you mean" not in (await studio.ana("/nada")).text
    assert (await studio.ana("/xyzzy")).text == "I do not know /xyzzy. Type /help to see all I can do."
    assert (await studio.ana("/imagine a fox --cuont 2")).text == "/imagine has no option “cuont”. Did you mean --count?"
    assert "¿" in (await studio.ana.speaking("es")("/imagin a fox")).text
    assert (await studio.ana("/imagine")).text.startswith("/imagine needs “prompt”")


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_a_forged_token_is_answered_in_one_sentence(studio: Studio, locale: str) -> None:
    await studio.made()
    before = await studio.generation(1)
    for token in FORGED:
        told = await studio.mallory.speaking(locale).presses(token)
        assert told.text, token
        assert "Something broke" not in told.text, token
        assert "problem-" not in told.text, token
        assert told.reply.files == ()
        told.text.encode()
    assert await studio.generation(1) == before
    assert (await studio.storage.votes.tally(1)).counts == (0, 0)
    assert studio.waiting == []


async def test_what_breaks_has_a_code_that_the_log_has_too(studio: Studio) -> None:
    with_more(studio)
    with capture_logs() as logs:
        told = await studio.ana("/breaks")
    assert told.private
    (entry,) = [entry for entry in logs if entry["log_level"] == "error"]
    assert entry["reference"] in told.text
    assert told.text.startswith("Something broke on our side, not yours.")
    assert "ZeroDivision" not in told.text
    with capture_logs() as logs:
        spanish = await studio.ana.speaking("es").presses("breaks")
    assert logs[-1]["reference"] in spanish.text
    assert "Something" not in spanish.text


async def test_a_problem_is_logged_without_the_words_of_the_person(studio: Studio) -> None:
    with capture_logs() as logs:
        await studio.ana("/imagine a naked woman")
    (entry,) = [entry for entry in logs if entry["event"] == "problem"]
    assert entry["key"] == "refused"
    assert "naked" not in str(logs)


def test_codes_can_be_read_out() -> None:
    codes = {error_id() for _ in range(200)}
    assert len(codes) > 190
    assert all(len(code) == 6 and not set(code) & set("01ilo") for code in codes)


class TestBans:
    async def test_shut_out_of_everything_until_then(self, studio: Studio) -> None:
        made = await studio.made()
        until = START + timedelta(days=1)
        await studio.storage.people.ban(studio.mallory.member, until, "spam")
        for line in ("/imagine a red fox", "/help", "/imagin", "/vote 1 --colour red"):
            told = await studio.mallory(line)
            assert told.text.startswith("You cannot use this bot until 2026-11-22 18:00 UTC (in 24 hours)."), line
            assert told.private
            assert f"<t:{until.timestamp():.0f}:f>" in told.reply.text, "each face says it by the reader's own clock"
        for token in (made.ballot.token(1), "forged", "forget:yes"):
            assert "until 2026-11-22" in (await studio.mallory.presses(token)).text
        assert (await studio.storage.votes.tally(1)).counts == (0, 0)
        assert "2026-11-22" in (await studio.mallory.alone("/help")).text, "in every room"

    async def test_it_ends(self, studio: Studio) -> None:
        await studio.storage.people.ban(studio.mallory.member, START + timedelta(minutes=1), "spam")
        studio.clock += timedelta(minutes=1)
        assert "We make pictures together" in (await studio.mallory("/help")).text

    async def test_to_be_forgotten_is_no_way_around_it(self, studio: Studio) -> None:
        await studio.storage.people.ban(studio.mallory.member, START + timedelta(days=1), "spam")
        await studio.storage.people.forget(studio.mallory.member, now=START)
        assert "cannot use this bot" in (await studio.mallory("/help")).text


class TestLimit:
    async def test_too_many_at_once(self, studio: Studio) -> None:
        now = 0.0
        with_more(studio, RateLimit(per_minute=30, burst=3, clock=lambda: now))
        for _ in range(3):
            assert "quick" not in (await studio.ana("/models")).text
        assert (await studio.ana("/models")).text == "That was very quick! Please wait 2 seconds before you send this again."
        assert "quick" not in (await studio.bob("/models")).text, "nobody else is held up"
        now = 2.0
        assert "quick" not in (await studio.ana("/models")).text
        now = 3.5
        assert "Please wait 1 second before" in (await studio.ana("/models")).text

    async def test_what_is_not_understood_counts_too(self, studio: Studio) -> None:
        with_more(studio, RateLimit(per_minute=1, burst=2, clock=lambda: 0.0))
        await studio.mallory("/xyzzy")
        await studio.mallory.presses("forged")
        assert "quick" in (await studio.mallory("/xyzzy")).text

    async def test_talk_does_not_count(self, studio: Studio) -> None:
        with_more(studio, RateLimit(per_minute=1, burst=1, clock=lambda: 0.0))
        for _ in range(5):
            await studio.dispatcher.typed(studio.ana.sender(None), "hello everybody")
        assert "quick" not in (await studio.ana("/models")).text


class TestCalled:
    async def test_options_that_a_face_has_split(self, studio: Studio) -> None:
        reply = await studio.dispatcher.called(
            studio.ana.sender("c1"), "imagine", {"prompt": "a red fox", "count": "2", "seed": None}
        )
        assert reply.pending == 1
        assert (await studio.generation(1)).request.count == 2

    async def test_a_name_that_no_face_should_send(self, studio: Studio) -> None:
        reply = await studio.dispatcher.called(studio.ana.sender(None), "xyzzy", {})
        assert "I do not know /xyzzy" in reply.text

    async def test_an_attachment_is_handed_on(self, studio: Studio) -> None:
        with_more(studio)

        async def read(_limit: int) -> bytes:
            return b""

        reply = await studio.dispatcher.called(studio.ana.sender(None), "looks", {"picture": Attachment("cat.png", 3, read)})
        assert reply.text == "cat.png for Ana who called looks"
        assert (await studio.ana("/looks cat.png")).text == "Please attach a picture for “picture”."


async def test_a_name_is_kept_as_it_is_now(studio: Studio) -> None:
    await studio.made()
    assert "by Ana" in studio.last.text
    assert (await studio.generation(1)).request.room == SQUARE


async def test_a_call_for_help_is_heard_whatever_else_is_wrong_with_the_line(studio: Studio) -> None:
    for words, kind in (
        ("I want to die", "You are not alone"),
        ("quiero morirme", "No has hecho nada malo"),
        ("我想死", "没有做错"),
    ):
        for line in (
            *("/guess {}", "/imagine {} --ratio banana", "/imagine {} --cuont 3", "/imagine --ratio banana {}", "/imgine {}"),
            *("/{}", "/ {}", "/help {}", "/vote {}", "/member {}", "/imagine {} --count"),
        ):
            told = await studio.ana(line.format(words))
            assert kind in told.text, line.format(words)
            assert told.reply.overheard
            assert told.buttons == ()
            studio.clock += timedelta(minutes=1)
    assert not (await studio.ana.alone("/imgine I want to die")).reply.overheard, "nobody else is there"
    assert await studio.storage.cases.get(1) is None
    assert await studio.storage.strikes.recent(studio.ana.room, studio.clock) == []
    assert "Did you mean" in (await studio.ana("/imgine a fox who wants to dive")).text
