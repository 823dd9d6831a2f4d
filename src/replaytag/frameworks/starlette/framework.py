"""Starlette: routes, endpoint classes, mounts and ASGI middleware; FastAPI's apps are its apps too.

Sentry's integration patches ``Starlette.__call__``: every middleware of an app runs inside the
request's scope, a wrapper round the app object outside it.

## Handlers

`Route`, `WebSocketRoute`, `Mount` and `Host` in lists of routes, endpoint classes, `add_route`, and
the decorators of versions before 1.0.

## Hook

The first entry of `middleware=[...]` where the app's own call lists it, else
`app.add_middleware(...)` straight after. Middleware of a mount or a route is for that part.

What is mounted, seen in runs with sentry-sdk 2.75:

| mounted | by middleware of the app |
|---|---|
| Starlette, FastAPI, Quart, Django's `get_asgi_application()`, a callable | covered |
| Flask or Django behind `WSGIMiddleware` of Starlette or a2wsgi, streams too | covered |
| Flask's `app.wsgi_app` behind one of these | covered |

Dependencies of the app do not run for what is mounted. Hooks of an app that is mounted are for it
alone. `WSGIMiddleware(flask_app.wsgi_app)` that is served and not mounted runs in no scope: hooks
of Flask leak there.

## Recipe

Inside: a plain ASGI middleware with a guarded `sentry_sdk.set_tag`.

## Left to a person

- apps that no statement binds to a name;
- middleware in a list that is made elsewhere behind `SentryAsgiMiddleware`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.calls import Keywords
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Constant,
    External,
    Item,
    Made,
    Member,
    Value,
    options,
)
from replaytag.frameworks.base import Framework
from replaytag.frameworks.raw import finding
from replaytag.frameworks.raw_asgi import PROTOCOL
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, call_middleware
from replaytag.frameworks.reading.lookups import IGNORES_CASE, RAW
from replaytag.frameworks.reading.turns import in_reverse
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import routes_of
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import (
    App,
    Handler,
    Hook,
    Includes,
    Order,
    Recipe,
    Record,
    Run,
    Scope,
    Unresolved,
)
from replaytag.frameworks.starlette import recipes
from replaytag.frameworks.starlette.apps import (
    APPS,
    FASTAPI_APPS,
    FASTAPI_ROUTERS,
    MOUNTS,
    OWNERS,
    STARLETTE_APPS,
    STARLETTE_ROUTERS,
    owner_of,
)
from replaytag.frameworks.starlette.calls import asgi_calls
from replaytag.frameworks.starlette.lists import elements, listed
from replaytag.frameworks.starlette.routes import endpoint_handlers
from replaytag.frameworks.writing.placing import app_name
from replaytag.source import Place

_ROUTES = ("starlette.Route", "fastapi.Route")
_WEBSOCKET_ROUTES = ("starlette.WebSocketRoute", "fastapi.WebSocketRoute")
_MIDDLEWARE = ("starlette.Middleware", "fastapi.Middleware")
_NAMES = frozenset(
    {
        "BaseHTTPMiddleware",
        "HTTPEndpoint",
        "Host",
        "Middleware",
        "Mount",
        "Route",
        "Router",
        "Starlette",
        "WebSocketEndpoint",
        "WebSocketRoute",
        "add_middleware",
        "add_route",
        "add_websocket_route",
        "mount",
        "user_middleware",
        "websocket_route",
    }
)
_CONNECTIONS = tuple(
    f"{library}.{name}"
    for library in ("starlette", "fastapi")
    for name in ("Request", "WebSocket", "HTTPConnection")
)


class Starlette(Framework):
    """Starlette, and what FastAPI takes from it."""

    name = "starlette"
    title = "Starlette"
    libraries = frozenset({"starlette"})
    relatives = frozenset(name.partition(".")[0] for name in (*FASTAPI_APPS, *FASTAPI_ROUTERS))
    markers = (b"starlette", b"HTTPEndpoint", b"add_middleware", b"add_route")
    app_classes = STARLETTE_APPS
    app_words = (
        b"Middleware",
        b"WSGIMiddleware",
        b"add_middleware",
        b"user_middleware",
    )
    types = {
        **{f"{name}.headers": "starlette.Headers" for name in _CONNECTIONS},
        **{f"{name}.scope": "asgi.Scope" for name in _CONNECTIONS},
        "starlette.HTTPEndpoint.request": "starlette.Request",
        "starlette.HTTPEndpoint.scope": "asgi.Scope",
        "starlette.WebSocketEndpoint.scope": "asgi.Scope",
    }
    headers = {
        **{(name, "headers"): IGNORES_CASE for name in _CONNECTIONS},
        **{(name, "[headers]"): RAW for name in _CONNECTIONS},
        ("starlette.Headers", ""): IGNORES_CASE,
        ("starlette.MutableHeaders", ""): IGNORES_CASE,
        ("starlette.Headers", "raw"): RAW,
    }

    def names(self) -> frozenset[str]:
        return _NAMES

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        calls = asgi_calls(ev)
        for made in calls:
            if is_a(made, *STARLETTE_APPS):
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, *STARLETTE_ROUTERS):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
            elif is_a(made, *MOUNTS):
                yield from _mount(ev, made)
            if isinstance(made.callee, Member):
                yield from _method(ev, made, made.callee)
            elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
                yield from _decorator(ev, made, made.callee, made.callee.callee)
        yield from _listed_routes(ev, calls)
        for entry in listed(ev, calls, "middleware"):
            yield from _registered(ev, entry.owner, entry.value, entry.place, entry.order)
        yield from _outside(ev, calls)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, app, target)


# --- what is called on an app or router ----------------------------------------------------------


def _method(ev: Evaluator, made: Made, callee: Member) -> Iterator[Record]:
    name = callee.name
    if name not in ("add_route", "add_websocket_route", "add_middleware", "mount", "host"):
        return
    owner = owner_of(callee.owner)
    if not is_a(owner, *OWNERS):
        return
    if name == "add_middleware":
        keywords = tuple((k, v) for k, v in made.keywords if k != "middleware_class")
        cls = made.argument(0, "middleware_class")
        order = in_reverse(made)
        yield from _hook(ev, owner, cls, made.arguments[1:], keywords, made, order)
    elif name in ("mount", "host"):
        yield from _child(ev, owner, made.argument(1, "app"), made.place)
    else:
        endpoint = made.argument(1, "route") or made.keyword("endpoint")
        if endpoint is not None:
            routes = routes_of(made.argument(0, "path"))
            websocket = name == "add_websocket_route"
            yield from endpoint_handlers(ev, owner, endpoint, routes, made, websocket)


def _decorator(ev: Evaluator, made: Made, factory: Made, callee: Member) -> Iterator[Record]:
    """``@app.route("/x")``, ``@app.websocket_route("/x")`` and ``@app.middleware("http")``."""
    if callee.name not in ("route", "websocket_route", "middleware") or not made.arguments:
        return
    owner = owner_of(callee.owner)
    if not is_a(owner, *OWNERS):
        return
    target = made.arguments[0]
    if callee.name == "middleware":
        dispatch = (("dispatch", target),)
        base = External("starlette.middleware.base.BaseHTTPMiddleware")
        yield from _hook(ev, owner, base, (), dispatch, made, in_reverse(made))
    else:
        routes = routes_of(factory.argument(0, "path"))
        websocket = callee.name == "websocket_route"
        yield from endpoint_handlers(ev, owner, target, routes, made, websocket)


def _mount(ev: Evaluator, made: Made) -> Iterator[Record]:
    path = next(iter(routes_of(made.argument(0, "path") or made.keyword("host"))), "...")
    kind = getattr(made.callee, "name", "Mount").rpartition(".")[2]
    yield App(made, made.place, f'{kind}("{path}")', "starlette", serves=False)
    yield from _child(ev, made, made.argument(1, "app"), made.place)


def _child(ev: Evaluator, owner: Value, value: Value | None, place: Place) -> Iterator[Record]:
    """What is mounted: an app of any framework, a router, a callable, or one inside wrappers."""
    for found in options(value) if value is not None else ():
        is_inner = isinstance(found, Member) and found.name in ("wsgi_app", "asgi_app")
        option = found.owner if is_inner and isinstance(found, Member) else found
        yield Includes(owner, option, mounted=True)
        if is_a(option, *OWNERS):
            continue
        if isinstance(option, Made):
            for argument in (*option.arguments, *(v for _, v in option.keywords)):
                yield from _child(ev, owner, argument, place)
        yield from finding.mounted(ev, PROTOCOL, owner, option, place)


# --- middleware ----------------------------------------------------------------------------------


def _registered(
    ev: Evaluator, owner: Value, value: Value, place: Place, order: Order | None
) -> Iterator[Record]:
    """An element of ``middleware=[Middleware(Class, option=1)]``."""
    if isinstance(value, Made) and is_a(value, *_MIDDLEWARE):
        keywords = tuple((k, v) for k, v in value.keywords if k != "cls")
        cls = value.argument(0, "cls")
        yield from _hook(ev, owner, cls, value.arguments[1:], keywords, value, order)
    else:
        yield Unresolved(owner, "some of its middleware cannot be resolved", place)


def _hook(
    ev: Evaluator,
    owner: Value,
    target: Value | None,
    arguments: tuple[Value, ...],
    keywords: Keywords,
    made: Made,
    order: Order | None,
) -> Iterator[Record]:
    if target is None:
        return
    called = call_middleware(ev, target, arguments, keywords, made.place)
    if called is None:
        yield Unresolved(owner, "some of its middleware cannot be resolved", made.place)
    elif called.runs:
        shown = dict(keywords).get("dispatch", target)
        yield Hook(owner, shown, made.place, called.runs, websockets=called.websockets, order=order)


def _outside(ev: Evaluator, calls: list[Made]) -> Iterator[Record]:
    """Wrappers round an app object; those of a mounted app run inside the scope of its parent's."""
    mounted: set[Place] = set()
    for made in calls:
        name = getattr(made.callee, "name", "")
        if is_a(made, *MOUNTS) or name in ("mount", "host"):
            for option in options(made.argument(1, "app") or Constant(None)):
                if isinstance(option, Made):
                    mounted.add(option.place)
    for hook in outer_hooks(ev, lambda value: is_a(value, *APPS), CALL_ARGUMENTS):
        yield replace(hook, scope=Scope.INSIDE) if hook.place in mounted else hook


