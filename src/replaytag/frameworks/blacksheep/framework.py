"""BlackSheep.

Sentry has no integration for it. Only `SentryAsgiMiddleware` round the app opens a scope for each
request; without it, a plain `sentry_sdk.set_tag` leaks into the next one. Errors that a handler
does not catch are logged by the app, outside of all middleware: a scope that a middleware opens is
closed by then.

## Handlers

- functions under `@get`, `@post`, `@route`, `@ws` and the like of the library, of `app.router` and
  of `Router` objects, and those that are handed to `add_get`, `add_route`, ...;
- methods of `Controller` and `APIController` classes;
- apps that are mounted.

## Hook

`app.middlewares`, appended anywhere or in `on_middlewares_configuration`, if Sentry's middleware is
round the app; `on_request` of a controller for its own handlers. Without Sentry's middleware, a
wrapper round the app, or `__call__` of a subclass of `Application`, with a scope of its own.

## Recipe

Inside `SentryAsgiMiddleware`: the first middleware, with a guarded `sentry_sdk.set_tag`. Else a
subclass of `Application` that opens `sentry_sdk.isolation_scope()` in `__call__`.

## Left to a person

- apps of a class of the project's own, where nothing opens a scope;
- middleware with a scope of its own: unhandled errors lose the tag.
"""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.evaluator.classes import find, mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.signatures import Callback
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    Item,
    Made,
    Member,
    Parameter,
    Value,
    undecorated,
)
from replaytag.frameworks.base import Framework
from replaytag.frameworks.blacksheep import recipe as recipes
from replaytag.frameworks.blacksheep.kinds import APPS, CONNECTIONS, FROM_HEADER
from replaytag.frameworks.blacksheep.reading import EVENTS, Reader
from replaytag.frameworks.reading.lookups import BYTES, IGNORES_CASE, Lookup
from replaytag.frameworks.reading.types import is_a, short
from replaytag.frameworks.records import App, Recipe, Record


class BlackSheep(Framework):
    """BlackSheep."""

    name = "blacksheep"
    title = "BlackSheep"
    libraries = frozenset({"blacksheep"})
    markers = (b"blacksheep", b"SentryAsgiMiddleware", b"middlewares")
    app_classes = APPS
    app_words = (b"middlewares", b"on_middlewares_configuration", b"SentryAsgiMiddleware")
    types = {f"{name}.scope": "asgi.Scope" for name in CONNECTIONS}
    headers = {(name, "headers"): BYTES for name in CONNECTIONS}
    readers = {
        (name, method): BYTES
        for name in CONNECTIONS
        for method in ("get_first_header", "get_single_header", "get_headers")
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {
                "APIController",
                "Application",
                "Controller",
                "FromHeader",
                "SentryAsgiMiddleware",
                "add_route",
                "middlewares",
                "on_middlewares_configuration",
                "on_request",
            }
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        return Reader(ev).records()

    def callback(self, made: Made) -> Callback | None:
        """``app.on_middlewares_configuration(configure)``, and the same as a decorator."""
        callee = made.callee
        if isinstance(callee, Member) and callee.name in EVENTS and is_a(callee.owner, *APPS):
            return Callback(0, "handler", (callee.owner,))
        return None

    def header_read(self, value: Value) -> tuple[Lookup, Value] | None:
        """``token.value`` of a parameter ``token: FromHeader[str]``."""
        parameter = value.owner if isinstance(value, Member) and value.name == "value" else value
        if not isinstance(parameter, Parameter) or parameter.annotation is None:
            return None
        own: Value = Constant(parameter.name)
        if _is_from_header(parameter.annotation):
            return IGNORES_CASE, own
        cls = undecorated(parameter.annotation)
        if isinstance(cls, ClassValue) and any(map(_is_from_header, mro(cls))):
            return IGNORES_CASE, find(cls, "name") or own
        return None

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, app, target)


def _is_from_header(value: Value) -> bool:
    """Whether it is ``FromHeader`` or ``FromHeader[str]``."""
    base = value.owner if isinstance(value, Item) else value
    return isinstance(base, External) and short(base.name) == FROM_HEADER


FRAMEWORK = BlackSheep()
