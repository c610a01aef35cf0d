"""The desk at which a provider is tested: a vendor that says what the test wrote down; rows, pool and spool are real.

async def test_a_fox_is_painted(desk: Desk) -> None:
    row = desk.model(provider="krea", route="/generate/image/bfl/flux-1-dev")
    desk.says("POST https://api.krea.ai/generate/image/bfl/flux-1-dev", Says(json={"job_id": "7"}))
    desk.says("GET https://gen.krea.ai/1.png", Says(content=JPEG))
    krea = KreaProvider(desk.tools(row), base="https://api.krea.ai", key=KEY)
    ticket = await krea.submit(safe("a fox"), order(row))
    assert desk.sent[-1].json["prompt"].startswith("a fox")
"""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import httpx
from PIL import Image

from generation.catalog import Catalog, Model
from generation.pool import Pool
from generation.ports import Order
from generation.providers.base import Tools
from generation.providers.http import Http
from generation.rows import Input, Inputs
from generation.safety.prompt import _GUARD_ONLY, SafePrompt
from generation.spool import Spool
from storage.problem import Problem
from storage.records import Audience, InputPicture

KEY: Final = "key-that-nobody-may-read"  # must be found in no error, log or ticket
PUBLIC: Final = "93.184.216.34"
NO_INPUT: Final = Input("", 0)
NO_INPUTS: Final = Inputs(NO_INPUT, NO_INPUT, NO_INPUT, NO_INPUT, NO_INPUT, NO_INPUT)


def picture(kind: str = "JPEG", size: tuple[int, int] = (32, 24), colour: str = "orange") -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


JPEG: Final = picture()
PNG: Final = picture("PNG")


def safe(words: str = "a fox in a boat", *, negative: str = "weapons, blood", audience: Audience = Audience.CHILDREN) -> SafePrompt:
    """A prompt as the guard seals it."""
    return SafePrompt(
        words=words,
        text=f"You draw for children. The words: {words}",
        positive=f"{words}, friendly",
        negative=negative,
        metaprompt_id="0" * 12,
        audience=audience,
        _seal=_GUARD_ONLY,
    )


def order(row: Model, *seeds: int, **changes: Any) -> Order:
    """An order to that row, for one picture of seed 7 and 1:1 unless it is said otherwise."""
    plain = Order("pincel-12-1", row.id, row.route, "1:1", 1024, 1024, seeds or (7,))
    return replace(plain, **changes)


@dataclass(frozen=True)
class Says:
    """One answer of a vendor. `json` or `content` (bytes, or pieces of them); `raises`: what happens to the connection instead."""

    status: int = 200
    json: Any = None
    content: bytes | Sequence[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    raises: type[httpx.TransportError] | None = None

    def response(self) -> httpx.Response:
        if self.raises is not None:
            raise self.raises(f"no connection to https://example.org/?key={KEY}")
        if self.json is not None:
            return httpx.Response(self.status, json=self.json, headers=self.headers)
        if isinstance(self.content, bytes):
            return httpx.Response(self.status, content=self.content, headers=self.headers)
        return httpx.Response(self.status, stream=_Pieces(self.content), headers=self.headers)


@dataclass(frozen=True)
class _Pieces(httpx.AsyncByteStream):
    pieces: Sequence[bytes]

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece


def flood(megabytes: int, begins: bytes = JPEG) -> Says:
    """A picture that does not end for so many megabytes."""
    return Says(content=[begins, *([b"\0" * 2**20] * megabytes)])


@dataclass(frozen=True)
class Sent:
    """A request that a provider made. `url` bears the name it was meant for, also where a looked-up address was connected to."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    to: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def __str__(self) -> str:
        return f"{self.method} {self.url}"


Answering = Says | Callable[[Sent], Says]


class Desk:
    """`says` writes down what a vendor answers; `sent` is what it was asked; `holds` is called with each request as it leaves."""

    def __init__(self, folder: Path, pool: Pool) -> None:
        self.sent: list[Sent] = []
        self.holds: Callable[[Sent], None] = lambda _sent: None
        self.addresses: dict[str, list[str]] = {}  # where a name leads that is not just somewhere public
        self._answers: dict[str, list[Answering]] = {}
        self._pictures: dict[str, bytes] = {}
        self._pool = pool
        self.spool = Spool(folder / "spool", pool)
        self.http = Http(transport=httpx.MockTransport(self._answer), resolve=self._resolve)

    def says(self, what: str, *answers: Answering) -> None:
        """`what` is method and URL, without its query where that does not matter. The last answer goes on for ever."""
        self._answers[what] = list(answers)

    def tools(self, *rows: Model) -> Tools:
        """What a provider is given; its catalog has the real rows and these (which go before real ones of the same id)."""
        own = {row.id for row in rows}
        catalog = Catalog([*(row for row in Catalog.load().models if row.id not in own), *rows])
        return Tools(self.http, catalog, self._pool, self._picture, self.spool)

    @staticmethod
    def model(**changes: Any) -> Model:
        """A row for a test, made from the sketch's: as a service's that takes nothing but a prompt."""
        sketch = next(row for row in Catalog.load().models if row.id == "sketch")
        plain = replace(sketch, id="tested", title="Tested", provider="tested", provider_batch=1, seed=False, presets=())
        return replace(plain, **({"inputs": NO_INPUTS} | changes))

    def given(self, role: str, data: bytes = JPEG, strength: float | None = None) -> InputPicture:
        """A stored picture as an input of an order."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._pictures[sha256] = data
        return InputPicture(role, sha256, strength)

    async def _picture(self, sha256: str) -> bytes:
        try:
            return self._pictures[sha256]
        except KeyError:
            raise Problem("picture-gone") from None

    async def _resolve(self, host: str, _port: int) -> list[str]:
        return self.addresses.get(host, [PUBLIC])

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        meant = request.url.copy_with(host=request.headers["host"].partition(":")[0])
        sent = Sent(request.method, str(meant), dict(request.headers), await request.aread(), request.url.host)
        self.sent.append(sent)
        self.holds(sent)
        for name in (str(sent), str(sent).partition("?")[0]):
            if name in self._answers:
                waiting = self._answers[name]
                answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                return (answer if isinstance(answer, Says) else answer(sent)).response()
        raise AssertionError(f"nobody said what is answered to {sent}")
