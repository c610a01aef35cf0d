"""/gallery: my pictures and favourites, page by page, for my eyes only."""

from datetime import timedelta

import pytest

from tests.commands.studio import Studio


async def numbers(text: str) -> list[int]:
    return [int(line.split()[0][1:]) for line in text.splitlines()[1:]]


async def test_pages_from_the_newest_to_the_oldest(studio: Studio) -> None:
    for seed in range(9):
        await studio.made(f"/imagine a red fox --count 1 --seed {seed}")
    first = await studio.ana("/gallery")
    assert first.private
    assert first.text.splitlines()[0] == "🖼 Your pictures"
    assert await numbers(first.text) == [9, 8, 7, 6]
    assert len(first.pictures) == 4
    second = await studio.ana.presses(first.token("gallery"))
    assert await numbers(second.text) == [5, 4, 3, 2]
    await studio.made("/imagine a red fox --count 1 --seed 77")  # a new one does not shift the pages
    third = await studio.ana.presses(second.token("gallery"))
    assert await numbers(third.text) == [1]
    assert third.buttons == ()


async def test_where_a_page_would_be_empty_the_first_one_is_shown(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 1")
    for line in ("/gallery --before -5", "/gallery --before 1"):
        assert await numbers((await studio.ana(line)).text) == [1]
    assert "You have no pictures yet" in (await studio.bob("/gallery --before 1")).text


async def test_another_spelling_of_a_choice_is_the_choice(studio: Studio) -> None:
    for spelt in ("favorites", "favoritos", "Favourite"):
        assert "no favourites yet" in (await studio.ana(f"/gallery {spelt}")).text
    assert "Choose one of: mine or favourites" in (await studio.ana("/gallery friends")).text


@pytest.mark.parametrize("show", ["mine", "favourites"])
async def test_a_full_last_page_leads_nowhere(studio: Studio, show: str) -> None:
    for seed in range(4):
        await studio.made(f"/imagine a red fox --count 1 --seed {seed}")
        await studio.ana(f"/favourite --generation {seed + 1}")
    told = await studio.ana(f"/gallery {show}")
    assert len(told.pictures) == 4
    assert told.buttons == ()


async def test_what_failed_and_what_waits_is_listed_without_a_picture(studio: Studio) -> None:
    await studio.made("/imagine a red fox --count 2 --seed 1")
    await studio.ana("/imagine a green frog --count 1")
    await studio.storage.generations.failed(2, problem="painting-failed", error_id=None, now=studio.clock)
    await studio.ana("/imagine a blue bear --count 1")
    told = await studio.ana("/gallery")
    assert told.text.splitlines()[1:] == [
        "#3 · 2026-11-21 · “a blue bear” · being painted",
        "#2 · 2026-11-21 · “a green frog” · not painted",
        "#1 · 2026-11-21 · “a red fox”",
    ]
    (sheet,) = told.pictures
    assert sheet.mime == "image/jpeg"


async def test_of_what_was_refused_long_ago_no_words_are_left(studio: Studio) -> None:
    await studio.ana("/imagine a green frog --count 1")
    await studio.storage.generations.failed(1, problem="refused", error_id=None, now=studio.clock)
    await studio.storage.tidy(studio.clock + timedelta(days=30))
    assert (await studio.ana("/gallery")).text.endswith("#1 · 2026-11-21 · “…” · not painted")


async def test_favourites_of_everybodys_pictures(studio: Studio) -> None:
    for seed in range(6):
        made = await studio.made(f"/imagine a red fox --count 2 --seed {seed}", studio.ana if seed % 2 else studio.bob)
        await studio.carol.presses(f"favourite:1:{made.now.ballot.generation_id}")
    await studio.carol.presses("favourite:2:3")
    first = await studio.carol("/gallery favourites")
    assert first.text.splitlines()[0] == "♥ Your favourites"
    assert await numbers(first.text) == [6, 5, 4, 3, 3], "a page never ends inside a set"
    assert "#3 picture 2" in first.text
    second = await studio.carol.presses(first.token("gallery"))
    assert await numbers(second.text) == [2, 1]
    chosen = (await studio.generation(2)).variants[0]
    assert second.pictures[0].sha256 == chosen.sha256


@pytest.mark.parametrize(("line", "text"), [("/gallery", "no pictures yet"), ("/gallery favourites", "no favourites yet")])
async def test_nothing_yet(studio: Studio, line: str, text: str) -> None:
    assert text in (await studio.ana(line)).text


async def test_somebody_else_who_presses_sees_their_own(studio: Studio) -> None:
    for seed in range(5):
        await studio.made(f"/imagine a red fox --count 1 --seed {seed}")
    token = (await studio.ana("/gallery")).token("gallery")
    told = await studio.mallory.presses(token)
    assert told.private
    assert told.pictures == ()
    assert "fox" not in told.text


async def test_the_bots_own_secrets_are_in_nobodys_gallery(studio: Studio) -> None:
    await studio.ana("/challenge")
    await studio.settles()
    assert "no pictures yet" in (await studio.ana("/gallery")).text


@pytest.mark.parametrize("line", ["/gallery all", "/gallery mine x", f"/gallery mine {10**30}"])
async def test_what_cannot_be_shown(studio: Studio, line: str) -> None:
    told = await studio.ana(line)
    assert told.private
    assert told.pictures == ()
    assert "Something broke" not in told.text


async def test_an_own_secret_is_described_to_its_author_and_its_file_tells_nobody(studio: Studio) -> None:
    """The author sees the page alone, but the file may lie in a folder that others look into."""
    await studio.ana.alone('/challenge --prompt "a red fox"')
    await studio.settles()
    (picture,) = (await studio.ana("/gallery")).pictures
    assert "a red fox" in picture.alt
    assert picture.filename == "pincel-challenge-1-1.png"


async def test_what_is_seen_is_told_in_the_language_of_the_reader(studio: Studio) -> None:
    studio.brush.drawn = ("fox", "at night")
    await studio.made("/imagine a fox at night --count 1 --seed 1")
    (picture,) = (await studio.ana.speaking("es")("/gallery")).pictures
    assert "Se ve: zorro y noche." in picture.alt
    (picture,) = (await studio.ana("/gallery")).pictures
    assert picture.alt == "A picture for “a fox at night”. It shows: fox and night.", "not picture 1 of 1"
