"""/moderation and pictures: what is held, reported or waits for approval is decided once, and everybody concerned hears of it."""

from commands.core.reply import Reply
from storage.records import CaseState, Held, Room
from tests.commands.studio import PLATFORM, SQUARE, Studio
from tests.commands.test_moderation import alone, button

TEACHERS = Room(PLATFORM, "teachers")
NAMES = ("bob", "cai", "dan")


async def test_a_room_in_which_each_picture_is_approved(studio: Studio) -> None:
    await studio.olga.moderates("/settings --approval yes")
    made = await studio.made()
    assert made.pictures[0].filename == "hidden.png"
    assert "a red fox" not in made.text
    case = await studio.olga.moderates.presses(made.token("moderation"))
    (shown,) = case.pictures
    assert shown.veiled
    assert shown.sha256 == (await studio.generation(1)).sheet_sha256
    assert case.private
    assert studio.posted == [made.ref]
    await studio.olga.moderates.presses(button(case, "approve"))
    assert "a red fox" in made.now.text
    assert made.now.ballot.choices == 2, "and the vote begins now"
    assert "everybody can see them now" in alone(studio, studio.ana)[-1].text
    assert (await studio.generation(1)).held is None


async def test_a_forged_button_makes_no_phrase_of_a_wish(studio: Studio) -> None:
    await studio.olga.moderates("/settings --approval yes")
    await studio.made()
    await studio.olga.moderates.presses("moderation:1:allow")
    assert (await studio.storage.house_rules.of(SQUARE)).allowed == ()


async def test_a_decision_before_a_crash_is_seen_when_somebody_presses_again(studio: Studio) -> None:
    await studio.olga.moderates("/settings --approval yes")
    made = await studio.made()
    await studio.storage.cases.decide(1, CaseState.APPROVED, studio.olga.member, studio.clock)  # and nothing after it
    assert made.now.pictures[0].filename == "hidden.png"
    assert "decided already" in (await studio.olga.moderates.presses("moderation:1:approve")).text
    assert "a red fox" in made.now.text


async def test_the_room_sees_what_was_decided_once_whoever_cannot_be_told(studio: Studio) -> None:
    await studio.olga.moderates("/settings --approval yes")
    studio.gone.add(Room.private_with(studio.ana.member))
    seen = Reply("as the room left it")
    for number, cut_off in ((1, "crash"), (2, "down"), (3, "")):
        made = await studio.made()
        if cut_off == "crash":
            await studio.storage.cases.decide(number, CaseState.APPROVED, studio.olga.member, studio.clock)  # and nothing after it
        else:
            studio.refuses = bool(cut_off)
            await studio.olga.moderates.presses(f"moderation:{number}:approve")
        studio.refuses = False
        if cut_off:
            await studio.passes(minutes=2)
        assert "a red fox" in made.now.text
        assert made.ref is not None
        studio.messages[made.ref] = seen
        for _start in range(2):
            await studio.passes(minutes=5)
            assert made.now.reply is seen, "no start shows it again"


async def test_what_is_refused_stays_hidden(studio: Studio) -> None:
    await studio.olga.moderates("/settings --approval yes")
    made = await studio.made()
    assert "Cases:" not in (await studio.olga.moderates("/member #1")).text, "nobody has looked yet"
    done = await studio.olga.moderates.presses(button(await studio.olga.moderates("/moderation"), "refuse"))
    assert "Cases: 1 (pictures)" in (await studio.olga.moderates("/member #1")).text
    assert "Case 1 is refused: the pictures are not shown" in done.text
    assert made.now.pictures[0].filename == "hidden.png"
    assert "decided not to show them" in made.now.text
    told = alone(studio, studio.ana)[-1]
    assert "keeps them out of the room" in told.text
    assert told.pictures == ()
    assert (await studio.generation(1)).held is Held.APPROVAL
    assert (await studio.ana("/details 1")).reply.problem == "hidden-until-checked"


async def test_what_was_refused_is_not_said_to_be_seen_again(studio: Studio) -> None:
    await studio.olga.moderates("/settings --approval yes")
    await studio.made()
    await studio.olga.moderates.presses("moderation:1:refuse")
    told = await studio.olga.moderates("/report --clear --generation 1")
    assert "decided not to show them" in told.text
    assert (await studio.generation(1)).held is Held.APPROVAL


async def test_the_moderators_room_hears_that_pictures_wait(studio: Studio) -> None:
    await studio.olga.at(TEACHERS).moderates("/settings --log here")
    await studio.olga.moderates("/settings --log teachers --approval yes")
    await studio.made()
    (news,) = [reply for ref, reply in studio.messages.items() if ref.room == TEACHERS and "wait until" in reply.text]
    assert news.pictures == ()
    case = await studio.rita.at(TEACHERS).moderates.presses(news.buttons[0].token)
    assert case.pictures[0].veiled
    assert case.private
    await studio.rita.at(TEACHERS).moderates.presses(button(case, "approve"))
    assert (await studio.generation(1)).hidden_at is None


async def test_reported_hidden_looked_at_and_shown(studio: Studio) -> None:
    made = await studio.made()
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    assert made.now.pictures[0].filename == "hidden.png"
    case = await studio.olga.moderates("/moderation")
    assert "a reported picture" in case.text
    assert " · scary · " in case.text
    assert "waiting: 1" in case.text, "one case, however many report it"
    await studio.olga.moderates.presses(button(case, "approve"))
    assert "a red fox" in made.now.text
    (thanks,) = alone(studio, studio.bob)
    assert "pictures #1 that you reported" in thanks.text
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    assert "a red fox" in made.now.text, "the same people cannot hide it once more"


async def test_a_report_that_hides_nothing_can_be_decided_too(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob("/report scary 1")
    assert "a red fox" in made.now.text
    await studio.olga.moderates.presses(button(await studio.olga.moderates("/moderation"), "refuse"))
    assert made.now.pictures[0].filename == "hidden.png"
    assert "keeps them out of the room" in alone(studio, studio.ana)[-1].text


async def test_a_report_for_nothing_troubles_nobody(studio: Studio) -> None:
    await studio.made()
    await studio.bob("/report scary 1")
    await studio.olga.moderates.presses("moderation:1:approve")
    assert alone(studio, studio.ana) == []
    assert "they may stay" in alone(studio, studio.bob)[-1].text


async def test_a_room_says_how_many_reports_hide(studio: Studio) -> None:
    await studio.olga.moderates("/settings --reports 1")
    made = await studio.made()
    await studio.bob("/report scary 1")
    assert made.now.pictures[0].filename == "hidden.png"


async def test_clear_decides_the_case(studio: Studio) -> None:
    made = await studio.made()
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    await studio.olga.moderates("/report --generation 1 --clear yes")
    assert "a red fox" in made.now.text
    assert "Nothing waits" in (await studio.olga.moderates("/moderation")).text
