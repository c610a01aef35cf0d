"""Image services with a queue on loopback, in the wire shapes of Krea, Black Forest Labs and AI Horde. They count charges.

`python -m bench.fakes.queued --port 4010` runs until it is stopped; `GET /charges` says what was ordered and how often.
"""

import argparse
import asyncio
import itertools
import json
import random
import time
import uuid
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any, Self

from aiohttp import web
from PIL import Image

from bench.fakes.loopback import served

PICTURE_PX = 96
KEYS = ("authorization", "x-key", "apikey")
WRONG_KEY = "wrong"
PAGE = 100

Json = dict[str, Any]


@dataclass
class Job:
    """An order that was taken, and thereby paid. `pictures`: how many it makes; `fetched`: how many of them somebody came for."""

    path: str
    body: Json
    seconds: float
    pictures: int = 1
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    born: float = field(default_factory=time.monotonic)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    stopped: bool = False
    fetched: int = 0

    @property
    def done(self) -> bool:
        return not self.stopped and time.monotonic() >= self.born + self.seconds

    @property
    def what(self) -> str:
        """The same for orders that ask for the same."""
        return f"{self.path} {json.dumps(self.body, sort_keys=True)}"


class FakeQueue:
    """`async with FakeQueue.running() as queue`: point providers at `.api` (AI Horde's at `.api` + "/api").

    `seconds`: how long a picture takes. `linger`: how long the answer to an order that was already taken stays out. `lose`: the
    share of such answers that never come. `holds`: what a document has against a request (method, path, headers, body); "" nothing.
    """

    def __init__(self, *, seconds: float = 0.05, linger: float = 0.0, lose: float = 0.0, seed: int = 0) -> None:
        self.api = ""
        self.seconds, self.linger, self.lose = seconds, linger, lose
        self.jobs: dict[str, Job] = {}
        self.leaks = 0  # downloads that brought a key along
        self.calls: Counter[str] = Counter()
        self.holds: Callable[[str, str, Mapping[str, str], bytes], str] = lambda _method, _path, _headers, _body: ""
        self.refuse: Callable[[Job], bool] = lambda _job: False  # ends as each vendor's own refusal
        self._keys: dict[str, str] = {}
        self._dice = random.Random(seed)
        self._assets = itertools.count(1)

    @classmethod
    @asynccontextmanager
    async def running(cls, *, port: int = 0, **options: Any) -> AsyncIterator[Self]:
        """A server on that port of loopback, or on a free one."""
        here = cls(**options)
        async with served(here._routes(), port=port, middlewares=[here._guarded]) as address:
            here.api = address
            yield here

    @property
    def charges(self) -> Json:
        """`orders` were paid, for `distinct` wishes; `doubled` were so for nothing."""
        wishes = Counter(job.what for job in self.jobs.values())
        return {
            "orders": len(self.jobs),
            "distinct": len(wishes),
            "doubled": len(self.jobs) - len(wishes),
            "fetched": sum(bool(job.fetched) for job in self.jobs.values()),
            "stopped": sum(job.stopped for job in self.jobs.values()),
            "leaks": self.leaks,
            "calls": dict(self.calls),
        }

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.get("/charges", self._told),
            web.get("/pictures/{id}/{number}.jpg", self._picture),
            web.post("/generate/image/{vendor}/{model:.+}", self._krea_order),
            web.get("/jobs", self._krea_list),
            web.get("/jobs/{id}", self._krea_job),
            web.delete("/jobs/{id}", self._krea_stop),
            web.post("/assets", self._krea_asset),
            web.get("/v1/credits", self._bfl_credits),
            web.get("/v1/get_result", self._bfl_result),
            web.post("/v1/{route}", self._bfl_order),
            web.post("/api/v2/generate/async", self._horde_order),
            web.get("/api/v2/generate/check/{id}", self._horde_check),
            web.get("/api/v2/generate/status/{id}", self._horde_status),
            web.delete("/api/v2/generate/status/{id}", self._horde_stop),
            web.get("/api/v2/find_user", self._horde_user),
        ]

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        keys = [request.headers[name] for name in KEYS if name in request.headers]
        if request.path.startswith(("/charges", "/pictures")):
            self.leaks += bool(keys)
        else:
            self.calls[f"{request.method} {request.path.split('/')[1]}"] += 1
            if not keys or any(WRONG_KEY in key for key in keys):
                return web.json_response({"error": "Unauthorized", "message": "no such key", "rc": "InvalidAPIKey"}, status=401)
            fault = self.holds(request.method, request.path_qs, request.headers, await request.read())
            if fault:
                return web.json_response({"error": fault}, status=400)
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _told(self, _request: web.Request) -> web.Response:
        return web.json_response(self.charges)

    async def _picture(self, request: web.Request) -> web.Response:
        job = self._job(request)
        number = int(request.match_info["number"])
        if not job.done or number > job.pictures:
            raise web.HTTPNotFound
        job.fetched += 1
        return web.Response(body=_painted(zlib.crc32(job.what.encode()) + number), content_type="image/jpeg")

    async def _taken(self, request: web.Request, pictures: int = 1) -> Job:
        """The order is paid from here on, whatever becomes of the answer. The same `Idempotency-Key` is the same job."""
        key = request.headers.get("Idempotency-Key", "")
        job = self.jobs.get(self._keys.get(key, ""))
        if job is None:
            job = Job(request.path, await request.json(), self.seconds, pictures)
            self.jobs[job.id] = job
            if key:
                self._keys[key] = job.id
        await asyncio.sleep(self.linger)
        if self._dice.random() < self.lose and request.transport is not None:
            request.transport.abort()
        return job

    def _job(self, request: web.Request, number: str | None = None) -> Job:
        job = self.jobs.get(number or request.match_info["id"])
        if job is None:
            raise web.HTTPNotFound(text='{"error": "Job not found"}', content_type="application/json")
        return job

    def _urls(self, job: Job) -> list[str]:
        return [f"{self.api}/pictures/{job.id}/{number}.jpg" for number in range(1, job.pictures + 1)]

    # Krea

    def _krea(self, job: Job) -> Json:
        told: Json = {
            "job_id": job.id,
            "status": "processing",
            "created_at": _time(job.created),
            "completed_at": None,
            "result": None,
        }
        if job.stopped:
            return told | {"status": "cancelled"}
        if not job.done:
            return told
        if self.refuse(job):
            return told | {"status": "failed", "error": {"code": "unknown", "message": "content moderation"}}
        return told | {"status": "completed", "completed_at": _time(job.created), "result": {"urls": self._urls(job)}}

    async def _krea_order(self, request: web.Request) -> web.Response:
        job = await self._taken(request)
        return web.json_response(self._krea(job))

    async def _krea_job(self, request: web.Request) -> web.Response:
        return web.json_response(self._krea(self._job(request)))

    async def _krea_stop(self, request: web.Request) -> web.Response:
        self._job(request).stopped = True
        return web.json_response({})

    async def _krea_list(self, request: web.Request) -> web.Response:
        """Newest first; the cursor is the time before which the next page was created."""
        before, limit = request.query.get("cursor"), int(request.query.get("limit", PAGE))
        listed = sorted(self.jobs.values(), key=lambda job: job.created, reverse=True)
        if before is not None:
            listed = [job for job in listed if _time(job.created) < before]
        told = [self._krea(job) for job in listed]
        if "status" in request.query:
            told = [one for one in told if one["status"] == request.query["status"]]
        page = [{name: value for name, value in one.items() if value is not None} for one in told[:limit]]
        return web.json_response({"items": page, "next_cursor": page[-1]["created_at"] if len(told) > limit else None})

    async def _krea_asset(self, request: web.Request) -> web.Response:
        form = await request.post()
        upload = form.get("file")
        if not isinstance(upload, web.FileField):
            return web.json_response({"error": "no file"}, status=400)
        data = upload.file.read()
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
        told: Json = {
            "id": str(uuid.uuid4()),
            "image_url": f"{self.api}/assets/{next(self._assets)}",
            "uploaded_at": _time(datetime.now(UTC)),
        }
        told |= {"width": width, "height": height, "size_bytes": len(data), "mime_type": upload.content_type}
        return web.json_response(told)

    # Black Forest Labs

    async def _bfl_order(self, request: web.Request) -> web.Response:
        job = await self._taken(request)
        return web.json_response({"id": job.id, "polling_url": f"{self.api}/v1/get_result?id={job.id}", "cost": 4.0})

    async def _bfl_result(self, request: web.Request) -> web.Response:
        job = self.jobs.get(request.query.get("id", ""))
        if job is None:
            return web.json_response({"id": request.query.get("id", ""), "status": "Task not found", "result": None}, status=404)
        told: Json = {"id": job.id, "status": "Pending", "result": None, "progress": 0.5}
        if job.done:
            told |= {"status": "Ready", "result": {"sample": self._urls(job)[0], "seed": job.body.get("seed") or 1}}
            if self.refuse(job):
                told |= {"status": "Content Moderated", "result": None, "details": {"Moderation Reasons": ["Safety Filter"]}}
        return web.json_response(told)

    async def _bfl_credits(self, _request: web.Request) -> web.Response:
        return web.json_response({"credits": 1000.0 - 4 * len(self.jobs)})

    # AI Horde

    async def _horde_order(self, request: web.Request) -> web.Response:
        job = await self._taken(request, int((await request.json()).get("params", {}).get("n", 1)))
        return web.json_response({"id": job.id, "kudos": 10.0}, status=202)

    def _horde(self, job: Job) -> Json:
        return {"done": job.done, "faulted": job.stopped, "is_possible": True, "waiting": int(not job.done), "wait_time": 1}

    async def _horde_check(self, request: web.Request) -> web.Response:
        return web.json_response(self._horde(self._job(request)))

    async def _horde_status(self, request: web.Request) -> web.Response:
        job = self._job(request)
        first, censored = int(job.body.get("params", {}).get("seed", "1")), self.refuse(job)
        made: list[Json] = [
            {"img": url, "seed": str(seed), "censored": censored, "state": "censored" if censored else "ok", "gen_metadata": []}
            for seed, url in enumerate(self._urls(job), start=first)
        ]
        return web.json_response(self._horde(job) | {"generations": made if job.done else []})

    async def _horde_stop(self, request: web.Request) -> web.Response:
        job = self._job(request)
        job.stopped = True
        return web.json_response(self._horde(job) | {"generations": []})

    async def _horde_user(self, _request: web.Request) -> web.Response:
        return web.json_response({"username": "Anonymous#0", "kudos": -50.0})


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


