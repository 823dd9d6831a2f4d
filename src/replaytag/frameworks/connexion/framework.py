"""Connexion: handlers that an API description names, on Flask or on ASGI alone.

In version 2 an app is a Flask app, and all that holds for Flask holds here. Version 3 is ASGI, and
calls the Flask app inside by its ``wsgi_app``: Sentry's integration for Flask never opens a scope,
and a tag that a ``before_request`` hook sets leaks into later requests. What the code uses
(``AsyncApp``, ``add_middleware``, ``connexion.middleware``: 3) tells which version it is, then the
versions that the project asks for.

## Handlers

- The functions that the `operationId`s of a description name, with `x-openapi-router-controller`
  and its older spelling, `RestyResolver`, `RelativeResolver`, `MethodResolver` and
  `MethodViewResolver`; methods of objects and of view classes.
- Descriptions are YAML or JSON files that `add_api` is given by name or path, with
  `specification_dir`, parts in other files and Jinja's placeholders, or `dict`s in the code.
- `@app.route` and `add_url_rule`; whatever is registered on the Flask app inside, `app.app`.

An operation whose function is not found is listed where `add_api` is called, as unknown. Where the
description itself is not found, an app is judged by its hooks.

## Hook

- Version 3: `app.add_middleware(Class, MiddlewarePosition.BEFORE_EXCEPTION)` with a scope of its
  own, or the first of `middlewares=[...]`. At any other position Connexion has yet to log the error
  when that scope is closed. With `SentryAsgiMiddleware` at that position, or round the app, all
  hooks are inside of a scope, and those of Flask count.
- Version 2: hooks of the Flask app inside.

## Recipe

Version 3, outside: an ASGI middleware that opens `sentry_sdk.isolation_scope()`. Version 2, inside:
a `before_request` hook with a guarded `sentry_sdk.set_tag`.

## Left to a person

- apps of which nothing tells whether they run with version 2 or 3: what is right for one is wrong
  for the other. Hooks and handlers of theirs that tag are unknown;
- apps whose `middlewares` are listed where they are made, and apps that no statement binds to a
  name;
- whether `blinker` is installed: without it, and Flask below 2.3 does not need it, Sentry's
  integration for Flask is off, and every tag leaks. `sentry-sdk[flask]` brings it;
- the aiohttp app of version 2, and `ConnexionMiddleware` round the app of another framework.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Constant,
    FunctionValue,
    Item,
    Made,
    Member,
    Opaque,
    Value,
    options,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.connexion import recipe as recipes
from replaytag.frameworks.connexion.apps import (
    AIOHTTP_APPS,
    APPS,
    ASYNC_APPS,
    FLASK_APIS,
    app_of,
    is_flask_part,
)
from replaytag.frameworks.connexion.middleware import (
    middleware,
    scope_of,
    wrappers,
    wsgi_middleware,
)
from replaytag.frameworks.connexion.resolvers import function_names
from replaytag.frameworks.connexion.specifications import Endpoint, endpoints, named
from replaytag.frameworks.flask import FRAMEWORK as FLASK
from replaytag.frameworks.flask import ROUTERS
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.records import (
    App,
    Handler,
    Hook,
    Includes,
    Recipe,
    Record,
    Run,
    Unresolved,
)
from replaytag.frameworks.writing.placing import app_name

_REQUEST = Opaque("connexion.ConnexionRequest")
_MISSING = Constant("functions that are not found")
"""Stands for the operations of a call of ``add_api`` whose functions are not found."""


class Connexion(Framework):
    """Connexion 2 and 3."""

    name = "connexion"
    title = "Connexion"
    libraries = frozenset({"connexion"})
    markers = (b"connexion", b"add_api(")
    app_classes = APPS
    app_words = (b"add_api", b"add_middleware", b"add_wsgi_middleware")
    types = {"connexion.request": "connexion.Request"}
    headers = {
        ("connexion.Request", "headers"): IGNORES_CASE,
        ("connexion.Request", "environ"): ENVIRON,
        ("connexion.ConnexionRequest", "headers"): IGNORES_CASE,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {"FlaskApp", "AsyncApp", "AioHttpApp", "connexion", *map(bytes.decode, self.app_words)}
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if is_a(made, *APPS):
                yield App(made, made.place, app_name(ev, made), self.name, scope=scope_of(ev, made))
                yield from middleware(ev, made)
                if is_a(made, *AIOHTTP_APPS):
                    yield Unresolved(made, "it is served by aiohttp", made.place)
            elif is_a(made, *FLASK_APIS):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
            elif is_a(made, *ROUTERS):
                yield from _attached(made)
            if isinstance(made.callee, Member):
                yield from self._method(ev, made, made.callee)
            elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
                yield from self._decorator(ev, made, made.callee, made.callee.callee)
        for store in list(ev.stores):
            if store.key == "wsgi_app" and is_flask_part(store.owner):
                runs = tuple(wsgi.middleware_runs(ev, store.value, wsgi.CALL_ARGUMENTS))
                target = store.value.callee if isinstance(store.value, Made) else store.value
                yield Hook(app_of(store.owner), target, store.place, runs)
        yield from wrappers(ev)

    def _method(self, ev: Evaluator, made: Made, callee: Member) -> Iterator[Record]:
        name, owner = callee.name, app_of(callee.owner)
        if name == "init_app" and made.arguments and is_flask_part(made.arguments[0]):
            yield Includes(app_of(made.arguments[0]), callee.owner)
        if not is_a(owner, *APPS):
            return
        if name == "add_api":
            missing = Item(made, _MISSING)
            description = named(made.argument(0, "specification"))
            reason = f"a function that {description} names is not found"
            yield App(missing, made.place, description, self.name, serves=False)
            yield Includes(owner, missing)
            yield Unresolved(missing, reason, made.place)
        elif name == "add_wsgi_middleware":
            yield from wsgi_middleware(ev, owner, made)
        elif name == "register_blueprint" and (api := _api_of(made.argument(0, "blueprint"))):
            yield Includes(owner, api)
        else:
            yield from self._taken(owner, FLASK.called_on(ev, made, owner, name))

    def _decorator(
        self, ev: Evaluator, made: Made, factory: Made, callee: Member
    ) -> Iterator[Record]:
        owner = app_of(callee.owner)
        if is_a(owner, *APPS):
            yield from self._taken(owner, FLASK.decorated_by(ev, made, factory, owner, callee.name))

    def _taken(self, owner: Value, found: Iterable[Record]) -> Iterator[Record]:
        """What is registered as on a Flask app; an ``AsyncApp`` hands routes the request."""
        given = (_REQUEST,) if is_a(owner, *ASYNC_APPS) else ()
        for record in found:
            if isinstance(record, Handler):
                runs = tuple(replace(run, arguments=given or run.arguments) for run in record.runs)
                yield replace(record, framework=self.name, runs=runs)
            else:
                yield record

    # --- operations ------------------------------------------------------------------------------

    def answers(self, ev: Evaluator, app: App) -> bool:
        """A description has operations, be it one that can be read or not."""
        return next(_descriptions(ev, app.value), None) is not None

    def handlers(self, ev: Evaluator, app: App) -> Iterator[Handler]:
        if not isinstance(app.value, Made):
            return
        for call in _descriptions(ev, app.value):
            resolver = call.keyword("resolver") or app.value.keyword("resolver")
            for endpoint in endpoints(ev, app.value, call):
                yield from self._operation(ev, app.value, call, endpoint, resolver)

    def _operation(
        self, ev: Evaluator, app: Made, call: Made, endpoint: Endpoint, resolver: Value | None
    ) -> Iterator[Handler]:
        names = function_names(endpoint, resolver)
        base = routes_of(call.keyword("base_path"))
        route = (base[0].rstrip("/") if base else endpoint.base) + endpoint.path
        for name in names:
            found = list(self._functions(ev, app, call, name, route))
            if found:
                yield from found
                return
        name = names[0] if names else f"{endpoint.method} {endpoint.path}"
        yield Handler(Item(call, _MISSING), call.place, name, self.name, (route,))

    def _functions(
        self, ev: Evaluator, app: Made, call: Made, name: str, route: str
    ) -> Iterator[Handler]:
        """The functions that a dotted name may be."""
        found = ev.resolve_dotted(call.place.path, name)
        for option in options(found) if found is not None else ():
            handler = function_handler(app, option, self.name, (route,), call)
            if handler is not None and isinstance(option, FunctionValue):
                yield replace(handler, runs=(Run(ev.method_value(option)),))
            elif handler is not None:
                yield handler

    # --- fixing ----------------------------------------------------------------------------------

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, app, target)


def _descriptions(ev: Evaluator, app: Value) -> Iterator[Made]:
    """The calls that add a description to ``app``, which may be one that makes a ``FlaskApi``."""
    if isinstance(app, Made) and is_a(app, *FLASK_APIS):
        yield app
    for made in list(ev.made):
        callee = made.callee
        if not isinstance(callee, Member) or callee.name != "add_api" or not made.arguments:
            continue
        if app in options(app_of(callee.owner)):
            yield made


def _attached(made: Made) -> Iterator[Record]:
    """``Api(app.app)`` of Flask's extensions."""
    parent = made.argument(0, "app")
    if parent is not None and is_flask_part(parent):
        yield Includes(app_of(parent), made)


def _api_of(value: Value | None) -> Value | None:
    """The ``FlaskApi`` of which ``value`` is the blueprint."""
    is_part = isinstance(value, Member) and is_a(value.owner, *FLASK_APIS)
    return value.owner if is_part and isinstance(value, Member) else None
