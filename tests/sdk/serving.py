"""Servers for one small app each, in this process: one request after the other."""

from __future__ import annotations

import asyncio
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

HEADER = "X-OpenReplay-SessionToken"


@dataclass(frozen=True)
class Answer:
    """What a request was answered with. A status of 500 may stand for an error that came through."""

    status: int


class Server(ABC):
    """Asks an app for ``/``; requests of one server run on one thread, or in one loop."""

    def start(self, app: Any) -> None:
        """Takes ``app`` for what is served."""
        self.app = app

    @abstractmethod
    def ask(self, token: str | None, query: str = "") -> Answer:
        """Sends a request, with the header if there is a token."""

    def ask_elsewhere(self, token: str) -> None:
        """Sends a request while another one is under way."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ends what ``start`` began."""
        return


class Wsgi(Server):
    """A WSGI server of two threads, both of which are used again."""

    def __init__(self) -> None:
        # Begun before the SDK is: a thread of a server has nothing of any request.
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            self._jobs.get()()

    def ask(self, token: str | None, query: str = "") -> Answer:
        from werkzeug.test import Client

        headers = {HEADER: token} if token else {}
        try:
            response = Client(self.app).get("/", headers=headers, query_string=query)
        except Exception:  # noqa: BLE001 - the server would answer with 500
            return Answer(500)
        response.close()
        return Answer(response.status_code)

    def ask_elsewhere(self, token: str) -> None:
        done = threading.Event()

        def work() -> None:
            try:
                self.ask(token, "meanwhile")
            finally:
                done.set()

        self._jobs.put(work)
        done.wait(10)


class Asgi(Server):
    """An ASGI server: every request is a task of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def run(self, work: Coroutine[Any, Any, int]) -> Answer:
        try:
            return Answer(self._loop.run_until_complete(work))
        except Exception:  # noqa: BLE001 - the server would answer with 500
            return Answer(500)

    def ask(self, token: str | None, query: str = "") -> Answer:
        return self.run(self._call(token))

    def stop(self) -> None:
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    async def _call(self, token: str | None) -> int:
        headers = [(HEADER.lower().encode(), token.encode())] if token else []
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/",
            "raw_path": b"/",
            "root_path": "",
            "query_string": b"",
            "headers": [(b"host", b"localhost"), *headers],
            "client": ("127.0.0.1", 50000),
            "server": ("localhost", 80),
        }
        sent: list[dict[str, Any]] = []
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:
                await asyncio.sleep(3600)
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        return int(sent[0]["status"])


class Aiohttp(Asgi):
    """aiohttp's own server."""

    def start(self, app: Any) -> None:
        from aiohttp.test_utils import TestServer

        self._server = TestServer(app)
        self._loop.run_until_complete(self._server.start_server())

    def ask(self, token: str | None, query: str = "") -> Answer:
        return self.run(self._get(token))

    async def _get(self, token: str | None) -> int:
        from aiohttp import ClientSession

        headers = {HEADER: token} if token else {}
        async with (
            ClientSession() as session,
            session.get(self._server.make_url("/"), headers=headers) as response,
        ):
            return response.status

    def stop(self) -> None:
        self._loop.run_until_complete(self._server.close())
        super().stop()


def server_of(kind: str) -> Server:
    """A server for apps of this kind."""
    servers: dict[str, type[Server]] = {"wsgi": Wsgi, "asgi": Asgi, "aiohttp": Aiohttp}
    return servers[kind]()
