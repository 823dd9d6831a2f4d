"""The kinds of server that a project can be served by: ``serve.kind`` of its ``runtime.toml``."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.runtime.client import Client
    from tests.runtime.flights import Flights
    from tests.runtime.recorder import Recorder


@dataclass(frozen=True)
class Kind:
    """One kind of server.

    ``module`` beside this one defines ``serve``, see :class:`Server`. ``concurrent`` is whether
    requests are under way at the same time, ``missing_page`` whether the app is asked for pages
    that it does not have.
    """

    module: str
    concurrent: bool = True
    missing_page: bool = True


KINDS = {
    "aiohttp": Kind("serve_aiohttp"),
    "asgi": Kind("serve_asgi"),
    "chalice": Kind("serve_chalice", concurrent=False, missing_page=False),
    "tornado": Kind("serve_tornado"),
    "wsgi": Kind("serve_wsgi"),
}


@dataclass(frozen=True)
class Watch:
    """What a server tells of its requests: those under way, and the one invoked where one is."""

    flights: Flights
    recorder: Recorder


class Server(Protocol):
    """Serves ``app`` while ``session`` runs, which gets a client for it.

    Each request is in ``watch.flights.flight()`` for as long as it is in the app, and coroutines
    await ``watch.flights.at_response()`` before a response starts. Raises what the session raises.
    """

    def __call__(self, app: Any, watch: Watch, session: Callable[[Client], None]) -> None: ...


def server_of(kind: str) -> Server:
    """The server of a kind; importing it may need the framework that it is for."""
    module = importlib.import_module(f"{__package__}.{KINDS[kind].module}")
    found: Server = module.serve
    return found
