"""Uploads of a wish that comes to nothing leave nothing; those of one that is accepted, or of somebody else's, stay."""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.records import InputPicture
from storage.storage import Storage
from tests.storage.conftest import Paint


def there(folder: Path) -> set[str]:
    return {path.name for path in (folder / "pictures").glob("??/*")}


async def test_a_wish_that_is_refused_leaves_nothing(storage: Storage, data_folder: Path) -> None:
    async def refused() -> None:
        async with storage.lending.lent([b"one", b"two"]) as names:
            assert there(data_folder) == set(names)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await refused()
    assert there(data_folder) == set()


async def test_what_a_record_stands_on_stays(storage: Storage, data_folder: Path, paint: Paint) -> None:
    kept = await storage.pictures.put(b"one")
    await paint(pictures=(kept,))
    async with storage.lending.lent([b"one", b"two"]) as names:
        assert names[0] == kept
    assert there(data_folder) == {kept}


async def test_the_same_picture_twice_and_of_two_people_at_once(storage: Storage, data_folder: Path) -> None:
    async with storage.lending.lent([b"one", b"one"]) as mine:
        assert mine[0] == mine[1]
        async with storage.lending.lent([b"one"]) as theirs:
            assert theirs == mine[:1]
        assert there(data_folder) == {mine[0]}, "somebody is still busy with it"
    assert there(data_folder) == set()


async def test_inputs_of_a_wish_are_a_record(storage: Storage, data_folder: Path, paint: Paint) -> None:
    made = await paint()
    async with storage.lending.lent([b"one"]) as (name,):
        request = replace(made.request, inputs=(InputPicture("style_reference", name, 0.5),))
        await storage.generations.accept(
            request, key="goes by one", model="sketch", why="", cost_units=0, now=made.created_at, day_limit_units=9
        )
    assert name in there(data_folder)
