"""Sends probes over loopback."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from http.client import HTTPConnection, IncompleteRead
from typing import TYPE_CHECKING, Protocol

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.runtime.spec import Request, Row, WebSocket

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.runtime.plan import Probe

HEADER = "X-OpenReplay-SessionToken"
TIMEOUT = 20.0
_ADDRESS = {"Host": "127.0.0.1"}
"""Some pages print their own address: without the port, which is another one for each server."""


@dataclass(frozen=True)
class Answer:
    """What a probe got back: an HTTP status or a WebSocket's close code, and the text."""

    status: int
    body: str


class Client(Protocol):
    """Sends one probe for a row and returns its answer."""

    def __call__(self, row: Row, probe: Probe) -> Answer: ...


class _PlainConnection(HTTPConnection):
    # The SDK patches HTTPConnection when the project starts it; these are the methods from before.
    putrequest = HTTPConnection.putrequest
    getresponse = HTTPConnection.getresponse


class LoopbackClient:
    """Talks HTTP and WebSocket to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __call__(self, row: Row, probe: Probe) -> Answer:
        """Send the probe; what the server refuses or cuts short is an answer, too."""
        if isinstance(row, WebSocket):
            return self._talk(row, probe)
        if isinstance(row, Request):
            return self._request(row, probe)
        raise TypeError(f"{row} cannot be sent to a server")

    def _request(self, row: Request, probe: Probe) -> Answer:
        connection = _PlainConnection("127.0.0.1", self._port, timeout=TIMEOUT)
        try:
            connection.request(
                row.method,
                probe_path(row.path, probe),
                body=row.data.encode() if row.data is not None else None,
                headers={**_ADDRESS, **row.headers, **header_of(probe), "Connection": "close"},
            )
            response = connection.getresponse()
            try:
                body = response.read()
            except IncompleteRead as error:
                body = error.partial
            return Answer(response.status, body.decode("utf-8", "replace"))
        finally:
            connection.close()

    def _talk(self, row: WebSocket, probe: Probe) -> Answer:
        texts: list[str] = []
        try:
            with connect(
                f"ws://127.0.0.1:{self._port}{probe_path(row.path, probe)}",
                additional_headers=header_of(probe),
                open_timeout=TIMEOUT,
            ) as socket:
                try:
                    for text in row.send:
                        socket.send(text)
                    while True:
                        texts.append(str(socket.recv(timeout=TIMEOUT)))
                except ConnectionClosed as closed:
                    received = closed.rcvd
                    return Answer(received.code if received else 1006, "\n".join(texts))
        except InvalidStatus as refused:
            return Answer(refused.response.status_code, "")


def header_of(probe: Probe) -> dict[str, str]:
    """The request header of a probe, if it has one."""
    return {} if probe.token is None else {HEADER: probe.token}


def probe_path(path: str, probe: Probe) -> str:
    """The row's path with the probe's number in its query."""
    return f"{path}{'&' if '?' in path else '?'}probe={probe.number}"


def send_together(jobs: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Run the jobs at the same time, each in its own thread; raises the first of their errors."""
    answers: dict[int, Answer] = {}
    errors: list[Exception] = []
    start = threading.Barrier(len(jobs))

    def run(index: int, job: Callable[[], Answer]) -> None:
        try:
            start.wait()
            answers[index] = job()
        except Exception as error:  # noqa: BLE001 (raised again below)
            errors.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [answers[index] for index in range(len(jobs))]
