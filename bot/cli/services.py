"""What the doctor finds out about services and judges: are keys right, is there money, do they answer, do their models live on."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.cli.findings import BROKEN, FINE, NOTE, Finding
from bot.judges import judge_of
from bot.painters import Service, services
from bot.settings import Settings, variable
from commands.core.names import Listed
from generation.catalog import Catalog, Status
from generation.pool import Pool
from generation.providers.base import Tools
from generation.providers.errors import BadKey, ModelGone, OutOfCredit, ProviderError, RateLimited, Timeout, Unreachable
from generation.providers.http import Http
from generation.spool import Spool
from storage.problem import Problem

ASKED_S: Final = 15.0
SOON: Final = timedelta(days=30)
SHOWN: Final = 6
_KEYS: Final = (
    (BadKey, "doctor-service-bad-key"),
    (OutOfCredit, "doctor-service-no-credit"),
    (Unreachable, "doctor-service-unreachable"),
    (Timeout, "doctor-service-unreachable"),
    (RateLimited, "doctor-service-busy"),
    (ModelGone, "doctor-service-model-gone"),
)


def examine(settings: Settings, catalog: Catalog, today: date) -> Iterator[Finding]:
    """A line for each service that is set up, and what is known of models that end."""
    found = services(settings)
    if not found:
        yield Finding(NOTE, "doctor-services", {})
        return
    yield from asyncio.run(_ask_all(settings, found, catalog))
    yield from _ending({service.name for service in found}, catalog, today)


def judging(settings: Settings) -> Finding:
    """Whether a judge reads along, and whether it tells a harmless text from another."""
    return asyncio.run(_judging(settings))


async def _judging(settings: Settings) -> Finding:
    values: dict[str, object] = {"variable": variable("judge_key"), "address": variable("judge_url")}
    async with AsyncExitStack() as stack:
        http = Http()
        stack.push_async_callback(http.close)
        try:
            judge = judge_of(settings, http)
            if judge is None:
                return Finding(NOTE, "doctor-judge-none", {})
            values["service"] = judge.model
            tells = await judge.check()
        except Problem as problem:
            return Finding(BROKEN, f"problem-{problem.key}", dict(problem.details))
        except ProviderError as error:
            key = next((key for known, key in _KEYS if isinstance(error, known)), "doctor-service-trouble")
            return Finding(NOTE if isinstance(error, RateLimited) else BROKEN, key, values | {"reason": str(error)[:160]})
    return Finding(FINE if tells else NOTE, "doctor-judge" if tells else "doctor-judge-blind", values)


async def _ask_all(settings: Settings, found: tuple[Service, ...], catalog: Catalog) -> list[Finding]:
    async with AsyncExitStack() as stack:
        http = Http()
        stack.push_async_callback(http.close)
        pool = Pool(1)
        stack.callback(pool.close)
        folder = Path(stack.enter_context(TemporaryDirectory()))

        async def none(sha256: str) -> bytes:
            raise KeyError(sha256)  # nothing is painted here

        tools = Tools(http, catalog, pool, none, Spool(folder, pool))
        return list(await asyncio.gather(*(_ask(service, settings, tools) for service in found)))


async def _ask(service: Service, settings: Settings, tools: Tools) -> Finding:
    values: dict[str, object] = {
        "service": service.title,
        "variable": f"PINCEL_{service.name.upper()}_KEY",
        "address": f"PINCEL_{service.name.upper()}_API",
        "models": sum(row.provider == service.name and row.status is not Status.RETIRED for row in tools.catalog.models),
    }
    kind = "doctor-local" if service.where == "model" else "doctor-service"
    try:
        async with asyncio.timeout(ASKED_S):
            facts = await service.open(settings, tools).check()
    except TimeoutError:
        return Finding(BROKEN, "doctor-service-unreachable", values | {"reason": "Timeout"})
    except ProviderError as error:
        key = next((key for known, key in _KEYS if isinstance(error, known)), f"{kind}-trouble")
        return Finding(NOTE if isinstance(error, RateLimited) else BROKEN, key, values | {"reason": str(error)[:160]})
    if facts is None:
        return Finding(NOTE, "doctor-service-unasked", values)
    return Finding(FINE, kind, values | {"facts": facts or "none"})


def _ending(names: set[str], catalog: Catalog, today: date) -> Iterator[Finding]:
    """Models of these services whose last day has come or comes soon."""
    dated = [row for row in catalog.models if row.provider in names and row.status is not Status.RETIRED and row.shutdown]
    for key, sign, ends in (
        ("doctor-models-ended", BROKEN, [row for row in dated if date.fromisoformat(row.shutdown) <= today]),
        ("doctor-models-ending", NOTE, [row for row in dated if today < date.fromisoformat(row.shutdown) <= today + SOON]),
    ):
        if ends:
            told = Listed(f"{row.title} ({row.shutdown})" for row in ends[:SHOWN])
            yield Finding(sign, key, {"names": told})
