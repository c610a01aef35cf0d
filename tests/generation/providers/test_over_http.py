"""The same providers over real HTTP on loopback, against services that hold each request against the vendor's document."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from bench.fakes.hosted import FakeHosted
from bench.fakes.queued import WRONG_KEY, FakeQueue
from generation.providers.base import Tools
from generation.providers.bfl import BflProvider
from generation.providers.errors import BadKey, BadRequest, Refused, Timeout, Upstream
from generation.providers.horde import HordeProvider
from generation.providers.http import Http
from generation.providers.later import JobProvider
from tests.generation.providers.desk import KEY, Desk, order, safe
from tests.generation.providers.oracle import document, strict

SEEDS = (7, 8)
AUTH = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture
async def queue(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeQueue]:
    monkeypatch.setattr(JobProvider, "first_s", 0.01)
    monkeypatch.setattr(JobProvider, "most_s", 0.05)
    monkeypatch.setattr(HordeProvider, "first_s", 0.01)
    async with FakeQueue.running(seconds=0.03) as queue:
        yield queue


@pytest.fixture
async def tools(desk: Desk) -> AsyncIterator[Callable[..., Tools]]:
    """As the desk's, with a client that uses the network."""
    http = Http()

    def made(*rows: Any) -> Tools:
        plain = desk.tools(*rows)
        return Tools(http, plain.catalog, plain.pool, plain.pictures, plain.spool)

    yield made
    await http.close()


def horde(tools: Callable[..., Tools], queue: FakeQueue, key: str = KEY) -> tuple[HordeProvider, Any]:
    row = Desk.model(provider="horde", route="Some Model XL", seed=True, negative_prompt=True, provider_batch=4)
    return HordeProvider(tools(row), base=f"{queue.api}/api", key=key), row


def bfl(tools: Callable[..., Tools], queue: FakeQueue, key: str = KEY) -> tuple[BflProvider, Any]:
    row = Desk.model(provider="bfl", route="flux-pro-1.1", seed=True)
    return BflProvider(tools(row), base=queue.api, key=key), row


async def test_the_horde_paints_two_and_is_stopped(queue: FakeQueue, tools: Callable[..., Tools]) -> None:
    queue.holds = strict("ai-horde", "/api")
    here, row = horde(tools, queue)
    wish = order(row, *SEEDS)
    painted = await here.collect(safe(), wish, await here.submit(safe(), wish))
    assert [one.seed for one in painted] == [7, 8]
    assert {Image.open(BytesIO(one.data)).format for one in painted} == {"JPEG"}
    await here.give_up(await here.submit(safe(), wish))
    told = queue.charges
    assert (told["orders"], told["doubled"], told["fetched"], told["stopped"], told["leaks"]) == (2, 1, 1, 1, 0)
    assert await here.check() == "Anonymous#0, -50 kudos"


async def test_black_forest_labs_paints_and_refuses(queue: FakeQueue, tools: Callable[..., Tools]) -> None:
    queue.holds = strict("bfl")
    here, row = bfl(tools, queue)
    ticket = await here.submit(safe(), order(row))
    (one,) = await here.collect(safe(), order(row), ticket)
    assert (one.mime, one.seed, queue.leaks) == ("image/jpeg", 7, 0)
    queue.refuse = lambda _job: True
    with pytest.raises(Refused):
        await here.collect(safe(), order(row), ticket)
    assert await here.check() == "996 credits"


@pytest.mark.parametrize("maker", [horde, bfl])
async def test_a_wrong_key_and_a_lost_answer(
    queue: FakeQueue, tools: Callable[..., Tools], maker: Callable[..., tuple[JobProvider, Any]]
) -> None:
    here, row = maker(tools, queue, WRONG_KEY)
    with pytest.raises(BadKey):
        await here.check()
    with pytest.raises(BadKey):
        await here.submit(safe(), order(row))
    assert queue.charges["orders"] == 0
    queue.lose = 1.0
    here, row = maker(tools, queue)
    with pytest.raises((Upstream, Timeout)) as caught:  # it may have been taken (it was), so it is not handed in again
        await here.submit(safe(), order(row))
    assert not caught.value.again
    assert queue.charges["orders"] == 1


