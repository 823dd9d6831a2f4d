"""Serves a Tornado application by its own HTTP server in the main thread."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tornado.gen import convert_yielded
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from tests.runtime import loops

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.runtime.client import Client
    from tests.runtime.flights import Flights
    from tests.runtime.servers import Watch


def serve(app: Any, watch: Watch, session: Callable[[Client], None]) -> None:
    """Serve ``app`` while ``session`` runs in another thread.

    Sentry captures an error in the handler itself. So each handler's class is replaced by one
    derived from it, whose methods wait before an error leaves them.
    """
    find = Application.get_handler_delegate

    def found(self: Any, request: Any, target: Any, *args: Any, **kwargs: Any) -> Any:
        return find(self, request, _gated(target, watch.flights), *args, **kwargs)

    Application.get_handler_delegate = found  # type: ignore[method-assign, assignment]

    @asynccontextmanager
    async def serving() -> AsyncIterator[int]:
        server = HTTPServer(app)
        socket, port = bind_unused_port()
        server.add_sockets([socket])
        try:
            yield port
        finally:
            server.stop()
            await server.close_all_connections()

    loops.run(serving, session)


def _gated(handler: type[RequestHandler], flights: Flights) -> type[RequestHandler]:
    """``handler`` with methods that wait for the rest of their wave.

    A WebSocket's connection ends as its client wants it: it waits for nobody.
    """
    members: dict[str, Any] = {"_execute": _counted(handler, flights)}
    if not issubclass(handler, WebSocketHandler):
        for verb in handler.SUPPORTED_METHODS:
            members[verb.lower()] = _waiting(verb.lower(), handler, flights)
    return type(handler.__name__, (handler,), members)


def _counted(handler: type[RequestHandler], flights: Flights) -> Any:
    async def _execute(self: RequestHandler, *args: Any, **kwargs: Any) -> None:
        with flights.flight():
            await handler._execute(self, *args, **kwargs)

    return _execute


def _waiting(name: str, handler: type[RequestHandler], flights: Flights) -> Any:
    async def method(self: RequestHandler, *args: Any, **kwargs: Any) -> None:
        try:
            result = getattr(handler, name)(self, *args, **kwargs)
            if result is not None:
                await convert_yielded(result)
        finally:
            await flights.at_response()

    return method
