"""Falcon, WSGI and ASGI: responders of resources, sinks, middleware objects.

Sentry's integration patches the WSGI `falcon.App.__call__`: middleware and responders run inside
the request's scope, a wrapper round the app object outside it. There is none for `falcon.asgi.App`:
nobody opens a scope unless `SentryAsgiMiddleware` is wrapped round the app, and all that sets a tag
without one leaks into later requests, responders included. Unhandled errors are logged there by
Falcon, in the app's own call.

## Handlers

- `on_get`, `on_post`, ... of resources that `add_route` is given, inherited ones included, with or
  without a `suffix`; functions of a module that is a resource;
- functions and objects that `add_sink` is given;
- `on_websocket`, which is judged and never reported.

## Hook

`process_request` of an object first in `middleware=`. Objects of `add_middleware` count, too.
`process_resource` and `@falcon.before` count for the handlers that they run for, which are never
sinks and missing pages; `process_response` is too late.

## Recipe

Inside: a middleware object with a guarded `sentry_sdk.set_tag`, first in the list that the app's
own call is given. Outside, for ASGI: a wrapper with `sentry_sdk.isolation_scope()` round the app,
after its last route.

## Left to a person

- middleware of `falcon.API`, before Falcon 3.0, that is not listed in its own call;
- ASGI apps without `SentryAsgiMiddleware` that other code registers on after they are made: the
  place where such an app is complete is not certain;
- error handlers and `add_static_route`: they are no handlers here, the hook runs for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Made, Member, Value, options
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.falcon import recipes
from replaytag.frameworks.falcon.apps import (
    ANY_REQUEST,
    APPS,
    ASGI_REQUEST,
    WSGI_REQUEST,
    constructors,
    is_app,
    is_asgi,
    request_of,
    scope_in,
)
from replaytag.frameworks.falcon.middleware import (
    Component,
    components,
    hooks,
    routed_runs,
    websocket_runs,
)
from replaytag.frameworks.falcon.resources import (
    RESPONDERS,
    Hooked,
    Route,
    before_hooks,
    is_resolved,
    responders,
    sinks,
)
from replaytag.frameworks.reading import asgi, wsgi
from replaytag.frameworks.reading.lookups import (
    ENVIRON,
    IGNORES_CASE,
    IGNORES_CASE_AND_UNDERSCORES,
    LOWER,
    UPPER,
    Lookup,
)
from replaytag.frameworks.reading.tracing import uses_sentry
from replaytag.frameworks.reading.views import routes_of
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import App, Recipe, Record, Run, Unresolved
from replaytag.frameworks.writing.placing import app_name

_ONE_CASE = Lookup(
    "a dict with upper-case keys (WSGI) or lower-case keys (ASGI)",
    lambda key: UPPER.reads(key) or LOWER.reads(key),
    UPPER.spelling,
)
"""Where it is not known by which protocol the request came."""


class Falcon(Framework):
    """Falcon's apps of both protocols."""

    name = "falcon"
    title = "Falcon"
    libraries = frozenset({"falcon"})
    markers = (
        *(b"falcon", b"add_route", b"add_sink", b"def on_"),
        *(b"process_request", b"process_resource"),
    )
    app_classes = APPS
    app_words = (b"add_middleware",)
    view_methods = frozenset(RESPONDERS)
    types = {
        f"{ASGI_REQUEST}.scope": "asgi.Scope",
        f"{ANY_REQUEST}.scope": "asgi.Scope",
    }
    headers = {
        (WSGI_REQUEST, "headers"): UPPER,
        (WSGI_REQUEST, "headers_lower"): LOWER,
        (WSGI_REQUEST, "env"): ENVIRON,
        (ASGI_REQUEST, "headers"): LOWER,
        (ASGI_REQUEST, "headers_lower"): LOWER,
        (ANY_REQUEST, "headers"): _ONE_CASE,
        (ANY_REQUEST, "headers_lower"): LOWER,
        (ANY_REQUEST, "env"): ENVIRON,
    }
    readers = {
        (WSGI_REQUEST, "get_header"): IGNORES_CASE_AND_UNDERSCORES,
        (ASGI_REQUEST, "get_header"): IGNORES_CASE,
        (ANY_REQUEST, "get_header"): IGNORES_CASE,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {
                *("API", "App", "add_middleware", "add_route", "add_sink", "falcon"),
                *("process_request", "process_resource"),
            }
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if is_app(made):
                yield App(made, made.place, app_name(ev, made), self.name)
        registered = list(components(ev))
        requests = {app: request_of(ev, app, made) for made, app in constructors(ev)}
        for component in registered:
            owner = component.owner
            request = requests.get(owner) or request_of(ev, owner, None)
            yield from hooks(ev, component, request, scope_in(ev, owner))
        hooked = before_hooks(ev)
        for made in iter_made(ev):
            if isinstance(made.callee, Member) and made.callee.name in ("add_route", "add_sink"):
                for owner in options(made.callee.owner):
                    if is_app(owner):
                        request = requests.get(owner) or request_of(ev, owner, None)
                        yield from _registered(ev, made, owner, request, registered, hooked)
            elif is_mount(made):
                yield from _mounted(made)
        yield from outer_hooks(ev, lambda v: is_app(v) and not is_asgi(v), wsgi.CALL_ARGUMENTS)
        for hook in outer_hooks(ev, lambda v: is_app(v) and is_asgi(v), asgi.CALL_ARGUMENTS):
            # Falcon logs an unhandled error before its call returns.
            yield replace(hook, sees_errors=True)

    def answers(self, ev: Evaluator, app: App) -> bool:
        """An app with a router of its own, or with resources that cannot be resolved."""
        if not any(
            made.keyword("router") is not None
            for made, owner in constructors(ev)
            if owner is app.value
        ) and not any(_is_hidden(made, app.value) for made in iter_made(ev)):
            return False
        own = [component for component in components(ev) if component.owner is app.value]
        request = request_of(ev, app.value, None)
        runs = [run for component in own for run in routed_runs(ev, component, request)]
        # What runs for routed handlers alone may tag these.
        return not any(uses_sentry(ev, run) for run in runs)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, app, target)


