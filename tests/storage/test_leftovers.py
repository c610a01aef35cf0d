"""Picture files without a record: gone after a day, and nothing that anybody may still need."""

import os
import time
from pathlib import Path

from storage.leftovers import OLD_S, sweep
from storage.storage import Storage
from tests.storage.conftest import NOON, Paint, opened


def aged(folder: Path, *names: str) -> None:
    """Nobody has touched these for two days (without names: all)."""
    for path in (folder / "pictures").glob("??/*"):
        if not names or path.name in names:
            os.utime(path, (time.time() - 2 * OLD_S,) * 2)


def there(folder: Path) -> set[str]:
    return {path.name for path in (folder / "pictures").glob("??/*")}


async def test_only_what_is_old_and_nobodys_goes(storage: Storage, data_folder: Path, paint: Paint) -> None:
    variant, sheet, shown, orphan, young, again = [await storage.pictures.put(text.encode()) for text in "abcdef"]
    made = await paint(pictures=(variant,), sheet=sheet)
    game = await opened(storage, made.id)
    await storage.challenges.pictured(game.id, shown)
    aged(data_folder, variant, sheet, shown, orphan, again)
    assert await storage.pictures.put(b"f") == again, "wanted again, so it counts as new"
    (data_folder / "pictures" / "notes.txt").write_text("not ours")
    assert await sweep(storage._database, storage.pictures) == 1
    assert there(data_folder) == {variant, sheet, shown, young, again}
    assert (data_folder / "pictures" / "notes.txt").exists()


async def test_while_something_is_being_painted_nothing_goes(storage: Storage, data_folder: Path, accept: Paint) -> None:
    collected = await storage.pictures.put(b"checked, and not in the records yet")
    made = await accept()
    aged(data_folder)
    assert await sweep(storage._database, storage.pictures) == 0
    await storage.generations.failed(made.id, problem="painting-failed", error_id=None, now=NOON)
    assert await sweep(storage._database, storage.pictures) == 1
    assert collected not in there(data_folder)


async def test_it_takes_no_longer_than_it_may_and_comes_to_all_in_the_end(storage: Storage, data_folder: Path) -> None:
    for number in range(40):
        await storage.pictures.put(str(number).encode())
    aged(data_folder)
    assert await sweep(storage._database, storage.pictures, patience_s=-1) == 0
    assert len(there(data_folder)) == 40
    assert await sweep(storage._database, storage.pictures, patience_s=60) == 40


async def test_every_start_sweeps(data_folder: Path) -> None:
    first = await Storage.open(data_folder)
    await first.pictures.put(b"nobody's")
    await first.close()
    aged(data_folder)
    second = await Storage.open(data_folder)
    await second.close()
    assert there(data_folder) == set()
