"""/settings: only moderators, each option, bad values, and what they change."""

import pytest

from commands.menu import MENU
from storage.records import Audience, Ballots, Held, Painting, ResultsAs, Room, RoomSettings, VoteWith
from tests.commands.studio import PLATFORM, SQUARE, Studio

CHANGES = [
    ("--audience teens", "audience", Audience.TEENS, "teenagers"),
    ("--model Lavish", "default_model", "lavish", "Painter: lavish"),
    ("--model gone", "default_model", "sketch", "Painter: sketch"),
    ("--model AUTO", "default_model", "auto", "Painter: auto"),
    ("--units 0", "daily_units", 0, "Units per person and day: 0"),
    ("--language es-MX", "language", "es", "Idioma: es"),
    ("--ballots visible", "ballots", Ballots.VISIBLE, "Vote count: visible"),
    ("--vote-minutes 5", "vote_minutes", 5, "A vote closes after 5 min"),
    ("--challenge-minutes 7", "challenge_minutes", 7, "A challenge closes after 7 min"),
    ("--tries 3", "guess_tries", 3, "Guesses per person: 3"),
    ("--vote-with buttons", "vote_with", VoteWith.BUTTONS, "Votes are cast with buttons"),
    ("--results-as gallery", "results_as", ResultsAs.GALLERY, "Results: single pictures side by side"),
    ("--painting free", "painting", Painting.FREE, "Painting: only with free models"),
    ("--room-units 90", "room_units", 90, "Units for everybody together: 90 a day"),
    ("--money 2.5", "monthly_cents", 250, "Money for paid models: $2.50 a month"),
]
LINES = {"default_model": "model", "daily_units": "units", "guess_tries": "tries"} | {
    name: name.replace("_", "-") for name in ("vote_minutes", "challenge_minutes", "vote_with", "results_as", "room_units")
}
BAD = [
    "--audience babies",
    "--model dall-e-9",
    "--units -1",
    "--units many",
    "--units 100001",
    "--language klingon",
    "--ballots maybe",
    "--vote-minutes 0",
    "--vote-minutes 99999",
    "--challenge-minutes 0",
    "--tries 0",
    "--tries 11",
    "--vote-with hands",
    "--results-as film",
    "--painting maybe",
    "--room-units -1",
    "--money -1",
    "--money nan",
    "--money 10001",
    "--colour red",
    "--units",
]


@pytest.mark.parametrize(("option", "name", "value", "line"), CHANGES)
async def test_each_option(studio: Studio, option: str, name: str, value: object, line: str) -> None:
    told = await studio.olga.moderates(f"/settings {option}")
    assert told.private
    assert line in told.text
    assert len(told.text.splitlines()) == 3, "what was changed, and where all of it is"
    assert "/settings" in told.text.splitlines()[-1]
    stored = await studio.storage.rooms.settings(SQUARE)
    assert getattr(stored, name) == value
    others = RoomSettings(SQUARE)
    assert {key for key in RoomSettings.__slots__ if getattr(stored, key) != getattr(others, key)} <= {name}
    key, said = ("money", stored.monthly_cents / 100) if name == "monthly_cents" else (LINES.get(name, name), value)
    shown = studio.house.words.say(stored.language or "en", f"settings-{key}", value=said, model="Sketch", price=1)
    assert shown in (await studio.olga.moderates("/settings")).text
    assert await studio.storage.rooms.settings(studio.olga.alone.room) == RoomSettings(studio.olga.alone.room)


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_bad_values_change_nothing(studio: Studio, locale: str) -> None:
    for option in BAD:
        told = await studio.olga.moderates.speaking(locale)(f"/settings --tries 4 {option}")
        assert told.private
        assert "{" not in told.text
        assert "problem-" not in told.text
        assert "🎨" not in told.text
        assert await studio.storage.rooms.settings(SQUARE) == RoomSettings(SQUARE), option


async def test_several_at_once_and_back_to_auto(studio: Studio) -> None:
    told = await studio.olga.moderates("/settings --language es --units 7")
    changed = await studio.storage.rooms.settings(SQUARE)
    assert (changed.language, changed.daily_units) == ("es", 7)
    assert ("Idioma: es" in told.text, "Unidades" in told.text, "Público" in told.text) == (True, True, False)
    assert "Público" in (await studio.olga.moderates.speaking("en")("/settings")).text
    await studio.olga.moderates("/settings --language auto")
    back = await studio.storage.rooms.settings(SQUARE)
    assert (back.language, back.daily_units) == (None, 7)


async def test_not_for_everybody(studio: Studio) -> None:
    for line in ("/settings", "/settings --audience adults"):
        told = await studio.mallory(line)
        assert told.text == "Only the moderators of this room may use /settings."
    assert "Only the moderators" in (await studio.mallory.presses("settings:adults")).text
    assert await studio.storage.rooms.settings(SQUARE) == RoomSettings(SQUARE)


