"""/member: what weighs against somebody, a break from the room, pardon and ban; nobody by accident."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.records import CaseState, Member, Room
from tests.commands.studio import PLATFORM, START, Person, Studio

CURSE = "/imagine fuck you"
DEN = Room(PLATFORM, "den")


async def cursing(studio: Studio) -> None:
    await studio.bob(CURSE)


async def test_strikes_halve_in_a_week_and_can_be_forgotten(studio: Studio) -> None:
    await cursing(studio)
    assert "Bob: 1.0 (1 refusal)" in (await studio.olga.moderates("/member")).text
    studio.clock += timedelta(days=7)
    card = await studio.olga.moderates("/member bob")
    assert "strikes here: 0.5" in card.text
    assert "Cases: 1 (swear words)" in card.text
    await studio.storage.cases.decide(1, CaseState.APPROVED, studio.olga.member, studio.clock)
    assert "swear words" not in (await studio.olga.moderates("/member bob --hours 0")).text, "that was fine"
    await studio.storage.strikes.add(studio.bob.member, studio.bob.room, "scary", 0.5, studio.clock)
    pardon = next(one.token for one in card.buttons if one.label == "Pardon")
    assert "are forgotten" in (await studio.olga.moderates.presses(pardon)).text
    assert "Nobody has strikes here" in (await studio.olga.moderates("/member")).text


@pytest.mark.parametrize("who", ["bob", "@Bob", "BOB", "c1", '"case 1"'])
async def test_a_break_is_for_this_room_alone_and_ends(studio: Studio, who: str) -> None:
    await cursing(studio)
    told = await studio.olga.moderates(f"/member {who} --hours 2 --why words")
    assert "A break until 2026-11-21 20:00 UTC (in 2 hours)" in told.text
    for line in ("/imagine a red fox", "/top", "/nonsense", "/report scary 1"):
        kind = await studio.bob(line)
        assert "take a break in this room until 2026-11-21 20:00 UTC (in 2 hours)" in kind.text, line
        assert "because of words" in kind.text
        assert "ask a moderator" in kind.text
        assert "Our private chat still works" in kind.text
        assert f"<t:{(START + timedelta(hours=2)).timestamp():.0f}:f>" in kind.reply.text, (
            "each face says it by the reader's own clock"
        )
    assert (await studio.bob.at(Room(PLATFORM, "square/7"))("/top")).reply.problem == "suspended", "and its threads"
    assert (await studio.bob.at(DEN)("/help")).reply.problem == ""
    assert (await studio.bob.alone("/top")).reply.problem == ""
    for line in ("/help", "/export", "/appeal", "/forget yes"):
        assert (await studio.bob(line)).reply.problem == "", "so everybody can be heard, export and be forgotten"
    assert "bob takes a break" in (await studio.olga.moderates("/member")).text
    assert "take part again" in (await studio.olga.moderates("/member bob --hours 0")).text, "also who has no name any more"
    await studio.olga.moderates("/member bob --hours 2")
    studio.clock += timedelta(hours=2)
    assert (await studio.bob("/top")).reply.problem == ""


@pytest.mark.parametrize(("locale", "said"), [("es", "una pausa en esta sala"), ("zh", "休息到")])
async def test_it_is_said_in_their_language(studio: Studio, locale: str, said: str) -> None:
    await cursing(studio)
    await studio.olga.moderates("/member bob --hours 1")
    assert said in (await studio.bob.speaking(locale)("/top")).text


async def test_it_can_be_ended_and_a_game_is_no_way_around_it(studio: Studio) -> None:
    await studio.ana("/challenge")
    await studio.settles()
    game = await studio.storage.challenges.current(studio.ana.room)
    assert game is not None
    await cursing(studio)
    card = await studio.olga.moderates("/member bob")
    hour = next(one.token for one in card.buttons if one.label == "1 h break")
    out = await studio.olga.moderates.presses(hour)
    assert (await studio.bob.alone(f"/guess a dog --challenge {game.code}")).reply.problem == "suspended"
    back = next(one.token for one in out.buttons if one.label == "End the break")
    assert "take part again" in (await studio.olga.moderates.presses(back)).text
    assert (await studio.bob.alone(f"/guess a dog --challenge {game.code}")).reply.problem == ""


async def test_a_slip_shuts_out_no_moderator_no_owner_and_not_oneself(studio: Studio) -> None:
    studio.house = studio.dispatcher.house = replace(studio.house, owners=frozenset({"rita"}))
    for person in (studio.olga.moderates, studio.pam.moderates, studio.rita):
        await person(CURSE)
    assert (await studio.olga.moderates("/member olga --hours 2")).reply.problem == "member-yourself"
    assert (await studio.olga.moderates("/member rita --hours 2")).reply.problem == "member-owner"
    await studio.olga.moderates("/member pam --hours 2")
    assert (await studio.pam.moderates("/top")).reply.problem == "", "who moderates the room goes on"


async def test_only_who_runs_the_bot_bans_from_all_of_it(studio: Studio) -> None:
    studio.house = studio.dispatcher.house = replace(studio.house, owners=frozenset({"rita"}))
    await cursing(studio)
    assert (await studio.olga.moderates("/member bob --ban 3")).reply.problem == "ban-owners-only"
    assert "Banned from the whole bot until" in (await studio.rita.moderates("/member bob --ban 3")).text
    assert "cannot use this bot until 2026-11-24 18:00 UTC (in 3 days)" in (await studio.bob.alone("/help")).text
    await studio.rita.moderates("/member bob --ban 0")
    assert (await studio.bob("/help")).reply.problem == ""
    actions = [one.action for one in await studio.storage.audit.entries(None)]
    assert actions == ["banned", "ban-lifted"]


@pytest.mark.parametrize(
    ("locale", "card", "forgiven", "banned"),
    [("es", "faltas aquí: 0.5", "olvid", "(dentro de 3 días)"), ("zh", "警告分：0.5", "清", "还有 3 天")],
)
async def test_strikes_pardon_and_ban_in_every_language(studio: Studio, locale: str, card: str, forgiven: str, banned: str) -> None:
    studio.house = studio.dispatcher.house = replace(studio.house, owners=frozenset({"rita"}))
    rita, bob = studio.rita.moderates.speaking(locale), studio.bob.speaking(locale)
    await bob(CURSE)
    studio.clock += timedelta(days=7)
    assert card in (await rita("/member bob")).text
    assert forgiven in (await rita("/member bob --pardon yes")).text
    await rita("/member c1 --ban 3")
    assert banned in (await bob.alone("/help")).text


async def test_whom_nobody_knows_nothing_happens_to(studio: Studio) -> None:
    await studio.made(by=studio.ana.at(DEN))
    for who in ("nobody", "c77", "#77", "<@x>", "#1"):
        assert (await studio.olga.moderates(f"/member {who} --hours 2")).reply.problem == "no-such-member", who


async def test_a_set_means_who_made_it_here_and_not_a_case_of_that_number(studio: Studio) -> None:
    await cursing(studio)
    await studio.made()
    assert "Ana · strikes here: 0.0" in (await studio.olga.moderates("/member #1")).text
    case = await studio.cai("/report scary 1")
    assert "(#1)" in case.text
    page = await studio.olga.moderates("/moderation")
    assert page.text.startswith("🛡 Case 2 · a reported picture · #1 · waiting: 1")
    assert page.pictures[0].filename == "pictures-1.jpg"


async def test_a_mention_means_the_account(studio: Studio) -> None:
    told = await studio.olga.moderates("/member <@1234567890> --hours 2")
    assert "A break until" in told.text
    (out,) = await studio.storage.suspensions.here(studio.olga.room, studio.clock)
    assert out.member.id == "1234567890"


async def test_whose_name_no_button_can_carry_is_named_by_a_case(studio: Studio) -> None:
    jose = Person(studio, Member(PLATFORM, "José Núñez 小明", "José Núñez 小明"))
    await jose("/imagine fuck you")
    (who,) = (await studio.olga.moderates("/member")).buttons
    assert (who.label, who.token) == ("José Núñez 小明", "member:c1")
    card = await studio.olga.moderates.presses(who.token)
    await studio.olga.moderates.presses(card.buttons[0].token)
    assert "takes a break" in (await studio.olga.moderates("/member")).text


async def test_many_people_come_page_by_page(studio: Studio) -> None:
    for number in range(12):
        member = Member(PLATFORM, f"pupil{number:02}", f"Pupil {number:02}")
        await studio.storage.people.seen(member)
        await studio.storage.strikes.add(member, studio.ana.room, "scary", 1.0, studio.clock)
    first = await studio.olga.moderates("/member")
    assert ("Pupil 09" in first.text, "Pupil 10" in first.text) == (True, False)
    last = await studio.olga.moderates.presses(first.buttons[-1].token)
    assert ("Pupil 09" in last.text, "Pupil 11" in last.text) == (False, True)
    assert [one.label for one in last.buttons] == ["Pupil 10", "Pupil 11"]
