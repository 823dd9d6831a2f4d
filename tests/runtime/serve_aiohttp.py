"""Serves an aiohttp app by its own runner in the main thread, as ``web.run_app`` does."""

from __future__ import annotations

import inspect
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.runtime import loops

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.runtime.client import Client
    from tests.runtime.servers import Watch


def serve(app: Any, watch: Watch, session: Callable[[Client], None]) -> None:
    """Serve ``app``, or what it is a coroutine for, while ``session`` runs in another thread.

    Sentry captures an error where it leaves the app. So a middleware of the proof's own is the
    outermost: a request waits there before it goes on to be captured.
    """

    @web.middleware
    async def gated(request: web.Request, handler: Any) -> Any:
        with watch.flights.flight():
            try:
                return await handler(request)
            finally:
                await watch.flights.at_response()

    @asynccontextmanager
    async def serving() -> AsyncIterator[int]:
        made = await app if inspect.iscoroutine(app) else app
        made.middlewares.insert(0, gated)
        runner = web.AppRunner(made, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            yield runner.addresses[0][1]
        finally:
            await runner.cleanup()

    loops.run(serving, session)
