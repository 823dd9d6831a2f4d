"""Serves a WSGI app from threads that are used again and again, as gunicorn and waitress do."""

from __future__ import annotations

import queue
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler

from tests.runtime.client import Client, LoopbackClient
from tests.runtime.plan import WAVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from tests.runtime.servers import Watch


class _Handler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the access log quiet."""


class PooledServer(BaseWSGIServer):
    """A WSGI server with a fixed number of threads.

    Requests that come one at a time all run on the same one, so that a tag that outlives its
    request shows. They are plain threads: Sentry gives each job of a ``ThreadPoolExecutor`` a scope
    of its own.
    """

    multithread = True

    def __init__(self, app: WSGIApplication, threads: int) -> None:
        super().__init__("127.0.0.1", 0, app, _Handler)
        self._queues: list[queue.SimpleQueue[tuple[Any, Any]]] = [
            queue.SimpleQueue() for _ in range(threads)
        ]
        self._idle = set(range(threads))
        self._freed = threading.Condition()
        for number in range(threads):
            threading.Thread(target=self._work, args=(number,), daemon=True).start()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hand the connection to the idle thread with the lowest number."""
        with self._freed:
            self._freed.wait_for(lambda: bool(self._idle))
            number = min(self._idle)
            self._idle.remove(number)
        self._queues[number].put((request, client_address))

    def settle(self) -> None:
        """Wait until all threads are idle."""
        with self._freed:
            self._freed.wait_for(lambda: len(self._idle) == len(self._queues), 30)

    def log(self, type: str, message: str, *args: Any) -> None:
        """Log nothing: Sentry would take an error that the server logs for the project's."""

    def _work(self, number: int) -> None:
        while True:
            request, client_address = self._queues[number].get()
            try:
                self.finish_request(request, client_address)
            except OSError:
                self.handle_error(request, client_address)
            finally:
                self.shutdown_request(request)
                with self._freed:
                    self._idle.add(number)
                    self._freed.notify_all()


@contextmanager
def _served(app: WSGIApplication, watch: Watch) -> Iterator[PooledServer]:
    def counted(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        watch.recorder.serves(environ.get("QUERY_STRING", ""))
        with watch.flights.flight():
            return app(environ, start_response)

    server = PooledServer(counted, WAVE)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()


def serve(app: Any, watch: Watch, session: Callable[[Client], None]) -> None:
    """Serve ``app`` while ``session`` runs, which gets a client for it."""
    with _served(app, watch) as server:
        client = LoopbackClient(server.port)

        def settled(row: Any, probe: Any) -> Any:
            answer = client(row, probe)
            if probe.phase == "single":
                server.settle()
            return answer

        session(settled)
