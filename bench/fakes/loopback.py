"""A server of a fake: on loopback, for as long as somebody is inside."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

BODY_BYTES = 64 * 2**20


@asynccontextmanager
async def served(
    routes: Iterable[web.AbstractRouteDef], *, port: int = 0, leaving_s: float = 1.0, middlewares: Iterable[Any] = ()
) -> AsyncIterator[str]:
    """Its address, "http://127.0.0.1:<port>". `port` 0: a free one. `leaving_s`: how long the end waits for what is under way."""
    app = web.Application(client_max_size=BODY_BYTES, middlewares=tuple(middlewares))
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=leaving_s)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
