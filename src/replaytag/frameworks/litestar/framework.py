"""Litestar, and Starlite, as it was called before version 2.

Sentry's integration patches ``Litestar.__init__`` and puts its own middleware first in the app's
list: all middleware, guards and hooks of the app's layers run inside the request's scope, a wrapper
round the app object outside it. `sentry_sdk.init` has to be called before the app is made, else
Sentry reports nothing.

## Handlers

- functions under `@get`, `@post`, `@route`, `@websocket`, `@websocket_listener`, `@asgi` and the
  like, and methods of `Controller` classes;
- listed in `route_handlers=[...]` of apps and of routers, registered by `register`, or added by
  plug-ins in `on_app_init`.

## Hook

- `middleware=[...]` of an app, router, controller or handler: ASGI classes and functions,
  `AbstractMiddleware`, instances of `ASGIMiddleware`, `DefineMiddleware(...)`;
- `guards=[...]`, dependencies that a handler asks for, and `before_request`, of which a layer's own
  replaces those of the layers above it;
- what a plug-in appends to the app's middleware. What it inserts first runs before Sentry's and
  leaks.

## Recipe

Inside: a plain ASGI middleware with a guarded `sentry_sdk.set_tag`, the first entry of the app's
`middleware=[...]`.

## Left to a person

- apps whose options come from elsewhere, as in `Litestar(**options)`;
- middleware that is given as something other than a list with a name;
- middleware that leaves out paths: whether it tags a handler is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Made, Value
from replaytag.frameworks.base import Framework
from replaytag.frameworks.litestar import recipe as recipes
from replaytag.frameworks.litestar.kinds import (
    APPS,
    CONNECTIONS,
    HEADER_PARAMETERS,
    LIBRARIES,
    both,
)
from replaytag.frameworks.litestar.layers import Layer, Layers
from replaytag.frameworks.litestar.reading import Reader
from replaytag.frameworks.reading.lookups import IGNORES_CASE, LOWER, Lookup
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import App, Recipe, Record


class Litestar(Framework):
    """Litestar and Starlite."""

    name = "litestar"
    title = "Litestar"
    libraries = frozenset(LIBRARIES)
    markers = (b"litestar", b"starlite")
    app_classes = APPS
    app_words = (b"from_config", b"InitPlugin", b"InitPluginProtocol", b"on_app_init", b"AppConfig")
    types = {f"{name}.scope": "asgi.Scope" for name in CONNECTIONS}
    headers = {
        **{(name, "headers"): IGNORES_CASE for name in CONNECTIONS},
        **{(name, ""): IGNORES_CASE for name in both("Headers", "MutableScopeHeaders")},
        **{(name, ""): IGNORES_CASE for name in both("from_scope")},
        ("litestar.headers", ""): LOWER,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {
                "AbstractMiddleware",
                "AppConfig",
                "ASGIMiddleware",
                "Controller",
                "DefineMiddleware",
                "Litestar",
                "MiddlewareProtocol",
                "Provide",
                "Starlite",
                "WebsocketListener",
                "app_config",
                "before_request",
                "from_config",
                "guards",
                "on_app_init",
                "register",
                "route_handlers",
            }
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        return Reader(ev).records()

    def header_read(self, value: Value) -> tuple[Lookup, Value] | None:
        """What a parameter declared with ``Parameter(header="...")`` is passed."""
        if isinstance(value, Made) and is_a(value, *HEADER_PARAMETERS):
            name = value.keyword("header")
            if name is not None:
                return IGNORES_CASE, name
        return None

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, _layer_of(ev, app), contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, _layer_of(ev, app), target)


def _layer_of(ev: Evaluator, app: App) -> Layer:
    return next(layer for layer in Layers(ev).apps if layer.owner is app.value)


FRAMEWORK = Litestar()
