"""/link and /unlink: one history for two accounts, and nobody comes in by a code alone."""

import json

import pytest

from storage.records import Member, Room
from tests.commands.studio import Person, Studio, Told
from tests.commands.test_export import data_of

CLUB = Room("elsewhere", "club")


def elsewhere(studio: Studio, name: str, shown: str = "") -> Person:
    """Somebody in the club on another platform; `.alone` with the bot there."""
    return Person(studio, Member("elsewhere", f"{name}-2", shown or name.capitalize()), CLUB)


def alone(person: Person) -> Person:
    """In a chat with the bot only, on their own platform."""
    return Person(
        person.studio, person.member, Room(person.member.platform, f"with-{person.member.id}"), private=True, locale=person.locale
    )


def code_of(told: Told) -> str:
    return told.text.split("/link ")[1].split()[0]


def button(told: Told, label: str) -> str:
    return next(one.token for one in told.buttons if one.label == label)


async def link(studio: Studio, home: Person, guest: Person) -> Told:
    """The way it is meant."""
    given = await alone(home)("/link")
    typed = await alone(guest)(f"/link {code_of(given)}")
    await alone(guest).presses(typed.token("link"))
    asked = await home.presses(button(given, "I have typed it"))
    return await home.presses(button(asked, "Yes, that is me"))


async def test_a_code_there_a_yes_here(studio: Studio) -> None:
    ana, mobile = studio.ana, elsewhere(studio, "ana", "Anita")
    given = await ana.alone("/link")
    assert given.private
    assert "good for ten minutes" in given.text
    look = button(given, "I have typed it")
    early = await ana.presses(look)
    assert early.text.startswith("Nobody has typed your code yet.")
    assert button(early, "I have typed it") == look
    typed = await alone(mobile)(f"/link {code_of(given)}")
    assert typed.private
    assert "This code belongs to Ana on Test. If you say yes, your pictures" in typed.text
    assert (await ana.presses(look)).text.startswith("Nobody has typed your code yet."), "typing a code is no yes"
    agreed = await alone(mobile).presses(button(typed, "Yes, that account is mine too"))
    asked = await ana.presses(look)
    assert asked.text.startswith("🔗 Anita on Elsewhere has typed your code.")
    mark = asked.text.split("shows the mark ")[1][:4]
    assert f"it must show the mark {mark}." in agreed.text, "a name can be borrowed, a mark can not"
    done = await ana.presses(button(asked, "Yes, that is me"))
    assert done.text == "✅ Done. You and Anita on Elsewhere are one person to me now. /unlink undoes it."
    assert [told.private for told in (early, asked, done)] == [True] * 3


async def test_then_history_favourites_language_votes_and_bans_are_one(studio: Studio) -> None:
    ana, mobile = studio.ana, elsewhere(studio, "ana")
    mine = await studio.made("/imagine a red fox --count 2", ana)
    his = await studio.made("/imagine a blue fox --count 2", studio.bob)
    await ana(f"/favourite 1 {mine.ballot.generation_id}")
    await studio.storage.votes.cast(his.ballot.generation_id, mobile.member, 1, studio.clock)
    await ana.votes(his.ballot, 2)
    await mobile("/language es")
    await link(studio, ana, mobile)
    assert "«a red fox»" in (await mobile("/gallery")).text
    assert "«a red fox»" in (await mobile("/gallery favourites")).text
    assert sum((await studio.storage.votes.tally(his.ballot.generation_id)).counts) == 1
    assert (await alone(mobile).presses(mine.ballot.token(1))).text == studio.house.words.say("es", "problem-own-vote")
    assert (await studio.storage.votes.tally(mine.ballot.generation_id)).counts == (0, 0)
    known = data_of((await mobile("/export")).file)
    assert known["member"]["platform"] == "test"
    assert known["accounts"] == [{"platform": "elsewhere", "id": "ana-2", "name": "Ana"}]
    assert len(known["generations"]) == 1
    await studio.storage.people.ban(ana.member, studio.clock.replace(year=2030), "spam")
    assert "2030" in (await mobile("/gallery")).text


