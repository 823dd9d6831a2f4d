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

Under Werkzeug's `DispatcherMiddleware` each app has its own hooks. What is round the dispatcher
runs for all of its apps: `app.wsgi_app = Mw(DispatcherMiddleware(app.wsgi_app, ...))`, middleware
inside `SentryWsgiMiddleware`, or middleware with a scope of its own. Behind an adapter for ASGI
servers, hooks count as ever; an `app.wsgi_app` that is served by one has no scope (see Starlette).
Hooks hold under `WsgiFunctionApp` of Azure, too.

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
from replaytag.evaluator.values import (
    External,
    FunctionValue,
    Made,
    Member,
    Opaque,
    Value,
    definition,
    options,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.adapters import without_scope
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
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
    Hook,
    Includes,
    Recipe,
    Record,
    Scope,
    Unresolved,
)
from replaytag.frameworks.writing.placing import after_binding, app_name, register_function

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

_APP = Opaque("flask.Flask")
_CURRENT_APP = External("flask.current_app")
_RESPONSE = Opaque("flask.Response")

BEFORE_REQUEST = '''\
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
        outside = _outside(ev)
        for record in self._records(ev):
            if isinstance(record, (Hook, Handler)) and record.owner in outside:
                yield replace(record, scope=Scope.OUTSIDE)
            else:
                yield record

    def _records(self, ev: Evaluator) -> Iterator[Record]:
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
                yield from signal_hook(made, "request_started", _CURRENT_APP, _APP)
        for store in list(ev.stores):
            for hook in replaced_entry(ev, store, "wsgi_app", APPS, wsgi.CALL_ARGUMENTS):
                # Flask tells Sentry of an error within `wsgi_app`, before what wraps that sees it.
                yield replace(hook, sees_errors=True)
        outer = outer_hooks(ev, lambda value: is_a(value, *APPS), wsgi.CALL_ARGUMENTS)
        yield from (replace(hook, sees_errors=True) for hook in outer)

    # --- what hangs together ---------------------------------------------------------------------

    def _attached(self, made: Made) -> Iterator[Record]:
        """``Api(app)`` and ``Api(blueprint)`` of the extensions."""
        parent = made.argument(0, "app") or made.keyword("blueprint") or made.keyword("api")
        if parent is not None and is_a(parent, *APPS, *ROUTERS):
            yield Includes(parent, made)

    def _method(self, ev: Evaluator, made: Made, callee: Member) -> Iterator[Record]:
        owner, name = callee.owner, callee.name
        if name in ("append", "insert") and made.arguments:
            yield from listed_hook(made, owner)
        if name == "init_app" and made.arguments and is_a(owner, *ROUTERS):
            yield Includes(made.arguments[0], owner)
        if is_a(owner, *APPS, *ROUTERS) or owner == _CURRENT_APP:
            yield from self.called_on(ev, made, owner, name)

    def called_on(self, ev: Evaluator, made: Made, owner: Value, name: str) -> Iterator[Record]:
        """What the call ``made`` of ``owner.name`` registers, where ``owner`` is Flask's."""
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
                routes = routes_of(made.argument(0, "rule"))
                yield from view_function_handlers(ev, made, owner, view, self.name, routes)
        elif name == "add_resource":
            if made.arguments:
                view, *urls = made.arguments
                routes = routes_of(*urls)
                yield from view_function_handlers(ev, made, owner, view, self.name, routes)
        elif name in HOOKS and made.arguments:
            yield scaffold_hook(owner, made.arguments[0], HOOKS[name], _RESPONSE, made, APPS)

    def _decorator(
        self, ev: Evaluator, made: Made, factory: Made, callee: Member
    ) -> Iterator[Record]:
        if is_a(callee.owner, *APPS, *ROUTERS):
            yield from self.decorated_by(ev, made, factory, callee.owner, callee.name)

    def decorated_by(
        self, ev: Evaluator, made: Made, factory: Made, owner: Value, name: str
    ) -> Iterator[Record]:
        """``@app.route("/x")`` over a function or view class, where ``owner`` is Flask's."""
        if made.arguments and name in ROUTE_METHODS:
            routes = routes_of(*factory.arguments, factory.keyword("rule"))
            view = made.arguments[0]
            yield from view_function_handlers(ev, made, owner, view, self.name, routes)

    # --- fixing ----------------------------------------------------------------------------------

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        imports = (("sentry_sdk", None), ("flask", "request"))
        message = "Tag every request in a `before_request` hook"
        if app.value in _outside(ev):
            snippet = BEFORE_REQUEST.format(app="app", header=contract.header, tag=contract.tag)
            return Recipe(message, snippet, reason="it is served past what Sentry patches")
        return after_binding(
            ev,
            app.place,
            lambda target: BEFORE_REQUEST.format(
                app=target, header=contract.header, tag=contract.tag
            ),
            imports,
            message,
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


def _outside(ev: Evaluator) -> list[Value]:
    """Apps that are served so that Sentry opens no scope for their requests."""
    return ev.remembered(
        "flask.outside", lambda: list(without_scope(ev, lambda value: is_a(value, *APPS)))
    )


FRAMEWORK = Flask()
