"""Updates that Telegram brings itself: a small web application that knows it by a secret."""

import asyncio
import hmac
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PATH = "/telegram"
STOP_WITHIN_S = 5
BODY_BYTES = 1_000_000  # an update is a few KiB; the longest texts and keyboards stay far below this
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

Take = Callable[[dict[str, object]], Awaitable[None]]


def application(secret: str, take: Take) -> Starlette:
    """Takes updates from whoever knows the secret. What `take` has accepted is answered with 200 and not brought again."""

    async def updates(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        # As bytes: compare_digest refuses text beyond ASCII, which anybody may send.
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except ValueError:
            return Response(status_code=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        await take(update)
        return Response(status_code=200)

    return Starlette(routes=[Route(PATH, updates, methods=["POST"])])


async def _body(request: Request) -> bytes | None:
    """The body, or None when it is too long; no more than the limit is ever kept."""
    whole = bytearray()
    async for piece in request.stream():
        whole += piece
        if len(whole) > BODY_BYTES:
            return None
    return bytes(whole)


class _Server(uvicorn.Server):
    """One that leaves the process's signals to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def served(app: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """Serve until the block ends; yields the port. Raises OSError when it can not be listened there."""
    listening = socket.create_server((host, port))
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=STOP_WITHIN_S)
    server = _Server(config)
    task = asyncio.create_task(server.serve([listening]), name="telegram-webhook")
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await task
        listening.close()