async def test_the_same_number_of_two_chats_is_not_the_same_wish(studio: Studio) -> None:
    ana, mobile = studio.ana, elsewhere(studio, "ana")
    await ana("/imagine a red fox --count 1", call="77")
    await link(studio, ana, mobile)
    here = Person(studio, mobile.member)  # the fake queue knows one platform's rooms only
    assert (await here("/imagine a blue fox --count 1", call="77")).number == 2
    assert (await here("/imagine a blue fox --count 1", call="77")).number == 2
    assert (await ana("/imagine a red fox --count 1", call="77")).number == 1


async def test_a_code_typed_in_a_group_is_burnt(studio: Studio) -> None:
    given = await studio.ana.alone("/link")
    told = await elsewhere(studio, "ana")(f"/link {code_of(given)}")
    assert told.private
    assert told.text.startswith("Others can read this, so that code is no longer good.")
    assert "used, or it is older" in (await alone(elsewhere(studio, "mallory"))(f"/link {code_of(given)}")).text
    assert (await studio.ana.presses("link::look")).text == "This code is no longer good. Get a new one with /link."


async def test_who_saw_the_code_is_named_and_declined(studio: Studio) -> None:
    given = await studio.ana.alone("/link")
    thief = alone(elsewhere(studio, "mallory", "Anita"))
    stolen = await thief(f"/link {code_of(given)}")
    await thief.presses(button(stolen, "Yes, that account is mine too"))
    asked = await studio.ana.presses("link::look")
    # Whatever the thief presses, from either side: the button that joins works for Ana alone.
    for token in (one.token for one in (*asked.buttons, *stolen.buttons)):
        yes = token.replace("no.", "yes.").replace("agree.", "yes.")
        await thief.presses(yes)
        await elsewhere(studio, "mallory", "Anita").presses(yes)
    assert await studio.storage.people.accounts(studio.ana.member) == (studio.ana.member,)
    assert "Nothing was joined" in (await studio.ana.presses(button(asked, "No"))).text
    # An old yes never means somebody new.
    given = await studio.ana.alone("/link")
    await alone(elsewhere(studio, "bob"))(f"/link {code_of(given)}")
    assert "no longer good" in (await studio.ana.presses(button(asked, "Yes, that is me"))).text
    assert await studio.storage.people.accounts(studio.ana.member) == (studio.ana.member,)


async def test_who_was_talked_into_typing_a_code_is_asked_first(studio: Studio) -> None:
    mallory = studio.mallory
    given = await mallory.alone("/link")  # "just type this, you win a prize"
    mobile = alone(elsewhere(studio, "ana"))
    typed = await mobile(f"/link {code_of(given)}")
    assert "belongs to Mallory on Test" in typed.text
    assert "If somebody gave you this code, say no." in typed.text
    claim = button(typed, "Take it back").split(".")[-1]
    # However quick Mallory is: nothing is joined before the other said yes, and nobody else can say it.
    for token in ("link::look", f"link::yes.{claim}", f"link::agree.{claim}"):
        assert "one person to me" not in (await mallory.presses(token)).text
    assert await studio.storage.people.accounts(mallory.member) == (mallory.member,)
    await mobile.presses(button(typed, "Take it back"))
    assert "no longer good" in (await mallory.presses("link::look")).text


async def test_who_is_joined_hears_of_it_there(studio: Studio) -> None:
    mobile = elsewhere(studio, "ana", "Anita")
    await link(studio, studio.ana, mobile)
    there = studio.messages[studio.posted[-1]]
    assert studio.posted[-1].room == Room.private_with(mobile.member)
    assert "You and **Ana** on Test are one person" in there.text