def _registered(
    ev: Evaluator,
    made: Made,
    owner: Value,
    request: Value,
    registered: list[Component],
    hooked: Hooked,
) -> Iterator[Record]:
    """``app.add_route("/x", Resource(), suffix="y")`` and ``app.add_sink(f, "/x")``."""
    assert isinstance(made.callee, Member)
    own = [component for component in registered if component.owner is owner]
    runs: list[Run] = []
    websocket: list[Run] = []
    for component in own:
        runs += routed_runs(ev, component, request)
        websocket += websocket_runs(ev, component, request)
    scope = scope_in(ev, owner)
    if made.callee.name == "add_sink":
        sink = made.argument(0, "sink")
        route = Route(owner, routes_of(made.argument(1, "prefix")), request, scope, (), ())
        if sink is not None:
            yield from sinks(ev, sink, route)
        return
    resource = made.argument(1, "resource")
    routes = routes_of(made.argument(0, "uri_template"))
    route = Route(owner, routes, request, scope, tuple(runs), tuple(websocket))
    if resource is not None:
        yield from responders(ev, resource, made.keyword("suffix"), route, hooked)


def _is_hidden(made: Made, app: Value) -> bool:
    """Whether a call registers on an app a resource or sink that cannot be resolved."""
    match made.callee:
        case Member(owner, "add_route") if owner is app:
            resource = made.argument(1, "resource")
            return resource is not None and not is_resolved(resource)
        case Member(owner, "add_sink"):
            return owner is app
    return False


def is_mount(made: Made) -> bool:
    """Whether a call mounts what it is handed in an app of another framework."""
    name = getattr(made.callee, "name", "")
    return isinstance(name, str) and name.rpartition(".")[2] in ("Mount", "mount")


def _mounted(made: Made) -> Iterator[Record]:
    for argument in (*made.arguments, *(value for _, value in made.keywords)):
        for option in options(argument):
            if is_app(option) and is_asgi(option):
                reason = "it is mounted in another app, whose hooks may run for it"
                yield Unresolved(option, reason, made.place)


FRAMEWORK = Falcon()
