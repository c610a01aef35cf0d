"""What somebody reads whose words are refused, what becomes of it, and the pause for who tries on and on."""

import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from commands.core.moderating import DISCREET
from commands.core.refusing import UNTOLD, WEIGHTS
from commands.core.words import Words
from generation.catalog import Catalog
from generation.ports import Verdict
from generation.safety.policy import Category, Policy, Review
from storage.records import CaseState, Room
from tests.commands.studio import PLATFORM, Studio, catalog, opened
from tests.commands.test_imagine_options import asks, photo, rich, sent, shop

GUN = "/imagine a knight with a gun"
CURSE = "/imagine fuck you"
SEX = "/imagine people having sex"
NOT_WELL = "/imagine a girl cutting her wrists"
HELP = "/imagine i want to kill myself"
TEACHERS = Room(PLATFORM, "teachers")


async def logged(studio: Studio) -> None:
    """The square's cases are told among the teachers."""
    await studio.olga.at(TEACHERS).moderates("/settings --log here")
    await studio.olga.moderates("/settings --log teachers")


def told_teachers(studio: Studio) -> list[str]:
    return [reply.text for ref, reply in studio.messages.items() if ref.room == TEACHERS]


@pytest.mark.parametrize(("locale", "kind"), [("en", "guns"), ("es", "armas"), ("zh", "武器")])
async def test_the_reason_is_said_without_the_words(studio: Studio, locale: str, kind: str) -> None:
    told = await studio.ana.speaking(locale)(GUN)
    assert told.private
    assert kind in told.text
    assert "with a gun" not in told.text
    assert [one.token for one in told.buttons] == ["proceed:1:yes", "appeal:1"]
    assert told.reply.overheard, "others have read it where it was typed"
    assert studio.posted == []
    assert await studio.storage.generations.get(1) is None, "nothing was accepted, so nothing was charged"


async def test_the_safer_words_are_painted_at_once_as_the_wish_was(studio: Studio) -> None:
    told = await studio.ana(f"{GUN} --ratio 3:2 --count 2")
    assert "`a knight with a water pistol`" in told.reply.text, "to be copied, or"
    painting = await studio.ana.presses(told.token("proceed"))
    await studio.settles()
    request = (await studio.generation(painting.number)).request
    assert (request.prompt, request.ratio, request.count) == ("a knight with a water pistol", "3:2", 2)
    assert "Only the person whose wish it was" in (await studio.bob.presses(told.token("proceed"))).text


async def test_it_is_kept_as_a_case_of_its_own_person(studio: Studio) -> None:
    await studio.ana(f"{GUN} --ratio 3:2 --count 2")
    case = await studio.storage.cases.get(1)
    assert case is not None
    assert (case.state, case.category, case.text) == (CaseState.NOTED, "weapons", "a knight with a gun")
    assert case.member == studio.ana.member
    assert "3:2" in case.command
    assert await studio.storage.cases.waiting(case.room) == 0, "nobody has to look unless its person asks for it"


async def test_an_appeal_without_a_number_asks_about_the_newest_refusal(studio: Studio) -> None:
    assert (await studio.ana("/appeal")).reply.problem == "appeal-none"
    await studio.ana(GUN)
    told = await studio.ana(CURSE)
    assert "“Appeal” has somebody look again (case 2)" in told.text
    await studio.ana(SEX)
    asked = await studio.ana("/appeal")
    assert CURSE.removeprefix("/imagine ") in asked.text, "nobody may allow the third"
    assert asked.private
    assert await studio.storage.cases.queue([studio.ana.room], 9) == [], "it was a question"
    assert "(case 2)" in (await studio.ana.presses(asked.token("appeal"))).text
    assert "A moderator will look at it" in (await studio.ana("/apelar")).text, "twice is once"
    assert [one.id for one in await studio.storage.cases.queue([studio.ana.room], 9)] == [2]
    assert (await studio.bob("/appeal")).reply.problem == "appeal-none"