async def test_codes_are_not_tried_out(studio: Studio) -> None:
    thief = alone(elsewhere(studio, "mallory"))
    given = await studio.ana.alone("/link")
    for _ in range(5):
        assert "do not know this code" in (await thief("/link abc-def-ghj")).text
    assert "Please wait 10 minutes." in (await thief(f"/link {code_of(given)}")).text
    assert "Please wait 10 minutes." in (await elsewhere(studio, "mallory")(f"/link {code_of(given)}")).text
    await studio.passes(minutes=10)
    given = await studio.ana.alone("/link")
    assert "belongs to Ana" in (await thief(f"/link {code_of(given)}")).text


@pytest.mark.parametrize("token", ["link::perhaps", "link::yes", "link::yes.", "link::agree", "link::no.", "link::.x"])
async def test_forged_answers(studio: Studio, token: str) -> None:
    assert (await studio.ana.presses(token)).text.startswith("This button does not work")


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_every_step_is_told_in_ones_language(studio: Studio, locale: str) -> None:
    ana, mobile = studio.ana.speaking(locale), elsewhere(studio, "ana").speaking(locale)
    given = await ana.alone("/link")
    seen = [given, await ana.presses("link::look"), await alone(mobile)(f"/link {code_of(given)}")]
    seen.append(await alone(mobile).presses(seen[-1].buttons[0].token))
    seen.append(await ana.presses("link::look"))
    seen.append(await ana.presses(seen[-1].buttons[0].token))
    seen += [await ana("/unlink"), await ana.presses("unlink:yes"), await ana("/unlink"), await mobile("/link 123")]
    for told in seen:
        assert told.private
        assert "{" not in told.text
        assert "link-" not in told.text
    assert len({told.text for told in seen}) == len(seen)


async def test_parting(studio: Studio) -> None:
    ana, mobile = studio.ana, elsewhere(studio, "ana", "Anita")
    assert (await ana("/unlink")).text == "This account is not linked to any other. /link does that."
    await studio.made("/imagine a red fox --count 2", ana)
    await link(studio, ana, mobile)
    sure = await mobile("/unlink")
    assert sure.text.startswith("✂️ Your accounts are Ana (Test) and Anita (Elsewhere).")
    assert (await mobile.presses(sure.token("unlink"))).text.startswith("✂️ Done.")
    assert "no pictures yet" in (await mobile("/gallery")).text
    assert "a red fox" in (await ana("/gallery")).text


async def test_forgetting_forgets_both(studio: Studio) -> None:
    ana, mobile = studio.ana, elsewhere(studio, "ana", "Anita")
    await studio.made("/imagine a red fox --count 2", ana)
    assert "linked" not in (await ana("/forget")).text
    await link(studio, ana, mobile)
    assert "all your linked accounts: Ana (Test) and Anita (Elsewhere)." in (await mobile("/forget")).text
    await mobile("/forget yes")
    for person in (ana, mobile):
        known = data_of((await person("/export")).file)
        assert known["generations"] == known["accounts"] == []
        assert "Anita" not in json.dumps(known)


async def test_no_chat_learns_what_another_one_calls_them(studio: Studio) -> None:
    ana, mobile = studio.ana, elsewhere(studio, "ana", "Ana Ruiz")
    await link(studio, ana, mobile)
    here = await studio.made("/imagine a red fox --count 2 --seed 7", ana)
    assert "by Ana\n" in here.text
    assert "by Ana Ruiz\n" in (await mobile("/publish 1")).text
    bob = elsewhere(studio, "bob")
    assert "Asked by Ana Ruiz," in (await bob("/details 1")).text
    assert "Asked by Ana," in (await studio.bob("/details 1")).text
    renamed = Person(studio, Member("elsewhere", "ana-2", "A. R."), CLUB)
    await renamed("/budget")
    assert "Asked by A. R.," in (await bob("/details 1")).text
    assert "Asked by Ana," in (await studio.bob("/details 1")).text
