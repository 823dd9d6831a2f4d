"""Sanic: handlers, class views, blueprints and their groups, middleware and signals.

Sentry's integration opens its scope in a receiver of the signal `http.lifecycle.request`: all
middleware runs inside it. It does so only if Sentry is started before the server is.

## Handlers

- `@app.route`, `@app.get` and the like, `@app.websocket`, on apps and blueprints; `add_route`,
  `add_websocket_route`;
- `HTTPMethodView` classes with `as_view`, `attach`, or `attach=` beside their bases;
  `CompositionView`.

`Sanic.get_app()` is the app of that name, a blueprint's `copy()` the same blueprint.

## Hook

An `on_request` function, straight after the statement that makes the app: before all other
middleware. `@app.middleware`, `register_middleware` and signals from `http.lifecycle.handle` to
`http.handler.before` are worth the same. Middleware of a blueprint or of a group is for that part,
a blueprint's signals are for the whole app. Receivers of `http.lifecycle.request` run before Sentry
has a scope.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`.

## Left to a person

- projects that start Sentry in a listener such as `before_server_start`: requests have no scope
  then, and tags leak from one to the next on a connection; start it where the app is made;
- apps that no statement binds to a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    FunctionValue,
    Made,
    Member,
    Value,
    definition,
    options,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS
from replaytag.frameworks.reading.lookups import IGNORES_CASE, Lookup
from replaytag.frameworks.reading.scaffold import around_view, as_view_class
from replaytag.frameworks.reading.types import is_a, subclasses
from replaytag.frameworks.reading.views import function_handler, routes_of, view_handlers
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import (
    App,
    Handler,
    Includes,
    Recipe,
    Record,
)
from replaytag.frameworks.sanic import hooks
from replaytag.frameworks.sanic.hooks import REQUEST, Registration
from replaytag.frameworks.sanic.owners import (
    APPS,
    BLUEPRINT,
    COMPOSITION,
    ROUTERS,
    Owners,
    included,
    is_group,
)
from replaytag.frameworks.writing.placing import after_binding, app_name, register_function

_VIEW = "sanic.HTTPMethodView"
_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
_DECORATORS = frozenset({*_METHODS, "route", "stream", "websocket"})

_SNIPPET = '''\
@{app}.on_request
async def tag_openreplay_session(request):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
'''
_LATE = (
    "Sentry is started in a listener, when it is too late for it to give each request a scope of "
    "its own, and any tag would leak. Start it before the server"
)


def _attribute(key: str | bytes) -> str | None:
    """``headers.x_name``: underscores for dashes, any case."""
    return key.rstrip("_").replace("_", "-").lower() if isinstance(key, str) else None


ATTRIBUTE = Lookup(
    "an attribute of the headers", _attribute, lambda header: header.lower().replace("-", "_")
)


class Sanic(Framework):
    """Sanic, its blueprints, class views and signals."""

    name = "sanic"
    title = "Sanic"
    libraries = frozenset({"sanic", "sanic_ext", "sanic_routing"})
    markers = (
        b"sanic",
        b"on_request",
        b"register_middleware",
        b"add_route",
        b"add_websocket_route",
        b"HTTPMethodView",
    )
    app_classes = APPS
    app_words = (
        b"add_signal",
        b"after_server_start",
        b"before_server_start",
        b"blueprint",
        b"get_app",
        b"listener",
        b"register_listener",
        b"register_named_middleware",
        b"signal",
    )
    everyday = frozenset({"blueprint", "listener", "signal"})
    types = {"sanic.Request.headers": "sanic.Header"}
    headers = {
        ("sanic.Request", "headers"): IGNORES_CASE,
        ("sanic.get_current", "headers"): IGNORES_CASE,
        ("sanic.Header", ""): IGNORES_CASE,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {
                "@listener",
                "@middleware",
                "@signal",
                "@websocket",
                "Blueprint",
                "BlueprintGroup",
                "CompositionView",
                "HTTPMethodView",
                "Sanic",
                "add_route",
                "add_signal",
                "add_websocket_route",
                "after_server_start",
                "before_server_start",
                "blueprint",
                "get_app",
                "on_request",
                "register_listener",
                "register_middleware",
                "register_named_middleware",
            }
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        owners = Owners(ev)
        for record in self._records(ev, owners):
            if isinstance(record, Handler):
                yield replace(record, scope=owners.scope_of(record.owner))
            else:
                yield record

    def _records(self, ev: Evaluator, owners: Owners) -> Iterator[Record]:
        for made in iter_made(ev):
            if is_a(made, *APPS):
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, *ROUTERS) or is_group(made):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
                for argument in made.arguments if not is_a(made, BLUEPRINT, COMPOSITION) else ():
                    yield from included(owners, made, argument, made.place)
            callee = made.callee
            if isinstance(callee, Member):
                for owner in owners.of(callee.owner):
                    yield from self._called(ev, owners, made, owner, callee.name)
                if callee.name == "attach" and subclasses(callee.owner, _VIEW):
                    to, uri = made.argument(0, "to"), made.argument(1, "uri")
                    for owner in owners.of(to) if to is not None else ():
                        yield from self._handlers(ev, made, owner, callee.owner, routes_of(uri))
            elif isinstance(callee, Made) and isinstance(callee.callee, Member):
                for owner in owners.of(callee.callee.owner):
                    yield from self._decorated(ev, made, callee, owner, callee.callee.name)
            found = hooks.registration(made)
            if found is not None:
                for owner in owners.of(found.owner):
                    yield from _hooks(ev, owners, owner, found)
        for cls in ev.classes():
            yield from self._attached(ev, owners, cls)
        yield from outer_hooks(ev, lambda value: is_a(value, *APPS), CALL_ARGUMENTS)

    def _called(
        self, ev: Evaluator, owners: Owners, made: Made, owner: Value, name: str
    ) -> Iterator[Record]:
        if name in ("blueprint", "register_blueprint", "append", "insert", "extend"):
            position = 1 if name == "insert" else 0
            child = made.argument(position, "blueprint") or made.keyword("value")
            if child is not None:
                yield from included(owners, owner, child, made.place)
        elif name in ("add_route", "add_websocket_route"):
            handler = made.argument(0, "handler")
            if handler is not None:
                routes = routes_of(made.argument(1, "uri"))
                for found in self._handlers(ev, made, owner, handler, routes):
                    websocket = name == "add_websocket_route"
                    yield replace(found, websocket=True) if websocket else found
                for option in options(handler):
                    if is_a(option, COMPOSITION):
                        yield Includes(owner, option)
        elif name == "add" and is_a(owner, COMPOSITION):
            handler = made.argument(1, "handler")
            if handler is not None:
                yield from self._handlers(ev, made, owner, handler, ())

    def _decorated(
        self, ev: Evaluator, made: Made, factory: Made, owner: Value, name: str
    ) -> Iterator[Record]:
        """``@app.get("/x")`` over a function."""
        if name in _DECORATORS and made.arguments:
            routes = routes_of(factory.argument(0, "uri"))
            for found in self._handlers(ev, made, owner, made.arguments[0], routes):
                yield replace(found, websocket=True) if name == "websocket" else found

    def _attached(self, ev: Evaluator, owners: Owners, cls: ClassValue) -> Iterator[Record]:
        """``class Pages(HTTPMethodView, attach=app, uri="/")``."""
        to = cls.keywords.get("attach")
        if to is not None and subclasses(cls, _VIEW):
            routes = routes_of(cls.keywords.get("uri"))
            for owner in owners.of(to):
                yield from _view_handlers(ev, owner, cls, routes)

    def _handlers(
        self, ev: Evaluator, made: Made, owner: Value, view: Value, routes: tuple[str, ...]
    ) -> Iterator[Handler]:
        for option in options(view):
            handler = function_handler(owner, option, self.name, routes, made, (REQUEST,))
            cls = as_view_class(option) or option
            if handler is not None:
                yield handler
            elif subclasses(cls, _VIEW):
                yield from _view_handlers(ev, owner, cls, routes)

    def header_read(self, value: Value) -> tuple[Lookup, Value] | None:
        """``request.headers.x_openreplay_sessiontoken``."""
        match value:
            case Member(Member(request, "headers"), name) if "_" in name.strip("_"):
                if name != "get_all" and is_a(request, "sanic.Request", "sanic.get_current"):
                    return ATTRIBUTE, Constant(name)
        return None

    # --- fixing ----------------------------------------------------------------------------------

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        recipe = after_binding(
            ev,
            app.place,
            lambda target: _SNIPPET.format(app=target, header=contract.header, tag=contract.tag),
            (("sentry_sdk", None),),
            "Tag every request in an `on_request` middleware",
        )
        return _unless_late(ev, app, recipe)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        function = definition(target)
        if not isinstance(function, FunctionValue) or len(function.node.parameters) != 1:
            return None
        recipe = register_function(
            ev,
            app.place,
            function,
            lambda name: f"{name}.on_request",
            lambda name, hook: f"{name}.on_request({hook})",
            f"Register `{function.name}` with `on_request`",
        )
        return _unless_late(ev, app, recipe)


def _hooks(ev: Evaluator, owners: Owners, owner: Value, found: Registration) -> Iterator[Record]:
    scope = owners.scope_of(owner)
    yield from hooks.middleware_hook(owner, found, scope)
    yield from hooks.signal_hook(ev, owner, found, scope)
    if found.name == "register_named_middleware":
        reason = "a middleware that tags runs for some routes only"
        yield from hooks.doubtful(ev, owner, found, reason)


def _view_handlers(
    ev: Evaluator, owner: Value, cls: Value, routes: tuple[str, ...]
) -> Iterator[Handler]:
    yield from view_handlers(
        ev,
        owner,
        cls,
        "sanic",
        routes,
        _METHODS,
        lambda _, view: around_view(ev, view, (REQUEST,)),
        (REQUEST,),
    )


def _unless_late(ev: Evaluator, app: App, recipe: Recipe) -> Recipe:
    """``recipe``, without what it would do where a tag leaks whatever is done."""
    if not hooks.starts_late(ev, app.value):
        return recipe
    return Recipe(recipe.message, recipe.snippet, reason=_LATE)


FRAMEWORK = Sanic()
