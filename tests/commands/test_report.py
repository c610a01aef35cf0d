"""/report: several people hide a set together, one person hides nothing, and a moderator has the last word."""

from dataclasses import replace

import pytest

from commands.core.delivery import deliver
from commands.core.showing import redraw
from storage.records import Room
from tests.commands.studio import PLATFORM, Studio, Told

NAMES = ("bob", "cai", "dan")
DEN = Room(PLATFORM, "den")


async def reported(studio: Studio) -> None:
    """A set of Ana's that three people have reported."""
    await studio.made()
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")


async def veiled(studio: Studio, message: Told, number: int = 1) -> None:
    """This message shows nothing of that set."""
    made = await studio.generation(number)
    (veil,) = message.pictures
    assert veil.filename == "hidden.png"
    assert veil.sha256 not in {made.sheet_sha256, *(one.sha256 for one in made.variants)}


@pytest.mark.parametrize("called", ["denunciar", "avisar", "举报"])
async def test_it_goes_by_a_name_in_every_language(studio: Studio, called: str) -> None:
    await studio.made()
    assert "kept it (#1)" in (await studio.bob(f"/{called} scary 1")).text


async def test_three_people_hide_a_set_and_two_do_not(studio: Studio) -> None:
    made = await studio.made()
    for name in (*NAMES[:2], *NAMES[:2]):
        told = await getattr(studio, name)("/report scary 1")
        assert told.private
        assert "I have kept it (#1)" in told.text
    assert made.now.ballot.choices == 2
    assert "are hidden now" in (await studio.dan("/report hurtful 1")).text
    (veil,) = made.now.pictures
    assert veil.sha256 not in {one.sha256 for one in (await studio.generation(1)).variants}
    assert "a red fox" not in made.now.text
    assert "were reported" in made.now.text
    assert made.now.reply.ballot is None


@pytest.mark.parametrize(
    "line", ["/vote 1", "/download 1", "/reuse 1", "/details 1", "/retry 1", "/favourite 1 1", "/results 1", "/publish 1"]
)
async def test_nobody_gets_at_what_is_hidden(studio: Studio, line: str) -> None:
    await reported(studio)
    assert "hidden until a moderator" in (await studio.ana(line)).text


async def test_who_made_it_still_has_it_alone(studio: Studio) -> None:
    await reported(studio)
    assert "a red fox" in (await studio.ana.alone("/details 1")).text
    assert "#1" in (await studio.ana("/gallery")).text


async def test_a_vote_that_ends_meanwhile_shows_no_picture(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 2)
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    assert await studio.passes(hours=2) == 1
    winner = studio.last
    assert "wins" in winner.text
    await veiled(studio, winner)
    assert winner.buttons == ()
    await studio.olga.moderates("/report --generation 1 --clear yes")
    assert winner.now.pictures[0].sha256 == (await studio.generation(1)).variants[1].sha256


async def test_a_moderator_looks_and_shows_it_again_for_good(studio: Studio) -> None:
    await reported(studio)
    ref = (await studio.generation(1)).message
    assert ref is not None
    again = next(one.token for one in studio.messages[ref].buttons)
    assert "hidden until a moderator" in (await studio.bob.presses(again)).text
    assert "a red fox" in (await studio.olga.moderates("/details 1")).text
    assert "seen again" in (await studio.olga.moderates.presses(again)).text
    assert "a red fox" in studio.messages[ref].text
    assert studio.messages[ref].ballot is not None
    for name in NAMES:
        await getattr(studio, name)("/report unsafe 1")
    assert "a red fox" in studio.messages[ref].text, "the same people cannot hide it twice"


async def test_only_moderators_clear(studio: Studio) -> None:
    await studio.made()
    assert "Only a moderator" in (await studio.bob("/report --generation 1 --clear yes")).text


async def test_a_moderators_report_hides_at_once(studio: Studio) -> None:
    made = await studio.made()
    assert "are hidden now" in (await studio.olga.moderates("/report --generation 1")).text
    assert "were reported" in made.now.text


async def test_a_moderator_who_has_looked_can_think_better_of_it(studio: Studio) -> None:
    made = await studio.made()
    await studio.olga.moderates("/report --generation 1")
    await studio.olga.moderates("/report --generation 1 --clear yes")
    assert "a red fox" in made.now.text
    assert "are hidden now" in (await studio.olga.moderates("/report --generation 1")).text
    assert "were reported" in made.now.text


async def test_who_made_it_cannot_clear_it_from_a_room_of_their_own(studio: Studio) -> None:
    await studio.made()
    await studio.ana.at(DEN)("/publish 1")
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    for elsewhere in (studio.ana.at(DEN).moderates, studio.bob.at(DEN).moderates):
        assert "Only a moderator" in (await elsewhere("/report --generation 1 --clear yes")).text
    assert (await studio.generation(1)).hidden_at is not None


