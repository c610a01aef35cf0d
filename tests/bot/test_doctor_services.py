"""What the doctor says of image services: a right key, a wrong one, no credit, nobody there, models that end; never the key."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bench.fakes.painters import FakePainter
from bench.fakes.queued import WRONG_KEY, FakeQueue
from bot.cli.findings import BROKEN, FINE, NOTE, Finding
from bot.cli.services import _ask_all, examine
from bot.painters import SERVICES, services
from bot.settings import Settings
from commands.core.words import Words
from generation.catalog import Catalog

WORDS = Words.load()
CATALOG = Catalog.load()
TODAY = date(2026, 11, 21)
KEY = "a-key-that-nobody-may-read"
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing listens there


async def asked(**settings: Any) -> Finding:
    """The finding of the one service that these settings switch on; it can be said in every language, and never holds the key."""
    given = Settings.read(None, data=Path("unused"), **settings)
    (finding,) = await _ask_all(given, services(given), CATALOG)
    for locale in ("en", "es", "zh"):
        text = str(WORDS.say(locale, finding.key, **finding.values))
        assert KEY not in text
        assert WRONG_KEY not in text
        assert "{" not in text
    return finding


@pytest.mark.parametrize(("name", "path"), [("krea", ""), ("bfl", ""), ("horde", "/api")])
async def test_a_right_key_and_a_wrong_one(name: str, path: str) -> None:
    async with FakeQueue.running() as queue:
        right = await asked(**{f"{name}_key": KEY, f"{name}_api": queue.api + path})
        wrong = await asked(**{f"{name}_key": WRONG_KEY, f"{name}_api": queue.api + path})
    assert (right.sign, right.key) == (FINE, "doctor-service")
    assert int(str(right.values["models"])) > 0
    assert (wrong.sign, wrong.key) == (BROKEN, "doctor-service-bad-key")
    assert wrong.values["variable"] == f"PINCEL_{name.upper()}_KEY"


async def test_no_credit(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broke(_self: FakeQueue, _request: web.Request) -> web.Response:
        return web.json_response({"credits": 0.0})

    monkeypatch.setattr(FakeQueue, "_bfl_credits", broke)
    async with FakeQueue.running() as queue:
        found = await asked(bfl_key=KEY, bfl_api=queue.api)
    assert (found.sign, found.key) == (BROKEN, "doctor-service-no-credit")


@pytest.mark.parametrize("name", [service.name for service in SERVICES if service.name not in ("azure", "local")])
async def test_nobody_there(name: str) -> None:
    found = await asked(**{f"{name}_key": KEY, f"{name}_api": NOBODY})
    assert found.key in {"doctor-service-unreachable", "doctor-service-unasked"}
    assert (found.sign == NOTE) is (found.key == "doctor-service-unasked"), "who has no free look is told so"


async def test_a_server_of_ones_own() -> None:
    async with FakePainter.running() as painter:
        server = await asked(server_api=painter.openai)
        forge = await asked(sdapi_api=painter.sdapi)
    assert (server.key, forge.key) == ("doctor-service", "doctor-service")


async def test_a_model_on_this_computer(tmp_path: Path) -> None:
    found = await asked(local_model=str(tmp_path / "nowhere"))
    assert (found.sign, found.key) == (BROKEN, "doctor-local-trouble")
    assert "PINCEL_LOCAL_MODEL is not a folder" in str(found.values["reason"])


async def test_what_answers_is_not_the_service() -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<html>Welcome to nginx!</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        found = await asked(krea_key=KEY, krea_api=f"http://127.0.0.1:{runner.addresses[0][1]}")
    finally:
        await runner.cleanup()
    assert (found.sign, found.key) == (BROKEN, "doctor-service-trouble")


def test_without_services_that_is_worth_knowing(tmp_path: Path) -> None:
    (found,) = examine(Settings.read(None, data=tmp_path), CATALOG, TODAY)
    assert (found.sign, found.key) == (NOTE, "doctor-services")


def test_models_that_end_or_have_ended(tmp_path: Path) -> None:
    settings = Settings.read(None, data=tmp_path, openai_key=KEY, openai_api=NOBODY)
    before = {found.key: found.sign for found in examine(settings, CATALOG, TODAY)}
    assert before["doctor-models-ending"] == NOTE, "the rows of OpenAI hold one that ends within a month"
    after = {found.key: found.sign for found in examine(settings, CATALOG, date(2027, 1, 15))}
    assert after["doctor-models-ended"] == BROKEN
    assert "doctor-models-ending" not in after