async def test_the_document_is_enforced(queue: FakeQueue, tools: Callable[..., Tools]) -> None:
    if document("bfl") is None:
        pytest.skip("the vendor's document is not here")
    queue.holds = strict("bfl")
    here, row = bfl(tools, queue)
    with pytest.raises(BadRequest, match="1000 is not a multiple of 32"):
        await here.submit(safe(), order(row, width=1000))
    assert queue.charges["orders"] == 0


@pytest.mark.parametrize(
    ("path", "who", "body"),
    [
        ("/openai/deployments/m/images/generations?api-version=v", {"api-key": KEY}, {"prompt": "a fox"}),
        ("/v1beta/models/m:generateContent", {"x-goog-api-key": KEY}, {"contents": []}),
        ("/fal-ai/flux", {"Authorization": f"Key {KEY}"}, {"prompt": "a fox"}),
        ("/v1/models/someone/painter/predictions", AUTH, {"input": {"prompt": "a fox"}}),
    ],
)
async def test_the_services_without_a_document_refuse_what_is_wrong(path: str, who: dict[str, str], body: dict[str, Any]) -> None:
    """Else that they refuse nothing of ours would say nothing."""
    async with FakeHosted.running(KEY) as hosted, httpx.AsyncClient(base_url=hosted.api) as http:
        bad = {"input": body["input"] | {"imagesize": 1}} if "input" in body else body | {"imagesize": 1}
        told = [await http.post(path, json=one, headers=key) for one, key in ((body, who), (bad, who), (body, {}))]
    assert [answer.status_code // 100 for answer in told] == [2, 4, 4]
    assert (len(hosted.orders), len(hosted.faults)) == (1, 1)


async def test_kreas_shape_is_looked_up_stopped_and_charged_once_a_key(queue: FakeQueue) -> None:
    path, body = "/generate/image/bfl/flux-1-dev", {"prompt": "a fox", "width": 1024, "height": 576}
    async with httpx.AsyncClient(base_url=queue.api) as http:
        first, again, other = [
            (await http.post(path, json=body, headers={**AUTH, "Idempotency-Key": key})).json() for key in ("one", "one", "two")
        ]
        assert first["job_id"] == again["job_id"] != other["job_id"]
        await asyncio.sleep(0.05)
        page = (await http.get("/jobs?limit=1", headers=AUTH)).json()
        rest = (await http.get("/jobs", params={"cursor": page["next_cursor"]}, headers=AUTH)).json()
        assert [[one["job_id"] for one in part["items"]] for part in (page, rest)] == [[other["job_id"]], [first["job_id"]]]
        assert rest["next_cursor"] is None
        (url,) = (await http.get(f"/jobs/{first['job_id']}", headers=AUTH)).json()["result"]["urls"]
        assert (await http.get(url)).content.startswith(b"\xff\xd8\xff")
        assert (await http.get(url, headers=AUTH)).status_code == 200
        await http.delete(f"/jobs/{other['job_id']}", headers=AUTH)
        assert (await http.get(f"/jobs/{other['job_id']}", headers=AUTH)).json()["status"] == "cancelled"
        assert (await http.get("/jobs/nobody", headers=AUTH)).status_code == 404
        told = (await http.get("/charges")).json()
    assert [told[name] for name in ("orders", "distinct", "doubled", "fetched", "stopped", "leaks")] == [2, 1, 1, 1, 1, 1]


async def test_it_runs_as_a_program_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.fakes.queued", "--port", "0", cwd=Path(__file__).parents[3], stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        api = (await process.stdout.readline()).decode().strip()
        async with httpx.AsyncClient(base_url=api) as http:
            assert (await http.get("/charges")).json()["orders"] == 0
    finally:
        process.kill()
        await process.wait()
