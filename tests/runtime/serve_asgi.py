"""Serves an ASGI app by uvicorn in the main thread, as ``uvicorn module:app`` does."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import uvicorn

from tests.runtime.client import Client, LoopbackClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.runtime.servers import Watch

_RESPONSE_STARTS = ("http.response.start", "websocket.accept")


def serve(app: Any, watch: Watch, session: Callable[[Client], None]) -> None:
    """Serve ``app`` while ``session`` runs (in another thread), which gets a client for it.

    Raises what the session raises, and ``RuntimeError`` when the app does not start.
    """
    flights = watch.flights

    async def counted(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return

        async def gated(message: Any) -> None:
            if message["type"] in _RESPONSE_STARTS:
                await flights.at_response()
            await send(message)

        watch.recorder.serves(scope["query_string"].decode())
        with flights.flight():
            await app(scope, receive, gated)

    # What uvicorn logs as an error would reach Sentry as one of the project's.
    config = uvicorn.Config(
        counted, host="127.0.0.1", port=0, log_level="critical", interface="asgi3"
    )
    server = uvicorn.Server(config)
    errors: list[Exception] = []

    def talk() -> None:
        try:
            while not server.started and not server.should_exit:
                time.sleep(0.01)
            session(LoopbackClient(server.servers[0].sockets[0].getsockname()[1]))
        except Exception as error:  # noqa: BLE001 (raised again below)
            errors.append(error)
        finally:
            server.should_exit = True

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        server.run()
    finally:
        server.should_exit = True
        thread.join()
    if errors:
        raise errors[0]
    if not server.started:
        raise RuntimeError("the app did not start")
