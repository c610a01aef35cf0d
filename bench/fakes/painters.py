"""Image services on loopback: OpenAI's image API and AUTOMATIC1111's, as one server of a person's own speaks both.

It outlives the bot, counts what it was paid for, and holds each order against OpenAI's document when it is given that.
"""

import asyncio
import base64
import colorsys
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Self
from zlib import crc32

from aiohttp import web
from jsonschema import Draft202012Validator
from PIL import Image
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from bench.fakes.loopback import served

MODEL = "sd-cpp-local"
PLAIN_PX = 1024
MOST_PX = 2048

Json = dict[str, Any]


@dataclass(frozen=True)
class Ordered:
    """An order that was taken: which path, its fields, and its files by name."""

    path: str
    fields: Json
    files: Mapping[str, list[bytes]]
    pictures: int


@dataclass
class FakePainter:
    """`async with FakePainter.running() as painter`: point a provider at `.openai` or `.sdapi`; `.charged` counts pictures.

    `document`: OpenAI's OpenAPI document; then an order that it does not allow is refused. `key`: what must be shown.
    `slow_s`: how long a picture takes. `refuse`: a test's own trouble, asked before an order is taken.
    """

    document: Mapping[str, Any] | None = None
    key: str = ""
    slow_s: float = 0.0
    refuse: Callable[[str, Json], web.Response | None] = lambda _path, _fields: None
    openai: str = ""
    sdapi: str = ""
    orders: list[Ordered] = field(default_factory=list)
    at_work: int = 0
    most_at_once: int = 0

    @classmethod
    @asynccontextmanager
    async def running(cls, **options: Any) -> AsyncIterator[Self]:
        """A server on a free port of loopback."""
        here = cls(**options)
        async with served(
            [
                web.get("/v1/models", here._models),
                web.post("/v1/images/generations", here._openai),
                web.post("/v1/images/edits", here._openai),
                web.get("/sdapi/v1/sd-models", here._checkpoints),
                web.post("/sdapi/v1/txt2img", here._sdapi),
                web.post("/sdapi/v1/img2img", here._sdapi),
            ]
        ) as address:
            here.sdapi, here.openai = address, f"{address}/v1"
            yield here

    @property
    def charged(self) -> int:
        """How many pictures were painted and charged."""
        return sum(order.pictures for order in self.orders)

    async def _models(self, request: web.Request) -> web.Response:
        if not self._known(request):
            return _sorry(401, "invalid_api_key", "no such key")
        return web.json_response({"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "local"}]})

    async def _checkpoints(self, _request: web.Request) -> web.Response:
        return web.json_response([{"title": MODEL, "model_name": MODEL, "hash": None, "filename": MODEL}])

    async def _openai(self, request: web.Request) -> web.Response:
        if not self._known(request):
            return _sorry(401, "invalid_api_key", "no such key")
        fields, files = await _read(request)
        fault = self._fault(request, fields, files)
        if fault:
            return _sorry(400, "invalid_value", fault)
        trouble = self.refuse(request.path, fields)
        if trouble is not None:
            return trouble
        width, height = _size(str(fields.get("size") or "auto"))
        pictures = await self._painted(request.path, fields, files, int(fields.get("n") or 1), width, height)
        data = [{"b64_json": base64.b64encode(one).decode()} for one in pictures]
        return web.json_response({"created": int(time.time()), "data": data})

    async def _sdapi(self, request: web.Request) -> web.Response:
        fields = dict(await request.json())
        trouble = self.refuse(request.path, fields)
        if trouble is not None:
            return trouble
        count, seed = int(fields.get("batch_size", 1)), int(fields.get("seed", -1))
        width, height = int(fields.get("width", 512)), int(fields.get("height", 512))
        pictures = await self._painted(request.path, fields, {}, count, width, height)
        seeds = [max(seed, 0) + index for index in range(count)]
        images = [base64.b64encode(one).decode() for one in pictures]
        return web.json_response({"images": images, "parameters": fields, "info": json.dumps({"all_seeds": seeds})})

    async def _painted(
        self, path: str, fields: Json, files: Mapping[str, list[bytes]], count: int, wide: int, high: int
    ) -> list[bytes]:
        self.at_work += 1
        self.most_at_once = max(self.most_at_once, self.at_work)
        try:
            await asyncio.sleep(self.slow_s)
        finally:
            self.at_work -= 1
        self.orders.append(Ordered(path, fields, files, count))
        kind = "PNG" if fields.get("output_format", "jpeg") == "png" else "JPEG"
        number = len(self.orders)
        return [_picture(f"{fields.get('prompt')}{number}{index}", wide, high, kind) for index in range(count)]

    def _known(self, request: web.Request) -> bool:
        return not self.key or request.headers.get("Authorization") == f"Bearer {self.key}"

    def _fault(self, request: web.Request, fields: Json, files: Mapping[str, list[bytes]]) -> str:
        """What the document has against an order, "" when nothing or there is none."""
        if self.document is None:
            return ""
        content = self.document["paths"][request.path.removeprefix("/v1")]["post"]["requestBody"]["content"]
        if request.content_type not in content:
            return f"a body of {request.content_type}"
        schema = {"$ref": f"urn:document{content[request.content_type]['schema']['$ref']}"}
        registry: Registry[Any] = Registry().with_resource("urn:document", DRAFT202012.create_resource(self.document))
        validator = Draft202012Validator(schema, registry=registry)
        if request.content_type == "application/json":
            return "; ".join(error.message for error in validator.iter_errors(fields))
        # A form's values are text: those that say a number are read as one, and a file is any text.
        read = {name: int(value) if re.fullmatch(r"[0-9]+", value) else value for name, value in fields.items()}
        read |= {name.removesuffix("[]"): ["file"] * len(own) if len(own) > 1 else "file" for name, own in files.items()}
        known = registry.resolver().lookup(schema["$ref"]).contents["properties"]
        unknown = [f"unknown part {name!r}" for name in read if name not in known]
        return "; ".join([*(error.message for error in validator.iter_errors(read)), *unknown])


def moderated(*categories: str) -> web.Response:
    """OpenAI's refusal of an order."""
    details = {"moderation_stage": "input", "categories": list(categories)}
    error = {"message": "Your request was rejected by the safety system.", "type": "image_generation_user_error", "param": None}
    return web.json_response({"error": error | {"code": "moderation_blocked", "moderation_details": details}}, status=400)


def _sorry(status: int, code: str, message: str) -> web.Response:
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return web.json_response({"error": error}, status=status)


async def _read(request: web.Request) -> tuple[Json, dict[str, list[bytes]]]:
    if request.content_type == "application/json":
        return dict(await request.json()), {}
    fields: Json = {}
    files: dict[str, list[bytes]] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files.setdefault(name, []).append(value.file.read())
        else:
            fields[name] = str(value)
    return fields, files


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{2,4})x([0-9]{2,4})", text)
    return (min(int(found[1]), MOST_PX), min(int(found[2]), MOST_PX)) if found else (PLAIN_PX, PLAIN_PX)


def _picture(words: str, width: int, height: int, kind: str) -> bytes:
    """A picture of one colour, another for other words."""
    colour = colorsys.hsv_to_rgb(crc32(words.encode()) / 2**32, 0.5, 0.9)
    out = BytesIO()
    Image.new("RGB", (width, height), tuple(round(255 * part) for part in colour)).save(out, kind)
    return out.getvalue()