@cache
def _painted(number: int) -> bytes:
    """A small picture, another one for another number; light, for the picture check doubts what is nearly black."""
    out = BytesIO()
    image = Image.new(
        "RGB", (PICTURE_PX, PICTURE_PX), (40 + (number & 0x3F), 90 + (number >> 6 & 0x3F), 170 + (number >> 12 & 0x3F))
    )
    image.paste((255, 255, 255), (PICTURE_PX // 4, PICTURE_PX // 4, PICTURE_PX // 2, PICTURE_PX // 2))
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


async def _serve(port: int, seconds: float, linger: float, lose: float) -> None:
    async with FakeQueue.running(port=port, seconds=seconds, linger=linger, lose=lose) as queue:
        print(queue.api, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m bench.fakes.queued", description=__doc__)
    arguments.add_argument("--port", type=int, default=0, help="0: a free one, which the first line says")
    arguments.add_argument("--seconds", type=float, default=0.05, help="how long a picture takes")
    arguments.add_argument("--linger", type=float, default=0.0, help="seconds between an order's charge and its answer")
    arguments.add_argument("--lose", type=float, default=0.0, help="share of orders whose answer never comes")
    given = arguments.parse_args()
    try:
        asyncio.run(_serve(given.port, given.seconds, given.linger, given.lose))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
