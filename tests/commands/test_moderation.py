"""/moderation and /appeal: what waits is decided once, by those whose room it is, and both sides hear of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.records import CaseKind, CaseState, HouseRules, Room
from tests.commands.studio import PLATFORM, SQUARE, Person, Studio, Told

GUN = "/imagine a knight with a gun --ratio 3:2 --count 2"
DEN = Room(PLATFORM, "den")
NAMES = ("bob", "cai", "dan")


def alone(studio: Studio, who: Person) -> list[Told]:
    """What that person is told in their private chat, oldest first."""
    private = Room.private_with(who.member)
    return [Told(studio.messages[ref], studio, ref) for ref in studio.posted if ref.room == private]


async def appealed(studio: Studio, line: str = GUN, by: Person | None = None) -> Told:
    """Ana asks to have it looked at again; what Olga sees then."""
    person = by or studio.ana
    told = await person(line)
    assert "A moderator will look at it" in (await person.presses(told.token("appeal"))).text
    return await studio.olga.moderates("/moderation")


def button(told: Told, decision: str) -> str:
    return next(one.token for one in told.buttons if one.token.endswith(f":{decision}"))


async def test_refused_asked_again_approved_and_painted(studio: Studio) -> None:
    case = await appealed(studio)
    assert case.private
    assert "Ana" in case.text
    assert "||a knight with a gun||" in case.reply.text, "only at a touch"
    done = await studio.olga.moderates.presses(button(case, "approve"))
    assert "approved" in done.text
    assert "Nothing else waits" in done.text
    (told,) = alone(studio, studio.ana)
    assert "it is fine" in told.text
    assert "||a knight with a gun||" in told.reply.text, "which of her wishes it was"
    painting = await studio.ana.presses(told.buttons[0].token)
    await studio.settles()
    made = await studio.generation(painting.number)
    assert (made.request.prompt, made.request.ratio, len(made.variants)) == ("a knight with a gun", "3:2", 2)
    assert made.request.asked_by == studio.ana.member
    assert "a knight with a gun" in painting.now.text, "now everybody may read it"


@pytest.mark.parametrize(("locale", "said"), [("es", "está bien"), ("zh", "没有问题")])
async def test_in_their_own_language(studio: Studio, locale: str, said: str) -> None:
    person = studio.ana.speaking(locale)
    await person(f"/language {locale}")
    told = await person(GUN)
    await person.presses(told.token("appeal"))
    await studio.olga.moderates.presses("moderation:1:approve")
    assert said in alone(studio, studio.ana)[-1].text
    moderator = await studio.olga.speaking(locale).moderates("/moderation 1")
    assert "Case" not in moderator.text


async def test_the_word_is_for_that_person_these_words_and_this_room_alone(studio: Studio) -> None:
    await appealed(studio)
    await studio.olga.moderates.presses("moderation:1:approve")
    assert await studio.storage.strikes.recent(SQUARE, studio.clock) == [], "it weighs no more"
    assert (await studio.bob(GUN)).reply.problem == "refused"
    assert (await studio.ana.at(DEN)(GUN)).reply.problem == "refused"
    assert (await studio.ana("/imagine a knight with a gun and a tank")).reply.problem == "refused"
    assert "Only the person whose wish it was" in (await studio.bob.presses("proceed:1")).text
    await studio.passes(minutes=11)
    assert (await studio.ana("/imagine  a knight   with a gun")).reply.pending is not None
    await studio.olga.moderates("/settings --audience teens")
    assert (await studio.ana(GUN)).reply.problem == "refused", "it was read for the children that were here"


async def test_from_the_private_chat_it_is_painted_in_its_room(studio: Studio) -> None:
    await appealed(studio)
    await studio.olga.moderates.presses("moderation:1:approve")
    answer = await studio.ana.alone.presses("proceed:1")
    assert "in the room for which you wished it" in answer.text
    await studio.settles()
    assert studio.last.ref is not None
    assert studio.last.ref.room == SQUARE
    assert "a knight with a gun" in studio.last.text


async def test_a_phrase_that_is_allowed_is_allowed_to_all(studio: Studio) -> None:
    case = await appealed(studio)
    done = await studio.olga.moderates.presses(button(case, "allow"))
    assert "The phrase is allowed here from now on" in done.text
    assert (await studio.bob(GUN)).reply.pending is not None
    assert (await studio.bob.at(DEN)(GUN)).reply.problem == "refused"
    await studio.storage.cases.purge(studio.clock + timedelta(days=30))
    await studio.ana("/forget yes")
    assert await studio.storage.house_rules.of(SQUARE) == HouseRules(), (
        "also when nothing else tells any more whose words they were"
    )


async def test_a_refusal_is_told_kindly_and_without_the_words(studio: Studio) -> None:
    case = await appealed(studio)
    assert "Which case is it?" in (await studio.olga.moderates("/moderation --decide refuse")).text
    assert "Case 1 stays refused" in (await studio.olga.moderates.presses(button(case, "refuse"))).text
    (told,) = alone(studio, studio.ana)
    assert "stays refused" in told.text
    assert "knight" not in told.text
    assert told.buttons == ()
    assert "No moderator has approved" in (await studio.ana.presses("proceed:1")).text


async def test_it_is_decided_once(studio: Studio) -> None:
    case = await appealed(studio)
    await studio.olga.moderates.presses(button(case, "refuse"))
    again = await studio.rita.moderates.presses(button(case, "approve"))
    assert "decided already" in again.text
    assert len(alone(studio, studio.ana)) == 1
    assert "decided already" in (await studio.ana.presses("appeal:1")).text
    assert "It is decided: refused" in (await studio.olga.moderates("/moderation 1")).text


async def test_who_cannot_be_written_to_is_told_with_the_next_answer_that_nobody_else_reads(studio: Studio) -> None:
    ana, said = studio.ana.speaking("es"), "está bien"
    studio.gone.add(Room.private_with(ana.member))
    case = await appealed(studio)
    before = len(studio.posted)
    await studio.olga.moderates.presses(button(case, "approve"))
    assert len(studio.posted) == before, "the room reads nothing of it"
    studio.clock += timedelta(minutes=2)
    assert said not in (await ana("/imagine a red fox")).text, "that is for all to read"
    assert said not in (await studio.bob.speaking("es")("/budget")).text
    told = await ana("/budget")
    assert said in told.text
    assert "||a knight with a gun||" in told.reply.text
    assert (await ana.presses(told.token("proceed"))).reply.pending is not None
    assert said not in (await ana("/budget")).text, "once"


async def test_a_decision_whose_telling_a_crash_cut_off_is_told_when_somebody_presses_again(studio: Studio) -> None:
    case = await appealed(studio)
    await studio.storage.cases.decide(1, CaseState.APPROVED, studio.olga.member, studio.clock)  # and nothing after it
    for told, minutes in ((0, 0), (1, 2), (1, 2)):
        studio.clock += timedelta(minutes=minutes)
        assert "decided already" in (await studio.rita.moderates.presses(button(case, "refuse"))).text
        assert len(alone(studio, studio.ana)) == told
    assert "it is fine" in alone(studio, studio.ana)[0].text
    await studio.passes(minutes=1)
    assert len(alone(studio, studio.ana)) == 1
    assert await studio.storage.strikes.recent(SQUARE, studio.clock) == [], "that is of one piece with the decision"


async def test_a_decision_that_a_crash_cut_off_is_told_and_shown_when_the_bot_is_back(studio: Studio) -> None:
    await studio.olga.moderates("/settings --approval yes")
    made = await studio.made()
    await studio.storage.cases.decide(1, CaseState.APPROVED, studio.olga.member, studio.clock)  # and nothing after it
    await studio.passes(minutes=2)
    await studio.passes(minutes=2)
    assert "a red fox" in made.now.text
    (told,) = alone(studio, studio.ana)
    assert "everybody can see them now" in told.text


async def test_a_chat_that_is_down_undoes_nothing(studio: Studio) -> None:
    case = await appealed(studio)
    studio.refuses = True
    assert "approved" in (await studio.olga.moderates.presses(button(case, "approve"))).text
    found = await studio.storage.cases.get(1)
    assert found is not None
    assert found.state is CaseState.APPROVED


async def test_asking_twice_is_asking_once(studio: Studio) -> None:
    await appealed(studio)
    await studio.ana.presses("appeal:1")
    assert await studio.storage.cases.waiting(SQUARE) == 1
    assert len([one for one in await studio.storage.audit.entries(SQUARE) if one.action == "case-appealed"]) == 1


async def test_one_person_does_not_fill_the_queue(studio: Studio) -> None:
    for number in range(1, 7):
        await studio.ana(GUN)
        studio.clock += timedelta(minutes=11)
        told = await studio.ana.presses(f"appeal:{number}")
    assert told.reply.problem == "appeals-enough"
    assert await studio.storage.cases.waiting(SQUARE) == 5
    await studio.olga.moderates.presses("moderation:1:refuse")
    assert (await studio.ana.presses("appeal:6")).reply.problem == ""


async def test_without_a_room_for_cases_the_room_reads_at_a_quarter_hour_that_something_waits(studio: Studio) -> None:
    await studio.made()
    before = len(studio.posted)
    studio.clock += timedelta(minutes=1)
    for number, name in enumerate(NAMES, 1):
        await getattr(studio, name)(GUN)
        await getattr(studio, name).presses(f"appeal:{number}")
    await studio.passes(minutes=13)
    assert len(studio.posted) == before, "right after it, all who are there would know whose it is"
    for _ in range(2):
        await studio.passes(minutes=1)
    assert len(studio.posted) == before + 1
    assert studio.last.text == "🛡 Something here waits for a moderator: /moderation"
    (look,) = studio.last.buttons
    assert (await studio.bob.presses(look.token)).reply.problem == "moderators-only"
    assert "Case 1" in (await studio.olga.moderates.presses(look.token)).text
    await studio.passes(hours=1)
    posted = len(studio.posted)
    await studio.made("/imagine a blue boat --seed 8")
    for number in (1, 2):
        await studio.eve(f"/report scary {number}")
    assert len(studio.posted) == posted + 2, "of reports once an hour"


async def test_nobody_appeals_for_somebody_else(studio: Studio) -> None:
    await studio.ana(GUN)
    assert "Only the person whose wish it was" in (await studio.bob.presses("appeal:1")).text
    assert "nothing left to decide" in (await studio.bob.presses("appeal:77")).text


class TestWhoDecides:
    async def test_only_moderators(self, studio: Studio) -> None:
        await appealed(studio)
        for line in ("/moderation", "/moderation 1", "/moderation 1 approve", "/rules", "/member", "/audit"):
            assert (await studio.bob(line)).reply.problem == "moderators-only", line

    async def test_of_another_room_neither_see_nor_decide(self, studio: Studio) -> None:
        await appealed(studio)
        there = studio.rita.at(DEN).moderates
        assert "Nothing waits" in (await there("/moderation")).text
        assert "nothing left to decide" in (await there("/moderation 1")).text
        assert "nothing left to decide" in (await there.presses("moderation:1:approve")).text

    async def test_nobody_in_their_own_private_chat(self, studio: Studio) -> None:
        await appealed(studio)
        for line in ("/moderation", "/moderation 1 approve", "/rules --allow gun", "/audit", "/member bob --hours 2"):
            assert (await studio.ana.alone.moderates(line)).reply.problem == "moderate-in-room", line

    async def test_a_thread_is_its_rooms(self, studio: Studio) -> None:
        thread = Room(PLATFORM, "square/7")
        case = await appealed(studio, by=studio.ana.at(thread))
        assert "||a knight with a gun||" in case.reply.text
        await studio.olga.moderates.presses(button(case, "approve"))
        assert (await studio.ana.at(thread)(GUN)).reply.pending is not None

    async def test_of_a_private_chat_nobody_where_nobody_is_named(self, studio: Studio) -> None:
        told = await studio.ana.alone(GUN)
        assert not [one for one in told.buttons if one.token.startswith("appeal")]
        assert (await studio.ana.alone.presses("appeal:1")).reply.problem == "appeal-nobody"

    async def test_cases_of_private_chats_are_for_who_runs_the_bot(self, studio: Studio) -> None:
        studio.house = studio.dispatcher.house = replace(studio.house, owners=frozenset({"rita"}))
        told = await studio.ana.alone(GUN)
        assert "Whoever runs this bot" in (await studio.ana.alone.presses(told.token("appeal"))).text
        assert "Nothing waits" in (await studio.olga.moderates("/moderation")).text
        (news,) = alone(studio, studio.rita)
        assert "knight" not in news.text
        case = await studio.rita.alone.moderates.presses(news.buttons[0].token)
        assert "in a private chat" in case.text
        await studio.rita.alone.moderates.presses(button(case, "approve"))
        painting = await studio.ana.alone.presses("proceed:1")
        assert painting.number == 1

    @pytest.mark.parametrize(
        ("locale", "news", "done"), [("es", "vuelva a mirarlo", "está bien"), ("zh", "请管理员再看", "没有问题")]
    )
    async def test_and_both_sides_hear_of_it_in_their_language(self, studio: Studio, locale: str, news: str, done: str) -> None:
        studio.house = studio.dispatcher.house = replace(studio.house, owners=frozenset({"rita"}))
        ana, rita = studio.ana.alone.speaking(locale), studio.rita.alone.moderates
        for person in (ana, rita):
            await person(f"/language {locale}")
        await ana.presses((await ana(GUN)).token("appeal"))
        (told,) = alone(studio, rita)
        assert news in told.text
        await rita.presses("moderation:1:approve")
        found = [studio.messages[ref].text for ref in studio.posted if ref.room == ana.room]
        assert any(done in text for text in found)


async def test_the_floor_is_nobodys_to_lift(studio: Studio) -> None:
    """A case from before: its words touch what is on the floor now."""
    case = await studio.storage.cases.note(
        CaseKind.WORDS,
        CaseState.OPEN,
        room=SQUARE,
        private=False,
        member=studio.ana.member,
        locale="en",
        audience=(await studio.storage.rooms.settings(SQUARE)).audience,
        category="weapons",
        rule="old",
        text="people having sex with a gun",
        command="imagine prompt",
        now=studio.clock,
    )
    for decision in ("approve", "allow"):
        told = await studio.olga.moderates(f"/moderation {case.id} {decision}")
        assert told.reply.problem == "case-floor"
    assert "stays refused" in (await studio.olga.moderates(f"/moderation {case.id} refuse")).text


async def test_the_queue_page_by_page(studio: Studio) -> None:
    for number, name in enumerate(("ana", "bob", "cai"), start=1):
        await getattr(studio, name)(GUN)
        await getattr(studio, name).presses(f"appeal:{number}")
    page = await studio.olga.moderates("/moderation")
    seen = []
    while True:
        seen.append(page.text.split(" · ")[0])
        following = [one.token for one in page.buttons if one.token.startswith("moderation::")]
        if not following:
            break
        page = await studio.olga.moderates.presses(following[0])
    assert seen == ["🛡 Case 1", "🛡 Case 2", "🛡 Case 3"]
    assert "That was the last one" in (await studio.olga.moderates.presses("moderation:::3")).text
    done = await studio.olga.moderates.presses("moderation:2:refuse")
    assert "2 more wait" in done.text
    assert "Case 1" in (await studio.olga.moderates.presses(done.buttons[0].token)).text


async def test_what_a_room_blocks_itself_is_approved_once_or_unblocked(studio: Studio) -> None:
    await studio.olga.moderates('/rules --block "slime monster"')
    case = await appealed(studio, "/imagine a slime monster")
    assert not [one for one in case.buttons if one.token.endswith("allow")]
    assert (await studio.olga.moderates("/moderation 1 allow")).reply.problem == "case-own-rule"
    await studio.olga.moderates.presses(button(case, "approve"))
    assert (await studio.ana("/imagine a slime monster")).reply.pending is not None
    assert (await studio.bob("/imagine a slime monster")).reply.problem == "refused"


async def test_whoever_is_forgotten_leaves_nothing_to_decide(studio: Studio) -> None:
    await appealed(studio)
    await studio.storage.people.forget(studio.ana.member, now=studio.clock)
    assert "Nothing waits" in (await studio.olga.moderates("/moderation")).text
    assert (await studio.olga.moderates("/moderation 1 approve")).reply.problem == "case-gone"


async def test_appeals_come_first_and_reports_say_how_many_and_why(studio: Studio) -> None:
    await studio.made()
    await studio.bob("/report scary 1")
    await studio.cai("/report hurtful 1")
    await studio.dan("/report scary 1")
    first = await appealed(studio)
    assert "Case 2" in first.text
    assert "Ana asks you to look again (" in first.text
    following = next(one.token for one in first.buttons if one.token.startswith("moderation::"))
    report = await studio.olga.moderates.presses(following)
    assert "Reported by 3 people: scary 2, hurtful 1" in report.text
    assert "Bob" not in report.text
    await studio.olga.moderates.presses(button(first, "refuse"))
    assert "Case 1" in (await studio.olga.moderates.presses(following)).text, "also behind one that is decided"


async def test_the_bots_own_picture_is_nobodys(studio: Studio) -> None:
    await studio.ana("/challenge")
    await studio.settles()
    await studio.bob("/report scary --game")
    case = await studio.olga.moderates("/moderation")
    assert "Case 1" in case.text
    assert not [one for one in case.buttons if one.token.startswith("member")]
