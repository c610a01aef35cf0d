"""/forget: asks first, then nothing is left of me but what others need."""

from functools import partial
from pathlib import Path

import pytest

from generation.spending import still
from storage.problem import Problem
from tests.commands.studio import Studio
from tests.commands.test_export import data_of, lively


def files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "pictures").glob("??/*")}


async def test_it_asks_first(studio: Studio) -> None:
    await lively(studio)
    sure = await studio.ana("/forget")
    assert sure.private
    assert "cannot be undone" in sure.text
    assert [button.label for button in sure.buttons] == ["Save my data first", "Yes, delete everything"]
    assert data_of((await studio.ana("/export")).file)["generations"]
    assert "Are you sure?" in (await studio.ana("/forget no")).text
    assert [line.split(":")[0] for line in sure.text.splitlines()[1:]] == ["• Deleted", "• Kept until midnight (UTC)"]
    assert data_of((await studio.ana("/export")).file)["generations"]


async def test_then_nothing_is_left(studio: Studio, data_folder: Path) -> None:
    await lively(studio)
    mine = await studio.generation(1)
    sure = await studio.ana("/forget")
    done = await studio.ana.presses(sure.token("forget"))
    assert done.text.startswith("Done. I know nothing about you any more.")
    known = data_of((await studio.ana("/export")).file)
    assert known == {"member": {"platform": "test", "id": "ana"}} | {key: [] for key in known if key != "member"}
    assert files(data_folder).isdisjoint({*(one.sha256 for one in mine.variants), mine.sheet_sha256})
    assert await studio.storage.generations.get(1) is None
    assert (await studio.storage.votes.tally(2)).counts == (0, 0)
    assert (await studio.bob("/results 1")).text == "I find no pictures #1 here."
    assert len(data_of((await studio.bob("/export")).file)["generations"]) == 1


async def test_what_is_awaited_is_not_bought_any_more(studio: Studio) -> None:
    await studio.ana("/imagine a red fox")
    let_go = partial(still, studio.storage, "pincel-1")
    await let_go()
    told: list[int] = []
    before = studio.pipeline.let_go

    async def overheard(number: int) -> bool:
        told.append(number)
        return await before(number)

    studio.pipeline.let_go = overheard  # type: ignore[method-assign,assignment] # the real one, and a note of it
    await studio.ana("/forget yes")
    assert told == [1], "before nothing is known of it any more"
    with pytest.raises(Problem, match="generation-gone"):
        await let_go()
    await studio.settles()
    assert studio.brush.orders == []


async def test_pictures_that_others_need_stay(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 2 --seed 7")
    await studio.made("/imagine a red fox --count 1 --seed 7", studio.bob)
    shared, own = (one.sha256 for one in (await studio.generation(1)).variants)
    await studio.ana("/forget yes")
    assert await studio.storage.pictures.get(shared)
    with pytest.raises(Problem, match="picture-gone"):
        await studio.storage.pictures.get(own)


async def test_another_persons_press_forgets_only_them(studio: Studio) -> None:
    await lively(studio)
    sure = await studio.ana("/forget")
    await studio.mallory.presses(sure.token("forget"))
    assert len(data_of((await studio.ana("/export")).file)["generations"]) == 1


async def test_buttons_under_what_is_gone(studio: Studio) -> None:
    made = await studio.made()
    await studio.ana("/forget yes")
    for button in made.buttons:
        assert (await studio.bob.presses(button.token)).text == "I find no pictures #1 here."
    assert (await studio.bob.votes(made.ballot, 1)).text == "I find no pictures #1 here."
    assert await studio.passes(days=1) == 0


async def test_while_it_is_being_painted(studio: Studio, data_folder: Path) -> None:
    wish = await studio.ana("/imagine a red fox --count 2")
    await studio.ana("/forget yes")
    await studio.settles()
    assert "Painting" in wish.now.text
    assert files(data_folder) == set()
    assert data_of((await studio.ana("/export")).file)["generations"] == []


async def test_each_file_is_deleted_once(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    await studio.made("/imagine a red fox --count 2 --seed 7")
    deleted: list[str] = []
    real = studio.storage.pictures.discard

    async def discard(sha256: str) -> None:
        deleted.append(sha256)
        await real(sha256)

    monkeypatch.setattr(studio.storage.pictures, "discard", discard)
    await studio.ana("/forget yes")
    assert len(deleted) == len(set(deleted)) == 3


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_what_stays_is_told(studio: Studio, locale: str) -> None:
    """Forgetting is no way around a time-out, and nobody says that it was."""
    ana, say = studio.ana.speaking(locale), studio.house.words.say
    assert say(locale, "forget-stays") not in (await ana("/forget")).text
    await studio.storage.strikes.add(ana.member, ana.room, "gore", 1.0, studio.clock)
    sure = (await ana("/forget")).reply.text
    assert say(locale, "forget-stays") in sure
    assert max(len(line) for line in sure.splitlines()) < 200, "a line for what goes, a line for what stays"
    assert (await ana("/forget yes")).reply.text == say(locale, "forget-done-but")
    assert await studio.storage.strikes.standing(ana.member, ana.room, studio.clock) == 1.0