async def test_the_rooms_painter_is_used(studio: Studio) -> None:
    await studio.olga.moderates("/settings --model lavish")
    assert "with Lavish" in (await studio.ana("/imagine a red fox --count 1")).text
    assert "with Sketch" in (await studio.ana("/imagine a red fox --count 1 --model sketch")).text


async def test_the_audience_decides_what_is_drawn(studio: Studio) -> None:
    line = "/imagine people drinking whisky --count 1"
    assert (await studio.ana(line)).reply.pending is None
    await studio.olga.moderates("/settings --audience adults")
    assert (await studio.ana(line)).reply.pending is not None


async def test_single_pictures_side_by_side_and_votes_by_buttons(studio: Studio) -> None:
    sheet = await studio.made()
    assert len(sheet.pictures) == 1
    assert sheet.ballot.vote_with is VoteWith.REACTIONS
    await studio.olga.moderates("/settings --results-as gallery --vote-with buttons")
    gallery = await studio.made()
    variants = (await studio.generation(gallery.ballot.generation_id)).variants
    assert [one.sha256 for one in gallery.pictures] == [one.sha256 for one in variants]
    assert [one.alt[:14] for one in gallery.pictures] == ["Picture 1 of 2", "Picture 2 of 2"]
    assert gallery.ballot.vote_with is VoteWith.BUTTONS


def test_a_room_can_be_set_to_what_a_game_can_be_asked_for() -> None:
    assert MENU["settings"].option("tries").within == MENU["challenge"].option("tries").within


async def test_the_language_of_the_room_by_its_name_and_at_once(studio: Studio) -> None:
    """Who has chosen no language of their own reads the answer in the room's new one."""
    olga = studio.olga.moderates
    assert "Idioma: es" in (await olga("/settings --language español")).text
    assert "语言：zh" in (await olga("/settings --idioma 中文")).text
    assert "Language: en" in (await olga("/settings --语言 inglés")).text
    spoken = await olga.speaking("es")("/settings --language auto")
    assert "Idioma: auto" in spoken.text
    assert spoken.reply.locale == "es"
    await olga("/language en")
    assert "Language: zh" in (await olga("/settings --language Chinese")).text


async def test_a_room_without_units_says_that_painting_is_off(studio: Studio) -> None:
    await studio.olga.moderates("/settings --units 0")
    told = await studio.bob("/imagine a red fox")
    assert "Nothing is painted in this room" in told.text
    assert "Tomorrow" not in told.text


async def test_a_private_chats_settings_stand_in_the_trail_under_a_name_that_is_forgotten_with_its_person(studio: Studio) -> None:
    ana = studio.ana.alone.moderates
    await ana("/settings --tries 3")
    (one,) = await studio.storage.audit.entries(None)
    assert (one.actor, one.room) == (ana.member, Room.private_with(ana.member))
    await studio.storage.people.forget(ana.member)
    (one,) = await studio.storage.audit.entries(None)
    assert (one.actor, one.room) == (None, None)


async def test_what_is_approved_in_a_room_is_approved_in_its_threads(studio: Studio) -> None:
    thread = Room(PLATFORM, "square/1")
    olga = studio.olga.moderates
    await olga.at(thread)("/settings --tries 7")
    await olga("/settings --approval yes")
    await studio.made(by=studio.ana.at(thread))
    assert (await studio.generation(1)).held is Held.APPROVAL
    told = await olga.at(thread)("/settings --approval no --audience adults --tries 8")
    assert "approves each picture: yes" in told.text
    assert "Audience: children" in told.text
    assert "The room around this thread is stricter" in told.text
    assert "stricter" not in (await olga("/settings --tries 8")).text


async def test_what_waits_when_its_reason_is_switched_off_is_not_forgotten(studio: Studio) -> None:
    olga = studio.olga.moderates
    assert "/moderation" not in (await olga("/settings --approval yes --reports 1")).text
    await studio.made("/imagine a red fox --count 1 --seed 7")
    await studio.made("/imagine a blue boat --count 1 --seed 8")
    off = await olga.speaking("es")("/settings --approval no")
    assert "siguen ocultos 2 conjuntos" in off.text
    assert off.token("moderation")
    assert "/moderation" not in (await olga("/settings --approval no")).text, "said once"
    await studio.made("/imagine a blue boat --count 1 --seed 9")
    await studio.bob("/report scary 3")
    assert "One set of pictures is still hidden" in (await olga("/settings --reports 5")).text
    assert "1 组图片仍然隐藏着" in (await olga.speaking("zh")("/settings --reports 6")).text