async def test_reports_are_for_those_who_look_after_the_room_they_come_from(studio: Studio) -> None:
    ana = studio.ana.at(DEN).moderates
    await studio.made(by=ana)
    await studio.ana("/publish 1")
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    assert "Nothing waits" in (await ana("/moderation")).text
    assert "a reported picture" in (await studio.olga.moderates("/moderation")).text
    assert "Only a moderator" in (await ana("/report --clear --generation 1")).text
    assert (await studio.generation(1)).hidden_at is not None
    await studio.olga.moderates.presses("moderation:1:refuse")
    assert (await studio.generation(1)).hidden_at is not None


async def test_nobody_decides_about_reports_of_their_own_pictures(studio: Studio) -> None:
    await studio.made(by=studio.olga.moderates)
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    assert "Only a moderator" in (await studio.olga.moderates("/report --clear --generation 1")).text
    assert "your own pictures" in (await studio.olga.moderates.presses("moderation:1:approve")).text
    studio.house = studio.dispatcher.house = replace(studio.house, owners=frozenset({"olga"}))
    assert "seen again" in (await studio.olga.moderates("/report --clear --generation 1")).text


async def test_a_chat_of_one_s_own_does_not_make_a_moderator(studio: Studio) -> None:
    ana = replace(studio.ana.alone, moderator=True)  # as on the terminal
    await studio.made(by=ana)
    await studio.ana("/publish 1")
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    assert "Only a moderator" in (await ana("/report --clear --generation 1")).text
    assert "a reported picture" in (await studio.olga.moderates("/moderation")).text


async def test_what_was_made_in_private_is_cleared_where_it_was_shown(studio: Studio) -> None:
    told = await studio.ana.alone("/imagine a red fox --count 1 --seed 7")
    await studio.settles()
    await studio.ana(f"/publish {told.number}")
    await studio.olga.moderates(f"/report --generation {told.number}")
    assert "Only a moderator" in (await studio.ana.moderates(f"/report --generation {told.number} --clear yes")).text
    assert "seen again" in (await studio.olga.moderates(f"/report --generation {told.number} --clear yes")).text


async def test_who_votes_on_whatever_is_open_does_not_come_to_what_is_hidden(studio: Studio) -> None:
    await reported(studio)
    await studio.made("/imagine a blue boat --count 2 --seed 8")
    await studio.ana("/results 2 --close yes")
    assert "a red fox" not in (await studio.eve("/vote 1")).text
    assert (await studio.storage.votes.tally(1)).counts == (0, 0)


async def test_what_is_hidden_is_hidden_in_the_rooms_it_was_shown_in_too(studio: Studio) -> None:
    made = await studio.made()
    shown = await studio.ana.at(DEN)("/publish 1")
    again = await studio.ana.at(DEN)("/publish 1")
    for name in NAMES:
        told = await getattr(studio, name)("/report scary 1")
    assert "are hidden now" in told.text
    assert "could not change" not in told.text
    for message in (made, shown, again):
        await veiled(studio, message.now)
        assert "a red fox" not in message.now.text
    assert shown.now.buttons == (), "only where it was made it can be cleared"
    assert "seen again" in (await studio.olga.moderates("/report --generation 1 --clear yes")).text
    for message in (shown, again):
        assert (message.now.reply.text, message.now.pictures, message.now.buttons) == (
            shown.reply.text,
            shown.pictures,
            shown.buttons,
        )


async def test_a_winner_that_is_hidden_is_hidden_where_it_was_told(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 2)
    await studio.passes(hours=2)
    by_the_clock = studio.last
    asked = await studio.bob.speaking("es")("/results 1")
    assert by_the_clock.pictures[0].filename != "hidden.png"
    assert "could not change" not in (await studio.olga.moderates("/report --generation 1")).text
    for message in (by_the_clock, asked):
        await veiled(studio, message.now)
    await studio.olga.moderates("/report --generation 1 --clear yes")
    assert by_the_clock.now == by_the_clock
    assert asked.now.reply.text == asked.reply.text, "in its own language"
    assert asked.now.pictures == asked.pictures


async def test_a_vote_closed_by_hand_from_elsewhere_is_known_in_both_rooms(studio: Studio) -> None:
    made = await studio.made()
    await studio.bob.votes(made.ballot, 2)
    here = await studio.ana.at(DEN)("/results 1 yes")
    there = studio.posted[-2]
    await studio.olga.moderates("/report --generation 1")
    await veiled(studio, here.now)
    await veiled(studio, Told(studio.messages[there], studio, there))


async def test_one_that_was_on_its_way_when_it_was_hidden(studio: Studio) -> None:
    await studio.made()
    on_its_way = await studio.dispatcher.typed(studio.ana.at(DEN).sender(None), "/publish 1")
    assert on_its_way is not None
    await studio.olga.moderates("/report --generation 1")
    await veiled(studio, (await studio.post(DEN, on_its_way)).now)


