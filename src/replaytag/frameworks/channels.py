"""Django Channels: consumers beside Django's own views.

Django's middleware never sees a consumer, and Sentry opens no scope for one: its integration
isolates Django's handler alone. Round everything, `SentryAsgiMiddleware` does. Checked with
Channels 4.3 and sentry-sdk 2.75 under uvicorn.

## Handlers

Consumers in the routes of `URLRouter`, those of HTTP and those of websockets, which are judged and
never reported: browsers cannot send the header there. What `ProtocolTypeRouter` hands to Django is
Django's.

## Hook

ASGI middleware round `ProtocolTypeRouter` or a part of it: inside `SentryAsgiMiddleware`, or with a
scope of its own. Round all, it covers Django's views, too. A consumer that tags in `connect` has to
be inside Sentry's middleware.

## Recipe

Only where HTTP consumers lack the tag: `SentryAsgiMiddleware(Mw(ProtocolTypeRouter(...)))` where
Sentry's middleware is there, else the application is bound anew, wrapped in a middleware that opens
`isolation_scope()`.

## Left to a person

- websocket consumers, of which nothing is reported;
- middleware that subclasses `BaseMiddleware` and opens a scope round `super().__call__`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.classes import bind_method, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, Made, Member, Value, definition, options
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.raw import finding, recipes
from replaytag.frameworks.raw_asgi import PROTOCOL
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS
from replaytag.frameworks.reading.serving import inside, routes_in
from replaytag.frameworks.reading.types import is_a, subclasses
from replaytag.frameworks.reading.views import routes_of
from replaytag.frameworks.reading.wrapping import contains, outer_hooks, scope_of
from replaytag.frameworks.records import App, Handler, Includes, Recipe, Record, Run, Scope
from replaytag.frameworks.writing.placing import app_name
from replaytag.frameworks.writing.standard_middleware import asgi_class

_APP = "channels.ProtocolTypeRouter"
_ROUTER = "channels.URLRouter"
_HTTP = ("channels.AsyncHttpConsumer", "channels.HttpConsumer")
_CONSUMERS = (
    *_HTTP,
    "channels.AsyncConsumer",
    "channels.AsyncJsonWebsocketConsumer",
    "channels.AsyncWebsocketConsumer",
    "channels.JsonWebsocketConsumer",
    "channels.SyncConsumer",
    "channels.WebsocketConsumer",
)
_FIRST = ("__call__", "dispatch", "handle", "http_request", "websocket_connect", "connect")
"""The methods that run before anything else of a consumer does."""


class Channels(Framework):
    """Consumers, which Django's middleware never sees."""

    name = "channels"
    title = "Django Channels"
    libraries = frozenset({"channels"})
    markers = (b"channels", b"ProtocolTypeRouter", b"URLRouter", b"as_asgi")
    app_classes = (_APP,)
    app_words = (b"URLRouter",)
    types = {f"{consumer}.scope": "asgi.Scope" for consumer in _CONSUMERS}

    def names(self) -> frozenset[str]:
        return frozenset({"ProtocolTypeRouter", "URLRouter", "as_asgi"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        apps = [made for made in iter_made(ev) if is_a(made, _APP)]
        routers = [made for made in iter_made(ev) if is_a(made, _ROUTER)]
        for app in apps:
            yield App(app, app.place, app_name(ev, app), self.name)
            for value in inside(app):
                yield from self._consumers(ev, app, value, ())
            yield from _included(app, routers)
        for router in routers:
            yield App(router, router.place, app_name(ev, router), self.name, serves=False)
            yield from _included(router, routers)
            for route in routes_in(router):
                view = route.argument(1, "view")
                if view is not None:
                    routes = routes_of(route.argument(0, "route"))
                    yield from self._consumers(ev, router, view, routes)
        owners = {id(made) for made in (*apps, *routers)}
        if owners:
            yield from outer_hooks(ev, lambda value: id(value) in owners, CALL_ARGUMENTS)

    def _consumers(
        self, ev: Evaluator, owner: Made, view: Value, routes: tuple[str, ...]
    ) -> Iterator[Handler]:
        for option in options(view):
            cls = definition(_consumer_of(option))
            if isinstance(cls, ClassValue) and subclasses(cls, *_CONSUMERS):
                yield self._consumer(ev, owner, cls, routes)
                continue
            for inner in () if is_a(option, _ROUTER) else inside(option):
                yield from self._consumers(ev, owner, inner, routes)

    def _consumer(
        self, ev: Evaluator, owner: Made, cls: ClassValue, routes: tuple[str, ...]
    ) -> Handler:
        instance = ev.generic_instance(cls)
        runs = []
        for name in _FIRST:
            method = find_method(ev, cls, name)
            if method is not None:
                arguments = CALL_ARGUMENTS if name == "__call__" else ()
                runs.append(Run(bind_method(ev, method, instance), arguments))
        is_http = subclasses(cls, *_HTTP) or find_method(ev, cls, "http_request") is not None
        return Handler(
            owner,
            cls.place,
            cls.name,
            self.name,
            routes,
            tuple(runs),
            cls.name,
            cls.place,
            websocket=not is_http,
            scope=scope_of(ev, owner),
        )

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(
            ev,
            _found(ev, app),
            contract,
            lambda isolates: asgi_class(contract, isolates=isolates),
            "ASGI",
        )

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, _found(ev, app), target, CALL_ARGUMENTS)


def _consumer_of(value: Value) -> Value:
    """The class of ``Consumer.as_asgi()``."""
    if isinstance(value, Made) and isinstance(value.callee, Member):
        return value.callee.owner if value.callee.name == "as_asgi" else value
    return value


def _included(owner: Made, routers: list[Made]) -> Iterator[Includes]:
    for router in routers:
        if router is not owner and any(contains(value, router) for value in inside(owner)):
            yield Includes(owner, router)


def _found(ev: Evaluator, app: App) -> finding.Found | None:
    """The application as what is served: Sentry's wrapper, or the name that it is bound to."""
    roots = finding.roots_of(ev, PROTOCOL, app.value)
    handler = Handler(app.value, app.place, app.name, app.framework, scope=Scope.OUTSIDE)
    return finding.Found(app.value, app.place, app.name, handler, roots) if roots else None


FRAMEWORK = Channels()
