"""Quart: Flask's interface on ASGI; Quart-Trio and Quart-OpenAPI are built on it.

Sentry's integration patches ``Quart.__call__``: hooks and ``app.asgi_app`` run inside the request's
scope, a wrapper round the app object outside it.

## Handlers

- `@app.route`, `@app.get` and the like on apps and blueprints, `add_url_rule`;
- `MethodView` and `View` classes with `as_view`, resources of Quart-OpenAPI;
- `@app.websocket` and `add_websocket`, which are judged and never reported.

An app that went through `quart_cors.cors()` is the same app.

## Hook

A `before_request` function, straight after the statement that makes the app: before all other
hooks, for pages that are not found, too. `before_app_request`, `app.asgi_app = ...`,
`request_started` and decorators of views count as they reach; hooks of one blueprint are for that
blueprint. `before_websocket` and its like are for websockets alone, `before_request` for all else.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`.

## Left to a person

- apps that no statement binds to a name, such as one that is returned where it is made;
- wrappers round the app object with a plain `set_tag`: they leak, and are reported as no coverage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    Member,
    Opaque,
    Value,
    choice,
    definition,
    options,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, call_middleware, continues
from replaytag.frameworks.reading.lookups import IGNORES_CASE
from replaytag.frameworks.reading.scaffold import (
    HOOKS,
    ROUTE_METHODS,
    listed_hook,
    replaced_entry,
    scaffold_hook,
    signal_hook,
    view_function_handlers,
)
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import routes_of
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import (
    App,
    Handler,
    Includes,
    Reach,
    Recipe,
    Record,
    Unresolved,
    When,
)
from replaytag.frameworks.writing.placing import after_binding, app_name, register_function
from replaytag.source import Place

APPS = ("quart.Quart", "quart_trio.QuartTrio", "quart_openapi.Pint")
ROUTERS = ("quart.Blueprint", "quart_openapi.PintBlueprint")
_CORS = External("quart_cors.cors")
"""Gives back the app or blueprint that it is called with."""
_WEBSOCKET_HOOKS = {
    "before_websocket": (When.BEFORE, Reach.OWNER),
    "before_app_websocket": (When.BEFORE, Reach.APP),
    "after_websocket": (When.LATE, Reach.OWNER),
    "after_app_websocket": (When.LATE, Reach.APP),
    "teardown_websocket": (When.LATE, Reach.OWNER),
    "teardown_app_websocket": (When.LATE, Reach.APP),
}
_APP = Opaque("quart.Quart")
_CURRENT_APP = External("quart.current_app")
_RESPONSE = Opaque("quart.Response")

_SNIPPET = '''\
@{app}.before_request
async def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
'''


class Quart(Framework):
    """Quart, its blueprints, websockets and extensions."""

    name = "quart"
    title = "Quart"
    libraries = frozenset({"quart", "quart_trio", "quart_openapi", "quart_cors", "quart_schema"})
    markers = (
        b"quart",
        b".route(",
        b"add_url_rule",
        b"add_websocket",
        b"register_blueprint",
        b"before_request",
        b"before_app_request",
        b"before_websocket",
        b"before_app_websocket",
        b"asgi_app",
        b"MethodView",
    )
    app_classes = APPS
    app_words = (b"register_blueprint",)
    types = {
        "quart.current_app": "quart.Quart",
        "quart.request": "quart.Request",
        "quart.globals.request": "quart.Request",
        "quart.websocket": "quart.Websocket",
        "quart.globals.websocket": "quart.Websocket",
        "quart.Request.scope": "asgi.Scope",
        "quart.Websocket.scope": "asgi.Scope",
    }
    headers = {
        ("quart.Request", "headers"): IGNORES_CASE,
        ("quart.Websocket", "headers"): IGNORES_CASE,
    }

    def names(self) -> frozenset[str]:
        return super().names() | {"@websocket", "Blueprint"}

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if is_a(made, *APPS):
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, *ROUTERS):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
            if isinstance(made.callee, Member):
                yield from self._method(ev, made, made.callee)
            elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
                yield from self._decorator(ev, made, made.callee, made.callee.callee)
            else:
                yield from signal_hook(made, "request_started", _CURRENT_APP, _APP)
                for hook in signal_hook(made, "websocket_started", _CURRENT_APP, _APP):
                    yield replace(hook, requests=False)
        for store in list(ev.stores):
            if store.key == "asgi_app":
                owner = choice([_without_cors(option) for option in options(store.owner)])
                plain = replace(store, owner=owner)
                for hook in replaced_entry(ev, plain, "asgi_app", APPS, CALL_ARGUMENTS):
                    # As in Flask, Sentry is told of an error within `asgi_app`.
                    yield replace(hook, sees_errors=True)
        yield from outer_hooks(ev, lambda value: is_a(value, *APPS), CALL_ARGUMENTS)

    # --- what is called on an app or blueprint ---------------------------------------------------

    def _method(self, ev: Evaluator, made: Made, callee: Member) -> Iterator[Record]:
        if callee.name in ("append", "insert") and made.arguments:
            yield from listed_hook(made, callee.owner)
        for option in options(callee.owner):
            owner = _without_cors(option)
            if is_a(owner, *APPS, *ROUTERS) or owner == _CURRENT_APP:
                yield from self._called(ev, made, owner, callee.name)

    def _called(self, ev: Evaluator, made: Made, owner: Value, name: str) -> Iterator[Record]:
        if name == "register_blueprint":
            child = made.argument(0, "blueprint")
            yield from _included(owner, child, made.place) if child is not None else ()
        elif name in ("add_url_rule", "add_websocket"):
            view = made.argument(2, "view_func")
            websocket = name == "add_websocket" or made.keyword("is_websocket") == Constant(True)
            if view is not None:
                rule = made.argument(0, "rule")
                yield from self._handlers(ev, made, owner, view, routes_of(rule), websocket)
        elif name in HOOKS and made.arguments:
            hook = scaffold_hook(owner, made.arguments[0], HOOKS[name], _RESPONSE, made, APPS)
            yield replace(hook, websockets=name.endswith(("preprocessor", "appcontext")))
        elif name in _WEBSOCKET_HOOKS and made.arguments:
            kind = _WEBSOCKET_HOOKS[name]
            hook = scaffold_hook(owner, made.arguments[0], kind, _RESPONSE, made, APPS)
            yield replace(hook, requests=False)

    def _decorator(
        self, ev: Evaluator, made: Made, factory: Made, callee: Member
    ) -> Iterator[Record]:
        """``@app.route("/x")`` over a function or view class."""
        if not made.arguments or callee.name not in (*ROUTE_METHODS, "websocket"):
            return
        for option in options(callee.owner):
            owner = _without_cors(option)
            if is_a(owner, *APPS, *ROUTERS):
                routes = routes_of(*factory.arguments, factory.keyword("rule"))
                websocket = callee.name == "websocket"
                view = made.arguments[0]
                yield from self._handlers(ev, made, owner, view, routes, websocket)

    def _handlers(
        self,
        ev: Evaluator,
        made: Made,
        owner: Value,
        view: Value,
        routes: tuple[str, ...],
        websocket: bool,
    ) -> Iterator[Handler]:
        for handler in view_function_handlers(ev, made, owner, view, self.name, routes):
            yield replace(handler, websocket=True) if websocket else handler

    # --- fixing ----------------------------------------------------------------------------------

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        imports = (("sentry_sdk", None), ("quart", "request"))
        return after_binding(
            ev,
            _outermost(ev, app),
            lambda target: _SNIPPET.format(app=target, header=contract.header, tag=contract.tag),
            imports,
            "Tag every request in a `before_request` hook",
        )

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        found = definition(target)
        place = _outermost(ev, app)
        if isinstance(found, ClassValue):
            called = call_middleware(ev, found, (), (), found.place)
            if called is None or not any(continues(ev, run) for run in called.runs):
                return None
            return register_function(
                ev,
                place,
                found,
                None,
                lambda name, hook: f"{name}.asgi_app = {hook}({name}.asgi_app)",
                f"Wrap `asgi_app` in `{found.name}`",
            )
        if not isinstance(found, FunctionValue) or found.node.parameters:
            return None
        # Whichever of the two proxies is not bound raises.
        method = "before_websocket" if _reads_websocket(ev, found) else "before_request"
        return register_function(
            ev,
            place,
            found,
            lambda name: f"{name}.{method}",
            lambda name, hook: f"{name}.{method}({hook})",
            f"Register `{found.name}` with `{method}`",
        )


def _included(owner: Value, child: Value, place: Place) -> Iterator[Record]:
    for option in options(child):
        blueprint = _without_cors(option)
        if is_a(blueprint, *ROUTERS):
            yield Includes(owner, blueprint)
        elif not isinstance(blueprint, Made):
            reason = "a blueprint that is registered here cannot be resolved"
            yield Unresolved(owner, reason, place)


def _without_cors(value: Value) -> Value:
    while isinstance(value, Made) and value.callee == _CORS and value.arguments:
        value = value.arguments[0]
    return value


def _outermost(ev: Evaluator, app: App) -> Place:
    """Where the app is bound: ``cors(Quart(__name__))`` binds what it gives back."""
    for made in iter_made(ev):
        inner = made.arguments[0] if made.callee == _CORS and made.arguments else None
        same = inner is app.value and made.place.path == app.place.path
        if same and made.place.span.contains(app.place.span):
            return made.place
    return app.place


def _reads_websocket(ev: Evaluator, function: FunctionValue) -> bool:
    """Whether what it tags with comes from the websocket at hand."""
    return any(
        isinstance(step, Call) and any(map(_is_of_websocket, step.made.arguments))
        for step in ev.trace_of(function, ())
    )


def _is_of_websocket(value: Value, depth: int = 0) -> bool:
    if depth > 12:
        return False
    match value:
        case External(name):
            return name in ("quart.websocket", "quart.globals.websocket")
        case Member(owner, _):
            return _is_of_websocket(owner, depth + 1)
        case Made(callee, arguments):
            return any(_is_of_websocket(part, depth + 1) for part in (callee, *arguments))
    return any(_is_of_websocket(v, depth + 1) for v in options(value) if v is not value)


FRAMEWORK = Quart()
