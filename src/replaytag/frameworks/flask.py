"""Flask and what is built on it: Flask-RESTful, flask-restx, flask-smorest, APIFlask.

Sentry's integration patches ``Flask.__call__``: hooks and ``app.wsgi_app`` run inside the request's
scope, a wrapper round the app object outside it.

## Handlers

- `@app.route`, `@app.get` and the like on apps and blueprints, `add_url_rule`;
- `MethodView` and `View` classes with `as_view`;
- resources of Flask-RESTful and flask-restx (`add_resource`, `@ns.route`), views of flask-smorest
  and APIFlask.

## Hook

A `before_request` function, straight after the statement that makes the app: before all other
hooks, for pages that are not found, too. `before_app_request`, `app.wsgi_app = ...`,
`request_started` and decorators of views count as they reach; hooks of one blueprint are for that
blueprint.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`.

## Left to a person

- apps that no statement binds to a name, such as one that is returned where it is made;
- wrappers round the app object with a plain `set_tag`: they leak, and are reported as no coverage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Store
from replaytag.evaluator.values import (
    Constant,
    Decorated,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Opaque,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks import wsgi
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
from replaytag.frameworks.placing import after_binding, app_name, register_function
from replaytag.frameworks.records import (
    App,
    Hook,
    Includes,
    Reach,
    Recipe,
    Record,
    Run,
    Unresolved,
    When,
)
from replaytag.frameworks.types import is_a
from replaytag.frameworks.views import function_handler, routes_of, view_handlers
from replaytag.frameworks.wrapping import outer_hooks
from replaytag.source import Place

APPS = ("flask.Flask", "apiflask.APIFlask", "flask_openapi3.OpenAPI")
ROUTERS = (
    "flask.Blueprint",
    "apiflask.APIBlueprint",
    "flask_smorest.Blueprint",
    "flask_restful.Api",
    "flask_restx.Api",
    "flask_restplus.Api",
    "flask_smorest.Api",
    "flask_restx.Namespace",
    "flask_restplus.Namespace",
    "flask_openapi3.APIBlueprint",
)
_ROUTE_METHODS = frozenset({"route", "get", "post", "put", "delete", "patch", "endpoint"})
_HOOKS = {
    "before_request": (When.BEFORE, Reach.OWNER),
    "before_app_request": (When.BEFORE, Reach.APP),
    "url_value_preprocessor": (When.BEFORE, Reach.OWNER),
    "app_url_value_preprocessor": (When.BEFORE, Reach.APP),
    "after_request": (When.LATE, Reach.OWNER),
    "after_app_request": (When.LATE, Reach.APP),
    "teardown_request": (When.LATE, Reach.OWNER),
    "teardown_app_request": (When.LATE, Reach.APP),
    "teardown_appcontext": (When.LATE, Reach.OWNER),
}
_HTTP = ("get", "post", "put", "delete", "patch", "head", "options", "trace")

_SNIPPET = '''\
@{app}.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
'''


class Flask(Framework):
    """Flask, its blueprints and extensions."""

    name = "flask"
    title = "Flask"
    libraries = frozenset(
        {
            "flask",
            "werkzeug",
            "flask_restful",
            "flask_restx",
            "flask_restplus",
            "flask_smorest",
            "apiflask",
            "flask_openapi3",
        }
    )
    markers = (
        b"flask",
        b".route(",
        b"add_url_rule",
        b"add_resource",
        b"add_namespace",
        b"register_blueprint",
        b"before_request",
        b"before_app_request",
        b"MethodView",
    )
    app_classes = APPS
    app_words = (b"register_blueprint", b"register_api", b"register_apiview", b"add_namespace")
    types = {
        "flask.request": "flask.Request",
        "flask.globals.request": "flask.Request",
        "flask_restful.request": "flask.Request",
        "flask_restx.request": "flask.Request",
        "apiflask.request": "flask.Request",
    }
    headers = {
        ("flask.Request", "headers"): IGNORES_CASE_AND_UNDERSCORES,
        ("werkzeug.Request", "headers"): IGNORES_CASE_AND_UNDERSCORES,
        ("flask.Request", "environ"): ENVIRON,
        ("werkzeug.Request", "environ"): ENVIRON,
        ("werkzeug.EnvironHeaders", ""): IGNORES_CASE_AND_UNDERSCORES,
    }

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if is_a(made, *APPS):
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, *ROUTERS):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
                yield from self._attached(made)
            if isinstance(made.callee, Member):
                yield from self._method(ev, made, made.callee)
            elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
                yield from self._decorator(ev, made, made.callee, made.callee.callee)
            else:
                yield from self._signal(made)
        for store in list(ev.stores):
            yield from self._stored(ev, store)
        yield from outer_hooks(ev, lambda value: is_a(value, *APPS), wsgi.CALL_ARGUMENTS)

    # --- what hangs together ---------------------------------------------------------------------

    def _attached(self, made: Made) -> Iterator[Record]:
        """``Api(app)`` and ``Api(blueprint)`` of the extensions."""
        parent = made.argument(0, "app") or made.keyword("blueprint") or made.keyword("api")
        if parent is not None and is_a(parent, *APPS, *ROUTERS):
            yield Includes(parent, made)

    def _method(self, ev: Evaluator, made: Made, callee: Member) -> Iterator[Record]:
        owner, name = callee.owner, callee.name
        if name in ("append", "insert") and made.arguments:
            yield from self._listed(made, owner)
        if name == "init_app" and made.arguments and is_a(owner, *ROUTERS):
            yield Includes(made.arguments[0], owner)
        if not is_a(owner, *APPS, *ROUTERS) and owner != External("flask.current_app"):
            return
        if name in ("register_blueprint", "add_namespace", "register_api", "register_apiview"):
            child = made.argument(0, "blueprint") or made.argument(0, "ns")
            if child is not None:
                for option in options(child):
                    if is_a(option, *ROUTERS):
                        yield Includes(owner, option)
                    elif not isinstance(option, Made):
                        reason = "a blueprint that is registered here cannot be resolved"
                        yield Unresolved(owner, reason, made.place)
        elif name == "namespace":
            yield App(made, made.place, "namespace", self.name, serves=False)
            yield Includes(owner, made)
        elif name == "add_url_rule":
            view = made.argument(2, "view_func")
            if view is not None:
                yield from self._handlers(
                    ev, made, owner, view, routes_of(made.argument(0, "rule"))
                )
        elif name == "add_resource":
            urls = made.arguments[1:]
            if made.arguments:
                yield from self._handlers(ev, made, owner, made.arguments[0], routes_of(*urls))
        elif name in _HOOKS and made.arguments:
            yield from self._hook(owner, made.arguments[0], name, made.place)

    def _decorator(
        self, ev: Evaluator, made: Made, factory: Made, callee: Member
    ) -> Iterator[Record]:
        """``@app.route("/x")`` over a function or view class."""
        if not made.arguments or not is_a(callee.owner, *APPS, *ROUTERS):
            return
        if callee.name in _ROUTE_METHODS or callee.name in ("errorhandler",):
            if callee.name == "errorhandler":
                return
            routes = routes_of(*factory.arguments, factory.keyword("rule"))
            yield from self._handlers(ev, made, callee.owner, made.arguments[0], routes)

    def _signal(self, made: Made) -> Iterator[Record]:
        """``request_started.connect(f, app)`` and ``@request_started.connect_via(app)``."""
        callee, sender = made.callee, made.argument(1, "sender")
        if isinstance(callee, Made):
            sender = callee.argument(0, "sender")
            callee = callee.callee
        if not isinstance(callee, External) or not made.arguments:
            return
        if callee.name.endswith(("request_started.connect", "request_started.connect_via")):
            target = made.arguments[0]
            run = Run(target, (Opaque("flask.Flask"),))
            yield Hook(sender or External("flask.current_app"), target, made.place, (run,))

    def _listed(self, made: Made, owner: Value) -> Iterator[Record]:
        """``app.before_request_funcs.setdefault(None, []).append(f)``."""
        key: Value | None = None
        while True:
            match owner:
                case Item():
                    key, owner = owner.key, owner.owner
                case Made(callee=Member(inner, "setdefault")) as call:
                    key, owner = call.argument(0, "key"), inner
                case _:
                    break
        everyone = isinstance(key, Constant) and key.value is None
        if everyone and isinstance(owner, Member) and owner.name == "before_request_funcs":
            target = made.arguments[-1]
            yield Hook(owner.owner, target, made.place, (Run(target),))

    def _stored(self, ev: Evaluator, store: Store) -> Iterator[Record]:
        """``app.wsgi_app = Middleware(app.wsgi_app)``; ``app.before_request_funcs`` is not read."""
        if store.key != "wsgi_app":
            return
        for owner in options(store.owner):
            if is_a(owner, *APPS):
                runs = tuple(wsgi.middleware_runs(ev, store.value, wsgi.CALL_ARGUMENTS))
                target = store.value.callee if isinstance(store.value, Made) else store.value
                yield Hook(owner, target, store.place, runs)

    def _hook(self, owner: Value, target: Value, name: str, place: Place) -> Iterator[Record]:
        when, reach = _HOOKS[name]
        arguments: tuple[Value, ...] = (Opaque("flask.Response"),) if when is When.LATE else ()
        yield Hook(owner, target, place, (Run(target, arguments, when),), reach)

    # --- handlers --------------------------------------------------------------------------------

    def _handlers(
        self, ev: Evaluator, made: Made, owner: Value, view: Value, routes: tuple[str, ...]
    ) -> Iterator[Record]:
        for option in options(view):
            handler = function_handler(owner, option, self.name, routes, made)
            if handler is not None:
                yield handler
                continue
            cls = _as_view(option)
            if cls is not None:
                yield from view_handlers(
                    ev, owner, cls, self.name, routes, _HTTP, lambda c, i: _around(ev, c, i)
                )
            elif definition(option) is not None:
                yield from view_handlers(
                    ev, owner, option, self.name, routes, _HTTP, lambda c, i: _around(ev, c, i)
                )

    # --- fixing ----------------------------------------------------------------------------------

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        imports = (("sentry_sdk", None), ("flask", "request"))
        return after_binding(
            ev,
            app.place,
            lambda target: _SNIPPET.format(app=target, header=contract.header, tag=contract.tag),
            imports,
            "Tag every request in a `before_request` hook",
        )

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        function = definition(target)
        if not isinstance(function, FunctionValue) or function.node.parameters:
            return None
        return register_function(
            ev,
            app.place,
            function,
            lambda name: f"{name}.before_request",
            lambda name, hook: f"{name}.before_request({hook})",
            f"Register `{function.name}` with `before_request`",
        )


def _as_view(value: Value) -> Value | None:
    """The class in ``Class.as_view("name")``, decorated or not."""
    while isinstance(value, Decorated):
        value = value.value
    if isinstance(value, Made):
        if isinstance(value.callee, Member) and value.callee.name == "as_view":
            return value.callee.owner
        for argument in value.arguments:
            found = _as_view(argument)
            if found is not None:
                return found
    return None


def _around(ev: Evaluator, cls: object, instance: Value) -> tuple[Run, ...]:
    """What runs before a view's method: its decorators and ``dispatch_request``."""
    runs: list[Run] = []
    for name in ("decorators", "method_decorators"):
        listed = ev.attribute(instance, name)
        if isinstance(listed, SequenceValue):
            for decorator in listed.elements:
                wrapped = ev.call(decorator, (Opaque("flask.view"),), (), _place(instance))
                if isinstance(undecorated(wrapped), FunctionValue):
                    runs.append(Run(wrapped))
    dispatch = ev.attribute(instance, "dispatch_request")
    if isinstance(undecorated(dispatch), FunctionValue):
        runs.append(Run(dispatch))
    return tuple(runs)


def _place(instance: Value) -> Place:
    assert isinstance(instance, Made)
    return instance.place


FRAMEWORK = Flask()