async def test_what_no_room_may_allow_is_noted_without_its_words(studio: Studio) -> None:
    told = await studio.ana(SEX)
    assert told.buttons == ()
    case = await studio.storage.cases.get(1)
    assert case is not None
    assert (case.category, case.text) == ("sexual", "")
    (entry,) = await studio.storage.audit.entries(None)
    assert (entry.action, entry.actor, entry.facts["category"]) == ("floor-block", studio.ana.member, "sexual")
    assert "No moderator may allow" in (await studio.ana("/appeal 1")).text


@pytest.mark.parametrize(
    ("locale", "moderator", "here"), [("en", "moderator", "this room"), ("es", "moder", "esta sala"), ("zh", "管理员", "这个房间")]
)
@pytest.mark.parametrize("category", sorted(Policy.load().floor - {Category.UNAVAILABLE}))
def test_what_no_moderator_may_allow_sends_nobody_to_one(category: str, locale: str, moderator: str, here: str) -> None:
    told = str(Words.load().say(locale, "problem-refused", category=category))
    assert moderator not in told
    assert here not in told, "no other room draws it either"


async def test_what_was_done_to_somebody_is_answered_and_told_to_nobody(studio: Studio) -> None:
    await logged(studio)
    before = told_teachers(studio)
    for line, said in (
        ("my stepdad shows me porn and touches me", "You have done nothing wrong"),
        ("un hombre me pide fotos desnuda", "No has hecho nada malo"),
        ("有人让我发裸照", "你没有做错什么"),
        ("un homme me demande des photos nue", "You have done nothing wrong"),
    ):
        told = await studio.ana.speaking("en")(f"/imagine {line}")
        assert said in told.text, "in the language that was written, where it is one of ours"
    assert await studio.storage.cases.get(1) is None
    assert await studio.storage.strikes.recent(studio.ana.room, studio.clock) == []
    assert told_teachers(studio) == before


@pytest.mark.parametrize(
    ("locale", "line", "kind"),
    [
        ("en", "my cousin sits there naked and does it to me", "wrong"),
        ("es", "mi tío está desnudo y me hace eso", "nada malo"),
        ("zh", "叔叔裸体对着我", "没有做错"),
    ],
)
async def test_what_may_have_been_done_to_somebody_is_refused_and_told_to_nobody(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, locale: str, line: str, kind: str
) -> None:
    await logged(studio)
    before = told_teachers(studio)
    nude = Review(line, Verdict.BLOCK, "lexicon.nudity", ("nudity",))
    monkeypatch.setattr(studio.house.guard, "review", partial(_said, nude))
    for _ in range(4):
        told = await studio.ana.speaking(locale)(f"/imagine {line}")
        assert kind in told.text
        assert "findahelpline.com" in told.text
        assert told.reply.problem == "refused"
    assert told.buttons == ()
    assert await studio.storage.cases.get(1) is None, "nobody may allow it, so nobody reads of it"
    assert await studio.storage.strikes.recent(studio.ana.room, studio.clock) == []
    assert await studio.storage.strikes.tries(studio.ana.member, studio.clock) == 0, "nor does it wait"
    assert told_teachers(studio) == before
    assert all(entry.action != "floor-block" for entry in await studio.storage.audit.entries(None))


