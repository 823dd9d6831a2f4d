"""The kinds of server that a project can be served by: ``serve.kind`` of its ``runtime.toml``."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.runtime.client import Client
    from tests.runtime.flights import Flights
    from tests.runtime.recorder import Recorder
    from tests.runtime.spec import Serve


@dataclass(frozen=True)
class Kind:
    """One kind of server.

    ``module`` beside this one defines ``serve``, see :class:`Server`. ``concurrent`` is whether
    requests are under way at the same time, ``missing_page`` whether the app is asked for pages
    that it does not have. ``loads`` is whether the app is more than an attribute of a module: then
    ``module`` defines ``load``, see :class:`Loader`.
    """

    module: str
    concurrent: bool = True
    missing_page: bool = True
    loads: bool = False


KINDS = {
    "aiohttp": Kind("serve_aiohttp"),
    "asgi": Kind("serve_asgi"),
    "azure": Kind("serve_azure", concurrent=False, missing_page=False, loads=True),
    "chalice": Kind("serve_chalice", concurrent=False, missing_page=False),
    "functions": Kind("serve_functions", missing_page=False, loads=True),
    "lambda": Kind("serve_lambda", concurrent=False, missing_page=False, loads=True),
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


class Loader(Protocol):
    """Loads the app of the project whose code is in the directory ``code``."""

    def __call__(self, code: Path, serve: Serve) -> Any: ...


def server_of(kind: str) -> Server:
    """The server of a kind; importing it may need the framework that it is for."""
    found: Server = _module(kind).serve
    return found


def loader_of(kind: str) -> Loader | None:
    """What loads the apps of a kind, if they are more than attributes of modules."""
    return cast("Loader", _module(kind).load) if KINDS[kind].loads else None


def _module(kind: str) -> Any:
    return importlib.import_module(f"{__package__}.{KINDS[kind].module}")