# --- routes --------------------------------------------------------------------------------------


def _listed_routes(ev: Evaluator, calls: list[Made]) -> Iterator[Record]:
    seen: set[Made] = set()
    for entry in listed(ev, calls, "routes"):
        route = entry.value
        if not isinstance(route, Made):
            continue
        seen.add(route)
        if is_a(route, *MOUNTS):
            yield Includes(entry.owner, route, mounted=True)
        elif is_a(route, *OWNERS):
            yield Includes(entry.owner, route)
        else:
            yield from _route(ev, entry.owner, route)
    for made in calls:
        if made not in seen:
            # One owner for each file: a list that is built in ways that cannot be followed.
            yield from _route(ev, Item(External("starlette.routing"), _path(made)), made)


def _path(made: Made) -> Constant:
    return Constant(made.place.path)


def _route(ev: Evaluator, owner: Value, made: Made) -> Iterator[Handler]:
    websocket = is_a(made, *_WEBSOCKET_ROUTES)
    endpoint = made.argument(1, "endpoint")
    if endpoint is None or not (websocket or is_a(made, *_ROUTES)):
        return
    routes = routes_of(made.argument(0, "path"))
    around = tuple(_route_middleware(ev, made))
    for handler in endpoint_handlers(ev, owner, endpoint, routes, made, websocket):
        yield replace(handler, runs=(*around, *handler.runs))


def _route_middleware(ev: Evaluator, made: Made) -> Iterator[Run]:
    """``Route(..., middleware=[...])`` concerns this route alone."""
    for element in elements(made.keyword("middleware")):
        for record in _registered(ev, made, element, made.place, None):
            if isinstance(record, Hook):
                yield from record.runs


FRAMEWORK = Starlette()
