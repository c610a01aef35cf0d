"""/rules: a room may be stricter, and less strict where that is its own affair; never below the floor."""

from storage.records import Room
from tests.commands.studio import PLATFORM, Studio

DEN = Room(PLATFORM, "den")


async def test_a_phrase_is_refused_here_in_any_disguise_and_nowhere_else(studio: Studio) -> None:
    told = await studio.olga.moderates('/rules --block "slime monster"')
    assert told.private
    assert "||slime monster||" in told.reply.text, "only at a touch"
    assert told.reply.overheard, "what shall not be read here was just typed here"
    for line in ("/imagine a slime monster", "/imagine a SL1ME  M0nst3r"):
        refused = await studio.ana(line)
        assert "The people in charge of this room" in refused.text, line
    assert (await studio.ana.at(DEN)("/imagine a slime monster")).reply.pending is not None
    assert "taken away" in (await studio.olga.moderates('/rules --remove "slime monster"')).text
    await studio.passes(minutes=11)
    assert (await studio.ana("/imagine a slime monster")).reply.pending is not None


async def test_what_is_allowed_passes_and_the_floor_does_not(studio: Studio) -> None:
    await studio.olga.moderates('/rules --allow "a knight with a gun"')
    assert (await studio.ana("/imagine a knight with a gun")).reply.pending is not None
    assert (await studio.olga.moderates('/rules --allow "people having sex"')).reply.problem == "phrase-floor"
    assert "having sex" not in (await studio.olga.moderates("/rules")).text


async def test_a_harmless_word_breaks_no_phrase_that_is_refused(studio: Studio) -> None:
    for word in ("of", "the", "fox"):
        assert (await studio.olga.moderates(f"/rules --allow {word}")).reply.problem == "phrase-harmless", word
    assert "Allowed here: none" in (await studio.olga.moderates("/rules")).text
    assert (await studio.ana("/imagine a pool of blood")).reply.problem == "refused"


async def test_what_is_wrong_is_said(studio: Studio) -> None:
    moderator = studio.olga.moderates
    assert (await moderator("/rules --remove slime")).reply.problem == "no-such-phrase"
    assert (await moderator('/rules --block "..."')).reply.problem == "phrase-empty"
    assert (await moderator("/rules --block slime monster")).reply.problem == "rules-one-at-a-time", (
        "nobody allows monsters by this"
    )
    assert (await moderator("/rules --block sticky slime --remove")).reply.problem == "option-needs-value"
    assert "Refused here: none" in (await moderator("/rules")).text


async def test_a_long_list_is_cut_and_says_so(studio: Studio) -> None:
    for number in range(12):
        await studio.storage.house_rules.add(studio.olga.room, "blocked", f"{'x' * 150} {number}", studio.olga.member, studio.clock)
    told = await studio.olga.moderates("/rules")
    assert "… and 3 more" in told.text
    assert len(told.text) < 2000


async def test_who_changed_them_is_in_the_trail_and_the_phrase_is_not(studio: Studio) -> None:
    await studio.olga.moderates('/rules --block "slime monster"')
    (entry,) = await studio.storage.audit.entries(studio.olga.room)
    assert (entry.action, entry.actor) == ("phrase-blocked", studio.olga.member)
    assert "slime" not in str(entry)