async def test_what_may_have_been_done_to_somebody_is_seen_only_once_they_appeal(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "my cousin sits there and beats me up"
    monkeypatch.setattr(
        studio.house.guard, "review", partial(_said, Review(line, Verdict.BLOCK, "lexicon.violence", ("violence",)))
    )
    told = await studio.ana(f"/imagine {line}")
    assert "I tell nobody" in told.text
    assert (await studio.olga.moderates("/moderation 1")).reply.problem == "case-gone"
    assert "violence" not in (await studio.olga.moderates("/member ana")).text
    await studio.ana.presses(told.token("appeal"))
    assert line in (await studio.olga.moderates("/moderation 1")).text


async def test_a_call_for_help_is_answered_and_told_to_nobody(studio: Studio) -> None:
    await logged(studio)
    before = told_teachers(studio)
    told = await studio.ana(HELP)
    assert "You are not alone" in told.text
    assert told.buttons == ()
    assert told.reply.overheard, "who it is about may read along"
    assert await studio.storage.cases.get(1) is None
    assert await studio.storage.strikes.recent(studio.ana.room, studio.clock) == []
    assert told_teachers(studio) == before
    assert all(entry.action != "floor-block" for entry in await studio.storage.audit.entries(None))


async def test_who_is_not_well_is_not_pointed_at(studio: Studio) -> None:
    await logged(studio)
    before = told_teachers(studio)
    for _ in range(4):
        told = await studio.ana(NOT_WELL)
    assert "a grown-up you trust" in told.text
    assert "findahelpline.com" in told.text
    assert told_teachers(studio) == before
    assert await studio.storage.strikes.tries(studio.ana.member, studio.clock) == 0
    await studio.ana(CURSE)
    for look in ("/member ana", "/member", "/audit", "/moderation 1", "/member c1", "/moderation"):
        seen = (await studio.olga.moderates(look)).text
        assert "harm" not in seen, look
        assert "1 (" not in seen.replace("1.0 (1", ""), look
    assert (await studio.olga.moderates("/moderation 1")).reply.problem == "case-gone"


async def test_a_telephone_number_is_kept_nowhere(studio: Studio) -> None:
    told = await studio.ana("/imagine call me at 0170 5551234, my number")
    assert "Please do not share" in told.text
    assert told.buttons == ()
    assert told.reply.overheard, "others could call it"
    case = await studio.storage.cases.get(1)
    assert case is not None
    assert (case.category, case.text) == ("private", "")
    assert await studio.storage.strikes.tries(studio.ana.member, studio.clock) == 0
    assert (await studio.ana.presses("appeal:1")).reply.problem == "case-gone"


def test_every_category_has_a_weight() -> None:
    assert set(WEIGHTS) == set(Category)
    assert all(not WEIGHTS[one] for one in UNTOLD | DISCREET)


async def test_the_moderators_room_hears_who_and_why_but_not_what(studio: Studio) -> None:
    await logged(studio)
    await studio.ana(CURSE)
    told = told_teachers(studio)[-1]
    assert "Ana" in told
    assert "swear words" in told
    assert "1.0" in told
    assert "fuck" not in str(studio.messages)


async def test_of_many_strikes_the_moderators_hear_once_a_day(studio: Studio) -> None:
    olga, a_lot = studio.olga.moderates, "Ana 最近的警告有点多"
    await logged(studio)
    await olga.at(TEACHERS)("/settings --language zh")
    before = len(told_teachers(studio))
    for _ in range(5):
        await studio.ana(CURSE)
        studio.clock += timedelta(minutes=11)
    assert [a_lot in text for text in told_teachers(studio)[before:]] == [False, False, True, False, False]
    page = await olga.speaking("es")("/moderation")
    assert "Muchas faltas en un día: Ana" in page.text, "also where no room is told"
    assert page.token("member") == "member"
    assert "saw many strikes of Ana" in (await olga("/audit")).text
    await olga("/member ana --pardon yes")
    assert "Ana" not in (await olga("/moderation")).text
    studio.clock += timedelta(days=1)
    for _ in range(3):
        await studio.ana(SEX)
        studio.clock += timedelta(minutes=11)
    assert sum(a_lot in text for text in told_teachers(studio)[before:]) == 2


async def test_a_doubtful_prompt_weighs_nothing(studio: Studio) -> None:
    await logged(studio)
    before = told_teachers(studio)
    await studio.olga.moderates("/settings --audience teens")
    await studio.ana(GUN)  # "review" there
    assert await studio.storage.strikes.standing(studio.ana.member, studio.ana.room, studio.clock) == 0
    assert await studio.storage.strikes.tries(studio.ana.member, studio.clock) == 1
    assert told_teachers(studio) == before


async def test_what_is_only_doubted_accuses_nobody_and_can_be_looked_at(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    doubt = Review("", Verdict.REVIEW, "meaning.extremism", (Category.EXTREMISM.value,))
    monkeypatch.setattr(studio.house.guard, "review", partial(_said, doubt))
    told = await studio.ana("/imagine the great war in a history book")
    assert "appeal:1" in [one.token for one in told.buttons]
    case = await studio.storage.cases.get(1)
    assert case is not None
    assert case.text == "the great war in a history book"
    assert all(entry.action != "floor-block" for entry in await studio.storage.audit.entries(None))


async def _said(review: Review, *_: object, **__: object) -> Review:
    return review


async def test_words_of_another_day_are_no_try(studio: Studio) -> None:
    den = studio.ana.at(Room(PLATFORM, "den"))
    await den.moderates("/settings --audience adults")
    made = await studio.made(GUN, by=den)
    told = await studio.ana(f"/publish {made.ballot.generation_id}")
    assert told.reply.problem == "refused"
    assert told.buttons == ()
    assert await studio.storage.cases.get(1) is None
    assert await studio.storage.strikes.tries(studio.ana.member, studio.clock) == 0


async def test_words_that_shall_be_left_out_count_for_the_pause_and_do_not_weigh(studio: Studio) -> None:
    shop(studio, Catalog((*catalog().models, rich()), ("studio",)))
    for left_out, problem in (("fuck", "refused"), ("clothes", "negative-refused"), ("clothes", "negative-refused")):
        assert (await asks(studio.ana, model="rich", negative=left_out)).reply.problem == problem
    assert await studio.storage.cases.get(1) is None
    assert await studio.storage.strikes.standing(studio.ana.member, studio.ana.room, studio.clock) == 0
    assert await studio.storage.strikes.recent(studio.ana.room, studio.clock) == [], "and accuse nobody"
    assert (await studio.ana("/imagine a red fox")).reply.problem == "refused-too-often"


async def test_a_guess_from_a_private_chat_is_a_case_of_the_room_of_its_game(studio: Studio) -> None:
    await studio.ana("/challenge")
    await studio.settles()
    game = await studio.storage.challenges.current(studio.ana.room)
    assert game is not None
    told = await studio.bob.alone(f"/guess fuck you --challenge {game.code}")
    assert told.reply.problem == "refused"
    case = await studio.storage.cases.get(1)
    assert case is not None
    assert (case.room, case.private, case.command.split()[0]) == (game.room, False, "guess")
    assert await studio.storage.challenges.guesses(game.id, studio.bob.member) == (), "it costs no try"


async def test_a_guess_in_the_thread_of_its_game_is_approved_for_its_game(studio: Studio) -> None:
    await studio.ana("/challenge")
    await studio.settles()
    thread = Room(PLATFORM, "square/1")
    await studio.storage.challenges.threaded(1, thread)
    bob = studio.bob.at(thread)
    await bob.presses((await bob("/guess a knight with a gun")).token("appeal"))
    assert "approved" in (await studio.olga.moderates.presses("moderation:1:approve")).text
    assert (await bob("/guess a knight with a gun")).reply.problem == ""


async def test_nothing_of_it_is_in_the_log(studio: Studio) -> None:
    with capture_logs() as logs:
        await studio.ana(CURSE)
        await studio.ana.presses("appeal:1")
        await studio.olga.moderates("/moderation")
        await studio.olga.moderates.presses("moderation:1:refuse")
    assert "fuck" not in str(logs)


class TestPause:
    async def test_it_grows_with_each_try(self, studio: Studio) -> None:
        for _ in range(2):
            assert "⏳" not in (await studio.ana(CURSE)).text
        assert "in 10 seconds" in (await studio.ana(CURSE)).text
        assert (await studio.ana("/imagine a red fox")).text.startswith("⏳ Several of your wishes were refused")
        assert "no pictures yet" in (await studio.ana("/gallery")).text, "all else goes on"
        assert (await studio.bob("/imagine a red fox")).reply.pending is not None, "nobody else waits"
        await studio.passes(seconds=10)
        assert "in 30 seconds" in (await studio.ana(CURSE)).text
        await studio.passes(seconds=29)
        assert "wait 1 second;" in (await studio.ana("/imagine a red fox")).text
        await studio.passes(seconds=1)
        assert "in 2 minutes" in (await studio.ana(CURSE)).text
        await studio.passes(seconds=1)
        assert "wait 2 minutes;" in (await studio.ana("/imagine a red fox")).text, "and not 119 seconds"
        await studio.passes(minutes=2)
        assert "in 10 minutes" in (await studio.ana(CURSE)).text
        await studio.passes(minutes=10)
        assert (await studio.ana("/imagine a red fox")).reply.pending is not None

    async def test_of_many_at_once_the_first_ones_count_for_the_others(self, studio: Studio) -> None:
        told = await asyncio.gather(*(studio.ana(f"{CURSE} {number}") for number in range(8)))
        assert sorted(one.reply.problem for one in told) == ["refused"] * 3 + ["refused-too-often"] * 5

    async def test_pictures_that_are_refused_count_and_do_not_weigh(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
        async def no(*_: object) -> bool:
            return False

        shop(studio, Catalog((*catalog().models, rich()), ("studio",)))
        monkeypatch.setattr(studio.pipeline.held, "allowed", no)
        for _ in range(3):
            assert (await asks(studio.ana, model="rich", picture=sent(photo()))).reply.problem == "upload-refused"
        assert (await studio.ana("/imagine a red fox")).reply.problem == "refused-too-often"
        assert await studio.storage.strikes.standing(studio.ana.member, studio.ana.room, studio.clock) == 0

    async def test_a_call_for_help_waits_for_nothing(self, studio: Studio) -> None:
        for _ in range(3):
            await studio.ana(CURSE)
        assert (await studio.ana("/imagine a red fox")).reply.problem == "refused-too-often"
        assert "You are not alone" in (await studio.ana(HELP)).text
        until = studio.clock + timedelta(hours=1)
        await studio.storage.suspensions.add(studio.bob.member, studio.bob.room, until, "", studio.olga.member)
        assert (await studio.bob("/imagine a red fox")).reply.problem == "suspended"
        assert "You are not alone" in (await studio.bob(HELP)).text
        await studio.storage.people.ban(studio.bob.member, studio.clock + timedelta(days=1), "")
        heard = await studio.bob("/guess nobody likes me")
        assert heard.reply.overheard
        assert "You are not alone" in heard.text
        assert (await studio.bob("/guess a fox")).reply.problem == "banned"
        told = f"{HELP.removeprefix('/imagine ')}, and I do not know what I can do about it, or whom to tell of it".ljust(140, ".")
        assert (await studio.cai(f'/guess "a fox {"and a fox " * 15}"')).reply.problem == "guess-too-long"
        for line in (f'/guess "{told}"', f"/guess {told[:100]}"):
            assert "You are not alone" in (await studio.cai(line)).text
        assert "You are not alone" in (await studio.cai.alone(f'/challenge --prompt "{told}"')).text

    async def test_it_holds_in_every_room_and_after_a_restart(self, data_folder: Path) -> None:
        async with opened(data_folder) as studio:
            for _ in range(3):
                await studio.ana(CURSE)
        async with opened(data_folder) as studio:
            assert (await studio.ana.alone("/imagine a red fox")).reply.problem == "refused-too-often"
            assert (await studio.ana("/guess a fox")).reply.problem == "refused-too-often"
            await studio.passes(seconds=10)
            assert (await studio.ana.alone("/imagine a red fox")).reply.pending is not None
