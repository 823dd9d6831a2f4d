"""Tryton's server: routes of its WSGI app, and middleware.

There is one app, that of the library. Sentry's integration, which has to be listed, wraps the app's
``wsgi_app`` in the moment in which ``sentry_sdk.init`` runs: middleware that is put round it before
runs inside the request's scope, what comes later outside it. Without the integration nobody opens
a scope.

## Handlers

`@app.route` of `trytond.wsgi.app`. The server's own handlers are not listed: it answers requests
in any case.

## Hook

`app.wsgi_app = Middleware(app.wsgi_app)`, before `sentry_sdk.init`; after it, or without the
integration, with a scope of its own or inside `SentryWsgiMiddleware`. Decorators of views count for
their views.

## Recipe

Inside: a guarded `sentry_sdk.set_tag` in middleware.

## Left to a person

- where the middleware goes: before the call that starts Sentry, which may stand in any file;
- middleware whose order to that call cannot be told from one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator import statements
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Store
from replaytag.evaluator.values import External, Made, Opaque, Value, options
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.records import App, Handler, Hook, Recipe, Record, Run, Scope, Unresolved
from replaytag.frameworks.writing.standard_middleware import NAME, wsgi_class
from replaytag.source import Place

_MODULES = ("trytond.wsgi", "trytond.application")
_APPS = tuple(External(f"{module}.app") for module in _MODULES)
_APP = _APPS[0]
_REQUEST = "trytond.Request"
_ARGUMENTS = (Opaque(_REQUEST), Opaque("trytond.Pool"))
_INTEGRATION = ".TrytondWSGIIntegration"
_SENTRY = "SentryWsgiMiddleware"
_ORDER = "whether it is put round the app before or after Sentry's integration cannot be told"
_ELSEWHERE = (
    "it has to stand before the call of `sentry_sdk.init` that lists `TrytondWSGIIntegration`, "
    "and that may be anywhere"
)


class Trytond(Framework):
    """Tryton's server."""

    name = "trytond"
    title = "Trytond"
    libraries = frozenset({"trytond"})
    markers = (b"trytond.wsgi", b"trytond.application", b"TrytondWSGIIntegration")
    project_markers = (b"trytond.wsgi", b"trytond.application")
    headers = {
        (_REQUEST, "headers"): IGNORES_CASE_AND_UNDERSCORES,
        (_REQUEST, "environ"): ENVIRON,
    }

    def names(self) -> frozenset[str]:
        return frozenset({"TrytondWSGIIntegration", "wsgi_app"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        place = _place(ev)
        if place is None:
            return
        yield App(_APP, place, "trytond.wsgi.app", self.name)
        scope = Scope.INSIDE if _integrations(ev) or _is_wrapped(ev) else Scope.OUTSIDE
        for made in iter_made(ev):
            handler = self._handler(made, scope)
            if handler is not None:
                yield handler
        for store in list(ev.stores):
            if store.owner in _APPS and store.key == "wsgi_app":
                yield from _middleware(ev, store)

    def answers(self, ev: Evaluator, app: App) -> bool:
        return True

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        inside = bool(_integrations(ev))
        code = wsgi_class(contract, isolates=not inside)
        snippet = f"{code}\n\napp.wsgi_app = {NAME}(app.wsgi_app)\n"
        return Recipe(
            f"Tag every request in a WSGI middleware, `{NAME}`", snippet, reason=_ELSEWHERE
        )

    def _handler(self, made: Made, scope: Scope) -> Handler | None:
        """What ``@app.route(path)`` registers."""
        factory = made.callee
        if not isinstance(factory, Made) or not isinstance(factory.callee, External):
            return None
        if factory.callee.name not in [f"{app.name}.route" for app in _APPS]:
            return None
        routes = routes_of(factory.argument(0, "string"))
        for target in made.arguments:
            found = function_handler(_APP, target, self.name, routes, made, _ARGUMENTS)
            if found is not None:
                runs = tuple(Run(run.function, run.arguments, scope=scope) for run in found.runs)
                return Handler(_APP, found.place, found.name, self.name, routes, runs)
        return None


def _place(ev: Evaluator) -> Place | None:
    """Where the project takes the app from the library: where it starts Sentry, if it does there.

    Else in the first of the files that do.
    """
    found = [
        Place(module.path, node.span)
        for module in ev.modules()
        for node in statements.imports(module.body)
        if _imports_app(node.module or "", [name.name for name in node.names])
        # The SDK's own integration serves nothing.
        if not module.name.startswith("sentry_sdk.")
    ]
    starting = {made.place.path for made in _integrations(ev)}
    return min(found, key=lambda place: (place.path not in starting, place), default=None)


def _imports_app(module: str, names: list[str]) -> bool:
    if module in _MODULES:
        return "app" in names
    return not module and any(name in _MODULES for name in names)


def _integrations(ev: Evaluator) -> list[Made]:
    return [
        made
        for made in ev.made
        if isinstance(made.callee, External) and made.callee.name.endswith(_INTEGRATION)
    ]


def _is_wrapped(ev: Evaluator) -> bool:
    """Whether the project puts Sentry's middleware round the app itself."""
    return any(
        store.owner in _APPS and store.key == "wsgi_app" and _has_sentry(store.value)
        for store in ev.stores
    )


def _has_sentry(value: Value) -> bool:
    return any(
        isinstance(option, Made)
        and isinstance(option.callee, External)
        and option.callee.name.endswith(_SENTRY)
        for option in options(value)
    )


def _middleware(ev: Evaluator, store: Store) -> Iterator[Record]:
    """``app.wsgi_app = Middleware(app.wsgi_app)``."""
    runs = tuple(wsgi.middleware_runs(ev, store.value, wsgi.CALL_ARGUMENTS))
    if not runs:
        return
    scope: Scope | None = Scope.INSIDE if _has_sentry(store.value) else Scope.OUTSIDE
    for made in _integrations(ev):
        if made.place.path != store.place.path or made.within != store.within:
            scope = None
        elif store.place < made.place:
            scope = Scope.INSIDE
    if scope is None:
        yield Unresolved(_APP, _ORDER, store.place)
        return
    target = store.value.callee if isinstance(store.value, Made) else store.value
    yield Hook(_APP, target, store.place, runs, scope=scope, sees_errors=True)


FRAMEWORK = Trytond()