async def test_who_hides_a_set_hears_of_messages_that_could_not_be_changed(studio: Studio) -> None:
    await studio.made()
    await studio.storage.shown.add(1, DEN, studio.clock)  # before its message was kept
    assert "could not change: where it was shown, or as the winner" in (await studio.olga.moderates("/report --generation 1")).text
    await studio.made("/imagine a red fox --count 1 --seed 8")
    await studio.ana.at(DEN)("/publish 2")
    studio.gone.add(DEN)
    assert "could not change" in (await studio.olga.moderates("/report --generation 2")).text
    studio.gone.clear()
    assert "could not change" not in (await studio.olga.moderates("/report --generation 2")).text, "now it could"


async def test_a_favourite_that_is_hidden_is_a_line_without_its_picture(studio: Studio) -> None:
    await studio.made()
    for person in (studio.eve, studio.ana):
        await person("/favourite 2 1")
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    told = await studio.eve("/gallery favourites")
    assert told.pictures == ()
    assert "a red fox" not in told.text
    assert "#1" in told.text
    assert len((await studio.ana("/gallery favourites")).pictures) == 1, "one's own"


async def test_a_vote_that_was_under_way_shows_nothing_again(studio: Studio) -> None:
    await studio.olga.moderates("/settings --ballots visible")
    made = await studio.made()
    before = await studio.generation(1)
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    await redraw(studio.house, before)
    assert "were reported" in made.now.text


async def test_a_delivery_that_was_under_way_shows_nothing_either(studio: Studio) -> None:
    made = await studio.made()
    before = await studio.generation(1)
    for name in NAMES:
        await getattr(studio, name)("/report scary 1")
    await deliver(studio.house, before)
    assert "were reported" in made.now.text


async def test_one_person_does_not_report_everything(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.report.MOST_A_DAY", 2)
    for number in range(1, 4):
        await studio.made(f"/imagine a red fox --count 1 --seed {number}")
        told = await studio.bob(f"/report other {number}")
    assert "You have reported 2 sets" in told.text
    assert await studio.storage.cases.waiting(studio.bob.room) == 2
    assert "I have kept it" in (await studio.bob("/report scary 2")).text, "another reason for the same"
    await studio.olga.moderates.presses("moderation:1:approve")
    assert "I have kept it" in (await studio.bob("/report other 3")).text


async def test_reports_belong_to_who_made_them(studio: Studio) -> None:
    await studio.made()
    await studio.bob("/report hurtful 1")
    known = await studio.storage.people.export(studio.bob.member)
    assert known["reports"] == [{"generation_id": 1, "reason": "hurtful", "at": studio.clock.isoformat(), "room": "square"}]
    await studio.storage.people.forget(studio.bob.member)
    assert (await studio.storage.people.export(studio.bob.member))["reports"] == []


class TestWhereSeveralRoomsReport:
    """A friend's group has a say on what was reported there, and on nothing else."""

    async def test_what_friends_find_harmless_waits_for_the_others(self, studio: Studio) -> None:
        fred = studio.fred.at(DEN)
        await studio.made(by=studio.ana.alone)
        for ana in (studio.ana, studio.ana.at(DEN)):
            await ana("/publish 1")
        await fred("/report scary 1")
        for name in NAMES:
            await getattr(studio, name)("/report scary 1")
        assert "hidden until a moderator has looked" in (await fred.moderates("/report --clear --generation 1")).text
        assert "a reported picture" in (await studio.olga.moderates("/moderation")).text
        await studio.olga.moderates.presses("moderation:2:refuse")
        assert "Only a moderator" in (await fred.moderates("/report --clear --generation 1")).text
        assert (await studio.generation(1)).hidden_at is not None
        assert "seen again" in (await studio.olga.moderates("/report --clear --generation 1")).text
        assert (await studio.generation(1)).hidden_at is None

    async def test_what_friends_find_harmless_silences_nobody_elsewhere(self, studio: Studio) -> None:
        for number in (1, 2, 3):
            await studio.made(by=studio.ana.alone)
            for ana in (studio.ana, studio.ana.at(DEN)):
                await ana(f"/publish {number}")
            await studio.fred.at(DEN)(f"/report scary {number}")
            for name in NAMES:
                await getattr(studio, name)(f"/report scary {number}")
            await studio.gus.at(DEN).moderates(f"/report --clear --generation {number}")
            assert (await studio.generation(number)).hidden_at is not None, number

    async def test_whoever_runs_the_bot_decides_for_all(self, studio: Studio) -> None:
        await studio.made()
        await studio.ana.at(DEN)("/publish 1")
        await studio.fred.at(DEN)("/report scary 1")
        await studio.olga.moderates("/report scary 1")
        studio.house = studio.dispatcher.house = replace(studio.house, owners=frozenset({"olga"}))
        assert "seen again" in (await studio.olga.moderates("/report --clear --generation 1")).text
        assert await studio.storage.cases.waiting(DEN) == 0
