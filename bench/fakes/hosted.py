"""Azure's, Google's, fal's and Replicate's image APIs on loopback: each takes only what its vendor takes, and counts orders."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Self

from aiohttp import web
from PIL import Image

from bench.fakes.loopback import served

PICTURE_PX = 96

Json = dict[str, Any]


@dataclass
class FakeHosted:
    """`async with FakeHosted.running(key) as hosted`: point the four providers at `.api`.

    `orders`: path and body of what was taken; `faults`: what was not, and why.
    """

    key: str
    api: str = ""
    orders: list[tuple[str, Json]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    polls: int = 0
    leaks: int = 0

    @classmethod
    @asynccontextmanager
    async def running(cls, key: str) -> AsyncIterator[Self]:
        """A server on a free port of loopback."""
        here = cls(key)
        async with served(
            [
                web.post("/openai/deployments/{deployment}/images/generations", here._azure),
                web.post("/v1beta/models/{model}:generateContent", here._gemini),
                web.post("/v1/models/{owner}/{name}/predictions", here._replicate),
                web.get("/v1/predictions/{number}", here._prediction),
                web.get("/pictures/{number}.jpg", here._picture),
                web.get("/requests/{number}/status", here._fal_state),
                web.get("/requests/{number}", here._fal_result),
                web.post("/fal-ai/{model:.+}", here._fal),
            ]
        ) as address:
            here.api = address
            yield here

    async def _taken(self, request: web.Request, shown: str | None, known: str) -> Json:
        """The body of an order, which is painted from here on. Raises what is answered to a wrong key or a field too many."""
        if shown != self.key:
            raise web.HTTPUnauthorized
        body: Json = await request.json()
        wrong = [name for name in body.get("input", body) if name not in known.split()]
        if wrong:
            self.faults.append(f"{request.path}: {', '.join(wrong)}")
            raise web.HTTPBadRequest(text=self.faults[-1])
        self.orders.append((request.path, body))
        return body

    async def _azure(self, request: web.Request) -> web.Response:
        known = "prompt n size quality output_format output_compression moderation background user style response_format"
        body = await self._taken(request, request.headers.get("api-key"), known if request.query.get("api-version") else "")
        pictures = [{"b64_json": _text(len(self.orders), number)} for number in range(int(body.get("n", 1)))]
        return web.json_response({"created": 1, "data": pictures})

    async def _gemini(self, request: web.Request) -> web.Response:
        await self._taken(request, request.headers.get("x-goog-api-key"), "contents generationConfig safetySettings")
        part = {"inlineData": {"mimeType": "image/jpeg", "data": _text(len(self.orders))}}
        return web.json_response({"candidates": [{"content": {"parts": [part]}, "finishReason": "STOP"}]})

    async def _fal(self, request: web.Request) -> web.Response:
        known = (
            "prompt image_size num_images output_format seed enable_safety_checker guidance_scale num_inference_steps acceleration"
        )
        await self._taken(request, _bearer(request, "Key"), known)
        job = f"{self.api}/requests/{len(self.orders)}"
        return web.json_response({"status": "IN_QUEUE", "status_url": f"{job}/status", "cancel_url": f"{job}/cancel"})

    async def _fal_state(self, _request: web.Request) -> web.Response:
        self.polls += 1
        return web.json_response({"status": "IN_PROGRESS" if self.polls % 2 else "COMPLETED"})

    async def _fal_result(self, request: web.Request) -> web.Response:
        return web.json_response({"images": [{"url": f"{self.api}/pictures/{request.match_info['number']}.jpg"}]})

    async def _replicate(self, request: web.Request) -> web.Response:
        known = (
            "prompt aspect_ratio num_outputs output_format output_quality seed disable_safety_checker megapixels go_fast guidance"
        )
        await self._taken(request, _bearer(request, "Bearer"), f"{known} num_inference_steps")
        return web.json_response(self._told(len(self.orders), "starting"), status=201)

    async def _prediction(self, request: web.Request) -> web.Response:
        self.polls += 1
        return web.json_response(self._told(int(request.match_info["number"]), "processing" if self.polls % 2 else "succeeded"))

    def _told(self, number: int, status: str) -> Json:
        output = [f"{self.api}/pictures/{number}.jpg"] if status == "succeeded" else None
        return {"id": str(number), "status": status, "output": output, "urls": {"get": f"{self.api}/v1/predictions/{number}"}}

    async def _picture(self, request: web.Request) -> web.Response:
        self.leaks += self.key in str(dict(request.headers))
        return web.Response(body=_painted(int(request.match_info["number"])), content_type="image/jpeg")


def _bearer(request: web.Request, scheme: str) -> str | None:
    return request.headers.get("Authorization", "").removeprefix(f"{scheme} ")


def _text(*numbers: int) -> str:
    return base64.b64encode(_painted(*numbers)).decode()


def _painted(*numbers: int) -> bytes:
    """A picture of one colour, another for other numbers."""
    out = BytesIO()
    shade = sum(77 * number for number in numbers) % 256
    Image.new("RGB", (PICTURE_PX, PICTURE_PX), (shade, 255 - shade, 120)).save(out, "JPEG")
    return out.getvalue()
