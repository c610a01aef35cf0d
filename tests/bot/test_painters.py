"""Which services the settings switch on, and that what one of them started ends with the house."""

import sys
from contextlib import AsyncExitStack
from pathlib import Path

from bot.app import _elsewhere
from bot.painters import services
from bot.settings import Settings
from generation.catalog import Catalog
from generation.pool import Pool
from generation.ports import AT_ONCE, Limited
from generation.providers.local import LocalProvider
from generation.providers.local_process import Limits, LocalProcess
from generation.spool import Spool
from storage.storage import Storage

STARTS = "import json; print(json.dumps({'ready': 'Tiny'}), flush=True); input(); print('{}', flush=True); input()"


def test_a_model_on_this_computer_is_switched_on_by_its_folder() -> None:
    assert [service.name for service in services(Settings.read(None, local_model="~/sdxl"))] == ["local"]
    assert services(Settings.read(None, local_options="num_inference_steps=4")) == ()


async def test_each_is_handed_as_many_orders_as_its_row_says(tmp_path: Path) -> None:
    home = {"sdapi_api": "http://127.0.0.1:7860", "server_api": "http://127.0.0.1:1234/v1", "local_model": str(tmp_path)}
    settings = Settings.read(None, data=tmp_path, krea_key="k", bfl_key="k", horde_key="0000000000", **home)
    storage, pool = await Storage.open(tmp_path), Pool()
    try:
        async with AsyncExitStack() as stack:
            found, _ = _elsewhere(settings, storage, pool, Catalog.load(), Spool(tmp_path / "spool", pool), stack)
            told = {name: one.at_once for name, one in found.items() if isinstance(one, Limited)}
        assert told == {"krea": AT_ONCE, "bfl": AT_ONCE, "server": 2, "sdapi": 1, "horde": 2, "local": 1}
    finally:
        await storage.close()
        pool.close()


async def test_the_process_of_a_model_ends_with_the_house(tmp_path: Path) -> None:
    settings = Settings.read(None, data=tmp_path, local_model=str(tmp_path), local_options="num_inference_steps=4")
    storage, pool = await Storage.open(tmp_path), Pool()
    try:
        async with AsyncExitStack() as stack:
            found, _ = _elsewhere(settings, storage, pool, Catalog.load(), Spool(tmp_path / "spool", pool), stack)
            local = found["local"]
            assert isinstance(local, LocalProvider)
            assert (local._folder, local._options) == (tmp_path, "num_inference_steps=4")
            local._process = LocalProcess((sys.executable, "-I", "-S", "-c", STARTS), Limits())
            await local._process._begin()
            process = local._process._process
            assert process is not None
            assert process.returncode is None
        assert process.returncode is not None
    finally:
        await storage.close()
        pool.close()
