"""A room that is for younger people than it was: what was asked for, painted or guessed before is for those who are there now."""

from dataclasses import replace

import pytest

from generation.ports import Judgement, Verdict
from storage.records import Audience, Held
from tests.commands.studio import SQUARE, Studio

RIFLE = "/imagine a man with a rifle drinking whisky --count 2"
NOT_HERE = "This picture is not suitable for everybody here, so I do not show it in this room."


async def for_(studio: Studio, audience: Audience) -> None:
    settings = await studio.storage.rooms.settings(SQUARE)
    await studio.storage.rooms.change(replace(settings, audience=audience))


async def test_what_is_being_painted(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Audience] = []

    async def judge(_data: bytes, audience: Audience) -> Judgement:
        judged.append(audience)
        return Judgement(Verdict.REVIEW if audience is Audience.CHILDREN else Verdict.ALLOW, "picture.nudity", ("nudity",))

    monkeypatch.setattr(studio.pipeline.held._check, "judge", judge)
    await for_(studio, Audience.ADULTS)
    told = [await studio.ana("/imagine a man with a rifle drinking whisky"), await studio.bob("/imagine a fox --count 2")]
    await for_(studio, Audience.CHILDREN)
    assert await studio.pipeline.draft(await studio.generation(2)) is None
    await studio.settles()
    assert "rifle" not in told[0].now.text, "nor are the words that do not fit repeated"
    assert "does not fit the rules" in told[0].now.text
    assert [order.key for order in studio.brush.orders] == ["pincel-2-1"]
    assert (await studio.generation(2)).held is Held.DOUBTFUL
    assert set(judged) == {Audience.CHILDREN}


async def test_what_is_painted(studio: Studio) -> None:
    await for_(studio, Audience.ADULTS)
    made = await studio.made(RIFLE)
    late = await studio.ana(RIFLE.replace("2", "1"))
    studio.refuses = True
    with pytest.raises(ConnectionError):
        await studio.settles()
    studio.refuses = False
    await studio.bob("/favourite 1 1")
    await for_(studio, Audience.CHILDREN)
    favourites = await studio.bob("/gallery favourites")
    assert "#1 · 🙈 not for everybody here" in favourites.text
    assert favourites.pictures == ()
    await studio._hand_over(await studio.generation(2))
    assert (late.now.text, late.now.reply.ballot) == (NOT_HERE, None)
    for line in ("/download 1", "/details", "/imagine a cat --picture 1.1"):
        assert (await studio.bob(line)).text == NOT_HERE
    assert (await studio.bob.votes(made.ballot, 1)).text == NOT_HERE
    await studio.storage.votes.cast(1, studio.cai.member, 1, studio.clock)
    assert await studio.passes(hours=2) == 1
    assert [one.filename for one in studio.last.pictures] == ["hidden.png"]
    assert "Thank you" in (await studio.bob("/report scary 1")).text, "what hangs there is reported as ever"
    await for_(studio, Audience.ADULTS)
    assert (await studio.bob("/download 1")).reply.files


async def test_what_was_guessed(studio: Studio) -> None:
    await for_(studio, Audience.ADULTS)
    told = await studio.ana.alone('/challenge --prompt "a dog with a rifle"')
    assert told.reply.pending is None, "a private chat is for children unless it is told otherwise"
    await studio.olga("/challenge")
    await studio.settles()
    assert "of 100" in (await studio.bob('/guess "a fucking dog with a gun"')).text
    assert "of 100" in (await studio.cai("/guess a small dog")).text
    await for_(studio, Audience.CHILDREN)
    ending = (await studio.olga("/challenge --close yes")).text
    assert "a small dog" in ending
    assert "gun" not in ending
    assert "“…”" in ending
