"""Uploads of a wish that comes to nothing leave nothing; those of one that is accepted, or of somebody else's, stay."""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.records import InputPicture
from storage.storage import Storage
from tests.storage.conftest import ANA, BO, Paint


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


async def test_forgetting_takes_what_was_sent_also_where_somebody_painted_the_wish_again(
    storage: Storage, data_folder: Path, accept: Paint, paint: Paint
) -> None:
    sent, drawn = await storage.pictures.put(b"a photo"), await storage.pictures.put(b"a drawing")
    await paint(BO, pictures=(drawn,))
    goes_by = (InputPicture("image_prompt", sent), InputPicture("image_prompt", drawn))
    await accept(ANA, inputs=goes_by)
    await accept(BO, inputs=goes_by)
    await storage.people.forget(ANA)
    assert there(data_folder) == {drawn}, "what somebody else had drawn stays theirs"
